"""Changes of a policy rate, printed in basis points, points or cuts -> basis points and words."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

import polars as pl

from dashboard import numbers
from dashboard.figures.marks import Form
from dashboard.panels.wording import Row
from warehouse.vocabulary import Stance, Unit

BP_PER_CUT: Final = 25.0  # the usual step of the Fed and the ECB; the footer says so
BP_PER_POINT: Final = 100.0
STEPS: Final = (25.0, 50.0, 100.0, 200.0, 500.0)  # bp between ticks
MOST_TICKS: Final = 6
_FACTORS: Final = {
    Unit.BP: 1.0,
    Unit.PP: BP_PER_POINT,
    Unit.PCT: BP_PER_POINT,
    Unit.CUTS: -BP_PER_CUT,
    Unit.HIKES: BP_PER_CUT,
}
_CALLS: Final = {
    Stance.UP: "hikes, no number",
    Stance.DOWN: "cuts, no number",
    Stance.FLAT: "on hold, no number",
}


def in_basis_points(row: Row) -> tuple[float | None, float | None] | None:
    """Return the change from and to in basis points, cuts below zero; (None, None) for a call.

    Returns:
        None where the unit is not one of a change of rates.
    """
    if row["low"] is None and row["high"] is None:
        return (None, None) if row["stance"] else None
    factor = _FACTORS.get(Unit(row["unit"])) if row["unit"] else None
    if factor is None:
        return None
    ends = [None if row[name] is None else row[name] * factor for name in ("low", "high")]
    low, high = ends if factor > 0 else ends[::-1]
    return low, high


def whole_bp(value: float) -> float:
    """Return a whole number of basis points, halves away from zero."""
    return math.copysign(math.floor(abs(value) + 0.5), value) if value else 0.0


def are_in_basis_points() -> pl.Expr:
    """Return whether `in_basis_points` of a row is something, over rows of `queries.figures`."""
    is_call = pl.col("low").is_null() & pl.col("high").is_null()
    is_told = pl.col("stance").is_not_null() & (pl.col("stance") != "")
    is_sized = pl.col("unit").is_in(list(map(str, _FACTORS))).fill_null(value=False)
    return pl.when(is_call).then(is_told).otherwise(is_sized)


def move_label(row: Row) -> str:
    """Return a change as printed: "2–3 cuts", "−50 bp", "on hold, no number"."""
    if row["low"] is None and row["high"] is None:
        return _CALLS[Stance(row["stance"])] if row["stance"] else numbers.NO_VALUE
    decimals = 2 if row["unit"] in (Unit.PP, Unit.PCT) else None
    counted = row["unit"] in (Unit.CUTS, Unit.HIKES)
    if counted and row["low"] == row["high"] == 0:
        return "no change"
    return numbers.figure(
        row["low"], row["high"], row["unit"], decimals=decimals, signs=not counted
    )


def move_form(
    row: Row, low: float | None, high: float | None
) -> tuple[Form, float | None, float | None]:
    """Return how a change is drawn, and from where to where in basis points.

    A direction without a number is an arrow from zero. A number of cuts is open on the side where a
    change is not, so the change that it became says which.

    Args:
        row: the change as printed.
        low: its lower end in basis points.
        high: its upper end in basis points.
    """
    form = Form(row["bound"])
    if form is Form.CALL and row["stance"] == Stance.DOWN:
        return Form.AT_MOST, low, 0.0
    if form is Form.CALL and row["stance"] == Stance.UP:
        return Form.AT_LEAST, 0.0, high
    if form in (Form.AT_LEAST, Form.AT_MOST):
        form = Form.AT_MOST if high is not None else Form.AT_LEAST
    return form, low, high


def move_axis(values: Iterable[float]) -> tuple[tuple[float, str], ...]:
    """Return ticks in basis points that hold all values and zero."""
    held = [0.0, *values]
    low, high = min(held), max(held)
    for step in STEPS:
        first, last = math.floor(low / step), math.ceil(high / step)
        if last - first < MOST_TICKS:
            break
    ticks = [step * k for k in range(first, last + 1)]
    return tuple((tick, numbers.signed(tick, decimals=0)) for tick in ticks)
