"""Groups of columns that are not the forecast: older rounds and other scenarios.

Such groups stand side by side over the same years, and only their spanning headers tell them
apart: two dates, or "Baseline" and other names, or names with probabilities. Which one is the
forecast can be seen from all of them together, never from one alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.resolving import cues
from ingest.resolving.rounds import date_named
from warehouse.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ingest.tables.grids import Column, Grid

_CHANCE = re.compile(
    r"[(\[]?(?P<chance>\d{1,2}(?:\.\d)?)\s?%(?:\s(?:probability|likelihood|weight))?[)\]]?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def column_kinds(grid: Grid, *, published: date | None) -> Mapping[int, tuple[Kind, str]]:
    """Return, for columns of older rounds and other scenarios, their kind and the header.

    Args:
        grid: the table.
        published: the day of the report; a date after it is a horizon, never a round.
    """
    return {**_scenarios(grid.columns), **_older_rounds(grid.columns, published)}


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
