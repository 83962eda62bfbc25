import json
import subprocess
import sys
import time
from urllib.request import Request, urlopen

import pytest

from dashboard import handover
from dashboard.cli import main
from tests import pdfs

START_SECONDS = 60


@pytest.fixture
def served(tmp_path, monkeypatch):
    """A server of its own process that holds w.duckdb, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOUSEVIEWS_WAREHOUSE", "w.duckdb")
    code = "import sys; from dashboard.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as server:
        deadline = time.monotonic() + START_SECONDS
        while handover.find_server(tmp_path / "w.duckdb") is None:
            assert server.poll() is None, server.stderr.read()
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield tmp_path
        server.terminate()
        server.stderr.read()
    assert server.returncode == 0


def test_files_go_to_the_server_with_the_codes_and_sentences_of_a_reading_here(served, capsys):
    files = {
        "one.pdf": (pdfs.outlook(), 0),
        "text.pdf": (b"\x89PNG\r\n\x1a\n" * 9, 3),
        "empty.pdf": (b"", 4),
        "locked.pdf": (pdfs.locked(), 5),
        "cut.pdf": (pdfs.cut_off(), 6),
        "scan.pdf": (pdfs.picture_only(), 8),
    }
    for name, (data, code) in files.items():
        (served / name).write_bytes(data)
        assert main(["ingest", name]) == code, name
        told = capsys.readouterr().err.splitlines()
        assert told[0].startswith("The warehouse is open in the server")
        assert (len(told), told[1].count(name)) == (2, 1)
    assert main(["ingest", "one.pdf"]) == 0
    assert "already" in capsys.readouterr().err
    assert main(["status"]) == 0
    assert "Reports     1\n" in capsys.readouterr().out


def test_file_that_is_not_there_is_named(served, capsys):
    assert main(["ingest", "none.pdf"]) == 1
    assert "none.pdf can't be read: No such file" in capsys.readouterr().err


def test_upload_that_is_cut_off_is_told_under_its_own_name(served, capsys):
    server = handover.find_server(served / "w.duckdb")
    boundary = "part"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="cut.pdf"\r\n'
    body = head.encode() + b"\r\n" + pdfs.cut_off() + f"\r\n--{boundary}--\r\n".encode()
    request = Request(f"{server.url}/api/reports", data=body, headers={
        "Content-Type": f"multipart/form-data; boundary={boundary}", "X-Houseviews": "test",
    })  # fmt: skip
    urlopen(request).close()
    for _ in range(100):
        with urlopen(f"{server.url}/api/jobs") as answer:
            (job,) = json.load(answer)["jobs"]
        if job["state"] == "failed":
            break
        time.sleep(0.1)
    assert job["sentence"].startswith("cut.pdf is cut off")


def test_kept_scans_are_read_by_the_server_that_holds_the_warehouse(served, capsys):
    assert main(["ingest", "--again"]) == 2
    assert "no scan waits to be read" in capsys.readouterr().err
    with urlopen(f"{handover.find_server(served / 'w.duckdb').url}/api/jobs") as answer:
        assert json.load(answer)["jobs"] == []


def test_what_is_given_is_not_silently_unused_with_kept_scans(served, capsys):
    assert main(["ingest", "--again", "--publisher", "HSBC"]) == 2
    assert "With kept scans the publisher given is not used" in capsys.readouterr().err


def test_export_is_made_by_the_server_that_holds_the_warehouse(served, capsys):
    assert main(["export", "--panels", "growth,table", "--out", "deck.pptx"]) == 0
    assert "made by the server at http://127.0.0.1" in capsys.readouterr().err
    assert (served / "deck.pptx").read_bytes().startswith(b"PK")
    assert main(["export", "--panel", "growth?view=pie", "--out", "one.svg"]) == 2
    assert "'view' is not a parameter" in capsys.readouterr().err
    assert main(["export", "--panels", "growth", "--part", "1", "--out", "x.pptx"]) == 2
    assert "--part is of a picture" in capsys.readouterr().err
