"""How months are written, and which month a name means: the one place for every reader."""

from __future__ import annotations

import re
from typing import Final

FULL_NAMES: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTHS: Final = tuple(name[:3] for name in FULL_NAMES)
NAMES: Final = (  # in full or cut short, without a full stop
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)

_TO = r"\.?\s?(?:-|–|/|to|through)\s?"
QUARTER: Final = (  # by its first and last month; the group that matched, q1 to q4, tells which
    rf"(?:(?P<q1>Jan(?:uary)?{_TO}Mar(?:ch)?\b)|(?P<q2>Apr(?:il)?{_TO}June?\b)|"
    rf"(?P<q3>July?{_TO}Sept?(?:ember)?\b)|(?P<q4>Oct(?:ober)?{_TO}Dec(?:ember)?\b))"
)


def quarter_number(match: re.Match[str]) -> int:
    """Return which quarter a match of `QUARTER` names."""
    return next(number for number in range(1, 5) if match[f"q{number}"])


def month_number(name: str) -> int:
    """Return the number of a month by its first three letters: 9 for "Sept".

    Raises:
        ValueError: it names no month.
    """
    return MONTHS.index(name[:3].lower()) + 1
