"""Rows of rates and prices over quarters and years -> which of the years are averages.

A year-end is what its last quarter is. Where the column of a year shows something else than that of
its fourth quarter, in a row that does not say how it is counted, it is the average of the year; and
where it is the mean of the four, the quarters are averages as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.resolving.horizons import read_horizon
from ingest.resolving.quantities import parse_quantity
from ingest.tables.cells import Sort

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ingest.tables.grids import Column, GridRow

QUARTERS = ("Q1", "Q2", "Q3", "Q4")
ROUNDINGS = 2  # figures that are compared, each rounded
HALF_UNIT = 0.5  # of the last digit printed: what rounding may do to each figure

_YEAR = re.compile(r"20\d\d")
_QUARTER = re.compile(r"20\d\dQ[1-4]")
_DECIMALS = re.compile(r"[.,](\d+)$")


@dataclass(frozen=True)
class YearBlocks:
    """The columns of a table that are years with all their quarters beside them.

    Attributes:
        years: the column of a year -> those of its quarters, first to fourth.
    """

    years: Mapping[int, tuple[int, ...]]

    def is_average(self, row: GridRow, column: int) -> bool:
        """Whether a figure of a row is an average over its year or quarter.

        One year tells for the row: where nothing moves, an average is what the last quarter is.
        """
        found = [told for year, parts in self.years.items() if (told := _told(row, year, parts))]
        if not any(_is_apart(*told) for told in found):
            return False
        if column in self.years:
            return True
        return all(_is_mean(*told) for told in found)


def _told(
    row: GridRow, year: int, quarters: tuple[int, ...]
) -> tuple[list[float], float, float] | None:
    """Return the quarters, the year and what rounding may do to each, if all are printed."""
    columns = (*quarters, year)
    values = [value for at in columns if (value := _value(row, at)) is not None]
    if len(values) < len(columns):
        return None
    return values[:-1], values[-1], HALF_UNIT * _unit(row, columns)


def _is_apart(parts: Sequence[float], whole: float, room: float) -> bool:
    return abs(whole - parts[-1]) > ROUNDINGS * room


def _is_mean(parts: Sequence[float], whole: float, room: float) -> bool:
    return abs(sum(parts) / len(parts) - whole) <= ROUNDINGS * room


def year_blocks(columns: Sequence[Column], *, published: date | None) -> YearBlocks:
    """Return the years of a table whose four quarters have columns of their own."""
    periods: dict[str, int] = {}
    for at, column in enumerate(columns):
        horizon = read_horizon([header.text for header in column.headers], published=published)
        text = horizon.period.text if horizon and horizon.period else ""
        if _YEAR.fullmatch(text) or _QUARTER.fullmatch(text):
            if text in periods:
                return YearBlocks({})  # two blocks of one year: houses or countries
            periods[text] = at
    years = [text for text in periods if _YEAR.fullmatch(text)]
    return YearBlocks(
        {
            periods[year]: tuple(periods[f"{year}{part}"] for part in QUARTERS)
            for year in years
            if all(f"{year}{part}" in periods for part in QUARTERS)
        }
    )


def _value(row: GridRow, at: int) -> float | None:
    piece = row.cells.get(at)
    if piece is None or piece.sort is not Sort.NUMBER:
        return None
    quantity = parse_quantity(piece.text)
    return quantity.low if quantity is not None and quantity.low == quantity.high else None


def _unit(row: GridRow, columns: Sequence[int]) -> float:
    """Return the coarsest last digit of some figures of a row: 0.1 for "2.0" and "2.25"."""
    found = [_DECIMALS.search(row.cells[at].text.rstrip("% ")) for at in columns]
    return max(10.0 ** -len(match[1]) if match else 1.0 for match in found)
