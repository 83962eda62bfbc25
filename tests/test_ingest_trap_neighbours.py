"""Words that belong to the number, sentence or country beside: they must not be borrowed."""

from datetime import date

import pytest
from running_text import claim, read

WINTER = {"published": date(2025, 1, 15), "title": "Outlook"}


def told(text):
    """Return claim -> house of a text; " / " parts paragraphs."""
    forecasts, _ = read(*text.split(" / "), **WINTER)
    return {claim(f): f.institution for f in forecasts if f.stance is None}


def test_number_after_another_houses_one_is_the_publishers_again():
    figures = told(
        "We project US growth of 2.4% in 2025, above the 2.1% of the analysts’ consensus, and only "
        "0.9% in the euro area."
    )
    assert figures["gdp_growth US 2025 2.1..2.1 pct"] == "Consensus"
    assert figures["gdp_growth US 2025 2.4..2.4 pct"] == "HSBC"
    assert figures["gdp_growth EA 2025 0.9..0.9 pct"] == "HSBC"


def test_sentence_that_opens_with_a_country_is_about_it_though_it_has_no_figure():
    figures = told(
        "The UK should grow by 1.2% in 2025. / In China, officials were generous with words. Our "
        "team has lowered GDP growth to 4.9% in 2025 and 4.5% in 2026."
    )
    assert {
        "gdp_growth CN 2025 4.9..4.9 pct",
        "gdp_growth CN 2026 4.5..4.5 pct",
    } < figures.keys()


WORDED = {
    "the year-end": (
        "The US jobless rate should edge up to 4.3% by the year-end and average 4.4% next year.",
        {"unemployment_rate US 2025-12 4.3..4.3 pct", "unemployment_rate US 2026 4.4..4.4 pct"},
    ),
    "moves in turn": (
        "We see two more 25bp hikes from the Bank of Japan, in March and September.",
        {
            "policy_rate_change JP 2025-03 25..25 bp",
            "policy_rate_change JP 2025-09 25..25 bp",
        },
    ),
    "yield beside a policy rate": (
        "With Bank Rate on its way to a terminal level of 3.00% in 2026 we see the 10-year gilt at "
        "3.75% by end-2025.",
        {"policy_rate UK 2026 3..3 pct", "yield_10y UK 2025-12 3.75..3.75 pct"},
    ),
    "bare rate of a currency": (
        "We expect the yen at 148 by December 2025.",
        {"fx_rate USDJPY 2025-12 148..148 level"},
    ),
}


@pytest.mark.parametrize(("text", "figures"), WORDED.values(), ids=WORDED.keys())
def test_each_number_takes_its_own_words(text, figures):
    assert told(text).keys() == figures


@pytest.mark.parametrize("text", ["We expect the yen at 12 by December 2025.", "Yen, page 148."])
def test_number_that_is_no_rate_of_a_currency_is_none(text):
    assert not told(text)


def test_month_most_of_a_year_ahead_waits_for_a_person():
    text = "UK inflation, we think, may peak at 3.2% in the third quarter. / "
    forecasts, _ = read(text, published=date(2025, 10, 20), title="Outlook")
    told_far = [f for f in forecasts if f.period == "2026Q3"]
    assert told_far
    assert all(any("no year stands by" in reason for reason in f.reasons) for f in told_far)


def test_turn_of_the_year_is_its_end_in_the_second_half_only():
    text = "The Canadian jobless rate should top out at 7.3% around the turn of the year."
    late, _ = read(text, published=date(2025, 9, 18), title="Outlook")
    assert [f.period for f in late] == ["2025-12"]
    early, _ = read(text, published=date(2025, 3, 18), title="Outlook")
    assert not [f for f in early if f.period == "2025-12"]


def test_aside_tells_where_things_stood_and_dates_nothing_ahead():
    figures = told("UK inflation, at 2.5% in December, should peak at 3.2% in the third quarter.")
    assert figures.keys() == {"cpi_inflation UK 2025Q3 3.2..3.2 pct"}


def test_period_over_a_clause_border_is_doubted_where_there_are_several():
    text = "India should grow 6.6% in 2025 and 6.4% in 2026, while inflation falls to 2.6%."
    forecasts, _ = read(text, **WINTER)
    (doubted,) = [f for f in forecasts if f.indicator == "cpi_inflation"]
    assert any("another clause" in reason for reason in doubted.reasons)


def test_fiscal_years_of_a_list_each_keep_their_number():
    figures = told("Japan should grow 1.1% in fiscal 2025 and 0.8% in fiscal 2026.")
    assert figures.keys() == {"gdp_growth JP 2025 1.1..1.1 pct", "gdp_growth JP 2026 0.8..0.8 pct"}


CASES = {
    "base and pessimistic": (
        "The US default rate should ease to 4% by June 2026 in our base case, against 5.25% in the "
        "pessimistic case.",
        {4.0: "forecast", 5.25: "scenario"},
    ),
    "base and downside": (
        "US growth should reach 2% in 2026 in the base case and 0.5% in the downside scenario.",
        {2.0: "forecast", 0.5: "scenario"},
    ),
}


@pytest.mark.parametrize(("text", "kinds"), CASES.values(), ids=CASES.keys())
def test_each_case_of_a_sentence_has_its_own_number(text, kinds):
    forecasts, _ = read(text, **WINTER)
    assert {f.low: str(f.kind) for f in forecasts} == kinds


def test_passive_sentence_after_anothers_words_waits_for_a_person():
    text = (
        "The ECB’s staff raised its growth forecast for 2025 to 1.2% from 0.9%. Inflation is seen "
        "at 2.1% in 2025."
    )
    forecasts, _ = read(text, **WINTER)
    (inflation,) = [f for f in forecasts if f.indicator == "cpi_inflation"]
    assert any("somebody who is not known" in reason for reason in inflation.reasons)


def test_month_of_a_price_is_no_change_on_the_year():
    forecasts, _ = read("We expect gold to reach USD 4,000 an ounce by June 2026.", **WINTER)
    assert [str(f.measure) for f in forecasts] == ["year_end"]
