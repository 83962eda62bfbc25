"""The divergence board: every house's distance from the median, question by question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard import numbers
from dashboard.figures import board as tiles
from dashboard.figures.crowds import MOST_ROWS
from dashboard.figures.labels import BOLD_WIDER
from dashboard.figures.pairs import Pair, draw_pairs
from dashboard.figures.sketch import Sketch
from dashboard.figures.texts import text_px
from dashboard.figures.theme import tokens
from dashboard.panels import counting, wording
from dashboard.panels.base import Parameter, PlotlyFigure
from dashboard.panels.columned import Columned
from dashboard.panels.divergence_cells import (
    DEVIATIONS,
    DISTANCE,
    POINTS,
    REVIEW,
    STEPS,
    UNLIKE,
    Apart,
    Board,
    Cell,
    Head,
    board_of,
    distance_text,
    furthest_pairs,
)
from dashboard.panels.divergence_frame import read_board, usual_year
from dashboard.panels.divergence_table import divergence_table
from dashboard.panels.rates_frame import year_of
from dashboard.panels.table_columns import Column, lowered_short
from dashboard.selection import SCALES, Selection
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_NAME: Final = 150  # px for the names of houses
MOST_TOLD: Final = 2  # houses that the finding names
MOST_SPOKEN: Final = 6  # distances that the words name
MOST_PAIRS: Final = 6
FEET: Final = ("Median", "Highest", "Lowest", "Houses, n")


class Divergence(Columned):
    """Houses by questions, tinted by their distance from the median."""

    id = "divergence"
    title = "Divergence board"
    description = "How far every house stands from the median, and which two are furthest apart."
    section = "Divergence"
    parameters = (
        Parameter("indicators", "What stands in the columns.", (), "gdp_growth,policy_rate"),
        Parameter("regions", "Regions that stand in the columns.", (), "WORLD,US,EA,CN"),
        Parameter("period", "The year; none is this or next, whichever has more figures."),
        Parameter("institutions", "Houses to show and to take the median of; none means all."),
        Parameter("age", "Only figures published at most so many months before the as-of day."),
        Parameter("scale", "Distance in points or in standard deviations.", SCALES, POINTS),
        Parameter("asof", "Only what was published by this day; none means today."),
        Parameter("known", "Only what was recorded by this moment; none means now."),
    )
    defaults = Selection(
        indicators=(Indicator.GDP_GROWTH, Indicator.POLICY_RATE),
        regions=("WORLD", "US", "EA", "CN"),
        scale=POINTS,
    )
    marks = ("distance", "review", "unlike", "median", "gap")
    is_wide = True

    def settled(self, cursor: DuckDBPyConnection, selection: Selection) -> Selection:
        """Return the selection with the year that most figures are for."""
        return selection.at(period=selection.period or usual_year(cursor, selection))

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return every figure under its column, with its distance from the median there."""
        return read_board(cursor, selection)

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return the tiles, and below them the pairs furthest apart."""
        board, scale = board_of(frame, selection), selection.scale or POINTS
        longest = max((text_px(house) * BOLD_WIDER for house in board.houses), default=60.0)
        left = 4.0 if width == "narrow" else min(max(longest, 90.0), MOST_NAME) + 12
        has_halo = selection.theme != "transparent"
        sketch = Sketch(tokens(theme), width, left, 6.0, has_halo=has_halo)
        tiles.draw_board(sketch, _chart(board, scale=scale))
        pairs = furthest_pairs(board, scale=scale)[:MOST_PAIRS]
        if pairs:
            drawn = [_pair(apart, scale=scale) for apart in pairs]
            draw_pairs(sketch, "Furthest apart on each question", drawn)
        return sketch.figure()

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return who stands furthest from the median, or how few houses there are."""
        board, scale = board_of(frame, selection), selection.scale or POINTS
        told = _alone(board)[:MOST_TOLD]
        if told:
            first, *rest = [(cell.house, _far(cell, head, scale=scale), head.question)
                            for cell, head in told]  # fmt: skip
            start = f"{first[0]} stands {first[1]} the median on {first[2]}"
            return "; ".join([start, *(f"{who} {far} on {on}" for who, far, on in rest)])
        if not frame.height:
            return self.nothing(selection).rstrip(".")
        houses = self.count(frame)
        who = numbers.sentence(numbers.counted(houses))
        if any(head.has_distances for head in board.heads):
            return f"{who} houses, and nobody stands apart from the median alone"
        noun = "house is" if houses == 1 else "houses are"
        return f"{who} {noun} counted; no question has the three that a distance needs"

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return what is measured, in which unit, and how the rows are sorted."""
        is_sd = selection.scale == DEVIATIONS
        unit = "standard deviations of the houses" if is_sd else "percentage points"
        defined = []
        for indicator in selection.indicators:
            column = Column(indicator, "", "")
            defined.append(f"{lowered_short(column.info)}, {wording.measure_words(column.measure)}")
        return (
            f"Each house’s distance from the median of the houses in {year_of(selection)}, {unit}: "
            f"{'; '.join(defined)}. The house with the largest distance first; every tile opens "
            "its page."
        )

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return how many distances, as-of, what rings and dashes mean, and the sources."""
        board = board_of(frame, selection)
        rows = frame.filter(pl.col("shown")).rows(named=True)
        parts = [
            _sizes(board),
            f"As of {numbers.day(selection.asof)}.",
            _marks_words(board),
            _few_words(board),
            _unit_words(board, selection),
            "Ranges enter by their middle. Empty: no figure printed.",
            wording.sources(rows) if rows else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return the largest distances and the pairs furthest apart, in sentences."""
        board, scale = board_of(frame, selection), selection.scale or POINTS
        told = [entry for entry in board.told() if entry[0].side][:MOST_SPOKEN]
        said = [
            f"{cell.house} stands {_far(cell, head, scale=scale)} the median on {head.question}."
            for cell, head in told
        ]
        pairs = furthest_pairs(board, scale=scale)[:MOST_TOLD]
        said += [
            f"Furthest apart on {a.head.question}: {a.high.house} and {a.low.house}, "
            f"{_apart_text(a, scale=scale)}."
            for a in pairs
        ]
        said.append(_few_words(board))
        return " ".join(part for part in said if part) or self.nothing(selection)

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per figure and per gap, as text."""
        return divergence_table(frame, board_of(frame, selection))

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a selection without a figure."""
        infos = [Column(indicator, "", "").info for indicator in selection.indicators]
        what = numbers.listed(lowered_short(info) for info in infos)
        where = wording.listed_some(wording.region_in_sentence(code) for code in selection.regions)
        return f"No house has a figure on {what} in {where} for {year_of(selection)}."


def _alone(board: Board) -> list[tuple[Cell, Head]]:
    """Return the furthest houses, each with its furthest question, where nobody is as far."""
    told = [(cell, head) for cell, head in board.told() if cell.side and cell.reach]
    ends: dict[tuple[str, float], int] = {}
    for cell, _ in told:
        place = (cell.head, round(cell.reach, 6))
        ends[place] = ends.get(place, 0) + 1
    furthest: dict[str, tuple[Cell, Head]] = {}
    for cell, head in told:
        if ends[(cell.head, round(cell.reach, 6))] == 1:
            furthest.setdefault(cell.house, (cell, head))
    return list(furthest.values())


def _far(cell: Cell, head: Head, *, scale: str) -> str:
    """Return a distance in a sentence: "0.6 above", "1.2 standard deviations below"."""
    size = distance_text(cell.reach, head, scale=scale).removeprefix("+")
    unit = " standard deviations" if scale == DEVIATIONS else ""
    return f"{size}{unit} {'above' if cell.side > 0 else 'below'}"


def _chart(board: Board, *, scale: str) -> tiles.TileChart:
    places = {head.id: i for i, head in enumerate(board.heads)}
    rows = []
    cells: dict[str, dict[int, Cell]] = {}
    for (house, head_id), cell in board.cells.items():
        cells.setdefault(house, {})[places[head_id]] = cell
    shown = board.houses[:MOST_ROWS]
    for house in shown:
        held = sorted(cells.get(house, {}).items())
        rows.append((house, {i: _tile(cell) for i, cell in held}))
    left = len(board.houses) - len(shown)
    last = STEPS[scale][-1]
    unit = "standard deviations" if scale == DEVIATIONS else "points"
    return tiles.TileChart(
        columns=tuple(_column(head) for head in board.heads),
        rows=tuple(rows),
        feet=FEET,
        key=(
            f"0 to {numbers.number(last)} {unit} and more from the median.",
            "An edge above or below: on which side.",
        ),
        rest=f"{left:,} more houses, none of them further from a median: in the table"
        if left
        else "",
    )


def _tile(cell: Cell) -> tiles.Tile:
    is_gap = len(cell.rows) > 1
    side = cell.side if cell.text != "0" else 0
    return tiles.Tile(cell.text, cell.look, cell.step, side, (cell.figure, cell.hover), is_gap)


def _column(head: Head) -> tiles.Column:
    def write(value: float | None) -> str:
        return numbers.NO_VALUE if value is None else numbers.number(value, decimals=head.decimals)

    ends = (head.mids[-1], head.mids[0]) if head.n > 1 else (None, None)
    feet = (write(head.median), *map(write, ends), str(head.n))
    return tiles.Column(head.where, head.short, head.what, feet)


def _apart_text(apart: Apart, *, scale: str) -> str:
    if scale == DEVIATIONS:
        return f"{numbers.number(round(apart.reach, 1))} deviations"
    size = numbers.number(apart.points, decimals=apart.head.decimals)
    return f"{size} point{'' if apart.points == 1 else 's'}"


def _pair(apart: Apart, *, scale: str) -> Pair:
    high, low = (f"{cell.house} {_said(cell, apart.head)}" for cell in (apart.high, apart.low))
    return Pair(
        high=high,
        low=low,
        what=numbers.sentence(apart.head.question),
        apart=_apart_text(apart, scale=scale),
        high_door=(apart.high.figure, apart.high.hover),
        low_door=(apart.low.figure, apart.low.hover),
    )


def _said(cell: Cell, head: Head) -> str:
    """Return what a house says: its figure, or its gap."""
    if len(cell.rows) == 1:
        return counting.value_text(cell.rows[0])
    gap = (cell.points or 0.0) + (head.median or 0.0)
    return numbers.signed(round(gap, 6), decimals=head.decimals)


def _sizes(board: Board) -> str:
    counted = [cell for cell in board.cells.values() if cell.look == DISTANCE]
    gaps = sum(len(cell.rows) > 1 for cell in counted)
    single = numbers.plural(len(counted) - gaps, "distance")
    return f"{single} and {numbers.plural(gaps, 'gap')}." if gaps else f"{single}."


def _marks_words(board: Board) -> str:
    """Return what rings and dashes mean, where there are any."""
    looks: list[Any] = [cell.look for cell in board.cells.values()]
    waiting, unlike = looks.count(REVIEW), looks.count(UNLIKE)
    parts = [
        f"Ringed: awaiting review, its distance shown and not counted ({waiting})."
        if waiting
        else "",
        f"Dashed: another definition, period or kind, not compared ({unlike})." if unlike else "",
    ]
    return " ".join(part for part in parts if part)


def _few_words(board: Board) -> str:
    """Return which columns have too few houses for a distance; blank for none."""
    few = [f"{head.question} (n = {head.n})" for head in board.heads if not head.has_distances]
    if not few:
        return ""
    return f"No distance below three houses, the figure as printed: {wording.listed_some(few)}."


def _unit_words(board: Board, selection: Selection) -> str:
    """Return how columns in other units are tinted; blank where there are none."""
    if selection.scale == DEVIATIONS or all(head.is_in_points for head in board.heads):
        return ""
    others = [head.question for head in board.heads if not head.is_in_points]
    return f"In their own unit, tinted by standard deviations: {wording.listed_some(others)}."


DIVERGENCE = Divergence()
