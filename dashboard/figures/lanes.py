"""Dated stretches -> lanes: one row each, a staircase that needs no label placing at all.

A row shows up to five things that are never one mark: issued (open ring), waiting (dotted line), in
effect (a mark whose shape says what), in force (thick pale line), and a window (hatched). Nothing
after the as-of day is drawn as done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.figures.effects import draw_effect, draw_issue, effect_colour
from dashboard.figures.sketch import Block, Sketch
from dashboard.figures.texts import cut_text, text_px
from dashboard.figures.theme import NOTE_SIZE, faded
from dashboard.figures.timescale import Timescale, make_timescale

LANE_ROW: Final = 22  # px
LANE_GAP: Final = 12  # px between lanes
LANE_HEAD: Final = 24  # px for a lane's name where it stands above its rows
HEAD: Final = 44  # px for years and the as-of day
LABEL_GAP: Final = 9  # px from a mark to its label
LEAST_LINE: Final = 22  # px of the line of what is in force that stay in sight behind a label
LEAST_NAME: Final = 110  # px below which a name is not cut for the sake of that line
NAMES: Final = {"wide": 108.0, "medium": 4.0, "narrow": 4.0}  # px left of the lanes
FULL_YEARS: Final = {"wide": 5, "medium": 3, "narrow": 1}
HATCH: Final = 0.045  # years between the strokes of a hatched bar


@dataclass(frozen=True, slots=True)
class Stretch:
    """One row of a lane.

    Attributes:
        name: short words for the label.
        when: the date in words, after the name.
        effect: ban, restrict, permit, ...: the shape of the mark.
        issued: day of issue.
        issued_from: first day that the date of issue can mean, where only a month is known.
        applies: day of effect; None where none is set.
        ends: day of repeal, where that is past.
        windows: (first, last) days of transitional windows.
        deadlines: other dated duties.
        state: grey words at the right end, such as "pending".
        identity: what a click reports.
        hover: lines of text.
        is_lasting: whether a line runs on after the mark; statements have none.
        is_selected: whether the row is the one whose source is open.
    """

    name: str
    when: str
    effect: str
    issued: date
    issued_from: date
    applies: date | None
    ends: date | None
    windows: tuple[tuple[date, date], ...]
    deadlines: tuple[date, ...]
    state: str
    identity: str
    hover: str
    is_lasting: bool = True
    is_selected: bool = False

    @property
    def days(self) -> list[date]:
        """Every date that the row shows."""
        own = [self.issued, self.applies, self.ends, *self.deadlines]
        return [day for day in own if day] + [day for window in self.windows for day in window]


def draw_lanes(
    sketch: Sketch, lanes: Sequence[tuple[str, Sequence[Stretch]]], *, asof: date, label: str
) -> Block:
    """Add a block with a lane per name and a row per stretch.

    Args:
        sketch: what the block is added to.
        lanes: (name, rows), top to bottom.
        asof: the day that cuts past from future.
        label: that day in words.
    """
    days = [day for _, rows in lanes for row in rows for day in row.days]
    scale = make_timescale(days, asof=asof, full_years=FULL_YEARS[sketch.width])
    has_side = sketch.width == "wide"
    head = 0 if has_side else LANE_HEAD
    height = HEAD + sum(head + LANE_ROW * len(rows) + LANE_GAP for _, rows in lanes)
    axis = scale.axis(right_px=_right_px(lanes), width=sketch.plot_width, has_labels=False)
    block = sketch.block(height=height, axis=axis)
    _draw_head(block, scale, asof=asof, label=label)
    y = float(HEAD)
    for name, rows in lanes:
        block.rule(y - LANE_GAP / 2)
        at = y + (LANE_ROW if has_side else LANE_HEAD) / 2
        block.text(name, side="left", shift=-sketch.left, y=at, strong="all")
        y += head
        for row in rows:
            _draw_stretch(block, row, scale=scale, asof=asof, y=y + LANE_ROW / 2)
            y += LANE_ROW
        y += LANE_GAP
    return block


def _right_px(lanes: Sequence[tuple[str, Sequence[Stretch]]]) -> float:
    longest = max((text_px(row.state, size=NOTE_SIZE) for _, rows in lanes for row in rows),
                  default=0)  # fmt: skip
    return longest + 2 * LABEL_GAP


def _draw_head(block: Block, scale: Timescale, *, asof: date, label: str) -> None:
    """Write the years and the as-of day, and cut everything with its line."""
    tokens = block.sketch.tokens
    at = scale.at(asof)
    middle = block.px(at)
    block.line((at, 20), (at, block.height), colour=tokens.ink, width=1.4)
    block.text(label, x=at, y=9, anchor="center", strong="all")
    axis = block.axis
    ticks = axis.ticks if axis else ()
    step = 1 if len(ticks) < 2 or block.px(ticks[1]) - block.px(ticks[0]) > 40 else 2
    for tick in ticks[::step]:
        if abs(block.px(tick) - middle) > 14:
            block.text(str(round(tick)), x=tick, y=28, anchor="center", size=NOTE_SIZE,
                       colour=tokens.ink3)  # fmt: skip
    if scale.oldest.year < scale.start:
        block.text(str(scale.oldest.year), x=scale.at(scale.oldest), y=28, anchor="left",
                   shift=-12, size=NOTE_SIZE, colour=tokens.ink3)  # fmt: skip


def _draw_stretch(block: Block, row: Stretch, *, scale: Timescale, asof: date, y: float) -> None:
    tokens = block.sketch.tokens
    colour = effect_colour(row.effect, tokens)
    if row.is_selected and block.axis:
        low, high = block.axis.range
        block.box((low, y - LANE_ROW / 2), (high, y + LANE_ROW / 2), fill=tokens.sunk)
    places = _Places.of(row, scale, asof=asof)
    lasts_from = _write(block, row, y=y, places=places)
    _draw_lasting(block, row, places, y=y, colour=colour, start=lasts_from)
    if places.waits_until is not None:
        ends = (places.issued, y), (places.waits_until, y)
        block.line(*ends, colour=colour, width=1.4, dash="dot")
    for window in places.windows:
        _hatch(block, *window, y=y, colour=colour)
    for day in places.deadlines:
        block.line((day, y - 5), (day, y + 5), colour=colour, width=1.6)
    talk = {"identity": row.identity, "hover": row.hover}
    if places.waits_until is not None:
        _month(block, row, scale, y=y, colour=colour)
        draw_issue(block, places.issued, y, colour=colour, **talk)
    if places.effect is not None:
        draw_effect(block, places.effect, y, effect=row.effect, **talk)
    if places.ends is not None:
        draw_effect(block, places.ends, y, effect="repeal", **talk)
    if row.state:
        block.text(row.state, x=max(places.last, places.asof), y=y, shift=LABEL_GAP,
                   size=NOTE_SIZE, colour=tokens.ink3)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the marks of a row stand, in the unit of the axis.

    Attributes:
        issued: the day of issue.
        issued_from: the first day that it can be.
        effect: the mark of the effect; None while no day is set.
        waits_until: where the dotted line from the issue ends; None for no line.
        ends: the repeal.
        windows: from where to where hatched bars run.
        deadlines: other dated duties.
        asof: the as-of day.
    """

    issued: float
    issued_from: float
    effect: float | None
    waits_until: float | None
    ends: float | None
    windows: tuple[tuple[float, float], ...]
    deadlines: tuple[float, ...]
    asof: float

    @classmethod
    def of(cls, row: Stretch, scale: Timescale, *, asof: date) -> _Places:
        """Return the places of a row: one mark where issue and effect are one day."""
        issued, now = scale.at(row.issued), scale.at(asof)
        applies = None if row.applies is None else scale.at(row.applies)
        waits = applies if applies is not None else now if row.state else None
        return cls(
            issued=issued,
            issued_from=scale.at(row.issued_from),
            effect=issued if waits is None else applies,
            waits_until=None if row.applies == row.issued else waits,
            ends=None if row.ends is None else scale.at(row.ends),
            windows=tuple((scale.at(start), scale.at(end)) for start, end in row.windows),
            deadlines=tuple(scale.at(day) for day in row.deadlines),
            asof=now,
        )

    @property
    def first(self) -> float:
        """The leftmost mark."""
        waits = self.waits_until is not None or self.effect is None
        return self.issued_from if waits or self.effect is None else self.effect

    @property
    def last(self) -> float:
        """The rightmost mark."""
        ends = [end for _, end in self.windows]
        marks = [self.issued, self.effect, self.waits_until, self.ends, *ends, *self.deadlines]
        return max(mark for mark in marks if mark is not None)


def _draw_lasting(
    block: Block, row: Stretch, places: _Places, *, y: float, colour: str, start: float
) -> None:
    """Draw the line of what is in force, from the effect or from the end of the label."""
    if places.effect is None or not row.is_lasting or places.effect > places.asof:
        return
    end = min(places.ends if places.ends is not None else places.asof, places.asof)
    begin = max(places.effect, start)
    if begin < end:
        block.line((begin, y), (end, y), colour=faded(colour, alpha=0.5), width=4)


def _write(block: Block, row: Stretch, *, y: float, places: _Places) -> float:
    """Write name and date left of the first mark, or behind the last where there is no room.

    Returns:
        Where a label behind the mark ends, in the unit of the axis; far left for none.
    """
    tokens = block.sketch.tokens
    date_px = text_px(f"  {row.when}", size=NOTE_SIZE)
    left_room = block.px(places.first) - LABEL_GAP - date_px
    behind = places.ends if places.ends is not None else places.last
    right_room = block.sketch.plot_width - block.px(behind) - LABEL_GAP - date_px
    strong = "all" if row.is_selected else ""
    if text_px(row.name) <= left_room or left_room >= right_room:
        block.text(row.when, x=places.first, y=y, shift=-LABEL_GAP, anchor="right",
                   size=NOTE_SIZE, colour=tokens.ink3)  # fmt: skip
        block.text(cut_text(row.name, left_room), x=places.first, y=y, shift=-LABEL_GAP - date_px,
                   anchor="right", strong=strong)  # fmt: skip
        return float("-inf")
    to_asof = block.px(places.asof) - block.px(behind) - 2 * LABEL_GAP - date_px - LEAST_LINE
    is_open = row.is_lasting and places.ends is None and to_asof >= LEAST_NAME
    name = cut_text(row.name, min(right_room, to_asof) if is_open else right_room)
    block.text(name, x=behind, y=y, shift=LABEL_GAP, strong=strong, quiet=row.when)
    low, high = block.axis.range if block.axis else (0.0, 1.0)
    length = text_px(name) + date_px + 2 * LABEL_GAP
    if places.ends is not None:
        return float("-inf")
    return behind + length / block.sketch.plot_width * (high - low)


def _month(block: Block, row: Stretch, scale: Timescale, *, y: float, colour: str) -> None:
    """Draw a month as long as it is where no day is known."""
    if row.issued_from < row.issued:
        ends = (scale.at(row.issued_from), y), (scale.at(row.issued), y)
        block.line(*ends, colour=colour, width=3)


def _hatch(block: Block, start: float, end: float, *, y: float, colour: str) -> None:
    """Draw a hatched bar: a window in which old and new stand side by side."""
    top, bottom = y - 5, y + 5
    block.box((start, top), (end, bottom), fill=block.sketch.tokens.paper, edge=colour)
    strokes = []
    x = start
    while x < end:
        right = min(x + HATCH, end)
        rise = top + (bottom - top) * (1 - (right - x) / HATCH)
        strokes.append(f"M {x:.4f},{bottom:g} L {right:.4f},{rise:g}")
        x += HATCH
    block.sketch.shapes.append(
        {
            "type": "path",
            "path": " ".join(strokes),
            "xref": block.x,
            "yref": block.y,
            "layer": "between",
            "line": {"color": colour, "width": 1},
        }
    )
