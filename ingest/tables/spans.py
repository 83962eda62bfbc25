"""Headers of one line and the columns under them -> which run of columns each header stands over.

A header stands over the middle of its run, or over its first or last column; headers of one line
span equally many columns as a rule; every column needs a year. Each departure has a cost, and the
cheapest reading of the whole line wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from ingest.pdf.layout import Span
from ingest.tables.blocks import runs_by_blocks
from ingest.tables.cells import Piece, Sort
from ingest.tables.turns_of_year import part_of_year, runs_by_order

if TYPE_CHECKING:
    from collections.abc import Sequence

BARE_PERIOD = 0.6  # column distances: what it costs to leave a column without a year
BARE_TEXT = 0.15  # column distances: what it costs to leave a column without another header
MAX_EVEN = 12  # columns: longer runs of one length (more than the months of a year) do not occur
UNEVEN = 0.05  # column distances: what it costs a header to span more columns than its neighbours
SPAN_COST = 0.2  # column distances: what each further column costs a header in a leaf line
SHIFTS = (-0.15, 0.15, -0.3, 0.3, -0.45, 0.45)  # column distances: headers beside their numbers
SHIFT_COST = 0.15  # for each column distance of such a shift
CENTRED = 0.3  # column distances: a header this close to the middle of its run is centred
FARTHEST = 1.0  # column distances: a header further from its run stands over something else
CLASH = 1.0  # column distances: a year over a column that has another year of its own
CROSSING = 0.3  # column distances: a header over columns where those below begin over
ASTRIDE = 1.5  # column distances: the same for a header that begins or ends within a group
GROUP_FARTHEST = 2.0  # column distances: how far a wide header may stand from one whole group
MISSED = 3.0  # column distances: what it costs to let a header stand over nothing
STRAIGHT = 0.25  # column distances: a header this close to a column by one edge is right over it
SIDES = (0.0, 0.5, 1.0)  # of the width: the left edge, the middle and the right edge
SLACK = 0.5  # column distances that a header may stand beside its run

_DATED = re.compile(
    r"(?:19|20)\d\d|(?:[1-4]\s?[QH]|[QH]\s?[1-4]|FY|CY)[\s/'’-]?\d\d(?!\d)", re.IGNORECASE
)
_PART = re.compile(r"[1-4]\s?[QH]|[QH]\s?[1-4]|FY|CY", re.IGNORECASE)
_YEAR_ALONE = re.compile(
    r"(?:19|20)\d\d\W{0,3}[aefp]?|(?:FY|CY)\s?['’]?\d\d(?:\d\d)?", re.IGNORECASE
)


class Under(NamedTuple):
    """What the header lines below say of a column.

    Attributes:
        text: the nearest header.
        year: the last two digits of its year, "" where none is named.
    """

    text: str = ""
    year: str = ""


def place(
    pieces: Sequence[Piece], columns: Sequence[Span], *, leaf: bool, under: Sequence[Under]
) -> list[tuple[Piece, tuple[int, int]]]:
    """Return which run of columns each header of one line stands over.

    Args:
        pieces: the headers of the line, left to right.
        columns: left and right edge of each column.
        leaf: whether some column still lacks a header: then headers stand over single columns.
            Years span in any line: every column needs one, unless a line below gives it.
        under: what the lines below say of each column.
    """
    ordered = runs_by_order(
        pieces,
        columns,
        under=[one.text for one in under],
        dated=[bool(one.year) for one in under],
    )
    ordered = ordered or runs_by_blocks(pieces, columns, under=[one.text for one in under])
    if ordered is not None:
        return list(zip(pieces, ordered, strict=True))
    if len(pieces) == len(columns) and all(
        _stands_over(piece, column, pitch_of(columns))
        for piece, column in zip(pieces, columns, strict=True)
    ):
        return [(piece, (at, at)) for at, piece in enumerate(pieces)]
    alone = _one_each(pieces, columns, under) if leaf else None
    if alone is not None:
        return [(piece, (at, at)) for piece, at in zip(pieces, alone, strict=True)]
    periods = all(piece.sort is Sort.PERIOD for piece in pieces)
    bare = BARE_PERIOD if periods else BARE_TEXT
    span = 0.0
    if leaf and (not periods or all(part_of_year(piece.text) for piece in pieces)):
        bare, span = 0.0, SPAN_COST  # beside quarters, whole years have their header further up
    pitch = pitch_of(columns)
    undated = tuple(0.0 if periods and one.year else bare for one in under)
    years = tuple(one.year for one in under)
    grid = _Spans(tuple(columns), pitch, undated, span, years, _group_starts(under))
    best, runs = _best(pieces, grid, mode="centre")
    chosen = grid
    for shift in SHIFTS if len(pieces) > 1 else ():
        moved = replace(grid, shift=shift)
        cost, other = _best(pieces, moved, mode="centre")
        if cost + SHIFT_COST * abs(shift) < best:
            best, runs, chosen = cost + SHIFT_COST * abs(shift), other, moved
    if periods or not _fits(pieces, runs, chosen):
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


def _one_each(
    pieces: Sequence[Piece], columns: Sequence[Span], under: Sequence[Under]
) -> list[int] | None:
    """Return the column of each header, where all are parts of a year right over bare columns.

    A quarter with nothing below it is about one column; the columns beside it, of whole years,
    have their headers on another line.
    """
    if not all(_PART.match(piece.text) for piece in pieces):
        return None
    for side in SIDES:
        found = [_straight_under(piece, columns, side) for piece in pieces]
        bare = [at for at in found if at is not None and not under[at].text]
        if len(set(bare)) == len(pieces):
            return bare
    return None


def _straight_under(piece: Piece, columns: Sequence[Span], side: float) -> int | None:
    """Return the column that a header is set over, edge by edge or middle by middle."""
    over = piece.x0 + side * (piece.x1 - piece.x0)
    away = [abs(x0 + side * (x1 - x0) - over) for x0, x1 in columns]
    nearest = min(away)
    return away.index(nearest) if nearest < STRAIGHT * pitch_of(columns) else None


@dataclass(frozen=True)
class _Spans:
    """The columns under a header line, and what it costs to leave one bare or to span one more.

    Headers are centred over cells, but only the numbers in them are seen, and those may be set
    flush right: then all headers of a line stand off their numbers by one `shift`.
    """

    columns: tuple[Span, ...]
    pitch: float
    bare: tuple[float, ...]
    span: float
    years: tuple[str, ...]
    starts: frozenset[int]
    shift: float = 0.0


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


def _fits(pieces: Sequence[Piece], runs: Sequence[tuple[int, int] | None], grid: _Spans) -> bool:
    """Whether every header stands over the middle of its run."""
    for piece, run in zip(pieces, runs, strict=True):
        if run is None:
            return False
        away = _distance(piece, run, grid, mode="centre")
        if away is None or away > CENTRED:
            return False
    return True


def pitch_of(columns: Sequence[Span]) -> float:
    """Return the mean distance between columns; the width of a single one."""
    if len(columns) == 1:
        return max(columns[0][1] - columns[0][0], 1.0) * 2
    return (columns[-1][1] - columns[0][1]) / (len(columns) - 1)


def _cheapest(
    pieces: Sequence[Piece], grid: _Spans, *, mode: str, length: int | None
) -> tuple[float, list[tuple[int, int] | None]]:
    """Share the columns out at the least distance, in runs of one length if one is given."""
    columns, own = grid.columns, [_year_alone(piece) for piece in pieces]

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
        if _is_before(pieces[piece], columns[column], grid):
            ends = []  # nor over any run that begins here: half of all cases
        for last in (end for end in ends if end < len(columns)):
            cost = _distance(pieces[piece], (column, last), grid, mode=mode)
            if cost is None:
                continue
            farthest = GROUP_FARTHEST if _is_group((column, last), grid) else FARTHEST
            if cost < farthest:
                rest = solve(piece + 1, last + 1)
                clash = CLASH * _clashes(own[piece], grid.years[column : last + 1])
                crossing = _crossing((column, last), grid)
                crossing += _overhang(pieces[piece], (column, last), grid)
                cost += grid.span * (last - column) + rest[0] + clash + crossing
                options.append((cost, ((column, last), *rest[1])))
        return min(options, key=lambda option: option[0])

    cost, runs = solve(0, 0)
    return cost, list(runs)


def _is_group(run: tuple[int, int], grid: _Spans) -> bool:
    """Whether a run is one whole group of columns, of several that begin over."""
    if not grid.starts:
        return False
    within = any(run[0] < start <= run[1] for start in grid.starts)
    return not within and _is_aligned(run, grid)


def _is_aligned(run: tuple[int, int], grid: _Spans) -> bool:
    """Whether a run begins and ends where groups of columns do."""
    begins, ends = {0, *grid.starts}, {len(grid.columns), *grid.starts}
    return run[0] in begins and run[1] + 1 in ends


def _crossing(run: tuple[int, int], grid: _Spans) -> float:
    """Return what it costs a header to reach over the beginning of another group."""
    if not any(run[0] < start <= run[1] for start in grid.starts):
        return 0.0
    return CROSSING if _is_aligned(run, grid) else ASTRIDE


def _overhang(piece: Piece, run: tuple[int, int], grid: _Spans) -> float:
    """Return how far a header is too wide for its run, where there are groups to stand over."""
    if not grid.starts:
        return 0.0
    room = grid.columns[run[1]][1] - grid.columns[run[0]][0] + grid.pitch
    return max(0.0, (piece.x1 - piece.x0 - room) / grid.pitch)


def _group_starts(under: Sequence[Under]) -> frozenset[int]:
    """Return where the headers below begin over: "Q1" to "Q4" and again "Q1", 2028 and 2025."""
    starts: set[int] = set()
    group: set[str] = set()
    last, before = "", ""
    for at, (text, year) in enumerate(under):
        part = _PART.match(text)
        name = part.group().upper() if part else text
        over = part is not None and before != "" and name <= before  # Q4 is followed by Q1
        own = f"{name} {year}"  # "Jul" under 2026 does not begin over what "Jul" under 2025 began
        if over or (own in group and part is None) or (year and last and year < last):
            starts.add(at)
            group = set()
        group |= {own} if name else set()
        last, before = year, name if part else ""
    return frozenset(starts)


def year_of(text: str) -> str:
    """Return the last two digits of the year that a header names ("2026", "4Q26"), or ""."""
    found = _DATED.search(text)
    return found.group()[-2:] if found else ""


def _year_alone(piece: Piece) -> str:
    """Return the last two digits of a header that is a year and nothing else, or ""."""
    return year_of(piece.text) if _YEAR_ALONE.fullmatch(piece.text) else ""


def _clashes(own: str, years: Sequence[str]) -> int:
    """Return how many columns of a run have a year of their own that is not that of the header."""
    return sum([bool(year and year != own) for year in years]) if own else 0


def _is_before(piece: Piece, column: Span, grid: _Spans) -> bool:
    """Whether a header ends before a column begins."""
    return piece.x1 < column[0] - SLACK * grid.pitch


def _distance(piece: Piece, run: tuple[int, int], grid: _Spans, *, mode: str) -> float | None:
    """Return how far a header stands from its run, in column distances; None if beside it."""
    first, last, pitch = grid.columns[run[0]], grid.columns[run[1]], grid.pitch
    if _is_before(piece, first, grid) or piece.x0 > last[1] + SLACK * pitch:
        return None
    if mode == "left":
        return abs(piece.x0 - first[0]) / pitch
    if mode == "right":
        return abs(piece.x1 - last[1]) / pitch
    return abs((piece.centre - (first[0] + last[1]) / 2) / pitch - grid.shift)
