"""Headers that compare a figure with its own past, beside those of forecasts revised."""

import pytest
from sheets import Sheet
from table_reading import read, told

from ingest.resolving.kind_words import said_of_kind
from warehouse.vocabulary import Kind, Reason

XS = (230, 270, 310, 380, 420, 460)


@pytest.mark.parametrize(
    "spanner",
    [
        "change vs. previous year",
        "% change vs. prev. year",
        "change vs. year before",
        "change against prior-year (%)",
        "change from year earlier, %",
        "change vs. previous-year average",
        "in % vs. year ago",
    ],
)
def test_change_on_the_year_before_is_the_unit_of_growth(spanner):
    sheet = Sheet()
    for middle, name in ((270, "Real GDP"), (420, "Consumer prices")):
        sheet.text(middle, 60, name, align="centre")
        sheet.text(middle, 70, spanner, align="centre", size=7)
    sheet.row(82, None, ["2025", "2026", "2027"] * 2, XS)
    sheet.row(94, "Germany", [0.3, 1.1, 1.5, 2.2, 1.9, 2.1], XS)
    got = read(sheet.row(106, "France", [0.7, 0.9, 1.2, 1.0, 1.6, 1.8], XS))
    assert told(got["0.9"]) == ("gdp_growth", "FR", "2026", "annual_avg")
    assert told(got["1.9"]) == ("cpi_inflation", "DE", "2026", "annual_avg")


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("change vs. previous forecast", Reason.DIFFERENCE),
        ("change vs. 2024", Reason.DIFFERENCE),
        ("revision vs. last quarter", Reason.DIFFERENCE),
        ("Month ago", Kind.PREVIOUS),
        ("Last month's average", Kind.PREVIOUS),
        ("Previous year's forecast", Kind.PREVIOUS),
    ],
)
def test_comparison_with_another_round_stays_one(header, kind):
    assert said_of_kind(header, header=True) is kind


def blocks(*headings):
    """Set the same two rows under each heading, with figures that tell the blocks apart."""
    sheet = Sheet().text(60, 60, "United States", bold=True)
    sheet.row(74, None, ["2025", "2026", "2027"], XS[:3])
    for at, heading in enumerate(headings):
        top = 86 + 36 * at
        sheet.text(60, top, heading, bold=True)
        sheet.row(top + 12, "GDP growth", [1.1 + at, 1.2 + at, 1.3 + at], XS[:3], indent=8)
        sheet.row(top + 24, "CPI inflation", [5.1 + at, 5.2 + at, 5.3 + at], XS[:3], indent=8)
    return read(sheet)


def test_blocks_beside_the_baseline_are_scenarios_whatever_they_are_called():
    got = blocks("Baseline", "Fragmented world", "A lift from new machines")
    kinds = [str(got[text].kind) for text in ("1.2", "2.2", "3.2")]
    assert kinds == ["forecast", "scenario", "scenario"]


def test_blocks_of_countries_are_no_scenarios():
    got = blocks("Baseline", "Germany")
    assert (str(got["2.2"].kind), got["2.2"].region) == ("forecast", "DE")
