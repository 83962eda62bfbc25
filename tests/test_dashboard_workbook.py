"""Panels as Excel workbooks: what is shown, where every value stands, and nothing that runs."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest
from flask import Flask
from warehouse_builders import forecast, keep

from dashboard.api import register_api
from dashboard.panels import PANELS
from warehouse.store import Warehouse

HOSTILE = "=HYPERLINK(1)"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    rows = (forecast("HSBC", 2.0), forecast("HSBC", 1.0, high=1.5, region="EA"))
    app = Flask("test")
    with Warehouse.open(":memory:") as warehouse:
        keep(warehouse, folder, "one", *rows)
        keep(warehouse, folder, HOSTILE, forecast("UBS", 3.0), publisher="UBS")
        register_api(app, warehouse)
        yield app.test_client()


def book(client, tmp_path, panel="table", query="asof=2026-04-30"):
    answer = client.get(f"/api/panels/{panel}.xlsx?{query}")
    assert answer.status_code == 200
    file = tmp_path / "panel.xlsx"
    file.write_bytes(answer.data)
    return openpyxl.load_workbook(file)


def column(sheet, head):
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(head)] for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("panel", PANELS)
def test_every_panel_is_a_workbook_of_three_sheets(client, tmp_path, panel):
    assert book(client, tmp_path, panel).sheetnames == ["Table", "Sources", "About"]


def test_the_first_sheet_is_the_table_with_numbers_that_lead_to_their_page(client, tmp_path):
    sheet = book(client, tmp_path)["Table"]
    cells = column(sheet, "Real GDP growth, United States, 2026, annual average")
    assert [cell.value for cell in cells[:3]] == [2, 3, 2.5]
    assert "evidence=" in cells[0].hyperlink.target
    ranges = column(sheet, "Real GDP growth, Euro area, 2026, annual average")
    assert ranges[0].value == "1.0–1.5"


def test_statistics_stand_below_as_numbers(client, tmp_path):
    sheet = book(client, tmp_path)["Table"]
    found = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=4)}
    assert (found["Mean"], found["Houses, n"]) == (2.5, 2)
    assert found["Standard deviation"] == "n below 3"


def test_every_value_has_its_source_definition_status_and_both_clocks(client, tmp_path):
    sheet = book(client, tmp_path)["Sources"]
    assert [cell.value for cell in column(sheet, "Quote")] == ["the row as printed"] * 3
    assert {cell.value for cell in column(sheet, "Definition")} == {"annual average"}
    assert {cell.value for cell in column(sheet, "Status")} == {"accepted"}
    assert {cell.value for cell in column(sheet, "Page")} == {1}
    assert {cell.value for cell in column(sheet, "Published")} == {datetime(2026, 1, 5)}
    assert all(isinstance(cell.value, datetime) for cell in column(sheet, "Recorded (UTC)"))
    link = column(sheet, "Link")[0]
    assert link.hyperlink.target == link.value
    assert link.value.startswith("http://localhost/panels/table?asof=2026-04-30&evidence=")


def test_no_text_is_a_formula(client, tmp_path):
    held = book(client, tmp_path)
    titles = [cell.value for cell in column(held["Sources"], "Report")]
    assert f"'{HOSTILE}" in titles
    for sheet in held:
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_the_last_sheet_says_what_was_asked(client, tmp_path):
    about = {row[0]: row[1] for row in book(client, tmp_path)["About"].values}
    assert about["As of (what was published by this day)"] == datetime(2026, 4, 30)
    assert about["Query"] == "asof=2026-04-30"
    assert about["Live page"] == "http://localhost/panels/table?asof=2026-04-30"


def test_the_same_question_gives_the_same_bytes(client):
    address = "/api/panels/growth.xlsx?asof=2026-04-30"
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert first.headers["Content-Disposition"] == 'attachment; filename="growth.xlsx"'


def test_an_empty_panel_is_a_workbook_too(client, tmp_path):
    held = book(client, tmp_path, query="asof=2001-01-01")
    assert held["Sources"].max_row == 1
    assert (
        date(2001, 1, 1)
        == dict(held["About"].values)["As of (what was published by this day)"].date()
    )


def test_everything_comes_as_csv_and_as_workbook(client, tmp_path):
    text = client.get("/api/figures.csv?asof=2026-04-30").get_data(as_text=True)
    assert len(text.splitlines()) == 4
    assert "recorded_at" in text.splitlines()[0]
    assert f"'{HOSTILE}" in text
    answer = client.get("/api/figures.xlsx?asof=2026-04-30&institution=UBS")
    (tmp_path / "all.xlsx").write_bytes(answer.data)
    sheet = openpyxl.load_workbook(tmp_path / "all.xlsx")["Sources"]
    assert [cell.value for cell in column(sheet, "House")] == ["UBS"]
    assert [cell.value for cell in column(sheet, "Counted")] == ["yes"]


def test_figures_are_kept_by_their_tag(client):
    address = "/api/figures.csv?asof=2026-04-30"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_figures_refuse_what_does_not_filter_them(client):
    answer = client.get("/api/figures.csv?age=3")
    assert answer.status_code == 400
    assert answer.json["error"]["parameter"] == "age"
