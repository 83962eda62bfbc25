"""Rows whose cells hold two lines -> rows with one line each, both under the label of the row.

Boards print a range and, in brackets on a second line, its middle ("+0.6 to +0.8" over "[+0.7]").
The label stands beside the first line, or halfway between the two on a line of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.tables.cells import Sort
from ingest.tables.companions import BRACKETED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.tables.cells import Piece
    from ingest.tables.regions import RowPieces

NEAR = 0.7  # row heights of white between the two lines of one cell at most


def with_stacked_cells(rows: Sequence[RowPieces]) -> list[RowPieces]:
    """Return the rows; second lines in brackets get the label of the line above them."""
    done: list[RowPieces] = []
    for row in rows:
        at = _first_line(done, row)
        if at is None:
            done.append(row)
            continue
        between = done[at + 1 :]
        label = [p for line in (done[at], *between, row) for p in _label(line, done[at])]
        upper = replace(done[at], pieces=(*label, *_numbers(done[at])))
        done[at:] = [upper, replace(row, pieces=(*label, *_numbers(row)))]
    return done


def _first_line(done: Sequence[RowPieces], row: RowPieces) -> int | None:
    """Return the index of the row that `row` is the second line of; None if of none."""
    lower = _numbers(row)
    if not lower or not all(BRACKETED.fullmatch(piece.text) for piece in lower):
        return None
    for at in range(len(done) - 1, max(len(done) - 3, -1), -1):
        upper = _numbers(done[at])
        if not upper:
            continue
        near = row.top - done[at].bottom < NEAR * row.height
        plain = not any(BRACKETED.fullmatch(piece.text) for piece in upper)
        under = all(any(p.x0 < q.x1 and q.x0 < p.x1 for q in upper) for p in lower)
        alone = not _label(row, done[at]) or not _label(done[at], done[at])
        return at if near and plain and under and alone else None
    return None


def _numbers(row: RowPieces) -> tuple[Piece, ...]:
    return tuple(p for p in row.pieces if p.sort in (Sort.NUMBER, Sort.BLANK))


def _label(row: RowPieces, first: RowPieces) -> list[Piece]:
    edge = min(piece.x0 for piece in _numbers(first))
    return [p for p in row.pieces if p.sort in (Sort.TEXT, Sort.PERIOD) and p.x0 < edge]
