import csv
import io
import json
import socket
import subprocess
import sys

import pytest

from dashboard.cli import build_parser, main
from tests import pdfs


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.pdf").write_bytes(pdfs.outlook())
    return tmp_path


def test_extract_prints_one_json_object_a_line(here, capsys):
    assert main(["extract", "one.pdf"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(row["institution"], row["region"], row["low"]) for row in rows} == {
        ("Scotiabank", "US", 1.6), ("Scotiabank", "EA", 1.2),
    }  # fmt: skip
    page, x0, top, x1, bottom = rows[0]["boxes"][0]
    assert (page, x0 < x1, top < bottom) == (1, True, True)


def test_extract_prints_csv(here, capsys):
    assert main(["extract", "one.pdf", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["doc"] for row in rows] == ["one", "one"]


def test_extract_writes_a_file_per_report(here):
    assert main(["extract", "one.pdf", "--out", "rows"]) == 0
    assert len((here / "rows" / "one.jsonl").read_text().splitlines()) == 2


def test_extract_opens_no_database(here):
    main(["extract", "one.pdf"])
    assert [p.name for p in here.iterdir()] == ["one.pdf"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"\x00\x01\x02", 3, id="of no kind read"),
        pytest.param(b"", 4, id="empty"),
        pytest.param(pdfs.locked(), 5, id="encrypted"),
        pytest.param(pdfs.cut_off(), 6, id="cut off"),
        pytest.param(pdfs.scrambled(), 6, id="noise"),
        pytest.param(pdfs.picture_only(), 8, id="no text"),
    ],
)
@pytest.mark.parametrize("command", ["extract", "ingest"])
def test_refused_file_has_its_exit_code_and_one_sentence(here, capsys, command, data, code):
    (here / "bad.pdf").write_bytes(data)
    assert main([command, "bad.pdf"]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("bad.pdf") >= 1
    assert "Traceback" not in said.err


def test_page_limit_has_its_exit_code(here, capsys):
    (here / "two.pdf").write_bytes(pdfs.typeset(pdfs.OUTLOOK, pdfs.OUTLOOK))
    assert main(["extract", "two.pdf", "--max-pages", "1"]) == 7
    assert "2 pages; the limit is 1" in capsys.readouterr().err


def test_different_failures_share_code_one(here):
    (here / "text.pdf").write_bytes(b"\x00\x01")
    (here / "none.pdf").write_bytes(b"")
    assert main(["extract", "one.pdf", "text.pdf", "none.pdf"]) == 1


def test_ingest_then_status(here, capsys):
    assert main(["ingest", "one.pdf", "--warehouse", "w.duckdb"]) == 0
    assert main(["status", "--warehouse", "w.duckdb", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["n_reports"], facts["n_figures"], facts["unfinished"]) == (1, 2, [])


def test_status_before_there_is_a_warehouse(here, capsys):
    assert main(["status"]) == 0
    assert "Not there yet" in capsys.readouterr().out
    assert not (here / "houseviews-data").exists()


def test_unknown_setting_is_refused_by_name(here, capsys, monkeypatch):
    monkeypatch.setenv("HOUSEVIEWS_WAREHOSE", "x")
    assert main(["status"]) == 2
    assert "HOUSEVIEWS_WAREHOSE" in capsys.readouterr().err


def test_busy_warehouse_names_the_holder(here, capsys):
    main(["ingest", "one.pdf", "--warehouse", "w.duckdb"])
    code = (
        "import sys; from warehouse.store import Warehouse\n"
        "with Warehouse.open('w.duckdb'): print('open', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout.readline() == b"open\n"
        capsys.readouterr()
        assert main(["ingest", "one.pdf", "--warehouse", "w.duckdb"]) == 21
        said = capsys.readouterr().err
        assert str(holder.pid) in said
        assert said.count("\n") == 1
    finally:
        holder.communicate(b"")


@pytest.mark.parametrize("command", ["extract", "ingest", "serve", "demo", "status"])
def test_every_command_has_help_with_exit_codes(command, capsys):
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args([command, "--help"])
    assert ended.value.code == 0
    assert "exit codes" in capsys.readouterr().out


def test_folder_without_reports_is_not_taken_for_success(here, capsys):
    (here / "empty").mkdir()
    assert main(["ingest", "empty"]) == 2
    assert "no report" in capsys.readouterr().err


def test_refused_file_is_named_once(here, capsys):
    (here / "bad.pdf").write_bytes(b"")
    main(["ingest", "bad.pdf"])
    assert capsys.readouterr().err.count("bad.pdf") == 1


def test_port_in_use_is_a_wrong_setting(here):
    code = "import sys; from dashboard.cli import main; sys.exit(main())"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-c", code, "serve", "--port", port]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "can't be listened on" in ended.stderr


def test_version_is_told(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("houseviews ")


def test_what_was_given_with_a_file_that_is_here_already_is_said_to_be_unused(here, capsys):
    main(["ingest", "one.pdf"])
    capsys.readouterr()
    given = ["--publisher", "HSBC", "--published", "2026-01-02"]
    assert main(["ingest", "one.pdf", *given]) == 0
    said = capsys.readouterr().err
    assert "skipped; the publisher given and the date given are left aside" in said


@pytest.mark.parametrize("command", ["extract", "explain", "ingest"])
@pytest.mark.parametrize(
    ("flag", "words"),
    [
        pytest.param(["--publisher", "x" * 81], "80 characters at most", id="long publisher"),
        pytest.param(["--publisher", "a\nb"], "80 characters at most", id="two lines"),
        pytest.param(["--published", "9" * 500], "…", id="long date"),
    ],
)
def test_what_is_given_with_a_report_is_checked(here, capsys, command, flag, words):
    with pytest.raises(SystemExit) as ended:
        main([command, "one.pdf", *flag])
    said = capsys.readouterr().err.splitlines()[-1]
    assert (ended.value.code, words in said, len(said) < 200) == (2, True, True)


@pytest.mark.parametrize("command", ["extract", "explain"])
def test_a_folder_is_not_taken_for_a_missing_file(here, capsys, command):
    (here / "reports").mkdir()
    assert main([command, "reports"]) == 3
    assert "reports is a folder; name the files in it." in capsys.readouterr().err
    assert main([command, "none.pdf"]) == 1
    assert "none.pdf can't be read: No such file.\n" in capsys.readouterr().err


def test_status_says_what_it_counts(here, capsys):
    main(["ingest", "one.pdf"])
    assert main(["status"]) == 0
    assert "a figure: the newest forecast of a house on a question" in capsys.readouterr().out
