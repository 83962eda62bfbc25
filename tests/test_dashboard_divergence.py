"""The divergence board: distances, gaps, what is not compared, and who stands furthest apart."""

from __future__ import annotations

from datetime import date
from itertools import count

import polars as pl
import pytest
from dashboard_samples import warehouse_of_samples
from warehouse_builders import forecast, keep

from dashboard.panels.divergence import DIVERGENCE
from dashboard.panels.divergence_cells import (
    DISTANCE,
    FEW,
    REVIEW,
    UNLIKE,
    board_of,
    furthest_pairs,
)
from dashboard.selection import Selection
from warehouse import queries
from warehouse.store import Warehouse

TODAY = date(2026, 4, 30)
US, EA, GAP = "gdp_growth-US-2026", "gdp_growth-EA-2026", "gdp_growth-US-EA-2026"


@pytest.fixture(scope="module")
def samples():
    with warehouse_of_samples() as warehouse:
        yield warehouse


@pytest.fixture
def view(tmp_path):
    """Store a report per house and show the board."""
    with Warehouse.open(":memory:") as warehouse:
        names = (f"report {number}" for number in count())

        def show(*rows, query=""):
            for row in rows:
                keep(warehouse, tmp_path, next(names), row, publisher=row.institution,
                     published=date(2026, 4, 1))  # fmt: skip
            return DIVERGENCE.view(warehouse.cursor(), Selection.from_query(query), today=TODAY)

        yield show


def cell(shown, house, head=US):
    return board_of(shown.frame, shown.shown).cells[(house, head)]


def four(*more):
    houses = {"HSBC": 1.5, "UBS": 2.0, "IMF": 2.1, "OECD": 2.8}
    return (*(forecast(house, value) for house, value in houses.items()), *more)


@pytest.mark.parametrize("asof", ["2025-12-31", "2026-04-30"])
def test_distances_are_those_of_the_divergence_query(samples, asof):
    query = Selection.from_query(f"asof={asof}&indicators=gdp_growth,policy_rate,cpi_inflation")
    shown = DIVERGENCE.view(samples.cursor(), query, today=TODAY)
    found = {
        row["forecast_id"]: row["distance"]
        for row in shown.frame.filter(pl.col("counted")).iter_rows(named=True)
    }
    wanted = queries.divergence(samples.cursor(), asof=date.fromisoformat(asof))
    pairs = [
        (found[row["forecast_id"]], row["distance_from_median"])
        for row in wanted.iter_rows(named=True)
        if row["forecast_id"] in found
    ]
    assert len(pairs) == len(found) > 5
    assert all(ours == (theirs if theirs is None else pytest.approx(theirs))
               for ours, theirs in pairs)  # fmt: skip


def test_a_tile_says_distance_side_and_tint(view):
    shown = view(*four())
    far = cell(shown, "OECD")
    assert (far.look, far.text, far.side, far.step) == (DISTANCE, "+0.75", 1, 5)
    near = cell(shown, "UBS")
    assert (near.text, near.side, near.step) == ("−0.05", -1, 2)
    assert "0.75 above the median of 2.05, n = 4" in far.hover


def test_the_house_with_the_largest_distance_comes_first(view):
    shown = view(*four())
    assert board_of(shown.frame, shown.shown).houses == ("OECD", "HSBC", "IMF", "UBS")
    assert shown.finding.startswith("OECD stands 0.75 above the median on growth in the United")


def test_deviations_are_distances_in_the_spread_of_the_houses(view):
    shown = view(*four(), query="scale=sd")
    assert cell(shown, "OECD").text == "+1.4"
    assert "OECD stands 1.4 standard deviations above" in shown.finding
    assert "standard deviations" in shown.subtitle


@pytest.mark.parametrize("houses", [1, 2])
def test_below_three_houses_there_is_no_distance_and_it_is_said(view, houses):
    shown = view(*four()[:houses])
    found = cell(shown, "HSBC")
    assert (found.look, found.text, found.points) == (FEW, "1.5", None)
    assert f"(n = {houses})" in shown.footer
    assert "no question has the three that a distance needs" in shown.finding
    assert not furthest_pairs(board_of(shown.frame, shown.shown), scale="points")


def test_a_figure_in_review_is_ringed_and_moves_no_median(view):
    shown = view(*four(forecast("BNP Paribas", 9.0, status="review")))
    found = cell(shown, "BNP Paribas")
    assert (found.look, found.text, found.reach) == (REVIEW, "+6.95", 0.0)
    assert cell(shown, "OECD").text == "+0.75"
    assert "Ringed: awaiting review, its distance shown and not counted (1)." in shown.footer


@pytest.mark.parametrize(
    ("odd", "text"),
    [
        ({"measure": "q4q4", "period": "2026Q4"}, "Q4/Q4"),
        ({"measure": "q4q4", "period": "2026Q4", "status": "review"}, "Q4/Q4"),
        ({"kind": "scenario"}, "scenario"),
        ({"high": None}, "over 2"),
    ],
    ids=["definition", "definition in review", "scenario", "open bound"],
)
def test_what_is_defined_otherwise_stands_dashed_without_a_distance(view, odd, text):
    shown = view(*four(forecast("BNP Paribas", 2.0, **odd)))
    found = cell(shown, "BNP Paribas")
    assert (found.look, found.text, found.points) == (UNLIKE, text, None)
    assert "Dashed" in shown.footer


def test_the_gap_is_a_column_of_the_houses_counted_on_both_sides(view):
    europe = {"HSBC": 1.0, "UBS": 1.1, "IMF": 1.2, "Vanguard": 0.9}
    shown = view(*four(), *(forecast(h, v, region="EA") for h, v in europe.items()))
    board = board_of(shown.frame, shown.shown)
    assert [head.id for head in board.heads] == [US, EA, GAP]
    gap = board.heads[2]
    assert gap.mids == pytest.approx((0.5, 0.9, 0.9))
    assert cell(shown, "HSBC", GAP).text == "−0.4"
    assert ("Vanguard", GAP) not in board.cells
    assert cell(shown, "HSBC", GAP).figure in set(shown.frame["forecast_id"])


def test_a_gap_with_an_unlike_side_is_not_compared(view):
    odd = forecast("OECD", 1.0, region="EA", measure="q4q4", period="2026Q4")
    europe = [forecast(h, 1.0, region="EA") for h in ("HSBC", "UBS", "IMF")]
    shown = view(*four(), *europe, odd)
    assert (cell(shown, "OECD", GAP).look, cell(shown, "OECD", GAP).text) == (UNLIKE, "Q4/Q4")


def test_the_pair_furthest_apart_is_named_once_a_question(view):
    europe = [forecast(h, v, region="EA") for h, v in (("HSBC", 1.0), ("UBS", 1.1), ("IMF", 3.0))]
    shown = view(*four(), *europe)
    pairs = furthest_pairs(board_of(shown.frame, shown.shown), scale="points")
    told = [(pair.high.house, pair.low.house, pair.points) for pair in pairs]
    assert told[0] == ("IMF", "HSBC", 2.0)
    assert ("OECD", "HSBC", 1.3) in told
    assert len(told) == len({pair.head.id for pair in pairs})


def test_negative_figures_keep_their_side(view):
    shown = view(*(forecast(h, v) for h, v in (("HSBC", -1.0), ("UBS", -0.5), ("IMF", -0.4))))
    assert (cell(shown, "HSBC").text, cell(shown, "IMF").text) == ("−0.5", "+0.1")


def test_houses_of_one_mind_have_no_deviation_and_nobody_is_told_apart(view):
    shown = view(*(forecast(h, 2.0) for h in ("HSBC", "UBS", "IMF")), query="scale=sd")
    assert {cell(shown, house).text for house in ("HSBC", "UBS", "IMF")} == {"0"}
    assert shown.finding == "Three houses, and nobody stands apart from the median alone"


def test_the_year_is_the_one_that_most_figures_are_for(view):
    later = [forecast(h, 2.0, period="2027") for h in ("HSBC", "UBS", "IMF", "OECD", "Vanguard")]
    shown = view(*four(), *later)
    assert shown.shown.period == "2027"
    assert view(query="period=2026").shown.period == "2026"
    assert view(query="asof=2026-01-01").shown.period == "2026"


def test_levels_go_by_deviations_and_never_lead_the_rows(view):
    rates = [
        forecast(h, v, indicator="gold_price", region="WORLD", unit="usd", measure="year_end",
                 period="2026-12")
        for h, v in (("HSBC", 4000.0), ("UBS", 4500.0), ("IMF", 5000.0))
    ]  # fmt: skip
    shown = view(*four(), *rates, query="indicators=gdp_growth,gold_price&region=WORLD,US")
    assert shown.finding.startswith("OECD stands 0.75")
    assert "In their own unit, tinted by standard deviations" in shown.footer


def test_the_table_has_every_figure_and_every_gap(view):
    europe = [forecast(h, 1.0, region="EA") for h in ("HSBC", "UBS", "IMF")]
    shown = view(*four(), *europe)
    table = shown.table
    assert table.height == len(four()) + 2 * len(europe)
    row = table.filter(pl.col("house") == "OECD").row(0, named=True)
    assert (row["low"], row["distance"], row["deviations"]) == ("2.8%", "+0.75", "+1.4")


@pytest.mark.parametrize("width", ["wide", "medium", "narrow"])
def test_forty_houses_and_many_questions_have_a_row_each(view, width):
    rows = [forecast(f"House {i}", 1.0 + i / 10, region=r) for i in range(40) for r in ("US", "EA")]
    shown = view(*rows)
    drawn = shown.draw(width=width)
    names = {note["text"] for note in drawn["layout"]["annotations"]}
    assert {f"House {i}" for i in range(40)} <= names
    ids = {entry[0] for trace in drawn["data"] for entry in trace.get("customdata", [])}
    assert ids == set(shown.frame["forecast_id"])


def test_a_claim_of_nobody_in_particular_has_no_row(view):
    shown = view(*four(forecast("Consensus", 2.5)))
    assert "Consensus" not in board_of(shown.frame, shown.shown).houses
