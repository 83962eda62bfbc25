"""Who thinks like whom: the houses nearest to one and furthest from it, over what both answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.figures.bars import Bar, draw_bars, names_px
from dashboard.figures.pairs import Pair, draw_pairs
from dashboard.figures.sketch import Sketch
from dashboard.figures.theme import Tokens, tokens
from dashboard.panels import counting, wording
from dashboard.panels.base import Panel, Parameter, PlotlyFigure
from dashboard.panels.neighbours_frame import (
    LEAST_SHARED,
    Neighbour,
    Shared,
    house_of,
    neighbours_of,
    read_neighbours,
)
from dashboard.panels.table_cells import hover_of
from dashboard.panels.table_columns import (
    Column,
    column_of,
    lowered_short,
    question_words,
    years_of,
)
from dashboard.selection import Selection
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_AT_AN_END: Final = 8  # houses; of more than twice as many the middle is left to the table
MOST_PAIRS: Final = 5
MOST_HOVERED: Final = 6


class Neighbours(Panel):
    """One house against each other one."""

    id = "neighbours"
    title = "Who thinks like whom"
    description = "The houses nearest to one and furthest from it, over what both answer."
    section = "Divergence"
    parameters = (
        Parameter("institutions", "The house to compare; of several the first. None picks one."),
        Parameter(
            "indicators",
            "What is compared.",
            (),
            "gdp_growth,cpi_inflation,policy_rate,unemployment_rate",
        ),
        Parameter("regions", "Regions that are compared.", (), "WORLD,US,EA,CN,UK,JP"),
        Parameter("age", "Only figures published at most so many months before the as-of day."),
        Parameter("asof", "Only what was published by this day; none means today."),
        Parameter("known", "Only what was recorded by this moment; none means now."),
    )
    defaults = Selection(
        indicators=(
            Indicator.GDP_GROWTH,
            Indicator.CPI_INFLATION,
            Indicator.POLICY_RATE,
            Indicator.UNEMPLOYMENT_RATE,
        ),
        regions=("WORLD", "US", "EA", "CN", "UK", "JP"),
    )
    marks = ("distance",)

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return every house's figures on the questions, with the deviation of each question."""
        return read_neighbours(cursor, selection)

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return a bar per house from nearest to furthest, and what sets the furthest apart."""
        ink = tokens(theme)
        house = house_of(frame, selection)
        held = _compared(frame, house)
        blocks = _blocks(held)
        bars = [[_bar(each, ink) for each in part] for _, part in blocks]
        left = 4.0 if width == "narrow" else names_px([bar for part in bars for bar in part])
        sketch = Sketch(ink, width, left, 6.0, has_halo=selection.theme != "transparent")
        for (title, _), part in zip(blocks, bars, strict=True):
            draw_bars(sketch, title, part)
        if held:
            pairs = [_pair(entry) for entry in held[-1].shared[:MOST_PAIRS]]
            draw_pairs(sketch, f"What sets {house} and {held[-1].house} apart", pairs)
        return sketch.figure()

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return the nearest and the furthest house."""
        house = house_of(frame, selection)
        held = _compared(frame, house)
        if not held:
            return self._nobody(frame, selection).rstrip(".")
        near, far = held[0], held[-1]
        size = f"{_size(near)} standard deviations apart on {_questions(near)}"
        if len(held) == 1:
            return f"{house} can be compared with {near.house} alone: {size}"
        if _size(near) == _size(far):
            names = wording.listed_some(each.house for each in held)
            return f"{house} stands equally far from {names}: {size}"
        return f"{house} thinks most like {near.house}, {size}, and least like {far.house}, " + (
            f"{_size(far)} apart on {_questions(far)}"
        )

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return the method: distance, unit, questions and the least that two houses share."""
        house = house_of(frame, selection) or "a house"
        what = numbers.listed(
            lowered_short(Column(indicator, "", "").info) for indicator in selection.indicators
        )
        years = numbers.listed(years_of(selection.asof))
        return (
            f"Mean absolute distance from {house} in standard deviations of the houses, over the "
            f"questions that both answer ({what}, {years}); at least "
            f"{numbers.counted(LEAST_SHARED)} shared, each with three houses or more."
        )

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return n, as-of, who shares too little, how it is to be read, and the sources."""
        house = house_of(frame, selection)
        every = neighbours_of(frame, house)
        few = [f"{each.house} ({each.n})" for each in every if not each.is_compared]
        counted = frame.filter(pl.col("counted")).rows(named=True)
        shared = f"Share fewer than three questions: {wording.listed_some(few)}." if few else ""
        parts = [
            f"n = {len(_compared(frame, house))} houses.",
            f"As of {numbers.day(selection.asof)}.",
            shared,
            "Near is not right: houses that share few questions can be near by chance.",
            "Ranges enter by their middle.",
            wording.sources(counted) if counted else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return every house's distance in a sentence."""
        house = house_of(frame, selection)
        held = _compared(frame, house)
        if not held:
            return self._nobody(frame, selection)
        said = [f"{each.house} {_size(each)} on {_questions(each)}" for each in held]
        return f"Standard deviations from {house}, nearest first: {'; '.join(said)}."

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per other house and shared question, as text."""
        pairs = [
            (each, entry)
            for each in neighbours_of(frame, house_of(frame, selection))
            for entry in each.shared
        ]
        columns = {
            "forecast_id": [entry.theirs["forecast_id"] for _, entry in pairs],
            "house": [each.house for each, _ in pairs],
            "question": [_question(entry) for _, entry in pairs],
            "value": [_value(entry.theirs) for _, entry in pairs],
            "against": [_value(entry.ours) for _, entry in pairs],
            "deviations": [numbers.number(round(entry.deviations, 2)) for _, entry in pairs],
            "page": [f"p. {entry.theirs['page']}" for _, entry in pairs],
            "counted": ["yes" if each.is_compared else f"no: shares {each.n}" for each, _ in pairs],
        }
        return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses are counted on any of the questions."""
        return counting.houses(frame)

    def empty(
        self, cursor: DuckDBPyConnection, frame: pl.DataFrame, selection: Selection
    ) -> str | None:
        """Return why no house can be compared and what to do, or None where one can."""
        if _compared(frame, house_of(frame, selection)):
            return None
        if frame.is_empty():
            return super().empty(cursor, frame, selection)
        return f"{self._nobody(frame, selection)} Choose more indicators or regions."

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a selection without a figure."""
        years = numbers.listed(years_of(selection.asof))
        return f"No house has a figure on these questions for {years}."

    def _nobody(self, frame: pl.DataFrame, selection: Selection) -> str:
        house = house_of(frame, selection)
        if house is None or frame.is_empty():
            return self.nothing(selection)
        return (
            f"{house} shares fewer than {numbers.counted(LEAST_SHARED)} questions with any house."
        )


def _compared(frame: pl.DataFrame, house: str | None) -> list[Neighbour]:
    return [each for each in neighbours_of(frame, house) if each.is_compared]


def _blocks(held: Sequence[Neighbour]) -> list[tuple[str, Sequence[Neighbour]]]:
    """Return the bars under their titles: all of them, or both ends of many."""
    if not held:
        return []
    if len(held) <= 2 * MOST_AT_AN_END:
        return [("Nearest first, standard deviations", held)]
    return [
        ("Nearest, standard deviations", held[:MOST_AT_AN_END]),
        ("Furthest, standard deviations", held[-MOST_AT_AN_END:]),
    ]


def _bar(each: Neighbour, ink: Tokens) -> Bar:
    first = each.shared[0]
    lines = [f"{each.house}: {_size(each)} standard deviations on {_questions(each)}"]
    lines += [
        f"{_question(entry)}: {_value(entry.theirs)} against {_value(entry.ours)}"
        for entry in each.shared[:MOST_HOVERED]
    ]
    return Bar(
        name=each.house,
        low=each.distance,
        high=each.distance,
        label=_size(each),
        note=f"n = {each.n} shared",
        when="",
        colour=ink.ink2,
        style="solid",
        identity=first.theirs["forecast_id"],
        hover="\n".join(lines),
    )


def _pair(entry: Shared) -> Pair:
    high, low = entry.ours, entry.theirs
    if low["mid"] > high["mid"]:
        high, low = low, high
    return Pair(
        high=f"{high['institution']} {_value(high)}",
        low=f"{low['institution']} {_value(low)}",
        what=_question(entry),
        apart=f"{numbers.number(round(entry.deviations, 1))} sd",
        high_door=(high["forecast_id"], hover_of(high)),
        low_door=(low["forecast_id"], hover_of(low)),
    )


def _size(each: Neighbour) -> str:
    return numbers.number(each.distance, decimals=2)


def _questions(each: Neighbour) -> str:
    return f"{numbers.counted(each.n)} questions"


def _question(entry: Shared) -> str:
    return numbers.sentence(question_words(column_of(entry.column)))


def _value(row: wording.Row) -> str:
    return counting.value_text(row)


NEIGHBOURS = Neighbours()
