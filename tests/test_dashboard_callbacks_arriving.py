"""What a browser is given first: the shell, with the page in it where the browser says which."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dashboard.app import create_app
from dashboard.callbacks.arriving import LONGEST, read_visit
from tests.dashboard_samples import warehouse_of_samples

PLACE = {"path": "/panels/growth", "query": "period=2026", "theme": "dark", "room": "phone"}


@pytest.fixture(scope="module")
def client():
    with warehouse_of_samples() as warehouse:
        yield create_app(warehouse, today=lambda: date(2026, 4, 30)).server.test_client()


def _shell(client, **parameters):
    answer = client.get("/_dash-layout", query_string=parameters)
    assert answer.status_code == 200
    return {part["props"].get("id"): part["props"] for part in answer.json}


def test_the_page_of_a_place_comes_with_the_shell(client):
    parts = _shell(client, visit=json.dumps(PLACE))
    assert json.loads(parts["page"]["data-visit"]) == PLACE
    assert parts["route"]["data"] == PLACE
    assert "chart-page" in json.dumps(parts["page"])
    assert parts["nav"]["children"]


def test_the_place_is_told_back_as_the_browser_wrote_it(client):
    written = json.dumps(PLACE, separators=(",", ":"))
    assert _shell(client, visit=written)["page"]["data-visit"] == written


def test_without_a_place_the_shell_is_empty(client):
    parts = _shell(client)
    assert "data-visit" not in parts["page"]
    assert "data" not in parts["route"]


def test_a_place_whose_parameter_makes_no_sense_says_so_on_its_page(client):
    place = PLACE | {"query": "asof=yesterday"}
    assert "can’t be read" in json.dumps(
        _shell(client, visit=json.dumps(place)), ensure_ascii=False
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("{", id="no JSON"),
        pytest.param("[]", id="no object"),
        pytest.param(json.dumps(PLACE | {"theme": "loud"}), id="a theme that is none"),
        pytest.param(json.dumps(PLACE | {"more": "x"}), id="more than a place"),
        pytest.param(json.dumps(PLACE | {"query": "x" * LONGEST}), id="too long"),
    ],
)
def test_what_is_no_place_is_none(text):
    assert read_visit(text) is None
