"""Cells of two lines, figures in brackets, ratios and tables of effects: what each figure means."""

from datetime import date

from sheets import Sheet, table
from table_reading import read, told

from warehouse.vocabulary import Kind, Reason

YEARS = ("2025", "2026", "2027")


def board(*, note="Figures in brackets are the medians of the members."):
    """Return a table with a range and, in brackets on a second line, its median in each cell."""
    sheet = Sheet().text(60, 60, "Views of the board", bold=True)
    sheet.row(76, None, ("Real GDP", "CPI (less"), (300, 400)).text(
        400, 86, "fresh food)", align="right"
    )
    rows = (
        ("Fiscal 2026", ("+0.5 to +1.0", "+1.6 to +2.1"), ("[+0.8]", "[+1.9]")),
        ("Forecasts made in October 2025", ("+0.6 to +0.9", "+1.7 to +2.0"), ("[+0.7]", "[+1.8]")),
    )
    for number, (label, ranges, medians) in enumerate(rows):
        top = 104 + 24 * number
        sheet.row(top, None, ranges, (300, 400)).text(60, top + 5, label)
        sheet.row(top + 10, None, medians, (292, 392))
    return sheet.text(60, 160, note, size=6)


def test_range_with_its_median_on_a_second_line_is_two_figures_of_one_row():
    got = read(board(), published=date(2026, 1, 23), publisher="Bank of Japan")
    assert told(got["+0.5 to +1.0"])[:3] == told(got["[+0.8]"])[:3] == ("gdp_growth", "JP", "2026")
    assert told(got["[+1.9]"])[0] == "core_inflation"
    assert got["[+0.8]"].kind is Kind.FORECAST


def test_forecasts_made_in_an_earlier_month_are_previous_ones_of_the_row_above():
    got = read(board(), published=date(2026, 1, 23), publisher="Bank of Japan")
    assert (got["[+0.7]"].kind, got["[+0.7]"].period) == (Kind.PREVIOUS, "2026")


def test_brackets_here_and_there_are_minus_signs():
    rows = [
        ("Real GDP (% change)", [1.2, "(0.4)", 1.6]),
        ("Investment", ["(1.1)", "(2.3)", 1.9]),
        ("Unemployment rate (%)", [6.9, 7.2, 6.8]),
    ]
    got = read(table(rows, header=YEARS, caption="Canada"))
    assert got["-0.4"].low == got["-0.4"].high == -0.4
    assert any("negative" in reason for reason in got["-0.4"].reasons)


def test_row_of_brackets_without_a_note_is_not_taken_for_minus_signs():
    rows = [("Real GDP growth", [1.2, 0.8, 1.6]), ("previous", ["(1.1)", "(0.9)", "(1.7)"])]
    got = read(table(rows, header=YEARS, caption="Canada"))
    assert got["(0.9)"] is Reason.AMBIGUOUS


def test_share_of_gdp_is_not_growth():
    rows = [("Real GDP (%)", [1.2, 0.8, 1.6]), ("Public spending, % of GDP", [41.0, 41.5, 42.0])]
    got = read(table(rows, header=YEARS, caption="Canada"))
    assert got["41.5"] is Reason.NO_INDICATOR


def test_effect_of_a_shock_is_not_a_forecast():
    rows = [("US GDP growth", [-0.1, -0.3, -0.2]), ("US CPI inflation", [0.2, 0.4, 0.1])]
    got = read(
        table(rows, header=YEARS, caption="Effect of a rise of tariffs by a tenth, % points")
    )
    assert set(got.values()) == {Reason.NOT_A_FORECAST}


def test_wrapped_headers_at_unlike_heights_stay_whole():
    sheet = Sheet().text(60, 60, "Japan, %", bold=True)
    sheet.text(200, 80, "Real GDP", align="right")
    for top, words in ((76, "CPI (all items"), (85, "less fresh food)")):
        sheet.text(300, top, words, align="right")
    for top, words in ((72, "(Reference)"), (81, "CPI (less fresh food"), (90, "and energy)")):
        sheet.text(420, top, words, align="right")
    for top, row in ((108, ("2026", 0.7, 1.8, 2.1)), (120, ("2027", 0.9, 2.0, 2.2))):
        sheet.row(top, row[0], row[1:], (200, 300, 420))
    got = read(sheet)
    assert told(got["1.8"])[0] == told(got["2.1"])[0] == "core_inflation"
