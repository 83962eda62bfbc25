"""What any browser would get alike is kept as it was sent, until the data or the day are new."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dashboard.app import create_app
from dashboard.repeating import SentAnswers
from dashboard.warming import Warming
from tests.dashboard_samples import SAMPLES, _read, warehouse_of_samples

PLACE = {"path": "/panels/growth", "query": "", "theme": "light", "room": "desk"}
ENCODING = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.fixture
def warehouse():
    with warehouse_of_samples(names=("imf-2026-04.pdf",)) as held:
        yield held


@pytest.fixture
def days():
    return [date(2026, 4, 30)]


@pytest.fixture
def client(warehouse, days):
    return create_app(warehouse, today=lambda: days[0]).server.test_client()


def _ask(client, place=PLACE):
    answer = client.get(
        "/_dash-layout", query_string={"visit": json.dumps(place)}, headers=ENCODING
    )
    assert answer.status_code == 200
    return answer


def test_the_same_question_gets_the_same_bytes_and_headers(client):
    first, again = _ask(client), _ask(client)
    assert again.data == first.data
    for name in ("Content-Type", "Content-Encoding", "Content-Security-Policy", "Vary"):
        assert again.headers[name] == first.headers[name]


def test_a_page_is_built_once_for_all_who_ask(client, monkeypatch):
    _ask(client)
    monkeypatch.setattr("dashboard.callbacks.built.build_page", None)
    monkeypatch.setattr("dashboard.callbacks.arriving.build_shell", None)
    _ask(client)


def test_what_was_written_shows_at_once(client, warehouse):
    before = _ask(client).data
    name = "oecd-2025-12.pdf"
    warehouse.store(_read(name), original=SAMPLES / name)
    assert _ask(client).data != before


def test_a_new_day_shows_at_once(client, days):
    before = _ask(client).data
    days[0] = date(2026, 5, 1)
    assert _ask(client).data != before


def test_an_encoding_that_a_browser_does_not_read_is_not_sent_to_it(client):
    _ask(client)
    plain = client.get("/_dash-layout", query_string={"visit": json.dumps(PLACE)})
    assert "Content-Encoding" not in plain.headers
    assert isinstance(plain.json, list)


def test_the_queue_is_never_repeated(warehouse):
    client = create_app(warehouse, lambda path, name: "").server.test_client()
    place = PLACE | {"path": "/upload"}
    before = _ask(client, place).data
    warehouse.jobs.add("waiting.pdf", None)
    assert _ask(client, place).data != before


def test_the_oldest_answers_go_when_all_weigh_too_much():
    kept = SentAnswers(most_bytes=10)
    for name in "abc":
        kept.put(name, (b"1234", {}))
    assert [name for name in "abc" if kept.get(name)] == ["b", "c"]


def test_pages_are_built_ahead_and_again_after_something_was_written(warehouse, monkeypatch):
    monkeypatch.setattr("dashboard.warming.LOOK_SECONDS", 0.01)
    app = create_app(warehouse)
    warming = Warming(app.server, warehouse, paths=("/", "/panels/growth"))
    warming.start()
    _until(lambda: warming.built == 2)
    warehouse.store(_read("oecd-2025-12.pdf"), original=SAMPLES / "oecd-2025-12.pdf")
    _until(lambda: warming.built == 4)
    warming.stop()


def _until(holds):
    import time

    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
