"""Blocks of columns that come again, and what years show beside their quarters."""

from datetime import date

import pytest
from sheets import Sheet, table
from table_reading import read, told

from ingest.tables.blocks import runs_by_blocks
from warehouse.vocabulary import Reason

XS = (230, 290, 350, 410, 470)
QUARTERS = ("Q1", "Q2", "Q3", "Q4", "Q1", "Q2", "Q3", "Q4")


def rounds(first, second):
    """Set a year of history and two rounds of two years, each under its date."""
    sheet = Sheet().text(60, 60, "GDP growth (%)", bold=True)
    sheet.text(230, 76, "2024", align="right")
    sheet.text(310, 76, first, align="centre").text(430, 76, second, align="centre")
    sheet.row(88, None, ["Actual", "2025", "2026", "2025", "2026"], XS)
    sheet.row(102, "China", [5.0, 4.7, 4.3, 4.8, 4.4], XS)
    return read(sheet.row(116, "India", [6.5, 6.6, 6.1, 7.2, 6.4], XS))


def test_each_round_stands_over_its_whole_block():
    got = rounds("September 2025", "December 2025")
    assert {str(got[v].kind) for v in ("4.7", "4.3", "6.6", "6.1")} == {"previous"}
    assert {str(got[v].kind) for v in ("4.8", "4.4", "7.2", "6.4")} == {"forecast"}
    assert told(got["6.4"])[:3] == ("gdp_growth", "IN", "2026")


def test_columns_that_do_not_come_again_make_no_blocks():
    assert runs_by_blocks((), ((0, 1), (2, 3)), under=("2025", "2026")) is None


def by_quarters(rows, *, caption="United States"):
    """Set two years by their quarters, and the years themselves behind them."""
    xs = tuple(200 + 36 * at for at in range(10))
    sheet = Sheet().text(60, 60, caption, bold=True)
    sheet.text(254, 76, "2026", align="centre").text(398, 76, "2027", align="centre")
    sheet.row(88, None, [*QUARTERS, "2026", "2027"], xs)
    for line, (label, values) in enumerate(rows):
        sheet.row(102 + 14 * line, label, values, xs, size=7)
    return read(sheet)


def test_year_that_is_the_mean_of_its_quarters_is_an_average():
    values = [4.05, 4.01, 3.95, 3.91, 3.83, 3.81, 3.79, 3.77, "3.98", "3.80"]
    got = by_quarters([("10-year Treasury", values)])
    assert told(got["3.98"]) == ("yield_10y", "US", "2026", "annual_avg")
    assert told(got["3.91"]) == ("yield_10y", "US", "2026Q4", "quarter_avg")


def test_year_that_is_what_its_last_quarter_is_ends_there():
    values = [4.05, 4.01, 3.95, 3.91, 3.83, 3.81, 3.79, 3.77, "3.91%", "3.77%"]
    got = by_quarters([("10-year Treasury", values)])
    assert told(got["3.91%"])[3] == told(got["3.91"])[3] == "year_end"


@pytest.mark.parametrize(
    ("header", "pair"), [("FX rate vs USD (eop)", "USDBRL"), ("Currency per EUR, eop", "EURBRL")]
)
def test_rate_of_a_country_is_that_of_its_money(header, pair):
    rows = [("Brazil", [1.6, 5.51, 5.62]), ("Poland", [3.6, 4.31, 4.32])]
    spans = [[(0, 0, "GDP (%)"), (1, 2, header)]]
    got = read(table(rows, header=("2026", "2026", "2027"), xs=(240, 320, 400), spans=spans))
    assert told(got["5.51"])[:2] == ("fx_rate", pair)


def test_note_says_what_all_moneys_are_counted_against():
    rows = [("China", [7.05, 7.02, 7.01]), ("Thailand", [32.3, 31.9, 31.6])]
    note = "Exchange rates are local currency per US dollar."
    header = ("1Q26", "2Q26", "3Q26")
    got = read(table(rows, header=header, corner="Exchange rates, eop", notes=[note]))
    assert told(got["31.9"]) == ("fx_rate", "USDTHB", "2026Q2", "year_end")


def test_headers_one_space_apart_end_with_their_columns():
    xs = (200, 248, 290, 322, 370)
    sheet = Sheet().text(60, 60, "Brazil: survey", bold=True)
    sheet.text(250, 76, "2026", align="centre")
    sheet.row(90, None, ["4 weeks ago", "1 week ago", "Today", "Resp."], xs[:4])
    sheet.row(90, None, [None] * 4 + ["4 weeks ago"], xs)
    sheet.row(104, "Selic rate (% p.a.)", [12.75, 12.5, 12.25, 144, 10.5], xs)
    got = read(sheet.row(118, "GDP (% growth)", [1.95, 1.85, 1.75, 149, 1.6], xs))
    assert got["144"] is got["149"] is Reason.NOT_A_FORECAST
    assert str(got["12.25"].kind) == "forecast"


def test_row_below_a_spread_is_a_house_of_its_own():
    rows = [("Consensus", [0.3, 1.1]), ("Standard deviation", [0.1, 0.4]), ("ING", [0.2, 1.0])]
    got = read(table(rows, header=("2026", "2027"), xs=(240, 300), caption="Germany: GDP, %"))
    assert (got["1.0"].institution, got["0.4"]) == ("ING", Reason.NOT_A_FORECAST)


def test_bond_is_known_by_its_own_name():
    rows = [("2Y Schatz", [2.01, 2.05]), ("10Y Eidgenossen", [0.2, 0.3])]
    got = read(table(rows, header=("Mar-26", "Jun-26"), xs=(240, 300)), published=date(2025, 12, 1))
    assert told(got["2.05"])[:2] == ("yield_2y", "DE")
    assert told(got["0.3"])[:2] == ("yield_10y", "CH")


def test_weights_behind_the_years_are_not_what_the_table_is_about():
    rows = [("Brazil", [1.6, 2.1, 1.9]), ("Germany", [0.3, 1.3, 4.1])]
    sheet = Sheet().text(60, 60, "Table 1: Growth (yearly %)", bold=True)
    sheet.row(76, None, ["2026", "2027", "Weight (%)"], XS[:3])
    for line, (label, values) in enumerate(rows):
        sheet.row(90 + 14 * line, label, values, XS[:3])
    got = read(sheet)
    assert told(got["2.1"])[:3] == ("gdp_growth", "BR", "2027")
    assert got["4.1"] is Reason.NO_INDICATOR


def test_section_gives_the_region_of_rows_that_leave_it_out():
    sheet = Sheet().row(76, None, ["Jun-26", "Dec-26"], XS[:2])
    rows = ["USA", ("Base rate", [3.65, 3.4]), ("10Y US yield", [4.5, 4.6])]
    rows += ["United Kingdom", ("Base rate", [3.75, 3.45]), ("10Y Gilt yield", [4.55, 4.65])]
    for line, row in enumerate(rows):
        top = 90 + 14 * line
        if isinstance(row, str):
            sheet.text(60, top, row, bold=True)
        else:
            sheet.row(top, row[0], row[1], XS[:2])
    got = read(sheet)
    assert told(got["3.65"])[:2] == ("policy_rate", "US")
    assert told(got["3.45"])[:2] == ("policy_rate", "UK")


def test_end_of_a_year_above_a_table_is_no_day_for_growth():
    rows = [("Goldman Sachs", ["4.20%", "2.5%"]), ("UBS", ["4.00%", "1.7%"])]
    header = ("10-year Treasury", "US GDP growth")
    got = read(table(rows, header=header, xs=(260, 360), caption="Year-end 2026 forecasts"))
    assert told(got["4.20%"])[2:] == ("2026-12", "year_end")
    assert told(got["2.5%"])[2:] == ("2026", "annual_avg")
