"""Directions without a number, for policy rates and currencies only."""

import pytest
from running_text import claim, read

from ingest.calls.call import stated_direction
from warehouse.vocabulary import Stance, Status

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
