"""Row labels that name a quarter or a month, under columns of years."""

import pytest
from sheets import Sheet
from table_reading import read, told

XS = (330, 390, 450)
YEARS = ["2025", "2026", "2027"]


def row_of(label, figures, *, above="Canada: main forecasts, %"):
    """Read a table whose second row carries the label; its other row is plain growth."""
    sheet = Sheet().text(60, 60, above, bold=True).row(80, None, YEARS, XS)
    sheet.row(94, "Real GDP growth", [1.1, 1.4, 1.9], XS)
    return read(sheet.row(108, label, figures, XS))


@pytest.mark.parametrize(
    ("label", "period", "measure"),
    [
        ("Unemployment rate (June quarter)", "2026Q2", "quarter_avg"),
        ("Unemployment rate, Q4 average", "2026Q4", "quarter_avg"),
        ("Unemployment rate (fourth quarter)", "2026Q4", "quarter_avg"),
        ("CPI inflation (annual % change, March quarter)", "2026Q1", "yoy"),
        ("CPI inflation, 3Q, % y/y", "2026Q3", "yoy"),
        ("10-year bond yield (June quarter)", "2026Q2", "quarter_avg"),
        ("December CPI", "2026-12", "year_end"),
        ("CPI inflation (Dec.)", "2026-12", "year_end"),
        ("CPI inflation - Dec - %", "2026-12", "year_end"),
        ("CPI inflation in June", "2026-06", "yoy"),
    ],
)
def test_part_of_the_year_in_a_row_label_is_the_period_of_its_figures(label, period, measure):
    got = row_of(label, [5.2, 5.7, 5.9])["5.7"]
    assert (got.period, str(got.measure)) == (period, measure)


@pytest.mark.parametrize(
    "label",
    [
        "CPI inflation (annual average)",
        "CPI inflation, year to December",
        "CPI inflation, Q4/Q4",
        "CPI inflation (June 2025 = 100), %",
    ],
)
def test_row_label_without_a_part_of_the_year_leaves_the_year(label):
    got = row_of(label, [5.2, 5.7, 5.9])["5.7"]
    assert got.period == "2026"


def test_quarter_behind_the_end_of_a_fiscal_year_lies_in_the_year_before():
    got = row_of("Unemployment rate (December quarter)", [5.2, 5.7, 5.9],
                 above="Canada: years ending 30 June, %")  # fmt: skip
    assert told(got["5.7"]) == ("unemployment_rate", "CA", "2025Q4", "quarter_avg")


def test_months_of_several_rounds_are_no_parts_of_the_year():
    sheet = Sheet().text(60, 60, "Canada: main forecasts, %", bold=True).row(80, None, YEARS, XS)
    sheet.row(94, "CPI inflation (Sep)", [2.1, 2.4, 2.9], XS)
    got = read(sheet.row(108, "CPI inflation (Dec)", [2.2, 2.5, 2.8], XS))
    assert got["2.5"].period == "2026"
