"""A visit with a text -> `Found`: what fits it, by kind and best first, and what to try instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from dashboard.search.asking import Asked, read_asked
from dashboard.search.leading import (
    FIGURES,
    POLICY,
    QUOTE,
    REPORT,
    STANCE,
    THEME,
    Hit,
    named_hit,
    quote_hit,
    report_hit,
    rule_hit,
    stance_hit,
    theme_hit,
    together_hit,
)
from dashboard.search.names import (
    HOUSE,
    INDICATOR,
    PANEL,
    REGION,
    Match,
    Named,
    matches,
    nearest_word,
    simple,
    spelt_like,
    with_houses,
)
from warehouse import queries
from warehouse.search_queries import (
    find_quotes,
    find_reports,
    find_rules,
    find_stances,
    find_themes,
    spread_of_figures,
)
from warehouse.version_queries import data_version

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene
    from warehouse.store import Warehouse

KINDS: Final = {
    FIGURES: "Figures",
    HOUSE: "Houses",
    INDICATOR: "Indicators",
    REGION: "Regions",
    PANEL: "Panels",
    QUOTE: "Sentences behind forecasts",
    STANCE: "Stances",
    THEME: "Themes",
    REPORT: "Reports",
    POLICY: "Policy",
}
NAMED_KINDS: Final = (HOUSE, INDICATOR, REGION, PANEL)
MOST_NAMED: Final = 6  # of one kind; a longer list is not a find
MOST_HELD: Final = 20  # sentences, stances, themes, reports, rules shown at once
MOST_SUGGESTED: Final = 8  # below the box, while somebody types
MOST_OF_A_KIND: Final = 3  # among suggestions, as long as others have something too
KEPT_SPREADS: Final = 8  # days and moments that are looked from

Spread = tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave.

    Attributes:
        asked: what was looked for.
        groups: hits by kind, in the order of `KINDS`, best first; kinds without a hit are left out.
        totals: how many there are of a kind where more were found than are in the group.
        instead: the text with its unknown words spelt like known ones; "" where there is none.
    """

    asked: Asked
    groups: dict[str, list[Hit]] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    instead: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not self.groups

    def best(self, most: int) -> list[Hit]:
        """Return the best hits of all kinds that lead somewhere, at most `MOST_OF_A_KIND` of one.

        Only where that gives fewer than `most` a kind may have more.
        """
        hits = [hit for group in self.groups.values() for hit in group if hit.href]
        ranked = sorted(hits, key=lambda hit: -hit.score)
        taken: Counter[str] = Counter()
        first: list[Hit] = []
        rest: list[Hit] = []
        for hit in ranked:
            taken[hit.kind] += 1
            (first if taken[hit.kind] <= MOST_OF_A_KIND else rest).append(hit)
        return sorted([*first, *rest][:most], key=lambda hit: -hit.score)


def found_payload(found: Found) -> dict[str, Any]:
    """Return what a search gave as plain values: the best of all kinds, then all by kind."""

    def plain(hit: Hit) -> dict[str, Any]:
        return {
            "kind": hit.kind,
            "title": hit.title,
            "detail": hit.detail,
            "text": hit.text,
            "link": hit.href,
        }

    return {
        "q": found.asked.text,
        "is_cut": found.asked.is_cut,
        "instead": found.instead or None,
        "best": [plain(hit) for hit in found.best(MOST_SUGGESTED)],
        "groups": [
            {
                "kind": kind,
                "name": KINDS[kind],
                "total": found.totals.get(kind, len(hits)),
                "hits": [plain(hit) for hit in hits],
            }
            for kind, hits in found.groups.items()
        ],
    }


def find(scene: Scene, text: str) -> Found:
    """Return what a text finds as of the visit's clocks; an empty text finds nothing.

    Args:
        scene: the visit; links lead on from it.
        text: as typed, of any length.
    """
    spread = figures_spread(scene)
    names = with_houses(sorted({row["institution"] for row in spread}))
    asked = read_asked(text, names)
    if not asked.text:
        return Found(asked)
    groups: dict[str, list[Hit]] = {kind: [] for kind in KINDS}
    for match in _matches(asked, names):
        groups[match.named.kind].append(named_hit(scene, match, spread))
    for kind in NAMED_KINDS:
        groups[kind] = sorted(groups[kind], key=lambda hit: -hit.score)[:MOST_NAMED]
    together = together_hit(
        scene,
        houses=[named.key for named in asked.of_kind(HOUSE)],
        indicators=[named.key for named in asked.of_kind(INDICATOR)],
        regions=[named.key for named in asked.of_kind(REGION)],
        spread=spread,
    )
    groups[FIGURES] = [together] if together else []
    totals = _add_held(scene, asked, groups)
    held = {kind: hits for kind, hits in groups.items() if hits}
    return Found(asked, held, totals, _instead(asked, (*names, *_rules(scene))) if not held else "")


def figures_spread(scene: Scene) -> Spread:
    """Return how many figures there are of whom on what, most first; kept until the data change."""
    version = data_version(scene.cursor)
    kept = _spreads.get(scene.warehouse)
    if kept is None:
        kept = _spreads[scene.warehouse] = _Spreads(scene.warehouse)
    return kept.at(version, scene.asof, scene.selection.known)


class _Spreads:
    """What one warehouse holds of whom on what, as of the days asked for last."""

    def __init__(self, warehouse: Warehouse) -> None:
        from weakref import ref

        held = ref(warehouse)

        @lru_cache(maxsize=KEPT_SPREADS)
        def read(_version: str, asof: date, known: datetime | None) -> Spread:
            opened = held()
            return tuple(
                spread_of_figures(opened.cursor(), asof=asof, known=known) if opened else ()
            )

        self.at = read


_spreads: WeakKeyDictionary[Warehouse, _Spreads] = WeakKeyDictionary()


def _matches(asked: Asked, names: Sequence[Named]) -> list[Match]:
    """Return what the text names or begins to name, then what parts of it name."""
    found = {
        match.named: match
        for match in reversed(matches(asked.text, names))
        if match.named.kind in NAMED_KINDS
    }
    for named in asked.named:
        if named.kind in NAMED_KINDS and named not in found:
            found[named] = Match(named, 88.0, simple(named.label))
    if not found:
        found = {m.named: m for m in spelt_like(asked.text, names) if m.named.kind in NAMED_KINDS}
    return sorted(found.values(), key=lambda m: (-m.fit, len(m.name), m.named.label))


def _add_held(scene: Scene, asked: Asked, groups: dict[str, list[Hit]]) -> dict[str, int]:
    """Add what holds the words, and return how many there are where more were found."""
    cursor, asof, known = scene.cursor, scene.asof, scene.selection.known
    terms = asked.terms
    held = {
        QUOTE: (quote_hit, find_quotes(cursor, terms, most=MOST_HELD, asof=asof, known=known)),
        STANCE: (stance_hit, find_stances(cursor, terms, most=MOST_HELD, asof=asof, known=known)),
        THEME: (theme_hit, find_themes(cursor, terms, most=MOST_HELD, asof=asof, known=known)),
        REPORT: (report_hit, find_reports(cursor, terms, most=MOST_HELD, asof=asof, known=known)),
        POLICY: (rule_hit, find_rules(cursor, terms, most=MOST_HELD, asof=asof)),
    }
    totals = {}
    for kind, (build, rows) in held.items():
        groups[kind] = [build(scene, row) for row in rows]
        if rows and rows[0]["n_found"] > len(rows):
            totals[kind] = int(rows[0]["n_found"])
    return totals


def _rules(scene: Scene) -> list[Named]:
    """Return the instruments out by then as names, for the spelling of what they are about."""
    rows = queries.policy_events(scene.cursor, asof=scene.asof).iter_rows(named=True)
    return [
        Named(POLICY, row["instrument_id"], row["title"], tuple(map(simple, about)))
        for row in rows
        if (about := (row["title"], *row["topics"]))
    ]


def _instead(asked: Asked, names: Sequence[Named]) -> str:
    """Return the text with its unknown words spelt like the nearest known ones, or ""."""
    words = [term.words for term in asked.terms]
    is_named = [bool(term.institution or term.indicators or term.region) for term in asked.terms]
    near = [
        word if known else nearest_word(word, names) or word
        for word, known in zip(words, is_named, strict=True)
    ]
    return " ".join(near) if near != words else ""
