"""Opening, writing, refusing, crashing."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import duckdb
import pytest
from warehouse_builders import RECORDED, forecast, keep, rejection, report_of

from warehouse import migrations, queries, seeding
from warehouse.errors import (
    NewerSchema,
    NotAWarehouse,
    UnknownReport,
    WarehouseBusy,
    WarehouseError,
)
from warehouse.migrations import Migration
from warehouse.store import Warehouse

TESTS = Path(__file__).parent

HOLD = """
import sys, time
from pathlib import Path
from typing import ClassVar
from warehouse.store import Warehouse
with Warehouse.open(Path(sys.argv[1])):
    print("open", flush=True)
    time.sleep(60)
"""
WRITE_FOR_EVER = """
import sys
from pathlib import Path
from typing import ClassVar
sys.path.insert(0, sys.argv[2])
from warehouse_builders import forecast, keep
from warehouse.store import Warehouse
folder = Path(sys.argv[1])
with Warehouse.open(folder / "w.duckdb") as warehouse:
    print("open", flush=True)
    for number in range(10_000):
        rows = [forecast(low=float(n), x0=float(n)) for n in range(200)]
        keep(warehouse, folder, f"report-{number % 5}", *rows)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "w.duckdb"


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def tables(con: duckdb.DuckDBPyConnection) -> set[str]:
    return {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}


def test_file_and_folder_are_made(path):
    with Warehouse.open(path) as warehouse:
        assert warehouse.path == path
    assert path.is_file()


def test_report_survives_closing(path, tmp_path):
    with Warehouse.open(path) as warehouse:
        sha = keep(warehouse, tmp_path, "a", forecast())
    with Warehouse.open(path) as warehouse:
        assert warehouse.has_report(sha)
        assert queries.figures(warehouse.cursor())["low"].to_list() == [2.0]
        assert warehouse.documents.path(sha).read_bytes() == (tmp_path / "a.pdf").read_bytes()


def test_every_column_is_commented(path):
    with Warehouse.open(path) as warehouse:
        silent = (
            warehouse.cursor()
            .execute(
                "SELECT table_name || '.' || column_name FROM duckdb_columns() "
                "WHERE comment IS NULL AND NOT internal"
            )
            .fetchall()
        )
    assert silent == []


def test_every_table_is_commented(path):
    with Warehouse.open(path) as warehouse:
        silent = (
            warehouse.cursor()
            .execute(
                "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL AND NOT internal"
            )
            .fetchall()
        )
    assert silent == []


def test_boxes_come_back_value_first(path, tmp_path):
    with Warehouse.open(path) as warehouse:
        keep(warehouse, tmp_path, "a", forecast())
        cur = warehouse.cursor()
        found = queries.evidence(cur, queries.figures(cur)["forecast_id"][0])
    assert found is not None
    assert [box["role"] for box in found["boxes"]] == ["value", "row_label"]
    assert found["boxes"][0]["x0"] == 10.0


def test_rejections_come_back_with_their_boxes(path, tmp_path):
    with Warehouse.open(path) as warehouse:
        sha = keep(warehouse, tmp_path, "a", rejections=(rejection(), rejection("20%")))
        found = queries.rejections(warehouse.cursor(), sha)
    assert found["text"].to_list() == ["60/40", "20%"]
    assert found["boxes"][0][0]["x0"] == 50.0


def test_same_claim_twice_at_one_place_is_one_row(path, tmp_path):
    with Warehouse.open(path) as warehouse:
        sha = keep(warehouse, tmp_path, "a", forecast(), forecast())
        assert queries.report_forecasts(warehouse.cursor(), sha).height == 1
        assert queries.report(warehouse.cursor(), sha)["n_forecasts"] == 1


def test_bytes_that_changed_meanwhile_are_refused(path, tmp_path):
    original = tmp_path / "a.pdf"
    original.write_bytes(b"%PDF-1.7 as read")
    extraction = report_of(original, forecast())
    original.write_bytes(b"%PDF-1.7 as changed")
    with Warehouse.open(path) as warehouse:
        with pytest.raises(WarehouseError, match=r"a\.pdf changed while it was read"):
            warehouse.store(extraction, original=original)
        assert not warehouse.has_report(extraction.report.sha256)
    assert list(path.parent.rglob("*.pdf")) == []


def test_clock_that_was_set_back_keeps_the_order_of_runs(path, tmp_path):
    with Warehouse.open(path) as warehouse:
        keep(warehouse, tmp_path, "a", forecast(low=1.0), recorded_at=datetime(2999, 1, 1))
        original = tmp_path / "a.pdf"
        warehouse.store(report_of(original, forecast(low=2.0)), original=original)
        found = queries.figures(warehouse.cursor(), known=datetime(3000, 1, 1))
    assert found["low"].to_list() == [2.0]


def test_failed_write_leaves_nothing(path, tmp_path):
    with Warehouse.open(path) as warehouse:
        with pytest.raises(ZeroDivisionError), warehouse.writing() as con:
            con.execute("INSERT INTO setting VALUES ('half', 'done')")
            raise ZeroDivisionError
        found = warehouse.cursor().execute("SELECT * FROM setting WHERE name = 'half'").fetchall()
    assert found == []


def test_threads_write_and_read_at_once(path, tmp_path):
    with Warehouse.open(path) as warehouse:
        problems: list[Exception] = []

        def work(number: int) -> None:
            try:
                keep(warehouse, tmp_path, f"r{number}", forecast(low=float(number)))
                queries.figures(warehouse.cursor())
                job = warehouse.jobs.add(f"r{number}.pdf", None)
                warehouse.jobs.start(job, os.getpid())
            except (WarehouseError, duckdb.Error) as problem:
                problems.append(problem)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert problems == []
        assert queries.reports(warehouse.cursor()).height == 8


def test_cursor_is_the_threads_own(path):
    with Warehouse.open(path) as warehouse:
        mine = warehouse.cursor()
        others: list[object] = []
        thread = threading.Thread(target=lambda: others.append(warehouse.cursor()))
        thread.start()
        thread.join()
        assert warehouse.cursor() is mine
        assert others[0] is not mine


# Refusals


def test_busy_file_names_its_holder_and_the_way_out(path):
    holder = start(HOLD, path)
    try:
        with pytest.raises(WarehouseBusy) as caught:
            Warehouse.open(path)
    finally:
        kill(holder)
    sentence = str(caught.value)
    assert f"process {holder.pid}" in sentence
    assert Path(sys.executable).name in sentence
    assert "stop that process" in sentence
    assert "\n" not in sentence


def test_busy_file_can_be_opened_when_the_holder_is_gone(path):
    kill(start(HOLD, path))
    with Warehouse.open(path) as warehouse:
        assert queries.overview(warehouse.cursor())["n_reports"] == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"%PDF-1.7 a report", "not a DuckDB database", id="pdf"),
        pytest.param(b"\0" * 8 + b"DUCK", "can't be used|not a|is damaged", id="truncated"),
    ],
)
def test_foreign_file_is_refused_and_left_alone(path, content, sentence):
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(WarehouseError, match=sentence):
        Warehouse.open(path)
    assert path.read_bytes() == content


def test_damaged_file_says_where_the_originals_are(path):
    Warehouse.open(path).close()
    whole = path.read_bytes()
    for broken in (whole[: len(whole) // 2], whole[:4096] + bytes(8192) + whole[12288:]):
        path.write_bytes(broken)
        with pytest.raises(NotAWarehouse, match=r"damaged.*ingest the originals in w\S*documents"):
            Warehouse.open(path)


def test_file_that_was_never_begun_is_begun(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    with pytest.raises(WarehouseError, match="is empty"):
        Warehouse.open(path, read_only=True)
    with Warehouse.open(path) as warehouse:
        assert warehouse.jobs.recent() == []


def test_sqlite_database_is_refused(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as con:
        con.execute("CREATE TABLE t (a)")
    con.close()
    with pytest.raises(NotAWarehouse, match="name another file"):
        Warehouse.open(path)


def test_duckdb_of_another_program_is_refused_and_left_alone(path):
    path.parent.mkdir()
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE report (a INTEGER)")
    with pytest.raises(NotAWarehouse, match="not one of Houseviews"):
        Warehouse.open(path)
    with duckdb.connect(str(path)) as con:
        assert tables(con) == {"report"}


def test_folder_is_refused(tmp_path):
    with pytest.raises(NotAWarehouse, match="is a folder"):
        Warehouse.open(tmp_path)


def test_missing_file_is_not_made_for_reading(path):
    with pytest.raises(WarehouseError, match="there is no warehouse"):
        Warehouse.open(path, read_only=True)
    assert not path.exists()


def test_writing_is_refused_when_open_for_reading(path, tmp_path):
    Warehouse.open(path).close()
    with Warehouse.open(path, read_only=True) as warehouse:
        assert queries.figures(warehouse.cursor()).is_empty()
        with pytest.raises(WarehouseError, match="reading only"):
            keep(warehouse, tmp_path, "a", forecast())
    assert not path.with_suffix(".documents").exists()


def test_two_processes_read_at_once(path):
    Warehouse.open(path).close()
    program = HOLD.replace("(sys.argv[1])", "(sys.argv[1]), read_only=True")
    other = start(program, path)
    try:
        with Warehouse.open(path, read_only=True) as warehouse:
            assert queries.overview(warehouse.cursor())["n_reports"] == 0
    finally:
        kill(other)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_folder_without_write_permission_is_one_sentence(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(WarehouseError, match="change its rights"):
        Warehouse.open(tmp_path / "w.duckdb")


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """What a full disk does to a writer, without filling a disk."""
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)


@pytest.mark.parametrize(
    ("original_bytes", "rows"), [(1 << 20, 1), (100, 3000)], ids=["original", "rows"]
)
def test_full_disk_is_one_sentence_and_leaves_the_old_rows(path, tmp_path, original_bytes, rows):
    big = tmp_path / "big.pdf"
    big.write_bytes(b"%PDF-1.7" + os.urandom(original_bytes))
    extraction = report_of(big, *(forecast(low=9.0, x0=float(n)) for n in range(rows)))
    with Warehouse.open(path) as warehouse:
        keep(warehouse, tmp_path, "small", forecast())
        with files_no_larger_than(1 << 16), pytest.raises(WarehouseError, match="make room"):
            warehouse.store(extraction, original=big)
        assert queries.figures(warehouse.cursor())["low"].to_list() == [2.0]
        warehouse.store(extraction, original=big)
        assert warehouse.has_report(extraction.report.sha256)
    assert list(path.with_suffix(".documents").rglob(".part-*")) == []


# Crashes


@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.45])
def test_kill_leaves_whole_reports_only(tmp_path, seconds):
    writer = start(WRITE_FOR_EVER, tmp_path, TESTS)
    time.sleep(seconds)
    kill(writer)
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        counted = (
            warehouse.cursor()
            .execute(
                "SELECT e.forecast_count, count(DISTINCT f.forecast_id), "
                "(SELECT count(*) FROM evidence_box AS b WHERE b.extraction_id = e.extraction_id) "
                "FROM extraction AS e LEFT JOIN forecast AS f USING (extraction_id) "
                "GROUP BY e.extraction_id, e.forecast_count"
            )
            .fetchall()
        )
        for sha in queries.reports(warehouse.cursor())["sha256"]:
            assert warehouse.documents.path(sha).stat().st_size > 0
    assert set(counted) <= {(200, 200, 400)}


def test_killed_writer_can_be_followed_by_another(tmp_path):
    kill(start(WRITE_FOR_EVER, tmp_path, TESTS))
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        sha = keep(warehouse, tmp_path, "after", forecast())
        assert warehouse.has_report(sha)


def test_half_copied_original_is_removed_when_opened_again(path, tmp_path):
    with Warehouse.open(path) as warehouse:
        sha = keep(warehouse, tmp_path, "a", forecast())
        half = warehouse.documents.path(sha).with_name(".part-0123")
        half.write_bytes(b"%PDF-1.7 ha")
    with Warehouse.open(path) as warehouse:
        assert warehouse.documents.path(sha).is_file()
    assert not half.exists()


# Schema versions and reference data


def file_of_version(path: Path, version: int) -> None:
    """Make a file as an older Houseviews would have left it, with one report in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as con:
        con.execute(migrations.VERSION_TABLE)
        for step in migrations.migrations()[:version]:
            con.execute(step.sql)
            con.execute(
                "INSERT INTO schema_version VALUES (?, ?, ?)", [step.number, step.name, RECORDED]
            )
        con.execute(
            "INSERT INTO report (sha256, file_name, size_bytes, page_count, first_recorded_at) "
            "VALUES ('0123', 'old.pdf', 10, 1, TIMESTAMP '2026-01-01')"
        )


@pytest.mark.parametrize("version", range(1, len(migrations.migrations())))
def test_older_file_is_copied_and_migrated(path, version):
    file_of_version(path, version)
    with Warehouse.open(path) as warehouse:
        assert warehouse.has_report("0123")
        assert warehouse.jobs.recent() == []
    backup = path.with_name(f"w.duckdb.v{version}.backup")
    with duckdb.connect(str(backup), read_only=True) as con:
        assert con.execute("SELECT max(version) FROM schema_version").fetchone() == (version,)
        assert con.execute("SELECT sha256 FROM report").fetchall() == [("0123",)]


def test_migration_gives_older_rows_the_spelling_of_new_ones(path):
    file_of_version(path, 3)
    with duckdb.connect(str(path)) as con:
        con.execute(
            "INSERT INTO forecast SELECT 1, n, 'f' || n, '0123', 'HSBC', 'policy_rate', 'US', p, m,"
            " 3.5, 3.5, 'pct', NULL, 'forecast', 'accepted', 0.9, [], 1, '1:0,0,1,1', 'q', 'table' "
            "FROM (VALUES (0, '2026Q2', 'year_end'), (1, '2026', 'annual_avg'), (2, '2026Q4', "
            "'q4q4')) AS t (n, p, m)"
        )
    with Warehouse.open(path) as warehouse:
        found = warehouse.cursor().execute("SELECT period_key FROM forecast ORDER BY ordinal")
        assert found.fetchall() == [("2026-06",), ("2026",), ("2026",)]


def test_backups_never_overwrite_each_other(path):
    path.parent.mkdir()
    path.write_bytes(b"one")
    first = migrations.back_up(path, version=1)
    path.write_bytes(b"two")
    second = migrations.back_up(path, version=1)
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")


def test_current_file_is_not_copied(path):
    for _ in range(2):
        Warehouse.open(path).close()
    assert [p.name for p in path.parent.iterdir()] == ["w.duckdb"]


def test_newer_file_is_refused_with_a_sentence(path):
    Warehouse.open(path).close()
    with duckdb.connect(str(path)) as con:
        con.execute("INSERT INTO schema_version VALUES (99, 'later', TIMESTAMP '2030-01-01')")
    with pytest.raises(NewerSchema, match=r"version 99.*install the newer Houseviews"):
        Warehouse.open(path)


def test_older_file_is_not_migrated_for_reading(path):
    file_of_version(path, 1)
    with pytest.raises(WarehouseError, match="open it once for writing"):
        Warehouse.open(path, read_only=True)


def test_failing_migration_leaves_the_old_version(path, monkeypatch):
    Warehouse.open(path).close()
    version = migrations.newest_version()
    broken = Migration(version + 1, "broken", "CREATE TABLE extra (a INTEGER); SELECT nonsense;")
    steps = (*migrations.migrations(), broken)
    monkeypatch.setattr(migrations, "migrations", lambda: steps)
    with pytest.raises(WarehouseError, match="can't be used"):
        Warehouse.open(path)
    with duckdb.connect(str(path)) as con:
        assert "extra" not in tables(con)
        assert con.execute("SELECT max(version) FROM schema_version").fetchone() == (version,)


def test_migration_files_are_numbered_without_gaps():
    numbers = [step.number for step in migrations.migrations()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_reference_data_are_loaded_again_when_the_files_change(path, monkeypatch):
    with Warehouse.open(path) as warehouse, warehouse.writing() as con:
        con.execute("DELETE FROM institution WHERE name = 'HSBC'")
    Warehouse.open(path).close()
    count = "SELECT count(*) FROM institution WHERE name = 'HSBC'"
    with Warehouse.open(path) as warehouse:
        assert warehouse.cursor().execute(count).fetchone() == (0,)
    monkeypatch.setattr(seeding, "reference_hash", lambda: "another")
    with Warehouse.open(path) as warehouse:
        assert warehouse.cursor().execute(count).fetchone() == (1,)


def test_views_of_an_older_program_are_replaced_in_a_file_that_is_only_read(path):
    with Warehouse.open(path) as warehouse, warehouse.writing() as con:
        con.execute("UPDATE setting SET value = 'older' WHERE name = 'views hash'")
        con.execute("CREATE OR REPLACE MACRO coverage(a, b) AS TABLE SELECT 1 AS nonsense")
    with Warehouse.open(path, read_only=True) as warehouse:
        assert "reports" in queries.coverage(warehouse.cursor()).columns


# Corrections


@pytest.fixture
def corrected(path, tmp_path):
    with Warehouse.open(path) as warehouse:
        keep(warehouse, tmp_path, "a", forecast(low=2.0), recorded_at=datetime(2026, 6, 1))
        yield warehouse


def correct(warehouse: Warehouse, field: str, old: str | None, new: str | None) -> None:
    row = queries.report_forecasts(
        warehouse.cursor(), queries.reports(warehouse.cursor())["sha256"][0]
    ).row(0, named=True)
    warehouse.correct(
        row["report_sha256"],
        place=row["place"],
        field=field,
        old=old,
        new=new,
        author="Ann",
        why="the page says so",
        recorded_at=datetime(2026, 6, 2),
    )


def test_correction_outlives_a_new_reading(corrected, tmp_path):
    correct(corrected, "low", "2.0", "1.5")
    keep(corrected, tmp_path, "a", forecast(low=2.0), recorded_at=datetime(2026, 6, 3))
    found = queries.figures(corrected.cursor())
    assert found.select("low", "high", "bound", "confidence").rows() == [(1.5, 2.0, "range", 1.0)]
    assert found["reasons"][0].to_list()[-1] == "Corrected by Ann: the page says so"


def test_correction_is_unknown_before_it_was_made(corrected):
    correct(corrected, "region", "US", "EA")
    before = queries.figures(corrected.cursor(), known=datetime(2026, 6, 1, 12))
    after = queries.figures(corrected.cursor())
    assert (before["region"].to_list(), after["region"].to_list()) == (["US"], ["EA"])


def test_correction_to_nothing_makes_an_open_bound(corrected):
    correct(corrected, "high", "2.0", None)
    assert queries.figures(corrected.cursor())["bound"].to_list() == ["at_least"]


def test_withdrawn_figure_is_gone_from_the_views(corrected):
    correct(corrected, "status", "accepted", "withdrawn")
    assert queries.figures(corrected.cursor()).is_empty()


def test_correction_of_one_house_leaves_the_other_at_the_same_number(path, tmp_path):
    with Warehouse.open(path) as warehouse:
        keep(warehouse, tmp_path, "a", forecast("HSBC"), forecast("ING"))
        correct(warehouse, "institution", "ING", "UBS")
        found = queries.figures(warehouse.cursor())
    assert found["institution"].to_list() == ["HSBC", "UBS"]


@pytest.mark.parametrize("field", ["quote", "forecast_id; DROP TABLE report"])
def test_other_fields_cannot_be_corrected(corrected, field):
    with pytest.raises(WarehouseError, match="can't be corrected"):
        correct(corrected, field, "a", "b")


def test_correction_without_a_place_is_refused(corrected):
    sha = queries.reports(corrected.cursor())["sha256"][0]
    with pytest.raises(WarehouseError, match="no place on a page"):
        corrected.correct(
            sha, place="here", field="low", old="1", new="2", author="Ann", why="so"
        )  # fmt: skip


def test_correction_of_an_unknown_report_is_refused(corrected):
    with pytest.raises(UnknownReport, match=re.escape("0" * 64)):
        corrected.correct(
            "0" * 64, place="1:0,0,1,1", field="low", old="1", new="2", author="Ann", why="so"
        )


def test_memory_warehouse_keeps_originals_until_it_closes(tmp_path):
    with Warehouse.open(":memory:") as warehouse:
        sha = keep(warehouse, tmp_path, "a", forecast(), recorded_at=datetime.now(UTC))
        kept = warehouse.documents.path(sha)
        assert kept.is_file()
    assert not kept.exists()


def test_closing_lets_the_file_go_whoever_still_holds_a_cursor(path):
    warehouse = Warehouse.open(path)
    held = warehouse.cursor()
    warehouse.close()
    with Warehouse.open(path, read_only=True) as again:
        assert queries.figures(again.cursor()).is_empty()
    with pytest.raises(duckdb.Error):
        held.execute("SELECT 1")


def test_killed_writer_leaves_a_file_that_can_be_read_only(tmp_path):
    writer = start(WRITE_FOR_EVER, tmp_path, TESTS)
    time.sleep(0.5)
    kill(writer)
    with Warehouse.open(tmp_path / "w.duckdb", read_only=True) as warehouse:
        found = queries.reports(warehouse.cursor())
        assert set(found["n_forecasts"]) <= {200}
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        assert queries.reports(warehouse.cursor()).height == found.height


def test_a_question_with_parameters_searches_the_path_for_no_module(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Watching:
        asked: ClassVar[list[str]] = []

        def find_spec(self, name: str, *_: object) -> None:
            self.asked.append(name)

    with Warehouse.open(":memory:") as opened:
        cur = opened.cursor()
        cur.execute("SELECT $a, $b", {"a": "one", "b": "two"})  # imports what it needs
        monkeypatch.setattr(sys, "meta_path", [*sys.meta_path[:1], Watching(), *sys.meta_path[1:]])
        cur.execute("SELECT $a, $b", {"a": "one", "b": "two"})
    assert Watching.asked == []
