"""Things by what is said of them, in words -> a block of rows whose lines open their figures.

A wide picture has a column per question; elsewhere the questions stand under the name, each with
its heading in front.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.figures.doors import Door, draw_doors
from dashboard.figures.sketch import Block, Sketch
from dashboard.figures.texts import cut_text, text_px
from dashboard.figures.theme import LABEL_SIZE, NOTE_SIZE
from dashboard.figures.ticks import Axis

LINE: Final = 18  # px from one line of a cell to the next
PAD: Final = 9  # px above and below the lines of a row
HEAD: Final = 28  # px
GAP: Final = 14  # px between columns
INDENT: Final = 92  # px of the heading before a stacked cell


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words in a cell.

    Attributes:
        text: plain.
        identity: what a click opens; blank for nothing.
        hover: lines of text.
        colour: hex; the quiet ink where blank.
        is_strong: whether it is set bold.
    """

    text: str
    identity: str = ""
    hover: str = ""
    colour: str = ""
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One house.

    Attributes:
        name: at the left.
        cells: one per column, each of some lines, each of one piece.
    """

    name: str
    cells: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Everything that the block shows.

    Attributes:
        heads: of the columns.
        starts: where each column begins on a wide picture, as a share of the plot.
        rows: in the order shown.
    """

    heads: tuple[str, ...]
    starts: tuple[float, ...]
    rows: tuple[MatrixRow, ...]


def draw_matrix(sketch: Sketch, matrix: Matrix) -> Block:
    """Add a block with a row per entry."""
    is_wide = sketch.width == "wide"
    heights = [_height(row, is_wide=is_wide) for row in matrix.rows]
    head = HEAD if is_wide else 4
    block = sketch.block(height=head + sum(heights) + 4, axis=Axis((0.0, 1.0)))
    if is_wide:
        for text, start in zip(matrix.heads, matrix.starts, strict=True):
            block.text(text, x=start, y=HEAD / 2, size=NOTE_SIZE, colour=sketch.tokens.ink3)
    block.rule(head, colour=sketch.tokens.rule2)
    top = float(head)
    for row, height in zip(matrix.rows, heights, strict=True):
        (_draw_columns if is_wide else _draw_stacked)(block, matrix, row, top=top)
        top += height
        block.rule(top)
    return block


def _height(row: MatrixRow, *, is_wide: bool) -> float:
    lines = [max(len(cell), 1) for cell in row.cells]
    return 2 * PAD + LINE * (max(lines) if is_wide else sum(lines) + 1)


def _draw_columns(block: Block, matrix: Matrix, row: MatrixRow, *, top: float) -> None:
    sketch = block.sketch
    y = top + PAD + LINE / 2
    name = cut_text(row.name, sketch.left - GAP)
    block.text(name, side="left", shift=-sketch.left, y=y, strong="all")
    ends = (*matrix.starts[1:], 1.0)
    for cell, start, end in zip(row.cells, matrix.starts, ends, strict=True):
        for i, piece in enumerate(cell):
            room = (end - start) * sketch.plot_width - GAP
            _draw_piece(block, piece, start=start, room=room, y=y + LINE * i)


def _draw_stacked(block: Block, matrix: Matrix, row: MatrixRow, *, top: float) -> None:
    sketch = block.sketch
    y = top + PAD + LINE / 2
    block.text(row.name, side="left", shift=-sketch.left, y=y, strong="all")
    width = sketch.plot_width
    for head, cell in zip(matrix.heads, row.cells, strict=True):
        y += LINE
        block.text(cut_text(head, INDENT - GAP / 2, size=NOTE_SIZE), side="left",
                   shift=-sketch.left, y=y, size=NOTE_SIZE, colour=sketch.tokens.ink3)  # fmt: skip
        for i, piece in enumerate(cell):
            y += LINE if i else 0
            start = max(INDENT - sketch.left, 0.0) / width
            _draw_piece(block, piece, start=start, room=width * (1 - start), y=y)


def _draw_piece(block: Block, piece: Piece, *, start: float, room: float, y: float) -> None:
    tokens = block.sketch.tokens
    size = LABEL_SIZE if piece.is_strong else NOTE_SIZE
    text = cut_text(piece.text, room, size=size)
    block.text(text, x=start, y=y, size=size, colour=piece.colour or tokens.ink2,
               strong="all" if piece.is_strong else "", has_rim=False)  # fmt: skip
    if piece.identity:
        end = start + min(text_px(text, size=size), room) / block.sketch.plot_width
        draw_doors(block, [Door(start, end, piece.identity, piece.hover)], y=y)
