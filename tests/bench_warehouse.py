"""Part of `make bench`: every panel's data against the bare SQL that it sends, at many rows."""

from __future__ import annotations

import resource
import sys
from typing import Any

from dashboard.panels import PANELS
from dashboard.selection import Selection
from tests import bench
from tests.synthetic import LAST_DAY
from warehouse.search_queries import Term, find_quotes
from warehouse.store import Warehouse

SOUGHT = ("synthetic", "growth", "house 17")  # in every sentence, in many, in few
TO_MB = 1 if sys.platform == "darwin" else 1000  # the system counts bytes there, kilobytes here


class Recording:
    """A cursor that notes what is asked of it, so that the bare SQL can be timed alone.

    Answers of a warehouse's own cursors are kept until something is written; this is none of them.
    """

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        self.asked: list[tuple[str, Any]] = []

    def execute(self, sql: str, values: Any = None) -> Any:
        """Note and pass on."""
        self.asked.append((sql, values))
        return self.cursor.execute(sql, values) if values is not None else self.cursor.execute(sql)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cursor, name)


def run(warehouse: Warehouse, *, rows: int) -> None:
    """Time every panel on its usual selection, then search, and say the memory held."""
    bench.head(f"Panels at {rows:,} SYNTHETIC forecast rows: data against its bare SQL")
    for name in PANELS:
        _compare(warehouse, name)
    bench.head("Search of sentences, unkept")
    for words in SOUGHT:
        taken = bench.seconds(lambda words=words: _search(warehouse, words))
        bench.line(f"“{words}”", f"{1000 * taken:.0f} ms")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / TO_MB
    bench.line("most memory held by this process so far", f"{peak:,.0f} MB")


def _search(warehouse: Warehouse, words: str) -> int:
    found = find_quotes(Recording(warehouse.cursor()), [Term(words)], most=20)  # type: ignore[arg-type]
    return len(found)


def _compare(warehouse: Warehouse, name: str) -> None:
    panel, cursor = PANELS[name], warehouse.cursor()
    recorder: Any = Recording(cursor)
    defaults = panel.defaults_at(LAST_DAY)
    selection = panel.settled(recorder, Selection().over(defaults).at(asof=LAST_DAY))
    recorder.asked.clear()
    panel.query(recorder, selection)
    asked = list(recorder.asked)

    def bare() -> None:
        for sql, values in asked:
            (
                cursor.execute(sql, values) if values is not None else cursor.execute(sql)
            ).to_arrow_table()

    plain = bench.seconds(bare)
    query = bench.seconds(lambda: panel.query(recorder, selection))
    view = bench.seconds(lambda: panel.view(recorder, Selection(), today=LAST_DAY).table)
    ratio = f"{query / plain:.2f} x bare SQL ({1000 * plain:.0f} ms, {len(asked)} asked)"
    bench.line(f"{name}: data", f"{1000 * query:.0f} ms", ratio)
    bench.line(f"{name}: data, words and table", f"{1000 * view:.0f} ms")
