"""`make bench`: speeds and sizes as ratios against named alternatives, measured in one run.

Nothing here asserts: machines are noisy. Each line names what was compared with what.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests import bench_reading, bench_server, bench_warehouse

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "assets" / "samples"
CORPUS = ROOT.parent / "shared" / "corpus" / "pdf"
REPEATS = 3


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


def main() -> None:
    """Run every part and print its rows."""
    bench_reading.run()
    bench_warehouse.run()
    bench_server.run()


if __name__ == "__main__":
    main()
