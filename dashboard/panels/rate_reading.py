"""How one printed policy rate is read: where it enters statistics, and which rate it cannot be.

The one place where that is written down; panels of all indicators take every number as printed and
say so (`printed_here`). One number on the Fed that stands on a quarter point can only be an end of
its target range: it is read as the upper end, and enters by the middle of the range. Every rule
stands twice, for a row and for the rows of a frame at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

import polars as pl

from dashboard import numbers
from dashboard.panels.counting import value_text
from dashboard.panels.wording import Row, listed_some
from warehouse.periods import LONGER_RUN
from warehouse.vocabulary import Indicator, Measure

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


def upper_ends() -> pl.Expr:
    """Return `is_upper_end` over rows of `queries.figures`."""
    return ((pl.col("region") == "US") & _IS_POINT & _on_ladder(pl.col("low"))).fill_null(
        value=False
    )


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


def levels() -> pl.Expr:
    """Return where figures enter statistics, percent: an end of the Fed's range by its middle."""
    middle = pl.col("mid")
    return pl.when(upper_ends()).then(middle - HALF_RANGE).otherwise(middle)


def read_as(row: Row) -> str:
    """Return a line on how an end of the Fed's range is read, for hovering; blank for others."""
    if not is_upper_end(row):
        return ""
    whole = numbers.bounds(row["low"] - 2 * HALF_RANGE, row["high"], decimals=2)
    return f"read as the range {whole}"


def ends_named(rows: Iterable[Row]) -> str:
    """Return a sentence on the counted figures that are read as ends of a range; blank for none."""
    ends = [f"{row['institution']} {value_text(row)}" for row in rows
            if row["counted"] and is_upper_end(row)]  # fmt: skip
    if not ends:
        return ""
    return (
        "One number on a quarter point is read as the upper end of the Fed’s range and enters "
        f"0.125 lower: {listed_some(ends)}."
    )


def printed_here(frame: pl.DataFrame) -> str:
    """Return a sentence on how a panel of all indicators differs from those of rates, or blank.

    Panels of all indicators take every number as printed, and say so where that matters.

    Args:
        frame: rows with `indicator`, `region`, `period`, `measure`, `low`, `high`, `institution`
            and `counted`.
    """
    is_level = (pl.col("indicator") == str(Indicator.POLICY_RATE)) & (
        pl.col("measure") == str(Measure.YEAR_END)
    )
    asked = pl.col("counted") & is_level & (pl.col("period") != LONGER_RUN) & upper_ends()
    wanted = ("institution", "indicator", "low", "high", "unit")
    ends = frame.filter(asked).select(wanted).unique(maintain_order=True).rows(named=True)
    if not ends:
        return ""
    said = listed_some(f"{row['institution']} {value_text(row)}" for row in ends)
    return (
        f"Here the Fed’s rate enters as printed ({said}); panels on rates read one number on a "
        "quarter point as the upper end of the range, which enters 0.125 lower."
    )


def _is_on_ladder(rate: float) -> bool:
    """Whether a rate is a whole number of quarter points."""
    return abs(rate / STEP - round(rate / STEP)) < ROUNDING


def _on_ladder(rate: pl.Expr) -> pl.Expr:
    return (rate / STEP - (rate / STEP).round()).abs() < ROUNDING
