"""Two houses, what on and how far apart -> a block of rows, one line each; a phone takes two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.figures.doors import Door, draw_doors
from dashboard.figures.sketch import Block, Sketch
from dashboard.figures.texts import cut_text
from dashboard.figures.theme import NOTE_SIZE
from dashboard.figures.ticks import Axis

ROW: Final = {"wide": 28, "medium": 44, "narrow": 48}  # px
HEAD: Final = 28  # px
WHO_SHARE: Final = 0.42  # of the plot, for the houses
VALUE_PX: Final = 76  # for the distance at the right


@dataclass(frozen=True, slots=True)
class Pair:
    """Two houses on one question.

    Attributes:
        high: the higher house with its figure.
        low: the lower house with its figure.
        what: the question.
        apart: what lies between them, with its unit.
        high_door: what the higher one opens: id and lines of hover.
        low_door: the same of the lower one.
    """

    high: str
    low: str
    what: str
    apart: str
    high_door: tuple[str, str]
    low_door: tuple[str, str]


def draw_pairs(sketch: Sketch, title: str, pairs: Sequence[Pair]) -> None:
    """Add a block with a title and a row per pair."""
    height = ROW[sketch.width]
    block = sketch.block(height=HEAD + height * len(pairs) + 4, axis=Axis((0.0, 1.0)))
    block.text(title, side="left", shift=-sketch.left, y=HEAD / 2, strong="all")
    block.rule(HEAD, colour=sketch.tokens.rule2)
    for i, pair in enumerate(pairs):
        middle = HEAD + height * (i + 0.5)
        _draw_pair(block, pair, y=middle)
        block.rule(middle + height / 2)


def _draw_pair(block: Block, pair: Pair, *, y: float) -> None:
    sketch = block.sketch
    is_stacked = sketch.width != "wide"
    first, second = (y - 10, y + 10) if is_stacked else (y, y)
    who = f"{pair.high}  against  {pair.low}"
    whole = sketch.plot_width + sketch.left - VALUE_PX
    room = whole if is_stacked else sketch.left + sketch.plot_width * WHO_SHARE - 12
    block.text(cut_text(who, room), side="left", shift=-sketch.left, y=first)
    rest = whole if is_stacked else sketch.plot_width * (1 - WHO_SHARE) - VALUE_PX
    what = cut_text(pair.what, rest, size=NOTE_SIZE)
    place = {"side": "left", "shift": -sketch.left} if is_stacked else {"x": WHO_SHARE}
    block.text(what, y=second, size=NOTE_SIZE, colour=sketch.tokens.ink2, **place)
    block.text(pair.apart, side="right", shift=sketch.right, y=first, anchor="right", strong="all")
    half = WHO_SHARE / 2
    draw_doors(block, [Door(0.0, half, *pair.high_door)], y=first)
    draw_doors(block, [Door(half, 2 * half, *pair.low_door)], y=first)
