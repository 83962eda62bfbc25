"""The benchmark runs, on few rows; what it measures is printed and never asserted."""

from __future__ import annotations

import re

import pytest

from dashboard.panels import PANELS
from tests import bench_warehouse
from tests.synthetic import fill_with_synthetic_rows
from warehouse.store import Warehouse


@pytest.fixture(scope="module")
def synthetic():
    with Warehouse.open(":memory:") as warehouse:
        fill_with_synthetic_rows(warehouse, forecasts=3_000)
        yield warehouse


def rows_of(warehouse: Warehouse, sql: str) -> list[tuple[object, ...]]:
    return warehouse.cursor().execute(sql).fetchall()


def test_every_panel_is_measured(synthetic, capsys):
    bench_warehouse.run(synthetic, rows=3_000)
    said = capsys.readouterr().out
    assert all(re.search(rf"^  {panel}: data .* x bare SQL", said, re.M) for panel in PANELS)


def test_whatever_is_synthetic_says_so(synthetic):
    sql = "SELECT count(*) FROM {} WHERE {} NOT ILIKE 'synthetic%'"
    for table, column in [
        ("extraction", "publisher"),
        ("extraction", "title"),
        ("report", "file_name"),
        ("forecast", "institution"),
        ("forecast", "quote"),
        ("allocation_stance", "quote"),
    ]:
        assert rows_of(synthetic, sql.format(table, column)) == [(0,)], (table, column)


def test_synthetic_rows_are_always_the_same_and_of_every_sort(synthetic):
    every = "SELECT * FROM forecast ORDER BY extraction_id, ordinal"
    with Warehouse.open(":memory:") as again:
        fill_with_synthetic_rows(again, forecasts=3_000)
        assert rows_of(again, every) == rows_of(synthetic, every)
    kinds = {kind for (kind,) in rows_of(synthetic, "SELECT DISTINCT kind FROM forecast")}
    bounds = {bound for (bound,) in rows_of(synthetic, "SELECT DISTINCT bound FROM current_row")}
    assert kinds == {"forecast", "previous", "scenario"}
    assert bounds >= {"point", "range", "at_least", "at_most"}
    for sql in (
        "FROM forecast WHERE status = 'review'",
        "FROM extraction WHERE published IS NULL",
        "FROM extraction GROUP BY report_sha256 HAVING count(*) > 1",
        "FROM current_row WHERE second_hand",
        "FROM current_row WHERE edition > 2",
    ):
        assert rows_of(synthetic, f"SELECT 1 {sql}"), sql
