"""Rows above a block of numbers -> headers per column, corner words, captions.

A header may span columns: it stands over the middle of its run (or over its first column), and
every column of the run gets it. Levels are kept apart, nearest first; a header that wraps over two
lines is one label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from ingest.resolving import cues
from ingest.tables.cells import Piece, Sort
from ingest.tables.header_lines import (
    MAX_STACKED,
    WRAP_GAP,
    WRAP_SHARE,
    dated_apart,
    flush_apart,
    groups_over,
    indicators_apart,
    is_stacked,
    levelled,
    periods_joined,
    stands_over_all,
)
from ingest.tables.labels import Label, joined, label_of
from ingest.tables.spans import FARTHEST, SLACK, Under, pitch_of, place, year_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.layout import Span, Word
    from ingest.tables.regions import RowPieces

FIRST_GAP = 4.0  # line heights of white between header and numbers at most
HEADER_GAP = 2.0  # line heights of white between two header lines at most
CAPTION_GAP = 2.2  # line heights of white between the lines of a caption at most
MAX_HEADER_LINES = 8
MAX_CAPTION_LINES = 4
CORNER_POINTS = 3.0  # words that begin this close to the stub's edge belong to the stub

OVER = 0.8  # of the width of the first column: a header that covers so much of it stands over it
FEWEST_DATED = 2  # columns with a year: then the line above them spans
WRAP_WIDTH = 1.1  # column distances: a header over one column is no wider

_RATIO = re.compile(r"Q4\s?(?:/|over|on)\s?Q4|4Q/4Q", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d\W{0,3}[aefp]?", re.IGNORECASE)
_FOURTH = re.compile(r"\b(?:Q4|4Q)", re.IGNORECASE)
HEADER_WORDS = 16  # a definition set over a column has fewer; more is text that stands above
_NOTE_START = re.compile(r"(?:Notes?|Sources?)\s?:", re.IGNORECASE)
_FIGURE = re.compile(r"\d\s?%|\d\s(?:per\s?cent|percent)\b", re.IGNORECASE)
_CAPTION_START = re.compile(r"(?:Table|Exhibit|Figure|Chart|Box|Annex|Panel)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Header:
    """What stands above the numbers.

    Attributes:
        levels: for each column its headers, nearest first.
        corners: words above the stub, nearest first.
        captions: lines above all that, nearest first.
        sections: rows between header and numbers that hold only a stub.
    """

    levels: tuple[tuple[Label, ...], ...]
    corners: tuple[Label, ...]
    captions: tuple[Label, ...]
    sections: tuple[RowPieces, ...]


@dataclass(frozen=True)
class _Placed:
    """A header and the run of columns under it."""

    label: Label
    run: tuple[int, int]
    sort: Sort
    line: int


def find_header(
    above: Sequence[RowPieces], *, columns: Sequence[Span], stub_left: float, below: float
) -> Header:
    """Read the rows above a table.

    Args:
        above: all rows above the first row with numbers, cut to the width of the table, top down.
        columns: left and right edge of each column.
        stub_left: left edge of the row labels.
        below: upper edge of the first row with numbers.
    """
    sections: list[RowPieces] = []
    waiting: list[RowPieces] = []
    lines: list[list[Piece]] = []
    corners: list[Label] = []
    at, edge, gap, top = len(above), below, FIRST_GAP, len(above)
    while at > 0 and len(lines) < MAX_HEADER_LINES:
        at -= 1
        row = above[at]
        if not row.pieces:
            continue
        if edge - row.bottom > gap * row.height or row.has(Sort.NUMBER):
            break
        over = [piece for piece in row.pieces if _is_over(piece, columns, stub_left)]
        if _is_caption(row, over, columns):
            break
        edge, gap = row.top, HEADER_GAP
        if not over or (not lines and _is_section(row, over, above[:at])):
            (waiting if lines else sections).append(row)
            continue
        corners += [label_of(early.pieces) for early in waiting]
        stub = [piece for piece in row.pieces if piece not in over]
        corners += [label_of(stub)] if stub else []
        lines.append(over)
        waiting, top = [], at
    if not lines:
        sections = []
    edge = above[top].top if top < len(above) else below
    captions = _captions(above[:top], edge)
    return Header(
        _ratio_shared(_levels(periods_joined(levelled(lines)), columns)),
        tuple(corners),
        captions,
        tuple(reversed(sections)),
    )


def _is_section(row: RowPieces, over: Sequence[Piece], above: Sequence[RowPieces]) -> bool:
    """Whether a lone line right above the numbers is a heading across them, under the years."""
    if len(row.pieces) > 1 or over[0].sort is not Sort.TEXT:
        return False
    if any(is_stacked(p, over[0]) for other in above[-MAX_STACKED:] for p in other.pieces):
        return False
    higher = next((other for other in reversed(above) if other.pieces), None)
    if higher is None or sum(piece.sort is Sort.PERIOD for piece in higher.pieces) < 2:
        return False
    return not any(
        piece.sort is Sort.TEXT and piece.x0 < over[0].x1 and piece.x1 > over[0].x0
        for piece in higher.pieces
    )


def _is_over(piece: Piece, columns: Sequence[Span], stub_left: float) -> bool:
    """Whether a piece stands over the columns rather than over the stub."""
    first, pitch = columns[0], pitch_of(columns)
    if piece.centre >= first[0] - CORNER_POINTS:
        return True
    away = abs(piece.centre - (first[0] + first[1]) / 2)
    if piece.sort is Sort.PERIOD and piece.x0 > stub_left + CORNER_POINTS:
        return away < FARTHEST * pitch
    over = min(piece.x1, first[1]) - max(piece.x0, first[0]) >= OVER * (first[1] - first[0])
    beside = away < SLACK * pitch or (over and len(columns) > 1)
    return beside and piece.x0 > stub_left + CORNER_POINTS and piece.x1 > first[0]


def _is_caption(row: RowPieces, over: Sequence[Piece], columns: Sequence[Span]) -> bool:
    """Whether a row is a title over the table rather than headers over its columns."""
    first = row.pieces[0]
    if not over:
        return bool(_CAPTION_START.match(first.text))
    if _CAPTION_START.match(first.text):
        return True
    edge = columns[0][0]
    crossing = first.x0 < edge - SLACK * pitch_of(columns) and first.x1 > edge
    alone = len(over) == 1 and over[0] is first
    return crossing and first.sort is Sort.TEXT and alone and len(columns) > 1


def _captions(above: Sequence[RowPieces], edge: float) -> tuple[Label, ...]:
    """Return the title lines above the header, nearest first.

    They end at the note of a table further up; a sentence with figures of its own is none.
    """
    found: list[Label] = []
    gap = FIRST_GAP
    for row in reversed(above):
        if not row.pieces:
            continue
        if len(found) >= MAX_CAPTION_LINES or row.has(Sort.NUMBER):
            break
        if edge - row.bottom > gap * row.height:
            break
        label = label_of(row.pieces)
        if _NOTE_START.match(label.text):
            break
        edge, gap = row.top, CAPTION_GAP
        if _FIGURE.search(label.text):
            continue
        found.append(label)
        if _CAPTION_START.match(found[-1].text):
            break
    return tuple(found)


def _levels(
    lines: Sequence[Sequence[Piece]], columns: Sequence[Span]
) -> tuple[tuple[Label, ...], ...]:
    """Return the headers of each column, nearest first."""
    placed: list[_Placed] = []
    under = [Under() for _ in columns]
    for number, pieces in enumerate(lines):
        bare = [column for column, below in zip(columns, under, strict=True) if not below.text]
        pieces = [part for piece in pieces for part in _apart(piece, columns, bare=bare)]
        lower = [p for p in placed if not any(_is_on(q, p) for q in placed)]
        groups = groups_over(pieces, [p.label.text for p in lower if p.run[0] == p.run[1]], columns)
        wrapped = groups or _wrapped(pieces, lower, columns)
        taken = {i for _, run in wrapped for i in range(run[0], run[1] + 1)}
        rest = [piece for piece in pieces if all(piece is not done for done, _ in wrapped)]
        if not wrapped and stands_over_all(pieces, [one.text for one in under]):
            wrapped, rest = [(pieces[0], (0, len(columns) - 1))], []
        leaf = _is_leaf(rest, columns, under)
        runs = _place_beside(rest, columns, leaf=leaf, under=under, taken=taken)
        for piece, run in (*wrapped, *runs):
            placed.append(_Placed(label_of([piece]), run, piece.sort, number))
            for at in range(run[0], run[1] + 1):
                text, year = under[at]
                under[at] = Under(text or piece.text, year or year_of(piece.text))
    return tuple(
        _headers_of(_stack([p for p in placed if p.run[0] <= i <= p.run[1]]))
        for i in range(len(columns))
    )


def _is_leaf(pieces: Sequence[Piece], columns: Sequence[Span], under: Sequence[Under]) -> bool:
    """Whether a line may head single columns: one that has no header yet is within its reach.

    A tick of the chart beside the table makes a column that no line reaches: over years, the line
    spans all the same.
    """
    bare = [column for column, below in zip(columns, under, strict=True) if not below.text]
    if not bare or sum(bool(below.year) for below in under) < FEWEST_DATED:
        return bool(bare)
    room = SLACK * pitch_of(columns)
    return any(p.x0 - room <= x1 and p.x1 + room >= x0 for p in pieces for x0, x1 in bare)


def _apart(piece: Piece, columns: Sequence[Span], *, bare: Sequence[Span]) -> list[Piece]:
    """Return the words of a piece one by one where each is a header over a column of its own.

    A typewriter leaves one space between "Prior" and the "Median" of the next year.
    """
    words = [word for word in piece.words if not word.raised]
    if piece.sort is not Sort.TEXT or len(words) < 2:
        return [piece]
    dated = dated_apart(words)
    if len(dated) > 1 and _columns_differ([group[-1] for group in dated], columns):
        return [Piece(tuple(group), Sort.TEXT) for group in dated]
    parts = indicators_apart(words, columns)
    parts = parts if len(parts) > 1 else flush_apart(words, columns, bare=bare)
    if len(parts) > 1:
        return [Piece(tuple(group), Sort.TEXT) for group in parts]
    known = (cues.pattern("tables", "views"), cues.pattern("kinds", "previous_header"))
    if not all(any(cue.fullmatch(word.text) for cue in known) for word in words):
        return [piece]
    if not _columns_differ(words, columns):
        return [piece]
    return [Piece((word,), Sort.TEXT) for word in words]


def _columns_differ(words: Sequence[Word], columns: Sequence[Span]) -> bool:
    """Whether words end over a column each."""
    under = [
        min(range(len(columns)), key=lambda at: abs(columns[at][1] - word.x1)) for word in words
    ]
    return len(set(under)) == len(words)


def _headers_of(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Keep the headers under the first that is too long for one: a column of text above."""
    return tuple(takewhile(lambda label: len(label.text.split()) <= HEADER_WORDS, labels))


def _ratio_shared(levels: Sequence[tuple[Label, ...]]) -> tuple[tuple[Label, ...], ...]:
    """Give "Q4 over Q4" to every fourth quarter beside the one that it stands over."""
    shared = list(levels)
    steps = list(pairwise(range(len(shared))))
    for at, beside in (*((right, left) for left, right in steps), *reversed(steps)):
        shared[at] = _with_ratio(shared[at], shared[beside])
    return tuple(shared)


def _with_ratio(own: tuple[Label, ...], beside: tuple[Label, ...]) -> tuple[Label, ...]:
    """Return the headers of a fourth quarter with the ratio that the column beside it has."""
    ratio = [header for header in beside if _RATIO.fullmatch(header.text)]
    quarter = any(_FOURTH.search(header.text) for header in own)
    told = any(_RATIO.fullmatch(header.text) for header in own)
    of_year = any(_YEAR.fullmatch(h.text) for h in beside) and not any(
        _FOURTH.search(h.text) for h in beside if not _RATIO.fullmatch(h.text)
    )
    of_year = of_year and any(_YEAR.fullmatch(h.text) for h in own)
    return (*ratio[:1], *own) if quarter and not (told or of_year) else own


def _is_on(upper: _Placed, lower: _Placed) -> bool:
    """Whether a header stands above another, over a column of it."""
    meet = upper.run[0] <= lower.run[1] and lower.run[0] <= upper.run[1]
    return meet and upper.line > lower.line


def _wrapped(
    pieces: Sequence[Piece], lower: Sequence[_Placed], columns: Sequence[Span]
) -> list[tuple[Piece, tuple[int, int]]]:
    """Return the pieces of a line that are first lines of headers below, with their runs.

    Two pieces over one wide header are headers of their own: "GDP" and "CPI" over "% y/y".
    """
    found = [(piece, run) for piece in pieces if (run := _wraps(piece, lower, columns))]
    runs = [run for _, run in found]
    return [(piece, run) for piece, run in found if runs.count(run) == 1]


def _wraps(
    piece: Piece, lower: Sequence[_Placed], columns: Sequence[Span]
) -> tuple[int, int] | None:
    """Return the run of the header right below that a piece is the first line of, if any.

    A header over one column wraps only if it fits the column; a wider one spans.
    """
    if piece.sort is not Sort.TEXT:
        return None
    height = piece.words[0].bottom - piece.words[0].top
    for below in lower:
        line = below.label.lines[0]
        shared = min(piece.x1, line.x1) - max(piece.x0, line.x0)
        near = line.top - piece.words[0].bottom < WRAP_GAP * height
        over = shared >= WRAP_SHARE * min(piece.x1 - piece.x0, line.x1 - line.x0)
        fits = below.run[0] < below.run[1] or piece.x1 - piece.x0 <= WRAP_WIDTH * pitch_of(columns)
        if below.sort is Sort.TEXT and near and over and fits:
            return below.run
    return None


def _place_beside(
    pieces: Sequence[Piece],
    columns: Sequence[Span],
    *,
    leaf: bool,
    under: Sequence[Under],
    taken: set[int],
) -> list[tuple[Piece, tuple[int, int]]]:
    """Place headers over the columns that are not taken by others of their line."""
    free = [i for i in range(len(columns)) if i not in taken]
    if not pieces or not free:
        return []
    here = [columns[i] for i in free]
    placed = place(pieces, here, leaf=leaf, under=[under[i] for i in free])
    return [(piece, (free[first], free[last])) for piece, (first, last) in placed]


def _goes_on(lower: _Placed, upper: _Placed) -> bool:
    """Whether a line is right above another one of the same header."""
    if Sort.PERIOD in (lower.sort, upper.sort):
        return False
    below, above = lower.label.lines[0], upper.label.lines[-1]
    near = below.top - above.bottom < WRAP_GAP * (above.bottom - above.top)
    return near or lower.line + 1 == upper.line


def _stack(levels: Sequence[_Placed]) -> tuple[Label, ...]:
    """Join the lines of one header; keep levels with other runs, and periods, apart."""
    groups: list[list[_Placed]] = []
    for level in levels:
        last = groups[-1][-1] if groups else None
        if last is not None and last.run == level.run and _goes_on(last, level):
            groups[-1].append(level)
        else:
            groups.append([level])
    return tuple(joined([level.label for level in reversed(group)]) for group in groups)
