"""Rows that nobody ever said say so on every page and on everything that is taken away."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dashboard.app import create_app
from tests.dashboard_samples import warehouse_of_samples
from tests.synthetic import fill_with_synthetic_rows
from warehouse import queries
from warehouse.store import Warehouse

SAID = "nobody ever said it"
PLACE = {"path": "/", "query": "", "theme": "light", "room": "desk"}


def _client(warehouse):
    return create_app(warehouse, today=lambda: date(2026, 10, 31)).server.test_client()


@pytest.fixture(scope="module")
def synthetic():
    with Warehouse.open(":memory:") as warehouse:
        fill_with_synthetic_rows(warehouse, forecasts=2_000)
        yield _client(warehouse)


@pytest.mark.parametrize("path", ["/", "/panels/growth", "/houses", "/reports", "/about"])
@pytest.mark.parametrize("query", ["", "asof=2025-06-30"])
def test_every_page_says_that_rows_were_made_up(synthetic, path, query):
    place = json.dumps(PLACE | {"path": path, "query": query})
    parts = synthetic.get("/_dash-layout", query_string={"visit": place}).json
    (line,) = [part for part in parts if part["props"].get("id") == "state-line"]
    assert SAID in json.dumps(line)


@pytest.mark.parametrize("address", ["/api/panels/growth.json", "/embed/growth"])
def test_what_is_taken_away_says_so_too(synthetic, address):
    assert SAID in synthetic.get(f"{address}?period=2026").get_data(as_text=True)


def test_real_reports_say_nothing_of_the_kind():
    with warehouse_of_samples(names=("imf-2026-04.pdf",)) as warehouse:
        assert queries.synthetic_reports(warehouse.cursor()) == 0
        answer = _client(warehouse).get("/api/panels/growth.json?period=2026")
        assert SAID not in answer.get_data(as_text=True)
