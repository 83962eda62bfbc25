"""Stances of the houses -> rows that know their group, their step and whether they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.panels.since import months_before
from dashboard.panels.wording import Row, region_short
from warehouse import queries
from warehouse.assets import assets
from warehouse.vocabulary import Status, Tilt

if TYPE_CHECKING:
    from datetime import date

    from duckdb import DuckDBPyConnection

    from dashboard.selection import Selection

STEPS: Final = {
    Tilt.OVERWEIGHT: 2,
    Tilt.POSITIVE: 1,
    Tilt.ADD: 1,
    Tilt.HEDGE: 1,
    Tilt.NEUTRAL: 0,
    Tilt.CAUTIOUS: -1,
    Tilt.NEGATIVE: -1,
    Tilt.REDUCE: -1,
    Tilt.UNDERWEIGHT: -2,
}
SIDES: Final = {1: "over", 0: "neutral", -1: "under"}
GROUPS: Final = {
    ("equity", False): "Equities by region and size",
    ("equity", True): "Equity sectors and styles",
    ("fixed_income", False): "Government bonds and duration",
    ("fixed_income", True): "Credit",
    ("commodity", False): "Commodities",
    ("cash", False): "Cash",
    ("private_markets", False): "Private markets",
    ("infrastructure", False): "Real assets",
    ("real_estate", False): "Real assets",
    ("alternatives", False): "Alternatives and mixes",
    ("multi_asset", False): "Alternatives and mixes",
    ("digital", False): "Digital assets",
}
ORDER: Final = tuple(dict.fromkeys(GROUPS.values()))
NO_GROUP: Final = "Other"
STALE_MONTHS: Final = 15  # a yearly outlook holds until the next one, which may be late
WAITING: Final = "awaiting review"
OLD: Final = f"published more than {STALE_MONTHS} months ago"
LEAST_ALONE: Final = 3  # counted houses below which nobody is on their own


@dataclass(frozen=True, slots=True)
class AssetLine:
    """One asset, in one region or in none.

    Attributes:
        key: asset and region.
        label: as shown.
        group: title that it stands under.
        cells: house -> the rows that are shown of it, several where its report says both.
    """

    key: str
    label: str
    group: str
    cells: dict[str, tuple[Row, ...]]

    @property
    def votes(self) -> dict[str, int]:
        """House -> side, of houses that count: 1 over, 0 neutral, -1 under."""
        said = {
            house: {side_of(row) for row in rows if row["counted"]}
            for house, rows in self.cells.items()
        }
        return {house: sides.copy().pop() for house, sides in said.items() if len(sides) == 1}

    @property
    def balance(self) -> tuple[int, int, int]:
        """How many houses lean over, stay neutral, lean under."""
        counted = Counter(self.votes.values())
        return counted[1], counted[0], counted[-1]

    @property
    def alone(self) -> tuple[str, ...]:
        """The one house on a side while all the others are on another, or nobody."""
        votes = self.votes
        sides = Counter(votes.values())
        if len(votes) < LEAST_ALONE or len(sides) != len(("one", "the others")):
            return ()
        lonely = [side for side, n in sides.items() if n == 1]
        return tuple(house for house, side in votes.items() if side in lonely)


def read_stances(cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
    """Return every house's newest stance on each asset, one row per stance.

    Columns of `queries.stances`, `stance_id` under the name `forecast_id`, and key, label,
    grouping, step (2 overweight to -2 underweight), counted and why_not.
    """
    held = queries.stances(cursor, asof=selection.asof, known=selection.known)
    held = held.rename({"stance_id": "forecast_id"})
    if selection.institutions:
        held = held.filter(pl.col("institution").is_in(selection.institutions))
    if selection.age is not None and selection.asof is not None:
        oldest = months_before(selection.asof, selection.age)
        held = held.filter(pl.col("published") >= oldest)
    rows = held.rows(named=True)
    added: dict[str, list[Any]] = {
        "key": [f"{row['asset']} {row['region']}".strip() for row in rows],
        "label": [asset_label(row) for row in rows],
        "grouping": [group_of(row) for row in rows],
        "step": [STEPS[Tilt(row["tilt"])] for row in rows],
        "why_not": [_why_not(row, asof=selection.asof) for row in rows],
    }
    types = {"step": pl.Int64}
    columns = [pl.Series(name, v, dtype=types.get(name, pl.String)) for name, v in added.items()]
    return held.with_columns(columns).with_columns(counted=pl.col("why_not").is_null())


def asset_label(row: Row) -> str:
    """Return an asset with its region as one name: "US equities", "Gold", "Credit, Europe"."""
    name = row["asset_name"] or row["asset_words"]
    if not row["region"]:
        return str(name)
    own = _names().get((row["asset"], row["region"]))
    return own or f"{name}, {region_short(row['region'])}"


def group_of(row: Row) -> str:
    """Return the title that an asset stands under."""
    sector = row["sector"] or ""
    is_second = sector == "credit" if row["asset_class"] == "fixed_income" else bool(sector)
    found = GROUPS.get((row["asset_class"], is_second))
    return found or GROUPS.get((row["asset_class"], False), NO_GROUP)


def side_of(row: Row) -> int:
    """Return 1 for a step over, 0 for neutral, -1 for a step under."""
    step = int(row["step"])
    return (step > 0) - (step < 0)


def lines_of(frame: pl.DataFrame) -> list[AssetLine]:
    """Return the assets in the order of their groups, the most spoken of first in each."""
    held: dict[str, list[Row]] = {}
    for row in frame.iter_rows(named=True):
        held.setdefault(row["key"], []).append(row)
    lines = [
        AssetLine(key, rows[0]["label"], rows[0]["grouping"], _cells(rows))
        for key, rows in held.items()
    ]
    places = {group: i for i, group in enumerate((*ORDER, NO_GROUP))}
    return sorted(lines, key=lambda line: (places[line.group], -len(line.cells), line.label))


def houses_of(lines: Sequence[AssetLine]) -> list[str]:
    """Return the houses, those that speak of most assets first."""
    counted = Counter(house for line in lines for house in line.cells)
    return sorted(counted, key=lambda house: (-counted[house], house))


def _cells(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    """Return for each house the strongest row of each side, over before under.

    `also` are the other pages on which the house says the same word.
    """
    best: dict[tuple[str, int], Row] = {}
    pages: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        key = (row["institution"], side_of(row))
        pages.setdefault((row["institution"], row["tilt"]), []).append(row["page"])
        if key not in best or _strength(row) > _strength(best[key]):
            best[key] = row
    for row in best.values():
        told = dict.fromkeys(pages[row["institution"], row["tilt"]])
        row["also"] = [page for page in told if page != row["page"]]
    cells: dict[str, list[Row]] = {}
    for (house, _), row in sorted(best.items(), key=lambda entry: (entry[0][0], -entry[0][1])):
        cells.setdefault(house, []).append(row)
    return {house: tuple(_settled(held)) for house, held in cells.items()}


def _settled(held: list[Row]) -> list[Row]:
    """Leave out what awaits review where the same house's own word stands accepted."""
    accepted = [row for row in held if row["counted"]]
    return accepted or held


def _strength(row: Row) -> tuple[bool, int, float]:
    return row["counted"], abs(row["step"]), row["confidence"]


def _why_not(row: Row, *, asof: date | None) -> str | None:
    if row["status"] == Status.REVIEW:
        return WAITING
    if asof is not None and row["published"] is not None:
        return OLD if row["published"] < months_before(asof, STALE_MONTHS) else None
    return None


@lru_cache(maxsize=1)
def _names() -> dict[tuple[str, str], str]:
    """Return names of assets that go by one of their own in a region."""
    return {(a.code, a.region): a.name for a in assets() if a.region}
