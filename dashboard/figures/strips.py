"""Strips: one line per question, a mark per house, the median as a tick, all on one scale.

Where marks would touch they stand upon each other, so that two hundred houses make a hill and not a
page. Only the lowest and the highest counted mark carry their value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from dashboard.figures.marks import ARROW_PX, DOT, Form, Mark, Style, draw_mark
from dashboard.figures.row_chart import COLUMN, MOST_NAME
from dashboard.figures.sketch import NOMINAL_WIDTH, Block, Sketch
from dashboard.figures.texts import cut_text, text_px
from dashboard.figures.theme import LABEL_SIZE, NOTE_SIZE
from dashboard.figures.ticks import Axis, make_axis

ROW: Final = 30  # px of a strip of one level
STEP: Final = 13  # px from one level to the next
TALLEST: Final = 96  # px that levels take at most; of more they stand closer
TITLE: Final = 30  # px above the first strip
NAME_ROOM: Final = 18  # px that a name above its strip takes on a phone
LABEL_GAP: Final = DOT / 2 + 4  # px from the middle of a mark to its value
IN_REVIEW: Final = "in review"  # beside the value of a hollow mark
TICK: Final = 9  # px that the median stands out above and below


@dataclass(frozen=True, slots=True)
class Strip:
    """One question.

    Attributes:
        name: at the left.
        marks: a mark per house; a direction without a number has no place here.
        median: in the unit of the axis; None for none.
        columns: texts at the right.
    """

    name: str
    marks: tuple[Mark, ...]
    median: float | None
    columns: tuple[str, ...] = ()


def strip_margins(strips: Sequence[Strip], *, width: str) -> tuple[float, float]:
    """Return the px that names need at the left and columns at the right."""
    if width == "narrow":
        return 4.0, 4.0
    names = max((text_px(strip.name) for strip in strips), default=60.0)
    columns = max((len(strip.columns) for strip in strips), default=0)
    return min(names, MOST_NAME) + 14, columns * COLUMN + 6


def draw_strips(
    sketch: Sketch,
    strips: Sequence[Strip],
    *,
    title: str,
    headings: Sequence[str],
    suffix: str,
    decimals: int,
    axis: Axis | None = None,
) -> Block:
    """Add a block of strips that share a scale, and return it; `axis` is that of other blocks."""
    axis = axis or strips_axis(sketch, strips, suffix=suffix, decimals=decimals)
    levels = [_levels(strip.marks, sketch, axis) for strip in strips]
    heights = [_height(max(held, default=0), sketch) for held in levels]
    block = sketch.block(height=TITLE + sum(heights), axis=axis)
    block.text(title, side="left", shift=-sketch.left, y=TITLE / 2 - 2, strong="all")
    _columns(block, headings, y=TITLE - 12, is_head=True)
    top = float(TITLE)
    for strip, held, height in zip(strips, levels, heights, strict=True):
        _draw_strip(block, strip, held, top=top, bottom=top + height)
        top += height
    return block


def strips_axis(
    sketch: Sketch,
    strips: Sequence[Strip],
    *,
    suffix: str,
    decimals: int,
    also: Sequence[float] = (),
) -> Axis:
    """Return one axis that holds all marks, their values at the ends, and the values `also`."""
    ends = [end for strip in strips for mark in strip.marks for end in (mark.start, mark.end)]
    pads = _pads(strips)
    return make_axis(
        [*ends, *also], suffix=suffix, decimals=decimals, pads=pads, width=sketch.plot_width
    )


def _pads(strips: Sequence[Strip]) -> tuple[float, float]:
    """Return the px that the values at the ends need beyond the outermost marks."""
    ends = [found for strip in strips if (found := _ends(strip.marks))]
    left = max((text_px(low.label) for low, _ in ends), default=0.0)
    right = max((text_px(high.label) for _, high in ends), default=0.0)
    return left + LABEL_GAP + 4, max(right + LABEL_GAP + 4, ARROW_PX + DOT)


def _ends(marks: Sequence[Mark]) -> tuple[Mark, Mark] | None:
    """Return the lowest and the highest counted mark; None where nothing is counted."""
    counted = [mark for mark in marks if mark.style is Style.COUNTED]
    if not counted:
        return None
    return min(counted, key=lambda mark: mark.start), max(counted, key=lambda mark: mark.end)


def _height(highest: int, sketch: Sketch) -> float:
    name = NAME_ROOM if sketch.is_narrow else 0
    return ROW + name + min(STEP * highest, TALLEST)


def _levels(marks: Sequence[Mark], sketch: Sketch, axis: Axis) -> list[int]:
    """Return for each mark the lowest level on which it touches no other."""
    px = partial(axis.px, width=sketch.plot_width)
    taken: list[float] = []
    found = []
    for mark in marks:
        start, end = px(mark.start) - DOT / 2, px(mark.end) + DOT / 2
        start -= ARROW_PX if mark.form is Form.AT_MOST else 0
        end += ARROW_PX if mark.form is Form.AT_LEAST else 0
        level = next((i for i, edge in enumerate(taken) if edge <= start), len(taken))
        taken[level:level + 1] = [end]  # fmt: skip
        found.append(level)
    return found


def _draw_strip(
    block: Block, strip: Strip, levels: Sequence[int], *, top: float, bottom: float
) -> None:
    sketch = block.sketch
    highest = max(levels, default=0)
    step = min(STEP, TALLEST / highest) if highest else 0
    base = bottom - ROW / 2
    name_y = top + NAME_ROOM / 2 if sketch.is_narrow else base
    name = cut_text(strip.name, NOMINAL_WIDTH[sketch.width] if sketch.is_narrow else MOST_NAME)
    block.text(name, side="left", shift=-sketch.left, y=name_y)
    if strip.median is not None:
        upper = base - highest * step - TICK
        colour = sketch.tokens.ink
        block.line((strip.median, upper), (strip.median, base + TICK), colour=colour, width=1.4)
    for mark, level in zip(strip.marks, levels, strict=True):
        draw_mark(block, mark, y=base - level * step)
    _write_ends(block, strip.marks, [base - level * step for level in levels])
    _columns(block, strip.columns, y=base)
    block.rule(bottom)


def _write_ends(block: Block, marks: Sequence[Mark], ys: Sequence[float]) -> None:
    """Write the value of the lowest counted mark at its left, of the highest at its right.

    A mark in review has its value where that meets no other mark.
    """
    for mark, y in zip(marks, ys, strict=True):
        if mark.style is Style.REVIEW:
            _write_review(block, mark, [other for other in marks if other is not mark], y=y)
    ends = _ends(marks)
    if ends is None:
        return
    (low, high), at = ends, {id(mark): y for mark, y in zip(marks, ys, strict=True)}
    if low is not high:
        y = at[id(low)]
        block.text(low.label, x=low.start, y=y, anchor="right", shift=-LABEL_GAP, colour=low.hue)
    block.text(high.label, x=high.end, y=at[id(high)], shift=LABEL_GAP, colour=high.hue)


def _write_review(block: Block, mark: Mark, others: Sequence[Mark], *, y: float) -> None:
    """Write the value of a mark in review at its right or left, whichever is free."""
    room = text_px(f"{mark.label}  {IN_REVIEW}") + LABEL_GAP + 4
    start, end = block.px(mark.start), block.px(mark.end)
    edges = [(block.px(other.start), block.px(other.end)) for other in others]
    value = text_px(max((other.label for other in others), key=len, default="")) + LABEL_GAP
    for anchor, x, shift, low, high in (
        ("left", mark.end, LABEL_GAP, end, end + room),
        ("right", mark.start, -LABEL_GAP, start - room, start),
    ):
        is_free = all(right + value < low or left - value > high for left, right in edges)
        if is_free and low >= 0 and high <= block.sketch.plot_width:
            block.text(mark.label, x=x, y=y, anchor=anchor, shift=shift, colour=mark.hue,
                       quiet=IN_REVIEW)  # fmt: skip
            return


def _columns(block: Block, texts: Sequence[str], *, y: float, is_head: bool = False) -> None:
    sketch = block.sketch
    if sketch.is_narrow:
        return
    for i, text in enumerate(texts):
        block.text(
            text,
            side="right",
            shift=sketch.right - (len(texts) - 1 - i) * COLUMN,
            y=y,
            anchor="right",
            size=NOTE_SIZE if is_head or i else LABEL_SIZE,
            colour=sketch.tokens.ink3 if is_head or i else None,
            strong="" if is_head or i else "all",
        )
