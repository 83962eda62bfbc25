"""A candidate on its way to a forecast: what has been made out, and the way out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from ingest.resolving.meanings import phrases_for

if TYPE_CHECKING:
    from ingest.candidates import Candidate, Meaning, Phrase
    from ingest.resolving.confidence import Remark
    from ingest.resolving.meanings import Reading
    from warehouse.records import Report
    from warehouse.vocabulary import Reason

T = TypeVar("T")


class Passed(Exception):
    """The candidate is no forecast of ours; carries the reason up to `resolve`."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


@dataclass
class Draft:
    """What has been made out of a candidate so far.

    Attributes:
        candidate: what the reader bound.
        report: its document.
        used: phrases that gave a meaning, for the evidence.
        unit_phrases: those that gave the unit or its sign.
        remarks: what was assumed or is in doubt.
    """

    candidate: Candidate
    report: Report
    used: list[Phrase] = field(default_factory=list)
    unit_phrases: list[Phrase] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def take(self, reading: Reading[T]) -> T:
        """Note where a reading came from and what is doubtful about it; return its value."""
        if reading.phrase is not None:
            self.used.append(reading.phrase)
        self.remarks.extend(reading.remarks)
        return reading.value

    def phrases(self, meaning: Meaning) -> tuple[Phrase, ...]:
        """Return the phrases bound for a meaning, nearest first."""
        return phrases_for(self.candidate, meaning)
