"""Short spellings of periods in headers: read as what they stand for, and only where they do."""

from datetime import date

import pytest
from sheets import table
from table_reading import read, told

from ingest.resolving.header_periods import spelled_out
from ingest.resolving.horizons import read_horizon

PUBLISHED = date(2025, 11, 12)


@pytest.mark.parametrize(
    ("header", "period"),
    [
        ("Dec.25", "2025-12"), ("Jun/26", "2026-06"), ("End-Jun 26", "2026-06"),
        ("26Q1", "2026Q1"), ("4Q.26", "2026Q4"), ("IV/26", "2026Q4"), ("Q1, 2026", "2026Q1"),
        ("2026 – 1Q", "2026Q1"), ("YE-26", "2026-12"), ("2026YE", "2026-12"),
        ("Mid-26", "2026-06"), ("03/2026", "2026-03"), ("2026-09", "2026-09"), ("12/26", "2026-12"),
        ("F2026", "2026"), ("2026B", "2026"), ("27F", "2027"),
    ],
)  # fmt: skip
def test_short_header_is_spelled_out(header, period):
    horizon = read_horizon([header], published=PUBLISHED)
    assert horizon is not None and str(horizon.period) == period


@pytest.mark.parametrize("text", ["February 10", "3.75", "Q5 26", "In 2026 growth slows", "2y"])
def test_other_texts_stay_as_they_are(text):
    assert spelled_out(text) == text


@pytest.mark.parametrize("header", [("24-25", "25-26", "26-27"), ("25E", "26F", "27F")])
def test_row_of_short_years_is_a_header(header):
    rows = [("GDP growth, %", [6.1, 6.2, 6.3]), ("CPI inflation, %", [4.5, 4.2, 4.1])]
    got = read(table(rows, header=header, caption="Chile"))
    assert told(got["6.2"])[:3] == ("gdp_growth", "CL", "2026")


def test_fiscal_year_of_a_pair_is_that_of_its_country():
    rows = [("GDP growth, %", [6.5, 6.2, 6.4]), ("Rs/$ (average)", [84.5, 86.5, 88.5])]
    got = read(table(rows, header=("24-25", "25-26", "26-27"), caption="India"))
    assert told(got["86.5"]) == ("fx_rate", "USDINR", "2026", "annual_avg")
