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
    rows: list[Row] = []
    seen: set[tuple[str, ...]] = set()
    held = judged(frame, asof=asof)
    order = sorted(
        held.iter_rows(named=True),
        key=lambda row: (not row["counted"], -(row["published"] or date.min).toordinal()),
    )
    for row in order:
        column = _column(row, asof=asof)
        key = (row["institution"], row["region"], row["kind"], column)
        if not column or key in seen:
            continue
        seen.add(key)
        rows.append(_entered(row, column))
    return pl.DataFrame(rows, schema={**held.schema, "column": pl.String}, orient="row")


def _entered(row: Row, column: str) -> Row:
    if column != LONGER_RUN:
        return {**row, "column": column, "mid": row["level"]}
    why = row["not_pooled_because"]
    said = {"counted": why is None, "why_not": why, "level": row["mid"]}
    return {**row, **said, "column": column}


def _column(row: Row, *, asof: date) -> str:
    """Return the column of a row; blank for a figure of another date or definition."""
    period = row["period"]
    if period == LONGER_RUN:
        return LONGER_RUN if row["measure"] in _LONGER_RUN_MEASURES else ""
    year = period[:4]
    is_end = period in (year, f"{year}-12", f"{year}Q4") and row["measure"] == Measure.YEAR_END
    return year if is_end and year in columns_at(asof) else ""


def column_of(frame: pl.DataFrame, region: str, column: str) -> list[Row]:
    """Return the figures of one column of one bank."""
    held = (pl.col("entry") == FIGURE) & (pl.col("region") == region) & (pl.col("column") == column)
    return frame.filter(held).rows(named=True)


def spread_of(frame: pl.DataFrame, region: str, column: str) -> Spread:
    """Return the counted figures of one column of one bank."""
    is_here = (pl.col("entry") == FIGURE) & (pl.col("column") == column)
    return counting.spread(frame.filter(is_here), region)


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
