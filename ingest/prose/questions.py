"""Sentences -> those in which a journalist asks: what is said there is not the speaker's."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.prose.sentences import Sentence

_QUESTION = re.compile(r"(?:Questions?|Q)\s?\d{0,2}\s?(?:\([^)]{1,60}\)\s?)?[:.–—-]\s")
_GUEST = re.compile(r"[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){0,3}\s*(?:,|\()[^:.?]{2,50}\)?:\s")

_LABEL = re.compile(
    r"(?:[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,4}|[QA])\s?\d{0,2}\s?(?:\([^)]{1,60}\)|,[^:.?]{2,40})?\s?:\s"
)


def questions(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the indexes of the sentences of a page that belong to somebody's question.

    A question is labelled so, or is what a named guest says that ends in "?"; it runs up to the
    next label or the end of its paragraph.

    Args:
        sentences: of one page, in reading order.
    """
    asked: set[int] = set()
    for _, group in groupby(enumerate(sentences), key=lambda pair: pair[1].paragraph):
        spoken = list(group)
        starts = [at for at, (_, s) in enumerate(spoken) if not at or _LABEL.match(s.text)]
        for first, end in pairwise((*starts, len(spoken))):
            turn = spoken[first:end]
            opening, closing = turn[0][1].text, turn[-1][1].text
            guest = _GUEST.match(opening) is not None and closing.rstrip(' ”"').endswith("?")
            if guest or _QUESTION.match(opening):
                asked.update(index for index, _ in turn)
    return frozenset(asked)
