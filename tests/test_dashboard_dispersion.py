"""The panel on how far houses are apart: what it says, what is scored, what opens."""

from __future__ import annotations

from datetime import date

import pytest
from dashboard_frames import words_of
from warehouse_builders import forecast, keep

from dashboard.panels.dispersion import DISPERSION
from dashboard.selection import Selection
from warehouse.store import Warehouse

TODAY = date(2026, 3, 10)
EDITIONS = (
    ("HSBC", 1.0, date(2025, 11, 10)),
    ("UBS", 2.0, date(2025, 11, 20)),
    ("ING", 2.6, date(2025, 11, 25)),
    ("HSBC", 1.7, date(2026, 2, 10)),
)


def view_of(tmp_path, editions, query="", *, today=TODAY):
    with Warehouse.open(":memory:") as opened:
        for house, low, day in editions:
            keep(opened, tmp_path, f"{house} {day}", forecast(house, low), publisher=house,
                 published=day)  # fmt: skip
        view = DISPERSION.view(opened.cursor(), Selection.from_query(query), today=today)
        view.draw()
        return view


def opened_by(view):
    return {
        entry[0]
        for trace in view.figure["data"]
        for entry in trace.get("customdata", [])
        if entry[0]
    }


@pytest.mark.parametrize(
    ("editions", "finding"),
    [
        pytest.param(
            EDITIONS,
            "The houses came together on US growth 2026: 1.6 points apart in Nov 2025, 0.9 now "
            "(3 houses)",
            id="closer",
        ),
        pytest.param(
            (*EDITIONS[:3], ("HSBC", 0.4, date(2026, 1, 5))),
            "The houses moved apart on US growth 2026: 1.6 points apart in Nov 2025, 2.2 now "
            "(3 houses)",
            id="wider",
        ),
        pytest.param(
            (*EDITIONS, ("Citi", 4.0, date(2026, 3, 1))),
            "The houses moved apart on US growth 2026: 1.6 points apart in Nov 2025 (3 houses), "
            "2.3 now (4); the three in both went from 1.6 to 0.9",
            id="wider only by who joined",
        ),
        pytest.param(
            EDITIONS[:3],
            "The houses are as far apart on US growth 2026 as in Nov 2025: 1.6 points apart "
            "(3 houses)",
            id="unchanged",
        ),
        pytest.param(
            EDITIONS[:2],
            "Two houses on US growth 2026, too few to score: HSBC 1.0 and UBS 2.0",
            id="two",
        ),
        pytest.param(
            EDITIONS[:1], "One house on US growth 2026, too few to score: HSBC 1.0", id="one"
        ),
        pytest.param(
            (*EDITIONS[:3], ("HSBC", 2.0, date(2026, 2, 1)), ("ING", 2.0, date(2026, 2, 2))),
            "The houses came together on US growth 2026: 1.6 points apart in Nov 2025, "
            "at one figure now (3 houses)",
            id="agreed",
        ),
    ],
)
def test_the_finding_compares_with_the_first_date_of_three_houses(tmp_path, editions, finding):
    assert view_of(tmp_path, editions).finding == finding


def test_a_point_opens_the_house_at_either_end(tmp_path):
    view = view_of(tmp_path, EDITIONS)
    ends = {row["forecast_id"] for row in view.frame.to_dicts() if row["institution"] != "UBS"}
    assert opened_by(view) == ends
    assert view.table["house"].to_list()[:2] == ["HSBC", "ING"]
    assert view.table["end"].to_list()[:2] == ["lowest", "highest"]
    assert set(view.table["forecast_id"]) == ends


def test_under_three_houses_each_is_drawn_and_nothing_scored(tmp_path):
    view = view_of(tmp_path, EDITIONS[:2])
    assert len(opened_by(view)) == 2
    assert set(view.table["apart"]) == set(view.table["median"]) == {"–"}
    assert "not scored" in view.footer


def test_the_words_tell_a_width_once_for_as_long_as_it_stood(tmp_path):
    assert view_of(tmp_path, EDITIONS).summary.endswith(
        "Since Nov 2025 1.6 points (n = 3); since Feb 2026 0.9 points (n = 3)."
    )


def test_n_stands_under_each_date(tmp_path):
    view = view_of(tmp_path, EDITIONS)
    words = words_of(view.figure)
    for label in ("apart", "Nov 25", "Mar 26", "2.6 ING", "1.7 HSBC", "median 2.0"):
        assert label in words
    assert view.n == 3
    for width in ("medium", "narrow"):
        assert view.draw(theme="dark", width=width)["data"]


def test_before_the_first_report_it_says_so(tmp_path):
    view = view_of(tmp_path, EDITIONS, "asof=2024-01-01")
    assert view.empty is not None
    assert view.empty.startswith("No report had come out by 1 Jan 2024.")
