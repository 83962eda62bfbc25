"""Columns of figures and the periods above them -> the columns that have no figure at all.

A quarter that nobody forecasts yet keeps its place in the header. Where its column is forgotten,
every header to the right of it slides over its neighbour's figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from ingest.tables.cells import Piece, Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.pdf.layout import Span
    from ingest.tables.regions import RowPieces

REACH = 6  # rows above the first figures in which the leaf headers stand
FEWEST = 3  # headers that stand right over a column each: two may do so by chance
MOST = 0.5  # of the headers of a line stand right over a column
STRAIGHT = 0.2  # header distances by which headers may stand off their columns
APART = 0.7  # header distances: an empty column is no nearer to its neighbours


@dataclass(frozen=True)
class _Line:
    """A header line with the edge by which headers and columns are set under one another."""

    anchor: Callable[[Span], float]
    periods: tuple[Span, ...]
    pitch: float


def vacant_columns(columns: Sequence[Span], above: Sequence[RowPieces]) -> list[Span]:
    """Return the columns without figures that a line of periods above the table names.

    Args:
        columns: left and right edge of each column of figures, left to right.
        above: the rows above the first row with figures, top down.
    """
    for row in reversed(above[-REACH:]):
        if row.has(Sort.NUMBER):
            break
        periods = [(p.x0, p.x1) for p in row.pieces if p.sort is Sort.PERIOD and _is_leaf(p)]
        if len(periods) < FEWEST:
            continue
        return _without_figures(columns, periods)
    return []


def _is_leaf(piece: Piece) -> bool:
    return len(piece.words) <= 2  # a date or a span of years is no header of one narrow column


def _without_figures(columns: Sequence[Span], periods: Sequence[Span]) -> list[Span]:
    pitch = median(b[0] - a[0] for a, b in pairwise(sorted(periods)))
    for anchor in (_right, _middle, _left):
        line = _Line(anchor, tuple(sorted(periods)), pitch)
        found = _bare(columns, line)
        if found is not None:
            return found
    return []


def _bare(columns: Sequence[Span], line: _Line) -> list[Span] | None:
    """Return the headers over no column; None where the others are not set by this edge."""
    places = [line.anchor(column) for column in columns]
    over, bare = 0, []
    for period in line.periods:
        away = min(abs(line.anchor(period) - place) for place in places)
        if away < STRAIGHT * line.pitch:
            over += 1
        elif away > APART * line.pitch:
            bare.append(period)
        else:
            return None
    return bare if over >= max(FEWEST, MOST * len(line.periods)) else None


def _right(span: Span) -> float:
    return span[1]


def _middle(span: Span) -> float:
    return (span[0] + span[1]) / 2


def _left(span: Span) -> float:
    return span[0]
