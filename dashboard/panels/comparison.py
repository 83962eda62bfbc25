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
from dashboard.figures.marks import Style
from dashboard.figures.row_chart import Median, Row, RowChart, axis_of, margins
from dashboard.figures.rows import draw_rows
from dashboard.figures.sketch import Sketch
from dashboard.figures.theme import Tokens, tokens
from dashboard.panels import counting, notes, wording
from dashboard.panels.base import PlotlyFigure
from dashboard.panels.counting import Spread
from dashboard.panels.differences import both_ways, difference
from dashboard.panels.usual_period import OfUsualYear
from dashboard.selection import Selection
from warehouse import queries
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, InstitutionKind, Kind, Measure

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PAIR = 2  # regions that make a dumbbell
AS_REPORTED = "As reported by others, not counted"
COLUMN_DATE = "Published"


class Comparison(OfUsualYear):
    """Regions side by side on one indicator, for one period and one definition."""

    noun: ClassVar[str]

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return the houses' figures for the period and what stands beside it."""
        period = selection.period or ""
        frame = queries.figures(
            cursor,
            indicators=[str(selection.indicator)],
            regions=list(selection.regions),
            periods=counting.related_periods(period),
            institutions=list(selection.institutions),
            asof=selection.asof,
            known=selection.known,
        )
        return counting.with_counts(frame, period=period, measure=self._measure(selection))

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return a dumbbell for two regions, else a dot strip per region."""
        ink = tokens(theme)
        if len(selection.regions) == PAIR:
            charts = [_dumbbell(frame, selection, ink)]
        else:
            charts = [_strip(frame, selection, region, ink) for region in selection.regions]
            charts = [chart for chart in charts if chart.rows] or charts[:1]
        charts = [*map(folded, charts)]
        left, right = margins(charts, width=width)
        sketch = Sketch(ink, width, left, right, has_halo=selection.theme != "transparent")
        axis = axis_of(sketch, charts)
        for chart in charts:
            draw_rows(sketch, chart, axis=axis)
        return sketch.figure()

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return who is how far apart, or how few houses there are."""
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
        when = wording.period_in_sentence(selection.period or "")
        definition = wording.measure_words(self._measure(selection))
        grey = any(not row["counted"] for row in frame.iter_rows(named=True))
        rows = rows_words(frame["institution"].n_unique())
        has_lines = any(found.median is not None for found in _spreads(frame, selection))
        parts = [
            f"{info.name} in {when}, {definition}, %.",
            f"{rows}{'; the thin lines are medians' if has_lines else ''}.",
            "Grey marks are other definitions or periods, shown in place and not pooled."
            if grey
            else "",
        ]
        return " ".join(part for part in parts if part)

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return n per region, as-of, how ranges enter, what is left out, and the sources."""
        rows = frame.rows(named=True)
        counts = [
            f"{wording.region_short(found.region)} n = {found.n}"
            for found in _spreads(frame, selection)
        ]
        parts = [
            f"{', '.join(counts)}.",
            f"As of {numbers.day(selection.asof)}.",
            *_no_median(_spreads(frame, selection)),
            both_ways(frame, selection.regions),
            notes.midpoints(rows, regions=selection.regions),
            notes.oldest(rows, asof=selection.asof),
            notes.left_out(rows, regions=selection.regions),
            *(self._effects(rows, found, selection) for found in _spreads(frame, selection)),
            wording.sources(rows) if rows else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return the spread of each region, the gap of the medians, and what is not counted."""
        when = wording.period_in_sentence(selection.period or "")
        spreads = _spreads(frame, selection)
        parts = [self._spoken(found, selection, when=when) for found in spreads]
        held = [found for found in spreads if found.median is not None]
        if len(held) == PAIR:
            gap = held[0].median - held[1].median  # type: ignore[operator]
            parts.append(f"The medians stand {numbers.number(abs(gap))} points apart.")
        rows = frame.iter_rows(named=True)
        parts.append(notes.left_out(rows, regions=selection.regions))
        return " ".join(part for part in parts if part)

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per figure as text."""
        return counting.display_table(frame)

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses are counted in any region."""
        return counting.houses(frame)

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a selection without a figure."""
        where = numbers.listed(wording.region_in_sentence(code) for code in selection.regions)
        when = wording.period_in_sentence(selection.period or "")
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
        shown = numbers.plural(frame.height, "figure")
        alike = "not comparable" if frame.height == 1 else "none of them comparable"
        return f"No house counts: {shown} on {self.noun_of(selection)}, {alike}"

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


def hue_of(region: str, ink: Tokens) -> str:
    """Return the colour of a region: only the two economies have one."""
    return {"US": ink.us, "EA": ink.ea}.get(region, ink.ink)


def _spreads(frame: pl.DataFrame, selection: Selection) -> list[Spread]:
    return [counting.spread(frame, region) for region in selection.regions]


def _plain(found: Spread, *, when: str) -> str:
    name = wording.region_name(found.region)
    if not found.n:
        return f"no house on {wording.region_in_sentence(found.region)}"
    if found.n == 1:
        row = found.rows[0]
        return (
            f"{name} {when}: one house counts, {row['institution']} at {counting.value_text(row)}"
        )
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


def _dumbbell(frame: pl.DataFrame, selection: Selection, ink: Tokens) -> RowChart:
    spreads = _spreads(frame, selection)
    bold = {row["institution"] for found in spreads for row in counting.outliers(found)}
    first, second = (wording.region_short(code) for code in selection.regions)
    rows = [
        _row(name, group, held, selection=selection, ink=ink, bold=bold)
        for (group, name), held in _grouped(frame, selection).items()
    ]
    return RowChart(
        rows=tuple(sorted(rows, key=_row_order)),
        medians=tuple(m for found in spreads for m in _median(frame, found, ink)),
        headings=(f"{first} minus {second}", COLUMN_DATE),
        suffix="%",
    )


def _grouped(frame: pl.DataFrame, selection: Selection) -> dict[tuple[int, str], list[wording.Row]]:
    """Return figures by group and row name: pairs, singles, other periods, claims of others."""
    held: dict[tuple[int, str], list[wording.Row]] = {}
    counted: dict[str, set[str]] = {}
    for row in frame.iter_rows(named=True):
        if row["counted"]:
            counted.setdefault(row["institution"], set()).add(row["region"])
    for row in frame.iter_rows(named=True):
        name = row["institution"]
        group = 0 if counted.get(name) == set(selection.regions) else 1
        if (row["why_not"] or "").startswith(counting.OTHER_PERIOD):
            group, name = 2, f"{name}, {_part_of_year(row['period'])}"
        if row["institution_kind"] == InstitutionKind.COLLECTIVE:
            group = 3
        held.setdefault((group, name), []).append(row)
    return held


def _part_of_year(period: str) -> str:
    return {"H1": "first half", "H2": "second half"}.get(period[-2:], wording.period_label(period))


def _row(
    name: str,
    group: int,
    held: list[wording.Row],
    *,
    selection: Selection,
    ink: Tokens,
    bold: set[str],
) -> Row:
    held = counting.without_superseded(held) or held
    older = counting.printed_before(held)
    marks = tuple(
        counting.mark_of(
            row,
            hue=hue_of(row["region"], ink),
            prefix=_prefix(row, selection),
            before=older.get(counting.question_of(row)),
        )
        for row in _unlike_once(held)
        if row["kind"] != Kind.PREVIOUS or row["forecast_id"] not in _ids(older)
    )
    newest = max(held, key=lambda row: (row["published"] is not None, row["published"]))
    when = numbers.day(newest["published"], newest["published_precision"])
    gap = difference(held, selection.regions)
    return Row(
        name=name,
        marks=marks,
        columns=(numbers.NO_VALUE if gap is None else numbers.signed(gap), when)
        if len(selection.regions) == PAIR
        else (when,),
        group=group,
        is_strong=held[0]["institution"] in bold,
        heading=AS_REPORTED if group == 3 else "",
        house=held[0]["institution"],
    )


def _ids(older: dict[counting.Key, wording.Row]) -> set[str]:
    return {row["forecast_id"] for row in older.values()}


def _prefix(row: wording.Row, selection: Selection) -> str:
    """Return the region's name where neither colour nor place says which one it is."""
    says_itself = len(selection.regions) != PAIR or row["region"] in ("US", "EA")
    return "" if says_itself else f"{wording.region_short(row['region'])} "


def _unlike_once(held: list[wording.Row]) -> list[wording.Row]:
    """Return the rows of a house without grey repeats of one value in one region."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for row in sorted(held, key=lambda row: not row["counted"]):
        key = (row["region"], row["low"], row["high"], row["stance"])
        if key not in seen:
            kept.append(row)
        seen.add(key)
    return kept


def _row_order(row: Row) -> tuple[int, float, float, str]:
    """Order by group, then by gap where there is one, then by value, largest first."""
    gap = 0.0
    counted = [mark for mark in row.marks if mark.style is Style.COUNTED]
    if row.group == 0 and len(counted) == PAIR:
        middles = [(mark.start + mark.end) / 2 for mark in counted]
        gap = abs(middles[0] - middles[1])
    best = max((mark.start + mark.end) / 2 for mark in counted or row.marks)
    return (row.group, -gap, -best, row.name)


def _median(frame: pl.DataFrame, found: Spread, ink: Tokens) -> list[Median]:
    """Return the line of a region, or only its name where there is no median."""
    name, hue = wording.region_name(found.region), hue_of(found.region, ink)
    if found.median is not None:
        label = f"median {numbers.number(found.median)}, n = {found.n}"
        return [Median(found.median, name, label, hue)]
    drawn = [
        row["mid"]
        for row in frame.iter_rows(named=True)
        if row["region"] == found.region and row["mid"] is not None
    ]
    if not drawn:
        return []
    at = found.rows[0]["mid"] if found.n else sum(drawn) / len(drawn)
    return [Median(at, name, f"n = {found.n}", hue, has_line=False)]


def _strip(frame: pl.DataFrame, selection: Selection, region: str, ink: Tokens) -> RowChart:
    """Return one region's figures, a row per house."""
    part = frame.filter(pl.col("region") == region)
    found = counting.spread(part, region)
    bold = {row["institution"] for row in counting.outliers(found)}
    rows = [
        _row(name, max(group, 1), held, selection=selection, ink=ink, bold=bold)
        for (group, name), held in _grouped(part, selection).items()
    ]
    return RowChart(
        rows=tuple(sorted(rows, key=_row_order)),
        medians=tuple(_median(part, found, ink)),
        headings=(COLUMN_DATE,),
        suffix="%",
    )
