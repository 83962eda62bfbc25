"""Calls to one side or the other -> a block: tags left and right of a line, as pointers.

Side and label carry the meaning; colour only helps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from dashboard.figures.sketch import Block, Sketch
from dashboard.figures.texts import cut_text
from dashboard.figures.theme import LABEL_SIZE, NOTE_SIZE
from dashboard.figures.ticks import Axis

TAG_HALF: Final = 12  # px from the middle of a tag to its edge
TAG_LENGTH: Final = {"wide": 0.5, "medium": 0.66, "narrow": 0.86}  # of half the width
POINT: Final = 0.05  # of half the width: the arrowhead of a tag
FROM_LINE: Final = 0.015  # of half the width: from the line to a tag
NAME_GAP: Final = 8  # px from the inner edge of a tag to its words
LINE_STEP: Final = 15  # px between the lines of a note
HEAD: Final = 30  # px for the names of the sides
CLICK_POINTS: Final = 7  # invisible points along a tag


@dataclass(frozen=True, slots=True)
class Tag:
    """One house's call.

    Attributes:
        name: the house.
        notes: lines of small print under the tag.
        edge: hex colour of the outline.
        fill: hex colour inside, or "" for a hollow tag.
        identity: what a click reports.
        hover: lines of text.
        dash: Plotly dash of the outline.
    """

    name: str
    notes: tuple[str, ...]
    edge: str
    fill: str
    identity: str
    hover: str
    dash: str = "solid"


def draw_sides(
    sketch: Sketch,
    *,
    heads: tuple[tuple[str, str], tuple[str, str]],
    left: Sequence[Tag],
    right: Sequence[Tag],
    middle: Sequence[Tag] = (),
) -> Block:
    """Add a block with tags on both sides of a line, then tags across it.

    Args:
        sketch: what the block is added to.
        heads: (words, colour) of the left and of the right side.
        left: tags that point left, top to bottom.
        right: tags that point right.
        middle: tags on the line, below the others.
    """
    lines = max((len(tag.notes) for tag in (*left, *right, *middle)), default=0)
    height = TAG_HALF * 2 + LINE_STEP * lines + 12
    rows = max(len(left), len(right))
    block = sketch.block(height=HEAD + height * (rows + len(middle)), axis=Axis((-1.0, 1.0)))
    tokens = sketch.tokens
    block.line((0, 4), (0, HEAD + height * rows - 4), colour=tokens.ink2, width=1.2)
    for (words, colour), side, anchor in zip(heads, (-1, 1), ("right", "left"), strict=True):
        block.text(words, x=side * FROM_LINE, y=HEAD / 2 - 2, anchor=anchor, shift=6 * side,
                   colour=colour, strong="all", size=LABEL_SIZE)  # fmt: skip
    for i, pair in enumerate(zip_longest(left, right)):
        y = HEAD + height * i + TAG_HALF + 2
        for tag, side in zip(pair, (-1, 1), strict=True):
            if tag:
                _draw_tag(block, tag, side=side, y=y)
    for i, tag in enumerate(middle):
        _draw_middle(block, tag, y=HEAD + height * (rows + i) + TAG_HALF + 2)
    return block


def _draw_tag(block: Block, tag: Tag, *, side: int, y: float) -> None:
    start, tip = FROM_LINE * side, (FROM_LINE + TAG_LENGTH[block.sketch.width]) * side
    neck = tip - POINT * side
    top, bottom = y - TAG_HALF, y + TAG_HALF
    corners = [(start, top), (neck, top), (tip, y), (neck, bottom), (start, bottom)]
    _outline(block, corners, tag)
    anchor = "left" if side > 0 else "right"
    block.text(tag.name, x=start, y=y, anchor=anchor, shift=NAME_GAP * side, strong="all",
               has_rim=False)  # fmt: skip
    room = block.sketch.plot_width / 2 - 2 * NAME_GAP
    for i, line in enumerate(tag.notes):
        block.text(
            cut_text(line, room, size=NOTE_SIZE),
            x=start,
            y=bottom + LINE_STEP * (i + 0.6),
            anchor=anchor,
            shift=NAME_GAP * side,
            size=NOTE_SIZE,
            colour=block.sketch.tokens.ink3,
        )
    _clickable(block, tag, start=start, end=neck, y=y)


def _draw_middle(block: Block, tag: Tag, *, y: float) -> None:
    reach = TAG_LENGTH[block.sketch.width] / 2
    top, bottom = y - TAG_HALF, y + TAG_HALF
    _outline(block, [(-reach, top), (reach, top), (reach, bottom), (-reach, bottom)], tag)
    block.text(tag.name, x=0.0, y=y, anchor="center", strong="all", has_rim=False)
    for i, line in enumerate(tag.notes):
        block.text(line, x=0.0, y=bottom + LINE_STEP * (i + 0.6), anchor="center",
                   size=NOTE_SIZE, colour=block.sketch.tokens.ink3)  # fmt: skip
    _clickable(block, tag, start=-reach, end=reach, y=y)


def _outline(block: Block, corners: Sequence[tuple[float, float]], tag: Tag) -> None:
    path = "M " + " L ".join(f"{x:.4f},{y:g}" for x, y in corners) + " Z"
    shape: dict[str, Any] = {
        "type": "path",
        "path": path,
        "xref": block.x,
        "yref": block.y,
        "layer": "between",
        "fillcolor": tag.fill or "rgba(0,0,0,0)",
        "line": {"color": tag.edge, "width": 1.3, "dash": tag.dash},
    }
    block.sketch.shapes.append(shape)


def _clickable(block: Block, tag: Tag, *, start: float, end: float, y: float) -> None:
    """Add invisible points along a tag: a shape takes no clicks."""
    step = (end - start) / CLICK_POINTS
    xs = [round(start + step * (i + 0.5), 4) for i in range(CLICK_POINTS)]
    marker = {"size": TAG_HALF * 2, "color": "rgba(0,0,0,0)"}
    block.marks(xs, y, identity=tag.identity, hover=tag.hover, marker=marker)
