"""Words of direction -> calls: where a policy rate or a currency is headed, without a number.

"The ECB is set to sit tight", "no cuts before 2027", "a weaker dollar". A call needs its subject in
the same clause and something that looks ahead; next to a number the number speaks instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.prose.marks import Mark
from ingest.prose.nearness import group
from ingest.prose.tenses import is_forward
from ingest.resolving import cues, lexicon
from ingest.resolving.horizon_words import whole
from ingest.resolving.quantities import Quantity
from warehouse.reference import region_by_code
from warehouse.vocabulary import Indicator, Measure, Stance, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.candidates import Phrase
    from ingest.prose.marks import Marked
    from ingest.resolving.horizons import Horizon

NUMBER_WITHIN = 48  # characters: a move with a number so near is a figure, not a call
SUBJECT_BEFORE = 70  # characters between a bank or currency and what it does
ANNOUNCED_WITHIN = 60  # characters before a move in which "expects" or "should" must stand
APART_WITHIN = 28  # characters before a move in which "after" or "the end of" takes it back
NEGATED_WITHIN = 48  # characters before a move in which "not" turns it round
MOST_SUBJECTS = 4
CODE = 3  # letters of a currency

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
    r"\b(?:not|no longer|no (?:further|more|additional)"
    r"(?=\s+(?:[\w-]+\s+){0,3}?(?:cut|hike|eas|tight|move|rate))|"
    r"never|unlikely to|refrain from|too early to|(?:do|does|wo)n['’]t)\b",
    re.IGNORECASE,
)
_ANNOUNCED_BEHIND = re.compile(
    r"\s+(?:will|to (?!be)|should|likely|may|could|in (?:the|20\d\d|early|late)|from)\b",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(r"\s+(?:in|by|from|for|at)\s+(?:the\s+)?", re.IGNORECASE)
_OF_WHAT = re.compile(r"\s+(?:(?:on|in|of)\s+)?(?:the\s+)?(?:U\.?S\.?\s+)?", re.IGNORECASE)


_AGAINST = re.compile(
    r"\s+(?:\w+ly\s+)?(?:ground\s+)?(?:\w+\s+)?(?:against|versus|vs\.?|relative to)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_CROSSED = re.compile(r"(?P<words>.*) \[(?P<base>[A-Z]{3})/(?P<quoted>[A-Z]{3})\]")
_ASIDE = re.compile(r"\([^()]*\)")
_NEW_CLAUSE = re.compile(r"[;:]|,\s+(?:we|our|but|and we|and the)\b", re.IGNORECASE)
_AFTERWARDS = re.compile(r"\b(?:after|since|following|beyond)\s+(?:the\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:before|until|till|prior to)\s+(?:the\s+|at least\s+)*$", re.IGNORECASE)
_PUT_OFF = re.compile(
    r"^[^.;]{0,40}\b(?:not|only|n['’]t)\b[^.;]{0,24}\b(?:until|before|till)\b", re.IGNORECASE
)


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
    flat = _NEGATION.match(text) or _PUT_OFF.search(text)
    return Stance.FLAT if flat else max(found)[2]


def opposite(stance: Stance) -> Stance:
    """Return the other direction; flat stays flat."""
    return {Stance.UP: Stance.DOWN, Stance.DOWN: Stance.UP}.get(stance, stance)


def is_quoted_in(phrases: Sequence[Phrase], pair: str) -> bool:
    """Whether a call speaks of the currency that a pair is quoted in: the dollar of EUR/USD."""
    for phrase in phrases:
        crossed = _CROSSED.fullmatch(phrase.text)
        if crossed is None or crossed["base"] + crossed["quoted"] != pair:
            continue
        keys = {n.key for n in lexicon.currencies().find(crossed["words"])}
        return ("DXY" if pair.endswith("USD") else pair[CODE:]) in keys
    return False


def is_weak(quote: str, words: str) -> bool:
    """Whether "may", "could" or a condition stands before a direction."""
    start = quote.find(words)
    lead = quote[max(0, start - SUBJECT_BEFORE) : max(0, start) + len(words)]
    return cues.pattern("calls_rates", "weak").search(lead) is not None


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
        negation = _negation(text, start)
        if (subjects or negation) and _is_announced(marked, start, end):
            begin = negation.start() if negation else start
            yield Call(Indicator.POLICY_RATE_CHANGE, _place(text, begin, end), subjects)


def _negation(text: str, start: int) -> re.Match[str] | None:
    """Return the "not" that turns a move round, if one stands before it in its clause."""
    for match in _NEGATION.finditer(text, max(0, start - NEGATED_WITHIN)):
        if match.start() < start and not re.search(r"[,;:]", text[match.end() : start]):
            return match
    return None


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
    everywhere = {m.key for m in marked.regions}
    only = marked.regions[:1] if len(everywhere) == 1 and marked.horizons else ()
    for mark in behind[:1] or before[-1:] or only:
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
        if cues.pattern("calls_rates", "apart").search(text[max(0, start - APART_WITHIN) : start]):
            continue
        pair = _against(marked, subject, end)
        if pair is not None:
            yield Call(Indicator.FX_RATE, _place(text, start, end), (pair,))
            continue
        bare = _ASIDE.sub(lambda m: " " * len(m.group()), text)
        together = next(g for g in group(bare, marked.currencies) if subject in g)
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


def _against(marked: Marked, subject: Mark, end: int) -> Mark | None:
    """Return the pair of "the dollar falls against the euro", at the words of its subject."""
    for other in marked.currencies:
        if other.start >= end and _AGAINST.fullmatch(marked.text, end, other.start):
            names = ["USD" if key == "DXY" else key for key in (subject.key, other.key)]
            pairs = ("".join(names), "".join(reversed(names)))
            known = next((p for p in pairs if p in region_by_code()), None)
            return Mark(known, subject.start, subject.end) if known else None
    return None


def dated_calls(
    marked: Marked, place: Quantity, horizons: Sequence[Horizon]
) -> tuple[Horizon, ...]:
    """Return the periods of a call.

    One of another clause is not its own. "No cuts before 2027" speaks of the year before; "cuts
    before the end of 2026" of that year.
    """
    kept = []
    for horizon in horizons:
        if horizon.end <= place.start:
            between = marked.text[horizon.end : place.start]
            border = any(horizon.end <= b < place.start for b in marked.borders)
            if border or _NEW_CLAUSE.search(between):
                continue
        lead = marked.text[: horizon.start]
        if _AFTERWARDS.search(lead):
            continue
        kept.append(_before(horizon) if _UNTIL.search(lead) else horizon)
    return tuple(kept)


def is_put_off(marked: Marked, place: Quantity, horizons: Sequence[Horizon]) -> bool:
    """Whether a move comes only later: "the first cut may not come until 2027"."""
    return any(
        h.start >= place.end and _PUT_OFF.search(marked.text[place.end : h.start]) for h in horizons
    )


def _before(horizon: Horizon) -> Horizon:
    """Return the time that "before" a period leaves: the year before, or the year that ends."""
    period = horizon.period
    if period is None or period.start is None:
        return horizon
    ends = horizon.measure is Measure.YEAR_END
    if not ends and not re.fullmatch(r"\d{4}", period.text):
        return horizon
    earlier = whole(str(period.start.year - (not ends)))
    if earlier is None:
        return horizon
    return replace(horizon, period=earlier.period, measure=None, is_relative=True)


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
