"""The small model between a file and its typeset rendition: blocks of runs, and tables of cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u2002-\u200a\u202f\u205f\u3000]+")
LONGEST_CAPTION = 30  # words: a longer paragraph that opens like a caption is running text
_CAPTION = re.compile(r"(?:table|exhibit|figure|chart)\s+(?:[A-Z]{0,3}[.-]?\d|[IVX]+\b)", re.I)
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u2060\ufeff]")


class Part(StrEnum):
    """What a block is in its document."""

    TITLE = "title"
    IMPRINT = "imprint"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CAPTION = "caption"
    NOTE = "note"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one style.

    Attributes:
        text: with single spaces; a newline is a forced break.
        bold: whether it is set in bold.
        raised: whether it is a superscript, most often a footnote mark.
    """

    text: str
    bold: bool = False
    raised: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that stands on its own.

    Attributes:
        part: what it is.
        runs: its words; for `Part.LAYOUT` the lines with their spaces.
        level: of a heading, from 1; how deep an item is indented, from 0.
        mark: of an item, as it shall be printed ("•", "2.").
        line: 1-based line of the original where lines can be counted, else None.
        where: what the original calls this place where no number tells ("footnote 2"), else "".
    """

    part: Part
    runs: Runs
    level: int = 1
    mark: str = ""
    line: int | None = None
    where: str = ""

    @property
    def text(self) -> str:
        """Its words without style."""
        return text_of(self.runs)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        runs: its words.
        row: 0-based row of its upper edge.
        column: 0-based column of its left edge.
        rows: how many rows it spans.
        columns: how many columns it spans.
        is_header: whether the original marks it as a header.
    """

    runs: Runs
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    is_header: bool = False

    @property
    def text(self) -> str:
        """Its words without style."""
        return text_of(self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures.

    Attributes:
        cells: in reading order; no two cover the same place.
        row_count: rows.
        column_count: columns.
        header_rows: rows on top that hold headers only.
        line: 1-based line of the original where lines can be counted, else None.
        lines: that of each row, where rows are lines; else empty.
    """

    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    header_rows: int
    line: int | None = None
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself beside its text.

    Attributes:
        title: may be empty.
        publishers: names under which it is published, the likeliest first.
        authors: who signs it.
        host: of the address that it was saved from, may be empty.
        published: the day it says it was published, or None.
        created: the day the file says it was made, or None.
        notes: sentences for a person on how it was read.
    """

    title: str = ""
    publishers: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    host: str = ""
    published: date | None = None
    created: date | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What any format is turned into.

    Attributes:
        blocks: in reading order.
        facts: what it says of itself.
        header: what it prints at the head of each page, may be empty.
        footer: what it prints at the foot of each page, may be empty.
    """

    blocks: tuple[Block | Table, ...]
    facts: Facts = field(default_factory=Facts)
    header: str = ""
    footer: str = ""


def is_caption(text: str) -> bool:
    """Whether a short paragraph announces a table or a chart by its number."""
    return bool(_CAPTION.match(text)) and len(text.split()) <= LONGEST_CAPTION


def text_of(runs: Iterable[Run]) -> str:
    """Return the words of runs without style, breaks as spaces."""
    return " ".join("".join(run.text for run in runs).split())


def tidy(text: str) -> str:
    """Return a text without soft hyphens and characters that nobody sees, runs of blanks as one."""
    return _SPACES.sub(" ", _UNSEEN.sub("", text))


def joined(runs: Iterable[Run]) -> Runs:
    """Join runs of one style, collapse blanks over their borders and trim the ends."""
    kept: list[Run] = []
    for run in runs:
        text = tidy(run.text)
        if kept and (not kept[-1].text or kept[-1].text[-1] in " \n"):
            text = text.lstrip(" ")
        elif not kept:
            text = text.lstrip(" \n")
        if not text:
            continue
        if kept and (kept[-1].bold, kept[-1].raised) == (run.bold, run.raised):
            kept[-1] = Run(kept[-1].text + text, run.bold, run.raised)
        else:
            kept.append(Run(text, run.bold, run.raised))
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = Run(kept[-1].text.rstrip(), kept[-1].bold, kept[-1].raised)
    return tuple(kept)
