"""Counted figures of two regions -> each house's difference, and what the houses say together.

The median of the houses' own differences and the difference of the two medians are not one
number: the first is over houses that answer both, the second over whoever answers either.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

import polars as pl

from dashboard import numbers
from dashboard.panels import counting, wording

PAIR: Final = 2  # regions between which there is one difference


def difference(held: Sequence[wording.Row], regions: Sequence[str]) -> float | None:
    """Return the first region's figure minus the second's, where both are counted.

    Args:
        held: judged rows of one house.
        regions: those compared.
    """
    mids = {row["region"]: row["mid"] for row in held if row["counted"]}
    if len(regions) != PAIR or set(mids) != set(regions):
        return None
    first, second = regions
    return round(float(mids[first] - mids[second]), 6)


def differences(frame: pl.DataFrame, regions: Sequence[str]) -> dict[str, float]:
    """Return the difference of every house that answers both, by name."""
    held: dict[str, list[wording.Row]] = {}
    for row in frame.filter(pl.col("counted")).iter_rows(named=True):
        held.setdefault(row["institution"], []).append(row)
    found = {house: difference(rows, regions) for house, rows in sorted(held.items())}
    return {house: value for house, value in found.items() if value is not None}


def both_ways(frame: pl.DataFrame, regions: Sequence[str]) -> str:
    """Return a sentence with the median difference and the difference of medians; blank for none.

    Args:
        frame: judged rows of one indicator, period and definition.
        regions: those compared.
    """
    found = list(differences(frame, regions).values())
    if len(found) < PAIR:
        return ""
    pair = " minus ".join(wording.region_short(code) for code in regions)
    own = numbers.signed(round(float(median(found)), 6))
    text = f"{pair}: median of the differences {own} of {len(found)} houses that answer both"
    middles = [counting.spread(frame, region).median for region in regions]
    if None in middles:
        return f"{text}."
    apart = numbers.signed(round((middles[0] or 0.0) - (middles[1] or 0.0), 6))
    return f"{text}, difference of the medians {apart}."
