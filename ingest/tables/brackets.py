"""Figures in brackets -> what the brackets mean: an earlier figure, a median, a minus, a change.

A note says so as a rule. Where none does, brackets that stand now and then in a column of plain
figures are the minus sign of accountants; all else stays unknown, and such figures are passed over.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.resolving import cues
from ingest.resolving.quantities import parse_quantity
from ingest.resolving.rounds import round_named
from ingest.tables.axes import is_qualifier
from ingest.tables.cells import Sort
from ingest.tables.companions import BRACKETED

if TYPE_CHECKING:
    from ingest.tables.cells import Piece
    from ingest.tables.grids import Grid

ROUND = re.compile(r"\(([^()]*)\)")
_MONTH = re.compile(
    r"\b(?:of|from|in|for)\s(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\b(?!\s\d)"
)
AS_MINUS = "figures in brackets are read as negative"


class Brackets(StrEnum):
    """What brackets around a figure mean in one table."""

    EARLIER = "earlier figure"
    MIDDLE = "median"
    MINUS = "minus"
    CHANGE = "change"
    UNSAID = "unsaid"
    UNKNOWN = "unknown"


def meaning_of_brackets(grid: Grid, *, said: str | None) -> Brackets:
    """Return what figures in brackets are.

    Args:
        grid: the table.
        said: the words of a note, caption or corner that speak of brackets, if any do.
    """
    if said is None and _stand_around_others(grid):
        return Brackets.MIDDLE
    if said is None:
        return Brackets.MINUS if _stand_among_others(grid) else Brackets.UNSAID
    for cue, meaning in _CUES:
        if cues.pattern("tables", cue).search(said):
            return meaning
    return Brackets.EARLIER if _names_a_month(said) else Brackets.UNKNOWN


def _names_a_month(said: str) -> bool:
    """Whether brackets are dated by a month: "the figures of July are in parentheses"."""
    return round_named(said) is not None or bool(_MONTH.search(said))


_CUES = (
    ("negative", Brackets.MINUS),
    ("surely_earlier", Brackets.EARLIER),
    ("middle", Brackets.MIDDLE),
    ("changed", Brackets.CHANGE),
    ("earlier_round", Brackets.EARLIER),
)


def is_bracketed(text: str) -> bool:
    """Whether a figure stands in brackets."""
    return BRACKETED.fullmatch(text) is not None


def as_negative(text: str) -> str:
    """Return "-0.4" for "(0.4)"."""
    return ROUND.sub(r"-\1", text)


def _stand_around_others(grid: Grid) -> bool:
    """Whether brackets under a figure, in a row of its own, hold the range that it lies in.

    Or the figure that lies in the range above: either way they are about the same claim.
    """
    pairs = 0
    for upper, lower in pairwise(grid.rows):
        inside = {i: p.text for i, p in lower.cells.items() if is_bracketed(p.text)}
        if inside and (upper.label is None or lower.label is None):
            return False
        if inside and upper.label is not None and lower.label is not None:
            same = upper.label.text == lower.label.text
            nested = all(_nest(upper.cells.get(i), text) for i, text in inside.items())
            if not (same and nested):
                return False
            pairs += len(inside)
    return pairs > 1


def _nest(upper: Piece | None, lower: str) -> bool:
    """Whether one of two cells is a range and the other a figure or range within it."""
    ends = _ends(upper.text) if upper else []
    own = _ends(lower)
    if not ends or not own or len(ends) == len(own) == 1:
        return False
    outer, inner = (ends, own) if len(ends) > len(own) else (own, ends)
    return min(outer) <= min(inner) and max(inner) <= max(outer)


def _ends(text: str) -> list[float]:
    quantity = parse_quantity(text.strip("[]()"))
    if quantity is None or quantity.low is None or quantity.high is None:
        return []
    return [quantity.low, quantity.high] if quantity.low < quantity.high else [quantity.low]


def _stand_among_others(grid: Grid) -> bool:
    """Whether brackets stand here and there in columns and rows of plain figures."""
    plain: set[int] = set()
    bracketed: set[int] = set()
    mixed = False
    counts = [0, 0]
    for row in grid.rows:
        figures = {i: p.text for i, p in row.cells.items() if p.sort is Sort.NUMBER}
        inside = {i for i, text in figures.items() if ROUND.fullmatch(text)}
        if inside and len(inside) == len(figures) and (not row.label or is_qualifier(row.label)):
            return False
        bracketed |= inside
        plain |= figures.keys() - inside
        mixed = mixed or bool(inside and figures.keys() - inside)
        counts[0] += len(inside)
        counts[1] += len(figures) - len(inside)
    return mixed and bracketed <= plain and counts[0] < counts[1]
