"""Text -> the words in it that lean, from `reference/stances.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.resolving import cues
from warehouse.vocabulary import Tilt

LISTED_WITHIN = 26  # characters between two assets of one list
_ASIDE = re.compile(r"\([^()]*\)")
_QUOTED = re.compile(r"[\"“”'‘’()]")
_OF_TERM = re.compile(r"-(?:term|dated|duration|maturity|end|run|off)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """Words that lean, in a text.

    Attributes:
        tilt: which way.
        text: the words as printed.
        start: index of the first character.
        end: index after the last.
    """

    tilt: Tilt
    text: str
    start: int
    end: int


def bare(text: str) -> str:
    """Return the words between two places without asides and quotes."""
    return _QUOTED.sub("", _ASIDE.sub(" ", text))


def lean_words(text: str, side: str) -> list[Said]:
    """Return the words of leaning in reading order, the longest where several overlap.

    Args:
        text: a sentence.
        side: "behind" for words whose asset follows, "before" for those whose asset goes before.
    """
    section = f"stances_{side}"
    found = [
        Said(Tilt(name), m.group(), m.start(), m.end())
        for name in cues.section(section)
        if cues.may_stand(text, section, name)
        for m in cues.pattern(section, name).finditer(text)
        if not _OF_TERM.match(text, m.end()) and not text.startswith("-", m.end())
    ]
    kept: list[Said] = []
    for one in sorted(found, key=lambda n: n.start - n.end):
        if all(one.end <= k.start or one.start >= k.end for k in kept):
            kept.append(one)
    return sorted(kept, key=lambda n: n.start)
