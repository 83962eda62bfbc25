"""Rows, columns and whole tables that look like forecasts of ours and are something else.

Contributions to growth are not growth, a forward is the market's price, "other advanced economies"
are not the advanced economies, and a table of returns or weights has no place for an economy at
all. Only the table's own words are asked: row, section, column, corner and caption.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.resolving import cues, lexicon
from ingest.tables.axes import names_indicator
from ingest.tables.bonds import yield_named
from ingest.tables.cells import is_period
from warehouse.vocabulary import Indicator, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.tables.grids import Grid
    from ingest.tables.surroundings import Surroundings

_TOTALS = frozenset({Indicator.GDP_GROWTH, Indicator.CPI_INFLATION, Indicator.UNEMPLOYMENT_RATE})
_VAGUE = frozenset({"growth", "activity"})
_SHARES = frozenset({Indicator.EQUITY_INDEX, Indicator.EARNINGS_GROWTH})
_OF_GDP = re.compile(
    r"(?:%|pct|per\s?cent(?:age)?|share|ratio)\.?\s(?:(?:of|to)\s)?(?:nominal\s)?GDP\b(?!\s(?:growth|change))",
    re.IGNORECASE,
)
_REVISIONS = re.compile(  # all that a line above a table says
    r"(?:(?:Table|Chart|Exhibit)\s[\w.]+\s?[.:–-]?\s)?(?:(?:forecast|projection)\s)?"
    r"(?:revisions?|differences?)\s(?:(?:of|to|in)\s(?:the\s)?(?:forecasts?|projections?|outlook)\s)?"
    r"(?:from|vis-[àa]-vis|compared|relative|since|against|versus|vs\.?|to)\b",
    re.IGNORECASE,
)
_WORDY = re.compile(r"[^\W\d_]")
_BASE = re.compile(r"\b(?:19|20)\d\d(?:Q[1-4])?\s?=\s?100\b")
_INDEX = re.compile(r"index\b", re.IGNORECASE)
NEAR_CAPTIONS = 2  # lines above a table that speak of the table rather than of the page

Found = tuple[Reason, str]


def find_stranger(near: Surroundings) -> Found | None:
    """Say what a figure is, where its row or column makes it none of ours.

    Args:
        near: the words around it.
    """
    beside = [phrase.text for phrase in (*near.row, *near.sections, *near.parents)]
    over = [phrase.text for phrase in near.column]
    above = [phrase.text for phrase in (*near.corners, *near.captions)]
    return (
        _contribution(beside if not is_total(near) else beside[: len(near.row)], over, above)
        or _forward([*beside, *over])
        or _wider_region([phrase.text for phrase in near.row])
        or _weighting([*[phrase.text for phrase in near.row], *over])
        or _amount([*[phrase.text for phrase in near.row], *over], above)
        or _level_of_index(over)
        or _quantile([*[phrase.text for phrase in near.row], *over])
        or _spread([*[phrase.text for phrase in near.row], *over])
        or _ratio([phrase.text for phrase in near.row])
        or _asset([phrase.text for phrase in near.row])
    )


def is_total(near: Surroundings) -> bool:
    """Whether a row is the growth or inflation that the contributions above it add up to.

    Such a row stands under the heading "Contributions" as well, and is none itself.
    """
    row = " ".join(phrase.text for phrase in near.row)
    near_cue = cues.pattern("tables", "contribution")
    under = any(near_cue.search(phrase.text) for phrase in (*near.sections, *near.parents))
    named = {name.key for name in lexicon.indicators().find(row)}
    return under and bool(named) and named <= _TOTALS


def find_strange_table(grid: Grid) -> Found | None:
    """Say what a table is about, where it is one of returns or weights and of no economy."""
    own = _shared_headers(grid)
    own += [label.text for label in grid.corners]
    near = [caption.text for caption in grid.captions[:NEAR_CAPTIONS]]
    if revised := next((text for text in near if _REVISIONS.match(text)), None):
        return Reason.DIFFERENCE, f"“{revised}”: changes of the forecast, not the forecast"
    effect = _effect((*own, *near))
    if effect is not None:
        return effect
    own += [section.text for row in grid.rows for section in row.sections]
    for caption in (None, *grid.captions[:NEAR_CAPTIONS]):
        own += [caption.text] if caption else []
        if any(names_indicator(text) for text in own):
            return None
        found = _returns_or_weights(own)
        if found is not None:
            return found
    return None


def _shared_headers(grid: Grid) -> list[str]:
    """Return the headers of a table but for what a few of its columns stand for by themselves.

    "Weight (%)" behind four years says nothing of what the years show.
    """
    told = {
        at: [header.text for header in column.headers] for at, column in enumerate(grid.columns)
    }
    aside = [at for at, texts in told.items() if _returns_or_weights(texts) is not None]
    few = len(aside) < len(told) - len(aside)
    return [text for at, texts in told.items() if not (few and at in aside) for text in texts]


def _effect(texts: Iterable[str]) -> Found | None:
    for text in texts:
        if cues.pattern("tables", "effects").search(text):
            return Reason.NOT_A_FORECAST, f"“{text}”: what a shock would change, not a forecast"
    return None


def _returns_or_weights(texts: Iterable[str]) -> Found | None:
    for text in texts:
        if cues.pattern("tables", "returns").search(text):
            return Reason.ASSET_RETURN, f"the table is about “{text}”"
        if cues.pattern("tables", "weights").search(text):
            return Reason.PORTFOLIO_WEIGHT, f"the table is about “{text}”"
    return None


def _contribution(beside: Iterable[str], over: Iterable[str], above: Iterable[str]) -> Found | None:
    near, far = cues.pattern("tables", "contribution"), cues.pattern("tables", "contribution_to")
    for pattern, texts in ((near, (*beside, *over)), (far, tuple(above))):
        for text in texts:
            if pattern.search(text):
                return Reason.NO_INDICATOR, f"“{text}”: a contribution, not a growth rate"
    return None


def _forward(texts: Iterable[str]) -> Found | None:
    for text in texts:
        if cues.pattern("tables", "forwards").search(text) and not is_period(text):
            return Reason.NOT_A_FORECAST, f"“{text}”: a price of the market, not a forecast"
    return None


def _wider_region(rows: Iterable[str]) -> Found | None:
    for text in rows:
        if _names_other_region(text):
            return Reason.NO_REGION, f"“{text}” is another region than the one in its name"
    return None


@lru_cache(maxsize=4096)
def _names_other_region(text: str) -> bool:
    """Whether a region is named only as part of another one: "Other ...", "... excluding ..."."""
    if lexicon.regions().whole(text) is not None:
        return False
    if cues.pattern("tables", "wider_regions").search(text):
        return True
    named = lexicon.regions().find(text)
    less = cues.pattern("tables", "other_regions")
    return any(less.search(text[: name.start][-OTHER_REACH:]) for name in named[:1])


OTHER_REACH = 24  # characters before a region in which "other" or "excluding" speaks of it


def _weighting(texts: Iterable[str]) -> Found | None:
    for text in texts:
        weight = cues.pattern("tables", "weights").search(text) and not names_indicator(text)
        if cues.pattern("tables", "shares").search(text) or (weight and "%" in text):
            return Reason.NO_INDICATOR, f"“{text}”: a share or another weighting"
    return None


def _level_of_index(over: Iterable[str]) -> Found | None:
    for text in over:
        if _BASE.search(text) or (_INDEX.match(text) and not names_indicator(text)):
            return Reason.NO_INDICATOR, f"“{text}”: the level of an index, not a rate"
    return None


def _amount(own: Iterable[str], above: Iterable[str]) -> Found | None:
    """Turn away the "growth" of a table that counts barrels or units, if nothing else is said."""
    named = {name.text.lower() for text in own for name in lexicon.indicators().find(text)}
    if named - _VAGUE:
        return None
    for text in above:
        if cues.pattern("tables", "amounts").search(text):
            return Reason.NO_INDICATOR, f"“{text}”: the table is about amounts"
    return None


def _quantile(texts: Iterable[str]) -> Found | None:
    for text in texts:
        if cues.pattern("tables", "quantiles").search(text):
            return Reason.NOT_A_FORECAST, f"“{text}”: how answers are spread, nobody's own figure"
    return None


def _spread(texts: Iterable[str]) -> Found | None:
    for text in texts:
        if cues.pattern("tables", "spreads").search(text):
            return Reason.NO_INDICATOR, f"“{text}”: the distance of two rates, neither of them"
    return None


def _ratio(rows: Iterable[str]) -> Found | None:
    for text in rows:
        rest = _OF_GDP.sub(" ", text)
        if rest != text and _WORDY.search(rest) and not names_indicator(rest):
            return Reason.NO_INDICATOR, f"“{text}”: measured against GDP, not its growth"
    return None


def is_against_gdp(text: str) -> bool:
    """Whether a text says that something is measured against GDP: it does not name its growth."""
    return _OF_GDP.search(text) is not None


def _asset(rows: Iterable[str]) -> Found | None:
    for text in rows:
        named = {name.key for name in lexicon.indicators().find(text)}
        asset = cues.pattern("tables", "assets").search(text) and not yield_named(text)
        if asset and not named & _SHARES:
            return Reason.ASSET_RETURN, f"“{text}” is an asset, not an economy"
    return None
