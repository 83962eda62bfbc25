"""Sentence -> its stances, each with its house and its place, and what was passed over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.resolving import cues, lexicon
from ingest.resolving.horizons import find_horizons
from ingest.stances.assets import NamedAsset, find_assets
from ingest.stances.leanings import Leaning, find_leanings
from ingest.stances.speakers import StanceMemory, find_houses, remember
from ingest.stances.standing import (
    is_denied_preference,
    is_open,
    is_said_of_nobody,
    why_none,
)
from ingest.stances.traits import Trait, confidence_of, sentences
from warehouse.records import AllocationStance, Box, Evidence, Rejection
from warehouse.vocabulary import Reason, Role, Tilt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.candidates import Phrase
    from ingest.context import ReadingContext
    from ingest.prose.sentences import Sentence

    Told = tuple[list[AllocationStance], list[Rejection]]

LONGEST_LABEL = 7  # words before a colon, or of a heading, that say what a paragraph is about
LONG = 45  # words of a sentence in which much may come between
MANY = 3  # words of leaning in one sentence
_WEIGHTS = frozenset({Tilt.OVERWEIGHT, Tilt.NEUTRAL, Tilt.UNDERWEIGHT, Tilt.ADD, Tilt.REDUCE})
_SECTORAL = frozenset({"equity"})  # classes whose sectors take the region of a label
_WIDE = frozenset({"equities", "bonds", "credit", "government_bonds", "alternatives"})
_LABEL = re.compile(r"\W*([^:]{3,60}?)\s*(?::|\s[–—])\s")


@dataclass
class Labels:
    """The label of the paragraph that is being read ("Duration: …").

    Attributes:
        at: page and paragraph.
        text: the words before the colon, or the heading; "" for none.
        topic: the class of assets that the paragraph spoke of last, for bare regions.
    """

    at: tuple[int, int] = field(default=(0, -1))
    text: str = ""
    topic: NamedAsset | None = None

    def follow(self, sentence: Sentence) -> str:
        """Return the label of the paragraph of a sentence."""
        at = (sentence.page, sentence.paragraph)
        match = _LABEL.match(sentence.text)
        if at != self.at:
            self.topic = None
        if match or at != self.at:
            heading = sentence.headings[0].text if sentence.headings else ""
            label = match[1] if match else heading
            self.at, self.text = at, label if len(label.split()) <= LONGEST_LABEL else ""
        return self.text


def read_sentence(
    sentence: Sentence, *, context: ReadingContext, memory: StanceMemory, labels: Labels
) -> Told:
    """Read the stances of one sentence.

    Args:
        sentence: the words.
        context: publisher and date of the report.
        memory: who spoke before; kept up to date.
        labels: what the paragraph is about; kept up to date.
    """
    label = labels.follow(sentence)
    remember(sentence, context, memory)
    leanings = find_leanings(sentence.text, topic=_topic(sentence, label, labels))
    stances: list[AllocationStance] = []
    rejections: list[Rejection] = []
    several = len({one.start for one in leanings}) >= MANY
    for leaning in leanings:
        told = why_none(
            sentence.text, leaning, year=context.published.year if context.published else None
        )
        houses, doubts = find_houses(sentence, leaning, context, memory)
        if told is None and not houses:
            told = (
                Reason.NO_HOUSE,
                f"“{sentence.text[leaning.start : leaning.end]}”: nobody says so",
            )
        if told is None and Trait.NO_VOICE in doubts and is_said_of_nobody(sentence.text, leaning):
            told = Reason.NO_HOUSE, "no house does it and none advises it"
        if told is not None:
            rejections.append(_rejection(sentence, leaning, *told))
            continue
        one, region_from_label = _placed(leaning, label)
        traits = {*doubts, *_traits(sentence, one)}
        traits |= {Trait.SEVERAL} if several else set()
        traits |= {Trait.REGION_LABEL} if region_from_label else set()
        stances += [_stance(sentence, one, h, p, traits, context=context) for h, p in houses]
    return stances, _one_a_word(rejections)


def _topic(sentence: Sentence, label: str, labels: Labels) -> NamedAsset | None:
    """Return what bare regions are meant of: the asset of the label, or that spoken of last."""
    named = find_assets(label) if label else []
    if len(named) == 1:
        return named[0]
    earlier = labels.topic
    classes = [a for a in find_assets(sentence.text) if a.asset.code in _WIDE]
    labels.topic = classes[-1] if classes else earlier
    return earlier


def _placed(leaning: Leaning, label: str) -> tuple[Leaning, bool]:
    """Give a sector or style of shares the region of its paragraph's label ("U.S. stocks: …")."""
    asset = leaning.asset
    is_part = asset.asset.asset_class in _SECTORAL and asset.asset.code != "equities"
    if asset.region or not is_part or not label:
        return leaning, False
    regions = {n.key for n in lexicon.regions().find(label) if n.key}
    if len(regions) != 1:
        return leaning, False
    placed = NamedAsset(asset.asset, regions.pop(), asset.start, asset.end)
    return replace(leaning, asset=placed), True


def _traits(sentence: Sentence, leaning: Leaning) -> Iterable[Trait]:
    said = sentence.text[leaning.start : leaning.end]
    if is_open(sentence.text, leaning):
        yield Trait.OPEN
    if leaning.tilt not in _WEIGHTS:
        yield Trait.VIEW
    if cues.pattern("stances", "soft").fullmatch(said):
        yield Trait.SOFT
    if is_denied_preference(sentence.text, leaning):
        yield Trait.NEGATED
    if asset_is_qualified(sentence.text, leaning):
        yield Trait.QUALIFIED
    if leaning.is_carried:
        yield Trait.CARRIED
    if leaning.is_turned:
        yield Trait.TURNED
    if leaning.is_regional:
        yield Trait.REGIONAL
    if len(sentence.words) > LONG:
        yield Trait.LONG


def asset_is_qualified(text: str, leaning: Leaning) -> bool:
    """Whether a word that is in no list narrows a wide asset: "cheaper stocks"."""
    asset = leaning.asset
    if asset.asset.code not in _WIDE or leaning.is_regional or leaning.is_carried:
        return False
    lead = re.search(r"([\w-]+)\s*$", text[: asset.start])
    if lead is None or leaning.start <= lead.start(1) < leaning.end:
        return False
    return lead[1].lower() not in cues.words("stances", "plain_leads")


def _stance(
    sentence: Sentence,
    leaning: Leaning,
    house: str,
    speaker: Phrase | None,
    traits: set[Trait],
    *,
    context: ReadingContext,
) -> AllocationStance:
    asset = leaning.asset
    boxes = list(_boxes(sentence, leaning))
    if speaker is not None:
        boxes += [Box(speaker.page, *b, Role.CONTEXT, speaker.text) for b in speaker.boxes]
    confidence, status = confidence_of(traits, reader="prose")
    horizons = find_horizons(sentence.text, published=context.published)
    dated = {h.period.text for h in horizons if h.period is not None}
    return AllocationStance(
        institution=house,
        asset=asset.asset.code,
        asset_words=_asset_words(sentence, leaning),
        region=asset.region,
        tilt=Tilt.NEGATIVE if Trait.NEGATED in traits else leaning.tilt,
        change=leaning.change,
        horizon=dated.pop() if len(dated) == 1 else "",
        status=status,
        confidence=confidence,
        reasons=sentences(traits),
        evidence=Evidence(sentence.page, sentence.text, tuple(boxes)),
        reader="prose",
        traits=tuple(sorted(map(str, traits))),
    )


def _asset_words(sentence: Sentence, leaning: Leaning) -> str:
    asset = leaning.asset
    printed = sentence.text[asset.start : asset.end]
    return printed if _stands_in(sentence, leaning) else asset.asset.name


def _stands_in(sentence: Sentence, leaning: Leaning) -> bool:
    """Whether the asset is printed in the sentence, and not only in the label over it."""
    found = find_assets(sentence.text)
    return leaning.is_regional or any(a.end == leaning.asset.end for a in found)


def _boxes(sentence: Sentence, leaning: Leaning) -> Iterable[Box]:
    """Return the places of the words of leaning and of the asset."""
    spans = [(leaning.start, leaning.end, Role.VALUE)]
    if _stands_in(sentence, leaning):
        spans.append((leaning.asset.start, leaning.asset.end, Role.ROW_LABEL))
    for start, end, role in spans:
        for box in sentence.boxes(start, end):
            yield Box(sentence.page, *box, role, sentence.text[start:end])


def _rejection(sentence: Sentence, leaning: Leaning, reason: Reason, detail: str) -> Rejection:
    said = sentence.text[leaning.start : leaning.end]
    return Rejection(
        sentence.page, said, sentence.text, tuple(_boxes(sentence, leaning)), reason, detail
    )


def _one_a_word(rejections: list[Rejection]) -> list[Rejection]:
    """Keep one rejection for each word of leaning, however many assets follow it."""
    return list({one.boxes[0]: one for one in reversed(rejections)}.values())[::-1]
