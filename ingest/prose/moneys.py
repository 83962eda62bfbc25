"""Sentence -> the currencies that it names, and the exchange rates that their prices are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.prose.mark import Mark, overlap
from ingest.prose.nearness import is_aside
from ingest.prose.pairs import PAIR
from ingest.resolving import cues, lexicon
from ingest.resolving.places import dollar_pair
from warehouse.reference import region_by_code
from warehouse.vocabulary import Indicator, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.resolving.quantities import Quantity

_IN_DOLLARS = re.compile(r"\s+(?:US\s+)?dollars?\b")
_BARE_MONEY = re.compile(
    r"\bthe\s+(?P<money>real|peso)\b(?![-'’])"
    r"(?P<does>\s+(?:is|was|has|will|should|may|might|could|can|would|to|looks|remains|against)\b)?",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:at|to|with|around|near|towards?|about|look(?:s|ing)?\s+for|target(?:s|ing)?|(?:forecast|target)s?\s+(?:of|is))\s+$",
    re.IGNORECASE,
)
_INDEX = re.compile(r"\bindex\b|\bDXY\b", re.IGNORECASE)
DOLLAR = "DXY"
PRICE_WITHIN = 70  # characters between a currency and its price
INDEX_WITHIN = 7  # characters behind "the dollar" in which it may be its index
DEAREST = 20.0  # dollars: no currency that is quoted in dollars costs more


def currencies_in(text: str, regions: list[Mark]) -> list[Mark]:
    """Return the currencies named; the "euro" of "euro area" is none."""
    found = [Mark(n.key, n.start, n.end) for n in lexicon.currencies().find(text)]
    found += [m for m in _bare_moneys(text, regions) if not any(overlap(m, f) for f in found)]
    return [
        m
        for m in found
        if not any(overlap(m, r) and (r.end > m.end or len(r.key) >= PAIR) for r in regions)
    ]


def _bare_moneys(text: str, regions: list[Mark]) -> list[Mark]:
    """Return "the real" where it does something, and "the peso" as that of the country named."""
    if "the " not in text.lower():
        return []
    known, codes = cues.section("bare_money"), region_by_code()
    named = {codes[m.key].currency for m in regions if m.key in codes}
    found = []
    for match in _BARE_MONEY.finditer(text):
        own = [code for code in known[match["money"].lower()] if code in named]
        own = own or (known[match["money"].lower()] if match["does"] else [])
        if len(own) == 1:
            found.append(Mark(own[0], *match.span("money")))
    return found


def with_prices(
    text: str, indicators: list[Mark], currencies: list[Mark], quantities: Sequence[Quantity]
) -> list[Mark]:
    """Add an exchange rate where a currency has a price: "the euro at $1.25", "to 146 yen"."""
    found = list(indicators)
    for index, quantity in enumerate(quantities):
        first = max(quantities[index - 1].end if index else 0, quantity.start - PRICE_WITHIN)
        near = [m for m in currencies if first <= m.start and m.end <= quantity.start]
        near = [m for m in near if not is_aside(text, m)]  # "weaken against the dollar to $1.22"
        behind = any(0 <= m.start - quantity.end <= 1 for m in currencies)
        dear = quantity.unit is Unit.USD or _IN_DOLLARS.match(text, quantity.end) is not None
        dear = dear and (quantity.low or quantity.high or 0) < DEAREST
        for mark in near[-1:]:
            apart = any(mark.end <= other.start < quantity.start for other in indicators)
            sold = dear and f"{mark.key}USD" in region_by_code()
            paid = quantity.unit is None and behind and mark.key == DOLLAR
            if not apart and (sold or paid or _is_rate_of(mark, quantity, text)):
                found.append(Mark(Indicator.FX_RATE.value, mark.start, mark.end))
    return sorted(set(found), key=lambda m: (m.start, m.end))


def _is_rate_of(mark: Mark, quantity: Quantity, text: str) -> bool:
    """Whether a bare number is a rate of a currency against the dollar: "the yen at 148"."""
    bare = quantity.unit is None and not quantity.spelled and quantity.currency is None
    if not bare or not _LEVEL.search(text[: quantity.reach[0]]):
        return False
    if mark.key == DOLLAR and not _INDEX.search(text[mark.start : mark.end + INDEX_WITHIN]):
        return False
    bounds = cues.section("rate_ranges").get(dollar_pair(mark.key))
    known = [value for value in (quantity.low, quantity.high) if value is not None]
    return bounds is not None and all(bounds[0] <= value <= bounds[1] for value in known)
