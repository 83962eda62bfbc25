"""Words of direction -> calls: where a policy rate or a currency is headed, without a number.

"The ECB is set to sit tight", "no cuts before 2027", "a weaker dollar". A call needs its subject in
the same clause and something that looks ahead; next to a number the number speaks instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest import cues, lexicon
from ingest.marks import Mark
from ingest.nearness import group
from ingest.quantities import Quantity
from ingest.tenses import is_forward
from warehouse.vocabulary import Indicator, Stance, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.marks import Marked

NUMBER_WITHIN = 32  # characters: a move with a number so near is a figure, not a call
SUBJECT_BEFORE, SUBJECT_AFTER = 70, 26  # characters between a currency and what it does
MOST_SUBJECTS = 4

_RATES = re.compile(
    r"\b(?:rates?|policy|monetary|central banks?|policymakers|hikes?)\b", re.IGNORECASE
)
_NOT_RATES = re.compile(
    r"\b(?:tax|spending|production|job|cost|output|supply|capital|opec)\s+$|^\s+(?:taxes|spending|"
    r"production|costs|jobs|its forecast|their forecast|emissions|the deficit)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Call:
    """A direction given in words.

    Attributes:
        indicator: policy rate moves or exchange rate.
        place: the words, as a number without a value.
        regions: whose rates or currencies, where the words themselves show it.
    """

    indicator: Indicator
    place: Quantity
    regions: tuple[Mark, ...] = ()


def read_stance(text: str) -> Stance | None:
    """Return the direction that a few words state ("no cuts", "weaker", "on hold"), if they do.

    A negation is part of its entry, so the longest words win: "no cuts" is flat, not down.
    """
    found: list[tuple[int, int, Stance]] = []
    for section in ("calls_rates", "calls_fx"):
        for stance in Stance:
            matches = cues.pattern(section, stance.value).finditer(text)
            found.extend((m.end() - m.start(), -m.start(), stance) for m in matches)
    return max(found)[2] if found else None


def find_calls(marked: Marked) -> list[Call]:
    """Return the calls of a sentence, in reading order, one for each subject and direction."""
    if not is_forward(marked.text):
        return []
    calls = [*_rate_calls(marked), *_currency_calls(marked)]
    kept: dict[tuple[object, ...], Call] = {}
    for call in calls:
        stance = read_stance(call.place.text)
        subjects = tuple(m.key for m in call.regions)
        kept.setdefault((call.indicator, stance, subjects), call)
    return list(kept.values())


def _rate_calls(marked: Marked) -> Iterator[Call]:
    text = marked.text
    if not (lexicon.speaks_of_rates(text) or _RATES.search(text)):
        return
    moves = [q for q in marked.quantities if q.unit in (Unit.BP, Unit.CUTS, Unit.HIKES, Unit.PCT)]
    for start, end in _spans(text, "calls_rates"):
        clause = _clause(marked, start, end)
        if not (_RATES.search(clause) or lexicon.speaks_of_rates(clause)):
            continue
        if _NOT_RATES.search(text[:start]) or _NOT_RATES.search(text[end:]):
            continue
        if any(_near(q, start, end) for q in moves):
            continue
        yield Call(Indicator.POLICY_RATE_CHANGE, _place(text, start, end))


def _near(quantity: Quantity, start: int, end: int) -> bool:
    return min(abs(quantity.start - end), abs(start - quantity.end)) < NUMBER_WITHIN


def _currency_calls(marked: Marked) -> Iterator[Call]:
    text = marked.text
    if not marked.currencies:
        return
    for start, end in _spans(text, "calls_fx"):
        subject = _currency(marked, start, end)
        if subject is None:
            continue
        together = next(g for g in group(text, marked.currencies) if subject in g)
        regions = tuple(together) if len(together) <= MOST_SUBJECTS else (subject,)
        yield Call(Indicator.FX_RATE, _place(text, start, end), regions)


def _currency(marked: Marked, start: int, end: int) -> Mark | None:
    """Return the currency that a direction belongs to: right behind it, else before it."""
    text = marked.text
    for mark in marked.currencies:
        between = text[end : mark.start]
        if end <= mark.start and re.fullmatch(
            r"\s+(?:on\s+|in\s+|of\s+)?(?:the\s+)?(?:US\s+)?", between
        ):
            return mark
    before = [m for m in marked.currencies if m.end <= start and start - m.end <= SUBJECT_BEFORE]
    before = [m for m in before if not any(m.end <= b < start for b in marked.borders)]
    return before[-1] if before else None


def _spans(text: str, section: str) -> list[tuple[int, int]]:
    """Return the places of direction words, the longest first where they overlap."""
    found = [
        (m.start(), m.end())
        for stance in Stance
        for m in cues.pattern(section, stance.value).finditer(text)
    ]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda s: s[0] - s[1]):
        if all(end <= a or start >= b for a, b in kept):
            kept.append((start, end))
    return sorted(kept)


def _clause(marked: Marked, start: int, end: int) -> str:
    before = [b for b in marked.borders if b < start]
    after = [b for b in marked.borders if b >= end]
    return marked.text[before[-1] if before else 0 : after[0] if after else len(marked.text)]


def _place(text: str, start: int, end: int) -> Quantity:
    return Quantity(text[start:end], start, end, None, None, reach=(start, end))
