"""A table that goes on over the page -> the headers of the page before, lent to rows without any.

Only where nothing but small print stands between: the table is the last thing on its page, the rows
are the first on the next, and their figures stand under the same columns. What is lent keeps the
page it is printed on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.pdf.layout import pattern_of
from ingest.tables.headers import Header
from ingest.tables.notes import find_notes
from ingest.tables.regions import is_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.pdf.layout import Page
    from ingest.tables.grids import Column, Grid, GridRow
    from ingest.tables.labels import Label
    from ingest.tables.regions import RowPieces

LAST_LINES = 3  # lines below a table that are a footer or a folio, not text that follows
FIRST_ROWS = 4  # rows above a continuation: a title, a unit, a section heading
MOST_SHIFT = 40.0  # points that a page may be set further left or right than the one before
APART = 4.0  # points by which columns may differ after that shift


@dataclass(frozen=True)
class Carried:
    """The table that a page ends with.

    Attributes:
        grid: the table.
        page: 1-based page it stands on.
    """

    grid: Grid
    page: int


def carried_from(page: Page, grids: Sequence[Grid]) -> Carried | None:
    """Return the table that a page ends with, if it ends with one."""
    if not grids:
        return None
    last = max(grids, key=lambda grid: grid.bottom)
    notes = {id(line) for note in find_notes(page, last) for line in note.label.lines}
    below = [
        block
        for block in page.blocks
        if block.bbox[1] > last.bottom and any(id(line) not in notes for line in block.lines)
    ]
    lines = [x for b in below for x in b.lines if pattern_of(x) not in page.running]
    if any(is_prose(block) for block in below) or len(lines) > LAST_LINES:
        return None
    return Carried(last, page.number)


def lent_header(
    before: Carried, columns: Sequence[Column], above: Sequence[RowPieces]
) -> Header | None:
    """Return the headers of the page before, if these columns stand where its columns stood.

    Args:
        before: the table that goes on.
        columns: the columns of the rows without headers.
        above: the rows above those, on their own page.
    """
    old = before.grid.columns
    if len(old) != len(columns) or len(above) > FIRST_ROWS:
        return None
    shift = columns[0].x1 - old[0].x1
    moved = [abs(new.x1 - one.x1 - shift) for new, one in zip(columns, old, strict=True)]
    if abs(shift) > MOST_SHIFT or max(moved) > APART:
        return None
    edge = columns[0].x0
    headings = tuple(row for row in above if row.pieces and row.pieces[0].x0 < edge)
    return Header(
        tuple(_on(column.headers, before.page) for column in old),
        _on(before.grid.corners, before.page),
        _on(before.grid.captions, before.page),
        headings,
    )


def under_open_sections(before: Carried, rows: Sequence[GridRow]) -> tuple[GridRow, ...]:
    """Return the rows; those before the first heading stay under the last of the page before."""
    held = _on(before.grid.rows[-1].sections, before.page)
    done = []
    for row in rows:
        held = () if row.sections else held
        done.append(replace(row, sections=row.sections or held))
    return tuple(done)


def _on(labels: Iterable[Label], page: int) -> tuple[Label, ...]:
    return tuple(label if label.page else replace(label, page=page) for label in labels)
