"""Questions about realised values -> polars frames, as known on a day; part of `queries`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.asking import ask_view, both_clocks, filters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    import polars as pl
    from duckdb import DuckDBPyConnection


def actuals(
    cur: DuckDBPyConnection,
    *,
    indicators: Sequence[str] = (),
    regions: Sequence[str] = (),
    periods: Sequence[str] = (),
    asof: date | None = None,
    known: datetime | None = None,
) -> pl.DataFrame:
    """Return every print of the realised values known by a day; one row per print.

    Columns as in `views/actuals.sql`: low, high, mid in `unit`; `nth_first` and `nth_latest` are 1
    for the print to take as first estimate, or as latest revision, of the main series;
    `series_first` and `series_latest` likewise within one series. `is_own`: loaded by a person, and
    before all others on its question. Reference data has one clock: `known` applies to own values
    alone.

    Args:
        cur: a cursor of the warehouse.
        indicators: codes to keep; empty for all.
        regions: codes to keep; empty for all.
        periods: canonical texts to keep; empty for all.
        asof: the day; today by default.
        known: the moment by which own values were loaded; now by default.
    """
    values = both_clocks(asof, known)
    kept = filters(indicators=indicators, regions=regions, periods=periods)
    order = "ORDER BY indicator, region, period, measure, rank, known_from, vintage, release"
    return ask_view(cur, "actuals($asof, $known)", kept, values, order=order)
