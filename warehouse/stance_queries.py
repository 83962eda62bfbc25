"""Questions about leanings on assets -> polars frames and dicts; part of `queries`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.asking import ask, both_clocks

if TYPE_CHECKING:
    from datetime import date, datetime

    import polars as pl
    from duckdb import DuckDBPyConnection

STANCE_FIELDS = (
    "stance_id, institution, asset, asset_name, asset_class, sector, asset_words, region, tilt, "
    "change, horizon, status, confidence, reasons, page, place, quote, original_place, reader, "
    "report_sha256, report_title, publisher, published, published_precision, second_hand"
)


def stances(
    cur: DuckDBPyConnection,
    *,
    asset: str | None = None,
    institution: str | None = None,
    asof: date | None = None,
    known: datetime | None = None,
) -> pl.DataFrame:
    """Return what each house's newest report says on each asset, one row per stance.

    Args:
        cur: a cursor of the warehouse.
        asset: a code; all by default.
        institution: a house; all by default.
        asof: newest reports of that day; today by default.
        known: what the warehouse held then; now by default.
    """
    return ask(
        cur,
        f"SELECT {STANCE_FIELDS} FROM stances($asof, $known) WHERE newest "
        "AND ($asset IS NULL OR asset = $asset) "
        "AND ($institution IS NULL OR institution = $institution) "
        "ORDER BY asset_class, asset, region, institution, report_sha256, ordinal",
        {**both_clocks(asof, known), "asset": asset, "institution": institution},
    )


def report_stances(
    cur: DuckDBPyConnection, sha256: str, *, known: datetime | None = None
) -> pl.DataFrame:
    """Return the stances of one report in reading order; one row per stance."""
    return ask(
        cur,
        f"SELECT {STANCE_FIELDS} FROM stances('infinity'::DATE, $known) "
        "WHERE report_sha256 = $sha256 ORDER BY ordinal",
        {"known": both_clocks(None, known)["known"], "sha256": sha256},
    )
