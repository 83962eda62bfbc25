"""Figures of one page that cannot all be true -> review.

A house has one figure for one claim. Where the tables of a page seem to state two, a column or a
row was read as something that it is not, and nobody can say which of them from the outside.
"""

from __future__ import annotations

from itertools import combinations
from math import inf
from typing import TYPE_CHECKING

from ingest.resolving.confidence import Doubt, with_trait
from warehouse.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warehouse.records import Forecast

SENTENCE = "the page states two figures for this"


def doubt_contradicted(rows: Sequence[Forecast]) -> list[Forecast]:
    """Send table figures to review that the tables of the page give unlike values for.

    A median, a central tendency and a range of one claim agree: one lies within the other. Two
    points, or a point outside a range, do not.

    Args:
        rows: the forecasts of one page; other kinds than forecasts, and prose, pass as they are.
    """
    claims: dict[tuple[str, ...], list[Forecast]] = {}
    for row in rows:
        if row.reader == "table" and row.kind is Kind.FORECAST and row.stance is None:
            claims.setdefault(_claim(row), []).append(row)
    doubted = {
        id(row)
        for group in claims.values()
        if any(_are_apart(one, other) for one, other in combinations(group, 2))
        for row in group
    }
    return [
        with_trait(row, Doubt.CONTRADICTED, SENTENCE) if id(row) in doubted else row for row in rows
    ]


def _claim(row: Forecast) -> tuple[str, ...]:
    return (row.institution, *map(str, (row.indicator, row.region, row.period, row.measure)))


def _are_apart(one: Forecast, other: Forecast) -> bool:
    """Whether two figures have no value in common."""
    lows = [-inf if row.low is None else row.low for row in (one, other)]
    highs = [inf if row.high is None else row.high for row in (one, other)]
    return max(lows) > min(highs)
