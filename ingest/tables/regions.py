"""Page -> rows of pieces, and the stretches of rows in which tables stand.

Running text, running headers and footers are left out first. What is left is cut where a header
begins, where a note or a sentence stands, and where the white is wide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.pdf.layout import pattern_of
from ingest.tables.cells import Piece, Sort, clusters, find_pieces, is_period
from ingest.tables.stacked import with_stacked_cells
from ingest.tables.upended import upended_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.pdf.layout import Block, Page, Word

ROW_GAP = 3.5  # row heights: more white than this ends a table
PROSE_LINES, PROSE_WORDS = 2, 6.0  # a paragraph has at least that many lines, and words in a line
PROSE_FULL = 0.8  # of the width of its block: how far the lines of a paragraph run
HEADER_INSET = 20.0  # points from the edge of a paragraph: its last line begins at the edge
STUB_FIGURES = 3  # beside every line: the lines are the row labels of a table, no paragraph
NOTE_START = re.compile(r"(?:Notes?|Sources?|Footnotes?)\b\s*:|©", re.IGNORECASE)
WRAP_GAP = 0.5  # row heights of white above a line that finishes the label of the last row
WRAPPED = re.compile(r"[a-z]|\((?!(?:\d{1,2}|[a-z])\)\s)")
LONG_TEXT_WORDS = 12  # a row of text with this many words is a sentence, not a section heading

_NUMBERED = re.compile(
    r"(?:Table|Exhibit|Figure|Chart|Panel)\s(?:[A-Z]|\d|[IVX]+\b)[\d.\-–A-Za-z]*\b"
)
_FIGURE = re.compile(r"[-–−+]?\d{1,3}(?:[.,]\d{1,2})?%?")
_RULE = re.compile(r"[|+]?(?:[-–—_=]{3,}|[.·•]{5,})[-–—_=+|.]*|[|¦]")  # drawn with letters
_WORDY = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class RowPieces:
    """A row of the page cut into pieces, running text left out.

    Attributes:
        pieces: left to right.
        top: upper edge.
        bottom: lower edge.
    """

    pieces: tuple[Piece, ...]
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Height of the row, points."""
        return self.bottom - self.top

    def has(self, sort: Sort) -> bool:
        """Whether a piece of that sort is in the row."""
        return any(piece.sort is sort for piece in self.pieces)

    def within(self, left: float, right: float) -> RowPieces:
        """Return the row with only the pieces whose middle lies in the range."""
        inside = tuple(p for p in self.pieces if left <= p.centre <= right)
        return replace(self, pieces=inside)


def page_rows(page: Page) -> list[RowPieces]:
    """Return the rows of the page without paragraphs, running headers and footers."""
    paragraphs = [b for b in page.blocks if is_prose(b) and not _is_stub(b, page)]
    prose = {id(word) for block in paragraphs for word in _words(block)}
    rows = []
    for line in page.rows:
        running = _running(line.words, prose)
        words = [w for w in line.words if id(w) not in running and not _RULE.fullmatch(w.text)]
        if words and pattern_of(line) not in page.running:
            top, bottom = (
                min(w.top for w in words),
                max(w.bottom for w in words if not w.raised or len(words) == 1),
            )
            rows.append(RowPieces(tuple(find_pieces(words)), top, bottom))
    upended = [RowPieces(*row) for row in upended_rows(page)]
    rows = sorted([*rows, *upended], key=lambda row: row.top) if upended else rows
    return with_stacked_cells(rows)


def _running(words: Sequence[Word], prose: set[int]) -> set[int]:
    """Return the words of a row that are running text: those of paragraphs, and what goes on."""
    inside = [id(word) in prose for word in words]
    if not any(inside) or all(inside):
        return prose
    return prose | {
        id(word)
        for cluster in clusters(words)
        if any(id(word) in prose for word in cluster)
        for word in cluster
    }


def is_prose(block: Block) -> bool:
    """Whether the block is a paragraph: several lines of words that run over its full width."""
    lines = block.lines
    words = [word.text for word in _words(block)]
    if len(lines) < PROSE_LINES or len(words) < PROSE_WORDS * len(lines):
        return False
    if len(lines) == PROSE_LINES and lines[0].bold != lines[1].bold:
        return False  # a title and what it is measured in
    inside = lines[-1].x0 > lines[0].x0 + HEADER_INSET
    if len(lines) == PROSE_LINES and inside and is_period(lines[-1].text):
        return False  # what a table is measured in, and the first of its headers
    wordy = sum(bool(_WORDY.search(word)) for word in words)
    width = block.bbox[2] - block.bbox[0]
    full = sum(line.x1 - line.x0 >= PROSE_FULL * width for line in lines[:-1])
    return 2 * wordy >= len(words) and 2 * full >= len(lines) - 1


def _is_stub(block: Block, page: Page) -> bool:
    """Whether every line of a block has figures of a table beside it: long row labels."""
    right = block.bbox[2]
    return all(
        any(
            sum(w.x0 > right and bool(_FIGURE.fullmatch(w.text)) for w in row.words) >= STUB_FIGURES
            for row in page.rows
            if row.top <= (line.top + line.bottom) / 2 <= row.bottom
        )
        for line in block.lines
    )


def _words(block: Block) -> Iterator[Word]:
    for line in block.lines:
        yield from line.words


def find_regions(rows: Sequence[RowPieces]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) row with numbers of each stretch that may hold tables side by side."""
    start = last = -1
    for at, row in enumerate(rows):
        is_header = row.has(Sort.PERIOD) and not row.has(Sort.NUMBER)
        is_header = is_header and not (start >= 0 and _is_year_of_section(row, rows[start:at]))
        far = at > 0 and row.top - rows[at - 1].bottom > ROW_GAP * row.height
        axis = start >= 0 and _is_axis(row, rows[start:at])
        if start >= 0 and (is_header or far or axis or _ends_table(row)):
            yield start, _with_wrapped(rows, last)
            start = -1
        if row.has(Sort.NUMBER) and not axis:
            start, last = (at if start < 0 else start), at
    if start >= 0:
        yield start, _with_wrapped(rows, last)


def _with_wrapped(rows: Sequence[RowPieces], last: int) -> int:
    """Return the index of the last row, or of the line below that finishes its label."""
    after = last + 1
    if after >= len(rows) or len(rows[after].pieces) != 1 or rows[after].has(Sort.NUMBER):
        return last
    near = rows[after].top - rows[last].bottom < WRAP_GAP * rows[after].height
    return after if near and WRAPPED.match(rows[after].pieces[0].text) else last


def _is_year_of_section(row: RowPieces, table: Sequence[RowPieces]) -> bool:
    """Whether a row is a year where the labels of the table above stand: a heading of rows."""
    figures = [p.x0 for line in table for p in line.pieces if p.sort is Sort.NUMBER]
    labels = [line.pieces[0].x0 for line in table if line.pieces[0].sort is Sort.TEXT]
    only = row.pieces[0]
    if len(row.pieces) > 1 or not figures or not labels:
        return False
    return only.x1 < min(figures) and only.x0 < min(labels) + row.height


def _is_axis(row: RowPieces, table: Sequence[RowPieces]) -> bool:
    """Whether a row is a bare number where the labels of the table above it stand: a chart's."""
    if any(piece.sort is not Sort.NUMBER for piece in row.pieces):
        return False
    figures = [
        piece.x0
        for line in table
        if line.pieces[0].sort is Sort.TEXT
        for piece in line.pieces[1:]
        if piece.sort is Sort.NUMBER
    ]
    return bool(figures) and max(piece.x1 for piece in row.pieces) < min(figures)


def _ends_table(row: RowPieces) -> bool:
    if row.has(Sort.NUMBER):
        return False
    text = " ".join(piece.text for piece in row.pieces)
    if len(row.pieces) == 1 and _NUMBERED.match(text):
        return True  # the caption of the next table
    return bool(NOTE_START.match(text)) or len(text.split()) >= LONG_TEXT_WORDS
