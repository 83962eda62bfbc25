"""Turns of phrase that move a number to another time, place or house."""

import pytest
from running_text import claims, read

GDP, CPI, MOVE, RATE, FX = (
    "gdp_growth", "cpi_inflation", "policy_rate_change", "policy_rate", "fx_rate",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "The Riksbank should raise its policy rate by 25bp in each of the first and second "
            "quarters of 2027.",
            [f"{MOVE} SE 2027Q1 25..25 bp", f"{MOVE} SE 2027Q2 25..25 bp"],
            id="each of two quarters",
        ),
        pytest.param(
            "New Zealand's jobless rate is projected at 4.3 percent in the March 2028 quarter.",
            ["unemployment_rate NZ 2028Q1 4.3..4.3 pct"],
            id="the quarter of a month",
        ),
        pytest.param(
            "US growth is assumed to have been 0.4 percent in the December quarter.", [],
            id="assumed to have been",
        ),
        pytest.param(
            "US growth should hold at 1.9% in 2026 after 2.0%.", [f"{GDP} US 2026 1.9..1.9 pct"],
            id="what comes before",
        ),
        pytest.param(
            "For 2026 we are a touch lower on US growth, at 1.3%.", [f"{GDP} US 2026 1.3..1.3 pct"],
            id="lower, at",
        ),
        pytest.param(
            "We expect Canadian inflation to be running at two and a half per cent by mid-2026.",
            [f"{CPI} CA 2026-06 2.5..2.5 pct"],
            id="mixed numbers in words",
        ),
        pytest.param(
            "The RBA is seen cutting the cash rate to 3.10% by June 2026, and we see a decline "
            "in the Australian dollar of about 5% over the coming twelve months.",
            [f"{RATE} AU 2026-06 3.1..3.1 pct"],
            id="how far a currency falls",
        ),
        pytest.param(
            "The Bank of Canada's next move, a hike to 2.50%, is our call for October 2026.",
            [f"{RATE} CA 2026-10 2.5..2.5 pct"],
            id="the next move of a bank",
        ),
        pytest.param(
            "We expect the first Fed cut of the year in June 2026, followed by another in October "
            "2026.",
            [f"{MOVE} US 2026-06 down", f"{MOVE} US 2026-10 down"],
            id="another one",
        ),
        pytest.param(
            "We see the dollar index at 95 by the end of 2026.", [f"{FX} DXY 2026-12 95..95 level"],
            id="an index of the dollar",
        ),
        pytest.param(
            "The Fed should cut twice more in 2026, ending the year at 3.25%.",
            [f"{RATE} US 2026-12 3.25..3.25 pct", f"{MOVE} US 2026 2..2 cuts"],
            id="ending the year at",
        ),
        pytest.param(
            "We look for 25bp ECB cuts at each meeting until June 2026.", [],
            id="so much at each meeting",
        ),
        pytest.param(
            "Danish growth of 2.1% in 2026 should be stronger than this year's 1.9%.",
            [f"{GDP} DK 2025 1.9..1.9 pct", f"{GDP} DK 2026 2.1..2.1 pct"],
            id="a year that owns its number",
        ),
        pytest.param(
            "Assuming that the truce holds, growth in Ukraine is forecast at 2.5% in 2026.",
            [f"{GDP} UA 2026 2.5..2.5 pct"],
            id="what a forecast rests on",
        ),
    ],
)  # fmt: skip
def test_reads_the_turn(text, wanted):
    assert claims(text) == wanted


def test_gives_a_forecast_over_the_semicolon_to_nobody_else():
    text = "Our forecast for US ten-year yields is 4.5% by end-2026; for Bunds it is 2.9%."
    assert claims(text) == [
        "yield_10y DE 2026-12 2.9..2.9 pct",
        "yield_10y US 2026-12 4.5..4.5 pct",
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "The Bank of England has the furthest to go; Bank Rate should be at 3.5% by end-2026.",
            {"HSBC"},
            id="a bank that has far to go says nothing",
        ),
        pytest.param(
            "RBC sees the Bank of Canada on hold in 2026, while Scotiabank has two hikes in 2026.",
            {"RBC", "Scotiabank"},
            id="has two hikes",
        ),
        pytest.param(
            "We keep our above-consensus 2026 growth forecast of 2.3% for South Korea.",
            {"HSBC"},
            id="above the consensus is our own",
        ),
    ],
)
def test_knows_whose_forecast_it_is(text, wanted):
    forecasts, _ = read(text)
    assert {f.institution for f in forecasts} == wanted
