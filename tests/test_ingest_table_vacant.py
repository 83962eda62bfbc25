"""Quarters without figures keep their place, and years beside quarters keep theirs."""

import pytest
from sheets import Sheet
from table_reading import read, told

QUARTERS = ["Q1", "Q2", "Q3", "Q4"] * 2
XS = [260 + 30 * at for at in range(8)]


def quarterly(cells, *, annual=(), xs=XS):
    """Return a table of inflation by quarter under 2026 and 2027, and whole years beside them."""
    beside = [540 + 30 * at for at in range(len(annual))]
    sheet = Sheet().text(60, 60, "Inflation in Switzerland, % y/y", bold=True)
    sheet.text(xs[0] - 10, 80, "2026").text(xs[4] - 10, 80, "2027")
    for x, year in zip(beside, ("2026", "2027"), strict=False):
        sheet.text(x, 80, year, align="right")
    sheet.row(92, None, QUARTERS, xs)
    sheet.row(104, "Our forecast", [*cells, *annual], [*xs, *beside])
    return sheet.row(116, "Consensus", [*(c and c + 0.05 for c in cells)], xs)


@pytest.mark.parametrize(
    "vacant", [(7,), (0,), (0, 1), (3,), (3, 7), (6, 7)], ids=lambda at: f"without {at}"
)
def test_quarter_without_figures_keeps_its_column(vacant):
    cells = [None if at in vacant else 0.1 + at / 10 for at in range(8)]
    got = read(quarterly([c and round(c, 1) for c in cells]))
    for at, cell in enumerate(cells):
        if cell is not None:
            assert told(got[f"{cell:.1f}"])[2:] == (f"{2026 + at // 4}Q{at % 4 + 1}", "yoy")


def test_quarters_leave_columns_of_whole_years_alone():
    cells = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, None]
    got = read(quarterly(cells, annual=(0.9, 1.1)))
    assert told(got["0.7"])[2:] == ("2027Q3", "yoy")
    assert told(got["0.9"])[2:] == ("2026", "annual_avg")
    assert told(got["1.1"])[2:] == ("2027", "annual_avg")


def test_year_over_two_columns_makes_no_third():
    sheet = Sheet().text(60, 60, "Euro area", bold=True)
    xs = [260, 300, 340, 380, 420, 460]
    for at, year in enumerate(("2025", "2026", "2027")):
        sheet.text(xs[2 * at] + 12, 80, year, align="centre")
    sheet.row(92, None, ["GDP", "CPI"] * 3, xs)
    sheet.row(104, "HSBC", [1.3, 2.1, 1.1, 1.8, 1.4, 1.9], xs)
    sheet.row(116, "Consensus", [1.25, 2.15, 1.15, 1.85, 1.45, 1.95], xs)
    got = read(sheet)
    assert told(got["1.8"])[:3] == ("cpi_inflation", "EA", "2026")
    assert told(got["1.4"])[:3] == ("gdp_growth", "EA", "2027")


def test_quarter_without_a_year_takes_that_of_the_quarters_before_it():
    xs = [260 + 50 * at for at in range(5)]
    sheet = Sheet().text(60, 60, "EUR/USD, end of period", bold=True)
    sheet.row(80, None, ["4Q25", "1Q26", "2Q", "3Q", "4Q"], xs)
    got = read(sheet.row(92, "HSBC", [1.17, 1.18, 1.19, 1.21, 1.22], xs))
    assert [told(got[x])[2] for x in ("1.17", "1.19", "1.22")] == ["2025Q4", "2026Q2", "2026Q4"]


def test_scenarios_with_weights_may_share_their_years():
    xs = [220, 260, 330, 370]
    sheet = Sheet().text(60, 60, "Spain", bold=True)
    sheet.text(236, 80, "Central (55%)", align="centre")
    sheet.text(346, 80, "Downside (45%)", align="centre")
    sheet.row(92, None, ["2026", "2027"] * 2, xs)
    sheet.row(104, "GDP growth", [2.1, 1.8, 0.3, 1.1], xs)
    got = read(sheet.row(116, "Unemployment rate", [10.1, 9.8, 12.0, 12.4], xs))
    assert (str(got["1.8"].kind), str(got["0.3"].kind)) == ("forecast", "scenario")


def test_change_from_quarter_to_quarter_is_no_change_of_the_forecast():
    sheet = Sheet().text(60, 60, "United States", bold=True)
    sheet.row(80, None, ["2026", "2027"], (340, 390))
    sheet.text(60, 92, "Percentage change from fourth quarter to fourth quarter", bold=True)
    got = read(sheet.row(104, "Real GDP", [2.2, 1.8], (340, 390), indent=6))
    assert told(got["1.8"]) == ("gdp_growth", "US", "2027", "q4q4")
