"""Figures that nobody forecasts: where things stand, what is left out, what a shock would do."""

import pytest
from running_text import claims

CPI, GDP, RATE = "cpi_inflation", "gdp_growth", "policy_rate"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "With inflation at 2.4%, the Bank of England can cut Bank Rate to 3.5% in 2026.",
            [f"{RATE} UK 2026-12 3.5..3.5 pct"],
            id="with today's level",
        ),
        pytest.param(
            "With UK inflation at 2.4% in 2026, Bank Rate should be at 3.5% at the end of 2026.",
            [f"{CPI} UK 2026 2.4..2.4 pct", f"{RATE} UK 2026-12 3.5..3.5 pct"],
            id="with a level to come",
        ),
        pytest.param(
            "Excluding Argentina and Peru, Latin American growth is forecast at 2.3% in 2026.", [],
            id="a part of a region",
        ),
        pytest.param("The neutral Bank Rate is 3.0%, in 2026 as ever.", [], id="the neutral rate"),
        pytest.param(
            "Colombia: BanRep cut by 25bp in October; we expect 75bp of cuts in 2026.",
            ["policy_rate_change CO 2026 -75..-75 bp"],
            id="one bank that cut",
        ),
        pytest.param(
            "Canada's dollar is to buy 74 US cents. Growth should be 1.2% in 2026.",
            [f"{GDP} CA 2026 1.2..1.2 pct"],
            id="cents are no country",
        ),
        pytest.param(
            "Saudi Arabia will grow 4.4% in 2026, the fastest pace since 2022.",
            [f"{GDP} SA 2026 4.4..4.4 pct"],
            id="the fastest since",
        ),
        pytest.param(
            "A 10% fall in house prices would cut UK growth by 0.5 percentage points in 2026.", [],
            id="what a shock would do",
        ),
        pytest.param(
            "Unemployment in Spain, the highest in the EU at 10.4%, should be at 9.8% by end-2026.",
            ["unemployment_rate ES 2026-12 9.8..9.8 pct"],
            id="the highest in a wider region",
        ),
    ],
)  # fmt: skip
def test_leaves_out_what_nobody_forecasts(text, wanted):
    assert claims(text) == wanted
