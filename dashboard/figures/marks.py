"""`Mark` -> the chart grammar: dots, bars, arrows, rings and what each of them means.

One function draws one figure on a block at a height. What a figure counts as decides fill and
colour; what is printed decides the form.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dashboard.figures.sketch import Block
from dashboard.figures.theme import Tokens, faded

DOT: Final = 12  # px across: radius 6
SMALL_DOT: Final = 7  # px across: a previous edition
BAR: Final = 8  # px thick
CALL_PX: Final = {False: 2.4, True: 1.0}  # px of the two short lines; thin while in review
ARROW_PX: Final = 30  # px from the bound to the arrowhead
BAR_POINTS: Final = 9  # invisible points along a bar, so that all of it can be clicked


class Form(StrEnum):
    """What is printed: a point, a range, an open bound, or a direction without a number."""

    POINT = "point"
    RANGE = "range"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    CALL = "call"


class Style(StrEnum):
    """What it counts as: in the median, waiting, unlike, of a scenario, older, or only implied."""

    COUNTED = "counted"
    REVIEW = "review"
    UNLIKE = "unlike"
    SCENARIO = "scenario"
    PREVIOUS = "previous"
    IMPLIED = "implied"


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure.

    Attributes:
        low: lower bound in the unit of the axis, None where open.
        high: upper bound, None where open.
        form: what is printed.
        style: what it counts as.
        hue: hex colour of a counted mark.
        label: value in words, set beside the mark.
        note: grey words after the label.
        identity: what a click reports.
        hover: lines of text.
        before: the previous edition's value, drawn as a ring with a line; None for none.
        before_identity: what a click on the ring reports; blank for nothing.
        before_hover: lines of text.
        stage: which part of the axis it stands on, where a row runs over several.
    """

    low: float | None
    high: float | None
    form: Form
    style: Style
    hue: str
    label: str
    note: str = ""
    identity: str = ""
    hover: str = ""
    before: float | None = None
    before_identity: str = ""
    before_hover: str = ""
    stage: int = 0

    @property
    def start(self) -> float:
        """The leftmost value drawn."""
        return self.low if self.low is not None else self.high if self.high is not None else 0.0

    @property
    def end(self) -> float:
        """The rightmost value drawn."""
        return self.high if self.high is not None else self.start


ARROWS: Final = {Form.AT_LEAST: "right", Form.AT_MOST: "left"}


def draw_mark(block: Block, mark: Mark, *, y: float) -> None:
    """Draw one figure by the chart grammar."""
    tokens = block.sketch.tokens
    colour = mark.hue if mark.style in (Style.COUNTED, Style.REVIEW, Style.IMPLIED) else tokens.mark
    if mark.style is Style.SCENARIO:
        colour = tokens.ink3
    if mark.before is not None and mark.form in (Form.POINT, Form.RANGE):
        _draw_before(block, mark, y=y, colour=colour)
    if mark.form is Form.CALL:
        _draw_call(block, mark, y=y, colour=colour)
    elif mark.form in ARROWS:
        _draw_arrow(block, mark, y=y, colour=colour)
    elif mark.form is Form.RANGE:
        _draw_bar(block, mark, y=y, colour=colour)
    else:
        _draw_point(block, mark, y=y, colour=colour)


def _draw_point(block: Block, mark: Mark, *, y: float, colour: str) -> None:
    if mark.style is Style.SCENARIO:
        block.ring(mark.start, y, radius=DOT / 2, colour=colour)
        marker: dict[str, object] = {"size": DOT, "color": faded(colour, alpha=0.01)}
    else:
        marker = point_marker(mark.style, colour=colour, tokens=block.sketch.tokens)
    block.marks([mark.start], y, identity=mark.identity, hover=mark.hover, marker=marker)


def point_marker(style: Style, *, colour: str, tokens: Tokens) -> dict[str, object]:
    """Return Plotly's marker of a figure that is one value."""
    ring = {"color": colour, "width": 2}
    if style is Style.REVIEW:
        return {"symbol": "circle", "size": DOT, "color": tokens.paper, "line": ring}
    if style is Style.IMPLIED:
        return {"symbol": "square", "size": 10, "color": tokens.paper, "line": ring}
    if style is Style.UNLIKE:
        return {"symbol": "diamond", "size": 9, "color": tokens.paper,
                "line": {"color": colour, "width": 1.6}}  # fmt: skip
    if style is Style.PREVIOUS:
        return {"symbol": "circle", "size": SMALL_DOT, "color": tokens.paper,
                "line": {"color": colour, "width": 1.4}}  # fmt: skip
    return {"symbol": "circle", "size": DOT, "color": colour}


def _draw_bar(block: Block, mark: Mark, *, y: float, colour: str) -> None:
    """Draw a range: round ends, clickable along its whole length."""
    step = (mark.end - mark.start) / (BAR_POINTS - 1)
    xs = [mark.start + step * i for i in range(BAR_POINTS)]
    inner = [0] * (BAR_POINTS - 2)
    thick = BAR if mark.style is not Style.SCENARIO else 1.4
    ends = 0 if mark.style is Style.SCENARIO else BAR
    if mark.style is Style.REVIEW:
        thick, ends = 2, SMALL_DOT
    marker = {
        "size": [ends, *inner, ends],
        "color": block.sketch.tokens.paper if mark.style is Style.REVIEW else colour,
        "line": {"width": 2 if mark.style is Style.REVIEW else 0, "color": colour},
        "opacity": 1,
    }
    if mark.style is Style.SCENARIO:
        block.box((mark.start, y - BAR / 2), (mark.end, y + BAR / 2), edge=colour, dash="3px,2px")
    dash = "dot" if mark.style is Style.SCENARIO else "solid"
    line = {"color": colour if mark.style is not Style.SCENARIO else faded(colour, alpha=0.01),
            "width": thick, "dash": dash}  # fmt: skip
    block.marks(xs, y, identity=mark.identity, hover=mark.hover, marker=marker, line=line)


def arrow_tip(block: Block, mark: Mark) -> float:
    """Return where the arrow of an open bound ends, in the unit of the axis."""
    low, high = block.axis.range if block.axis else (0.0, 1.0)
    reach = ARROW_PX / block.sketch.plot_width * (high - low)
    tip = mark.start + (reach if mark.form is Form.AT_LEAST else -reach)
    return min(max(tip, low), high)  # Plotly drops points that stand off the axis


def _draw_arrow(block: Block, mark: Mark, *, y: float, colour: str) -> None:
    """Draw an open bound: a tick at the bound, a stem and an arrowhead."""
    tip = arrow_tip(block, mark)
    head = "triangle-right" if mark.form is Form.AT_LEAST else "triangle-left"
    stem = {"color": colour, "width": 2, "dash": "dot" if mark.style is Style.SCENARIO else "solid"}
    if mark.style is Style.REVIEW:
        head = f"{head}-open"
    marker = {
        "symbol": ["line-ns", "circle", head],
        "size": [12, 0, 9],
        "color": colour,
        "opacity": 1,
        "line": {"color": colour, "width": [2, 0, 1.6 if mark.style is Style.REVIEW else 0]},
    }
    middle = (mark.start + tip) / 2
    block.marks([mark.start, middle, tip], y, identity=mark.identity, hover=mark.hover,
                marker=marker, line=stem)  # fmt: skip


def _draw_call(block: Block, mark: Mark, *, y: float, colour: str) -> None:
    """Draw a direction without a number: two short lines at "no change"."""
    width = CALL_PX[mark.style is Style.REVIEW]
    marker = {"symbol": "line-ew", "size": 10, "color": colour,
              "line": {"color": colour, "width": width}}  # fmt: skip
    block.marks([0.0, 0.0], [y - 3, y + 3], identity=mark.identity, hover=mark.hover, marker=marker)


def _draw_before(block: Block, mark: Mark, *, y: float, colour: str) -> None:
    """Draw the previous edition: a small ring, and a line from there to now."""
    assert mark.before is not None
    now = (mark.start + mark.end) / 2
    block.line((mark.before, y), (now, y), colour=faded(colour, alpha=0.55), width=1.4)
    marker = point_marker(Style.PREVIOUS, colour=colour, tokens=block.sketch.tokens)
    block.marks(
        [mark.before], y, identity=mark.before_identity, hover=mark.before_hover, marker=marker
    )
