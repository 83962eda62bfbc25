"""The queue: one row per file handed in, with the truth about where its reading stands.

waiting -> reading -> done | skipped | failed. A job whose process is gone before it ended is
interrupted: it is listed as unfinished, and handing in the same file again takes it up again.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from warehouse.opening import is_running, process_started
from warehouse.vocabulary import JobState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from duckdb import DuckDBPyConnection

ENDED = (JobState.DONE, JobState.SKIPPED, JobState.FAILED)
RECENT_JOBS = 50  # as many as the upload page lists

COLUMNS = (
    "job_id, file_name, source, sha256, state, attempts, pid, pid_started, page, pages, "
    "report_sha256, code, sentence, detail, created_at, started_at, finished_at"
)


@dataclass(frozen=True, slots=True)
class Job:
    """One file handed in.

    Attributes:
        job_id: its key.
        file_name: for people.
        source: where the bytes lie, or None.
        sha256: of the bytes, or None where they could not be read.
        state: where it stands; interrupted where its process is gone.
        attempts: how often the reading was started.
        pid: the process that owns it.
        pid_started: tells that process from a later one with the same number.
        page: pages read so far, or None.
        pages: pages in all, or None.
        report_sha256: the report that came of it, or None.
        code: of the refusal, or None.
        sentence: what happened, for a person, or None.
        detail: for a developer, or None.
        created_at: UTC, as the next two; None before it happened.
        started_at: when the last reading was started.
        finished_at: when it ended.
    """

    job_id: str
    file_name: str
    source: str | None
    sha256: str | None
    state: JobState
    attempts: int
    pid: int
    pid_started: str | None
    page: int | None
    pages: int | None
    report_sha256: str | None
    code: str | None
    sentence: str | None
    detail: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def is_ended(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.state in ENDED


class Jobs:
    """The job table of one warehouse; safe to call from several threads."""

    def __init__(
        self,
        *,
        cursor: Callable[[], DuckDBPyConnection],
        writing: Callable[[], AbstractContextManager[DuckDBPyConnection]],
    ) -> None:
        """Take the way to read and the way to write.

        Args:
            cursor: gives the calling thread's cursor.
            writing: gives a connection that is held until the block ends and then committed.
        """
        self._cursor = cursor
        self._writing = writing

    def add(self, file_name: str, sha256: str | None, *, source: Path | None = None) -> str:
        """Note that a file was handed in and return its job's key.

        An interrupted job of the same bytes (of the same name, where the bytes are unknown) is
        taken up again instead, so that a crash leaves nothing twice.

        Args:
            file_name: the last part of its name.
            sha256: of its bytes, or None where they could not be read.
            source: where the bytes lie, for a restart without the person.
        """
        with self._writing() as con:
            left = con.execute(
                "SELECT job_id FROM job WHERE state = ? AND "
                "CASE WHEN ?::VARCHAR IS NULL THEN file_name = ? AND sha256 IS NULL"
                " ELSE sha256 = ? END ORDER BY created_at LIMIT 1",
                [JobState.INTERRUPTED, sha256, file_name, sha256],
            ).fetchone()
            key = str(left[0]) if left else uuid4().hex
            owner = [os.getpid(), process_started(os.getpid())]
            if left:
                con.execute(
                    "UPDATE job SET state = ?, pid = ?, pid_started = ?, source = ?, page = NULL "
                    "WHERE job_id = ?",
                    [JobState.WAITING, *owner, _text(source), key],
                )
            else:
                con.execute(
                    f"INSERT INTO job ({COLUMNS}) VALUES "
                    "(?, ?, ?, ?, ?, 0, ?, ?, NULL, NULL, NULL, NULL, NULL, NULL, ?, NULL, NULL)",
                    [key, file_name, _text(source), sha256, JobState.WAITING, *owner, _now()],
                )
        return key

    def start(self, job_id: str, pid: int) -> None:
        """Note that a process reads the file now.

        Args:
            job_id: the job.
            pid: the process that owns the reading.
        """
        with self._writing() as con:
            con.execute(
                "UPDATE job SET state = ?, attempts = attempts + 1, pid = ?, pid_started = ?, "
                "started_at = ? WHERE job_id = ?",
                [JobState.READING, pid, process_started(pid), _now(), job_id],
            )

    def progress(self, job_id: str, page: int, pages: int) -> None:
        """Note how far the reading is, in pages."""
        with self._writing() as con:
            con.execute(
                "UPDATE job SET page = ?, pages = ? WHERE job_id = ?", [page, pages, job_id]
            )

    def finish(self, job_id: str, report_sha256: str, *, sentence: str | None = None) -> None:
        """Note that the report is stored, and in words what was read."""
        self._end(job_id, JobState.DONE, report_sha256=report_sha256, sentence=sentence)

    def skip(self, job_id: str, report_sha256: str | None, sentence: str) -> None:
        """Note that there was nothing to do, and why."""
        self._end(job_id, JobState.SKIPPED, report_sha256=report_sha256, sentence=sentence)

    def fail(
        self, job_id: str, code: str, sentence: str, detail: str = "", *, kept: str | None = None
    ) -> None:
        """Note that the file was refused or its reading failed.

        Args:
            job_id: the job.
            code: for counting.
            sentence: for a person.
            detail: for a developer.
            kept: SHA-256 of the bytes where they are kept to be read later.
        """
        hashed = {} if kept is None else {"sha256": kept}
        self._end(job_id, JobState.FAILED, code=code, sentence=sentence, detail=detail, **hashed)

    def kept(self, code: str) -> list[Job]:
        """Return the newest job for bytes that no report was read from, where it failed so.

        Bytes that wait in the queue again, or were refused for another reason since, are not among
        them.

        Args:
            code: of the refusal after which bytes are kept to be read later.
        """
        return self._select(
            "WHERE sha256 IS NOT NULL AND sha256 NOT IN (SELECT sha256 FROM report)"
            " QUALIFY state = ? AND code = ?"
            " AND row_number() OVER (PARTITION BY sha256 ORDER BY created_at DESC, rowid DESC) = 1"
            " ORDER BY created_at, job_id",
            [JobState.FAILED, code],
        )

    def get(self, job_id: str) -> Job | None:
        """Return one job, or None where there is none with that key."""
        found = self._select("WHERE job_id = ?", [job_id])
        return found[0] if found else None

    def unfinished(self) -> list[Job]:
        """Return every job that has not ended, oldest first; interrupted ones among them."""
        return self._select(
            "WHERE state NOT IN (?, ?, ?) ORDER BY created_at, job_id", list(map(str, ENDED))
        )

    def sources(self) -> set[str]:
        """Return where the bytes of every job lie or lay."""
        found = self._cursor().execute("SELECT DISTINCT source FROM job WHERE source IS NOT NULL")
        return {str(source) for (source,) in found.fetchall()}

    def recent(self, limit: int = RECENT_JOBS) -> list[Job]:
        """Return the newest jobs, newest first."""
        return self._select("ORDER BY created_at DESC, job_id LIMIT ?", [limit])

    def mark_interrupted(self) -> int:
        """Note every job whose process is gone before it ended; return how many there are."""
        gone = [job for job in self.unfinished() if job.state is JobState.INTERRUPTED]
        with self._writing() as con:
            for job in gone:
                con.execute(
                    "UPDATE job SET state = ? WHERE job_id = ?", [JobState.INTERRUPTED, job.job_id]
                )
        return len(gone)

    def _end(self, job_id: str, state: JobState, **values: str | None) -> None:
        names = ["state", "finished_at", *values]
        with self._writing() as con:
            con.execute(
                f"UPDATE job SET {', '.join(f'{name} = ?' for name in names)} WHERE job_id = ?",
                [state, _now(), *values.values(), job_id],
            )

    def _select(self, clause: str, values: Sequence[Any]) -> list[Job]:
        found = self._cursor().execute(f"SELECT {COLUMNS} FROM job {clause}", values)
        names = COLUMNS.split(", ")
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        return [_truthful(Job(**{**row, "state": JobState(row["state"])})) for row in rows]


def _truthful(job: Job) -> Job:
    """Say interrupted where the row says waiting or reading and nobody is there to do it."""
    if job.is_ended or is_running(job.pid, started=job.pid_started):
        return job
    return replace(job, state=JobState.INTERRUPTED)


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
