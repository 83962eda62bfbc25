"""Questions about how far houses were apart -> polars frames; part of `queries`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.asking import ask, both_clocks
from warehouse.periods import period_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    import polars as pl
    from duckdb import DuckDBPyConnection


def dispersion(
    cur: DuckDBPyConnection,
    *,
    indicator: str,
    region: str,
    period: str,
    measure: str,
    unit: str,
    institutions: Sequence[str] = (),
    asof: date | None = None,
    known: datetime | None = None,
) -> pl.DataFrame:
    """Return what each house said on one question, month-end after month-end, with the spread.

    Columns as in `views/dispersion.sql`: one row per day and house; the last day is `asof`, or the
    end of the period where that is over.

    Args:
        cur: a cursor of the warehouse.
        indicator: code of what is forecast.
        region: code of the region.
        period: any spelling of the period; the end of 2026 is 2026 and 2026-12.
        measure: the definition that is pooled.
        unit: of the figures.
        institutions: houses to keep; empty for all.
        asof: the day; today by default.
        known: the moment; now by default.
    """
    values = {
        **both_clocks(asof, known),
        "indicator": indicator,
        "region": region,
        "period": period_key(period, measure=measure),
        "measure": measure,
        "unit": unit,
        "houses": list(institutions),
    }
    return ask(
        cur,
        "SELECT * FROM dispersion($asof, $known, $indicator, $region, $period, $measure, $unit, "
        "$houses) ORDER BY day, mid, institution",
        values,
    )
