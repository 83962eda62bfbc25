from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from dashboard_frames import words_of
from dashboard_samples import warehouse_of_samples
from test_dashboard_panels_stances import said
from warehouse_builders import forecast, keep, report_of

from dashboard.figures.texts import text_px
from dashboard.panels.bankruptcies import BANKRUPTCIES
from dashboard.panels.stances import STANCES
from dashboard.selection import Selection
from warehouse.store import Warehouse
from warehouse.vocabulary import Tilt

ASOF = date(2026, 4, 30)


@pytest.fixture(scope="module")
def warehouse():
    with warehouse_of_samples(names=("allianz-2025-12.pdf", "schroders-2025-12.pdf")) as opened:
        yield opened


def view(warehouse, query="asof=2026-04-30"):
    return BANKRUPTCIES.view(warehouse.cursor(), Selection.from_query(query), today=ASOF)


def test_realised_changes_of_the_forecast_regions_stand_beside_and_are_not_counted(warehouse):
    shown = view(warehouse)
    realised = shown.frame.filter(block="realised")
    assert realised["region"].unique().to_list() == ["WORLD"]
    assert not realised["counted"].any()
    assert "Realised: World 2024 +10%." in shown.summary
    assert shown.n == 1


def test_nothing_is_realised_before_it_is_known(warehouse):
    early = view(warehouse, "asof=2025-12-31&region=DE")
    late = view(warehouse, "asof=2026-04-30&region=DE")
    years = [set(each.frame.filter(block="realised")["period"]) for each in (early, late)]
    assert "2025" not in years[0]
    assert "2025" in years[1]


def test_leanings_on_credit_open_their_words(warehouse):
    shown = view(warehouse)
    leanings = shown.frame.filter(block="credit")
    assert {"High-yield credit", "Private credit"} <= set(leanings["asset_name"])
    opened = {entry[0] for t in shown.figure["data"] for entry in t.get("customdata", [])}
    assert set(leanings["forecast_id"]) <= opened
    told = shown.table.filter(shown.table["what"] == "leaning on credit")
    assert set(told["forecast_id"]) == set(leanings["forecast_id"])


def test_a_leaning_whose_successor_is_overdue_is_left_out(warehouse):
    assert view(warehouse, "asof=2027-12-31").frame.filter(block="credit").is_empty()


def test_a_default_rate_alone_is_told_as_such(tmp_path):
    rate = forecast(
        "S&P Global", 4.0, indicator="default_rate", period="2026-09", measure="year_end"
    )
    with Warehouse.open(":memory:") as opened:
        keep(opened, tmp_path, "credit", rate, publisher="S&P Global")
        assert view(opened).finding == (
            "No house prints insolvencies; S&P Global has US default rates at 4.0% in Sep 2026"
        )


def test_what_came_alone_does_not_fill_an_empty_panel():
    with Warehouse.open(":memory:") as opened:
        shown = view(opened)
    assert shown.frame.filter(block="realised").height
    assert shown.empty == "No report has been read yet. Add one on the upload page."


def test_a_fall_leaves_room_for_its_label_and_note(warehouse):
    figure = view(warehouse, "asof=2026-04-30&region=UK").figure
    spans = [axis["range"] for name, axis in figure["layout"].items() if name.startswith("xaxis")]
    plot = 720 - figure["layout"]["margin"]["l"] - figure["layout"]["margin"]["r"]
    rooms = [(-5 - low) / (high - low) * plot for low, high in spans if low < -5]
    assert rooms
    assert min(rooms) > text_px("−5%  Insolvency Service")


def test_a_leaning_that_two_reports_state_stands_once_and_keeps_its_capitals(warehouse):
    shown = view(warehouse)
    leanings = shown.frame.filter(block="credit")
    assert leanings.select("institution", "region", "asset_name", "tilt").is_unique().all()
    assert "aAA" not in shown.summary


def test_regions_with_years_have_a_block_each_on_one_scale(tmp_path):
    shape = {"indicator": "bankruptcies_growth"}
    rows = [
        forecast("Allianz", low, region=region, period=period, kind=kind, **shape)
        for region, period, low, kind in (
            ("WORLD", "2026", 5.0, "forecast"), ("WORLD", "2027", -1.0, "forecast"),
            ("DE", "2026", 10.0, "forecast"), ("DE", "2026", 14.0, "scenario"),
            ("US", "2027", 4.0, "forecast"),
        )
    ]  # fmt: skip
    with Warehouse.open(":memory:") as opened:
        keep(opened, tmp_path, "paths", *rows, publisher="Allianz", published=date(2026, 4, 1))
        shown = view(opened)
    layout = shown.figure["layout"]
    titles = {n["text"] for n in layout["annotations"] if n["font"].get("weight")}
    assert {"World", "Germany", "United States"} <= titles
    blocks = sorted(name for name in layout if name.startswith("xaxis"))
    ranges = {tuple(layout[name]["range"]) for name in blocks[:3]}
    assert len(ranges) == 1
    words = words_of(shown.figure)
    assert "2026\n" in words
    assert "Insolvencies, change on the year before" not in words
    dashed = [s for s in layout["shapes"] if s["line"].get("dash") == "3px,2px"]
    assert len(dashed) == 1


def test_the_same_word_twice_is_one_line_with_both_pages(tmp_path):
    first = said(Tilt.OVERWEIGHT, house="HSBC", asset="investment_grade")
    again = said(Tilt.OVERWEIGHT, house="HSBC", asset="investment_grade", at=200.0)
    second = replace(again, evidence=replace(again.evidence, page=8, quote="Again."))
    original = tmp_path / "roundup.pdf"
    original.write_bytes(b"%PDF-1.7 roundup")
    run = report_of(original, published=None)
    with Warehouse.open(":memory:") as opened:
        opened.store(replace(run, stances=(first, second)), original=original,
                     recorded_at=datetime(2026, 4, 1))  # fmt: skip
        credit = view(opened).frame.filter(block="credit")
        stances = STANCES.view(opened.cursor(), Selection(asof=ASOF), today=ASOF)
    assert credit["pages"].to_list() == ["p. 1, p. 8"]
    assert stances.table["page"].to_list() == ["p. 1 and p. 8"]
    assert "(p. 8)" in stances.table["quote"][0]
    assert "no date, p. 1 and p. 8" in str(stances.figure["data"])
    assert "1 without a date, from its day of reading on" in stances.footer
