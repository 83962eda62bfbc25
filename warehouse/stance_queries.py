"""Questions about leanings on assets -> polars frames and dicts; part of `queries`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from warehouse.asking import ask, ask_rows, both_clocks
from warehouse.box_queries import boxes_of

if TYPE_CHECKING:
    from datetime import date, datetime

    import polars as pl
    from duckdb import DuckDBPyConnection

STANCE_FIELDS = (
    "stance_id, institution, asset, asset_name, asset_class, sector, asset_words, region, tilt, "
    "change, horizon, status, confidence, reasons, page, place, quote, original_place, reader, "
    "report_sha256, report_title, publisher, published, published_precision, second_hand"
)

_AS_READ = """
WITH current AS (FROM known_runs($known)),
named AS (SELECT code, coalesce(min(name) FILTER (region = ''), min(name)) AS asset_name
    FROM asset GROUP BY code)
SELECT s.*, named.asset_name, e.publisher, e.title AS report_title, e.published,
    e.published_precision, e.engine, e.page_count, r.format,
    coalesce(e.rendition, e.report_sha256) AS pages_sha256,
    coalesce(e.publisher <> s.institution, TRUE) AS second_hand,
    NOT EXISTS (FROM current WHERE current.extraction_id = s.extraction_id) AS superseded
FROM allocation_stance AS s
JOIN extraction AS e ON e.extraction_id = s.extraction_id
JOIN report AS r ON r.sha256 = s.report_sha256
LEFT JOIN named ON named.code = s.asset
WHERE s.stance_id = $stance_id AND e.recorded_at <= $known
ORDER BY e.recorded_at DESC, e.extraction_id DESC LIMIT 1
"""


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


def stance_evidence(
    cur: DuckDBPyConnection,
    stance_id: str,
    *,
    asof: date | None = None,
    known: datetime | None = None,
) -> dict[str, Any] | None:
    """Return one stance with everything that it was read from, or None where there is none.

    A stance of a reading that a newer one replaced is found too; `superseded` says so.

    Returns:
        The columns of allocation_stance as corrected, asset_name, and of its report (publisher,
        report_title, published, page_count, format, pages_sha256, engine ...); "boxes": a list of
        {page, x0, top, x1, bottom, role, text} in PDF points; "editions": what the house's reports
        in print at `asof` say on the same asset and region, by day of publication.
    """
    clocks = both_clocks(asof, known)
    found = ask_rows(
        cur,
        _AS_READ,
        {"known": clocks["known"], "stance_id": stance_id},
    )
    if not found:
        return None
    stance = found[0]
    held = ask_rows(
        cur,
        f"SELECT {STANCE_FIELDS} FROM stances('infinity'::DATE, $known) "
        "WHERE stance_id = $stance_id LIMIT 1",
        {"known": clocks["known"], "stance_id": stance_id},
    )
    stance |= held[0] if held else {}
    stance["boxes"] = boxes_of(cur, run=stance["extraction_id"], owner=stance_id)
    stance["editions"] = ask_rows(
        cur,
        f"SELECT {STANCE_FIELDS} FROM stances($asof, $known) WHERE institution = $institution "
        "AND asset = $asset AND region = $region ORDER BY published, report_sha256, ordinal",
        clocks | {name: stance[name] for name in ("institution", "asset", "region")},
    )
    return stance
