"""Sentence and leaning -> the houses whose leaning it is, and what is unsure about that."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.candidates import Origin
from ingest.prose.nearness import group
from ingest.resolving import cues, lexicon
from ingest.resolving.attribution import find_speakers
from ingest.resolving.lexicon import Named
from ingest.resolving.strangers import UNATTRIBUTED
from ingest.stances.traits import Trait

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.candidates import Phrase
    from ingest.context import ReadingContext
    from ingest.prose.sentences import Sentence
    from ingest.stances.leanings import Leaning

    House = tuple[str, Phrase | None]

_BRACKETS = re.compile(r"\(([^()]*)\)")
_OURS = re.compile(r"\b(?:we|our|us|ours)\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|it|its|their|both|the two)\b", re.IGNORECASE)
_THIRD = re.compile(
    r"^\s*(?:(?:and|but|however|meanwhile|similarly|overall),?\s+)?(?:they|it|both|the (?:bank|"
    r"firm|house|manager|group|team|insurer|strategists|two|pair|three))\b",
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"weight|neutral", re.IGNORECASE)
_QUOTE = re.compile(r"[“\"]([^”\"]+)[”\"]")
_HEADING = re.compile(r"\W*(?:\d+[.)]\s*)?(.+?)\W*")


@dataclass
class StanceMemory:
    """Who the sentences before spoke for.

    Attributes:
        houses: the last houses named together, with their words.
        at: the paragraph and page they were named on.
    """

    houses: tuple[tuple[str, Phrase], ...] = ()
    at: tuple[int, int] = field(default=(0, -1))


def remember(sentence: Sentence, context: ReadingContext, memory: StanceMemory) -> None:
    """Keep the last group of houses that a sentence names as speakers, for the sentences behind."""
    text = sentence.text
    spoken = _speaking(text) if context.publisher else lexicon.institutions().find(text)
    groups = group(text, spoken) if spoken else []
    if groups:
        memory.houses = tuple(_worded(sentence, groups[-1]))
        memory.at = (sentence.page, sentence.paragraph)


def find_houses(
    sentence: Sentence, leaning: Leaning, context: ReadingContext, memory: StanceMemory
) -> tuple[Sequence[House], tuple[Trait, ...]]:
    """Return whose leaning it is; nobody where nobody is named.

    Args:
        sentence: where it stands.
        leaning: the words.
        context: publisher of the report.
        memory: who spoke before this sentence.
    """
    credited = _credited(sentence, leaning)
    if credited:
        return credited, (Trait.HOUSE_CREDITED,)
    quoted = _quoted(sentence, leaning)
    if quoted:
        return quoted, ()
    own, ours = _in_sentence(sentence, leaning, context)
    if own:
        return own, ()
    under = _heading(sentence, context)
    if under:
        return under, (Trait.HOUSE_HEADING,)
    near = memory.at == (sentence.page, sentence.paragraph)
    if context.publisher:
        if memory.houses and near and not ours and _THIRD.match(sentence.text):
            return memory.houses, (Trait.HOUSE_EARLIER,)
        return [(context.publisher, None)], () if ours else _voice(sentence, leaning)
    if memory.houses and (near or _THEY.search(sentence.text)):
        return memory.houses, (Trait.HOUSE_EARLIER,)
    return [], ()


def _voice(sentence: Sentence, leaning: Leaning) -> tuple[Trait, ...]:
    """Return a doubt where nobody says "we", nor is a weight as plain ("Gold: overweight.")."""
    said = sentence.text[leaning.start : leaning.end]
    plain = _OURS.search(sentence.text) or _WEIGHT.search(said)
    return () if plain else (Trait.NO_VOICE,)


def _in_sentence(
    sentence: Sentence, leaning: Leaning, context: ReadingContext
) -> tuple[Sequence[House], bool]:
    """Return the houses that speak before a leaning, and whether "we" do, whichever is nearer."""
    text = sentence.text
    spoken = [n for n in _speaking(text) if n.key != UNATTRIBUTED]
    before = [g for g in group(text, spoken) if g[-1].end <= leaning.start + 1] if spoken else []
    ours = max((m.start() for m in _OURS.finditer(text, 0, leaning.start)), default=-1)
    if before and before[-1][-1].start > ours:
        return _worded(sentence, before[-1]), False
    if ours >= 0 or context.publisher:
        return [], ours >= 0
    return (_worded(sentence, group(text, spoken)[0]), False) if spoken else ([], False)


def _speaking(text: str) -> list[Named[str]]:
    """Return the houses that say or do something in a sentence, their partners too."""
    houses = lexicon.institutions().find(text)
    if not houses:
        return []  # a stranger's name tells nobody whose view it is
    spoken = {(h.start, h.end): h for h in find_speakers(text)}
    does = cues.framed(
        "stances", "sayings",
        before=r"(?:['’]s?(?:\s+[\w-]+){1,3})?(?:\s*\([^)]*\))?\s*,?(?:\s+on the other hand\s*,)?"
        r"(?:\s+(?:explicitly|strongly|strategists|analysts|economists|team|research|CIO|also|"
        r"now|both|still|recently|meanwhile))*\s+",
    )  # fmt: skip
    for house in houses:
        if does.match(text, house.end):
            spoken.setdefault((house.start, house.end), house)
    for first, second in pairwise(houses):
        joined = re.fullmatch(r"\s*(?:,|and|&|, and|as well as)\s*", text[first.end : second.start])
        if joined and (second.start, second.end) in spoken:
            spoken.setdefault((first.start, first.end), first)
    return sorted(spoken.values(), key=lambda h: h.start)


def _quoted(sentence: Sentence, leaning: Leaning) -> Sequence[House]:
    """Return the house that a quotation is of: “We are overweight gold,” says X of UBS."""
    for match in _QUOTE.finditer(sentence.text):
        if not (match.start() < leaning.start < match.end() and _OURS.search(match[1])):
            continue
        around = (sentence.text[match.end() :], match.end()), (sentence.text[: match.start()], 0)
        for part, offset in around:
            named = lexicon.institutions().find(part)
            if named and cues.pattern("speakers", "credits").search(part):
                first = named[0]
                moved = Named(first.key, first.text, first.start + offset, first.end + offset)
                return _worded(sentence, [moved])
    return []


def _heading(sentence: Sentence, context: ReadingContext) -> Sequence[House]:
    """Return the house whose name is the whole heading over a sentence, as in a round-up."""
    for phrase in sentence.headings[:1]:
        match = _HEADING.fullmatch(phrase.text)
        name = lexicon.institutions().whole(match[1]) if match else None
        if name and name != context.publisher and len(phrase.text.split()) <= LONGEST_NAME:
            return [(name, phrase)]
    return []


LONGEST_NAME = 5  # words of a heading that is a house's name


def _credited(sentence: Sentence, leaning: Leaning) -> Sequence[House]:
    """Return the houses in brackets behind a clause: "avoid HY (HSBC), buy IG (Schroders)"."""
    text = sentence.text
    if any(n.start < leaning.start for n in _speaking(text)):
        return []
    for match in _BRACKETS.finditer(text, leaning.asset.end):
        named = lexicon.institutions().find(match[1])
        if named:
            moved = [
                Named(n.key, n.text, n.start + match.start(1), n.end + match.start(1))
                for n in named
            ]
            return _worded(sentence, moved)
    return []


def _worded(sentence: Sentence, named: Sequence[Named[str]]) -> list[tuple[str, Phrase]]:
    return [(n.key, sentence.phrase(n.start, n.end, origin=Origin.CLAUSE)) for n in named]
