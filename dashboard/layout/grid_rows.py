"""The panel table's view -> rows of an AG Grid: a row per house, the spread above, the statistics.

A row holds a number per column, to sort and filter by, and under `cells` what is set on the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard import numbers
from dashboard.panels.table_cells import COUNTED, Piece, Summary, newest_day, piece_of, report_words
from dashboard.panels.table_columns import Column
from dashboard.panels.table_frame import shown_rows
from dashboard.panels.table_statistics import Together
from dashboard.panels.table_summary import ALONE, TOO_FEW
from dashboard.panels.wording import Row
from warehouse.house_ids import house_id
from warehouse.vocabulary import InstitutionKind

if TYPE_CHECKING:
    from dashboard.panels import PanelView

CHANGE: Final = "-change"  # after a column's id: how far the house moved since its last edition
HUES: Final = {"US": "us", "EA": "ea"}  # class names; other regions are set in ink


def house_rows(
    view: PanelView, columns: Sequence[Column], together: dict[str, Together]
) -> list[dict[str, Any]]:
    """Return a row per house, those that only speak for others at the end."""
    found = []
    for house, held in shown_rows(view.frame).items():
        rows = [row for part in held.values() for row in part]
        when, aged, days = report_words(rows, asof=view.shown.asof)
        newest = newest_day(rows)
        row: dict[str, Any] = {
            "id": house,
            "house": house,
            "page": house_id(house),
            "published": newest.isoformat() if newest else "",
            "age": days,
            "below": rows[0]["institution_kind"] == InstitutionKind.COLLECTIVE,
            "cells": {"published": {"t": when}, "age": {"t": aged}},
        }
        for column in columns:
            _put(row, held.get(column.id, []), column, together[column.id], newest=newest)
        found.append(row)
    return sorted(found, key=lambda row: (row["below"], row["house"]))


def _put(
    row: dict[str, Any],
    held: Sequence[Row],
    column: Column,
    together: Together,
    *,
    newest: date | None,
) -> None:
    """Put the cell of a column into a row: its number to sort by, and its pieces."""
    pieces = [piece_of(one, column, together, newest=newest) for one in held]
    counted = next((one for one in held if one["counted"]), None)
    row[column.id] = counted["mid"] if counted else None
    row["cells"][column.id] = {"p": [_piece(piece) for piece in pieces]} if pieces else {}
    change = counted["change"] if counted else None
    key = f"{column.id}{CHANGE}"
    row[key] = change
    if change is not None:
        row["cells"][key] = {"t": numbers.signed(change, decimals=column.info.decimals)}


def _piece(piece: Piece) -> dict[str, str]:
    short = {
        "f": piece.figure,
        "t": piece.text,
        "k": "" if piece.style == COUNTED else piece.style,
        "s": piece.definition,
        "w": piece.word,
        "d": piece.older,
        "h": piece.hover,
        "a": "" if piece.spoken == piece.text else piece.spoken,
    }
    return {key: text for key, text in short.items() if text}


def spread_row(
    view: PanelView, columns: Sequence[Column], together: Mapping[str, Together]
) -> dict[str, Any]:
    """Return the row of strips: where the houses stand under each column."""
    cells = {c.id: _strip(view.frame, c, together[c.id]) for c in columns}
    return {"id": "spread", "house": "Spread", "role": "spread", "cells": cells}


def _strip(frame: pl.DataFrame, column: Column, together: Together) -> dict[str, Any]:
    """Return dots from 0 to 1 with the height of their stack, and the median's place."""
    if not together.n or together.low is None or together.high is None:
        return {}
    part = frame.filter((pl.col("column") == column.id) & pl.col("counted"))
    width = together.high - together.low

    def place(value: float) -> float:
        return round((value - together.low) / width, 4) if width else 0.5  # type: ignore[operator]

    stacks: dict[float, int] = {}
    dots = []
    for mid in sorted(part["mid"]):
        at = place(mid)
        stacks[at] = stacks.get(at, -1) + 1
        dots.append([at, stacks[at]])
    has_median = together.n > 1 and together.median is not None
    lowest_highest = (together.low, together.high)
    ends = [numbers.number(end, decimals=column.info.decimals) for end in lowest_highest]
    said = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    return {
        "dots": dots,
        "median": place(together.median) if has_median and together.median is not None else None,
        "hue": HUES.get(column.region, "ink"),
        "h": f"{numbers.plural(together.n, 'house')}, {said}",
    }


def summary_row(place: int, summary: Summary) -> dict[str, Any]:
    """Return one row of statistics; `place` is its number from above."""
    cells = {
        key: {
            "t": text,
            **({"n": summary.notes[key]} if summary.notes.get(key) else {}),
            **({"q": True} if text in (ALONE, TOO_FEW, numbers.NO_VALUE) else {}),
        }
        for key, text in summary.texts.items()
    }
    role = "strong" if summary.is_strong else "summary"
    return {"id": f"summary-{place}", "house": summary.name, "role": role, "cells": cells}
