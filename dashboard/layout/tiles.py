"""Figures -> the small drawings and rows of the front page; each leads to panel and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from dash import html

from dashboard import numbers
from dashboard.layout.markup import attributes
from dashboard.panels import PANELS
from dashboard.panels.before import base_of
from dashboard.panels.wording import (
    MEASURES_SHORT,
    Row,
    period_short,
    region_brief,
    region_short,
)
from dashboard.selection import Selection
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, Measure

if TYPE_CHECKING:
    from dashboard.pages.front_frame import Move, Spread
    from dashboard.pages.scene import Scene

MARGIN: Final = 4  # percent of a strip kept free at both ends
HUES: Final = {"US": " us", "EA": " ea"}
HOMES: Final = ("growth", "inflation", "policy-rates")  # panels that show one indicator each
REST: Final = "table"  # has every indicator
USUAL: Final = (
    Measure.ANNUAL_AVG,
    Measure.YEAR_END,
    Measure.QUARTER_AVG,
)  # as its period is taken to mean


def value_of(row: Row) -> str:
    """Return a figure as the field writes it."""
    info = indicator_info()[Indicator(row["indicator"])]
    return numbers.figure(row["low"], row["high"], row["unit"], decimals=info.decimals)


def question_of(row: Row) -> str:
    """Return what a figure is on: "US inflation, H1 2026"."""
    info = indicator_info()[Indicator(row["indicator"])]
    words = f"{region_short(row['region'])} {lowered(info.short)}, {period_short(row['period'])}"
    return f"{words}{_defined(row)}"


def in_sentence(row: Row) -> str:
    """Return what a figure is on as a finding says it: "US inflation in H1 2026"."""
    info = indicator_info()[Indicator(row["indicator"])]
    place = region_brief(row["region"]).removeprefix("the ")
    return f"{place} {lowered(info.short)} in {period_short(row['period'])}{_defined(row)}"


def _defined(row: Row) -> str:
    """Return the definition where it is not the one that its period is taken to mean."""
    measure = Measure(row["measure"])
    return "" if measure in USUAL else f", {MEASURES_SHORT[measure]}"


def lowered(text: str) -> str:
    """Return a name as inside a sentence; an abbreviation keeps its capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def panel_link(scene: Scene, row: Row) -> str:
    """Return the address of the panel that shows the question of a figure."""
    kept = Selection(asof=scene.selection.asof, known=scene.selection.known)
    for panel_id in HOMES:
        legal = next((p.legal for p in PANELS[panel_id].parameters if p.name == "indicator"), ())
        if row["indicator"] in legal:
            is_rate = panel_id == "policy-rates"
            asked = kept.at(
                indicator=Indicator(row["indicator"]),
                regions=(row["region"],),
                period=row["period"][:4] if is_rate else row["period"],
                measure=None if is_rate else Measure(row["measure"]),
            )
            return scene.link(f"/panels/{panel_id}", asked)
    asked = kept.at(indicators=(Indicator(row["indicator"]),), regions=(row["region"],))
    return scene.link(f"/panels/{REST}", asked)


def build_strip(
    rows: Sequence[Row], *, ends: tuple[float, float], median: float | None, hue: str = ""
) -> Any:
    """Return figures as dots on a line between two values, with their median."""
    low, high = ends

    def left(value: float) -> dict[str, str]:
        share = (value - low) / (high - low) if high > low else 0.5
        return {"left": f"{MARGIN + share * (100 - 2 * MARGIN):.1f}%"}

    line = [] if median is None else [html.I(className="median", style=left(median))]
    dots = [html.I(className=f"dot{hue}", style=left(row["mid"])) for row in rows]
    return html.Span([*dots, *line], className="strip", **attributes(aria_hidden="true"))


def build_door(scene: Scene, row: Row, words: Any, *, name: str = "door") -> Any:
    """Return words that open the evidence of a figure."""
    return html.A(
        words,
        href=scene.opens(row["forecast_id"]),
        className=name,
        **attributes(data_figure=row["forecast_id"]),
    )


def build_spread(scene: Scene, spread: Spread) -> Any:
    """Return one question: its ends by name, its dots, how wide it is and was."""
    top, bottom = spread.rows[0], spread.rows[-1]
    was = "" if spread.before is None else f"was {numbers.number(spread.before)}"
    return html.Div(
        [
            html.A(
                [
                    html.Strong(question_of(top)),
                    html.Span(f"n = {len(spread.rows)}", className="quiet"),
                ],
                href=panel_link(scene, top),
                className="question",
            ),
            build_door(scene, bottom, _end(bottom), name="door low"),
            build_strip(
                spread.rows,
                ends=(bottom["mid"], top["mid"]),
                median=top["median"],
                hue=HUES.get(top["region"], ""),
            ),
            build_door(scene, top, _end(top), name="door high"),
            html.Span([numbers.number(spread.width), html.Small(was)], className="width"),
        ],
        className="spread",
    )


def _end(row: Row) -> list[Any]:
    return [html.Span(row["institution"]), " ", html.Strong(value_of(row))]


def build_move(scene: Scene, move: Move) -> Any:
    """Return one house's change on one question; it opens the newer figure."""
    when = numbers.day(move.now["published"], move.now["published_precision"])
    words = [
        html.Span(
            [
                html.Strong(move.now["institution"]),
                f" {question_of(move.now)}",
                html.Span(f" {when}", className="quiet"),
            ],
            className="move-words",
        ),
        html.Span(
            f"{value_of(move.then)} → {value_of(move.now)}",
            className="quiet",
            title=f"against {base_of(move.then)}",
        ),
        html.Strong(numbers.signed(move.change, decimals=_decimals(move.now)), className="change"),
    ]
    return build_door(scene, move.now, words, name="move")


def _decimals(row: Row) -> int:
    return indicator_info()[Indicator(row["indicator"])].decimals
