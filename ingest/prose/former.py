"""Sentence -> what "the former" and "the latter" mean: the two that were named side by side."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.prose.mark import Mark
from ingest.prose.nearness import group

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = re.compile(
    r"\b(?:the|its)\s+(?P<which>former|latter)(?:['’]s)?\b"
    r"(?!\s+(?:part|half|stages?|president|governor|chair\w*|minister|months?|year|quarters?|days?)\b)",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\s+(?:and|or|than|from|versus)\s+(?:in\s+|that\s+of\s+)?(?:the\s+)?", re.IGNORECASE
)


def side_by_side(text: str, marks: Sequence[Mark]) -> tuple[str, str] | None:
    """Return the last two different things that stand side by side ("Hungary and Poland").

    Args:
        text: a sentence, or as much of it as stands before the words that point back.
        marks: regions or indicators in it, in reading order.
    """
    found = [tuple(m.key for m in one) for one in group(text, marks) if len(one) > 1]
    found += [
        (a.key, b.key)
        for a, b in pairwise(marks)
        if a.end <= b.start and _JOINED.fullmatch(text, a.end, b.start)
    ]
    pairs = [p for p in found if len(set(p)) == 2 == len(p)]
    return (pairs[-1][0], pairs[-1][1]) if pairs else None


def pointed_at(
    text: str, marks: Sequence[Mark], *, before: tuple[str, str] | None = None
) -> list[Mark]:
    """Return "the former" and "the latter" as marks of what they mean, none where that is open.

    Args:
        text: the sentence.
        marks: its regions, or its indicators.
        before: the two that the sentence before named side by side.
    """
    found = []
    for match in WORDS.finditer(text):
        earlier = [m for m in marks if m.end <= match.start()]
        couple = side_by_side(text[: match.start()], earlier) or (None if earlier else before)
        if couple is not None:
            key = couple[match["which"].lower() == "latter"]
            found.append(Mark(key, match.start(), match.end()))
    return found


def is_open(text: str, marks: Sequence[Mark]) -> bool:
    """Whether "the former" or "the latter" of a sentence stands for nothing that is known."""
    known = {m.start for m in marks}
    return any(match.start() not in known for match in WORDS.finditer(text))
