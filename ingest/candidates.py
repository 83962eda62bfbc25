"""A candidate: a printed number (or direction word) and the words near it, verbatim, unjudged.

A reader binds: it says *which* words stand in which relation to the value. Resolving judges: it
says what those words mean. So a candidate holds phrases in order of nearness, never codes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ingest.geometry import BBox


MAY_BE = "the words say that it may be so, no more"
CROWDED = "many numbers in one sentence"
ASSUMED = "the sentence rests on an assumption"
UNLED = "nothing in the sentence itself looks ahead"
LISTED = "numbers and names are matched by their order"
OPEN_YEAR = "“the year” may be the one that ends or the one that comes"
LEAPT = "no year stands by the month or quarter: it may be the one just over"
CROSSED = "its period stands in another clause, one of several there"
POINTED = "what “the former” and “the latter” stand for is open"
DISORDERED = "the columns do not run forward in time as they were read"
BARE_MEASURE = "“headline” or “core” stands alone: taken of consumer prices"
TERMLESS = "the bond's term is not named: taken as ten years"
SAID = "somebody who is not known may say it, not the publisher"
RIVALLED = "taken from an earlier sentence, though the sentence names another of its kind"
NAMELESS = "the row names no house, though the other rows are one each"
ENDED = "it stands below contributions: taken as the whole, not as one of them"
"""Doubts that the readers of sentences have; other readers word their own."""


class Meaning(StrEnum):
    """What a phrase is bound to the value for."""

    INSTITUTION = "institution"
    INDICATOR = "indicator"
    REGION = "region"
    PERIOD = "period"
    MEASURE = "measure"
    UNIT = "unit"
    KIND = "kind"


class Origin(StrEnum):
    """Where a phrase stands in relation to the value; also how the doubt is worded."""

    VALUE = "value"
    ROW_LABEL = "row label"
    COLUMN_HEADER = "column header"
    SECTION = "section row"
    CAPTION = "table caption"
    NOTE = "table note"
    CLAUSE = "clause"
    SENTENCE = "sentence"
    CARRIED = "sentence before"
    EARLIER_SENTENCE = "earlier sentence"
    HEADING = "heading"
    PAGE = "page title"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as printed and their places.

    Attributes:
        text: the words, whitespace collapsed.
        boxes: one box per line that the words run over, PDF points of the visible page; empty only
            for `Origin.REPORT`.
        origin: where they stand in relation to the value.
        page: 1-based page of the boxes.
    """

    text: str
    boxes: tuple[BBox, ...]
    origin: Origin
    page: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value and the words that may give it meaning.

    Attributes:
        page: 1-based page of the value.
        reader: "table" or "prose".
        value: the number, range or direction words as printed ("2.6%", "3.00–3.25%", "two cuts").
        phrases: for each meaning, the phrases that may state it, nearest first.
        quote: the sentence or table row as printed.
        doubts: sentences that the reader itself adds ("the header spans two columns").
    """

    page: int
    reader: str
    value: Phrase
    phrases: Mapping[Meaning, tuple[Phrase, ...]]
    quote: str
    doubts: tuple[str, ...] = field(default=())
