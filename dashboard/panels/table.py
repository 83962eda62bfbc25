"""The panel table: houses as rows, what they forecast for this year and next as columns.

The layout that clients of forecasters' panels know; its cells are doors to the pages, and its chart
is a strip per column.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.figures.sketch import Sketch
from dashboard.figures.strips import Strip, draw_strips, strip_margins
from dashboard.figures.theme import tokens
from dashboard.panels import counting, wording
from dashboard.panels.base import PanelView, Parameter, PlotlyFigure
from dashboard.panels.columned import Columned
from dashboard.panels.comparing_day import why_further, with_usual_since
from dashboard.panels.since import since_of
from dashboard.panels.table_columns import (
    Column,
    columns_of,
    decimals_of,
    question_words,
    years_of,
)
from dashboard.panels.table_frame import held_columns, read_table
from dashboard.panels.table_statistics import Together, together_of
from dashboard.selection import Selection
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, InstitutionKind, Kind, Status

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dashboard.figures.theme import Tokens
    from dashboard.workbook import Sheet

MOST_TOLD: Final = 2  # houses that the finding names
LONGEST_LIST: Final = 3  # questions without a figure that the footer names


class Table(Columned):
    """Houses by questions, with what they say together below."""

    id = "table"
    title = "Panel table"
    description = "Every house by what it forecasts for this year and next, with the statistics."
    section = "Table"
    parameters = (
        Parameter("indicators", "What stands in the columns.", (), "gdp_growth,policy_rate"),
        Parameter("regions", "Regions that stand in the columns.", (), "WORLD,US,EA"),
        Parameter("institutions", "Houses to show; none means all."),
        Parameter("since", "The day that means are compared with; none is three months before."),
        Parameter("age", "Only figures published at most so many months before the as-of day."),
        Parameter("asof", "Only what was published by this day; none means today."),
        Parameter("known", "Only what was recorded by this moment; none means now."),
    )
    defaults = Selection(
        indicators=(Indicator.GDP_GROWTH, Indicator.POLICY_RATE),
        regions=("WORLD", "US", "EA"),
    )
    marks = ("house", "range", "open_bound", "scenario", "review", "unlike", "previous", "call")
    views = ("grid", "chart", "table", "words")

    def settled(self, cursor: DuckDBPyConnection, selection: Selection) -> Selection:
        """Return the selection with a day to compare with."""
        return with_usual_since(cursor, selection, columns_of(selection))

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return every figure under its column, with what the houses say together there."""
        return read_table(cursor, selection)

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return a strip per column, those of one indicator on one scale."""
        ink = tokens(theme)
        columns = held_columns(frame, selection)
        by_indicator: dict[Indicator, list[Column]] = {}
        for column in columns:
            by_indicator.setdefault(column.indicator, []).append(column)
        drawn = {
            indicator: [strip for c in held if (strip := _strip(frame, c, ink)).marks]
            for indicator, held in by_indicator.items()
        }
        every = [strip for held in drawn.values() for strip in held]
        left, right = strip_margins(every, width=width)
        sketch = Sketch(ink, width, left, right, has_halo=selection.theme != "transparent")
        for indicator, strips in drawn.items():
            info = indicator_info()[indicator]
            if strips:
                draw_strips(
                    sketch,
                    strips,
                    title=info.name,
                    headings=("Median", "Houses"),
                    suffix=numbers.unit_name(info.unit),
                    decimals=info.decimals,
                )
        return sketch.figure()

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return who stands furthest from the others, or how few houses there are."""
        told = _apart(frame, selection)
        if told:
            first, *rest = told[:MOST_TOLD]
            start = f"{first.house} stands {first.distance} the median on {first.question}"
            others = [f"on {far.question} {far.house} stands {far.distance}" for far in rest]
            return "; ".join([start, *others])
        houses, figures = self.count(frame), frame.filter(pl.col("counted")).height
        if not frame.height:
            return self.nothing(selection).rstrip(".")
        if not houses:
            return "No house counts: what is printed can’t be compared"
        who = numbers.sentence(numbers.counted(houses))
        verb = "house prints" if houses == 1 else "houses print"
        few = "no question has three of them" if houses > 1 else "nothing can be compared"
        return f"{who} {verb} {numbers.plural(figures, 'figure')}; {few}"

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return each indicator with its definition and unit."""
        defined = []
        for indicator in selection.indicators:
            column = Column(indicator, "", "")
            unit = numbers.unit_name(column.unit)
            words = wording.measure_words(column.measure)
            defined.append(", ".join(part for part in (column.info.name, words, unit) if part))
        years = numbers.listed(years_of(selection.asof))
        return f"{'; '.join(defined)}. {years}, a row per house; every number opens its page."

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return who counts, both days, what the marks mean, what is missing, and the sources."""
        since = since_of(selection, today=selection.asof or date.min)
        rows = frame.filter(pl.col("shown")).rows(named=True)
        parts = [
            _who_counts(frame),
            f"As of {numbers.day(selection.asof)}, compared with {numbers.day(since)}"
            f"{why_further(frame, selection)}.",
            wording.age_limit(selection.age),
            "Ranges enter by their midpoint.",
            _marks_words(rows),
            "Dash: no figure printed. A small date: from a report before the house’s last ones.",
            _without(frame, selection),
            wording.sources(rows) if rows else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return each column in a sentence."""
        columns = held_columns(frame, selection)
        said = [_spoken(column, together_of(frame, column)) for column in columns]
        return " ".join(said) or self.nothing(selection)

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per figure as text."""
        listed = counting.display_table(frame)
        pairs = frame.select("forecast_id", "indicator").iter_rows()
        names = {figure: Column(Indicator(code), "", "").info.short for figure, code in pairs}
        series = pl.Series("indicator", [names[i] for i in listed["forecast_id"]], dtype=pl.String)
        return listed.insert_column(listed.columns.index("region"), series)

    def sheet(self, view: PanelView, *, evidence: Callable[[str], str]) -> Sheet:
        """Return houses by questions, as the grid shows them."""
        from dashboard.panels.table_sheet import table_sheet

        return table_sheet(view, evidence=evidence)

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a selection without a figure."""
        what = numbers.listed(
            Column(indicator, "", "").info.short.lower() for indicator in selection.indicators
        )
        where = wording.listed_some(wording.region_in_sentence(code) for code in selection.regions)
        years = numbers.listed(years_of(selection.asof))
        return f"No house has a figure on {what} in {where} for {years}."


@dataclass(frozen=True, slots=True)
class _Far:
    """The house that stands furthest from the others under a column.

    Attributes:
        deviations: its distance from the median in standard deviations.
        house: its name.
        distance: "0.4 above".
        question: "growth in the euro area in 2026".
    """

    deviations: float
    house: str
    distance: str
    question: str


def _apart(frame: pl.DataFrame, selection: Selection) -> list[_Far]:
    """Return the houses that stand furthest out, furthest first, each with one question.

    Of a region the first year is told that has three houses. Nothing is told of a column where
    several houses stand equally far.
    """
    found: dict[tuple[str, str], _Far] = {}
    counted = frame.filter("counted").select("column", "mid", "institution")
    for column in held_columns(frame, selection):
        together = together_of(frame, column)
        if not together.sd or together.median is None:
            continue
        middle = together.median
        mine = counted.filter(pl.col("column") == column.id).rows(named=True)
        far = max(round(abs(row["mid"] - middle), 6) for row in mine)
        alone = [row for row in mine if round(abs(row["mid"] - middle), 6) == far]
        if len(alone) != 1:
            continue
        side = "above" if alone[0]["mid"] > middle else "below"
        distance = f"{numbers.number(far, decimals=column.info.decimals)} {side}"
        words = question_words(column)
        told = _Far(far / together.sd, alone[0]["institution"], distance, words)
        found.setdefault((column.indicator, column.region), told)
    furthest: dict[str, _Far] = {}
    for entry in sorted(found.values(), key=lambda entry: -entry.deviations):
        furthest.setdefault(entry.house, entry)
    return list(furthest.values())


def _who_counts(frame: pl.DataFrame) -> str:
    counted = set(frame.filter(pl.col("counted"))["institution"])
    shown = frame.filter(pl.col("shown") & (pl.col("institution_kind") != _COLLECTIVE))
    beside = sorted(set(shown["institution"]) - counted)
    text = f"{numbers.plural(len(counted), 'house')} in the means."
    return f"{text} Shown beside them: {wording.listed_some(beside)}." if beside else text


_COLLECTIVE: Final = str(InstitutionKind.COLLECTIVE)


def _marks_words(rows: Sequence[wording.Row]) -> str:
    """Return what rings and grey mean, where there are any."""
    waiting = sum(row["status"] == Status.REVIEW and row["kind"] == Kind.FORECAST for row in rows)
    grey = sum(not row["counted"] for row in rows) - waiting
    parts = [
        f"Ringed: awaiting review, not counted ({waiting})." if waiting else "",
        "Grey: other definition, other period, open bound or a direction, never averaged."
        if grey > 0
        else "",
    ]
    return " ".join(part for part in parts if part)


def _without(frame: pl.DataFrame, selection: Selection) -> str:
    held = {column.id for column in held_columns(frame, selection)}
    empty = [column.topic for column in columns_of(selection) if column.id not in held]
    if not empty or not held:
        return ""
    return (
        f"No column where no house has a figure: {wording.listed_some(empty, most=LONGEST_LIST)}."
    )


def _spoken(column: Column, together: Together) -> str:
    if not together.n:
        return f"{column.topic}: no house counts."
    if together.n == 1:
        value = numbers.number(together.mean or 0.0, decimals=column.info.decimals)
        return f"{column.topic}: one house, {value}."
    low, high, middle = (
        numbers.number(value or 0.0, decimals=column.info.decimals)
        for value in (together.low, together.high, together.median)
    )
    return f"{column.topic}: {together.n} houses, {low} to {high}, median {middle}."


def _strip(frame: pl.DataFrame, column: Column, ink: Tokens) -> Strip:
    """Return the figures that stand under a column as a strip, from low to high."""
    part = frame.filter((pl.col("column") == column.id) & pl.col("shown"))
    hue = {"US": ink.us, "EA": ink.ea}.get(column.region, ink.ink)
    marks = [
        replace(counting.mark_of(row, hue=hue), note="", before=None)
        for row in part.iter_rows(named=True)
        if row["indicator"] == column.indicator and row["unit"] == column.unit
    ]
    together = together_of(frame, column)
    middle = together.median if together.n > 1 else None
    text = numbers.NO_VALUE
    if middle is not None:
        text = numbers.number(middle, decimals=decimals_of(column))
    return Strip(
        name=f"{column.where}, {column.when}",
        marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))),
        median=middle,
        columns=(text, f"n = {together.n}"),
    )


TABLE = Table()
