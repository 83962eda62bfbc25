"""Sentence -> the central bank that its officials, its dots or "the Bank" speak for.

"Officials now see growth of 0.2%" is said by the bank that the text was about; what follows in the
passive goes on with it, up to the publisher's own "we".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.candidates import Origin, Phrase
from ingest.resolving import cues, lexicon
from warehouse.reference import institution_by_name
from warehouse.vocabulary import InstitutionKind

if TYPE_CHECKING:
    from ingest.prose.memory import Memory
    from ingest.prose.sentences import Sentence

_OURS = re.compile(r"\b(?:we|our|ours|i)\b", re.IGNORECASE)
_GOES_ON = re.compile(  # what is told without a speaker goes on with the one before
    r"\b(?:is|are)\s+(?:(?:now|still|also|then)\s+)*(?:put|seen|expected|projected|forecast|pencilled\s+in|judged|"
    r"anticipated)\b|"
    r"\b(?:the\s+)?(?:medians?|dots?)\s+(?:then\s+)?(?:stands?|falls?|rises?|moves?|sits?|climbs?|drops?|is|are)\b|"
    r"\bit\s+(?:then\s+)?stands\s+at\b|"
    r"^(?:taken\s+literally,\s+)?(?:that|this|which)\s+(?:means|implies|would\s+mean|amounts\s+to|translates\s+into|"
    r"adds\s+up\s+to|points\s+to)\b",
    re.IGNORECASE,
)
_DOT_BANK = "Federal Reserve"  # whose committee is known for its dots


def committee_in(
    text: str, start: int, *, memory: Memory, publisher: str | None
) -> tuple[int, int, str] | None:
    """Return the words before a number by which a central bank speaks, and its name.

    Args:
        text: the sentence.
        start: where the number begins.
        memory: what the text before was about.
        publisher: who speaks by default; a central bank's own officials are itself.
    """
    if _is_bank(publisher):
        return None
    lead = text[:start]
    for find, known in ((_dots, _DOT_BANK), (_says, None)):
        for match in reversed(list(find().finditer(lead))):
            if _OURS.search(lead, match.end("who")):
                continue
            near = memory.bank if match["who"].lower() == "the bank" else memory.last_bank
            bank = _bank_in(lead[: match.start()]) or _bank_of(near) or known
            if bank is not None:
                return match.start("who"), match.end("who"), bank
    return None


def goes_on_with(text: str, start: int, *, memory: Memory) -> Phrase | None:
    """Return the committee of the sentence before, where a number is told in the passive.

    Args:
        text: the sentence.
        start: where the number begins.
        memory: what the text before was about.
    """
    speaker = memory.committee
    if speaker is None or _OURS.search(text) or not _GOES_ON.search(text[:start]):
        return None
    return Phrase(speaker.text, speaker.boxes, Origin.CARRIED, speaker.page)


def remember_committee(sentence: Sentence, *, memory: Memory, publisher: str | None) -> None:
    """Keep the committee that a sentence lets speak, for what the next one tells in the passive.

    Args:
        sentence: the one just read.
        memory: what the next sentences may lean on; changed.
        publisher: of the report.
    """
    text = sentence.text
    if _OURS.search(text) or lexicon.institutions().find(text):
        memory.committee = None
    found = committee_in(text, len(text), memory=memory, publisher=publisher)
    if found is not None:
        start, end, bank = found
        words = sentence.phrase(start, end, origin=Origin.EARLIER_SENTENCE)
        memory.committee = Phrase(f"{words.text} [{bank}]", words.boxes, words.origin, words.page)


def _is_bank(publisher: str | None) -> bool:
    house = institution_by_name().get(publisher or "")
    return house is not None and house.kind is InstitutionKind.CENTRAL_BANK


def _bank_in(text: str) -> str | None:
    known = lexicon.central_banks()
    named = {h.key for h in lexicon.institutions().find(text) if h.key in known}
    return named.pop() if len(named) == 1 else None


def _bank_of(phrase: Phrase | None) -> str | None:
    return _bank_in(phrase.text) if phrase is not None else None


@lru_cache(maxsize=1)
def _dots() -> re.Pattern[str]:
    """The dots of a committee: "the median dot for 2026", "in the dot plot"."""
    return re.compile(r"\b(?P<who>(?:(?:the|its|new|median|mean)\s+)*dots?(?:[\s-]plot)?)\b", re.I)


@lru_cache(maxsize=1)
def _says() -> re.Pattern[str]:
    """Officials, or "the Bank", right before a verb of saying."""
    who = cues.alternatives(cues.words("calls", "officials"))
    verbs = cues.alternatives(cues.words("speakers", "verbs"))
    papers = (
        r"(?:['’]s?\s+(?:\w+\s+){0,3}?"
        r"(?:MPR|projections?|forecasts?|report|outlook|staff|numbers|round))?"
    )
    gap = r"(?:\s+(?:now|still|also|then|each|all|both|collectively|themselves))*"
    bank = r"(?-i:\b[Tt]he\s+Bank)"
    return re.compile(
        rf"(?P<who>{who}|{bank}){papers}{gap}\s+(?:{verbs}|have|has)(?!\w)", re.IGNORECASE
    )
