"""Values -> an axis with three to five round ticks, the unit at the last one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dashboard.numbers import number

MOST_TICKS: Final = 5
_STEPS: Final = (1.0, 2.0, 2.5, 5.0)  # times a power of ten
_SMALLEST_SPAN: Final = 0.5  # an axis over one value still shows its surroundings


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis across.

    Attributes:
        range: left and right end, in the unit of the data.
        ticks: values that carry a label; empty for none.
        labels: their texts.
    """

    range: tuple[float, float]
    ticks: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()

    def px(self, value: float, *, width: float) -> float:
        """Return where a value stands, in px from the left edge of a plot `width` px wide."""
        low, high = self.range
        return (value - low) / (high - low) * width


def make_axis(
    values: Iterable[float],
    *,
    suffix: str = "",
    decimals: int = 1,
    pads: tuple[float, float] = (0.0, 0.0),
    width: float = 1.0,
    smallest_span: float = _SMALLEST_SPAN,
) -> Axis:
    """Return an axis that holds all values, with room at its ends.

    Args:
        values: what must lie on the axis; at least one.
        suffix: the unit, added to the last tick.
        decimals: digits after the point in the labels.
        pads: px kept free left of the first and right of the last value.
        width: px of the plot.
        smallest_span: shortest distance from end to end.
    """
    first, last, ticks = inner_span(values, smallest_span=smallest_span)
    inner = max(width - sum(pads), width / 4)
    unit_px = inner / (last - first)
    span = (first - pads[0] / unit_px, last + pads[1] / unit_px)
    longest = max(len(number(tick, decimals=decimals).partition(".")[2]) for tick in ticks)
    labels = [number(tick, decimals=max(longest, decimals)) for tick in ticks]
    labels[-1] += suffix
    return Axis(span, tuple(ticks), tuple(labels))


def inner_span(
    values: Iterable[float], *, smallest_span: float = _SMALLEST_SPAN
) -> tuple[float, float, list[float]]:
    """Return from where to where an axis runs without its room for labels, and its ticks."""
    held = list(values)
    low, high = min(held), max(held)
    if high - low < smallest_span:
        middle = (low + high) / 2
        low, high = middle - smallest_span / 2, middle + smallest_span / 2
    ticks = round_ticks(low, high)
    return min(low, ticks[0]), max(high, ticks[-1]), ticks


def round_ticks(low: float, high: float) -> list[float]:
    """Return three to five round values from about `low` to about `high`; `high` is larger."""
    power = 10 ** math.floor(math.log10((high - low) / MOST_TICKS))
    for step in (size * factor for factor in (power, power * 10) for size in _STEPS):
        first, last = math.ceil(low / step - 0.25), math.floor(high / step + 0.25)
        if last - first + 1 <= MOST_TICKS:
            break
    if last - first < 1:
        first, last = math.floor(low / step), math.ceil(high / step)
    return [round(step * k, 10) for k in range(first, last + 1)]
