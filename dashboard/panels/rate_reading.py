"""How one printed policy rate is read: what it is measured from, and which rate it cannot be.

The one place where that is written down. Every number enters as printed, on every screen alike. One
number on the Fed that stands on a quarter point can only be an end of its target range, so that a
move from today is counted from the upper end of today's range, not from its middle.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

import polars as pl

from dashboard.panels.counting import value_text
from dashboard.panels.wording import Row, listed_some

HALF_RANGE: Final = 0.125  # percentage points from the upper end of the Fed's range to its middle
STEP: Final = 0.25  # percentage points: banks set their rates on a ladder of such steps
ROUNDING: Final = 1e-6  # of a step, from binary fractions
REFI_SPREAD: Final = 0.15  # the ECB's main refinancing rate over its deposit rate since 18 Sep 2024
REFI_SINCE: Final = date(2024, 9, 18)
A_REFI: Final = "refinancing rate by its steps, not the deposit rate"
_IS_POINT: Final = pl.col("low").is_not_null() & (pl.col("low") == pl.col("high"))


def is_upper_end(row: Row) -> bool:
    """Whether a figure on the Fed is one number on a quarter point: an end of its range."""
    if row["region"] != "US" or row["low"] is None or row["low"] != row["high"]:
        return False
    return _is_on_ladder(row["low"])


def are_from_middle() -> pl.Expr:
    """Return `from_middle` over rows of `queries.figures`."""
    on_ladder = ((pl.col("region") == "US") & _IS_POINT & _on_ladder(pl.col("low"))).fill_null(
        value=False
    )
    return pl.when(on_ladder).then(HALF_RANGE).otherwise(0.0)


def is_refi(row: Row) -> bool:
    """Whether a figure for the euro area stands on the steps of the refinancing rate.

    Deposit rates move in quarter points; since September 2024 the refinancing rate lies 0.15 above.
    """
    dated = row["published"] is not None and row["published"] >= REFI_SINCE
    if row["region"] != "EA" or not dated or row["low"] is None or row["low"] != row["high"]:
        return False
    return _is_on_ladder(row["low"] - REFI_SPREAD)


def refis() -> pl.Expr:
    """Return `is_refi` over rows of `queries.figures`."""
    is_dated = pl.col("published") >= REFI_SINCE
    steps = _on_ladder(pl.col("low") - REFI_SPREAD)
    return ((pl.col("region") == "EA") & is_dated & _IS_POINT & steps).fill_null(value=False)


def from_middle(row: Row) -> float:
    """Return how far above the middle of today's range a figure is measured from, in points.

    One number on a quarter point is set beside the upper end of the range of today, everything else
    beside its middle, so that an unchanged rate is no move.
    """
    return HALF_RANGE if is_upper_end(row) else 0.0


def ends_named(rows: Iterable[Row]) -> str:
    """Return a sentence on the counted figures that could be an end of a range; blank for none."""
    ends = [f"{row['institution']} {value_text(row)}" for row in rows
            if row["counted"] and is_upper_end(row)]  # fmt: skip
    if not ends:
        return ""
    return (
        "One number on a quarter point enters as printed; if the upper end of the Fed’s range is "
        f"meant, its middle lies 0.125 lower: {listed_some(ends)}."
    )


def _is_on_ladder(rate: float) -> bool:
    """Whether a rate is a whole number of quarter points."""
    return abs(rate / STEP - round(rate / STEP)) < ROUNDING


def _on_ladder(rate: pl.Expr) -> pl.Expr:
    return (rate / STEP - (rate / STEP).round()).abs() < ROUNDING
