"""Everything that has a name here, with its other names: houses, indicators, regions, panels.

Names are compared folded. A short name in capitals that is also a common word ("IN", "MS") counts
only where it is typed in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from dashboard.panels import PANELS
from warehouse.assets import assets
from warehouse.reference import fold, indicators, institutions, regions

HOUSE, INDICATOR, REGION, PANEL, ASSET = "house", "indicator", "region", "panel", "asset"
CLOSE_ENOUGH: Final = 80  # rapidfuzz ratio at which a word counts as a misspelling of another
SHORTEST_GUESSED: Final = 4  # letters; shorter words resemble too many
EXACT, BEGINS, WITHIN, LIKE = 100.0, 92.0, 84.0, 60.0  # how well a name fits what was typed
COMMON_WORDS: Final = frozenset(
    {"a", "about", "all", "am", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do",
     "for", "from", "go", "has", "have", "he", "her", "his", "if", "in", "is", "it", "its",
     "let", "me", "more", "most", "my", "new", "no", "not", "of", "on", "or", "our", "out",
     "she", "so", "than", "that", "the", "their", "they", "this", "to", "up", "was", "we",
     "what", "when", "which", "who", "will", "with", "you"}
)  # fmt: skip
_BESIDE: Final = re.compile(r"[^\w%.&$/+-]+|(?<!\w)[.&/+-]+(?!\w)")


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that has a name.

    Attributes:
        kind: one of HOUSE, INDICATOR, REGION, PANEL and ASSET.
        key: name of the house, code, or id of the panel.
        label: as shown.
        names: every name, folded, the usual one first.
        guarded: those of the names that are also common words, as they are typed: "IN".
    """

    kind: str
    key: str
    label: str
    names: tuple[str, ...]
    guarded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A thing whose name fits what was typed.

    Attributes:
        named: the thing.
        fit: EXACT, BEGINS, WITHIN, or up to LIKE for another spelling.
        name: the name that fits, folded.
    """

    named: Named
    fit: float
    name: str


def simple(text: str) -> str:
    """Return text folded, with single spaces and nothing else between its words."""
    return " ".join(_BESIDE.sub(" ", fold(text)).split())


def _named(kind: str, key: str, label: str, names: Iterable[str]) -> Named:
    held = {simple(name): name for name in names}
    guarded = tuple(name for folded, name in held.items() if folded in COMMON_WORDS)
    free = tuple(folded for folded in held if folded and folded not in COMMON_WORDS)
    return Named(kind, key, label, free or (simple(label),), guarded)


@lru_cache(maxsize=1)
def known_names() -> tuple[Named, ...]:
    """Return everything that the reference data and the menus name; read when first asked for."""
    by_asset: dict[str, list[str]] = {}
    for asset in assets():
        by_asset.setdefault(asset.code, []).extend(asset.names)
    return (
        *(_named(HOUSE, i.name, i.name, i.names) for i in institutions()),
        *(
            _named(INDICATOR, i.indicator, i.name, (i.name, i.short, *i.phrases))
            for i in indicators()
        ),
        *(_named(REGION, r.code, r.name, (r.name, r.code, *r.aliases)) for r in regions()),
        *(_named(PANEL, p.id, p.title, (p.title, p.id.replace("-", " "))) for p in PANELS.values()),
        *(_named(ASSET, code, names[0], names) for code, names in by_asset.items()),
    )


def with_houses(houses: Iterable[str]) -> tuple[Named, ...]:
    """Return the known names and those of houses that only reports name."""
    known = known_names()
    held = {named.key for named in known if named.kind == HOUSE}
    return (*known, *(_named(HOUSE, name, name, (name,)) for name in houses if name not in held))


def matches(typed: str, names: Iterable[Named]) -> list[Match]:
    """Return what the whole of a typed text names or begins to name, best first.

    Args:
        typed: as typed; capitals tell "IN" from "in".
        names: what can be named.
    """
    sought = simple(typed)
    if not sought:
        return []
    found = []
    for named in names:
        best = max(((_fit(sought, name), name) for name in named.names), default=(0.0, ""))
        if typed.strip() in named.guarded:
            best = (EXACT, sought)
        if best[0]:
            found.append(Match(named, *best))
    return sorted(found, key=lambda m: (-m.fit, len(m.name), m.named.label))


def _fit(sought: str, name: str) -> float:
    if sought not in name:
        return 0.0
    if sought == name:
        return EXACT
    if name.startswith(sought):
        return BEGINS
    return WITHIN if f" {sought}" in name else 0.0


def spelt_like(typed: str, names: Iterable[Named]) -> list[Match]:
    """Return what a text that names nothing may have meant, nearest first; at most three."""
    sought = simple(typed)
    if len(sought) < SHORTEST_GUESSED:
        return []
    owners = {name: named for named in names for name in named.names}
    near = process.extract(
        sought, list(owners), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=3
    )
    return [Match(owners[name], LIKE * score / 100, name) for name, score, _ in near]


def nearest_word(word: str, names: Iterable[Named]) -> str | None:
    """Return the word of a name that a word may be a misspelling of, or None."""
    if len(word) < SHORTEST_GUESSED:
        return None
    words = sorted({part for named in names for name in named.names for part in name.split()})
    near = process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    return near[0] if near and near[0] != word else None
