"""The panel of stances: assets by houses, who is alone, and what is shown without being counted."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from dashboard_frames import words_of
from warehouse_builders import report_of

from dashboard.panels.stances import STANCES
from dashboard.panels.stances_frame import lines_of
from dashboard.selection import Selection
from warehouse.records import AllocationStance, Box, Evidence
from warehouse.store import Warehouse
from warehouse.vocabulary import Role, Status, Tilt

ASOF = date(2026, 4, 30)
OVER, UNDER, NEUTRAL = Tilt.OVERWEIGHT, Tilt.UNDERWEIGHT, Tilt.NEUTRAL


def said(tilt, *, house, asset="gold", region="", status=Status.ACCEPTED, at=10.0):
    box = Box(1, at, 20.0, at + 50, 30.0, Role.VALUE, str(tilt))
    quote = f"{house} is {tilt} {asset}."
    return AllocationStance(
        house, asset, asset, region, tilt, None, "", status, 0.9, (), Evidence(1, quote, (box,)),
        "prose",
    )  # fmt: skip


@pytest.fixture
def view_of(tmp_path):
    """Return a function from stances, by day of publication, to the panel's view."""

    def build(*editions, **chosen):
        with Warehouse.open(":memory:") as warehouse:
            for number, (published, stances) in enumerate(editions):
                original = tmp_path / f"{number}.pdf"
                original.write_bytes(b"%PDF-1.7 " + str(number).encode())
                run = replace(report_of(original, published=published), stances=tuple(stances))
                warehouse.store(run, original=original, recorded_at=datetime(2026, 4, 1, number))
            selection = Selection(**({"asof": ASOF} | chosen))
            return STANCES.view(warehouse.cursor(), selection, today=ASOF)

    return build


def test_the_finding_names_who_is_alone_and_the_figure_shows_the_balance(view_of):
    view = view_of(
        (date(2025, 12, 1), [said(OVER, house=h) for h in ("HSBC", "UBS")]),
        (date(2025, 12, 2), [said(UNDER, house="ING")]),
    )
    assert view.finding == "ING stands alone on gold, under against two"
    assert view.n == 3
    text = words_of(view.figure)
    assert "2 · 0 · 1" in text
    hovers = " ".join(str(trace.get("hovertext")) for trace in view.figure["data"])
    assert "on its own: HSBC and UBS over; ING under" in hovers


@pytest.mark.parametrize(
    ("tilts", "finding"),
    [
        ([OVER, OVER], "Both houses that speak of gold are over"),
        ([OVER, UNDER], "Houses split on gold, 1 over and 1 under"),
        ([OVER], "1 house counted on 1 asset, each on its own"),
        ([], "No house says which way it leans on an asset"),
        ([OVER, OVER, NEUTRAL], "H2 stands alone on gold, neutral against two"),
    ],
    ids=["accord", "split", "one house", "none", "neutral alone"],
)
def test_findings_say_only_what_the_rows_prove(view_of, tilts, finding):
    rows = [said(tilt, house=f"H{i}") for i, tilt in enumerate(tilts)]
    assert view_of((date(2025, 12, 1), rows)).finding == finding


def test_a_report_that_says_both_shows_both_and_counts_as_neither(view_of):
    both = [said(OVER, house="HSBC"), said(UNDER, house="HSBC", at=200.0)]
    view = view_of((date(2025, 12, 1), both))
    (line,) = lines_of(view.frame)
    assert [row["tilt"] for row in line.cells["HSBC"]] == ["overweight", "underweight"]
    assert line.balance == (0, 0, 0)
    assert "Said both ways in one report: Gold." in view.footer


def test_the_newest_edition_speaks(view_of):
    view = view_of(
        (date(2025, 6, 1), [said(UNDER, house="HSBC")]),
        (date(2025, 12, 1), [said(OVER, house="HSBC")]),
    )
    assert view.table["leaning"].to_list() == ["overweight"]


@pytest.mark.parametrize(
    ("published", "status", "why"),
    [
        (date(2025, 12, 1), Status.REVIEW, "no: awaiting review"),
        (date(2023, 1, 1), Status.ACCEPTED, "no: published more than 15 months ago"),
    ],
    ids=["review", "old"],
)
def test_what_is_not_counted_is_shown_and_said(view_of, published, status, why):
    view = view_of((published, [said(OVER, house="HSBC", status=status)]))
    assert view.table["counted"].to_list() == [why]
    assert view.n == 0
    assert view.empty is None
    assert "HSBC" in words_of(view.figure)


def test_before_the_first_report_the_panel_says_so(view_of):
    view = view_of((date(2025, 12, 1), [said(OVER, house="HSBC")]), asof=date(2020, 1, 1))
    assert view.empty.startswith("No report had come out by 1 Jan 2020.")


def test_age_and_houses_filter(view_of):
    editions = (
        (date(2025, 12, 1), [said(OVER, house="HSBC")]),
        (date(2026, 4, 1), [said(OVER, house="UBS")]),
    )
    assert view_of(*editions, age=3).table["house"].to_list() == ["UBS"]
    assert view_of(*editions, institutions=("HSBC",)).table["house"].to_list() == ["HSBC"]


@pytest.mark.parametrize("width", ["wide", "medium", "narrow"])
def test_forty_houses_stand_in_blocks(view_of, width):
    rows = [said(OVER, house=f"House {i:02}") for i in range(40)]
    figure = view_of((date(2025, 12, 1), rows)).draw(width=width)
    opened = {entry[0] for trace in figure["data"] for entry in trace.get("customdata", [])}
    assert len(opened) == 40


def test_the_key_keeps_together_at_any_width(view_of):
    figure = view_of((date(2025, 12, 1), [said(OVER, house="HSBC")])).figure
    glyphs = [shape for shape in figure["layout"]["shapes"] if shape.get("xsizemode") == "pixel"]
    assert len(glyphs) == len(("over", "plus", "neutral", "minus", "under", "review"))
    assert {shape["xref"] for shape in glyphs} == {"paper"}
    keys = [note for note in figure["layout"]["annotations"] if note["text"] == "underweight"]
    assert keys[0]["xref"] == "paper"


def test_the_footer_says_how_many_of_those_shown_are_counted(view_of):
    waiting = said(OVER, house="UBS", status=Status.REVIEW)
    view = view_of((date(2025, 12, 1), [said(OVER, house="HSBC"), waiting]))
    assert view.footer.startswith("n = 1 counted of 2 houses shown.")
