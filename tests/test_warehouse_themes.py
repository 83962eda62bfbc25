"""Themes in the reference data and the warehouse: kept with their run, asked by both clocks."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from warehouse_builders import report_of

from ingest.themes.phrases import plain
from warehouse import queries
from warehouse import themes as reference
from warehouse.errors import WarehouseError
from warehouse.records import Box, Evidence, ThemeMention
from warehouse.reference import clashing_names
from warehouse.store import Warehouse
from warehouse.themes import theme_by_code, themes
from warehouse.vocabulary import Role, ThemeWeight


def mention(theme="private_credit", *, house="HSBC", weight=ThemeWeight.NAMED, n=3, page=1):
    box = Box(page, 10.0, 20.0, 60.0, 30.0, Role.VALUE, theme)
    evidence = Evidence(page, f"{house} on {theme}.", (box,))
    return ThemeMention(house, theme, weight, theme, n, evidence)


@pytest.fixture
def warehouse():
    with Warehouse.open(":memory:") as opened:
        yield opened


def store(warehouse, folder, name, found, *, published=date(2025, 12, 1), at=datetime(2026, 1, 1)):
    original = folder / f"{name}.pdf"
    original.write_bytes(b"%PDF-1.7 " + name.encode())
    run = replace(report_of(original, published=published), themes=found)
    warehouse.store(run, original=original, recorded_at=at)
    return run.report.sha256


def test_no_two_themes_claim_the_same_phrase():
    named = [(t.code, tuple(plain(p) for p in (*t.phrases, *t.excluded))) for t in themes()]
    assert clashing_names(named) == {}


def test_codes_and_names_are_unique():
    assert len(theme_by_code()) == len(themes())
    assert clashing_names([(t.code, (t.name,)) for t in themes()]) == {}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"phrases": ""}, "must not be empty"),
        ({"phrases": "A"}, "too short"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(monkeypatch, row, problem):
    good = {"code": "x", "name": "X", "group": "G", "phrases": "xx", "excluded": ""}
    monkeypatch.setattr(reference, "reference_rows", lambda _: [good, good | row])
    reference.themes.cache_clear()
    with pytest.raises(WarehouseError, match=f"themes.csv line 3.*{problem}"):
        themes()
    reference.themes.cache_clear()


def test_mentions_are_stored_with_their_boxes_and_lead_to_the_others(warehouse, tmp_path):
    both = (mention(page=1), mention(page=2, weight=ThemeWeight.MENTIONED))
    store(warehouse, tmp_path, "a", both)
    rows = queries.themes(warehouse.cursor(), asof=date(2026, 4, 30)).rows(named=True)
    assert [(r["theme_name"], r["weight"], r["mentions"]) for r in rows] == [
        ("Private credit", "named", 3), ("Private credit", "mentioned", 3),
    ]  # fmt: skip
    found = queries.theme_evidence(warehouse.cursor(), rows[0]["mention_id"])
    assert [box["page"] for box in found["boxes"]] == [1]
    assert [other["mention_id"] for other in found["others"]] == [rows[1]["mention_id"]]
    assert queries.theme_evidence(warehouse.cursor(), "0" * 16) is None


def test_the_newest_report_speaks_and_both_clocks_hold(warehouse, tmp_path):
    old, new = (mention("gold_debasement"),), (mention("robotics"),)
    store(warehouse, tmp_path, "old", old, published=date(2025, 6, 1), at=datetime(2025, 6, 2))
    store(warehouse, tmp_path, "new", new, published=date(2025, 12, 1), at=datetime(2025, 12, 2))

    def at(**clocks):
        return queries.themes(warehouse.cursor(), **clocks)["theme"].to_list()

    assert at(asof=date(2026, 1, 1)) == ["robotics"]
    assert at(asof=date(2025, 7, 1)) == ["gold_debasement"]
    assert at(asof=date(2026, 1, 1), known=datetime(2025, 7, 1)) == ["gold_debasement"]


def test_reports_read_before_themes_were_looked_for_are_told(warehouse, tmp_path):
    store(warehouse, tmp_path, "before", None)
    store(warehouse, tmp_path, "after", ())
    cursor = warehouse.cursor()
    assert queries.reports_without_themes(cursor, asof=date(2026, 4, 30)) == 1
    store(warehouse, tmp_path, "before", (mention(),), at=datetime(2026, 2, 1))
    assert queries.reports_without_themes(cursor, asof=date(2026, 4, 30)) == 0
    known = datetime(2026, 1, 15)
    assert queries.reports_without_themes(cursor, asof=date(2026, 4, 30), known=known) == 1


def test_the_own_report_of_a_house_outdoes_what_others_report_of_it(warehouse, tmp_path):
    own = mention("robotics", house="HSBC")
    store(warehouse, tmp_path, "own", (own,), published=date(2025, 6, 1))
    original = tmp_path / "roundup.pdf"
    original.write_bytes(b"%PDF-1.7 roundup")
    told = (mention("nuclear", house="HSBC"), mention("nuclear", house="UBS"))
    run = report_of(original, published=date(2025, 12, 1), publisher=None)
    warehouse.store(replace(run, themes=told), original=original, recorded_at=datetime(2026, 1, 2))
    rows = queries.themes(warehouse.cursor(), asof=date(2026, 4, 30)).rows(named=True)
    assert {(r["institution"], r["theme"]) for r in rows} == {
        ("HSBC", "robotics"),
        ("UBS", "nuclear"),
    }
