"""Kinds of tables that banks print: dates as columns, arrows, quantiles, indices, year sections."""

from datetime import date

import pytest
from sheets import Sheet, table
from table_reading import read, told

from ingest.resolving.horizons import find_horizons
from ingest.tables.cells import is_number
from ingest.tables.plain import plain_figure
from warehouse.vocabulary import Kind, Measure, Reason, Status


def test_day_months_and_years_run_together_are_horizons():
    rows = [("Sweden", [1.75, 2.0, 2.25]), ("Norway", [4.0, 3.75, 3.5])]
    header = ("30Jun26", "31Dec26", "30Jun27")
    got = read(table(rows, header=header, caption="Policy rates, %"))
    assert [got[v].period for v in ("1.75", "2.0", "2.25")] == ["2026-06", "2026-12", "2027-06"]


@pytest.mark.parametrize("text", ["0.3–0.7 ↓", "2.5% ↑", "1.9▲", "3.75–4.00 →"])
def test_arrow_behind_a_figure_is_no_part_of_it(text):
    assert is_number(text)
    assert plain_figure(text) == text.rstrip("↓↑▲→ ")


@pytest.mark.parametrize("header", ["P25", "75th percentile", "Upper quartile"])
def test_quantile_of_a_survey_is_nobody_s_own(header):
    rows = [("CPI inflation", [2.2, 2.6]), ("GDP growth", [1.2, 1.6])]
    sheet = table(
        rows, header=("Median", header), xs=(240, 320), caption="UK", spans=[[(0, 1, "2026")]]
    )
    got = read(sheet)
    assert got["2.2"].period == "2026"
    assert got["2.6"] is Reason.NOT_A_FORECAST


def test_level_of_an_index_beside_growth_rates_is_no_rate():
    rows = [("Germany", [14, -2, 107]), ("France", [8, -4, 117])]
    header = ("2026f", "2027f", "Index 2027 (2019=100)")
    sheet = table(rows, header=header, xs=(240, 300, 420), caption="Insolvencies, % change")
    got = read(sheet)
    assert told(got["14"])[:3] == ("bankruptcies_growth", "DE", "2026")
    assert got["107"] is Reason.NO_INDICATOR


def test_years_may_head_the_rows_below_them():
    rows = ["2026", ("Poland", [3.4, 3.7]), ("Hungary", [0.6, 4.6])]
    rows += ["2027", ("Poland", [3.3, 3.0]), ("Hungary", [2.0, 3.9])]
    got = read(table(rows, header=("Real GDP growth", "CPI inflation"), xs=(260, 360)))
    assert told(got["3.7"])[:3] == ("cpi_inflation", "PL", "2026")
    assert told(got["2.0"])[:3] == ("gdp_growth", "HU", "2027")


def test_month_of_the_report_under_several_years_is_its_round():
    rows = [("China", [4.8, 4.5, 4.1]), ("Japan", [1.3, 0.9, 0.5])]
    spans = [[(0, 1, "2025"), (2, 2, "2026")]]
    sheet = table(rows, header=("Apr", "Jul", "Jul"), caption="Real GDP growth, %", spans=spans)
    got = read(sheet, publisher="AMRO", published=date(2025, 7, 23))
    assert (got["4.5"].period, got["4.1"].period) == ("2025", "2026")
    assert (got["4.8"].period, got["4.8"].kind) == ("2025", Kind.PREVIOUS)


def test_growth_of_a_month_amid_a_quarter_is_for_a_person():
    rows = [("China", [4.8, 4.5]), ("Japan", [1.3, 0.9])]
    sheet = table(
        rows, header=("Apr 2026", "Jul 2026"), xs=(240, 320), caption="Real GDP growth, %"
    )
    assert read(sheet)["4.5"].status is Status.REVIEW


def test_quarters_and_years_are_defined_apart():
    sheet = Sheet().text(60, 60, "Percent change: quarterly is SAAR, annual is Q4/Q4", bold=True)
    xs = (240, 290, 340, 390, 440)
    sheet.text(310, 76, "2026", align="centre")
    sheet.row(88, "", ("Q1", "Q2", "Q3", "Q4", "2026"), xs)
    sheet.row(102, "US real GDP", (1.1, 1.2, 1.3, 1.4, 1.5), xs)
    sheet.row(116, "US consumption", (2.1, 2.2, 2.3, 2.4, 2.5), xs)
    got = read(sheet)
    assert told(got["1.4"]) == ("gdp_growth", "US", "2026Q4", "quarter_saar")
    assert told(got["1.5"]) == ("gdp_growth", "US", "2026", "q4q4")


@pytest.mark.parametrize("row", ["PCE inflation", "Core PCE inflation", "CPI inflation"])
def test_line_below_that_defines_prices_defines_inflation_of_every_kind(row):
    sheet = table(
        [("Real GDP growth", [2.1, 2.0]), ("Unemployment rate", [4.0, 4.2]), (row, [2.6, 2.3])],
        header=("2026", "2027"),
        xs=(240, 300),
        caption="United States, %",
        notes=["GDP and prices: Q4/Q4. Unemployment: average of the fourth quarter."],
    )
    got = read(sheet)
    assert (got["2.1"].measure, got["2.6"].measure) == (Measure.Q4Q4, Measure.Q4Q4)
    assert (got["4.0"].measure, got["4.0"].period) == (Measure.QUARTER_AVG, "2026Q4")
    assert not got["2.3"].reasons


@pytest.mark.parametrize(
    "clause", ["Oil and gas prices: Q4/Q4.", "GDP at constant prices: Q4/Q4.", "GDP: Q4/Q4."]
)
def test_line_below_about_other_prices_leaves_inflation_undefined(clause):
    sheet = table(
        [("Real GDP growth", [2.1, 2.0]), ("PCE inflation", [2.6, 2.3])],
        header=("2026", "2027"),
        xs=(240, 300),
        caption="United States, %",
        notes=[clause],
    )
    assert read(sheet)["2.6"].measure is Measure.ANNUAL_AVG


def test_line_below_about_prices_alone_defines_what_a_table_of_commodities_holds():
    sheet = table(
        [("Brent oil, USD/bbl", [62, 64]), ("Gold, USD/oz", [4100, 4300])],
        header=("2026", "2027"),
        xs=(240, 320),
        caption="Commodities",
        notes=["Prices: end of period."],
    )
    assert read(sheet)["62"].measure is Measure.YEAR_END


def test_line_below_says_that_rates_are_averages():
    sheet = table(
        [("10-Year Treasury", [3.9, 3.8]), ("GDP growth", [1.1, 1.2])],
        header=("2026", "2027"),
        xs=(240, 300),
        caption="United States",
    )
    sheet.text(60, 118, "Interest rates are averages of the period.")
    assert told(read(sheet)["3.9"]) == ("yield_10y", "US", "2026", "annual_avg")


def test_ratio_of_fourth_quarters_stays_over_its_own_columns():
    sheet = Sheet().text(60, 60, "US, %", bold=True)
    xs = (240, 290, 340, 390)
    sheet.text(265, 76, "2026", align="centre").text(365, 76, "Q4/Q4", align="centre")
    sheet.row(88, "", ("Q3", "Q4", "2025", "2026"), xs)
    sheet.row(102, "Real GDP", (1.1, 1.2, 1.3, 1.4), xs)
    sheet.row(116, "Core PCE", (2.1, 2.2, 2.3, 2.4), xs)
    got = read(sheet)
    assert got["1.2"].period == "2026Q4"
    assert told(got["1.4"]) == ("gdp_growth", "US", "2026", "q4q4")


def test_difference_beside_repeated_years_is_not_over_all_columns():
    xs = (200, 240, 280, 380, 440)
    sheet = Sheet().text(60, 60, "Real GDP growth, %", bold=True)
    sheet.text(440, 76, "Percentage point differences from June projections", align="right")
    sheet.row(88, "", ("2025e", "2026f", "2027f", "2025e", "2026f"), xs)
    sheet.row(102, "World", (2.7, 2.6, 2.5, 0.1, -0.2), xs)
    sheet.row(116, "Japan", (0.9, 1.0, 1.1, 0.3, -0.4), xs)
    got = read(sheet, publisher="World Bank")
    assert told(got["2.6"])[:3] == ("gdp_growth", "WORLD", "2026")
    assert isinstance(got["-0.2"], Reason)


def test_growth_below_its_contributions_is_growth():
    rows = ["Contributions to growth", ("Net exports", [0.3, -0.2]), ("Real GDP", [1.1, 1.2])]
    got = read(table(rows, header=("2026", "2027"), xs=(260, 340), caption="Germany, %"))
    assert got["-0.2"] is Reason.NO_INDICATOR
    assert (got["1.1"].period, got["1.1"].status) == ("2026", Status.REVIEW)


def test_highest_and_lowest_beside_a_median_are_nobody_s():
    rows = [("GDP growth", [1.1, 1.8, 0.4]), ("CPI inflation", [2.1, 2.8, 1.6])]
    header = ("Median", "High", "Low")
    sheet = table(rows, header=header, caption="Turkey", spans=[[(0, 2, "2026")]])
    got = read(sheet)
    assert got["1.1"].period == "2026"
    assert got["1.8"] is got["0.4"] is Reason.NOT_A_FORECAST


@pytest.mark.parametrize(
    "text", ["volume (2018 prices)", "index, 2015 = 100", "constant 2010 US$", "base year: 2019"]
)
def test_year_of_prices_is_no_period(text):
    assert find_horizons(text, published=None) == []


def test_share_of_gdp_without_of_is_no_growth():
    rows = [("C/A pct GDP", [-1.8, -2.0]), ("GDP growth", [3.0, 2.5])]
    got = read(table(rows, header=("2026", "2027"), xs=(240, 300), caption="Turkey"))
    assert got["-1.8"] is Reason.NO_INDICATOR


def test_numbered_caption_begins_another_table():
    sheet = Sheet().text(60, 60, "Table 1: Real GDP growth, %", bold=True)
    sheet.row(76, "", ("2026", "2027"), (260, 320))
    sheet.row(90, "Japan", (1.1, 1.2), (260, 320)).row(104, "China", (4.4, 4.3), (260, 320))
    sheet.text(60, 118, "Table 2: Consumer prices, %", bold=True)
    sheet.row(132, "", ("Japan", "China"), (240, 340))
    sheet.row(146, "2026", (2.1, 0.6), (240, 340)).row(160, "2027", (1.9, 0.9), (240, 340))
    got = read(sheet)
    assert told(got["4.3"])[:3] == ("gdp_growth", "CN", "2027")
    assert told(got["0.9"])[:3] == ("cpi_inflation", "CN", "2027")


def test_row_of_an_adverse_case_is_a_scenario():
    rows = ["GDP growth", ("Baseline", [1.5, 1.6]), ("Adverse", [0.4, -0.6])]
    rows += ["Unemployment rate", ("Baseline", [4.3, 4.6]), ("Adverse", [4.9, 6.1])]
    got = read(table(rows, header=("2026", "2027"), xs=(260, 340), caption="United States, %"))
    assert (got["1.5"].kind, got["-0.6"].kind) == (Kind.FORECAST, Kind.SCENARIO)
    assert (got["4.6"].kind, got["6.1"].kind) == (Kind.FORECAST, Kind.SCENARIO)
    assert str(got["4.6"].indicator) == "unemployment_rate"


def test_growth_of_barrels_is_no_growth_of_output():
    rows = [("China", [17.07, 0.21]), ("India", [5.93, 0.22])]
    sheet = table(rows, header=("2026", "Growth"), xs=(240, 320), caption="World oil demand, mb/d")
    got = read(sheet, publisher="OPEC")
    assert got["0.21"] is got["0.22"] is Reason.NO_INDICATOR


def test_pair_of_currencies_in_a_column_makes_no_axis_of_regions():
    rows = [("4Q26", [3.8, "7.00", 18.7]), ("1Q27", [3.9, 6.75, 18.9])]
    header = ("Inflation (% y/y)", "Policy rate (%)", "USD/MXN")
    sheet = table(rows, header=header, xs=(240, 330, 400), caption="Mexico")
    got = read(sheet)
    assert told(got["3.9"])[:3] == ("cpi_inflation", "MX", "2027Q1")
    assert got["18.9"].region == "USDMXN"
