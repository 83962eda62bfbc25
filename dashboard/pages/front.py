"""The front page: the state of disagreement in one screen, each figure with the way to its page.

Above the fold stand lists and small drawings; the charts of the set pieces follow below.
"""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from dash import html

from dashboard import numbers
from dashboard.layout.blocks import BESIDE, LEAD, build_panel_block
from dashboard.layout.lower_tiles import build_below
from dashboard.layout.markup import attributes
from dashboard.layout.set_pieces import build_set_pieces
from dashboard.layout.shell import build_marks
from dashboard.layout.tiles import (
    build_door,
    build_move,
    build_spread,
    in_sentence,
    value_of,
)
from dashboard.pages.content import Content, build_head
from dashboard.pages.front_frame import read_state
from dashboard.panels import PANELS
from dashboard.panels.before import change_of
from dashboard.panels.since import FURTHER_MONTHS, STEPS, months_before, since_of
from dashboard.selection import Selection
from warehouse import queries

if TYPE_CHECKING:
    from datetime import date

    from dashboard.pages.front_frame import State
    from dashboard.pages.scene import Scene
    from dashboard.panels import PanelView
    from dashboard.panels.wording import Row

FIRST: Final = "growth"  # the set piece whose chart leads below the fold
BESIDES: Final = ("policy-rates", "dollar")  # the charts of the other two
TILES: Final = (FIRST, *BESIDES, "bankruptcies")
MOST_SPREADS: Final = 6  # as many as leave room for the set pieces on one screen
MOST_MOVES: Final = 6
LONGEST_QUOTE: Final = 200  # characters; hovering tells it whole, as the evidence does


def build(scene: Scene) -> Content:
    """Return the front page of a visit."""
    overview = scene.overview
    if not overview["n_reports"]:
        return _build_empty(scene)
    return Content(
        title="Where the houses disagree", section="/", head=[], body=_body(scene, overview)
    )


def _body(scene: Scene, overview: dict[str, Any]) -> list[Any]:
    since, state = _state(scene)
    views = {panel: _view(scene, panel) for panel in TILES}
    charts = [build_panel_block(scene, views[panel], place=BESIDE) for panel in BESIDES]
    return [
        html.Div(
            [
                _lead(scene, state),
                html.Div([_widest(scene, state), _moved(scene, state, since)], className="now"),
                build_set_pieces(scene, views),
                build_below(scene, overview),
            ],
            className="front",
        ),
        build_marks(),
        build_panel_block(scene, views[FIRST], place=LEAD),
        html.Div([html.Div(chart) for chart in charts], className="grid columns"),
    ]


def _state(scene: Scene) -> tuple[date, State]:
    """Return the day compared with and the state: further back while nobody moved since."""
    usual = since_of(scene.selection, today=scene.today)
    known = scene.selection.known
    state = read_state(scene.cursor, asof=scene.asof, since=usual, known=known)
    if scene.selection.since or state.moves:
        return usual, state
    for months in FURTHER_MONTHS:
        since = months_before(scene.asof, months)
        earlier = read_state(scene.cursor, asof=scene.asof, since=since, known=known)
        if earlier.moves:
            return since, earlier
    return usual, state


def _view(scene: Scene, panel_id: str) -> PanelView:
    shown = Selection(asof=scene.selection.asof, known=scene.selection.known)
    return PANELS[panel_id].view(scene.cursor, shown, today=scene.today)


def _lead(scene: Scene, state: State) -> Any:
    """Return who stands furthest from the median, with the sentence that says so."""
    row = state.furthest
    if row is None:
        return html.Section(
            [
                html.P("Furthest from the median", className="label"),
                html.H1("No house stands apart: no question has three houses yet"),
            ],
            className="front-lead",
        )
    quote = " ".join(row["quote"].split())
    cut = shorten(quote, LONGEST_QUOTE, placeholder=" …", break_on_hyphens=False)
    when = numbers.day(row["published"], row["published_precision"])
    house = html.A(row["institution"], href=scene.house(row["institution"]), className="house-door")
    said = f", {when}, p. {row['page']}: {value_of(row)} against a median of "
    return html.Section(
        [
            html.P("Furthest from the median", className="label"),
            html.H1(build_door(scene, row, _lead_finding(row))),
            html.P(
                [
                    house,
                    f"{said}{numbers.number(row['median'])}, n = {row['n']}. ",
                    html.Q(cut, title=quote if cut != quote else None) if cut else "",
                ],
                className="subtitle",
            ),
        ],
        className="front-lead",
    )


def _lead_finding(row: Row) -> str:
    """Return who stands how far from the median, and when it last changed its figure."""
    way = "above" if row["distance_from_median"] > 0 else "below"
    points = numbers.number(abs(row["distance_from_median"]))
    unit = "point" if points == "1.0" else "points"
    start = f"{row['institution']} stands {points} {unit} {way} the median on {in_sentence(row)}"
    change = change_of(row)
    if not change:
        return start
    done = "raised" if change > 0 else "cut"
    when = numbers.day(row["published"], row["published_precision"])
    return f"{start}, {done} {'on' if when[0].isdigit() else 'in'} {when}"


def _widest(scene: Scene, state: State) -> Any:
    shown = state.spreads[:MOST_SPREADS]
    hint = (
        "Highest minus lowest of the houses, percentage points; the line is the median."
        if shown
        else "A spread is told from three houses on; no question has as many yet."
    )
    return html.Section(
        [
            html.H2(html.A("Widest spreads now", href=scene.link("/panels/divergence"))),
            html.P(hint, className="subtitle"),
            html.Ol([html.Li(build_spread(scene, spread)) for spread in shown]),
        ],
        className="front-widest",
    )


def _moved(scene: Scene, state: State, since: date) -> Any:
    clocks = Selection(asof=scene.selection.asof, known=scene.selection.known, since=since)
    return html.Section(
        [
            html.H2(
                html.A(
                    f"What moved since {numbers.day(since)}",
                    href=scene.link("/panels/moved", clocks),
                )
            ),
            _since_choice(scene, since),
            html.P(_moves_words(state), className="subtitle"),
            html.Ol([html.Li(build_move(scene, move)) for move in state.moves[:MOST_MOVES]]),
        ],
        className="front-moved",
    )


def _moves_words(state: State) -> str:
    count = state.up + state.down
    if not count:
        return "No house counted on both days has changed a figure. Choose an earlier day."
    shown = (
        f"The {MOST_MOVES} largest of {count:,} changes"
        if count > MOST_MOVES
        else (numbers.sentence(numbers.plural(count, "change")))
    )
    return f"{shown}, percentage points: {state.up:,} up, {state.down:,} down."


def _since_choice(scene: Scene, since: date) -> Any:
    """Return the days to compare with, as months before the as-of day."""
    entries = []
    for step in STEPS:
        day = months_before(scene.asof, step)
        entries.append(
            html.A(
                f"{step} mo",
                href=scene.here(scene.selection.at(since=day)),
                title=numbers.day(day),
                **attributes(
                    aria_current="true" if day == since else None,
                    aria_label=f"Compare with {numbers.day(day)}",
                ),
            )
        )
    return html.Div(
        entries, className="switch", role="group", **attributes(aria_label="Compare with")
    )


def _build_too_early(scene: Scene) -> Content:
    """Return what a day before the first report shows: which report was the first, and its day."""
    finding = f"No report had come out, or been read, by {numbers.day(scene.asof)}"
    ways = [html.A("Back to today", href=scene.here(Selection()), className="button")]
    held = queries.reports(scene.cursor, asof=None, known=scene.selection.known)
    dated = held.filter(pl.col("published").is_not_null()).sort("published")
    said = ""
    if dated.height:
        first = dated.row(0, named=True)
        when = numbers.day(first["published"], first["published_precision"])
        said = f"The first is from {first['publisher'] or 'a house that is not named'}, {when}."
        there = scene.here(scene.selection.at(asof=first["published"]))
        ways.append(html.A(f"Go to {numbers.day(first['published'])}", href=there))
    return Content(
        "Nothing yet",
        "/",
        [build_head("Empty", finding, said)],
        [html.Div(ways, className="buttons")],
    )


def _build_empty(scene: Scene) -> Content:
    """Return what a warehouse without a report shows: why, and what to do."""
    if not scene.is_now:
        return _build_too_early(scene)
    ways = [html.A("Add a report", href=scene.link("/upload"), className="button")]
    hint = (
        "Or in a terminal: houseviews ingest report.pdf; houseviews demo reads the sample reports."
    )
    return Content(
        title="Nothing yet",
        section="/",
        head=[
            build_head(
                "Empty",
                "No report has been read yet",
                "Drop a house’s outlook in and its forecasts stand here, each with the page it was "
                "read from.",
            )
        ],
        body=[
            html.Div(ways if scene.can_upload else [], className="buttons"),
            html.P(hint, className="note"),
        ],
    )
