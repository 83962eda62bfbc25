"""The second clock in the masthead: what it shows and offers."""

import json
from datetime import UTC, date, datetime

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.layout.clock import build_days, known_value, known_words
from dashboard.layout.shell import build_state_line
from dashboard.pages.scene import read_scene
from tests.dashboard_samples import warehouse_of_samples
from warehouse.search_queries import recorded_days

TODAY = date(2026, 4, 30)
MOMENT = datetime(2026, 11, 22, 20, 14, 37, tzinfo=UTC)


@pytest.fixture(scope="module")
def warehouse():
    with warehouse_of_samples(names=("imf-2026-04.pdf", "vanguard-2025-11.pdf")) as opened:
        yield opened


def as_text(parts):
    return json.dumps(parts, cls=PlotlyJSONEncoder, ensure_ascii=False)


def scene_of(warehouse, query=""):
    return read_scene({"path": "/reports", "query": query}, warehouse=warehouse, today=TODAY)


def test_the_moment_is_said_in_utc_to_the_minute():
    assert known_words(MOMENT) == "22 Nov 2026, 20:14 UTC"
    assert known_words(None) == "now"
    assert known_value(MOMENT) == "2026-11-22T20:14"
    assert known_value(None) == ""


def test_each_day_leads_to_all_that_was_recorded_on_it(warehouse):
    text = as_text(build_days(scene_of(warehouse)))
    assert "2 new reports" in text
    assert "/reports?known=" in text
    last = recorded_days(warehouse.cursor(), most=1)[0]["last"]
    known = text.partition("known=")[2].partition('"')[0]
    moment = datetime.fromisoformat(known)
    assert 0 <= (moment.replace(tzinfo=None) - last).total_seconds() < 1


def test_the_day_that_holds_is_marked(warehouse):
    assert as_text(build_days(scene_of(warehouse))).count('"aria-current": "true"') == 1


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("asof=2026-01-31", "corrections made since, unless Known is set too"),
        ("known=2026-11-22T20:14:00Z", "recorded here later are left out"),
        ("asof=2026-01-31&known=2026-11-22T20:14:00Z", "never changes"),
    ],
    ids=["as of", "known", "both"],
)
def test_the_banner_says_how_good_a_turned_back_view_is(warehouse, query, said):
    text = as_text(build_state_line(scene_of(warehouse, query), {}))
    assert "Not today’s view" in text
    assert said in text
