"""Quarters called by their last month, and headers that are the day of today's levels."""

from datetime import date

import pytest
from sheets import Sheet, table
from table_reading import read, told

from warehouse.vocabulary import Reason

XS = (200, 280, 360, 440)
MONTHS = (("2026", "Mar"), (None, "Jun"), (None, "Sep"), (None, "Dec"), ("2027", "Mar"))


def down_the_side(*, kinds=("Quarterly", "Annual"), caption="Key variables", note=""):
    """Set growth and prices with their months down the side, the year beside the first of each."""
    sheet = Sheet().text(60, 60, caption, bold=True).text(60, 70, "New Zealand")
    sheet.row(90, None, ["GDP growth", "CPI inflation", "USD/NZD", "Cash rate"], XS)
    if kinds:
        sheet.row(100, None, [*kinds, None, None], XS)
    for line, (year, month) in enumerate(MONTHS):
        top = 114 + 12 * line
        sheet.text(60, top, year or "").text(110, top, month)
        values = [f"0.{line + 1}", f"2.{line + 1}", f"1.6{line}", f"3.{line}"]
        sheet.row(top, None, values, XS)
    return read(sheet.text(60, 200, note, size=6), published=date(2025, 12, 10))


def test_months_of_a_quarterly_table_are_its_quarters():
    got = down_the_side()
    assert told(got["0.2"]) == ("gdp_growth", "NZ", "2026Q2", "quarter_qoq")
    assert told(got["2.5"]) == ("cpi_inflation", "NZ", "2027Q1", "yoy")
    assert got["3.2"].period == "2026Q3"


def test_a_note_may_say_that_all_is_quarterly():
    got = down_the_side(kinds=(), note="Note: quarterly figures, seasonally adjusted.")
    assert got["0.2"].period == "2026Q2"


@pytest.mark.parametrize(
    "note",
    [
        "Months denote the quarters that end in them.",
        "Quarters are named by their last month.",
        "Figures for the final month of each quarter stand for the whole of it.",
    ],
)
def test_a_note_may_say_what_the_months_are(note):
    assert down_the_side(kinds=(), note=note)["0.2"].period == "2026Q2"


@pytest.mark.parametrize(
    "told_else",
    [
        {"kinds": ()},
        {"caption": "Quarterly outlook, end of period"},
        {"kinds": (), "note": "Risks rise over the coming months and quarters."},
    ],
    ids=str,
)
def test_months_stay_months_where_no_quarter_is_meant(told_else):
    assert down_the_side(**told_else)["2.2"].period == "2026-06"


@pytest.mark.parametrize("today", ["Dec 5", "5 Dec", "5-Dec-25", "28/11/25", "Spot"])
def test_column_of_a_day_that_is_gone_shows_where_things_stand(today):
    rows = [("EUR/USD", [1.16, 1.18, 1.2, 1.22]), ("USD/JPY", [156, 153, 150, 147])]
    header = (today, "Mar-26", "Jun-26", "Sep-26")
    got = read(table(rows, header=header, xs=(220, 280, 340, 400), corner="End of period:"))
    assert got["156"] is Reason.HISTORY
    assert told(got["153"])[:3] == ("fx_rate", "USDJPY", "2026-03")


def test_name_on_a_line_of_its_own_goes_with_the_figures_below():
    xs = (240, 300, 360)
    sheet = Sheet().text(60, 60, "United States", bold=True)
    sheet.row(80, None, ["I 2026", "II 2026", "III 2026"], xs)
    sheet.text(60, 92, "Real gross domestic product (GDP):")
    sheet.row(104, "%", [2.4, 2.8, 2.3], xs)
    sheet.text(60, 116, "Federal funds rate (end of period):")
    got = read(sheet.row(128, None, [3.63, 3.38, 3.13], xs))
    assert told(got["2.8"])[:3] == ("gdp_growth", "US", "2026Q2")
    assert told(got["3.13"]) == ("policy_rate", "US", "2026Q3", "year_end")


def test_lone_name_above_dated_columns_is_that_of_them_all():
    sheet = Sheet().text(200, 80, "USD/CAD forecast")
    sheet.row(92, "Bank", ["Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"], (200, 280, 360, 440))
    sheet.row(106, "RBC", [1.39, 1.38, 1.37, 1.36], (200, 280, 360, 440))
    got = read(sheet.row(120, "BMO", [1.4, 1.385, 1.375, 1.365], (200, 280, 360, 440)))
    assert told(got["1.36"])[:3] == ("fx_rate", "USDCAD", "2026Q4")
    assert (got["1.36"].institution, got["1.4"].institution) == ("RBC", "BMO")


def test_annual_beside_annual_averages_compares_last_quarters():
    sheet = Sheet().text(60, 60, "New Zealand (annual average percent change, unless specified)")
    sheet.row(80, "March year", ["2026", "2027", "2028"], (240, 300, 360))
    sheet.row(94, "CPI (annual)", [3.1, 3.2, 1.9], (240, 300, 360))
    got = read(sheet.row(108, "GDP (production)", [0.6, 1.6, 2.7], (240, 300, 360)))
    assert told(got["3.2"]) == ("cpi_inflation", "NZ", "2027Q1", "yoy")
    assert told(got["1.6"]) == ("gdp_growth", "NZ", "2027", "annual_avg")
