"""Sums of moves, run-in heads, speakers and polls: whose a figure is and what it adds up to."""

from datetime import date

import pytest
from running_text import claim, read

from ingest.resolving.grounding import checked
from warehouse.vocabulary import Status

POLL = {"publisher": None, "published": date(2023, 1, 26), "title": "POLL: a pause is near"}
FAILURES = {"publisher": "Allianz", "published": date(2024, 6, 12), "title": "Insolvency report"}


def told(text, **masthead):
    """Return figure -> (house, whether it counts at once) of a text; " / " parts paragraphs."""
    forecasts = [checked(f) for f in read(*text.split(" / "), **masthead)[0]]
    return {
        claim(f) + ("" if f.kind == "forecast" else f" {f.kind}"): (
            f.institution,
            f.status is Status.ACCEPTED,
        )
        for f in forecasts
        if f.stance is None
    }


SUMS = {
    "times a size": ("We look for 3 x 25bp of Fed cuts in 2026.", "US 2026 -75..-75 bp"),
    "moves of a size": ("The Fed should make three moves of 25 bps in 2026, all cuts.", "-75..-75"),
    "each": ("Two more ECB cuts of 25bp each should follow in 2026.", "EA 2026 -50..-50 bp"),
    "a size twice": ("The Bank of Canada should cut by 25bp twice in 2026.", "CA 2026 -50..-50 bp"),
    "times by a size": ("Norges Bank should cut four times by 25bp in 2026.", "-100..-100 bp"),
}


@pytest.mark.parametrize(("text", "sum_"), SUMS.values(), ids=SUMS.keys())
def test_equal_moves_add_up_and_wait_for_a_person(text, sum_):
    ((figure, (_, accepted)),) = told(text).items()
    assert sum_ in figure
    assert not accepted


def test_what_the_moves_were_before_is_an_older_forecast():
    figures = told("We look for 3 x 25bp of Fed cuts in 2026 (from 1 x 25bp previously).")
    assert {f.rpartition(" bp")[2] for f in figures} == {"", " previous"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Forecasts for UK growth in 2026 range from a drop of 2% to a rise of 0.4%."),
        pytest.param("UK growth in 2026 is put between a fall of 2% and growth of 0.4%."),
    ],
    ids=["range from", "between"],
)
def test_drop_and_rise_are_the_ends_of_one_range(text):
    assert set(told(text)) == {"gdp_growth UK 2026 -2..0.4 pct"}


STRANGERS = {
    "a ministry": "The Ministry of Trade has trimmed its range for UK growth in 2026 to 0-2%.",
    "initials": "Singapore: MTI has cut its range for growth in 2026 to 0-2%.",
    "a country's ministry": "The Thai finance ministry sees growth of 2.1% in 2026.",
    "behind a colon": "The central bank of Chile is gloomier: in its report it had growth at 2% in "
    "2026.",
}


@pytest.mark.parametrize("text", STRANGERS.values(), ids=STRANGERS.keys())
def test_what_a_stranger_says_is_not_the_publishers(text):
    ((house, accepted),) = set(told(text).values())
    assert house == "Unattributed"
    assert not accepted


def test_known_house_speaks_behind_the_colon():
    figures = told("The Riksbank is more upbeat: in its March report it had growth at 2% in 2026.")
    assert {house for house, _ in figures.values()} == {"Riksbank"}


def test_it_goes_on_with_the_house_before():
    figures = told("The OECD sees UK growth of 1.2% in 2026. It expects inflation of 2.4%.")
    assert {house for house, _ in figures.values()} == {"OECD"}


def test_speaker_ends_with_the_paragraph():
    text = "Deutsche Bank sees UK growth of 1.0% in 2026. / UK inflation should be 2.4% in 2026."
    assert told(text, publisher=None)["cpi_inflation UK 2026 2.4..2.4 pct"][0] == "Unattributed"


POLLS = {
    "medians in the past": (
        "Medians in the poll showed Bank Rate at 4.25% by the end of the first quarter and at the "
        "same level at the end of 2023.",
        {"policy_rate UK 2023Q1 4.25..4.25 pct", "policy_rate UK 2023-12 4.25..4.25 pct"},
    ),
    "was predicted": (
        "UK inflation was predicted to average 7.2% this year and 2.7% next, the poll found.",
        {"cpi_inflation UK 2023 7.2..7.2 pct", "cpi_inflation UK 2024 2.7..2.7 pct"},
    ),
    "now is no forecast": (
        "UK unemployment, now 3.7%, was seen averaging 4.4% this year.",
        {"unemployment_rate UK 2023 4.4..4.4 pct"},
    ),
}


@pytest.mark.parametrize(("text", "figures"), POLLS.values(), ids=POLLS.keys())
def test_report_of_a_poll_tells_the_consensus(text, figures):
    found = told(f"Bank Rate will rise, according to a poll of economists. / {text}", **POLL)
    assert set(found) == figures
    assert {house for house, _ in found.values()} == {"Consensus"}


HEADS = {
    "stop": "Chile is slowing, to 2.1% growth in 2026. / Spain. Growth should be 1.4% in 2026.",
    "colon": "Chile is slowing, to 2.1% growth in 2026. / Spain: Growth should be 1.4% in 2026.",
}


@pytest.mark.parametrize("text", HEADS.values(), ids=HEADS.keys())
def test_run_in_head_names_the_region(text):
    assert "gdp_growth ES 2026 1.4..1.4 pct" in told(text)


def test_surname_before_a_colon_is_no_country():
    text = (
        "News conference with Thomas Jordan. / Jordan: Swiss growth should be weak. We expect "
        "0.5% growth in 2026."
    )
    assert set(told(text, publisher="Swiss National Bank")) == {"gdp_growth CH 2026 0.5..0.5 pct"}


INSOLVENT = {
    "failures": ("Spain. Failures should climb by 24% in 2024.", "growth ES 2024 24..24 pct"),
    "cases": ("Spain. We expect 5,300 cases in 2024.", "count ES 2024 5300..5300 count"),
    "weighted by": (
        "World. Our aggregate, weighted by GDP, points to +14% in 2024.",
        "growth WORLD 2024 14..14 pct",
    ),
}


@pytest.mark.parametrize(("text", "figure"), INSOLVENT.values(), ids=INSOLVENT.keys())
def test_report_on_insolvencies_means_them(text, figure):
    assert set(told(f"# Insolvency report / {text}", **FAILURES)) == {f"bankruptcies_{figure}"}


def test_both_stands_for_the_two_of_the_sentence_before():
    text = (
        "We see UK headline inflation at 3.4% and core inflation at 3.1% in 2025. By the end of "
        "2026 both should be back at 2.1%."
    )
    assert {
        "cpi_inflation UK 2026-12 2.1..2.1 pct",
        "core_inflation UK 2026-12 2.1..2.1 pct",
    } <= set(told(text))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        pytest.param(
            "UK inflation should average 3.1% in 2026. We see UK core inflation of 2.9%, after "
            "3.8% in 2024.",
            {"cpi_inflation UK 2026 3.1..3.1 pct", "core_inflation UK 2026 2.9..2.9 pct"},
            id="after",
        ),
        pytest.param(
            "UK growth is put at 0.7%/yr at Q4 25 and 1.9%/yr at Q4 26.",
            {"gdp_growth UK 2025Q4 0.7..0.7 pct", "gdp_growth UK 2026Q4 1.9..1.9 pct"},
            id="a year",
        ),
        pytest.param(
            "UK growth should be 0.2% in the first quarter of 2026 and 0.3% in each of the "
            "following two.",
            {f"gdp_growth UK 2026Q{n} {v}..{v} pct" for n, v in ((1, 0.2), (2, 0.3), (3, 0.3))},
            id="each of the following",
        ),
        pytest.param(
            "We look for 125bp of Fed cuts in 2026. That would leave the target range at "
            "2.50-2.75% in December 2026.",
            {"policy_rate_change US 2026 -125..-125 bp", "policy_rate US 2026-12 2.5..2.75 pct"},
            id="target range",
        ),
    ],
)
def test_period_and_subject_are_their_own(text, figures):
    assert set(told(text)) == figures


COMMITTEES = {
    "officials of the bank named before": (
        "The Federal Reserve left its rate alone. Officials now see core PCE inflation at 2.6% at "
        "the end of 2026.",
        [("Federal Reserve", 2.6)],
    ),
    "and what is told on in the passive": (
        "Bank of England policymakers project UK inflation at 2.4% in 2026. Growth is expected to "
        "be 1.0% in 2026.",
        [("Bank of England", 1.0), ("Bank of England", 2.4)],
    ),
    "up to our own view": (
        "Bank of England policymakers project UK inflation at 2.4% in 2026. We see UK growth of "
        "1.0% in 2026.",
        [("Bank of England", 2.4), ("HSBC", 1.0)],
    ),
    "the Bank and its paper": (
        "The Bank of Canada kept its rate. The Bank's April MPR has real GDP up 1.2% in 2026.",
        [("Bank of Canada", 1.2)],
    ),
    "the exercise of a staff": (
        "The March Eurosystem staff exercise has euro area GDP growing by 0.9% in 2026.",
        [("ECB", 0.9)],
    ),
    "pricing holds to the end of its clause": (
        "OIS pricing has the ECB deposit rate at 1.75% by the end of 2026 and below 1.5% by "
        "mid-2027.",
        [("Market pricing", 1.5), ("Market pricing", 1.75)],
    ),
    "no single official is the committee": (
        "Seven officials put the federal funds rate at 2.75% at the end of 2026.",
        [],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), COMMITTEES.values(), ids=COMMITTEES.keys())
def test_officials_speak_for_their_bank(text, wanted):
    forecasts, _ = read(text)
    said = sorted((f.institution, f.low if f.low is not None else f.high) for f in forecasts)
    assert said == wanted


@pytest.mark.parametrize(
    ("publisher", "title", "wanted"),
    [
        pytest.param("ECB", "Survey of Professional Forecasters", "Consensus", id="in the title"),
        pytest.param("ECB", "Economic bulletin", "ECB", id="in no title"),
        pytest.param(
            "Federal Reserve Bank of Philadelphia",
            "Survey of Professional Forecasters",
            "Federal Reserve Bank of Philadelphia",
            id="of a bank without projections",
        ),
    ],
)
def test_what_a_survey_expects_is_the_same_house_in_all_of_a_report(publisher, title, wanted):
    text = "Expected GDP growth in the euro area for 2026 was revised to 1.2%."
    (row,) = read(text, publisher=publisher, title=title)[0]
    assert row.institution == wanted
