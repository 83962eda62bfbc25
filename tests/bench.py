"""`make bench`: speeds and sizes as ratios against named alternatives, measured in one run.

Nothing here asserts: machines are noisy. Each line names what was compared with what. All of it
takes about ten minutes; `python -m tests.bench --rows 50000 --only data --only clicks` takes two.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests import bench_alternatives, bench_clicks, bench_reading, bench_server, bench_warehouse
from tests.synthetic import fill_with_synthetic_rows
from warehouse.store import Warehouse

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "assets" / "samples"
CORPUS = ROOT.parent / "shared" / "corpus" / "pdf"
REPEATS = 3
ROWS = 1_000_000
PARTS = ("reading", "samples", "data", "clicks", "elsewhere")


def seconds(run: Callable[[], object], *, repeats: int = REPEATS) -> float:
    """Return the median wall time of some runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def line(name: str, value: str, ratio: str = "") -> None:
    """Print one aligned row of the result."""
    sys.stdout.write(f"  {name:<58} {value:>16}  {ratio}\n")
    sys.stdout.flush()


def head(title: str) -> None:
    """Print the title of a part."""
    sys.stdout.write(f"\n{title}\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run every part and print its rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS, help="synthetic forecasts, about")
    parser.add_argument("--only", choices=PARTS, action="append", help="run this part; repeatable")
    parser.add_argument("--seconds", type=float, default=30.0, help="for which people click")
    asked = parser.parse_args(arguments)
    parts = asked.only or PARTS
    if "reading" in parts:
        bench_reading.run()
    if "samples" in parts:
        _or_line("the sample server", bench_server.run)
    if set(parts) & {"data", "clicks", "elsewhere"}:
        _run_synthetic(parts, rows=asked.rows, seconds=asked.seconds)


def _run_synthetic(parts: Sequence[str], *, rows: int, seconds: float) -> None:
    """Make a warehouse of synthetic rows and run what is measured over it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "synthetic.duckdb"
        start = time.perf_counter()
        with Warehouse.open(path) as warehouse:
            fill_with_synthetic_rows(warehouse, forecasts=rows)
            head(f"{rows:,} SYNTHETIC rows that nobody ever said")
            line("made and kept", f"{time.perf_counter() - start:.0f} s")
            if "data" in parts:
                bench_warehouse.run(warehouse, rows=rows)
        if not set(parts) & {"clicks", "elsewhere"}:
            return
        with bench_server.running("serve", path) as (url, pid), bench_server.browsing() as browser:
            if "clicks" in parts:
                views = f"{rows:,} synthetic rows"
                _or_line("first views", lambda: bench_server.first_views(browser, url, of=views))
                _or_line("clicks", lambda: bench_clicks.run(url, seconds=seconds))
                line("most memory held by the server", f"{_peak_mb(pid):,.0f} MB")
            if "elsewhere" in parts:
                with tempfile.TemporaryDirectory() as own:
                    copy = Path(own) / "copy.duckdb"
                    shutil.copyfile(path, copy)
                    with Warehouse.open(copy) as warehouse:
                        bench_alternatives.run(warehouse, browser, url, folder=Path(own))


def _or_line(name: str, measure: Callable[[], None]) -> None:
    """Measure, or say in a line why not: one server that fails leaves the other parts standing."""
    try:
        measure()
    except (OSError, RuntimeError, bench_alternatives.browser_error()) as problem:
        line(f"left out: {name}", type(problem).__name__, str(problem).partition("\n")[0][:60])


def _peak_mb(pid: int) -> float:
    """Return the most memory that a running process has held, or nan where the system hides it."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return float("nan")
    peak = next(row for row in status.read_text().splitlines() if row.startswith("VmHWM"))
    return float(peak.split()[1]) / 1000


if __name__ == "__main__":
    main()
