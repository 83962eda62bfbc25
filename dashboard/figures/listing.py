"""Figures that belong beside a chart and on no axis of it -> a block of plain rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.figures.sketch import NOMINAL_WIDTH, Block, Sketch
from dashboard.figures.texts import cut_text
from dashboard.figures.theme import NOTE_SIZE

ONE_LINE, TWO_LINES = 26, 42  # px of a row
LEAST_NAMES: Final = 70  # px of the left margin below which names need a line of their own
LIST_HEAD: Final = 26  # px
MARK_AT: Final = 6.0  # px from the left to the middle of a mark
INDENT: Final = 18  # px from a mark to its words


@dataclass(frozen=True, slots=True)
class Item:
    """One figure in words.

    Attributes:
        name: the house.
        what: what the figure is about.
        value: as printed.
        when: date of publication.
        identity: what a click reports.
        hover: lines of text.
    """

    name: str
    what: str
    value: str
    when: str
    identity: str = ""
    hover: str = ""


def draw_list(sketch: Sketch, title: str, items: Sequence[Item]) -> Block:
    """Add a block with a title and one line per item; a phone gives each item two lines."""
    height = TWO_LINES if _is_stacked(sketch) else ONE_LINE
    block = sketch.block(height=LIST_HEAD + height * len(items) + 4)
    block.text(title, side="left", shift=-sketch.left, y=LIST_HEAD / 2, strong="all")
    block.rule(LIST_HEAD, colour=sketch.tokens.rule2)
    for i, item in enumerate(items):
        middle = LIST_HEAD + height * (i + 0.5)
        _draw_item(block, item, y=middle)
        block.rule(middle + height / 2)
    return block


def _is_stacked(sketch: Sketch) -> bool:
    """Whether an item takes two lines, because names have no column of their own."""
    return sketch.is_narrow or sketch.left < LEAST_NAMES


def _draw_item(block: Block, item: Item, *, y: float) -> None:
    sketch, tokens = block.sketch, block.sketch.tokens
    is_stacked = _is_stacked(sketch)
    high, low = (y - 9, y + 9) if is_stacked else (y, y)
    marker = {
        "symbol": "diamond",
        "size": 8,
        "color": tokens.paper,
        "line": {"color": tokens.mark, "width": 1.4},
    }
    start = -sketch.left if is_stacked else 0.0
    room = NOMINAL_WIDTH[sketch.width] if is_stacked else sketch.left - INDENT / 2
    name = cut_text(item.name, room)
    block.text(name, side="left", shift=-sketch.left, y=high)
    block.marks(
        [MARK_AT / sketch.plot_width], low, identity=item.identity, hover=item.hover, marker=marker
    )
    block.text(item.what, side="left", shift=start + INDENT, y=low, size=NOTE_SIZE,
               colour=tokens.ink2)  # fmt: skip
    has_date = not is_stacked and sketch.width == "wide"
    edge = sketch.right - (90 if has_date else 0)
    block.text(item.value, side="right", shift=edge, y=high, anchor="right", strong="all")
    if has_date or is_stacked:
        block.text(item.when, side="right", shift=sketch.right, y=low, anchor="right",
                   size=NOTE_SIZE, colour=tokens.ink3)  # fmt: skip
