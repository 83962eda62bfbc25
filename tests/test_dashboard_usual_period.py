from datetime import date

import pytest

from dashboard.panels import PANELS
from dashboard.panels.usual_period import fuller_year
from dashboard.selection import Selection
from tests.dashboard_samples import warehouse_of_samples
from tests.warehouse_builders import forecast, keep
from warehouse.store import Warehouse
from warehouse.vocabulary import Indicator


@pytest.fixture(scope="module")
def cursor():
    with warehouse_of_samples() as warehouse:
        yield warehouse.cursor()


@pytest.mark.parametrize(
    ("today", "year"),
    [
        pytest.param(date(2025, 12, 31), "2026", id="more houses speak of next year"),
        pytest.param(date(2026, 4, 30), "2026", id="more houses speak of this year"),
        pytest.param(date(2030, 1, 1), "2030", id="nobody speaks of either"),
    ],
)
def test_the_usual_year_follows_the_day_and_the_houses(cursor, today, year):
    assert PANELS["growth"].view(cursor, Selection(), today=today).shown.period == year


@pytest.mark.parametrize(
    ("today", "houses", "year"),
    [
        pytest.param(date(2022, 11, 30), (2, 1), "2022", id="november-most-houses"),
        pytest.param(date(2022, 11, 30), (1, 2), "2023", id="november-more-on-next"),
        pytest.param(date(2022, 12, 1), (2, 1), "2023", id="december-the-next"),
        pytest.param(date(2022, 12, 31), (2, 0), "2022", id="december-nobody-on-next"),
    ],
)
def test_late_in_a_year_the_next_is_asked_about(today, houses, year):
    counts = dict(zip(("2022", "2023"), houses, strict=True))
    assert fuller_year(counts, asof=today) == year


def test_a_chosen_period_holds(cursor):
    view = PANELS["policy-rates"].view(cursor, Selection(period="2027"), today=date(2026, 4, 30))
    assert view.shown.period == "2027"


def test_the_dollar_is_asked_about_in_the_year_of_the_day(cursor):
    for today in (date(2026, 4, 30), date(2027, 2, 1)):
        view = PANELS["dollar"].view(cursor, Selection(), today=today)
        assert view.shown.period == str(today.year)


def test_what_most_houses_have_for_every_region_is_compared(cursor):
    view = PANELS["compared"].view(cursor, Selection(), today=date(2026, 4, 30))
    assert view.shown.indicator == "gdp_growth"
    chosen = Selection(indicator=Indicator.UNEMPLOYMENT_RATE)
    view = PANELS["compared"].view(cursor, chosen, today=date(2026, 4, 30))
    assert view.shown.indicator == "unemployment_rate"


def test_two_years_are_this_one_and_the_next(cursor):
    view = PANELS["growth"].view(cursor, Selection(years="two"), today=date(2025, 12, 31))
    assert view.shown.period == "2025"
    assert {text[:4] for text in view.frame["period"]} <= {"2025", "2026"}


def test_part_of_a_year_takes_the_definition_that_houses_give(tmp_path):
    peak = forecast("J.P. Morgan", 4.0, indicator="cpi_inflation", period="2026H1", measure="peak")
    with Warehouse.open(":memory:") as opened:
        keep(opened, tmp_path, "jpm", peak, publisher="J.P. Morgan", published=date(2025, 12, 5))
        asked = Selection(period="2026H1")
        view = PANELS["inflation"].view(opened.cursor(), asked, today=date(2026, 4, 30))
    assert view.shown.measure == "peak"
    assert view.n == 1
    assert "peak" in view.subtitle
