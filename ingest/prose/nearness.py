"""Which of the marks of a sentence belongs to which number: nearness, order and lists.

Costs are in "words of distance": a mark right after the number with only a preposition between is
free, a mark to the left costs its distance, one that stands right behind another number belongs to
that one, and a clause border or an aside ("exports to the US") makes a mark dearer.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from ingest.resolving import cues
from ingest.resolving.quantities import Quantity

LETTERS_A_WORD = 6.0
OWNED_ELSEWHERE = 14.0  # the mark stands right behind another number
BORDER = 5.0  # a clause border between mark and number
ASIDE = 25.0  # the mark is only compared with
FARTHEST = 14.0  # the subject of a long sentence is no dearer than this
TO_THE_RIGHT = 8.0  # subjects stand to the left of their numbers
PAST_A_NUMBER = 1.5  # another number between mark and number
FAR_LEFT, FAR_RIGHT = 26.0, 12.0  # dearer marks belong to nothing
DIRECT_WITHIN = 160  # characters: small words and marks of other sorts fill no more
ASIDE_REACH = 22  # characters before a mark in which an aside begins
ATTRIBUTE_REACH = 40  # characters behind a region in which "tariffs" takes it for itself
ONE_OF_REACH = 70  # characters before a mark in which "is the only one in" begins

_GLUE = re.compile(
    r"(?:/(?:yr|mth|qtr|y|q|m)(?!\w))?\s*(?:(?:a|an|the|of|in|for|during|by|at|on|over|across|to|this|fiscal|financial|calendar|rise|increase|decline|drop|"
    r"fall|growth|rate|pace|level|average|both|all|year[- ]end|end|annual|again|only|peak|"
    r"reduction|cut|hike|cuts|hikes|easing|tightening|expansion|additional|further|more|its|their|once|each|forecast|per|barrel|year-over-year|annualised|"
    r"annualized|moves|steps|in\s+total|in\s+all|altogether|overall|real|both|either|respectively|world|output|[qy]/[qy]|[qy]o[qy]|[qy]-o-[qy]|"
    r"(?:quarter|year)[ -](?:on|over)[ -](?:quarter|year))\s+){0,5}",
    re.IGNORECASE,
)
_LIST_GAP = re.compile(
    r"[\s,;/&]*(?:(?:and|or)\s+)?(?:(?:then|now|also|again|in|the)\s+)*[\s,;/&]*", re.IGNORECASE
)


_EXCLUDED = re.compile(  # "excluding Argentina and Venezuela, growth"
    r"\b(?i:excluding|excl\.?|except(?:ing)?(?:\s+for)?)\s+(?:the\s+)?"
    r"(?:(?:[A-Z][\w.’'-]*\s)*[A-Z][\w.’'-]*,\s+)*(?:(?:[A-Z][\w.’'-]*\s)*[A-Z][\w.’'-]*,?\s+and\s+)?(?:the\s+)?$"
)
_LIST_GOES_ON = re.compile(r"(?:,|,?\s+and)\s+(?:the\s+)?[A-Z]")
EXCLUDED_REACH = 90  # characters before a region in which a list of such may begin
_HIGHEST_IN = re.compile(  # "unemployment in Spain, the highest in the EU"
    r",\s+(?:(?:still|by\s+far|one\s+of|among)\s+)?the\s+(?:\w+est|best|worst|most\s+\w+|least\s+\w+)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:in|of|among|across|within)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ONE_OF = re.compile(  # "Japan is the outlier in Asia": of Japan, not of Asia
    r"\b(?:is|are|remains?|stays?|looks?(?:\s+like)?|stands?\s+out\s+as)\s+(?:the|an?|one\s+of\s+the|among\s+the)\s+"
    r"(?:[\w-]+\s+){1,4}?(?:in|of|among|across|within)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


class Placed(Protocol):
    """Anything with a place in the sentence."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


M = TypeVar("M", bound=Placed)


def in_other_brackets(text: str, mark: Placed, start: int, quantities: Sequence[Placed]) -> bool:
    """Whether a mark leads to another number in brackets: the 2025 of "4.4% (2025: 5.0%)".

    Args:
        text: the sentence.
        mark: what may belong to a number.
        start: where that number begins.
        quantities: all numbers of the sentence.
    """
    opened = text.rfind("(", 0, mark.start)
    closed = text.find(")", opened)
    if opened < 0 or closed < mark.end or opened < start < closed:
        return False
    return any(mark.end <= q.start < closed for q in quantities)


def direct(text: str, quantity: Quantity, mark: Placed, *, skip: Sequence[Placed] = ()) -> bool:
    """Whether the mark follows the number with only small words between ("2.6% in 2026").

    Args:
        text: the sentence.
        quantity: the number.
        mark: what may belong to it.
        skip: marks of other sorts that may stand between ("2.1% in 2026 in the US").
    """
    if not 0 <= mark.start - quantity.end <= DIRECT_WITHIN:
        return False
    between = re.sub(r"[()]", " ", blanked(text, quantity.end, mark.start, skip))
    return _GLUE.fullmatch(f"{between} ") is not None


def blanked(text: str, start: int, end: int, skip: Sequence[Placed]) -> str:
    """Return a stretch of the text with some marks blanked."""
    stretch = text[start:end]
    if not stretch.strip():
        return stretch
    for mark in skip:
        if start <= mark.start and mark.end <= end:
            blank = " " * (mark.end - mark.start)
            stretch = stretch[: mark.start - start] + blank + stretch[mark.end - start :]
    return stretch


def nearest(
    text: str,
    index: int,
    quantities: Sequence[Quantity],
    marks: Sequence[M],
    borders: Sequence[int],
    *,
    skip: Sequence[Placed] = (),
    allowed: Callable[[M], bool] | None = None,
    far_right: float = FAR_RIGHT,
) -> tuple[M, float] | None:
    """Return the mark that belongs to the number at `index`, and what it costs.

    A mark too far away belongs to nothing, except where all marks before the number mean the same.

    Args:
        text: the sentence.
        index: which number.
        quantities: all numbers of the sentence.
        marks: the marks of one sort.
        borders: where clauses start.
        skip: marks of other sorts, for `direct`.
        allowed: which marks can belong to this number at all.
        far_right: the most that a mark behind the number may cost.
    """
    fitting = [m for m in marks if allowed is None or allowed(m)]
    costs = [(m, _cost(text, index, quantities, m, borders, skip)) for m in fitting]
    left = [c for c in costs if c[0].end <= quantities[index].start]
    right = [c for c in costs if c[0].start >= quantities[index].end and c[1] <= far_right]
    near = [c for c in left if c[1] <= FAR_LEFT] + right
    if near:
        return min(near, key=lambda c: c[1])
    same = {getattr(c[0], "key", None) or getattr(c[0], "period", None) for c in left}
    return left[-1] if len(same) == 1 else None


def _cost(
    text: str,
    index: int,
    quantities: Sequence[Quantity],
    mark: Placed,
    borders: Sequence[int],
    skip: Sequence[Placed],
) -> float:
    quantity = quantities[index]
    if direct(text, quantity, mark, skip=skip):
        return 0.0
    left = mark.end <= quantity.start
    start, end = (mark.end, quantity.start) if left else (quantity.end, mark.start)
    cost = min(FARTHEST, max(0, end - start) / LETTERS_A_WORD) + 0.5
    cost += BORDER * sum(start <= b < end for b in borders)
    between = [q for i, q in enumerate(quantities) if i != index and start <= q.start < end]
    cost += PAST_A_NUMBER * len(between)
    if not left:
        cost += TO_THE_RIGHT + PAST_A_NUMBER * 2 * len(between)
    if _is_owned_elsewhere(text, index, quantities, mark, skip):
        cost += OWNED_ELSEWHERE
    if is_aside(text, mark):
        cost += ASIDE
    return cost


def _is_owned_elsewhere(
    text: str, index: int, quantities: Sequence[Quantity], mark: Placed, skip: Sequence[Placed]
) -> bool:
    """Whether a mark stands right behind another number: only the last before it can own it."""
    last = bisect_right(quantities, mark.start, key=lambda q: q.end) - 1
    return last >= 0 and last != index and direct(text, quantities[last], mark, skip=skip)


def is_aside(text: str, mark: Placed) -> bool:
    """Whether a mark is only compared with or dealt with ("exports to the US")."""
    if re.match(r",?\s+where\b", text[mark.end :]):
        return False
    lead = text[max(0, mark.start - ONE_OF_REACH) : mark.start]
    if _ONE_OF.search(lead) or _HIGHEST_IN.search(lead):
        return True
    return _aside().search(text[max(0, mark.start - ASIDE_REACH) : mark.start]) is not None


def is_left_out(text: str, mark: Placed) -> bool:
    """Whether a region is one of those that a figure leaves out: "excluding Peru and Chile"."""
    lead = text[max(0, mark.start - EXCLUDED_REACH) : mark.start]
    if _EXCLUDED.search(lead) is None:
        return False
    return not lead.rstrip().endswith(",") or _LIST_GOES_ON.match(text, mark.end) is not None


def is_attribute(text: str, mark: Placed) -> bool:
    """Whether a region only says whose something is, or what had a part in it.

    "EU money keeps growth at 2.3%" is no growth of the EU, nor is "with Ireland accounting for
    half of it, we see 0.1%" one of Ireland.
    """
    behind = text[mark.end : mark.end + ATTRIBUTE_REACH]
    return _attribute().match(behind) is not None


@lru_cache(maxsize=1)
def _attribute() -> re.Pattern[str]:
    kinds = (
        r"(?:[\s-]+(?:structural|cohesion|recovery|import|export|trade|punitive|higher|new|own|"
        r"consumer))?"
    )
    nouns = cues.alternatives(cues.words("prose", "attributes"))
    parts = cues.alternatives(cues.words("prose", "part_of_it"))
    return re.compile(rf"{kinds}[\s-]+{nouns}|,?\s+{parts}", re.IGNORECASE)


def _aside() -> re.Pattern[str]:
    return cues.framed("prose", "aside", after=r"\s*(?:the\s+)?$")


def group(text: str, marks: Sequence[M]) -> list[list[M]]:
    """Group marks that form a list: only commas and "and" stand between them."""
    groups: list[list[M]] = []
    for mark in marks:
        if groups and _LIST_GAP.fullmatch(text, groups[-1][-1].end, mark.start):
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups


def list_of(text: str, quantities: Sequence[Quantity]) -> list[list[int]]:
    """Group numbers that form a list ("1.4%, 1.2% and 1.4%") by their indexes."""
    order = {id(q): i for i, q in enumerate(quantities)}
    return [[order[id(q)] for q in one] for one in group(text, quantities)]


def paired(
    text: str, quantities: Sequence[Quantity], numbers: Sequence[int], marks: Sequence[M]
) -> list[M] | None:
    """Return the list of marks that a list of numbers goes with, one each, if there is one.

    The list right after the numbers comes first, then the one right before them.
    """
    first, last = quantities[numbers[0]].start, quantities[numbers[-1]].end
    fitting = [g for g in group(text, marks) if len(g) == len(numbers)]
    after = [g for g in fitting if g[0].start >= last]
    before = [g for g in fitting if g[-1].end <= first]
    if after:
        return after[0]
    return before[-1] if before else None
