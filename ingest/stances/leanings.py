"""Sentence -> leanings: words that lean on assets, and the assets that they lean on.

"Prefer IG over HY" leans up on the first and down on the second; "rotate from tech into banks"
reduces the one and is positive on the other; "gold looks attractive" names its asset first; "cut
gilts to neutral" ends where it says. What only looks like a leaning is told in `standing`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.resolving import cues
from ingest.stances.assets import NamedAsset, find_assets, find_places
from ingest.stances.turns import find_turns
from ingest.stances.words import LISTED_WITHIN, Said, bare, lean_words
from warehouse.vocabulary import Tilt, TiltChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BEHIND_WITHIN = 60  # characters between a word of leaning and the first asset behind it
TURNED_WITHIN = 44  # characters between two assets of one list with "over" or "to" between them
BEFORE_WITHIN = 48  # characters between an asset and the word of leaning behind it
CHANGE_WITHIN = 34  # characters before a word of leaning in which "raised" speaks of it

OPPOSITE = {Tilt.OVERWEIGHT: Tilt.UNDERWEIGHT, Tilt.POSITIVE: Tilt.NEGATIVE}
WEIGHTS = frozenset({Tilt.OVERWEIGHT, Tilt.NEUTRAL, Tilt.UNDERWEIGHT})
_TOLD = re.compile(r"\s+(?:has|have|had|was|were)\b", re.IGNORECASE)
_INTO = re.compile(r"\b(?:to|into|towards?)\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:an?\s+)?(?:\w+\s+)?$", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|they)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_MOVED = re.compile(r"(?:shift|rotat|mov|switch)", re.IGNORECASE)
_ADVICE = re.compile(
    r"\b(?:we|our|they|it|recommend\w*|suggest\w*|advis\w*|advocat\w*|prefer\w*|portfolios?|"
    r"investors?|should|favou?r\w*|allocat\w*)\b|^\s*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*\)")
_EXAMPLES = re.compile(r"\s*,?\s*(?:such as|like|including)\b", re.IGNORECASE)
_EXPLAINED = re.compile(r"\s*\((?!\s*(?:especially|particularly|mainly|notably|chiefly))")
_WITHIN = re.compile(r"\s*(?:in|within|across|with)\s*", re.IGNORECASE)
_ARTICLES = re.compile(r"\s*(?:both\s+)?(?:in|on|to|for|towards?)?\s*(?:the\s+)?", re.IGNORECASE)
_PREFER_TO = re.compile(
    r"(?<!exposure )(?<!allocation )(?<!access )(?<!tilt )\bto\s+(?:the\s+)?$", re.IGNORECASE
)
_SIDES = frozenset({"long", "short"})
_TRADE = re.compile(
    r"(?:^|[:;,•]\s*|\b(?:and|are|is|be|go|stay|remain|keep|net|outright|trades?)\s+)$",
    re.IGNORECASE,
)
_BESIDE = 14  # characters between "long" and what it is said of
_INSTEAD = re.compile(r"\b(?:in|of|on|within|across)\b", re.IGNORECASE)
_PORTFOLIO = re.compile(r"[^.;]{0,40}\bin\s+(?:its|our|the|their)\s+(?:\w+\s+)?portfolio")
_WEIGHT = re.compile(r"weight|neutral", re.IGNORECASE)
_ALONE = re.compile(
    r"\b(?:is|are|stays?|remains?|turns?|turned|now|keeps?|goes|went|being|to)\s+(?:\w+\s+)?$|"
    r"\b(?:kept|keeps|keep|maintains?|maintained|holds?|held)\s+(?:its|our|their|an?)\s+$",
    re.IGNORECASE,
)
_INVESTORS = re.compile(
    r"\s*(?:for\s+)?(equity|stock|bond|fixed income|credit)\s+investors\b", re.IGNORECASE
)
_OUR = re.compile(r"\b(?:our|its|the|that|this)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_CLOSES = re.compile(
    r"(?:\s+(?:position|stance|view|exposure|for now|there|here))?\s*"
    r"(?:[,.;)]|$|\b(?:because|as|since|until|given|despite|for|on valuation)\b)"
)
_CLASS_ENDS = re.compile(r"\s*[,:]|\s+(?:our|we)\b", re.IGNORECASE)
_CLASS_FIRST = re.compile(r"^\s*(?:within|among|across|in|for|on)\s+(?:our\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Leaning:
    """One word of leaning on one asset.

    Attributes:
        tilt: which way.
        asset: on what.
        start: index of the first character of the words that say so.
        end: index after the last.
        change: what became of it, where the words say so.
        is_carried: whether the asset is that of the clause before ("..., but A stays neutral").
        is_turned: whether it is the other side of "A over B".
        is_regional: whether the asset is a bare region ("within equities, we prefer Japan").
        is_behind: whether the asset follows the words.
    """

    tilt: Tilt
    asset: NamedAsset
    start: int
    end: int
    change: TiltChange | None
    is_carried: bool = False
    is_turned: bool = False
    is_regional: bool = False
    is_behind: bool = True


def find_leanings(text: str, *, topic: NamedAsset | None = None) -> list[Leaning]:
    """Return the leanings of a sentence, in reading order.

    Args:
        text: the sentence.
        topic: the asset that the label or heading over it names, for bare regions.
    """
    assets = _own(text, find_assets(text))
    topic = _topic(text, assets) or topic
    if not assets and topic is None:
        return []
    turned, used = find_turns(text, assets)
    found = [Leaning(t.tilt, t.asset, t.start, t.end, t.change) for t in turned]
    names = [(a.start, a.end) for a in assets]
    behind = [
        w
        for w in lean_words(text, "behind")
        if not _overlaps(w, used) and not _within(w, names) and _kept(text, w)
    ]
    found += _behind(text, assets, behind)
    found += _places(text, behind, topic, found)
    taken = [(one.start, one.end) for one in found] + used
    before = [
        w for w in lean_words(text, "before") if not _overlaps(w, taken) and not _within(w, names)
    ]
    found += _before(text, assets, before)
    found += _carried(text, [*behind, *before], found)
    found += _of_subject(text, assets, [*behind, *before], found)
    if not assets and topic is not None and not found and not find_places(text, topic.asset):
        found += [
            Leaning(w.tilt, topic, w.start, w.end, None, is_carried=True)
            for w in [w for w in behind if w.tilt in WEIGHTS][:1]
        ]
    first: dict[tuple[str, str, int, int], Leaning] = {}
    for one in found:
        carried = one.start if one.is_carried else -1
        first.setdefault((one.asset.asset.code, one.asset.region, one.asset.start, carried), one)
    return sorted(first.values(), key=lambda one: (one.start, one.asset.start))


def _own(text: str, assets: Sequence[NamedAsset]) -> list[NamedAsset]:
    """Leave out what only explains another asset: those in its brackets, and "such as"."""
    kept: list[NamedAsset] = []
    ends = {a.end for a in assets}
    asides = [m.span() for m in _ASIDE.finditer(text)]
    for asset in assets:
        around = next(((a, b) for a, b in asides if a < asset.start < b), None)
        if around and any(
            0 <= around[0] - end <= 1 and _EXPLAINED.match(text, end) for end in ends
        ):
            continue
        examples = _EXAMPLES.match(text, asset.end)
        if examples and any(0 < a.start - examples.end() < LISTED_WITHIN for a in assets):
            continue
        kept.append(asset)
    return kept


def _topic(text: str, assets: Sequence[NamedAsset]) -> NamedAsset | None:
    """Return the class that bare regions are meant of: "within equities, we prefer Japan"."""
    for asset in assets:
        if asset.region:
            continue
        if _CLASS_FIRST.match(text[: asset.start]) and _CLASS_ENDS.match(text, asset.end):
            return asset
        if re.match(r"\s+(?:allocation|exposure|portfolio|positioning)\b", text[asset.end :]):
            return asset
    return _investors(text)


def _investors(text: str) -> NamedAsset | None:
    """Return the class of "equity investors should …"."""
    match = _INVESTORS.match(text)
    named = find_assets(match[1]) if match else []
    return named[0] if named else None


def _overlaps(word: Said, spans: Iterable[tuple[int, int]]) -> bool:
    return any(word.start < end and start < word.end for start, end in spans)


def _within(word: Said, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a word is part of a name: the "high" of "high yield"."""
    return any(start <= word.start and word.end <= end for start, end in spans)


def _kept(text: str, word: Said) -> bool:
    """Whether a word of leaning is one here."""
    said, lead = word.text.lower(), text[: word.start]
    if _MOVED.match(said) and not _ADVICE.search(text[: word.end]):
        return False  # the market moves, not the house
    if said == "like" and not _WE.search(lead):
        return False  # "sectors like utilities"
    if said in _SIDES and not _TRADE.search(lead):
        return False  # "long maturities"
    return not (word.tilt in WEIGHTS and _FROM.search(lead))  # "from neutral"


def _behind(text: str, assets: Sequence[NamedAsset], words: Sequence[Said]) -> list[Leaning]:
    """Return the leanings whose assets follow them."""
    found: list[Leaning] = []
    for index, word in enumerate(words):
        stop = words[index + 1].start if index + 1 < len(words) else len(text)
        found += _list_behind(text, word, assets, _end_of(text, word.end, stop))
    return found


def _list_behind(text: str, word: Said, assets: Sequence[NamedAsset], last: int) -> list[Leaning]:
    """Return the leanings of one word on the list of assets behind it."""
    found: list[Leaning] = []
    edge, tilt, other = word.end, word.tilt, False
    for asset in assets:
        if asset.start < word.end:
            continue
        between = bare(text[edge : asset.start]) if asset.start >= edge else ""
        is_told = bool(between.strip()) and _TOLD.match(text, asset.end) is not None
        if is_told or not _fits(text, word, asset):
            break
        if edge > word.end and _WITHIN.fullmatch(between):
            break  # "IG over HY in credit"
        turned = cues.pattern("stances", "over").search(between) or (
            word.text.lower().startswith("prefer") and _PREFER_TO.search(between)
        )
        into = word.tilt is Tilt.REDUCE and edge > word.end and _INTO.search(between)
        limit = BEHIND_WITHIN if edge == word.end else LISTED_WITHIN
        limit = max(limit, TURNED_WITHIN) if turned or into else limit
        if asset.start >= last or len(between) > limit:
            break
        if turned:
            if cues.pattern("stances", "preferring").search(word.text) is None:
                break
            if _INSTEAD.search(between, turned.end()):
                break  # "quality over yield in credit"
            tilt, other = OPPOSITE.get(word.tilt, tilt), True
        tilt = Tilt.POSITIVE if into else tilt
        change = _change(text, word)
        found.append(Leaning(tilt, asset, word.start, word.end, change, is_turned=other))
        edge = max(edge, asset.end)
    return found


def _fits(text: str, word: Said, asset: NamedAsset) -> bool:
    """Whether a word that is said of few things may be said of this one."""
    said = word.text.lower()
    if said in cues.words("stances", "of_duration"):
        return asset.asset.code == "duration"
    if said in cues.words("stances", "only_beside"):
        return asset.start - word.end <= _BESIDE
    if said in cues.words("stances", "in_portfolio"):
        return _PORTFOLIO.match(text, asset.end) is not None
    return True


def _suits(word: Said, asset: NamedAsset) -> bool:
    """Whether "short" and "long" are said of duration, and not of a position."""
    sides = cues.words("stances", "duration_sides")
    return word.text.lower() not in sides or asset.asset.code == "duration"


def _end_of(text: str, start: int, stop: int) -> int:
    """Return where the assets of a word of leaning end: at the next clause or word of leaning."""
    blank = _ASIDE.sub(lambda m: " " * len(m.group()), text)
    matches = cues.pattern("stances", "ends").finditer(blank, start)
    ends = (m.start() for m in matches if not blank[: m.start()].endswith(("such ", "as well ")))
    also = cues.framed("stances", "changing", before=r"\band\s+(?:then\s+|to\s+)?")
    next_verb = also.search(blank, start)
    verb = next_verb.start() if next_verb else len(text)
    return min(next(ends, len(text)), stop, verb)


def _places(
    text: str, words: Sequence[Said], topic: NamedAsset | None, found: Sequence[Leaning]
) -> list[Leaning]:
    """Return leanings on bare regions, where the sentence or its label says of what."""
    leanings: list[Leaning] = []
    for index, word in enumerate(words):
        earlier = [one.asset for one in found if one.end < word.start and one.asset.region]
        kind = earlier[-1] if earlier else topic  # "long duration in Europe, neutral in the US"
        if kind is None or any(one.start == word.start for one in found):
            continue
        spots = find_places(text, kind.asset)
        stop = words[index + 1].start if index + 1 < len(words) else len(text)
        behind = [s for s in spots if s.start >= word.end]
        if behind and _ARTICLES.fullmatch(bare(text[word.end : behind[0].start])):
            listed = _list_behind(text, word, behind, _end_of(text, word.end, stop))
            leanings += [_as_regional(one) for one in listed]
    return leanings


def _as_regional(one: Leaning) -> Leaning:
    return Leaning(
        one.tilt, one.asset, one.start, one.end, one.change,
        is_turned=one.is_turned, is_regional=True,
    )  # fmt: skip


def _before(text: str, assets: Sequence[NamedAsset], words: Sequence[Said]) -> list[Leaning]:
    """Return the leanings whose assets go before them, all of a list ("gold and silver look")."""
    found: list[Leaning] = []
    for word in words:
        lead = [a for a in assets if a.end <= word.start]
        edge = word.start
        for asset in reversed(lead):
            between = bare(text[asset.end : edge])
            limit = BEFORE_WITHIN if edge == word.start else LISTED_WITHIN
            if len(between) > limit:
                break
            if edge == word.start and not (_predicates(between, word) and _suits(word, asset)):
                break
            if edge != word.start and re.search(r"[;:.]", between):
                break
            change = _change(text, word)
            found.append(Leaning(word.tilt, asset, word.start, word.end, change, is_behind=False))
            edge = min(edge, asset.start)
    return found


_JOINED = re.compile(
    r"\s*(?:(?!and\b|but\b|while\b|we\b)[\w'’-]+\s+){0,4}?(?:is|are|be|look|looks|remain|remains|"
    r"seem|seems|stay|stays|offer|offers|seen|considered?|considers|at|as)\b"
    r"(?:\s+(?!and\b|but\b)[\w-]+){0,3}\s*|[\s:–—-]*|"
    r"\s*[:–—-]\s*(?:we|our view|stance|view)?\s*(?:is|are|stay|remain|keep|hold|turn)?"
    r"(?:\s+[\w-]+)?\s*",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:is|are|look|looks|remain|remains|offer|offers|should|stand|stands|call|warrant|deserve|"
    r"deserves|merit|merits|have|has|continue)\b",
    re.IGNORECASE,
)


def _predicates(between: str, word: Said) -> bool:
    """Whether an asset and a word of leaning are joined by "is", "looks" or a colon."""
    if re.search(r"[;.]", between):
        return False
    if _VERB.match(word.text) is not None:
        return ":" not in between
    return _JOINED.fullmatch(between) is not None


def _carried(text: str, words: Sequence[Said], found: Sequence[Leaning]) -> list[Leaning]:
    """Return leanings on the asset of the clause before: "A likes gold, B stays neutral"."""
    leanings: list[Leaning] = []
    for word in words:
        if word.tilt not in WEIGHTS or any(one.start == word.start for one in found):
            continue
        earlier = [one for one in found if one.end < word.start]
        if not earlier or not _ALONE.search(text[: word.start]):
            continue
        if not (_WEIGHT.search(word.text) and _CLOSES.match(text, word.end)):
            continue
        if any(one.start == word.start for one in leanings):
            continue
        source = max(earlier, key=lambda one: one.start)
        leanings.append(
            Leaning(word.tilt, source.asset, word.start, word.end, None, is_carried=True)
        )
    return leanings


def _of_subject(
    text: str, assets: Sequence[NamedAsset], words: Sequence[Said], found: Sequence[Leaning]
) -> list[Leaning]:
    """Return a leaning on the one asset spoken of: "gold is dear, but we keep our overweight"."""
    if found or len(assets) != 1:
        return []
    [asset] = assets
    return [
        Leaning(word.tilt, asset, word.start, word.end, None, is_carried=True)
        for word in words
        if word.tilt in WEIGHTS
        and asset.end < word.start
        and _OUR.search(text[: word.start])
        and _CLOSES.match(text, word.end)
    ][:1]


def _change(text: str, word: Said) -> TiltChange | None:
    lead = text[max(0, word.start - CHANGE_WITHIN) : word.end]
    return next((c for c in TiltChange if cues.pattern("stances", c.value).search(lead)), None)
