"""Rows of cells that span others -> a table in which every place is taken once, headers known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.formats.blocks import Block, Cell, Part, Runs, Table, text_of
from ingest.formats.limits import MOST_CELLS, MOST_COLUMNS, OverSize

MOST_HEADERS: Final = 5  # rows of headers that a table has at most where nothing marks them
NOTE_LETTERS: Final = 50  # a last row of one cell with more is a note, not a section
LONGEST_USUAL_CELL: Final = 160  # characters; where many cells hold more, it is a page's layout
NOTE: Final = re.compile(r"\s*(?:sources?\b|notes?\b|\*|†|‡|\(?[1-9a-d]\)?[.)\s]\s*\D)", re.I)
PERIOD: Final = re.compile(
    r"(?:FY|CY)?\s*(?:19|20)\d\d\s*[EeFfPp]?(?:\s*\(?[a-z]\)?)?|(?:FY|CY|['’])\s?\d\d[EeFfPp]?|"
    r"(?:Q[1-4]|[1-4]Q|H[12]|[1-4]H)(?:[\s'’/-]*(?:19|20)?\d\d)?[EeFfPp]?|\d\d[EeFfPp]|"
    r"(?:19|20)\d\d\s*[-–/]?\s*(?:(?:19|20)?\d\d|[QH][1-4])|[A-Z][a-z]{2,8}\.?[\s'’-]*(?:19|20)?\d\d"
)
_FIGURE: Final = re.compile(r"\s*[(~<>≈+−–—-]?\s*[$€£]?\s*[\d.,½¼¾]+.*|[\s–—-]*|\.{2,}|…|n\.?a\.?")


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as the original writes it.

    Attributes:
        runs: its words.
        rows: how many rows it says it spans.
        columns: how many columns it says it spans.
        is_header: whether it is marked as a header.
    """

    runs: Runs
    rows: int = 1
    columns: int = 1
    is_header: bool = False


def build_table(
    rows: Sequence[Sequence[RawCell]], *, marked_headers: int = 0, line: int | None = None
) -> tuple[Table | None, list[Block]]:
    """Lay cells out on a grid.

    Args:
        rows: from the top down; a cell under one that spans rows is left out, as in HTML.
        marked_headers: rows on top that the original marks as headers.
        line: 1-based line of the original, where lines can be counted.

    Returns:
        The table, None where nothing is in it, and the notes that stood in its last rows.

    Raises:
        OverSize: it has more cells or columns than a table of a report.
    """
    cells = _laid_out(rows)
    if not any(cell.runs for cell in cells):
        return None, []
    count = max(cell.row + cell.rows for cell in cells)
    width = max(cell.column + cell.columns for cell in cells)
    cells, notes, count = _without_notes(cells, count, width)
    cells, width = _without_empty_columns(cells, width)
    if not cells:
        return None, notes
    headers = _header_rows(cells, count, marked_headers)
    return Table(tuple(cells), count, width, headers, line), notes


def holds_figures(rows: Sequence[Sequence[RawCell]]) -> bool:
    """Whether rows of cells are a table to be read, and not what lays out a page."""
    filled = [text for row in rows for cell in row if (text := text_of(cell.runs))]
    wide = sum(sum(1 for cell in row if cell.runs) >= 2 for row in rows)
    figures = sum(any(c.isdigit() for c in text) for text in filled)
    is_marked = any(cell.is_header for row in rows for cell in row)
    long = sum(len(text) > LONGEST_USUAL_CELL for text in filled)
    return wide >= 2 and (figures >= 2 or is_marked) and 3 * long <= len(filled)


def _laid_out(rows: Sequence[Sequence[RawCell]]) -> list[Cell]:
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row, raw_cells in enumerate(rows):
        column = 0
        for raw in raw_cells:
            while (row, column) in taken:
                column += 1
            columns = max(min(raw.columns, MOST_COLUMNS), 1)
            down = max(min(raw.rows, len(rows) - row), 1)
            if column + columns > MOST_COLUMNS or len(taken) + down * columns > MOST_CELLS:
                raise OverSize(f"a table of more than {MOST_COLUMNS} columns or {MOST_CELLS} cells")
            while columns > 1 and any((row, column + i) in taken for i in range(columns)):
                columns -= 1  # cells of a broken table may claim the same place
            taken.update((row + d, column + i) for d in range(down) for i in range(columns))
            cells.append(Cell(raw.runs, row, column, down, columns, raw.is_header))
            column += columns
    return cells


def _without_notes(
    cells: list[Cell], count: int, width: int
) -> tuple[list[Cell], list[Block], int]:
    """Take rows of one long cell off the end: they are notes on the table."""
    notes: list[Block] = []
    while count > 1:
        last = [cell for cell in cells if cell.row == count - 1 and cell.runs]
        if len(last) != 1 or any(c.row < count - 1 < c.row + c.rows for c in cells):
            break
        text, is_wide = last[0].text, last[0].columns >= width or last[0].column == 0
        if not is_wide or not (len(text) > NOTE_LETTERS or NOTE.match(text)):
            break
        notes.insert(0, Block(Part.NOTE, last[0].runs))
        cells = [cell for cell in cells if cell.row < count - 1]
        count -= 1
    return cells, notes, count


def _without_empty_columns(cells: list[Cell], width: int) -> tuple[list[Cell], int]:
    """Close up columns that only part others; spans over them become narrower."""
    filled = {cell.column for cell in cells if cell.runs and cell.columns == 1}
    for cell in cells:
        spanned = set(range(cell.column, cell.column + cell.columns))
        if cell.runs and not spanned & filled:
            filled.add(cell.column)
    new = {column: at for at, column in enumerate(sorted(filled))}
    kept = []
    for cell in cells:
        inside = [c for c in range(cell.column, cell.column + cell.columns) if c in new]
        if inside:
            kept.append(replace(cell, column=new[inside[0]], columns=len(inside)))
    return kept, len(new)


def _header_rows(cells: Sequence[Cell], count: int, marked: int) -> int:
    """Return how many rows on top are headers: the marked ones, else those without a figure."""
    by_row: dict[int, list[Cell]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(cell)
    found = marked if marked < count else 0
    while found < min(count - 1, MOST_HEADERS):
        row = [cell for cell in by_row.get(found, ()) if cell.runs]
        if not _is_header_row(row, is_first=found == 0):
            break
        found += 1
    return found


def _is_header_row(row: Sequence[Cell], *, is_first: bool) -> bool:
    """Whether a row names columns: periods, or words where figures would stand; no label before."""
    beside = [cell.text for cell in row if cell.column > 0]
    if not row:
        return True
    if not beside:
        return is_first and row[0].columns > 1
    periods = [bool(PERIOD.fullmatch(text.strip())) for text in beside]
    if all(periods):
        return True
    if any(
        _FIGURE.fullmatch(text) for text, period in zip(beside, periods, strict=True) if not period
    ):
        return False
    has_label = any(cell.column == 0 for cell in row)
    return is_first or not has_label or all(cell.is_header for cell in row)
