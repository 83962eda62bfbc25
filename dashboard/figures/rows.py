"""Rows of marks, one row per house -> a block: the dumbbell and the dot strip.

A row carries the marks of one house. Labels stand beside their marks, on the side where there is
room; the columns at the right carry the gap and the date. On a phone names climb above the marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from dashboard.figures.crowds import crowd_height, draw_crowd
from dashboard.figures.doors import house_door
from dashboard.figures.labels import connectors, lay_ground, split_lines, write_labels
from dashboard.figures.marks import Mark, draw_mark
from dashboard.figures.row_chart import (
    COLUMN,
    MOST_NAME,
    NOT_POOLED,
    Band,
    Foot,
    Median,
    Row,
    RowChart,
    axis_of,
)
from dashboard.figures.sketch import NOMINAL_WIDTH, Block, Sketch
from dashboard.figures.texts import cut_text, text_px
from dashboard.figures.theme import NOTE_SIZE, faded
from dashboard.figures.ticks import Axis

FOOT: Final = {"wide": 28, "medium": 28, "narrow": 40}  # px of a row below the houses
ROW: Final = {"wide": 30, "medium": 28, "narrow": 46}  # px
GROUP_GAP: Final = 16  # px between groups of rows
HEADER: Final = 40  # px above the rows for the labels of medians
TITLE: Final = 28  # px for the title of a block
NEXT_LINE: Final = 22  # px from one line of marks of a house to the next
NARROW_DROP: Final = 8  # px that marks stand below the middle of a phone's row
NAME_CLIMB: Final = 15  # px from a mark up to its name on a phone


def draw_rows(sketch: Sketch, chart: RowChart, *, axis: Axis | None = None) -> Block:
    """Add a block with one row per house and return it; `axis` is shared with other blocks."""
    axis = axis or axis_of(sketch, [chart])
    px = partial(axis.px, width=sketch.plot_width)
    crossing = tuple(px(median.value) for median in chart.medians if median.has_line)
    lines = [
        split_lines(_shown(row.marks, sketch), px=px, width=sketch.plot_width, crossing=crossing)
        for row in chart.rows
    ]
    head = _head(chart)
    top = head + crowd_height(chart, px)
    counts = [len(held) for held in lines]
    places, edge = _places(chart, top=top, lines=counts, width=sketch.width)
    foot_row = FOOT[sketch.width]
    bottom = edge + foot_row * len(chart.feet) + (GROUP_GAP / 2 if chart.feet else 0)
    block = sketch.block(height=bottom, axis=axis)
    _draw_bands(block, chart.bands, top=head, bottom=bottom)
    draw_crowd(block, chart, top=head)
    _draw_heads(block, chart, places=places)
    _draw_medians(block, chart, bottom=bottom)
    for row, held, y in zip(chart.rows, lines, places, strict=True):
        _draw_row(block, row, held, y=y, crossing=crossing)
    for i, foot in enumerate(chart.feet):
        _draw_foot(block, foot, y=bottom - foot_row * (len(chart.feet) - i - 0.5))
    return block


def _shown(marks: Sequence[Mark], sketch: Sketch) -> list[Mark]:
    """Return marks with the notes that there is room for: on a phone, grey says enough."""
    if not sketch.is_narrow:
        return list(marks)
    return [replace(mark, note=mark.note.removesuffix(NOT_POOLED)) for mark in marks]


def _lift(sketch: Sketch) -> float:
    """Return the px by which marks stand below the middle of their row."""
    return NARROW_DROP if sketch.is_narrow else 0


def _head(chart: RowChart) -> float:
    """Return the px above the first row."""
    if chart.title:
        return float(TITLE + (HEADER if chart.medians else 4))
    return float(HEADER if chart.medians or chart.headings else 4)


def _draw_foot(block: Block, foot: Foot, *, y: float) -> None:
    tokens = block.sketch.tokens
    lift = NARROW_DROP if block.sketch.is_narrow else 0
    block.text(foot.name, side="left", shift=-block.sketch.left, y=y - lift, colour=tokens.ink3,
               size=NOTE_SIZE)  # fmt: skip
    y += lift
    if foot.arrow:
        head = {
            "symbol": ["triangle-left", "triangle-right"],
            "size": 8,
            "color": tokens.ink2,
            "opacity": 1,
        }
        ends = sorted(foot.arrow)
        block.marks(ends, y, identity="", hover="", marker=head,
                    line={"color": tokens.ink2, "width": 1.2})  # fmt: skip
    for value, words, colour in foot.texts:
        block.text(words, x=value, y=y, anchor="center",
                   colour=colour, strong="all" if foot.arrow else "")  # fmt: skip
        lay_ground(block)


def _places(
    chart: RowChart, *, top: float, lines: Sequence[int], width: str
) -> tuple[list[float], float]:
    """Return the px at which each row's first line of marks stands, and where the last row ends."""
    y, places = top, []
    for i, row in enumerate(chart.rows):
        if i and row.group != chart.rows[i - 1].group:
            y += GROUP_GAP + (NOTE_SIZE if row.heading else 0)
        elif row.heading:
            y += NOTE_SIZE
        places.append(y + ROW[width] / 2 + (NARROW_DROP if width == "narrow" else 0))
        y += ROW[width] + NEXT_LINE * (lines[i] - 1)
    return places, y


def _draw_bands(block: Block, bands: Sequence[Band], *, top: float, bottom: float) -> None:
    for band in bands:
        least = 5 / block.sketch.plot_width * (block.axis.range[1] - block.axis.range[0])  # type: ignore[union-attr]
        middle, half = (band.low + band.high) / 2, max(band.high - band.low, least) / 2
        block.box(
            (middle - half, HEADER), (middle + half, bottom), fill=faded(band.hue, alpha=0.13)
        )


def _draw_heads(block: Block, chart: RowChart, *, places: Sequence[float]) -> None:
    sketch, height = block.sketch, ROW[block.sketch.width]
    lift = _lift(sketch)
    if chart.title:
        block.text(chart.title, side="left", shift=-sketch.left, y=TITLE / 2, strong="all")
    for row, y in zip(chart.rows, places, strict=True):
        if row.heading:
            at = y - lift - height / 2 - NOTE_SIZE / 2 + 1
            block.text(row.heading, side="left", shift=-sketch.left, y=at,
                       size=NOTE_SIZE, colour=sketch.tokens.ink3)  # fmt: skip
    for i, heading in enumerate(_shown_columns(sketch, chart.headings)):
        _column_text(block, heading, index=i, of=chart.headings, y=_head(chart) - 12, is_head=True)


def _shown_columns(sketch: Sketch, texts: Sequence[str]) -> Sequence[str]:
    """Return the columns that fit: all on wide charts, the first on medium, none on a phone."""
    return {"wide": texts, "medium": texts[-1:], "narrow": ()}[sketch.width]


def _column_text(
    block: Block, text: str, *, index: int, of: Sequence[str], y: float, is_head: bool = False
) -> None:
    columns = len(_shown_columns(block.sketch, of))
    is_date = index == columns - 1
    quiet = is_head or is_date or not text.strip("–")
    block.text(
        text,
        side="right",
        shift=block.sketch.right - (columns - 1 - index) * COLUMN,
        y=y,
        anchor="right",
        size=NOTE_SIZE if quiet else 13,
        colour=block.sketch.tokens.ink3 if quiet else None,
        strong="" if quiet else "all",
    )


def _draw_medians(block: Block, chart: RowChart, *, bottom: float) -> None:
    ordered = sorted(chart.medians, key=lambda m: m.value)
    start = TITLE if chart.title else 0
    has_columns = bool(_shown_columns(block.sketch, chart.headings))
    anchors = _median_anchors(block, ordered, room=_label_room(block, has_columns=has_columns))
    for median, (anchor, shift) in zip(ordered, anchors, strict=True):
        if median.has_line:
            top, foot = (median.value, start + HEADER - 6), (median.value, bottom)
            block.line(top, foot, colour=median.hue, width=1.4)
        for text, y, strong in ((median.title, 8, "all"), (median.label, 24, "")):
            if text:
                block.text(text, x=median.value, y=start + y, anchor=anchor, shift=shift,
                           colour=median.hue, strong=strong)  # fmt: skip


def _label_room(block: Block, *, has_columns: bool) -> float:
    """Return the px from the left edge of the plot that labels of medians may take."""
    sketch = block.sketch
    return sketch.plot_width + (0.0 if has_columns else sketch.right)


def _median_anchors(
    block: Block, medians: Sequence[Median], *, room: float
) -> list[tuple[str, float]]:
    """Return for each label, left to right, its anchor and shift so that none overlap."""
    widths = [max(text_px(m.title) * 1.08, text_px(m.label)) for m in medians]
    centres = [block.px(m.value) for m in medians]
    starts: list[float] = []
    for centre, width in zip(centres, widths, strict=True):
        free = starts[-1] + widths[len(starts) - 1] + 12 if starts else -block.sketch.left
        starts.append(max(centre - width / 2, free))
    for i in reversed(range(len(starts))):
        limit = starts[i + 1] - 12 if i + 1 < len(starts) else room
        starts[i] = min(starts[i], limit - widths[i])
    if len(medians) == 2 and starts[0] + widths[0] + 12 >= starts[1]:
        has_room = centres[0] - widths[0] >= -block.sketch.left and centres[1] + widths[1] <= room
        if not has_room:
            return _centred(starts, widths, centres)
        return [("right", -4.0), ("left", 4.0)]
    return _centred(starts, widths, centres)


def _centred(
    starts: Sequence[float], widths: Sequence[float], centres: Sequence[float]
) -> list[tuple[str, float]]:
    return [("center", s + w / 2 - c) for s, w, c in zip(starts, widths, centres, strict=True)]


def _draw_row(
    block: Block,
    row: Row,
    lines: Sequence[Sequence[Mark]],
    *,
    y: float,
    crossing: Sequence[float],
) -> None:
    sketch = block.sketch
    name_y = y - NAME_CLIMB if sketch.is_narrow else y
    name = cut_text(row.name, NOMINAL_WIDTH[sketch.width] if sketch.is_narrow else MOST_NAME)
    block.text(name, side="left", shift=-sketch.left, y=name_y,
               strong="all" if row.is_strong else "")  # fmt: skip
    if row.house:
        sketch.notes[-1] |= house_door(row.house)
    for i, marks in enumerate(lines):
        at = y + NEXT_LINE * i
        for left, right in connectors(marks):
            block.line((left, at), (right, at), colour=sketch.tokens.rule2)
        for mark in marks:
            draw_mark(block, mark, y=at)
        write_labels(block, marks, y=at, crossing=crossing)
    for i, text in enumerate(_shown_columns(sketch, row.columns)):
        _column_text(block, text, index=i, of=row.columns, y=y)
    block.rule(y - _lift(sketch) + ROW[sketch.width] / 2 + NEXT_LINE * (len(lines) - 1))
