"""Groups of columns that are not the forecast: older rounds and other scenarios.

Such groups stand side by side over the same years, and only their spanning headers tell them
apart: two dates, or "Baseline" and other names, or names with probabilities. Which one is the
forecast can be seen from all of them together, never from one alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.months import NAMES, month_number
from ingest.resolving import cues
from ingest.resolving.rounds import date_named, without_comparison
from ingest.tables.axes import repeated_columns
from warehouse.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ingest.tables.grids import Column, Grid
    from ingest.tables.labels import Label

_CHANCE = re.compile(
    r"[(\[]?(?P<chance>\d{1,2}(?:\.\d)?)\s?%(?:\s(?:probability|likelihood|weight))?[)\]]?"
)
FEWEST_ROUNDS = 2  # months that come back under every year
CENTURY, MONTHS_A_YEAR = 2000, 12
_MONTH_LEAF = re.compile(
    rf"(?P<month>{NAMES})\.?(?:[\s'’-]{{1,2}}(?P<year>\d\d|20\d\d))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def column_kinds(grid: Grid, *, published: date | None) -> Mapping[int, tuple[Kind, str]]:
    """Return, for columns of older rounds and other scenarios, their kind and the header.

    Args:
        grid: the table.
        published: the day of the report; a date after it is a horizon, never a round.
    """
    under = rounds_under_years(grid, published=published)
    newest = max(under.values(), default=None)
    older = {at: _leaf(grid.columns[at]) for at, named in under.items() if named != newest}
    return {
        **_scenarios(grid.columns),
        **_older_rounds(grid.columns, published),
        **{at: (Kind.PREVIOUS, text) for at, text in older.items()},
    }


def with_differences_apart(grid: Grid, *, published: date | None) -> Grid:
    """Return the table with "Differences from ..." only over the columns that repeat their years.

    A wide header beside years that others have already may seem to stand over all columns; but not
    every column can be a difference where the years come twice.
    """
    again = repeated_columns(grid, published=published)
    difference = cues.pattern("kinds", "difference")
    over = [
        header
        for header in (grid.columns[0].headers if grid.columns else ())
        if difference.search(without_comparison(header.text))
        and all(header in column.headers for column in grid.columns)
    ]
    if not over or not again:
        return grid
    columns = tuple(
        column if at in again else replace(column, headers=_without(column.headers, over))
        for at, column in enumerate(grid.columns)
    )
    return replace(grid, columns=columns)


def _without(headers: Sequence[Label], some: Sequence[Label]) -> tuple[Label, ...]:
    return tuple(header for header in headers if header not in some)


def rounds_under_years(grid: Grid, *, published: date | None) -> dict[int, tuple[int, int]]:
    """Return, for columns under a year that only name a round, the year and month of the round.

    "Apr" and "Jul" under each of 2026 and 2027 are the months of two publications. The quarter ends
    of a year, evenly spread, are horizons; so is a single month.
    """
    months = {
        at: found
        for at, column in enumerate(grid.columns)
        if len(column.headers) > 1 and (found := _MONTH_LEAF.fullmatch(_leaf(column)))
    }
    over = {at: _years_over(grid.columns[at]) for at in months}
    leaves: dict[str, set[str]] = {}
    for at, found in months.items():
        leaves.setdefault(found.group().lower(), set()).update(over[at])
    repeated = {text for text, years in leaves.items() if len(years) > 1}
    if published is None:
        return {}
    if _are_of_now(leaves, published):
        repeated = set(leaves)
    elif len(repeated) < FEWEST_ROUNDS:
        return {}
    rounds = {
        at: _date_of(m, published) for at, m in months.items() if m.group().lower() in repeated
    }
    return {} if _are_quarter_ends({month for _, month in rounds.values()}) else rounds


def _are_of_now(leaves: Mapping[str, set[str]], published: date) -> bool:
    """Whether months are rounds: that of the report, under several years, and earlier ones.

    "Apr" and "Jul" under 2025 and "Jul" under 2026, in a report of July, are two publications.
    """
    numbers = {text: month_number(text) for text in leaves}
    own = [text for text, number in numbers.items() if number == published.month]
    told = any(len(leaves[text]) > 1 for text in own)
    return told and len(leaves) > 1 and all(n <= published.month for n in numbers.values())


def _leaf(column: Column) -> str:
    return column.headers[0].text.strip(". ") if column.headers else ""


def _years_over(column: Column) -> set[str]:
    return {found.group() for h in column.headers[1:] if (found := _YEAR.search(h.text))}


def _date_of(leaf: re.Match[str], published: date) -> tuple[int, int]:
    """Return the year and month of a round; without a year, the last such month by then."""
    month = month_number(leaf["month"])
    if leaf["year"]:
        return CENTURY + int(leaf["year"][-2:]), month
    return published.year - (month > published.month), month


def _are_quarter_ends(months: set[int]) -> bool:
    """Whether months are ends of quarters at even distances: horizons of a year, not rounds."""
    ordered = sorted(months)
    around = [*ordered, ordered[0] + MONTHS_A_YEAR]
    return all(m % 3 == 0 for m in months) and len({b - a for a, b in pairwise(around)}) == 1


def _older_rounds(columns: Sequence[Column], published: date | None) -> dict[int, tuple[Kind, str]]:
    """Return the columns under a date before that of the newest round."""
    rounds: dict[int, tuple[tuple[int, int], str]] = {}
    for at, column in enumerate(columns):
        for header in column.headers[1:]:
            named = date_named(header.text)
            if named and published and named <= (published.year, published.month):
                rounds[at] = (named, header.text)
                break
    newest = max((named for named, _ in rounds.values()), default=None)
    return {at: (Kind.PREVIOUS, text) for at, (named, text) in rounds.items() if named != newest}


def _scenarios(columns: Sequence[Column]) -> dict[int, tuple[Kind, str]]:
    """Return the columns of scenarios beside a baseline, or beside one that is more probable."""
    central = cues.pattern("kinds", "central")
    alternative = cues.pattern("kinds", "scenario_header")
    has_central = any(central.search(h.text) for column in columns for h in column.headers)
    chances = {h.text: chance for c in columns for h in c.headers if (chance := _chance(h.text))}
    best = max(chances.values(), default=0.0)
    found: dict[int, tuple[Kind, str]] = {}
    for at, column in enumerate(columns):
        texts = [header.text for header in column.headers]
        if any(central.search(text) for text in texts):
            continue
        for text in texts:
            less = len(chances) > 1 and text in chances and (has_central or chances[text] < best)
            if less or alternative.search(text):
                found[at] = (Kind.SCENARIO, text)
                break
    return found


def _chance(text: str) -> float:
    """Return the probability that a header ends with, 0 where there is none or nothing else."""
    match = _CHANCE.search(text)
    words = text[: match.start()].strip() if match else ""
    named = bool(words) and not _YEAR.search(words) and match is not None
    return float(match["chance"]) if named and match and not text[match.end() :].strip() else 0.0
