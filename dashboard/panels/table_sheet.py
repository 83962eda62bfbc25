"""The panel table's view -> its sheet: numbers that lead to their sources, statistics below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dashboard.panels.table_cells import Summary, newest_day, piece_of, report_words
from dashboard.panels.table_columns import Column, decimals_of
from dashboard.panels.table_frame import held_columns, shown_rows
from dashboard.panels.table_statistics import Together, together_of
from dashboard.panels.table_summary import summary_rows
from dashboard.workbook import Cell, Sheet

if TYPE_CHECKING:
    from dashboard.panels import PanelView
    from dashboard.panels.wording import Row


def table_sheet(view: PanelView, *, evidence: Callable[[str], str]) -> Sheet:
    """Return houses by questions; what is no counted point is written in words.

    Args:
        view: the panel with its data.
        evidence: a figure's id -> the address that opens its source.
    """
    columns = held_columns(view.frame, view.shown)
    together = {column.id: together_of(view.frame, column) for column in columns}
    heads = ["House", *(column.name for column in columns), "Published", "Age, days"]
    houses = []
    for house, held in sorted(shown_rows(view.frame).items()):
        rows = [row for part in held.values() for row in part]
        when, _, days = report_words(rows, asof=view.shown.asof)
        cells = [
            _cell(held.get(c.id, []), c, together[c.id], newest=newest_day(rows), evidence=evidence)
            for c in columns
        ]
        houses.append([house, *cells, when, days])
    below = [_summary(row, columns) for row in summary_rows(columns, together, view.shown)]
    return Sheet([heads], [*houses, *below], filtered=len(houses))


def _cell(
    held: Sequence[Row],
    column: Column,
    together: Together,
    *,
    newest: date | None,
    evidence: Callable[[str], str],
) -> Cell:
    if not held:
        return Cell("–", style="grey")
    link = evidence(held[0]["forecast_id"])
    first = held[0]
    if first["counted"] and first["low"] == first["high"]:
        return Cell(first["low"], link=link, decimals=column.info.decimals)
    said = "; ".join(piece_of(row, column, together, newest=newest).spoken for row in held)
    return Cell(said, link=link, style="grey")


def _summary(summary: Summary, columns: Sequence[Column]) -> list[Cell]:
    style = "strong" if summary.is_strong else ""
    cells = [Cell(summary.name, style=style)]
    for column in columns:
        value = summary.values[column.id]
        is_count = summary.name.startswith("Houses")
        decimals = 0 if is_count else decimals_of(column)
        text = " ".join(filter(None, (summary.texts[column.id], summary.notes.get(column.id))))
        cells.append(Cell(text if value is None else value, decimals=decimals, style=style))
    return cells
