"""Page -> candidates from its tables: every figure with the words that stand over and beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.candidates import DISORDERED, ENDED, NAMELESS, Candidate, Origin, Phrase
from ingest.tables.binding import phrases_of
from ingest.tables.brackets import AS_MINUS, Brackets, as_negative
from ingest.tables.cards import find_cards
from ingest.tables.cells import Piece, Sort
from ingest.tables.continued import Carried, carried_from
from ingest.tables.facts import Facts, Place
from ingest.tables.grids import find_grids
from ingest.tables.passing import why_passed_over
from ingest.tables.plain import plain_figure
from ingest.tables.strangers import is_total
from warehouse.records import Box, Rejection
from warehouse.vocabulary import Reason, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.context import ReadingContext
    from ingest.geometry import BBox
    from ingest.pdf.layout import Page
    from ingest.tables.grids import Grid

READER = "table"
MAX_QUOTE = 400  # characters of a row that are quoted

_LOW = re.compile(r"low(?:er)?(?:\s(?:end|bound))?|min(?:imum)?\.?|from", re.IGNORECASE)
_HIGH = re.compile(
    r"high(?:er)?(?:\s(?:end|bound))?|upper(?:\sbound)?|max(?:imum)?\.?|to", re.IGNORECASE
)


@dataclass
class TableMemory:
    """What the page before leaves to the next one.

    Attributes:
        last: the table that the page read last ends with.
    """

    last: Carried | None = None


def find_candidates(
    page: Page, *, context: ReadingContext, memory: TableMemory | None = None
) -> list[Candidate | Rejection]:
    """Return the figures of all tables and cards of a page, tables row by row.

    Args:
        page: its words.
        context: publisher, date and title.
        memory: what the page before leaves to this one; kept up to date.
    """
    found: list[Candidate | Rejection] = []
    taken: set[BBox] = set()
    memory = memory or TableMemory()
    before = memory.last if memory.last and memory.last.page == page.number - 1 else None
    for side in (page, *page.turned):
        unread: list[Grid] = []
        grids = find_grids(side, before=before, unread=unread)
        if side is page:
            memory.last = carried_from(page, grids)
        for grid in grids:
            taken |= {piece.bbox for row in grid.rows for piece in row.cells.values()}
            found += _TableReader(Facts(side, grid, context)).candidates()
        found += [_passed_over(side, grid) for grid in unread]
    return [*found, *find_cards(page, taken=taken)]


def _passed_over(page: Page, grid: Grid) -> Rejection:
    """Return a table as a whole, seen and not understood: only its labels are taken."""
    first = grid.rows[0]
    figures = sum(piece.sort is Sort.NUMBER for row in grid.rows for piece in row.cells.values())
    labels = [(box, row.label.text) for row in grid.rows if row.label for box in row.label.boxes]
    return Rejection(
        page=page.number,
        text=next(piece.text for _, piece in sorted(first.cells.items())),
        quote=first.text[:MAX_QUOTE],
        boxes=tuple(Box(page.number, *box, Role.ROW_LABEL, text) for box, text in labels),
        reason=Reason.AMBIGUOUS,
        detail=f"a table without headers: nothing says what its {figures} figures stand for",
    )


class _TableReader:
    """Binds the words of one table to its figures."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def candidates(self) -> list[Candidate | Rejection]:
        """Return one candidate or rejection for each figure."""
        return [self._candidate(place) for place in self._places()]

    def _places(self) -> Iterator[Place]:
        """Yield the figures row by row; "low" and "high" side by side are one figure."""
        columns = self._facts.grid.columns
        names = [column.headers[0].text if column.headers else "" for column in columns]
        for row in self._facts.grid.rows:
            done = -1
            for at in sorted(row.cells):
                piece, upper = row.cells[at], row.cells.get(at + 1)
                if piece.sort is not Sort.NUMBER or at <= done:
                    continue
                pieces: tuple[Piece, ...] = (piece,)
                done = at
                if (
                    upper is not None
                    and upper.sort is Sort.NUMBER
                    and _is_range(names[at : at + 2])
                ):
                    pieces, done = (piece, upper), at + 1
                yield Place(row, at, pieces)

    def _candidate(self, place: Place) -> Candidate | Rejection:
        facts, number = self._facts, self._facts.page
        comma = facts.has_decimal_commas
        text = "–".join(plain_figure(piece.text, comma=comma) for piece in place.pieces)
        negative = facts.brackets is Brackets.MINUS and place.bracketed
        text = as_negative(text) if negative else text
        value = Phrase(text, tuple(p.bbox for p in place.pieces), Origin.VALUE, number)
        quote = place.row.text[:MAX_QUOTE]
        near = facts.around.of(place.row, place.column)
        missing = why_passed_over(facts, near, place)
        if missing is not None:
            boxes = tuple(Box(number, *box, Role.VALUE, text) for box in value.boxes)
            return Rejection(number, text, quote, boxes, *missing)
        assumed = negative and facts.around.of_brackets is None
        doubts: tuple[str, ...] = (AS_MINUS,) if assumed else ()
        doubts += (ENDED,) if is_total(near) else ()
        doubts += (NAMELESS,) if facts.leaves_house_open(place.row) else ()
        doubts += (DISORDERED,) if place.column in facts.disordered else ()
        return Candidate(number, READER, value, phrases_of(facts, near, place), quote, doubts)


def _is_range(names: list[str]) -> bool:
    return len(names) == 2 and bool(_LOW.fullmatch(names[0]) and _HIGH.fullmatch(names[1]))
