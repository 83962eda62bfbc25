"""Who moved, who joined: the split is exact, and each house has one role."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

import polars as pl
import pytest
from dashboard_frames import words_of
from hypothesis import given
from hypothesis import strategies as st
from warehouse_builders import forecast, keep

from dashboard.panels.moved import MOVED_PANEL
from dashboard.panels.moved_frame import JOINED, LEFT, MOVED, UNCHANGED, split, split_of
from dashboard.panels.table_columns import Column
from dashboard.selection import Selection
from warehouse.store import Warehouse
from warehouse.vocabulary import Indicator

TODAY = date(2026, 4, 30)
THEN, NOW = date(2025, 11, 1), date(2026, 4, 1)
US = Column(Indicator.GDP_GROWTH, "US", "2026")
figures = st.dictionaries(
    st.sampled_from("abcdefgh"), st.floats(-20, 20, allow_nan=False), max_size=8
)


@pytest.fixture
def view(tmp_path):
    """Store reports as (house, day, value or row) and show the panel."""
    with Warehouse.open(":memory:") as warehouse:
        names = (f"report {number}" for number in count())

        def show(*reports, query=""):
            for house, published, value in reports:
                row = forecast(house, value) if isinstance(value, float) else value
                keep(warehouse, tmp_path, next(names), row, publisher=house, published=published)
            return MOVED_PANEL.view(warehouse.cursor(), Selection.from_query(query), today=TODAY)

        yield show


def roles(shown):
    return dict(shown.frame.select("institution", "role").iter_rows())


@given(before=figures, now=figures)
def test_moved_joined_and_left_add_up_to_the_change(before, now):
    found = split(before, now)
    if not before.keys() & now.keys():
        assert found.moved is None
        assert found.membership == found.change
        return
    assert found.moved + found.joined + found.left == pytest.approx(found.change, abs=1e-9)
    both = before.keys() & now.keys()
    steps = sum(now[house] - before[house] for house in both) / len(both)
    assert found.moved == pytest.approx(steps, abs=1e-9)


@given(before=figures.filter(bool))
def test_where_nobody_joins_or_leaves_all_of_it_is_moving(before):
    now = {house: value + 1 for house, value in before.items()}
    found = split(before, now)
    assert (found.joined, found.left) == (0.0, 0.0)
    assert found.moved == pytest.approx(1.0)


@given(before=figures.filter(bool), newcomer=st.floats(-20, 20, allow_nan=False))
def test_where_nobody_moves_all_of_it_is_membership(before, newcomer):
    found = split(before, {**before, "newcomer": newcomer})
    assert found.moved == pytest.approx(0.0, abs=1e-9)
    assert found.membership == pytest.approx(found.change, abs=1e-9)


def test_a_mean_rises_although_both_houses_that_moved_went_down(view):
    shown = view(
        ("HSBC", THEN, 2.5), ("OECD", THEN, 3.0), ("HSBC", NOW, 2.3), ("OECD", NOW, 2.9),
        ("S&P Global", NOW, 3.2), ("IMF", NOW, 3.1), ("Goldman Sachs", NOW, 2.8),
    )  # fmt: skip
    found = split_of(shown.frame, US)
    assert (found.n_before, found.n_now) == (2, 5)
    assert (round(found.moved, 2), round(found.membership, 2)) == (-0.15, 0.26)
    assert shown.finding == (
        "The mean on growth in the United States in 2026 rose by 0.11 although both houses that "
        "moved went down"
    )
    assert "mean 2.75 to 2.86, −0.15 by houses that moved, +0.26 by joining" in shown.summary


def test_every_house_has_the_role_of_what_it_did(view):
    lapsed = date(2025, 6, 1)
    shown = view(
        ("HSBC", THEN, 2.5), ("HSBC", NOW, 2.3), ("UBS", date(2025, 12, 1), 2.0),
        ("OECD", lapsed, 1.0), ("IMF", NOW, 3.0),
        query="age=6&since=2025-12-01",
    )  # fmt: skip
    assert roles(shown) == {"HSBC": MOVED, "UBS": UNCHANGED, "OECD": LEFT, "IMF": JOINED}
    found = split_of(shown.frame, US)
    assert (found.n_before, found.n_now) == (3, 3)
    assert found.left == pytest.approx((2.5 + 2.0) / 2 - (2.5 + 2.0 + 1.0) / 3)
    left = shown.table.filter(pl.col("house") == "OECD").row(0, named=True)
    assert (left["before"], left["value"], left["role"]) == ("1.0", "–", "left")


def test_a_figure_in_review_counts_on_neither_day(view):
    waiting = forecast("UBS", 9.0, status="review")
    shown = view(("HSBC", THEN, 2.5), ("UBS", NOW, waiting), query="since=2026-01-30")
    assert roles(shown) == {"HSBC": UNCHANGED}
    assert shown.finding == "Nobody moved, joined or left since 30 Jan 2026"


@pytest.mark.parametrize(
    ("reports", "text"),
    [
        ([("HSBC", NOW, 2.0)], "One house is counted on growth in the United States in 2026, and "),
        ([("HSBC", THEN, 2.0), ("HSBC", NOW, 1.5)], "fell by 0.50: HSBC moved, and nobody joined"),
        ([("HSBC", THEN, 2.0), ("UBS", NOW, 3.0)], "rose by 0.50, though nobody moved: UBS joined"),
        (
            [("HSBC", THEN, 2.0), ("HSBC", NOW, 3.0), ("UBS", NOW, 4.0)],
            "rose by 1.50: +1.00 from HSBC that moved, +0.50 because UBS joined",
        ),
        ([], "No house counts on growth in the world"),
    ],
    ids=["nobody before", "only moves", "only joins", "both", "nobody"],
)
def test_the_finding_says_by_whom(view, reports, text):
    assert text in view(*reports).finding


@pytest.mark.parametrize("width", ["wide", "medium", "narrow"])
def test_moved_is_solid_and_joined_is_hatched_and_both_open_a_figure(view, width):
    shown = view(("HSBC", THEN, 2.5), ("HSBC", NOW, 2.3), ("IMF", NOW, 3.0))
    drawn = shown.draw(width=width)
    bars = [trace for trace in drawn["data"] if trace["type"] == "bar"]
    assert [round(bar["x"][0], 2) for bar in bars] == [-0.2, 0.35]
    assert ["pattern" in bar["marker"] for bar in bars] == [False, True]
    symbols = {t["marker"].get("symbol") for t in drawn["data"] if t["type"] == "scatter"}
    assert {"circle", "square"} <= symbols
    ids = {entry[0] for trace in drawn["data"] for entry in trace.get("customdata", [])}
    assert set(shown.frame["forecast_id"]) <= ids


def test_the_day_compared_with_goes_further_back_while_nothing_came_out_since(view):
    old = [("HSBC", date(2025, 9, 1), 2.5), ("HSBC", THEN, 2.0)]
    shown = view(*old)
    assert shown.shown.since == date(2025, 10, 30)
    assert "since 30 Oct 2025, as nothing here came out after 30 Jan 2026" in shown.subtitle
    assert roles(shown) == {"HSBC": MOVED}
    chosen = view(query="since=2026-01-30")
    assert chosen.finding == "Nobody moved, joined or left since 30 Jan 2026"
    assert "as nothing" not in chosen.subtitle


def test_the_heads_of_days_of_the_same_date_have_their_years(view):
    words = words_of(view(("HSBC", THEN, 2.5), ("HSBC", NOW, 2.0), query="since=2025-04-30").figure)
    assert "30 Apr 2025" in words
    assert "30 Apr 2026" in words
    other = words_of(view(query="since=2026-01-30").figure)
    assert "30 Jan\n" in other


@pytest.mark.parametrize(
    ("published", "finding"),
    [
        pytest.param(
            date(2025, 6, 1),
            "One house was counted on growth in the United States in 2026 on 1 Dec 2025, and none "
            "is on 30 Apr 2026",
            id="gone",
        ),
        pytest.param(
            NOW,
            "One house is counted on growth in the United States in 2026, and none was on "
            "1 Dec 2025",
            id="new",
        ),
    ],
)
def test_a_mean_of_one_day_only_says_which_day_had_it(view, published, finding):
    shown = view(("OECD", published, 1.0), query="age=6&since=2025-12-01")
    assert shown.finding == finding


def test_a_house_moved_from_the_figure_before_that_its_report_prints(tmp_path):
    newer = forecast(low=2.4), forecast(low=2.6, kind="previous")
    with Warehouse.open(":memory:") as warehouse:
        keep(warehouse, tmp_path, "older", forecast(low=2.0), published=date(2024, 6, 12))
        keep(warehouse, tmp_path, "newer", *newer, published=date(2025, 12, 10))
        asked = Selection.from_query("since=2025-11-23&period=2026&region=US")
        shown = MOVED_PANEL.view(warehouse.cursor(), asked, today=TODAY)
    told = shown.table.row(0, named=True)
    assert (told["before"], told["value"], told["change"]) == ("2.6", "2.4", "−0.2")
    assert "the earlier figure that its report prints" in str(shown.figure)


def test_an_undated_older_edition_is_not_called_printed(tmp_path):
    with Warehouse.open(":memory:") as warehouse:
        keep(warehouse, tmp_path, "older", forecast(low=2.0), published=None)
        later = {"published": date(2026, 7, 10), "recorded_at": datetime(2026, 7, 11, tzinfo=UTC)}
        keep(warehouse, tmp_path, "newer", forecast(low=2.4), **later)
        asked = Selection.from_query("since=2026-06-23&period=2026&region=US")
        shown = MOVED_PANEL.view(warehouse.cursor(), asked, today=date(2026, 7, 30))
    assert "its undated edition" in str(shown.figure)
    assert "its report prints" not in str(shown.figure)
