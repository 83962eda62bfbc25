"""Sentence -> bonds named by their term: "10y USTs", "Bund 10Y yields", "the US ten-year".

Yields of two and ten years are kept; a bond of another term is a figure that is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.prose.mark import Mark
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEPT = {
    "2": Indicator.YIELD_2Y, "two": Indicator.YIELD_2Y, "10": Indicator.YIELD_10Y,
    "ten": Indicator.YIELD_10Y,
}  # fmt: skip
_TERM = (
    r"(?<![\w.,-])(?P<n>[2-9]|[1-5]\d|two|three|five|seven|ten|twenty|thirty)[\s-]?(?:years?|yrs?|y)\b"
    r"(?![\s-](?:old|low|high|average|mean|period|horizon|outlook|forecast|plan|history|ago|ahead|later|term|"
    r"target|record|trend|cycle|anniversary|swap|mortgage|break-?even|inflation|real|TIPS|OIS|CDS|loan|spread)s?\b)"
)
_BOND = (
    r"(?:USTs?|T-notes?|treasur(?:y|ies)|Bunds?|gilts?|JGBs?|BTPs?|OATs?|Bonos?|"
    r"(?:government|govt|sovereign|benchmark|state)\s+(?:bonds?|paper|debt)|bonds?|notes?)"
)
_WORDS = (
    r"(?:[\s-]+(?!(?:and|or|in|at|to|is|of|with|by|from|for|a|the|swap|mortgage|real)\b)"
    r"[\w.’']+){0,2}?"
)
_NAMED = re.compile(  # "10y USTs", "ten-year US government bond yields", "10-year rates"
    rf"{_TERM}{_WORDS}[\s-]+(?:{_BOND}(?:\s+yields?)?|yields?|rates?)\b(?!\s+(?:spread|differential|of\s+return))",
    re.IGNORECASE,
)
_BEHIND = re.compile(  # "Bund 10Y yields", "UST 10y"
    rf"\b{_BOND}[\s-]+{_TERM}(?:[\s-]+yields?\b)?", re.IGNORECASE
)
_ALONE = re.compile(  # "the US 10-year is seen at"
    rf"\bthe\s+(?:[\w.’'-]+\s+)?{_TERM}(?=\s+(?:is|should|will|to|at|near|around|may|could|ends?|falls?|rises?|"
    r"trades?|yields?|stays?|remains?|averages?)\b)",
    re.IGNORECASE,
)


def find_tenors(text: str) -> list[Mark]:
    """Return the bonds that a sentence names by their term, those not kept as `other`.

    Args:
        text: the sentence.
    """
    if "y" not in text.lower():
        return []
    found: list[Mark] = []
    for mark in _all(text):
        if not any(m.start < mark.end and mark.start < m.end for m in found):
            found.append(mark)
    return sorted(found, key=lambda m: m.start)


def _all(text: str) -> Iterator[Mark]:
    for pattern in (_NAMED, _BEHIND, _ALONE):
        for match in pattern.finditer(text):
            key = _KEPT.get(match["n"].lower(), Indicator.OTHER)
            start = match.start("n") if pattern is _ALONE else match.start()
            yield Mark(key.value, start, match.end())
