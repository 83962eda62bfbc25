"""What is written -> `current_row` and `current_sentence`, which answer every question as of now.

The views work out what was in print and known at any two moments, which takes many passes over all
forecasts. Nearly every question is about what is known now, and that changes only when something is
written: the writer then works out anew the rows of the houses concerned, in the same transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.asking import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Collection

    from duckdb import DuckDBPyConnection

# What still stands lies together, then what was followed this year, then last year's: a question
# about a day reads few blocks of the file. Within them rows of one question do.
_ORDER = (
    "ORDER BY isinf(stands_until) DESC NULLS LAST, year(stands_until) DESC NULLS LAST, "
    "indicator, region, period, institution, seen"
)

_NEWEST_FIRST = "ORDER BY published DESC NULLS LAST, report_sha256, page, quote"
_KEPT = {  # table -> the view that it holds the rows of, and their order in the file
    "current_row": ("spanned_rows($known)", _ORDER),
    "current_sentence": ("sentences('infinity'::DATE, $known)", _NEWEST_FIRST),
}


def fill_all(con: DuckDBPyConnection) -> None:
    """Work out every row anew; call inside a transaction, once the views are defined."""
    for table, (view, order) in _KEPT.items():
        con.execute(f"DELETE FROM {table}")
        rows = f"INSERT INTO {table} BY NAME SELECT * FROM {view} {order}"
        con.execute(rows, {"known": EVERYTHING})


def fill_houses(con: DuckDBPyConnection, houses: Collection[str]) -> None:
    """Work out the rows of some houses anew; call inside the transaction that changed them.

    Args:
        con: the writing connection.
        houses: whose rows may be others now, by the names before and after the change.
    """
    if not houses:
        return
    named = {f"house_{number}": house for number, house in enumerate(sorted(houses))}
    kept = f"institution IN ({', '.join(f'${name}' for name in named)})"
    for table, (view, order) in _KEPT.items():
        con.execute(f"DELETE FROM {table} WHERE {kept}", named)
        rows = f"INSERT INTO {table} BY NAME SELECT * FROM {view} WHERE {kept} {order}"
        con.execute(rows, {"known": EVERYTHING, **named})


def houses_kept(con: DuckDBPyConnection, sha256: str) -> set[str]:
    """Return the houses that a report speaks for, by the rows that are kept of it."""
    return _names(
        con, "SELECT DISTINCT institution FROM current_row WHERE report_sha256 = ?", sha256
    )


def houses_written(con: DuckDBPyConnection, sha256: str) -> set[str]:
    """Return the houses that a report speaks for, by what has been written."""
    sql = (
        "SELECT DISTINCT institution FROM published_rows('infinity'::DATE, "
        f"TIMESTAMP '{EVERYTHING}') WHERE report_sha256 = ?"
    )
    return _names(con, sql, sha256)


def _names(con: DuckDBPyConnection, sql: str, sha256: str) -> set[str]:
    return {str(name) for (name,) in con.execute(sql, [sha256]).fetchall()}
