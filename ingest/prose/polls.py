"""Sentences of a page -> the words that say that the text reports on a poll of forecasters."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.candidates import Origin, Phrase
from ingest.resolving import cues
from ingest.resolving.attribution import is_surveyor
from warehouse.reference import institution_by_name
from warehouse.vocabulary import InstitutionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.prose.sentences import Sentence

_RESPONDENTS = re.compile(
    r"(?:The\s+)?(?:respondents|participants)\s+(?:to|in|of)\s", re.IGNORECASE
)
OPENING = 6  # sentences and headings in which such a text says so


def find_poll(sentences: Sequence[Sentence], *, publisher: str | None, title: str) -> Phrase | None:
    """Return the words that make a text the report of a poll, if its opening has any.

    What a house asks others counts as theirs only where it has forecasts of its own beside them,
    as a central bank has, and the title or the first words say that the report is about a survey.

    Args:
        sentences: of one page, in reading order.
        publisher: the house that signs the report, if one does.
        title: of the report.
    """
    if publisher is not None:
        house = institution_by_name().get(publisher)
        bank = house is not None and house.kind is InstitutionKind.CENTRAL_BANK
        survey = next((s for s in (_survey(title), *map(_asked, sentences[:OPENING])) if s), None)
        if not bank or is_surveyor(publisher) or survey is None or not sentences:
            return None
        return Phrase(f"{survey.group()} [consensus]", (), Origin.CLAUSE, sentences[0].page)
    for sentence in sentences[:OPENING]:
        if sentence.page == 1 and (said := cues.said(sentence.text, "speakers", "polls")):
            words = sentence.phrase(said.start(), said.end(), origin=Origin.EARLIER_SENTENCE)
            return replace(words, text=f"{words.text} [consensus]")
    return None


def _survey(text: str) -> re.Match[str] | None:
    return cues.pattern("tables", "polls").search(text)


def _asked(sentence: Sentence) -> re.Match[str] | None:
    """Return the survey of "Respondents to the Survey of Professional Forecasters expect"."""
    opens = sentence.page == 1 and _RESPONDENTS.match(sentence.text)
    return _survey(sentence.text) if opens else None
