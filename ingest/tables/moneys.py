"""Currency of a row and the one it is counted against -> their pair."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.resolving import lexicon
from warehouse.reference import region_by_code

if TYPE_CHECKING:
    from collections.abc import Iterable

DOLLAR, EURO, CODE = "DXY", "EUR", 3
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
