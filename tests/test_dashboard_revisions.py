"""Revisions: what stood when, who moved, and how names at line ends keep clear of each other."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import polars as pl
import pytest
from dashboard_frames import words_of
from warehouse_builders import forecast, keep

from dashboard.evidence import build_evidence
from dashboard.figures.steps import PER_LINE, spread
from dashboard.pages.scene import read_scene
from dashboard.panels.revision_events import MOST_UNASKED, POLICY, RATE, shown_events
from dashboard.panels.revisions import REVISIONS
from dashboard.selection import Selection
from warehouse.store import Warehouse

TODAY = date(2026, 4, 30)


def path_of(figure, hue):
    """The places of the line of one colour."""
    return next(t for t in figure["data"] if t["mode"] == "lines" and t["line"]["color"] == hue)


@pytest.fixture
def view(tmp_path):
    with Warehouse.open(":memory:") as opened:
        editions = [
            ("HSBC", 1.8, date(2025, 12, 1), {}),
            ("HSBC", 2.4, date(2026, 3, 1), {}),
            ("UBS", 2.0, date(2026, 1, 10), {}),
            ("ING", 1.5, date(2026, 2, 1), {"status": "review"}),
            ("Citi", 3.0, date(2026, 2, 2), {"high": None}),
        ]
        for i, (house, low, day, more) in enumerate(editions):
            keep(opened, tmp_path, f"r{i}", forecast(house, low, **more), publisher=house,
                 published=day)  # fmt: skip

        def ask(query="", today=TODAY):
            return REVISIONS.view(opened.cursor(), Selection.from_query(query), today=today)

        yield ask


def test_the_finding_names_who_moved_and_the_period_follows_the_day(view):
    shown = view()
    assert shown.finding == "One of 2 houses revised US growth in 2026; HSBC alone moved, " \
        "from 1.8 to 2.4"  # fmt: skip
    assert view(today=date(2031, 1, 1)).shown.period == "2031"


def test_a_line_stays_level_until_the_next_edition(view):
    path = path_of(view().draw(), "#1D5C9E")
    days = [date.fromordinal(day) for day in path["x"]]
    assert days == [date(2025, 12, 1), date(2026, 3, 1), date(2026, 3, 1), TODAY]
    assert path["y"][0] == path["y"][1] > path["y"][2] == path["y"][3]


def test_review_and_open_bounds_are_drawn_and_not_counted(view):
    shown = view()
    assert shown.n == 2
    assert "median 2.2, n = 2" in words_of(shown.figure)
    marked = [t["marker"].get("symbol") for t in shown.figure["data"] if "customdata" in t]
    assert "circle" in marked
    assert "triangle-up-open" in marked
    assert "ING 1.5 (in review)" in shown.footer


def test_realised_values_and_decisions_stand_beside_the_figures(view, tmp_path):
    shown = view("asof=2026-04-30&indicator=gdp_growth")
    assert "Realised" not in shown.footer  # 2026 is not over
    assert "1 rate decision of the Federal Reserve" in shown.footer
    with Warehouse.open(":memory:") as opened:
        keep(opened, tmp_path, "x", forecast(low=2.0, period="2025"), published=date(2025, 1, 5))
        past = REVISIONS.view(
            opened.cursor(), Selection.from_query("period=2025&asof=2026-04-30"), today=TODAY
        )
        before = REVISIONS.view(
            opened.cursor(), Selection.from_query("period=2025&asof=2026-02-01"), today=TODAY
        )
    assert "Realised: 2.2%, first estimate, 20 Feb 2026." in past.footer
    assert "Realised" not in before.footer


def identities(shown):
    marks = (trace.get("customdata", []) for trace in shown.figure["data"])
    return [mark[0] for held in marks for mark in held]


def test_a_vertical_opens_what_was_decided(view):
    (rate,) = [one for one in identities(view("events=rates")) if one.startswith("policy:")]
    assert rate == "policy:rate-federal-reserve-2025-12-10"
    assert "Federal Reserve −25 bp" in view("events=rates").summary


def test_policy_of_the_region_is_marked_where_asked(view):
    shown = view("events=policy&asof=2026-04-30")
    policy = [one for one in identities(shown) if one.startswith("policy:")]
    assert policy
    assert all(one.startswith("policy:US-") for one in policy)
    assert "rate decision" not in shown.footer
    assert "can be shown" in shown.footer


def test_without_verticals_the_footer_says_how_many_there_are(view):
    shown = view("events=none")
    assert [one for one in identities(shown) if one.startswith("policy:")] == []
    assert "No verticals; " in shown.footer


def event(day, entry):
    return {"entry": entry, "published": day}


@pytest.mark.parametrize(
    ("rates", "policies", "expected"),
    [
        pytest.param(3, 4, {RATE, POLICY}, id="both have room"),
        pytest.param(3, MOST_UNASKED, {RATE}, id="rates alone have room"),
        pytest.param(MOST_UNASKED + 1, 1, set(), id="neither has room"),
    ],
)
def test_unasked_verticals_are_those_that_have_room(rates, policies, expected):
    days = [date(2026, 1, 1 + number) for number in range(max(rates, policies))]
    rows = [event(day, RATE) for day in days[:rates]] + [event(d, POLICY) for d in days[:policies]]
    frame = pl.DataFrame(rows)
    shown = shown_events(frame, Selection(events="fit"), first=days[0], last=days[-1])
    assert {row["entry"] for row in shown} == expected


def test_a_decision_has_a_drawer():
    with Warehouse.open(":memory:") as opened:
        scene = read_scene({"path": "/panels/revisions"}, warehouse=opened, today=TODAY)
        told = str(build_evidence(scene, "policy:rate-ecb-2025-06-05"))
        none = str(build_evidence(scene, "policy:rate-ecb-2025-06-06"))
    assert "ECB: −25 bp" in told
    assert "Open the source" in told
    assert "No rate decision rate-ecb-2025-06-06 was on record" in none


def test_before_the_first_report_it_says_so(view):
    shown = view("asof=2024-01-01&period=2026")
    assert shown.empty is not None
    assert shown.empty.startswith("No report had come out by 1 Jan 2024.")


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param([], id="none"),
        pytest.param([100.0, 101.0, 102.0], id="close"),
        pytest.param([300.0, 300.0, 300.0, 300.0], id="at-the-edge"),
        pytest.param([10.0, 150.0, 151.0, 290.0], id="some-apart"),
    ],
)
def test_names_keep_apart_and_inside(wanted):
    placed = spread(wanted, heights=[PER_LINE] * len(wanted), limit=300)
    assert all(b - a >= PER_LINE - 1e-6 for a, b in pairwise(placed))
    assert all(place <= 300 for place in placed)
