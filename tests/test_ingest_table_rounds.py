"""Columns that repeat a period: rounds, houses, cuts and targets under headers of their own."""

from datetime import date

import pytest
from sheets import Sheet, table
from table_reading import candidates_of, read, told

from ingest.candidates import Candidate, Meaning
from warehouse.vocabulary import Kind, Reason, Unit

XS = (240, 280, 320, 360)
ASIA = [("India", [6.4, 6.5, 6.7, 6.8]), ("Thailand", [3.3, 3.4, 3.7, 3.8])]


def under_years(*leaves, rows=ASIA):
    return table(
        rows,
        header=leaves,
        xs=XS,
        spans=[[(0, 1, "2026"), (2, 3, "2027")]],
        caption="GDP growth, % per year",
    )


@pytest.mark.parametrize(
    "leaves",
    [
        pytest.param(("Apr", "Jul"), id="months"),
        pytest.param(("Apr 26", "Jul 26"), id="months with their year"),
    ],
)
def test_months_repeated_under_every_year_are_rounds(leaves):
    got = read(under_years(*leaves, *leaves), published=date(2026, 7, 20))
    assert (told(got["6.5"])[2], got["6.5"].kind) == ("2026", Kind.FORECAST)
    assert (told(got["6.7"])[2], got["6.7"].kind) == ("2027", Kind.PREVIOUS)


def test_quarter_ends_repeated_under_every_year_are_horizons():
    got = read(under_years("Jun", "Dec", "Jun", "Dec"), published=date(2026, 2, 20))
    assert [told(got[v])[2] for v in ("6.4", "6.8")] == ["2026-06", "2027-12"]


def test_rows_of_houses_under_headers_that_say_what_is_forecast():
    rows = [
        ("Citigroup", ["75 bps", "3", "3.50-3.75%"]),
        ("UBS Global Research", ["100 bps", "4", "3.25-3.50%"]),
    ]
    header = ("Total cuts in 2026", "No. of cuts in 2026", "Fed funds rate (end of 2026)")
    got = read(table(rows, header=header, xs=(260, 360, 500), caption="Houses after the meeting"))
    assert (got["75 bps"].low, got["75 bps"].unit, got["75 bps"].region) == (-75, Unit.BP, "US")
    assert (got["4"].low, got["4"].unit, got["4"].institution) == (4, Unit.CUTS, "UBS")
    assert told(got["3.25-3.50%"]) == ("policy_rate", "US", "2026-12", "year_end")


def test_target_for_the_end_of_a_year_is_a_forecast_for_that_day():
    rows = [("Federal funds rate", ["4.00%-4.25%", "3.50%-3.75%"])] * 2
    sheet = table(rows, header=("2025 YE target", "2026 YE target"), xs=(280, 380))
    got = read(sheet)
    assert told(got["3.50%-3.75%"]) == ("policy_rate", "US", "2026-12", "year_end")
    assert got["3.50%-3.75%"].kind is Kind.FORECAST


def test_rows_of_central_banks_stand_for_their_regions():
    rows = [
        ("Fed", ["3.75", "3.50"]),
        ("ECB", ["2.00", "2.05"]),
        ("Bank of Japan", ["0.75", "1.0"]),
    ]
    sheet = table(rows, header=("Dec-25", "Mar-26"), xs=(280, 340), caption="Policy rates, %")
    got = read(sheet)
    assert [told(got[v])[1] for v in ("3.50", "2.05", "1.0")] == ["US", "EA", "JP"]


def test_meeting_to_come_gives_its_month_and_one_that_was_gives_none():
    rows = [("29 Oct 2025", ["4.00"]), ("17-18 Mar 2026", ["3.50"]), ("Apr 28-29, 2026", ["3.25"])]
    got = read(table(rows, header=("Fed funds target (upper, %)",), xs=(300,)))
    assert [told(got[v])[2] for v in ("3.50", "3.25")] == ["2026-03", "2026-04"]
    assert not hasattr(got["4.00"], "period") or got["4.00"].period != "2025-10"


def test_spread_of_two_yields_is_no_yield():
    rows = [("10-yr yield", [4.1, 4.2, 4.3]), ("10-yr-2-yr spread", [0.5, 0.6, 0.7])]
    got = read(table(rows, header=("2025", "2026", "2027"), caption="United States"))
    assert got["0.6"] is Reason.NO_INDICATOR


def test_advanced_and_emerging_alone_name_their_groups():
    rows = [
        ("Global", [3.1, 3.0, 2.9]),
        ("Advanced", [1.4, 1.5, 1.6]),
        ("Emerging", [4.3, 4.0, 4.1]),
    ]
    got = read(table(rows, header=("2025", "2026", "2027"), caption="Real GDP growth, %"))
    assert [told(got[v])[1] for v in ("1.5", "4.0")] == ["DM", "EM"]


def test_longer_run_over_two_lines_in_every_block():
    sheet = Sheet().text(60, 60, "Percent", bold=True)
    blocks = ((0, "Median"), (3, "Central tendency"), (6, "Range"))
    xs = [180 + 40 * at for at in range(9)]
    for first, words in blocks:
        sheet.text(xs[first + 1], 74, words, align="centre")
        sheet.text(xs[first + 2], 86, "Longer", align="right")
    sheet.row(94, "Variable", ("2025", "2026", "run") * 3, xs)
    values = ("1.8", "1.9", "2.1", "1.7–1.8", "1.8–2.0", "1.9–2.2", "1.5–2.0", "1.6–2.3", "1.7–2.5")
    sheet.row(108, "Change in real GDP", values, xs).row(120, "PCE inflation", values, xs)
    periods = {
        one.value.text: one.phrases[Meaning.PERIOD][0].text
        for one in candidates_of(sheet)
        if isinstance(one, Candidate)
    }
    assert {periods[v] for v in ("2.1", "1.9–2.2", "1.7–2.5")} == {"Longer run"}


def test_range_in_brackets_around_the_figure_above_is_the_same_claim():
    rows = [
        ("Real GDP", [1.6, 1.7, 1.8]),
        (" ", ["[1.3 - 1.9]", "[0.7 - 2.7]", "[0.5 - 2.9]"]),
        ("HICP", [2.1, 1.9, 2.0]),
    ]
    sheet = table(rows[:1] + rows[2:], header=("2025", "2026", "2027"), caption="Euro area, %")
    sheet.row(90 + 9, None, rows[1][1], (240, 290, 340))
    got = read(sheet)
    assert told(got["[0.7 - 2.7]"])[:3] == ("gdp_growth", "EA", "2026")
    assert (got["[0.7 - 2.7]"].low, got["[0.7 - 2.7]"].high) == (0.7, 2.7)


def test_rows_of_surveys_and_staff_come_again_under_each_heading_as_speakers():
    rounds = (
        "Survey of Q4 2025",
        "Previous survey (Q3 2025)",
        "ECB staff projections (October 2025)",
    )
    rows = []
    for at, heading in enumerate(("HICP inflation", "Real GDP growth")):
        rows.append(heading)
        rows += [(label, [1.1 + at + n / 10, 2.1 + at + n / 10]) for n, label in enumerate(rounds)]
    caption = "Euro area: what forecasters expect, annual percentage changes"
    got = read(table(rows, header=("2026", "2027"), xs=(360, 420), caption=caption))
    assert told(got["1.3"])[:3] == ("cpi_inflation", "EA", "2026")
    assert (got["1.3"].institution, str(got["1.3"].kind)) == ("ECB", "forecast")
    assert str(got["2.2"].kind) == "previous"
    assert told(got["2.1"])[:2] == ("gdp_growth", "EA")


def test_mark_of_a_note_beside_a_header_is_no_figure():
    sheet = Sheet().text(60, 60, "Euro area: real GDP growth, %", bold=True, size=10)
    sheet.row(76, None, ["2026", "2027"], (340, 390)).text(402, 76, "Longer term (1)")
    sheet.row(90, "HSBC", [1.2, 1.4, 1.3], (340, 390, 462))
    got = read(sheet.row(104, "UBS", [1.1, 1.5, 1.6], (340, 390, 462)))
    assert told(got["1.5"])[:3] == ("gdp_growth", "EA", "2027")


def test_round_beside_its_revision_under_a_year_dates_nothing():
    xs = (240, 330, 420, 510)
    sheet = Sheet().text(60, 60, "Real GDP growth, %", bold=True)
    sheet.text(270, 76, "2025", align="centre").text(450, 76, "2026", align="centre")
    heads = ["December 2025 projections", "Difference from September"]
    sheet.row(88, None, heads * 2, xs, size=6)
    sheet.row(102, "Euro area", [1.3, 0.1, 1.1, 0.2], xs)
    got = read(sheet.row(116, "Japan", [0.9, 0.3, 0.7, -0.1], xs), published=date(2025, 12, 3))
    assert told(got["1.1"]) == ("gdp_growth", "EA", "2026", "annual_avg")
    assert told(got["0.9"]) == ("gdp_growth", "JP", "2025", "annual_avg")


@pytest.mark.parametrize(
    "caption",
    ["Revisions vis-à-vis June 2025 (percentage points)", "Table 2: Differences from May"],
)
def test_table_of_revisions_holds_no_forecasts(caption):
    rows = [("Real GDP growth", [0.4, -0.9]), ("HICP inflation", [0.3, -0.1])]
    got = read(table(rows, header=("2026", "2027"), xs=(240, 300), caption=caption))
    assert got["-0.9"] is got["0.3"] is Reason.DIFFERENCE
