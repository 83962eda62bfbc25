"""What a serving process sets up once; run in a process of its own, as it changes that."""

from __future__ import annotations

import subprocess
import sys

SETTLED = """
import gc, sys
import duckdb, polars as pl
from dashboard.tuning import YOUNG, settle
settle()
assert gc.isenabled() and gc.get_freeze_count() and gc.get_threshold()[0] == YOUNG
assert None not in sys.modules.values()  # libraries loaded later ask these for their versions
asked = duckdb.connect().execute("SELECT $a AS a, $b AS b", {"a": "x", "b": [1, None]})
assert pl.from_arrow(asked.to_arrow_table()).rows() == [("x", [1, None])]
"""


def test_a_settled_process_answers_queries_and_leaves_modules_as_they_are():
    done = subprocess.run(
        [sys.executable, "-c", SETTLED], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
