"""Rows of `queries.figures` -> points of rate paths, and what a house implies for the gap.

A point is a level at the end of a month, quarter or year. Averages, peaks and terminal rates are
other questions and stay out of paths. One number on the Fed that stands on a quarter point can only
be an end of its target range: it is read as the upper end, and its `level` is the middle.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

import polars as pl

from dashboard import numbers
from dashboard.panels.counting import ENOUGH_FOR_SPREAD, value_text
from dashboard.panels.wording import Row, listed_some
from warehouse.periods import parse_period
from warehouse.vocabulary import Kind, Measure

FIGURE, DECISION = "figure", "decision"  # rows of the frame: of a house, of a bank
HALF_RANGE: Final = 0.125  # percentage points from the upper end of the Fed's range to its middle
STEP: Final = 0.25  # percentage points: banks set their rates on a ladder of such steps
ROUNDING: Final = 1e-6  # of a step, from binary fractions
REFI_SPREAD: Final = 0.15  # the ECB's main refinancing rate over its deposit rate since 18 Sep 2024
REFI_SINCE: Final = date(2024, 9, 18)
A_REFI: Final = "refinancing rate by its steps, not the deposit rate"
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
    rows: list[Row] = []
    for row in frame.iter_rows(named=True):
        if row["kind"] == Kind.PREVIOUS or not _is_ahead(row, asof=asof):
            continue
        why = row["not_pooled_because"]
        if row["measure"] != Measure.YEAR_END or end_of(row) is None:
            why = why or NOT_A_LEVEL
        elif why is None and is_refi(row):
            why = A_REFI
        said = {"counted": why is None, "why_not": why, "entry": FIGURE}
        rows.append({**row, **said, "level": level_of(row)})
    extra = {
        "counted": pl.Boolean,
        "why_not": pl.String,
        "entry": pl.String,
        "level": pl.Float64,
    }
    return pl.DataFrame(rows, schema={**frame.schema, **extra}, orient="row")


def end_of(row: Row) -> date | None:
    """Return the last day of a figure's period; None for the longer run and horizons."""
    return parse_period(row["period"]).end


def _is_ahead(row: Row, *, asof: date) -> bool:
    end = end_of(row)
    return end is None or end > asof


def is_refi(row: Row) -> bool:
    """Whether a figure for the euro area stands on the steps of the refinancing rate.

    Deposit rates move in quarter points; since September 2024 the refinancing rate lies 0.15 above.
    """
    dated = row["published"] is not None and row["published"] >= REFI_SINCE
    if row["region"] != "EA" or not dated or row["low"] is None or row["low"] != row["high"]:
        return False
    return _is_on_ladder(row["low"] - REFI_SPREAD)


def _is_on_ladder(rate: float) -> bool:
    """Whether a rate is a whole number of quarter points."""
    return abs(rate / STEP - round(rate / STEP)) < ROUNDING


def is_upper_end(row: Row) -> bool:
    """Whether a figure on the Fed is one number on a quarter point: an end of its range."""
    if row["region"] != "US" or row["low"] is None or row["low"] != row["high"]:
        return False
    return _is_on_ladder(row["low"])


def level_of(row: Row) -> float | None:
    """Return where a figure enters statistics: an end of the Fed's range by the range's middle."""
    middle: float | None = row["mid"]
    return middle if middle is None or not is_upper_end(row) else middle - HALF_RANGE


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


def paths(frame: pl.DataFrame, region: str) -> dict[str, list[Row]]:
    """Return each house's counted points on a region, soonest first."""
    held: dict[str, dict[date, Row]] = {}
    for row in frame.filter((pl.col("entry") == FIGURE) & pl.col("counted")).rows(named=True):
        end = end_of(row)
        if row["region"] == region and end is not None:
            held.setdefault(row["institution"], {}).setdefault(end, row)
    return {
        house: [points[day] for day in sorted(points)] for house, points in sorted(held.items())
    }


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
    """Return each house's level at the end of a year minus today's rate, middles of both.

    Returns:
        None where no house has such a level or no decision of the bank is known.
    """
    day, decisions = date(year, 12, 31), realised(frame, bank)
    points = {
        house: row["level"]
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
