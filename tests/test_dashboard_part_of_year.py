from datetime import date

import pytest

from dashboard.panels import PANELS
from dashboard.panels.spans import related_periods
from dashboard.selection import Selection
from tests.warehouse_builders import forecast, keep
from warehouse.store import Warehouse

TODAY = date(2026, 4, 30)
NOVEMBER = date(2025, 11, 20)


def view(tmp_path, *figures, query="period=2026H1&region=US"):
    with Warehouse.open(":memory:") as warehouse:
        for number, figure in enumerate(figures):
            house = figure.institution
            keep(warehouse, tmp_path, f"{number}", figure, publisher=house, published=NOVEMBER)
        asked = Selection.from_query(query)
        return PANELS["inflation"].view(warehouse.cursor(), asked, today=TODAY)


def price(house, low, **other):
    return forecast(house, low, indicator="cpi_inflation", **other)


def peak(house, low):
    return price(house, low, period="2026H1", measure="peak")


@pytest.mark.parametrize(
    ("period", "beside"),
    [
        pytest.param("2026", ["2026", "2026H1", "2026H2", "2026Q4", "2026-12"], id="year"),
        pytest.param("2026H1", ["2026H1", "2026Q1", "2026Q2", "2026-06", "2026"], id="half"),
        pytest.param("2026Q1", ["2026Q1"], id="quarter"),
        pytest.param("LR", ["LR"], id="without end"),
    ],
)
def test_what_stands_beside_a_period(period, beside):
    assert related_periods(period) == beside


def test_a_peak_alone_is_told_with_its_definition_and_the_whole_year_beside_it(tmp_path):
    quarter = price("ING", 2.5, period="2026Q1", measure="yoy")
    shown = view(tmp_path, peak("HSBC", 4.0), quarter, price("UBS", 2.6))
    assert shown.finding == "United States first half of 2026: one house counts, HSBC at 4.0 (peak)"
    assert "For the whole year UBS has 2.6 on the US." in shown.subtitle
    assert "UBS 2.6 (year, not pooled) and ING 2.5 (quarter, not pooled)" in shown.footer
    assert shown.n == 1


def test_several_houses_on_the_year_are_told_by_their_median(tmp_path):
    years = [price(house, low) for house, low in (("UBS", 2.6), ("ING", 2.8), ("IMF", 3.0))]
    shown = view(tmp_path, peak("HSBC", 4.0), *years)
    assert "3 houses have a median of 2.8 on the US, annual average." in shown.subtitle


def test_the_year_is_left_out_where_houses_enough_speak_of_the_half(tmp_path):
    halves = [peak(house, low) for house, low in (("HSBC", 4.0), ("ING", 2.8), ("IMF", 2.2))]
    shown = view(tmp_path, *halves, price("UBS", 2.6))
    assert shown.finding == "United States first half of 2026: 3 houses, 2.2 to 4.0, median 2.8"
    assert set(shown.frame["period"]) == {"2026H1"}


def test_of_the_year_only_what_counts_stands_beside_a_half(tmp_path):
    shown = view(tmp_path, peak("HSBC", 4.0), price("UBS", 2.6, kind="scenario"))
    assert set(shown.frame["institution"]) == {"HSBC"}


def test_an_open_bound_on_a_half_is_named_with_its_reason(tmp_path):
    bound = price("HSBC", 3.0, high=None, period="2026H1", measure="other")
    shown = view(tmp_path, bound, price("UBS", 2.6))
    assert shown.finding == "No house counts on inflation: HSBC over 3 (open bound, not pooled)"
