"""Sentence -> leanings: words that lean on assets, and the assets that they lean on.

"Prefer IG over HY" leans up on the first and down on the second; "rotate from tech into banks"
reduces the one and is positive on the other; "gold looks attractive" names its asset first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.resolving import cues
from ingest.resolving.lexicon import Named
from ingest.stances.assets import NamedAsset, find_assets
from warehouse.vocabulary import Tilt, TiltChange

if TYPE_CHECKING:
    from collections.abc import Sequence

BEHIND_WITHIN = 60  # characters between a word of leaning and the first asset behind it
LISTED_WITHIN = 26  # characters between two assets of one list
TURNED_WITHIN = 44  # the same where "over" or "to" stands between them
BEFORE_WITHIN = 48  # characters between an asset and the word of leaning behind it
CHANGE_WITHIN = 34  # characters before a word of leaning in which "raised" speaks of it
OPEN_WITHIN = 40  # characters before it in which "could" leaves it open

OPPOSITE = {Tilt.OVERWEIGHT: Tilt.UNDERWEIGHT, Tilt.POSITIVE: Tilt.NEGATIVE}
_TURNED = re.compile(
    r"\s*(?:over|rather than|instead of|versus|vs\.?|relative to|in preference to|ahead of|"
    r"at the expense of)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\s+(?:has|have|had|was|were)\b", re.IGNORECASE)
_INTO = re.compile(r"\b(?:to|into|towards?)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|they)\s+(?:\w+\s+)?$", re.IGNORECASE)
_MOVED = re.compile(r"(?:shift|rotat|mov|switch)", re.IGNORECASE)
_ADVICE = re.compile(
    r"\b(?:we|our|they|it|recommend\w*|suggest\w*|advis\w*|advocat\w*|prefer\w*|portfolios?|"
    r"investors?|should|favou?r\w*|allocat\w*)\b|^\s*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*\)")
_QUOTED = re.compile(r"[\"“”'‘’()]")


@dataclass(frozen=True, slots=True)
class Leaning:
    """One word of leaning on one asset.

    Attributes:
        tilt: which way.
        asset: on what.
        start: index of the first character of the words that say so.
        end: index after the last.
        change: what became of it, where the words say so.
        is_open: whether "could" or "if" leaves it open.
    """

    tilt: Tilt
    asset: NamedAsset
    start: int
    end: int
    change: TiltChange | None
    is_open: bool


def find_leanings(text: str) -> list[Leaning]:
    """Return the leanings of a sentence, in reading order; none of a glossary or disclaimer."""
    assets = find_assets(text)
    if not assets or cues.said(text, "stances", "glossary"):
        return []
    found = [*_behind(text, assets), *_before(text, assets)]
    kept: dict[tuple[str, str, int], Leaning] = {}
    for one in found:
        kept.setdefault((one.asset.asset.code, one.asset.region, one.asset.start), one)
    return sorted(kept.values(), key=lambda one: (one.start, one.asset.start))


def _behind(text: str, assets: Sequence[NamedAsset]) -> list[Leaning]:
    """Return the leanings whose assets follow them."""
    found: list[Leaning] = []
    words = _words(text, "behind")
    for index, word in enumerate(words):
        stop = words[index + 1].start if index + 1 < len(words) else len(text)
        edge, tilt = word.end, word.key
        if _MOVED.match(word.text) and not _ADVICE.search(text[: word.end]):
            continue  # the market moves, not the house
        if word.text.lower() == "like" and not _WE.search(text[: word.start]):
            continue  # "sectors like utilities"
        for asset in assets:
            if asset.start < word.end:
                continue
            if _TOLD.match(text, asset.end):
                break
            between = _bare(text[edge : asset.start]) if asset.start >= edge else ""
            turned = cues.pattern("stances", "over").search(between)
            last = _end_of(text, word.end, stop)
            into = word.key is Tilt.REDUCE and edge > word.end and _INTO.search(between)
            limit = BEHIND_WITHIN if edge == word.end else LISTED_WITHIN
            limit = max(limit, TURNED_WITHIN) if turned or into else limit
            if asset.start >= last or len(between) > limit:
                break
            if turned:
                if not _prefers(word):
                    break
                tilt = OPPOSITE.get(word.key, tilt)
            if into:
                tilt = Tilt.POSITIVE
            found.append(_leaning(text, word, tilt, asset))
            edge = max(edge, asset.end)
    return found


def _end_of(text: str, start: int, stop: int) -> int:
    """Return where the assets of a word of leaning end: at the next clause or word of leaning."""
    bare = _ASIDE.sub(lambda m: " " * len(m.group()), text)
    matches = cues.pattern("stances", "ends").finditer(bare, start)
    ends = (m.start() for m in matches if not bare[: m.start()].endswith(("such ", "as well ")))
    clause = next(ends, len(text))
    return min(clause, stop)


def _prefers(word: Named[Tilt]) -> bool:
    return cues.pattern("stances", "preferring").search(word.text) is not None


def _before(text: str, assets: Sequence[NamedAsset]) -> list[Leaning]:
    """Return the leanings whose assets go before them, all of a list ("gold and silver look")."""
    found: list[Leaning] = []
    for word in _words(text, "before"):
        lead = [a for a in assets if a.end <= word.start]
        edge = word.start
        for asset in reversed(lead):
            between = _bare(text[asset.end : edge])
            limit = BEFORE_WITHIN if edge == word.start else LISTED_WITHIN
            if len(between) > limit or re.search(r"[;:.]", between):
                break
            if edge == word.start and not _predicates(between, word):
                break
            found.append(_leaning(text, word, word.key, asset))
            edge = min(edge, asset.start)
    return found


def _predicates(between: str, word: Named[Tilt]) -> bool:
    """Whether an asset and a word of leaning are joined by "is", "looks" or a colon's table."""
    joined = r"\s*(?:[\w'’-]+\s+){0,4}?(?:is|are|be|look|looks|remain|remains|seem|seems|stay|"
    joined += (
        r"stays|offer|offers|seen|considered?|considers|to|at|as)\b(?:\s+[\w-]+){0,3}\s*|[\s:–-]*"
    )
    verb = re.match(
        r"(?:is|are|look|looks|remain|offer|offers|should|stand|call|warrant)", word.text
    )
    return verb is not None or re.fullmatch(joined, between, re.IGNORECASE) is not None


def _leaning(text: str, word: Named[Tilt], tilt: Tilt, asset: NamedAsset) -> Leaning:
    lead = text[max(0, word.start - CHANGE_WITHIN) : word.end]
    changed = next((c for c in TiltChange if cues.pattern("stances", c.value).search(lead)), None)
    around = text[max(0, word.start - OPEN_WITHIN) : word.start]
    doubtful = cues.pattern("stances", "open").search(around)
    denied = cues.pattern("stances", "denied").search(around[-OPEN_WITHIN // 2 :])
    return Leaning(
        tilt, asset, word.start, word.end, changed, doubtful is not None or denied is not None
    )


def _bare(text: str) -> str:
    """Return the words between two places without asides and quotes."""
    return _QUOTED.sub("", _ASIDE.sub(" ", text))


def _words(text: str, side: str) -> list[Named[Tilt]]:
    """Return the words of leaning in reading order, the longest where several overlap."""
    section = f"stances_{side}"
    found = [
        Named(Tilt(name), m.group(), m.start(), m.end())
        for name in cues.section(section)
        if cues.may_stand(text, section, name)
        for m in cues.pattern(section, name).finditer(text)
        if not text.startswith("-", m.end())  # the "sell" of "sell-off"
    ]
    kept: list[Named[Tilt]] = []
    for one in sorted(found, key=lambda n: n.start - n.end):
        if all(one.end <= k.start or one.start >= k.end for k in kept):
            kept.append(one)
    return sorted(kept, key=lambda n: n.start)
