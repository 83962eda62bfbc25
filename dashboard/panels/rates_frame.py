"""Rows of `queries.figures` -> levels, moves and other periods of policy rates, and what counts.

The `mid` of a level is where it enters: one number that is an end of the Fed's range enters by the
middle of that range, and a refinancing rate is kept apart, both as on paths of rates.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean, stdev
from typing import Any, Final

import polars as pl

from dashboard.panels import counting, wording
from dashboard.panels.counting import Spread
from dashboard.panels.moves import in_basis_points
from dashboard.panels.paths_frame import A_REFI, is_refi, level_of
from dashboard.selection import Selection
from warehouse.periods import parse_period
from warehouse.reference import region_by_code
from warehouse.vocabulary import Indicator, Measure

LEVEL, MOVE, OTHER = "level", "move", "other"
A_MOVE: Final = "a move, not a level"
_SHORT_BANK: Final = {"Federal Reserve": "Fed", "Bank of England": "BoE", "Bank of Japan": "BoJ"}


def bank_of(region: str) -> str:
    """Return who sets the rate of a region; the region's name where that is not known."""
    known = region_by_code().get(region)
    return (known.central_bank if known else "") or wording.region_name(region)


def short_bank(region: str) -> str:
    """Return the bank's usual short name: "Fed", "ECB"."""
    return _SHORT_BANK.get(bank_of(region), bank_of(region))


def year_of(selection: Selection) -> str:
    """Return the year that a selection is about: that of "2026", "2026Q4" or "2026-12"."""
    return (selection.period or "")[:4]


def year_is_over(selection: Selection) -> bool:
    """Whether the year that a selection is about had ended on the as-of day."""
    year = year_of(selection)
    return bool(selection.asof and year.isdigit() and selection.asof.year > int(year))


def arrange(
    frame: pl.DataFrame, *, selection: Selection, today: dict[str, dict[str, Any]]
) -> pl.DataFrame:
    """Sort figures into levels, moves and others, and judge which levels count.

    Args:
        frame: rows of `queries.figures`.
        selection: with regions and period.
        today: the newest decision of each region's bank, where one is known.
    """
    year, asof = year_of(selection), selection.asof
    ends = (f"{year}-12", year, f"{year}Q4")
    rows: list[wording.Row] = []
    seen: set[tuple[str, ...]] = set()
    order = sorted(
        frame.iter_rows(named=True),
        key=lambda r: (not r["pooled"], r["published"] is None, _minus(r["published"])),
    )
    for row in order:
        judged = _place(row, year=year, ends=ends)
        key = (row["institution"], row["region"], row["kind"], judged["block"])
        if judged["block"] == LEVEL and key in seen:
            continue  # the same claim under another name of the same day
        if judged["block"] == OTHER and _is_over(row, asof=asof):
            continue
        seen.add(key)
        rate = today.get(row["region"])
        now = {
            "today_low": rate["rate_low"] if rate else None,
            "today_high": rate["rate_high"] if rate else None,
            "today_decided": rate["decided"] if rate else None,
        }
        rows.append({**judged, **now})
    extra = {
        "counted": pl.Boolean,
        "why_not": pl.String,
        "block": pl.String,
        "today_low": pl.Float64,
        "today_high": pl.Float64,
        "today_decided": pl.Date,
    }
    return pl.DataFrame(rows, schema={**frame.schema, **extra}, orient="row")


def _minus(day: Any) -> int:
    return -day.toordinal() if day else 0


def _place(row: wording.Row, *, year: str, ends: Sequence[str]) -> wording.Row:
    """Return a row with its block and whether it counts."""
    why = row["not_pooled_because"]
    if row["indicator"] == Indicator.POLICY_RATE_CHANGE:
        is_year = row["period"] in (*ends, f"{year}H1", f"{year}H2")
        inside = is_year and in_basis_points(row) is not None
        return {**row, "counted": False, "why_not": why or A_MOVE,
                "block": MOVE if inside else OTHER}  # fmt: skip
    is_end = row["period"] in ends and row["measure"] == Measure.YEAR_END
    if not is_end:
        other = f"{counting.OTHER_PERIOD}: {wording.period_label(row['period'])}"
        return {**row, "counted": False, "why_not": why or other, "block": OTHER}
    why = why or (A_REFI if is_refi(row) else None)
    return {**row, "counted": why is None, "why_not": why, "block": LEVEL, "mid": level_of(row)}


def _is_over(row: wording.Row, *, asof: Any) -> bool:
    try:
        return asof is not None and parse_period(row["period"]).is_complete(asof)
    except ValueError:
        return False


def block(frame: pl.DataFrame, name: str) -> list[wording.Row]:
    """Return the rows of one block, by period and house."""
    held = frame.filter(pl.col("block") == name)
    return held.sort("period", "institution", maintain_order=True).rows(named=True)


def spreads_of(frame: pl.DataFrame, selection: Selection) -> list[Spread]:
    """Return the counted levels of each bank."""
    levels = frame.filter(pl.col("block") == LEVEL)
    return [counting.spread(levels, region) for region in selection.regions]


def statistics_of(spreads: Sequence[Spread]) -> pl.DataFrame:
    """Return n, median, mean, ends and deviation of each bank's counted levels, percent."""
    return pl.DataFrame(
        [
            {
                "region": found.region,
                "measure": str(Measure.YEAR_END),
                "n": found.n,
                "median": found.median,
                "mean": round(mean(mids), 6),
                "low": min(mids),
                "high": max(mids),
                "sd": stdev(mids) if found.n >= counting.ENOUGH_FOR_SPREAD else None,
            }
            for found in spreads
            if (mids := [float(row["mid"]) for row in found.rows])
        ]
    )


def today_rates(rows: Sequence[wording.Row]) -> dict[str, tuple[float, float]]:
    """Return by region from where to where the rate of the as-of day reaches, percent."""
    return {
        row["region"]: (row["today_low"], row["today_high"])
        for row in rows
        if row["today_low"] is not None
    }
