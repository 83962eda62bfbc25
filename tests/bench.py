"""`make bench`: speeds and sizes as ratios against named alternatives, measured in one run.

Nothing here asserts: machines are noisy. Each line names what was compared with what.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ingest.errors import IngestError
from ingest.extraction import extract
from ingest.pdf.pages import describe, read_pages
from tests import bench_server, bench_warehouse

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "assets" / "samples"
CORPUS = ROOT.parent / "shared" / "corpus" / "pdf"
PLUMBER_PAGES = 40  # pdfplumber takes a fifth of a second a page: enough to tell the ratio
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


def reports() -> list[Path]:
    """Return the sample reports, and the labelled ones where they lie beside the project."""
    return sorted(SAMPLES.glob("*.pdf")) + sorted(CORPUS.glob("*.pdf"))


def plumber_words_and_tables(paths: Iterable[Path], *, most: int) -> int:
    """Read pages as pdfplumber does, words and tables; return how many were read."""
    import pdfplumber

    done = 0
    for path in paths:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                if done >= most:
                    return done
                page.extract_words()
                page.extract_tables()
                page.close()
                done += 1
    return done


def read_words(paths: Iterable[Path]) -> int:
    """Read the words of every page with PDFium alone; return how many pages."""
    return sum(1 for path in paths for _ in read_pages(path))


def read_reports(paths: Iterable[Path]) -> int:
    """Extract every report; return how many were readable."""
    done = 0
    for path in paths:
        try:
            extract(path)
        except IngestError:
            continue
        done += 1
    return done


def bench_extraction(paths: Sequence[Path]) -> None:
    """Compare extraction with words alone and with pdfplumber, per page."""
    pages = sum(describe(path)[0] for path in paths)
    head(f"Extraction: {len(paths)} reports, {pages} pages, one process")
    read_reports(paths[:2])  # compile the patterns once, as a server has
    ours = seconds(lambda: read_reports(paths)) / pages
    words = seconds(lambda: read_words(paths)) / pages
    spread = paths[:: max(1, len(paths) // 12)]
    start = time.perf_counter()
    done = plumber_words_and_tables(spread, most=PLUMBER_PAGES)
    plumber = (time.perf_counter() - start) / max(done, 1)
    line("houseviews extract", f"{1000 * ours:.1f} ms/page")
    line("PDFium words alone", f"{1000 * words:.1f} ms/page", f"extract takes {ours / words:.1f} x")
    line(
        f"pdfplumber words + tables ({done} pages)",
        f"{1000 * plumber:.1f} ms/page",
        f"extract is {plumber / ours:.1f} x faster",
    )


def main() -> None:
    """Run every part and print its rows."""
    bench_extraction(reports())
    bench_warehouse.run()
    bench_server.run()


if __name__ == "__main__":
    main()
