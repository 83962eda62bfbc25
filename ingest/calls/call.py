"""`Call`: a direction read from words, with whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from warehouse.vocabulary import Stance

if TYPE_CHECKING:
    from ingest.prose.mark import Mark
    from warehouse.vocabulary import Indicator

PEAK = "peak"  # noted in brackets where the highest level is meant, not a move
_NOTED = re.compile(r"\s*\[(up|down|flat|peak)\]$")


def stated_direction(text: str) -> tuple[Stance, bool] | None:
    """Return where a call's words point, as noted behind them, and whether at a peak.

    "stop raising rates [flat]" is flat; None where nothing is noted.
    """
    noted = _NOTED.search(text)
    if noted is None:
        return None
    peak = noted[1] == PEAK
    return (Stance.UP if peak else Stance(noted[1])), peak


def plain_words(text: str) -> str:
    """Return a call's words without the note behind them."""
    return _NOTED.sub("", text)


@dataclass(frozen=True, slots=True)
class Call:
    """A direction without a number.

    Attributes:
        indicator: moves of a policy rate, its peak, or an exchange rate.
        stance: where it points, for the region as named in `subjects`.
        start: index of the first character of the words that say so.
        end: index after the last.
        word: the same of the word of direction alone, without its "not" or "stop".
        subjects: whose rates, or which currencies; none where the text before must say.
        doubts: sentences for a person.
        peak: whether it speaks of the highest level of the rate.
        edge: index from which only helping words lead to the word of direction.
        later: index behind "not … until", after which a currency's move begins.
    """

    indicator: Indicator
    stance: Stance
    start: int
    end: int
    word: tuple[int, int]
    subjects: tuple[Mark, ...]
    doubts: tuple[str, ...] = ()
    peak: bool = False
    edge: int = 0
    later: int | None = None
