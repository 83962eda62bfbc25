"""Stubs of two columns: a merged cell speaks for every row of its group."""

import pytest
from sheets import Sheet
from table_reading import read, told

GROUPS = (("United States", 1.9, 2.9, 4.5), ("Euro area", 1.1, 1.8, 6.3), ("Italy", 0.7, 1.5, 6.0))
NAMES = ("GDP", "CPI", "Unemployment rate")


def merged(*, rows, lift):
    """Return a table whose merged labels stand `lift` rows below the first row of their group."""
    sheet = Sheet().text(60, 60, "Forecasts, %", bold=True).text(300, 76, "2026", align="right")
    top = 90
    for region, *values in GROUPS:
        sheet.text(60, top + 12 * lift, region)
        for name, value in list(zip(NAMES, values, strict=True))[:rows]:
            sheet.text(160, top, name).text(300, top, str(value), align="right")
            top += 12
    return sheet


@pytest.mark.parametrize(
    ("rows", "lift"),
    [
        pytest.param(3, 0, id="beside the first row"),
        pytest.param(3, 1, id="beside the middle row"),
        pytest.param(2, 0.5, id="between two rows"),
        pytest.param(2, 0, id="beside the first of two"),
    ],
)
def test_merged_label_speaks_for_every_row_of_its_group(rows, lift):
    got = read(merged(rows=rows, lift=lift))
    assert told(got["1.9"])[:2] == ("gdp_growth", "US")
    assert told(got["1.8"])[:2] == ("cpi_inflation", "EA")
    assert told(got["0.7"])[:2] == ("gdp_growth", "IT")
    assert rows == 2 or told(got["6.3"])[:2] == ("unemployment_rate", "EA")


def test_year_beside_its_first_quarter_dates_the_quarters_below():
    sheet = Sheet().text(60, 60, "Norway, %", bold=True)
    sheet.row(76, None, ("GDP, q/q", "CPI, y/y"), (250, 330))
    quarters = ("2026", "Q1"), (None, "Q2"), (None, "Q3"), ("2027", "Q1"), (None, "Q2")
    for number, (year, quarter) in enumerate(quarters):
        top = 90 + 12 * number
        sheet.row(top, year, (f"0.{number + 1}", f"2.{number + 1}"), (250, 330)).text(
            110, top, quarter
        )
    got = read(sheet)
    assert [told(got[f"0.{n}"])[2] for n in (2, 3, 5)] == ["2026Q2", "2026Q3", "2027Q2"]


def test_unit_beside_every_row_is_part_of_its_label():
    sheet = Sheet().text(60, 60, "Spain", bold=True).row(76, None, ("2026", "2027"), (300, 360))
    rows = ("Real GDP", "% change", 2.3, 1.9), ("Unemployment rate", "% of labour force", 9.9, 9.4)
    for number, (name, unit, *values) in enumerate(rows):
        sheet.row(90 + 12 * number, name, values, (300, 360)).text(160, 90 + 12 * number, unit)
    got = read(sheet)
    assert told(got["2.3"])[:2] == ("gdp_growth", "ES")
    assert told(got["9.4"])[:2] == ("unemployment_rate", "ES")


def test_legend_under_the_last_row_is_neither_its_label_nor_a_definition():
    sheet = Sheet().text(60, 60, "Forecasts, %", bold=True)
    sheet.row(76, None, ("2026f", "2027f"), (300, 360))
    rows = (
        ("Canada", None), ("Real GDP", (1.2, 1.9)), ("United States", None),
        ("Real GDP", (1.8, 2.1)), ("Federal funds, upper (e.p.)", (3.75, 3.25)),
    )  # fmt: skip
    for number, (name, values) in enumerate(rows):
        sheet.text(60, 90 + 12 * number, name, bold=values is None)
        for at, value in zip((300, 360), values or (), strict=False):
            sheet.text(at, 90 + 12 * number, str(value), align="right")
    sheet.text(60, 150, "f: forecast; e.p.: end of period.")
    got = read(sheet)
    assert told(got["3.75"])[:2] == ("policy_rate", "US")
    assert told(got["1.8"])[:4] == ("gdp_growth", "US", "2026", "annual_avg")
