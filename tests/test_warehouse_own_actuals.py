"""Realised values that people load: checked cell by cell, appended, and set before the shipped."""

from datetime import UTC, date, datetime

import pytest

from warehouse import queries
from warehouse.keeping_actuals import keep_values, list_sources, remove_source
from warehouse.own_actuals import check_values
from warehouse.store import Warehouse
from warehouse.version_queries import data_version

HEAD = "region,indicator,period,measure,series,vintage,low,high,unit,published,source"
ROW = "US,gdp_growth,2024,annual_avg,,first,2.7,,pct,2025-01-30,our desk"
ASOF = date(2026, 5, 1)


@pytest.fixture
def warehouse():
    with Warehouse.open(":memory:") as opened:
        yield opened


def load(warehouse, *rows):
    checked = check_values("\n".join([HEAD, *rows]), name="own.csv")
    assert checked.faults == ()
    keep_values(warehouse, checked.values, file_name="own.csv")


def outcome(warehouse, **clocks):
    frame = queries.actuals(
        warehouse.cursor(), indicators=["gdp_growth"], regions=["US"], periods=["2024"],
        asof=ASOF, **clocks,
    )  # fmt: skip
    (row,) = frame.filter((frame["nth_first"] == 1) & (frame["measure"] == "annual_avg")).to_dicts()
    return row


def test_an_own_value_goes_before_the_shipped_one_and_names_its_source(warehouse):
    before = outcome(warehouse)
    load(warehouse, ROW)
    after = outcome(warehouse)
    assert (before["is_own"], after["is_own"]) == (False, True)
    assert (after["mid"], after["source"]) == (2.7, "our desk")


def test_a_value_loaded_again_replaces_the_older_one(warehouse):
    load(warehouse, ROW)
    load(warehouse, ROW.replace("2.7", "2.6"))
    assert outcome(warehouse)["mid"] == 2.6
    assert list_sources(warehouse.cursor())["n"].to_list() == [1]


def test_a_source_that_is_taken_out_no_longer_counts_and_can_come_back(warehouse):
    load(warehouse, ROW)
    assert remove_source(warehouse, "our desk") == 1
    assert not outcome(warehouse)["is_own"]
    assert remove_source(warehouse, "our desk") == 0
    load(warehouse, ROW)
    assert outcome(warehouse)["is_own"]


def test_an_earlier_known_has_no_value_that_was_loaded_later(warehouse):
    load(warehouse, ROW)
    assert not outcome(warehouse, known=datetime(2020, 1, 1, tzinfo=UTC))["is_own"]


def test_what_is_loaded_makes_the_data_new(warehouse):
    before = data_version(warehouse.cursor())
    load(warehouse, ROW)
    assert data_version(warehouse.cursor()) != before


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        pytest.param("US,", "XX,", "region", id="region"),
        pytest.param("gdp_growth", "gdp", "indicator", id="indicator"),
        pytest.param(",2024,", ",soon,", "period", id="period"),
        pytest.param("annual_avg", "peak_ish", "measure", id="measure"),
        pytest.param("annual_avg", "other", "measure", id="no definition"),
        pytest.param("2.7", "two", "low", id="number"),
        pytest.param("2.7", "nan", "low", id="not a number"),
        pytest.param("2.7", "270", "low", id="not plausible"),
        pytest.param("2.7,,", "2.7,2.5,", "high", id="turned round"),
        pytest.param("pct", "bp", "unit", id="other unit"),
        pytest.param("first", "final", "vintage", id="vintage"),
        pytest.param("2025-01-30", "30.1.2025", "published", id="date"),
        pytest.param("2025-01-30", "2023-06-30", "published", id="before its end"),
        pytest.param("our desk", "", "source", id="no source"),
    ],
)
def test_a_fault_names_line_and_field(old, new, field):
    text = "\n".join([HEAD, ROW, ROW.replace("2024,", "2023,", 1).replace(old, new, 1)])
    if field == "period":
        text = "\n".join([HEAD, ROW, ROW.replace(old, new, 1)])
    (fault,) = check_values(text, name="own.csv").faults
    assert fault.startswith(f"own.csv line 3, field {field}:")


def test_every_fault_is_told_at_once_and_nothing_is_taken():
    checked = check_values("\n".join([HEAD, ROW.replace("US,", "XX,").replace("2.7", "two")]),
                           name="own.csv")  # fmt: skip
    assert len(checked.faults) == 2
    assert checked.values == ()


def test_a_row_that_repeats_another_is_named():
    (fault,) = check_values("\n".join([HEAD, ROW, ROW]), name="own.csv").faults
    assert "line 3" in fault
    assert "repeats line 2" in fault


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("", "columns missing", id="empty"),
        pytest.param(HEAD, "no row stands below the head", id="head alone"),
        pytest.param(f"{HEAD},colour\n{ROW},red", "unknown columns 'colour'", id="strange column"),
        pytest.param(f"{HEAD}\n{ROW},more", "more cells than the head", id="surplus cell"),
    ],
)
def test_a_file_that_is_no_table_of_values_is_refused(text, told):
    assert told in " ".join(check_values(text, name="own.csv").faults)


def test_semicolons_and_a_mark_at_the_start_are_read():
    text = "\ufeff" + "\n".join([HEAD, ROW]).replace(",", ";")
    assert len(check_values(text, name="own.csv").values) == 1
