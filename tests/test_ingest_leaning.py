"""What a sentence takes over from the ones before: plainly, or so that a person must look."""

import pytest
from running_text import read

GUESSES = {"indicator_inherited", "indicator_far", "region_far", "period_far"}
GROWTH = "We expect US GDP to grow by 2% in 2026."

PLAIN = {
    "it": [GROWTH + " In 2027 it should be 1.8%."],
    "a house and a pronoun": [GROWTH + " We see 1.9% in 2027."],
    "a period as the subject": ["Swedish inflation comes down. For 2026 we forecast 1.2%."],
    "the pace": [GROWTH + " The pace should then slow to 1.7% in 2027."],
    "another region": ["We expect US inflation of 2.9% in 2026. In Japan, it should be 1.8%."],
    "a region from its paragraph": [GROWTH + " Inflation should average 2.8% in 2026."],
    "a region from its heading": ["# Germany", "GDP should grow by 1.0% in 2026."],
    "a period from the sentence before": [GROWTH + " US inflation should average 2.8%."],
}


@pytest.mark.parametrize("paragraphs", PLAIN.values(), ids=PLAIN)
def test_what_is_plainly_carried_over_is_no_guess(paragraphs):
    traits = {trait for f in read(*paragraphs)[0] for trait in f.traits}
    assert traits & {"indicator_carried", "region_carried", "region_heading", "period_carried"}
    assert not traits & GUESSES


DOUBTFUL = {
    "a subject that is none of ours": [GROWTH + " The entry fee should rise by 3% in 2026."],
    "a number of something": [GROWTH + " We also expect 3% fewer flights in 2026."],
    "two indicators before": [
        "US growth and inflation will be 2% and 3% in 2026. We expect 2.5% in 2027."
    ],
    "two regions before": [
        "The US grows by 2% and Japan by 1% in 2026. Inflation should be 2.2% in 2026."
    ],
}


@pytest.mark.parametrize("paragraphs", DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_may_be_about_something_else_is_a_guess(paragraphs):
    forecasts, _ = read(*paragraphs)
    leaning = [f for f in forecasts if any("taken from" in r for r in f.reasons)]
    assert all(set(f.traits) & GUESSES for f in leaning)


def test_a_country_that_only_helps_is_not_what_the_text_is_about():
    text = (
        "Euro area growth will be 1.6% in 2026. German budgets are behind it. In 2027 it is 1.8%."
    )
    assert {f.region for f in read(text)[0]} == {"EA"}


def test_says_from_where_it_is_carried():
    [_, later] = read(GROWTH + " We see 1.9% in 2027.")[0]
    assert "indicator taken from the sentence before: “GDP”" in later.reasons


def test_a_region_that_is_only_traded_with_is_not_carried():
    forecasts, _ = read("# Germany", "Exports to the US fall. Growth should be 1.0% in 2026.")
    assert {f.region for f in forecasts} == {"DE"}
