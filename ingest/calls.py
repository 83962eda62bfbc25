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
SUBJECT_BEFORE = 70  # characters between a bank or currency and what it does
ANNOUNCED_WITHIN = 60  # characters before a move in which "expects" or "should" must stand
APART_WITHIN = 28  # characters before a move in which "after" or "the end of" takes it back
NEGATED_WITHIN = 48  # characters before a move in which "not" turns it round
MOST_SUBJECTS = 4

_RATES = re.compile(r"\b(?:rates?|policy|monetary|central banks?)\b", re.IGNORECASE)
_OTHER_BEFORE = re.compile(
    r"\b(?:tax|tariff|spending|production|job|cost|output|supply|capital|opec\+?|wage)\s+$",
    re.IGNORECASE,
)
_OTHER_BEHIND = re.compile(
    r"\s+(?:taxes|tariffs?|spending|production|costs|jobs|its|their|emissions|back|cycle|"
    r"the deficit|in the past|so far|since)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|no longer|never|unlikely to|refrain from|too early to|(?:do|does|wo)n['’]t)\b",
    re.IGNORECASE,
)
_ANNOUNCED_BEHIND = re.compile(
    r"\s+(?:will|to (?!be)|should|likely|may|could|in (?:the|20\d\d|early|late)|from)\b",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(r"\s+(?:in|by|from|for|at)\s+(?:the\s+)?", re.IGNORECASE)
_OF_WHAT = re.compile(r"\s+(?:(?:on|in|of)\s+)?(?:the\s+)?(?:U\.?S\.?\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Call:
    """A direction given in words.

    Attributes:
        indicator: policy rate moves or exchange rate.
        place: the words, as a number without a value.
        regions: whose rates, or which currencies.
    """

    indicator: Indicator
    place: Quantity
    regions: tuple[Mark, ...]


def read_stance(text: str) -> Stance | None:
    """Return the direction that a few words state ("no cuts", "weaker", "on hold"), if they do.

    The longest words win: "no cuts" is flat, not down. A "not" before a move makes it flat.
    """
    found: list[tuple[int, int, Stance]] = []
    for section in ("calls_rates", "calls_fx"):
        for stance in Stance:
            matches = cues.pattern(section, stance.value).finditer(text)
            found.extend((m.end() - m.start(), -m.start(), stance) for m in matches)
    if not found:
        return None
    return Stance.FLAT if _NEGATION.match(text) else max(found)[2]


def find_calls(marked: Marked) -> list[Call]:
    """Return the calls of a sentence, in reading order, one for each subject and direction."""
    if not is_forward(marked.text) and not marked.horizons:
        return []
    kept: dict[tuple[object, ...], Call] = {}
    for call in (*_rate_calls(marked), *_currency_calls(marked)):
        stance = read_stance(call.place.text)
        subjects = tuple(m.key for m in call.regions)
        kept.setdefault((call.indicator, stance, subjects), call)
    return list(kept.values())


def _rate_calls(marked: Marked) -> Iterator[Call]:
    text = marked.text
    if not lexicon.speaks_of_rates(text) and not _RATES.search(text):
        return
    units = (Unit.BP, Unit.CUTS, Unit.HIKES, Unit.PCT)
    moves = [q for q in marked.quantities if q.unit in units or q.per_move]
    for start, end in _spans(text, "calls_rates"):
        if any(_near(q, start, end) for q in moves):
            continue
        if _OTHER_BEFORE.search(text[:start]) or _OTHER_BEHIND.match(text, end):
            continue
        subjects = _banks(marked, start, end)
        if subjects and _is_announced(marked, start, end):
            window = max(0, start - NEGATED_WITHIN)
            negation = _NEGATION.search(text, window, start)
            begin = negation.start() if negation else start
            yield Call(Indicator.POLICY_RATE_CHANGE, _place(text, begin, end), subjects)


def _near(quantity: Quantity, start: int, end: int) -> bool:
    return min(abs(quantity.start - end), abs(start - quantity.end)) < NUMBER_WITHIN


def _is_announced(marked: Marked, start: int, end: int) -> bool:
    """Whether the clause says that the move is to come ("expected to ease", "sees rate cuts")."""
    borders = [b for b in marked.borders if b < start]
    begin = max(borders[-1] if borders else 0, start - ANNOUNCED_WITHIN)
    lead = marked.text[begin:start]
    if cues.pattern("calls_rates", "apart").search(lead[-APART_WITHIN:]):
        return False
    ahead = cues.pattern("calls_rates", "before").search(lead)
    return ahead is not None or _ANNOUNCED_BEHIND.match(marked.text, end) is not None


def _banks(marked: Marked, start: int, end: int) -> tuple[Mark, ...]:
    """Return whose rates: the region right behind ("rate cuts in Brazil"), else the one before."""
    text = marked.text
    behind = [
        m for m in marked.regions if m.start >= end and _OF_WHOM.fullmatch(text[end : m.start])
    ]
    before = [m for m in marked.regions if m.end <= start and start - m.end <= SUBJECT_BEFORE]
    for mark in behind[:1] or before[-1:]:
        together = next(g for g in group(text, marked.regions) if mark in g)
        return tuple(together) if len(together) <= MOST_SUBJECTS else (mark,)
    return ()


def _currency_calls(marked: Marked) -> Iterator[Call]:
    text = marked.text
    if not marked.currencies:
        return
    for start, end in _spans(text, "calls_fx"):
        subject = _currency(marked, start, end)
        if subject is None or any(_near(q, start, end) for q in marked.quantities):
            continue
        together = next(g for g in group(text, marked.currencies) if subject in g)
        regions = tuple(together) if len(together) <= MOST_SUBJECTS else (subject,)
        yield Call(Indicator.FX_RATE, _place(text, start, end), regions)


def _currency(marked: Marked, start: int, end: int) -> Mark | None:
    """Return the currency that a direction belongs to: right behind it, else before it."""
    text = marked.text
    for mark in marked.currencies:
        if end <= mark.start and _OF_WHAT.fullmatch(text[end : mark.start]):
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


def _place(text: str, start: int, end: int) -> Quantity:
    return Quantity(text[start:end], start, end, None, None, reach=(start, end))
