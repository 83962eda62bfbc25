"""Marks that no line holds -> their words beside them, where nothing else stands.

A word that finds no free place is left out: the mark still says it on hover, and the table has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard.figures.sketch import Block
from dashboard.figures.texts import text_px
from dashboard.figures.theme import NOTE_SIZE

GAP: Final = 9.0  # px from the middle of a mark to its words
RISE: Final = 14.0  # px from the middle of a mark to the middle of words above or below it
HALF_LINE: Final = 7.0  # px that words reach up and down
HALF_MARK: Final = 5.0  # px of a mark

Box = tuple[float, float, float, float]  # left, top, right, bottom in px
Aside = tuple[float, float, str]
"""Data value across, px down, words."""


def write_asides(
    block: Block, asides: Sequence[Aside], *, marks: Sequence[tuple[float, float]], colour: str
) -> None:
    """Write words beside marks: right, left, above or below, the first that is free.

    Args:
        block: where they stand.
        asides: the words with their places.
        marks: places of all other marks, which no word may cover: data value, px.
        colour: hex.
    """
    places = [*marks, *((x, y) for x, y, _ in asides)]
    taken = [_around(block.px(x), y) for x, y in places]
    for x, y, words in asides:
        at, wide = block.px(x), text_px(words, size=NOTE_SIZE)
        for anchor, shift, rise in (
            ("left", GAP, 0.0),
            ("right", -GAP, 0.0),
            ("center", 0.0, -RISE),
            ("center", 0.0, RISE),
        ):
            left = at + shift - wide * {"left": 0.0, "right": 1.0, "center": 0.5}[anchor]
            box = (left, y + rise - HALF_LINE, left + wide, y + rise + HALF_LINE)
            if left < 0 or left + wide > block.sketch.plot_width or _meets(box, taken):
                continue
            block.text(words, x=x, y=y + rise, anchor=anchor, shift=shift, size=NOTE_SIZE,
                       colour=colour)  # fmt: skip
            taken.append(box)
            break


def _around(x: float, y: float) -> Box:
    return (x - HALF_MARK, y - HALF_MARK, x + HALF_MARK, y + HALF_MARK)


def _meets(box: Box, others: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    return any(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        for other in others
    )
