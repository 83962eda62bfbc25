"""Runs and a measure -> lines: greedy breaking at blanks, too long words cut where they must be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.formats.typesetting.faces import BOLD, TEXT, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.formats.blocks import Run

RAISED_SIZE: Final = 0.66  # of the type around a superscript
RAISED_BY: Final = 0.36  # of the type around it: clear of the line, as a typographer sets it


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters in one face on one line.

    Attributes:
        x: left edge from the line's own left edge, points.
        text: the characters, blanks between words among them.
        face: name of the typeface.
        size: points.
        rise: how far above the baseline, points.
    """

    x: float
    text: str
    face: str
    size: float
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line that is ready to be drawn.

    Attributes:
        pieces: from left to right.
        width: points.
    """

    pieces: tuple[Piece, ...]
    width: float


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    face: str
    size: float
    rise: float

    @property
    def width(self) -> float:
        return width(self.text, face=self.face, size=self.size)


_Word = list[_Part]


def break_lines(
    runs: Sequence[Run], *, size: float, measure: float, bold: bool = False
) -> list[SetLine]:
    """Set runs in lines no wider than the measure.

    Args:
        runs: the words; a newline in them is a break.
        size: of the type, points.
        measure: width of a line, points.
        bold: set everything in bold.

    Returns:
        At least one line.
    """
    blank = width(" ", face=BOLD if bold else TEXT, size=size)
    lines: list[SetLine] = []
    for forced in _words_between_breaks(runs, size=size, bold=bold):
        line: list[_Word] = []
        used = 0.0
        for word in _cut_to(measure, forced):
            wide = sum(part.width for part in word)
            if line and used + blank + wide > measure:
                lines.append(_set(line, blank=blank))
                line, used = [], 0.0
            used += wide + (blank if line else 0.0)
            line.append(word)
        lines.append(_set(line, blank=blank))
    return lines


def natural_width(runs: Sequence[Run], *, size: float, bold: bool = False) -> float:
    """Return the width of runs that are broken nowhere but where they must be."""
    blank = width(" ", face=BOLD if bold else TEXT, size=size)
    lines = _words_between_breaks(runs, size=size, bold=bold)
    return max(
        sum(part.width for word in line for part in word) + blank * max(len(line) - 1, 0)
        for line in lines
    )


def longest_word(runs: Sequence[Run], *, size: float, bold: bool = False) -> float:
    """Return the width of the widest word."""
    words = (w for line in _words_between_breaks(runs, size=size, bold=bold) for w in line)
    return max((sum(part.width for part in word) for word in words), default=0.0)


def _words_between_breaks(runs: Iterable[Run], *, size: float, bold: bool) -> list[list[_Word]]:
    lines: list[list[_Word]] = [[]]
    is_open = False
    for run in runs:
        face = BOLD if bold or run.bold else TEXT
        style = (face, size * RAISED_SIZE, size * RAISED_BY) if run.raised else (face, size, 0.0)
        for token in re.findall(r"\n|[ \t]+|[^ \t\n]+", run.text):
            if token == "\n":
                lines.append([])
                is_open = False
            elif not token.strip():
                is_open = False
            elif is_open:
                lines[-1][-1].append(_Part(token, *style))
            else:
                lines[-1].append([_Part(token, *style)])
                is_open = True
    return lines


def _cut_to(measure: float, words: Iterable[_Word]) -> Iterator[_Word]:
    """Cut words that are wider than a line; addresses and broken files have such."""
    for word in words:
        if sum(part.width for part in word) <= measure:
            yield word
            continue
        for part in word:
            widest = max(width("W", face=part.face, size=part.size), 1.0)
            step = max(int(measure / widest), 1)
            for start in range(0, len(part.text), step):
                yield [_Part(part.text[start : start + step], part.face, part.size, part.rise)]


def _set(words: Sequence[_Word], *, blank: float) -> SetLine:
    """Join neighbours in one style into pieces, blanks included."""
    pieces: list[Piece] = []
    x = 0.0
    for index, word in enumerate(words):
        for at, part in enumerate(word):
            gap = blank if index and not at else 0.0
            last = pieces[-1] if pieces else None
            same = last is not None and (last.face, last.size, last.rise) == (
                part.face, part.size, part.rise,
            )  # fmt: skip
            if last is not None and same and not part.rise:
                glue = " " if gap else ""
                pieces[-1] = Piece(last.x, last.text + glue + part.text, part.face, part.size)
                x = last.x + width(pieces[-1].text, face=part.face, size=part.size)
                continue
            x += gap
            pieces.append(Piece(x, part.text, part.face, part.size, part.rise))
            x += part.width
    return SetLine(tuple(pieces), x)
