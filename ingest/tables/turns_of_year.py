"""Years over months, quarters and halves -> the run of columns of each, by the order of the parts.

Time runs forward from column to column. Where the order falls back ("Jun Sep Dec | Mar") a year has
ended, so that as many years as there are such stretches stand over one stretch each, however the
headers are set: centred, flush left or over the gap between two.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.months import NAMES, QUARTER, month_number, quarter_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.layout import Span
    from ingest.tables.cells import Piece

FEWEST_YEARS = 2
REACH = 1.0  # column distances that the middle of a year may stand beside its columns

_MONTH = re.compile(
    rf"(?:end[\s-])?({NAMES})\.?\s?\(?[aefp]?\)?",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"(?:Q\s?([1-4])|([1-4])\s?Q)\s?\(?[aefp]?\)?", re.IGNORECASE)
_MONTHS_OF_QUARTER = re.compile(rf"{QUARTER}\.?\s?\(?[aefp]?\)?", re.IGNORECASE)
_HALF = re.compile(r"(?:H\s?([12])|([12])\s?H)\s?\(?[aefp]?\)?", re.IGNORECASE)
_YEAR = re.compile(r"((?:19|20)\d\d)\W{0,3}[aefp]?\W?", re.IGNORECASE)
MONTHS_A_QUARTER, MONTHS_A_HALF = 3, 6


def runs_by_order(
    pieces: Sequence[Piece], columns: Sequence[Span], *, under: Sequence[str], dated: Sequence[bool]
) -> list[tuple[int, int]] | None:
    """Return the run of columns of each year; None where the parts do not tell.

    Args:
        pieces: the headers of one line, left to right.
        columns: left and right edge of each column.
        under: what the line below says of each column.
        dated: whether a line below gives the column a year; such columns need none. One header
            that is no year may stand over those behind all parts ("Q4/Q4"); several ("FY2025
            FY2026") stand over one column each.
    """
    years = [int(found[1]) for p in pieces if (found := _YEAR.fullmatch(p.text))]
    rest = len(pieces) - len(years)
    if len(years) < FEWEST_YEARS or any(_YEAR.fullmatch(p.text) for p in pieces[len(years) :]):
        return None
    if any(later != earlier + 1 for earlier, later in pairwise(years)):
        return None
    parted = len(columns) - (rest if rest > 1 else 0)  # behind them, each column has its own header
    if any(part_of_year(text) for text in under[parted:]):
        return None
    runs = _stretches(under[:parted], dated[:parted])
    if runs is None or len(runs) != len(years):
        return None
    if rest == 1:
        behind = runs[-1][1] + 1
        if behind >= len(columns):
            return None
        runs.append((behind, len(columns) - 1))
    runs += [(at, at) for at in range(parted, len(columns))]
    room = REACH * _pitch(columns)
    near = all(
        columns[first][0] - room <= piece.centre <= columns[last][1] + room
        for piece, (first, last) in zip(pieces, runs, strict=True)
    )
    return runs if near else None


def _stretches(under: Sequence[str], dated: Sequence[bool]) -> list[tuple[int, int]] | None:
    """Return the stretches of columns in which the parts of a year run forward."""
    runs: list[tuple[int, int]] = []
    last = 0
    for at, text in enumerate(under):
        part = part_of_year(text)
        if part is None:
            if not dated[at]:
                return None
            last = 0
            continue
        if runs and runs[-1][1] == at - 1 and part > last > 0:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
        last = part
    return runs


def part_of_year(text: str) -> int | None:
    """Return the last month of "Sep", "Q3", "3Q", "Jul-Sep" or "H1"; None for anything else."""
    plain = text.strip("()*†‡ ")
    if found := _MONTHS_OF_QUARTER.fullmatch(plain):
        return MONTHS_A_QUARTER * quarter_number(found)
    if found := _MONTH.fullmatch(plain):
        return month_number(found[1])
    if found := _QUARTER.fullmatch(plain):
        return MONTHS_A_QUARTER * int(found[1] or found[2])
    if found := _HALF.fullmatch(plain):
        return MONTHS_A_HALF * int(found[1] or found[2])
    return None


def _pitch(columns: Sequence[Span]) -> float:
    """Return the mean distance between columns."""
    return (columns[-1][1] - columns[0][1]) / max(len(columns) - 1, 1)
