"""Amounts from zero -> a block of bars, one row each; bars always start at zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.labels import BOLD_WIDER
from dashboard.figures.sketch import NOMINAL_WIDTH, Block, Sketch
from dashboard.figures.texts import cut_text, text_px
from dashboard.figures.theme import NOTE_SIZE, faded
from dashboard.figures.ticks import make_axis

BAR_ROW: Final = {"wide": 28, "medium": 28, "narrow": 44}  # px
BAR_HALF: Final = 7  # px from the middle of a bar to its edge
HEAD: Final = 28  # px for the title of the block
DROP: Final = 9  # px that a bar stands below the middle of a phone's row
CLICK_POINTS: Final = 9  # invisible points along a bar, so that all of it can be clicked
LABEL_GAP: Final = 8  # px from the end of a bar to its value


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure as a bar.

    Attributes:
        name: at the left.
        low: nearer end; equal to `high` for a point, None for "below".
        high: farther end, None for "over".
        label: value in words.
        note: grey words after it.
        when: date of publication.
        colour: hex.
        style: "solid", "dashed" for a scenario, or "hollow" for a figure in review.
        identity: what a click reports.
        hover: lines of text.
    """

    name: str
    low: float | None
    high: float | None
    label: str
    note: str
    when: str
    colour: str
    style: str
    identity: str
    hover: str

    @property
    def reach(self) -> float:
        """The end of the bar that is farther from zero."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return max(ends, key=abs)


def names_px(bars: Sequence[Bar], *, most: float = 190) -> float:
    """Return the px that the names of bars need."""
    return min(max((text_px(bar.name) * BOLD_WIDER for bar in bars), default=0), most) + 14


def draw_bars(
    sketch: Sketch,
    title: str,
    bars: Sequence[Bar],
    *,
    suffix: str = "",
    among: Sequence[Bar] = (),
) -> Block:
    """Add a block with a title and a bar per row, from zero, each labelled at its end.

    Args:
        sketch: what it is added to.
        title: above the bars.
        bars: from the top.
        suffix: unit at the last tick.
        among: the bars of all blocks that share one scale; these alone where there are none.
    """
    height, scaled = BAR_ROW[sketch.width], [*bars, *among]
    labels = [text_px(f"{bar.label}  {bar.note}") + 2 * LABEL_GAP for bar in scaled]
    axis = make_axis(
        [0.0, *(bar.reach for bar in scaled)],
        suffix=suffix,
        decimals=0,
        pads=(_room_left(scaled), max(labels, default=0.0)),
        width=sketch.plot_width,
        smallest_span=1.0,
    )
    block = sketch.block(height=HEAD + height * len(bars) + 4, axis=axis)
    block.text(title, side="left", shift=-sketch.left, y=HEAD / 2, strong="all")
    for i, bar in enumerate(bars):
        middle = HEAD + height * (i + 0.5)
        _draw_bar(block, bar, y=middle)
    block.line((0.0, HEAD), (0.0, block.height), colour=sketch.tokens.rule2)
    return block


def _room_left(bars: Sequence[Bar]) -> float:
    """Return the px left of the longest negative bar that its label and note need."""
    falling = [text_px(f"{bar.label}  {bar.note}") + 2 * LABEL_GAP for bar in bars if bar.reach < 0]
    return max(falling, default=2.0)


def _draw_bar(block: Block, bar: Bar, *, y: float) -> None:
    sketch, tokens = block.sketch, block.sketch.tokens
    at = y + (DROP if sketch.is_narrow else 0)
    name_y = y - BAR_HALF - 2 if sketch.is_narrow else y
    name = cut_text(bar.name, NOMINAL_WIDTH[sketch.width] if sketch.is_narrow else sketch.left)
    block.text(name, side="left", shift=-sketch.left, y=name_y)
    top, bottom = at - BAR_HALF, at + BAR_HALF
    if bar.style == "solid":
        block.box((0.0, top), (bar.reach, bottom), fill=faded(bar.colour, alpha=0.4))
        near = bar.low if bar.low is not None else 0.0
        if near == bar.reach:
            block.box((0.0, top), (bar.reach, bottom), fill=bar.colour)
        else:
            block.box((near, top), (bar.reach, bottom), fill=bar.colour)
    else:
        dash = "3px,2px" if bar.style == "dashed" else "solid"
        block.box((0.0, top), (bar.reach, bottom), edge=bar.colour, dash=dash)
    falls = bar.reach < 0
    block.text(bar.label, x=bar.reach, y=at, shift=-LABEL_GAP if falls else LABEL_GAP,
               anchor="right" if falls else "left", strong="all", quiet=bar.note)  # fmt: skip
    if sketch.width == "wide":
        block.text(bar.when, side="right", shift=sketch.right, y=at, anchor="right",
                   size=NOTE_SIZE, colour=tokens.ink3)  # fmt: skip
    step = bar.reach / CLICK_POINTS
    xs = [round(step * (k + 0.5), 6) for k in range(CLICK_POINTS)]
    marker: dict[str, Any] = {"size": BAR_HALF * 2, "color": "rgba(0,0,0,0)"}
    block.marks(xs, at, identity=bar.identity, hover=bar.hover, marker=marker)
