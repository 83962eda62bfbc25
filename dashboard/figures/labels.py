"""Marks of one row -> their labels, each on the side where it touches least.

Places are reckoned in px at the nominal width of the chart, with widths of text estimated, so the
result needs no browser and is the same every time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dashboard.figures.marks import ARROW_PX, ARROWS, DOT, SMALL_DOT, Form, Mark, Style, arrow_tip
from dashboard.figures.sketch import Block
from dashboard.figures.texts import text_px
from dashboard.figures.theme import NOTE_SIZE

LABEL_GAP: Final = 10  # px between a mark's middle and its label
MARK_ROOM: Final = 10.0  # px that a mark alone needs at an end of the axis
BOLD_WIDER: Final = 1.08  # bold text against regular
BLOCKED: Final = 10  # cost of a place where another mark or label stands
LINE_ROOM: Final = 4.0  # px beside a mark where a line would run into its label

OVERLAP: Final = 3.0  # px by which two marks of a line may touch
_FIRST: Final = {Style.COUNTED: 0, Style.REVIEW: 1, Style.SCENARIO: 2}  # unlike figures last

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """Where the label of a mark goes.

    Attributes:
        mark: what it belongs to.
        side: "left" or "right" of it.
        place: from where to where it reaches, in px.
        cost: how bad the place is; from `BLOCKED` on, something else stands there.
    """

    mark: Mark
    side: str
    place: Place
    cost: int


def place_labels(
    marks: Sequence[Mark],
    *,
    px: Callable[[float], float],
    width: float,
    crossing: Sequence[float] = (),
) -> list[Label]:
    """Return the labels of one line of marks, each on the side where it touches least.

    Args:
        marks: of one line.
        px: where a value stands, in px.
        width: px of the plot.
        crossing: px at which lines cross; a label rather not covers them.
    """
    ordered = sorted(marks, key=lambda mark: (mark.start, mark.end))
    spans = [_span(mark, px) for mark in ordered]
    rings = [px(mark.before) for mark in ordered if mark.before is not None]
    taken = [*spans, *((ring - SMALL_DOT, ring + SMALL_DOT) for ring in rings)]
    joined = [(px(left), px(right)) for left, right in connectors(ordered)]
    for mark in ordered:
        if mark.before is not None:
            ends = sorted((px(mark.before), px((mark.start + mark.end) / 2)))
            joined.append((ends[0], ends[1]))
    labels: list[Label] = []
    for i, mark in enumerate(ordered):
        others = [*taken[:i], *taken[i + 1 :], *(label.place for label in labels)]
        start, end = spans[i]
        length = label_px(mark) + 4
        sides = {"right": (end + 2, end + 2 + length), "left": (start - 2 - length, start - 2)}
        costs = {
            side: BLOCKED * (_is_outside(place, width) + _touches(place, others))
            + 2 * sum(_is_crossed(place, line, side=side) for line in crossing)
            + _touches(place, joined)
            for side, place in sides.items()
        }
        goes_left = ARROWS.get(mark.form) == "right" or (len(ordered) > 1 and i == 0)
        first = "left" if goes_left else "right"
        side = min(sides, key=lambda name: (costs[name], name != first))
        labels.append(Label(mark, side, sides[side], costs[side]))
    return labels


def split_lines(
    marks: Sequence[Mark],
    *,
    px: Callable[[float], float],
    width: float,
    crossing: Sequence[float] = (),
) -> list[list[Mark]]:
    """Return the marks of a house in as few lines as hold them without covering each other.

    Counted figures take the first line, so that the gap between two regions stays in sight.
    Arguments as for `place_labels`.
    """
    lines: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda m: (_FIRST.get(m.style, 3), m.start, m.end)):
        for line in lines:
            if _fits([*line, mark], px=px, width=width, crossing=crossing):
                line.append(mark)
                break
        else:
            lines.append([mark])
    return [sorted(line, key=lambda m: (m.start, m.end)) for line in lines] or [[]]


def _fits(
    marks: Sequence[Mark],
    *,
    px: Callable[[float], float],
    width: float,
    crossing: Sequence[float],
) -> bool:
    spans = sorted(_span(mark, px) for mark in marks)
    if any(a[1] - OVERLAP > b[0] for a, b in pairwise(spans)):
        return False
    labels = place_labels(marks, px=px, width=width, crossing=crossing)
    return all(label.cost < BLOCKED for label in labels)


def write_labels(
    block: Block, marks: Sequence[Mark], *, y: float, crossing: Sequence[float]
) -> None:
    """Write the labels of one line of marks at `y` px from the top of the block."""
    width = block.sketch.plot_width
    for label in place_labels(marks, px=block.px, width=width, crossing=crossing):
        _write(block, label, y=y)


def _write(block: Block, label: Label, *, y: float) -> None:
    mark, is_right = label.mark, label.side == "right"
    is_past_arrow = ARROWS.get(mark.form) == label.side
    edge = 0.0 if mark.form is Form.CALL else mark.end if is_right else mark.start
    counted = mark.style is Style.COUNTED
    is_hued = counted or mark.style is Style.REVIEW
    fits = not _is_outside(label.place, block.sketch.plot_width)
    block.text(
        mark.label,
        x=arrow_tip(block, mark) if is_past_arrow else edge,
        y=y,
        shift=LABEL_GAP if is_right else -LABEL_GAP,
        anchor="left" if is_right else "right",
        colour=mark.hue if is_hued else block.sketch.tokens.ink2,
        strong="all" if counted else "",
        quiet=mark.note if fits else "",
    )
    lay_ground(block)


def lay_ground(block: Block) -> None:
    """Lay the colour of the page behind the label written last, so that lines stop before it."""
    if block.sketch.has_halo:
        block.sketch.notes[-1]["bgcolor"] = block.sketch.tokens.paper


def connectors(marks: Sequence[Mark]) -> list[Place]:
    """Return from where to where the counted figures of a house are joined, region to region."""
    counted = [m for m in marks if m.style is Style.COUNTED and m.form in (Form.POINT, Form.RANGE)]
    return [
        (a.end, b.start)
        for a, b in pairwise(counted)
        if a.end < b.start and a.hue != b.hue and a.stage == b.stage
    ]


def label_px(mark: Mark) -> float:
    """Return about how wide value and note of a mark run, in px."""
    bold = text_px(mark.label) * BOLD_WIDER
    return bold + (text_px(f"  {mark.note}", size=NOTE_SIZE) if mark.note else 0)


def _span(mark: Mark, px: Callable[[float], float]) -> Place:
    """Return the px from and to which the mark itself reaches."""
    reach = DOT / 2 + 1
    left, right = px(mark.start) - reach, px(mark.end) + reach
    if mark.form is Form.AT_LEAST:
        return left, right + ARROW_PX
    return (left - ARROW_PX, right) if mark.form is Form.AT_MOST else (left, right)


def _is_crossed(place: Place, line: float, *, side: str) -> bool:
    """Whether a line runs through a label, or between it and its mark."""
    near = LINE_ROOM if side == "right" else 0.0
    return place[0] - near <= line <= place[1] + LINE_ROOM - near


def _is_outside(place: Place, width: float) -> bool:
    return place[0] < -MARK_ROOM or place[1] > width + MARK_ROOM


def _touches(place: Place, others: Sequence[Place]) -> bool:
    return any(a < place[1] and place[0] < b for a, b in others)
