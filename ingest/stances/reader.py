"""Page -> allocation stances of its sentences and grids, each with its house and its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.candidates import Origin
from ingest.prose.nearness import group
from ingest.prose.sentences import Sentence, read_sentences
from ingest.resolving import lexicon
from ingest.resolving.attribution import UNATTRIBUTED, find_speakers
from ingest.resolving.horizons import find_horizons
from ingest.resolving.lexicon import Named
from ingest.stances.grids import read_grids
from ingest.stances.leanings import Leaning, find_leanings
from warehouse.records import AllocationStance, Box, Evidence
from warehouse.vocabulary import Role, Status, Tilt

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from ingest.candidates import Phrase
    from ingest.context import ReadingContext
    from ingest.pdf.layout import Page

ACCEPTED_FROM = 0.75  # below this a person looks at the stance before it counts
STARTS_AT = 0.92  # a plain "we are overweight"
DEDUCTIONS = {  # what a doubt takes off; a stance below `ACCEPTED_FROM` waits for a person
    "the house is taken from an earlier sentence": 0.2,
    "the words leave it open": 0.3,
    "a view without a weight": 0.08,
    "the house is the one credited in brackets": 0.1,
}
EARLIER, OPEN, VIEW, CREDITED = DEDUCTIONS
_WEIGHTS = frozenset({Tilt.OVERWEIGHT, Tilt.NEUTRAL, Tilt.UNDERWEIGHT, Tilt.ADD, Tilt.REDUCE})
_BRACKETS = re.compile(r"\(([^()]*)\)")
_OURS = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|it|its|their|both|the two)\b", re.IGNORECASE)


@dataclass
class StanceMemory:
    """Who the sentences before spoke for.

    Attributes:
        houses: the last houses named together, with their words.
        at: the paragraph and page they were named on.
    """

    houses: tuple[tuple[str, Phrase], ...] = ()
    at: tuple[int, int] = field(default=(0, -1))


def read_stances(
    pages: Iterable[Page], *, context: ReadingContext, without: Container[int] = ()
) -> tuple[AllocationStance, ...]:
    """Read the stances of a report.

    Args:
        pages: its pages in order.
        context: publisher and date.
        without: numbers of pages to leave out, whose words were recognised from a picture.
    """
    memory = StanceMemory()
    return tuple(
        stance
        for page in pages
        if page.number not in without
        for stance in find_stances(page, context=context, memory=memory)
    )


def find_stances(
    page: Page, *, context: ReadingContext, memory: StanceMemory
) -> list[AllocationStance]:
    """Read the stances of a page.

    Args:
        page: its words.
        context: publisher and date of the report.
        memory: who spoke before; kept up to date.
    """
    found: list[AllocationStance] = []
    for sentence in read_sentences(page):
        speakers = _remembered(sentence, context, memory)
        for leaning in find_leanings(sentence.text):
            told, why = _credited(sentence, leaning) or _houses(
                sentence, leaning, speakers, context, memory
            )
            found += [
                _stance(sentence, leaning, house, phrase, why, context=context)
                for house, phrase in told
            ]
    found += read_grids(page, publisher=context.publisher or UNATTRIBUTED)
    return _once(found)


def _once(rows: Sequence[AllocationStance]) -> list[AllocationStance]:
    """Keep one row of a stance that a page states more than once: the surest, then the first."""
    best: dict[tuple[object, ...], AllocationStance] = {}
    for row in rows:
        key = (row.institution, row.asset, row.region, row.tilt, row.horizon)
        known = best.get(key)
        if known is None or row.confidence > known.confidence:
            best[key] = row
    return list(best.values())


def _remembered(
    sentence: Sentence, context: ReadingContext, memory: StanceMemory
) -> list[list[Named[str]]]:
    """Return the groups of houses that speak in a sentence; the last is kept for the next."""
    text = sentence.text
    spoken = find_speakers(text) if context.publisher else lexicon.institutions().find(text)
    groups = group(text, spoken) if spoken else []
    if groups:
        memory.houses = tuple(_worded(sentence, groups[-1]))
        memory.at = (sentence.page, sentence.paragraph)
    return groups


def _worded(sentence: Sentence, named: Sequence[Named[str]]) -> list[tuple[str, Phrase]]:
    return [(n.key, sentence.phrase(n.start, n.end, origin=Origin.CLAUSE)) for n in named]


def _houses(
    sentence: Sentence,
    leaning: Leaning,
    speakers: Sequence[Sequence[Named[str]]],
    context: ReadingContext,
    memory: StanceMemory,
) -> tuple[Sequence[tuple[str, Phrase | None]], str]:
    """Return whose leaning it is, the last houses named before it, and the doubt about them."""
    first = min(leaning.start, leaning.asset.start)
    before = [g for g in speakers if g[-1].end <= max(first, leaning.start)]
    if before and not (context.publisher and _OURS.search(sentence.text[: leaning.start])):
        return _worded(sentence, before[-1]), ""
    if context.publisher:
        return [(context.publisher, None)], ""
    if speakers:
        return _worded(sentence, speakers[0]), ""
    near = memory.at == (sentence.page, sentence.paragraph)
    if memory.houses and (near or _THEY.search(sentence.text)):
        return memory.houses, EARLIER
    return [], ""


def _credited(
    sentence: Sentence, leaning: Leaning
) -> tuple[Sequence[tuple[str, Phrase | None]], str] | None:
    """Return the houses in brackets behind a clause: "avoid HY (HSBC), buy IG (Schroders)"."""
    text = sentence.text
    if any(n.start < leaning.start for n in find_speakers(text)):
        return None
    for match in _BRACKETS.finditer(text, leaning.asset.end):
        named = lexicon.institutions().find(match[1])
        if named:
            moved = [
                Named(n.key, n.text, n.start + match.start(1), n.end + match.start(1))
                for n in named
            ]
            return _worded(sentence, moved), CREDITED
    return None


def _stance(
    sentence: Sentence,
    leaning: Leaning,
    house: str,
    speaker: Phrase | None,
    doubt: str,
    *,
    context: ReadingContext,
) -> AllocationStance:
    asset = leaning.asset
    places = [
        (leaning.start, leaning.end, Role.VALUE),
        (asset.start, asset.end, Role.ROW_LABEL),
    ]
    boxes = [
        Box(sentence.page, *box, role, sentence.text[start:end])
        for start, end, role in places
        for box in sentence.boxes(start, end)
    ]
    if speaker is not None:
        boxes += [Box(speaker.page, *b, Role.CONTEXT, speaker.text) for b in speaker.boxes]
    doubts = [doubt] if doubt else []
    if leaning.is_open:
        doubts.append(OPEN)
    if leaning.tilt not in _WEIGHTS:
        doubts.append(VIEW)
    confidence = round(STARTS_AT - sum(DEDUCTIONS[d] for d in doubts), 2)
    horizons = find_horizons(sentence.text, published=context.published)
    dated = [h.period.text for h in horizons if h.period is not None]
    return AllocationStance(
        institution=house,
        asset=asset.asset.code,
        asset_words=sentence.text[asset.start : asset.end],
        region=asset.region,
        tilt=leaning.tilt,
        change=leaning.change,
        horizon=dated[0] if len(set(dated)) == 1 else "",
        status=Status.ACCEPTED if confidence >= ACCEPTED_FROM else Status.REVIEW,
        confidence=confidence,
        reasons=tuple(doubts),
        evidence=Evidence(sentence.page, sentence.text, tuple(boxes)),
        reader="prose",
    )
