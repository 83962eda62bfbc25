"""The grid of the panel table: its columns, rows and doors, and where its script stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from dash import Dash
from dashboard_samples import warehouse_of_samples
from warehouse_builders import forecast, keep

from dashboard.app import create_app
from dashboard.layout.grid import TALLEST
from dashboard.layout.grid_library import library_address
from dashboard.pages import build_page
from dashboard.pages.scene import read_scene
from warehouse.store import Warehouse

TODAY = date(2026, 4, 30)


@pytest.fixture(scope="module")
def samples():
    with warehouse_of_samples() as warehouse:
        yield warehouse


def scene(warehouse, query="", room="desk"):
    told = {"path": "/panels/table", "query": query, "room": room}
    return read_scene(told, warehouse=warehouse, today=TODAY)


def parts(content) -> list[Any]:
    held = []

    def walk(node):
        if isinstance(node, list | tuple):
            for entry in node:
                walk(entry)
        elif hasattr(node, "to_plotly_json"):
            held.append(node)
            walk(getattr(node, "children", None))

    walk(content.body)
    return held


def grid_of(warehouse, query="", room="desk"):
    found = parts(build_page(scene(warehouse, query, room)))
    return next(node for node in found if type(node).__name__ == "AgGrid")


def leaves(definitions):
    for definition in definitions:
        yield from leaves(definition["children"]) if "children" in definition else [definition]


def test_a_house_is_a_row_and_a_question_a_column(samples):
    grid = grid_of(samples)
    row = next(row for row in grid.rowData if row["id"] == "IMF")
    assert row["gdp_growth-WORLD-2026"] == 3.1
    (piece,) = row["cells"]["gdp_growth-WORLD-2026"]["p"]
    assert piece["t"] == "3.1"
    assert len(piece["f"]) == 16
    assert "p. 1" in piece["h"]


def test_every_column_says_its_whole_question(samples):
    spoken = [
        leaf["headerComponentParams"]["spoken"]
        for leaf in leaves(grid_of(samples).columnDefs)
        if "headerComponentParams" in leaf and not leaf.get("initialHide")
    ]
    assert "Real GDP growth, United States, 2026, annual average" in spoken
    assert "Policy interest rate, Euro area, 2026, end of period" in spoken


def test_statistics_are_pinned_below_and_the_spread_above(samples):
    options = grid_of(samples).dashGridOptions
    names = [row["house"] for row in options["pinnedBottomRowData"]]
    assert names[:6] == ["Median", "Mean", "High", "Low", "Standard deviation", "Houses, n"]
    assert names[6:8] == ["Mean 1 month ago", "Mean 3 months ago"]
    (spread,) = options["pinnedTopRowData"]
    strip = spread["cells"]["gdp_growth-EA-2026"]
    assert min(dot[0] for dot in strip["dots"]) == 0.0
    assert max(dot[0] for dot in strip["dots"]) == 1.0


def test_equal_figures_stand_upon_each_other_in_the_strip(tmp_path):
    with Warehouse.open(":memory:") as warehouse:
        for house, low in (("HSBC", 1.0), ("UBS", 1.0), ("IMF", 2.0)):
            published = date(2026, 4, 1)
            keep(warehouse, tmp_path, house, forecast(house, low), published=published)
        (spread,) = grid_of(warehouse).dashGridOptions["pinnedTopRowData"]
    strip = spread["cells"]["gdp_growth-US-2026"]
    assert strip["dots"] == [[0.0, 0], [0.0, 1], [1.0, 0]]
    assert strip["median"] == 0.0
    assert strip["h"] == "3 houses, 1.0 to 2.0"


def test_a_long_list_scrolls_in_its_own_window_with_its_header(tmp_path):
    rows = [forecast(f"House {i}", i / 10, x0=10.0 + i) for i in range(TALLEST + 1)]
    with Warehouse.open(":memory:") as warehouse:
        keep(warehouse, tmp_path, "many", *rows, publisher=None, published=date(2026, 4, 1))
        grid = grid_of(warehouse)
    assert len(grid.rowData) == TALLEST + 1
    assert grid.dashGridOptions["domLayout"] == "normal"


def test_the_house_stays_at_the_left_also_on_a_phone(samples):
    house, *_ = grid_of(samples, room="phone").columnDefs
    assert house["pinned"] == "left"
    assert house["width"] <= 140


def test_changes_are_there_and_hidden_at_first(samples):
    found = [
        leaf for leaf in leaves(grid_of(samples).columnDefs) if leaf["field"].endswith("-change")
    ]
    assert found
    assert all(leaf["initialHide"] for leaf in found)


def test_the_grid_starts_anew_only_where_its_columns_are_others(samples):
    usual = grid_of(samples).id
    assert grid_of(samples, "asof=2026-04-29").id == usual
    assert grid_of(samples, "region=US").id != usual


def test_a_day_before_the_first_report_gives_words_and_no_grid(samples):
    found = parts(build_page(scene(samples, "asof=2001-01-01")))
    assert not [node for node in found if type(node).__name__ == "AgGrid"]


@pytest.mark.parametrize("view", ["chart", "table", "words"])
def test_the_table_can_be_read_in_other_ways(samples, view):
    content = build_page(scene(samples, f"view={view}"))
    assert not [node for node in parts(content) if type(node).__name__ == "AgGrid"]


def test_what_the_browser_keeps_of_the_grid_is_no_fault_in_an_address(samples):
    assert build_page(scene(samples, "grid=sort:gdp_growth-EA-2026:desc")).title


def test_no_page_loads_the_script_of_the_grid_by_itself(samples):
    app: Dash = create_app(samples, today=lambda: TODAY)
    client = app.server.test_client()
    page = client.get("/").get_data(as_text=True)
    assert 'src="/_dash-component-suites/dash_ag_grid' not in page
    assert "assets/grid.js" in page
    answer = client.get(library_address("/"))
    assert answer.status_code == 200
    assert "javascript" in answer.headers["Content-Type"]
    assert client.get("/_dash-component-suites/dash_ag_grid/async-community.js").status_code == 200
