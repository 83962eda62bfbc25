"""Moves that a list leaves out: "the Fed should cut in May, followed by the ECB in June"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.calls.scene import LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.calls.call import Call
    from ingest.calls.scene import Scene
    from ingest.prose.mark import Mark
    from ingest.resolving.horizons import Horizon

_JOINED = re.compile(
    r"\s*(?:[,;]|,?\s+and|,?\s+then|,?\s+followed\s+by)\s+(?:(?:and|then|followed\s+by|by|the)\s+)*",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\s+(?:(?:only|not\s+until|probably|likely)\s+)*(?:(?:in|by|from|at|during|around|over)\s+)"
    r"(?:the\s+)?",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(  # "a cut in September, followed by another in December"
    r"(?:,?\s+(?:and|then|before|followed\s+by|with))+\s+(?:(?:then|perhaps|probably|possibly)\s+)?"
    r"(?P<word>another|again|one\s+more|one\s+last|(?:a|the)\s+(?:second|third|further|final|next))"
    r"(?:\s+(?:one|move))?(?:\s+(?:likely|probably|to\s+follow))?\s+(?:in|at|by|during|around)\s+(?:the\s+|its\s+)?",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:$|[,.;)]|and\b|while\b|but\b|as\b)")


def gapped(scene: Scene, calls: Sequence[Call]) -> list[Call]:
    """Return the moves of banks that a list names with nothing but their times.

    Args:
        scene: the sentence.
        calls: its moves in full, in reading order.
    """
    times = _times(scene)
    found: list[Call] = []
    for call in calls[-1:]:
        own = [h for h in times if call.end <= h.start]
        edge = own[0].end if own else None
        while edge is not None and (step := _next(scene, edge, times)) is not None:
            bank, time = step
            word = (bank.start, bank.end)
            found.append(replace(call, end=bank.end, word=word, subjects=(bank,), edge=bank.end))
            edge = time.end
    return found


def _next(scene: Scene, edge: int, times: Sequence[Horizon]) -> tuple[Mark, Horizon] | None:
    """Return the bank that follows a time in a list, and its own time."""
    text = scene.text
    for bank in scene.banks:
        if bank.start < edge or not _JOINED.fullmatch(text, edge, bank.start):
            continue
        for time in times:
            follows = time.start >= bank.end and _AT.fullmatch(text, bank.end, time.start)
            if follows and _ENDS.match(text, time.end):
                return bank, time
    return None


def _times(scene: Scene) -> list[Horizon]:
    """Return the periods of a sentence that a list of moves can name."""
    return [h for h in scene.marked.horizons if h.period is not None and not _is_far(h)]


def _is_far(horizon: Horizon) -> bool:
    months = horizon.period.months_ahead if horizon.period else None
    return months is not None and months > LONGEST


def one_more(scene: Scene, calls: Sequence[Call]) -> list[Call]:
    """Return the moves that a list leaves to a word: "and another in December".

    Args:
        scene: the sentence.
        calls: its moves in full, in reading order.
    """
    times = _times(scene)
    found: list[Call] = []
    for call in calls:
        after = [h for h in times if call.end <= h.start]
        opened = [h.end for h in after if _ONE_MORE.match(scene.text, h.end)]
        edge = opened[0] if opened else len(scene.text)
        while (match := _ONE_MORE.match(scene.text, edge)) is not None:
            own = [h for h in times if h.start == match.end()]
            start, end = match.span("word")
            if not own or any(c.start < end and start < c.end for c in (*calls, *found)):
                break
            found.append(replace(call, start=start, end=end, word=(start, end), edge=end))
            edge = own[0].end
    return found
