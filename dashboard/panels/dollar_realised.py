"""Printed exchange rates -> how far they lie from the rate that stood when they were printed.

That rate is the last quarter-end that was known on the day of publication, from the reference data.
A direction that follows from it is derived, is said as such, and is never counted.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from dashboard import numbers
from dashboard.panels.dollar_calls import FLAT, LARGE_RATE, STRONGER, WEAKER, dollar_signs
from dashboard.panels.once import rows_of
from dashboard.panels.wording import Row, period_short
from warehouse.vocabulary import Measure

AS_SAID: Final = "as said"
_WORDS: Final = {1: STRONGER, -1: WEAKER, 0: FLAT}


def with_realised(frame: pl.DataFrame, actuals: pl.DataFrame) -> pl.DataFrame:
    """Add `realised`, `realised_period`, `realised_pct` and `realised_dollar`; null for calls.

    Args:
        frame: rows of `with_directions`.
        actuals: rows of `queries.actuals` on exchange rates.
    """
    known: dict[str, list[Row]] = {}
    for row in actuals.iter_rows(named=True):
        if row["measure"] == Measure.YEAR_END and row["nth_first"] == 1 and row["mid"]:
            known.setdefault(row["region"], []).append(row)
    added = [_against(row, known.get(row["region"], [])) for row in rows_of(frame)]
    schema = {
        "realised": pl.Float64,
        "realised_period": pl.String,
        "realised_pct": pl.Float64,
        "realised_dollar": pl.String,
    }
    return frame.hstack(pl.DataFrame(added, schema=schema, orient="row"))


def _against(row: Row, known: list[Row]) -> Row:
    """Return how a level stands to the last rate that was known when it was printed."""
    day: date | None = row["published"]
    before = [actual for actual in known if day is not None and actual["known_from"] <= day]
    sign = dollar_signs().get(row["region"])
    if row["mid"] is None or not before or sign is None:
        return dict.fromkeys(("realised", "realised_period", "realised_pct", "realised_dollar"))
    last = max(before, key=lambda actual: actual["known_from"])
    change = round(100 * (row["mid"] / last["mid"] - 1), 6)
    turn = (change > 0) - (change < 0)
    return {
        "realised": last["mid"],
        "realised_period": last["period"],
        "realised_pct": change,
        "realised_dollar": _WORDS[turn * sign],
    }


def change_text(row: Row) -> str:
    """Return how far a level lies from the realised one: "−2.9% from 1.1741, Sep 2025"."""
    if row.get("realised") is None:
        return numbers.NO_VALUE
    decimals = 4 if row["realised"] < LARGE_RATE else 1
    rate = f"{row['realised']:.{decimals}f}"
    change = numbers.signed(round(row["realised_pct"], 1))
    return f"{change}% from {rate}, {period_short(row['realised_period'])}"


def how_told(row: Row) -> str:
    """Return where the direction of a row comes from; a derived one says from what."""
    if row["dollar"] is None:
        realised = row.get("realised_dollar")
        return (
            f"{realised}, derived from the realised rate, not counted"
            if realised
            else numbers.NO_VALUE
        )
    return AS_SAID if row["bound"] == "call" else "derived from both levels printed"
