"""Wordings that a reader of outlooks takes for granted: each case is one rule of the language."""

import sys

import pytest
from running_text import claim, claims, page_of, read

from ingest.prose.sentences import LONGEST_SENTENCE, read_sentences

GDP, CPI, RATE, MOVE = "gdp_growth", "cpi_inflation", "policy_rate", "policy_rate_change"


def clauses(count):
    """Return one sentence with two numbers in each of its clauses."""
    clause = "we expect US GDP growth of 1.8% in 2026 and inflation of 2.7% in 2027"
    return " then ".join([clause] * (count // 2)) + "."


def calls_made(text):
    """Return how many functions are called while a text is read."""
    count = 0

    def counted(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count


def test_work_grows_little_faster_than_the_numbers_of_a_sentence():
    read(clauses(8))
    few, many = calls_made(clauses(10)), calls_made(clauses(40))
    assert many < 10 * few


@pytest.mark.parametrize("joint", ["; ", " then "])
def test_an_endless_sentence_is_cut_to_be_read(joint):
    text = joint.join(["growth of 2% in 2026"] * 300)
    sentences = read_sentences(page_of(text))
    assert max(len(s.words) for s in sentences) <= LONGEST_SENTENCE
    assert sum(len(s.words) for s in sentences) == len(text.split())


SPEAKERS = {
    "our economists": ("Our economists expect US GDP to grow by 2% in 2026.", {"HSBC"}),
    "unnamed banks": ("Some banks now expect US GDP to grow by 2% in 2026.", {"Unattributed"}),
    "other analysts": ("Other analysts see US inflation of 3% in 2026.", {"Unattributed"}),
    "priced by futures": ("Futures imply a fed funds rate of 3% by end-2026.", {"Market pricing"}),
    "expected by markets": ("Markets expect US inflation of 3% in 2026.", {"Market pricing"}),
    "an emerging market": ("For this market, we expect US GDP growth of 2% in 2026.", {"HSBC"}),
}


@pytest.mark.parametrize(("text", "houses"), SPEAKERS.values(), ids=SPEAKERS)
def test_tells_who_speaks(text, houses):
    forecasts, _ = read(text)
    assert {f.institution for f in forecasts} == houses


CLAIMS = {
    "a yield with words between": (
        "US GDP should grow by 2% in 2026. The 10-year US Treasury yield, now 4.1%, will be 4.3% "
        "in December 2026.",
        [f"{GDP} US 2026 2..2 pct", "yield_10y US 2026-12 4.3..4.3 pct"],
    ),
    "another subject": (
        "German GDP should grow by 1% in 2026. The minimum wage will rise by 8% in 2026.",
        [f"{GDP} DE 2026 1..1 pct"],
    ),
    "growth of something else": ("Headcount growth in the US should stay below 2% in 2026.", []),
    "the simple past": (
        "In the euro area, GDP growth edged down to 0.2% in the third quarter from 0.1% in the "
        "second.",
        [],
    ),
    "the perfect": ("The ECB has cut its policy rate by 200bp and we expect no more in 2026.", []),
    "a month of the year named": (
        "The Fed will lower rates four times in 2026, bringing its rate to 2.75% in December.",
        [f"{MOVE} US 2026 4..4 cuts", f"{RATE} US 2026-12 2.75..2.75 pct"],
    ),
    "a quarter after a month gone by": (
        "US unemployment rose to 4.6% in November, and we expect it to reach 4.8% in the second "
        "quarter.",
        ["unemployment_rate US 2026Q2 4.8..4.8 pct"],
    ),
    "up to, from": (
        "We now see US GDP growth at up to 2.3% in 2026, from 1.8%.",
        [f"{GDP} US 2026 2.3..2.3 pct"],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), CLAIMS.values(), ids=CLAIMS)
def test_reads_the_claims_of_a_wording(text, wanted):
    assert claims(text) == sorted(wanted)


def test_a_list_of_priced_terminal_rates_is_the_markets_from_end_to_end():
    forecasts, _ = read(
        "With markets pricing a terminal rate near 5% for the US, about 4.5% for the UK and around "
        "3% for the euro area, bonds have less to fear from here provided that prices ease."
    )

    found = {(f.institution, f.region, f.period, f.low, str(f.kind)) for f in forecasts}
    assert found == {
        ("Market pricing", region, "LR", rate, "forecast")
        for region, rate in (("US", 5.0), ("UK", 4.5), ("EA", 3.0))
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Assuming wages cool, we see US GDP growth of 2% in 2026.", "forecast"),
        ("Assuming tariffs of 20%, US GDP growth would fall to 0.4% in 2026.", "scenario"),
        ("US GDP growth reaches 2% in 2026, provided that tariffs fall.", "scenario"),
    ],
    ids=["taken for granted", "what if", "on a condition"],
)
def test_tells_an_assumption_from_a_scenario(text, kind):
    forecasts, _ = read(text)

    assert {str(f.kind) for f in forecasts if f.indicator == GDP} == {kind}


def test_the_house_of_the_sentence_comes_before_an_earlier_one():
    forecasts, _ = read(
        "Barclays sees US GDP growth of 2% in 2026. Nomura no longer expects inflation of 3% in "
        "the US in 2026.",
        publisher=None,
    )
    assert {f.institution for f in forecasts if f.indicator == CPI} <= {"Nomura"}


def test_whose_cuts_they_are_does_not_say_who_expects_them():
    [forecast] = read("We expect two cuts by the Fed in 2026.")[0]
    assert forecast.institution == "HSBC"


PRICES = {
    "in dollars": (
        "Barclays sees the euro at $1.25 by the end of 2026; ING targets 1.22.",
        {("Barclays", "fx_rate EURUSD 2026-12 1.25..1.25 level"),
         ("ING", "fx_rate EURUSD 2026-12 1.22..1.22 level")},
    ),
    "in yen": (
        "MUFG expects the dollar to drop to 146 yen by the end of the year 2026.",
        {("MUFG", "fx_rate USDJPY 2026-12 146..146 level")},
    ),
    "ahead": (
        "Sterling is seen at $1.36 in 12 months, according to UBS.",
        {("UBS", "fx_rate GBPUSD 12M 1.36..1.36 level")},
    ),
    "of oil, beside a currency": (
        "UBS sees a firmer euro, and Brent crude oil at $15 in 2026.",
        {("UBS", "oil_price WORLD 2026 15..15 usd"), ("UBS", "fx_rate EUR 2026 up")},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), PRICES.values(), ids=PRICES)
def test_reads_the_price_of_a_currency(text, wanted):
    forecasts, _ = read(text, publisher=None)
    assert {(f.institution, claim(f)) for f in forecasts} == wanted


@pytest.mark.parametrize("words", ["about ½% a quarter", "½% per quarter", "½% each quarter"])
def test_growth_of_each_quarter_is_not_growth_of_the_year(words):
    [forecast] = read(f"We expect US GDP to grow by {words} in 2026.")[0]
    assert (forecast.measure, forecast.low) == ("quarter_qoq", 0.5)


@pytest.mark.parametrize(
    "place",
    ["the rest of the world", "other advanced economies"],
)
def test_a_part_of_a_region_is_not_the_region(place):
    forecasts, rejections = read(f"We expect GDP growth of 3% in {place} in 2026.")
    assert forecasts == []
    assert [r.reason for r in rejections] == ["no_region"]


def test_a_region_without_one_of_its_members_waits_for_a_person():
    [forecast] = read("We expect GDP growth of 3% in Asia excluding China in 2026.")[0]
    assert (forecast.region, forecast.status) == ("ASIA", "review")


def test_a_house_speaks_in_a_clause_of_its_own():
    forecasts, _ = read(
        "UBS sees US GDP growth of 2% in 2026. Capital Economics, which had forecast GDP growth of "
        "1% in the UK in 2026, lifted that to 1.2%.",
        publisher=None,
    )
    assert {f.institution for f in forecasts if f.region == "UK"} == {"Capital Economics"}
