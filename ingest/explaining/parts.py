"""What `explain` shows of one candidate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.geometry import BBox
    from warehouse.records import AllocationStance, Forecast


class Outcome(StrEnum):
    """What a candidate ended as."""

    ACCEPTED = "accepted"
    REVIEW = "review"
    REPEAT = "repeat"
    PASSED_OVER = "passed over"


@dataclass(frozen=True, slots=True)
class Bound:
    """Words that a reader bound to a value.

    Attributes:
        meanings: what for ("indicator", "period"), each once.
        origin: where they stand ("row label", "earlier sentence").
        text: as printed.
        boxes: their places on the page shown, PDF points; empty where they stand on another page.
        is_used: whether they gave a row its meaning.
        gave: what they gave ("region JP"), each once.
    """

    meanings: tuple[str, ...]
    origin: str
    text: str
    boxes: tuple[BBox, ...]
    is_used: bool
    gave: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """One candidate and what became of it.

    Attributes:
        number: 1-based, in the order in which the readers found them.
        reader: "table", "prose", "stance"; empty where the reader itself turned the words away.
        text: the value as printed.
        quote: the sentence or row.
        boxes: places of the value on the page, PDF points.
        bound: what was bound to it, each phrase once.
        outcome: what it ended as.
        rows: the forecasts or stances it became, as they would be stored; none for a repeat or
            a rejection.
        reason: the code of a rejection, else "".
        why: sentences: the doubts of its rows, or why it was passed over.
    """

    number: int
    reader: str
    text: str
    quote: str
    boxes: tuple[BBox, ...]
    bound: tuple[Bound, ...]
    outcome: Outcome
    rows: tuple[Forecast | AllocationStance, ...]
    reason: str
    why: tuple[str, ...]
