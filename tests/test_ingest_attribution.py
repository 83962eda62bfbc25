"""Who says it: the publisher, a named third party, the consensus, the market, or two houses."""

import pytest
from running_text import read

from ingest.resolving.attribution import find_speakers


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("The IMF expects growth of 3%.", ["IMF"], id="verb"),
        pytest.param(
            "Allianz and BNP Paribas forecast 1.2%.", ["Allianz", "BNP Paribas"], id="two"
        ),
        pytest.param("The Fed's dots show 3.4%.", ["Federal Reserve"], id="owner"),
        pytest.param("Growth will be 2%, according to the OECD.", ["OECD"], id="credit"),
        pytest.param("Oil falls to $57, says the EIA.", ["EIA"], id="says, behind"),
        pytest.param("We expect the Fed to cut rates.", [], id="only talked about"),
        pytest.param("The ECB is expected to hold rates.", [], id="passive"),
        pytest.param("The ECB has room to go lower.", [], id="has, but says nothing"),
    ],
)
def test_finds_who_speaks(text, wanted):
    assert [n.key for n in find_speakers(text)] == wanted


def houses(*paragraphs, **masthead):
    forecasts, _ = read(*paragraphs, **masthead)
    return {(f.institution, f.low) for f in forecasts}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("US GDP growth should be 2.1% in 2026.", {("HSBC", 2.1)}, id="publisher"),
        pytest.param(
            "The IMF forecasts US GDP growth of 2.4% in 2026.", {("IMF", 2.4)}, id="third party"
        ),
        pytest.param(
            "We see US growth at 2.1% in 2026; the consensus has 1.8% for 2026.",
            {("HSBC", 2.1), ("Consensus", 1.8)},
            id="consensus",
        ),
        pytest.param(
            "Market pricing has the fed funds rate at 3.1% by the end of 2026.",
            {("Market pricing", 3.1)},
            id="market",
        ),
        pytest.param(
            "Barclays and Schroders expect UK growth of 1.2% in 2026.",
            {("Barclays", 1.2), ("Schroders", 1.2)},
            id="two houses, one row each",
        ),
    ],
)
def test_attributes_the_number(text, wanted):
    assert houses(text) == wanted


def test_in_a_round_up_the_last_speaker_goes_on():
    text = "Allianz expects French growth of 0.9% in 2026. In 2027 it should reach 1.2%."
    assert houses(text, publisher=None) == {("Allianz", 0.9), ("Allianz", 1.2)}


def test_without_any_house_the_claim_is_unattributed():
    assert houses("US growth should be 2.1% in 2026.", publisher=None) == {("Unattributed", 2.1)}
