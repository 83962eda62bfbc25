"""Percentages of a sentence that are shares of people or probabilities, never a level."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.resolving import cues
from warehouse.vocabulary import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.prose.marks import Marked
    from ingest.resolving.quantities import Quantity

_PEOPLE = (
    r"(?:respondents|panell?ists|participants|forecasters|firms|companies|businesses|households|"
    r"investors|economists|analysts|managers|executives|clients|members|officials|those|them|cfos|"
    r"ceos|voters|consumers|(?:our\s+)?panel|sample|answers|replies)"
)
_VOICES = re.compile(  # "61% plan to hire": people, not prices
    rf"\s+(?:of\s+(?:all\s+|the\s+|our\s+|surveyed\s+|polled\s+)*{_PEOPLE}(?!['’])|plan|expect|say|said|"
    r"believe|think|intend|anticipate|reported?|cited?|want|fear|named?|agreed?|foresee|predict|"
    r"see\s+(?!below|above|page|chart|table)|look\s+for|favour|favor|judge|disagree|"
    r"(?:were|are)\s+(?:unsure|undecided))\b(?!\s+rate)",
    re.IGNORECASE,
)
_MOST = re.compile(  # "a majority (54%) expects"
    r"\b(?:majority|minority|plurality|most|half|third|quarter|few|share|"
    rf"{_PEOPLE})(?:\s+of\s+(?:\w+\s+){{0,2}}\w+)?\s*\($",
    re.IGNORECASE,
)
_RISKED = re.compile(  # "the risk that inflation ends the year above 3%"
    r"\b(?:risks?|probability|likelihood|chances?|odds|danger)\s+that\b[^,;]{0,90}$", re.IGNORECASE
)
_COUNTED = re.compile(  # "six officials are as high as", "ten of the 19 dots sit at"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}|several|some|(?:a\s+)?few|"
    r"just\s+one|only\s+one)\s+(?:of\s+(?:the\s+)?(?:\d+\s+|\w+teen\s+)?)?(?:\w+\s+)?"
    r"(?:officials|dots|policymakers|participants|members|panell?ists|respondents|forecasters)\b",
    re.IGNORECASE,
)
_BY_SO_MUCH = re.compile(  # "a decline in the dollar of about 5%"
    r"\b(?:by|of|another|further|los(?:e|es|ing)|gain(?:s|ing)?|sheds?)\s+"
    r"(?:(?:about|around|roughly|some|up\s+to|more\s+than|another|a|further|at\s+least|only|just)\s+)*$",
    re.IGNORECASE,
)
_MONEY_MOVES = re.compile(
    r"\b(?:depreciat|appreciat|weaken|strengthen|declin|fall|drop|ris|gain|los|slid|rall|rebound|devalu|shed)\w*",
    re.IGNORECASE,
)
MONEY_WITHIN = 60  # characters before a currency in which its move is named
_OF_ALL = r"\b(?:we|our|median|mean|average|consensus)\b"  # speaks for more than such a share
_MEDIAN = re.compile(_OF_ALL, re.IGNORECASE)
_OWN = re.compile(rf";|{_OF_ALL}", re.IGNORECASE)
_TOLD = (Unit.PCT, Unit.CUTS, Unit.HIKES)


def is_of_people(text: str, index: int, quantities: Sequence[Quantity]) -> bool:
    """Whether a number is a share of people, or only what such a share expects.

    "29% anticipate a hike, and 17% one cut": neither 17 nor one cut is anybody's forecast.

    Args:
        text: the sentence.
        index: which number.
        quantities: all numbers of the sentence.
    """
    quantity = quantities[index]
    if quantity.unit not in _TOLD:
        return False
    counted = _COUNTED.search(text, 0, quantity.reach[0])
    if counted is not None and not _MEDIAN.search(text, counted.end(), quantity.reach[0]):
        return True
    shares = [q for q in quantities[: index + 1] if q.unit is Unit.PCT and _is_share(text, q)]
    return any(
        q is quantity or not _OWN.search(text, q.end, quantity.reach[0]) for q in shares[-1:]
    )


def _is_share(text: str, quantity: Quantity) -> bool:
    if _VOICES.match(text, quantity.end):
        return True
    bracketed = text[quantity.end : quantity.end + 1] == ")"
    return bracketed and _MOST.search(text[: quantity.reach[0]]) is not None


def is_probability(text: str, quantity: Quantity) -> bool:
    """Whether a percentage is a probability ("a 35% risk of recession").

    Args:
        text: the sentence.
        quantity: the number, a percentage.
    """
    if cues.framed("prose", "probability", before=r"\s+").match(text, quantity.end):
        return True
    lead = text[: quantity.reach[0]]
    near = cues.framed("prose", "probability", after=r"[^,;.]{0,44}$").search(lead)
    told = near or _RISKED.search(lead) or _put_at().search(lead)
    return told is not None


def is_of_money(marked: Marked, index: int) -> bool:
    """Whether a percentage is how far a currency moves, no figure that is kept.

    Args:
        marked: the sentence.
        index: which number.
    """
    text, quantity = marked.text, marked.quantities[index]
    before = [m for m in marked.currencies if m.end <= quantity.reach[0]]
    told = quantity.unit is Unit.PCT and _BY_SO_MUCH.search(text[: quantity.start])
    if not told or not before:
        return False
    money = before[-1]
    named = any(money.end <= m.start < quantity.start for m in marked.indicators)
    apart = any(money.end <= b < quantity.start for b in marked.borders)
    start = max(0, money.start - MONEY_WITHIN)
    return not (named or apart) and _MONEY_MOVES.search(text, start, quantity.start) is not None


@lru_cache(maxsize=1)
def _put_at() -> re.Pattern[str]:
    """A probability told by the verb of its sentence: "the odds that it shrinks are below"."""
    words = cues.alternatives((*cues.words("prose", "probability"), "risk that", "risks that"))
    verbs = (
        r"(?:is|are|was|were|stands?|sits?|remains?|stays?|rises?|rose|risen|falls?|fell|fallen|"
        r"climbed|dropped|put|seen|estimated|judged|assessed|reckoned)"
    )
    return re.compile(rf"{words}\b[^;]{{0,160}}\b{verbs}\s+[^\d,;.]{{0,32}}$", re.IGNORECASE)
