"""Mentions of themes -> rows that know how strongly their house speaks of the theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.panels.once import rows_of
from dashboard.panels.since import months_before
from dashboard.panels.stances_frame import OLD, STALE_MONTHS
from dashboard.panels.wording import Row
from warehouse import queries
from warehouse.vocabulary import ThemeWeight

if TYPE_CHECKING:
    from datetime import date

    from duckdb import DuckDBPyConnection

    from dashboard.selection import Selection

NAMED, REPEATED, PASSING, DENIED = "named", "repeated", "passing", "denied"
STRENGTHS: Final = (NAMED, REPEATED, PASSING, DENIED)
NAMING: Final = (NAMED, REPEATED)
REPEATS: Final = 5  # mentions in one report that make a theme of it without the word
ONLY_PASSING: Final = f"mentioned in passing, fewer than {REPEATS} times"
ONLY_DENIED: Final = "the report says that it is not so"


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """One theme.

    Attributes:
        code: of the theme.
        label: as shown.
        group: title that it stands under.
        cells: house -> its most telling row.
    """

    code: str
    label: str
    group: str
    cells: dict[str, Row]

    @property
    def naming(self) -> tuple[str, ...]:
        """The houses that count as naming it, the most frequent first."""
        held = [row for row in self.cells.values() if row["counted"]]
        ranked = sorted(held, key=lambda row: (-row["mentions"], row["institution"]))
        return tuple(row["institution"] for row in ranked)


def read_themes(cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
    """Return what each house's newest report says of each theme, one row per kept sentence.

    Columns of `queries.themes`, `mention_id` under the name `forecast_id`, and strength, counted,
    why_not, and unread: how many reports were last read before themes were looked for.
    """
    held = queries.themes(cursor, asof=selection.asof, known=selection.known)
    held = held.rename({"mention_id": "forecast_id"})
    if selection.institutions:
        held = held.filter(pl.col("institution").is_in(selection.institutions))
    if selection.age is not None and selection.asof is not None:
        held = held.filter(pl.col("published") >= months_before(selection.asof, selection.age))
    rows = held.rows(named=True)
    strengths = _strengths(rows)
    strength = [strengths[_key(row)] for row in rows]
    why = [
        _why_not(row, said, asof=selection.asof) for row, said in zip(rows, strength, strict=True)
    ]
    unread = queries.reports_without_themes(cursor, asof=selection.asof, known=selection.known)
    added: dict[str, list[Any]] = {"strength": strength, "why_not": why}
    columns = [pl.Series(name, values, dtype=pl.String) for name, values in added.items()]
    return held.with_columns(columns).with_columns(
        counted=pl.col("why_not").is_null(), unread=pl.lit(unread)
    )


def lines_of(frame: pl.DataFrame) -> list[ThemeLine]:
    """Return the themes in the order of their groups, those that most houses name first."""
    cells: dict[str, dict[str, Row]] = {}
    for row in rows_of(frame):
        held = cells.setdefault(row["theme"], {})
        known = held.get(row["institution"])
        if known is None or _rank(row) < _rank(known):
            held[row["institution"]] = row
    lines = []
    for code, held in cells.items():
        first = next(iter(held.values()))
        label, group = first["theme_name"] or code, first["grouping"] or "Other"
        lines.append(ThemeLine(code, label, group, held))
    places = {group: i for i, group in enumerate(dict.fromkeys(line.group for line in lines))}
    return sorted(lines, key=lambda line: (places[line.group], -len(line.naming), -len(line.cells)))


def houses_of(lines: Sequence[ThemeLine]) -> list[str]:
    """Return the houses, those that name most themes first."""
    naming = Counter(house for line in lines for house in line.naming)
    spoken = Counter(house for line in lines for house in line.cells)
    return sorted(spoken, key=lambda house: (-naming[house], -spoken[house], house))


def _strengths(rows: Sequence[Row]) -> dict[tuple[str, str], str]:
    held: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        held.setdefault(_key(row), []).append(row)
    return {key: _strength(said) for key, said in held.items()}


def _strength(said: Sequence[Row]) -> str:
    weights = {row["weight"] for row in said}
    if weights & {ThemeWeight.HEADING, ThemeWeight.NAMED}:
        return NAMED
    if max(row["mentions"] for row in said) >= REPEATS:
        return REPEATED
    return PASSING if ThemeWeight.MENTIONED in weights else DENIED


def _why_not(row: Row, strength: str, *, asof: date | None) -> str | None:
    if strength not in NAMING:
        return ONLY_DENIED if strength == DENIED else ONLY_PASSING
    if asof is not None and row["published"] is not None:
        return OLD if row["published"] < months_before(asof, STALE_MONTHS) else None
    return None


def _key(row: Row) -> tuple[str, str]:
    return row["institution"], row["theme"]


def _rank(row: Row) -> int:
    return list(ThemeWeight).index(ThemeWeight(row["weight"]))
