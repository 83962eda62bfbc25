"""Numbers in wordings that mislead: marks on the way, counts in an aside, bare "headline"."""

from datetime import date

import pytest
from running_text import claims, read

from warehouse.vocabulary import Status

OCTOBER = {"published": date(2024, 10, 21), "title": "Outlook 2025"}
MOVE = "policy_rate_change"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "After a 50bp cut in September, we look for 25bp moves by the Fed in both November and "
            "December, and for a Fed funds rate of 3.50% at the end of 2025.",
            [
                "policy_rate US 2025-12 3.5..3.5 pct",
                f"{MOVE} US 2024-11 -25..-25 bp",
                f"{MOVE} US 2024-12 -25..-25 bp",
            ],
            id="after the cut of the month just over",
        ),
        pytest.param(
            "We project US growth of 2.2% in 2025, half a point above what the IMF expects.",
            ["gdp_growth US 2025 2.2..2.2 pct"],
            id="half a point above",
        ),
        pytest.param("For EUR/USD a break of 1.15 is likely in 2025.", [], id="break of a mark"),
        pytest.param(
            "Insolvencies in Germany should rise by 13% in 2025, with 20,260 cases, and in the UK "
            "by 2%.",
            [
                "bankruptcies_count DE 2025 20260..20260 count",
                "bankruptcies_growth DE 2025 13..13 pct",
                "bankruptcies_growth UK 2025 2..2 pct",
            ],
            id="cases of the same country",
        ),
        pytest.param(
            "We expect only two more Fed cuts in 2025 and one ECB rate cut in March 2025.",
            [f"{MOVE} EA 2025-03 1..1 cuts", f"{MOVE} US 2025 2..2 cuts"],
            id="a bank between count and cuts",
        ),
        pytest.param(
            "The Fed and the ECB should start cutting in December, by 75bps and 100bps in total "
            "next year.",
            [f"{MOVE} EA 2025 -100..-100 bp", f"{MOVE} US 2025 -75..-75 bp"],
            id="in total next year",
        ),
        pytest.param(
            "We expect 50bp of Fed cuts in the second half of 2025, in September and December.",
            [f"{MOVE} US 2025H2 -50..-50 bp"],
            id="a half year and its months",
        ),
        pytest.param(
            "The RBI should keep the repo rate at 6.50% until the end of calendar year 2024.",
            ["policy_rate IN 2024-12 6.5..6.5 pct"],
            id="end of calendar year",
        ),
        pytest.param(
            "Growth among our trading partners is put at 1.9% in 2025.", [], id="trading partners"
        ),
        pytest.param(
            "Ten-year Treasuries have sold off to 4.2%. We expect 4.50% in mid-2025.",
            ["yield_10y US 2025-06 4.5..4.5 pct"],
            id="sold off",
        ),
        pytest.param(
            "We see EUR/USD at 1.12 in six months and at 1.15 in twelve.",
            ["fx_rate EURUSD 12M 1.15..1.15 level", "fx_rate EURUSD 6M 1.12..1.12 level"],
            id="in twelve",
        ),
        pytest.param(
            "French growth was revised to 0.8% from 1.0% for 2025.",
            ["gdp_growth FR 2025 0.8..0.8 pct"],
            id="revised to, from, for",
        ),
        pytest.param(
            "In Spain, output is set to rise by 1.4% in 2025, more than twice the 0.6% that we "
            "expect for Italy.",
            ["gdp_growth ES 2025 1.4..1.4 pct", "gdp_growth IT 2025 0.6..0.6 pct"],
            id="twice the",
        ),
        pytest.param(
            "House prices in Germany are expected to fall by another 4% in 2025.",
            ["house_price_growth DE 2025 -4..-4 pct"],
            id="by another",
        ),
        pytest.param(
            "We expect 75bp of ECB cuts for 2025, beginning in June.",
            [f"{MOVE} EA 2025 -75..-75 bp"],
            id="beginning in",
        ),
        pytest.param(
            "10-year gilts should yield 4.0% and Bunds 2.5% at the end of 2025.",
            ["yield_10y DE 2025-12 2.5..2.5 pct", "yield_10y UK 2025-12 4..4 pct"],
            id="each bond its own yield",
        ),
    ],
)
def test_reads_what_a_wording_means(text, wanted):
    assert claims(text, **OCTOBER) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "Bunds should trade in a range of 2.10-2.40% in 2025.",
            "yield_10y DE 2025-12 2.1..2.4 pct",
            id="a bond without its term",
        ),
        pytest.param(
            "The euro area's core inflation should average 2.8% in 2025. Headline is lower, at "
            "2.4%.",
            "cpi_inflation EA 2025 2.4..2.4 pct",
            id="headline alone",
        ),
    ],
)
def test_leaves_loose_names_to_a_person(text, wanted):
    forecasts, _ = read(text, **OCTOBER)
    (found,) = [f for f in forecasts if f.status is Status.REVIEW]
    assert str(found.indicator) == wanted.split()[0]
    assert wanted in claims(text, **OCTOBER)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        pytest.param("Growth in India should average 6.3% in the current fiscal.", "IN 2026",
                     id="India counts by the later year"),
        pytest.param("Growth in Japan should average 0.6% this fiscal year.", "JP 2025",
                     id="Japan by the first"),
        pytest.param("Growth in India should average 6.5% in the next fiscal year.", "IN 2027",
                     id="next"),
    ],
)  # fmt: skip
def test_counts_a_fiscal_year_as_its_country_does(words, wanted):
    (claim,) = claims(words, published=date(2025, 6, 9), title="Monetary policy")
    assert wanted in claim


def test_gives_a_figure_to_the_consensus_that_it_is_according_to():
    text = "US growth should be 1.1% in 2025 according to consensus; we think 0.6% is likelier."
    forecasts, _ = read(text, **OCTOBER)
    assert {(f.institution, f.low) for f in forecasts} == {("Consensus", 1.1), ("HSBC", 0.6)}
