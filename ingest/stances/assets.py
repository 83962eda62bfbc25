"""Text -> the assets that it names, each with its region."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.resolving import cues, lexicon
from ingest.resolving.lexicon import Lexicon, Named
from warehouse.assets import Asset, assets

if TYPE_CHECKING:
    from collections.abc import Sequence

_NON = re.compile(r"\b(?:non|ex|outside)\b", re.IGNORECASE)
EVERYWHERE = "WORLD"  # "global equities" are those of no one place
NEEDS_NOUN = " …"  # ends an alias that counts only before "sector" or "stocks"
_BESIDE = re.compile(r"[\s.-]+(?:[\w-]+[\s-]+){0,2}", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|and|or|&|/|, and)\s*", re.IGNORECASE)
_PLACED = re.compile(r"\s+(?:markets\s+)?(?:in|of|from|across)\s+(?:the\s+)?", re.IGNORECASE)
_TURNED = re.compile(  # "European over US equities", "from US to European equities"
    r"\s+(?:to|into|over|versus|vs\.?|rather than|instead of)\s+(?:the\s+)?", re.IGNORECASE
)
_BROKEN = re.compile(r"\b(?:and|or|over|than|with|in|of|to|by|as|for|the)\b|[,;:]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedAsset:
    """An asset in a text.

    Attributes:
        asset: what is meant.
        region: a region code, or "".
        start: index of the first character, its region's name taken in.
        end: index after the last.
    """

    asset: Asset
    region: str
    start: int
    end: int


@lru_cache(maxsize=1)
def asset_names() -> Lexicon[Asset]:
    """Return the lexicon of assets."""
    return Lexicon((name.rstrip(NEEDS_NOUN), asset) for asset in assets() for name in asset.names)


def find_assets(text: str) -> list[NamedAsset]:
    """Return the assets named in a text, in reading order; one for each region named with it."""
    places = [n for n in lexicon.regions().find(text) if n.key]
    found: list[NamedAsset] = []
    for named in asset_names().find(text.replace("%", ".")):  # "60% stock/40% bond portfolio"
        if not _stands_alone(text, named):
            continue
        inside = [p for p in places if named.start <= p.start and p.end <= named.end]
        outside = _NON.search(named.text) is not None
        if named.key.region or inside or outside:
            region = "" if outside else named.key.region or inside[0].key
            region = "" if region == EVERYWHERE else region
            these = [NamedAsset(named.key, region, named.start, named.end)]
        else:
            these = _placed(text, named, places)
        found += [*_elliptical(text, these[0], places), *these]
    return found


def _elliptical(text: str, first: NamedAsset, places: Sequence[Named[str]]) -> list[NamedAsset]:
    """Return the other side of "European over US equities", whose noun stands only once."""
    if not any(place.start == first.start for place in places):
        return []
    return [
        NamedAsset(first.asset, place.key, place.start, place.end)
        for place in places
        if place.end <= first.start and _TURNED.fullmatch(text[place.end : first.start])
    ]


def find_places(text: str, kind: Asset) -> list[NamedAsset]:
    """Return the regions of a text as assets of a kind: "within equities, we prefer Japan"."""
    return [
        NamedAsset(kind, named.key, named.start, named.end)
        for named in lexicon.regions().find(text)
        if named.key and not _bound().match(text, named.end)
    ]


def _stands_alone(text: str, named: Named[Asset]) -> bool:
    """Whether the asset itself is meant, not its prices or the investors in it."""
    if _bound().match(text, named.end):
        return False
    adjective = f"{named.text.lower()} …" in (a.lower() for a in named.key.aliases)
    return not adjective or _sector().match(text, named.end) is not None


def _bound() -> re.Pattern[str]:
    return cues.framed("stances", "bound_behind", before=r"['’]?[\s-]+")


def _sector() -> re.Pattern[str]:
    return cues.framed("stances", "sectors", before=r"(?:\s*(?:,|and|or|&)\s*\w+){0,4}\s+")


def _placed(text: str, named: Named[Asset], places: Sequence[Named[str]]) -> list[NamedAsset]:
    """Return the asset in the regions before it ("European and Japanese"), else in one behind."""
    before: list[Named[str]] = []
    edge = named.start
    for place in reversed([p for p in places if p.end <= named.start]):
        between = text[place.end : edge]
        beside = not before and _BESIDE.fullmatch(between) and not _BROKEN.search(between)
        if not beside and not (before and _JOINED.fullmatch(between)):
            break
        before.insert(0, place)
        edge = place.start
    if before:
        return [
            NamedAsset(named.key, "" if p.key == EVERYWHERE else p.key, p.start, named.end)
            for p in before
        ]
    for place in places:
        if place.start >= named.end and _PLACED.fullmatch(text[named.end : place.start]):
            return [NamedAsset(named.key, place.key, named.start, place.end)]
    return [NamedAsset(named.key, "", named.start, named.end)]
