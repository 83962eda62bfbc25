"""Questions about calls on the dollar -> polars frames; part of `queries`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.asking import ask, both_clocks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    import polars as pl
    from duckdb import DuckDBPyConnection


def dollar_votes(
    cur: DuckDBPyConnection,
    *,
    year: str,
    regions: Sequence[str] = (),
    institutions: Sequence[str] = (),
    asof: date | None = None,
    known: datetime | None = None,
) -> pl.DataFrame:
    """Return what each house said of the dollar in a year, month-end after month-end.

    Columns as in `views/dollar_votes.sql`: one row per day and house; the last day is `asof`.

    Args:
        cur: a cursor of the warehouse.
        year: that the calls are about, "2026".
        regions: currencies and pairs to keep; empty for all.
        institutions: houses to keep; empty for all.
        asof: the day; today by default.
        known: the moment; now by default.
    """
    values = {
        **both_clocks(asof, known),
        "year": year,
        "codes": list(regions),
        "houses": list(institutions),
    }
    return ask(
        cur,
        "SELECT * FROM dollar_votes($asof, $known, $year, $codes, $houses) "
        "ORDER BY day, institution",
        values,
    )
