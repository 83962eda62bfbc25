"""Sentence -> tilts that a change ends in: "cut gilts to neutral", "closed our underweight in"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.resolving import cues
from ingest.stances.words import LISTED_WITHIN
from warehouse.vocabulary import Tilt, TiltChange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.stances.assets import NamedAsset

CHANGED_WITHIN = 110  # characters between "cut" and the "to neutral" that it ends in
CLOSED_WITHIN = 30  # characters between "closed our underweight in" and the asset
_PRONOUN = re.compile(
    r"\s*(?:them|it|both|these|this|the\s+(?:sector|asset class|market|group|region))\s*",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(?:back\s+)?(?:to|at|into)\s+(?:an?\s+|our\s+)?(?:(?:modest|small|slight|full|maximum|"
    r"strong|moderate|mild|tactical|max|outright|single|double)\s+)?"
    r"(?P<tilt>overweight|underweight|neutral|market[\s-]weight|equal[\s-]weight|benchmark|OW|UW)"
    r"(?:\s+(?:from|\(from)\s+(?:an?\s+)?(?:\w+\s+)?(?:overweight|underweight|neutral))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A tilt that a change ends in.

    Attributes:
        tilt: where it ends.
        asset: on what.
        start: index of the first character of the words that say so.
        end: index after the last.
        change: raised or cut, where the verb says so.
    """

    tilt: Tilt
    asset: NamedAsset
    start: int
    end: int
    change: TiltChange | None


def find_turns(text: str, assets: Sequence[NamedAsset]) -> tuple[list[Turn], list[tuple[int, int]]]:
    """Return the turns of a sentence, and the spans of the words that they use up."""
    found: list[Turn] = []
    used: list[tuple[int, int]] = []
    for end in _END.finditer(text):
        verb = _verb_before(text, end.start())
        if verb is None:
            continue
        start, stop, change = verb
        within = [a for a in assets if stop <= a.start and a.end <= end.start()]
        lead = [a for a in assets if a.end <= start]
        passive = lead and _is_passive(text[lead[-1].end : start])
        pronoun = lead and _PRONOUN.fullmatch(text[stop : end.start()])
        if not within and (passive or pronoun):
            within = _list_before(text, lead)
        if not within:
            continue
        tilt = _tilt(end["tilt"])
        found += [Turn(tilt, a, end.start("tilt"), end.end("tilt"), change) for a in within]
        used += [(start, stop), (end.start(), end.end())]
    closed, spans = _closed(text, assets)
    return [*found, *closed], [*used, *spans]


def _verb_before(text: str, edge: int) -> tuple[int, int, TiltChange | None] | None:
    """Return the nearest verb of changing before a place, its end and what it does."""
    first = max(0, edge - CHANGED_WITHIN)
    verbs = list(cues.pattern("stances", "changing").finditer(text, first, edge))
    for verb in reversed(verbs):
        if re.search(r"[;:.]", text[verb.end() : edge]):
            return None
        if cues.pattern("stances", "raising").fullmatch(verb.group()):
            return verb.start(), verb.end(), TiltChange.RAISED
        if cues.pattern("stances", "cutting").fullmatch(verb.group()):
            return verb.start(), verb.end(), TiltChange.CUT
        return verb.start(), verb.end(), None
    return None


def _is_passive(between: str) -> bool:
    return (
        re.fullmatch(
            r"\s*[:(–—-]?\s*(?:(?:is|are|was|were|has|have|been|being|now|also)\s+)*", between
        )
        is not None
    )


def _list_before(text: str, lead: Sequence[NamedAsset]) -> list[NamedAsset]:
    """Return the list of assets that ends with the last one."""
    found = [lead[-1]]
    for asset in reversed(lead[:-1]):
        between = text[asset.end : found[-1].start] if asset.end <= found[-1].start else ""
        if len(between) > LISTED_WITHIN or re.search(r"[;:.]", between):
            break
        found.append(asset)
    return found


def _closed(text: str, assets: Sequence[NamedAsset]) -> tuple[list[Turn], list[tuple[int, int]]]:
    """Return neutral for what "closed our underweight in" is said of."""
    found: list[Turn] = []
    used: list[tuple[int, int]] = []
    closing = cues.framed(
        "stances", "closing", after=r"\s+(?:our|its|the|an?)\s+(?:\w+\s+)?"
        r"(?:over|under)weight(?:\s+(?:position|stance|exposure))?(?:\s+(?:in|on|to))?"
    )  # fmt: skip
    for match in closing.finditer(text):
        behind = [a for a in assets if 0 <= a.start - match.end() <= CLOSED_WITHIN][:1]
        found += [Turn(Tilt.NEUTRAL, a, match.start(), match.end(), None) for a in behind]
        used += [match.span()] if behind else []
    return found, used


def _tilt(word: str) -> Tilt:
    first = word.lower()[0]
    return {"o": Tilt.OVERWEIGHT, "u": Tilt.UNDERWEIGHT}.get(first, Tilt.NEUTRAL)
