"""Rate paths: what counts as a point, the Fed's range, the gap, and what levels imply."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from dashboard_frames import words_of
from warehouse_builders import forecast, keep

from dashboard.panels.paths_frame import medians, paths, realised_gap
from dashboard.panels.policy_rates import POLICY_RATES
from dashboard.panels.rate_paths import RATE_PATHS
from dashboard.panels.rate_reading import (
    from_middle,
    is_refi,
    is_upper_end,
    refis,
)
from dashboard.panels.rates_frame import arrange, spreads_of
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
                     published=date(2026, 2, 1 + i))  # fmt: skip
            return RATE_PATHS.view(opened.cursor(), Selection.from_query(query), today=today)

        yield ask


def both(house, fed, ecb, **more):
    return [(house, "US", fed, more), (house, "EA", ecb, more)]


def test_the_finding_counts_who_sees_the_gap_narrow_beside_todays(view):
    shown = view([*both("HSBC", 3.1, 2.0), *both("UBS", 3.4, 2.0), *both("ING", 3.9, 2.0)])
    assert shown.finding == (
        "Two of 3 houses see the gap narrow by Dec 2026, median 1.40 points from 1.63 now"
    )
    assert "both n = 3" in shown.footer


def test_a_quarter_point_on_the_fed_enters_as_printed_and_no_move_is_made_of_it(view):
    shown = view(both("HSBC", 3.75, 2.0))
    assert shown.finding == "One house gives both rates for Dec 2026: HSBC, gap +1.75 points, " \
        "1.63 now"  # fmt: skip
    assert "its middle lies 0.125 lower: HSBC 3.75" in shown.footer
    assert "one stays within half a step (0 bp)" in shown.summary


def test_an_unchanged_rate_on_a_quarter_point_does_not_widen_the_gap(view):
    shown = view([*both("HSBC", 3.75, 2.0), *both("UBS", 3.75, 2.0), *both("ING", 4.0, 2.0)])
    assert shown.finding.startswith("One of 3 houses sees the gap widen by Dec 2026")


def test_rates_of_different_dates_make_no_gap(view):
    shown = view([("HSBC", "US", 3.1, {}), ("HSBC", "EA", 2.0, {"period": "2027-12"})])
    assert shown.finding == (
        "No house gives both rates for one date: 1 house on the Fed and 1 house on the ECB"
    )
    assert not any("percentage points" in text for text in words_of(shown.draw()))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        pytest.param({"measure": "annual_avg", "period": "2026"}, "not a level", id="average"),
        pytest.param({"measure": "terminal"}, "not a level", id="terminal"),
        pytest.param({"status": "review"}, "in review", id="review"),
        pytest.param({"high": None}, "open bound", id="open-bound"),
    ],
)
def test_unlike_and_unsure_figures_are_kept_apart(view, more, words):
    shown = view([("HSBC", "US", 3.1, more)])
    assert shown.n == 0
    assert words in shown.footer
    assert shown.draw()["layout"]["height"] > 0


def test_a_mark_in_review_has_the_name_of_its_house(view):
    shown = view([("HSBC", "US", 3.1, {}), ("UBS", "US", 3.0, {"high": 3.25, "status": "review"})])
    assert "UBS 3.00–3.25, in review" in words_of(shown.draw())


def test_a_rate_on_the_steps_of_the_refinancing_rate_is_kept_apart(view):
    shown = view([("HSBC", "EA", 2.15, {}), ("UBS", "EA", 2.25, {})])
    assert shown.n == 1
    assert "Kept apart as the refinancing rate: HSBC 2.15." in shown.footer


@pytest.mark.parametrize(
    ("region", "low", "high", "published", "upper", "refi"),
    [
        pytest.param("US", 3.75, 3.75, TODAY, True, False, id="fed-quarter"),
        pytest.param("US", 3.5, 3.75, TODAY, False, False, id="fed-range"),
        pytest.param("US", 3.4, 3.4, TODAY, False, False, id="fed-median"),
        pytest.param("EA", 2.4, 2.4, TODAY, False, True, id="refi"),
        pytest.param("EA", 2.4, 2.4, date(2024, 1, 1), False, False, id="refi-before"),
        pytest.param("EA", 2.25, 2.25, TODAY, False, False, id="deposit"),
    ],
)
def test_conventions_are_told_by_the_steps(region, low, high, published, upper, refi):
    row = {"region": region, "low": low, "high": high, "published": published}
    assert (is_upper_end(row), is_refi(row)) == (upper, refi)
    assert from_middle(row) == 0.125 * upper
    assert pl.DataFrame([row]).select(refis()).item() == refi


def test_the_words_count_the_moves_that_levels_imply(view):
    shown = view([("HSBC", "US", 3.1, {}), ("UBS", "US", 3.4, {}), ("ING", "US", 3.625, {})])
    assert (
        "Level minus today’s rate, Fed by 31 Dec 2026: two imply 1–2 cuts and one stays within "
        "half a step; median −23 bp, n = 3." in shown.summary
    )


def test_the_realised_gap_starts_once_both_banks_have_decided():
    day = [date(2026, 1, n) for n in (1, 2, 3)]
    first = [{"published": day[0], "mid": 4.0}, {"published": day[2], "mid": 3.5}]
    second = [{"published": day[1], "mid": 2.0}]
    assert realised_gap(first, second) == [(day[1], 2.0), (day[2], 1.5)]


@pytest.mark.parametrize("region", ["US", "EA", "UK,US", "JP,DE,US"])
def test_any_regions_can_be_drawn(view, region):
    shown = view(both("HSBC", 3.1, 2.0), f"region={region}")
    assert shown.draw(width="narrow")["data"] and shown.summary and shown.finding


def test_nothing_is_said_before_the_first_report(view):
    shown = view(both("HSBC", 3.1, 2.0), today=date(2020, 1, 1))
    assert shown.empty and shown.empty.startswith("No report had come out by 1 Jan 2020.")


def test_levels_and_paths_pool_the_same_figures(view):
    held = [*both("HSBC", 3.75, 2.0), *both("UBS", 3.4, 2.15), *both("ING", 3.5, 1.75)]
    path = view(held)
    frame = path.frame.filter(path.frame["entry"] == "figure").drop("entry", "level")
    selection = POLICY_RATES.defaults.at(asof=TODAY, period="2026")
    levels = arrange(frame, selection=selection, today={})
    fed, ecb = spreads_of(levels, selection)
    assert (fed.median, fed.n, ecb.median, ecb.n) == (3.5, 3, 1.875, 2)
    assert [n for _, _, n in medians(paths(path.frame, "EA"))] == [2]
    assert medians(paths(path.frame, "US"))[0][1] == fed.median
    footer = POLICY_RATES.footer(levels, selection)
    assert "its middle lies 0.125 lower: HSBC 3.75 and ING 3.50." in footer
    assert "refinancing rate" in footer


def test_the_statistics_beside_the_chart_pool_as_the_chart_does(view):
    path = view([*both("HSBC", 3.75, 2.0), *both("UBS", 3.4, 2.0), *both("ING", 3.25, 2.0)])
    frame = path.frame.filter(path.frame["entry"] == "figure").drop("entry", "level")
    selection = POLICY_RATES.defaults.at(asof=TODAY, period="2026")
    found = POLICY_RATES.together(arrange(frame, selection=selection, today={}), selection)
    assert found is not None
    fed = found.row(0, named=True)
    assert (fed["n"], fed["median"], fed["low"], fed["high"]) == (3, 3.4, 3.25, 3.75)
