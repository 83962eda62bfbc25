"""Rows of `queries.figures` -> points of rate paths, and what a house implies for the gap.

A point is a level at the end of a month, quarter or year. Averages, peaks and terminal rates are
other questions and stay out of paths. `level` is where a figure enters: as printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

import polars as pl

from dashboard.panels.counting import ENOUGH_FOR_SPREAD
from dashboard.panels.once import once_a_frame
from dashboard.panels.rate_reading import A_REFI, from_middle, refis
from dashboard.panels.wording import Row
from warehouse.periods import parse_period
from warehouse.vocabulary import Kind, Measure

FIGURE, DECISION = "figure", "decision"  # rows of the frame: of a house, of a bank
NOT_A_LEVEL: Final = "not a level at the end of a period"


@dataclass(frozen=True, slots=True)
class Gap:
    """What one house implies for the first bank's rate minus the second's.

    Attributes:
        house: its name.
        day: the last day of the period.
        period: canonical text.
        value: percentage points, midpoints of ranges.
        first: the figure of the first bank.
        second: the figure of the second bank.
    """

    house: str
    day: date
    period: str
    value: float
    first: Row
    second: Row


def judged(frame: pl.DataFrame, *, asof: date) -> pl.DataFrame:
    """Return figures of periods still to end, with `counted`, `why_not`, `entry` and `level`.

    Args:
        frame: rows of `queries.figures` on policy rates.
        asof: periods that ended by then are left out, as are older editions' figures.
    """
    ends = ends_of(frame)
    is_ahead = ends.is_null() | (ends > asof).fill_null(value=True)
    is_held = is_ahead & (frame["kind"] != str(Kind.PREVIOUS))
    held, is_dated = frame.filter(is_held), ends.filter(is_held).is_not_null()
    is_level = (pl.col("measure") == str(Measure.YEAR_END)) & is_dated
    unlike = pl.when(~is_level).then(pl.lit(NOT_A_LEVEL)).when(refis()).then(pl.lit(A_REFI))
    why = pl.coalesce("not_pooled_because", unlike).cast(pl.String)
    return held.with_columns(
        why.is_null().alias("counted"),
        why.alias("why_not"),
        pl.lit(FIGURE).alias("entry"),
        pl.col("mid").cast(pl.Float64).alias("level"),
    )


def ends_of(frame: pl.DataFrame) -> pl.Series:
    """Return the last day of each row's period; null for the longer run and horizons."""
    texts = frame["period"].unique().to_list()
    days = pl.Series([parse_period(text).end for text in texts], dtype=pl.Date)
    return frame["period"].replace_strict(texts, days, return_dtype=pl.Date)


def end_of(row: Row) -> date | None:
    """Return the last day of a figure's period; None for the longer run and horizons."""
    return parse_period(row["period"]).end


def paths(frame: pl.DataFrame, region: str) -> dict[str, list[Row]]:
    """Return each house's counted points on a region, soonest first; change none of them."""
    return _points(frame).get(region, {})


@once_a_frame
def _points(frame: pl.DataFrame) -> dict[str, dict[str, list[Row]]]:
    """Return counted points by region and house, soonest first, the first of each date."""
    counted = frame.filter((pl.col("entry") == FIGURE) & pl.col("counted"))
    held = (
        counted.with_columns(ends_of(counted).alias("end"))
        .filter(pl.col("end").is_not_null())
        .unique(["region", "institution", "end"], keep="first", maintain_order=True)
        .sort("region", "institution", "end")
        .drop("end")
    )
    found: dict[str, dict[str, list[Row]]] = {}
    for row in held.iter_rows(named=True):
        found.setdefault(row["region"], {}).setdefault(row["institution"], []).append(row)
    return found


def medians(found: dict[str, list[Row]]) -> list[tuple[date, float, int]]:
    """Return the median and n at each date that two houses or more have a point for."""
    held: dict[date, list[float]] = {}
    for points in found.values():
        for row in points:
            held.setdefault(end_of(row) or date.max, []).append(row["level"])
    return [
        (day, round(float(median(mids)), 6), len(mids))
        for day, mids in sorted(held.items())
        if len(mids) > 1
    ]


@once_a_frame
def gaps(frame: pl.DataFrame, regions: Sequence[str]) -> list[Gap]:
    """Return the gap of every house at every date that it has both rates for, soonest first."""
    if len(regions) < 2:
        return []
    first, second = (paths(frame, region) for region in regions[:2])
    found = []
    for house in first.keys() & second.keys():
        other = {end_of(row): row for row in second[house]}
        for row in first[house]:
            day = end_of(row)
            if day is not None and day in other:
                value = round(row["level"] - other[day]["level"], 6)
                found.append(Gap(house, day, row["period"], value, row, other[day]))
    return sorted(found, key=lambda gap: (gap.day, gap.house))


@dataclass(frozen=True, slots=True)
class Moves:
    """How far the houses' levels at one date lie from today's rate of a bank.

    Attributes:
        region: of the bank.
        day: the last day of the period.
        changes: basis points by house, the deepest cut first.
    """

    region: str
    day: date
    changes: tuple[tuple[str, float], ...]


def implied_moves(frame: pl.DataFrame, region: str, *, bank: str, year: int) -> Moves | None:
    """Return each house's level at the end of a year minus today's rate, end by end or middles.

    Returns:
        None where no house has such a level or no decision of the bank is known.
    """
    day, decisions = date(year, 12, 31), realised(frame, bank)
    points = {
        house: row["level"] - from_middle(row)
        for house, rows in paths(frame, region).items()
        for row in rows
        if end_of(row) == day
    }
    if not points or not decisions:
        return None
    today = decisions[-1]["mid"]
    changes = [(house, round((level - today) * 100, 4)) for house, level in points.items()]
    return Moves(region, day, tuple(sorted(changes, key=lambda entry: (entry[1], entry[0]))))


def asked_day(held: Sequence[Gap]) -> date | None:
    """Return the date that a finding is about: the furthest with three houses, else the fullest."""
    counts: dict[date, int] = {}
    for gap in held:
        counts[gap.day] = counts.get(gap.day, 0) + 1
    enough = [day for day, n in counts.items() if n >= ENOUGH_FOR_SPREAD]
    if enough:
        return max(enough)
    return max(counts, key=lambda day: (counts[day], -day.toordinal())) if counts else None


@once_a_frame
def realised(frame: pl.DataFrame, region_bank: str) -> list[Row]:
    """Return a bank's decisions, oldest first, each with the middle of its range as `mid`."""
    held = frame.filter((pl.col("entry") == DECISION) & (pl.col("bank") == region_bank))
    return held.sort("published").rows(named=True)


def realised_gap(first: Sequence[Row], second: Sequence[Row]) -> list[tuple[date, float]]:
    """Return the gap of two banks after each decision, once both have decided."""
    found: list[tuple[date, float]] = []
    now: dict[int, float] = {}
    dated = [(row["published"], side, row["mid"]) for side, held in ((0, first), (1, second))
             for row in held]  # fmt: skip
    for day, side, rate in sorted(dated):
        now[side] = rate
        if len(now) == 2:
            found = [entry for entry in found if entry[0] != day]
            found.append((day, round(now[0] - now[1], 6)))
    return found
