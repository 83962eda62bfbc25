"""Warehouse on two days -> who changed its figure, who joined and who left, and what each did.

A mean can rise while every house that moved went down, because of who joined. The split is exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.panels.before import SAME, told_from
from dashboard.panels.divergence_frame import columns_of_year
from dashboard.panels.since import since_of
from dashboard.panels.table_columns import Column
from dashboard.panels.table_frame import read_cells
from dashboard.panels.wording import Row
from dashboard.selection import Selection

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOVED, UNCHANGED, JOINED, LEFT = "moved", "unchanged", "joined", "left"
ROLES: Final = (MOVED, JOINED, LEFT, UNCHANGED)  # in the order shown
EXTRA: Final = (
    "role",
    "before",
    "now",
    "before_id",
    "before_published",
    "before_precision",
    "is_printed",
)


@dataclass(frozen=True, slots=True)
class Split:
    """How the mean of a column changed between two days.

    With A the houses counted before, B those counted now, C those in both, a and b their figures:

        moved  = mean of b over C - mean of a over C  =  sum over C of (b - a) / |C|
        joined = mean of b over B - mean of b over C
        left   = mean of a over C - mean of a over A
        moved + joined + left = mean of b over B - mean of a over A

    So `joined` is what the newcomers do to today's mean of those who stayed, and `left` what the
    leavers had done to the old mean. Nothing is left over.

    Attributes:
        n_before: houses in A.
        n_now: houses in B.
        mean_before: over A; None where A is empty.
        mean_now: over B; None where B is empty.
        moved: None where C is empty, as the two below.
        joined: 0 where nobody joined.
        left: 0 where nobody left.
    """

    n_before: int
    n_now: int
    mean_before: float | None
    mean_now: float | None
    moved: float | None
    joined: float | None
    left: float | None

    @property
    def change(self) -> float | None:
        """The mean now minus the mean before; None where either is missing."""
        if self.mean_before is None or self.mean_now is None:
            return None
        return self.mean_now - self.mean_before

    @property
    def membership(self) -> float | None:
        """What joining and leaving did together; the whole change where nobody is in both."""
        if self.joined is None or self.left is None:
            return self.change
        return self.joined + self.left


def split(before: Mapping[str, float], now: Mapping[str, float]) -> Split:
    """Split the change of a mean into who moved, who joined and who left; see `Split`.

    Args:
        before: house -> figure on the earlier day.
        now: house -> figure on the later day.
    """
    both = sorted(before.keys() & now.keys())
    mean_before = fmean(before.values()) if before else None
    mean_now = fmean(now.values()) if now else None
    if not both or mean_before is None or mean_now is None:
        return Split(len(before), len(now), mean_before, mean_now, None, None, None)
    stayed_before, stayed_now = (fmean(held[house] for house in both) for held in (before, now))
    return Split(
        n_before=len(before),
        n_now=len(now),
        mean_before=mean_before,
        mean_now=mean_now,
        moved=stayed_now - stayed_before,
        joined=mean_now - stayed_now if len(now) > len(both) else 0.0,
        left=stayed_before - mean_before if len(before) > len(both) else 0.0,
    )


def read_moved(cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
    """Return the counted figures of both days; one row per house and column.

    Columns of `table_frame.read_cells` for the figure now, or for the figure before of a house that
    left; `role` (one of `ROLES`), `before` and `now` (midpoints in `unit`, null where not counted)
    and `before_id` (the forecast of the earlier day; blank where there was none). Where a newer
    report prints the house's figure before, that is `before` (`is_printed`), without a day.
    """
    columns = columns_of_year(selection)
    since = since_of(selection, today=selection.asof or date.min)
    now = read_cells(cursor, selection, columns)
    then = read_cells(cursor, selection.at(asof=since), columns)
    return _joined(_counted(then, columns), _counted(now, columns))


def _counted(frame: pl.DataFrame, columns: Sequence[Column]) -> pl.DataFrame:
    """Return the counted rows, with the `place` of their column."""
    places = {column.id: place for place, column in enumerate(columns)}
    place = pl.col("column").replace_strict(places, default=None, return_dtype=pl.Int64)
    return frame.filter(pl.col("counted")).with_columns(place.alias("place"))


def _joined(before: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """Return the figures of both days beside each other, by column and house."""
    cell = ["column", "institution"]
    earlier = told_from(now, before, on=cell).select(
        *cell,
        before="mid",
        before_published="published",
        before_precision="published_precision",
        before_id="forecast_id",
        is_printed="is_printed",
    )
    is_same = (pl.col("before") - pl.col("mid")).abs() < SAME
    role = (
        pl.when(pl.col("before").is_null()).then(pl.lit(JOINED))
        .when(is_same).then(pl.lit(UNCHANGED))
        .otherwise(pl.lit(MOVED))
    )  # fmt: skip
    both = now.join(earlier, on=cell, how="left")
    here = both.with_columns(
        role.alias("role"),
        pl.col("mid").alias("now"),
        pl.col("before_id").fill_null(""),
        pl.col("is_printed").fill_null(value=False),
    )
    gone = before.join(now, on=cell, how="anti").with_columns(
        pl.lit(LEFT).alias("role"),
        pl.col("mid").alias("before"),
        pl.lit(None, pl.Float64).alias("now"),
        pl.col("forecast_id").alias("before_id"),
        pl.col("published").alias("before_published"),
        pl.col("published_precision").alias("before_precision"),
        pl.lit(value=False).alias("is_printed"),
    )
    held = pl.concat([here.select(*now.columns, *EXTRA), gone.select(*now.columns, *EXTRA)])
    return held.sort("place", "institution").drop("place")


def split_of(frame: pl.DataFrame, column: Column) -> Split:
    """Return the split of a column."""
    rows = rows_of(frame, column)
    before = {row["institution"]: row["before"] for row in rows if row["before"] is not None}
    now = {row["institution"]: row["now"] for row in rows if row["now"] is not None}
    return split(before, now)


def rows_of(frame: pl.DataFrame, column: Column) -> list[Row]:
    """Return the rows of a column: who moved, joined, left and stayed, each highest first."""
    mine = frame.filter(pl.col("column") == column.id).rows(named=True)

    def place(row: Row) -> tuple[int, float, str]:
        value = row["now"] if row["now"] is not None else row["before"]
        return ROLES.index(row["role"]), -value, row["institution"]

    return sorted(mine, key=place)


def held_of(frame: pl.DataFrame, selection: Selection) -> list[Column]:
    """Return the columns in which anybody was or is counted."""
    held = set(frame["column"])
    return [column for column in columns_of_year(selection) if column.id in held]


def focus_of(frame: pl.DataFrame, selection: Selection) -> Column | None:
    """Return the column whose mean changed most, else the first with a house; None for no house."""
    columns = held_of(frame, selection)

    def size(column: Column) -> float:
        change = split_of(frame, column).change
        return round(abs(change), 9) if change is not None else -1.0

    return max(columns, key=size, default=None)
