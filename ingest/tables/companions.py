"""Columns in brackets beside a column of figures: two numbers that share one header.

"2.0 (1.7)" is the new figure and the last one. The header stands over the middle of both, so that
neither number alone is under it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.tables.cells import Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.layout import Span
    from ingest.tables.grids import Column
    from ingest.tables.regions import RowPieces

GAP_EM = 1.2  # of the print: a bracket this close behind a number goes with it
ROOMIER = 1.5  # times that gap: the white to the column after it is wider

BRACKETED = re.compile(r"[(\[].*[)\]]")


def header_groups(columns: Sequence[Column], rows: Sequence[RowPieces]) -> list[int]:
    """Return for each column the number of the group of columns that one header stands over."""
    groups = [0]
    bracketed = [_is_bracketed(column, rows) for column in columns]
    for at in range(1, len(columns)):
        gap = columns[at].x0 - columns[at - 1].x1
        after = columns[at + 1].x0 - columns[at].x1 if at + 1 < len(columns) else float("inf")
        beside = bracketed[at] and not bracketed[at - 1]
        near = gap < GAP_EM * rows[0].height and after > ROOMIER * gap
        groups.append(groups[-1] + (not (beside and near)))
    return groups


def spans_of(columns: Sequence[Column], groups: Sequence[int]) -> list[Span]:
    """Return the left and right edge of each group."""
    return [
        (
            min(c.x0 for c, own in zip(columns, groups, strict=True) if own == group),
            max(c.x1 for c, own in zip(columns, groups, strict=True) if own == group),
        )
        for group in range(groups[-1] + 1)
    ]


def _is_bracketed(column: Column, rows: Sequence[RowPieces]) -> bool:
    """Whether every number of a column stands in brackets."""
    texts = [
        piece.text
        for row in rows
        for piece in row.pieces
        if piece.sort is Sort.NUMBER and column.x0 - 1 <= piece.centre <= column.x1 + 1
    ]
    return bool(texts) and all(BRACKETED.fullmatch(text) for text in texts)
