"""Directions without a number, for policy rates and currencies only."""

import pytest
from running_text import claim, read

from ingest.calls import read_stance
from warehouse.vocabulary import Status

MOVE = "policy_rate_change"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("no cuts", "flat"),
        ("rate cuts", "down"),
        ("on hold", "flat"),
        ("raise rates", "up"),
        ("not expect the bank to cut", "flat"),
        ("weaker", "down"),
        ("strengthen", "up"),
        ("tea", None),
    ],
)
def test_reads_a_direction(text, wanted):
    assert read_stance(text) == wanted


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
        pytest.param("Taxes should be cut in 2026.", [], id="not rates"),
        pytest.param("The Fed cut rates in 2024.", [], id="history"),
        pytest.param("The tightening cycle of the Fed will weigh on growth.", [], id="a cycle"),
        pytest.param("German output should rise in 2026.", [], id="other indicators"),
    ],
)
def test_finds_calls(text, wanted):
    forecasts, _ = read(text)
    assert [claim(f) for f in forecasts] == wanted


def test_next_to_a_number_the_number_speaks():
    forecasts, _ = read("We expect the Fed to cut rates by 50bp in 2026.")
    assert [claim(f) for f in forecasts] == [f"{MOVE} US 2026 -50..-50 bp"]


def test_a_call_waits_for_a_person():
    [forecast], _ = read("The ECB is expected to stay put in 2026.")
    assert forecast.status is Status.REVIEW
    assert any("direction" in reason for reason in forecast.reasons)
