"""Rows of `queries.dispersion` -> one `Day` per date: how wide, and who is at either end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

import polars as pl

from dashboard.panels.counting import ENOUGH_FOR_SPREAD
from dashboard.panels.wording import Row

ROUNDED: Final = 6  # digits after which two figures are one and the same


@dataclass(frozen=True, slots=True)
class Day:
    """The houses on one date.

    Attributes:
        day: the date.
        n: houses counted.
        rows: figures, lowest first: those at either end, or all where the houses are too few to
            score; columns as in `views/dispersion.sql`.
    """

    day: date
    n: int
    rows: tuple[Row, ...]

    @property
    def is_scored(self) -> bool:
        """Whether the houses are enough to say how far they are apart."""
        return self.n >= ENOUGH_FOR_SPREAD

    @property
    def width(self) -> float:
        """The distance of the highest from the lowest, in the unit of the figures."""
        return float(round(self.rows[-1]["mid"] - self.rows[0]["mid"], ROUNDED))

    @property
    def ends(self) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        """The figures at the lowest and at the highest value; more than one where houses agree."""
        low, high = self.rows[0]["mid"], self.rows[-1]["mid"]
        return (
            tuple(row for row in self.rows if row["mid"] == low),
            tuple(row for row in self.rows if row["mid"] == high),
        )


@dataclass(frozen=True, slots=True)
class Shift:
    """Two dates compared.

    Attributes:
        then, now: the dates.
        stayed: width then and now among the houses counted on both; None where they are too few.
        n_stayed: how many those are.
    """

    then: Day
    now: Day
    stayed: tuple[float, float] | None
    n_stayed: int

    @property
    def change(self) -> float:
        """How much wider the houses are than they were; negative where they came together."""
        return float(round(self.now.width - self.then.width, ROUNDED))


def days_of(frame: pl.DataFrame) -> list[Day]:
    """Return the dates, oldest first."""
    mid = pl.col("mid")
    shown = frame.filter(
        (pl.col("n") < ENOUGH_FOR_SPREAD) | (mid == pl.col("lowest")) | (mid == pl.col("highest"))
    )
    by_day = groupby(shown.iter_rows(named=True), key=lambda row: row["day"])
    found = [(day, tuple(rows)) for day, rows in by_day]
    return [Day(day, rows[0]["n"], rows) for day, rows in found]


def shift_of(frame: pl.DataFrame, days: Sequence[Day]) -> Shift | None:
    """Return the first scored date beside the last date; None where either is missing.

    Args:
        frame: rows of `queries.dispersion`.
        days: its dates.
    """
    scored = [day for day in days if day.is_scored]
    if len(scored) < 2 or scored[-1] is not days[-1]:
        return None
    then, now = scored[0], scored[-1]
    mids = [
        dict(frame.filter(pl.col("day") == found.day).select("institution", "mid").iter_rows())
        for found in (then, now)
    ]
    both = mids[0].keys() & mids[1].keys()
    stayed = None
    if len(both) >= ENOUGH_FOR_SPREAD:
        before, after = ([held[house] for house in both] for held in mids)
        stayed = (_width(before), _width(after))
    return Shift(then, now, stayed, len(both))


def _width(mids: Sequence[float]) -> float:
    return float(round(max(mids) - min(mids), ROUNDED))
