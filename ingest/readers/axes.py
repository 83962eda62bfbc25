"""Which part of a table states what: rows, columns, sections or the lines above.

A table that names regions in its rows says nothing of a region elsewhere for a row whose name is
unknown; taking the caption's would be a guess. So each meaning is bound to one axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest import cues, lexicon
from ingest.horizons import find_horizons

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ingest.grids import Grid, GridRow
    from ingest.labels import Label

MOST = 0.5  # share of the rows or columns that must state a meaning to be its axis


class Axis(StrEnum):
    """Where a meaning is stated."""

    ROW = "row"
    COLUMN = "column"
    SECTION = "section"
    ABOVE = "above"


@dataclass(frozen=True)
class Axes:
    """The axis of each meaning of a table."""

    indicator: Axis
    region: Axis
    period: Axis


def find_axes(grid: Grid, *, published: date | None) -> Axes:
    """Return where a table states its indicators, regions and periods."""
    return Axes(
        _axis(grid, names_indicator),
        _axis(grid, names_region),
        _axis(grid, lambda text: names_period(text, published), columns_first=True),
    )


def _axis(grid: Grid, names: Callable[[str], bool], *, columns_first: bool = False) -> Axis:
    rows = _share([_named(row, names) for row in grid.rows])
    columns = _share([any(names(h.text) for h in column.headers) for column in grid.columns])
    order = [(columns, Axis.COLUMN), (rows, Axis.ROW)]
    for share, axis in order if columns_first else reversed(order):
        if share >= MOST:
            return axis
    if any(names(section.text) for row in grid.rows for section in row.sections):
        return Axis.SECTION
    return max(order, key=lambda one: one[0])[1] if rows or columns else Axis.ABOVE


def _share(named: Sequence[bool]) -> float:
    return sum(named) / len(named) if named else 0.0


def _named(row: GridRow, names: Callable[[str], bool]) -> bool:
    """Whether the row states the meaning; "March projection" speaks for the row above it."""
    if row.label is None:
        return False
    return names(row.label.text) or is_qualifier(row.label)


def is_qualifier(label: Label) -> bool:
    """Whether a row label only says which round or house: the row above says what it is about."""
    text = label.text
    if names_indicator(text) or names_region(text):
        return False
    return any(
        cues.pattern("kinds", name).search(text)
        for name in ("previous_header", "central", "scenario", "estimate")
    ) or bool(
        lexicon.institutions().find(text) or cues.pattern("speakers", "consensus").search(text)
    )


@lru_cache(maxsize=4096)
def names_indicator(text: str) -> bool:
    """Whether an indicator, kept or not, or a currency pair is named."""
    return bool(lexicon.indicators().find(text)) or any(
        len(named.key) > len("EUR") for named in lexicon.currencies().find(text)
    )


@lru_cache(maxsize=4096)
def names_region(text: str) -> bool:
    """Whether a country, aggregate or currency is named."""
    return bool(lexicon.regions().find(text) or lexicon.currencies().find(text))


def names_period(text: str, published: date | None) -> bool:
    """Whether a period, or a part of one, is named."""
    return bool(find_horizons(text, published=published))
