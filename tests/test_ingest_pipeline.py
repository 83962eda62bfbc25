import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from ingest.pipeline import Ended, Masthead, find_reports, ingest_files
from ingest.preflight import Limits
from tests import pdfs
from warehouse import queries
from warehouse.store import Warehouse
from warehouse.vocabulary import JobState


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.pdf").write_bytes(pdfs.outlook())
    (tmp_path / "two.pdf").write_bytes(pdfs.outlook((10, "Inflation in Japan: 2.1% in 2026.")))
    (tmp_path / "settings.toml").write_text("port = 8050")
    (tmp_path / "broken.pdf").write_bytes(pdfs.cut_off())
    return tmp_path


def read_all(warehouse, paths, **options):
    return {o.path.name: o for o in ingest_files(warehouse, paths, limits=Limits(), **options)}


def test_folder_is_searched_by_content(folder):
    (folder / "renamed.dat").write_bytes(pdfs.outlook())
    (folder / ".hidden.pdf").write_bytes(pdfs.outlook())
    found, others = find_reports([folder, folder / "one.pdf"])
    assert [p.name for p in found] == ["broken.pdf", "one.pdf", "renamed.dat", "two.pdf"]
    assert [p.name for p in others] == ["settings.toml"]


def test_texts_of_a_folder_need_a_name_that_says_so(tmp_path):
    page = b"<!doctype html><html><body><p>Growth slows.</p></body></html>"
    for name in ("page.html", "page_files/frame.html", "loose_files/one.html", "page.tpl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(page)
    found, _ = find_reports([tmp_path])
    assert [str(p.relative_to(tmp_path)) for p in found] == ["loose_files/one.html", "page.html"]


def test_files_become_rows_and_refusals_become_sentences(folder):
    with Warehouse.open(folder / "w.duckdb") as warehouse:
        seen = read_all(warehouse, find_reports([folder])[0])
        assert {name: o.ended for name, o in seen.items()} == {
            "one.pdf": Ended.STORED, "two.pdf": Ended.STORED, "broken.pdf": Ended.FAILED,
        }  # fmt: skip
        assert seen["broken.pdf"].exit_code == 6
        assert queries.reports(warehouse.cursor()).height == 2
        assert warehouse.jobs.unfinished() == []


def test_same_bytes_twice_are_said_and_skipped(folder):
    (folder / "copy.pdf").write_bytes(pdfs.outlook())
    with Warehouse.open(folder / "w.duckdb") as warehouse:
        first = read_all(warehouse, [folder / "one.pdf", folder / "copy.pdf"])
        assert sorted(o.ended for o in first.values()) == [Ended.SKIPPED, Ended.STORED]
        again = read_all(warehouse, [folder / "one.pdf"])["one.pdf"]
        assert again.ended is Ended.SKIPPED
        assert "byte for byte" in again.sentence


def test_reading_again_keeps_one_current_run(folder):
    with Warehouse.open(folder / "w.duckdb") as warehouse:
        read_all(warehouse, [folder / "one.pdf"])
        before = queries.figures(warehouse.cursor()).height
        read_all(warehouse, [folder / "one.pdf"], again=True)
        assert queries.figures(warehouse.cursor()).height == before > 0


def test_publisher_and_date_by_hand_reach_the_rows(folder):
    said = Masthead("UBS", date(2026, 1, 5))
    with Warehouse.open(folder / "w.duckdb") as warehouse:
        read_all(warehouse, [folder / "one.pdf"], masthead=said)
        report = queries.reports(warehouse.cursor()).row(0, named=True)
        assert (report["publisher"], report["published"]) == ("UBS", date(2026, 1, 5))


def test_reading_that_runs_over_its_time_is_ended(folder):
    with Warehouse.open(folder / "w.duckdb") as warehouse:
        limits = Limits(seconds=0)
        outcome = next(iter(ingest_files(warehouse, [folder / "one.pdf"], limits=limits)))
        assert outcome.exit_code == 9
        assert "read_seconds" in outcome.sentence
        assert not warehouse.has_report(outcome.report or "")


KILLED = """
import sys
from pathlib import Path
from ingest.pipeline import find_reports, ingest_files
from ingest.preflight import Limits
from warehouse.store import Warehouse
if __name__ == "__main__":
    folder = Path(sys.argv[1])
    with Warehouse.open(folder / "w.duckdb") as warehouse:
        files = find_reports([folder])[0]
        for outcome in ingest_files(warehouse, files, limits=Limits(), workers=1):
            print(outcome.path.name, flush=True)
"""


def test_killed_ingest_loses_nothing_and_doubles_nothing(tmp_path):
    for number in range(12):
        line = (10, f"Inflation in Japan is forecast at {1 + number / 10:.1f}% in 2026.")
        (tmp_path / f"{number:02}.pdf").write_bytes(pdfs.outlook(line))
    script = tmp_path / "script.py"
    script.write_text(KILLED)
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    for _ in range(3):
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    time.sleep(0.1)
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        left = warehouse.jobs.unfinished()
        assert {job.state for job in left} <= {JobState.INTERRUPTED}
        stored = queries.reports(warehouse.cursor()).height
        assert 3 <= stored <= 12
        seen = read_all(warehouse, find_reports([tmp_path])[0])
        assert sum(o.ended is Ended.STORED for o in seen.values()) == 12 - stored
        assert queries.reports(warehouse.cursor()).height == 12
        assert warehouse.jobs.unfinished() == []
        names = [job.file_name for job in warehouse.jobs.recent(100) if job.state is JobState.DONE]
        assert len(names) == len(set(names))
