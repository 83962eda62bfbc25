"""Rows in groups by columns -> stamps: a shape at a height, with a word where there is room.

Shape, height and word say the same, so that the picture holds in grey. More columns than the width
can take are stacked in blocks, each with the rows that have something there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.board import wrapped
from dashboard.figures.doors import Door, draw_doors
from dashboard.figures.glyphs import draw_glyph
from dashboard.figures.sketch import NOMINAL_WIDTH, Block, Sketch
from dashboard.figures.texts import cut_text, text_px
from dashboard.figures.theme import LABEL_SIZE, NOTE_SIZE, tokens
from dashboard.figures.ticks import Axis

MOST_COLUMNS: Final = {"wide": 24, "medium": 8, "narrow": 5}
LEAST_COLUMNS: Final = {"wide": 6, "medium": 5, "narrow": 4}  # fewer leave the rest of a row free
ROW: Final = {"wide": 30, "medium": 30, "narrow": 46}  # px
DROP: Final = 9  # px that stamps stand below the middle of a phone's row
CLIMB: Final = 20  # px from a phone's stamps up to the name
GROUP: Final = 30  # px of a group's title
LINE: Final = 15  # px of a line of a heading
ROOM_FOR_WORD: Final = 40  # px of a column that hold a stamp and its word
TALLEST_HEAD: Final = 120  # px of names that are set upright
KEY_ROW: Final = 22  # px
KEY_GLYPH: Final = 22  # px that a shape of the key takes
KEY_GAP: Final = 18  # px between two entries of the key
FEWEST_NAME, MOST_NAME = 90.0, 190.0  # px for the names of rows
NOTE_ROOM: Final = {"wide": 118, "medium": 92, "narrow": 4}  # px at the right for the notes
UPRIGHT: Final = -90  # degrees


@dataclass(frozen=True, slots=True)
class Stamp:
    """One mark of a cell.

    Attributes:
        glyph: Plotly's symbol.
        size: px.
        climb: px above the middle of the row; below for less than nothing.
        text: one or two letters beside it; blank for none.
        is_hollow: whether it awaits review.
        is_grey: whether it is shown and not counted for another reason.
        door: what it opens: id and lines of hover.
    """

    glyph: str
    size: float
    climb: float
    text: str
    is_hollow: bool = False
    is_grey: bool = False
    door: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Line:
    """A row.

    Attributes:
        name: at the left.
        note: at the right.
        cells: place of the column -> its stamps, one or two.
    """

    name: str
    note: str
    cells: dict[int, tuple[Stamp, ...]]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Everything that a picture shows.

    Attributes:
        columns: names.
        groups: title -> its rows.
        key: each stamp with what it means.
        note_head: what the notes at the right say.
    """

    columns: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    key: tuple[tuple[Stamp, str], ...]
    note_head: str


def matrix_figure(matrix: Matrix, *, theme: str, width: str, has_halo: bool) -> dict[str, Any]:
    """Return the whole figure of rows by columns, with room for names and notes beside them.

    Args:
        matrix: what is drawn.
        theme: "light" or "dark".
        width: "wide", "medium" or "narrow"; a narrow one has its names above the stamps.
        has_halo: whether words have a halo of the page's colour.
    """
    names = [line.name for _, lines in matrix.groups for line in lines]
    longest = max(map(text_px, names), default=FEWEST_NAME)
    left = 4.0 if width == "narrow" else min(longest, MOST_NAME) + 14
    sketch = Sketch(tokens(theme), width, left, NOTE_ROOM[width], has_halo=has_halo)
    draw_matrix(sketch, matrix)
    return sketch.figure()


def draw_matrix(sketch: Sketch, matrix: Matrix) -> None:
    """Add the key and as many blocks as the width asks for."""
    _draw_key(sketch, matrix.key)
    most = MOST_COLUMNS[sketch.width]
    parts = -(-len(matrix.columns) // most)
    size = max(-(-len(matrix.columns) // max(parts, 1)), 1)
    for start in range(0, len(matrix.columns), size):
        _draw_part(sketch, matrix, range(start, min(start + size, len(matrix.columns))))


def _draw_key(sketch: Sketch, key: Sequence[tuple[Stamp, str]]) -> None:
    """Write the key from the left edge on, in as many rows as it takes."""
    width = sketch.left + sketch.plot_width
    places: list[tuple[float, int]] = []
    x, row = 0.0, 0
    for _, words in key:
        runs = KEY_GLYPH + KEY_GAP + text_px(words, size=NOTE_SIZE)
        if x and x + runs > width:
            x, row = 0.0, row + 1
        places.append((x, row))
        x += runs
    block = sketch.block(height=KEY_ROW * (row + 1))
    for (stamp, words), (at, line) in zip(key, places, strict=True):
        y, left = KEY_ROW * (line + 0.5), at - sketch.left
        draw_glyph(block, stamp.glyph, size=stamp.size, at=left + KEY_GLYPH / 2, y=y,
                   colour=sketch.tokens.ink)  # fmt: skip
        block.text(words, side="left", shift=left + KEY_GLYPH, y=y, size=NOTE_SIZE,
                   colour=sketch.tokens.ink3)  # fmt: skip


def _draw_part(sketch: Sketch, matrix: Matrix, places: range) -> None:
    shown = max(len(places), LEAST_COLUMNS[sketch.width])
    room = sketch.plot_width / shown
    names = [matrix.columns[place] for place in places]
    longest = max((text_px(word) for name in names for word in name.split()), default=0.0)
    is_upright = longest > room * 1.15
    head = _head_px(names, room, is_upright=is_upright) + (LINE if sketch.is_narrow else 0)
    groups = [
        (title, [line for line in lines if any(place in line.cells for place in places)])
        for title, lines in matrix.groups
    ]
    groups = [(title, lines) for title, lines in groups if lines]
    height = ROW[sketch.width]
    total = head + sum(GROUP + height * len(lines) for _, lines in groups)
    block = sketch.block(height=total, axis=Axis((0.0, float(shown))))
    _write_names(block, names, room, bottom=head, is_upright=is_upright)
    note_y = LINE / 2 if sketch.is_narrow else head - 10
    if matrix.note_head:
        block.text(matrix.note_head, side="right", shift=sketch.right, y=note_y, anchor="right",
                   size=NOTE_SIZE, colour=sketch.tokens.ink3)  # fmt: skip
    y = float(head)
    for title, lines in groups:
        block.text(title, side="left", shift=-sketch.left, y=y + GROUP / 2 + 3, strong="all")
        block.rule(y + GROUP - 2, colour=sketch.tokens.rule2)
        y += GROUP
        for line in lines:
            cells = {i: line.cells[place] for i, place in enumerate(places) if place in line.cells}
            _draw_line(block, line, cells, y=y + height / 2, column=room)
            y += height
            block.rule(y)


def _head_px(names: Sequence[str], room: float, *, is_upright: bool) -> float:
    if is_upright:
        return min(max(map(text_px, names), default=0.0), TALLEST_HEAD) + 14
    return LINE * max((len(wrapped(name, room, size=LABEL_SIZE)) for name in names), default=1) + 12


def _write_names(
    block: Block, names: Sequence[str], room: float, *, bottom: float, is_upright: bool
) -> None:
    for i, name in enumerate(names):
        if is_upright:
            cut = cut_text(name, TALLEST_HEAD)
            block.text(cut, x=i + 0.5, y=bottom - 6)
            block.sketch.notes[-1] |= {
                "textangle": UPRIGHT,
                "xanchor": "center",
                "yanchor": "bottom",
            }
            continue
        lines = wrapped(name, room, size=LABEL_SIZE)
        for k, line in enumerate(lines):
            y = bottom - 8 - LINE * (len(lines) - k - 0.5)
            block.text(line, x=i + 0.5, y=y, anchor="center")


def _draw_line(
    block: Block, line: Line, cells: dict[int, tuple[Stamp, ...]], *, y: float, column: float
) -> None:
    sketch = block.sketch
    at = y + (DROP if sketch.is_narrow else 0)
    beside = at - CLIMB if sketch.is_narrow else at
    note_px = text_px(line.note, size=NOTE_SIZE)
    whole = NOMINAL_WIDTH["narrow"] - note_px - 12
    room = whole if sketch.is_narrow else sketch.left - 8
    block.text(cut_text(line.name, room), side="left", shift=-sketch.left, y=beside)
    note = line.note if sketch.is_narrow else cut_text(line.note, sketch.right, size=NOTE_SIZE)
    block.text(note, side="right", shift=sketch.right, y=beside, anchor="right",
               size=NOTE_SIZE, colour=sketch.tokens.ink2)  # fmt: skip
    doors = []
    for place, stamps in cells.items():
        share = 1 / len(stamps)
        for k, stamp in enumerate(stamps):
            middle = place + share * (k + 0.5)
            has_word = bool(stamp.text) and column * share >= ROOM_FOR_WORD
            shift = 10 / column if has_word else 0.0
            _draw_stamp(block, stamp, x=middle - shift, y=at - stamp.climb)
            if has_word:
                block.text(stamp.text, x=middle - shift, shift=9, y=at, size=NOTE_SIZE,
                           colour=sketch.tokens.ink2)  # fmt: skip
            doors.append(Door(middle - share / 2.1, middle + share / 2.1, *stamp.door))
    draw_doors(block, doors, y=at)


def _draw_stamp(block: Block, stamp: Stamp, *, x: float, y: float) -> None:
    tokens = block.sketch.tokens
    is_line = stamp.glyph.startswith(("line", "x-thin"))
    ink = tokens.mark if stamp.is_grey else tokens.ink
    marker: dict[str, Any] = {
        "symbol": stamp.glyph,
        "size": stamp.size,
        "color": "rgba(0,0,0,0)" if stamp.is_hollow else ink,
        "line": {
            "color": ink,
            "width": 2.4 if is_line else 1.4 if stamp.is_hollow else 0,
        },
    }
    block.marks([x], y, identity="", hover="", marker=marker)
