"""Rows of `queries.figures` on policy rates -> columns of a dot plot, and how far medians stand.

A column is the end of this year, the end of the next, or the longer run. Levels enter as they do on
paths of rates; a longer-run rate is no setting of a range, so it enters as printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from dashboard.panels import counting
from dashboard.panels.counting import Spread
from dashboard.panels.once import once_a_frame
from dashboard.panels.paths_frame import FIGURE, judged
from dashboard.panels.wording import Row
from warehouse.vocabulary import Measure

LONGER_RUN: Final = "LR"
_LONGER_RUN_MEASURES: Final = (Measure.OTHER, Measure.YEAR_END, Measure.ANNUAL_AVG)


@dataclass(frozen=True, slots=True)
class Apart:
    """The medians of two banks at one date.

    Attributes:
        column: year, or the longer run.
        value: the first median minus the second, percentage points.
    """

    column: str
    value: float


def columns_at(asof: date) -> tuple[str, ...]:
    """Return this year, the next and the longer run, as the frame names them."""
    return (str(asof.year), str(asof.year + 1), LONGER_RUN)


def placed(frame: pl.DataFrame, *, asof: date) -> pl.DataFrame:
    """Return the figures that have a column, with `column` and what `judged` adds.

    Args:
        frame: rows of `queries.figures`.
        asof: the day whose year comes first.

    Returns:
        One row per house, region, kind and column: a counted one before others, then the newest;
        `mid` is where it enters.
    """
    held = judged(frame, asof=asof)
    year = pl.col("period").str.head(len("2026"))
    is_end = (pl.col("measure") == str(Measure.YEAR_END)) & pl.col("period").is_in(_ends_at(asof))
    in_run = pl.col("measure").is_in(list(map(str, _LONGER_RUN_MEASURES)))
    is_run = (pl.col("period") == LONGER_RUN) & in_run
    placed_rows = (
        held.with_columns(
            pl.when(is_run).then(pl.lit(LONGER_RUN)).when(is_end).then(year).alias("column")
        )
        .filter(pl.col("column").is_not_null())
        .sort(
            "counted", "published", descending=True, nulls_last=[False, True], maintain_order=True
        )
        .filter(pl.struct("institution", "region", "kind", "column").is_first_distinct())
    )
    return _entered(placed_rows)


def _ends_at(asof: date) -> list[str]:
    """Return the periods that end with this year or the next."""
    years = (str(asof.year), str(asof.year + 1))
    return [f"{year}{end}" for year in years for end in ("", "-12", "Q4")]


def _entered(rows: pl.DataFrame) -> pl.DataFrame:
    """Set where figures enter: a longer-run rate as printed, a level as it is read."""
    is_run, why = pl.col("column") == LONGER_RUN, pl.col("not_pooled_because")
    return rows.with_columns(
        pl.when(is_run).then(why.is_null()).otherwise("counted").alias("counted"),
        pl.when(is_run).then(why).otherwise("why_not").alias("why_not"),
        pl.when(is_run).then("mid").otherwise("level").alias("level"),
        pl.when(is_run).then("mid").otherwise("level").alias("mid"),
    )


def column_of(frame: pl.DataFrame, region: str, column: str) -> list[Row]:
    """Return the figures of one column of one bank."""
    held = (pl.col("entry") == FIGURE) & (pl.col("region") == region) & (pl.col("column") == column)
    return frame.filter(held).rows(named=True)


def spread_of(frame: pl.DataFrame, region: str, column: str) -> Spread:
    """Return the counted figures of one column of one bank."""
    return _spreads(frame).get((region, column)) or Spread(region, (), None)


@once_a_frame
def _spreads(frame: pl.DataFrame) -> dict[tuple[str, str], Spread]:
    """Return the counted figures by bank and column."""
    counted = frame.filter((pl.col("entry") == FIGURE) & pl.col("counted"))
    parts = counted.partition_by("region", "column", as_dict=True)
    return {
        (str(region), str(column)): counting.spread(part, str(region))
        for (region, column), part in parts.items()
    }


def apart(frame: pl.DataFrame, regions: Sequence[str], *, asof: date) -> list[Apart]:
    """Return how far the two banks' medians stand at each date that both have one for."""
    if len(regions) < 2:
        return []
    found = []
    for column in columns_at(asof):
        middles = [spread_of(frame, region, column).median for region in regions[:2]]
        if middles[0] is not None and middles[1] is not None:
            found.append(Apart(column, round(middles[0] - middles[1], 6)))
    return found
