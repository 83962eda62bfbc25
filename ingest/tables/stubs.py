"""A stub of two columns -> the inner labels, and for each row the merged cell that it stands in.

"United States" beside three rows, "GDP", "CPI" and "Unemployment", is printed once: beside the
first row of its group or halfway down. Columns that are filled in every row need no such care:
their words are read together as one label.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from ingest.tables.cells import Sort
from ingest.tables.labels import Label, label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.tables.cells import Piece

EDGE_POINTS = 2.0  # labels of one column begin within this
MOST = 0.8  # of the rows with figures must have a label that begins at the inner edge
HALF_WAY = 0.8  # row distances: a merged label between two rows is nearer to both than this
EVEN = 0.3  # row distances: how exactly halfway down its rows a merged label stands
ROW_APART = 0.9  # row heights: a name stands at least this far above its figures
FEWEST = 2  # merged cells: a single one is rather a title
_WORDY = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class StubLine:
    """The left part of a row.

    Attributes:
        pieces: the words left of the first column of figures; may be empty.
        has_cells: whether the row has figures.
        top: upper edge.
        bottom: lower edge.
    """

    pieces: tuple[Piece, ...]
    has_cells: bool
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Height of its centre."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Merged:
    """The inner part of a stub, and what stands in its outer, merged column.

    Attributes:
        pieces: for each line its words without those of the merged column.
        groups: for each line the merged cell that it stands in, None where there is none.
    """

    pieces: tuple[tuple[Piece, ...], ...]
    groups: tuple[Label | None, ...]


def with_names_above(lines: Sequence[StubLine]) -> list[int | None]:
    """Return, for each line of figures that has no words, the line right above that names it.

    "Unemployment rate (end of period):" stands alone, the figures below it behind a "%" at most. A
    line at half a row's distance is no such name: it is the upper half of a label set beside them.
    """
    found: list[int | None] = [None] * len(lines)
    for at, (above, line) in enumerate(pairwise(lines), start=1):
        bare = line.has_cells and not any(_names(piece) for piece in line.pieces)
        alone = bool(above.pieces) and not above.has_cells
        apart = line.top - above.top >= ROW_APART * (line.bottom - line.top)
        if bare and alone and apart:
            found[at] = at - 1
    return found if sum(at is not None for at in found) >= FEWEST else [None] * len(lines)


def _names(piece: Piece) -> bool:
    """Whether words of a label name something: a unit does not, a quarter does."""
    return piece.sort is Sort.PERIOD or _WORDY.search(piece.text) is not None


def split_merged(lines: Sequence[StubLine]) -> Merged:
    """Part the merged column from the labels of the rows, where there is one."""
    whole = Merged(tuple(line.pieces for line in lines), (None,) * len(lines))
    edge = _inner_edge(lines)
    if edge is None:
        return whole
    outer = [_outer(lines, at, edge) for at in range(len(lines))]
    cells = _cells(lines, outer)
    figured = [at for at, line in enumerate(lines) if line.has_cells]
    if len(cells) < FEWEST or all(outer[at] for at in figured):
        return whole
    groups = _from_the_top(lines, cells) or _from_the_middle(lines, cells)
    if groups is None:
        return whole
    rest = tuple(
        tuple(piece for piece in line.pieces if piece not in outer[at])
        for at, line in enumerate(lines)
    )
    return Merged(rest, tuple(groups))


def _inner_edge(lines: Sequence[StubLine]) -> float | None:
    """Return where the labels of nearly all rows with figures begin, right of other labels."""
    figured = [line for line in lines if line.has_cells and line.pieces]
    if len(figured) <= FEWEST:
        return None
    starts = Counter(round(p.x0 / EDGE_POINTS) for line in figured for p in line.pieces[-2:])
    for start, count in sorted(starts.items(), reverse=True):
        edge = start * EDGE_POINTS
        if count < MOST * len(figured):
            continue
        crossed = any(_crosses(p, edge) for line in figured for p in line.pieces)
        beside = any(p.x1 < edge - EDGE_POINTS for line in lines for p in line.pieces)
        if not crossed and beside:
            return edge
    return None


def _crosses(piece: Piece, edge: float) -> bool:
    return piece.x0 < edge - EDGE_POINTS and piece.x1 > edge - EDGE_POINTS


def _outer(lines: Sequence[StubLine], at: int, edge: float) -> tuple[Piece, ...]:
    """Return the words of a line that stand in the merged column."""
    line = lines[at]
    left = tuple(piece for piece in line.pieces if piece.x1 < edge - EDGE_POINTS)
    if line.has_cells:
        return left if len(left) < len(line.pieces) else ()
    return left if len(left) == len(line.pieces) and _is_between(lines, at) else ()


def _is_between(lines: Sequence[StubLine], at: int) -> bool:
    """Whether a line without figures stands half way between two rows, not on one of its own."""
    above = next((x for x in reversed(lines[:at]) if x.has_cells), None)
    below = next((x for x in lines[at + 1 :] if x.has_cells), None)
    if above is None or below is None:
        return False
    near = HALF_WAY * _pitch(lines)
    return below.middle - lines[at].middle < near and lines[at].middle - above.middle < near


def _pitch(lines: Sequence[StubLine]) -> float:
    """Return the usual distance between rows with figures."""
    heights = [line.middle for line in lines if line.has_cells]
    steps = [b - a for a, b in pairwise(heights)]
    return median(steps) if steps else 0.0


def _cells(
    lines: Sequence[StubLine], outer: Sequence[tuple[Piece, ...]]
) -> list[tuple[float, int, Label]]:
    """Return the merged cells: middle, index of the first line, words."""
    found: list[tuple[float, int, Label]] = []
    for at, pieces in enumerate(outer):
        if pieces:
            found.append((lines[at].middle, at, label_of(pieces)))
    return found


def _from_the_top(
    lines: Sequence[StubLine], cells: Sequence[tuple[float, int, Label]]
) -> list[Label | None] | None:
    """Return the group of each line, if merged labels stand beside the first row of each."""
    first = next(at for at, line in enumerate(lines) if line.has_cells)
    if cells[0][1] != first or not all(lines[at].has_cells for _, at, _ in cells):
        return None
    starts = {at: label for _, at, label in cells}
    groups: list[Label | None] = []
    held: Label | None = None
    for at, line in enumerate(lines):
        alone = not line.has_cells and bool(line.pieces)
        held = None if alone else starts.get(at, held)
        groups.append(held if line.has_cells else None)
    return groups


def _from_the_middle(
    lines: Sequence[StubLine], cells: Sequence[tuple[float, int, Label]]
) -> list[Label | None] | None:
    """Return the group of each line, if merged labels stand halfway down their rows.

    Groups follow one another without a gap, so that where one ends tells where the next begins.
    """
    pitch = _pitch(lines)
    figured = [at for at, line in enumerate(lines) if line.has_cells]
    groups: list[Label | None] = [None] * len(lines)
    row = 0
    for middle, _, label in cells:
        if row >= len(figured):
            return None
        top = lines[figured[row]].middle
        count = round(2 * (middle - top) / pitch) + 1
        members = figured[row : row + count]
        if count < 1 or len(members) < count:
            return None
        centre = (lines[members[0]].middle + lines[members[-1]].middle) / 2
        if abs(centre - middle) > EVEN * pitch:
            return None
        for at in members:
            groups[at] = label
        row += count
    return groups if row == len(figured) else None


def with_group(sections: tuple[Label, ...], group: Label | None) -> tuple[Label, ...]:
    """Return the sections of a row, its merged cell nearest."""
    return (group, *sections) if group is not None else sections
