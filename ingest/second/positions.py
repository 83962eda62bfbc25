"""Words of a page and the box of a value -> its label and its header, by position alone.

A rule of its own beside the table reader: no grid, no columns, no stub. The label is the text
nearest to the left on the same line, the header is the period nearest above. Where that names
something else than the table reader found, one of the two is wrong.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from ingest.tables.cells import Piece, Sort, find_pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.geometry import BBox
    from ingest.pdf.layout import Page, Word

FEWEST_PERIODS = 2  # periods on a line that make it a header
INSIDE_POINTS = 1.0  # the box of a value may miss its characters by this much
NEAR_EM = 3.0  # a header stands no further to the side of its column than this


@dataclass(frozen=True, slots=True)
class Reading:
    """What a second look finds at one place.

    Attributes:
        value: the characters in the box, "" where there are none.
        label: the text to the left on the same line, "" where there is none.
        header: the period above, "" where none is to be seen.
    """

    value: str
    label: str
    header: str


@dataclass(frozen=True)
class Rows:
    """The rows of one page, cut into pieces."""

    page: Page

    @cached_property
    def _pieces(self) -> tuple[tuple[Piece, ...], ...]:
        upright = (row for row in self.page.rows if row.words[0].place is None)
        return tuple(tuple(find_pieces(row.words)) for row in upright)

    @cached_property
    def _heights(self) -> tuple[tuple[float, float], ...]:
        """For each row, how far up and down its pieces reach."""
        firsts = [[piece.words[0] for piece in row] for row in self._pieces]
        return tuple((min(w.top for w in row), max(w.bottom for w in row)) for row in firsts)

    @cached_property
    def _periods(self) -> tuple[tuple[Piece, ...], ...]:
        """For each row its periods where it is a header, none where it is not."""
        return tuple(_header_of(row) for row in self._pieces)

    @cached_property
    def _words(self) -> list[tuple[float, int, float, Word]]:
        """The words by height: middle, number on the page, middle across, and the word."""
        boxes = [(at, word, word.bbox) for at, word in enumerate(self.page.words)]
        return sorted(((b[1] + b[3]) / 2, at, (b[0] + b[2]) / 2, word) for at, word, b in boxes)

    def read(self, boxes: Sequence[BBox]) -> Reading:
        """Read the value in some boxes of one line, its label and its header."""
        value = "–".join(filter(None, (self._text_in(box) for box in boxes)))
        at = self._row_of(boxes[0])
        if at is None:
            return Reading(value, "", "")
        return Reading(value, self._label(at, boxes[0]), self._header(at, boxes[0]))

    def _text_in(self, box: BBox) -> str:
        x0, top, x1, bottom = box
        first = bisect_left(self._words, (top - INSIDE_POINTS,))
        inside = []
        for middle, at, across, word in islice(self._words, first, None):
            if middle > bottom + INSIDE_POINTS:
                break
            if x0 - INSIDE_POINTS <= across <= x1 + INSIDE_POINTS:
                inside.append((word.x0, at, word.text))
        return " ".join(text for *_, text in sorted(inside))

    def _row_of(self, box: BBox) -> int | None:
        """Return the index of the row that the box stands in."""
        middle = (box[1] + box[3]) / 2
        for at, (row, (top, bottom)) in enumerate(zip(self._pieces, self._heights, strict=True)):
            if not top <= middle <= bottom:
                continue
            for piece in row:
                across = min(piece.x1, box[2]) - max(piece.x0, box[0])
                if across > 0 and piece.words[0].top <= middle <= piece.words[0].bottom:
                    return at
        return None

    def _label(self, at: int, box: BBox) -> str:
        """Return the text that stands nearest to the left of the box."""
        left = [
            piece
            for piece in self._pieces[at]
            if piece.x1 <= box[0] + INSIDE_POINTS
            and piece.sort is Sort.TEXT
            and any(c.isalpha() for c in piece.text)
        ]
        return left[-1].text if left else ""

    def _header(self, at: int, box: BBox) -> str:
        """Return the nearest period of the nearest line above that consists of periods."""
        wanted = (box[0], (box[0] + box[2]) / 2, box[2])
        for periods in filter(None, reversed(self._periods[:at])):
            edges = [(piece.x0, piece.centre, piece.x1) for piece in periods]
            offs = [[abs(edge[way] - wanted[way]) for edge in edges] for way in range(3)]
            best = {off.index(min(off)) for off in offs}  # by left edge, middle and right edge
            first = best.pop()
            near = NEAR_EM * periods[first].words[0].size
            return periods[first].text if not best and offs[1][first] < near else ""
        return ""


def _header_of(row: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the periods of a line that consists of periods."""
    periods = tuple(piece for piece in row if piece.sort is Sort.PERIOD)
    numbers = any(piece.sort is Sort.NUMBER for piece in row)
    return () if numbers or len(periods) < FEWEST_PERIODS else periods
