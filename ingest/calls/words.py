"""Reference words -> lexicons of directions: "easing further", "weaker", "upside".

A word may be read in several ways ("cuts" is a verb and a noun); all its readings come back and
the sentence decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.resolving import cues
from ingest.resolving.lexicon import Lexicon, Named
from warehouse.vocabulary import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RATES, FX, LABELS = "calls_rates", "calls_fx", "calls_labels"


class Form(StrEnum):
    """What a word of direction is in its sentence."""

    BASE = "base"  # "cut" of "will cut"
    DOES = "does"  # "cuts"
    DOING = "doing"  # "cutting"
    DONE = "done"  # "cut" of "be cut"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    VIEW = "view"  # "bearish on"


class Role(StrEnum):
    """What a word of direction needs beside it to be one."""

    BANK = "bank"  # a central bank that does it
    OBJECT = "object"  # a central bank, and rates as the object
    RATES = "rates"  # policy rates that do it
    CYCLE = "bank_noun"  # a noun with a central bank beside it
    NAMED = "noun"  # a noun that speaks of rates by itself
    VERB = "verb"  # a currency that does it
    ACTS_ON = "acts_on"  # a currency behind it
    ADJECTIVE = "adjective"
    VIEW = "view"
    LABELLED = "labelled"  # a line that begins with whom it is about


@dataclass(frozen=True, slots=True)
class Word:
    """One reading of a word of direction.

    Attributes:
        stance: where it points.
        form: what it is in the sentence.
        role: what it needs beside it.
        peak: whether it speaks of the highest level instead of a move.
    """

    stance: Stance
    form: Form
    role: Role
    peak: bool = False


Words = tuple[Named[tuple[Word, ...]], ...]
"""Words of direction in reading order, each with all its readings."""

_FORMS = (Form.BASE, Form.DOES, Form.DOING, Form.DONE)
_RATE_LISTS = (
    ("bank", Role.BANK, None), ("object", Role.OBJECT, None), ("rates", Role.RATES, None),
    ("noun", Role.NAMED, Form.NOUN), ("bank_noun", Role.CYCLE, Form.NOUN),
)  # fmt: skip
_FX_LISTS = (
    ("verb", Role.VERB, None), ("object", Role.ACTS_ON, None), ("noun", Role.NAMED, Form.NOUN),
    ("adjective", Role.ADJECTIVE, Form.ADJECTIVE), ("view", Role.VIEW, Form.VIEW),
)  # fmt: skip


def directions(known: Lexicon[tuple[Word, ...]], text: str) -> Words:
    """Return the words of direction of a sentence, whatever small words fill them.

    "Remain relatively well supported" is "remain supported", "gain some ground" is "gain ground".
    """
    plain = known.find(text)
    gaps = [m.span() for m in _fillers().finditer(text)]
    if not gaps:
        return plain
    filled = []
    for named in known.find(_fillers().sub("", text)):
        start, end = (_place(at, gaps) for at in (named.start, named.end - 1))
        if end + 1 - start > len(named.text):
            filled.append(Named(named.key, text[start : end + 1], start, end + 1))
    apart = [n for n in plain if not any(n.start < f.end and f.start < n.end for f in filled)]
    return tuple(sorted([*apart, *filled], key=lambda n: n.start))


def _place(index: int, gaps: Sequence[tuple[int, int]]) -> int:
    """Return where a character of a text without gaps stands in the text with them."""
    for start, end in gaps:
        if index >= start:
            index += end - start
    return index


@lru_cache(maxsize=1)
def _fillers() -> re.Pattern[str]:
    """Adverbs and "some", "further" with the blank before, between two words in small letters."""
    words = cues.alternatives(cues.words("calls", "fillers"))
    kept = cues.alternatives(cues.words("calls", "no_fillers"))
    return re.compile(rf"(?<=[a-z])\s+(?:{words}|(?!{kept})[a-z]{{2,}}ly\b)(?=\s+[a-z])")


@lru_cache(maxsize=1)
def rate_words() -> Lexicon[tuple[Word, ...]]:
    """Return the words of direction of policy rates."""
    readings = _readings(RATES, _RATE_LISTS)
    for form, words in _forms(RATES, "peak_rates"):
        for role in (Role.BANK, Role.RATES):
            readings.setdefault(words, []).append(Word(Stance.UP, form, role, peak=True))
    for left in cues.words(RATES, "left_behind"):
        for form, words in _forms(RATES, "leaving"):
            readings.setdefault(f"{words} {left}", []).append(Word(Stance.UP, form, Role.BANK))
    for words in cues.words(LABELS, "hold"):
        readings.setdefault(words, []).append(_of_line(Stance.FLAT))
    return Lexicon((name, tuple(found)) for name, found in readings.items())


@lru_cache(maxsize=1)
def currency_words() -> Lexicon[tuple[Word, ...]]:
    """Return the words of direction of currencies."""
    readings = _readings(FX, _FX_LISTS)
    for stance in Stance:
        for words in cues.words(LABELS, stance.value):
            readings.setdefault(words, []).append(_of_line(stance))
    return Lexicon((name, tuple(found)) for name, found in readings.items())


def _of_line(stance: Stance) -> Word:
    return Word(stance, Form.ADJECTIVE, Role.LABELLED)


def _readings(
    section: str, lists: tuple[tuple[str, Role, Form | None], ...]
) -> dict[str, list[Word]]:
    known = cues.section(section)
    found: dict[str, list[Word]] = {}
    for stance in Stance:
        for name, role, form in lists:
            if f"{stance.value}_{name}" not in known:
                continue
            for one, words in _forms(section, f"{stance.value}_{name}", alone=form):
                found.setdefault(words, []).append(Word(stance, one, role))
    return found


def _forms(section: str, name: str, *, alone: Form | None = None) -> Iterator[tuple[Form, str]]:
    """Yield the entries of a list; a verb is written "base / he does / doing / done"."""
    for entry in cues.words(section, name):
        if alone is not None:
            yield alone, entry
        else:
            yield from zip(_FORMS, entry.split("/"), strict=True)
