"""Rows of a table that are another figure than the one above them: parts, releases, own polls."""

from datetime import date

import pytest
from sheets import Sheet, table
from table_reading import candidates_of, read, told

from ingest.candidates import NAMELESS, Candidate
from ingest.resolving.definitions import settle_definitions
from warehouse.vocabulary import Kind, Measure, Reason, Status

YEARS = ("2025e", "2026f", "2027f")


def test_sector_indented_under_growth_is_no_growth_of_the_whole():
    rows = [("Real GDP growth", [4.1, 4.8, 4.9]), ("  Agriculture", [3.3, 3.4, 3.5])]
    rows += [("CPI inflation", [15.4, 9.4, 8.1]), ("  Food", [17.5, 10.1, 9.2])]
    got = read(table(rows, header=YEARS, caption="Ghana: forecasts, %"))
    assert told(got["4.8"])[:3] == ("gdp_growth", "GH", "2026")
    assert got["3.4"] is got["10.1"] is Reason.NO_INDICATOR


def test_country_indented_under_growth_is_its_own():
    rows = [("World GDP growth", [3.1, 3.0, 3.2]), ("  United States", [1.9, 1.8, 1.7])]
    got = read(table(rows, header=YEARS))
    assert told(got["1.8"])[:3] == ("gdp_growth", "US", "2026")


def test_output_at_factor_prices_stands_back_behind_that_at_market_prices():
    rows = [("Real GDP at market prices, % y/y", [4.1, 4.8, 4.9])]
    rows += [("Real GDP at factor prices, % y/y", [4.2, 4.7, 5.1])]
    got = read(table(rows, header=YEARS, caption="Ghana: forecasts"))
    assert told(got["4.8"])[:3] == ("gdp_growth", "GH", "2026")
    assert got["4.7"] is Reason.NO_INDICATOR


def test_fixed_capital_investment_is_investment():
    rows = [("GDP growth", [4.1, 4.8, 4.9]), ("Gross fixed capital investment", [5.3, 6.1, 6.3])]
    got = read(table(rows, header=YEARS, caption="Ghana, % y/y"))
    assert told(got["6.1"])[:3] == ("investment_growth", "GH", "2026")


@pytest.mark.parametrize(
    "label", ["Mon 15 Dec  US CPI, Nov (% y/y)", "15 Dec  US CPI (Nov)", "13:30 US CPI, Nov"]
)
def test_calendar_row_of_a_month_that_is_over_is_no_forecast_of_the_next_one(label):
    sheet = table(
        [(label, [3.1, 3.2, 3.0]), ("Thu 18 Dec  BoE Bank Rate (%)", [3.75, 3.74, 4.0])],
        header=("HSBC", "Mkt", "Previous"),
        caption="Week ahead",
    )
    got = read(sheet)
    assert got["3.1"] is got["3.2"] is Reason.PAST_PERIOD
    assert told(got["3.75"])[:3] == ("policy_rate", "UK", "2025-12")
    assert got["3.74"].institution == "Consensus"
    assert got["4.0"].kind is Kind.PREVIOUS


HOUSES = [("Nomura  Dec", [1.9, 3.24]), ("Barclays  Nov", [1.8, 3.5]), ("ING  Dec", [1.7, 3.26])]


def test_average_of_houses_is_no_average_in_time():
    rows = [*HOUSES, ("Average", [2.0, 3.25])]
    got = read(table(rows, header=("GDP 2026", "Fed funds 2026Q4"), xs=(260, 380), caption="US"))
    assert got["3.25"].institution == "Consensus"
    assert got["3.25"].measure is Measure.YEAR_END


@pytest.mark.parametrize(
    ("label", "open_"), [("New (marked)", True), ("Average", False), ("Our forecast", False)]
)
def test_row_that_names_no_house_among_houses_leaves_it_open(label, open_):
    sheet = table([*HOUSES, (label, [2.2, 3.1])], header=("GDP 2026", "Fed funds, end-2026"),
                  xs=(260, 380), caption="US")  # fmt: skip
    [row] = [x for x in candidates_of(sheet) if isinstance(x, Candidate) and x.value.text == "2.2"]
    assert (NAMELESS in row.doubts) is open_


def test_house_and_consensus_under_each_indicator_are_told_apart():
    sheet = Sheet().text(60, 80, "Forecasts against the market, %", bold=True)
    xs = (220, 260, 310, 350, 400, 440)
    for middle, words in ((234, "GDP 2026"), (324, "CPI 2026"), (414, "GDP 2027")):
        sheet.text(middle, 92, words, align="centre")
    sheet.row(104, None, ["HSBC", "Cons."] * 3, xs)
    sheet.row(118, "United States", [1.9, 2.1, 2.8, 2.9, 1.8, 2.0], xs)
    sheet.row(131, "Euro area", [1.2, 1.1, 1.7, 1.6, 1.4, 1.3], xs)
    got = read(sheet)
    figures = {v: (str(got[v].indicator), got[v].period, got[v].institution) for v in got}
    assert figures["1.9"] == ("gdp_growth", "2026", "HSBC")
    assert figures["2.1"] == ("gdp_growth", "2026", "Consensus")
    assert figures["2.9"] == ("cpi_inflation", "2026", "Consensus")
    assert figures["2.0"] == ("gdp_growth", "2027", "Consensus")


def test_two_headers_one_space_apart_are_two():
    xs = (240, 300, 372)
    sheet = Sheet().text(60, 80, "Macro forecasts, %", bold=True)
    sheet.row(95, None, ["GDP 2026f", "CPI 2026f", "Policy rate Dec-26"], xs)
    for at, (name, cells) in enumerate([("United States", [1.8, 2.7, 3.25]),
                                        ("Canada", [1.1, 1.9, 2.25])]):  # fmt: skip
        sheet.row(108 + 13 * at, name, cells, xs)
    got = read(sheet)
    assert told(got["2.7"])[:3] == ("cpi_inflation", "US", "2026")
    assert got["3.25"].period == "2026-12"


def test_level_over_a_year_beside_changes_is_what_is_counted():
    sheet = Sheet().text(60, 80, "Number of business insolvencies", bold=True)
    xs = (220, 280, 340, 400)
    sheet.text(250, 92, "Level", align="centre").text(370, 92, "Change, y/y", align="centre")
    sheet.row(104, None, ["2025f", "2026f"] * 2, xs)
    sheet.row(118, "Germany", ["24,500", "24,750", "+11%", "+1%"], xs)
    sheet.row(131, "France", ["67,500", "66,300", "+3%", "-2%"], xs)
    got = read(sheet)
    assert told(got["24,750"])[:3] == ("bankruptcies_count", "DE", "2026")
    assert told(got["+1%"])[:3] == ("bankruptcies_growth", "DE", "2026")


def test_bond_is_at_home_in_the_country_that_issues_it():
    rows = [("Fed funds, end-2026", ["3.25%", "2.00%"]), ("10y Treasury, end-2026", ["4%", "3%"])]
    sheet = table(rows, header=("Base case", "Downside"), xs=(240, 320), caption="US and world")
    got = read(sheet)
    assert told(got["4%"])[:3] == ("yield_10y", "US", "2026-12")


def test_months_with_the_year_in_two_digits_are_months_of_that_year():
    rows = [("EURUSD", [1.163, 1.18, 1.20]), ("GBPUSD", [1.33, 1.34, 1.36])]
    got = read(table(rows, header=("Spot", "Mar 26", "Dec 26")))
    assert [got[v].period for v in ("1.18", "1.2")] == ["2026-03", "2026-12"]
    assert got["1.163"] is Reason.HISTORY


def test_day_of_last_month_is_no_month_of_a_year():
    rows = [("EURUSD", [1.163, 1.18]), ("GBPUSD", [1.33, 1.34])]
    got = read(table(rows, header=("Nov 26", "Mar-27"), xs=(240, 300)))
    assert isinstance(got["1.163"], Reason)


NOTED = "(1) Longer-term expectations refer to 2029."


@pytest.mark.parametrize(("notes", "period"), [([NOTED], "2029"), ([], "LR")])
def test_longer_term_is_the_year_that_a_note_says_or_none(notes, period):
    rows = [("CPI inflation", [2.6, 2.3, 2.1]), ("GDP growth", [1.2, 1.4, 1.5])]
    sheet = table(rows, header=("2026", "2027", "Longer term"), caption="Euro area", notes=notes)
    got = read(sheet)
    assert got["2.1"].period == period
    assert told(got["1.2"])[:3] == ("gdp_growth", "EA", "2026")


def test_quarters_have_no_change_from_fourth_quarter_to_fourth_quarter():
    rows = [("Core PCE (% y/y)*", [2.8, 2.6, 2.5])]
    sheet = table(rows, header=("2026Q2", "2026Q4", "2026"), caption="United States",
                  notes=["* Annual columns are Q4/Q4."])  # fmt: skip
    got = read(sheet, published=date(2026, 1, 5))
    assert got["2.8"].measure is Measure.YOY
    assert got["2.5"].measure is Measure.Q4Q4


def test_policy_rate_of_a_bank_that_prints_averages_is_the_average_of_the_year():
    rows = [("CPI", [2.7, 2.3]), ("Policy rate (level)", [3.9, 3.4])]
    sheet = table(rows, header=("2026", "2027"), xs=(300, 360), caption="Norway: projections")
    own = list(read(sheet, publisher="Norges Bank").values())
    settled = {x.low: x for x in settle_definitions(own, publisher="Norges Bank")}
    assert (settled[3.9].period, settled[3.9].measure) == ("2026", Measure.ANNUAL_AVG)
    other = settle_definitions(own, publisher="HSBC")
    assert {x.period for x in other if x.low == 3.9} == {"2026-12"}


def test_other_prices_or_cases_behind_a_comma_are_scenarios():
    rows = [("Global, baseline", [3.2, 2.9]), ("Global, optimistic", [2.6, 2.2])]
    rows += [("Global – pessimistic", [6.5, 7.8])]
    sheet = table(rows, header=("Jun 2026", "Dec 2026"), xs=(240, 300),
                  caption="Default rates, speculative grade, %")  # fmt: skip
    got = read(sheet)
    assert got["3.2"].kind is Kind.FORECAST
    assert {got["2.6"].kind, got["6.5"].kind} == {Kind.SCENARIO}


def test_day_of_a_meeting_without_a_year_is_the_next_one():
    sheet = table([("Fed funds", [3.75, 3.5, 3.25]), ("Bank Rate", [3.74, 3.49, 3.24])],
                  header=("2 Dec", "28 Jan", "17 Jun"), caption="Rates, %")  # fmt: skip
    got = read(sheet)
    assert [got[v].period for v in ("3.5", "3.25")] == ["2026-01", "2026-06"]
    assert isinstance(got["3.75"], Reason)


def test_line_that_says_what_is_measured_leaves_the_first_header_alone():
    sheet = Sheet().text(60, 80, "Detailed forecasts for Australia", bold=True)
    sheet.text(60, 90, "Change through four quarters to the date shown, unless it says otherwise",
               size=6)  # fmt: skip
    xs = (250, 300, 350)
    sheet.row(102, None, ["Dec 2025", "Dec 2026", "Dec 2027"], xs, size=7)
    sheet.row(114, "Gross domestic product", [1.8, 2.1, 2.2], xs)
    sheet.row(126, "Consumer price index", [3.3, 3.2, 2.6], xs)
    got = read(sheet)
    assert [got[v].period for v in ("1.8", "2.1", "2.2")] == ["2025-12", "2026-12", "2027-12"]


def test_title_defines_only_what_it_names_beside():
    sheet = table(
        [("United States", [1.9, 2.9, 3.4]), ("Sweden", [2.8, 1.1, 1.75])],
        header=("GDP 2026", "CPI 2026", "Key rate 2026"), xs=(220, 300, 390),
        caption="Growth and inflation (%), interest rates (%, end of period)",
    )  # fmt: skip
    got = read(sheet)
    assert got["1.9"].measure is got["2.9"].measure is Measure.ANNUAL_AVG
    assert got["1.75"].measure is Measure.YEAR_END


def test_headers_set_flush_right_side_by_side_are_headers_of_their_columns():
    sheet = Sheet().text(60, 80, "Euro area forecasts", bold=True)
    xs = (200, 260, 320)
    sheet.row(95, "Year", ["GDP, % yoy", "HICP, % yoy", "Unemployment, %"], xs, size=7)
    sheet.row(108, "2026F", [1.1, 1.8, 6.3], xs).row(120, "2027F", [1.5, 2.0, 6.1], xs)
    got = read(sheet)
    assert told(got["1.8"])[:3] == ("cpi_inflation", "EA", "2026")
    assert told(got["6.1"])[:3] == ("unemployment_rate", "EA", "2027")


@pytest.mark.parametrize(
    ("note", "quarter", "year"),
    [
        ("* Upper bound. Annual numbers are averages.", Measure.YEAR_END, Measure.ANNUAL_AVG),
        ("* End of period.", Measure.YEAR_END, Measure.YEAR_END),
    ],
)
def test_note_on_annual_numbers_says_nothing_of_quarters(note, quarter, year):
    rows = [("Federal funds rate*", [3.75, 3.5, 3.62]), ("Unemployment rate", [4.5, 4.4, 4.46])]
    sheet = table(rows, header=("2026Q2", "2026Q3", "2026"), caption="United States", notes=[note])
    got = read(sheet)
    assert (got["3.5"].measure, got["3.62"].measure) == (quarter, year)


def test_compound_annual_rate_from_quarter_to_quarter_is_annualised():
    rows = [("Real GDP*", [2.1, 2.4])]
    sheet = table(rows, header=("2026Q2", "2026Q3"), xs=(240, 300), caption="United States, %",
                  notes=["* Compound annual growth rate quarter-over-quarter."])  # fmt: skip
    assert read(sheet)["2.4"].measure is Measure.QUARTER_SAAR


def test_paragraph_that_ends_in_a_year_is_a_paragraph():
    sheet = Sheet().text(
        60, 70, "The economists of the house look at what the coming quarters hold"
    )
    sheet.text(60, 80, "2026.").text(240, 96, "GDP, %", bold=True)
    sheet.row(108, None, ["2026", "2027"], (240, 300))
    sheet.row(120, "United States", [1.9, 2.2], (240, 300)).row(
        132, "Japan", [0.7, 0.8], (240, 300)
    )
    got = read(sheet)
    assert [told(got[v])[:3] for v in ("1.9", "0.8")] == [
        ("gdp_growth", "US", "2026"), ("gdp_growth", "JP", "2027")
    ]  # fmt: skip


def test_rates_against_the_euro_are_no_rates_against_the_dollar():
    rows = [("USD", [1.18, 1.23]), ("SEK", [11.0, 11.2])]
    sheet = table(rows, header=("+3M", "+12M"), xs=(240, 300), caption="FX forecasts vs EUR")
    got = read(sheet)
    assert {got["1.23"].region, got["11.2"].region} == {"EURUSD", "EURSEK"}
    plain = read(table(rows, header=("+3M", "+12M"), xs=(240, 300), caption="FX forecasts"))
    assert plain["11.2"].region == "USDSEK"


def test_rows_that_begin_with_codes_of_countries_are_of_those():
    rows = [("US policy rate", [3.75, 3.5]), ("JP policy rate", [0.75, 1.0])]
    rows += [("SG 10-year bond yield", [2.05, 1.9])]
    sheet = table(rows, header=("1Q26F", "4Q26F"), xs=(240, 300), caption="Global outlook: rates")
    got = read(sheet)
    assert {got[v].region for v in ("3.5", "1.0", "1.9")} == {"US", "JP", "SG"}


def test_rate_of_nobody_in_a_table_on_the_world_waits():
    rows = [("Policy rate", [3.75, 3.5]), ("GDP growth", [3.1, 3.0])]
    got = read(table(rows, header=("2026", "2027"), xs=(240, 300), caption="Global outlook, %"))
    assert got["3.5"].status is Status.REVIEW
    assert got["3.0"].status is Status.ACCEPTED


def test_price_of_gold_in_dollars_is_that_of_the_world():
    rows = [("Gold (USD/oz)", [4500, 4300]), ("EUR/USD", [1.2, 1.22])]
    got = read(table(rows, header=("Jun-26", "Dec-26"), xs=(240, 300), caption="Market targets"))
    assert got["4500"].region == "WORLD"


def test_forecast_of_an_earlier_month_is_the_last_round():
    rows = [("Forecast September 2025", [0.5, 0.7]), ("Forecast December 2025", [0.3, 0.6])]
    sheet = table(rows, header=("2026", "2027"), xs=(280, 340), caption="Inflation in Switzerland")
    got = read(sheet)
    assert [got[v].kind for v in ("0.5", "0.3")] == [Kind.PREVIOUS, Kind.FORECAST]


def test_rate_between_banks_is_no_policy_rate():
    rows = [("Fed funds", [3.75, 3.5]), ("US SOFR", [3.7, 3.45])]
    got = read(table(rows, header=("1Q26F", "4Q26F"), xs=(240, 300), caption="Policy rates, %"))
    assert got["3.45"] is Reason.NO_INDICATOR


def test_table_without_headers_is_passed_over_as_a_whole_and_said_so():
    sheet = Sheet().text(60, 80, "Where we see it going", bold=True)
    for at, (name, cells) in enumerate(
        [("Fed funds", [3.75, 3.5]), ("Deposit rate", [2.0, 2.25]), ("Bank Rate", [3.8, 3.3])]
    ):
        sheet.row(107 + 12 * at, name, cells, (220, 270))
    [found] = candidates_of(sheet)
    assert found.reason is Reason.AMBIGUOUS
    assert found.detail == "a table without headers: nothing says what its 6 figures stand for"
    assert found.quote == "Fed funds 3.75 3.5"
