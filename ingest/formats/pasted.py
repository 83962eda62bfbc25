"""Lines pasted out of a table -> the table, where they leave no doubt which figure belongs where.

Copied from a page, a table often loses its columns: "Euro area 0.7 1.0 1.2" under "2024e 2025f
2026f". A row is taken only where it ends in exactly as many figures as there are headers; where a
cell was blank nobody can say which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.formats.blocks import Run, Table, tidy
from ingest.formats.spans import PERIOD, RawCell, build_table

LEAST_HEADERS: Final = 2
LEAST_ROWS: Final = 2
MOST_SECTIONS: Final = 8  # lines without a figure on end: more are no names of sections
LONGEST_LABEL: Final = 80  # characters of a row's label or of a section's name
_FIGURE: Final = re.compile(r"[(]?[+−–-]?[\d,]*\d(?:\.\d+)?[½¼¾]?%?[)]?|\.{2,}|…|n/?a\.?|[–—-]")


@dataclass(frozen=True, slots=True)
class Pasted:
    """A table found in lines of text.

    Attributes:
        table: with the line of each row.
        end: index of the first line after it.
    """

    table: Table
    end: int


def find_pasted(lines: Sequence[str], *, at: int) -> Pasted | None:
    """Return the table whose headers stand on the line at an index, or None.

    Args:
        lines: of the whole text.
        at: 0-based index of a line.
    """
    headers = lines[at].split()
    if len(headers) < LEAST_HEADERS or re.search(r"\S(?: {2,}|\t)\S", lines[at]):
        return None
    if not all(PERIOD.fullmatch(header) for header in headers):
        return None
    rows: list[list[RawCell]] = [[RawCell(()), *map(_cell, headers)]]
    numbers, taken, end, sections = [at + 1], 1, at + 1, 0
    for index in range(at + 1, len(lines)):
        line = lines[index].strip()
        if not line:
            continue
        row = _row(line, count=len(headers))
        if row is None:
            break
        sections = sections + 1 if len(row) == 1 else 0
        if sections > MOST_SECTIONS:
            break
        rows.append(row)
        numbers.append(index + 1)
        if len(row) > 1:
            taken, end = len(rows), index + 1
    values = sum(len(row) > 1 for row in rows) - 1
    if values < LEAST_ROWS:
        return None
    table, _ = build_table(rows[:taken], marked_headers=1, line=at + 1)
    if table is None:
        return None
    lined = Table(
        table.cells,
        table.row_count,
        table.column_count,
        table.header_rows,
        table.line,
        tuple(numbers[:taken]),
    )
    return Pasted(lined, end)


def _row(line: str, *, count: int) -> list[RawCell] | None:
    """Return the cells of a row, one cell for a section's name, None for anything else."""
    words = line.split()
    figures = words[-count:]
    label = " ".join(words[:-count])
    is_row = len(words) > count and all(_FIGURE.fullmatch(word) for word in figures)
    if is_row and not _FIGURE.fullmatch(words[-count - 1]) and len(label) <= LONGEST_LABEL:
        return [_cell(label), *map(_cell, figures)]
    is_section = len(line) <= LONGEST_LABEL and not re.search(r"\d[.,]?\d|[.;,]$", line)
    return [_cell(line)] if is_section else None


def _cell(text: str) -> RawCell:
    return RawCell((Run(tidy(text)),))
