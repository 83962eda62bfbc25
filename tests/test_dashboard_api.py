from __future__ import annotations

import csv
import io

import polars as pl
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warehouse_builders import forecast, keep

from dashboard.api import csv_text, register_api
from dashboard.panels import PANELS
from warehouse.store import Warehouse

HOSTILE = '=HYPERLINK("http://evil.example")'


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    with Warehouse.open(":memory:") as opened:
        keep(opened, folder, "one", forecast("HSBC", 2.0), forecast("HSBC", 1.0, region="EA"))
        yield opened


@pytest.fixture
def client(warehouse):
    app = Flask("test")
    register_api(app, warehouse)
    return app.test_client()


def test_the_catalogue_lists_every_panel_with_its_parameters(client):
    panels = client.get("/api/panels").json["panels"]
    assert [panel["id"] for panel in panels] == list(PANELS)
    names = {parameter["name"] for panel in panels for parameter in panel["parameters"]}
    assert {"indicator", "region", "period", "institution", "asof", "known"} <= names


@pytest.mark.parametrize("panel_id", PANELS)
def test_every_link_of_the_catalogue_to_data_works(client, panel_id):
    for ending in ("json", "csv"):
        assert client.get(f"/api/panels/{panel_id}.{ending}").status_code == 200


def test_json_carries_data_words_units_sources_and_selection(client):
    body = client.get("/api/panels/growth.json?region=US&asof=2026-04-30").json
    assert body["query"] == "region=US&asof=2026-04-30"
    assert body["selection"]["regions"] == ["US"]
    assert body["n"] == 1
    assert body["units"] == ["pct"]
    assert body["sources"][0]["report_title"] == "one"
    assert body["data"][0]["low"] == 2.0
    assert body["data"][0]["published"] == "2026-01-05"
    assert set(body["columns"]) == set(body["data"][0])


def test_csv_has_a_row_per_figure_with_quote_page_and_report(client):
    response = client.get("/api/panels/growth.csv?asof=2026-04-30")
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert len(rows) == 2
    assert {"quote", "page", "report_title", "published", "counted"} <= set(rows[0])
    assert "growth.csv" in response.headers["Content-Disposition"]


def test_no_cell_is_a_formula_and_numbers_stay_numbers():
    held = pl.DataFrame({"text": [HOSTILE, "+1", "-1", "@x", "\tx", "plain"], "n": [-1.5] * 6})
    rows = list(csv.reader(io.StringIO(csv_text(held))))[1:]
    assert [row[0] for row in rows] == [f"'{text}" for text in held["text"][:5]] + ["plain"]
    assert {row[1] for row in rows} == {"-1.5"}


def test_lists_and_nothing_are_written_plainly():
    held = pl.DataFrame({"many": [["a", "b"]], "none": [None]})
    assert csv_text(held).splitlines()[1] == "a; b,"


@pytest.mark.parametrize(
    ("address", "status", "parameter"),
    [
        ("/api/panels/growth.json?period=soon", 400, "period"),
        ("/api/panels/growth.csv?region=U$", 400, "region"),
        ("/api/panels/growth.json?indicator=oil_price", 400, "indicator"),
        ("/api/panels/growth.json?regoin=US", 400, "regoin"),
        ("/api/panels/weather.json", 404, "panel"),
        ("/api/panels/growth.pptx", 404, "format"),
        ("/api/panels/growth", 404, "format"),
    ],
)
def test_errors_have_one_shape_and_name_the_parameter(client, address, status, parameter):
    response = client.get(address)
    assert response.status_code == status
    assert response.json["error"]["parameter"] == parameter
    assert response.json["error"]["message"]


@given(
    st.sampled_from(["indicator", "region", "period", "institution", "measure", "asof", "known"]),
    st.text(max_size=60),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_in_any_parameter_gives_data_or_a_named_400(client, name, text):
    response = client.get("/api/panels/growth.json", query_string={name: text})
    assert response.status_code in (200, 400)
    if response.status_code == 400:
        assert response.json["error"]["parameter"]


def test_unchanged_data_is_not_sent_twice(client, warehouse, tmp_path):
    address = "/api/panels/growth.json?asof=2026-04-30"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    packed = first.headers["ETag"][:-1] + ':zstd"'
    assert client.get(address, headers={"If-None-Match": packed}).status_code == 304
    keep(warehouse, tmp_path, "two", forecast("UBS", 1.0), publisher="UBS")
    after = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["ETag"] != first.headers["ETag"]


def test_only_an_address_with_both_clocks_is_kept_for_ever(client):
    live = client.get("/api/panels/growth.json?asof=2026-04-30")
    fixed = client.get("/api/panels/growth.json?asof=2026-04-30&known=2026-06-02")
    assert "immutable" not in live.headers["Cache-Control"]
    assert "immutable" in fixed.headers["Cache-Control"]


def test_the_same_address_gives_the_same_bytes(client):
    address = "/api/panels/growth.json?asof=2026-04-30"
    assert client.get(address).data == client.get(address).data
