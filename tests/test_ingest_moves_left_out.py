"""Moves and prices that a sentence only hints at: "two more, in May", "a pullback to 150"."""

import pytest
from running_text import claims

MOVE, RATE, FX = "policy_rate_change", "policy_rate", "fx_rate"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "The Fed should cut by 25bp in January, and we look for another two moves in the "
            "second half of 2026.",
            [f"{MOVE} US 2026-01 -25..-25 bp", f"{MOVE} US 2026H2 2..2 cuts"],
            id="moves without a noun of their own",
        ),
        pytest.param(
            "The Riksbank surprised with a cut in November; we see two more, in February "
            "and April.",
            [f"{MOVE} SE 2026 2..2 cuts"],
            id="as many months as moves",
        ),
        pytest.param(
            "The ECB is likely to lower its deposit rate again in March, and twice more in the "
            "second half of 2026.",
            [f"{MOVE} EA 2026-03 down", f"{MOVE} EA 2026H2 2..2 cuts"],
            id="twice more, in a time of its own",
        ),
        pytest.param(
            "We expect the Bank of Japan to hike to 1.0% in July and to 1.25% in January 2027.",
            [f"{RATE} JP 2026-07 1..1 pct", f"{RATE} JP 2027-01 1.25..1.25 pct"],
            id="a bank that hikes to a level",
        ),
        pytest.param(
            "We expect the Riksbank to stay on hold in 2026, versus our previous forecast of one "
            "cut in the second quarter.",
            [f"{MOVE} SE 2026 flat"],
            id="the call that was given up",
        ),
        pytest.param(
            "Norges Bank will wait until June before cutting again.",
            [f"{MOVE} NO 2026-06 down", f"{MOVE} NO 2026H1 flat"],
            id="waits, then moves",
        ),
        pytest.param(
            "We expect the Reserve Bank of Australia to lower the cash rate by 25bp at its "
            "February meeting.",
            [f"{MOVE} AU 2026-02 -25..-25 bp"],
            id="the month of a meeting",
        ),
    ],
)
def test_reads_moves_that_are_only_hinted_at(text, wanted):
    assert claims(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "USD/JPY has had a strong month. We look for a pullback to 150 by June 2026.",
            [f"{FX} USDJPY 2026-06 150..150 level"],
            id="the pair of the sentence before",
        ),
        pytest.param(
            "The Australian dollar is our favourite, and we look for 0.68 in six months.",
            [f"{FX} AUDUSD 6M 0.68..0.68 level"],
            id="a lone currency in dollars",
        ),
        pytest.param(
            "USD/JPY has had a strong month. We look for 24 launches by June 2026.",
            [],
            id="a number that can be no price of it",
        ),
    ],
)
def test_reads_prices_that_go_on_with_a_currency(text, wanted):
    assert claims(text) == wanted


def test_takes_trend_up_to_for_the_level_reached():
    assert claims("AUD/USD is forecast to trend up to 0.69 by the end of 2026.") == [
        f"{FX} AUDUSD 2026-12 0.69..0.69 level"
    ]
