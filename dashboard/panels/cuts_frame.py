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
from dashboard.panels.once import once_a_frame, rows_of
from dashboard.panels.paths_frame import realised
from dashboard.panels.rate_reading import are_from_middle
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
    schema = {**changes.schema, **_EXTRA}
    printed = pl.DataFrame(
        [{name: row.get(name) for name in schema} for row in _printed(changes, asof=asof)],
        schema=schema,
        orient="row",
    )
    return pl.concat([printed, _implied(levels, decisions, asof=asof).select(list(schema))])


def _printed(changes: pl.DataFrame, *, asof: date) -> list[Row]:
    rows: list[Row] = []
    seen: set[tuple[object, ...]] = set()
    in_years = pl.col("period").str.head(len("2026")).is_in(years_at(asof))
    for row in changes.filter(in_years).iter_rows(named=True):
        year, span = row["period"][: len("2026")], in_basis_points(row)
        if span is None or row["kind"] == Kind.PREVIOUS:
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


def _implied(levels: pl.DataFrame, decisions: pl.DataFrame, *, asof: date) -> pl.DataFrame:
    """Return one row per counted level of this year and the next that has a rate to start from."""
    first, second = years_at(asof)
    is_told = pl.col("counted") & pl.col("column").is_in([first, second])
    held = placed(levels, asof=asof).filter(is_told)
    beside_today = (pl.col("level") - are_from_middle()).alias("level")
    told_levels = held.select("institution", "region", "column", beside_today).rows()
    now = {(house, region, year): level for house, region, year, level in told_levels}
    before = {
        code: rate_before(decisions, code, year=asof.year) for code in held["region"].unique()
    }
    bases = [
        before[region] if year == first else now.get((house, region, first))
        for house, region, year, _ in told_levels
    ]
    changes = [
        None if base is None else round((row[-1] - base) * 100, 4)
        for row, base in zip(told_levels, bases, strict=True)
    ]
    implied = held.with_columns(
        pl.lit(IMPLIED).alias("entry"),
        pl.col("column").alias("year"),
        pl.Series("base", bases, dtype=pl.Float64),
        pl.Series("bp_low", changes, dtype=pl.Float64),
        pl.Series("bp_high", changes, dtype=pl.Float64),
    )
    return implied.filter(pl.col("base").is_not_null())


def rate_before(decisions: pl.DataFrame, region: str, *, year: int) -> float | None:
    """Return the middle of the rate that stood when a year began; None where it is not known."""
    made = [row for row in realised(decisions, bank_of(region)) if row["published"].year < year]
    return made[-1]["mid"] if made else None


def told(frame: pl.DataFrame, region: str, year: str, entry: str) -> Told:
    """Return the counted moves of one bank in one year, from one source."""
    return Told(region, year, entry, tuple(_counted(frame).get((region, year, entry), ())))


@once_a_frame
def _counted(frame: pl.DataFrame) -> dict[tuple[str, str, str], list[Row]]:
    """Return the counted moves by bank, year and source."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows_of(frame):
        if row["counted"]:
            found.setdefault((row["region"], row["year"], row["entry"]), []).append(row)
    return found


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
