"""Sentences that lean on assets, and those that only look so, in our own words."""

import pytest
from running_text import PUBLISHED, page_of
from test_ingest_stances import lean, read

from ingest.context import ReadingContext
from ingest.stances.reader import StanceMemory, find_stances, read_stances

SENTENCES = [
    (
        "Our Investment Committee moved to overweight US equities this month, funded from cash.",
        ["UBS: overweight equities US", "UBS: reduce cash"],
    ),
    (
        "We favour euro area government bonds over US Treasuries.",
        ["UBS: overweight government_bonds EA", "UBS: underweight government_bonds US"],
    ),
    ("We cut Japanese equities to underweight from neutral.", ["UBS: underweight equities JP"]),
    (
        "We remain neutral on duration and keep a small underweight in high yield.",
        ["UBS: neutral duration", "UBS: underweight high_yield"],
    ),
    ("We have upgraded emerging market equities to neutral.", ["UBS: neutral equities EM"]),
    (
        "We downgrade UK equities to underweight and upgrade gold to overweight.",
        ["UBS: overweight gold", "UBS: underweight equities UK"],
    ),
    ("We added to our gold position last week.", ["UBS: add gold"]),
    ("We trimmed our exposure to European small caps.", ["UBS: reduce small_caps EU"]),
    (
        "We are long Bunds and short US Treasuries.",
        ["UBS: overweight government_bonds DE", "UBS: underweight government_bonds US"],
    ),
    (
        "Investors are underweight European equities, according to the latest fund manager survey.",
        [],
    ),
    ("It is not yet time to go overweight credit.", []),
    ("European equities outperformed US equities in 2025.", []),
    ("If inflation falls faster than expected, we would move overweight in government bonds.", []),
    ("The benchmark consists of 60% global equities and 40% government bonds.", []),
    (
        "A barbell of short-dated bonds and private credit is our preferred way to earn income.",
        ["UBS: positive private_credit", "UBS: positive short_bonds"],
    ),
    (
        "We take profits on US technology stocks and rotate into health care.",
        ["UBS: positive health_care", "UBS: reduce technology US"],
    ),
    ("We are no longer overweight Japanese equities.", []),
    (
        "We see limited upside for oil and stay underweight the energy sector.",
        ["UBS: cautious oil", "UBS: underweight energy_equities"],
    ),
    (
        "Within equities, we prefer the US and Japan over Europe.",
        [
            "UBS: overweight equities JP",
            "UBS: overweight equities US",
            "UBS: underweight equities EU",
        ],
    ),
    (
        "Our preference is for investment grade over high yield in credit.",
        ["UBS: overweight investment_grade", "UBS: underweight high_yield"],
    ),
    (
        "The fund held an overweight position in industrials that detracted from returns.",
        [],
    ),
    (
        "We maintain our overweight in emerging market local debt.",
        ["UBS: overweight emerging_debt EM"],
    ),
    (
        "Goldman Sachs recommends overweighting Japanese stocks; Morgan Stanley stays underweight.",
        ["Goldman Sachs: overweight equities JP", "Morgan Stanley: underweight equities JP"],
    ),
    (
        "We like infrastructure and are cautious on commercial real estate.",
        ["UBS: cautious real_estate", "UBS: positive infrastructure"],
    ),
    ("We would avoid long-dated government bonds.", ["UBS: negative long_bonds"]),
    ("We see value in inflation-linked bonds.", ["UBS: positive inflation_linked"]),
    ("Gold remains our preferred hedge against geopolitical shocks.", ["UBS: hedge gold"]),
    (
        "We keep a modest overweight to global equities, balanced by an underweight in cash.",
        ["UBS: overweight equities", "UBS: underweight cash"],
    ),
    ("Chinese equities: we stay on the sidelines (neutral).", ["UBS: neutral equities CN"]),
    (
        "We have a constructive view on private equity secondaries.",
        ["UBS: positive private_equity"],
    ),
    ("We do not favour high yield bonds at current spreads.", ["UBS: negative high_yield"]),
    ("Clients should reduce cash and extend duration.", ["UBS: add duration", "UBS: reduce cash"]),
    (
        "We closed our underweight in UK gilts and are now neutral.",
        ["UBS: neutral government_bonds UK"],
    ),
    ("Valuations make us wary of US growth stocks.", ["UBS: cautious growth_equities US"]),
    ("Active managers have been overweight financials for two years.", []),
    (
        "We are bullish on Indian equities and bearish on the US Treasury market.",
        ["UBS: negative government_bonds US", "UBS: positive equities IN"],
    ),
    (
        "BlackRock is overweight US equities, but we disagree and stay neutral.",
        ["BlackRock: overweight equities US", "UBS: neutral equities US"],
    ),
    (
        "Hedge funds deserve a larger allocation in portfolios, in our view.",
        ["UBS: positive hedge_funds"],
    ),
    ("Last year we were overweight commodities.", []),
    (
        "We raise our allocation to European defence stocks and lower our weight in financials.",
        ["UBS: add defence_equities EU", "UBS: reduce financials"],
    ),
    (
        "Our asset allocation now stands at overweight for US equities and neutral for gold.",
        ["UBS: neutral gold", "UBS: overweight equities US"],
    ),
    ("We have been adding to Japanese small caps on weakness.", ["UBS: add small_caps JP"]),
    (
        "In fixed income, we continue to like high-quality bonds with short maturities.",
        ["UBS: positive investment_grade"],
    ),
    (
        "The committee voted to raise emerging market debt from underweight to neutral.",
        ["UBS: neutral emerging_debt EM"],
    ),
    ("Most fund managers remain underweight US tech, which we see as a contrarian signal.", []),
    ("Should the Fed cut more than expected, small caps could be upgraded to overweight.", []),
    (
        "Pictet has turned bearish on oil, whereas Amundi is constructive on commodities.",
        ["Amundi: positive commodities", "Pictet: negative oil"],
    ),
    ("We do not see a case for adding to high yield at these levels.", []),
    ("We would use any pullback to add to gold.", ["UBS: add gold"]),
    ("Utilities and industrials were among the best performing sectors last quarter.", []),
    (
        "We are moving to a neutral stance on Chinese equities, having been overweight.",
        ["UBS: neutral equities CN"],
    ),
    (
        "Our conviction in private credit has grown, and we remain wary of commercial real estate.",
        ["UBS: cautious real_estate", "UBS: overweight private_credit"],
    ),
    (
        "Keep duration short and avoid long-dated gilts.",
        ["UBS: negative long_bonds UK", "UBS: underweight duration"],
    ),
    (
        '"We are overweight Indian equities," said Jane Doe, chief strategist at Amundi.',
        ["Amundi: overweight equities IN"],
    ),
    (
        "Equity investors should favour Europe over the US.",
        ["UBS: overweight equities EU", "UBS: underweight equities US"],
    ),
    ("The index provider raised the weight of Taiwan equities in its benchmark.", []),
    (
        "We took some chips off the table in US equities and parked the proceeds in cash.",
        ["UBS: add cash", "UBS: reduce equities US"],
    ),
    (
        "Gold is overbought, in our judgement, but we hold on to our overweight.",
        ["UBS: overweight gold"],
    ),
    (
        "High yield spreads are tight, so we prefer to stay in investment grade.",
        ["UBS: overweight investment_grade"],
    ),
    (
        "Defence stocks: upgraded to overweight. Luxury: cut to neutral.",
        ["UBS: overweight defence_equities"],
    ),
    (
        "We are shifting our allocation from US to European equities.",
        ["UBS: positive equities EU", "UBS: reduce equities US"],
    ),
    (
        "We prefer European over US equities.",
        ["UBS: overweight equities EU", "UBS: underweight equities US"],
    ),
    ("We prefer quality over yield in credit.", []),
    (
        "Chinese stocks are cheap, and we upgrade them to overweight.",
        ["UBS: overweight equities CN"],
    ),
    ("A pick-up in inflation would make us buy commodities.", []),
    ("Top trades: long Japanese equities, short the dollar.", ["UBS: overweight equities JP"]),
    (
        "Nomura turned neutral on Chinese equities; Citi kept its overweight.",
        ["Citi: overweight equities CN", "Nomura: neutral equities CN"],
    ),
    ("Within equities our favourite region is Japan.", ["UBS: overweight equities JP"]),
    ("We stay clear of high yield.", ["UBS: negative high_yield"]),
    (
        "Duration: long in the euro area, neutral in the US.",
        ["UBS: neutral duration US", "UBS: overweight duration EA"],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES, ids=lambda one: str(one)[:40])
def test_a_sentence_says_who_leans_which_way(text, wanted):
    assert lean(text, publisher="UBS") == sorted(wanted)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Investors are underweight gold.", "others_position"),
        ("It is not yet time to go overweight credit.", "denied"),
        ("If growth slows, we would move overweight in gold.", "hypothetical"),
        ("Last year we were overweight commodities.", "history"),
        ("The fund held an overweight position in gold.", "portfolio_weight"),
        ("This is no solicitation to buy bonds.", "not_a_forecast"),
        ("Is it time to be overweight gold?", "hypothetical"),
        ("Yields fell with the buying of duration.", "no_house"),
    ],
    ids=lambda one: str(one)[:40],
)
def test_what_is_passed_over_says_why(text, reason):
    context = ReadingContext("UBS", PUBLISHED, "Outlook 2026")
    read = find_stances(page_of(text), context=context, memory=StanceMemory())
    assert read.stances == ()
    assert [str(one.reason) for one in read.rejections] == [reason]
    assert all(one.boxes and one.quote and one.detail for one in read.rejections)


def test_a_heading_that_is_a_house_speaks_for_the_text_under_it():
    text = ("# Amundi", "Overweight US equities and neutral on gold.", "# Pictet", "Prefer gold.")
    assert lean(*text, publisher=None) == [
        "Amundi: neutral gold",
        "Amundi: overweight equities US",
        "Pictet: overweight gold",
    ]


def test_a_label_gives_sectors_their_region():
    [stance] = read("US stocks: we like utilities.")
    assert (stance.asset, stance.region) == ("utilities", "US")
    assert "the region is taken from the label of the paragraph" in stance.reasons


def test_a_weight_makes_the_same_view_a_repeat():
    page = page_of("We are overweight gold.", "Gold looks attractive.")
    context = ReadingContext("UBS", PUBLISHED, "Outlook 2026")
    assert [str(s.tilt) for s in read_stances([page], context=context).stances] == ["overweight"]


def test_what_a_page_says_both_ways_waits_for_a_person():
    both = read("We are overweight gold.", "We are underweight gold.")
    assert {str(s.status) for s in both} == {"review"}
