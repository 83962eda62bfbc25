"""A word or phrase of a sentence that means something: what the parts of the reader share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A word or phrase of a sentence that means something.

    Attributes:
        key: what it means: an indicator, a region code, a house, a canonical period.
        start: index of the first character.
        end: index after the last.
    """

    key: str
    start: int
    end: int


def overlap(one: Mark, other: Mark) -> bool:
    """Whether two words or phrases share a character."""
    return one.start < other.end and other.start < one.end
