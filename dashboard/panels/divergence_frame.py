"""Warehouse -> the frame of the divergence board: figures with their distance from the median.

The columns are those of the panel table, for one year; the numbers are those of
`queries.divergence`, and a figure in review is told its distance without entering the median.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.panels import counting
from dashboard.panels.asked import asked_of
from dashboard.panels.rates_frame import year_of
from dashboard.panels.table_columns import Column, column_of, columns_of
from dashboard.panels.table_frame import read_cells
from dashboard.panels.table_statistics import QUESTION, together_now
from dashboard.panels.wording import Row
from dashboard.selection import Selection
from warehouse import queries
from warehouse.vocabulary import InstitutionKind, Kind, Status

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROUNDED: Final = 9  # digits after which two distances are one and the same


def usual_year(cursor: DuckDBPyConnection, selection: Selection) -> str | None:
    """Return this year or next, whichever more houses' figures are for; None without a day.

    Args:
        cursor: of the warehouse.
        selection: with indicators, regions and the as-of day.
    """
    columns = columns_of(selection)
    if not columns:
        return None
    found = queries.consensus(
        cursor,
        indicators=[str(indicator) for indicator in selection.indicators],
        periods=list(dict.fromkeys(column.year for column in columns)),
        **asked_of(selection),
    )
    held = {tuple(row[:-1]): row[-1] for row in found.select(*QUESTION, "n").iter_rows()}
    counts: Counter[str] = Counter()
    for c in columns:
        counts[c.year] += held.get((c.indicator, c.region, c.period, c.measure, c.unit), 0)
    return max(counts, key=lambda year: (counts[year], -int(year)))


def columns_of_year(selection: Selection) -> list[Column]:
    """Return the columns that a selection asks for in its year, whether or not they are empty."""
    return [
        Column(indicator, region, year_of(selection))
        for indicator in selection.indicators
        for region in selection.regions
    ]


def read_board(cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
    """Return the frame of a selection; one row per figure and column.

    Columns of `table_frame.read_cells`; `all_*` (what the counted figures of the column say
    together), `distance` from their median (in `unit`; null below three houses, and for figures
    that are neither counted nor could be) and `deviations` (the same in standard deviations).
    """
    frame = read_cells(cursor, selection, columns_of_year(selection))
    return with_distances(frame)


def with_distances(frame: pl.DataFrame) -> pl.DataFrame:
    """Add `all_*`, `distance` and `deviations` to judged rows."""
    joined = frame.join(together_now(frame), on="column", how="left", maintain_order="left")
    enough = (pl.col("all_n") >= counting.ENOUGH_FOR_SPREAD) & _alike(frame)
    points = (pl.col("mid") - pl.col("all_median")).round(ROUNDED)
    distance = pl.when(enough).then(points)
    spread = pl.col("all_sd") > 10.0**-ROUNDED
    return joined.with_columns(
        distance.alias("distance"),
        pl.when(spread).then(distance / pl.col("all_sd")).alias("deviations"),
    )


def _alike(frame: pl.DataFrame) -> pl.Expr:
    """Return what holds for the rows that `is_alike` holds for."""
    columns = [column_of(each) for each in frame["column"].unique()]
    asked = {c.id: f"{c.indicator} {c.measure} {c.unit} {c.period}" for c in columns}
    column = pl.col("column").replace_strict(asked, default=None, return_dtype=pl.String)
    fits = pl.concat_str("indicator", "measure", "unit", "period", separator=" ") == column
    waits = (
        (pl.col("status") == str(Status.REVIEW))
        & (pl.col("kind") == str(Kind.FORECAST))
        & pl.col("institution_kind").ne_missing(str(InstitutionKind.COLLECTIVE))
    )
    return pl.col("counted") | (waits & fits.fill_null(value=False) & pl.col("mid").is_not_null())


def is_alike(row: Row) -> bool:
    """Whether a figure is counted under its column, or would be if it were accepted."""
    return bool(row["counted"]) or (is_waiting(row) and _fits(row))


def is_waiting(row: Row) -> bool:
    """Whether a forecast of a house awaits review."""
    waits: bool = row["status"] == Status.REVIEW and row["kind"] == Kind.FORECAST
    return waits and row["institution_kind"] != InstitutionKind.COLLECTIVE


def _fits(row: Row) -> bool:
    column = column_of(row["column"])
    asked = (column.indicator, column.measure, column.unit, column.period)
    found = (row["indicator"], row["measure"], row["unit"], row["period"])
    return bool(found == asked and row["mid"] is not None)


def counted_of(frame: pl.DataFrame, column: Column) -> Sequence[Row]:
    """Return the counted rows of a column, largest first."""
    mine = frame.filter((pl.col("column") == column.id) & pl.col("counted"))
    return mine.sort(["mid", "institution"], descending=[True, False]).rows(named=True)
