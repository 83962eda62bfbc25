"""Differences of two regions, per house and together, and the panel for any indicator."""

from __future__ import annotations

from dashboard_frames import frame, row

from dashboard.panels import counting
from dashboard.panels.compared import COMPARED
from dashboard.panels.differences import both_ways, differences
from dashboard.selection import Selection

PAIR = ("US", "EA")


def judged(*rows):
    return counting.with_counts(frame(*rows), period="2026", measure="annual_avg")


def both(house, us, ea):
    return row(house, us), row(house, ea, region="EA")


def test_only_houses_that_answer_both_have_a_difference():
    held = judged(*both("HSBC", 2.5, 1.0), row("UBS", 4.0), row("ING", 0.5, region="EA"))
    assert differences(held, PAIR) == {"HSBC": 1.5}
    assert both_ways(held, PAIR) == ""


def test_both_medians_are_said_since_they_differ():
    held = judged(*both("HSBC", 2.5, 1.0), *both("ING", 2.0, 1.5), row("UBS", 4.0))
    assert both_ways(held, PAIR) == (
        "US minus EA: median of the differences +1.0 of 2 houses that answer both, "
        "difference of the medians +1.25."
    )


def test_a_figure_in_review_makes_no_difference():
    held = judged(row("HSBC", 2.5, status="review"), row("HSBC", 1.0, region="EA"))
    assert differences(held, PAIR) == {}


def test_three_regions_have_no_one_difference():
    assert (
        both_ways(judged(*both("HSBC", 2.5, 1.0), *both("UBS", 2.0, 1.0)), ("US", "EA", "UK")) == ""
    )


def test_the_words_follow_the_indicator():
    chosen = Selection.from_query("indicator=wage_growth&region=US,EA&period=2026")
    assert COMPARED.nothing(chosen) == (
        "No house has a figure for wages in the United States and the euro area in 2026."
    )
