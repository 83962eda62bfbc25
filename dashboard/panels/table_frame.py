"""Warehouse -> the frame of the panel table: every figure under its column, with the statistics.

A cell shows one claim of a house: what is counted, else what comes nearest, in grey. Everything
else that the house says under that heading stays in the frame and in the files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.panels import counting
from dashboard.panels.rates_frame import A_MOVE
from dashboard.panels.table_columns import Column, columns_of
from dashboard.panels.table_statistics import add_statistics, young_enough
from dashboard.panels.wording import Row
from dashboard.selection import Selection
from warehouse import queries
from warehouse.vocabulary import Indicator, InstitutionKind, Kind, Status

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NEVER_SHOWN: Final = 99
MOST_PIECES: Final = 2  # claims of one rank that share a cell: the halves of a year
_RANKS: Final = {Kind.SCENARIO: 7, Kind.ESTIMATE: 8, Kind.TARGET: 9, Kind.PREVIOUS: NEVER_SHOWN}


def read_table(cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
    """Return the frame of a selection; one row per figure and column.

    Columns of `queries.figures`; `column` (id), `counted`, `why_not`, `shown` (whether it stands in
    the cell), `change` (against the house's last edition, or the older figure printed beside it, in
    `unit`), and what `table_statistics` adds for the column.
    """
    columns = columns_of(selection)
    return add_statistics(cursor, read_cells(cursor, selection, columns), selection, columns)


def read_cells(
    cursor: DuckDBPyConnection, selection: Selection, columns: Sequence[Column]
) -> pl.DataFrame:
    """Return the rows of `read_table` for some columns, without their statistics."""
    found = figures_of(cursor, selection, columns)
    judged = [_judged(found, column) for column in columns]
    extra = {"column": pl.String, "counted": pl.Boolean, "why_not": pl.String,
             "shown": pl.Boolean, "change": pl.Float64}  # fmt: skip
    empty = pl.DataFrame(schema={**found.schema, **extra})
    return pl.concat([empty, *(part.select(empty.columns) for part in judged)])


def figures_of(
    cursor: DuckDBPyConnection, selection: Selection, columns: Sequence[Column]
) -> pl.DataFrame:
    """Return the figures of the columns, none older than the selection allows."""
    years = dict.fromkeys(column.year for column in columns)
    found = queries.figures(
        cursor,
        indicators=_indicators(selection),
        regions=list(selection.regions),
        periods=[period for year in years for period in counting.related_periods(year)],
        institutions=list(selection.institutions),
        asof=selection.asof,
        known=selection.known,
    )
    return young_enough(found, selection) if columns else found.clear()


def _indicators(selection: Selection) -> list[str]:
    """Return what is asked for; a column of rates shows the moves of houses without a level."""
    asked = [str(indicator) for indicator in selection.indicators]
    moves = str(Indicator.POLICY_RATE_CHANGE)
    return [*asked, *([moves] if Indicator.POLICY_RATE in selection.indicators else [])]


def _judged(found: pl.DataFrame, column: Column) -> pl.DataFrame:
    """Return the rows of one column, judged, with what stands in the cell."""
    mine = (pl.col("indicator") == column.indicator) & (pl.col("region") == column.region)
    own = counting.with_counts(found.filter(mine), period=column.year, measure=column.measure)
    if column.indicator == Indicator.POLICY_RATE:
        own = pl.concat([own, _moves(found, column)])
    rows = own.select(_CHOSEN_BY).rows(named=True)
    older = counting.printed_before(rows)
    shown = _shown(rows)
    changes = [_change(row, older.get(counting.question_of(row))) for row in rows]
    return own.with_columns(
        pl.lit(column.id).alias("column"),
        pl.Series("shown", [id(row) in shown for row in rows], dtype=pl.Boolean),
        pl.Series("change", changes, dtype=pl.Float64),
    )


_CHOSEN_BY: Final = (
    "institution", "institution_kind", "indicator", "region", "period", "measure", "kind", "status",
    "mid", "counted", "why_not", "second_hand", "age_days", "report_sha256", "previous_low",
    "previous_high",
)  # fmt: skip


def _moves(found: pl.DataFrame, column: Column) -> pl.DataFrame:
    """Return the moves of the bank's rate in the column's year; never counted as levels."""
    mine = (pl.col("indicator") == Indicator.POLICY_RATE_CHANGE) & (
        pl.col("region") == column.region
    )
    moves = counting.with_counts(found.filter(mine), period=column.year, measure="")
    why = pl.col("not_pooled_because")
    return moves.with_columns(
        pl.lit(value=False).alias("counted"),
        pl.when(why != "").then(why).otherwise(pl.lit(A_MOVE)).alias("why_not"),
    )


def _change(row: Row, before: Row | None) -> float | None:
    """Return the change from the house's last edition, else from the figure printed beside it."""
    ends = row["previous_low"], row["previous_high"]
    known = None not in ends
    earlier = (ends[0] + ends[1]) / 2 if known else before["mid"] if before else None
    if earlier is None or row["mid"] is None or not row["counted"]:
        return None
    return round(float(row["mid"] - earlier), 6)


def _shown(rows: Sequence[Row]) -> set[int]:
    """Return the identity of the rows that stand in a cell: the best of each house."""
    houses: dict[str, list[Row]] = {}
    for row in rows:
        houses.setdefault(row["institution"], []).append(row)
    return {id(row) for held in houses.values() for row in _best(held)}


def _best(held: Sequence[Row]) -> list[Row]:
    ranked = sorted(held, key=lambda row: (rank_of(row), row["second_hand"], _age(row)))
    best = rank_of(ranked[0])
    if best == NEVER_SHOWN:
        return []
    halves = [row for row in ranked if rank_of(row) == best]
    if not (ranked[0]["why_not"] or "").startswith(counting.OTHER_PERIOD):
        return halves[:1]
    return sorted(halves[:MOST_PIECES], key=lambda row: str(row["period"]))


def rank_of(row: Row) -> int:
    """Return how near a row comes to what its column asks for; 0 is counted."""
    why = row["why_not"] or ""
    if row["counted"]:
        return 0
    if row["kind"] != Kind.FORECAST:
        return _RANKS[Kind(row["kind"])]
    if row["indicator"] == Indicator.POLICY_RATE_CHANGE:
        return 6
    if row["status"] == Status.REVIEW:
        return 1
    if row["institution_kind"] == InstitutionKind.COLLECTIVE:
        return 2
    if why.startswith(counting.OTHER_PERIOD):
        return 5
    return 4 if row["mid"] is None else 3


def _age(row: Row) -> int:
    """Return days since publication; undated reports come last."""
    return 1_000_000 if row["age_days"] is None else int(row["age_days"])


def shown_rows(frame: pl.DataFrame) -> dict[str, dict[str, list[Row]]]:
    """Return what stands in the cells: house -> column -> rows."""
    found: dict[str, dict[str, list[Row]]] = {}
    for row in frame.filter(pl.col("shown")).iter_rows(named=True):
        found.setdefault(row["institution"], {}).setdefault(row["column"], []).append(row)
    return found


def held_columns(frame: pl.DataFrame, selection: Selection) -> list[Column]:
    """Return the columns that have anything in a cell, in the order asked for."""
    held = set(frame.filter(pl.col("shown"))["column"])
    return [column for column in columns_of(selection) if column.id in held]
