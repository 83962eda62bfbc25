"""Headings -> the one thing that a whole report is about: insolvencies, where its title says so.

"Failures should climb by 24%" names nothing that other reports would count; in a report on
insolvencies it does.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.candidates import Origin, Phrase
from ingest.resolving import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.prose.bounds import Quantity
    from ingest.prose.memory import Memory
    from ingest.prose.sentences import Sentence

OPENING = 6  # sentences and headings in which a report says what it is about
_CASES = re.compile(r"\s+(?:cases|filings|failures|insolvencies|bankruptcies)\b", re.IGNORECASE)


def find_topic(sentences: Sequence[Sentence], *, title: str) -> Phrase | None:
    """Return the words that make insolvencies the subject of a report, if its headings have any.

    Args:
        sentences: of one page, in reading order.
        title: of the report.
    """
    for sentence in sentences[:OPENING]:
        if sentence.is_heading and _is_topic(sentence.text):
            return _meant(sentence.as_heading)
    if _is_topic(title) and sentences:
        return _meant(Phrase(title, (), Origin.REPORT, sentences[0].page))
    return None


def _is_topic(text: str) -> bool:
    return cues.said(text, "prose", "topics") is not None


def _meant(words: Phrase) -> Phrase:
    return replace(words, text=f"{words.text} [business insolvencies]")


def counts_cases(text: str, quantity: Quantity, memory: Memory) -> bool:
    """Whether a bare number counts insolvencies: "24,300 cases" where the text is about them.

    Args:
        text: the sentence.
        quantity: the number.
        memory: what the text before was about.
    """
    about = [p.text for p in (memory.topic, memory.indicator) if p is not None]
    return _CASES.match(text, quantity.end) is not None and any(_is_topic(words) for words in about)
