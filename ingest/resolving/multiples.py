"""Two numbers that are one figure: "3 x 25bp" is 75bp, "a drop of 2% to a rise of 1%" a range.

The sum of equal moves is not printed, so a person confirms it; only counts such as "two 25bp cuts"
stay what they are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from warehouse.vocabulary import Unit

if TYPE_CHECKING:
    from ingest.prose.bounds import Quantity

MOST_MOVES = 20  # nobody counts more moves than that in one sentence
_MOVES = r"(?:cuts?|hikes?|moves?|steps?|increases?|reductions?|rises?|increments?|instal?lments?)"
SIZE_OF_EACH = re.compile(  # "two more ECB cuts of 25bp", "three moves of 25 bps"
    rf"\s+(?:[\w-]+\s+){{0,3}}?{_MOVES}\s+(?:of\s+|by\s+|worth\s+)(?:a\s+)?"
    r"(?=\d+(?:\s|-)?(?:bps?|basis[\s-]points?)\b)",
    re.IGNORECASE,
)
MOVES_LEFT_OUT = (  # behind a spelled count: "two moves in Q1", "we look for two more, in May"
    r"(?:(?:more|further|additional|such|similar)\s+)?(?:moves|steps)\b|"
    r"(?:more|further)\b(?=\s*(?:[,.;)]|$|(?:in|by|before|next|this|over|at|during|later|thereafter|to\s+come)\b))"
)
_BY = re.compile(r"\s+(?:by|in\s+steps\s+of|of)\s+", re.IGNORECASE)
SIZE_NEXT = re.compile(
    r"\s+(?:(?:more|further|additional|extra|smaller|such|consecutive|final)\s+){0,2}"
    r"\d+(?:\s|-)?(?:bps?|basis[\s-]points?)\b",
    re.IGNORECASE,
)
_MOVES_NEXT = re.compile(
    r"\s+(?:(?:interest[\s-])?rate\s+)?(?:(?P<down>cuts|reductions)|(?P<up>hikes|increases|rises))\b",
    re.IGNORECASE,
)
_WHOLES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PARTS = {"half": 0.5, "quarter": 0.25, "quarters": 0.75}
MIXED = (  # "two and a half per cent"
    rf"(?<![\w-])(?:{'|'.join(_WHOLES[1:])})[\s-]and[\s-](?:a[\s-]half|a[\s-]quarter|three[\s-]quarters)[\s-]"
    r"(?:per\s?cent(?:age\s+points?)?|percentage\s+points?|points?)\b"
)
_BELOW = r"(?:drop|fall|decline|contraction|decrease|loss|slump|plunge)"
_ABOVE = r"(?:rise|gain|increase|expansion|growth|advance|jump)"
_OF_RANGE = re.compile(
    rf"(?:\brang\w*\s+(?:from\s+|between\s+)|\bbetween\s+)(?:(?:an?\s+)?(?:(?P<below>{_BELOW})|{_ABOVE})\s+of\s+)?"
    r"(?:just\s+|about\s+|around\s+)?$",
    re.IGNORECASE,
)
_TO_END = re.compile(
    rf"\s+(?:to|and)\s+(?:(?:an?\s+)?(?:(?P<below>{_BELOW})|{_ABOVE})\s+of\s+)?(?:just\s+|about\s+|around\s+)?",
    re.IGNORECASE,
)


def product_of(first: Quantity, second: Quantity, text: str) -> Quantity | None:
    """Return the sum of equal moves: "3 x 25bp", "three moves of 25bp", "by 25bp twice".

    Args:
        first: one number.
        second: the next one.
        text: the sentence.
    """
    between = text[first.end : second.start]
    if second.unit is Unit.BP and _counts(first):
        crossed = not between.strip(" ×") and (first.unit is Unit.RATIO or "×" in between)
        spread = first.per_move and _BY.fullmatch(between)
        moves = SIZE_OF_EACH.match(text, first.end) if first.unit is None else None
        each = moves is not None and moves.end() == second.start
        counted = first.unit in (Unit.CUTS, Unit.HIKES) and _each_behind(between, second, text)
        if crossed or spread or each or counted:
            return _sum(first, second, size=second, count=first, text=text)
    if first.unit is Unit.BP and second.per_move and _counts(second) and not between.strip():
        return _sum(first, second, size=first, count=second, text=text)
    return None


def signed_range(first: Quantity, second: Quantity, text: str) -> Quantity | None:
    """Return "ranged from a drop of 2.0% to a rise of 0.4%" as one range.

    Args:
        first: one number.
        second: the next one.
        text: the sentence.
    """
    lead = _OF_RANGE.search(text[: first.start])
    end = _TO_END.fullmatch(text, first.end, second.start)
    if lead is None or end is None or not (first.is_point and second.is_point):
        return None
    if not (lead["below"] or end["below"]) or first.unit not in (None, second.unit):
        return None
    bounds = [-q.low if m["below"] else q.low for q, m in ((first, lead), (second, end)) if q.low]
    if len(bounds) < 2:
        return None
    start = lead.start()
    return replace(
        first, text=text[start : second.end], start=start, end=second.end, low=min(bounds),
        high=max(bounds), unit=second.unit, signed=True, is_former=False, spelled=False,
    )  # fmt: skip


def _counts(quantity: Quantity) -> bool:
    return quantity.is_point and 1 <= (quantity.low or 0) <= MOST_MOVES


def _each_behind(between: str, size: Quantity, text: str) -> bool:
    """Whether "each" says that the size is that of one: "two cuts of 25bp each"."""
    each = re.match(r"\s+(?:each|apiece)\b", text[size.end :], re.IGNORECASE)
    return between.strip() in ("of", "of a") and each is not None


def _sum(
    first: Quantity, second: Quantity, *, size: Quantity, count: Quantity, text: str
) -> Quantity | None:
    if not size.is_point or size.low is None or count.low is None:
        return None
    total = count.low * size.low
    return replace(
        size, text=text[first.start : second.end], start=first.start, end=second.end, low=total,
        high=total, is_former=first.is_former, spelled=False,
    )  # fmt: skip


def count_of(count: Quantity, size: Quantity, text: str) -> Quantity | None:
    """Return "two 25bp cuts" as two cuts, each of that size, and "one cut of 25bp" as 25bp.

    Args:
        count: how many.
        size: the next number.
        text: the sentence.
    """
    if size.unit is not Unit.BP or count.low is None:
        return None
    if count.unit in (Unit.CUTS, Unit.HIKES):
        if text[count.end : size.start].strip() not in ("of", "of a"):
            return None
        end, unit = size.end, count.unit
    else:
        move = _MOVES_NEXT.match(text, size.end)
        named = SIZE_NEXT.match(text, count.end)
        if move is None or named is None or not count.spelled or named.end() <= size.start:
            return None
        end, unit = move.end(), Unit.CUTS if move["down"] else Unit.HIKES
    if count.low == count.high == 1:
        return size
    whole = replace(count, text=text[count.start : end], end=end, unit=unit)
    return replace(whole, each=(size.start, size.end))


def mixed_value(words: str) -> tuple[float, Unit]:
    """Read "two and a half per cent" as 2.5 and its unit.

    Args:
        words: as `MIXED` finds them.
    """
    named = re.split(r"[\s-]+", words.lower())
    part = next(_PARTS[word] for word in named if word in _PARTS)
    unit = Unit.PP if "point" in named[-1] else Unit.PCT
    return _WHOLES.index(named[0]) + part, unit
