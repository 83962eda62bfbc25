"""The word that gives an unsigned number its direction: "cuts of 50bp", "contract by 1.3%"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.prose.kinds import Span
from ingest.resolving import cues
from warehouse.vocabulary import Unit

if TYPE_CHECKING:
    from ingest.prose.marks import Marked
    from ingest.resolving.quantities import Quantity

LEFT_REACH, RIGHT_REACH = 60, 30  # characters in which "easing" speaks of a number of basis points
_ELIDED = re.compile(r"['’]s?\s+by\s+(?:a\s+|about\s+)?$")  # "Brazil's falls by 1%; Russia's by 4%"
_NOT_JOINED = r"(?!(?:and|or|but|with)\b)"  # "rate cuts in 2025 and growth of 2%" are two things
_SOME = r"(?:about|around|roughly|some|nearly|almost|only|just|another|a\s+(?:modest|further|mere))"
CARRIED = 45  # characters over which a direction holds for the next number of a list


def direction_span(marked: Marked, index: int) -> Span | None:
    """Return the place of the word that says up or down, or None where the number is a level.

    A number of basis points or moves needs one anywhere near; a percentage only where the verb
    takes the number itself ("shrink by 1%", not "fall to 1%").
    """
    quantity = marked.quantities[index]
    if quantity.signed:
        return None
    if quantity.unit in (Unit.BP, Unit.PP, Unit.CUTS, Unit.HIKES) or quantity.per_move:
        return _near(marked, index)
    found = _by(marked.text, quantity) or _lost(marked.text, quantity)
    if found is None and index and _ELIDED.search(marked.text[: quantity.reach[0]]):
        return direction_span(marked, index - 1)
    if found is None and index:
        before = marked.quantities[index - 1]
        between = marked.text[before.end : quantity.start]
        other = any(before.end <= m.start < quantity.start for m in marked.indicators)
        if not other and len(between) <= CARRIED and not re.search(r"\bto\b|;", between):
            found = _by(marked.text, before)
            if found is not None and _any().search(between):
                return None
    return found


def _near(marked: Marked, index: int) -> Span | None:
    text, quantity = marked.text, marked.quantities[index]
    inside = _any().search(quantity.text)
    if inside:
        return Span(quantity.start + inside.start(), quantity.start + inside.end())
    quantities = marked.quantities
    right = quantities[index + 1].start if index + 1 < len(quantities) else len(text)
    behind = _behind().match(text, quantity.end, min(right, quantity.end + RIGHT_REACH))
    if behind:
        return Span(behind.start("word"), behind.end("word"))
    start = max(0, quantity.start - LEFT_REACH)
    matches = [
        m
        for m in _any().finditer(text, start, quantity.start)
        if not re.search(r"\b(?:step|stepping|slow|slowing|scale|dial)\s+$", text[: m.start()])
    ]
    if matches:
        return Span(matches[-1].start(), matches[-1].end())
    after = _any().search(text, quantity.end, min(right, quantity.end + RIGHT_REACH))
    return Span(after.start(), after.end()) if after else None


def _lost(text: str, quantity: Quantity) -> Span | None:
    """Return the noun behind a number that makes a loss of it: "a 6% decline"."""
    found = _losses().match(text, quantity.end)
    return Span(found.start("word"), found.end("word")) if found else None


def _by(text: str, quantity: Quantity) -> Span | None:
    found = _taking().search(text[: quantity.reach[0]])
    if found is None:
        return None
    if found["word3"] and quantity.reach[0] < quantity.start:
        return None  # "falls below 2%" is where it falls to
    name = next(name for name in ("word", "word2", "word3") if found[name])
    return Span(found.start(name), found.end(name))


@lru_cache(maxsize=1)
def _any() -> re.Pattern[str]:
    return re.compile(_group("down", "up"), re.IGNORECASE)


@lru_cache(maxsize=1)
def _behind() -> re.Pattern[str]:
    either = _group("down", "up")
    return re.compile(rf"\s*(?:of\s+)?(?:[\w-]+\s+){{0,3}}?(?P<word>{either})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _taking() -> re.Pattern[str]:
    """A verb or noun that takes the number: "contract by", "decline in output of", "down"."""
    down = _group("down", "losses")
    losing = _group("losing")
    soft = cues.alternatives(cues.words("bounds", "about"))
    return re.compile(
        rf"(?P<word>{down})(?:\s+back)?(?:\s+(?:in|of)(?:\s+{_NOT_JOINED}[\w-]+){{1,4}})?\s+(?:by|of)\s+(?:(?:{soft}|{_SOME})\s+)?(?:a\s+)?$|"
        rf"(?P<word2>\b(?:contract|shrink|contracts|shrinks)\w*)\s+(?:{soft}\s+)?$|"
        rf"(?P<word3>\b(?:fall|drop|decline|decrease)(?:s|ing)?|{losing})\s+(?:{_SOME}\s+)?$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _losses() -> re.Pattern[str]:
    nouns = cues.alternatives(cues.words("direction", "losses"))
    return re.compile(rf"\s+(?:[\w-]+\s+){{0,2}}?(?P<word>{nouns})(?!\s+to\b)", re.IGNORECASE)


def _group(*names: str) -> str:
    entries = tuple(word for name in names for word in cues.words("direction", name))
    return cues.alternatives(entries)
