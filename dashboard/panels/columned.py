"""What panels of houses by questions share: who is counted, and when there is nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from dashboard.panels import counting
from dashboard.panels.base import Panel

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from dashboard.selection import Selection


class Columned(Panel):
    """A panel whose frame has a row per figure and `shown` where a column holds it."""

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses are counted in any column."""
        return counting.houses(frame)

    def empty(
        self, cursor: DuckDBPyConnection, frame: pl.DataFrame, selection: Selection
    ) -> str | None:
        """Return why no cell has anything in it and what to do, or None where one has."""
        return super().empty(cursor, frame.filter(pl.col("shown")), selection)
