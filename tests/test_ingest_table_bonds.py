"""Rows of a table of interest rates: government bonds of the terms that are kept, and others."""

import pytest
from sheets import table
from table_reading import read, told

from warehouse.vocabulary import Reason

QUARTERS = ("Q2 2026", "Q3 2026", "Q4 2026")


def rates(label):
    rows = [("Fed funds rate", [3.75, 3.5, 3.25]), (label, [4.11, 4.12, 4.13])]
    return read(table(rows, header=QUARTERS, xs=(240, 300, 360), corner="United States"))


@pytest.mark.parametrize(
    "label",
    [
        "2Y swap", "10-year swap", "5Y swap rate", "Mortgage rate, 30y", "Corporate bonds 10-year",
        "10-year breakeven", "5Y government", "10Y spread to Bunds",
    ],
)  # fmt: skip
def test_another_rate_than_a_kept_one_is_passed_over(label):
    got = rates(label)
    assert got["4.13"] in (Reason.NO_INDICATOR, Reason.NO_REGION)
    assert told(got["3.25"])[:2] == ("policy_rate", "US")


@pytest.mark.parametrize(
    ("label", "indicator"),
    [("10Y government", "yield_10y"), ("2-yr Treasury", "yield_2y"), ("10-year", "yield_10y")],
)
def test_government_bond_of_a_kept_term_is_its_yield(label, indicator):
    assert told(rates(label)["4.13"])[:3] == (indicator, "US", "2026Q4")
