"""The warehouse -> one row per citation of a house's dollar call, rates and growth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.panels.consistency_legs import CANT_TELL, EA, US, House, Leg, Side, houses_of
from dashboard.panels.dollar_calls import dollar_signs, with_directions
from dashboard.panels.rates_frame import bank_of
from dashboard.panels.wording import Row
from dashboard.selection import Selection
from warehouse import queries
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CALL, FED, ECB, US_GROWTH, EA_GROWTH = "call", "Fed", "ECB", "US growth", "euro area growth"
LEGS: Final = {"rates": (FED, ECB), "growth": (US_GROWTH, EA_GROWTH)}
_OWN: Final = {
    "role": pl.String,
    "direction": pl.String,
    "direction_why": pl.String,
    "reach_low": pl.Float64,
    "reach_high": pl.Float64,
    "start": pl.String,
    "start_words": pl.String,
    **{
        f"{leg}_{name}": pl.Float64 if name in ("low", "high") else pl.String
        for leg in LEGS
        for name in ("low", "high", "reading", "why")
    },
}


def read_consistency(cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
    """Return every house's calls and the figures of its gaps; one row per citation.

    `role` says what a row is; reach_* are what it comes to (change of a rate in bp, growth in
    percent, null where open); rates_* and growth_* are the house's gaps and how they read.
    """
    year = (selection.period or "")[:4]
    calls = _figures(
        cursor, selection, indicators=(Indicator.FX_RATE,), regions=[*dollar_signs()], periods=[]
    )
    judged = with_directions(calls, year=year)
    gaps = _figures(
        cursor,
        selection,
        indicators=(Indicator.POLICY_RATE, Indicator.POLICY_RATE_CHANGE, Indicator.GDP_GROWTH),
        regions=[US, EA],
        periods=[year, f"{int(year) - 1}-12", f"{year}-12", f"{year}Q4"],
    )
    decisions = {
        region: queries.policy_decisions(cursor, asof=selection.asof, bank=bank_of(region)).rows(
            named=True
        )
        for region in (US, EA)
    }
    houses = houses_of(judged.rows(named=True), gaps.rows(named=True), year=year, rates=decisions)
    return as_frame(houses, schema=judged.schema)


def _figures(
    cursor: DuckDBPyConnection,
    selection: Selection,
    *,
    indicators: Sequence[Indicator],
    regions: Sequence[str],
    periods: Sequence[str],
) -> pl.DataFrame:
    return queries.figures(
        cursor,
        indicators=[str(indicator) for indicator in indicators],
        regions=regions,
        periods=periods,
        institutions=list(selection.institutions),
        asof=selection.asof,
        known=selection.known,
    )


def as_frame(houses: list[House], *, schema: Any) -> pl.DataFrame:
    """Return the citations of houses in their order.

    Args:
        houses: as `houses_of` gives them.
        schema: of the rows of calls.
    """
    rows = [row for house in houses for row in _rows(house)]
    return pl.DataFrame(rows, schema={**schema, **_OWN}, orient="row")


def _rows(house: House) -> list[Row]:
    shared = {
        "direction": house.direction,
        "direction_why": house.why,
        **_gap("rates", house.rates),
        **_gap("growth", house.growth),
    }
    rows = [{**row, **shared, "role": CALL} for row in house.calls]
    for name, leg in zip(LEGS, house.legs, strict=True):
        for role, side in zip(LEGS[name], (leg.us, leg.ea), strict=True):
            if side is not None:
                rows.append({**_side(side, leg), **shared, "role": role})
    return rows


def _side(side: Side, leg: Leg) -> Row:
    low, high = side.reach
    is_read = leg.reading != CANT_TELL
    return {
        **side.row,
        "counted": is_read,
        "why_not": None if is_read else leg.why,
        "reach_low": _finite(low),
        "reach_high": _finite(high),
        "start": side.start,
        "start_words": side.start_words,
    }


def _gap(name: str, leg: Leg) -> Row:
    low, high = leg.gap or (math.nan, math.nan)
    return {
        f"{name}_low": _finite(low),
        f"{name}_high": _finite(high),
        f"{name}_reading": leg.reading,
        f"{name}_why": leg.why,
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
