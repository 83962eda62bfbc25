"""`houseviews actuals`: what it stores, says and returns, alone and beside a running server."""

import json
import threading

import pytest
from werkzeug.serving import make_server

from dashboard import handover
from dashboard.app import create_app
from dashboard.cli import main
from warehouse.keeping_actuals import list_sources
from warehouse.store import Warehouse

GOOD = (
    "region,indicator,period,measure,low,unit,source\n"
    "US,gdp_growth,2024,annual_avg,2.7,pct,our desk\n"
)
BAD = GOOD.replace("US,", "XX,")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.csv").write_text(BAD, encoding="utf-8")
    return tmp_path


def run(*arguments):
    return main(["actuals", *arguments, "--warehouse", "w.duckdb"])


def test_a_file_is_stored_listed_and_taken_out(here, capsys):
    assert run("good.csv") == 0
    assert "1 value stored" in capsys.readouterr().out
    assert run("--list") == 0
    assert "our desk: 1 value from good.csv" in capsys.readouterr().out
    assert run("--remove", "our desk") == 0
    assert run("--remove", "our desk") == 2


def test_a_check_stores_nothing(here, capsys):
    assert run("good.csv", "--check", "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["checked"], facts["kept"], facts["faults"]) == (1, 0, [])
    assert not (here / "w.duckdb").exists()


def test_a_fault_is_told_and_nothing_stored(here, capsys):
    assert run("bad.csv") == 2
    said = capsys.readouterr().out
    assert "bad.csv line 2, field region: 'XX' is no region code" in said
    assert "nothing was stored" in said


@pytest.mark.parametrize(
    ("arguments", "code"), [(["missing.csv"], 1), ([], 2)], ids=["no such file", "nothing asked"]
)
def test_what_cannot_be_done_has_its_code(here, arguments, code):
    assert run(*arguments) == code


def test_a_server_that_holds_the_warehouse_takes_the_file(here, monkeypatch, capsys):
    with Warehouse.open("w.duckdb") as warehouse:
        app = create_app(warehouse, submit=lambda *_, **__: "")
        server = make_server("127.0.0.1", 0, app.server, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        try:
            facts = handover.send_facts(
                handover.Server(0, url), "/api/actuals", {"name": "good.csv", "text": GOOD}
            )
            assert facts == {"file": "good.csv", "kept": 1, "faults": []}
            assert list_sources(warehouse.cursor())["source"].to_list() == ["our desk"]
            told = handover.send_facts(handover.Server(0, url), "/api/actuals", None)
            assert told["sources"][0]["n"] == 1
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


@pytest.mark.parametrize("path", ["/api/actuals", "/api/actuals/remove"])
def test_strangers_and_closed_servers_are_refused(path):
    with Warehouse.open(":memory:") as warehouse:
        opened = create_app(warehouse, submit=lambda *_, **__: "").server.test_client()
        assert opened.post(path, json={"text": GOOD, "source": "x"}).status_code == 403
        closed = create_app(warehouse).server.test_client()
        own = {"X-Houseviews": "command-line"}
        assert closed.post(path, json={"text": GOOD}, headers=own).status_code == 403
