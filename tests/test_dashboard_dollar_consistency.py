from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from dashboard_frames import frame, row

from dashboard.panels.consistency_frame import as_frame
from dashboard.panels.consistency_legs import houses_of, read
from dashboard.panels.dollar_calls import with_directions
from dashboard.panels.dollar_consistency import DOLLAR_CONSISTENCY
from dashboard.selection import Selection
from warehouse.store import Warehouse

ASOF = date(2026, 4, 30)
CHOSEN = Selection(period="2026", asof=ASOF)
FX = {"indicator": "fx_rate", "measure": "other", "region": "DXY"}
LEVEL = {"indicator": "policy_rate", "measure": "year_end", "period": "2026-12"}
MOVE = {"indicator": "policy_rate_change", "measure": "cumulative"}
RATES = {
    "US": [{"decided": date(2025, 12, 10), "rate_low": 3.5, "rate_high": 3.75}],
    "EA": [{"decided": date(2025, 6, 5), "rate_low": 2.0, "rate_high": 2.0}],
}


def shown(calls: list[dict], figures: list[dict]) -> pl.DataFrame:
    judged = with_directions(frame(*calls), year="2026")
    rows = judged.rows(named=True)
    houses = houses_of(rows, frame(*figures).rows(named=True), year="2026", rates=RATES)
    return as_frame(houses, schema=judged.schema)


def reading(leg: str, calls: list[dict], figures: list[dict]) -> tuple[str, str]:
    first = shown(calls, figures).row(0, named=True)
    return first[f"{leg}_reading"], first[f"{leg}_why"]


WEAKER = row("HSBC", None, stance="down", **FX)
CUTS = row("HSBC", -50, unit="bp", **MOVE)
HOLD = row("HSBC", None, stance="flat", region="EA", **{**MOVE, "measure": "other"})


@pytest.mark.parametrize(
    ("direction", "gap", "said"),
    [
        pytest.param("weaker", (-50.0, -25.0), "agrees", id="narrower and weaker"),
        pytest.param("stronger", (-50.0, -25.0), "parts", id="narrower and stronger"),
        pytest.param("stronger", (0.4, 0.4), "agrees", id="wider and stronger"),
        pytest.param("weaker", (-25.0, 25.0), "can’t tell", id="both sides of zero"),
        pytest.param("weaker", (0.0, 0.0), "can’t tell", id="no gap"),
        pytest.param("flat", (0.0, 0.0), "agrees", id="flat and unchanged"),
        pytest.param("flat", (25.0, 25.0), "can’t tell", id="flat and wider"),
    ],
)
def test_a_call_is_read_by_the_sign_of_the_gap(direction, gap, said):
    assert read(direction, gap)[0] == said


def test_cuts_by_one_bank_alone_go_with_a_weaker_dollar():
    assert reading("rates", [WEAKER], [CUTS, HOLD]) == ("agrees", "")


def test_a_move_without_a_number_has_a_sign():
    cuts = row("HSBC", None, stance="down", **{**MOVE, "measure": "other"})
    held = shown([WEAKER], [cuts, HOLD])
    assert held["rates_reading"][0] == "agrees"
    assert "narrows, no number" in set(DOLLAR_CONSISTENCY.table(held, CHOSEN)["gap"])


def test_no_house_gets_a_verdict_without_two_citations():
    assert reading("rates", [WEAKER], [CUTS]) == ("can’t tell", "no ECB figure")
    assert reading("growth", [WEAKER], []) == ("can’t tell", "no US or euro area figure")


def test_a_figure_in_review_gives_no_verdict():
    waiting = row("HSBC", -50, unit="bp", status="review", **MOVE)
    assert reading("rates", [WEAKER], [waiting, HOLD]) == ("can’t tell", "a figure awaits review")
    call = row("HSBC", None, stance="down", status="review", **FX)
    assert reading("rates", [call], [CUTS, HOLD]) == ("can’t tell", "its call awaits review")


def test_a_level_is_taken_against_the_house_s_own_before_the_rate_of_the_day():
    ends = [row("HSBC", 3.75, **LEVEL), row("HSBC", 2.0, region="EA", **LEVEL)]
    before = row("HSBC", 4.0, **{**LEVEL, "period": "2025-12"})
    own = shown([WEAKER], [*ends, before])
    assert (own["rates_low"][0], own["rates_high"][0]) == (-25.0, -25.0)
    day = shown([WEAKER], ends)  # against a target range, the middle is not the rate
    assert (day["rates_low"][0], day["rates_high"][0]) == (0.0, 25.0)
    assert day["rates_reading"][0] == "can’t tell"


def test_a_start_from_another_page_is_not_taken():
    ends = [row("HSBC", 3.5, **LEVEL), row("HSBC", 3.0, region="EA", **LEVEL)]
    other = row("HSBC", 2.0, region="EA", **{**LEVEL, "period": "2025-12", "page": 9})
    assert shown([WEAKER], [*ends, other]).filter(role="ECB")["start_words"].to_list() == [
        "the rate when it was printed"
    ]


def test_growth_is_compared_by_one_definition_only():
    us, ea = row("HSBC", 2.0), row("HSBC", 1.0, region="EA", measure="q4q4")
    assert reading("growth", [WEAKER], [us, ea])[0] == "can’t tell"
    assert reading("growth", [WEAKER], [us, row("HSBC", 1.0, region="EA")]) == ("parts", "")


def test_calls_that_differ_or_are_of_half_the_year_or_on_the_yen_are_not_read():
    other = row("HSBC", None, stance="up", **FX, period="2026-12")
    assert reading("rates", [WEAKER, other], [CUTS, HOLD])[1] == "its own calls differ"
    none = "no call for the year on the euro or in general"
    half = row("HSBC", None, stance="down", **FX, period="2026H1")
    yen = row("HSBC", None, stance="down", **{**FX, "region": "USDJPY"})
    assert reading("rates", [half], [CUTS, HOLD])[1] == none
    assert reading("rates", [yen], [CUTS, HOLD])[1] == none


def test_claims_of_others_and_scenarios_are_no_house_of_its_own():
    crowd = row("Consensus", None, stance="down", institution_kind="collective", **FX)
    guess = row("UBS", None, stance="down", kind="scenario", **FX)
    assert shown([crowd, guess], []).is_empty()


def test_the_finding_names_who_agrees_and_who_parts():
    call = row("UBS", None, stance="up", **FX)
    faster = [row("UBS", 2.0), row("UBS", 1.0, region="EA")]
    alone = row("PIMCO", None, stance="flat", **FX)
    held = shown([WEAKER, call, alone], [CUTS, HOLD, *faster])
    assert DOLLAR_CONSISTENCY.finding(held, CHOSEN) == (
        "Two of three dollar calls read against the house’s own figures: HSBC agrees with its own "
        "rates and UBS agrees with its own growth"
    )
    assert DOLLAR_CONSISTENCY.count(held) == 2
    assert DOLLAR_CONSISTENCY.finding(shown([alone], []), CHOSEN) == (
        "Can’t tell for the one house with a dollar call in 2026"
    )


@pytest.mark.parametrize("width", ["wide", "medium", "narrow"])
def test_every_citation_opens_its_figure(width):
    held = shown([WEAKER], [CUTS, HOLD, row("HSBC", 2.0), row("HSBC", 1.0, region="EA")])
    figure = DOLLAR_CONSISTENCY.figure(held, CHOSEN, "light", width=width)
    opened = {entry[0] for trace in figure["data"] for entry in trace.get("customdata", [])}
    assert opened == set(held["forecast_id"])


def test_an_empty_warehouse_says_what_to_do():
    with Warehouse.open(":memory:") as warehouse:
        view = DOLLAR_CONSISTENCY.view(warehouse.cursor(), Selection(), today=ASOF)
    assert view.empty == "No report has been read yet. Add one on the upload page."
    assert view.finding == "No house has a call on the dollar in 2026"
