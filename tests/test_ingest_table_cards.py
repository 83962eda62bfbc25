"""Cards: a large figure with its words below or above it."""

import pytest
from sheets import Sheet
from table_reading import read, told

from warehouse.vocabulary import Reason

CARDS = (
    ("1.7%", "US GDP growth in 2026"),
    ("2.9%", "US CPI inflation, 2026 average"),
    ("3.25%–3.50%", "Federal funds rate at the end of 2026"),
)


def deck(*, below, heading="The year at a glance", cards=CARDS):
    sheet = Sheet().text(60, 40, heading, size=14, bold=True)
    for number, (value, words) in enumerate(cards):
        x = 60 + 170 * number
        sheet.text(x, 90, value, size=24).text(x, 122 if below else 74, words, size=9)
    for number in range(3):
        sheet.text(60, 200 + 12 * number, "These are the views of the house for the year ahead.")
    return sheet


@pytest.mark.parametrize("below", [True, False], ids=["words below", "words above"])
def test_card_binds_its_figure_to_its_words(below):
    got = read(deck(below=below))
    assert told(got["1.7%"])[:3] == ("gdp_growth", "US", "2026")
    assert told(got["2.9%"]) == ("cpi_inflation", "US", "2026", "annual_avg")
    assert told(got["3.25%–3.50%"])[:3] == ("policy_rate", "US", "2026-12")


def test_heading_dates_cards_that_name_no_period():
    got = read(
        deck(below=False, heading="Our base case for 2026", cards=[("1.7%", "US GDP growth")])
    )
    assert told(got["1.7%"])[2] == "2026"
    assert any("heading" in reason for reason in got["1.7%"].reasons)


def test_card_of_the_latest_figure_is_history():
    got = read(deck(below=True, heading="Key numbers", cards=[("4.3%", "US unemployment rate")]))
    assert got["4.3%"] is Reason.HISTORY


def test_range_broken_after_its_dash_is_one_figure():
    sheet = deck(below=True, cards=[("3.25–", "")]).text(60, 116, "3.50%", size=24)
    got = read(sheet.text(60, 146, "Fed funds target range, end-2026", size=9))
    assert (got["3.25–3.50%"].low, got["3.25–3.50%"].high) == (3.25, 3.5)


def test_figures_set_in_one_line_are_those_of_several_cards():
    sheet = Sheet().text(60, 40, "The year at a glance", size=14, bold=True)
    places = ("2.1%", "US"), ("1.2%", "Euro area"), ("4.5%", "China")
    for x, (value, place) in zip((110, 230, 350), places, strict=True):
        words = f"{place} GDP growth 2026"
        sheet.text(x, 90, value, size=20, align="centre").text(x, 112, words, align="centre")
    got = read(sheet)
    assert [told(got[v])[1] for v in ("2.1%", "1.2%", "4.5%")] == ["US", "EA", "CN"]
