"""Turns within a sentence: what a period, a sign or a comparison does not hold for."""

from datetime import date

import pytest
from running_text import claim, read

from warehouse.vocabulary import Status

SPRING = {"published": date(2025, 6, 12), "title": "Outlook"}


def told(text, **masthead):
    """Return the figures of a text; another kind than a forecast follows."""
    forecasts, _ = read(*text.split(" / "), **(masthead or SPRING))
    return {
        claim(f) + ("" if f.kind == "forecast" else f" {f.kind}")
        for f in forecasts
        if f.stance is None
    }


TURNS = {
    "before gaining": (
        "UK house prices should fall by 1% in 2025 before gaining 2.5% next year.",
        {
            "house_price_growth UK 2025 -1..-1 pct",
            "house_price_growth UK 2026 2.5..2.5 pct",
        },
    ),
    "a year later": (
        "UK inflation is projected at 2.7% in the year to March 2026 and 2.1% a year later.",
        {"cpi_inflation UK 2026-03 2.7..2.7 pct", "cpi_inflation UK 2027-03 2.1..2.1 pct"},
    ),
    "the year is out": (
        "The Fed will have taken its rate to 3.75% by the time the year is out.",
        {"policy_rate US 2025-12 3.75..3.75 pct"},
    ),
    "call up to": (
        "We nudged our UK growth call for 2025 up to 1.1%.",
        {"gdp_growth UK 2025 1.1..1.1 pct"},
    ),
    "present tense and month": (
        "Norges Bank goes to 4.00% in December and ends next year at 3.50%.",
        {"policy_rate NO 2025-12 4..4 pct", "policy_rate NO 2026-12 3.5..3.5 pct"},
    ),
    "a month that is over": ("With UK inflation at 2.7% in April, rates were cut.", set()),
    "in the last quarter": (
        "UK inflation: 3.4% in the last quarter of 2025.",
        {"cpi_inflation UK 2025Q4 3.4..3.4 pct"},
    ),
    "above a level": ("UK GDP will be 3% above its pre-pandemic level in 2026.", set()),
    "led by": (
        "UK insolvencies rise, led by those in the Netherlands (+31% in 2025).",
        {"bankruptcies_growth NL 2025 31..31 pct"},
    ),
    "a dash is no minus": (
        "Turkey - 2.8% growth in 2025 - still does well.",
        {"gdp_growth TR 2025 2.8..2.8 pct"},
    ),
    "a year is no count": (
        "China's GDP growth forecast for 2025 rises to 4.8%.",
        {"gdp_growth CN 2025 4.8..4.8 pct"},
    ),
    "we told you": (
        "In January we told you that the Fed would cut six times in 2025.",
        {"policy_rate_change US 2025 6..6 cuts previous"},
    ),
    "until and by": (
        "The Fed waits until September and delivers 50bp of easing by year-end.",
        {"policy_rate_change US 2025-12 -50..-50 bp"},
    ),
    "with a peak": (
        "We expect a hike of 25bp by the ECB in July, with the deposit rate peaking at 3.75%.",
        {"policy_rate_change EA 2025-07 25..25 bp", "policy_rate EA LR 3.75..3.75 pct"},
    ),
    "excluding behind": (
        "Swedish CPIF inflation excluding energy should average 2.5% this year.",
        {"core_inflation SE 2025 2.5..2.5 pct"},
    ),
    "consumers": ("Consumer insolvencies in Spain should rise by 6.5% in 2025.", set()),
    "another clause of ours": (
        "UK growth should be 1.0% in 2025. Our call is 1.6% for 2026, and we see core inflation of "
        "2.4% in 2026.",
        {
            "gdp_growth UK 2025 1..1 pct",
            "gdp_growth UK 2026 1.6..1.6 pct",
            "core_inflation UK 2026 2.4..2.4 pct",
        },
    ),
}


@pytest.mark.parametrize(("text", "figures"), TURNS.values(), ids=TURNS.keys())
def test_each_figure_keeps_its_own(text, figures):
    assert told(text) == figures


def test_survey_named_after_a_house_is_not_its_own():
    text = "Analysts in the Citi survey cut their UK growth call for 2026 to 2.0%."
    forecasts, _ = read(text, **SPRING)
    assert {f.institution for f in forecasts} == {"Consensus"}


def test_hike_by_a_bank_is_not_said_by_it():
    forecasts, _ = read("We expect a hike of 25bp by the ECB in December.", **SPRING)
    assert {f.institution for f in forecasts} == {"HSBC"}


OTHERS = {
    "a council of a long name": "The National Economic and Social Development Council looks for "
    "UK growth of 2.3% in 2026.",
    "a bank's own number": "The central bank's own number for UK inflation in 2026 is 3.3%.",
    "an aside before the verb": "Argentina's central bank, for its part, forecasts UK inflation of "
    "3% in 2026.",
    "a person": "Mrs Adler of the union sees UK growth of 2.3% in 2026.",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_what_somebody_else_says_waits_for_a_person(text):
    forecasts, _ = read(text, **SPRING)
    assert forecasts
    assert all(f.status is Status.REVIEW for f in forecasts)


def test_rival_in_the_own_sentence_sends_to_review():
    text = "UK growth should be 1.4% in 2026. As in Spain's past, it should be 1.6% in 2027."
    forecasts, _ = read(text, **SPRING)
    later = [f for f in forecasts if f.period == "2027"]
    assert all(f.status is Status.REVIEW for f in later if f.region != "ES")
