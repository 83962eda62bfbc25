"""Checked realised values -> rows of the warehouse, appended; and the taking out of a source."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa

from warehouse.asking import ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from duckdb import DuckDBPyConnection

    from warehouse.actuals import Actual
    from warehouse.store import Warehouse


def keep_values(warehouse: Warehouse, values: Sequence[Actual], *, file_name: str) -> None:
    """Append realised values in one transaction; what stood before stays.

    Args:
        warehouse: opened for writing.
        values: as `own_actuals.check_values` found them.
        file_name: where they came from, for people only.

    Raises:
        WarehouseError: it can't be written.
    """
    with warehouse.writing() as con:
        moment = _next_moment(con)
        rows = [[*value.as_row(), file_name, moment] for value in values]
        columns = {f"c{n}": list(cells) for n, cells in enumerate(zip(*rows, strict=True))}
        con.register("incoming", pa.table(columns))
        con.execute("INSERT INTO own_actual SELECT * FROM incoming")
        con.unregister("incoming")


def remove_source(warehouse: Warehouse, source: str) -> int:
    """Take out what was loaded from a source; its rows stay on record for an earlier `known`.

    Returns:
        How many values no longer count; 0 where the source has none.

    Raises:
        WarehouseError: it can't be written.
    """
    with warehouse.writing() as con:
        found = con.execute(
            "SELECT count(*) FROM own_actuals('infinity'::TIMESTAMP) WHERE source = ?", [source]
        ).fetchone()
        count = int(found[0]) if found else 0
        if count:
            con.execute("INSERT INTO own_actual_removal VALUES (?, ?)", [source, _next_moment(con)])
    return count


def list_sources(cur: DuckDBPyConnection) -> pl.DataFrame:
    """Return what is loaded now; one row per source and file.

    Columns source, file_name, n (values), indicators, regions (texts), first_period, last_period,
    recorded_at (UTC).
    """
    return ask(
        cur,
        "SELECT source, file_name, count(*) AS n, "
        "string_agg(DISTINCT indicator, ', ' ORDER BY indicator) AS indicators, "
        "string_agg(DISTINCT region, ', ' ORDER BY region) AS regions, "
        "min(period) AS first_period, max(period) AS last_period, max(recorded_at) AS recorded_at "
        "FROM own_actuals('infinity'::TIMESTAMP) GROUP BY source, file_name "
        "ORDER BY source, file_name",
    )


def _next_moment(con: DuckDBPyConnection) -> datetime:
    """Return now, or just after the last row where the system's clock was set back."""
    row = con.execute(
        "SELECT max(recorded_at) FROM (SELECT recorded_at FROM own_actual "
        "UNION ALL SELECT recorded_at FROM own_actual_removal)"
    ).fetchone()
    now = datetime.now(UTC).replace(tzinfo=None)
    last = row[0] if row else None
    return now if last is None else max(now, last + timedelta(microseconds=1))
