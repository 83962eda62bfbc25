"""Layouts that mislead: each test is a way in which a table can be read as saying another thing."""

import pytest
from sheets import table
from test_ingest_tables import YEARS, read, told

from ingest.extraction import extract
from warehouse.vocabulary import Reason, Status

TITLE = "HSBC Outlook, 10 December 2025"


def statuses(sheet):
    """Return {value: status} of the rows of a sheet that has a masthead of its own."""
    return {row.low: row.status for row in extract(sheet.text(60, 30, TITLE).pdf()).forecasts}


def test_two_figures_for_one_claim_on_a_page_go_to_review():
    rows = [("United States", [1.9, 1.7]), ("Japan", [1.1, 0.7]), ("Euro area", [1.3, 1.3])]
    sheet = table(rows, header=("Blue", "Green"), xs=(240, 320), caption="GDP growth 2026 (%)")
    got = statuses(sheet)
    assert {got[x] for x in (1.9, 1.7, 1.1, 0.7)} == {Status.REVIEW}
    assert got[1.3] is Status.ACCEPTED


def test_median_within_its_range_contradicts_nothing():
    rows = [("GDP growth", [2.1, "1.9\u20132.3"]), ("CPI inflation", [2.6, "2.5\u20132.8"])]
    sheet = table(
        rows, header=("Median", "Range"), xs=(240, 320), caption="United States, 2026 (%)"
    )
    assert set(statuses(sheet).values()) == {Status.ACCEPTED}


def test_change_on_the_previous_year_is_a_unit_not_an_older_round():
    rows = [("Germany", [0.2, 1.1, 1.6]), ("Spain", [2.9, 2.1, 1.8])]
    spans = [[(0, 2, "GDP, change on previous year in %")]]
    got = read(table(rows, header=YEARS, caption="Industrial countries", spans=spans))
    assert (str(got["1.1"].kind), told(got["1.1"])[:3]) == (
        "forecast",
        ("gdp_growth", "DE", "2026"),
    )


def test_spanning_header_of_differences_marks_every_column_beneath():
    xs = (200, 240, 280, 340, 380, 420)
    spans = [[(3, 5, "Percentage-point differences")], [(3, 5, "from January 2025 projections")]]
    rows = [("World", [2.8, 2.3, 2.4, 0.1, -0.4, -0.3]), ("Japan", [0.2, 0.7, 0.8, 0, -0.5, -0.1])]
    header = ("2025e", "2026f", "2027f") * 2
    got = read(table(rows, header=header, xs=xs, caption="Real GDP growth (%)", spans=spans))
    assert {got[x] for x in ("0.1", "-0.4", "-0.3")} == {Reason.DIFFERENCE}
    assert told(got["2.3"])[:3] == ("gdp_growth", "WORLD", "2026")


def test_older_of_two_rounds_side_by_side_is_previous():
    xs = (200, 240, 300, 340)
    rows = [("Real GDP", [1.2, 1.0, 0.9, 1.1]), ("HICP", [2.1, 1.7, 2.05, 1.6])]
    spans = [[(0, 1, "December 2025"), (2, 3, "September 2025")]]
    got = read(
        table(rows, header=("2026", "2027") * 2, xs=xs, caption="Euro area (%)", spans=spans)
    )
    assert [str(got[x].kind) for x in ("1.2", "0.9", "1.1")] == ["forecast", "previous", "previous"]


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("Baseline (55%)", "Rosy (15%)"), id="probabilities"),
        pytest.param(("Central case", "Severe stagflation"), id="names"),
    ],
)
def test_scenario_beside_the_baseline_is_a_scenario(names):
    xs = (200, 240, 320, 360)
    rows = [("US", [1.8, 2.0, 2.9, 2.6]), ("China", [4.4, 4.2, 4.9, 4.7])]
    spans = [[(0, 1, names[0]), (2, 3, names[1])]]
    got = read(table(rows, header=("2026", "2027") * 2, xs=xs, caption="Real GDP (%)", spans=spans))
    assert [str(got[x].kind) for x in ("1.8", "2.9", "4.7")] == ["forecast", "scenario", "scenario"]


def test_quarter_with_a_letter_under_a_year_is_that_quarter():
    xs = (220, 260, 300, 340)
    rows = [("Real GDP (% y/y)", [2.3, 1.9, 1.6, 1.8]), ("CPI (% y/y)", [2.9, 3.2, 3.0, 2.7])]
    spans = [[(0, 3, "2026")]]
    header = ("Q1E", "Q2E", "Q3(f)", "Q4F")
    got = read(table(rows, header=header, xs=xs, caption="United States", spans=spans))
    assert [got[x].period for x in ("2.3", "1.9", "1.6", "1.8")] == [
        f"2026Q{n}" for n in (1, 2, 3, 4)
    ]


def test_second_table_below_begins_with_its_own_header():
    rows = [("Germany", [0.2, 1.1, 1.6]), ("Spain", [2.9, 2.1, 1.8])]
    sheet = table(rows, header=YEARS, caption="Real GDP (%)")
    xs = (228, 300, 372)
    sheet.row(122, "Interest rates (%)", ("10.12.2025", "in 3 months", "in 12 months"), xs)
    sheet.row(134, "ECB deposit rate", (2.0, 2.05, 2.25), xs)
    sheet.row(146, "Fed funds rate", (3.75, 3.5, 3.25), xs)
    got = read(sheet)
    assert told(got["3.5"])[:3] == ("policy_rate", "US", "3M")
    assert told(got["2.25"])[:3] == ("policy_rate", "EA", "12M")


def test_contributions_to_growth_are_not_growth():
    rows = [
        ("GDP growth", [1.2, 1.0, 1.3]),
        ("Contribution of net exports to GDP", [-0.6, -0.2, 0]),
    ]
    assert read(table(rows, header=YEARS, caption="Euro area"))["-0.2"] is Reason.NO_INDICATOR
    rows = [("Private consumption", [1.2, 0.6, 0.8]), ("Housing", [0.1, 0.2, 0.3])]
    caption = "Contributions to average GDP growth in Canada"
    assert read(table(rows, header=YEARS, caption=caption))["0.6"] is Reason.NO_INDICATOR


def test_forward_beside_a_forecast_is_a_price():
    rows = [("EUR/USD", [1.18, 1.20, 1.24]), ("EUR/USD forward", [1.166, 1.172, 1.183])]
    got = read(table(rows, header=("3M", "6M", "12M"), caption="Exchange rates"))
    assert got["1.172"] is Reason.NOT_A_FORECAST
    assert told(got["1.2"])[:3] == ("fx_rate", "EURUSD", "6M")


@pytest.mark.parametrize(
    "name",
    ["Other advanced economies", "Rest of the world", "North America", "World (PPP weights)"],
)
def test_region_named_within_another_is_not_that_region(name):
    rows = [("Advanced economies", [1.7, 1.6, 1.8]), ("World", [3, 3, 3]), (name, [2.2, 2.1, 2.3])]
    got = read(table(rows, header=YEARS, caption="GDP growth (%)"))
    assert isinstance(got["2.1"], Reason)


@pytest.mark.parametrize(
    ("caption", "header", "reason"),
    [
        pytest.param("Expected returns (% a year)", YEARS, Reason.ASSET_RETURN, id="returns"),
        pytest.param("Model portfolio", YEARS, Reason.PORTFOLIO_WEIGHT, id="weights"),
    ],
)
def test_tables_of_returns_and_weights_are_none_of_ours(caption, header, reason):
    rows = [("Global growth", [5, 18, 35]), ("China", [3, 4, 6]), ("Inflation linked", [20, 19, 1])]
    sheet = table(rows, header=header, caption=caption)
    sheet.text(60, 36, "US GDP growth slows in 2026 as inflation stays high", bold=True, size=9)
    assert set(read(sheet).values()) == {reason}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("HICP energy", Reason.NO_INDICATOR),
        ("Unit labour costs", Reason.NO_INDICATOR),
        ("GDP per person", Reason.NO_INDICATOR),
        ("CPI-ATE", "core_inflation"),
        ("CPIF", "cpi_inflation"),
    ],
)
def test_close_relations_of_an_indicator_keep_their_own_name(label, expected):
    rows = [("Real GDP", [1.2, 1.0, 1.3]), (label, [2.5, 2.2, 2.1])]
    got = read(table(rows, header=YEARS, caption="Sweden"))["2.2"]
    assert (got if isinstance(got, Reason) else str(got.indicator)) == expected


def test_period_set_over_two_lines_is_read_whole():
    xs = (220, 260, 300, 350)
    sheet = table([], header=(), xs=(), caption="Projections for the United States (%)")
    sheet.text(xs[3], 76, "Longer", align="right").text(xs[3] - 4, 86, "run", align="right")
    sheet.row(81, "Variable", (*YEARS, None), xs)
    sheet.row(100, "Change in real GDP", (1.6, 1.8, 1.9, 2.2), xs)
    sheet.row(114, "Unemployment rate", (4.5, 4.4, 4.3, 4.2), xs)
    got = read(sheet)
    assert told(got["2.2"])[:3] == ("gdp_growth", "US", "LR")
    assert told(got["1.6"])[:3] == ("gdp_growth", "US", "2025")


def test_note_far_below_still_belongs_to_the_table_above():
    rows = [("Change in real GDP", [1.6, 1.8, 1.9]), ("Unemployment rate", [4.5, 4.4, 4.3])]
    sheet = table(rows, header=YEARS, caption="United States (%)")
    words = "Note: Growth is the change from the fourth quarter of the previous year to the fourth"
    sheet.text(60, 250, words, size=6).text(60, 258, "quarter of the year indicated.", size=6)
    assert told(read(sheet)["1.8"])[3] == "q4q4"


@pytest.mark.parametrize(
    ("label", "indicator", "region"),
    [
        ("Bunds, 10 years", "yield_10y", "DE"),
        ("10Y gov. yields, US", "yield_10y", "US"),
        ("Treasuries, 2 years", "yield_2y", "US"),
    ],
)
def test_bond_with_its_term_is_a_yield_in_any_order(label, indicator, region):
    rows = [("Fed funds rate", [3.75, 3.25, 3.0]), (label, [4.1, 4.2, 4.35])]
    got = read(table(rows, header=("3M", "6M", "12M"), caption="Interest rates (%)"))
    assert told(got["4.35"])[:3] == (indicator, region, "12M")


def test_currency_in_a_table_of_yields_stands_for_its_country():
    rows = ["10-year yields", ("USD", [4.1, 4.2, 4.3]), ("SEK", [2.8, 2.9, 3.1])]
    got = read(table(rows, header=("3M", "6M", "12M"), caption="Forecasts (%)"))
    assert [told(got[x])[:2] for x in ("4.2", "2.9")] == [("yield_10y", "US"), ("yield_10y", "SE")]


def test_table_below_another_beside_a_longer_one_has_its_own_heading():
    header, left, right = ("3M", "6M"), (140, 180), (360, 400)
    sheet = table([], header=(), xs=(), caption="Financial forecasts")
    sheet.row(76, "Exchange rates", header, left).row(
        76, "Policy rates, %", header, right, left=260
    )
    names = ("EUR/USD", "USD/JPY", "GBP/USD", "EUR/SEK", "EUR/NOK")
    for at, name in enumerate(names):
        sheet.row(90 + 12 * at, name, (1.5 + at / 10, 1.6 + at / 10), left)
    sheet.row(90, "US", (3.75, 3.5), right, left=260).row(102, "Sweden", (1.75, 2), right, left=260)
    sheet.row(114, "10Y gov. yields, %", header, right, left=260)
    sheet.row(126, "US", (4.2, 4.3), right, left=260).row(
        138, "Sweden", (2.8, 2.9), right, left=260
    )
    got = read(sheet)
    assert told(got["3.5"])[:3] == ("policy_rate", "US", "6M")
    assert told(got["4.3"])[:3] == ("yield_10y", "US", "6M")


def test_end_of_period_in_the_row_stands_over_the_average_above():
    rows = [("Fed funds rate (%, eop)", [4.0, 3.5, 3.25]), ("CPI (% y/y)", [2.9, 2.7, 2.4])]
    spans = [[(0, 2, "Calendar year average")]]
    got = read(table(rows, header=YEARS, caption="United States", spans=spans))
    assert told(got["3.5"])[2:] == ("2026-12", "year_end")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Note: Figures in brackets show the projections of September.", "previous"),
        ("Note: Changes from the September report are in brackets.", Reason.DIFFERENCE),
        ("Note: Sources are national statistics.", Reason.AMBIGUOUS),
    ],
)
def test_bracketed_figures_are_what_the_note_says(words, expected):
    sheet = table([], header=(), xs=(), caption="United Kingdom (%)")
    sheet.text(304, 76, "2026").text(404, 76, "2027")
    xs = (310, 334, 410, 434)
    sheet.row(90, "GDP growth", (1.2, "(1.3)", 1.5, "(1.6)"), xs)
    sheet.row(102, "CPI inflation", (2.5, "(2.6)", 2.1, "(2.05)"), xs)
    got = read(sheet.text(60, 124, words, size=6))
    found = got["(1.6)"]
    assert (found if isinstance(found, Reason) else str(found.kind)) == expected
    assert told(got["1.2"])[:3] == ("gdp_growth", "UK", "2026")
    assert told(got["2.1"])[:3] == ("cpi_inflation", "UK", "2027")


def test_rows_of_earlier_surveys_in_a_panel_are_previous():
    rows = [
        ("HSBC", [1.4, 1.2, 1.5]),
        ("Barclays", [1.5, 1.1, 1.45]),
        ("Consensus (mean)", [1.41, 1.15, 1.47]),
        ("Last month's mean", [1.3, 1.05, 1.44]),
        ("3 months ago", [1.35, 1.0, 1.43]),
    ]
    got = read(table(rows, header=YEARS, caption="United Kingdom: GDP growth (%)"))
    assert [str(got[x].kind) for x in ("1.15", "1.05", "1.0")] == [
        "forecast", "previous", "previous",
    ]  # fmt: skip
    assert got["1.1"].institution == "Barclays"


def test_change_in_percent_goes_on_about_the_group_before():
    xs = (220, 270, 340, 380)
    rows = [("Germany", ["24,300", "24,500", 11, 1]), ("France", ["68,000", "66,900", 3, -2])]
    spans = [[(0, 1, "Business insolvencies, number of cases"), (2, 3, "Change, %")]]
    got = read(table(rows, header=("2025", "2026") * 2, xs=xs, caption="Outlook", spans=spans))
    assert told(got["-2"])[:3] == ("bankruptcies_growth", "FR", "2026")
    assert told(got["24,500"])[:3] == ("bankruptcies_count", "DE", "2026")


def test_span_of_past_years_in_a_header_does_not_make_it_a_row():
    xs = (220, 260, 300, 340)
    rows = [("GDP", [1.1, 0.2, 1.2, 1.3]), ("Unemployment rate", [6.0, 3.6, 3.5, 3.3])]
    got = read(table(rows, header=("05-20", *YEARS), xs=xs, caption="Germany, annual change (%)"))
    assert told(got["3.5"])[:3] == ("unemployment_rate", "DE", "2026")
    assert got["6.0"] is Reason.NO_PERIOD


def test_one_heading_that_names_a_region_speaks_for_all_of_the_table():
    rows = [
        "UK economy", ("Real GDP", [1.5, 1.4, 1.3]), "Inflation", ("CPI", [3.5, 2.5, 2.0]),
        ("RPI", [4.3, 3.7, 3.1]),
    ]  # fmt: skip
    got = read(table(rows, header=YEARS, caption="Overview (%)"))
    assert told(got["2.5"])[:2] == ("cpi_inflation", "UK")
    assert got["3.7"] is Reason.NO_INDICATOR


def test_explained_abbreviation_defines_no_figure():
    rows = [("GDP growth", [1.4, 1.1, 1.5]), ("Bank Rate (eop)", [3.75, 3.25, 3.0])]
    notes = ["eop = end of period."]
    got = read(table(rows, header=YEARS, caption="United Kingdom (%)", notes=notes))
    assert told(got["1.1"])[2:] == ("2026", "annual_avg")
    assert told(got["3.25"])[2:] == ("2026-12", "year_end")
