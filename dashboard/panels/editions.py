"""Rows of `queries.revisions` -> rows that panels can judge, with what stands on each day.

A figure stands from the day of its edition until the house's next one. What counts is decided as
everywhere: accepted forecasts of single houses, points and ranges, in one definition.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from statistics import median
from typing import Final

import polars as pl

from dashboard.panels import counting, notes
from dashboard.panels.before import SAME, told_first
from dashboard.panels.once import once_a_frame
from dashboard.panels.wording import Row
from warehouse.reference import institution_by_name
from warehouse.vocabulary import InstitutionKind, Kind, Status

# repeats of older editions, the past, and what a central bank aims for
NOT_SHOWN: Final = (Kind.PREVIOUS, Kind.ESTIMATE, Kind.TARGET)


def judged(frame: pl.DataFrame, *, period: str, measure: str) -> pl.DataFrame:
    """Return the editions of one question with `counted` and `why_not`; one row per edition."""
    return counting.with_counts(with_kinds(frame), period=period, measure=measure)


def with_kinds(frame: pl.DataFrame) -> pl.DataFrame:
    """Add `institution_kind`, `bound`, `pooled` and `not_pooled_because` to editions."""
    kinds = {name: str(found.kind) for name, found in institution_by_name().items()}
    low, high = pl.col("low"), pl.col("high")
    bound = (
        pl.when(low.is_null() & high.is_null()).then(pl.lit("call"))
        .when(low.is_null()).then(pl.lit("at_most"))
        .when(high.is_null()).then(pl.lit("at_least"))
        .when(low == high).then(pl.lit("point"))
        .otherwise(pl.lit("range"))
    )  # fmt: skip
    why = (
        pl.when(pl.col("kind") != str(Kind.FORECAST)).then(pl.col("kind"))
        .when(pl.col("institution_kind") == str(InstitutionKind.COLLECTIVE))
        .then(pl.lit("collective claim"))
        .when(pl.col("bound") == "call").then(pl.lit("no number"))
        .when(low.is_null() | high.is_null()).then(pl.lit(counting.OPEN_BOUND))
        .when(pl.col("status") != str(Status.ACCEPTED)).then(pl.lit(notes.IN_REVIEW))
    )  # fmt: skip
    house = pl.col("institution").replace_strict(kinds, default="", return_dtype=pl.String)
    return (
        frame.filter(~pl.col("kind").is_in([str(kind) for kind in NOT_SHOWN]))
        .with_columns(house.alias("institution_kind"), bound.alias("bound"))
        .with_columns(why.alias("not_pooled_because"))
        .with_columns(pl.col("not_pooled_because").is_null().alias("pooled"))
    )


@once_a_frame
def by_house(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the counted editions of each house, oldest first."""
    held: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row["published"], row["institution"])):
        if row["counted"]:
            held.setdefault(row["institution"], []).append(row)
    return held


@once_a_frame
def medians(rows: Sequence[Row]) -> list[tuple[date, float, int]]:
    """Return (day, median, n) of the figures that stood, at each day on which that changed.

    A day with a single house has no median and is left out.
    """
    counted = [row for row in rows if row["counted"]]
    counted.sort(key=lambda row: (row["published"], row["institution"]))
    standing_mids: dict[str, float] = {}
    found: list[tuple[date, float, int]] = []
    for day, editions in groupby(counted, key=lambda row: row["published"]):
        standing_mids |= {row["institution"]: row["mid"] for row in editions}
        if len(standing_mids) > 1:
            middle = round(float(median(standing_mids.values())), 6)
            found.append((day, middle, len(standing_mids)))
    return found


@once_a_frame
def revised(rows: Sequence[Row]) -> list[tuple[str, Row, Row]]:
    """Return (house, first, last) of the houses whose figure moved, the largest move first.

    The first is what the first edition prints as the figure before, where it does (`is_printed`).
    """
    ends = [(house, told_first(held), held[-1]) for house, held in by_house(rows).items()]
    moved = [entry for entry in ends if abs(entry[2]["mid"] - entry[1]["mid"]) > SAME]
    return sorted(moved, key=lambda entry: (-abs(entry[2]["mid"] - entry[1]["mid"]), entry[0]))
