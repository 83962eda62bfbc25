"""A mean's change as split bars, and the houses behind one of them.

Solid is what houses did that changed their figure, hatched what joining and leaving did. Beside the
houses an open ring is the figure of the earlier day, a dot that of today, a square a newcomer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.figures.doors import Door, draw_doors
from dashboard.figures.marks import DOT, SMALL_DOT
from dashboard.figures.sketch import Block, Sketch
from dashboard.figures.texts import text_px, wrapped
from dashboard.figures.theme import NOTE_SIZE
from dashboard.figures.ticks import make_axis

ROW: Final = {"wide": 52, "medium": 52, "narrow": 74}  # px
BAR: Final = 11  # px thick
STEP: Final = 8  # px from the middle of a row to the middle of either bar
HEAD: Final = 30  # px
HOUSE_ROW: Final = {"wide": 26, "medium": 26, "narrow": 44}  # px; narrow ones are of two lines
LINE: Final = 18.0  # px of a line of a label
GROUP: Final = 22  # px for the name of a group
COLUMN: Final = 66  # px of a column of text
LABEL_GAP: Final = 8  # px
HATCH: Final = {"shape": "/", "size": 5, "solidity": 0.4}


@dataclass(frozen=True, slots=True)
class SplitBar:
    """One bar of a row.

    Attributes:
        value: its length, in the unit of the axis; None draws the words alone.
        label: beside it.
        door: what it opens: id and lines of hover; blank for nothing.
    """

    value: float | None
    label: str
    door: tuple[str, str]


@dataclass(frozen=True, slots=True)
class SplitRow:
    """One mean.

    Attributes:
        name: at the left.
        hue: hex colour of the name.
        moved: the solid bar.
        joined: the hatched bar.
        before: the mean of the earlier day, in words.
        columns: mean now, change, n.
    """

    name: str
    hue: str
    moved: SplitBar
    joined: SplitBar
    before: str
    columns: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class House:
    """One house of a column.

    Attributes:
        group: "Moved", "Joined", "Left" or "Unchanged".
        label: name and figures.
        before: value of the earlier day; None for a newcomer.
        now: value of today; None for a house that left.
        door: what today's mark opens: id and lines of hover.
        before_door: what the ring opens.
        is_waiting: whether today's figure awaits review, which is drawn hollow.
    """

    group: str
    label: str
    before: float | None
    now: float | None
    door: tuple[str, str]
    before_door: tuple[str, str]
    is_waiting: bool = False


def margins(rows: Sequence[SplitRow], *, width: str) -> tuple[float, float]:
    """Return the px that names and earlier means need at the left, and columns at the right."""
    if width == "narrow":
        return 4.0, 4.0
    names = max((text_px(row.name) for row in rows), default=60.0) * 1.1 + 14
    return names + (COLUMN if width == "wide" else 0), (3 if width == "wide" else 1) * COLUMN + 6


def draw_splits(sketch: Sketch, rows: Sequence[SplitRow], heads: Sequence[str]) -> None:
    """Add a block with two bars a row; `heads` name earlier mean, mean now, change and n."""
    bars = [bar for row in rows for bar in (row.moved, row.joined)]
    ends = [bar.value for bar in bars if bar.value is not None]
    rising = [text_px(bar.label) + 2 * LABEL_GAP for bar in bars if (bar.value or 0.0) >= 0]
    falling = [text_px(bar.label) + 2 * LABEL_GAP for bar in bars if (bar.value or 0.0) < 0]
    axis = make_axis(
        [0.0, *ends],
        decimals=1,
        pads=(max(falling, default=4.0), max(rising, default=4.0)),
        width=sketch.plot_width,
        smallest_span=0.2,
    )
    height = ROW[sketch.width]
    block = sketch.block(height=HEAD + height * len(rows), axis=axis)
    _write_heads(block, heads)
    block.rule(HEAD, colour=sketch.tokens.rule2)
    for i, row in enumerate(rows):
        _draw_split(block, row, y=HEAD + height * (i + 0.5))
        block.rule(HEAD + height * (i + 1))
    block.line((0.0, HEAD), (0.0, block.height), colour=sketch.tokens.ink)


def _write_heads(block: Block, heads: Sequence[str]) -> None:
    sketch = block.sketch
    if sketch.is_narrow:
        return
    grey: dict[str, Any] = {"y": HEAD / 2, "size": NOTE_SIZE, "colour": sketch.tokens.ink3}
    shown = heads[1:] if sketch.width == "wide" else heads[2:3]
    if sketch.width == "wide":
        block.text(heads[0], side="left", shift=-12, anchor="right", **grey)
    for i, head in enumerate(reversed(shown)):
        block.text(head, side="right", shift=sketch.right - COLUMN * i, anchor="right", **grey)


def _draw_split(block: Block, row: SplitRow, *, y: float) -> None:
    sketch = block.sketch
    at = y + (14 if sketch.is_narrow else 0)
    now, change, count = row.columns
    if sketch.is_narrow:
        block.text(row.name, side="left", shift=-sketch.left, y=y - 20, strong="all",
                   colour=row.hue, quiet=f"{row.before} to {now}, {change}, n {count}")  # fmt: skip
    else:
        block.text(row.name, side="left", shift=-sketch.left, y=at, strong="all", colour=row.hue)
    if sketch.width == "wide":
        block.text(row.before, side="left", shift=-12, y=at, anchor="right")
    shown = () if sketch.is_narrow else row.columns if sketch.width == "wide" else (change,)
    for i, text in enumerate(reversed(shown)):
        is_mean = len(shown) > 1 and i == len(shown) - 1
        block.text(text, side="right", shift=sketch.right - COLUMN * i, y=at, anchor="right",
                   strong="all" if is_mean else "")  # fmt: skip
    _draw_bar(block, row.moved, y=at - STEP, is_hatched=False)
    _draw_bar(block, row.joined, y=at + STEP, is_hatched=True)


def _draw_bar(block: Block, bar: SplitBar, *, y: float, is_hatched: bool) -> None:
    tokens = block.sketch.tokens
    if bar.value is None or not bar.value:
        block.text(bar.label, x=0.0, shift=LABEL_GAP, y=y, size=NOTE_SIZE, colour=tokens.ink3)
        return
    block.sketch.traces.append(_bar_trace(block, bar.value, y=y, is_hatched=is_hatched))
    falls = bar.value < 0
    block.text(bar.label, x=bar.value, y=y, shift=-LABEL_GAP if falls else LABEL_GAP,
               anchor="right" if falls else "left", strong="all", size=NOTE_SIZE)  # fmt: skip
    if bar.door[0]:
        draw_doors(block, [Door(0.0, bar.value, *bar.door)], y=y)


def _bar_trace(block: Block, value: float, *, y: float, is_hatched: bool) -> dict[str, Any]:
    tokens = block.sketch.tokens
    marker: dict[str, Any] = {"color": tokens.ink2, "line": {"width": 0}}
    if is_hatched:
        pattern = {**HATCH, "fgcolor": tokens.ink2, "bgcolor": tokens.paper}
        marker = {"color": tokens.ink2, "pattern": pattern,
                  "line": {"color": tokens.ink2, "width": 1}}  # fmt: skip
    return {
        "type": "bar",
        "orientation": "h",
        "x": [value],
        "y": [y],
        "width": BAR,
        "offset": -BAR / 2,
        "xaxis": block.x,
        "yaxis": block.y,
        "marker": marker,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def draw_houses(sketch: Sketch, title: str, houses: Sequence[House], *, suffix: str) -> None:
    """Add a block with a row per house, in groups, on one scale."""
    values = [v for house in houses for v in (house.before, house.now) if v is not None]
    room = max((text_px(house.label) for house in houses), default=0.0) + 2 * LABEL_GAP + DOT
    # On a phone the words climb above their marks, which have the whole width then.
    right = 3.0 * DOT if sketch.is_narrow else min(room, sketch.plot_width * 0.55)
    axis = make_axis(values, suffix=suffix, pads=(DOT, right), width=sketch.plot_width)
    groups = list(dict.fromkeys(house.group for house in houses))
    height = HOUSE_ROW[sketch.width]
    above = GROUP if sketch.is_narrow else 0
    total = HEAD + height * len(houses) + above * len(groups) + 4
    block = sketch.block(height=total, axis=axis)
    block.text(title, side="left", shift=-sketch.left, y=HEAD / 2, strong="all")
    y = float(HEAD)
    for group in groups:
        block.rule(y, colour=sketch.tokens.rule2)
        block.text(group, side="left", shift=-sketch.left, size=NOTE_SIZE,
                   y=y + (above or height) / 2, colour=sketch.tokens.ink3)  # fmt: skip
        y += above
        for house in (house for house in houses if house.group == group):
            _draw_house(block, house, y=y + (height * 0.72 if sketch.is_narrow else height / 2))
            y += height


def _draw_house(block: Block, house: House, *, y: float) -> None:
    tokens = block.sketch.tokens
    ring = {"symbol": "circle", "size": SMALL_DOT, "color": tokens.paper,
            "line": {"color": tokens.ink, "width": 1.4}}  # fmt: skip
    is_same = house.before == house.now
    if house.before is not None and house.now is not None and not is_same:
        block.line((house.before, y), (house.now, y), colour=tokens.mark, width=1.4)
    if house.before is not None and not is_same:
        identity, hover = house.before_door
        block.marks([house.before], y, identity=identity, hover=hover, marker=ring)
    if house.now is not None:
        symbol = "square" if house.before is None else "circle"
        marker: dict[str, Any] = {"symbol": symbol, "size": DOT - 1, "color": tokens.ink}
        if house.is_waiting:
            marker |= {"color": tokens.paper, "line": {"color": tokens.ink, "width": 1.8}}
        identity, hover = house.door
        block.marks([house.now], y, identity=identity, hover=hover, marker=marker)
    _label_house(block, house, y=y)


def _label_house(block: Block, house: House, *, y: float) -> None:
    """Write name and figures where there is room: above, right, left, or in lines at the right."""
    sketch = block.sketch
    if sketch.is_narrow:
        lines = wrapped(house.label, sketch.left + sketch.plot_width + sketch.right, most=1)
        block.text(lines[0], side="left", shift=-sketch.left, y=y - LINE)
        return
    ends = [v for v in (house.before, house.now) if v is not None]
    room = sketch.plot_width + sketch.right - block.px(max(ends)) - DOT
    long = text_px(house.label)
    if long > room and long <= block.px(min(ends)) - DOT:
        block.text(house.label, x=min(ends), y=y, shift=-DOT, anchor="right")
        return
    lines = wrapped(house.label, room, most=2)
    for i, line in enumerate(lines):
        block.text(line, x=max(ends), y=y + (i - (len(lines) - 1) / 2) * (LINE - 4), shift=DOT)
