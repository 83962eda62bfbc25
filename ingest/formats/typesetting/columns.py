"""A table -> widths of its columns, the size of its type and the paper that it needs.

A figure must stand clear of its neighbours and under its header: columns get the width of their
widest cell and a gap that no word space comes near. A table too wide for upright paper gets smaller
type, then paper as wide as it needs; one too wide for any paper is set in parts, each with the row
labels before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.formats.typesetting.lines import longest_word, natural_width
from ingest.formats.typesetting.sheets import MARGIN, PORTRAIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.formats.blocks import Cell, Table

SIZES: Final = (9.0, 8.0)  # points of the type of tables, tried one after the other
GAP: Final = 16.0  # points between columns: wider than any word space, as readers expect
WIDEST_GAP: Final = 34.0  # a narrow table is not pulled apart over the whole page
LABEL_MOST: Final = 230.0  # points of a row label before it is wrapped
TEXT_MOST: Final = 170.0  # points of a cell of words before it is wrapped
HEADER_MOST: Final = 78.0  # points of a header before it is wrapped, where no word is longer
SPANNING_MOST: Final = 80.0  # points per column under a header that spans several
WIDEST_PAPER: Final = 2400.0  # points; wider than that nobody looks at a page
FIGURE: Final = re.compile(
    r"[^A-Za-z]*\d[^A-Za-z]*(?:[A-Za-z%]{0,4}[^A-Za-z]*)?|[\s–—−.…*-]*|n\.?a\.?"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a part of a table is set.

    Attributes:
        columns: indices of the columns of the table, in order.
        widths: of these columns, points.
        gap: between them, points.
        size: of the type, points.
        paper: width and height of the page, points.
        is_figures: for each column whether it holds figures, which stand flush right.
    """

    columns: tuple[int, ...]
    widths: tuple[float, ...]
    gap: float
    size: float
    paper: tuple[float, float]
    is_figures: tuple[bool, ...]

    @property
    def lefts(self) -> tuple[float, ...]:
        """Left edges of the columns from the left edge of the table, points."""
        edges, x = [], 0.0
        for wide in self.widths:
            edges.append(x)
            x += wide + self.gap
        return tuple(edges)


def plan_table(table: Table) -> list[Plan]:
    """Return how a table is set; more than one part only where no paper is wide enough."""
    figures = [_holds_figures(table, column) for column in range(table.column_count)]
    for size in SIZES:
        widths = _widths(table, figures, size=size)
        if _total(widths) <= PORTRAIT[0] - 2 * MARGIN:
            return [_plan(range(len(widths)), widths, figures, size=size, paper=PORTRAIT)]
    size = SIZES[0]
    widths = _widths(table, figures, size=size)
    labels = next((i for i, is_figure in enumerate(figures) if is_figure), 1)
    plans = []
    for columns in _parts(widths, labels=labels):
        needed = _total([widths[c] for c in columns]) + 2 * MARGIN
        paper = (max(needed, PORTRAIT[0]), PORTRAIT[1])
        plans.append(_plan(columns, widths, figures, size=size, paper=paper))
    return plans


def _plan(
    columns: Sequence[int],
    widths: Sequence[float],
    figures: Sequence[bool],
    *,
    size: float,
    paper: tuple[float, float],
) -> Plan:
    kept = tuple(widths[c] for c in columns)
    spare = paper[0] - 2 * MARGIN - _total(kept)
    gap = GAP + max(spare, 0.0) / max(len(kept) - 1, 1)
    return Plan(
        tuple(columns), kept, min(gap, WIDEST_GAP), size, paper, tuple(figures[c] for c in columns)
    )


def _parts(widths: Sequence[float], *, labels: int) -> list[tuple[int, ...]]:
    """Cut the columns into parts that fit the widest paper, row labels before each."""
    head = tuple(range(min(labels, len(widths))))
    room = WIDEST_PAPER - 2 * MARGIN - _total([widths[c] for c in head])
    parts: list[tuple[int, ...]] = []
    part: list[int] = []
    used = 0.0
    for column in range(len(head), len(widths)):
        wide = widths[column] + GAP
        if part and used + wide > room:
            parts.append(head + tuple(part))
            part, used = [], 0.0
        part.append(column)
        used += wide
    return [*parts, head + tuple(part)] if part or not parts else parts


def _total(widths: Sequence[float]) -> float:
    return sum(widths) + GAP * max(len(widths) - 1, 0)


def _widths(table: Table, figures: Sequence[bool], *, size: float) -> list[float]:
    """Return the width of each column, then widen columns under headers that span them."""
    widths = [size] * table.column_count
    for cell in table.cells:
        if cell.columns == 1:
            needed = _needed(cell, table, is_figures=figures[cell.column], size=size)
            widths[cell.column] = max(widths[cell.column], needed)
    for cell in table.cells:
        if 1 < cell.columns < table.column_count:
            under = range(cell.column, cell.column + cell.columns)
            whole = natural_width(cell.runs, size=size, bold=True) + 1.0
            word = longest_word(cell.runs, size=size, bold=True)
            needed = min(whole, max(word, SPANNING_MOST * cell.columns))
            missing = needed - _total([widths[c] for c in under])
            for column in under if missing > 0 else ():
                widths[column] += missing / cell.columns
    return widths


def _needed(cell: Cell, table: Table, *, is_figures: bool, size: float) -> float:
    is_bold = cell.row < table.header_rows
    whole = natural_width(cell.runs, size=size, bold=is_bold)
    if is_bold and is_figures:
        most = HEADER_MOST
    elif is_figures and FIGURE.fullmatch(cell.text):
        return whole
    else:
        most = LABEL_MOST if cell.column == 0 else TEXT_MOST
    word = min(longest_word(cell.runs, size=size, bold=is_bold), PORTRAIT[0] - 2 * MARGIN)
    return min(whole, max(most, word))


def _holds_figures(table: Table, column: int) -> bool:
    """Whether most filled cells of a column under the header are figures."""
    cells = [
        cell.text
        for cell in table.cells
        if cell.column == column and cell.columns == 1 and cell.row >= table.header_rows
    ]
    filled = [text for text in cells if text.strip(" –—−-.…")]
    return bool(filled) and 2 * sum(bool(FIGURE.fullmatch(text)) for text in filled) > len(filled)
