from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from dashboard_frames import frame, row

from dashboard.panels.dollar import DOLLAR
from dashboard.panels.dollar_calls import votes, with_directions
from dashboard.panels.dollar_realised import change_text, how_told, with_realised
from dashboard.selection import Selection

RATE = {"indicator": "fx_rate", "measure": "year_end", "unit": "level", "period": "2026-12"}


def actual(mid, period, known, region="EURUSD", measure="year_end", nth=1):
    return {
        "region": region,
        "period": period,
        "measure": measure,
        "mid": mid,
        "known_from": known,
        "nth_first": nth,
    }


KNOWN = pl.DataFrame(
    [
        actual(1.172, "2025-06", date(2025, 6, 30)),
        actual(1.1741, "2025-09", date(2025, 9, 30)),
        actual(1.1498, "2026-03", date(2026, 3, 31)),
        actual(1.13, "2025", date(2025, 12, 31), measure="annual_avg"),
        actual(1.1747, "2025-09", date(2025, 9, 30), nth=2),
        actual(148.0, "2025-09", date(2025, 9, 30), region="USDJPY"),
    ]
)


def told(low, *, region="EURUSD", **more):
    given = row("HSBC", low, **{**RATE, "region": region, "published": date(2025, 11, 24), **more})
    judged = with_directions(frame(given), year="2026")
    return with_realised(judged, KNOWN).row(0, named=True)


@pytest.mark.parametrize(
    ("low", "region", "text", "word"),
    [
        pytest.param(1.14, "EURUSD", "−2.9% from 1.1741, Sep 2025", "stronger", id="euro down"),
        pytest.param(1.2, "EURUSD", "+2.2% from 1.1741, Sep 2025", "weaker", id="euro up"),
        pytest.param(140.0, "USDJPY", "−5.4% from 148.0, Sep 2025", "weaker", id="yen"),
    ],
)
def test_a_level_is_set_against_the_rate_known_when_it_was_printed(low, region, text, word):
    held = told(low, region=region)
    assert change_text(held) == text
    assert how_told(held) == f"{word}, derived from the realised rate, not counted"


def test_a_call_without_a_level_and_a_pair_without_a_rate_have_no_distance():
    call = told(None, stance="down", region="DXY", measure="other")
    assert (change_text(call), how_told(call)) == ("–", "as said")
    assert change_text(told(1.3, region="GBPUSD")) == "–"
    assert change_text(told(1.14, published=date(2020, 1, 1))) == "–"


def test_a_derived_direction_casts_no_vote():
    judged = with_realised(
        with_directions(frame(row("HSBC", 1.14, region="EURUSD", **RATE)), year="2026"), KNOWN
    )
    assert votes(judged) == {}
    table = DOLLAR.table(judged, Selection(period="2026"))
    assert table["told"].to_list() == ["stronger, derived from the realised rate, not counted"]
    assert table["dollar"].to_list() == ["–"]
