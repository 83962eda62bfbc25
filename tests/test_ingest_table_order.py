"""Tables whose columns tell by their order: months under years, fiscal years, earlier rounds."""

from datetime import date

import pytest
from sheets import Sheet, table
from table_reading import read, told

from warehouse.vocabulary import Kind, Reason, Status


def test_years_over_months_follow_the_order_of_the_months():
    xs = (200, 250, 300, 350, 400, 450, 500)
    sheet = Sheet().text(60, 60, "Forecasts", bold=True, size=10)
    sheet.text(190, 76, "2025").text(290, 76, "2026f").text(444, 76, "2027f")
    sheet.row(88, "", ("Dec", "Jun", "Sep", "Dec", "Mar", "Jun", "Dec"), xs)
    sheet.row(102, "EUR/USD", (1.15, 1.16, 1.17, 1.18, 1.19, 1.21, 1.22), xs)
    sheet.row(116, "GBP/USD", (1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37), xs)
    got = read(sheet)
    assert (got["1.18"].period, got["1.19"].period) == ("2026-12", "2027-03")
    assert got["1.22"].period == "2027-12"
    assert got["1.18"].status is Status.ACCEPTED


def test_months_that_run_neither_forward_nor_back_are_for_a_person():
    xs = (200, 250, 300, 350, 400, 450)
    sheet = Sheet().text(60, 60, "Forecasts", bold=True, size=10)
    sheet.text(290, 76, "2026", align="centre").text(420, 76, "2027", align="centre")
    sheet.row(88, "", ("Sep", "Mar", "Jun", "Feb", "May", "Jan"), xs)
    sheet.row(102, "EUR/USD", (1.16, 1.17, 1.18, 1.19, 1.21, 1.22), xs)
    sheet.row(116, "GBP/USD", (1.32, 1.33, 1.34, 1.35, 1.36, 1.37), xs)
    rows = [row for row in read(sheet).values() if not isinstance(row, Reason)]
    assert all(row.status is Status.REVIEW for row in rows)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(("Jan-Mar", "Apr-Jun", "Jul-Sep", "Oct-Dec"), id="months"),
        pytest.param(("Q1", "Q2", "Q3", "Q4"), id="quarters"),
    ],
)
def test_fiscal_years_stand_beside_the_quarters_of_calendar_years(parts):
    xs = (180, 220, 260, 300, 340, 380, 420, 470, 520)
    sheet = Sheet().text(60, 60, "Forecasts for Japan", bold=True, size=10)
    sheet.text(232, 76, "2026").text(372, 76, "2027")
    sheet.text(456, 76, "FY2026").text(506, 76, "FY2027").text(512, 88, "(E)")
    sheet.row(88, "", (*parts, *parts[:3]), xs[:7])
    sheet.row(102, "Real GDP (% y/y)", (0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.4, 1.5), xs)
    sheet.row(116, "Unemployment rate (%)", (2.1, 2.2, 2.3, 2.4, 2.5, 2.6, 2.7, 2.8, 2.9), xs)
    sheet.row(130, "Y/$ (average)", (141, 142, 143, 144, 145, 146, 147, 148, 149), xs)
    got = read(sheet)
    assert (got["0.8"].period, got["1.1"].period) == ("2026Q3", "2027Q1")
    assert (got["2.7"].period, got["2.8"].period, got["2.9"].period) == ("2027Q3", "2026", "2027")
    assert (got["147"].region, got["147"].period) == ("USDJPY", "2027Q3")


def test_two_columns_of_one_period_are_both_for_a_person():
    sheet = table(
        [("Real GDP growth, US", [1.1, 1.2, 1.3]), ("CPI inflation, US", [2.1, 2.2, 2.3])],
        header=("2026", "2026 Zeta", "2027"), xs=(200, 280, 360),
    )  # fmt: skip
    got = read(sheet)
    assert getattr(got["1.1"], "status", Status.REVIEW) is Status.REVIEW
    assert getattr(got["1.2"], "status", Status.REVIEW) is Status.REVIEW
    assert got["1.3"].status is Status.ACCEPTED


@pytest.mark.parametrize(
    ("publisher", "header", "periods"),
    [
        pytest.param("Bank of Japan", ("FY2025/26", "FY2026/27"), ["2025", "2026"], id="first"),
        pytest.param("Reserve Bank of India", ("2026-27", "2027-28"), ["2027", "2028"], id="last"),
    ],
)
def test_fiscal_year_is_filed_as_its_country_does(publisher, header, periods):
    rows = [("Real GDP growth", [1.1, 1.2]), ("CPI inflation", [2.1, 2.2])]
    got = read(table(rows, header=header, xs=(240, 320), corner="%"), publisher=publisher)
    assert [got["1.1"].period, got["1.2"].period] == periods


def test_fiscal_year_of_a_country_without_a_known_custom_is_for_a_person():
    rows = [("Brazil", [1.1, 1.2]), ("Chile", [2.1, 2.2])]
    sheet = table(rows, header=("2026/27", "2027/28"), xs=(240, 320), caption="Real GDP growth, %")
    assert read(sheet)["1.1"].status is Status.REVIEW


@pytest.mark.parametrize(
    "lead",
    [
        "All figures are in percent; the figures of September are in parentheses:",
        "All figures are in percent, with the previous round in brackets:",
    ],
    ids=["month", "round"],
)
def test_sentence_above_says_what_brackets_on_the_row_below_are(lead):
    sheet = Sheet().text(
        60, 40, "The board has brought its view of the economy up to date and sees"
    )
    sheet.text(60, 50, "a little less growth than it did; the risks are to the downside for both.")
    sheet.text(60, 60, lead)
    xs = (240, 300)
    sheet.row(76, "", ("2026", "2027"), xs)
    for top, label, new, old in (
        (90, "Real GDP", (1.4, 1.1), ("(1.5)", "(1.2)")),
        (114, "Core CPI", (0.9, 1.9), ("(1.3)", "(2.0)")),
    ):
        sheet.row(top, label, new, xs).row(top + 10, "", old, xs)
    got = read(sheet, publisher="Bank of Japan", published=date(2025, 12, 19))
    assert (got["1.4"].kind, got["(1.5)"].kind) == (Kind.FORECAST, Kind.PREVIOUS)
    assert told(got["(1.2)"])[:3] == ("gdp_growth", "JP", "2027")


@pytest.mark.parametrize("name", ["Stressed", "Benign", "Alternative", "Severe", "Scenario 2"])
def test_named_case_beside_the_baseline_is_a_scenario(name):
    rows = [("Real GDP growth", [1.1, 1.2, 0.3, 0.4]), ("CPI inflation", [2.1, 2.2, 3.3, 3.4])]
    spans = [[(0, 1, "Baseline"), (2, 3, name)]]
    header = ("2026", "2027", "2026", "2027")
    sheet = table(rows, header=header, xs=(240, 290, 340, 390), caption="Euro area, %", spans=spans)
    got = read(sheet)
    assert (got["1.2"].kind, got["1.2"].status) == (Kind.FORECAST, Status.ACCEPTED)
    assert got["0.4"].kind is Kind.SCENARIO


def test_rule_of_dashes_is_no_header():
    sheet = Sheet().row(76, "", ("Jun-26", "Dec-26"), (240, 300))
    sheet.text(60, 86, "-" * 60).row(96, "OCR", (2.25, 2.5), (240, 300))
    sheet.row(110, "CPI Y/Y", (2.1, 2.0), (240, 300))
    got = read(sheet, publisher="Reserve Bank of New Zealand")
    assert told(got["2.5"])[:3] == ("policy_rate", "NZ", "2026-12")


def test_day_over_the_column_of_today_does_not_hide_the_header_of_a_lower_table():
    sheet = Sheet().text(60, 60, "Forecasts", bold=True)
    sheet.row(76, None, ("2025", "2026f", "2027f"), (300, 360, 420))
    sheet.row(90, "Euro area, GDP %", ("0.9", "1.2", "1.4"), (300, 360, 420))
    sheet.row(104, "US, GDP %", ("2.0", "1.9", "1.8"), (300, 360, 420))
    sheet.row(124, "Rates", ("3/9", "Dec-26", "Mar-27"), (300, 360, 420))
    sheet.row(138, "ECB deposit rate", ("2.00", "1.75", "1.50"), (300, 360, 420))
    sheet.row(152, "Fed funds rate", ("3.75", "3.25", "3.05"), (300, 360, 420))
    got = read(sheet)
    assert told(got["1.75"])[:3] == ("policy_rate", "EA", "2026-12")
    assert told(got["3.05"])[:3] == ("policy_rate", "US", "2027-03")


@pytest.mark.parametrize(
    "header",
    [
        ("2025–26 (est.)", "2026–27 (proj.)"),
        ("2025-26 Budget", "2026-27 Forecast"),
        ("FY25/26", "FY26/27"),
        ("FY25-26E", "FY26-27F"),
    ],
)
@pytest.mark.parametrize(("country", "year"), [("India", "2027"), ("Japan", "2026")])
def test_pair_of_years_with_a_mark_or_in_short_is_one_fiscal_year(header, country, year):
    rows = [("Real GDP growth", [1.1, 1.4]), ("CPI inflation", [2.1, 2.4])]
    got = read(table(rows, header=header, xs=(300, 400), caption=f"{country}: outlook"))
    assert told(got["1.4"])[:3] == ("gdp_growth", country[:2].upper().replace("JA", "JP"), year)


def test_fiscal_year_beside_the_calendar_year_of_its_end_is_in_doubt():
    header, xs = ("2026", "2027", "2025–26", "2026–27"), (280, 320, 370, 420)
    rows = [("Real GDP growth", [1.1, 1.4, 1.7, 1.9]), ("CPI inflation", [2.1, 2.4, 2.5, 2.6])]
    got = read(table(rows, header=header, xs=xs, caption="India: outlook"))
    assert [str(got[text].status) for text in ("1.4", "1.9")] == ["accepted", "review"]
