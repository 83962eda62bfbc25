"""Groups of columns of dots on one vertical scale -> blocks: the twin dot plot.

A column is one date of one bank. Dots of like value stand side by side; every house has its name at
the right of its column, moved up or down until none overlap, with a hairline from its dot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from dashboard.figures.crowds import furthest
from dashboard.figures.marks import BAR, DOT, Style
from dashboard.figures.sketch import Block, Sketch
from dashboard.figures.steps import spread
from dashboard.figures.texts import cut_text, text_px, wrapped
from dashboard.figures.theme import NOTE_SIZE, Tokens, faded
from dashboard.figures.ticks import Axis, inner_span
from dashboard.numbers import number

LEAST_HEIGHT: Final = 270.0  # px from the lowest to the highest value
FEW, NAMED = 20, 12  # marks of a column that all have names, and how many of more have one
AIRY: Final = 8  # names of a column at most, where each has its value whatever room that takes
PER_NAME: Final = 18.0  # px that a name takes
NEXT_LINE: Final = 13.5  # px from one line of a name to the next: closer than two names
LEAST_LANES: Final = 24.0  # px that dots side by side take at least; there they overlap
HEAD: Final = 70.0  # px above the values: the bank, the date, the median
FOOT: Final = 22.0  # px below the values
LANE: Final = 14.0  # px between dots side by side
MOST_LANES: Final = 0.33  # of a column: dots side by side leave two thirds to names
GUTTER: Final = {"wide": 78.0, "medium": 22.0, "narrow": 12.0}  # px between two groups
PAD: Final = 9.0  # px from the edge of a column to its first dot
ARROW: Final = 16.0  # px from an open bound to its arrowhead
BAND: Final = 5.0  # px: the least height of today's rate
_AROUND: Final = PAD + LANE + 6  # px of a column that are neither dots nor names
WORDS_HALF: Final = 19.0  # px from the middle of a bracket to where its words end
LEAST_BRACKET: Final = 60.0  # px between medians that leave room for words between arrowheads


@dataclass(frozen=True, slots=True)
class Dot:
    """One figure of one house.

    Attributes:
        value: where it stands.
        name: the house.
        text: the value in words.
        identity: what a click reports.
        hover: lines of text.
        style: what it counts as.
        low: lower end of a range; None for a point.
        high: upper end of a range.
        arrow: "up" or "down" for an open bound, else blank.
    """

    value: float
    name: str
    text: str
    identity: str
    hover: str
    style: Style = Style.COUNTED
    low: float | None = None
    high: float | None = None
    arrow: str = ""

    @property
    def ends(self) -> tuple[float, float]:
        """From where to where it reaches."""
        is_range = self.low is not None and self.high is not None
        return (self.low, self.high) if is_range else (self.value, self.value)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Column:
    """One date of one group.

    Attributes:
        title: the date.
        dots: of all houses.
        median: of the counted ones; None for fewer than two.
        label: "median 3.40, n = 5", under the date.
    """

    title: str
    dots: tuple[Dot, ...]
    median: float | None
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """One bank.

    Attributes:
        name: above its columns.
        hue: hex colour of its counted dots.
        columns: soonest first.
        band: from where to where today's rate reaches; None where it is not known.
        note: today's rate in words.
    """

    name: str
    hue: str
    columns: tuple[Column, ...]
    band: tuple[float, float] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values -> px from the top of a block."""

    low: float
    high: float
    height: float
    ticks: tuple[float, ...]

    def y(self, value: float) -> float:
        return HEAD + (self.high - value) / (self.high - self.low) * self.height


def draw_dots(sketch: Sketch, groups: Sequence[Group], *, bracket: str = "") -> None:
    """Add all groups side by side on wide pages, else a block per date with the groups in it.

    Args:
        sketch: what the blocks are added to.
        groups: with the same columns in the same order.
        bracket: words on the distance of the first two groups' medians, drawn between them.
    """
    if sketch.width == "wide":
        blocks = [list(groups)]
    else:
        single = [[replace(group, columns=(group.columns[at],)) for group in groups]
                  for at in range(len(groups[0].columns))]  # fmt: skip
        blocks = [part for part in single if any(group.columns[0].dots for group in part)]
    scale = _scale(groups, height=_tallest(sketch, blocks))
    for part in blocks:
        _draw_block(sketch, part, scale, bracket=bracket if sketch.width == "wide" else "")


def _scale(groups: Sequence[Group], *, height: float) -> _Scale:
    columns = [column for group in groups for column in group.columns]
    values = [end for column in columns for dot in column.dots for end in dot.ends]
    values += [edge for group in groups for edge in group.band or ()]
    low, high, ticks = inner_span(values or [0.0, 1.0])
    return _Scale(low, high, height, tuple(ticks))


def _halves(sketch: Sketch, count: int) -> list[tuple[float, float]]:
    """Return from where to where each group runs, px."""
    gutter = GUTTER[sketch.width]
    each = (sketch.plot_width - gutter * (count - 1)) / count
    return [(i * (each + gutter), i * (each + gutter) + each) for i in range(count)]


def _tallest(sketch: Sketch, blocks: Sequence[Sequence[Group]]) -> float:
    """Return the px that the fullest column of any block needs for the names that stand there."""
    found = [LEAST_HEIGHT]
    for groups in blocks:
        for group, (start, end) in zip(groups, _halves(sketch, len(groups)), strict=True):
            shown = _shown(group)
            for column, (left, right) in zip(shown, _stretches(shown, start, end), strict=True):
                room = right - left - _lane_room(column.dots, right - left) - _AROUND
                dots = [column.dots[i] for i in _named(column.dots)]
                found.append(
                    sum(_height(_lines(dot, room, of=len(dots))) for dot in dots) + PER_NAME
                )
    return max(found)


def _draw_block(sketch: Sketch, groups: Sequence[Group], scale: _Scale, *, bracket: str) -> None:
    block = sketch.block(height=HEAD + scale.height + FOOT, axis=Axis((0.0, sketch.plot_width)))
    _draw_ticks(block, scale)
    halves = _halves(sketch, len(groups))
    for group, (start, end) in zip(groups, halves, strict=True):
        _draw_group(block, group, scale, start=start, end=end)
    if bracket and len(groups) > 1:
        middle = (halves[0][1] + halves[1][0]) / 2
        _draw_bracket(block, groups, scale, x=middle, words=bracket)


def _draw_ticks(block: Block, scale: _Scale) -> None:
    tokens = block.sketch.tokens
    longest = max(len(number(tick).partition(".")[2]) for tick in scale.ticks)
    for tick in scale.ticks:
        y = scale.y(tick)
        block.line((0.0, y), (block.sketch.plot_width, y), colour=tokens.grid)
        words = number(tick, decimals=longest) + ("%" if tick == scale.ticks[-1] else "")
        block.text(words, side="left", shift=-8, anchor="right", y=y, size=NOTE_SIZE,
                   colour=tokens.ink3, has_rim=False)  # fmt: skip


def _draw_group(block: Block, group: Group, scale: _Scale, *, start: float, end: float) -> None:
    if group.band:
        top, bottom = scale.y(group.band[1]), scale.y(group.band[0])
        middle, half = (top + bottom) / 2, max(bottom - top, BAND) / 2
        fill = faded(group.hue, alpha=0.13)
        block.box((start, middle - half), (end, middle + half), fill=fill)
    note = "" if text_px(f"{group.name}  {group.note}") > end - start else group.note
    block.text(group.name, x=start, y=10, colour=group.hue, strong="all", quiet=note)
    shown = _shown(group)
    for column, (left, right) in zip(shown, _stretches(shown, start, end), strict=True):
        _draw_column(block, column, scale, hue=group.hue, start=left, end=right)


def _shown(group: Group) -> list[Column]:
    """Return the columns with a figure, or the first one where there is none."""
    return [column for column in group.columns if column.dots] or list(group.columns[:1])


def _stretches(columns: Sequence[Column], start: float, end: float) -> list[tuple[float, float]]:
    """Return from where to where each column runs: by what its names need."""
    needs = [
        max(
            [text_px(column.label) + PAD, *(text_px(_words(dot)) + 3 * LANE for dot in column.dots)]
        )
        for column in columns
    ]
    left = end - start - sum(needs)
    share = [need + left / len(needs) if left > 0 else need / sum(needs) * (end - start)
             for need in needs]  # fmt: skip
    edges = [start + sum(share[:i]) for i in range(len(share) + 1)]
    return list(pairwise(edges))


def _lane_room(dots: Sequence[Dot], width: float) -> float:
    """Return the most px that dots side by side take of a column, so that no word is cut."""
    longest = max((text_px(word) for dot in dots for word in dot.name.split()), default=0.0)
    free = min(len(dots) * LANE, MOST_LANES * width, width - _AROUND - longest)
    return max(free, LEAST_LANES)


def _words(dot: Dot) -> str:
    return f"{dot.name} {dot.text}"


def _lines(dot: Dot, room: float, *, of: int) -> list[str]:
    """Return a house's name and value in lines that fit; of many no value takes its own line."""
    name, whole = wrapped(dot.name, room), wrapped(_words(dot), room)
    return whole if of <= AIRY or len(whole) == len(name) else name


def _height(lines: Sequence[str]) -> float:
    return PER_NAME + NEXT_LINE * (len(lines) - 1)


def _draw_column(
    block: Block, column: Column, scale: _Scale, *, hue: str, start: float, end: float
) -> None:
    tokens = block.sketch.tokens
    room = end - start - 6
    title = cut_text(column.title, room, size=NOTE_SIZE)
    block.text(title, x=start, y=28, size=NOTE_SIZE, colour=tokens.ink2)
    label = column.label if text_px(column.label, size=NOTE_SIZE) <= room else _short(column)
    block.text(label, x=start, y=28 + NEXT_LINE, size=NOTE_SIZE, colour=hue)
    dots = sorted(column.dots, key=lambda dot: (-dot.value, dot.name))
    lanes = _lanes(dots, scale)
    deepest = max(lanes, default=0)
    step = min(LANE, _lane_room(dots, end - start) / max(deepest, 1))
    places = [start + PAD + step * lane for lane in lanes]
    names_at = max(places, default=start) + LANE
    for dot, x in zip(dots, places, strict=True):
        _draw_dot(block, dot, scale, x=x, hue=hue)
    if column.median is not None:  # it ends before the names, so that it strikes none through
        y = scale.y(column.median)
        block.line((start, y), (names_at - 6, y), colour=hue, width=1.4)
    named = _named(dots)
    names = [_lines(dots[i], end - names_at - 6, of=len(named)) for i in named]
    ys = spread(
        [scale.y(dots[i].value) - HEAD for i in named],
        heights=[_height(name) for name in names],
        limit=scale.height,
    )
    for i, name, y in zip(named, names, ys, strict=True):
        _draw_hook(block, (places[i], scale.y(dots[i].value)), (names_at, HEAD + y))
        _write_name(block, dots[i], name, x=names_at, y=HEAD + y)


def _named(dots: Sequence[Dot]) -> list[int]:
    """Return which dots have their name beside them: all, or of too many the furthest counted."""
    if len(dots) <= FEW:
        return list(range(len(dots)))
    counted = {i: dot.value for i, dot in enumerate(dots) if dot.style is Style.COUNTED}
    return sorted(furthest(counted, few=FEW, named=NAMED))


def _short(column: Column) -> str:
    """Return the end of a label that is too long for its column: "n = 5"."""
    return column.label.rpartition(", ")[2]


def _lanes(dots: Sequence[Dot], scale: _Scale) -> list[int]:
    """Return for each dot, from the top, the first lane in which it touches no other."""
    free: list[float] = []  # by lane: where its lowest dot ends
    found = []
    for dot in dots:
        top, bottom = scale.y(dot.ends[1]) - DOT / 2, scale.y(dot.ends[0]) + DOT / 2
        lane = next((i for i, edge in enumerate(free) if edge <= top), len(free))
        free[lane : lane + 1] = [bottom]
        found.append(lane)
    return found


def _draw_hook(block: Block, dot: tuple[float, float], name: tuple[float, float]) -> None:
    """Draw a hairline from a dot to its name, unless the name stands right beside it."""
    if abs(dot[1] - name[1]) < 2 and name[0] - dot[0] <= LANE:
        return
    xs, ys = [dot[0] + DOT / 2, name[0] - 3], [dot[1], name[1]]
    block.path(xs, ys, colour=block.sketch.tokens.rule2, width=1)


def _write_name(block: Block, dot: Dot, name: Sequence[str], *, x: float, y: float) -> None:
    tokens = block.sketch.tokens
    colour = tokens.ink if dot.style is Style.COUNTED else tokens.ink3
    first = y - NEXT_LINE * (len(name) - 1) / 2
    for i, words in enumerate(name):
        block.text(words, x=x, y=first + NEXT_LINE * i, colour=colour)


def _draw_dot(block: Block, dot: Dot, scale: _Scale, *, x: float, hue: str) -> None:
    tokens, y = block.sketch.tokens, scale.y(dot.value)
    colour = hue if dot.style in (Style.COUNTED, Style.REVIEW) else tokens.mark
    low, high = dot.ends
    if low < high:
        _draw_range(block, dot, (scale.y(high), scale.y(low)), x=x, colour=colour)
        return
    if dot.style is Style.SCENARIO:
        block.ring(x, y, radius=DOT / 2, colour=tokens.ink3)
    if dot.arrow:
        turn = -1 if dot.arrow == "up" else 1
        block.path([x, x], [y, y + turn * ARROW], colour=colour, width=2)
        head = {"symbol": f"triangle-{dot.arrow}", "size": 9, "color": colour}
        block.marks([x], y + turn * ARROW, identity=dot.identity, hover=dot.hover, marker=head)
    block.marks([x], y, identity=dot.identity, hover=dot.hover,
                marker=_marker(dot, colour, tokens))  # fmt: skip


def _marker(dot: Dot, colour: str, tokens: Tokens) -> dict[str, Any]:
    if dot.arrow:
        return {"symbol": "line-ew", "size": DOT, "color": colour,
                "line": {"color": colour, "width": 2}}  # fmt: skip
    if dot.style is Style.SCENARIO:
        return {"size": DOT, "color": faded(tokens.ink3, alpha=0.01)}
    if dot.style is Style.COUNTED:
        return {"symbol": "circle", "size": DOT, "color": colour}
    is_review = dot.style is Style.REVIEW
    return {"symbol": "circle" if is_review else "diamond", "size": DOT if is_review else 9,
            "color": tokens.paper, "line": {"color": colour, "width": 2}}  # fmt: skip


def _draw_range(
    block: Block, dot: Dot, ends: tuple[float, float], *, x: float, colour: str
) -> None:
    """Draw a range upright: solid where it counts, else hollow; all of it can be clicked."""
    top, bottom = ends
    if dot.style is Style.SCENARIO:
        half = BAR / 2
        block.box((x - half, top), (x + half, bottom), edge=colour, dash="3px,2px")
    is_solid = dot.style is Style.COUNTED
    size = BAR if is_solid else 9
    fill = colour if is_solid else block.sketch.tokens.paper
    line = {"color": colour, "width": BAR if is_solid else 2}
    marker = {"size": [size, 0, 0, 0, size], "color": fill, "opacity": 1,
              "line": {"width": 0 if is_solid else 2, "color": colour}}  # fmt: skip
    ys = [top + (bottom - top) * k / 4 for k in range(5)]
    block.marks([x] * 5, ys, identity=dot.identity, hover=dot.hover, marker=marker, line=line)


def _draw_bracket(
    block: Block, groups: Sequence[Group], scale: _Scale, *, x: float, words: str
) -> None:
    """Draw a double arrow between the medians of the first column that both groups have one in."""
    tokens = block.sketch.tokens
    pairs = zip(groups[0].columns, groups[1].columns, strict=True)
    for first, second in pairs:
        if first.median is None or second.median is None:
            continue
        ends = sorted((scale.y(first.median), scale.y(second.median)))
        if ends[1] - ends[0] < LEAST_BRACKET:
            return
        middle = sum(ends) / 2
        for end, symbol in zip(ends, ("triangle-up", "triangle-down"), strict=True):
            turn = -WORDS_HALF if end < middle else WORDS_HALF
            block.path([x, x], [end, middle + turn], colour=tokens.ink2, width=1.2)
            head = {"symbol": symbol, "size": 8, "color": tokens.ink2}
            block.marks([x], end, identity="", hover="", marker=head)
        block.text(words, x=x, y=middle - 8, anchor="center", strong="all")
        block.text(first.title.lower(), x=x, y=middle + 8, anchor="center", size=NOTE_SIZE,
                   colour=tokens.ink3)  # fmt: skip
        return
