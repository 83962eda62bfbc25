"""Rows of words over the whole page -> pieces that stop at column gutters.

A gutter is white that is wider than a word space. In a justified line of a narrow column word
spaces are that wide too; what tells them from a gutter is that the lines around run over them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.pdf.layout import Line, Span, Word

GUTTER_EM = 1.2  # wider than any word space of justified text, narrower than column gutters
BULLET_GAP_EM = 4.0  # a bullet or number may hang this far before its text
STRETCH_EM = 4.0  # spaces of a justified line in a narrow column are seldom wider
STRETCH_LINES = 2  # so many lines above and below, and as many line heights away, tell a gutter
STRETCH_ROWS = 6  # rows looked at for these lines: columns beside have rows of their own
EVEN_SHARE = 0.15  # spaces of a justified line are alike to within this
STRETCH_INK = 0.6  # of a white strip: a word space leaves more of it covered, a gutter nothing
ALIGNED_EM = 0.45  # a gap this wide is a gutter where lines nearby start at the same left edge
ALIGNED_LINES = 3  # so many lines nearby make an edge
EDGE_POINTS = 1.0  # left edges of one column agree to within this
NEARBY_LINES = 10  # lines above and below that tell whether there is an edge

_BULLET = re.compile(r"[•●○◦▪■□▶►‣⁃·*–—-]|\(?[0-9ivx]{1,3}[.)]|[\uf000-\uf0ff]")


def cut_rows(rows: Sequence[Line]) -> list[list[Word]]:
    """Cut rows at column gutters: where the white is wide, or where lines nearby begin."""
    pieces = [piece for at in range(len(rows)) for piece in cut_row(rows, at)]
    edges: dict[int, list[float]] = {}
    for piece in pieces:
        top = min(word.top for word in piece)
        edges.setdefault(round(piece[0].x0 / EDGE_POINTS), []).append(top)
    return [part for piece in pieces for part in _cut_at_edges(piece, edges)]


def cut_row(rows: Sequence[Line], at: int) -> list[list[Word]]:
    """Cut a row where the white between words is wider than a word space can be.

    Args:
        rows: of the page, from the top down.
        at: which of them.
    """
    row = rows[at]
    pieces: list[list[Word]] = [[row.words[0]]]
    reach = row.words[0].x1
    for word in row.words[1:]:
        gap = word.x0 - reach
        wide = gap > GUTTER_EM * word.size and gap > _allowed(pieces[-1], word)
        if wide and not _is_stretched(rows, at, (reach, word.x0), word.size):
            pieces.append([word])
        else:
            pieces[-1].append(word)
        reach = max(reach, word.x1)
    return pieces


def _is_stretched(rows: Sequence[Line], at: int, white: Span, size: float) -> bool:
    """Whether a wide space is that of a justified line: words above and below run over it.

    Through the gutter of two columns runs no line but those that end or begin the columns, and
    these stand on one side only.
    """
    if white[1] - white[0] > STRETCH_EM * size:
        return False
    above = range(at - 1, max(-1, at - 1 - STRETCH_ROWS), -1)
    below = range(at + 1, min(len(rows), at + 1 + STRETCH_ROWS))
    sides = _is_run_over(rows, at, above, white), _is_run_over(rows, at, below, white)
    return all(sides) or (any(sides) and _is_even(rows[at], white))


def _is_even(row: Line, white: Span) -> bool:
    """Whether the space before or after a space is about as wide: a justified line spreads all."""
    gaps = [(last.x1, word.x0) for last, word in pairwise(row.words)]
    here = next((i for i, gap in enumerate(gaps) if gap[1] == white[1]), None)
    if here is None:
        return False
    width = white[1] - white[0]
    beside = [b - a for a, b in gaps[max(0, here - 1) : here + 2] if b != white[1]]
    return any(abs(other - width) <= EVEN_SHARE * width for other in beside)


def _is_run_over(rows: Sequence[Line], at: int, others: Iterable[int], white: Span) -> bool:
    """Whether the text of the nearest lines covers a white strip of a row."""
    row, seen = rows[at], 0
    left, right = white
    for other in (rows[index] for index in others):
        far = min(abs(other.top - row.bottom), abs(row.top - other.bottom))
        if far > STRETCH_LINES * (row.bottom - row.top) or seen == STRETCH_LINES:
            return False
        over = [word for word in other.words if word.x0 < right and word.x1 > left]
        inked = sum([min(word.x1, right) - max(word.x0, left) for word in over])
        if inked > STRETCH_INK * (right - left):
            return True
        seen += any(word.x1 > left - row.size and word.x0 < right for word in other.words)
    return False


def _allowed(piece: Sequence[Word], word: Word) -> float:
    """Return how much white may stand between a piece of a line and its next word."""
    if len(piece) == 1 and _BULLET.fullmatch(piece[0].text):
        return BULLET_GAP_EM * word.size
    return GUTTER_EM * max(word.size, piece[-1].size)


def _cut_at_edges(piece: Sequence[Word], edges: dict[int, list[float]]) -> list[list[Word]]:
    """Cut a line once more where it runs over the left edge of a column beside it."""
    parts: list[list[Word]] = [[piece[0]]]
    for last, word in pairwise(piece):
        wide = word.x0 - last.x1 > ALIGNED_EM * word.size
        if wide and not _BULLET.fullmatch(last.text) and _is_edge(word, edges):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _is_edge(word: Word, edges: dict[int, list[float]]) -> bool:
    at, reach = round(word.x0 / EDGE_POINTS), NEARBY_LINES * (word.bottom - word.top)
    heights = [top for x in (at - 1, at, at + 1) for top in edges.get(x, ())]
    return sum(abs(top - word.top) < reach for top in heights) >= ALIGNED_LINES
