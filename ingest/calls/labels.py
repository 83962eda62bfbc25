"""Sentence -> whom it is about by its first words: "Fed: cuts in July", "USD: we stay bearish".

A short line behind such a label, or under a heading that is nothing but a name, needs no verb and
no "we expect": its words of direction follow at once, with only helping words before them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.calls import moves
from ingest.calls.words import Form, Word
from ingest.resolving import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.calls.call import Call
    from ingest.calls.scene import Scene
    from ingest.prose.mark import Mark

_BEGINS = re.compile(r"[\W_]*(?:the\s+)?(?:us\s+)?", re.IGNORECASE)
_SIGN = re.compile(
    r"(?:\s*\([^()]{1,8}\))?(?:\s+(?:policy|rates?|outlook|view))?\s*(?::|\s[–—-]|[–—])\s+",
    re.IGNORECASE,
)
_MANNER = r"\b(?:its|their|gradual|steady|slow|modest|mild|moderate|recent|current|long)\b"
_HAS_DONE = re.compile(r"\b(?:was|were|had|been|seen)\b")
_OF_ELSE = re.compile(r"\s+(?:in|of|for|to|from|by|on)\s+(?:(?:the|its|their)\s+)?")
_DATING = re.compile(
    r"\s*(?:(?:early|late|mid|first|second|third|fourth|next|this|coming|near|short|medium|long|"
    r"end|year|course|months|half|quarter|hold|basket|dollar)\b|\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """Whom a line is about.

    Attributes:
        marks: the name at its beginning; none where a heading or an earlier line gives it.
        end: index from which the line speaks.
    """

    marks: tuple[Mark, ...]
    end: int


def label_of(scene: Scene, named: Sequence[Mark], *, headed: bool) -> Label | None:
    """Return the label of a sentence.

    Args:
        scene: the sentence.
        named: the central banks or the currencies in it.
        headed: whether a heading or the label of the paragraph names whom it is about.
    """
    for mark in named:
        if not _BEGINS.fullmatch(scene.text[: mark.start]):
            continue
        sign = _SIGN.match(scene.text, mark.end)
        if sign is not None:
            return Label((mark,), sign.end())
    return Label((), 0) if headed and not named else None


def follows(
    scene: Scene, label: Label | None, word: Word, place: tuple[int, int], earlier: Sequence[Call]
) -> bool:
    """Whether a word of direction says where the subject of a line goes.

    Args:
        scene: the sentence.
        label: its label.
        word: the word of direction.
        place: where it stands.
        earlier: the calls of the sentence before it ("a pause, then cuts").
    """
    start, end = place
    if label is None or start < label.end or word.form is Form.DONE:
        return False
    edges = [label.end, *(c.end for c in earlier if label.end <= c.end <= start)]
    if not any(_is_helping(scene, edge, start) for edge in edges):
        return False
    lately = cues.pattern("calls", "lately").search(scene.text, end, scene.clause(end)[1])
    if lately or moves.is_apart(scene, start) or moves.is_history(scene, label.end, start):
        return False
    if word.form in (Form.BASE, Form.DOES, Form.DOING):
        if word.form is Form.DOES and is_of_else(scene, end):
            return False  # "gains in equities": the noun
        ahead = scene.has_period(start)
        return moves.is_to_come(scene, word, label.end, start, ahead=ahead)
    if word.form is Form.ADJECTIVE and not _stands_alone(scene, end):
        return False  # "Euro: lower inflation"; "flat to lower": two directions
    return not is_of_else(scene, end) and not moves.is_fading(scene, end)


def is_name(text: str, names: Sequence[Mark]) -> bool:
    """Whether a heading or a first sentence is nothing but a name ("US dollar outlook")."""
    for name in names:
        text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
    rest = re.findall(r"[^\W\d_]+", text.lower())
    return bool(names) and all(word in cues.words("calls_labels", "heading") for word in rest)


def _stands_alone(scene: Scene, end: int) -> bool:
    """Whether an adjective belongs to no noun behind it."""
    if any(0 <= h.start - end <= 1 for h in scene.marked.horizons):
        return True
    behind = cues.framed("calls", "after_adjective", before=r"\s+")
    rest = scene.text[end:]
    return re.match(r"\s*(?:$|[^\w\s])", rest) is not None or behind.match(rest) is not None


def links(scene: Scene, start: int, end: int, name: str) -> bool:
    """Whether helping words and one of a list tie a currency to a noun or adjective.

    Args:
        scene: the sentence.
        start: index behind the currency.
        end: index of the noun or adjective.
        name: list of `calls_fx`: "having" ("should see further"), "predicates" ("will end").
    """
    known = cues.words("calls_fx", name)
    between = re.findall(r"[^\W\d_]+", scene.text[start:end].lower())
    bare = re.sub(_MANNER, " ", scene.bare[start:end].lower())
    bare = re.sub(r"\b(?:" + "|".join(known) + r")\b", " ", bare)
    return not _HAS_DONE.search(bare) and any(w in known for w in between) and _is_plain(bare)


def _is_helping(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing but helping words stands between."""
    return _is_plain(scene.bare[start:end].lower())


def _is_plain(between: str) -> bool:
    words = re.findall(r"[^\W\d_]+", between)
    return not re.search(r"[;:.(]", between) and all(
        w in _helping() or (w.endswith("ly") and len(w) > 3) for w in words
    )


def is_of_else(scene: Scene, end: int) -> bool:
    """Whether a noun has something else behind it ("gains in equities"), no period."""
    match = _OF_ELSE.match(scene.text, end)
    if match is None:
        return False
    dated = any(match.start() <= h.start <= match.end() for h in scene.marked.horizons)
    return not dated and _DATING.match(scene.text, match.end()) is None


@lru_cache(maxsize=1)
def _helping() -> frozenset[str]:
    return frozenset((*cues.words("calls", "chain"), *cues.words("calls_labels", "lead")))
