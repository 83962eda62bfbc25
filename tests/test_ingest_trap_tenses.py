"""Prices of currencies told in words, and sentences about what was decided or expected before."""

from datetime import date

import pytest
from running_text import claim, read

GDP, RATE, MOVE, FX = "gdp_growth", "policy_rate", "policy_rate_change", "fx_rate"

PRICES = {
    "units per dollar, of the country spoken of": (
        "In Mexico the exchange rate is estimated at 19.4 pesos per dollar at the end of 2026.",
        {f"{FX} USDMXN 2026-12 19.4..19.4 level"},
    ),
    "a currency per US dollar": (
        "The Canadian dollar should trade at 1.38 per US dollar at the end of the first quarter "
        "and 1.35 by the end of 2027.",
        {f"{FX} USDCAD 2026Q1 1.38..1.38 level", f"{FX} USDCAD 2027-12 1.35..1.35 level"},
    ),
    "against the dollar, in dollars": (
        "We expect sterling to slip against the dollar to $1.26 by the end of 2026.",
        {f"{FX} GBPUSD 2026-12 1.26..1.26 level"},
    ),
    "the pair named before": (
        "Our forecast for EUR/SEK is 10.90 in 12M. We see the cross at 11.10 on a 1-month view and "
        "at 11.00 on 3M.",
        {f"{FX} EURSEK {m} {x}..{x} level" for m, x in (("12M", 10.9), ("1M", 11.1), ("3M", 11))},
    ),
    "forecasts for twelve months": (
        "Our 12-month forecasts are 1.21 for EUR/USD and 0.79 for USD/CHF.",
        {f"{FX} EURUSD 12M 1.21..1.21 level", f"{FX} USDCHF 12M 0.79..0.79 level"},
    ),
    "from the present level": (
        "USD/JPY is forecast to fall to 141 in 12M, from the present 155.",
        {f"{FX} USDJPY 12M 141..141 level"},
    ),
}


def told(text, kind="forecast", **masthead):
    """Return the figures of one kind."""
    forecasts, _ = read(*text.split(" / "), **masthead)
    return {claim(f) for f in forecasts if f.kind == kind and f.stance is None}


@pytest.mark.parametrize(("text", "wanted"), PRICES.values(), ids=PRICES.keys())
def test_prices_of_currencies_are_read_from_words(text, wanted):
    assert told(text) == wanted


DECIDED = {
    "decided to": "The committee decided to lower its key rate by 25 basis points, to 6.75%.",
    "lowered on a day": "In June the ECB lowered its deposit rate by 25bp to 2 percent.",
    "held": "The Bank of Canada held its target for the overnight rate at 2.25% on December 10.",
    "by points to": "The Riksbank raised the policy rate by 50 basis points to 4% on 5 July.",
}


@pytest.mark.parametrize("text", DECIDED.values(), ids=DECIDED.keys())
def test_decisions_that_were_taken_are_no_forecasts(text):
    assert told(f"We expect US inflation of 2.6% in 2026. / {text}") == {
        "cpi_inflation US 2026 2.6..2.6 pct"
    }


BEFORE = {
    "only what the bracket holds": (
        "Global growth is seen at 3.1% in 2026, 3.3% in 2027 (previously 3.0% and 3.2% "
        "respectively).",
        {f"{GDP} WORLD 2026 3.1..3.1 pct", f"{GDP} WORLD 2027 3.3..3.3 pct"},
        {f"{GDP} WORLD 2026 3..3 pct", f"{GDP} WORLD 2027 3.2..3.2 pct"},
    ),
    "were looking for": (
        "The house was looking for a USD/JPY rate of 141 at the end of 2026 but has jacked that "
        "up to 148.",
        {f"{FX} USDJPY 2026-12 148..148 level"},
        {f"{FX} USDJPY 2026-12 141..141 level"},
    ),
    "they previously expected": (
        "They expect US GDP growth of 2.5% in 2026; they previously expected 2.2% in 2026.",
        {f"{GDP} US 2026 2.5..2.5 pct"},
        {f"{GDP} US 2026 2.2..2.2 pct"},
    ),
}


@pytest.mark.parametrize(("text", "now", "then"), BEFORE.values(), ids=BEFORE.keys())
def test_what_was_expected_before_is_told_apart(text, now, then):
    assert (told(text), told(text, "previous")) == (now, then)


def test_a_month_before_an_earlier_date_of_next_year_is_the_next_one():
    text = "The Riksbank should cut its rate to 2.75% in December and then 1.75% by mid-2026."
    assert told(text, published=date(2025, 11, 6)) == {
        f"{RATE} SE 2025-12 2.75..2.75 pct",
        f"{RATE} SE 2026-06 1.75..1.75 pct",
    }


def test_rate_cuts_do_not_sign_the_growth_that_follows():
    text = "In the US we see three rate cuts in 2026 and GDP growth of 1.6% for 2026 as a whole."
    assert told(text) == {f"{MOVE} US 2026 3..3 cuts", f"{GDP} US 2026 1.6..1.6 pct"}


STANDING = {
    "closed the year": "The euro closed the year at 1.1800 dollars, up from 1.0354.",
    "stands at": "The federal funds rate stands at 3.50%–3.75%.",
    "from the start of the year": "The Riksbank cut its policy rate four times, from 3.00% at the "
    "beginning of the year to 2.00% in June, and kept it there.",
    "a verb behind the quarter": "US growth of 3.8% in the second quarter overstated momentum.",
    "another clause is revised": "Euro area inflation slowed to 2.1% in December from 2.2% in "
    "November, and US growth was revised up to 3.8%.",
}


@pytest.mark.parametrize("text", STANDING.values(), ids=STANDING.keys())
def test_where_things_stand_is_no_forecast(text):
    assert told(f"We expect US inflation of 2.6% in 2026. / {text}") == {
        "cpi_inflation US 2026 2.6..2.6 pct"
    }


AHEAD = {
    "now at, and then at": (
        "We see the US 10-year Treasury yield, currently at 4.1%, at 4.2% at the end of 2026.",
        {"yield_10y US 2026-12 4.2..4.2 pct"},
    ),
    "back at the target": (
        "In our projection UK inflation is back at its 2% target by the second quarter of 2027.",
        {"cpi_inflation UK 2027Q2 2..2 pct"},
    ),
    "and again in": (
        "The Fed is expected to ease by 25 basis points in March 2026 and again in June 2026.",
        {f"{MOVE} US 2026-03 -25..-25 bp", f"{MOVE} US 2026-06 -25..-25 bp"},
    ),
    "should cut its rate": (
        "The Riksbank should cut its policy rate to 1.50% in March 2026.",
        {f"{RATE} SE 2026-03 1.5..1.5 pct"},
    ),
}


@pytest.mark.parametrize(("text", "wanted"), AHEAD.values(), ids=AHEAD.keys())
def test_what_is_to_come_is_read_beside_what_is(text, wanted):
    assert told(text) == wanted


HOUSES = {
    "its economists": (
        "Goldman Sachs is the most upbeat. Its economists see US GDP growth of 2.1% in 2026.",
        {("Goldman Sachs", 2.1)},
    ),
    "versus a number at": (
        "Morgan Stanley expects the US 10-year Treasury yield to end 2026 at 3.95%, versus 3.60% "
        "at UBS.",
        {("Morgan Stanley", 3.95), ("UBS", 3.6)},
    ),
    "said an economist at": (
        "“The ECB will be at 2.0% by September 2026,” said an economist at Berenberg.",
        {("Berenberg", 2.0)},
    ),
}


@pytest.mark.parametrize(("text", "wanted"), HOUSES.values(), ids=HOUSES.keys())
def test_houses_behind_a_number_or_a_pronoun_speak(text, wanted):
    forecasts, _ = read(text, publisher=None)
    assert {(f.institution, f.low) for f in forecasts if f.kind == "forecast"} == wanted


def test_a_second_scenario_is_one_too():
    text = (
        "We outline scenarios for the US, including a hard landing, where GDP contracts by 0.9% in "
        "2026; and a boom, where growth reaches 3.1% in 2026."
    )
    assert told(text) == set()
    assert len(told(text, "scenario")) == 2


def test_the_size_of_each_move_is_not_their_sum():
    text = (
        "We expect Banxico to go on cutting at a 25bp pace, which takes its rate to 6.5% in 2026."
    )
    assert told(text) == {f"{RATE} MX 2026-12 6.5..6.5 pct"}


def test_an_interviewer_who_names_a_country_turns_to_it():
    text = (
        "Growth in the euro area should reach 1.2% in 2026, compared to 1.7% in the US. / "
        "And for France in particular? / We forecast growth of 0.7% in 2026."
    )
    assert told(text) == {
        f"{GDP} {at} 2026 {x}..{x} pct" for at, x in (("EA", 1.2), ("US", 1.7), ("FR", 0.7))
    }


def test_a_price_that_the_dollar_index_never_had_is_passed_over():
    assert told("The dollar is seen at 20.9 at the end of 2026.") == set()


ASIDE = {
    "signed points in brackets": (
        "US GDP growth is seen at 1.4% in 2026 (–0.5 pp vs January's 1.9%).",
        {f"{GDP} US 2026 1.4..1.4 pct"},
    ),
    "a rise, up to": (
        "Tariffs should bring about a rise in inflation, up to 4.0% in the US in 2026.",
        {"cpi_inflation US 2026 4..4 pct"},
    ),
    "a month after two years": (
        "We see US GDP growth of 1.5% in 2026 and 1.4% in 2027, with the unemployment rate at 4.8% "
        "by June.",
        {
            f"{GDP} US 2026 1.5..1.5 pct",
            f"{GDP} US 2027 1.4..1.4 pct",
            "unemployment_rate US 2026-06 4.8..4.8 pct",
        },
    ),
    "when the reason was": (
        "We raise our forecast for growth in Brazil for 2026 to 2.3%, due to the stronger first "
        "half of 2025, while we cut that for Mexico to 1.3%.",
        {f"{GDP} BR 2026 2.3..2.3 pct", f"{GDP} MX 2026 1.3..1.3 pct"},
    ),
    "what a central bank owns": (
        "A hard context for the Fed's pivot. We expect 75bp of rate cuts in 2026.",
        {f"{MOVE} US 2026 -75..-75 bp"},
    ),
    "what an area owns": (
        "Italian inflation is expected at 1.9% in 2027, as an effect of the EU's trading scheme. "
        "Core inflation is projected at 1.6% in 2026.",
        {"cpi_inflation IT 2027 1.9..1.9 pct", "core_inflation IT 2026 1.6..1.6 pct"},
    ),
}


@pytest.mark.parametrize(("text", "wanted"), ASIDE.values(), ids=ASIDE.keys())
def test_what_stands_beside_a_figure_does_not_change_it(text, wanted):
    assert told(text) == wanted
