"""The warehouse -> the foot of the front page: next policy dates, what waits, how fresh it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from dash import html

from dashboard import numbers
from dashboard.panels.wording import Row, region_short
from warehouse import queries

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene

MOST_DATES: Final = 3
MOST_REPORTS: Final = 3


def build_below(scene: Scene, overview: dict[str, Any]) -> Any:
    """Return the three lists at the foot of the first screen."""
    return html.Div(
        [_dates(scene), _waiting(scene, overview), _fresh(scene, overview)], className="front-foot"
    )


def coming(rows: list[Row], *, asof: date) -> list[tuple[date, str, Row, str]]:
    """Return what policy dates are ahead, soonest first: last day, precision, row, what happens."""
    held = [
        (row["in_force"], row["in_force_precision"], row, "applies")
        for row in rows
        if row["in_force"] and row["in_force"] > asof and row["status"] != "repealed"
    ]
    held += [
        (step["last_day"], step["precision"], row, step["note"])
        for row in rows
        for step in row["steps"] or []
        if step["event"] == "deadline" and step["last_day"] > asof
    ]
    return sorted(held, key=lambda entry: (entry[0], entry[2]["instrument_id"]))


def _dates(scene: Scene) -> Any:
    rows = queries.policy_events(scene.cursor, asof=scene.asof).rows(named=True)
    found = coming(rows, asof=scene.asof)
    entries = [
        html.Li(
            html.A(
                [
                    html.Strong(numbers.day(when, precision)),
                    html.Span(f"{region_short(row['jurisdiction'])}: {row['title']}, {what}"),
                ],
                href=scene.opens(f"policy:{row['instrument_id']}"),
            )
        )
        for when, precision, row, what in found[:MOST_DATES]
    ]
    return html.Section(
        [
            html.H2(html.A("Next policy dates", href=scene.link("/panels/crypto-policy"))),
            html.Ol(entries) if entries else html.P("None is on record.", className="quiet"),
        ]
    )


def _waiting(scene: Scene, overview: dict[str, Any]) -> Any:
    n = overview["n_review"]
    words = f"{numbers.plural(n, 'figure')} for review" if n else "Nothing waits for review"
    share = n / overview["n_figures"] if overview["n_figures"] else 0.0
    rest = f"{share:.0%} of {numbers.plural(overview['n_figures'], 'figure')}; drawn hollow, in no "
    return html.Section(
        [
            html.H2(html.A("Waiting", href=scene.link("/reports"))),
            html.P(html.Strong(words)),
            html.P(f"{rest}mean or median." if n else "Every figure counts.", className="quiet"),
        ]
    )


def _fresh(scene: Scene, overview: dict[str, Any]) -> Any:
    frame = queries.reports(scene.cursor, asof=scene.asof, known=scene.selection.known)
    newest = frame.filter(pl.col("published").is_not_null()).head(MOST_REPORTS)
    recorded = overview["last_recorded_at"]
    entries = [
        html.Li(
            html.A(
                [
                    html.Strong(numbers.day(row["published"], row["published_precision"])),
                    html.Span(f"{row['publisher'] or 'House not named'}: {row['title']}"),
                ],
                href=scene.link(f"/reports/{row['sha256']}"),
            )
        )
        for row in newest.iter_rows(named=True)
    ]
    return html.Section(
        [
            html.H2(html.A("How fresh", href=scene.link("/reports"))),
            html.Ol(entries),
            html.P(
                f"{numbers.plural(overview['n_reports'], 'report')}; the last came in on "
                f"{numbers.day(recorded.date())}, {recorded:%H:%M} UTC.",
                className="quiet",
            ),
        ]
    )
