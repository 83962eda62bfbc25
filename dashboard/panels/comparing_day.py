"""The day that the panels of all houses compare with where none is chosen.

Three months before the as-of day is usual. Where nothing on screen came out since, that day would
show no change at all, so the reader is taken further back, and told so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.panels.since import FURTHER_MONTHS, USUAL_MONTHS, months_before
from dashboard.panels.table_frame import figures_of
from dashboard.selection import Selection

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dashboard.panels.table_columns import Column

_STEPS: Final = (USUAL_MONTHS, *FURTHER_MONTHS)


def with_usual_since(
    cursor: DuckDBPyConnection, selection: Selection, columns: Sequence[Column]
) -> Selection:
    """Return a selection with a day compared with: further back while nothing came out since.

    Args:
        cursor: of the warehouse.
        selection: with the as-of day; a chosen day stays.
        columns: what is shown.
    """
    if selection.since or selection.asof is None:
        return selection
    found = figures_of(cursor, selection, columns)
    newest = _newest(found.filter(pl.col("pooled")))
    days = [months_before(selection.asof, step) for step in _STEPS]
    reached = [day for day in days if newest is None or newest > day]
    return selection.at(since=reached[0] if reached else days[0])


def why_further(frame: pl.DataFrame, selection: Selection) -> str:
    """Return why the day compared with is not the usual one: ", as nothing ..."; else blank.

    Args:
        frame: rows with `published` and `counted`.
        selection: with both days.
    """
    if selection.asof is None or selection.since is None:
        return ""
    usual = months_before(selection.asof, USUAL_MONTHS)
    newest = _newest(frame.filter(pl.col("counted")))
    if selection.since >= usual or newest is None or newest > usual:
        return ""
    return f", as nothing here came out after {numbers.day(usual)}"


def _newest(frame: pl.DataFrame) -> date | None:
    newest = frame["published"].max()
    return newest if isinstance(newest, date) else None
