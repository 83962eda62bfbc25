"""Headers set sideways over narrow columns -> a row of headers, as if they stood upright.

Each keeps its true box. It takes the width of its column and the height of one line right above the
numbers, so that the reading of headers need not know that they were turned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.geometry import union
from ingest.pdf.gutters import cut_row
from ingest.pdf.layout import Line, group_rows
from ingest.tables.cells import find_pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.geometry import BBox
    from ingest.pdf.layout import Page, Word
    from ingest.tables.cells import Piece

FEWEST = 3  # headers side by side: fewer are the titles of axes
NEXT_LINE_EM = 0.6  # a second line of one header stands this close beside the first at most


@dataclass(frozen=True)
class _Header:
    words: tuple[Word, ...]
    box: BBox


def upended_rows(page: Page) -> list[tuple[tuple[Piece, ...], float, float]]:
    """Return the pieces, upper and lower edge of each row of headers that are set sideways."""
    rows = []
    for words in page.asides:
        if not any(word.place for word in words):
            continue  # upright words on a page set sideways
        bands = _bands(_headers(words))
        rows += [_as_row(band) for band in bands if len(band) >= FEWEST]
    return rows


def _headers(words: Sequence[Word]) -> list[_Header]:
    """Return the lines of sideways text, those of one header joined, in reading order."""
    rows = [Line(tuple(row)) for row in group_rows(words)]
    lines = [Line(tuple(piece)) for row in rows for piece in cut_row([row], 0)]
    headers: list[_Header] = []
    for line in lines:
        box = line.bbox
        at = next((i for i, one in enumerate(headers) if _goes_on(one, line)), None)
        if at is None:
            headers.append(_Header(line.words, box))
        else:
            headers[at] = _Header((*headers[at].words, *line.words), union([headers[at].box, box]))
    return headers


def _goes_on(header: _Header, line: Line) -> bool:
    """Whether a line of text is the next one of a header."""
    one, other = header.box, line.bbox
    gap = max(other[0] - one[2], one[0] - other[2])
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return gap < NEXT_LINE_EM * line.size and shared > 0


def _bands(headers: Sequence[_Header]) -> list[list[_Header]]:
    """Return headers that stand side by side, from the top down."""
    bands: list[list[_Header]] = []
    for header in sorted(headers, key=lambda one: one.box[1]):
        for band in bands:
            if header.box[1] < max(one.box[3] for one in band):
                band.append(header)
                break
        else:
            bands.append([header])
    return bands


def _as_row(band: Sequence[_Header]) -> tuple[tuple[Piece, ...], float, float]:
    floor = max(one.box[3] for one in band)
    size = max(word.size for one in band for word in one.words)
    upright = [
        word._replace(x0=one.box[0], x1=one.box[2], top=floor - size, bottom=floor, place=word.bbox)
        for one in sorted(band, key=lambda one: one.box[0])
        for word in one.words
    ]
    return tuple(find_pieces(upright)), floor - size, floor
