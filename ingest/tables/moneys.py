"""Currency of a row and the one it is counted against -> their pair."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.resolving import lexicon
from warehouse.reference import region_by_code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.tables.surroundings import Surroundings

DOLLAR, EURO, CODE = "DXY", "EUR", 3
_IS_RATE = re.compile(
    r"\b(?:exchange\srates?|FX|foreign\sexchange|currenc(?:y|ies)|LCU|LCY)\b", re.IGNORECASE
)
_AGAINST = re.compile(r"\b(?:vs\.?|versus|against|per|to)\s(?:the\s|one\s|1\s)?", re.IGNORECASE)


def pair_against(label: str, above: Iterable[str]) -> str | None:
    """Return "EUR/SEK" for a row "SEK" of a table of rates against the euro.

    Args:
        label: of the row.
        above: lines above the table; the nearest that names what it is counted against tells.

    Returns:
        the pair as printed elsewhere; None for another row, and for rates against the dollar, which
        a row of a single currency is anyway.
    """
    own = {_plain(named.key) for named in lexicon.currencies().find(label)}
    if len(own) != 1 or len(code := own.pop()) != CODE or lexicon.indicators().find(label):
        return None
    for text in above:
        against = _counted_against(text)
        if against == EURO and code != EURO:
            first, second = (EURO, code) if f"{EURO}{code}" in region_by_code() else (code, EURO)
            return f"{first}/{second}"
        if against is not None:
            return None
    return None


def _counted_against(text: str) -> str | None:
    """Return the currency that a line counts others against."""
    for found in _AGAINST.finditer(text):
        named = lexicon.currencies().find(text[found.end() :])
        if named and named[0].start == 0:
            return _plain(named[0].key)
    return None


def _plain(code: str) -> str:
    return "USD" if code == DOLLAR else code


def pair_of_country(near: Surroundings) -> str | None:
    """Return "USD/BRL" for a rate of exchange that is told by its country: "Brazil", "vs USD".

    What it is counted against stands with the name of the figure or in a note; where nothing says
    so, there is no pair.

    Args:
        near: the words around the figure.
    """
    beside = (*near.row, *near.column, *near.sections)
    above = (*near.corners, *near.captions)
    texts = [phrase.text for phrase in (*beside, *above)]
    named = next((t for t in texts if _IS_RATE.search(t) or lexicon.indicators().find(t)), "")
    if not _IS_RATE.search(named):
        return None
    if any(len(n.key) > CODE for p in beside for n in lexicon.currencies().find(p.text)):
        return None
    own = next((code for p in (*beside, *above, *near.headings) if (code := _money_of(p.text))), "")
    said = (p.text for p in (*beside, *above, *near.marked, *near.below))
    against = next((money for text in said if (money := _counted_against(text))), None)
    if not own or against is None or own == against:
        return None
    codes = region_by_code()
    usual = [(a, b) for a, b in ((against, own), (own, against)) if f"{a}{b}" in codes]
    return "/".join(usual[0]) if usual else None


@lru_cache(maxsize=1024)
def _money_of(text: str) -> str:
    """Return the currency of the one country that a text names, "" where it names none."""
    named = {found.key for found in lexicon.regions().find(text)}
    region = region_by_code().get(named.pop()) if len(named) == 1 else None
    return region.currency if region is not None and region.kind == "country" else ""
