"""The reference files: unique names, no dangling codes, everything the vocabulary needs."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from warehouse import reference
from warehouse.errors import WarehouseError
from warehouse.reference import (
    clashing_names,
    fold,
    indicator_info,
    indicators,
    institution_by_name,
    institutions,
    region_by_code,
    regions,
)
from warehouse.vocabulary import Indicator, InstitutionKind

COLLECTIVES = {"Consensus", "Market pricing", "Unattributed"}


def test_every_name_belongs_to_one_institution():
    assert clashing_names((i.name, i.names) for i in institutions()) == {}


def test_every_name_belongs_to_one_region():
    assert clashing_names((r.code, r.names) for r in regions()) == {}


def test_every_phrase_belongs_to_one_indicator():
    assert clashing_names((i.indicator, i.phrases) for i in indicators()) == {}


def test_every_indicator_of_the_vocabulary_is_described():
    assert {i.indicator for i in indicators()} == set(Indicator)


@pytest.mark.parametrize("info", indicators(), ids=lambda info: info.indicator)
def test_indicator_is_consistent(info):
    assert info.default_measure in info.measures
    assert info.low_bound < info.high_bound
    assert info.default_region in region_by_code() or info.default_region == ""


def test_seats_and_central_banks_exist():
    codes, banks = region_by_code(), institution_by_name()
    assert [i.name for i in institutions() if i.country not in codes] == []
    named = {r.central_bank for r in regions() if r.central_bank}
    assert {name for name in named if banks[name].kind != "central_bank"} == set()


def test_central_bank_of_a_region_sets_its_rate_there():
    by_name = institution_by_name()
    assert by_name["Federal Reserve"].country == "US"
    assert by_name["ECB"].country == "EA"
    assert region_by_code()["DE"].central_bank == "ECB"


def test_codes_are_unique():
    assert len(region_by_code()) == len(regions())
    assert len(institution_by_name()) == len(institutions())
    assert len(indicator_info()) == len(indicators())


def test_pairs_are_made_of_known_currencies():
    currencies = {r.code for r in regions() if r.kind == "currency"} | {"USD"}
    pairs = [r.code for r in regions() if r.kind == "pair"]
    assert [p for p in pairs if {p[:3], p[3:]} - currencies] == []


def test_only_the_three_collectives_are_collective():
    found = {i.name for i in institutions() if i.kind is InstitutionKind.COLLECTIVE}
    assert found == COLLECTIVES


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Türkiye", "TR"),
        ("turkiye", "TR"),
        ("Eurozone", "EA"),
        ("euro area", "EA"),
        ("U.S.", "US"),
        ("Korea", "KR"),
        ("EUR/USD", "EURUSD"),
        ("the dollar", "DXY"),
    ],
)
def test_names_as_printed_lead_to_the_region(printed, code):
    assert [r.code for r in regions() if fold(printed) in map(fold, r.names)] == [code]


def test_bad_row_is_named_by_its_line(monkeypatch):
    rows = [{"name": "Bank X", "kind": "shop", "aliases": "", "country": "US"}]
    monkeypatch.setattr(reference, "reference_rows", lambda _: rows)
    reference.institutions.cache_clear()
    with pytest.raises(WarehouseError, match=r"institutions\.csv line 2.*shop"):
        reference.institutions()
    reference.institutions.cache_clear()


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("column", "known"),
    [("institution", institution_by_name), ("region", region_by_code)],
    ids=["institutions", "regions"],
)
def test_reference_knows_every_name_in_the_labels(column, known):
    folder = Path(__file__).parents[2] / "shared" / "corpus" / "gold"
    if not folder.is_dir():
        pytest.skip("the labelled reports are not in ../shared")
    named = set()
    for labels in folder.glob("*.csv"):
        with labels.open(newline="", encoding="utf-8") as handle:
            named |= {row[column] for row in csv.DictReader(handle)}
    assert named - set(known()) == set()
