"""Cuts and hikes: printed and implied moves, told apart, each from where it starts."""

from __future__ import annotations

from datetime import date

import pytest
from dashboard_frames import words_of
from warehouse_builders import forecast, keep

from dashboard.panels.cut_counts import CUT_COUNTS
from dashboard.panels.cuts_frame import steps_text
from dashboard.selection import Selection
from warehouse.store import Warehouse

TODAY = date(2026, 4, 30)  # the Fed ended 2025 at 3.50–3.75, the ECB at 2.00
LEVEL = {"indicator": "policy_rate", "measure": "year_end", "period": "2026-12"}
NEXT = {**LEVEL, "period": "2027-12"}
CUTS = {"indicator": "policy_rate_change", "measure": "cumulative", "period": "2026",
        "unit": "cuts"}  # fmt: skip
CALL = {**CUTS, "measure": "other", "stance": "flat"}


@pytest.fixture
def view(tmp_path):
    with Warehouse.open(":memory:") as opened:

        def ask(*entries, today=TODAY):
            held = [
                forecast(house, low, **{"region": "US", **more}) for house, low, more in entries
            ]
            keep(opened, tmp_path, "r", *held, publisher="HSBC", published=date(2026, 2, 1))
            return CUT_COUNTS.view(opened.cursor(), Selection(), today=today)

        yield ask


def table_of(shown):
    return [
        (row["year"], row["source"], row["basis_points"], row["moves"])
        for row in shown.table.iter_rows(named=True)
    ]


def test_printed_and_implied_moves_stand_beside_each_other(view):
    shown = view(
        ("HSBC", 2.0, {**CUTS, "high": 3.0}), ("HSBC", 3.125, LEVEL), ("HSBC", 3.125, NEXT)
    )
    assert table_of(shown) == [
        ("2026", "printed", "−75 to −50 bp", "2–3 cuts"),
        ("2026", "levels imply", "−50 bp", "2 cuts"),
        ("2027", "levels imply", "0 bp", "no move"),
    ]
    assert shown.finding == (
        "In 2026, Fed: 1 house prints 2–3 cuts and the levels of one house imply 2 cuts"
    )


def test_next_year_starts_from_the_same_houses_level(view):
    assert not view(("HSBC", 3.125, NEXT)).frame.height


def test_an_end_of_the_range_is_no_cut_where_the_range_stays(view):
    assert table_of(view(("HSBC", 3.75, LEVEL))) == [("2026", "levels imply", "0 bp", "no move")]


def test_medians_of_the_two_sources_are_never_one(view):
    shown = view(("HSBC", 2.0, CUTS), ("UBS", 3.0, CUTS), ("HSBC", 3.4, LEVEL), ("ING", 3.2, LEVEL))
    assert "Fed 2026 printed n = 2 (median −63 bp)" in shown.footer
    assert "Fed 2026 levels imply n = 2 (median −33 bp)" in shown.footer
    assert "Never pooled" in shown.footer


def test_implied_moves_are_hollow_squares_that_open_the_level(view):
    shown = view(("HSBC", 2.0, CUTS), ("HSBC", 3.4, LEVEL))
    marks = {t["hovertext"][0]: t for t in shown.figure["data"] if t.get("hovertext")}
    square = next(trace for text, trace in marks.items() if "implies −23 bp in 2026" in text)
    assert square["marker"]["symbol"] == "square"
    opened = {entry[0] for trace in marks.values() for entry in trace["customdata"]}
    assert opened == set(shown.table["forecast_id"])
    assert "Moves in 2026, basis points" in words_of(shown.figure)


def test_a_call_without_a_number_is_shown_and_not_counted(view):
    shown = view(("HSBC", None, CALL))
    assert shown.n == 0
    assert "on hold, no number" in words_of(shown.figure)
    assert shown.finding == "No house counts: 1 move shown, none comparable"


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        pytest.param(-75.0, -50.0, "2–3 cuts", id="cuts"),
        pytest.param(-25.0, -25.0, "1 cut", id="one"),
        pytest.param(-25.0, 0.0, "0–1 cuts", id="none-or-one"),
        pytest.param(-12.0, 10.0, "no move", id="less-than-half-a-step"),
        pytest.param(-25.0, 50.0, "1 cut to 2 hikes", id="both"),
        pytest.param(None, 0.0, "–", id="open"),
    ],
)
def test_basis_points_are_counted_in_moves(low, high, text):
    assert steps_text(low, high) == text


def test_nothing_is_said_before_the_first_report(view):
    shown = view(("HSBC", 3.4, LEVEL), today=date(2020, 1, 1))
    assert shown.empty.startswith("No report had come out by 1 Jan 2020.")
    assert shown.draw(width="narrow")["layout"]
