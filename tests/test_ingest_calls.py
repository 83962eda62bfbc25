"""Directions without a number, for policy rates and currencies only."""

import pytest
from running_text import claim, claims, read

from ingest.calls.call import stated_direction
from warehouse.vocabulary import Kind, Stance, Status

MOVE = "policy_rate_change"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("no cuts [flat]", (Stance.FLAT, False)),
        ("weaker [down]", (Stance.DOWN, False)),
        ("peak [peak]", (Stance.UP, True)),
        ("weaker", None),
        ("2.5%", None),
    ],
)
def test_reads_the_direction_that_is_noted_behind_the_words(text, wanted):
    assert stated_direction(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "The ECB is expected to stay put in 2026.", [f"{MOVE} EA 2026 flat"], id="hold"
        ),
        pytest.param(
            "We expect the Bank of Canada to cut rates in 2026.", [f"{MOVE} CA 2026 down"], id="cut"
        ),
        pytest.param(
            "We do not expect the Riksbank to cut rates in 2026.",
            [f"{MOVE} SE 2026 flat"],
            id="not",
        ),
        pytest.param(
            "We look for rate hikes in Japan in 2026.", [f"{MOVE} JP 2026 up"], id="in a place"
        ),
        pytest.param(
            "We forecast a weaker dollar in 2026.", ["fx_rate DXY 2026 down"], id="adjective"
        ),
        pytest.param("The yen should strengthen in 2026.", ["fx_rate JPY 2026 up"], id="verb"),
        pytest.param(
            "The Fed will not cut rates before 2027.", [f"{MOVE} US 2026 flat"], id="before"
        ),
        pytest.param(
            "The first cut by the Bank of Canada may not come until 2027.",
            [f"{MOVE} CA 2026 flat"],
            id="put off",
        ),
        pytest.param(
            "We expect no further Fed cuts in 2026.", [f"{MOVE} US 2026 flat"], id="no further"
        ),
        pytest.param(
            "While futures price Fed cuts by mid-2026, we expect the Fed to hold rates in 2027.",
            [f"{MOVE} US 2026-06 down", f"{MOVE} US 2027 flat"],
            id="each in its clause",
        ),
        pytest.param(
            "The dollar should rise against the yen in 2026.", ["fx_rate USDJPY 2026 up"], id="pair"
        ),
        pytest.param(
            "The dollar keeps losing ground against the euro in 2026.",
            ["fx_rate EURUSD 2026 up"],
            id="pair quoted in it",
        ),
        pytest.param(
            "The zloty (elections) and the forint (rates) may weaken in 2026.",
            ["fx_rate HUF 2026 down", "fx_rate PLN 2026 down"],
            id="list with asides",
        ),
        pytest.param(
            "Once wages cool, the Fed should cut rates in 2026.",
            [f"{MOVE} US 2026 down"],
            id="once",
        ),
        pytest.param("Taxes should be cut in 2026.", [], id="not rates"),
        pytest.param("The Fed cut rates in 2024.", [], id="history"),
        pytest.param("The tightening cycle of the Fed will weigh on growth.", [], id="a cycle"),
        pytest.param("German output should rise in 2026.", [], id="other indicators"),
    ],
)
def test_finds_calls(text, wanted):
    forecasts, _ = read(text)
    assert sorted(claim(f) for f in forecasts) == wanted


def test_next_to_a_number_the_number_speaks():
    forecasts, _ = read("We expect the Fed to cut rates by 50bp in 2026.")
    assert [claim(f) for f in forecasts] == [f"{MOVE} US 2026 -50..-50 bp"]


def test_a_clear_call_counts_at_once():
    [forecast], _ = read("The ECB is expected to stay put in 2026.")
    assert forecast.status is Status.ACCEPTED
    assert any("direction" in reason for reason in forecast.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "The ECB may cut rates in 2026.",
        "The ECB is expected to stay put.",
        "The dollar could slip.",
    ],
)
def test_a_call_that_is_open_or_undated_waits_for_a_person(text):
    assert {f.status for f in read(text)[0]} <= {Status.REVIEW}


def test_a_name_alone_opens_the_paragraph_of_its_house():
    forecasts, _ = read("Schroders. A weaker dollar is expected in 2026.", publisher=None)
    assert [f.institution for f in forecasts] == ["Schroders"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "We see the greenback softer in the first half of 2026 before regaining ground in the "
            "second.",
            [],
            id="a predicate without a verb",
        ),
        pytest.param(
            "The dollar should soften in the first half of 2026 before regaining ground in the "
            "second.",
            ["fx_rate DXY 2026H1 down", "fx_rate DXY 2026H2 up"],
            id="both ways over time",
        ),
        pytest.param(
            "The BoE will cut in February 2026 and then pause.",
            [f"{MOVE} UK 2026 flat", f"{MOVE} UK 2026-02 down"],
            id="and then",
        ),
        pytest.param(
            "The Riksbank will stop cutting in 2026.", [f"{MOVE} SE 2026 flat"], id="stops"
        ),
        pytest.param(
            "We think the ECB's easing cycle is over.", [f"{MOVE} EA 2026 flat"], id="is over"
        ),
        pytest.param("EUR/USD should grind higher in 2026.", ["fx_rate EURUSD 2026 up"], id="up"),
        pytest.param("We are bearish on the dollar in 2026.", ["fx_rate DXY 2026 down"], id="view"),
        pytest.param("We are less bearish on the dollar in 2026.", [], id="less than before"),
        pytest.param(
            "Lower yields will weigh on the dollar in 2026.", ["fx_rate DXY 2026 down"], id="acts"
        ),
        pytest.param(
            "Policy rates are set to rise in Japan and fall in India in 2026.",
            [f"{MOVE} IN 2026 down", f"{MOVE} JP 2026 up"],
            id="each country its own",
        ),
        pytest.param(
            "Emerging markets should cut rates in 2026, Brazil among them.",
            [f"{MOVE} BR 2026 down", f"{MOVE} EM 2026 down"],
            id="singled out",
        ),
        pytest.param("A weaker dollar would help in 2026.", [], id="thought of"),
        pytest.param("The risk in 2026 is that the dollar strengthens.", [], id="a risk"),
        pytest.param("The question is whether the ECB cuts in 2026.", [], id="open question"),
        pytest.param("Will the Fed cut in 2026?", [], id="asked"),
        pytest.param("Dollar debt will rise in 2026.", [], id="not the currency"),
        pytest.param("Inflation in the UK will ease in 2026.", [], id="not the rate"),
        pytest.param("The Fed has cut rates and the dollar has weakened.", [], id="perfect tense"),
    ],
)
def test_tells_calls_from_what_only_sounds_like_one(text, wanted):
    assert claims(text) == wanted


def test_a_condition_makes_a_scenario_of_a_call():
    forecasts, _ = read("If wages surprise in 2026, the Fed will hike.")
    assert {f.kind for f in forecasts} == {Kind.SCENARIO}


def test_it_is_the_currency_of_the_sentence_before():
    forecasts, _ = read("The dollar should dip in the near term. In 2026 it should recover.")
    assert claim(forecasts[-1]) == "fx_rate DXY 2026 up"


@pytest.mark.parametrize(
    ("text", "houses"),
    [
        pytest.param("Markets price rate cuts by the Fed in 2026.", {"Market pricing"}, id="m"),
        pytest.param(
            "The market expects Fed cuts in 2026, in line with our own view.",
            {"Market pricing", "HSBC"},
            id="shared",
        ),
        pytest.param(
            "Fed officials signal that they will not cut rates in 2026.",
            {"Federal Reserve"},
            id="officials",
        ),
    ],
)
def test_says_whose_call_it_is(text, houses):
    assert {f.institution for f in read(text)[0]} == houses


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("A firmer yen is our base case for 2026.", ["fx_rate JPY 2026 up"], id="base"),
        pytest.param(
            "The krone should lag its peers in 2026.", ["fx_rate NOK 2026 down"], id="lag"
        ),
        pytest.param(
            "The Fed should stop hiking early in 2026.",
            [f"{MOVE} US 2026 flat"],
            id="from early on",
        ),
        pytest.param(
            "The BoE waits until March 2026 with its first cut.",
            [f"{MOVE} UK 2026-03 down"],
            id="with its first",
        ),
        pytest.param("The ECB will hold its next meeting in February 2026.", [], id="a meeting"),
        pytest.param("Mortgage rates in the US will fall in 2026.", [], id="other rates"),
    ],
)
def test_looks_at_what_a_verb_takes(text, wanted):
    assert claims(text) == wanted


@pytest.mark.parametrize(
    ("paragraphs", "wanted"),
    [
        pytest.param(
            ["Fed: cuts in March, June and September 2026"],
            [f"{MOVE} US 2026 down"],
            id="label of a bank; months listed are their year",
        ),
        pytest.param(
            ["BoJ: another hike in the first quarter of 2026."],
            [f"{MOVE} JP 2026Q1 up"],
            id="no verb behind a label",
        ),
        pytest.param(
            ["USD: sell rallies. The trend for 2026 is lower."],
            ["fx_rate DXY 2026 down"],
            id="label of a currency, two sentences",
        ),
        pytest.param(
            ["# Bank of Canada", "On hold through 2026."],
            [f"{MOVE} CA 2026 flat"],
            id="a heading names the bank",
        ),
        pytest.param(
            ["# US dollar", "We see further weakness in 2026."],
            ["fx_rate DXY 2026 down"],
            id="a heading names the currency",
        ),
        pytest.param(
            ["# US dollar", "Further gains in equities in 2026."], [], id="gains of something else"
        ),
        pytest.param(["GBP: flat to lower in 2026."], [], id="two directions at once"),
        pytest.param(["Gold: gradual appreciation in 2026."], [], id="label of no currency"),
        pytest.param(["Fed: cutting its staff in 2026."], [], id="label, but no rates"),
    ],
)
def test_a_short_line_is_about_its_label_or_heading(paragraphs, wanted):
    assert claims(*paragraphs) == wanted


@pytest.mark.parametrize(
    ("text", "house"),
    [
        pytest.param(
            "49 of 70 economists expect no cut by the Fed in 2026.", "Consensus", id="of so many"
        ),
        pytest.param(
            "Of 70 respondents, 49 see the Fed on hold in 2026.", "Consensus", id="turned round"
        ),
        pytest.param("Most economists expect the Fed to hold in 2026.", "Consensus", id="in words"),
        pytest.param("Futures point to Fed cuts in 2026.", "Market pricing", id="futures"),
    ],
)
def test_what_most_of_those_asked_say_is_the_consensus(text, house):
    assert [f.institution for f in read(text)[0]] == [house]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(
            "Only 9 of 52 economists see a hike by the RBNZ in 2026.", "others_position", id="few"
        ),
        pytest.param("The dollar weakened in 2025.", "history", id="history"),
        pytest.param("Can the dollar recover in 2026?", "not_a_forecast", id="asked"),
        pytest.param(
            "We previously expected the Fed to cut in 2026.", "not_a_forecast", id="view given up"
        ),
    ],
)
def test_words_that_make_no_call_are_turned_away_with_a_reason(text, reason):
    forecasts, rejections = read(text)
    assert (forecasts, [str(r.reason) for r in rejections]) == ([], [reason])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "The yen should strengthen to 130 per dollar by the end of 2026.",
            ["fx_rate JPY 2026-12 up", "fx_rate USDJPY 2026-12 130..130 level"],
            id="the pair goes the other way",
        ),
        pytest.param(
            "We think the euro will end 2026 stronger against the dollar.",
            ["fx_rate EURUSD 2026-12 up"],
            id="ends the year stronger",
        ),
        pytest.param(
            "Sterling should see some further weakness in 2026.",
            ["fx_rate GBP 2026 down"],
            id="sees weakness",
        ),
        pytest.param("We forecast that yen weakness will fade in 2026.", [], id="fades"),
        pytest.param(
            "For 2026 risks are skewed to a softer dollar.", ["fx_rate DXY 2026 down"], id="skewed"
        ),
        pytest.param(
            "The dollar should peak in early 2026 and decline thereafter.",
            ["fx_rate DXY 2026 down"],
            id="thereafter is what is left of the year",
        ),
        pytest.param(
            "The RBA has ended its cycle, in our view, and will stay on hold in 2026.",
            [f"{MOVE} AU 2026 flat"],
            id="the subject stands before the first verb",
        ),
        pytest.param(
            "The Fed should skip in January 2026 and hike in March 2026.",
            [f"{MOVE} US 2026-01 flat", f"{MOVE} US 2026-03 up"],
            id="skips, then hikes",
        ),
        pytest.param(
            "Provided that disinflation continues, the ECB should cut in 2026.",
            [f"{MOVE} EA 2026 down"],
            id="a condition that things go on",
        ),
    ],
)
def test_reads_directions_in_the_manner_of_many_houses(text, wanted):
    assert claims(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Euro: lower inflation in 2026.", id="an adjective of something else"),
        pytest.param("JPY: down since January.", id="since"),
        pytest.param("A fund that is long the dollar lost money in 2026.", id="long, but not we"),
        pytest.param("The ECB should cut its emissions in 2026.", id="its own something"),
        pytest.param("Hungary's central bank will slow the pace of rate cuts in 2026.", id="pace"),
    ],
)
def test_passes_over_words_that_are_of_something_else(text):
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "China's currency should appreciate in 2026.",
            ["fx_rate CNY 2026 up"],
            id="the currency of a country",
        ),
        pytest.param(
            "In Norway, the central bank will stay on hold in 2026.",
            [f"{MOVE} NO 2026 flat"],
            id="the central bank of the country named",
        ),
        pytest.param(
            "The Riksbank will follow the ECB and cut in June 2026.",
            [f"{MOVE} SE 2026-06 down"],
            id="follows another bank",
        ),
        pytest.param(
            "We revised our call for Fed cuts in 2026, which we no longer expect.",
            [],
            id="given up behind",
        ),
        pytest.param("Unless wages slow, the ECB will hike in 2026.", [], id="unless"),
        pytest.param(
            "We see no Fed cuts in 2026 unless growth collapses.",
            [f"{MOVE} US 2026 flat"],
            id="an exception named behind leaves the call",
        ),
    ],
)
def test_finds_whose_call_it_is_and_whether_it_stands(text, wanted):
    assert claims(text) == wanted
