"""Sentence of a poll -> how many of those asked make a call: "49 of 70 economists expect no cut".

What most of them say is the consensus; what a few say is nobody's forecast that we keep.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.resolving import cues

HALF = 0.5  # share of those asked from which on they speak for the poll


def majority(text: str, before: int) -> re.Match[str] | None:
    """Return the words for most of those asked that stand last before a place."""
    found = _asked(text, before)
    return found if found is not None and _share(found) >= HALF else None


def is_minority(text: str, before: int) -> bool:
    """Whether only a few of those asked make the call at a place."""
    found = _asked(text, before)
    return found is not None and _share(found) < HALF


def _asked(text: str, before: int) -> re.Match[str] | None:
    if not cues.may_stand(text, "calls", "polled"):
        return None
    found = [m for pattern in _patterns() for m in pattern.finditer(text, 0, before)]
    return max(found, key=lambda m: m.start("count"), default=None)


def _share(match: re.Match[str]) -> float:
    """Return the share of those asked, 1 where words alone say that they are most."""
    names = match.groupdict()
    if "all" not in names:
        return 1.0
    return int(names["count"]) / max(1, int(names["all"]))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return "49 of 70 economists", "of 70 economists, 49" and "most economists"."""
    who = rf"(?:[\w-]+\s+){{0,2}}?{cues.alternatives(cues.words('calls', 'polled'))}"
    most = cues.alternatives(cues.words("calls", "most"))
    return (
        re.compile(
            rf"\b(?P<count>\d{{1,3}})\s+(?:out\s+)?of\s+(?:the\s+)?(?P<all>\d{{1,3}})\s+{who}",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\bof\s+(?:the\s+)?(?P<all>\d{{1,3}})\s+{who}[^.;]{{0,30}}?,\s+(?P<count>\d{{1,3}})\b",
            re.IGNORECASE,
        ),
        re.compile(rf"(?P<count>{most})\s+(?:of\s+)?(?:the\s+)?{who}", re.IGNORECASE),
    )
