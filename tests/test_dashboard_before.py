"""One rule for every screen: a change is told from the earlier figure that its report prints."""

from datetime import date

import pytest

from dashboard.pages.house import build
from dashboard.pages.house_revisions import revised_questions
from dashboard.pages.scene import read_scene
from dashboard.panels import PANELS, editions
from dashboard.panels.before import change_line, told_first
from dashboard.panels.revisions import REVISIONS
from dashboard.selection import Selection
from tests.warehouse_builders import RECORDED, forecast, keep
from warehouse import queries
from warehouse.store import Warehouse

TODAY = date(2026, 4, 30)
JUNE, DECEMBER = date(2025, 6, 12), date(2025, 12, 10)
NEWER = forecast(low=2.4), forecast(low=2.6, kind="previous")


@pytest.fixture
def opened(tmp_path):
    """HSBC says 2.0 in June and 2.4 in December, when it prints 2.6 as what it had said."""
    with Warehouse.open(":memory:") as warehouse:
        keep(warehouse, tmp_path, "June", forecast(low=2.0), published=JUNE)
        keep(warehouse, tmp_path, "December", *NEWER, published=DECEMBER)
        yield warehouse


@pytest.fixture
def alone(tmp_path):
    """The report of December alone."""
    with Warehouse.open(":memory:") as warehouse:
        keep(warehouse, tmp_path, "December", *NEWER, published=DECEMBER)
        yield warehouse


@pytest.mark.parametrize("known", [None, RECORDED], ids=["now", "then"])
def test_an_edition_is_changed_from_what_it_prints_as_the_figure_before(opened, known):
    rows = queries.revisions(opened.cursor(), kinds=["forecast"], known=known)
    told = rows.select("previous_low", "previous_published", "change").rows()
    assert told == [(None, None, None), (2.6, None, pytest.approx(-0.2))]


def test_an_edition_that_prints_what_the_one_before_said_keeps_its_day(tmp_path):
    with Warehouse.open(":memory:") as warehouse:
        keep(warehouse, tmp_path, "June", forecast(low=2.6), published=JUNE)
        keep(warehouse, tmp_path, "December", *NEWER, published=DECEMBER)
        last = queries.revisions(warehouse.cursor(), kinds=["forecast"]).row(-1, named=True)
    assert (last["previous_low"], last["previous_published"]) == (2.6, JUNE)
    assert change_line(last) == "cut from 2.6, its edition of Jun 2025"


def test_one_report_that_prints_the_figure_before_is_a_revision(alone):
    shown = REVISIONS.view(alone.cursor(), Selection.from_query("period=2026"), today=TODAY)
    assert shown.finding.endswith("HSBC alone moved, from 2.6 to 2.4")
    assert (
        "from 2.6 (the figure before, as its report of 10 Dec 2025 prints) to 2.4" in shown.summary
    )
    assert "2.6 before, as its report of 10 Dec 2025 prints" in str(shown.figure)
    assert "cut from 2.6, the earlier figure that its report prints" in str(shown.figure)


def test_the_first_figure_of_a_house_is_its_edition_where_nothing_is_printed(opened):
    rows = queries.revisions(opened.cursor(), kinds=["forecast"]).rows(named=True)
    assert (told_first(rows)["mid"], told_first(rows)["is_printed"]) == (2.0, False)


def test_the_page_of_a_house_draws_a_figure_that_is_printed_beside_the_one_before(alone):
    frame = editions.with_kinds(queries.revisions(alone.cursor()))
    ((question, rows),) = revised_questions(frame.rows(named=True))
    assert question == ("gdp_growth", "US", "annual_avg", "pct")
    assert [row["mid"] for row in rows] == [2.4]


def test_the_diff_of_two_editions_is_told_from_the_printed_figure_and_says_so(opened):
    asked = Selection.from_query("house=HSBC")
    shown = PANELS["edition-diff"].view(opened.cursor(), asked, today=TODAY)
    row = shown.table.row(0, named=True)
    assert (row["before"], row["value"], row["change"]) == ("2.6%", "2.4%", "−0.2")
    assert "Against the earlier figure that its report prints: US growth, 2026 from 2.6%." in (
        shown.footer
    )
    assert "the earlier edition has 2.0%" in str(shown.figure)


def test_the_diff_on_the_page_of_a_house_leads_to_the_sentence_that_prints_the_figure(opened):
    scene = read_scene({"path": "/houses/hsbc"}, warehouse=opened, today=TODAY)
    text = str(build(scene, "hsbc").body)
    assert "against the earlier figure that its report prints; the earlier edition has 2.0%" in text
