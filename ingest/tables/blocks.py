"""Columns whose headers come again in blocks -> the block that each header above them stands over.

"2026 2027 | 2026 2027" under "September 2025" and "December 2025": a line with one header for each
block spans it whole, whatever stands in the columns beside the blocks ("Spot", "2024 actual").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.layout import Span
    from ingest.tables.cells import Piece

SMALLEST = 2  # columns of a block
FEWEST = 2  # blocks
LEFT, RIGHT = -0.45, 0.15  # column distances: figures stand flush right under centred headers

Run = tuple[int, int]


def runs_by_blocks(
    pieces: Sequence[Piece], columns: Sequence[Span], *, under: Sequence[str]
) -> list[Run] | None:
    """Return the run of columns of each header; None where blocks do not tell.

    Args:
        pieces: the headers of one line, left to right.
        columns: left and right edge of each column.
        under: what the line below says of each column.
    """
    blocks = _blocks(under)
    if not blocks:
        return None
    pitch = (columns[-1][1] - columns[0][1]) / (len(columns) - 1)
    left = columns[blocks[0][0]][0] - pitch / 2
    right = columns[blocks[-1][1]][1] + pitch / 2
    runs: list[Run] = []
    for piece in pieces:
        if left <= piece.centre <= right:
            run = next((b for b in blocks if _is_centred(piece, columns, b, pitch)), None)
        else:
            run = _beside(piece, columns, blocks, pitch)
        if run is None or run in runs:
            return None
        runs.append(run)
    return runs if any(run in blocks for run in runs) else None


def _blocks(under: Sequence[str]) -> list[Run]:
    """Return the blocks of columns whose headers come again; a column may stand beside them."""
    texts = [text.lower().strip("*() ") for text in under]
    for start in (0, 1):
        for size in range((len(texts) - start) // FEWEST, SMALLEST - 1, -1):
            first = texts[start : start + size]
            if len(set(first)) < size or "" in first:
                continue
            count = 1
            while texts[start + count * size : start + (count + 1) * size] == first:
                count += 1
            behind = len(texts) - start - count * size
            if count >= FEWEST and behind <= 1:
                return [(start + n * size, start + (n + 1) * size - 1) for n in range(count)]
    return []


def _is_centred(piece: Piece, columns: Sequence[Span], run: Run, pitch: float) -> bool:
    away = (piece.centre - (columns[run[0]][0] + columns[run[1]][1]) / 2) / pitch
    return LEFT <= away <= RIGHT


def _beside(
    piece: Piece, columns: Sequence[Span], blocks: Sequence[Run], pitch: float
) -> Run | None:
    """Return the column beside the blocks that a header stands over."""
    inside = {at for first, last in blocks for at in range(first, last + 1)}
    for at, (x0, x1) in enumerate(columns):
        if at not in inside and abs(piece.centre - (x0 + x1) / 2) < pitch / 2:
            return (at, at)
    return None
