"""Calls in the many wordings of houses: fillers, lists without verbs, what a bank leaves behind."""

from datetime import date

import pytest
from running_text import claims

from ingest.calls.words import currency_words, directions, rate_words

MOVE = "policy_rate_change"


@pytest.mark.parametrize(
    ("words", "text", "wanted"),
    [
        pytest.param(
            currency_words, "it may remain fairly well supported", "remain fairly well supported",
            id="adverb inside",
        ),
        pytest.param(
            currency_words, "it will gain some further ground", "gain some further ground",
            id="some and further",
        ),
        pytest.param(rate_words, "they may stay put", "stay put", id="nothing to leave out"),
        pytest.param(currency_words, "it is only supported", "supported", id="only is no filler"),
    ],
)  # fmt: skip
def test_finds_words_of_direction_around_what_fills_them(words, text, wanted):
    assert directions(words(), text)[-1].text == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "The Fed will be the first to cut, in May 2026, followed by the ECB in June 2026 and "
            "the Bank of England in August 2026.",
            [f"{MOVE} EA 2026-06 down", f"{MOVE} UK 2026-08 down", f"{MOVE} US 2026-05 down"],
            id="followed by",
        ),
        pytest.param(
            "The Riksbank should hike in March 2026 and Norges Bank in May 2026.",
            [f"{MOVE} NO 2026-05 up", f"{MOVE} SE 2026-03 up"],
            id="and another bank",
        ),
        pytest.param(
            "The ECB should cut in March 2026, as the Fed did in June 2025.",
            [f"{MOVE} EA 2026-03 down"],
            id="no list",
        ),
        pytest.param(
            "The ECB will move before the Fed, with a first cut in April 2026.",
            [f"{MOVE} EA 2026-04 down"],
            id="with a first cut",
        ),
        pytest.param(
            "The Bank of England is set to fall behind, cutting only in the second half of 2026.",
            [f"{MOVE} UK 2026H2 down"],
            id="cutting behind a comma",
        ),
        pytest.param(
            "Rates in the euro area and the UK have peaked, and we expect the first cuts in 2026.",
            [f"{MOVE} EA 2026 down", f"{MOVE} UK 2026 down"],
            id="both places of the sentence",
        ),
        pytest.param(
            "US rates are set to fall in 2026, while those in the euro area should stay put.",
            [f"{MOVE} EA 2026 flat", f"{MOVE} US 2026 down"],
            id="those in",
        ),
        pytest.param(
            "The Bank of Japan should abandon negative rates in April 2026.",
            [f"{MOVE} JP 2026-04 up"],
            id="leaves negative rates",
        ),
        pytest.param(
            "The NBP could lower rates as early as September 2026.",
            [f"{MOVE} PL 2026-09 down"],
            id="as early as begins no clause",
        ),
        pytest.param(
            "Fed: We expect a final hike in January 2026, then a long hold.",
            [f"{MOVE} US 2026 flat", f"{MOVE} US 2026-01 up"],
            id="a final hike, then a hold",
        ),
        pytest.param(
            "We have pushed the first Fed cut out to September 2026.",
            [f"{MOVE} US 2026-09 down"],
            id="pushed out to",
        ),
        pytest.param(
            "Central banks in Latin America will continue to ease in 2026.",
            [f"{MOVE} LATAM 2026 down"],
            id="central banks in a region",
        ),
    ],
)
def test_reads_moves_of_banks_in_the_wordings_of_many_houses(text, wanted):
    assert claims(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "The Aussie should remain fairly well supported in 2026.",
            ["fx_rate AUD 2026 up"],
            id="filled verb",
        ),
        pytest.param(
            "Sterling may lag a little in 2026.", ["fx_rate GBP 2026 down"], id="a little"
        ),
        pytest.param(
            "Sterling should underperform the euro in 2026.",
            ["fx_rate EURGBP 2026 up"],
            id="beaten by another",
        ),
        pytest.param(
            "Against the euro, the Swiss franc should be little changed in 2026.",
            ["fx_rate EURCHF 2026 flat"],
            id="against opens the sentence",
        ),
        pytest.param(
            "In Brazil growth is slow, and the real is expected to weaken in 2026.",
            ["fx_rate BRL 2026 down"],
            id="the real that does something",
        ),
        pytest.param(
            "In Chile the peso should recover in 2026.",
            ["fx_rate CLP 2026 up"],
            id="the peso of the country named",
        ),
        pytest.param(
            "The greenback is poised for another year of losses in 2026.",
            ["fx_rate DXY 2026 down"],
            id="poised for losses",
        ),
    ],
)
def test_reads_currencies_in_the_wordings_of_many_houses(text, wanted):
    assert claims(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We see limited upside for the euro in 2026.", id="limited upside"),
        pytest.param("Dollar strength is unlikely to persist into 2026.", id="not to last"),
        pytest.param("We do not rule out a Fed cut in July 2026.", id="not ruled out"),
        pytest.param("The real economy is expected to weaken in 2026.", id="the real economy"),
        pytest.param("The real rate should fall in 2026.", id="the real rate"),
        pytest.param("Investors who expect the dollar to fall in 2026 may hedge.", id="who expect"),
        pytest.param(
            "Bear case (20%). Slump: growth stalls and the Fed is forced to hike in 2026.",
            id="a case in brackets",
        ),
        pytest.param("RBI delivers jumbo cut; economists split on 2026", id="headline of a move"),
    ],
)
def test_makes_no_call_of_what_is_limited_denied_or_only_a_case(text):
    assert claims(text) == []


def test_dates_a_call_into_year_end_and_later_this_year():
    late = {"published": date(2025, 12, 8)}
    assert claims("USD/JPY should stay in a range into year-end.", **late) == [
        "fx_rate USDJPY 2025-12 flat"
    ]
    early = {"published": date(2026, 3, 2)}
    assert claims("We look for the Fed to cut rates later this year.", **early) == [
        f"{MOVE} US 2026 down"
    ]
