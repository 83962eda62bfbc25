from __future__ import annotations

from datetime import date

import pytest
from dashboard_samples import warehouse_of_samples
from warehouse_builders import forecast, keep

from dashboard.panels.dollar import DOLLAR
from dashboard.panels.dollar_calls import votes
from dashboard.selection import Selection
from warehouse import queries
from warehouse.store import Warehouse

NOVEMBER, DECEMBER, MARCH = date(2025, 11, 30), date(2025, 12, 31), date(2026, 3, 20)
ASOF = date(2026, 4, 10)


def call(house="HSBC", stance="down", region="DXY", **more):
    given = {"indicator": "fx_rate", "measure": "other", **more}
    return forecast(house, None, stance=stance, region=region, **given)


def rate(low, period="2026-12", house="HSBC", region="EURUSD", **more):
    given = {"indicator": "fx_rate", "measure": "year_end", "unit": "level", **more}
    return forecast(house, low, region=region, period=period, **given)


@pytest.fixture
def warehouse():
    with Warehouse.open(":memory:") as opened:
        yield opened


def said(warehouse, *, asof=ASOF, **asked):
    frame = queries.dollar_votes(warehouse.cursor(), year="2026", asof=asof, **asked)
    return {(row["day"], row["institution"]): row["vote"] for row in frame.iter_rows(named=True)}


def now(warehouse, **asked):
    held = said(warehouse, **asked)
    return {house: vote for (day, house), vote in held.items() if day == ASOF}


def test_a_call_stands_from_month_end_to_month_end_until_the_next_edition(warehouse, tmp_path):
    keep(warehouse, tmp_path, "HSBC NOVEMBER", call(), publisher="HSBC", published=NOVEMBER)
    keep(warehouse, tmp_path, "HSBC MARCH", call(stance="up"), publisher="HSBC", published=MARCH)
    frame = queries.dollar_votes(warehouse.cursor(), year="2026", asof=ASOF)
    assert frame["day"].to_list() == [
        *(NOVEMBER, DECEMBER, date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)),
        ASOF,
    ]
    assert frame["vote"].to_list() == [*["weaker"] * 4, *["stronger"] * 2]
    turned = frame.filter(frame["before"] != frame["vote"])
    assert turned["day"].to_list() == [date(2026, 3, 31)]


@pytest.mark.parametrize(
    ("rows", "vote"),
    [
        pytest.param([rate(1.18, "2025-12"), rate(1.14)], "stronger", id="euro down"),
        pytest.param([rate(1.18, "2025-12"), rate(1.18)], "flat", id="as it starts"),
        pytest.param([rate(1.14, "2026-03"), rate(1.2)], "weaker", id="from a quarter of the year"),
        pytest.param([rate(1.2)], None, id="a lone level has no direction"),
        pytest.param([call(), rate(1.18, "2025-12"), rate(1.14)], "weaker", id="general stands"),
        pytest.param([call(), call(stance="up", period="2026-12")], "mixed", id="its own differ"),
        pytest.param(
            [call(period="2026H1"), call(stance="up")], "stronger", id="whole year before part"
        ),
        pytest.param(
            [call(region="EURUSD", stance="up"), call(region="USDJPY", stance="flat")],
            "weaker",
            id="a direction and none",
        ),
        pytest.param(
            [
                call(region="EURUSD", stance="up"),
                call(region="USDJPY", stance="flat"),
                call(region="USDCNY", stance="flat"),
            ],
            "flat",
            id="a direction and two without",
        ),
        pytest.param(
            [
                call(region="EURUSD", stance="up"),
                call(region="USDJPY", stance="flat"),
                call(region="USDCNY", stance="up"),
            ],
            "mixed",
            id="opposite directions and none",
        ),
        pytest.param(
            [
                call(region="EURUSD", stance="up"),
                call(region="GBPUSD", stance="up"),
                call(region="USDJPY", stance="up"),
                call(region="USDCNY", stance="flat"),
                call(region="USDCAD", stance="flat"),
            ],
            "weaker",
            id="the larger direction beside as many flat",
        ),
        pytest.param([call(status="review")], None, id="in review"),
        pytest.param([call(kind="scenario")], None, id="a scenario"),
        pytest.param([call(region="EURGBP")], None, id="not the dollar"),
        pytest.param([call("Consensus")], None, id="claim of others"),
        pytest.param([call(period="2027")], None, id="another year"),
    ],
)
def test_votes_follow_the_rules_of_the_panel_on_the_dollar(warehouse, tmp_path, rows, vote):
    keep(warehouse, tmp_path, "HSBC DECEMBER", *rows, publisher="HSBC", published=DECEMBER)
    found = now(warehouse)
    assert list(found.values()) == ([vote] if vote else [])
    view = DOLLAR.view(warehouse.cursor(), Selection(asof=ASOF, period="2026"), today=ASOF)
    assert votes(view.frame) == found


def test_currencies_are_pooled_only_where_nothing_is_chosen(warehouse, tmp_path):
    keep(warehouse, tmp_path, "HSBC DECEMBER", call(), publisher="HSBC", published=DECEMBER)
    keep(
        warehouse,
        tmp_path,
        "UBS DECEMBER",
        call("UBS", "down", "EURUSD"),
        publisher="UBS",
        published=DECEMBER,
    )
    assert now(warehouse) == {"HSBC": "weaker", "UBS": "stronger"}
    assert now(warehouse, regions=["DXY"]) == {"HSBC": "weaker"}
    assert now(warehouse, regions=["EURUSD"]) == {"UBS": "stronger"}
    assert now(warehouse, institutions=["UBS"]) == {"UBS": "stronger"}


def test_of_a_year_that_is_over_the_last_day_is_its_end(warehouse, tmp_path):
    keep(warehouse, tmp_path, "HSBC DECEMBER", call(), publisher="HSBC", published=DECEMBER)
    days = [day for day, _ in said(warehouse, asof=date(2027, 5, 1))]
    assert days[-1] == date(2026, 12, 31)


def test_before_the_first_report_there_is_nothing(warehouse):
    assert said(warehouse, asof=date(2020, 1, 1)) == {}


@pytest.mark.parametrize("asof", ["2025-12-01", "2026-01-15", "2026-04-30"])
def test_the_bundled_samples_give_what_the_panel_on_the_dollar_counts(asof):
    day = date.fromisoformat(asof)
    with warehouse_of_samples(names=("bnp-paribas-2026-02.pdf", "ubs-2025-11.pdf")) as held:
        frame = queries.dollar_votes(held.cursor(), year="2026", asof=day)
        view = DOLLAR.view(held.cursor(), Selection(asof=day, period="2026"), today=day)
    last = frame.filter(frame["day"] == day)
    assert dict(zip(last["institution"], last["vote"], strict=True)) == votes(view.frame)


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2026", date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2026Q3", date(2026, 9, 30)),
        ("2026H1", date(2026, 6, 30)),
        ("12M", None),
        ("LR", None),
        ("2023-2025", None),
    ],
)
def test_periods_end_on_a_day(warehouse, period, day):
    assert warehouse.cursor().execute("SELECT last_day_of(?)", [period]).fetchone() == (day,)
