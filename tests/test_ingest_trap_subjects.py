"""Whose figure it is: the country, the central bank or the document that a number is about."""

import pytest
from running_text import claims

GDP, CPI, RATE, MOVE = "gdp_growth", "cpi_inflation", "policy_rate", "policy_rate_change"

SUBJECTS = {
    "a bank of the paragraph beats the country of the one before": (
        (
            "German output should expand by 1.1% in 2026.",
            "The ECB will move no further. The deposit rate should be 2% at the end of 2026.",
        ),
        [f"{GDP} DE 2026 1.1..1.1 pct", f"{RATE} EA 2026-12 2..2 pct"],
    ),
    "the bank is kept for a move of its rate": (
        (
            "Polish growth should reach 3.4% in 2026.",
            "The Riksbank leaves its policy rate alone. We forecast one 25bp hike in 2027.",
        ),
        [f"{GDP} PL 2026 3.4..3.4 pct", f"{MOVE} SE 2027 25..25 bp"],
    ),
    "members of the euro area have no policy rate": (
        ("In France we expect the policy rate to be 1.75% at the end of 2026.",),
        [f"{RATE} EA 2026-12 1.75..1.75 pct"],
    ),
    "funds are not their giver": (
        (
            "Portugal stays ahead of the rest. Tourism and EU funds should keep growth at 2.1% "
            "in 2026.",
        ),
        [f"{GDP} PT 2026 2.1..2.1 pct"],
    ),
    "tariffs are not the country that sets them": (
        ("Canada has most to lose. US tariffs should push growth down to 0.6% in 2026.",),
        [f"{GDP} CA 2026 0.6..0.6 pct"],
    ),
    "a part in the story is not the story": (
        (
            "Euro area GDP rose 0.4% in summer, with Ireland accounting for most of it. We see "
            "growth of 1.2% in 2026.",
        ),
        [f"{GDP} EA 2026 1.2..1.2 pct"],
    ),
    "exports may grow by themselves": (
        ("We expect Korean GDP to grow 2.0% in 2026 as Chinese demand for chips recovers.",),
        [f"{GDP} KR 2026 2..2 pct"],
    ),
}


@pytest.mark.parametrize(("paragraphs", "wanted"), SUBJECTS.values(), ids=SUBJECTS.keys())
def test_a_figure_is_that_of_its_subject(paragraphs, wanted):
    assert claims(*paragraphs) == wanted
