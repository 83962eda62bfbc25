"""Stacks of small tables beside each other, and columns that show where things stand."""

import pytest
from sheets import Sheet, table
from table_reading import read, told

from warehouse.vocabulary import Kind, Reason

PLACES = ("United States", "Eurozone", "United Kingdom", "Japan", "China")


def stack(sheet, left, top, caption, header, rows):
    xs = (left + 130, left + 180)
    sheet.text(left, top, caption, bold=True).row(top + 14, None, header, xs)
    for number, (name, *values) in enumerate(rows):
        sheet.row(top + 28 + 13 * number, name, values, xs, left=left)


def test_stacks_of_tables_at_unlike_heights_are_read_each_by_itself():
    sheet = Sheet()
    growth = [(name, f"1.{n}", f"2.{n}") for n, name in enumerate(PLACES)]
    prices = [(name, f"3.{n}", f"4.{n}") for n, name in enumerate(PLACES)]
    jobs = [(name, f"5.{n}", f"6.{n}") for n, name in enumerate(PLACES)]
    years = ("2026F", "2027F")
    stack(sheet, 50, 60, "GDP growth (%)", years, growth)
    stack(sheet, 50, 170, "Unemployment rate (%)", years, jobs)
    stack(sheet, 310, 96, "Consumer price inflation (%)", years, prices)
    got = read(sheet)
    for value, told_as in (
        ("1.4", ("gdp_growth", "CN", "2026")),
        ("6.3", ("unemployment_rate", "JP", "2027")),
        ("3.0", ("cpi_inflation", "US", "2026")),
        ("4.4", ("cpi_inflation", "CN", "2027")),
    ):
        assert told(got[value])[:3] == told_as


def test_horizons_in_months_beside_a_current_column():
    rows = [("EUR/USD", ["1.14", "1.16", "1.20"]), ("USD/JPY", ["144", "140", "135"])]
    sheet = table(rows, header=("Current*", "3 months", "12 months"), caption="Our forecasts")
    got = read(sheet)
    assert got["1.14"] is Reason.HISTORY
    assert [told(got[v])[1:3] for v in ("1.16", "135")] == [("EURUSD", "3M"), ("USDJPY", "12M")]


def test_month_with_the_letter_of_a_forecast_is_a_period():
    rows = [("U.S. Treasuries (10-year)", ["3.73%", "4.05%"])] * 2
    got = read(table(rows, header=("Current", "Sep 2026F"), xs=(280, 340), caption="Yields"))
    assert told(got["4.05%"])[:3] == ("yield_10y", "US", "2026-09")
    assert got["3.73%"] is Reason.HISTORY


@pytest.mark.parametrize("header", ["Latest forecast", "Current projections"])
def test_latest_forecast_is_no_history_and_changes_beside_it_are_no_forecasts(header):
    rows = [("US", ["1.6", "1.8", "0.4", "0.1"]), ("Japan", ["1.2", "0.8", "-0.5", "0.2"])]
    sheet = table(
        rows,
        header=("2026", "2027", "2026", "2027"),
        xs=(240, 290, 360, 410),
        spans=[[(0, 1, header), (2, 3, "Change since June (pp)")]],
        caption="GDP growth, %",
    )
    got = read(sheet)
    assert (told(got["1.8"])[2], got["1.8"].kind) == ("2027", Kind.FORECAST)
    assert got["-0.5"] is Reason.DIFFERENCE


def test_axis_of_a_chart_under_a_table_is_no_part_of_it():
    rows = [("World", [3.2, 2.9]), ("Japan", [1.1, 0.9])]
    sheet = table(rows, header=("2026", "2027"), xs=(300, 350))
    for number, tick in enumerate(("6", "4", "2", "0")):
        sheet.text(64, 150 + 18 * number, tick)
    got = read(sheet.text(60, 46, "Real GDP growth, %", bold=True))
    assert [told(got[v])[1:3] for v in ("2.9", "1.1")] == [("WORLD", "2027"), ("JP", "2026")]
    assert "6" not in got


def test_highest_and_lowest_of_a_consensus_are_nobodys_forecasts():
    rows = [("US GDP", [1.6, 1.9, 2.6, 1.2]), ("US CPI", [3.1, 2.9, 3.5, 2.3])]
    header = ("HSBC", "Consensus", "High", "Low")
    sheet = table(rows, header=header, xs=(240, 300, 350, 400), spans=[[(0, 3, "2026")]])
    got = read(sheet)
    assert (got["1.6"].institution, got["1.9"].institution) == ("HSBC", "Consensus")
    assert got["2.6"] is got["1.2"] is Reason.NOT_A_FORECAST


def test_label_set_tight_over_two_lines_is_one_label():
    sheet = Sheet().text(60, 60, "United States: GDP growth", bold=True)
    sheet.row(76, None, ("2026", "2027"), (300, 350))
    sheet.text(60, 90, "Goldman Sachs Asset").row(100, "Management", (2.5, 2.1), (300, 350))
    sheet.row(113, "Consensus", (1.9, 2.0), (300, 350)).row(126, "Barclays", (1.8, 1.7), (300, 350))
    got = read(sheet)
    assert got["2.5"].evidence.quote == "Goldman Sachs Asset Management 2.5 2.1"
    assert (got["1.9"].institution, got["1.8"].institution) == ("Consensus", "Barclays")


def test_figure_below_a_table_is_no_footnote():
    rows = [("Sweden", [1.6, 3.0]), ("Norway", [1.2, 1.4])]
    sheet = table(rows, header=("2026", "2027"), xs=(300, 350), caption="GDP growth, %")
    got = read(sheet.text(60, 132, "1.38 Sweden EUR/SEK", size=6))
    assert told(got["3.0"])[:2] == ("gdp_growth", "SE")
