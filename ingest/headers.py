"""Rows above a block of numbers -> headers per column, corner words, captions.

A header may span columns: it stands over the middle of its run (or over its first column), and
every column of the run gets it. Levels are kept apart, nearest first; a header that wraps over two
lines is one label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import TYPE_CHECKING

from ingest.cells import Piece, Sort
from ingest.labels import Label, joined, label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.grids import RowPieces

FIRST_GAP = 4.0  # line heights of white between header and numbers at most
HEADER_GAP = 2.0  # line heights of white between two header lines at most
CAPTION_GAP = 2.2  # line heights of white between the lines of a caption at most
MAX_HEADER_LINES = 8
MAX_CAPTION_LINES = 4
BARE_PERIOD = 0.6  # column distances: what it costs to leave a column without a year
BARE_TEXT = 0.15  # column distances: what it costs to leave a column without another header
MAX_EVEN = 12  # columns: longer runs of one length (more than the months of a year) do not occur
UNEVEN = 0.05  # column distances: what it costs a header to span more columns than its neighbours
SPAN_COST = 0.2  # column distances: what each further column costs a header in a leaf line
CENTRED = 0.3  # column distances: a header this close to the middle of its run is centred
CORNER_POINTS = 3.0  # words that begin this close to the stub's edge belong to the stub
SLACK = 0.5  # column distances that a header may stand beside its run
FARTHEST = 1.0  # column distances: a header further from its run stands over something else
MISSED = 3.0  # column distances: what it costs to let a header stand over nothing

WRAP_GAP = 0.6  # line heights of white between two lines of one header at most
WRAP_SHARE = 0.6  # of the narrower line: how far two lines of one header overlap
WRAP_WIDTH = 1.1  # column distances: a header over one column is no wider

_CAPTION_START = re.compile(r"(?:Table|Exhibit|Figure|Chart|Box|Annex|Panel)\b", re.IGNORECASE)
_DATED = re.compile(r"(?:19|20)\d\d|\d\s?[QH]\s?\d\d|[QH]\d[\s/-]?\d\d", re.IGNORECASE)

Span = tuple[float, float]


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
    return Header(_levels(lines, columns), tuple(corners), captions, tuple(reversed(sections)))


def _is_section(row: RowPieces, over: Sequence[Piece], above: Sequence[RowPieces]) -> bool:
    """Whether a lone line right above the numbers is a heading across them, under the years."""
    if len(row.pieces) > 1 or over[0].sort is not Sort.TEXT:
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
    first, pitch = columns[0], _pitch(columns)
    if piece.centre >= first[0] - CORNER_POINTS:
        return True
    away = abs(piece.centre - (first[0] + first[1]) / 2)
    if piece.sort is Sort.PERIOD and piece.x0 > stub_left + CORNER_POINTS:
        return away < FARTHEST * pitch
    beside = away < SLACK * pitch
    return beside and piece.x0 > stub_left + CORNER_POINTS and piece.x1 > first[0]


def _is_caption(row: RowPieces, over: Sequence[Piece], columns: Sequence[Span]) -> bool:
    """Whether a row is a title over the table rather than headers over its columns."""
    first = row.pieces[0]
    if not over:
        return bool(_CAPTION_START.match(first.text))
    if _CAPTION_START.match(first.text):
        return True
    crossing = first.x0 < columns[0][0] and first.x1 > columns[0][0]
    return crossing and first.sort is Sort.TEXT and len(over) == 1 and len(columns) > 1


def _captions(above: Sequence[RowPieces], edge: float) -> tuple[Label, ...]:
    """Return the title lines above the header, nearest first."""
    found: list[Label] = []
    gap = FIRST_GAP
    for row in reversed(above):
        if not row.pieces:
            continue
        if len(found) >= MAX_CAPTION_LINES or row.has(Sort.NUMBER):
            break
        if edge - row.bottom > gap * row.height:
            break
        found.append(label_of(row.pieces))
        edge, gap = row.top, CAPTION_GAP
        if _CAPTION_START.match(found[-1].text):
            break
    return tuple(found)


def _levels(
    lines: Sequence[Sequence[Piece]], columns: Sequence[Span]
) -> tuple[tuple[Label, ...], ...]:
    """Return the headers of each column, nearest first."""
    placed: list[_Placed] = []
    headed: set[int] = set()
    dated: set[int] = set()
    for number, pieces in enumerate(lines):
        lower = [p for p in placed if p.line == number - 1]
        wrapped = [(piece, run) for piece in pieces if (run := _wraps(piece, lower, columns))]
        taken = {i for _, run in wrapped for i in range(run[0], run[1] + 1)}
        rest = [piece for piece in pieces if all(piece is not done for done, _ in wrapped)]
        leaf = len(headed) < len(columns)
        runs = _place_beside(rest, columns, leaf=leaf, dated=dated, taken=taken)
        for piece, run in (*wrapped, *runs):
            placed.append(_Placed(label_of([piece]), run, piece.sort, number))
            headed.update(range(run[0], run[1] + 1))
            dated.update(range(run[0], run[1] + 1) if _DATED.search(piece.text) else ())
    return tuple(
        _stack([p for p in placed if p.run[0] <= i <= p.run[1]]) for i in range(len(columns))
    )


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
        fits = below.run[0] < below.run[1] or piece.x1 - piece.x0 <= WRAP_WIDTH * _pitch(columns)
        if below.sort is Sort.TEXT and near and over and fits:
            return below.run
    return None


def _place_beside(
    pieces: Sequence[Piece],
    columns: Sequence[Span],
    *,
    leaf: bool,
    dated: set[int],
    taken: set[int],
) -> list[tuple[Piece, tuple[int, int]]]:
    """Place headers over the columns that are not taken by others of their line."""
    free = [i for i in range(len(columns)) if i not in taken]
    if not pieces or not free:
        return []
    known = {at for at, column in enumerate(free) if column in dated}
    placed = _place(pieces, [columns[i] for i in free], leaf=leaf, dated=known)
    return [(piece, (free[first], free[last])) for piece, (first, last) in placed]


def _stack(levels: Sequence[_Placed]) -> tuple[Label, ...]:
    """Join the lines of one header; keep levels with other runs, and periods, apart."""
    groups: list[list[_Placed]] = []
    for level in levels:
        last = groups[-1][-1] if groups else None
        same = last is not None and last.run == level.run and last.line + 1 == level.line
        if same and last is not None and Sort.PERIOD not in (last.sort, level.sort):
            groups[-1].append(level)
        else:
            groups.append([level])
    return tuple(joined([level.label for level in reversed(group)]) for group in groups)


def _place(
    pieces: Sequence[Piece], columns: Sequence[Span], *, leaf: bool, dated: set[int]
) -> list[tuple[Piece, tuple[int, int]]]:
    """Return which run of columns each header of one line stands over.

    A line is a leaf while some column still lacks a header: its headers stand over single columns.
    Years span in any line: every column needs one, but
    for those that are `dated` by a line below.
    """
    if len(pieces) == len(columns) and all(
        _stands_over(piece, column, _pitch(columns))
        for piece, column in zip(pieces, columns, strict=True)
    ):
        return [(piece, (at, at)) for at, piece in enumerate(pieces)]
    periods = all(piece.sort is Sort.PERIOD for piece in pieces)
    bare = BARE_PERIOD if periods else BARE_TEXT
    span = 0.0
    if leaf and not periods:
        bare, span = 0.0, SPAN_COST
    pitch = _pitch(columns)
    undated = tuple(0.0 if periods and i in dated else bare for i in range(len(columns)))
    grid = _Spans(tuple(columns), pitch, undated, span)
    best, runs = _best(pieces, grid, mode="centre")
    if periods or not _fits(pieces, runs, columns, pitch):
        for mode in ("left", "right"):
            cost, other = _best(pieces, grid, mode=mode)
            if cost + BARE_TEXT < best:
                best, runs = cost + BARE_TEXT, other
    return [(piece, run) for piece, run in zip(pieces, runs, strict=True) if run is not None]


def _stands_over(piece: Piece, column: Span, pitch: float) -> bool:
    """Whether a header is near its column, where there are as many headers as columns.

    Headers set flush left over numbers set flush right stand nearly a column apart.
    """
    return abs(piece.centre - (column[0] + column[1]) / 2) < FARTHEST * pitch


@dataclass(frozen=True)
class _Spans:
    """The columns under a header line, and what it costs to leave one bare or to span one more."""

    columns: tuple[Span, ...]
    pitch: float
    bare: tuple[float, ...]
    span: float


def _best(
    pieces: Sequence[Piece], grid: _Spans, *, mode: str
) -> tuple[float, list[tuple[int, int] | None]]:
    """Return the cheapest sharing out of the columns; headers of one line span equally many."""
    longest = len(grid.columns) // len(pieces)
    lengths = range(1, min(longest, MAX_EVEN) + 1)
    options = [_cheapest(pieces, grid, mode=mode, length=length) for length in lengths]
    cost, runs = _cheapest(pieces, grid, mode=mode, length=None)
    sizes = [last - first + 1 for first, last in (run for run in runs if run is not None)]
    usual = median(sizes) if sizes else 0
    options.append((cost + UNEVEN * sum(abs(size - usual) for size in sizes), runs))
    return min(options, key=lambda option: option[0])


def _fits(
    pieces: Sequence[Piece],
    runs: Sequence[tuple[int, int] | None],
    columns: Sequence[Span],
    pitch: float,
) -> bool:
    """Whether every header stands over the middle of its run."""
    for piece, run in zip(pieces, runs, strict=True):
        if run is None:
            return False
        away = _distance(piece, columns[run[0]], columns[run[1]], "centre", pitch)
        if away is None or away > CENTRED:
            return False
    return True


def _pitch(columns: Sequence[Span]) -> float:
    """Return the mean distance between columns; the width of a single one."""
    if len(columns) == 1:
        return max(columns[0][1] - columns[0][0], 1.0) * 2
    return (columns[-1][1] - columns[0][1]) / (len(columns) - 1)


def _cheapest(
    pieces: Sequence[Piece], grid: _Spans, *, mode: str, length: int | None
) -> tuple[float, list[tuple[int, int] | None]]:
    """Share the columns out at the least distance, in runs of one length if one is given."""
    columns = grid.columns

    @cache
    def solve(piece: int, column: int) -> tuple[float, tuple[tuple[int, int] | None, ...]]:
        if piece == len(pieces):
            return sum(grid.bare[column:]), ()
        if column == len(columns):
            return MISSED * (len(pieces) - piece), (None,) * (len(pieces) - piece)
        skipped, bare = solve(piece + 1, column), solve(piece, column + 1)
        options = [
            (MISSED + skipped[0], (None, *skipped[1])),
            (grid.bare[column] + bare[0], bare[1]),
        ]
        ends = range(column, len(columns)) if length is None else [column + length - 1]
        for last in (end for end in ends if end < len(columns)):
            cost = _distance(pieces[piece], columns[column], columns[last], mode, grid.pitch)
            if cost is not None and cost < FARTHEST:
                rest = solve(piece + 1, last + 1)
                cost += grid.span * (last - column) + rest[0]
                options.append((cost, ((column, last), *rest[1])))
        return min(options, key=lambda option: option[0])

    cost, runs = solve(0, 0)
    return cost, list(runs)


def _distance(piece: Piece, first: Span, last: Span, mode: str, pitch: float) -> float | None:
    """Return how far a header stands from its run, in column distances; None if beside it."""
    if piece.x1 < first[0] - SLACK * pitch or piece.x0 > last[1] + SLACK * pitch:
        return None
    if mode == "left":
        return abs(piece.x0 - first[0]) / pitch
    if mode == "right":
        return abs(piece.x1 - last[1]) / pitch
    return abs(piece.centre - (first[0] + last[1]) / 2) / pitch
