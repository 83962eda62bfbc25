"""Headings beside a table, captions of two lines, and headers over one wide line."""

import pytest
from sheets import Sheet, table
from table_reading import read, told

from warehouse.vocabulary import Reason

XS = (420, 460, 500, 540)


def section(sheet, top, name, figures):
    """Set a country's heading and text at the left and its table at the right."""
    sheet.text(60, top, name, bold=True, size=11)
    for line, words in enumerate(("Firms hire with more care than they did", "a year ago there.")):
        sheet.text(60, top + 30 + 12 * line, words)
    sheet.text(430, top + 18, "GDP growth", align="centre")
    sheet.text(510, top + 18, "Inflation", align="centre")
    sheet.row(top + 30, None, ["2026", "2027"] * 2, XS)
    sheet.row(top + 42, None, figures, XS).text(330, top + 42, "HSBC")
    return sheet.row(top + 54, None, [f + 0.05 for f in figures], XS).text(
        330, top + 54, "Consensus"
    )


def test_heading_at_the_left_names_the_region_of_the_table_beside_it():
    sheet = section(Sheet(), 60, "Canada", [1.2, 1.6, 2.0, 2.1])
    got = read(section(sheet, 200, "Japan", [0.7, 0.8, 1.7, 1.9]))
    assert told(got["1.6"])[:3] == ("gdp_growth", "CA", "2027")
    assert told(got["1.7"])[:3] == ("cpi_inflation", "JP", "2026")


def test_heading_far_above_at_the_left_says_nothing_of_a_table():
    sheet = Sheet().text(60, 60, "Canada", bold=True, size=11)
    sheet.row(300, None, ["2026", "2027"] * 2, XS).text(430, 288, "GDP growth", align="centre")
    sheet.text(510, 288, "Inflation", align="centre")
    sheet.row(312, None, [1.2, 1.6, 2.0, 2.1], XS).text(330, 312, "HSBC")
    got = read(sheet.row(324, None, [1.3, 1.7, 2.3, 2.2], XS).text(330, 324, "Consensus"))
    assert got["1.6"].region != "CA"


def test_title_and_its_unit_are_a_caption_though_both_run_over_the_table():
    sheet = Sheet().text(60, 60, "Inflation as observed and as we now forecast it", bold=True)
    sheet.text(60, 70, "Change of the consumer price index in Switzerland on a year earlier, %")
    xs = (260, 300, 340)
    sheet.row(90, None, ["Q2 2026", "Q3 2026", "Q4 2026"], xs)
    sheet.row(102, "Forecast, September 2025", [0.4, 0.5, 0.6], xs)
    got = read(sheet.row(114, "Forecast, December 2025", [0.3, 0.35, 0.45], xs))
    assert told(got["0.45"]) == ("cpi_inflation", "CH", "2026Q4", "yoy")
    assert (str(got["0.45"].kind), str(got["0.5"].kind)) == ("forecast", "previous")


def test_two_headers_over_one_wide_line_stay_apart():
    sheet = Sheet().text(60, 60, "Japan", bold=True, size=10)
    sheet.text(440, 80, "Real GDP", align="centre").text(520, 80, "Consumer prices", align="centre")
    sheet.text(480, 90, "Average % change on previous calendar year", align="centre")
    sheet.row(100, None, ["2026", "2027"] * 2, XS)
    sheet.row(112, "Nomura", [0.7, 0.9, 1.8, 2.0], XS)
    got = read(sheet.row(124, "Goldman Sachs", [0.8, 1.0, 1.9, 2.1], XS))
    assert told(got["0.9"])[:3] == ("gdp_growth", "JP", "2027")
    assert told(got["1.8"])[:3] == ("cpi_inflation", "JP", "2026")


@pytest.mark.parametrize(
    ("label", "figure", "pair"),
    [
        pytest.param("C$/US$", "1.39", "USDCAD", id="what is paid comes first"),
        pytest.param("US$/€", "1.17", "EURUSD", id="dollars for one euro"),
        pytest.param("€/US$", "1.18", "EURUSD", id="what is bought comes first"),
        pytest.param("¥/US$", "152", "USDJPY", id="yen for one dollar"),
        pytest.param("Euro (US$ per €)", "1.19", "EURUSD", id="in brackets"),
        pytest.param("US$/C$", "0.72", None, id="the other way round"),
        pytest.param("Canadian dollar (US cents)", "72.1", None, id="in cents"),
        pytest.param("US$ per C$", "0.73", None, id="worded the other way round"),
    ],
)
def test_money_signs_name_the_pair(label, figure, pair):
    xs = (260, 320)
    sheet = Sheet().text(60, 60, "Exchange rates, end of period", bold=True, size=10)
    sheet.row(80, None, ["2026", "2027"], xs)
    sheet.row(92, "USD/CHF", ["0.79", "0.78"], xs)
    got = read(sheet.row(104, label, [figure, figure], xs))[figure]
    if pair is None:
        assert not hasattr(got, "region")
    else:
        assert told(got)[:2] == ("fx_rate", pair)


def test_title_that_any_house_may_use_does_not_name_the_federal_reserve():
    sheet = Sheet().text(60, 60, "Summary of economic projections", bold=True, size=10)
    sheet.row(80, None, ["2026", "2027"], (260, 320))
    sheet.row(92, "Production GDP (%)", [1.1, 2.7], (260, 320))
    got = read(
        sheet.row(104, "CPI (%)", [2.6, 2.2], (260, 320)), publisher="Reserve Bank of New Zealand"
    )
    assert (got["1.1"].institution, got["1.1"].region) == ("Reserve Bank of New Zealand", "NZ")


def test_tick_of_a_chart_beside_the_table_narrows_no_header():
    xs = (175, 210, 245, 280, 315, 350)
    sheet = Sheet().text(60, 60, "Forecasts, % on year", bold=True)
    sheet.text(185, 76, "GDP", align="left").text(285, 76, "Consumer prices", align="left")
    sheet.row(88, "Country", ["2025", "2026", "2027"] * 2, xs)
    sheet.row(100, "Germany", [0.2, 1.1, 1.5, 2.1, 1.9, 2.2], xs).text(385, 104, "8")
    sheet.row(112, "France", [0.7, 0.9, 1.3, 1.0, 1.4, 1.8], xs).text(385, 124, "4")
    got = read(sheet.row(124, "Italy", [0.5, 0.6, 0.8, 1.7, 1.6, 2.0], xs))
    assert told(got["1.3"])[:3] == ("gdp_growth", "FR", "2027")
    assert told(got["2.0"])[:3] == ("cpi_inflation", "IT", "2027")


def test_years_half_a_line_above_the_averages_beside_them_are_headers_of_their_own():
    xs = (237, 287, 337, 387, 437)
    sheet = Sheet().text(60, 60, "Real GDP growth, %", bold=True, size=10)
    sheet.row(80, None, ["Average", "Average"], xs[:2])
    sheet.row(84, None, ["2025", "2026", "2027"], xs[2:])
    sheet.row(89, None, ["2000-2007", "2008-2019"], xs[:2])
    sheet.row(104, "Emerging countries", [6.5, 5.0, 4.1, 4.2, 4.3], xs)
    got = read(sheet.row(116, "Advanced countries", [2.6, 1.4, 1.5, 1.6, 1.7], xs))
    assert told(got["4.2"])[:3] == ("gdp_growth", "EM", "2026")
    assert told(got["1.7"])[:3] == ("gdp_growth", "DM", "2027")
    assert got["5.0"] is Reason.PAST_PERIOD


def test_government_bonds_by_term_under_a_money_are_its_countrys_yields():
    rows = ["Dollar", ("Fed funds", [3.6, 3.1]), ("2-year government bonds", [3.5, 3.4]),
            ("10-year government bonds", [4.1, 4.2])]  # fmt: skip
    caption = "Average for the last month in the period"
    got = read(table(rows, header=("2026", "2027"), xs=(300, 360), caption=caption))
    assert told(got["3.4"]) == ("yield_2y", "US", "2027-12", "year_end")
    assert told(got["4.2"]) == ("yield_10y", "US", "2027-12", "year_end")
