"""Rows of `queries.figures` on policy rates -> moves per house and year, printed and implied.

A printed move is what a house says: cuts, hikes or basis points in a year. An implied move is the
difference of two levels: for this year, the level at its end minus the rate that was decided by the
end of the year before; for the next, minus the same house's level for this year. The two are set
beside each other and never pooled.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

import polars as pl

from dashboard import numbers
from dashboard.panels import counting, wording
from dashboard.panels.dots_frame import placed
from dashboard.panels.moves import BP_PER_CUT, in_basis_points
from dashboard.panels.paths_frame import realised
from dashboard.panels.rates_frame import bank_of
from dashboard.panels.wording import Row
from warehouse.vocabulary import Indicator, Kind

PRINTED, IMPLIED = "printed", "implied"
_EXTRA: Final[dict[str, pl.DataType]] = {
    "entry": pl.String(),
    "year": pl.String(),
    "counted": pl.Boolean(),
    "why_not": pl.String(),
    "bp_low": pl.Float64(),
    "bp_high": pl.Float64(),
    "base": pl.Float64(),
}


@dataclass(frozen=True, slots=True)
class Told:
    """The counted moves of one bank in one year, from one source.

    Attributes:
        region: of the bank.
        year: four digits.
        entry: printed or implied.
        rows: one per house.
    """

    region: str
    year: str
    entry: str
    rows: tuple[Row, ...]

    @property
    def n(self) -> int:
        """How many houses are counted."""
        return len(self.rows)

    @property
    def middles(self) -> list[float]:
        """The middle of each house's move, basis points."""
        return [(row["bp_low"] + row["bp_high"]) / 2 for row in self.rows]

    @property
    def median(self) -> float | None:
        """Of the middles, basis points; None for fewer than two houses."""
        return float(median(self.middles)) if len(self.rows) > 1 else None


def years_at(asof: date) -> tuple[str, str]:
    """Return this year and the next."""
    return (str(asof.year), str(asof.year + 1))


def moves_frame(
    levels: pl.DataFrame, changes: pl.DataFrame, decisions: pl.DataFrame, *, asof: date
) -> pl.DataFrame:
    """Return one row per house, bank, year and source of a move.

    Args:
        levels: rows of `queries.figures` on levels.
        changes: the same on changes.
        decisions: of the banks, as on paths of rates.
        asof: the day whose year comes first.

    Returns:
        Columns of `changes` with `entry`, `year`, `counted`, `why_not`, `bp_low` and `bp_high`
        (basis points), and `base`, the rate in percent that an implied move starts from.
    """
    rows = _printed(changes, asof=asof) + _implied(levels, decisions, asof=asof)
    schema = {**changes.schema, **_EXTRA}
    plain = [{name: row.get(name) for name in schema} for row in rows]
    return pl.DataFrame(plain, schema=schema, orient="row")


def _printed(changes: pl.DataFrame, *, asof: date) -> list[Row]:
    rows: list[Row] = []
    seen: set[tuple[object, ...]] = set()
    for row in changes.iter_rows(named=True):
        year, span = row["period"][:4], in_basis_points(row)
        if year not in years_at(asof) or span is None or row["kind"] == Kind.PREVIOUS:
            continue
        why = row["not_pooled_because"]
        if row["period"] not in (year, f"{year}-12", f"{year}Q4"):
            period = wording.period_label(row["period"])
            why = why or f"{counting.OTHER_PERIOD}: {period}"
        key = (row["institution"], row["region"], year, row["kind"], span, why)
        if key not in seen:
            said = {"entry": PRINTED, "year": year, "counted": why is None, "why_not": why}
            rows.append({**row, **said, "bp_low": span[0], "bp_high": span[1]})
        seen.add(key)
    return _one_a_house(rows)


def _one_a_house(rows: Sequence[Row]) -> list[Row]:
    """Return rows with one counted move per house, bank and year: the newest."""
    newest: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = (row["institution"], row["region"], row["year"])
        if row["counted"] and _day(row) >= _day(newest.get(key, row)):
            newest[key] = row
    kept = {id(row) for row in newest.values()}
    return [row for row in rows if not row["counted"] or id(row) in kept]


def _day(row: Row) -> date:
    day: date | None = row["published"]
    return day or date.min


def _implied(levels: pl.DataFrame, decisions: pl.DataFrame, *, asof: date) -> list[Row]:
    held = placed(levels, asof=asof).filter(pl.col("counted")).rows(named=True)
    now = {(r["institution"], r["region"], r["column"]): r for r in held}
    first, second = years_at(asof)
    rows = []
    for (house, region, year), row in now.items():
        if year == first:
            base = rate_before(decisions, region, year=asof.year)
        elif year == second:
            before = now.get((house, region, first))
            base = before["level"] if before else None
        else:
            continue
        if base is not None:
            change = round((row["level"] - base) * 100, 4)
            said = {"entry": IMPLIED, "year": year, "base": base}
            rows.append({**row, **said, "bp_low": change, "bp_high": change})
    return rows


def rate_before(decisions: pl.DataFrame, region: str, *, year: int) -> float | None:
    """Return the middle of the rate that stood when a year began; None where it is not known."""
    made = [row for row in realised(decisions, bank_of(region)) if row["published"].year < year]
    return made[-1]["mid"] if made else None


def told(frame: pl.DataFrame, region: str, year: str, entry: str) -> Told:
    """Return the counted moves of one bank in one year, from one source."""
    is_asked = (pl.col("region") == region) & (pl.col("year") == year) & (pl.col("entry") == entry)
    rows = frame.filter(is_asked & pl.col("counted")).rows(named=True)
    return Told(region, year, entry, tuple(rows))


def steps_text(low: float | None, high: float | None) -> str:
    """Return basis points as a number of moves: "2–3 cuts", "no move", "1 cut to 1 hike"."""
    if low is None or high is None:
        return numbers.NO_VALUE
    first, last = _steps(low), _steps(high)
    if first == last == 0:
        return "no move"
    if first < 0 < last:
        return f"{_side(first)} to {_side(last)}"
    sizes = sorted({abs(first), abs(last)})
    noun = "cut" if first < 0 else "hike"
    span = "–".join(map(str, sizes))
    return f"{span} {noun}{'' if sizes == [1] else 's'}"


def _side(steps: int) -> str:
    return numbers.plural(abs(steps), "cut" if steps < 0 else "hike")


def _steps(change: float) -> int:
    """Return a number of moves, the nearest; halves go to the larger."""
    return int(math.copysign(math.floor(abs(change) / BP_PER_CUT + 0.5), change))


def is_level(row: Row) -> bool:
    """Whether a row stands for a level of a house, not for a move that it prints."""
    return bool(row["indicator"] == Indicator.POLICY_RATE)
