"""Numbers that are nobody's forecast: shares of people, probabilities, what was once expected."""

import pytest
from running_text import claims, read

from warehouse.vocabulary import Kind

GDP, CPI, RATE, FX = "gdp_growth", "cpi_inflation", "policy_rate", "fx_rate"

SHARES = {
    "a majority in brackets": (
        "A majority (58%) looks for an unchanged policy rate in the US in 2026; 27% expect one "
        "cut, and 15% two cuts.",
        [],
    ),
    "what a share of them expects": (
        "Some 62% of panelists see US growth above 2% in 2026.",
        [],
    ),
    "the median beside a share": (
        "Of all answers, 40% expect more than the median, which has US GDP growth at 1.9% in 2026.",
        [f"{GDP} US 2026 1.9..1.9 pct"],
    ),
    "a probability far from its word": (
        "The probability that Italian growth turns negative in any quarter of 2026 is below 10%.",
        [],
    ),
    "a level that is only at risk": (
        "The risk that UK inflation ends 2026 above 4% has risen to 30%.",
        [],
    ),
    "how far it is from something": (
        "The FOMC’s median dot for the end of 2026 is 3.4%, 40 basis points above what it deems "
        "neutral.",
        [f"{RATE} US 2026-12 3.4..3.4 pct"],
    ),
    "an average of many years": (
        "Dutch growth is forecast to stay below its ten-year average of 2.1% in 2026, at 1.2%.",
        [f"{GDP} NL 2026 1.2..1.2 pct"],
    ),
    "a natural rate": ("In our view, the NAIRU in Sweden is near 7% in 2026.", []),
    "what one shock does by itself": (
        "A 10% fall in share prices lowers US GDP by 0.2% after one year, other things being "
        "equal.",
        [],
    ),
    "a risk and the main scenario in one sentence": (
        "If another wave were to come, the unemployment rate in Japan would reach 3.2% in 2026 "
        "rather than the 2.6% of the main scenario.",
        ["unemployment_rate JP 2026 2.6..2.6 pct"],
    ),
    "a level beside a chance": (
        "The odds of a recession are low, and US GDP should grow by 2.1% in 2026.",
        [f"{GDP} US 2026 2.1..2.1 pct"],
    ),
}

ONCE = {
    "a year ago": (
        "A year ago the average strategist saw EUR/USD at 1.25 for the end of 2026, and the Fed "
        "funds rate at 2.5% at the end of 2026.",
        [],
    ),
    "what we said ourselves": (
        "In September, we expected Swiss growth of 1.6% in 2026 and 1.5% in 2027.",
        [],
    ),
    "and what is thought by now": (
        "This time last year the consensus had UK inflation at 2.2% in 2026, but we now expect "
        "2.9% for 2026.",
        [f"{CPI} UK 2026 2.9..2.9 pct"],
    ),
    "new and old in pairs": (
        "Our forecast moved to BRL 5.50 per dollar from 5.30 for year-end 2026, and to 5.60 from "
        "5.40 for 2027.",
        [f"{FX} USDBRL 2026-12 5.5..5.5 level", f"{FX} USDBRL 2027-12 5.6..5.6 level"],
    ),
    "growth in pairs": (
        "We lift our forecast for Chinese growth to 4.8% from 4.5% in 2026, and to 4.4% from 4.2% "
        "in 2027.",
        [f"{GDP} CN 2026 4.8..4.8 pct", f"{GDP} CN 2027 4.4..4.4 pct"],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), SHARES.values(), ids=SHARES.keys())
def test_a_share_of_people_or_a_chance_is_no_level(text, wanted):
    assert claims(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), ONCE.values(), ids=ONCE.keys())
def test_what_was_once_expected_is_a_former_forecast(text, wanted):
    forecasts, _ = read(text)
    former = [f for f in forecasts if f.kind is Kind.PREVIOUS]
    assert claims(text) == wanted
    assert len(former) >= len(wanted)
    assert former or wanted


def test_another_house_of_an_earlier_month_still_speaks():
    forecasts, _ = read("In October, the IMF projected global growth of 3.1% in 2026.")
    assert [(f.institution, f.low) for f in forecasts] == [("IMF", 3.1)]
