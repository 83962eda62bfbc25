from datetime import date

import pytest

from dashboard.panels.policy_rates import POLICY_RATES
from dashboard.panels.rates_chart import moves_of
from dashboard.panels.rates_frame import others_of
from dashboard.selection import Selection
from tests.warehouse_builders import forecast, keep
from warehouse.store import Warehouse

TODAY = date(2026, 4, 30)
LEVEL = {"indicator": "policy_rate", "measure": "year_end"}
CALL = {"indicator": "policy_rate_change", "measure": "other", "region": "EA", "low": None}
HIKE = {**CALL, "period": "2027-06", "stance": "up"}


@pytest.fixture
def view(tmp_path):
    """Deutsche Bank calls an ECB hike for mid-2027, beside a central bank that says a lot."""
    with Warehouse.open(":memory:") as opened:
        dots = [forecast("Federal Reserve", 3.0 + n / 10, **LEVEL, period=f"{2027 + n}-12")
                for n in range(3)]  # fmt: skip
        older = forecast("Federal Reserve", 3.6, **LEVEL, period="2027-12", kind="previous")
        sized = {"indicator": "policy_rate_change", "period": "2027Q1", "unit": "bp"}
        keep(opened, tmp_path, "fed", *dots, older, publisher="Federal Reserve")
        keep(opened, tmp_path, "db", forecast("Deutsche Bank", **HIKE), publisher="Deutsche Bank")
        keep(opened, tmp_path, "ubs", forecast("UBS", -25.0, **sized), publisher="UBS")

        def ask(query=""):
            return POLICY_RATES.view(opened.cursor(), Selection.from_query(query), today=TODAY)

        yield ask


def test_every_house_is_listed_before_the_second_figure_of_any(view):
    told = [(row["institution"], row["period"]) for row in others_of(view("period=2026").frame)]
    assert told == [
        ("UBS", "2027Q1"),
        ("Deutsche Bank", "2027-06"),
        ("Federal Reserve", "2027-12"),
        ("Federal Reserve", "2028-12"),
        ("Federal Reserve", "2029-12"),
    ]


def test_a_hike_called_for_the_middle_of_a_year_is_a_move_of_that_year(view):
    shown = view("period=2027")
    assert [row["institution"] for row in moves_of(shown.frame)] == ["Deutsche Bank"]
    assert "Deutsche Bank: ECB hikes, no number" in shown.summary
    assert "June 2027" in str(shown.figure) or "Jun 2027" in str(shown.figure)


def test_a_size_within_a_year_is_not_the_years_total(view):
    told = [row["institution"] for row in others_of(view("period=2027").frame)]
    assert "UBS" in told
