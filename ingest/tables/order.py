"""Columns of a table -> what their order in time shows: fiscal years, and columns read wrongly.

Time runs one way through a table. "2024-25 2025-26 2026-27" overlap, so that each is one fiscal
year; and where months under their years neither run forward nor back, a header stands over the
wrong columns.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.resolving.horizons import read_horizon
from ingest.tables.axes import told_apart
from ingest.tables.turns_of_year import part_of_year

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ingest.candidates import Phrase
    from ingest.tables.grids import Column, Grid
    from warehouse.periods import Period

FEWEST_PAIRS = 2  # pairs of years that follow one another show that they are fiscal years
CENTURY, THIS_CENTURY = 100, 2000

_PAIR = re.compile(
    r"(?:(?:FY\s?)?(?P<a>20\d\d)|(?:FY\s?)?['’]?(?P<short>\d\d))\s?(?P<dash>[-–/])\s?['’]?(?P<b>20\d\d|\d\d)"
    r"(?:\W{0,2}(?:[aefp]|(?:act|est|proj|prov|rev|bud|forecast|estimate|budget|actual)[a-z]*)\.?)?\W{0,2}",
    re.IGNORECASE,
)


_CALENDAR = re.compile(r"(20\d\d)\W{0,2}[aefp]?\W?", re.IGNORECASE)


def has_fiscal_years(grid: Grid) -> bool:
    """Whether the columns or rows of a table are fiscal years: pairs of years that overlap."""
    beside = [row.label.text for row in grid.rows if row.label]
    over = [column.headers[0].text for column in grid.columns if column.headers]
    return any(_overlap(texts) for texts in (over, beside))


def _overlap(texts: Sequence[str]) -> bool:
    firsts = sorted({_first(m) for text in texts if (m := _pair(text)) is not None})
    return len(firsts) >= FEWEST_PAIRS and any(b == a + 1 for a, b in pairwise(firsts))


def _pair(text: str) -> re.Match[str] | None:
    """Return a pair of years that follow one another."""
    found = _PAIR.fullmatch(text.strip())
    if found is None:
        return None
    return found if (_first(found) + 1) % CENTURY == int(found["b"]) % CENTURY else None


def _first(pair: re.Match[str]) -> int:
    """Return the first year of a pair: 2025 for "FY25/26"."""
    return int(pair["a"] or THIS_CENTURY + int(pair["short"]))


def shared_years(columns: Sequence[Column]) -> frozenset[int]:
    """Return the columns of fiscal years whose later year has a column of its own: "2026"."""
    heads = [column.headers[0].text if column.headers else "" for column in columns]
    calendar = {int(found[1]) for text in heads if (found := _CALENDAR.fullmatch(text))}
    pairs = {at: pair for at, text in enumerate(heads) if (pair := _pair(text))}
    return frozenset(at for at, pair in pairs.items() if _first(pair) + 1 in calendar)


def as_fiscal_year(phrase: Phrase) -> Phrase:
    """Return "2025-26" as one fiscal year, for a table that has fiscal years."""
    found = _pair(phrase.text)
    if found is None or (found["dash"] == "/" and not found["short"]):
        return phrase
    return replace(phrase, text=f"{phrase.text} [FY{_first(found)}/{found['b'][-2:]}]")


def disordered_columns(columns: Sequence[Column], *, published: date | None) -> frozenset[int]:
    """Return the columns of parts of years that do not run one way in time.

    Args:
        columns: left to right; those that say something else than a time are kept apart.
        published: the day that words such as "next year" are counted from.
    """
    runs: dict[tuple[str, ...], list[tuple[int, Period]]] = {}
    for at, column in enumerate(columns):
        texts = [header.text for header in column.headers]
        beside = at > 0 and column.headers == columns[at - 1].headers  # a figure in brackets
        if len(texts) < 2 or part_of_year(texts[0]) is None or beside:
            continue
        horizon = read_horizon(texts, published=published)
        if horizon is None or horizon.period is None:
            continue
        others = tuple(text for text in texts[1:] if told_apart(text))
        runs.setdefault(others, []).append((at, horizon.period))
    found: set[int] = set()
    for run in runs.values():
        steps = [later.sort_key > earlier.sort_key for (_, earlier), (_, later) in pairwise(run)]
        same = any(earlier == later for (_, earlier), (_, later) in pairwise(run))
        if same or len(set(steps)) > 1:
            found |= {at for at, _ in run}
    return frozenset(found)
