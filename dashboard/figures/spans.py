"""Spreads, date after date -> a column per date from the lowest to the highest figure.

A thin stem runs from end to end, a bar over the middle half, the median goes through as a line.
Values run upwards on a height in px; how many houses there were stands under each date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.figures.marks import SMALL_DOT
from dashboard.figures.sketch import Block, Sketch
from dashboard.figures.steps import spread
from dashboard.figures.texts import cut_text, text_px
from dashboard.figures.theme import NOTE_SIZE, faded
from dashboard.figures.ticks import Axis, inner_span
from dashboard.numbers import number
from warehouse.periods import MONTH_NAMES

HEIGHT: Final = 250.0  # px from the lowest to the highest value
HEAD: Final = 14.0  # px above the highest
ROW: Final = 18.0  # px of a line of numbers under the values
DATES: Final = 22.0  # px of the line of dates
BAR: Final = 0.44  # of the room of a date that the bar takes
LABEL_ROOM: Final = 44.0  # px between the labels of two dates
NAME_GAP: Final = 12.0  # px from the last date to the names
NAME_LINE: Final = 17.0  # px that a name takes


@dataclass(frozen=True, slots=True)
class Mark:
    """One house at a date.

    Attributes:
        value: where it is drawn.
        identity: what a click opens.
        hover: lines of text.
    """

    value: float
    identity: str
    hover: str


@dataclass(frozen=True, slots=True)
class Span:
    """One date.

    Attributes:
        day: the date.
        marks: the lowest and the highest house, or every house where they are few.
        middle: the median; None where houses are few.
        box: lower and upper end of the middle half; None where houses are few.
        n: all houses counted.
        width: from the lowest to the highest, as text; blank where houses are few.
        hover: lines of text on the date.
    """

    day: date
    marks: tuple[Mark, ...]
    middle: float | None
    box: tuple[float, float] | None
    n: int
    width: str
    hover: str


@dataclass(frozen=True, slots=True)
class Spans:
    """Everything that a block of spreads shows.

    Attributes:
        spans: oldest first; at least one.
        names: values and what stands beside them at the right.
        hue: colour of the bars.
        suffix: unit at the highest tick.
        decimals: digits in the tick labels.
    """

    spans: tuple[Span, ...]
    names: tuple[tuple[float, str], ...]
    hue: str
    suffix: str
    decimals: int


def draw_spans(sketch: Sketch, shown: Spans) -> Block:
    """Add the block and return it."""
    count = len(shown.spans)
    axis = Axis((-0.6, count - 0.4))
    block = sketch.block(height=HEAD + HEIGHT + 2 * ROW + DATES + 6, axis=axis)
    low, high, ticks = inner_span([m.value for span in shown.spans for m in span.marks])

    def y(value: float) -> float:
        return HEAD + (high - value) / (high - low) * HEIGHT

    _draw_ticks(block, shown, [(tick, y(tick)) for tick in ticks])
    for at, span in enumerate(shown.spans):
        if span.middle is not None:
            ends = [y(mark.value) for mark in span.marks]
            block.line((at, min(ends)), (at, max(ends)), colour=shown.hue, width=1.4)
        if span.box:
            block.box((at - BAR / 2, y(span.box[1])), (at + BAR / 2, y(span.box[0])),
                      fill=faded(shown.hue, alpha=0.3))  # fmt: skip
    _draw_middle(block, [(at, y(span.middle), span) for at, span in enumerate(shown.spans)
                         if span.middle is not None])  # fmt: skip
    _draw_ends(block, shown, [[y(mark.value) for mark in span.marks] for span in shown.spans])
    _draw_counts(block, shown.spans)
    _draw_names(block, [(y(value), words) for value, words in shown.names])
    return block


def _draw_ticks(block: Block, shown: Spans, ticks: Sequence[tuple[float, float]]) -> None:
    tokens, axis = block.sketch.tokens, block.axis
    assert axis is not None
    longest = max(len(number(tick, decimals=shown.decimals).partition(".")[2]) for tick, _ in ticks)
    for tick, y in ticks:
        block.line((axis.range[0], y), (axis.range[1], y), colour=tokens.grid)
        suffix = shown.suffix if tick == ticks[-1][0] else ""
        block.text(number(tick, decimals=longest) + suffix, side="left", shift=-8, anchor="right",
                   y=y, size=NOTE_SIZE, colour=tokens.ink3, has_rim=False)  # fmt: skip


def _draw_middle(block: Block, held: Sequence[tuple[int, float, Span]]) -> None:
    if not held:
        return
    tokens = block.sketch.tokens
    xs, ys = [float(at) for at, _, _ in held], [y for _, y, _ in held]
    block.path(xs, ys, colour=tokens.ink, width=1.4)
    hovers = [span.hover for _, _, span in held]
    block.dots(xs, ys, identities=[""] * len(held), hovers=hovers,
               marker={"symbol": "square", "size": 12, "color": "rgba(0,0,0,0)"})  # fmt: skip


def _draw_ends(block: Block, shown: Spans, ys: Sequence[Sequence[float]]) -> None:
    """Draw the houses that can be opened; where they are few nothing is scored and all are grey."""
    for is_scored in (False, True):
        held = [
            (float(at), y, mark)
            for at, span in enumerate(shown.spans)
            if (span.middle is not None) is is_scored
            for y, mark in zip(ys[at], span.marks, strict=True)
        ]
        if held:
            block.dots(
                [at for at, _, _ in held],
                [y for _, y, _ in held],
                identities=[mark.identity for _, _, mark in held],
                hovers=[mark.hover for _, _, mark in held],
                marker={"size": SMALL_DOT + 1,
                        "color": shown.hue if is_scored else block.sketch.tokens.mark},
            )  # fmt: skip


def _draw_counts(block: Block, spans: Sequence[Span]) -> None:
    """Write width, n and date under the values, each as often as there is room."""
    tokens, count = block.sketch.tokens, len(spans)
    room = block.sketch.plot_width / (count + 0.2)
    step = max(1, int(-(-LABEL_ROOM // room)))
    rows = (
        ("apart", [span.width for span in spans], tokens.ink),
        ("n", [str(span.n) for span in spans], tokens.ink2),
    )
    for line, (head, words, colour) in enumerate(rows):
        y = HEAD + HEIGHT + 20 + line * ROW
        block.text(head, side="left", shift=-8, anchor="right", y=y, size=NOTE_SIZE, colour=colour)
        fits = room >= max(text_px(text, size=NOTE_SIZE) for text in words) + 4
        for at, text in enumerate(words):
            if fits or (count - 1 - at) % step == 0:
                block.text(text, x=at, y=y, anchor="center", size=NOTE_SIZE, colour=colour)
    for at, span in enumerate(spans):
        if (count - 1 - at) % step == 0:
            when = f"{MONTH_NAMES[span.day.month - 1]} {span.day:%y}"
            block.text(when, x=at, y=block.height - 10, anchor="center", size=NOTE_SIZE,
                       colour=tokens.ink3, has_rim=False)  # fmt: skip


def _draw_names(block: Block, names: Sequence[tuple[float, str]]) -> None:
    held = sorted(names)
    places = spread([y for y, _ in held], heights=[NAME_LINE] * len(held), limit=HEAD + HEIGHT)
    for (_, words), y in zip(held, places, strict=True):
        block.text(cut_text(words, block.sketch.right - NAME_GAP), side="right", shift=NAME_GAP,
                   y=y, has_rim=False)  # fmt: skip
