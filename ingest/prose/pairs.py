"""Sentence -> the currency pairs that it tells of in words: "pesos per dollar", "the pair"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.resolving import cues, lexicon
from warehouse.reference import region_by_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.resolving.lexicon import Named
    from ingest.resolving.quantities import Quantity

PAIR = 4  # letters: a currency code with more than three is a pair
_BASES = {"dollar": "USD", "euro": "EUR", "pound": "GBP"}
_DOLLAR = "DXY"  # what a lone dollar is listed under
_PER = re.compile(
    r"\s*(?:(?P<unit>[a-z]+)\s+)?(?:per|to\s+the|against\s+the)\s+"
    r"(?:US\s+|U\.S\.\s+)?(?P<base>dollar|euro|pound)\b",
    re.IGNORECASE,
)
_LED = re.compile(  # the words that lead to a level: "we look for 0.68", "a pullback to 150"
    r"\b(?P<lead>at|to|towards?|near|around|above|below|look(?:s|ing)?\s+for|target(?:s|ing)?|see|(?:forecast|target)s?\s+(?:of|is|remains))"
    r"\s+(?:(?:about|around|roughly|the|a)\s+)*$",
    re.IGNORECASE,
)
_SAME = re.compile(r"\b(?:the|this)\s+(?:currency\s+)?(?:pair|cross)\b", re.IGNORECASE)


def pairs_in_words(
    text: str, quantities: Sequence[Quantity], *, last: str | None, home: str | None
) -> list[tuple[str, int, int]]:
    """Return pairs that are told of in words: code, first character, end.

    Args:
        text: the sentence.
        quantities: its numbers.
        last: the pair that the text before was about, for "the pair" and "the cross".
        home: the country of the report or of the text before, whose money a "peso" is.
    """
    found: list[tuple[str, int, int]] = []
    for match in _SAME.finditer(text):
        named = lexicon.currencies().find(text[: match.start()])
        own = [n.key for n in named if len(n.key) >= PAIR]
        code = own[-1] if own else last
        if code is not None:
            found.append((code, match.start(), match.end()))
    return found + list(_quoted(text, quantities, home))


def gone_on(
    text: str, quantities: Sequence[Quantity], *, pair: str | None, others: bool
) -> list[tuple[str, int, int]]:
    """Return the pair of the sentence before as that of prices which nothing else is named for.

    "We look for a pullback to 150 by June" goes on with USD/JPY, if 150 can be a price of it.

    Args:
        text: the sentence.
        quantities: its numbers.
        pair: what the paragraph was about just before, if that is a pair.
        others: whether the sentence names a currency or an indicator of its own.
    """
    bounds = cues.section("rate_ranges").get(pair or "")
    if pair is None or others or bounds is None:
        return []
    found = []
    for quantity in quantities:
        bare = quantity.unit is None and not quantity.spelled and quantity.currency is None
        led = _LED.search(text[: quantity.reach[0]]) if bare and not quantity.per_move else None
        values = [v for v in (quantity.low, quantity.high) if v is not None]
        if led is not None and all(bounds[0] <= v <= bounds[1] for v in values):
            found.append((pair, led.start("lead"), led.end("lead")))
    return found


def _quoted(
    text: str, quantities: Sequence[Quantity], home: str | None
) -> Iterator[tuple[str, int, int]]:
    """Yield the pairs of prices: "20.9 pesos per dollar", "the loonie at 1.36 per US dollar"."""
    for quantity in quantities:
        match = _PER.match(text, quantity.end) if quantity.unit is None else None
        if match is None:
            continue
        base = _BASES[match["base"].lower()]
        unit = match["unit"]
        quote = _money(unit, text, home) if unit else _sold(text[: quantity.start], base)
        if quote is None or quote == base or f"{base}{quote}" not in region_by_code():
            quote = _shared(text[: quantity.start], home)
        code = f"{base}{quote}"
        if code in region_by_code():
            start = match.start("unit") if unit else match.end() - len(match.group().lstrip())
            yield code, start, match.end()


def _money(unit: str, text: str, home: str | None, *, shared: bool = False) -> str | None:
    """Return the currency of a unit such as "yen" or, of the country spoken of, "pesos"."""
    for word in (unit, unit.removesuffix("s")):
        named = lexicon.currencies().find(word)
        if named and len(named[0].key) < PAIR and not shared:
            return "USD" if named[0].key == _DOLLAR else named[0].key
    if not _shared_money().fullmatch(unit):
        return None
    countries = {n.key for n in lexicon.regions().find(text)} or ({home} if home else set())
    monies = {region_by_code()[c].currency for c in countries if c in region_by_code()}
    return monies.pop() if len(monies) == 1 else None


def _sold(lead: str, base: str) -> str | None:
    """Return the currency named last before a price, other than the one it is paid for."""
    monies = [_code(n) for n in lexicon.currencies().find(lead) if len(n.key) < PAIR]
    monies = [m for m in monies if m != base]
    return monies[-1] if monies else None


def _shared(lead: str, home: str | None) -> str | None:
    """Return the money named last before a price where its country says whose: "Egypt's pound"."""
    named = [m.group() for m in _shared_money().finditer(lead)]
    return _money(named[-1], lead, home, shared=True) if named else None


def _code(named: Named[str]) -> str:
    return "USD" if named.key == _DOLLAR else named.key


@lru_cache(maxsize=1)
def _shared_money() -> re.Pattern[str]:
    """Names of money that several countries share, or that are other words too."""
    return re.compile(cues.alternatives(cues.words("prose", "shared_money")), re.IGNORECASE)
