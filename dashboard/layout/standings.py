"""The warehouse -> the lists beside the charts: who stands apart, how fresh it all is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl
from dash import html

from dashboard import numbers
from dashboard.layout.markup import attributes
from dashboard.panels.wording import period_short, region_in_sentence, region_short
from warehouse import queries
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, Unit

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene

MOST_APART: Final = 5  # as many as stand beside the lead without outgrowing it
COMPARED: Final = (  # in points, so that distances on different questions can be ranked together
    Indicator.GDP_GROWTH,
    Indicator.CPI_INFLATION,
    Indicator.CORE_INFLATION,
    Indicator.PCE_INFLATION,
    Indicator.CORE_PCE_INFLATION,
    Indicator.POLICY_RATE,
    Indicator.UNEMPLOYMENT_RATE,
)
FRESH_REPORTS: Final = 5
STRIP_MARGIN: Final = 4  # percent of the strip kept free at both ends
Row = dict[str, Any]


def build_apart(scene: Scene) -> Any:
    """Return the houses that stand furthest from the median, over all questions of a year."""
    rows = _furthest(scene)
    if not rows:
        return html.Section(
            [
                html.P("Who stands apart", className="label"),
                html.H2("No question has three houses yet", className="finding"),
                html.P(
                    "A distance from the median is told from three houses on.", className="subtitle"
                ),
            ],
            className="side",
        )
    first = rows[0]
    return html.Section(
        [
            html.P("Who stands apart", className="label"),
            html.H2(_apart_finding(first), className="finding"),
            html.P(
                "Distance from the median of the houses, percentage points; questions with at "
                "least three houses.",
                className="subtitle",
            ),
            html.Ol([html.Li(_apart_entry(scene, row)) for row in rows], className="apart"),
            html.P("Grey dots: the other houses. Thin line: median.", className="panel-footer"),
        ],
        className="side",
    )


def _furthest(scene: Scene) -> list[Row]:
    frame = queries.divergence(
        scene.cursor,
        indicators=[str(indicator) for indicator in COMPARED],
        asof=scene.asof,
        known=scene.selection.known,
    ).filter(pl.col("distance_from_median").is_not_null() & (pl.col("unit") == str(Unit.PCT)))
    frame = frame.filter(~pl.col("period").map_elements(_is_over(scene), return_dtype=pl.Boolean))
    far = frame.filter(pl.col("distance_from_median").abs() > 0).sort(
        pl.col("distance_from_median").abs(), descending=True, maintain_order=True
    )
    question = ["indicator", "region", "period", "measure"]
    kept = far.unique("institution", keep="first", maintain_order=True).head(MOST_APART)
    return [
        row
        | {"others": frame.join(pl.DataFrame([row]).select(question), on=question)["mid"].to_list()}
        for row in kept.iter_rows(named=True)
    ]


def _is_over(scene: Scene) -> Any:
    from warehouse.periods import parse_period

    return lambda text: parse_period(text).is_complete(scene.asof)


def _apart_finding(row: Row) -> str:
    way = "above" if row["distance_from_median"] > 0 else "below"
    distance = numbers.number(abs(row["distance_from_median"]))
    info = indicator_info()[Indicator(row["indicator"])]
    return (
        f"{row['institution']} stands {distance} {way} the median on {_lower(info.short)} in "
        f"{region_in_sentence(row['region'])}"
    )


def _apart_entry(scene: Scene, row: Row) -> Any:
    info = indicator_info()[Indicator(row["indicator"])]
    value = numbers.figure(row["low"], row["high"], row["unit"], decimals=info.decimals)
    when = numbers.day(row["published"], row["published_precision"])
    return html.A(
        [
            html.Span(
                [
                    html.Strong(row["institution"]),
                    html.Span(
                        f"{region_short(row['region'])} {_lower(info.short)}, "
                        f"{period_short(row['period'])}: {value}"
                    ),
                    html.Span(f"since {when}, p. {row['page']}", className="quiet"),
                ],
                className="apart-words",
            ),
            _strip(row),
            html.Span(numbers.signed(row["distance_from_median"]), className="apart-distance"),
        ],
        href=scene.opens(row["forecast_id"]),
        className="apart-entry",
        **attributes(data_figure=row["forecast_id"]),
    )


def _strip(row: Row) -> Any:
    """Return the houses of one question as dots on a line, the one meant large."""
    low, high = min(row["others"]), max(row["others"])

    def left(value: float) -> dict[str, str]:
        share = (value - low) / (high - low) if high > low else 0.5
        return {"left": f"{STRIP_MARGIN + share * (100 - 2 * STRIP_MARGIN):.1f}%"}

    hue = {"US": " us", "EA": " ea"}.get(row["region"], "")
    return html.Span(
        [
            *(html.I(className="other", style=left(value)) for value in row["others"]),
            html.I(className="median", style=left(row["median"])),
            html.I(className=f"this{hue}", style=left(row["mid"])),
        ],
        className="strip",
        **attributes(aria_hidden="true"),
    )


def build_fresh(scene: Scene, overview: dict[str, Any]) -> Any:
    """Return how fresh the warehouse is: the newest reports, and when it last learned something."""
    frame = queries.reports(scene.cursor, asof=scene.asof, known=scene.selection.known)
    newest = frame.filter(pl.col("published").is_not_null()).head(FRESH_REPORTS)
    recorded = overview["last_recorded_at"]
    first = newest.row(0, named=True) if newest.height else None
    finding = (
        f"The newest report is {first['publisher'] or first['title']}, "
        f"{numbers.day(first['published'], first['published_precision'])}"
        if first
        else "No report with a date yet"
    )
    return html.Section(
        [
            html.P("How fresh", className="label"),
            html.H2(finding, className="finding"),
            html.P(
                f"{numbers.plural(overview['n_reports'], 'report')} read; the last one came in "
                f"on {numbers.day(recorded.date())}, {recorded:%H:%M} UTC.",
                className="subtitle",
            ),
            html.Ol(
                [html.Li(_report_entry(scene, row)) for row in newest.iter_rows(named=True)],
                className="fresh",
            ),
            html.P([html.A("All reports", href=scene.link("/reports"))], className="panel-footer"),
        ],
        className="side",
    )


def _report_entry(scene: Scene, row: Row) -> Any:
    forecasts = row["n_accepted"] + row["n_review"]
    return html.A(
        [
            html.Span(
                [
                    html.Strong(row["publisher"] or "House not named"),
                    html.Span(row["title"], className="quiet"),
                ]
            ),
            html.Span(numbers.day(row["published"], row["published_precision"]), className="quiet"),
            html.Span(numbers.plural(forecasts, "forecast"), className="count"),
        ],
        href=scene.link(f"/reports/{row['sha256']}"),
        className="fresh-entry",
    )


def _lower(text: str) -> str:
    """Return a name as inside a sentence; an abbreviation keeps its capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
