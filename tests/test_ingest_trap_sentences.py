"""Sentences that mislead: each is a way in which a forecast can be read as saying another thing."""

import pytest
from running_text import claim, read

GDP, CPI, CORE, JOBLESS = "gdp_growth", "cpi_inflation", "core_inflation", "unemployment_rate"
RATE, MOVE, FX, YIELD = "policy_rate", "policy_rate_change", "fx_rate", "yield_10y"


def told(text, **masthead):
    """Return the forecasts of a text; another house than the publisher follows after "@"."""
    forecasts, _ = read(*text.split(" / "), **masthead)
    house = masthead.get("publisher", "HSBC")
    return {
        claim(f) + (f" @{f.institution}" if f.institution != house else "")
        for f in forecasts
        if f.kind == "forecast" and f.stance is None
    }


PAIRED = {
    "regions before their numbers": (
        "For 2026 we see inflation in the US, euro area and UK at 2.8%, 1.8% and 2.5%.",
        {f"{CPI} {at} 2026 {x}..{x} pct" for at, x in (("US", 2.8), ("EA", 1.8), ("UK", 2.5))},
    ),
    "indicators before their numbers": (
        "For Germany we forecast GDP growth and inflation of 1.1% and 2.0% in 2026.",
        {f"{GDP} DE 2026 1.1..1.1 pct", f"{CPI} DE 2026 2..2 pct"},
    ),
    "rates of one bank": (
        "The rates on the deposit facility, the main refinancing operations and the marginal "
        "lending facility of the ECB will be 2.00%, 2.15% and 2.40% in 2026.",
        {f"{RATE} EA 2026-12 2..2 pct"},
    ),
    "years and then next": (
        "Polish growth is forecast at 3.5% this year and 3.1% next.",
        {f"{GDP} PL 2025 3.5..3.5 pct", f"{GDP} PL 2026 3.1..3.1 pct"},
    ),
    "years of the clause before": (
        "We see Austrian growth at 0.6% this year, 1.2% next, and inflation averaging "
        "2.4% and 2.1% respectively.",
        {f"{GDP} AT 2025 0.6..0.6 pct", f"{GDP} AT 2026 1.2..1.2 pct",
         f"{CPI} AT 2025 2.4..2.4 pct", f"{CPI} AT 2026 2.1..2.1 pct"},
    ),
    "an economy after an inflation": (
        "Inflation in China is likely to be 0.9% this year, and the economy should grow 4.8% in "
        "2026 and 4.5% in 2027.",
        {f"{CPI} CN 2025 0.9..0.9 pct", f"{GDP} CN 2026 4.8..4.8 pct",
         f"{GDP} CN 2027 4.5..4.5 pct"},
    ),
    "bonds of two countries": (
        "We see 4.70% on 10-year Treasuries and just 2.40% on 10-year Bunds at the end of 2026.",
        {f"{YIELD} US 2026-12 4.7..4.7 pct", f"{YIELD} DE 2026-12 2.4..2.4 pct"},
    ),
    "a region of the clause after": (
        "German GDP will probably contract by 0.1% this year; France slows to 0.6% in 2026 from "
        "1.1% this year, whereas Spain outperforms, with growth of 2.3% next year.",
        {f"{GDP} DE 2025 -0.1..-0.1 pct", f"{GDP} FR 2026 0.6..0.6 pct",
         f"{GDP} FR 2025 1.1..1.1 pct", f"{GDP} ES 2026 2.3..2.3 pct"},
    ),
    "crosses without a slash": (
        "EURPLN at 4.3 and EURHUF at 390 at the end of 2026; EURCZK should reach 24.30 by "
        "mid-2026.",
        {f"{FX} EURPLN 2026-12 4.3..4.3 level", f"{FX} EURHUF 2026-12 390..390 level",
         f"{FX} EURCZK 2026-06 24.3..24.3 level"},
    ),
    "central banks without a rate": (
        "We expect the Fed at 3.5% and the ECB at 2.0% at the end of 2026.",
        {f"{RATE} US 2026-12 3.5..3.5 pct", f"{RATE} EA 2026-12 2..2 pct"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), PAIRED.values(), ids=PAIRED)
def test_numbers_go_with_their_own_names(text, wanted):
    assert told(text) == wanted


DATED = {
    "where it stays": (
        "The Fed's rate falls to 3.25% by the end of 2026, where it stays through 2027.",
        {f"{RATE} US 2026-12 3.25..3.25 pct", f"{RATE} US 2027-12 3.25..3.25 pct"},
    ),
    "and remains there": (
        "We see unemployment in Germany falling to 5.0% in 2026 and remaining there in the "
        "following year.",
        {f"{JOBLESS} DE 2026 5..5 pct", f"{JOBLESS} DE 2027 5..5 pct"},
    ),
    "before raising it": (
        "The Riksbank will hold its policy rate at 1.75% throughout 2026 before raising it to "
        "2.25% by the end of 2027.",
        {f"{RATE} SE 2026-12 1.75..1.75 pct", f"{RATE} SE 2027-12 2.25..2.25 pct"},
    ),
    "peaks in a quarter": (
        "UK inflation should peak at 4.1% in the first quarter of 2026 and ease to 2.3% by "
        "year-end.",
        {f"{CPI} UK 2026Q1 4.1..4.1 pct", f"{CPI} UK 2026-12 2.3..2.3 pct"},
    ),
    "an undated peak": (
        "We think the Fed funds rate will peak at 5.25%.", {f"{RATE} US LR 5.25..5.25 pct"},
    ),
    "an end for two years": (
        "US inflation is expected to end 2026 at 3.6% and 2027 at 2.6%.",
        {f"{CPI} US 2026-12 3.6..3.6 pct", f"{CPI} US 2027-12 2.6..2.6 pct"},
    ),
    "the end of a quarter": (
        "USD/JPY is seen falling to 138.00 by the end of Q3 2026.",
        {f"{FX} USDJPY 2026Q3 138..138 level"},
    ),
    "a day to come": (
        "We expect the Bank of England to cut Bank Rate by 25bp on December 18.",
        {f"{MOVE} UK 2025-12 -25..-25 bp"},
    ),
    "between two years": (
        "We look for 50bp of Fed rate cuts between 2026 and 2027.",
        {f"{MOVE} US 2026-2027 -50..-50 bp"},
    ),
    "no dates at all": ("The ECB aims for inflation of 2% over the medium term.", set()),
    "a list under a heading": (
        "# Unemployment rate in the United States (%) / 2025: 4.5% / 2026: 4.2% / 2027: 4.4%",
        {f"{JOBLESS} US {y} {x}..{x} pct" for y, x in ((2025, 4.5), (2026, 4.2), (2027, 4.4))},
    ),
    "a list of rates under a pair": (
        "# GBP/USD / Q1 2026: 1.2300 / end-2026: 1.25 / We expect Bank Rate at 4% in 2026.",
        {f"{FX} GBPUSD 2026Q1 1.23..1.23 level", f"{FX} GBPUSD 2026-12 1.25..1.25 level",
         f"{RATE} UK 2026-12 4..4 pct"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), DATED.values(), ids=DATED)
def test_numbers_go_with_their_own_dates(text, wanted):
    assert told(text) == wanted


SIZED = {
    "two moves of one size": (
        "We look for two 25bp reductions in Bank Rate in 2026.", {f"{MOVE} UK 2026 2..2 cuts"},
    ),
    "each move at its own meeting": (
        "For the ECB we now look for two smaller 25bp hikes in March and May 2026.",
        {f"{MOVE} EA 2026-03 25..25 bp", f"{MOVE} EA 2026-05 25..25 bp"},
    ),
    "once more": (
        "The Bank of Canada will cut rates once more in 2026.", {f"{MOVE} CA 2026 1..1 cuts"},
    ),
    "half a point": (
        "We expect the Bank of England to cut by half a percentage point in the first half of "
        "2026.",
        {f"{MOVE} UK 2026H1 -0.5..-0.5 pp"},
    ),
    "a loss behind the number": (
        "Insolvencies in Italy are expected to go up by 5% in 2025, before a 3% year-on-year "
        "decline in 2026.",
        {"bankruptcies_growth IT 2025 5..5 pct", "bankruptcies_growth IT 2026 -3..-3 pct"},
    ),
    "a verb left out": (
        "We expect Brazil's economy to contract by 0.7% in 2026; Russia's by 4.5%.",
        {f"{GDP} BR 2026 -0.7..-0.7 pct", f"{GDP} RU 2026 -4.5..-4.5 pct"},
    ),
    "a loss of one, not of the other": (
        "We expect a decline in German output of 0.4% and inflation of 6.0% in 2026.",
        {f"{GDP} DE 2026 -0.4..-0.4 pct", f"{CPI} DE 2026 6..6 pct"},
    ),
    "falls below is where it falls": (
        "Japanese core inflation should fall below 2% in the summer of 2026.",
        {f"{CORE} JP 2026Q3 ..2 pct"},
    ),
    "revised up to": (
        "We have revised our 2026 euro area growth forecast up to 0.8% (up 0.1pp).",
        {f"{GDP} EA 2026 0.8..0.8 pct"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SIZED.values(), ids=SIZED)
def test_numbers_keep_their_size_and_sign(text, wanted):
    assert told(text) == wanted


SAID = {
    "a house without a verb": (
        "Barclays sees UK GDP growth at 1.0% in 2026, UBS at 1.3%.",
        {f"{GDP} UK 2026 1..1 pct @Barclays", f"{GDP} UK 2026 1.3..1.3 pct @UBS"},
    ),
    "a similar view": (
        "Barclays expects euro area growth of 1.2% in 2026. ING shares a similar view.",
        {f"{GDP} EA 2026 1.2..1.2 pct @Barclays"},
    ),
    "a survey": (
        "Economists polled by Reuters expect US inflation to average 2.9% in 2026.",
        {f"{CPI} US 2026 2.9..2.9 pct @Consensus"},
    ),
    "ours and the consensus": (
        "Our forecast of 1.5% for German GDP growth in 2026 is above the consensus of 1.1%.",
        {f"{GDP} DE 2026 1.5..1.5 pct @Unattributed", f"{GDP} DE 2026 1.1..1.1 pct @Consensus"},
    ),
    "a house that nobody knows": (
        "Quillmark projects Indian GDP growth of 6.5% in 2026.",
        {f"{GDP} IN 2026 6.5..6.5 pct @Unattributed"},
    ),
}


@pytest.mark.parametrize(("text", "wanted"), SAID.values(), ids=SAID)
def test_numbers_go_with_who_says_them(text, wanted):
    assert told(text, publisher=None) == wanted


NOTHING = {
    "the target of a bank": "Inflation should be back in the 1-3% target range in 2026.",
    "a top of the incomes": "The top 10% make up half of US consumer spending in 2026.",
    "markets that are counted": "Insolvencies rise in 18 of the 29 markets that we cover in 2026.",
    "an average error": "The average error of our growth forecasts for 2026 is 0.8% for the UK.",
    "headcount": "Headcount in Germany should grow by 3% in 2026.",
    "tax cuts": "Tax cuts of 2% in 2026 are expected in the US.",
    "a revision of points": "A revision of US growth in 2026 of 0.3 percentage points.",
    "points less than before": "US growth will be 0.1 percentage points less in 2026 than before.",
    "the current rate": "We expect the ECB to move away from the current 2% in 2026.",
    "the level of today": "The US unemployment rate has edged up but, at 4.4%, remains low.",
    "an older round": "DNB had forecast world growth of 2.9% in 2026 and 3.1% in 2027.",
    "the last forecast": "The previous forecast, in May, had EU growth of 0.9% this year.",
    "a number given up": "UK growth of 1.5% in 2026 had been expected.",
    "a share": "The fiscal deficit to GDP in China should increase to 8% in 2026.",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_numbers_of_other_things_are_no_forecasts_of_growth_or_prices(text):
    ours = (GDP, CPI, CORE, RATE, MOVE, "bankruptcies", "consumption")
    assert {row for row in told(text) if row.startswith(ours)} == set()


OLDER = {
    "projected in a month": (
        "US core inflation is put at 2.9% for 2026, below the 3.0% projected in September.", 3.0,
    ),
    "from, with a year": ("We lifted our US GDP growth forecast from 1.3% for 2026 to 2.5%.", 1.3),
    "instead of": (
        "The US unemployment rate will be 4.1% instead of 4.7% by the end of 2026.", 4.7,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), OLDER.values(), ids=OLDER)
def test_what_is_given_up_is_an_older_forecast(text, value):
    forecasts, _ = read(text)
    assert {f.kind for f in forecasts if f.low == value} == {"previous"}
    assert {f.kind for f in forecasts if f.low != value} == {"forecast"}


def test_a_place_of_war_is_not_what_a_central_bank_speaks_of():
    text = "The war in Ukraine weighs on trade. GDP will grow by 0.8% in 2026."
    assert told(text, publisher="Bank of England", title="Report") == {
        f"{GDP} UK 2026 0.8..0.8 pct"
    }


def test_a_name_that_is_wider_than_its_code_says_so():
    [forecast] = read("Growth in Europe is forecast at 1.3% in 2026.")[0]
    assert "region_loose" in forecast.traits


def test_a_country_in_another_paragraph_does_not_take_over_a_report_about_one():
    text = "Growth in France was weak. / Inflation should average 2.6% in 2026."
    forecasts, _ = read(*text.split(" / "), title="United Kingdom: outlook 2026")
    assert {f.region for f in forecasts} == {"UK"}
