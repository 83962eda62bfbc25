"""Reading, for the benchmark: extraction beside PDFium's words alone and pdfplumber, in one run.

All in one process and in processor time, page by page over the same files. The words recipe is the
usual one: pypdfium2's own helpers, the box of each character, words where a space or a jump is.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pypdfium2 as pdfium

from ingest.errors import IngestError
from ingest.extraction import extract
from ingest.pdf.pages import describe
from ingest.preflight import Limits
from tests import bench

SAME_LINE_POINTS = 3.0  # a character this much higher or lower begins another word
WITHOUT_PICTURES = Limits(recognised_pages=0)  # seconds a page, which no alternative spends
JUMP = 0.28  # of the height of a character: white that parts two words without a space
READ_ONE = """
import resource, sys
from pathlib import Path
from ingest.extraction import extract
extract(Path(sys.argv[1]))
status = Path("/proc/self/status")  # unlike getrusage it leaves out what the parent held
if status.exists():
    print(next(row.split()[1] for row in status.read_text().splitlines() if "VmHWM" in row))
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""

Box = tuple[float, float, float, float]


def reports() -> list[Path]:
    """Return the labelled reports where they lie beside the project, else the sample reports."""
    return sorted(bench.CORPUS.glob("*.pdf")) or sorted(bench.SAMPLES.glob("*.pdf"))


def words_of(page: pdfium.PdfPage) -> list[tuple[str, Box]]:
    """Return the words of a page as PDFium alone gives them, with their boxes in user space."""
    textpage = page.get_textpage()
    words: list[tuple[str, Box]] = []
    text, box = "", (0.0, 0.0, 0.0, 0.0)
    for index, letter in enumerate(textpage.get_text_range()[: textpage.count_chars()]):
        if letter.isspace():
            words += [(text, box)] if text else []
            text = ""
            continue
        left, low, right, high = textpage.get_charbox(index, loose=True)
        jump = left - box[2] > JUMP * (high - low) or abs(low - box[1]) > SAME_LINE_POINTS
        if text and jump:
            words.append((text, box))
            text = ""
        if text:
            box = box[0], min(low, box[1]), max(right, box[2]), max(high, box[3])
        else:
            box = left, low, right, high
        text += letter
    words += [(text, box)] if text else []
    textpage.close()
    return words


def pdfium_words(paths: Iterable[Path]) -> None:
    """Read the words of every page with pypdfium2 alone."""
    for path in paths:
        with pdfium.PdfDocument(path) as document:
            for page in document:
                words_of(page)
                page.close()


def plumber_words_and_tables(paths: Iterable[Path]) -> None:
    """Read words and tables of every page with pdfplumber."""
    import pdfplumber

    for path in paths:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_words()
                page.extract_tables()
                page.close()


def read_reports(paths: Iterable[Path]) -> int:
    """Extract every report; return how many were readable."""
    done = 0
    for path in paths:
        try:
            extract(path, limits=WITHOUT_PICTURES)
        except IngestError:
            continue
        done += 1
    return done


def cpu_seconds(run: Callable[[], object], *, repeats: int) -> float:
    """Return the least processor time of some runs: others only ever add to it."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def peak_megabytes(path: Path) -> float:
    """Return the most memory that a process of its own holds while it reads one report."""
    told = subprocess.run(
        [sys.executable, "-c", READ_ONE, str(path)],
        capture_output=True, text=True, check=True, cwd=bench.ROOT,
    )  # fmt: skip
    return int(told.stdout) / 1024


def run(paths: Sequence[Path] | None = None) -> None:
    """Print the speed and memory of reading beside the alternatives."""
    paths = reports() if paths is None else paths
    lengths = {path: describe(path)[0] for path in paths}
    pages = sum(lengths.values())
    which = (
        "labelled reports"
        if bench.CORPUS in paths[0].parents
        else "samples; the labelled ones miss"
    )
    bench.head(f"Extraction: {len(paths)} reports ({which}), {pages} pages, one process, CPU time")
    read_reports(paths[:2])  # compile the patterns once, as a server has
    ours = 1000 * cpu_seconds(lambda: read_reports(paths), repeats=2) / pages
    words = 1000 * cpu_seconds(lambda: pdfium_words(paths), repeats=2) / pages
    plumber = 1000 * cpu_seconds(lambda: plumber_words_and_tables(paths), repeats=1) / pages
    bench.line("houseviews extract", f"{ours:.1f} ms/page")
    bench.line(
        "pypdfium2 words alone", f"{words:.1f} ms/page", f"extract takes {ours / words:.1f} x"
    )
    bench.line(
        "pdfplumber words + tables",
        f"{plumber:.1f} ms/page",
        f"extract is {plumber / ours:.1f} x faster",
    )
    longest = max(paths, key=lambda path: lengths[path])
    peak = peak_megabytes(longest)
    bench.line(f"memory at most, {longest.name}, {lengths[longest]} pages", f"{peak:.0f} MB")
