"""Part of `make bench`: a panel's query against the bare SQL it sends, at a million rows."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.panels import PANELS
from dashboard.selection import Selection
from tests import bench
from tests.synthetic import fill_with_synthetic_rows
from warehouse.store import Warehouse

ROWS = 1_000_000
SHOWN = ("growth", "inflation", "policy-rates")
YEAR, TODAY = "2024", date(2026, 11, 22)  # the year lies amid the synthetic editions


class Recording:
    """A cursor that notes what is asked of it, so that the bare SQL can be timed alone."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        self.asked: list[tuple[str, Any]] = []

    def execute(self, sql: str, values: Any = None) -> Any:
        """Note and pass on."""
        self.asked.append((sql, values))
        return self.cursor.execute(sql, values) if values is not None else self.cursor.execute(sql)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cursor, name)


def run() -> None:
    """Fill a warehouse with synthetic rows and time the panels that read forecasts."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Warehouse.open(Path(folder) / "synthetic.duckdb") as warehouse,
    ):
        fill_with_synthetic_rows(warehouse, forecasts=ROWS)
        bench.head(f"Panels at {ROWS:,} synthetic forecast rows")
        for name in SHOWN:
            _compare(warehouse, name)


def _compare(warehouse: Warehouse, name: str) -> None:
    panel, cursor = PANELS[name], warehouse.cursor()
    asked = Selection(period=YEAR)
    selection = asked.over(panel.defaults).at(asof=TODAY)
    recorder = Recording(cursor)
    panel.query(recorder, selection)  # type: ignore[arg-type]

    def bare() -> None:
        for sql, values in recorder.asked:
            (cursor.execute(sql, values) if values is not None else cursor.execute(sql)).fetchall()

    plain = bench.seconds(bare)
    query = bench.seconds(lambda: panel.query(cursor, selection))
    view = bench.seconds(lambda: panel.view(cursor, asked, today=TODAY))
    bench.line(f"{name}: bare SQL", f"{1000 * plain:.0f} ms")
    bench.line(f"{name}: panel query", f"{1000 * query:.0f} ms", f"{query / plain:.2f} x bare SQL")
    bench.line(
        f"{name}: query, figure, words and table",
        f"{1000 * view:.0f} ms",
        f"{view / plain:.2f} x bare SQL",
    )
