"""A table -> rows of lines on the page: headers over their columns, figures flush right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ingest.formats.typesetting.lines import SetLine, break_lines
from ingest.formats.typesetting.sheets import DESCENT, MARGIN, Place, Sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.formats.blocks import Cell, Table
    from ingest.formats.typesetting.columns import Plan

LEADING: Final = 1.22  # of the type: lines of one cell stand close
ROW_GAP: Final = 4.5  # points between rows: more than between the lines of one
LEFT, RIGHT, CENTRE = "left", "right", "centre"


@dataclass(frozen=True, slots=True)
class _SetCell:
    cell: Cell
    lines: tuple[SetLine, ...]
    left: float
    right: float
    side: str


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row that is ready to be drawn.

    Attributes:
        index: its row in the table, from 0.
        cells: what stands in it.
        height: points.
        is_header: whether it is repeated on the next page.
        spans: left and right edges of headers that span columns, for the rule under them.
    """

    index: int
    cells: tuple[_SetCell, ...]
    height: float
    is_header: bool
    spans: tuple[tuple[float, float], ...]


def set_rows(table: Table, plan: Plan) -> list[SetRow]:
    """Break the cells of a table into lines."""
    by_row: dict[int, list[_SetCell]] = {row: [] for row in range(table.row_count)}
    for cell in table.cells:
        for row in _rows_of(cell, table):
            found = _set_cell(replace(cell, row=row), table, plan)
            if found is not None:
                by_row[row].append(found)
    rows = []
    for row, cells in by_row.items():
        most = max((len(one.lines) for one in cells), default=0)
        if not most:
            continue
        height = most * plan.size * LEADING + ROW_GAP
        spans = tuple(
            (one.left, one.right)
            for one in cells
            if one.cell.columns > 1 and row < table.header_rows and one.cell.text
        )
        rows.append(SetRow(row, tuple(cells), height, row < table.header_rows, spans))
    return rows


def _rows_of(cell: Cell, table: Table) -> Sequence[int]:
    """A header that spans rows stands in the lowest; what spans rows below is said in each."""
    last = min(cell.row + cell.rows, table.row_count)
    if cell.row < table.header_rows:
        return (min(last, table.header_rows) - 1,)
    return range(cell.row, last)


def _set_cell(cell: Cell, table: Table, plan: Plan) -> _SetCell | None:
    """Return a cell with its place among the columns of this part of the table."""
    at = [i for i, c in enumerate(plan.columns) if cell.column <= c < cell.column + cell.columns]
    if not at or not cell.text:
        return None
    left, right = plan.lefts[at[0]], plan.lefts[at[-1]] + plan.widths[at[-1]]
    is_header = cell.row < table.header_rows
    if is_header and len(at) > 1:
        side = CENTRE
    else:
        side = RIGHT if plan.is_figures[at[0]] and len(at) == 1 else LEFT
    lines = break_lines(cell.runs, size=plan.size, measure=right - left + 0.01, bold=is_header)
    return _SetCell(cell, tuple(lines), left, right, side)


def draw_rows(sheets: Sheets, rows: Sequence[SetRow], *, plan: Plan, block: int) -> None:
    """Draw rows from the pen on; on a new page the headers come again.

    Args:
        sheets: the pages; the paper has been chosen.
        rows: of one table, headers first.
        plan: how it is set.
        block: index of the table in its document.
    """
    headers = [row for row in rows if row.is_header]
    for row in rows:
        if sheets.room < row.height and not sheets.is_fresh:
            sheets.turn((max(plan.paper[0], sheets.paper[0]), sheets.paper[1]))
            if not row.is_header and sum(one.height for one in headers) < sheets.height / 2:
                for header in headers:
                    _draw_row(sheets, header, plan=plan, block=block)
        _draw_row(sheets, row, plan=plan, block=block)


def _draw_row(sheets: Sheets, row: SetRow, *, plan: Plan, block: int) -> None:
    leading = plan.size * LEADING
    for one in row.cells:
        # Headers stand on the line under them, rows hang from the one above.
        slack = row.height - ROW_GAP - len(one.lines) * leading if row.is_header else 0.0
        y = sheets.y + slack
        for line in one.lines:
            x = MARGIN + _left_of(one, line)
            sheets.set_line(line, x=x, baseline=y + plan.size)
            box = (x, y, x + max(line.width, 1.0), y + plan.size * (1 + DESCENT))
            sheets.places.append(Place(sheets.page, box, block, (row.index, one.cell.column)))
            y += leading
    sheets.y += row.height
    for left, right in row.spans:
        sheets.rule(x0=MARGIN + left, x1=MARGIN + right, y=sheets.y - ROW_GAP / 2)


def _left_of(one: _SetCell, line: SetLine) -> float:
    spare = max(one.right - one.left - line.width, 0.0)
    return one.left + {LEFT: 0.0, RIGHT: spare, CENTRE: spare / 2}[one.side]
