"""Values beside assets -> columns: which holds the view of today, which an earlier one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.months import month_number
from ingest.stances.cells import Cell, names_head, sign_tilt, word_tilt
from warehouse.vocabulary import Tilt, TiltChange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.stances.grids import Row

ALIGNED = 16.0  # points by which the middles of one column's cells may differ
HEADED = 30.0  # points between the middle of a column and that of its head
LINES_ABOVE = 4  # lines above the first row in which its heads stand
LEAST_SIGNS = 2  # different signs that make a column of signs
ORDER = {Tilt.UNDERWEIGHT: -1, Tilt.NEGATIVE: -1, Tilt.NEUTRAL: 0, Tilt.OVERWEIGHT: 1}
ORDER |= {Tilt.POSITIVE: 1, Tilt.CAUTIOUS: -1}
_DATED = re.compile(
    r"\b(?:(?P<q>Q[1-4])|(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*)\.?"
    r"[\s'’-]*(?P<y>(?:20)?\d\d)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Value:
    """What one cell of a grid says.

    Attributes:
        cell: where it stands.
        tilt: which way.
        head: the head of its column, if there is one.
        house: whose view it is.
        change: against the earlier view printed beside it.
    """

    cell: Cell
    tilt: Tilt
    head: Cell | None
    house: str
    change: TiltChange | None


@dataclass
class Column:
    """Values that stand under one another.

    Attributes:
        cells: with their rows, from the top down.
        head: the nearest cell above them.
        is_old: whether it shows an earlier view.
        is_change: whether it shows what changed.
        is_one_of_many: whether other columns stand beside it and no head tells them apart.
        earlier: the column of the earlier view.
    """

    cells: list[tuple[Row, Cell]]
    head: Cell | None = None
    is_old: bool = False
    is_change: bool = False
    is_one_of_many: bool = False
    earlier: Column | None = None

    @property
    def middle(self) -> float:
        """The middle of its first cell, points from the left."""
        return self.cells[0][1].middle

    @property
    def is_of_signs(self) -> bool:
        """Whether its signs lean: several different ones, and an upward or downward one."""
        signs = {c.text for _, c in self.cells if sign_tilt(c.text) is not None}
        tilts = {sign_tilt(text) for text in signs}
        return len(signs) >= LEAST_SIGNS and Tilt.OVERWEIGHT in tilts

    def old_of(self, row: Row) -> TiltChange | None:
        """Return what became of the view of a row, where the earlier one is printed."""
        if self.earlier is None:
            return None
        then = next((c for r, c in self.earlier.cells if r is row), None)
        now = next((c for r, c in self.cells if r is row), None)
        places = [ORDER.get(_tilt(c), 0) if c is not None else None for c in (then, now)]
        if places[0] is None or places[1] is None:
            return None
        if places[0] == places[1]:
            return TiltChange.KEPT
        return TiltChange.RAISED if places[1] > places[0] else TiltChange.CUT


def _tilt(cell: Cell) -> Tilt:
    return word_tilt(cell.text) or sign_tilt(cell.text) or Tilt.NEUTRAL


def sort_columns(
    cells: Sequence[tuple[Row, Cell]], above: Sequence[Sequence[Cell]]
) -> list[Column]:
    """Return the columns of a grid from the left, with what their heads say of them.

    Args:
        cells: values with their rows, line by line.
        above: lines above the first row, the nearest last.
    """
    columns: list[Column] = []
    for row, cell in cells:
        near = [c for c in columns if abs(c.middle - cell.middle) <= ALIGNED]
        if near:
            near[0].cells.append((row, cell))
        else:
            columns.append(Column([(row, cell)]))
    for column in columns:
        column.head = _head(column, above)
        text = column.head.text if column.head else ""
        column.is_old = names_head(text, "old_heads")
        column.is_change = names_head(text, "change_heads")
    _tell_dates(columns)
    _tell_apart(columns)
    return columns


def _head(column: Column, above: Sequence[Sequence[Cell]]) -> Cell | None:
    for line in reversed(above[-LINES_ABOVE:]):
        near = [c for c in line if abs(c.middle - column.middle) <= HEADED or _spans(c, column)]
        if near and len(line) > 1:
            return min(near, key=lambda c: abs(c.middle - column.middle))
    return None


def _spans(cell: Cell, column: Column) -> bool:
    return cell.box[0] <= column.middle <= cell.box[2]


def _tell_dates(columns: Sequence[Column]) -> None:
    """Take the later of two dated columns for the view of today."""
    dated = [(when, c) for c in columns if c.head and (when := _date(c.head.text)) is not None]
    if len(dated) > 1:
        last = max(when for when, _ in dated)
        for when, column in dated:
            column.is_old = column.is_old or when < last


def _date(text: str) -> tuple[int, int] | None:
    match = _DATED.search(text)
    if match is None:
        return None
    year = int(match["y"][-2:]) if match["y"] else 0
    if match["q"]:
        return year, int(match["q"][1]) * 3
    return year, month_number(match["m"])


def _tell_apart(columns: Sequence[Column]) -> None:
    """Bind the earlier view to that of today; doubt columns that nothing tells apart."""
    old = [c for c in columns if c.is_old]
    today = [c for c in columns if not (c.is_old or c.is_change)]
    rows_of = [{id(row) for row, _ in c.cells} for c in today]
    for n, column in enumerate(today):
        column.earlier = old[-1] if old else None
        shared = any(rows_of[n] & rows_of[m] for m in range(len(today)) if m != n)
        column.is_one_of_many = shared and column.head is None
