"""Questions about policy -> polars frames, as it stood on a day; part of `queries`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.asking import ask, ask_view, both_clocks, filters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import polars as pl
    from duckdb import DuckDBPyConnection


def policy_events(
    cur: DuckDBPyConnection, *, asof: date | None = None, jurisdictions: Sequence[str] = ()
) -> pl.DataFrame:
    """Return every instrument published by a day with its state on that day; one row each.

    Columns as in `views/policy_state.sql`: status is issued, waiting, in force, repealed or
    pending, `since` and `until` bound it. Nothing that was not known on that day is told.

    Args:
        cur: a cursor of the warehouse.
        asof: the day; today by default.
        jurisdictions: region codes (or INTL) to keep; empty for all.
    """
    values = {"asof": both_clocks(asof, None)["asof"]}
    kept = filters(jurisdictions=jurisdictions)
    order = "ORDER BY jurisdiction, published, in_force NULLS LAST, instrument_id"
    return ask_view(cur, "policy_state($asof)", kept, values, order=order)


def policy_clauses(cur: DuckDBPyConnection, instrument_id: str) -> pl.DataFrame:
    """Return the clauses of an instrument in their order; one row per clause, none is common.

    Columns clause_no, theme, who_bound, authority, effect, requirement, topics (list), tag, note.
    """
    return ask(
        cur,
        "SELECT clause_no, theme, who_bound, authority, effect, requirement, topics, tag, note "
        "FROM policy_provision WHERE instrument_id = $id ORDER BY position",
        {"id": instrument_id},
    )


def policy_relations(
    cur: DuckDBPyConnection, instrument_id: str, *, asof: date | None = None
) -> pl.DataFrame:
    """Return how an instrument stands to others published by a day; one row per relation.

    Columns instrument_id, relation, related_id (read from left to right), is_known, and other_id
    and other_title of the one that is not asked about (title null for a plain reference).
    """
    return ask(
        cur,
        """
        SELECT r.instrument_id, r.relation, r.related_id, r.is_known,
            CASE WHEN r.instrument_id = $id THEN r.related_id ELSE r.instrument_id END AS other_id,
            p.title AS other_title
        FROM policy_relation AS r
        LEFT JOIN policy_state($asof) AS p
            ON p.instrument_id
                = CASE WHEN r.instrument_id = $id THEN r.related_id ELSE r.instrument_id END
        WHERE $id IN (r.instrument_id, r.related_id)
            AND (p.instrument_id IS NOT NULL OR NOT r.is_known)
        ORDER BY p.published NULLS FIRST, other_id
        """,
        {"id": instrument_id, "asof": both_clocks(asof, None)["asof"]},
    )


def policy_decisions(
    cur: DuckDBPyConnection, *, asof: date | None = None, bank: str | None = None
) -> pl.DataFrame:
    """Return the rate decisions announced by a day, oldest first; one row per decision.

    Columns bank (institution name), decided, effective (days), rate_low, rate_high (percent),
    change_bp (basis points), source, confidence, note.

    Args:
        cur: a cursor of the warehouse.
        asof: the day; today by default.
        bank: name of a central bank, or None for all.
    """
    return ask(
        cur,
        "SELECT * FROM policy_decision WHERE decided <= $asof "
        "AND ($bank IS NULL OR bank = $bank) ORDER BY bank, decided",
        {"asof": both_clocks(asof, None)["asof"], "bank": bank},
    )
