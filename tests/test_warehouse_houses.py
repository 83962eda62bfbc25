"""What one house says, where it stands, and what it changed between two editions."""

from datetime import date

import pytest

from tests.warehouse_builders import forecast, keep
from warehouse import queries
from warehouse.house_ids import find_house, house_id
from warehouse.store import Warehouse

ASOF = date(2026, 5, 1)


@pytest.fixture
def warehouse():
    with Warehouse.open(":memory:") as opened:
        yield opened


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("J.P. Morgan", "j-p-morgan", id="points"),
        pytest.param("S&P Global", "s-p-global", id="ampersand"),
        pytest.param("Société Générale", "societe-generale", id="accents"),
        pytest.param("中金公司", "中金公司", id="other alphabets stay"),
    ],
)
def test_a_house_has_an_id(name, expected):
    assert house_id(name) == expected


@pytest.mark.parametrize("text", ["goldman-sachs", "GS", "Goldman Sachs Research"])
def test_every_name_of_a_house_finds_it(text):
    assert find_house(text) == "Goldman Sachs"


def test_a_house_that_only_reports_name_is_found_by_its_spelling():
    assert find_house("acme-capital", others=["Acme Capital"]) == "Acme Capital"
    assert find_house("acme-capital") is None


def test_places_count_houses_above_and_below(warehouse, tmp_path):
    for house, value in (("HSBC", 2.0), ("UBS", 2.5), ("Barclays", 2.5), ("Vanguard", 1.0)):
        keep(warehouse, tmp_path, house, forecast(house, value), publisher=house)
    keep(warehouse, tmp_path, "else", forecast("UBS", 3.0, region="EA"), publisher="UBS")
    (row,) = queries.house_places(warehouse.cursor(), "HSBC", asof=ASOF).to_dicts()
    assert (row["n"], row["above"], row["below"], row["median"]) == (4, 2, 1, 2.25)


def test_a_figure_in_review_has_a_place_and_moves_no_median(warehouse, tmp_path):
    for house, value in (("UBS", 2.5), ("Barclays", 2.5), ("Vanguard", 1.0)):
        keep(warehouse, tmp_path, house, forecast(house, value), publisher=house)
    keep(warehouse, tmp_path, "HSBC", forecast("HSBC", 9.0, status="review"), publisher="HSBC")
    (row,) = queries.house_places(warehouse.cursor(), "HSBC", asof=ASOF).to_dicts()
    assert (row["n"], row["above"], row["below"], row["median"]) == (3, 0, 3, 2.5)


def test_the_list_of_houses_counts_extremes_and_topics(warehouse, tmp_path):
    for house, value in (("HSBC", 2.0), ("UBS", 2.5), ("Vanguard", 1.0)):
        keep(warehouse, tmp_path, house, forecast(house, value), publisher=house)
    found = {row["institution"]: row for row in queries.houses(warehouse.cursor()).to_dicts()}
    assert {house: row["extremes"] for house, row in found.items()} == {
        "HSBC": 0, "UBS": 1, "Vanguard": 1,
    }  # fmt: skip
    assert found["UBS"]["topics"] == ["gdp_growth US"]
    assert found["UBS"]["reports"] == 1


def test_a_house_without_a_figure_stands_in_the_list(warehouse, tmp_path):
    keep(warehouse, tmp_path, "silent", publisher="PIMCO")
    (row,) = queries.houses(warehouse.cursor(), asof=ASOF).to_dicts()
    assert (row["institution"], row["figures"], row["newest"]) == ("PIMCO", 0, date(2026, 1, 5))


def diff(warehouse, tmp_path, old, new):
    older = keep(warehouse, tmp_path, "old", *old, published=date(2025, 12, 1))
    newer = keep(warehouse, tmp_path, "new", *new, published=date(2026, 3, 1))
    rows = queries.edition_diff(warehouse.cursor(), "HSBC", newer=newer, older=older).to_dicts()
    return [(row["role"], row["before_low"], row["low"], row["change"]) for row in rows]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param([forecast(low=2.0)], [forecast(low=2.5)], ("changed", 2.0, 2.5, 0.5),
                     id="changed"),
        pytest.param([forecast(low=2.0)], [forecast(low=2.0)], ("unchanged", 2.0, 2.0, 0.0),
                     id="unchanged"),
        pytest.param([], [forecast(low=2.0)], ("new", None, 2.0, None), id="new"),
        pytest.param([forecast(low=2.0)], [], ("vanished", 2.0, None, None), id="vanished"),
    ],
)  # fmt: skip
def test_a_figure_is_changed_new_vanished_or_unchanged(warehouse, tmp_path, old, new, expected):
    assert diff(warehouse, tmp_path, old, new) == [expected]


def test_unlike_definitions_are_not_set_against_each_other(warehouse, tmp_path):
    found = diff(warehouse, tmp_path, [forecast(low=2.0)], [forecast(low=2.5, measure="q4q4")])
    assert sorted(role for role, *_ in found) == ["new", "vanished"]


def test_horizons_counted_from_publication_are_not_set_against_each_other(warehouse, tmp_path):
    moving = {"indicator": "fx_rate", "region": "EURUSD", "period": "12M", "unit": "level",
              "measure": "year_end"}  # fmt: skip
    found = diff(warehouse, tmp_path, [forecast(low=1.2, **moving)], [forecast(low=1.3, **moving)])
    assert sorted(role for role, *_ in found) == ["new", "vanished"]


def test_what_others_report_of_a_house_is_no_edition_of_it(warehouse, tmp_path):
    keep(warehouse, tmp_path, "roundup", forecast("HSBC", 2.0), publisher="Reuters")
    assert queries.house_editions(warehouse.cursor(), "HSBC", asof=ASOF).is_empty()
