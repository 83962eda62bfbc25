"""Words of a page and the box of a value -> its label and its header, by position alone.

A rule of its own beside the table reader: no grid, no columns, no stub. The label is the text
nearest to the left on the same line, the header is the period nearest above. Where that names
something else than the table reader found, one of the two is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from ingest.tables.cells import Piece, Sort, find_pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.geometry import BBox
    from ingest.pdf.layout import Page

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

    def read(self, boxes: Sequence[BBox]) -> Reading:
        """Read the value in some boxes of one line, its label and its header."""
        value = "–".join(filter(None, (self._text_in(box) for box in boxes)))
        at = self._row_of(boxes[0])
        if at is None:
            return Reading(value, "", "")
        return Reading(value, self._label(at, boxes[0]), self._header(at, boxes[0]))

    def _text_in(self, box: BBox) -> str:
        x0, top, x1, bottom = box
        inside = [
            word
            for word in self.page.words
            if x0 - INSIDE_POINTS <= (word.bbox[0] + word.bbox[2]) / 2 <= x1 + INSIDE_POINTS
            and top - INSIDE_POINTS <= (word.bbox[1] + word.bbox[3]) / 2 <= bottom + INSIDE_POINTS
        ]
        return " ".join(word.text for word in sorted(inside, key=lambda word: word.x0))

    def _row_of(self, box: BBox) -> int | None:
        """Return the index of the row that the box stands in."""
        middle = (box[1] + box[3]) / 2
        for at, row in enumerate(self._pieces):
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
        for row in reversed(self._pieces[:at]):
            periods = [p for p in row if p.sort is Sort.PERIOD]
            numbers = any(piece.sort is Sort.NUMBER for piece in row)
            if len(periods) < FEWEST_PERIODS or numbers:
                continue
            best = [min(periods, key=partial(_off, box=box, way=way)) for way in range(3)]
            agreed = all(piece is best[0] for piece in best)
            near = NEAR_EM * best[0].words[0].size
            return best[0].text if agreed and _off(best[0], box=box, way=1) < near else ""
        return ""


def _off(piece: Piece, *, box: BBox, way: int) -> float:
    """Return how far a header is off a value by its left edge, its middle or its right edge."""
    ours = (piece.x0, piece.centre, piece.x1)[way]
    return abs(ours - (box[0], (box[0] + box[2]) / 2, box[2])[way])
