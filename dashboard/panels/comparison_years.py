"""A year and the next side by side: on one scale, the house's figures of both on one row.

A wide picture sets the second year to the right of the first; elsewhere it stands below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from dashboard import numbers
from dashboard.figures.crowds import MOST_ROWS
from dashboard.figures.marks import Form, Mark
from dashboard.figures.row_chart import Median, Row, RowChart
from dashboard.figures.theme import Tokens
from dashboard.figures.ticks import inner_span
from dashboard.panels import counting, wording
from dashboard.panels.comparison_rows import (
    COLUMN_DATE,
    HOUSES,
    Entry,
    by_chart,
    chart_of,
    entries_of,
    gap_heading,
    is_pair,
    medians_of,
    place_of,
)
from dashboard.panels.counting import Spread
from dashboard.selection import YEARS, Selection

YEAR_LETTERS: Final = len("2026")
MOST_TICKS: Final = 3  # of a year, with room for their labels
APART: Final = 0.35  # of a year's scale: what labels at the inner ends of both years need


def years_of(selection: Selection) -> tuple[str, ...]:
    """Return the periods shown: the chosen one, and the year after where two are asked for."""
    period = selection.period or ""
    if selection.years != YEARS[1] or len(period) != YEAR_LETTERS or not period.isdigit():
        return (period,)
    return (period, str(int(period) + 1))


def part_of(frame: pl.DataFrame, selection: Selection, year: str) -> pl.DataFrame:
    """Return the rows of one of the years shown, with its halves and its last quarter."""
    if len(years_of(selection)) == 1:
        return frame
    return frame.filter(pl.col("period").str.starts_with(year))


def charts_of(
    frame: pl.DataFrame, selection: Selection, ink: Tokens, *, width: str
) -> list[RowChart]:
    """Return charts that hold both years, or a titled one for each where there is no room.

    There is none on a narrow picture, nor where more houses speak than a page can name.
    """
    halves = [
        [(part_of(part, shown, year), shown.at(period=year)) for year in years_of(selection)]
        for part, shown in by_chart(frame, selection)
    ]
    if width != "wide" or frame["institution"].n_unique() > MOST_ROWS:
        return [
            replace(chart_of(part, shown, ink), title=_title(shown))
            for half in halves
            for part, shown in half
        ]
    held = [[_bare(entries_of(part, shown, ink)) for part, shown in half] for half in halves]
    lines = [[_medians(part, shown, ink) for part, shown in half] for half in halves]
    span = inner_span(_values(held, lines) or [0.0, 1.0])
    return [
        _side_by_side(half, entries, medians, span=span)
        for half, entries, medians in zip(halves, held, lines, strict=True)
    ]


def _bare(entries: dict[str, Entry]) -> dict[str, Entry]:
    """Return the rows of houses for the whole year, without the grey words beside their marks.

    Beside another year there is no room for more; halves and claims of others are in the table.
    """
    return {
        name: (replace(row, marks=tuple(replace(mark, note="") for mark in row.marks)), held)
        for name, (row, held) in entries.items()
        if row.group in HOUSES
    }


def _title(shown: Selection) -> str:
    """Return the year, with the region where it stands alone."""
    year = shown.period or ""
    return year if is_pair(shown) else f"{wording.region_name(shown.regions[0])}, {year}"


def _medians(part: pl.DataFrame, shown: Selection, ink: Tokens) -> tuple[Median, ...]:
    return medians_of(part, [counting.spread(part, code) for code in shown.regions], ink)


def _side_by_side(
    half: Sequence[tuple[pl.DataFrame, Selection]],
    held: Sequence[dict[str, Entry]],
    medians: Sequence[Sequence[Median]],
    *,
    span: tuple[float, float, list[float]],
) -> RowChart:
    """Return one chart with the second year to the right of the first, on the same scale."""
    (first, selection), (second, _) = half
    low, high, every = span
    ticks = every[:: 2 if len(every) > MOST_TICKS else 1]
    step = (high - low) * (1 + APART)
    spreads = [
        [counting.spread(part, code) for code in selection.regions] for part in (first, second)
    ]
    years = [shown.period or "" for _, shown in half]

    def place(name: str) -> tuple[int, int, float, float, str]:
        """Order by the first year; who speaks of the second alone comes after in its group."""
        at = 0 if name in held[0] else 1
        _, far, further, text = place_of(held[at][name], spreads[at], selection)
        return (_group(name, held), at, far, further, text)

    names = sorted(dict.fromkeys(name for entries in held for name in entries), key=place)
    heading = gap_heading(selection).replace(" minus ", "−")
    gaps = tuple(f"{heading} {year}" for year in years) if is_pair(selection) else ()
    labels = [numbers.number(tick, decimals=1) for tick in ticks]
    labels[-1] += "%"
    return RowChart(
        rows=tuple(_joined(name, held, step=step, selection=selection) for name in names),
        medians=tuple(
            _named(median, year, by=step * i)
            for i, (lines, year) in enumerate(zip(medians, years, strict=True))
            for median in lines
        ),
        headings=(*gaps, COLUMN_DATE),
        fixed_ticks=tuple(
            (tick + step * i, label)
            for i in range(len(years))
            for tick, label in zip(ticks, labels, strict=True)
        ),
    )


def _group(name: str, held: Sequence[dict[str, Entry]]) -> int:
    return min(entries[name][0].group for entries in held if name in entries)


def _values(
    held: Sequence[Sequence[dict[str, Entry]]], medians: Sequence[Sequence[Sequence[Median]]]
) -> list[float]:
    """Return everything that has a place on the scale of either year."""
    rows = [row for half in held for entries in half for row, _ in entries.values()]
    ends = [end for row in rows for m in row.marks for end in (m.start, m.end, m.before)]
    lines = [line.value for half in medians for held_lines in half for line in held_lines]
    return [*(end for end in ends if end is not None), *lines]


def _joined(
    name: str, held: Sequence[dict[str, Entry]], *, step: float, selection: Selection
) -> Row:
    """Return the row of a house with its figures of both years."""
    rows = [entries[name][0] if name in entries else None for entries in held]
    shown = [row for row in rows if row is not None]
    marks = [
        _moved(mark, by=step * i)
        for i, row in enumerate(rows)
        for mark in (row.marks if row else ())
        if not (i and mark.form is Form.CALL)  # drawn at zero, which the second year has not
    ]
    gaps = [row.columns[0] if row else numbers.NO_VALUE for row in rows]
    when = _newest(name, held)
    return replace(
        shown[0],
        marks=tuple(marks),
        columns=(*gaps, when) if is_pair(selection) else (when,),
        group=_group(name, held),
        is_strong=any(row.is_strong for row in shown),
    )


def _newest(name: str, held: Sequence[dict[str, Entry]]) -> str:
    """Return the newest day on which a house spoke of either year."""
    figures = [row for entries in held for row in (entries[name][1] if name in entries else [])]
    newest = max(figures, key=lambda row: (row["published"] is not None, row["published"]))
    return numbers.day(newest["published"], newest["published_precision"])


def _moved(mark: Mark, *, by: float) -> Mark:
    """Return a mark that stands so much further to the right."""

    def shifted(value: float | None) -> float | None:
        return None if value is None else value + by

    return replace(
        mark,
        low=shifted(mark.low),
        high=shifted(mark.high),
        before=shifted(mark.before),
        stage=mark.stage + (1 if by else 0),
    )


def _named(median: Median, year: str, *, by: float) -> Median:
    return replace(median, value=median.value + by, title=f"{median.title} {year}")


def finding(frame: pl.DataFrame, selection: Selection) -> str:
    """Return the medians of each region: "US median 2.0 in 2026, 1.9 in 2027; Germany ..."."""
    years = years_of(selection)
    told: list[str] = []
    for region in selection.regions:
        spreads = [counting.spread(part_of(frame, selection, year), region) for year in years]
        first, second = (_middle(found) for found in spreads)
        name = wording.region_brief(region).removeprefix("the ")
        if told:
            told.append(f"{name} {first}, then {second}")
        else:
            told.append(f"{name} median {first} in {years[0]}, {second} in {years[1]}")
    return numbers.sentence("; ".join(told))


def _middle(found: Spread) -> str:
    """Return a median, the one figure with its house, or that there is none."""
    if found.median is not None:
        return numbers.number(found.median)
    if not found.n:
        return "none"
    return f"{counting.value_text(found.rows[0])} ({found.rows[0]['institution']} alone)"
