"""Frame of the bankruptcies panel -> its rows by block, in the order shown."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard import numbers
from dashboard.panels import counting
from dashboard.panels.bankruptcies_beside import CREDIT, REALISED
from dashboard.panels.wording import Row
from warehouse.vocabulary import Indicator

GROWTH, COUNTS, SCENARIOS, RELATED = "growth", "counts", "scenarios", "related"
WORLD: Final = "WORLD"


def realised_of(frame: pl.DataFrame) -> list[Row]:
    """Return what came: the world first, then by region and year."""
    rows = frame.filter(pl.col("block") == REALISED).rows(named=True)
    return sorted(rows, key=lambda row: (row["region"] != WORLD, row["region"], row["period"]))


def credit_of(frame: pl.DataFrame) -> list[Row]:
    """Return how houses lean on credit."""
    return frame.filter(pl.col("block") == CREDIT).rows(named=True)


def block_of(frame: pl.DataFrame, name: str) -> list[Row]:
    """Return a block's rows: the world first, then by region, year and size."""
    rows = frame.filter(pl.col("block") == name).rows(named=True)
    rows = [row for row in rows if row["bound"] != "call"]
    biggest = {row["region"]: max(size_of(r) for r in rows if r["region"] == row["region"])
               for row in rows}  # fmt: skip
    return sorted(
        rows,
        key=lambda row: (
            row["region"] != WORLD,
            -biggest[row["region"]],
            row["region"],
            row["period"],
            -size_of(row),
        ),
    )


def size_of(row: Row) -> float:
    """Return the larger end of a figure."""
    ends = [row["low"], row["high"]]
    return max(float(end) for end in ends if end is not None)


def value_of(row: Row) -> str:
    """Return a figure as the field writes it, a change with its sign."""
    is_change = row["indicator"] == Indicator.BANKRUPTCIES_GROWTH
    decimals = counting.decimals_of(row["indicator"])
    return numbers.figure(row["low"], row["high"], row["unit"], decimals=decimals, signs=is_change)
