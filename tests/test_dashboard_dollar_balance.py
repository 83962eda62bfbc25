from __future__ import annotations

from datetime import date

import pytest
from warehouse_builders import forecast, keep

from dashboard.panels import PANELS
from dashboard.panels.dollar_balance import DOLLAR_BALANCE
from dashboard.selection import Selection
from warehouse.store import Warehouse

ASOF = date(2026, 4, 10)


@pytest.fixture
def warehouse(tmp_path):
    with Warehouse.open(":memory:") as opened:
        for house, day, stance in (
            ("HSBC", date(2025, 12, 10), "up"),
            ("UBS", date(2025, 12, 20), "down"),
            ("HSBC", date(2026, 2, 10), "down"),
            ("BNP Paribas", date(2026, 3, 5), "flat"),
        ):
            row = forecast(
                house, None, stance=stance, region="DXY", indicator="fx_rate", measure="other"
            )
            keep(opened, tmp_path, f"{house} {day}", row, publisher=house, published=day)
        yield opened


def view(warehouse, query=""):
    return DOLLAR_BALANCE.view(warehouse.cursor(), Selection.from_query(query), today=ASOF)


def test_the_finding_says_the_balance_then_and_now_and_who_changed_sides(warehouse):
    assert view(warehouse).finding == (
        "On balance the houses lean to a weaker dollar in 2026: −2 of 3 houses, from 0 of 2 in "
        "Dec 2025; HSBC changed sides"
    )


def test_an_even_balance_and_a_single_house_are_said_as_such(warehouse):
    early = view(warehouse, "asof=2025-12-31&period=2026").finding
    assert early == "The houses are evenly balanced on the dollar in 2026: 0 of 2 houses"
    assert view(warehouse, "institution=UBS").finding == (
        "One house counts on the dollar in 2026: UBS, weaker, in its report of 20 Dec 2025"
    )


def test_the_words_tell_every_date_and_the_turn(warehouse):
    assert view(warehouse).summary == (
        "Stronger minus weaker: Dec 2025 0 of 2 houses; Jan 2026 0 of 2 houses; Feb 2026 −2 of 2 "
        "houses; Mar 2026 −2 of 3 houses; Apr 2026 −2 of 3 houses. "
        "Changed sides: HSBC from stronger to weaker in Feb 2026."
    )


def test_a_house_without_a_side_counts_in_n(warehouse):
    shown = view(warehouse)
    assert shown.n == 3
    assert "Counted in n and on neither side: BNP Paribas flat." in shown.footer


def test_every_call_and_every_turn_can_be_opened(warehouse):
    shown = view(warehouse)
    diamonds = [t for t in shown.figure["data"] if t.get("marker", {}).get("symbol") == "diamond"]
    assert [t["x"] for t in diamonds] == [[2.0]]
    opened = {entry[0] for t in shown.figure["data"] for entry in t.get("customdata", [])}
    sided = shown.frame.filter(shown.frame["vote"] != "flat")
    assert opened == set(sided["forecast_id"])


def test_n_stands_under_every_column(warehouse):
    texts = [note["text"] for note in view(warehouse).figure["layout"]["annotations"]]
    assert [text for text in texts if text in "123"] == ["2", "2", "2", "3", "3"]


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("asof=2020-01-01", "No report had come out by 1 Jan 2020."),
        ("period=2031", "No house has a dated call on the dollar in 2031 that counts."),
        ("region=EURUSD", "No house has a dated call on EUR/USD that says anything"),
    ],
    ids=["before the first report", "no call", "another currency"],
)
def test_an_empty_balance_says_why(warehouse, query, why):
    assert view(warehouse, query).empty.startswith(why)
    assert view(warehouse, query).n == 0


def test_the_table_has_each_call_on_each_date_newest_first(warehouse):
    table = view(warehouse).table
    assert table["day"][0] == "10 Apr 2026"
    assert table.filter(table["house"] == "HSBC")["dollar"].to_list() == [
        *["weaker"] * 3,
        *["stronger"] * 2,
    ]
    assert table["rests on"].unique().to_list() == ["US dollar"]


def test_the_balance_of_one_currency_is_its_own(warehouse, tmp_path):
    for house, stance in (("HSBC", "up"), ("ING", "down")):
        row = forecast(house, None, stance=stance, region="EURUSD", indicator="fx_rate",
                       measure="other")  # fmt: skip
        keep(warehouse, tmp_path, f"{house} euro", row, publisher=house,
             published=date(2026, 3, 1))  # fmt: skip
    euro = view(warehouse, "region=EURUSD")
    assert euro.finding == (
        "The houses are evenly balanced on the dollar against the euro in 2026: 0 of 2 houses, "
        "from 0 of 2 in Mar 2026"
    )
    assert "stronger against the euro minus" in euro.subtitle
    assert view(warehouse, "region=DXY").n == 3


def test_late_in_a_year_the_next_one_is_asked_about(warehouse, tmp_path):
    for house in ("HSBC", "UBS", "ING", "Nomura"):
        row = forecast(house, None, stance="down", region="DXY", indicator="fx_rate",
                       period="2027", measure="other")  # fmt: skip
        keep(warehouse, tmp_path, f"{house} 2027", row, publisher=house,
             published=date(2026, 12, 5))  # fmt: skip
    for panel in ("dollar", "dollar-balance", "dollar-consistency"):
        years = {
            day: PANELS[panel].view(warehouse.cursor(), Selection(), today=day).shown.period
            for day in (ASOF, date(2026, 12, 31))
        }
        assert list(years.values()) == ["2026", "2027"]
