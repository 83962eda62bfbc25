"""How far the houses were apart, month-end after month-end."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from polars.testing import assert_frame_equal
from warehouse_builders import forecast, keep

from warehouse import queries
from warehouse.store import Warehouse

ASOF = date(2026, 3, 10)
ASKED = {"indicator": "gdp_growth", "region": "US", "period": "2026", "measure": "annual_avg",
         "unit": "pct"}  # fmt: skip


@pytest.fixture
def warehouse(tmp_path):
    with Warehouse.open(":memory:") as opened:
        for house, low, day, more in (
            ("HSBC", 1.0, date(2025, 12, 10), {}),
            ("UBS", 2.0, date(2025, 12, 20), {}),
            ("ING", 2.6, date(2026, 1, 5), {}),
            ("HSBC", 1.6, date(2026, 2, 10), {}),
            ("Citi", 9.0, date(2026, 2, 11), {"status": "review"}),
            ("BNP Paribas", 9.0, date(2026, 2, 11), {"measure": "q4q4"}),
        ):
            keep(opened, tmp_path, f"{house} {day}", forecast(house, low, **more),
                 publisher=house, published=day)  # fmt: skip
        yield opened


def asked(warehouse, **changes):
    return queries.dispersion(warehouse.cursor(), **{**ASKED, "asof": ASOF, **changes})


def by_day(frame):
    columns = ("n", "lowest", "highest", "median")
    return {row["day"]: tuple(row[name] for name in columns) for row in frame.to_dicts()}


def test_each_month_end_and_the_day_itself_have_the_figures_that_stood(warehouse):
    assert by_day(asked(warehouse)) == {
        date(2025, 12, 31): (2, 1.0, 2.0, 1.5),
        date(2026, 1, 31): (3, 1.0, 2.6, 2.0),
        date(2026, 2, 28): (3, 1.6, 2.6, 2.0),
        ASOF: (3, 1.6, 2.6, 2.0),
    }


def test_quartiles_and_deviation_take_three_houses(warehouse):
    rows = {row["day"]: row for row in asked(warehouse).to_dicts()}
    few, enough = rows[date(2025, 12, 31)], rows[date(2026, 1, 31)]
    assert (few["lower_quartile"], few["upper_quartile"], few["sd"]) == (None, None, None)
    assert (enough["lower_quartile"], enough["upper_quartile"]) == pytest.approx((1.5, 2.3))


def test_the_last_day_agrees_with_the_consensus(warehouse):
    last = asked(warehouse).filter(day=ASOF).row(0, named=True)
    whole = queries.consensus(
        warehouse.cursor(), indicators=["gdp_growth"], periods=["2026"], asof=ASOF
    ).filter(measure="annual_avg").row(0, named=True)  # fmt: skip
    assert (last["n"], last["median"]) == (whole["n"], whole["median"])
    assert last["sd"] == pytest.approx(whole["sd"])


def test_nothing_is_scored_after_the_period_is_over(warehouse):
    assert max(by_day(asked(warehouse, asof=date(2030, 1, 1)))) == date(2026, 12, 31)


def test_what_was_known_then_is_worked_out_as_what_is_known_now(warehouse):
    now = asked(warehouse)
    then = asked(warehouse, known=datetime(2099, 1, 1, tzinfo=UTC))
    assert_frame_equal(then, now, rel_tol=1e-9)  # the order of additions differs
    assert asked(warehouse, known=datetime(2001, 1, 1, tzinfo=UTC)).is_empty()


def test_a_level_at_the_end_of_a_year_is_found_by_the_year(tmp_path):
    with Warehouse.open(":memory:") as opened:
        row = forecast("HSBC", 3.5, indicator="policy_rate", period="2026-12", measure="year_end")
        keep(opened, tmp_path, "x", row, publisher="HSBC", published=date(2026, 1, 5))
        found = asked(opened, indicator="policy_rate", measure="year_end")
    assert found["n"].to_list() == [1, 1, 1]
