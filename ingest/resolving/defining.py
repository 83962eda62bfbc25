"""Note -> what it says of quarters alone, or of years alone, where it defines the two apart."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.resolving.tokens import KEPT

_OF_YEARS_ALONE = re.compile(
    r"(?:annual|yearly|full[\s-]years?)\s(?:numbers|figures|columns|data|values|averages|totals|forecasts?)\b",
    re.IGNORECASE,
)
_PARTLY_OF_YEARS = re.compile(rf"[;.]\s{_OF_YEARS_ALONE.pattern}", re.IGNORECASE)
_SPEAKS_OF = {
    "quarter": re.compile(r"quarter(?:s|ly)\b", re.IGNORECASE),
    "year": re.compile(r"(?:annual|yearly|years|full[\s-]years?)\b(?!\srate)", re.IGNORECASE),
}


@lru_cache(maxsize=KEPT)
def part_for(text: str, sort: str) -> str:
    """Return what a text says of quarters or of years, where it says another thing of each.

    "Quarterly is SAAR, annual is Q4/Q4" defines the columns of quarters and those of years.
    """
    parts = re.split(r"[,;:.]\s|\s[–—-]\s|\band\s", text)
    found = {
        name: [part for part in parts if pattern.match(part.strip())]
        for name, pattern in _SPEAKS_OF.items()
    }
    of_years = [part for part in parts if _OF_YEARS_ALONE.match(part.strip())]
    if of_years and sort == "quarter" and not found["quarter"]:
        return "; ".join(part for part in parts if part not in of_years)
    if of_years and sort == "year" and len(parts) > len(of_years):
        return "; ".join(of_years)
    if not all(found.values()) or sort not in found:
        return text
    return "; ".join(found[sort])


def tells_years_apart(text: str) -> bool:
    """Whether a note says of whole years another thing than of the rest of its columns."""
    return _PARTLY_OF_YEARS.search(text) is not None
