"""Lines of a page -> cells, and what a cell of a grid of views says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.geometry import union
from ingest.resolving import cues, lexicon
from ingest.resolving.tokens import KEPT
from ingest.stances.assets import NamedAsset, find_assets, find_places
from warehouse.assets import asset_by_code
from warehouse.records import Box
from warehouse.vocabulary import Tilt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.geometry import BBox
    from ingest.pdf.layout import Line, Word
    from warehouse.assets import Asset
    from warehouse.vocabulary import Role

CELL_GAP = 0.9  # of the type size: a wider gap between words parts two cells
LONGEST_LABEL = 7  # words of a cell that names an asset
CROSSES = frozenset({"x", "X"})
FEWEST_TELLING = 2  # words that say a tilt on a page with a grid
WORD_TILTS = ("overweight", "neutral", "underweight", "positive", "negative", "cautious")
SIGN_TILTS = {
    "signs_up": Tilt.OVERWEIGHT, "signs_flat": Tilt.NEUTRAL, "signs_down": Tilt.UNDERWEIGHT,
}  # fmt: skip
_NAME_REST = re.compile(
    r"(?:\W|\d|\b(?:market|markets|equity|equities|total|overall|broad|global|sector|sectors|the|"
    r"and|in|local|hard|currency|usd|eur|euro|gbp|sterling|dollar|large|cap|aggregate|index|core|exposure|ex|excluding|uk|"
    r"japan|developed|corporate|corporates|bonds|bond|debt|stocks|shares|all|other|country|"
    r"nominal|long|short|regional|listed|physical|style|styles|hedged|risk|assets|asset)\b)*",
    re.IGNORECASE,
)
_SIGN = re.compile(r"\(([+–−-]?\w{1,2}|[+–−=-]+)\)")


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a line with no wide gap between them.

    Attributes:
        words: at least one.
        text: the words with single spaces.
        box: around them, PDF points.
    """

    words: tuple[Word, ...]
    text: str
    box: BBox

    @property
    def middle(self) -> float:
        """The middle of the cell, points from the left."""
        return (self.box[0] + self.box[2]) / 2

    def boxed(self, page: int, role: Role) -> Box:
        """Return the cell as evidence."""
        return Box(page, *self.box, role, self.text)


def cells_of(line: Line) -> list[Cell]:
    """Return the cells of a line, from the left."""
    groups: list[list[Word]] = []
    for word in line.words:
        gap = word.x0 - groups[-1][-1].x1 if groups else 0.0
        near = bool(groups) and gap <= word.size * CELL_GAP
        if near and not (gap > 1 and (is_mark(word.text) or is_mark(groups[-1][-1].text))):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [Cell(tuple(g), " ".join(w.text for w in g), union([w.bbox for w in g])) for g in groups]


def is_mark(text: str) -> bool:
    """Whether a word is a mark that stands in a place: a dot, a cross, a tick."""
    return text in _marks()


def may_hold_grid(words: Sequence[Word]) -> bool:
    """Whether words of a page could be the tilts of a grid: most pages have none, and cost less."""
    return sum(word.text.casefold() in _telling() for word in words) >= FEWEST_TELLING


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """Return the last words of tilts, and signs that lean upward."""
    said = (w.casefold().split()[-1] for n in WORD_TILTS for w in cues.words("stances_grid", n))
    return frozenset(said) | frozenset(cues.words("stances_grid", "signs_up"))


def word_tilt(text: str) -> Tilt | None:
    """Return the tilt that a cell says in words."""
    return _tilts().get(_folded(text))


def sign_tilt(text: str) -> Tilt | None:
    """Return the tilt that a cell says by a sign, if it does."""
    return _signs().get(text.strip())


def names_head(text: str, kind: str) -> bool:
    """Whether a head or title holds a word of one kind ("old_heads")."""
    return cues.pattern("stances_grid", kind).search(text) is not None


def house_of(text: str) -> str | None:
    """Return the house that a cell names as a whole."""
    return lexicon.institutions().whole(text) if len(text.split()) <= LONGEST_LABEL else None


@lru_cache(maxsize=KEPT)  # a line is looked at as a head, as a row and as a section
def asset_of(text: str, scope: Asset | None) -> NamedAsset | None:
    """Return the asset that a cell names as a whole, a region within the scope of its section."""
    if len(text.split()) > LONGEST_LABEL or word_tilt(text) is not None:
        return None
    named = find_assets(text)
    places = find_places(text, scope) if scope is not None else []
    if named and _fills(text, named[0].start, named[-1].end):
        found = _in_money(text, named[0])
        loose = found.asset.code == "emerging_assets" or (
            found.asset.code == "equities" and scope is not None and not _says_shares(text)
        )
        if loose and scope is not None:
            return NamedAsset(_within(scope, found.region), found.region, found.start, found.end)
        return found
    if places and _fills(text, places[0].start, places[-1].end):
        return places[0]
    return None


def _in_money(text: str, found: NamedAsset) -> NamedAsset:
    """Give bonds the region of the money named before them: "euro investment grade"."""
    money = text[: found.start].strip().casefold()
    region = cues.section("stances_money").get(money, "")
    return replace(found, region=region) if region and not found.region else found


def _says_shares(text: str) -> bool:
    return re.search(r"equit|stock|share", text, re.IGNORECASE) is not None


def _within(scope: Asset, region: str) -> Asset:
    """Return what "emerging markets" are among shares, or among bonds."""
    if scope.asset_class == "fixed_income" and region == "EM":
        return asset_by_code()["emerging_debt"]
    return scope


def _fills(text: str, start: int, end: int) -> bool:
    """Whether nothing else of weight stands around a name."""
    return bool(_NAME_REST.fullmatch(text[:start]) and _NAME_REST.fullmatch(text[end:]))


def _folded(text: str) -> str:
    return _SIGN.sub("", text).strip(" :.*†").casefold()


@lru_cache(maxsize=1)
def _marks() -> frozenset[str]:
    signs = (sign for sign in cues.words("stances_grid", "marks") if not sign.isalpha())
    return CROSSES.union(signs)


@lru_cache(maxsize=1)
def _tilts() -> dict[str, Tilt]:
    return {
        w.casefold(): Tilt(name) for name in WORD_TILTS for w in cues.words("stances_grid", name)
    }


@lru_cache(maxsize=1)
def _signs() -> dict[str, Tilt]:
    return {w: tilt for name, tilt in SIGN_TILTS.items() for w in cues.words("stances_grid", name)}
