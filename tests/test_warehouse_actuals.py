"""Realised values: read with their vintage, known from the day they can have been printed."""

from __future__ import annotations

from datetime import date

import pytest

from warehouse import queries
from warehouse.actuals import LAG_DAYS, actuals, read_actuals, vintage_of
from warehouse.errors import WarehouseError
from warehouse.store import Warehouse

ROW = {
    "region": "US", "indicator": "gdp_growth", "period": "2024", "measure": "annual_avg",
    "series": "", "vintage": "", "low": "2.8", "high": "2.8", "unit": "pct",
    "release": "first official estimate", "published": "2025-01-30", "confidence": "found",
    "source": "https://example.org", "note": "",
}  # fmt: skip


def test_the_file_is_read_and_every_vintage_follows_from_its_release() -> None:
    assert len(actuals()) > 900
    assert [a.key for a in actuals() if a.vintage != vintage_of(a.release)] == []
    assert not [a for a in actuals() if "not an outturn" in a.release]


@pytest.mark.parametrize(
    ("release", "vintage"),
    [
        pytest.param("first official estimate (NSA, not revised)", "unrevised", id="never-revised"),
        pytest.param("first revised estimate (2011-12 base)", "revised", id="first-of-revisions"),
        pytest.param("second advance estimate (2022-23 base)", "revised", id="second-advance"),
        pytest.param("IMF WEO Update Jan 2024 estimate", "first", id="first-world-estimate"),
        pytest.param("latest revision (vintage 2026-07-29)", "latest", id="latest"),
        pytest.param("ECB reference rate fixing", "unrevised", id="market-price"),
    ],
)
def test_vintage_is_told_from_the_words_of_the_release(release: str, vintage: str) -> None:
    assert vintage_of(release) == vintage


@pytest.mark.parametrize(
    ("published", "known_from"),
    [
        pytest.param("2025-01-30", date(2025, 1, 30), id="day"),
        pytest.param("2025-02", date(2025, 2, 28), id="month-counts-from-its-end"),
        pytest.param("2025", date(2025, 12, 31), id="year-counts-from-its-end"),
        pytest.param("", date(2025, 2, 14), id="no-date-counts-after-the-lag"),
    ],
)
def test_a_value_is_known_from_the_last_day_that_its_date_can_mean(
    published: str, known_from: date
) -> None:
    (found,) = read_actuals([ROW | {"published": published}], where="own.csv")
    assert found.known_from == known_from
    assert (date(2025, 2, 14) - date(2024, 12, 31)).days == LAG_DAYS


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"period": "LR"}, "no days of its own", id="longer-run"),
        pytest.param({"region": "ATLANTIS"}, "not in regions.csv", id="unknown-region"),
        pytest.param({"vintage": "final"}, "'final' is not one of first", id="unknown-vintage"),
        pytest.param({"high": "1.0"}, "are no range", id="range-upside-down"),
        pytest.param({"low": "about 2"}, "could not convert", id="no-number"),
    ],
)
def test_a_bad_row_is_refused_with_file_and_line(changes: dict[str, str], message: str) -> None:
    with pytest.raises(WarehouseError, match=rf"own\.csv line 3: .*{message}"):
        read_actuals([ROW, ROW | {"release": "other print"} | changes], where="own.csv")


def test_a_repeated_row_is_refused() -> None:
    with pytest.raises(WarehouseError, match="line 3: repeats line 2"):
        read_actuals([ROW, ROW], where="own.csv")


def test_the_first_series_in_the_file_is_the_main_one() -> None:
    ranks = {(a.region, a.series): a.rank for a in actuals() if a.indicator == "policy_rate"}
    assert ranks[("EA", "deposit facility rate")] == 0
    assert ranks[("EA", "main refinancing rate")] == 1


def test_prints_are_told_only_once_they_were_known() -> None:
    with Warehouse.open(":memory:") as store:
        cur = store.cursor()
        asked = {"indicators": ["gdp_growth"], "regions": ["US"], "periods": ["2025"]}
        before = queries.actuals(cur, asof=date(2026, 2, 19), **asked)
        after = queries.actuals(cur, asof=date(2026, 4, 30), **asked)
        later = queries.actuals(cur, asof=date(2026, 8, 1), **asked)
    annual = [f.filter(measure="annual_avg") for f in (before, after, later)]
    assert [f["vintage"].to_list() for f in annual] == [[], ["first"], ["first", "latest"]]
    assert annual[2].filter(nth_first=1)["mid"].to_list() == [2.2]
    assert annual[2].filter(nth_latest=1)["mid"].to_list() == [2.11]
