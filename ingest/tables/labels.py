"""Stub rows -> labels: wrapped lines joined, section headings and parent rows bound to each row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from ingest.pdf.layout import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.geometry import BBox
    from ingest.tables.cells import Piece

INDENT_POINTS = 2.0  # a label further right than this is indented
FLUSH = 0.4  # of the labels begin at one edge in a stub that is set flush left
TIGHT = 0.9  # of the distance to the row below: a line this much nearer to the row above wraps it
NEAR_HEIGHTS = 1.45  # line heights from top to top: wrapped lines are no further apart
LEADING = 0.85  # of the distance of rows with figures: the lines of one label are nearer
BREAK = 1.4  # of the usual row distance: a gap this wide parts groups of rows

_WRAPS = re.compile(r"[a-z(),;%&/]|[–-]\s|(?:and|of|in|excl|incl)\b")
_GLOSSARY = re.compile(r"\W*(?:[A-Za-z/]{1,8}\s*=|(?:(?:[a-z]\.){2,4}|[a-z]{1,4})\s*:)\s")
_NOTE = re.compile(r"\((?:\d{1,2}|[a-z])\)\s+[A-Z]|\*{1,3}\s*[A-Z]")
_UNFINISHED = re.compile(
    r".*(?:,|\b(?:and|of|the|in|for|at|to|on|by|with|excl\.|incl\.)|[&/–-])", re.DOTALL
)


@dataclass(frozen=True)
class Label:
    """Words of a stub, header, caption or note, with the lines they stand on.

    Attributes:
        lines: at least one, from the top down.
        page: 1-based page it is printed on; 0 for the page of its table.
    """

    lines: tuple[Line, ...]
    page: int = 0

    @cached_property
    def text(self) -> str:
        """The words without footnote marks."""
        return " ".join(" ".join(w.text for w in line.words if not w.raised) for line in self.lines)

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The footnote marks printed with it."""
        return tuple(w.text for line in self.lines for w in line.words if w.raised)

    @property
    def boxes(self) -> tuple[BBox, ...]:
        """One box per line on the visible page."""
        return tuple(line.bbox for line in self.lines)

    @property
    def x0(self) -> float:
        """Left edge of its first line."""
        return self.lines[0].x0

    @property
    def bold(self) -> bool:
        """Whether its first line is bold."""
        return self.lines[0].bold


def label_of(pieces: Sequence[Piece]) -> Label:
    """Return the pieces of one line as a label."""
    return Label((Line(tuple(word for piece in pieces for word in piece.words)),))


def joined(labels: Sequence[Label]) -> Label:
    """Return several labels as one, top down."""
    lines = tuple(line for label in labels for line in label.lines)
    return Label(lines, labels[0].page if labels else 0)


@dataclass(frozen=True)
class StubRow:
    """The left part of a row, before it is known what it is.

    Attributes:
        pieces: the words left of the first column; may be empty.
        top: upper edge of the row.
        bottom: lower edge.
        has_cells: whether the row has figures.
    """

    pieces: tuple[Piece, ...]
    top: float
    bottom: float
    has_cells: bool

    @cached_property
    def label(self) -> Label | None:
        """The words as a label."""
        return label_of(self.pieces) if self.pieces else None

    @property
    def height(self) -> float:
        """Height of the row, points."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Bound:
    """What a row stands under.

    Attributes:
        label: its own words, wrapped lines joined.
        sections: section headings above it, nearest first.
        parents: rows with figures that it is indented under, nearest first.
    """

    label: Label | None
    sections: tuple[Label, ...] = ()
    parents: tuple[Label, ...] = ()


def bind_labels(rows: Sequence[StubRow]) -> list[Bound]:
    """Return what each row stands under, one entry per row given; rows without cells get none."""
    steps = [b.top - a.top for a, b in pairwise(rows)]
    pitch = median(steps) if steps else 0.0
    labels, sections = _join_wrapped(rows, pitch)
    parted = _sections_are_parted(rows, sections, pitch)
    indents = _has_left_edge([x for x in labels if x])
    bound: list[Bound] = []
    open_sections: list[Label] = []
    above: list[Label] = []
    for at, row in enumerate(rows):
        label = labels[at]
        if at in sections and label is not None:
            open_sections = [s for s in open_sections if _rank(s) < _rank(label)] + [label]
            above = []
        elif row.has_cells:
            if parted and at and _is_break(rows, at, pitch) and at - 1 not in sections:
                open_sections = []
            above = [p for p in above if indents and label and p.x0 < label.x0 - INDENT_POINTS]
            bound.append(Bound(label, tuple(reversed(open_sections)), tuple(reversed(above))))
            above += [label] if label else []
            continue
        bound.append(Bound(None))
    return bound


def _has_left_edge(labels: Sequence[Label]) -> bool:
    """Whether the stub is set flush left: only then does an indent mean anything."""
    edges = [round(label.x0 / INDENT_POINTS) for label in labels]
    return bool(edges) and max(edges.count(edge) for edge in edges) >= FLUSH * len(edges)


def _rank(label: Label) -> tuple[int, bool]:
    """Order headings: further left before indented, bold before plain."""
    return round(label.x0 / INDENT_POINTS), not label.bold


def _is_break(rows: Sequence[StubRow], at: int, pitch: float) -> bool:
    return pitch > 0 and rows[at].top - rows[at - 1].top > BREAK * pitch


def _sections_are_parted(rows: Sequence[StubRow], sections: set[int], pitch: float) -> bool:
    """Whether headings of this table stand after a gap, so that a gap alone ends a section."""
    later = [at for at in sections if at and at - 1 not in sections]
    return bool(later) and all(_is_break(rows, at, pitch) for at in later)


def _join_wrapped(rows: Sequence[StubRow], pitch: float) -> tuple[list[Label | None], set[int]]:
    """Return the label of each row and which rows are section headings."""
    labels: list[Label | None] = [row.label for row in rows]
    sections: set[int] = set()
    tops = [row.top for row in rows if row.has_cells]
    figured = median([b - a for a, b in pairwise(tops)]) if len(tops) > 1 else 0.0
    for at, row in enumerate(rows):
        if row.has_cells or row.label is None:
            continue
        owner = _owner(rows, labels, at, pitch=figured)
        if owner is None:
            sections.add(at)
        elif owner < at:
            labels[owner] = joined([x for x in (labels[owner], labels[at]) if x])
            labels[at] = None
        else:
            labels[owner] = joined([x for x in (labels[at], labels[owner]) if x])
            labels[at] = None
    for at in _plain_lines(rows, labels, sections, pitch):
        owner = max(i for i in range(at) if rows[i].has_cells)
        labels[owner] = joined([x for x in (labels[owner], labels[at]) if x])
        labels[at] = None
        sections.discard(at)
    return labels, sections


def _plain_lines(
    rows: Sequence[StubRow], labels: Sequence[Label | None], sections: set[int], pitch: float
) -> list[int]:
    """Return supposed headings that do not look like the others: wrapped lines after all.

    Where headings are told by bold type or by a gap above, a line with neither is none.
    """
    marked = {at for at in sections if _is_marked(rows, labels, at, pitch)}
    if 2 * len(marked) <= len(sections):
        return []
    legends = {at for at, label in enumerate(labels) if label and _is_legend(label.text)}
    return [at for at in sorted(sections - marked - legends) if at and rows[at - 1].has_cells]


def _is_marked(
    rows: Sequence[StubRow], labels: Sequence[Label | None], at: int, pitch: float
) -> bool:
    here, below = labels[at], labels[at + 1] if at + 1 < len(rows) else None
    bold = here is not None and here.bold and not (below is not None and below.bold)
    return bold or at == 0 or _is_break(rows, at, pitch)


def _owner(
    rows: Sequence[StubRow], labels: Sequence[Label | None], at: int, *, pitch: float
) -> int | None:
    """Return the row that a line without figures is part of; None for a section heading."""
    here = labels[at]
    if here is None or _is_legend(here.text):
        return None
    above = next((i for i in range(at - 1, -1, -1) if labels[i] or rows[i].has_cells), None)
    below = at + 1 if at + 1 < len(rows) else None
    up = _distance(rows, labels, above, at)
    down = _distance(rows, labels, at, below)
    if above is not None and up is not None and _wraps_above(labels[above], here, up, down):
        return above
    if below is not None and down is not None and _wraps_below(labels[below], here, down):
        return below
    if below is not None and _is_tight(rows, at, pitch) and _are_alike(labels[below], here):
        return below
    return None


def _is_legend(text: str) -> bool:
    """Whether a line is no label but a note below the table: a legend, or "(1) Refers to 2027"."""
    return explains_a_word(text) or _NOTE.match(text) is not None


def explains_a_word(text: str) -> bool:
    """Whether a line is a legend: "eop = end of period" or "f: forecast", not said of figures."""
    return _GLOSSARY.match(text) is not None


def _is_tight(rows: Sequence[StubRow], at: int, pitch: float) -> bool:
    """Whether a line is nearer to the row below than rows with figures are to one another."""
    return rows[at + 1].has_cells and rows[at + 1].top - rows[at].top < LEADING * pitch


def _are_alike(one: Label | None, other: Label) -> bool:
    """Whether two lines begin at one edge in one weight, as the lines of one label do."""
    if one is None:
        return False
    return one.bold == other.bold and abs(one.x0 - other.x0) < INDENT_POINTS


def _distance(
    rows: Sequence[StubRow], labels: Sequence[Label | None], one: int | None, other: int | None
) -> float | None:
    """Return the distance from top to top in line heights; None where a row is missing."""
    if one is None or other is None:
        return None
    label = labels[one]
    top = label.lines[-1].top if label else rows[one].top
    return (rows[other].top - top) / max(rows[one].height, rows[other].height)


def _wraps_above(above: Label | None, here: Label, up: float, down: float | None) -> bool:
    if up > NEAR_HEIGHTS or (above is not None and here.bold != above.bold):
        return False
    if above is None:
        return down is None or up < down
    text = above.text
    if text.count("(") > text.count(")") or _UNFINISHED.fullmatch(text):
        return True
    if down is not None and up >= TIGHT * down and not _WRAPS.match(here.text):
        return False
    return bool(_WRAPS.match(here.text)) or (down is not None and up < TIGHT * down)


def _wraps_below(below: Label | None, here: Label, down: float) -> bool:
    if down > NEAR_HEIGHTS:
        return False
    if below is None:
        return True
    unfinished = here.text.count("(") > here.text.count(")") or _UNFINISHED.fullmatch(here.text)
    return bool(unfinished or _WRAPS.match(below.text)) and here.bold == below.bold
