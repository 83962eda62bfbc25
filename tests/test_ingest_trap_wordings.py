"""Wordings of other houses: who and what a number belongs to where the sentence is built oddly."""

from datetime import date

import pytest
from running_text import claim, page_of, read

from ingest.prose.sentences import read_sentences

GDP, CPI, CORE, JOBLESS = "gdp_growth", "cpi_inflation", "core_inflation", "unemployment_rate"
RATE, MOVE, FX, YIELD = "policy_rate", "policy_rate_change", "fx_rate", "yield_10y"
PCE = "core_pce_inflation"


def told(text, **masthead):
    """Return the figures of a text; another kind or house than the report's own follows."""
    forecasts, _ = read(*text.split(" / "), **masthead)
    house = masthead.get("publisher", "HSBC")
    return {
        claim(f)
        + (f" {f.kind}" if f.kind != "forecast" else "")
        + (f" @{f.institution}" if f.institution != house else "")
        for f in forecasts
        if f.stance is None
    }


OWNED = {
    "the former and the latter": (
        "Hungary and Poland part ways: the former should manage just 0.4% growth this year, the "
        "latter 3.4%.",
        {f"{GDP} HU 2025 0.4..0.4 pct", f"{GDP} PL 2025 3.4..3.4 pct"},
    ),
    "the former of the sentence before": (
        "Growth in Hungary and Poland will part ways next year. The former should grow 2.1% in "
        "2026 and the latter 3.3%.",
        {f"{GDP} HU 2026 2.1..2.1 pct", f"{GDP} PL 2026 3.3..3.3 pct"},
    ),
    "an outlier in its region": (
        "Japan is the exception in Asia: we expect inflation of 2.4% in both 2026 and 2027.",
        {f"{CPI} JP 2026 2.4..2.4 pct", f"{CPI} JP 2027 2.4..2.4 pct"},
    ),
    "countries and years crossed": (
        "India and Indonesia should grow 6.3% and 5.0% in 2026 and 6.5% and 5.1% in 2027.",
        {f"{GDP} IN 2026 6.3..6.3 pct", f"{GDP} ID 2026 5..5 pct",
         f"{GDP} IN 2027 6.5..6.5 pct", f"{GDP} ID 2027 5.1..5.1 pct"},
    ),
    "years before, countries behind": (
        "Growth this year and next is seen at 5.0% and 4.3% in China and at 7.4% and 7.1% in "
        "India.",
        {f"{GDP} CN 2025 5..5 pct", f"{GDP} CN 2026 4.3..4.3 pct",
         f"{GDP} IN 2025 7.4..7.4 pct", f"{GDP} IN 2026 7.1..7.1 pct"},
    ),
    "a level that moves lead to": (
        "The ECB should cut twice next year, to 1.5%, and stay there in 2027.",
        {f"{MOVE} EA 2026 2..2 cuts", f"{RATE} EA 2026-12 1.5..1.5 pct"},
    ),
    "a quarter rate of two quarters": (
        "We expect eurozone GDP to rise 0.3% q/q in Q1 and Q2.",
        {f"{GDP} EA 2026Q1 0.3..0.3 pct", f"{GDP} EA 2026Q2 0.3..0.3 pct"},
    ),
    "gilts that yield": (
        "Ten-year gilts should yield 4.4% at the end of 2026.",
        {f"{YIELD} UK 2026-12 4.4..4.4 pct"},
    ),
    "a central bank without its name": (
        "Kenya's central bank will likely cut its rate to 9.25% by the end of 2026.",
        {f"{RATE} KE 2026-12 9.25..9.25 pct"},
    ),
    "money that several countries share": (
        "Egypt's pound should trade around 51 per dollar at the end of 2026.",
        {f"{FX} USDEGP 2026-12 51..51 level"},
    ),
    "a deflator under a heading of the world": (
        "# World economy / Core PCE inflation ends 2026 at 2.6% and 2027 at 2.3%.",
        {f"{PCE} US 2026-12 2.6..2.6 pct", f"{PCE} US 2027-12 2.3..2.3 pct"},
    ),
    "another house's figures": (
        "We see UK GDP growth of 1.3% in 2026, compared with the OBR's 1.0%.",
        {f"{GDP} UK 2026 1.3..1.3 pct", f"{GDP} UK 2026 1..1 pct @OBR"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), OWNED.values(), ids=OWNED)
def test_numbers_go_to_whom_they_belong(text, wanted):
    assert told(text) == wanted


EARLIER = {
    "from a month's figure": (
        "We now forecast world growth of 2.5% this year, a revision of 0.1pp from September's "
        "2.4%.",
        {f"{GDP} WORLD 2025 2.5..2.5 pct", f"{GDP} WORLD 2025 2.4..2.4 pct previous"},
    ),
    "a month in brackets": (
        "Italian growth should reach 0.6% in 2025 and 0.8% in 2026 (April: 0.9%).",
        {f"{GDP} IT 2025 0.6..0.6 pct", f"{GDP} IT 2026 0.8..0.8 pct",
         f"{GDP} IT 2026 0.9..0.9 pct previous"},
    ),
    "still expected in June": (
        "In June the Bundesbank still expected German growth of 0.7% in 2026.",
        {f"{GDP} DE 2026 0.7..0.7 pct previous @Bundesbank"},
    ),
    "points on the way to a level": (
        "The growth forecast for China in 2025 is up by 0.1pp to 4.8%.",
        {f"{GDP} CN 2025 4.8..4.8 pct"},
    ),
    "an older world record": (
        "US growth should reach 3.2% this year, the best since 2005.",
        {f"{GDP} US 2025 3.2..3.2 pct"},
    ),
    "a year to compare with": (
        "US growth should reach 2.2% this year (up 0.5% on 2024).",
        {f"{GDP} US 2025 2.2..2.2 pct"},
    ),
    "doubted": (
        "We doubt the South African Reserve Bank will lower the repo rate below 6% in 2026.", set(),
    ),
    "a cautious case": (
        "US growth would be 1.9% in 2026; in our cautious case it is 1.3% in 2026.",
        {f"{GDP} US 2026 1.9..1.9 pct", f"{GDP} US 2026 1.3..1.3 pct scenario"},
    ),
    "a nowcast in the past tense": (
        "China's Q4 GDP growth probably slowed to 4.2% y-o-y.",
        {f"{GDP} CN 2025Q4 4.2..4.2 pct"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), EARLIER.values(), ids=EARLIER)
def test_older_and_doubted_figures_are_told_apart(text, wanted):
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("US output should grow by 2% in 2026, before a modest 1% dip in 2027.", -1.0),
        ("US GDP should see a 0.4% slide in 2027.", -0.4),
        ("US GDP should see a setback of 0.4% in 2027.", -0.4),
        ("US GDP is set to slip 0.3% in 2027.", -0.3),
        ("US GDP is set to fall around 3% in 2027.", -3.0),
        ("US GDP growth is set to slip to 0.3% in 2027.", 0.3),
        ("US GDP growth is set to fall by half, to around 0.9%, in 2027.", 0.9),
        ("US GDP is not expected to contract in 2027 but to grow 0.9%.", 0.9),
    ],
    ids=["dip", "slide", "noun before", "verb", "about", "to a level", "by half", "denied"],
)
def test_losses_have_a_minus(text, low):
    forecasts, _ = read(text)
    assert forecasts[-1].low == low


@pytest.mark.parametrize(
    "text",
    [
        "US GDP should grow by 2% in 2026. Fees: 1.25% a year.",
        "US GDP should grow by 2% in 2026. Fund performance: +7.2% in 2026.",
        "US GDP should grow by 2% in 2026. Of the 412 managers asked, 18% plan to hire in 2026.",
        "US GDP should grow by 2% in 2026. Total premiums are forecast to grow 2.3% in 2026.",
    ],
    ids=["fees", "performance", "shares of those asked", "premiums"],
)
def test_figures_of_other_things_are_turned_away(text):
    forecasts, rejections = read(text)
    assert [f.low for f in forecasts] == [2.0]
    assert rejections


def test_the_year_of_a_december_outlook_is_left_to_a_person():
    forecasts, _ = read("Euro area inflation should be below 2% for most of the year.")
    assert [f.status for f in forecasts] == ["review"]


def test_a_quarter_that_just_ended_is_read_with_the_one_that_runs():
    found = told(
        "We now see US GDP growth of 0.5% in the third quarter and 1.0% in the fourth.",
        published=date(2025, 10, 20),
    )
    assert found == {f"{GDP} US 2025Q4 1..1 pct"}


def test_the_end_of_the_year_is_the_next_clauses():
    forecasts, _ = read(
        "French unemployment will hover around 7.7%, and that of Spain should fall to 9.9% by the "
        "end of 2026."
    )
    assert {(f.region, f.period) for f in forecasts if f.status == "accepted"} == {
        ("ES", "2026-12")
    }


@pytest.mark.parametrize(
    "label", ["Question:", "Jane Doe, Daily News:", "Q2:"], ids=["question", "guest", "numbered"]
)
def test_what_a_question_says_is_not_the_speakers(label):
    forecasts, rejections = read(
        f"{label} Will US inflation be 1.5% in 2026?",
        f"{label} You see US inflation at 1.7% in 2026. Are you worried?",
        "President: US inflation will be 1.9% in 2026.",
    )
    assert [f.low for f in forecasts] == [1.9]
    assert {r.text for r in rejections} == {"1.5%", "1.7%"}


def test_zero_in_words_waits_for_a_person():
    forecasts, _ = read("The SNB keeps its policy rate at zero until the end of 2026.")
    assert [(f.low, f.status) for f in forecasts if f.stance is None] == [(0.0, "review")]


def test_compounds_of_zero_are_no_numbers():
    forecasts, _ = read("China's zero-Covid policy is expected to lift growth in 2026.")
    assert forecasts == []


ITEMS = """Our central views rest on easier policy, a weaker dollar and a drag from the tariffs
that fades in the second half
US GDP growth of 1.9% in 2026
Three Fed cuts by the end of 2026, because the labour market is a good deal weaker
and inflation keeps easing
10-year Treasury yield at 4.1% at the end of 2026"""


def _lines(text):
    page = page_of(*text.split("\n"))
    words, top = [], 0.0
    for line in text.split("\n"):
        top += 12.0
        x = 60.0
        for word in line.split():
            found = next(w for w in page.words if w.text == word)
            width = len(word) * 5.0
            words.append(type(found)(word, x, top, x + width, top + 10.0, 10.0, False))
            x += width + 5.0
    return type(page)(1, 595.0, 842.0, tuple(words))


def test_items_without_bullets_are_sentences_of_their_own():
    texts = [s.text for s in read_sentences(_lines(ITEMS))]
    assert texts[1] == "US GDP growth of 1.9% in 2026"
    assert texts[2].endswith("keeps easing")
    assert len(texts) == 4


def test_text_beside_a_picture_is_no_list():
    text = """The American economy should do better than many think in the coming year as policy
eases and growth in the
United States should be
close to 2.1% in 2026, with
prices that rise less"""
    assert len(read_sentences(_lines(text))) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The Fed cut rates in September.", "not_a_forecast"),
        ("The ECB might cut rates again.", "ambiguous"),
        ("The dollar was weak against the yen and has weakened further.", "history"),
    ],
    ids=["past move", "possible move", "past weakness"],
)
def test_a_direction_that_makes_no_call_is_turned_away_with_a_reason(text, reason):
    forecasts, rejections = read(text)
    assert [f for f in forecasts if f.status == "accepted"] == []
    assert forecasts or [r.reason for r in rejections] == [reason]
