"""Places on pages that a claim was read from; part of `queries`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from warehouse.asking import ask_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def boxes_of(cur: DuckDBPyConnection, *, run: int, owner: str) -> list[dict[str, Any]]:
    """Return the places of one claim of one run in their order, in PDF points.

    Args:
        cur: a cursor of the warehouse.
        run: number of the run.
        owner: id of the claim.

    Returns:
        {page, x0, top, x1, bottom, role, text}, the value first.
    """
    return ask_rows(
        cur,
        "SELECT page, x0, top, x1, bottom, role, text FROM evidence_box "
        "WHERE extraction_id = $run AND owner_id = $owner ORDER BY ordinal",
        {"run": run, "owner": owner},
    )
