"""Sentences of a page -> the words that say that the text reports on a poll of forecasters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.candidates import Origin
from ingest.resolving import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.candidates import Phrase
    from ingest.prose.sentences import Sentence

OPENING = 6  # sentences and headings in which such a text says so


def find_poll(sentences: Sequence[Sentence]) -> Phrase | None:
    """Return the words that make a text the report of a poll, if its opening has any.

    Args:
        sentences: of one page, in reading order.
    """
    for sentence in sentences[:OPENING]:
        if sentence.page == 1 and (said := cues.said(sentence.text, "speakers", "polls")):
            words = sentence.phrase(said.start(), said.end(), origin=Origin.EARLIER_SENTENCE)
            return replace(words, text=f"{words.text} [consensus]")
    return None
