"""The queue: states told truthfully, nothing twice after a crash."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from warehouse.opening import process_started
from warehouse.store import Warehouse
from warehouse.vocabulary import JobState

SHA = "ab" * 32
LEAVE_UNFINISHED = """
import os, sys
from pathlib import Path
from warehouse.store import Warehouse
warehouse = Warehouse.open(Path(sys.argv[1]))
jobs = warehouse.jobs
reading = jobs.add("reading.pdf", "ab" * 32, source=Path("/spool/reading.pdf"))
jobs.start(reading, os.getpid())
jobs.progress(reading, 3, 10)
jobs.add("waiting.pdf", None)
done = jobs.add("done.pdf", "cd" * 32)
jobs.finish(done, "cd" * 32)
os._exit(9)
"""


@pytest.fixture
def warehouse():
    with Warehouse.open(":memory:") as opened:
        yield opened


@pytest.fixture
def after_a_crash(tmp_path):
    path = tmp_path / "w.duckdb"
    crashed = subprocess.run([sys.executable, "-c", LEAVE_UNFINISHED, str(path)], check=False)
    assert crashed.returncode == 9
    with Warehouse.open(path) as opened:
        yield opened


def ended_job(jobs):
    assert jobs.unfinished() == []
    return jobs.recent()[0]


def test_job_goes_from_waiting_to_done(warehouse):
    jobs = warehouse.jobs
    key = jobs.add("a.pdf", SHA)
    assert jobs.get(key).state is JobState.WAITING
    jobs.start(key, os.getpid())
    jobs.progress(key, 3, 10)
    reading = jobs.get(key)
    assert (reading.state, reading.page, reading.pages) == (JobState.READING, 3, 10)
    jobs.finish(key, SHA)
    done = ended_job(jobs)
    assert (done.state, done.report_sha256, done.attempts) == (JobState.DONE, SHA, 1)
    assert done.created_at <= done.started_at <= done.finished_at


def test_failure_keeps_code_sentence_and_detail(warehouse):
    key = warehouse.jobs.add("a.pdf", None)
    warehouse.jobs.fail(key, "encrypted", "a.pdf needs a password.", "PdfiumError()")
    failed = ended_job(warehouse.jobs)
    assert failed.state is JobState.FAILED
    assert (failed.code, failed.sentence) == ("encrypted", "a.pdf needs a password.")
    assert failed.detail == "PdfiumError()"


def test_skipped_job_says_why(warehouse):
    key = warehouse.jobs.add("a.pdf", SHA)
    warehouse.jobs.skip(key, SHA, "a.pdf is here already")
    assert ended_job(warehouse.jobs).sentence == "a.pdf is here already"


def test_recent_jobs_come_newest_first_and_limited(warehouse):
    keys = [warehouse.jobs.add(f"{n}.pdf", None) for n in range(4)]
    assert [job.job_id for job in warehouse.jobs.recent(2)] == [keys[3], keys[2]]


def test_unknown_job_is_none(warehouse):
    assert warehouse.jobs.get("nothing") is None


def test_crash_leaves_interrupted_jobs_and_no_others(after_a_crash):
    unfinished = after_a_crash.jobs.unfinished()
    assert [(job.file_name, job.state) for job in unfinished] == [
        ("reading.pdf", JobState.INTERRUPTED),
        ("waiting.pdf", JobState.INTERRUPTED),
    ]
    assert unfinished[0].source == "/spool/reading.pdf"
    assert {job.file_name for job in after_a_crash.jobs.recent()} == {
        "reading.pdf",
        "waiting.pdf",
        "done.pdf",
    }


@pytest.mark.parametrize(
    ("name", "sha"), [("other-name.pdf", SHA), ("waiting.pdf", None)], ids=["bytes", "name"]
)
def test_interrupted_job_is_taken_up_again(after_a_crash, name, sha):
    jobs = after_a_crash.jobs
    key = jobs.add(name, sha)
    jobs.start(key, os.getpid())
    jobs.finish(key, SHA)
    assert len(jobs.recent()) == 3
    assert [job.job_id for job in jobs.unfinished()] != [key]
    assert len(jobs.unfinished()) == 1


def test_interrupted_job_counts_its_attempts(after_a_crash):
    key = after_a_crash.jobs.add("reading.pdf", SHA)
    after_a_crash.jobs.start(key, os.getpid())
    again = after_a_crash.jobs.get(key)
    assert (again.attempts, again.page, again.state) == (2, None, JobState.READING)


def test_running_job_of_the_same_bytes_is_left_alone(warehouse):
    first = warehouse.jobs.add("a.pdf", SHA)
    assert warehouse.jobs.add("a.pdf", SHA) != first


def test_reused_process_number_is_noticed(warehouse):
    key = warehouse.jobs.add("a.pdf", SHA)
    with warehouse.writing() as con:
        con.execute("UPDATE job SET pid = ?, pid_started = 'earlier'", [os.getpid()])
    assert process_started(os.getpid()) is not None
    assert warehouse.jobs.get(key).state is JobState.INTERRUPTED


def test_bytes_are_kept_until_they_are_read_or_refused_for_another_reason(warehouse):
    jobs = warehouse.jobs
    jobs.fail(jobs.add("scan.pdf", SHA), "no_recognition", "It is a scan.")
    assert [job.file_name for job in jobs.kept("no_recognition")] == ["scan.pdf"]
    again = jobs.add("scan.pdf", SHA)
    assert jobs.kept("no_recognition") == []
    jobs.fail(again, "no_text_layer", "No text could be recognised.")
    assert jobs.kept("no_recognition") == []
