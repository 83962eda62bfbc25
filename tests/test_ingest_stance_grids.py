"""Grids of house views: marks, words, signs, earlier views, houses."""

import pytest
from stance_grids import marked, sheet, table

from ingest.extraction import extract

EDGES = (220, 290, 360, 430, 490)
FIVE = ("Strong UW", "UW", "Neutral", "OW", "Strong OW")
DOTS = sheet(
    "Asset allocation monitor",
    *marked(
        EDGES, FIVE, ("Equities", None), ("United States", 3), ("Euro area", 2), ("Japan", 4),
        ("Emerging markets", 1), ("Fixed income", None), ("Government bonds", 2),
        ("Investment grade", 3), ("High yield", 0), ("Gold", 3),
    ),
)  # fmt: skip
WORDS = sheet(
    "Tactical views",
    *table(
        (50, 220, 310, 400),
        ("Asset", "Previous", "Current", "Comment"),
        ("US equities", "Neutral", "Overweight", "Earnings hold up"),
        ("European equities", "Overweight", "Neutral", "Tariffs weigh"),
        ("US Treasuries", "Neutral", "Neutral", "Range bound"),
        ("High yield bonds", "Neutral", "Underweight", "Spreads thin"),
    ),
)
SCORES = sheet(
    "Conviction scores (-2 to +2)",
    *table(
        (50, 260, 330),
        ("Asset", "Score", "Change"),
        ("Global equities", "+1", "0"),
        ("US small caps", "+2", "+1"),
        ("Japanese equities", "0", "-1"),
        ("Commodities", "-2", "-1"),
    ),
)
SIDES = sheet(
    "House positioning",
    *table(
        (50, 220, 310, 500),
        ("Equities", "", "Fixed income", ""),
        ("United States", "OW", "US Treasuries", "N"),
        ("Europe ex UK", "N", "Gilts", "OW"),
        ("UK", "UW", "High yield", "UW"),
    ),
)
MONTHS = sheet(
    "Asset class views",
    *table(
        (50, 230, 300, 370),
        ("Asset class", "Nov 25", "Dec 25", "Rationale"),
        ("Equities",),
        ("US", "=", "+", "Solid profits"),
        ("Europe", "+", "=", "Trade risk"),
        ("Bonds",),
        ("Euro investment grade", "+", "+", "Carry"),
        ("Euro high yield", "-", "--", "Tight spreads"),
    ),
)
HOUSES = sheet(
    "What the houses say",
    *table(
        (50, 180, 280, 380),
        ("House", "US equities", "Gold", "Duration"),
        ("HSBC", "Overweight", "Overweight", "Neutral"),
        ("Barclays", "Neutral", "Overweight", "Underweight"),
    ),
    house="",
)


@pytest.mark.parametrize(
    ("pdf", "wanted"),
    [
        pytest.param(
            DOTS,
            "UBS overweight equities US; UBS neutral equities EA; UBS overweight equities JP; "
            "UBS underweight equities EM; UBS neutral government_bonds; UBS overweight "
            "investment_grade; UBS underweight high_yield; UBS overweight gold",
            id="dots under heads, regions within a section",
        ),
        pytest.param(
            WORDS,
            "UBS overweight equities US; UBS neutral equities EU; UBS neutral government_bonds US; "
            "UBS underweight high_yield",
            id="the earlier view stands beside",
        ),
        pytest.param(
            SCORES,
            "UBS overweight equities; UBS overweight small_caps US; UBS neutral equities JP; "
            "UBS underweight commodities",
            id="scores, and their changes",
        ),
        pytest.param(
            SIDES,
            "UBS overweight equities US; UBS neutral government_bonds US; UBS neutral equities EU; "
            "UBS overweight government_bonds UK; UBS underweight equities UK; "
            "UBS underweight high_yield",
            id="two side by side",
        ),
        pytest.param(
            MONTHS,
            "UBS overweight equities US; UBS neutral equities EU; "
            "UBS overweight investment_grade EA; UBS underweight high_yield EA",
            id="months over the columns",
        ),
        pytest.param(
            HOUSES,
            "HSBC overweight equities US; HSBC overweight gold; HSBC neutral duration; "
            "Barclays neutral equities US; Barclays overweight gold; Barclays underweight duration",
            id="a row for each house",
        ),
    ],
)
def test_reads_a_grid(pdf, wanted):
    read = (f"{s.institution} {s.tilt} {s.asset} {s.region}".strip() for s in extract(pdf).stances)
    assert sorted(read) == sorted(wanted.split("; "))


def test_an_earlier_view_tells_the_change():
    changes = {(s.asset, s.region): str(s.change) for s in extract(WORDS).stances}
    assert changes["equities", "US"] == "raised"
    assert changes["equities", "EU"] == changes["high_yield", ""] == "cut"
    assert changes["government_bonds", "US"] == "kept"


def test_a_table_of_returns_is_no_grid():
    rows = (("US equities", "+12.1%"), ("Gold", "+41.0%"), ("Oil", "-14.2%"), ("Cash", "+2.0%"))
    assert extract(sheet("Performance", *table((50, 260), *rows))).stances == ()


def test_signs_that_nothing_explains_wait_for_a_person():
    rows = (("US equities", "+"), ("Gold", "-"), ("Oil", "+"), ("Cash", "-"))
    found = extract(sheet("Some assets", *table((50, 260), *rows))).stances
    assert {str(s.status) for s in found} == {"review"}


def test_every_row_of_a_grid_has_its_places():
    for stance in extract(DOTS).stances:
        roles = [str(box.role) for box in stance.evidence.boxes]
        assert roles == ["value", "row_label", "column_header"]
        assert stance.evidence.boxes[1].text in stance.evidence.quote
