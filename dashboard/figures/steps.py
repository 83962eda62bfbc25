"""Figures over dates of publication -> a block of step lines with their names at the end.

A figure stands until the next one, so lines go level and then straight up or down, never aslope.
Values run upwards on a height in px; names at the right are moved apart until none overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, pairwise
from typing import Final

from dashboard.figures.asides import write_asides
from dashboard.figures.marks import SMALL_DOT, Style, point_marker
from dashboard.figures.sketch import Block, Sketch
from dashboard.figures.texts import text_px, wrapped
from dashboard.figures.theme import NOTE_SIZE, faded
from dashboard.figures.ticks import Axis, inner_span
from dashboard.numbers import number
from warehouse.periods import MONTH_NAMES

LEAST_HEIGHT: Final = 260  # px
PER_LINE: Final = 17  # px that a name at the end of a line takes
NEXT_LINE: Final = 15  # px from one line of a name that is broken to the next
BOLD_WIDER: Final = 1.08  # times the width of plain text
TOP: Final = 30  # px above the highest value, for the labels of events
BOTTOM: Final = 10  # px below the lowest value
LEAST_TICK: Final = 58  # px between the labels of two dates
NAME_GAP: Final = 10  # px from the end of a line to its name
EVENT_MARK: Final = 8  # px of the mark above a vertical
HALF_BAND: Final = 3  # px on each side of a realised value
LEAST_DAYS: Final = 60  # an axis over one edition still shows its surroundings


@dataclass(frozen=True, slots=True)
class Point:
    """One edition of a figure.

    Attributes:
        day: of publication.
        value: where it is drawn.
        identity: what a click reports.
        hover: lines of text.
        style: what it counts as; only counted points are joined.
        low: lower end of a printed range; None for a point.
        high: upper end of a printed range.
        arrow: "up" or "down" for an open bound, else blank.
        name: at the right, of a point that no line holds; blank for none.
        aside: right beside such a point; blank for none.
    """

    day: date
    value: float
    identity: str = ""
    hover: str = ""
    style: Style = Style.COUNTED
    low: float | None = None
    high: float | None = None
    arrow: str = ""
    name: str = ""
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One house, or the median.

    Attributes:
        points: oldest first.
        name: at the end of the line, with the value that stands; blank for none.
        colour: hex.
        width: px.
        has_dots: whether each point with a hover is a mark that can be opened.
        is_strong: whether the name is set bold.
    """

    points: tuple[Point, ...]
    name: str
    colour: str
    width: float = 1.2
    has_dots: bool = True
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A dated thing that is marked across the block: a decision on a rate, a step of a law.

    Attributes:
        day: that it fell on.
        label: above the block; blank for none.
        hover: lines of text.
        identity: what a click reports; blank opens nothing.
        symbol: Plotly's, of the mark above the vertical.
    """

    day: date
    label: str
    hover: str
    identity: str = ""
    symbol: str = "triangle-down"


@dataclass(frozen=True, slots=True)
class Steps:
    """Everything that a block of step lines shows.

    Attributes:
        lines: drawn in this order, the last on top.
        loose: points that are not counted and belong to no line.
        events: marked by verticals.
        level: a realised value with its label; None for none.
        end: the day up to which figures stand.
        suffix: unit at the highest tick.
        decimals: digits in the tick labels.
        title: above the block; may be blank.
    """

    lines: tuple[Line, ...]
    end: date
    loose: tuple[Point, ...] = ()
    events: tuple[Event, ...] = ()
    level: tuple[float, str] | None = None
    suffix: str = ""
    decimals: int = 1
    title: str = ""


@dataclass(slots=True)
class _Scale:
    """Values of a block -> px from its top."""

    low: float
    high: float
    top: float
    height: float
    ticks: list[float] = field(default_factory=list)

    def y(self, value: float) -> float:
        share = (self.high - value) / (self.high - self.low)
        return self.top + share * self.height


def draw_steps(sketch: Sketch, steps: Steps) -> Block:
    """Add a block of step lines and return it."""
    head = TOP + (22 if steps.title else 0)
    height = max(
        LEAST_HEIGHT,
        sum(map(_height, _names(_named(steps, colour=""), sketch).values())) + PER_LINE,
    )
    scale = _scale(steps, top=head, height=height)
    block = sketch.block(height=head + height + BOTTOM, axis=_dates(steps, width=sketch.plot_width))
    if steps.title:
        block.text(steps.title, side="left", shift=-sketch.left, y=10, strong="all")
    _draw_ticks(block, steps, scale)
    if steps.level:
        _draw_level(block, steps.level, scale)
    _draw_events(block, steps.events, top=head, bottom=head + height)
    for line in steps.lines:
        _draw_line(block, line, scale, end=steps.end)
    for point in steps.loose:
        _draw_loose(block, point, scale)
    _write_asides(block, steps, scale)
    _draw_names(block, steps, scale)
    return block


def name_room(steps: Sequence[Steps], *, width: str) -> float:
    """Return the px that names need at the right."""
    most = {"wide": 220.0, "medium": 150.0, "narrow": 118.0}[width]
    names = [text_px(line.name) * 1.08 for block in steps for line in _named(block, colour="")]
    return min(max(names, default=60.0) + NAME_GAP + 12, most)


def _scale(steps: Steps, *, top: float, height: float) -> _Scale:
    values = [value for line in steps.lines for p in line.points for value in _extent(p)]
    values += [value for point in steps.loose for value in _extent(point)]
    values += [steps.level[0]] if steps.level else []
    low, high, ticks = inner_span(values or [0.0, 1.0])
    return _Scale(low, high, top, height, ticks)


def _extent(point: Point) -> list[float]:
    return [v for v in (point.value, point.low, point.high) if v is not None]


def _dates(steps: Steps, *, width: float) -> Axis:
    """Return the axis of days: a tick at the first of a month, as many as have room."""
    days = [p.day for line in steps.lines for p in line.points]
    days += [point.day for point in steps.loose]
    end = max([steps.end, *days])
    start = min([*days, end]).toordinal()
    start = min(start, end.toordinal() - LEAST_DAYS)
    span = end.toordinal() - start
    low, high = start - 0.03 * span, float(end.toordinal())
    for months in (1, 3, 6, 12, 24, 60):
        ticks = _month_starts(low, high, months=months)
        if len(ticks) * LEAST_TICK <= width:
            break
    labels = tuple(f"{MONTH_NAMES[day.month - 1]} {day.year}" for day in ticks)
    return Axis((low, high), tuple(float(day.toordinal()) for day in ticks), labels)


def _month_starts(low: float, high: float, *, months: int) -> list[date]:
    first, last = date.fromordinal(int(low) + 1), date.fromordinal(int(high))
    count = range(first.year * 12, last.year * 12 + 12, months)
    days = [date(month // 12, month % 12 + 1, 1) for month in count]
    return [day for day in days if first <= day <= last]


def _draw_ticks(block: Block, steps: Steps, scale: _Scale) -> None:
    tokens, axis = block.sketch.tokens, block.axis
    assert axis is not None
    longest = max(len(number(tick, decimals=steps.decimals).partition(".")[2])
                  for tick in scale.ticks)  # fmt: skip
    for tick in scale.ticks:
        y = scale.y(tick)
        block.line((axis.range[0], y), (axis.range[1], y), colour=tokens.grid)
        suffix = steps.suffix if tick == scale.ticks[-1] else ""
        words = number(tick, decimals=longest) + suffix
        block.text(words, side="left", shift=-8, anchor="right", y=y, size=NOTE_SIZE,
                   colour=tokens.ink3, has_rim=False)  # fmt: skip


def _draw_level(block: Block, level: tuple[float, str], scale: _Scale) -> None:
    tokens, axis = block.sketch.tokens, block.axis
    assert axis is not None
    y = scale.y(level[0])
    below = 14 if y < scale.top + 2 * NOTE_SIZE else -14  # clear of the labels of events
    block.box((axis.range[0], y - HALF_BAND), (axis.range[1], y + HALF_BAND),
              fill=faded(tokens.ink, alpha=0.16))  # fmt: skip
    block.text(level[1], side="left", shift=6, y=y + below, size=NOTE_SIZE, colour=tokens.ink2)


def _draw_events(block: Block, events: Sequence[Event], *, top: float, bottom: float) -> None:
    """Draw verticals; a label that would run into the one before is left out."""
    tokens, axis = block.sketch.tokens, block.axis
    assert axis is not None
    free = float("-inf")
    for event in sorted(events, key=lambda event: event.day):
        x = float(event.day.toordinal())
        if not axis.range[0] <= x <= axis.range[1]:
            continue
        block.line((x, top - 4), (x, bottom), colour=tokens.rule2, dash="1px,3px")
        marker = {"symbol": event.symbol, "size": EVENT_MARK, "color": tokens.ink3}
        block.dots([x], [top - 7], identities=[event.identity], hovers=[event.hover],
                   marker=marker)  # fmt: skip
        half = text_px(event.label, size=NOTE_SIZE) / 2
        if event.label and block.px(x) - half > free:
            block.text(event.label, x=x, y=top - 20, anchor="center", size=NOTE_SIZE,
                       colour=tokens.ink3)  # fmt: skip
            free = block.px(x) + half + 6


def _draw_line(block: Block, line: Line, scale: _Scale, *, end: date) -> None:
    xs, ys = [], []
    for before, after in pairwise(line.points):
        xs += [before.day.toordinal(), after.day.toordinal()]
        ys += [scale.y(before.value)] * 2
    last = line.points[-1]
    xs += [last.day.toordinal(), max(end, last.day).toordinal()]
    ys += [scale.y(last.value)] * 2
    block.path(xs, ys, colour=line.colour, width=line.width)
    for point in line.points:
        if point.low is not None and point.high is not None and point.low < point.high:
            x = float(point.day.toordinal())
            block.line((x, scale.y(point.low)), (x, scale.y(point.high)),
                       colour=line.colour, width=3)  # fmt: skip
    told = [point for point in line.points if point.hover]
    if line.has_dots and told:
        block.dots(
            [float(p.day.toordinal()) for p in told],
            [scale.y(p.value) for p in told],
            identities=[p.identity for p in told],
            hovers=[p.hover for p in told],
            marker={"size": SMALL_DOT + (2 if line.is_strong else 0), "color": line.colour},
        )


def _draw_loose(block: Block, point: Point, scale: _Scale) -> None:
    tokens = block.sketch.tokens
    is_review = point.style is Style.REVIEW
    if point.style is Style.SCENARIO:
        block.ring(float(point.day.toordinal()), scale.y(point.value), radius=5, colour=tokens.ink3)
    edge = {"color": tokens.ink if is_review else tokens.mark, "width": 1.6}
    arrow = {"up": "triangle-up-open", "down": "triangle-down-open"}.get(point.arrow)
    marker = {
        "symbol": arrow or ("circle" if is_review else "diamond"),
        "size": 9,
        "color": edge["color"] if arrow else tokens.paper,
        "line": edge,
        "opacity": 0.01 if point.style is Style.SCENARIO and not arrow else 1,
    }
    if point.style is Style.PREVIOUS:
        marker = point_marker(point.style, colour=tokens.ink3, tokens=tokens)
    x, y = [float(point.day.toordinal())], [scale.y(point.value)]
    block.dots(x, y, identities=[point.identity], hovers=[point.hover], marker=marker)


MOST_ASIDES: Final = 8  # loose marks with words beside them; of more none has any


def _write_asides(block: Block, steps: Steps, scale: _Scale) -> None:
    told = [point for point in steps.loose if point.aside]
    if len(told) > MOST_ASIDES:
        return
    others = [point for line in steps.lines for point in line.points if point.hover]
    others += [point for point in steps.loose if not point.aside]
    write_asides(
        block,
        [(float(p.day.toordinal()), scale.y(p.value), p.aside) for p in told],
        marks=[(float(p.day.toordinal()), scale.y(p.value)) for p in others],
        colour=block.sketch.tokens.ink3,
    )


def _draw_names(block: Block, steps: Steps, scale: _Scale) -> None:
    """Write each name beside the end of its line, moved apart, with a hairline where it moved."""
    sketch = block.sketch
    assert block.axis is not None
    lines = _named(steps, colour=sketch.tokens.ink2)
    names = _names(lines, sketch)
    held = {i: scale.y(lines[i].points[-1].value) for i in names}
    order = sorted(names, key=lambda i: held[i])
    places = spread(
        [held[i] for i in order],
        heights=[_height(names[i]) for i in order],
        limit=block.height - BOTTOM,
    )
    for i, y in zip(order, places, strict=True):
        line = lines[i]
        reaches = max(steps.end, line.points[-1].day).toordinal() >= block.axis.range[1]
        if abs(held[i] - y) > 2 and reaches:
            _draw_hook(block, held[i], y)
        first = y - NEXT_LINE * (len(names[i]) - 1) / 2
        for k, words in enumerate(names[i]):
            block.text(words, side="right", shift=NAME_GAP + 2, y=first + NEXT_LINE * k,
                       colour=line.colour, strong="all" if line.is_strong else "",
                       has_rim=False)  # fmt: skip


def _named(steps: Steps, *, colour: str) -> list[Line]:
    """Return the lines, and for each loose point with a name a line of that one point."""
    loose = [Line((point,), point.name, colour) for point in steps.loose if point.name]
    return [*steps.lines, *loose]


def _names(lines: Sequence[Line], sketch: Sketch) -> dict[int, list[str]]:
    """Return the name of each line that has one, by its number, broken into lines that fit."""
    room = sketch.right - NAME_GAP - 2
    return {
        i: wrapped(line.name, room / BOLD_WIDER if line.is_strong else room)
        for i, line in enumerate(lines)
        if line.name
    }


def _height(lines: Sequence[str]) -> float:
    return PER_LINE + NEXT_LINE * (len(lines) - 1)


def _draw_hook(block: Block, start: float, end: float) -> None:
    """Draw a hairline from the end of a line to its name."""
    shape = {"type": "path", "xref": "paper", "xsizemode": "pixel", "xanchor": 1, "yref": block.y,
             "path": f"M1,{start:.1f} L{NAME_GAP},{end:.1f}", "layer": "between",
             "line": {"color": block.sketch.tokens.rule2, "width": 1}}  # fmt: skip
    block.sketch.shapes.append(shape)


def spread(wanted: Sequence[float], *, heights: Sequence[float], limit: float) -> list[float]:
    """Return middles of labels that do not overlap, as near as can be to the rising ones wanted.

    Args:
        wanted: px, rising.
        heights: px of each label.
        limit: no label reaches beyond the middle of a last one there, if there is room before.
    """
    if not wanted:
        return []
    steps = [0.0, *((above + below) / 2 for above, below in pairwise(heights))]
    offsets = list(accumulate(steps))
    groups: list[list[float]] = []  # of each run of touching places: sum of bases, count
    for want, offset in zip(wanted, offsets, strict=True):
        groups.append([want - offset, 1.0])
        while len(groups) > 1 and groups[-2][0] / groups[-2][1] > groups[-1][0] / groups[-1][1]:
            total, count = groups.pop()
            groups[-1][0] += total
            groups[-1][1] += count
    bases = [total / count for total, count in groups for _ in range(int(count))]
    most = limit - offsets[-1]
    return [max(min(base, most), 0.0) + off for base, off in zip(bases, offsets, strict=True)]
