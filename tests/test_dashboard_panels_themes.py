"""The panel of themes: who names what, how strongly, and what is only mentioned."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest
from dashboard_frames import words_of
from plotly.utils import PlotlyJSONEncoder
from test_warehouse_themes import mention
from warehouse_builders import report_of

from dashboard.evidence import build_evidence
from dashboard.pages.scene import read_scene
from dashboard.panels.themes import THEMES
from dashboard.selection import Selection
from warehouse.store import Warehouse
from warehouse.vocabulary import ThemeWeight

ASOF = date(2026, 4, 30)
PASSING = ThemeWeight.MENTIONED


@pytest.fixture
def warehouse():
    with Warehouse.open(":memory:") as opened:
        yield opened


@pytest.fixture
def view_of(warehouse, tmp_path):
    """Return a function from mentions to the panel's view of one report that holds them."""

    def build(*found, published=date(2025, 12, 1), themes=(), **chosen):
        original = tmp_path / "a.pdf"
        original.write_bytes(b"%PDF-1.7 a")
        run = replace(report_of(original, published=published), themes=found or themes)
        warehouse.store(run, original=original, recorded_at=datetime(2026, 1, 1))
        selection = Selection(**({"asof": ASOF} | chosen))
        return THEMES.view(warehouse.cursor(), selection, today=ASOF)

    return build


def test_the_finding_counts_the_houses_that_name_a_theme(view_of):
    view = view_of(
        mention(house="HSBC"), mention(house="UBS", page=2), mention("robotics", house="UBS")
    )
    assert view.finding == "Two of two houses name private credit"
    assert "2 houses" in words_of(view.figure)
    assert "UBS alone" in words_of(view.figure)
    assert view.table["said"].to_list() == ["named as a theme"] * 3


def test_houses_without_a_common_theme_are_told_so(view_of):
    view = view_of(mention(house="HSBC"), mention("robotics", house="UBS", page=2))
    assert view.finding == "Two houses name themes, and no two of them the same"


@pytest.mark.parametrize(
    ("weight", "n", "counted"),
    [
        (ThemeWeight.HEADING, 1, "yes"),
        (ThemeWeight.NAMED, 1, "yes"),
        (PASSING, 5, "yes"),
        (PASSING, 4, "no: mentioned in passing, fewer than 5 times"),
        (ThemeWeight.DENIED, 0, "no: the report says that it is not so"),
    ],
)
def test_what_counts_as_naming(view_of, weight, n, counted):
    view = view_of(mention(weight=weight, n=n))
    assert view.table["counted"].to_list() == [counted]
    assert view.n == int(counted == "yes")


def test_an_old_report_is_shown_in_grey_and_not_counted(view_of):
    view = view_of(mention(), published=date(2023, 1, 1))
    assert view.n == 0
    assert "Grey, not counted: 1 published more than 15 months ago." in view.footer


def test_reports_read_before_are_told_where_there_is_nothing_else(view_of):
    view = view_of(themes=None)
    assert "1 report was read before themes were looked for" in view.empty


def test_a_theme_that_left_the_list_keeps_its_code(view_of):
    view = view_of(mention("left_the_list"))
    assert view.table["theme"].to_list() == ["left_the_list"]
    assert words_of(view.figure)


def test_a_mention_opens_its_sentence_in_the_drawer(view_of, warehouse):
    view = view_of(mention(), mention(page=2, weight=PASSING))
    visit = {"path": "/panels/themes", "query": ""}
    scene = read_scene(visit, warehouse=warehouse, today=ASOF, can_upload=False)
    drawer = build_evidence(scene, view.frame["forecast_id"][0])
    text = json.dumps(drawer, cls=PlotlyJSONEncoder, ensure_ascii=False)
    assert "Named as a theme on p. 1, 3 mentions." in text
    assert "Where else the report speaks of it" in text
