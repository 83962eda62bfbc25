"""Candidates from tables: which words are bound to a figure, and what they come to mean."""

import pytest
from sheets import Sheet, table
from table_reading import candidates_of, read, told

from ingest.candidates import Candidate, Meaning
from warehouse.vocabulary import Reason

YEARS = ("2025", "2026", "2027")


def test_figure_is_bound_to_row_header_and_caption():
    sheet = table(
        [("Japan", [1.1, 0.7, 0.8]), ("China", [4.9, 4.5, 4.3])], header=YEARS, corner="%"
    )
    found = next(c for c in candidates_of(sheet) if isinstance(c, Candidate))
    assert found.value.text == "1.1"
    assert found.quote == "Japan 1.1 0.7 0.8"
    assert [p.text for p in found.phrases[Meaning.REGION]] == ["Japan"]
    assert found.phrases[Meaning.PERIOD][0].text == "2025"
    assert {"%", "Forecasts"} <= {p.text for p in found.phrases[Meaning.UNIT]}
    assert all(phrase.boxes for phrases in found.phrases.values() for phrase in phrases)


def test_caption_gives_the_indicator_to_rows_of_regions():
    rows = [("United States", [1.9, 1.7, 2.0]), ("Euro area", [1.3, 1.1, 1.4])]
    got = read(table(rows, header=YEARS, caption="Real GDP growth (%)"))
    assert told(got["1.1"]) == ("gdp_growth", "EA", "2026", "annual_avg")


def test_section_gives_the_region_to_rows_of_indicators():
    rows = ["Japan", ("GDP growth", [1.1, 0.7, 0.8]), "China", ("CPI (% YoY)", [0.1, 0.6, 0.9])]
    got = read(table(rows, header=YEARS))
    assert told(got["0.7"])[:3] == ("gdp_growth", "JP", "2026")
    assert told(got["0.6"])[:3] == ("cpi_inflation", "CN", "2026")


def test_periods_may_stand_in_the_rows():
    rows = [("2026", ["1.2%", "1.8%"]), ("2027", ["1.5%", "1.9%"])]
    got = read(
        table(rows, header=("GDP growth", "HICP"), xs=(240, 320), caption="Euro area outlook")
    )
    assert told(got["1.8%"])[:3] == ("cpi_inflation", "EA", "2026")
    assert told(got["1.5%"])[:3] == ("gdp_growth", "EA", "2027")


def test_core_under_inflation_is_core_inflation():
    rows = [("US", [1.9, 2.8, 2.9]), ("Euro area", [1.2, 1.7, 2.1])]
    header = ("Growth", "Headline", "Core")
    got = read(table(rows, header=header, caption="2026, %", spans=[[(1, 2, "Inflation")]]))
    assert told(got["2.8"])[:2] == ("cpi_inflation", "US")
    assert told(got["2.1"])[:2] == ("core_inflation", "EA")


def test_house_and_consensus_are_told_apart():
    rows = [("GDP growth", [1.3, 1.1]), ("CPI inflation", [1.9, 1.8])]
    sheet = table(
        rows,
        header=("GS", "Consensus"),
        xs=(240, 320),
        caption="Euro area",
        spans=[[(0, 1, "2026")]],
    )
    got = read(sheet)
    assert got["1.3"].institution == "Goldman Sachs"
    assert got["1.8"].institution == "Consensus"


@pytest.mark.parametrize("header", ["Difference from December EO", "Revisions", "vs. September"])
def test_difference_from_the_last_round_is_no_forecast(header):
    rows = [("United States", [1.9, -0.3]), ("Euro area", [1.3, 0.2])]
    spans = [[(0, 1, "2026")]]
    got = read(
        table(rows, header=("New", header), xs=(240, 360), caption="GDP growth, %", spans=spans)
    )
    assert got["-0.3"] is Reason.DIFFERENCE
    assert told(got["1.9"])[:3] == ("gdp_growth", "US", "2026")


def test_previous_rows_and_columns_are_previous():
    rows = [("GDP growth", [2.1, 2.0, 1.9]), ("  September projection", [1.6, 1.8, 1.85])]
    got = read(table(rows, header=YEARS, caption="United States"))
    assert (told(got["1.6"])[0], str(got["1.6"].kind)) == ("gdp_growth", "previous")
    assert str(got["2.1"].kind) == "forecast"


def test_low_and_high_are_one_range():
    rows = [("United States", ["1.5%", "2.5%"]), ("Euro area", ["0.8%", "1.4%"])]
    spans = [[(0, 1, "GDP growth")]]
    got = read(
        table(rows, header=("Low", "High"), xs=(240, 300), caption="Ranges for 2026", spans=spans)
    )
    forecast = got["1.5%\u20132.5%"]
    assert (forecast.low, forecast.high) == (1.5, 2.5)
    assert [box.text for box in forecast.evidence.boxes[:2]] == ["1.5%\u20132.5%"] * 2


def test_range_cells_are_ranges():
    rows = [("US", ["2.0\u20132.5", "1.5 to 2.0", 2]), ("Japan", ["0.5\u20131.0", "0.8", 1])]
    got = read(table(rows, header=YEARS, caption="GDP growth"))
    assert (got["2.0\u20132.5"].low, got["2.0\u20132.5"].high) == (2.0, 2.5)
    assert (got["1.5 to 2.0"].low, got["1.5 to 2.0"].high) == (1.5, 2.0)


def test_unknown_name_among_regions_is_rejected_not_guessed():
    rows = [("France", [0.8, 1.0, 1.2]), ("Spain", [2.6, 2.1, 1.8]), ("Ruritania", [7, 8, 9])]
    assert read(table(rows, header=YEARS, caption="GDP growth"))["8"] is Reason.NO_REGION


def test_column_without_a_period_among_years_is_rejected():
    rows = [("EUR/USD", [1.16, 1.2, 1.22, 1.24, 9]), ("USD/JPY", [155, 150, 145, 143, 8])]
    header = ("Spot", "Dec-26", "Mar-27", "Jun-27", "Rank")
    got = read(table(rows, header=header, xs=(200, 260, 320, 380, 440), caption="FX"))
    assert got["9"] is Reason.NO_PERIOD
    assert got["1.16"] is Reason.HISTORY
    assert told(got["150"])[:3] == ("fx_rate", "USDJPY", "2026-12")


def test_bracketed_figures_beside_others_are_not_forecasts():
    rows = [("GDP", ["1.2", "(1.3)"]), ("CPI inflation", ["2.5", "(2.6)"])]
    sheet = Sheet().text(60, 60, "UK: forecast summary", bold=True).text(300, 76, "2026")
    for number, (label, cells) in enumerate(rows):
        sheet.row(90 + 12 * number, label, cells, (310, 332))
    assert read(sheet)["(1.3)"] is Reason.AMBIGUOUS


def test_note_with_a_mark_defines_its_row():
    sheet = table(
        [("United States", [1.9, 1.8, 2.1]), ("Japan", [1.1, 0.7, 0.8])],
        header=YEARS,
        caption="Real GDP growth",
        notes=["1. Fourth quarter over fourth quarter."],
    )
    sheet.raised(60 + 50.2, 90, "1")
    got = read(sheet)
    assert told(got["1.8"])[3] == "q4q4"
    assert told(got["0.7"])[3] == "annual_avg"


def test_note_without_a_mark_defines_what_it_names():
    notes = [
        "Notes: Growth in the US compares the fourth quarter with the fourth quarter a year back;",
        "growth for the euro area and China compares calendar-year GDP with the previous year.",
    ]
    rows = [("US", [1.9, 2.8, 2.0]), ("Euro area", [1.2, 1.7, 1.1]), ("China", [4.5, 4.4, 4.2])]
    got = read(table(rows, header=YEARS, caption="GDP growth", notes=notes))
    assert told(got["2.8"])[3] == "q4q4"
    assert told(got["1.7"])[3] == "annual_avg"


def test_note_can_make_a_year_stand_for_its_last_quarter():
    notes = ["Note: Projections for the unemployment rate are for the average rate in the fourth",
             "quarter of the year indicated."]  # fmt: skip
    rows = [("GDP growth", [1.9, 1.7, 2.0]), ("Unemployment rate", [4.5, 4.4, 4.3])]
    got = read(table(rows, header=YEARS, caption="United States", notes=notes))
    assert told(got["4.4"])[2:] == ("2026Q4", "quarter_avg")
    assert told(got["1.7"])[2] == "2026"


def test_short_note_says_what_a_row_is():
    rows = [("Korea", [2.3, 2.1, 2.0]), ("Singapore", [1.2, 1.5, 1.6])]
    got = read(table(rows, header=YEARS, caption="CPI (%)", notes=["*Singapore core inflation"]))
    assert told(got["1.5"])[0] == "core_inflation"
    assert told(got["2.1"])[0] == "cpi_inflation"


def test_bank_whose_rate_is_forecast_does_not_speak():
    rows = [("Fed funds rate", [3.75, 3.25, 3.0]), ("ECB deposit rate", [2.0, 1.9, 1.8])]
    got = read(table(rows, header=("Dec-25", "Dec-26", "Dec-27"), caption="Policy rates (%)"))
    assert {got[x].institution for x in ("3.25", "1.9")} == {"HSBC"}
    assert {got[x].region for x in ("3.25", "1.9")} == {"US", "EA"}


def test_rows_of_regions_go_on_with_the_indicator_of_the_row_above():
    rows = [
        ("World Output", [3.2, 3.1, 3.3]),
        ("Advanced Economies", [1.6, 1.5, 1.7]),
        ("World Consumer Prices", [4.2, 3.7, 3.4]),
        ("  Advanced Economies", [2.5, 2.2, 2.1]),
    ]
    got = read(table(rows, header=YEARS, caption="Overview of the projections"))
    assert told(got["1.5"])[:2] == ("gdp_growth", "DM")
    assert told(got["2.2"])[:2] == ("cpi_inflation", "DM")


def test_deflators_and_nominal_rows_are_not_growth():
    rows = [
        ("Real GDP", [2.0, 2.1, 2.2]),
        ("GDP deflator", [2.6, 2.5, 2.4]),
        ("Exports", [3, 4, 5]),
    ]
    got = read(table(rows, header=YEARS, caption="United States (% change)"))
    assert got["2.5"] is Reason.NO_INDICATOR
    assert got["4"] is Reason.NO_INDICATOR
    assert told(got["2.1"])[0] == "gdp_growth"


def test_mixed_units_are_read_from_row_labels():
    rows = [("Fed funds (%, year-end)", ["3.50-3.75", "3.25", 3]), ("EUR/USD", [1.17, 1.2, 1.22])]
    got = read(table(rows, header=YEARS, caption="United States"))
    assert (got["3.50-3.75"].low, got["3.50-3.75"].high, str(got["3.25"].unit)) == (
        3.5,
        3.75,
        "pct",
    )
    assert (str(got["1.2"].unit), got["1.2"].region) == ("level", "EURUSD")


def test_past_years_are_rejected_as_past():
    rows = [("GDP growth", [2.4, 1.9, 2.0]), ("CPI", [2.9, 2.7, 2.6])]
    got = read(table(rows, header=("2024", "2025", "2026"), caption="United States"))
    assert got["2.4"] is Reason.PAST_PERIOD
    assert told(got["1.9"])[2] == "2025"


def test_asset_returns_and_company_figures_yield_nothing():
    rows = [("Total revenue", ["2,168", "2,157", "1,935"]), ("Net income", [518, 528, 373])]
    got = read(table(rows, header=("1Q26", "4Q25", "1Q25"), caption="Key figures ($ in millions)"))
    assert all(isinstance(reason, Reason) for reason in got.values())


def test_span_of_quarters_in_a_header_is_one_period():
    rows = [("United States", [1.9, 1.1]), ("Japan", [1.2, 0.7])]
    got = read(
        table(rows, header=("2026", "2025Q4-2026Q3"), xs=(240, 330), caption="Real GDP growth (%)")
    )
    assert told(got["1.1"])[2:] == ("2025Q4-2026Q3", "cumulative")


def test_change_beside_a_forecast_is_no_second_forecast():
    rows = [("World", [3.2, 0.1, 3.0, -0.1]), ("US", [1.9, 0.2, 1.8, 0.15])]
    spans = [[(0, 1, "2026"), (2, 3, "2027")]]
    sheet = table(rows, header=("Forecast", "Change") * 2, xs=(200, 240, 290, 330),
                  caption="GDP growth", spans=spans)  # fmt: skip
    got = read(sheet)
    assert got["-0.1"] is Reason.DIFFERENCE
    assert told(got["3.0"])[:3] == ("gdp_growth", "WORLD", "2027")


def test_baseline_among_scenarios_is_a_forecast():
    rows = [("GDP growth (%)", [1.9, 2.8, -0.5]), ("CPI (%)", [2.7, 3.2, 1.8])]
    header = ("Baseline", "Upside", "Downside")
    got = read(table(rows, header=header, caption="Scenario analysis: the US in 2026"))
    assert [str(got[x].kind) for x in ("1.9", "2.8", "-0.5")] == [
        "forecast",
        "scenario",
        "scenario",
    ]


def test_average_over_years_beside_a_year_is_no_period():
    rows = [("US inflation", [2.7, 2.5]), ("US policy rate", [3.25, 3.1])]
    got = read(table(rows, header=("2026", "10-year"), xs=(240, 300), caption="Assumptions (%)"))
    assert got["2.5"] is Reason.NO_PERIOD


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        pytest.param("2.1f", 2.1, 2.1, id="letter of a forecast"),
        pytest.param("2.1*", 2.1, 2.1, id="star of a note"),
        pytest.param("2\u00bd", 2.5, 2.5, id="fraction"),
        pytest.param("0,9", 0.9, 0.9, id="decimal comma"),
        pytest.param("4.25/4.50", 4.25, 4.5, id="range with a slash"),
        pytest.param("\u22120.3", -0.3, -0.3, id="minus sign"),
        pytest.param("2\u20133%", 2.0, 3.0, id="range with one unit"),
    ],
)
def test_cells_as_banks_print_them(printed, low, high):
    rows = [("US", [printed, 1.9, 2]), ("Japan", [0.85, 0.7, 1])]
    indicator = "Policy rate (%)" if "/" in printed else "GDP growth (%)"
    found = next(iter(read(table(rows, header=YEARS, caption=indicator)).values()))
    assert (found.low, found.high) == (low, high)


def test_thousands_set_apart_by_a_space_are_one_number():
    rows = [("Germany", ["24 300", "25 100"]), ("France", ["66 400", "67 000"])]
    sheet = table(
        rows, header=("2025", "2026"), xs=(240, 330), caption="Number of corporate insolvencies"
    )
    got = read(sheet)
    assert {x.low for x in got.values()} == {24300, 25100, 66400, 67000}


def test_headers_flush_left_over_numbers_flush_right():
    xs = tuple(range(160, 560, 50))
    sheet = Sheet().text(60, 60, "GDP growth (%)", bold=True)
    for number, x in enumerate(xs):
        sheet.text(x - 40, 76, str(2025 + number))
    sheet.row(90, "Japan", [f"1.{n}" for n in range(8)], xs)
    sheet.row(102, "China", [f"4.{n}" for n in range(8)], xs)
    got = read(sheet)
    assert [got[f"4.{n}"].period for n in range(8)] == [str(2025 + n) for n in range(8)]


def test_rows_of_an_earlier_round_are_previous_and_of_a_later_month_are_not():
    rows = [
        "GDP growth",
        ("December projection", [1.4, 1.2, 1.3]),
        ("September 2025 round", [1.1, 1.0, 0.9]),
    ]
    got = read(table(rows, header=YEARS, caption="Euro area"))
    assert [str(got[x].kind) for x in ("1.2", "1.0")] == ["forecast", "previous"]
    assert told(got["1.2"])[:3] == told(got["1.0"])[:3] == ("gdp_growth", "EA", "2026")
    later = [("EUR/USD", [1.18, 1.2]), ("USD/JPY", [152, 150])]
    header = ("March 2026 forecast", "June 2026 forecast")
    got = read(table(later, header=header, xs=(280, 400), caption="FX"))
    assert (str(got["1.2"].kind), got["1.2"].period) == ("forecast", "2026-06")


def test_spot_price_of_oil_is_a_forecast_where_the_year_is():
    rows = [("Brent spot ($/b)", [64.4, 57.7, 53.2]), ("WTI spot ($/b)", [60.4, 53.7, 50.2])]
    assert told(read(table(rows, header=YEARS))["57.7"])[:3] == ("oil_price", "WORLD", "2026")


def test_note_and_figures_of_the_text_above_are_no_captions():
    sheet = Sheet().text(60, 50, "Economic forecasts", size=12, bold=True)
    sheet.text(60, 64, "Source: the house. Unemployment: national definition.")
    sheet.text(60, 80, "Rates: we expect inflation to average 2.4% in 2026.")
    sheet.row(98, None, ("2026", "2027"), (300, 360))
    sheet.row(112, "Fed (upper end)", ("4.00", "3.75"), (300, 360))
    sheet.row(126, "ECB", ("2.00", "2.25"), (300, 360))
    assert read(sheet)["4.00"] is Reason.NO_INDICATOR


@pytest.mark.parametrize("label", ["EUR vs. USD", "EUR vs USD", "EUR versus USD"])
def test_pair_told_with_versus_is_a_price_and_no_difference(label):
    sheet = table([(label, ["1.11", "1.15"])], header=("2026", "2027"), xs=(240, 300),
                  caption="Currencies, year-end")  # fmt: skip
    assert told(read(sheet)["1.15"])[:2] == ("fx_rate", "EURUSD")


def test_ratio_of_fourth_quarters_holds_for_both_beside_it():
    sheet = Sheet().text(60, 50, "Real GDP growth, per cent", size=10)
    sheet.text(335, 70, "2026", align="right").text(385, 70, "2027", align="right")
    sheet.row(81, None, ("2026", "2027", "Q4", "Q4"), (220, 270, 335, 385))
    sheet.text(315, 94, "Q4 over Q4")
    sheet.row(108, "Japan", ("1.1", "0.7", "0.8", "0.9"), (220, 270, 335, 385))
    sheet.row(121, "China", ("4.9", "4.5", "4.3", "4.2"), (220, 270, 335, 385))
    got = read(sheet)
    assert told(got["0.8"])[2:] == told(got["4.3"])[2:]
    assert told(got["0.9"])[3] == told(got["0.8"])[3] == "q4q4"


def test_long_labels_of_rounds_are_rows_of_a_table_and_their_condition_is_none_of_it():
    sheet = Sheet().text(40, 50, "Switzerland: consumer price index, change in percent")
    sheet.row(70, None, ("2026", "2027", "2028"), (330, 380, 430))
    for top, month, cells in (
        (84, "September", ("1.9", "2.0", "2.1")),
        (95, "December", ("1.1", "1.2", "1.3")),
    ):
        label = f"Forecast {month} 2025, with SNB policy rate at 1.75%"
        sheet.row(top, label, cells, (330, 380, 430), left=40)
    got = read(sheet)
    assert told(got["1.1"])[:3] == ("cpi_inflation", "CH", "2026")
    assert str(got["2.0"].kind) == "previous"


def test_text_of_a_column_above_a_table_is_no_header():
    rows = ["GDP (in %)", ("Eurozone", [3.4, 0.5, 0.6]), ("Japan", [1.9, 1.8, 0.9])]
    sheet = table(rows, header=YEARS, caption="Economy and markets")
    for line, words in enumerate(
        (
            "Treasury yields have",
            "moved lower since the",
            "last meeting and the",
            "credit spreads are at",
            "their tightest level",
            "since the year 2007.",
        )
    ):
        sheet.text(262, 4 + 10 * line, words)
    got = read(sheet)
    assert told(got["0.5"])[:3] == ("gdp_growth", "EA", "2026")


@pytest.mark.parametrize(
    ("caption", "kind"),
    [("Rates Scenario: Real GDP growth (%)", "forecast"),
     ("Severe scenario: Real GDP growth (%)", "scenario")],
    ids=["a name for its own forecast", "another case"],
)  # fmt: skip
def test_scenario_in_a_caption(caption, kind):
    got = read(table([("Japan", [1.1, 0.7, 0.8]), ("China", [4.9, 4.5, 4.3])], header=YEARS,
                     caption=caption))  # fmt: skip
    assert str(got["0.7"].kind) == kind


def test_marked_note_makes_a_row_the_average_of_the_fourth_quarter():
    sheet = table([("GDP growth", [2.1, 2.3, 2.0]), ("Unemployment rate", [4.5, 4.4, 4.2])],
                  header=YEARS, caption="Projections, United States, %",
                  notes=("¹ Average of the fourth quarter.",))  # fmt: skip
    sheet.raised(60 + 70.5, 104, "1")
    got = read(sheet)
    assert told(got["4.4"])[2:] == ("2026Q4", "quarter_avg")
