"""Quantity + indicator -> bounds with unit and sign, or why the number cannot be that figure."""

from __future__ import annotations

import re
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING

from ingest.candidates import Meaning
from ingest.resolving import cues
from ingest.resolving.drafts import Draft, Passed
from ingest.resolving.meanings import read_unit
from ingest.resolving.tokens import KEPT
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, Kind, Reason, Unit

if TYPE_CHECKING:
    from ingest.resolving.quantities import Quantity

PLAIN_COUNT = 1000  # a bare number of jobs from here on is not in thousands
SMALLEST_IN_BP = 5  # a bare move of this size or more is in basis points, less in points
PERCENT_LIKE = frozenset({Unit.PCT, Unit.PP})
_INDEX_BOUNDS = (60.0, 180.0)  # the dollar index has moved between 70 and 165
_PACE = re.compile(
    r"[\s-]+(?:pace|steps?|increments?|clips?|(?:per|a|each|every)\s+(?:meeting|quarter|month))\b",
    re.IGNORECASE,
)
_AT_EACH = re.compile(  # "25bp cuts at each meeting until June"
    r"(?:[\s-]+(?:[A-Z]\w+\s+)?(?:rate\s+)?(?:cuts?|hikes?|moves?|steps?|increases?|reductions?|increments?))?\s+(?:at|in)\s+"
    r"(?:each|every)\s+(?:(?:policy|other|second|scheduled)\s+)?meetings?\b|"
    r"(?:[\s-]+(?:[A-Z]\w+\s+)?(?:rate\s+)?(?:cuts?|hikes?|moves?|steps?|increases?|reductions?|increments?))?\s+(?:at|in)\s+each\s+of\s+(?:the|its)\s+"
    r"(?:next|coming|remaining|following|upcoming)\b",
    re.IGNORECASE,
)
MOVES = frozenset({Unit.BP, Unit.CUTS, Unit.HIKES})
_FALLS = ("down", "losses", "losing")  # lists of words that make a number negative


def read_value(
    draft: Draft, quantity: Quantity, indicator: Indicator
) -> tuple[float | None, float | None, Unit]:
    """Return the bounds and unit, with the sign that verbs such as "cut" and "shrink" give."""
    unit = _unit(draft, quantity, indicator)
    low, high = quantity.low, quantity.high
    direction = read_direction(draft)
    moves = indicator in (Indicator.POLICY_RATE, Indicator.POLICY_RATE_CHANGE)
    if not direction and indicator is Indicator.POLICY_RATE_CHANGE:
        direction = _named_direction(draft)
    if quantity.per_move and moves:
        unit = Unit.HIKES if direction > 0 else Unit.CUTS
    negative = (direction < 0 or _is_deficit(draft, indicator)) and not quantity.signed
    if negative and (unit in (Unit.BP, Unit.PP) or (unit is Unit.PCT and not moves)):
        low, high = (None if high is None else -high), (None if low is None else -low)
    return low, high, unit


def _named_direction(draft: Draft) -> int:
    """Return the direction that the indicator's own words give: "cuts", "hikes"."""
    for phrase in draft.phrases(Meaning.INDICATOR)[:1]:
        down = cues.pattern("direction", "down").search(phrase.text) is not None
        up = cues.pattern("direction", "up").search(phrase.text) is not None
        return int(up) - int(down)
    return 0


def _is_deficit(draft: Draft, indicator: Indicator) -> bool:
    """Whether a positive number is printed for a shortfall: "a deficit of 4% of GDP"."""
    if indicator not in (Indicator.FISCAL_BALANCE, Indicator.CURRENT_ACCOUNT):
        return False
    words = " ".join(phrase.text for phrase in draft.phrases(Meaning.INDICATOR)[:1])
    return re.search(r"deficit|shortfall", words, re.IGNORECASE) is not None


def read_direction(draft: Draft) -> int:
    """Return -1 where the words bound as unit say "cut" or "shrink by", 1 for a rise, else 0."""
    for phrase in draft.phrases(Meaning.UNIT):
        direction = _direction_of(phrase.text)
        if direction < 0:
            draft.unit_phrases.append(phrase)
        if direction:
            return direction
    return 0


@lru_cache(maxsize=KEPT)
def _direction_of(text: str) -> int:
    if any(cues.pattern("direction", name).fullmatch(text) for name in _FALLS):
        return -1
    return int(cues.pattern("direction", "up").fullmatch(text) is not None)


def _unit(draft: Draft, quantity: Quantity, indicator: Indicator) -> Unit:
    own = indicator_info()[indicator].unit
    unit = quantity.unit
    if unit is None and quantity.per_move:
        return Unit.CUTS
    counts = own is Unit.THOUSAND or indicator is Indicator.BANKRUPTCIES_GROWTH
    if unit is None and counts and abs(quantity.low or 0) >= PLAIN_COUNT:
        return Unit.COUNT
    if unit is None and indicator is Indicator.POLICY_RATE_CHANGE and (counted := _counted(draft)):
        return counted
    if unit is None:
        reading = read_unit(draft.phrases(Meaning.UNIT), default=own)
        if reading.phrase is not None:
            draft.unit_phrases.append(reading.phrase)
        unit = reading.value
    return _converted(unit, quantity, indicator, own)


def _counted(draft: Draft) -> Unit | None:
    """Return cuts or hikes where the words around a bare number say that moves are counted."""
    text = " ".join(p.text.lower() for p in draft.phrases(Meaning.INDICATOR)[:2])
    if not re.search(r"\b(?:number|count|no\.|no\sof|how\smany)(?!\w)|#", text):
        return None
    return Unit.HIKES if cues.pattern("direction", "up").search(text) else Unit.CUTS


def _converted(unit: Unit, quantity: Quantity, indicator: Indicator, own: Unit) -> Unit:
    """Return the unit to store, or pass over a number whose unit cannot belong to the indicator."""
    moves = indicator in (Indicator.POLICY_RATE, Indicator.POLICY_RATE_CHANGE)
    if indicator is Indicator.POLICY_RATE_CHANGE and quantity.unit is None and unit is Unit.PCT:
        return Unit.BP if abs(quantity.low or quantity.high or 0) >= SMALLEST_IN_BP else Unit.PP
    fine = unit is own or (moves and unit in MOVES | PERCENT_LIKE)
    fine = fine or (own is Unit.PCT and unit is Unit.PP)
    if fine:
        return unit
    if (own is Unit.LEVEL and unit in (Unit.USD, Unit.EUR, Unit.COUNT)) or (
        own is Unit.USD and unit is Unit.EUR
    ):
        return own if own is Unit.LEVEL else unit
    if own is Unit.THOUSAND and unit in (Unit.COUNT, Unit.MILLION):
        return unit
    if indicator in (Indicator.BANKRUPTCIES_GROWTH, Indicator.BANKRUPTCIES_COUNT) and unit in (
        Unit.COUNT, Unit.PCT, Unit.THOUSAND,
    ):  # fmt: skip
        return unit
    raise Passed(Reason.UNIT_MISMATCH, f"printed in {unit}, but {indicator} is counted in {own}")


def matching(indicator: Indicator, unit: Unit) -> Indicator:
    """Return the sibling that the unit speaks of: a move of the policy rate, not its level."""
    if indicator is Indicator.POLICY_RATE and unit in MOVES | {Unit.PP}:
        return Indicator.POLICY_RATE_CHANGE
    if indicator is Indicator.POLICY_RATE_CHANGE and unit is Unit.PCT:
        return Indicator.POLICY_RATE
    if indicator is Indicator.BANKRUPTCIES_GROWTH and unit is Unit.COUNT:
        return Indicator.BANKRUPTCIES_COUNT
    if indicator is Indicator.BANKRUPTCIES_COUNT and unit is Unit.PCT:
        return Indicator.BANKRUPTCIES_GROWTH
    return indicator


def check_pair(region: str, low: float | None, high: float | None) -> None:
    """Turn away a cell that cannot be a level of its pair: quoted the other way round, or in cents.

    A sentence spells its pair out, and a slip of its writer is not ours to drop.

    Raises:
        Passed: a bound lies where the rate has never been.
    """
    first, last = cues.section("rate_ranges").get(region, (-inf, inf))
    if not all(v is None or first <= v <= last for v in (low, high)):
        raise Passed(Reason.OUT_OF_BOUNDS, f"no plausible level of {region}")


def check_index(region: str, low: float | None, high: float | None) -> None:
    """Turn away a price that cannot be the dollar index: "20 pesos per dollar" is a pair's.

    Raises:
        Passed: a bound lies where the index has never been.
    """
    first, last = _INDEX_BOUNDS
    if region == "DXY" and not all(v is None or first <= v <= last for v in (low, high)):
        raise Passed(Reason.OUT_OF_BOUNDS, "not a plausible level of the dollar index")


def check_pace(draft: Draft, quantity: Quantity) -> None:
    """Turn away the size of each move: "cutting at a 25bp pace" is no sum of moves.

    Raises:
        Passed: the words behind the number say so.
    """
    quote, value = draft.candidate.quote, draft.candidate.value.text
    end = quote.find(value) + len(value)
    if quantity.unit is Unit.BP and (_PACE.match(quote, end) or _AT_EACH.match(quote, end)):
        raise Passed(Reason.AMBIGUOUS, f"“{value}” is the size of each move, not their sum")


def check_bounds(
    indicator: Indicator, low: float | None, high: float | None, unit: Unit, kind: Kind
) -> None:
    """Turn away what cannot be: 340 % growth is a slip of reading.

    Raises:
        Passed: a bound lies outside the plausible range of the indicator.
    """
    info = indicator_info()[indicator]
    if unit is not info.unit:
        return
    for value in (low, high):
        if value is not None and not info.low_bound <= value <= info.high_bound:
            raise Passed(
                Reason.OUT_OF_BOUNDS, f"{value:g} {unit} is not a plausible {info.name.lower()}"
            )
