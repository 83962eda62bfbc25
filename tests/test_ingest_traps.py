"""Layouts that mislead: each test is a way in which a table can be read as saying another thing."""

import pytest
from sheets import table
from test_ingest_tables import YEARS, read, told

from ingest.extraction import extract
from warehouse.vocabulary import Reason, Status

TITLE = "HSBC Outlook, 10 December 2025"


def statuses(sheet):
    """Return {value: status} of the rows of a sheet that has a masthead of its own."""
    return {row.low: row.status for row in extract(sheet.text(60, 30, TITLE).pdf()).forecasts}


def test_two_figures_for_one_claim_on_a_page_go_to_review():
    rows = [("United States", [1.9, 1.7]), ("Japan", [1.1, 0.7]), ("Euro area", [1.3, 1.3])]
    sheet = table(rows, header=("Blue", "Green"), xs=(240, 320), caption="GDP growth 2026 (%)")
    got = statuses(sheet)
    assert {got[x] for x in (1.9, 1.7, 1.1, 0.7)} == {Status.REVIEW}
    assert got[1.3] is Status.ACCEPTED


def test_median_within_its_range_contradicts_nothing():
    rows = [("GDP growth", [2.1, "1.9\u20132.3"]), ("CPI inflation", [2.6, "2.5\u20132.8"])]
    sheet = table(
        rows, header=("Median", "Range"), xs=(240, 320), caption="United States, 2026 (%)"
    )
    assert set(statuses(sheet).values()) == {Status.ACCEPTED}
