"""Text -> the phrases of themes in it, the longest where several overlap.

The words of a text tell which phrases can stand in it at all; those are looked for one by one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.resolving.cues import lowered
from warehouse.themes import themes

MOST_CAPITALS = 4  # letters of a phrase that is matched as capitals, for it may be a common word
_JOINTS = str.maketrans("-\u2010\u2011\u2013\u2019\u00ad\n\t", "    '   ")
_WORD = re.compile(r"\w+")
_ENDINGS = ("", "s", "es", "'s")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is looked for.

    Attributes:
        plain: small letters, hyphens as blanks.
        printed: as it must stand in print, or "" where capitals don't matter.
        theme: the code; "" for words that only look like a theme.
    """

    plain: str
    printed: str
    theme: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase in a text.

    Attributes:
        start: index of the first character.
        end: index after the last.
        theme: the code.
    """

    start: int
    end: int
    theme: str


def plain(text: str) -> str:
    """Return a text in small letters with blanks for hyphens, each sign where it was."""
    return lowered(text).translate(_JOINTS)


def find_phrases(text: str) -> list[Hit]:
    """Return the themes that a text speaks of, in reading order."""
    bare = plain(text)
    found: list[Hit] = []
    for phrase in _possible(bare):
        start = bare.find(phrase.plain)
        while start >= 0:
            end = _end_of_word(bare, start, start + len(phrase.plain))
            is_printed = not phrase.printed or text.startswith(phrase.printed, start)
            if end and is_printed:
                found.append(Hit(start, end, phrase.theme))
            start = bare.find(phrase.plain, start + 1)
    return _without_shorter(found)


def _end_of_word(text: str, start: int, end: int) -> int:
    """Return where the words end, a plural included, or 0 where they are part of others."""
    if start and text[start - 1].isalnum():
        return 0
    for ending in _ENDINGS:
        stop = end + len(ending)
        if text.startswith(ending, end) and not text[stop : stop + 1].isalnum():
            return stop
    return 0


def _without_shorter(found: list[Hit]) -> list[Hit]:
    """Keep the longest of hits that overlap, and of those only themes."""
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted((hit for hit in kept if hit.theme), key=lambda hit: hit.start)


def _possible(bare: str) -> list[Phrase]:
    """Return the phrases whose first word is among the words of a text, in a fixed order."""
    by_word = _by_first_word()
    words = sorted(by_word.keys() & set(_WORD.findall(bare)))
    return list(dict.fromkeys(phrase for word in words for phrase in by_word[word]))


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, tuple[Phrase, ...]]:
    """Return the phrases by their first word; one of a single word by its plurals as well."""
    held: dict[str, list[Phrase]] = {}
    for phrase in _phrases():
        words = _WORD.findall(phrase.plain)
        endings = _ENDINGS if len(words) == 1 else ("",)
        for ending in endings:
            held.setdefault(words[0] + ending, []).append(phrase)
    return {word: tuple(phrases) for word, phrases in held.items()}


@lru_cache(maxsize=1)
def _phrases() -> tuple[Phrase, ...]:
    named = [(phrase, theme.code) for theme in themes() for phrase in theme.phrases]
    named += [(phrase, "") for theme in themes() for phrase in theme.excluded]
    return tuple(
        Phrase(plain(phrase), phrase if _needs_capitals(phrase) else "", code)
        for phrase, code in named
    )


def _needs_capitals(phrase: str) -> bool:
    return phrase.isupper() and phrase.isalpha() and len(phrase) <= MOST_CAPITALS
