from datetime import date

import pytest

from dashboard.layout.tiles import build_move, question_of
from dashboard.pages.front_frame import read_state
from dashboard.pages.scene import read_scene
from dashboard.panels.wording import period_in_sentence
from tests.dashboard_samples import warehouse_of_samples
from tests.warehouse_builders import forecast, keep
from warehouse.queries import figures
from warehouse.store import Warehouse

ASOF = date(2026, 4, 30)


@pytest.fixture(scope="module")
def cursor():
    with warehouse_of_samples() as warehouse:
        yield warehouse.cursor()


def state(cursor, *, asof=ASOF, since=date(2025, 10, 30)):
    return read_state(cursor, asof=asof, since=since, known=None)


def test_the_widest_spread_comes_first_and_each_question_once(cursor):
    spreads = state(cursor).spreads
    widths = [spread.width for spread in spreads]
    assert widths == sorted(widths, reverse=True)
    asked = [(spread.rows[0]["indicator"], spread.rows[0]["region"]) for spread in spreads]
    assert len(asked) == len(set(asked))
    assert all(len(spread.rows) >= 3 for spread in spreads)


def test_a_region_that_three_houses_speak_of_is_on_the_page(tmp_path):
    with Warehouse.open(":memory:") as opened:
        for house, low in (("HSBC", 6.3), ("UBS", 6.6), ("ING", 6.9)):
            row = forecast(house, low, region="IN")
            keep(opened, tmp_path, house, row, publisher=house, published=date(2026, 1, 5))
        (found,) = state(opened.cursor()).spreads
    assert (found.rows[0]["region"], found.width) == ("IN", 0.6)


def test_the_furthest_figure_is_told_from_its_own_median(cursor):
    row = state(cursor).furthest
    assert row["n"] >= 3
    assert row["distance_from_median"] == pytest.approx(row["mid"] - row["median"])


def test_a_move_is_of_one_house_on_one_question(cursor):
    for move in state(cursor, since=date(2025, 12, 15)).moves:
        assert move.then["institution"] == move.now["institution"]
        assert move.then["published"] <= date(2025, 12, 15) < move.now["published"]
        assert move.change != 0


def test_a_day_that_nothing_stood_on_has_no_width_before(cursor):
    found = state(cursor, since=date(2020, 1, 1))
    assert found.moves == ()
    assert {spread.before for spread in found.spreads} == {None}


def test_before_the_first_report_nothing_stands_apart(cursor):
    found = state(cursor, asof=date(2020, 1, 1), since=date(2019, 1, 1))
    assert (found.spreads, found.furthest, found.moves) == ((), None, ())


def test_a_question_that_only_old_reports_answer_is_left_out(cursor):
    long_after = date(2027, 9, 30)
    found = state(cursor, asof=long_after, since=date(2027, 3, 30))
    assert (found.spreads, found.furthest) == ((), None)


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        pytest.param("annual_avg", "US growth, 2026", id="usual"),
        pytest.param("q4q4", "US growth, 2026, Q4/Q4", id="unlike"),
    ],
)
def test_a_tile_names_a_definition_that_a_year_does_not_mean(measure, words):
    row = {"indicator": "gdp_growth", "region": "US", "period": "2026", "measure": measure}
    assert question_of(row) == words


@pytest.mark.parametrize(
    ("period", "words"),
    [
        pytest.param("2026", "2026", id="year"),
        pytest.param("2026H1", "the first half of 2026", id="half"),
        pytest.param("LR", "the longer run", id="without end"),
    ],
)
def test_a_period_takes_its_article_inside_a_sentence(period, words):
    assert period_in_sentence(period) == words


def test_a_change_is_told_from_the_figure_before_that_the_report_prints(tmp_path):
    older = forecast("Federal Reserve", 2.0)
    newer = forecast("Federal Reserve", 2.4), forecast("Federal Reserve", 2.6, kind="previous")
    with Warehouse.open(":memory:") as opened:
        keep(opened, tmp_path, "June", older, publisher=None, published=date(2024, 6, 12))
        keep(opened, tmp_path, "December", *newer, publisher=None, published=date(2025, 12, 10))
        (move,) = state(opened.cursor()).moves
        before = figures(opened.cursor(), asof=ASOF).filter(kind="forecast")
    assert (move.then["mid"], move.now["mid"], move.change) == (2.6, 2.4, -0.2)
    assert move.then["published"] is None
    assert before.select("previous_low", "previous_published").rows() == [(2.6, None)]


def test_a_change_from_an_older_edition_names_its_day(tmp_path):
    with Warehouse.open(":memory:") as opened:
        for day, low in ((date(2024, 6, 12), 2.0), (date(2025, 12, 10), 2.4)):
            keep(opened, tmp_path, str(day), forecast(low=low), published=day)
        scene = read_scene({"path": "/"}, warehouse=opened, today=ASOF)
        (move,) = state(scene.cursor).moves
        words = str(build_move(scene, move))
    assert "against its edition of 12 Jun 2024" in words
