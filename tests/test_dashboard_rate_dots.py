"""The twin dot plot: columns, what enters, names that never overlap, and what it says of few."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest
from dashboard_frames import words_of
from warehouse_builders import forecast, keep

from dashboard.panels.rate_dots import RATE_DOTS
from dashboard.selection import Selection
from warehouse.store import Warehouse

TODAY = date(2026, 4, 30)  # Fed 3.50–3.75, ECB 2.00
LEVEL = {"indicator": "policy_rate", "measure": "year_end", "period": "2026-12"}


@pytest.fixture
def view(tmp_path):
    with Warehouse.open(":memory:") as opened:

        def ask(entries, query="", today=TODAY):
            for i, (house, region, low, more) in enumerate(entries):
                given = {**LEVEL, "region": region, **more}
                keep(opened, tmp_path, f"r{i}", forecast(house, low, **given), publisher=house,
                     published=date(2026, 2, 1))  # fmt: skip
            return RATE_DOTS.view(opened.cursor(), Selection.from_query(query), today=today)

        yield ask


def both(house, fed, ecb, **more):
    return [(house, "US", fed, more), (house, "EA", ecb, more)]


def test_the_finding_says_how_far_the_medians_stand_year_after_year(view):
    shown = view(
        [
            *both("HSBC", 3.4, 2.0),
            *both("UBS", 3.2, 1.75),
            *both("HSBC", 3.1, 2.0, period="2027-12"),
            *both("UBS", 3.1, 1.75, period="2027Q4"),
        ]
    )
    assert shown.finding == (
        "The medians put the Fed 1.43 points above the ECB at the end of 2026 and 1.23 at the end "
        "of 2027"
    )
    assert "Fed 2026 n = 2, Fed 2027 n = 2, ECB 2026 n = 2, ECB 2027 n = 2." in shown.footer


def test_of_few_houses_the_values_are_said(view):
    assert view([("HSBC", "US", 3.4, {})]).finding == (
        "End of 2026: one house, HSBC, has the Fed at 3.40"
    )


def test_an_end_of_the_range_enters_as_printed_and_is_named_but_not_in_the_longer_run(view):
    longer = {"period": "LR", "measure": "other"}
    shown = view([("HSBC", "US", 3.75, {}), ("HSBC", "US", 3.0, longer)])
    assert dict(shown.frame.drop_nulls("column").select("column", "mid").iter_rows()) == {
        "2026": 3.75,
        "LR": 3.0,
    }
    assert "its middle lies 0.125 lower: HSBC 3.75." in shown.footer


def test_peaks_averages_and_other_dates_have_no_column(view):
    others = [
        {"measure": "peak"},
        {"measure": "annual_avg", "period": "2026"},
        {"period": "2026-06"},
        {"period": "LR", "measure": "peak"},
        {"period": "2029-12"},
    ]
    assert view([("HSBC", "US", 3.0 + i, more) for i, more in enumerate(others)]).empty


@pytest.mark.parametrize("width", ["wide", "medium", "narrow"])
def test_twenty_houses_keep_their_names_apart(view, width):
    houses = [f"House Number{i:02d}" for i in range(20)]
    figure = view([e for house in houses for e in both(house, 3.4, 2.0)]).draw(width=width)
    columns = defaultdict(list)
    for note in figure["layout"]["annotations"]:
        if "House" in note["text"] or "Number" in note["text"]:
            columns[note["x"]].append(note["y"])
    assert words_of(figure).count("Number") == 40
    for ys in columns.values():
        assert len(ys) >= 20
        assert all(b - a >= 13 for a, b in pairwise(sorted(ys)))
        assert min(ys) > 50


def test_what_is_not_counted_is_hollow_or_grey_and_opens_its_source(view):
    shown = view(
        [
            ("HSBC", "US", 3.4, {"status": "review"}),
            ("UBS", "US", 3.0, {"kind": "scenario"}),
            ("ING", "EA", 2.0, {"high": None}),
            ("Citi", "EA", 2.15, {}),
        ]
    )
    assert shown.n == 0
    opened = {tuple(entry) for t in shown.figure["data"] for entry in t.get("customdata", [])}
    assert {(identity,) for identity in shown.table["forecast_id"]} == opened
    assert "refinancing rate" in shown.footer


@pytest.mark.parametrize("query", ["region=US", "region=UK,US", "region=JP"])
def test_any_regions_can_be_drawn(view, query):
    shown = view(both("HSBC", 3.1, 2.0), query)
    assert shown.draw(width="narrow")["layout"]["height"] > 0
    assert shown.finding


def test_nothing_is_said_before_the_first_report(view):
    shown = view(both("HSBC", 3.1, 2.0), today=date(2020, 1, 1))
    assert shown.empty.startswith("No report had come out by 1 Jan 2020.")
    assert shown.draw()["data"]


def test_of_many_houses_a_column_names_the_furthest_and_says_so(view):
    houses = [f"House {i:02d}" for i in range(30)]
    shown = view([e for i, house in enumerate(houses) for e in both(house, 3 + i / 20, 2.0)])
    said = words_of(shown.draw(width="wide"))
    assert "00" in said
    assert "29" in said
    assert said.count("House") == 2 * 12
    assert "names the 12 furthest" in shown.subtitle
