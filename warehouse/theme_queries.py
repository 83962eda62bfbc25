"""Questions about themes -> polars frames and dicts; part of `queries`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from warehouse.asking import ask, ask_one, ask_rows, both_clocks
from warehouse.box_queries import boxes_of

if TYPE_CHECKING:
    from datetime import date, datetime

    import polars as pl
    from duckdb import DuckDBPyConnection

THEME_FIELDS = (
    "mention_id, institution, theme, theme_name, grouping, weight, words, mentions, page, place, "
    "quote, original_place, report_sha256, report_title, publisher, published, "
    "published_precision, second_hand"
)


def themes(
    cur: DuckDBPyConnection, *, asof: date | None = None, known: datetime | None = None
) -> pl.DataFrame:
    """Return what each house's newest report says of each theme, one row per kept mention.

    Args:
        cur: a cursor of the warehouse.
        asof: newest reports of that day; today by default.
        known: what the warehouse held then; now by default.
    """
    return ask(
        cur,
        f"SELECT {THEME_FIELDS} FROM themes($asof, $known) WHERE newest "
        "ORDER BY position, institution, report_sha256, ordinal",
        both_clocks(asof, known),
    )


def report_themes(
    cur: DuckDBPyConnection, sha256: str, *, known: datetime | None = None
) -> pl.DataFrame:
    """Return what one report says of themes in reading order, one row per kept mention."""
    return ask(
        cur,
        f"SELECT {THEME_FIELDS} FROM themes('infinity'::DATE, $known) "
        "WHERE report_sha256 = $sha256 ORDER BY ordinal",
        {"known": both_clocks(None, known)["known"], "sha256": sha256},
    )


def reports_without_themes(
    cur: DuckDBPyConnection, *, asof: date | None = None, known: datetime | None = None
) -> int:
    """Return how many reports in print were last read before themes were looked for."""
    return int(
        ask_one(
            cur,
            """
            SELECT count(*) AS n FROM known_runs($known) AS run
            WHERE seen <= $asof AND NOT EXISTS (
                FROM theme_reading WHERE theme_reading.extraction_id = run.extraction_id
            )
            """,
            both_clocks(asof, known),
        )["n"]
    )


def theme_evidence(
    cur: DuckDBPyConnection, mention_id: str, *, known: datetime | None = None
) -> dict[str, Any] | None:
    """Return one mention of a theme with what it was read from, or None where there is none.

    Returns:
        The columns of theme_mention, theme_name, and of its report; "boxes": a list of {page, x0,
        top, x1, bottom, role, text} in PDF points; "others": the other kept mentions of the theme
        in the same reading, in reading order.
    """
    moment = both_clocks(None, known)["known"]
    found = ask_rows(
        cur,
        """
        SELECT m.*, coalesce(theme.name, m.theme) AS theme_name, e.publisher,
            e.title AS report_title, e.published, e.published_precision, e.engine, e.page_count,
            r.format, coalesce(e.rendition, e.report_sha256) AS pages_sha256
        FROM theme_mention AS m
        JOIN extraction AS e ON e.extraction_id = m.extraction_id
        JOIN report AS r ON r.sha256 = m.report_sha256
        LEFT JOIN theme ON theme.code = m.theme
        WHERE m.mention_id = $mention AND e.recorded_at <= $known
        ORDER BY e.recorded_at DESC, e.extraction_id DESC LIMIT 1
        """,
        {"known": moment, "mention": mention_id},
    )
    if not found:
        return None
    mention = found[0]
    mention["boxes"] = boxes_of(cur, run=mention["extraction_id"], owner=mention_id)
    mention["others"] = ask_rows(
        cur,
        "SELECT mention_id, weight, quote, page FROM theme_mention WHERE extraction_id = $run "
        "AND theme = $theme AND institution = $institution AND mention_id <> $owner "
        "ORDER BY ordinal",
        {"run": mention["extraction_id"], "owner": mention_id}
        | {name: mention[name] for name in ("theme", "institution")},
    )
    return mention
