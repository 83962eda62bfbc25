"""Wires and round-ups: houses that open a line, revise their calls, or are only quoted."""

import pytest
from running_text import claims, read


def rows(text, **masthead):
    forecasts, _ = read(text, **masthead)
    return {(f.institution, f.low) for f in forecasts if f.kind == "forecast"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "The World Bank on Tuesday raised its 2026 growth forecast for China to 4.3%.",
            {("World Bank", 4.3)},
            id="raised its forecast on a day",
        ),
        pytest.param(
            "Bank of America stuck to its call for a single cut by the Fed in January.",
            {("Bank of America", 1.0)},
            id="stuck to its call",
        ),
        pytest.param(
            "UBS lifted its year-end S&P 500 target and sees the ten-year Treasury yield at 4.0% "
            "at the end of 2026.",
            {("UBS", 4.0)},
            id="an index is no house",
        ),
        pytest.param(
            "Wells Fargo: fed funds rate at 3.25% by mid-2026.", {("Wells Fargo", 3.25)},
            id="the house opens the line",
        ),
        pytest.param(
            "Both the OECD and the IMF expect the euro area to grow 1.0% in 2026.",
            {("OECD", 1.0), ("IMF", 1.0)},
            id="both the one and the other",
        ),
        pytest.param(
            "The Fed cut its policy rate in October and will go to 3.25% by June 2026.",
            {("HSBC", 3.25)},
            id="a bank that acts forecasts nothing",
        ),
        pytest.param(
            "The ECB raised its 2026 growth forecast to 1.2%.", {("ECB", 1.2)},
            id="a bank that revises does",
        ),
        pytest.param(
            "ECB: we see the deposit rate at 2.0% at the end of 2026.", {("HSBC", 2.0)},
            id="a bank that is written about",
        ),
    ],
)  # fmt: skip
def test_finds_the_house_of_a_wire(text, wanted):
    assert rows(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "The EUR/CHF pair stands at 0.92, and we see it at 0.91 in three months.",
            ["fx_rate EURCHF 3M 0.91..0.91 level"],
            id="where the pair stands",
        ),
        pytest.param(
            "After September's 25bp cut to 2.50%, we expect the Bank of Canada to reach 2.00% in "
            "March 2026.",
            ["policy_rate CA 2026-03 2..2 pct"],
            id="after last month's cut",
        ),
        pytest.param(
            "In the third quarter of 2026 Swiss inflation is at 0.9%.",
            ["cpi_inflation CH 2026Q3 0.9..0.9 pct"],
            id="is at, in a time to come",
        ),
        pytest.param(
            "Russia faces a recession of 1.2% in 2026.", [], id="how deep a recession is",
        ),
    ],
)  # fmt: skip
def test_leaves_what_there_is(text, wanted):
    assert claims(text) == wanted
