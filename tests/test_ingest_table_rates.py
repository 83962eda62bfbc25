"""Tables of interest rates with their dates down the side, and rounds called current."""

from datetime import date

import pytest
from sheets import Sheet
from table_reading import read, told

from warehouse.vocabulary import Reason

XS = (190, 260, 320, 380, 440)
TERMS = ["Overnight rate", "3-month bills", "2-year", "5-year", "10-year"]
LEVELS = (
    [2.25, 2.31, 2.52, 2.73, 3.14],
    [2.05, 2.16, 2.57, 2.78, 3.29],
    [1.85, 1.9, 2.4, 2.8, 3.1],
)


def rates(labels, *, heading="Canada", first="Overnight rate"):
    """Set rates under the name of a country, a row for each date."""
    sheet = Sheet().text(60, 60, heading, bold=True)
    sheet.row(74, "Quarters", [first, *TERMS[1:]], XS)
    for line, (label, levels) in enumerate(zip(labels, LEVELS, strict=True)):
        sheet.row(86 + 12 * line, label, levels, XS)
    return sheet


@pytest.mark.parametrize(
    "labels", [("Q1:26", "Q2:26", "Q3:26"), ("Q1/26", "Q2/26", "Q3/26"), ("1Q26", "2Q26", "3Q26")]
)
def test_quarters_down_the_side_date_the_rates_under_the_name_of_a_country(labels):
    got = read(rates(labels))
    assert told(got["2.05"]) == ("policy_rate", "CA", "2026Q2", "year_end")
    assert told(got["2.57"]) == ("yield_2y", "CA", "2026Q2", "year_end")
    assert told(got["3.29"]) == ("yield_10y", "CA", "2026Q2", "year_end")
    assert got["2.16"] is Reason.NO_INDICATOR


def test_row_of_a_day_that_is_gone_shows_where_rates_stand():
    got = read(
        rates(("5-Dec-25", "Q1:26", "Q2:26"), heading="United States", first="Fed fund rate")
    )
    assert (got["2.25"], got["3.14"]) == (Reason.HISTORY, Reason.HISTORY)
    assert told(got["2.05"]) == ("policy_rate", "US", "2026Q1", "year_end")


def test_row_of_a_day_to_come_is_a_forecast():
    got = read(rates(("18-Mar-26", "17-Jun-26", "16-Sep-26")), published=date(2025, 12, 10))
    assert told(got["2.05"])[:3] == ("policy_rate", "CA", "2026-06")


def rounds(*names):
    """Set two years with the same rounds under each."""
    xs = (240, 300, 360, 420)[: 2 * len(names)]
    sheet = Sheet().text(60, 60, "Brazil", bold=True)
    sheet.text(270, 74, "2026F", align="centre").text(390, 74, "2027F", align="centre")
    sheet.row(86, None, [*names, *names], xs)
    sheet.row(98, "Real GDP growth - %", [2.5, 2.3, 1.8, 1.7], xs)
    return read(sheet.row(110, "Policy rate - eop - %", [10.5, 10.75, 9.5, 9.25], xs))


def test_current_beside_previous_under_a_year_is_the_forecast():
    got = rounds("Current", "Previous")
    assert told(got["2.5"]) == ("gdp_growth", "BR", "2026", "annual_avg")
    assert [str(got[text].kind) for text in ("9.5", "9.25")] == ["forecast", "previous"]


def test_actual_beside_previous_under_a_year_is_history():
    assert rounds("Actual", "Previous")["2.5"] is Reason.HISTORY


def under_key_rates(label, figures):
    """Set a row below those of key rates, in a table with a language more."""
    sheet = Sheet().text(60, 60, "Zinsen / Rates", bold=True)
    sheet.row(74, None, ["3M", "6M", "12M"], (240, 300, 360))
    sheet.row(86, "Leitzins SNB / SNB key rate (%)", [0.05, 0.1, 0.15], (240, 300, 360))
    return read(sheet.row(98, label, figures, (240, 300, 360)))


@pytest.mark.parametrize(
    "label", ["Eidgenossen 10 J. / Swiss 10Y (%)", "Switzerland 10 ans", "Swiss: 10Y, eop"]
)
def test_country_and_term_are_a_yield_below_key_rates(label):
    assert told(under_key_rates(label, [0.4, 0.45, 0.5])["0.5"])[:3] == ("yield_10y", "CH", "12M")


@pytest.mark.parametrize("label", ["Swiss mortgages", "Swiss 5Y (%)", "Swiss money market"])
def test_row_with_words_of_its_own_is_not_the_rate_of_the_row_above(label):
    assert under_key_rates(label, [0.4, 0.45, 0.5])["0.5"] is Reason.NO_INDICATOR


@pytest.mark.parametrize("label", ["Japan", "Vereinigte Staaten / United States", "Canada (a)"])
def test_row_of_a_country_goes_on_with_the_rate_above(label):
    got = under_key_rates(label, [0.4, 0.45, 0.5])["0.5"]
    assert str(got.indicator) == "policy_rate"


def eighths(others):
    """Set key rates in eighths of a point above a table of other figures."""
    sheet = Sheet().text(60, 60, "Interest rates", bold=True)
    sheet.row(74, None, ["Q1 2026", "Q2 2026", "Q3 2026"], (300, 350, 400))
    sheet.row(86, "Fed funds rate", ["3,625", "3,375", "3,125"], (300, 350, 400))
    sheet.row(150, None, ["2025", "2026", "2027"], (300, 350, 400))
    sheet.row(162, "Germany GDP growth", others, (300, 350, 400))
    return read(sheet.row(174, "Germany inflation", others, (300, 350, 400)))


def test_page_tells_that_three_digits_behind_a_comma_are_decimals():
    assert eighths(["0,3", "1,1", "1,5"])["3.375"].low == 3.375


def test_comma_before_three_digits_parts_thousands_on_a_page_with_points():
    assert eighths(["0.3", "1.1", "1.5"])["3,375"] is Reason.OUT_OF_BOUNDS
