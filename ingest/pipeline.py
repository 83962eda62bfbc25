"""Files and folders -> rows in the warehouse, one job per file.

Readings run in processes of their own, several at once behind a `concurrent.futures.Executor`; this
process alone writes. A job that a crash left behind is started again by the next run.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import IngestError, NoRecognition
from ingest.preflight import Limits, read_checked
from ingest.sandbox import read_in_sandbox
from ingest.wire import LONGEST_NAME, plain
from warehouse.errors import OriginalChanged, WarehouseError
from warehouse.formats import KINDS, SELF_EVIDENT, Ends, Format, recognise
from warehouse.periods import MONTH_NAMES
from warehouse.vocabulary import Precision, Status

if TYPE_CHECKING:
    from warehouse.records import Extraction, Report
    from warehouse.store import Warehouse

PROGRESS_SECONDS = 0.3  # a page takes milliseconds, a commit too: tell the job table only so often


class Ended(StrEnum):
    """How the job of one file ended."""

    STORED = "stored"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    Attributes:
        path: the file.
        ended: stored, skipped (the same bytes are here already) or failed.
        sentence: what happened, for a person.
        exit_code: 0, or the exit code of the refusal.
        report: SHA-256 of the bytes where they could be read.
        accepted: rows that go on the charts at once.
        review: rows that wait for a person.
        rejected: candidates passed over, with reasons.
    """

    path: Path
    ended: Ended
    sentence: str
    exit_code: int = 0
    report: str | None = None
    accepted: int = 0
    review: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the person says about a report, over what the document says.

    Attributes:
        publisher: the house by its usual short name, or None to read it from the document.
        published: the date of publication, or None to read it from the document.
    """

    publisher: str | None = None
    published: date | None = None

    @property
    def unused(self) -> str:
        """What was given and goes unused with a file that is not read, in words; or ""."""
        given = ("the publisher given", self.publisher), ("the date given", self.published)
        named = [name for name, value in given if value is not None]
        return " and ".join(named) + (" are" if len(named) > 1 else " is") if named else ""


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a caller wants to hear while files are read; each is optional.

    Attributes:
        page: called with (path, pages read, pages in all), from a worker thread.
    """

    page: Callable[[Path, int, int], None] | None = field(default=None)


def find_reports(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Expand folders.

    Returns:
        The files to read, in a stable order without repeats, and the files in folders that were
        passed over because they are nothing that is read. A file that is named itself is always
        among the first, so that its refusal is said.
    """
    wanted: dict[Path, None] = {}
    others: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            wanted[path] = None
            continue
        for found in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in found.relative_to(path).parts)
            if hidden or not found.is_file():
                continue
            (wanted if _looks_like_report(found) else others)[found] = None
    return list(wanted), list(others)


def ingest_files(
    warehouse: Warehouse,
    paths: Iterable[Path],
    *,
    limits: Limits,
    masthead: Masthead | None = None,
    workers: int = 2,
    again: bool = False,
    executor: Executor | None = None,
    hooks: Hooks | None = None,
) -> Iterator[Outcome]:
    """Read files into the warehouse and yield each outcome as it is known.

    Args:
        warehouse: opened for writing.
        paths: files, not folders.
        limits: what one reading may cost.
        masthead: publisher and date as the person gives them, for all files.
        workers: reports read at the same time where no executor is given.
        again: read bytes that are here already once more with the current engine.
        executor: where readings are submitted; a thread pool by default, each of whose threads
            watches one reading process.
        hooks: progress callbacks.
    """
    masthead, hooks = masthead or Masthead(), hooks or Hooks()
    pool = executor or ThreadPoolExecutor(max_workers=workers, thread_name_prefix="reading")
    try:
        running = {}
        for path, job, refused in _checked(warehouse, paths, masthead, limits=limits, again=again):
            if refused is not None:
                yield refused
                continue
            running[pool.submit(_read, warehouse, path, job, limits, masthead, hooks)] = (path, job)
        for future in as_completed(running):
            path, job = running[future]
            try:
                yield _store(warehouse, path, job, future.result())
            except IngestError as error:
                yield _failed(warehouse, path, job, error)
    finally:
        if executor is None:
            pool.shutdown(wait=True, cancel_futures=True)


def ingest_one(
    warehouse: Warehouse,
    path: Path,
    *,
    job: str,
    file_name: str,
    limits: Limits,
    again: bool = False,
    masthead: Masthead | None = None,
) -> Outcome:
    """Read one file whose job is in the table already (an upload).

    Args:
        warehouse: opened for writing.
        path: where the bytes lie now.
        job: its row in the job table.
        file_name: the name that it came with, for people only.
        limits: what the reading may cost.
        again: read the same bytes once more.
        masthead: publisher and date as the person gives them.
    """
    masthead = masthead or Masthead()
    try:
        digest = sha256(read_checked(path, limits=limits)).hexdigest()
        if warehouse.has_report(digest) and not again:
            return _skipped(warehouse, path, job, digest, file_name, masthead)
        extraction = _read(warehouse, path, job, limits, masthead, Hooks(), file_name=file_name)
        return _store(warehouse, path, job, extraction)
    except IngestError as error:
        return _failed(warehouse, path, job, error)


def ingest_kept(warehouse: Warehouse, *, limits: Limits) -> Iterator[Outcome]:
    """Read the scans that were kept until text recognition is installed.

    Args:
        warehouse: opened for writing.
        limits: what one reading may cost.
    """
    for job in warehouse.jobs.kept(NoRecognition.code):
        again = warehouse.jobs.add(job.file_name, job.sha256)
        try:
            path = warehouse.documents.path(job.sha256 or "")
        except WarehouseError:
            lost = f"{job.file_name} is kept no longer; hand it in again."
            yield _failed(warehouse, Path(job.file_name), again, IngestError(lost))
            continue
        read = ingest_one(warehouse, path, job=again, file_name=job.file_name, limits=limits)
        yield replace(read, path=Path(job.file_name))


def _checked(
    warehouse: Warehouse,
    paths: Iterable[Path],
    masthead: Masthead,
    *,
    limits: Limits,
    again: bool,
) -> Iterator[tuple[Path, str, Outcome | None]]:
    """Give each file a job; end the jobs of files that need no reading."""
    seen: set[str] = set()
    for path in paths:
        try:
            digest = sha256(read_checked(path, limits=limits)).hexdigest()
        except IngestError as error:
            job = warehouse.jobs.add(_name(path), None)
            yield path, job, _failed(warehouse, path, job, error)
            continue
        job = warehouse.jobs.add(_name(path), digest)
        known = digest in seen or (warehouse.has_report(digest) and not again)
        seen.add(digest)
        if known:
            yield path, job, _skipped(warehouse, path, job, digest, _name(path), masthead)
        else:
            yield path, job, None


def _read(
    warehouse: Warehouse,
    path: Path,
    job: str,
    limits: Limits,
    masthead: Masthead,
    hooks: Hooks,
    *,
    file_name: str | None = None,
) -> Extraction:
    warehouse.jobs.start(job, os.getpid())
    told = 0.0

    def tell(page: int, pages: int) -> None:
        nonlocal told
        if time.monotonic() - told >= PROGRESS_SECONDS:
            told = time.monotonic()
            warehouse.jobs.progress(job, page, pages)
        if hooks.page is not None:
            hooks.page(path, page, pages)

    return read_in_sandbox(
        path,
        limits=limits,
        file_name=file_name or _name(path),
        publisher=masthead.publisher,
        published=masthead.published,
        progress=tell,
    )


def _store(warehouse: Warehouse, path: Path, job: str, extraction: Extraction) -> Outcome:
    try:
        warehouse.store(extraction, original=path)
    except OriginalChanged as error:  # this file's fault, not the warehouse's: the next is read
        raise IngestError(f"{error}; nothing was stored.") from error
    except WarehouseError as error:
        warehouse.jobs.fail(job, "not_stored", str(error), "")
        raise
    report = extraction.report
    accepted = sum(row.status is Status.ACCEPTED for row in extraction.forecasts)
    sentence = _what_was_read(extraction, accepted=accepted)
    warehouse.jobs.finish(job, report.sha256, sentence=sentence)
    return Outcome(
        path,
        Ended.STORED,
        sentence,
        report=report.sha256,
        accepted=accepted,
        review=len(extraction.forecasts) - accepted,
        rejected=len(extraction.rejections),
    )


def _what_was_read(extraction: Extraction, *, accepted: int) -> str:
    report, rows = extraction.report, len(extraction.forecasts)
    who = report.publisher or "publisher not found"
    when = _printed_day(report) or "date not found"
    pages = f"{report.page_count} page{'s' if report.page_count != 1 else ''}"
    if not rows:
        return f"{who}, {when}: {pages} read in full; no forecast found."
    unread = len(extraction.unread_pages)
    note = f" {unread} of the pages are pictures and were not read." if unread else ""
    return (
        f"{who}, {when}: {rows} forecast{'s' if rows != 1 else ''} on {pages}, "
        f"{accepted} accepted, {rows - accepted} for review.{note}"
    )


def _printed_day(report: Report) -> str | None:
    """Return the date as precisely as it is printed: "11 Dec 2025", "Dec 2025" or "2025"."""
    day = report.published
    if day is None:
        return None
    month = f"{MONTH_NAMES[day.month - 1]} {day.year}"
    if report.published_precision is Precision.DAY:
        return f"{day.day} {month}"
    return month if report.published_precision is Precision.MONTH else str(day.year)


def _skipped(
    warehouse: Warehouse, path: Path, job: str, digest: str, name: str, masthead: Masthead
) -> Outcome:
    unused = f"; {masthead.unused} left aside" if masthead.unused else ""
    sentence = (
        f"{name} is here already, byte for byte; skipped{unused}. Use --again to read it once more."
    )
    warehouse.jobs.skip(job, digest, sentence)
    return Outcome(path, Ended.SKIPPED, sentence, report=digest)


def _failed(warehouse: Warehouse, path: Path, job: str, error: IngestError) -> Outcome:
    cause = plain(repr(error.__cause__)) if error.__cause__ else ""
    sentence = plain(str(error))
    kept = _kept(warehouse, path) if isinstance(error, NoRecognition) else None
    warehouse.jobs.fail(job, error.code, sentence, cause, kept=kept)
    return Outcome(path, Ended.FAILED, sentence, exit_code=error.exit_code)


def _kept(warehouse: Warehouse, path: Path) -> str | None:
    """Keep the bytes of a file that can be read later; return their hash, None where they went."""
    try:
        digest = sha256(path.read_bytes()).hexdigest()
        warehouse.documents.keep(path, sha=digest)
    except (OSError, WarehouseError):
        return None  # the refusal says what to do; nothing else is lost
    return digest


def _name(path: Path) -> str:
    """Return a file's name as text: any bytes may stand in a name, half characters among them."""
    return plain(os.fsencode(path.name).decode(errors="replace"), longest=LONGEST_NAME)


def _looks_like_report(path: Path) -> bool:
    """Whether a file of a folder shall be read.

    Any file of letters is a text, the settings of a program among them: in a folder the name must
    say so too. The pieces that a browser saves beside a page are no reports.
    """
    try:
        kind = recognise(Ends.of_file(path))
    except OSError:
        return False
    if kind is None or kind in SELF_EVIDENT:
        return kind is not None
    known = any(path.suffix.lower() in one.endings for one in KINDS.values())
    return known and not any(_is_saved_beside(folder) for folder in path.parents)


def _is_saved_beside(folder: Path) -> bool:
    stem, _, last = folder.name.rpartition("_")
    if last not in ("files", "Dateien", "fichiers", "archivos"):
        return False
    return any(folder.with_name(stem + ending).is_file() for ending in KINDS[Format.HTML].endings)
