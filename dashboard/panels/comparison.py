"""Regions compared, one row per house: the panel that growth and inflation share.

Two regions make a dumbbell with the gap at the right; one region or more than two make a dot strip
each, all on one scale. What is not counted stands in its place in grey.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from dashboard import numbers
from dashboard.figures.crowds import folded, rows_words
from dashboard.figures.row_chart import axis_of, margins
from dashboard.figures.rows import draw_rows
from dashboard.figures.sketch import Sketch
from dashboard.figures.theme import tokens
from dashboard.panels import comparison_years, counting, notes, wording
from dashboard.panels.asked import asked_of
from dashboard.panels.base import PlotlyFigure
from dashboard.panels.comparison_rows import PAIR, by_chart, chart_of, hue_of
from dashboard.panels.comparison_years import part_of, years_of
from dashboard.panels.counting import Spread
from dashboard.panels.differences import both_ways
from dashboard.panels.once import once_a_frame, rows_of
from dashboard.panels.part_of_year import (
    definition_words,
    uncounted_words,
    whole_year_words,
    without_needless_year,
)
from dashboard.panels.spans import related_periods
from dashboard.panels.table_statistics import young_enough
from dashboard.panels.usual_period import OfUsualYear, with_given_measure
from dashboard.selection import YEARS, Selection
from warehouse import queries
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, Measure, Unit

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Comparison", "hue_of"]


class Comparison(OfUsualYear):
    """Regions side by side on one indicator, for one period and one definition."""

    noun: ClassVar[str]

    def settled(self, cursor: DuckDBPyConnection, selection: Selection) -> Selection:
        """Return the selection with its year, and a definition that the houses give."""
        if selection.years == YEARS[1] and not selection.period and selection.asof:
            selection = selection.at(period=str(selection.asof.year))
        return with_given_measure(cursor, super().settled(cursor, selection))

    def takes_page(self, selection: Selection) -> bool:
        """Return whether the chart takes the whole page: two years side by side do."""
        return _has_two_years(selection)

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return the houses' figures for the period and what stands beside it."""
        years = years_of(selection)
        frame = queries.figures(
            cursor,
            indicators=[str(selection.indicator)],
            periods=[period for year in years for period in related_periods(year)],
            **asked_of(selection),
        )
        measure, frame = self._measure(selection), young_enough(frame, selection)
        parts = [
            counting.with_counts(part_of(frame, selection, year), period=year, measure=measure)
            for year in years
        ]
        return without_needless_year(pl.concat(parts), selection)

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return a dumbbell for two regions, else a dot strip per region; of one year or two."""
        ink = tokens(theme)
        if _has_two_years(selection):
            charts = comparison_years.charts_of(frame, selection, ink, width=width)
        else:
            charts = [chart_of(part, shown, ink) for part, shown in by_chart(frame, selection)]
        charts = [*map(folded, [chart for chart in charts if chart.rows] or charts[:1])]
        left, right = margins(charts, width=width)
        sketch = Sketch(ink, width, left, right, has_halo=selection.theme != "transparent")
        axis = axis_of(sketch, charts)
        for chart in charts:
            draw_rows(sketch, chart, axis=axis)
        return sketch.figure()

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return who is how far apart, or how few houses there are; of two years the medians."""
        if _has_two_years(selection) and counting.houses(frame):
            return comparison_years.finding(frame, selection)
        spreads = _spreads(frame, selection)
        when = wording.period_label(selection.period or "")
        if not any(found.n for found in spreads):
            return self._finding_without_counts(frame, selection)
        if len(spreads) > PAIR and sum(map(_is_enough, spreads)) > 1:
            return _run_of_medians(spreads, when=when)
        if len(spreads) == PAIR and all(map(_is_enough, spreads)):
            return _split(*spreads)
        return "; ".join(_plain(f, when=when) for f in sorted(spreads, key=lambda f: not f.n))

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return indicator, period, definition and unit, and what the lines and grey marks are."""
        info = indicator_info()[Indicator(selection.indicator or "")]
        when = numbers.listed(map(wording.period_in_sentence, years_of(selection)))
        definition = wording.measure_words(self._measure(selection))
        grey = not frame["counted"].all()
        rows = rows_words(frame["institution"].n_unique())
        has_lines = any(
            found.median is not None
            for part, shown in _by_year(frame, selection)
            for found in _spreads(part, shown)
        )
        parts = [
            f"{info.name} in {when}, {definition}, %.",
            f"{rows}{'; the thin lines are medians' if has_lines else ''}.",
            "Grey marks are other definitions or periods, shown in place and not pooled."
            if grey
            else "",
            whole_year_words(frame, selection),
        ]
        return " ".join(part for part in parts if part)

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return n per region, as-of, how ranges enter, what is left out, and the sources."""
        rows = rows_of(frame)
        by_year = _by_year(frame, selection)
        parts = [
            " ".join(_of_year(_counts(part, shown), shown, by_year) for part, shown in by_year),
            f"As of {numbers.day(selection.asof)}.",
            wording.age_limit(selection.age),
            *(
                _of_year(said, shown, by_year)
                for part, shown in by_year
                for said in (*_no_median(_spreads(part, shown)), both_ways(part, shown.regions))
            ),
            notes.midpoints(rows, regions=selection.regions),
            notes.oldest(rows, asof=selection.asof),
            notes.left_out(rows, regions=selection.regions),
            *(
                self._effects(rows_of(part), found, shown)
                for part, shown in by_year
                for found in _spreads(part, shown)
            ),
            wording.sources(rows) if rows else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return the spread of each region, the gap of the medians, and what is not counted."""
        parts = [
            said for part, shown in _by_year(frame, selection) for said in self._year(part, shown)
        ]
        parts.append(notes.left_out(rows_of(frame), regions=selection.regions))
        return " ".join(part for part in parts if part)

    def _year(self, frame: pl.DataFrame, selection: Selection) -> list[str]:
        """Return the spread of each region in one year, and the gap of the medians."""
        when = wording.period_in_sentence(selection.period or "")
        spreads = _spreads(frame, selection)
        parts = [self._spoken(found, selection, when=when) for found in spreads]
        held = [found for found in spreads if found.median is not None]
        if len(held) == PAIR:
            gap = held[0].median - held[1].median  # type: ignore[operator]
            far = numbers.figure(abs(gap), abs(gap), Unit.PP)
            parts.append(f"The medians stand {far} apart.")
        return parts

    def together(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame | None:
        """Return the houses together without old figures, where those are left out."""
        if selection.age is None:
            return None
        return counting.statistics(frame)

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per figure as text."""
        return counting.display_table(frame)

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses are counted in any region."""
        return counting.houses(frame)

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a selection without a figure."""
        where = numbers.listed(wording.region_in_sentence(code) for code in selection.regions)
        when = numbers.listed(map(wording.period_in_sentence, years_of(selection)))
        return f"No house has a figure for {self.noun_of(selection)} in {where} in {when}."

    def noun_of(self, selection: Selection) -> str:
        """Return what is compared, as inside a sentence."""
        return self.noun

    def _measure(self, selection: Selection) -> Measure:
        chosen = selection.measure
        return chosen or indicator_info()[Indicator(selection.indicator or "")].default_measure

    def _effects(self, rows: Sequence[wording.Row], found: Spread, selection: Selection) -> str:
        period, measure = selection.period or "", self._measure(selection)
        return notes.review_effects(rows, found, period=period, measure=measure)

    def _finding_without_counts(self, frame: pl.DataFrame, selection: Selection) -> str:
        if not frame.height:
            return self.nothing(selection).rstrip(".")
        if frame.height == 1:
            row = frame.row(0, named=True)
            return f"No house counts: {row['institution']}’s {_why_apart(row)}"
        apart = uncounted_words(frame, selection)
        if apart:
            return f"No house counts on {self.noun_of(selection)}: {apart}"
        shown = numbers.plural(frame.height, "figure")
        return f"No house counts: {shown} on {self.noun_of(selection)}, none of them comparable"

    def _spoken(self, found: Spread, selection: Selection, *, when: str) -> str:
        where, noun = wording.region_in_sentence(found.region), self.noun_of(selection)
        if not found.n:
            return f"No house has a comparable figure for {noun} in {where} in {when}."
        row = found.rows[0]
        if found.n == 1:
            value = counting.value_text(row, with_unit=True)
            who = f"One house, {row['institution']},"
            return f"{who} puts {noun} in {where} in {when} at {value}."
        low, high = found.rows[-1]["mid"], row["mid"]
        span = f"between {numbers.number(low)} and {numbers.figure(high, high, row['unit'])}"
        span = f"{span}, median {numbers.number(found.median or 0.0)}"
        same = f"{_together(found)} at {numbers.figure(high, high, row['unit'])}"
        who = numbers.sentence(numbers.counted(found.n))
        span = span if low < high else same
        return f"{who} houses put {noun} in {where} in {when} {span}."


def _why_apart(row: wording.Row) -> str:
    """Return a figure that is not counted with the reason: "4.0 is by another definition, peak"."""
    value = counting.value_text(row)
    if (row["why_not"] or "").startswith(counting.OTHER_DEFINITION):
        return f"{value} is by another definition, {wording.measure_words(row['measure'])}"
    if row["why_not"] == notes.IN_REVIEW:
        return f"{value} awaits review"
    return f"{value} stands apart, {counting.note_of(row) or row['why_not']}"


def _has_two_years(selection: Selection) -> bool:
    return len(years_of(selection)) > 1


@once_a_frame
def _by_year(frame: pl.DataFrame, selection: Selection) -> list[tuple[pl.DataFrame, Selection]]:
    """Return the rows of each year shown, with the selection of that year alone."""
    return [
        (part_of(frame, selection, year), selection.at(period=year, years=""))
        for year in years_of(selection)
    ]


def _counts(frame: pl.DataFrame, selection: Selection) -> str:
    counts = [
        f"{wording.region_short(found.region)} n = {found.n}"
        for found in _spreads(frame, selection)
    ]
    return f"{', '.join(counts)}."


def _of_year(text: str, shown: Selection, years: Sequence[object]) -> str:
    """Return a sentence with its year in front where there are several."""
    return f"{shown.period}: {text}" if text and len(years) > 1 else text


def _spreads(frame: pl.DataFrame, selection: Selection) -> list[Spread]:
    return [counting.spread(frame, region) for region in selection.regions]


def _plain(found: Spread, *, when: str) -> str:
    name = wording.region_name(found.region)
    if not found.n:
        return f"no house on {wording.region_in_sentence(found.region)}"
    if found.n == 1:
        row = found.rows[0]
        value = f"{counting.value_text(row)}{definition_words(row)}"
        return f"{name} {when}: one house counts, {row['institution']} at {value}"
    low, high = numbers.number(found.rows[-1]["mid"]), numbers.number(found.rows[0]["mid"])
    span = f"{_together(found)} at {low}" if low == high else f"{low} to {high}"
    middle = "" if low == high else f", median {numbers.number(found.median or 0.0)}"
    return f"{name} {when}: {found.n} houses, {span}{middle}"


def _together(found: Spread) -> str:
    return "both" if found.n == PAIR else "all"


def _split(first: Spread, second: Spread) -> str:
    """Return both spreads, and who stands alone at the end of the wider one."""
    alone = _who_stands_apart(first if first.width >= second.width else second)
    points = f"{numbers.number(first.width)} point{'' if first.width == 1 else 's'}"
    start = f"Houses split by {points} on {wording.region_brief(first.region)}"
    end = f"and by {numbers.number(second.width)} on {wording.region_brief(second.region)}"
    if not alone:
        return f"{start} {end}"
    if first.width >= second.width:
        return f"{start}, {alone}, {end}"
    return f"{start} {end}, {alone}"


def _who_stands_apart(found: Spread) -> str:
    """Return the one house furthest from the median in words; blank where several are."""
    apart = counting.outliers(found)
    if len(apart) != 1 or found.median is None:
        return ""
    end = "highest" if apart[0]["mid"] > found.median else "lowest"
    return f"{apart[0]['institution']} {end} at {counting.value_text(apart[0])}"


def _run_of_medians(spreads: Sequence[Spread], *, when: str) -> str:
    enough = filter(_is_enough, spreads)
    ordered = sorted(enough, key=lambda found: found.median or 0.0)
    low, high = ordered[0], ordered[-1]
    few = [wording.region_brief(f.region) for f in spreads if not _is_enough(f)]
    rest = f"; fewer than three houses on {wording.listed_some(few)}" if few else ""
    return (
        f"Medians for {when} run from {numbers.number(low.median or 0.0)} in "
        f"{wording.region_in_sentence(low.region)} to {numbers.number(high.median or 0.0)} in "
        f"{wording.region_in_sentence(high.region)}{rest}"
    )


def _is_enough(found: Spread) -> bool:
    return found.n >= counting.ENOUGH_FOR_SPREAD


def _no_median(spreads: Sequence[Spread]) -> list[str]:
    single = [wording.region_brief(found.region) for found in spreads if found.n == 1]
    return [f"One house on {numbers.listed(single)}, so no median there."] if single else []
