"""Headers and row labels -> the month of the forecast round that they name, if any.

Houses that forecast several times a year print the last round beside the new one: "March 2024
projection", "September round", "WEO October 2025". Which of them is the report's own is told by its
date.
"""

from __future__ import annotations

import re

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ROUND = re.compile(
    rf"\b(?P<month>{'|'.join(_MONTHS)})\s(?:(?P<year>20\d\d)\s)?(?:\w+\s)?"
    r"(?:projection|forecast|round|outlook|estimate|report|edition|update|survey|vintage)s?\b",
    re.IGNORECASE,
)


def round_named(text: str) -> tuple[int, int | None] | None:
    """Return the month and year of the forecast round that a text names.

    Args:
        text: a header or row label, such as "March 2024 projection" or "September round".

    Returns:
        the month and, where printed, the year; None where no round is named.
    """
    found = _ROUND.search(text)
    if found is None:
        return None
    return _MONTHS.index(found["month"].lower()) + 1, int(found["year"]) if found["year"] else None
