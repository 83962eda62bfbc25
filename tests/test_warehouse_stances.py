"""Leanings on assets in the warehouse: kept with their run, asked with both clocks."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from warehouse_builders import report_of

from warehouse import queries
from warehouse.assets import asset_by_code, assets
from warehouse.errors import WarehouseError
from warehouse.records import AllocationStance, Box, Evidence
from warehouse.reference import fold
from warehouse.store import Warehouse
from warehouse.vocabulary import Role, Status, Tilt, TiltChange


def stance(tilt=Tilt.OVERWEIGHT, *, house="HSBC", asset="equities", region="US", page=1):
    """Return a stance at one place."""
    box = Box(page, 10.0, 20.0, 60.0, 30.0, Role.VALUE, "overweight")
    return AllocationStance(
        house, asset, "US stocks", region, tilt, TiltChange.KEPT, "2026", Status.ACCEPTED, 0.9,
        (), Evidence(page, "We remain overweight US stocks.", (box,)), "prose",
    )  # fmt: skip


@pytest.fixture
def warehouse():
    """Return an empty warehouse in memory."""
    with Warehouse.open(":memory:") as opened:
        yield opened


def store(warehouse, folder, name, *stances, published, recorded_at, publisher="HSBC"):
    """Store a report that states nothing but stances; return its SHA-256."""
    original = folder / f"{name}.pdf"
    original.write_bytes(b"%PDF-1.7 " + name.encode())
    run = replace(report_of(original, publisher=publisher, published=published), stances=stances)
    warehouse.store(run, original=original, recorded_at=recorded_at)
    return run.report.sha256


def test_stances_are_stored_with_their_boxes(warehouse, tmp_path):
    both = (stance(), stance(Tilt.NEUTRAL, asset="gold", region=""))
    day = date(2025, 12, 1)
    sha256 = store(warehouse, tmp_path, "a", *both, published=day, recorded_at=datetime(2026, 1, 1))
    rows = queries.report_stances(warehouse.cursor(), sha256).rows(named=True)
    assert [(r["asset_name"], r["tilt"], r["change"]) for r in rows] == [
        ("Equities", "overweight", "kept"),
        ("Gold", "neutral", "kept"),
    ]
    boxes = queries.page_boxes(warehouse.cursor(), sha256, 1)
    assert {r["stance_id"] for r in rows} <= {box["owner_id"] for box in boxes}


def test_the_newest_report_of_a_house_speaks(warehouse, tmp_path):
    for name, tilt, month in (("old", Tilt.UNDERWEIGHT, 6), ("new", Tilt.OVERWEIGHT, 12)):
        moment = datetime(2025, month, 2)
        day = date(2025, month, 1)
        store(warehouse, tmp_path, name, stance(tilt), published=day, recorded_at=moment)
    cur = warehouse.cursor()
    assert queries.stances(cur, asset="equities")["tilt"].to_list() == ["overweight"]
    before = queries.stances(cur, asof=date(2025, 7, 1))["tilt"].to_list()
    assert before == queries.stances(cur, known=datetime(2025, 7, 1))["tilt"].to_list()
    assert before == ["underweight"]


@pytest.mark.parametrize(
    ("publisher", "day"),
    [
        pytest.param(None, None, id="an undated round-up"),
        pytest.param("UBS", date(2026, 2, 1), id="a later report of another house"),
        pytest.param("HSBC", None, id="a report of its own without a date"),
    ],
)
def test_what_a_house_said_itself_and_dated_stands(warehouse, tmp_path, publisher, day):
    own, later = datetime(2025, 12, 2), datetime(2026, 3, 1)
    store(warehouse, tmp_path, "own", stance(), published=date(2025, 12, 1), recorded_at=own)
    other = stance(Tilt.UNDERWEIGHT)
    store(
        warehouse, tmp_path, "other", other, publisher=publisher, published=day, recorded_at=later
    )
    rows = queries.stances(warehouse.cursor(), asset="equities")
    assert rows["tilt"].to_list() == ["overweight"]


def test_where_a_house_has_no_report_of_its_own_another_speaks_for_it(warehouse, tmp_path):
    moment = datetime(2026, 3, 1)
    store(warehouse, tmp_path, "a", stance(), publisher=None, published=None, recorded_at=moment)
    rows = queries.stances(warehouse.cursor(), asset="equities")
    assert rows["second_hand"].to_list() == [True]


def test_every_asset_is_named_once():
    owners = {}
    for asset in assets():
        for name in asset.names:
            owners.setdefault(fold(name), set()).add((asset.code, asset.region))
    assert {name: sorted(keys) for name, keys in owners.items() if len(keys) > 1} == {}
    places = [(asset.code, asset.region) for asset in assets()]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(("code", "name"), [("equities", "Equities"), ("gold", "Gold")])
def test_an_asset_goes_by_its_general_name(code, name):
    assert asset_by_code()[code].name == name


def correct(warehouse, sha256, field, old, new):
    """Correct the first stance of a report, as it stands."""
    row = queries.report_stances(warehouse.cursor(), sha256).row(0, named=True)
    warehouse.correct(
        sha256, place=row["place"], field=field, old=old, new=new, author="Ann",
        why="the page says so",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("tilt", "overweight", "neutral"),
        ("asset", "equities", "small_caps"),
        ("region", "US", ""),
        ("institution", "HSBC", "UBS"),
        ("change", "kept", None),
        ("horizon", "2026", "6M"),
    ],
)
def test_a_correction_outlives_a_new_reading(warehouse, tmp_path, field, old, new):
    day, moment = date(2025, 12, 1), datetime(2026, 1, 1)
    sha256 = store(warehouse, tmp_path, "a", stance(), published=day, recorded_at=moment)
    correct(warehouse, sha256, field, old, new)
    store(warehouse, tmp_path, "a", stance(), published=day, recorded_at=datetime(2026, 2, 1))
    [row] = queries.report_stances(warehouse.cursor(), sha256).rows(named=True)
    assert (row[field], row["confidence"], row["status"]) == (new, 1.0, "accepted")
    assert row["reasons"] == ["Corrected by Ann: the page says so"]
    [before] = queries.report_stances(warehouse.cursor(), sha256, known=datetime(2026, 1, 2)).rows(
        named=True
    )
    assert before[field] == old


def test_a_withdrawn_stance_is_gone(warehouse, tmp_path):
    day, moment = date(2025, 12, 1), datetime(2026, 1, 1)
    sha256 = store(warehouse, tmp_path, "a", stance(), published=day, recorded_at=moment)
    correct(warehouse, sha256, "status", "accepted", "withdrawn")
    assert queries.stances(warehouse.cursor()).is_empty()


def test_a_figure_field_of_a_stance_cannot_be_corrected(warehouse, tmp_path):
    day, moment = date(2025, 12, 1), datetime(2026, 1, 1)
    sha256 = store(warehouse, tmp_path, "a", stance(), published=day, recorded_at=moment)
    with pytest.raises(WarehouseError, match="'low' can't be corrected; one of institution, asset"):
        correct(warehouse, sha256, "low", "1", "2")
