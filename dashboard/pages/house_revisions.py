"""Revisions of one house as small charts: a question each, a line per target year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from dash import dcc, html

from dashboard import numbers
from dashboard.figures.marks import Style
from dashboard.figures.sketch import Sketch
from dashboard.figures.steps import Line, Point, Steps, draw_steps, name_room
from dashboard.figures.theme import tokens
from dashboard.layout.markup import attributes
from dashboard.panels import counting, editions
from dashboard.panels.before import change_line, is_printed, printed_line, told_first
from dashboard.panels.edition_frame import claim
from dashboard.panels.wording import period_short
from dashboard.selection import Selection
from warehouse import queries
from warehouse.periods import parse_period
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, Measure

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene

Row = dict[str, Any]
Question = tuple[str, str, str, str]
MOST_CHARTS: Final = 6  # two rows of three; the panel shows any question
MOST_LINES: Final = 5  # target years of one chart, the latest ones
TICKS_PX: Final = 40.0  # px at the left for the labels of values
BEYOND: Final = timedelta(days=90)  # a figure stands a quarter beyond the last edition, to be seen


def build_revisions(scene: Scene, house: str) -> list[Any]:
    """Return a small chart for each question that the house answered in several editions."""
    frame = queries.revisions(
        scene.cursor, institutions=[house], asof=scene.asof, known=scene.selection.known
    )
    held = revised_questions(editions.with_kinds(frame).rows(named=True))
    head = html.H2("Revisions", className="small-head", id="revisions")
    if not held:
        said = (
            "No accepted figure of this house stands in two dated editions, or beside the one "
            "before, so there is no revision to draw."
        )
        return [head, html.P(said, className="note")]
    charts = [_chart(scene, n, question, rows) for n, (question, rows) in
              enumerate(held[:MOST_CHARTS])]  # fmt: skip
    more = len(held) - len(charts)
    rest = f" The {len(charts)} with most editions of {len(held)} questions." if more else ""
    said = f"A line per target period by date of publication; a figure stands until the next.{rest}"
    return [head, html.P(said, className="subtitle"), html.Div(charts, className="small-charts")]


def revised_questions(rows: list[Row]) -> list[tuple[Question, list[Row]]]:
    """Return the questions with a pooled figure in two editions, most such figures first.

    A figure that one report prints beside the one before is in two.

    A question is indicator, region, measure and unit; its periods are lines of one chart.
    """
    by_period: dict[tuple[Question, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["pooled"]:
            key = (row["indicator"], row["region"], row["measure"], row["unit"])
            by_period[key, row["period"]].append(row)
    found: dict[Question, list[Row]] = defaultdict(list)
    for (question, _), held in by_period.items():
        if len({row["published"] for row in held}) > 1 or any(map(is_printed, held)):
            found[question] += held
    return sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0]))


def _chart(scene: Scene, number: int, question: Question, rows: list[Row]) -> Any:
    last = max(row["published"] for row in rows)
    end = min(scene.asof, last + BEYOND)
    steps = _steps(scene.visit.theme, question, rows, end=end)
    sketch = Sketch(tokens(scene.visit.theme), "narrow", TICKS_PX,
                    name_room([steps], width="narrow"))  # fmt: skip
    draw_steps(sketch, steps)
    figure = sketch.figure()
    height = figure["layout"]["height"]
    name = _title(question)
    words = "; ".join(_spoken(line) for line in _by_period(rows))
    config: Any = {"displayModeBar": False, **figure["config"], "responsive": True}
    indicator, region, measure, _ = question
    newest = max((row["period"] for row in rows), key=lambda text: parse_period(text).sort_key)
    chosen = Selection(
        indicator=Indicator(indicator), regions=(region,), period=newest, measure=Measure(measure),
        asof=scene.selection.asof, known=scene.selection.known,
    )  # fmt: skip
    return html.Div(
        [
            html.H3(html.A(name, href=scene.link("/panels/revisions", chosen))),
            html.Div(
                dcc.Graph(
                    id={"type": "chart", "panel": f"house-{number}"},
                    figure={"data": figure["data"], "layout": figure["layout"]},
                    config=config,
                    responsive=True,
                    style={"height": f"{height}px"},
                ),
                className="chart",
                role="group",
                tabIndex=0,
                style={"height": f"{height}px"},
                **attributes(
                    aria_label=f"{name}. {words}. Arrow keys go from figure to figure.",
                    aria_roledescription="chart",
                    data_panel=f"house-{number}",
                ),
            ),
        ]
    )


def _title(question: Question) -> str:
    indicator, region, measure, _ = question
    row = {"indicator": indicator, "region": region, "measure": measure, "period": "",
           "kind": "forecast"}  # fmt: skip
    return numbers.sentence(claim(row).replace(", ,", ",").rstrip(", "))


def _by_period(rows: list[Row]) -> list[list[Row]]:
    """Return the editions of each period, oldest first; the latest periods, the last on top."""
    held: dict[str, dict[date, Row]] = defaultdict(dict)
    for row in rows:
        held[row["period"]][row["published"]] = row
    periods = sorted(held, key=lambda text: parse_period(text).sort_key)[-MOST_LINES:]
    return [[held[period][day] for day in sorted(held[period])] for period in periods]


def _steps(theme: str, question: Question, rows: list[Row], *, end: date) -> Steps:
    ink = tokens(theme)
    info = indicator_info()[Indicator(question[0])]
    lines = _by_period(rows)
    return Steps(
        lines=tuple(
            Line(
                points=tuple(map(_point, held)),
                name=f"{period_short(held[0]['period'])} {counting.value_text(held[-1])}",
                colour=ink.ink if held is lines[-1] else ink.ink3,
                width=2.0 if held is lines[-1] else 1.2,
                is_strong=held is lines[-1],
            )
            for held in lines
        ),
        loose=tuple(_ring(first) for held in lines if (first := told_first(held))["is_printed"]),
        end=end,
        suffix="%" if numbers.unit_name(info.unit) == "%" else "",
        decimals=info.decimals,
    )


def _point(row: Row) -> Point:
    return Point(
        day=row["published"],
        value=row["mid"],
        identity=row["forecast_id"],
        hover="\n".join(
            filter(None, (counting.hover_text({**row, "why_not": None}), change_line(row)))
        ),
        low=row["low"],
        high=row["high"],
    )


def _ring(first: Row) -> Point:
    """Return the mark of what a first edition prints as the figure before."""
    return replace(_point(first), hover=printed_line(first), style=Style.PREVIOUS)


def _spoken(held: list[Row]) -> str:
    first, last = told_first(held), held[-1]
    return (
        f"{period_short(first['period'])} from {counting.value_text(first)} to "
        f"{counting.value_text(last)} in {numbers.plural(len(held), 'edition')}"
    )
