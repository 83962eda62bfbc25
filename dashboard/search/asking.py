"""A text as typed -> the terms that are looked for, and what they name together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.search.names import (
    COMMON_WORDS,
    HOUSE,
    INDICATOR,
    REGION,
    Named,
    simple,
)
from warehouse.search_queries import Term

LONGEST: Final = 200  # characters that are read; a sentence, not a page
MOST_TERMS: Final = 10
LONGEST_NAME: Final = 6  # words of a name that is looked for in a longer text


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for.

    Attributes:
        text: as typed, without control characters, at most `LONGEST` characters.
        terms: what a sentence has to have; names that are several words are one term.
        named: what the terms name, in the order typed.
        is_cut: whether more was typed than is read.
    """

    text: str
    terms: tuple[Term, ...] = ()
    named: tuple[Named, ...] = ()
    is_cut: bool = False

    def of_kind(self, kind: str) -> tuple[Named, ...]:
        """Return the things of one kind that are named, each once."""
        return tuple(dict.fromkeys(named for named in self.named if named.kind == kind))


def read_asked(text: str, names: Sequence[Named]) -> Asked:
    """Return what a text asks for; any text will do.

    Args:
        text: as typed.
        names: what can be named.
    """
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    words = plain[:LONGEST].split()
    owners = _by_name(names)
    terms: list[Term] = []
    found: list[Named] = []
    at = 0
    while at < len(words) and len(terms) < MOST_TERMS:
        taken, said = _longest_name(words[at:], owners)
        if taken:
            terms.append(_term(simple(" ".join(words[at : at + taken])), said))
            found.extend(said)
        elif (word := simple(words[at])) and word not in COMMON_WORDS:
            terms.extend(Term(part) for part in word.split())
        at += taken or 1
    is_cut = len(plain) > LONGEST or at < len(words) or len(terms) > MOST_TERMS
    return Asked(plain[:LONGEST], tuple(terms[:MOST_TERMS]), tuple(found), is_cut)


Owners = dict[str, list[Named]]


def _by_name(names: Sequence[Named]) -> Owners:
    owners: Owners = {}
    for named in names:
        for name in (*named.names, *(f"={short}" for short in named.guarded)):
            owners.setdefault(name, []).append(named)
    return owners


def _longest_name(words: Sequence[str], owners: Owners) -> tuple[int, list[Named]]:
    """Return how many of the first words are a name, and what it names; 0 where they are none."""
    for taken in range(min(len(words), LONGEST_NAME), 0, -1):
        typed = " ".join(words[:taken])
        said = owners.get(f"={typed}") or owners.get(simple(typed))
        if said:
            return taken, said
    return 0, []


def _term(words: str, said: Sequence[Named]) -> Term:
    def keys(kind: str) -> list[str]:
        return [named.key for named in said if named.kind == kind]

    return Term(
        words,
        institution=next(iter(keys(HOUSE)), ""),
        indicators=tuple(keys(INDICATOR)),
        region=next(iter(keys(REGION)), ""),
    )
