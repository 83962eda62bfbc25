"""Words of direction -> a stance: up, down or flat, for calls that give no number."""

from __future__ import annotations

from ingest import cues
from warehouse.vocabulary import Stance


def read_stance(text: str) -> Stance | None:
    """Return the direction that a few words state ("no cuts", "weaker", "on hold"), if they do.

    A negation is part of its entry, so the longest words win: "no cuts" is flat, not down.
    """
    found: list[tuple[int, int, Stance]] = []
    for stance in Stance:
        matches = cues.pattern("calls", stance.value).finditer(text)
        found.extend((m.end() - m.start(), -m.start(), stance) for m in matches)
    return max(found)[2] if found else None
