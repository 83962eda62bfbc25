"""A number in a sentence -> the same number with the words around it: "over", "or more", "from"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.resolving import cues

if TYPE_CHECKING:
    from warehouse.vocabulary import Unit

LEADS_KEPT = 256  # stretches beside numbers: nearly every cell of a table has the same, none
LOOK_BACK = 36  # characters before a number in which its own modifiers ("a little above") can stand


_TARGET_SIDE = re.compile(
    r"\b(?:(?P<under>under|below)|above|over)\s+(?:the|its|their)\s+(?:\w+['’]s\s+)?$",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\s+(?:inflation\s+)?(?:target|goal|objective)\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom(?:\s+the)?\s*$", re.IGNORECASE)
_FROM_BEHIND = re.compile(r"(?:\s+in\s+\d{4})?,?\s+from\s+[\d½¼¾]", re.IGNORECASE)


_RISE_IN = r"(?<!\w)(?:rise|increase|climb|jump|rebound|pick-?up)s?\s+in\s+(?:[\w-]+\s+)*[\w-]+,\s+"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed.

    Attributes:
        text: the words as printed, modifiers left out.
        start: index of the first character in the text read.
        end: index after the last character.
        low: lower bound, None where the text leaves it open ("below 4%").
        high: upper bound, None for "over 3%"; equal to `low` for a point.
        unit: the unit printed with the number, None for a bare number.
        approximate: whether a word such as "about" stands before it.
        signed: whether a plus or minus sign is printed.
        is_former: whether "from" stands before it ("from 2.5% to 2.3%").
        per_move: "times" for "two or three times", where the verb says what is counted.
        currency: the currency sign or code as printed, without blanks.
        spelled: whether the number is a word ("two cuts").
        each: start and end of the size of one of several moves ("two 25bp cuts").
        reach: start and end with the words that bound it ("just above 3%").
    """

    text: str
    start: int
    end: int
    low: float | None
    high: float | None
    unit: Unit | None = None
    approximate: bool = False
    signed: bool = False
    is_former: bool = False
    per_move: bool = False
    currency: str | None = None
    spelled: bool = False
    reach: tuple[int, int] = (0, 0)
    each: tuple[int, int] | None = None

    @property
    def is_point(self) -> bool:
        """Whether both bounds are there and equal."""
        return self.low is not None and self.low == self.high


def with_bounds(quantity: Quantity, text: str) -> Quantity:
    """Read the words around a number: "just above", "or more", "about", "from"."""
    near = max(0, quantity.start - LOOK_BACK)
    tail = text[quantity.end : quantity.end + LOOK_BACK]
    side, behind = _TARGET_SIDE.search(text[near : quantity.start]), _TARGET.match(tail)
    if side and behind and quantity.is_point:
        reach = (near + side.start(), quantity.end + behind.end())
        if side["under"] is not None:
            return replace(quantity, reach=reach, low=None)
        return replace(quantity, reach=reach, high=None)
    softened, lead = _strip_softeners(text[near : quantity.start])
    former = _FROM.search(lead) is not None
    span = (quantity.start, quantity.end)
    quantity = replace(quantity, approximate=softened, is_former=former, reach=span)
    if not quantity.is_point:
        opened = re.search(r"\bbetween\s*$", lead, re.IGNORECASE)
        if opened and " and " in quantity.text:
            return replace(quantity, reach=(near + opened.start(), quantity.end))
        return quantity
    least, most = _ends(lead, "at_least"), _ends(lead, "at_most")
    if most and (_upward().search(lead) or _FROM_BEHIND.match(tail)):
        return quantity
    begin = near + len(lead) - max(least, most)
    if least > most:
        return replace(quantity, high=None, reach=(begin, quantity.end))
    if most > least or lead.lower().endswith("sub-"):
        begin -= len("sub-") if not most else 0
        return replace(quantity, low=None, reach=(begin, quantity.end))
    least, most = _starts(tail, "at_least_after"), _starts(tail, "at_most_after")
    end = quantity.end + max(least, most)
    if least > most:
        return replace(quantity, high=None, reach=(quantity.start, end))
    if most > least:
        return replace(quantity, low=None, reach=(quantity.start, end))
    return quantity


@lru_cache(maxsize=1)
def _upward() -> re.Pattern[str]:
    """A verb of motion that takes "up" for itself: "picks up to 2%" is no upper bound."""
    verbs = "|".join(cues.words("bounds", "upward_verbs"))
    nouns = cues.alternatives(cues.words("speakers", "owned"))
    return re.compile(
        rf"(?:(?<!\w)(?:{verbs})\w*\s+(?:(?:that|it|this|them)\s+)?(?:back\s+)?|{nouns}\s+(?:for\s+[\w\s]{{2,24}}?\s)?|"
        rf"{_RISE_IN})up\s+to\s*$",
        re.IGNORECASE,
    )


def _strip_softeners(lead: str) -> tuple[bool, str]:
    softened = False
    while True:
        if _ends(lead, "at_least") or _ends(lead, "at_most"):
            return softened, lead
        match = _soft_end().search(lead)
        if not match:
            return softened, lead
        softened = softened or match["soft"] is not None
        lead = lead[: match.start()]
        if match["the"] is not None:
            return softened, lead + "the"


@lru_cache(maxsize=1)
def _soft_end() -> re.Pattern[str]:
    soft = cues.alternatives(cues.words("bounds", "about"))
    return re.compile(
        rf"(?:(?P<soft>{soft})|(?P<the>(?<!\w)(?:the|its|their))|(?<!\w)(?:a|an|to a))\s*$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8)
def _edge(name: str, *, at_end: bool) -> re.Pattern[str]:
    body = cues.alternatives(cues.words("bounds", name))
    return re.compile(rf"{body}\s*$" if at_end else rf"\s*{body}", re.IGNORECASE)


@lru_cache(maxsize=LEADS_KEPT)
def _ends(lead: str, name: str) -> int:
    """Return the length of the words of a list that end the text, 0 for none."""
    match = _edge(name, at_end=True).search(lead)
    return len(match.group()) if match else 0


@lru_cache(maxsize=LEADS_KEPT)
def _starts(tail: str, name: str) -> int:
    match = _edge(name, at_end=False).match(tail)
    return len(match.group()) if match else 0


@lru_cache(maxsize=1)
def modifiers() -> re.Pattern[str]:
    """Return a pattern of the words that may stand with a number in a cell of its own."""
    names = ("at_least", "at_most", "about", "at_least_after", "at_most_after")
    entries = tuple(word for name in names for word in cues.words("bounds", name))
    return re.compile(
        cues.alternatives((*entries, "a", "an", "the", "from", "between", "to")), re.IGNORECASE
    )
