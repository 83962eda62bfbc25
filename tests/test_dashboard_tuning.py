"""What a serving process sets up once; run in a process of its own, as it changes that."""

from __future__ import annotations

import subprocess
import sys

SETTLED = """
import gc, importlib.util, sys
import duckdb, polars as pl
is_here = importlib.util.find_spec("pandas") is not None
from dashboard.tuning import YOUNG, settle
settle()
assert gc.isenabled() and gc.get_freeze_count() and gc.get_threshold()[0] == YOUNG
assert (importlib.util.find_spec("pandas") is not None) == is_here
asked = duckdb.connect().execute("SELECT $a AS a, $b AS b", {"a": "x", "b": [1, None]})
assert pl.from_arrow(asked.to_arrow_table()).rows() == [("x", [1, None])]
"""


def test_a_settled_process_answers_queries_and_knows_what_is_installed():
    done = subprocess.run(
        [sys.executable, "-c", SETTLED], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
