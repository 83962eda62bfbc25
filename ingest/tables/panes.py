"""Rows of a page -> panes: stacks of tables that stand in columns of their own, row by row.

Two stacks beside each other share no baselines, so that the rows of one cut through the other.
Where both have row labels and figures, and rows of either stand alone, each is read by itself.
Tables whose rows run on beside each other stay together: their headers may span both.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.tables.cells import Sort

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.tables.regions import RowPieces

EDGE_POINTS = 2.0  # labels of one stub begin within this
FEWEST_ROWS = 4  # rows with figures that a pane has at least
FEWEST_ALONE = 2  # rows of each pane without figures in the other


def panes_of(rows: Sequence[RowPieces]) -> Iterator[list[RowPieces]]:
    """Yield the rows of each pane, left to right; all rows where the page has one pane only."""
    edge = _edge(rows)
    if edge is None:
        yield list(rows)
        return
    for left, right in ((float("-inf"), edge), (edge, float("inf"))):
        part = [_cut(row, left, right) for row in rows]
        yield from panes_of([row for row in part if row.pieces])


def _cut(row: RowPieces, left: float, right: float) -> RowPieces:
    """Return the pieces that begin in the range; the heights of the row stay."""
    return replace(row, pieces=tuple(p for p in row.pieces if left <= p.x0 < right))


def _edge(rows: Sequence[RowPieces]) -> float | None:
    """Return where the right pane begins, None where there is one pane."""
    numbered = [row for row in rows if row.has(Sort.NUMBER)]
    starts = Counter(start for row in numbered for start in _label_starts(row))
    if not starts:
        return None
    first = min(starts)
    for start in sorted(starts):
        edge = start * EDGE_POINTS - EDGE_POINTS
        if start == first or starts[start] < FEWEST_ROWS or _is_crossed(numbered, edge):
            continue
        sides = [(_has_figures(row, edge, left=True), _has_figures(row, edge, left=False))
                 for row in numbered]  # fmt: skip
        only_left = sum(left and not right for left, right in sides)
        only_right = sum(right and not left for left, right in sides)
        if min(only_left, only_right) >= FEWEST_ALONE:
            return edge
    return None


def _label_starts(row: RowPieces) -> set[int]:
    """Return where labels begin that figures follow, in steps of `EDGE_POINTS`."""
    return {
        round(piece.x0 / EDGE_POINTS)
        for piece, after in zip(row.pieces, row.pieces[1:], strict=False)
        if piece.sort is Sort.TEXT and after.sort is Sort.NUMBER
    }


def _is_crossed(rows: Sequence[RowPieces], edge: float) -> bool:
    return any(piece.x0 < edge < piece.x1 for row in rows for piece in row.pieces)


def _has_figures(row: RowPieces, edge: float, *, left: bool) -> bool:
    return any(p.sort is Sort.NUMBER and (p.x0 < edge) is left for p in row.pieces)
