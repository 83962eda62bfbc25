"""Marks of one row -> their labels, each on the side where it touches least.

Places are reckoned in px at the nominal width of the chart, with widths of text estimated, so the
result needs no browser and is the same every time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dashboard.figures.marks import ARROW_PX, ARROWS, DOT, SMALL_DOT, Form, Mark, Style
from dashboard.figures.sketch import Block
from dashboard.figures.texts import text_px
from dashboard.figures.theme import NOTE_SIZE

LABEL_GAP: Final = 10  # px between a mark's middle and its label
SECOND_LINE: Final = 13  # px by which a label that finds no room beside its mark moves up
MARK_ROOM: Final = 10.0  # px that a mark alone needs at an end of the axis
BOLD_WIDER: Final = 1.08  # bold text against regular
BLOCKED: Final = 10  # cost of a place where another mark or label stands


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What a label of a row should not cover: lines at px, stretches of connectors in px."""

    lines: tuple[float, ...]
    connectors: tuple[tuple[float, float], ...]
    prefers_left: bool


def write_labels(block: Block, marks: Sequence[Mark], *, y: float, lines: Sequence[float]) -> None:
    """Write the labels of one row's marks.

    Args:
        block: where the row stands.
        marks: of one row, from left to right.
        y: px from the top of the block.
        lines: px at which lines cross the row; a label rather not covers them.
    """
    spans = tuple((block.px(left), block.px(right)) for left, right in connectors(marks))
    taken = [_span(block, mark) for mark in marks]
    rings = [block.px(mark.before) for mark in marks if mark.before is not None]
    taken += [(px - SMALL_DOT, px + SMALL_DOT) for px in rings]
    for i, mark in enumerate(marks):
        obstacles = Obstacles(tuple(lines), spans, len(marks) > 1 and i == 0)
        _label(block, mark, y=y, taken=taken, obstacles=obstacles)


def connectors(marks: Sequence[Mark]) -> list[tuple[float, float]]:
    """Return from where to where the counted figures of a house are joined, region to region."""
    counted = [m for m in marks if m.style is Style.COUNTED and m.form in (Form.POINT, Form.RANGE)]
    return [(a.end, b.start) for a, b in pairwise(counted) if a.end < b.start and a.hue != b.hue]


def label_px(mark: Mark) -> float:
    """Return about how wide value and note of a mark run, in px."""
    bold = text_px(mark.label) * BOLD_WIDER
    return bold + (text_px(f"  {mark.note}", size=NOTE_SIZE) if mark.note else 0)


def _span(block: Block, mark: Mark) -> tuple[float, float]:
    """Return the px from and to which the mark itself reaches."""
    reach = DOT / 2 + 1
    left, right = block.px(mark.start) - reach, block.px(mark.end) + reach
    if mark.form is Form.AT_LEAST:
        return left, right + ARROW_PX
    return (left - ARROW_PX, right) if mark.form is Form.AT_MOST else (left, right)


def _label(
    block: Block, mark: Mark, *, y: float, taken: list[tuple[float, float]], obstacles: Obstacles
) -> None:
    """Write value and note on the side where they touch least; above the row if neither is free."""
    tokens = block.sketch.tokens
    start, end = _span(block, mark)
    length = label_px(mark) + 4
    places = {"right": (end + 2, end + 2 + length), "left": (start - 2 - length, start - 2)}
    others = [place for place in taken if place != (start, end)]
    costs = {side: _cost(place, others, block=block, obstacles=obstacles)
             for side, place in places.items()}  # fmt: skip
    first = "left" if ARROWS.get(mark.form) == "right" or obstacles.prefers_left else "right"
    side = min(places, key=lambda name: (costs[name], name != first))
    lift = SECOND_LINE if costs[side] >= BLOCKED else 0
    taken.append(places[side])
    edge = mark.end if side == "right" else mark.start
    reach = ARROW_PX + 8 if ARROWS.get(mark.form) == side else LABEL_GAP
    counted = mark.style is Style.COUNTED
    room = block.sketch.plot_width - end if side == "right" else start
    fits = not block.sketch.is_narrow or length <= room + MARK_ROOM
    block.text(
        mark.label,
        x=0.0 if mark.form is Form.CALL else edge,
        y=y - lift,
        shift=reach if side == "right" else -reach,
        anchor="left" if side == "right" else "right",
        colour=mark.hue if counted or mark.style is Style.REVIEW else tokens.ink2,
        strong="all" if counted else "",
        quiet=mark.note if fits else "",
    )


def _cost(
    place: tuple[float, float],
    taken: Sequence[tuple[float, float]],
    *,
    block: Block,
    obstacles: Obstacles,
) -> int:
    """Return how bad a place for a label is: a mark under it is worse than a line."""
    start, end = place
    outside = start < -MARK_ROOM or end > block.sketch.plot_width + MARK_ROOM
    touched = any(a < end and start < b for a, b in taken)
    crossed = sum(start <= line <= end for line in obstacles.lines)
    joined = sum(a < end and start < b for a, b in obstacles.connectors)
    return BLOCKED * (outside + touched) + 2 * crossed + joined
