"""Page -> grids: borderless tables read by position.

Numbers that stand under one another make columns; the words left of them are the stub, the words
above are headers. A blank cell stays blank because every cell is placed by where it stands, never
by its turn in the row. What looks like a grid but has no headers or no words (chart axes,
histograms) is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.resolving import lexicon
from ingest.tables.cells import Piece, Sort, is_period, split_tail
from ingest.tables.companions import header_groups, spans_of
from ingest.tables.continued import Carried, lent_header, under_open_sections
from ingest.tables.headers import Header, find_header
from ingest.tables.labels import Label, StubRow, bind_labels
from ingest.tables.panes import panes_of
from ingest.tables.regions import RowPieces, find_regions, page_rows
from ingest.tables.stubs import StubLine, split_merged, with_group, with_names_above
from ingest.tables.vacant import vacant_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ingest.pdf.layout import Page

HEADER_REACH = 0.5  # column distances that a header may stand right of the last column
SHARED = 0.25  # of the narrower number: numbers that overlap this much stand in one column
FEWEST_PERIODS = 2  # in a row without numbers, among rows with them: a header of its own
STUB_SHARE = 0.5  # of the rows: words between two columns that often are a second stub
LABEL_SHARE = 0.6  # of the rows must have words (or a period) for a label
FEWEST_ROWS, FEWEST_FIGURES = 3, 2  # of a table without headers, and figures in each row
MOST_ROWS = 0.8  # of its rows have words and figures; charts and text have not
HEADER_SHARE = 0.5  # of the columns must have words or a period above

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_MONEYS = re.compile(r"[$€£¥]\s?[:/]|[:/]\s?[$€£¥]")
_WORDY = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Column:
    """A column of numbers.

    Attributes:
        x0: left edge of its widest number.
        x1: right edge.
        headers: what stands above it, nearest first.
    """

    x0: float
    x1: float
    headers: tuple[Label, ...] = ()


@dataclass(frozen=True)
class GridRow:
    """A row with at least one cell.

    Attributes:
        label: the words of the stub, wrapped lines joined; None where there are none.
        sections: headings in the stub that the row stands under, nearest first.
        parents: rows with figures of their own that it is indented under, nearest first.
        cells: column index -> number or blank; columns without an entry are empty.
        top: upper edge.
        bottom: lower edge.
    """

    label: Label | None
    sections: tuple[Label, ...]
    parents: tuple[Label, ...]
    cells: Mapping[int, Piece]
    top: float
    bottom: float

    @cached_property
    def text(self) -> str:
        """The row as printed."""
        parts = [self.label.text] if self.label else []
        return " ".join([*parts, *(self.cells[i].text for i in sorted(self.cells))])


@dataclass(frozen=True)
class Grid:
    """A table.

    Attributes:
        columns: left to right.
        rows: from the top down.
        corners: words above the stub, nearest first ("% year on year").
        captions: lines above the header, nearest first.
        left: left edge of the stub.
        right: right edge of the last column.
    """

    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    corners: tuple[Label, ...]
    captions: tuple[Label, ...]
    left: float
    right: float

    @property
    def top(self) -> float:
        """Upper edge of the first row with a cell."""
        return self.rows[0].top

    @property
    def bottom(self) -> float:
        """Lower edge of the last row with a cell."""
        return self.rows[-1].bottom


def find_grids(
    page: Page, *, before: Carried | None = None, unread: list[Grid] | None = None
) -> list[Grid]:
    """Return the tables of a page, from the top down.

    Args:
        page: its words.
        before: the table that the page before ends with, which may go on here.
        unread: takes what stands there like a table and lacks the headers of one.
    """
    grids: list[Grid] = []
    for rows in panes_of(page_rows(page)):
        for start, end in find_regions(rows):
            for grid in _read_region(rows, start, end, before=None if grids else before):
                if _is_table(grid):
                    grids.append(grid)
                elif unread is not None and _lacks_headers(grid):
                    unread.append(grid)
    return grids


def _read_region(
    rows: Sequence[RowPieces], start: int, end: int, *, before: Carried | None
) -> Iterator[Grid]:
    """Yield the tables of one stretch of rows: more than one where tables stand side by side."""
    inside = rows[start : end + 1]
    columns = _columns(inside)
    if not columns:
        return
    vacant = vacant_columns([(column.x0, column.x1) for column in columns], rows[:start])
    columns = sorted([*columns, *(Column(*span) for span in vacant)], key=lambda c: c.x0)
    left = float("-inf")
    panels = list(_panels(columns, inside))
    for at, panel in enumerate(panels):
        right = _stub_left(panels[at + 1][0], panel[-1], inside) if at + 1 < len(panels) else None
        for part in _parts(rows, (start, end), (left, right)):
            grid = _read_panel(rows, part, panel, (left, right), before=before)
            if grid is not None:
                yield grid
        left = right if right is not None else left


def _parts(
    rows: Sequence[RowPieces], region: tuple[int, int], bounds: tuple[float, float | None]
) -> Iterator[tuple[int, int]]:
    """Yield the tables that stand one below the other in a panel, beside others that run on."""
    start, end = region
    left, right = bounds[0], float("inf") if bounds[1] is None else bounds[1]
    first = start
    for at in range(start + 1, end + 1):
        row = rows[at].within(left, right)
        periods = sum(piece.sort is Sort.PERIOD for piece in row.pieces)
        if periods >= FEWEST_PERIODS and not row.has(Sort.NUMBER):
            if first < at:
                yield first, at - 1
            first = at + 1
    if first <= end:
        yield first, end


def _columns(rows: Sequence[RowPieces]) -> list[Column]:
    """Return the columns that the numbers of the rows make, left to right."""
    spans: list[list[float]] = []
    numbers = [p for row in rows for p in row.pieces if p.sort is Sort.NUMBER]
    for piece in sorted(numbers, key=lambda p: (p.x1 - p.x0, p.x0)):
        width = piece.x1 - piece.x0
        hits = [s for s in spans if _overlap(s, piece) >= SHARED * min(width, s[1] - s[0])]
        if len(hits) == 1:
            hits[0][:] = [min(hits[0][0], piece.x0), max(hits[0][1], piece.x1)]
        elif not hits:
            spans.append([piece.x0, piece.x1])
    return [Column(x0, x1) for x0, x1 in sorted(spans)]


def _overlap(span: Sequence[float], piece: Piece) -> float:
    return min(span[1], piece.x1) - max(span[0], piece.x0)


def _panels(columns: Sequence[Column], rows: Sequence[RowPieces]) -> Iterator[list[Column]]:
    """Split the columns where a second stub stands between them."""
    panel = [columns[0]]
    for last, column in pairwise(columns):
        numbered = [row for row in rows if any(_is_in(p, column) for p in row.pieces)]
        labelled = sum(any(_is_label(p, last, column) for p in row.pieces) for row in numbered)
        if labelled >= max(2, STUB_SHARE * len(numbered)):
            yield panel
            panel = []
        panel.append(column)
    yield panel


def _is_in(piece: Piece, column: Column) -> bool:
    return piece.sort is not Sort.TEXT and column.x0 - 1 <= piece.centre <= column.x1 + 1


def _is_label(piece: Piece, last: Column, column: Column) -> bool:
    between = last.x1 - 1 <= piece.x0 and piece.x1 <= column.x0 + 1
    return between and piece.sort is Sort.TEXT and bool(_WORDY.search(piece.text))


def _stub_left(first: Column, last: Column, rows: Sequence[RowPieces]) -> float:
    """Return the left edge of the stub between two panels."""
    edges = [p.x0 for row in rows for p in row.pieces if _is_label(p, last, first)]
    return min(edges) - 1


def _read_panel(
    rows: Sequence[RowPieces],
    region: tuple[int, int],
    columns: Sequence[Column],
    bounds: tuple[float, float | None],
    *,
    before: Carried | None,
) -> Grid | None:
    """Read what may be one table; None where no row has a figure."""
    start, end = region
    left, right = bounds[0], columns[-1].x1 + 1 if bounds[1] is None else bounds[1]
    pitch = (columns[-1].x1 - columns[0].x0) / len(columns)
    header_right = right + HEADER_REACH * pitch if bounds[1] is None else right
    above = [row.within(left, header_right) for row in rows[:start]]
    inside = [row.within(left, right) for row in rows[start : end + 1]]
    labels = [p.x0 for row in inside if row.has(Sort.NUMBER) for p in row.pieces[:1]]
    stub_left = min((x0 for x0 in labels if x0 < columns[0].x0), default=columns[0].x0)
    groups = header_groups(columns, inside)
    header = find_header(
        above, columns=spans_of(columns, groups), stub_left=stub_left, below=rows[start].top
    )
    header = replace(header, levels=tuple(header.levels[group] for group in groups))
    lent = lent_header(before, columns, above) if before and not any(header.levels) else None
    header = lent or header
    grid = _assemble([*header.sections, *inside], columns, header)
    if lent and before and grid:
        grid = replace(grid, rows=under_open_sections(before, grid.rows))
    return grid


def _assemble(body: Sequence[RowPieces], columns: Sequence[Column], header: Header) -> Grid | None:
    parts = [(row, *_split_stub(row, columns)) for row in body]
    parts = _named([(row, label, found) for row, label, found in parts if label or found])
    merged = split_merged(
        [StubLine(tuple(label), bool(found), row.top, row.bottom) for row, label, found in parts]
    )
    stub = [
        StubRow(own, row.top, row.bottom, bool(found))
        for (row, _, found), own in zip(parts, merged.pieces, strict=True)
    ]
    labels = bind_labels(stub)
    rows = [
        GridRow(
            bound.label,
            with_group(bound.sections, group),
            bound.parents,
            found,
            row.top,
            row.bottom,
        )
        for (row, _, found), bound, group in zip(parts, labels, merged.groups, strict=True)
        if found
    ]
    if not rows:
        return None
    named = [replace(c, headers=header.levels[i]) for i, c in enumerate(columns)]
    left = min((label.x0 for label in (r.label for r in rows) if label), default=columns[0].x0)
    return Grid(tuple(named), tuple(rows), header.corners, header.captions, left, columns[-1].x1)


_Part = tuple[RowPieces, list[Piece], dict[int, Piece]]


def _named(parts: Sequence[_Part]) -> list[_Part]:
    """Give figures without words the line above that names them, which then is no heading."""
    lines = [
        StubLine(tuple(label), bool(found), row.top, row.bottom) for row, label, found in parts
    ]
    names = with_names_above(lines)
    named = [
        (row, [*(parts[above][1] if above is not None else ()), *label], found)
        for (row, label, found), above in zip(parts, names, strict=True)
    ]
    return [part for at, part in enumerate(named) if at not in names]


def _split_stub(row: RowPieces, columns: Sequence[Column]) -> tuple[list[Piece], dict[int, Piece]]:
    """Return the label pieces and the cells of a row, every cell by where it stands."""
    label: list[Piece] = []
    cells: dict[int, Piece] = {}
    for piece in row.pieces:
        column = _column_of(piece, columns)
        if column is not None and piece.sort in (Sort.NUMBER, Sort.BLANK):
            cells.setdefault(column, piece)
        elif piece.x0 < columns[0].x0:
            tail = split_tail(piece) if piece.sort is Sort.TEXT else None
            at = _column_of(tail[1], columns) if tail else None
            if tail is not None and at is not None:
                label.append(tail[0])
                cells[at] = tail[1]
            else:
                label.append(piece)
        elif not cells and not row.has(Sort.NUMBER):
            label.append(piece)
    return label, cells


def _column_of(piece: Piece, columns: Sequence[Column]) -> int | None:
    """Return the column that the piece overlaps most, None if it overlaps none."""
    shared = [_overlap((c.x0, c.x1), piece) for c in columns]
    best = max(range(len(columns)), key=lambda i: shared[i])
    return best if shared[best] > 0 else None


def _is_table(grid: Grid) -> bool:
    """Whether there are words where a table has words; chart axes and histograms have none."""
    labels = [row.label.text if row.label else "" for row in grid.rows]
    labelled = sum(_says_something(text) for text in labels)
    headed = sum(bool(column.headers) for column in grid.columns)
    if _is_list(grid, labels):
        return True
    if labelled < LABEL_SHARE * len(labels) or headed < HEADER_SHARE * len(grid.columns):
        return False
    numbers = sum(p.sort is Sort.NUMBER for row in grid.rows for p in row.cells.values())
    return numbers >= 2 and (_has_period(grid) or numbers >= 2 * len(grid.columns))


def _lacks_headers(grid: Grid) -> bool:
    """Whether nearly every row has words and figures, and hardly a column says what they are."""
    labels = [row.label.text if row.label else "" for row in grid.rows]
    worded = sum(bool(_WORDY.search(text)) for text in labels)
    headed = sum(bool(column.headers) for column in grid.columns)
    full = sum(len(row.cells) >= FEWEST_FIGURES for row in grid.rows)
    return (
        len(labels) >= FEWEST_ROWS
        and min(worded, full) >= MOST_ROWS * len(labels)
        and headed < HEADER_SHARE * len(grid.columns)
    )


def _says_something(label: str) -> bool:
    """Whether a label has words, a period or the signs of two moneys ("€:$")."""
    if _WORDY.search(label) or is_period(label):
        return True
    return bool(_MONEYS.search(label) and lexicon.currencies().find(label))


def _is_list(grid: Grid, labels: Sequence[str]) -> bool:
    """Whether it is a list of key figures: one column, and the labels say which year."""
    dated = sum(bool(_WORDY.search(text) and _YEAR.search(text)) for text in labels)
    return len(grid.columns) == 1 and len(labels) > 1 and dated >= LABEL_SHARE * len(labels)


def _has_period(grid: Grid) -> bool:
    above = [label.text for column in grid.columns for label in column.headers]
    beside = [row.label.text for row in grid.rows if row.label]
    return any(is_period(text) for text in (*above, *beside))
