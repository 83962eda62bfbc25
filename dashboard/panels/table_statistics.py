"""Counted figures -> what the houses say together under a column, now and on earlier days.

The numbers are those of `queries.consensus`: over midpoints, sample deviation from three houses on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.panels import counting
from dashboard.panels.since import months_before, since_of
from dashboard.panels.table_columns import Column
from dashboard.selection import Selection
from warehouse import queries

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NOW: Final = ("all_n", "all_mean", "all_median", "all_high", "all_low", "all_sd")
EARLIER: Final[dict[str, Callable[[Selection, date], date]]] = {
    "month_ago": lambda _, asof: months_before(asof, 1),
    "quarter_ago": lambda _, asof: months_before(asof, 3),
    "since": lambda selection, asof: since_of(selection, today=asof),
}
QUESTION: Final = ("indicator", "region", "period", "measure", "unit")


@dataclass(frozen=True, slots=True)
class Together:
    """What the houses say together under one column.

    Attributes:
        n: houses counted.
        mean: of midpoints, in the unit of the column; None for no house, as all below.
        median: of midpoints.
        high: the highest midpoint.
        low: the lowest midpoint.
        sd: sample deviation; None below three houses.
        then: prefix of `EARLIER` -> (n, mean) on that day.
    """

    n: int
    mean: float | None
    median: float | None
    high: float | None
    low: float | None
    sd: float | None
    then: dict[str, tuple[int, float | None]]

    @property
    def change(self) -> float | None:
        """The mean now minus the mean on the day compared with; None where either is missing."""
        before = self.then["since"][1]
        if self.mean is None or before is None:
            return None
        return round(self.mean - before, 9)


def add_statistics(
    cursor: DuckDBPyConnection,
    frame: pl.DataFrame,
    selection: Selection,
    columns: Sequence[Column],
) -> pl.DataFrame:
    """Add `all_*` (now) and `*_n`, `*_mean` of each earlier day to the rows of a column."""
    together = together_now(frame)
    days = days_compared(selection)
    found = {
        day: _means(cursor, selection, columns, day=day) for day in dict.fromkeys(days.values())
    }
    for name in EARLIER:
        then = found[days[name]] if days else _NONE
        renamed = then.rename({"n": f"{name}_n", "mean": f"{name}_mean"})
        together = together.join(renamed, on="column", how="left", maintain_order="left")
        together = together.with_columns(pl.col(f"{name}_n").fill_null(0))
    return frame.join(together, on="column", how="left", maintain_order="left")


def together_now(frame: pl.DataFrame) -> pl.DataFrame:
    """Return `column` and `all_*` of the counted rows; one row per column."""
    return frame.group_by("column").agg(*_aggregates(pl.col("mid").filter(pl.col("counted"))))


def days_compared(selection: Selection) -> dict[str, date]:
    """Return the earlier days that means are told of, by prefix; none without an as-of day."""
    asof = selection.asof
    return {name: find(selection, asof) for name, find in EARLIER.items()} if asof else {}


def _aggregates(mids: pl.Expr) -> list[pl.Expr]:
    enough = mids.len() >= counting.ENOUGH_FOR_SPREAD
    return [
        mids.len().cast(pl.Int64).alias("all_n"),
        mids.mean().alias("all_mean"),
        mids.median().alias("all_median"),
        mids.max().alias("all_high"),
        mids.min().alias("all_low"),
        pl.when(enough).then(mids.std(ddof=1)).alias("all_sd"),
    ]


_NONE: Final = pl.DataFrame(schema={"column": pl.String, "n": pl.Int64, "mean": pl.Float64})


def _means(
    cursor: DuckDBPyConnection, selection: Selection, columns: Sequence[Column], *, day: date
) -> pl.DataFrame:
    """Return n and mean of each column on a day; columns without a counted figure are left out."""
    asked: dict[str, Any] = {
        "indicators": list(dict.fromkeys(str(column.indicator) for column in columns)),
        "regions": list(dict.fromkeys(column.region for column in columns)),
        "periods": list(dict.fromkeys(column.year for column in columns)),
        "institutions": list(selection.institutions),
        "asof": day,
        "known": selection.known,
    }
    if not columns:
        return _NONE
    if selection.age is None:
        found = queries.consensus(cursor, **asked)
    else:
        young = young_enough(queries.figures(cursor, **asked), selection.at(asof=day))
        pooled = young.filter(pl.col("pooled")).group_by(QUESTION)
        found = pooled.agg(pl.len().cast(pl.Int64).alias("n"), pl.col("mid").mean().alias("mean"))
    keys = pl.DataFrame(
        {
            "column": [column.id for column in columns],
            "indicator": [str(column.indicator) for column in columns],
            "region": [column.region for column in columns],
            "period": [column.period for column in columns],
            "measure": [str(column.measure) for column in columns],
            "unit": [str(column.unit) for column in columns],
        }
    )
    joined = keys.join(found, on=QUESTION, how="inner", maintain_order="left")
    return joined.select("column", pl.col("n").cast(pl.Int64), "mean")


def young_enough(frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
    """Return the rows published at most `age` months before the as-of day; all without an age."""
    if selection.age is None or selection.asof is None:
        return frame
    return frame.filter(pl.col("published") >= months_before(selection.asof, selection.age))


def together_of(frame: pl.DataFrame, column: Column) -> Together:
    """Return what the frame holds on a column; nobody where it has no row."""
    found = frame.filter(pl.col("column") == column.id)
    if found.is_empty():
        return Together(0, None, None, None, None, None, dict.fromkeys(EARLIER, (0, None)))
    row = found.row(0, named=True)
    then = {name: (row[f"{name}_n"], row[f"{name}_mean"]) for name in EARLIER}
    return Together(**{name.removeprefix("all_"): row[name] for name in NOW}, then=then)
