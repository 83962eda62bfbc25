"""Rows of marks, one row per house -> a block: the dumbbell and the dot strip.

A row carries the marks of one house. Labels stand beside their marks, on the side where there is
room; the columns at the right carry the gap and the date. On a phone names climb above the marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.figures.labels import (
    BOLD_WIDER,
    LABEL_GAP,
    MARK_ROOM,
    connectors,
    label_px,
    write_labels,
)
from dashboard.figures.marks import ARROW_PX, ARROWS, Form, Mark, draw_mark
from dashboard.figures.sketch import NOMINAL_WIDTH, Block, Sketch
from dashboard.figures.texts import text_px
from dashboard.figures.theme import NOTE_SIZE, faded
from dashboard.figures.ticks import Axis, make_axis

ROW: Final = {"wide": 30, "medium": 28, "narrow": 46}  # px
GROUP_GAP: Final = 16  # px between groups of rows
HEADER: Final = 40  # px above the rows for the labels of medians
TITLE: Final = 28  # px for the title of a block
NARROW_DROP: Final = 8  # px that marks stand below the middle of a phone's row
NAME_CLIMB: Final = 15  # px from a mark up to its name on a phone
COLUMN: Final = 78  # px of a column at the right
MOST_PAD: Final = 0.42  # of the plot: labels never squeeze the marks into less than a sixth
MOST_NAME: Final = 190  # px; a longer name is cut


@dataclass(frozen=True, slots=True)
class Row:
    """One house.

    Attributes:
        name: at the left.
        marks: its figures.
        columns: texts at the right, as many as the chart has headings.
        group: rows of one group stand together.
        is_strong: whether the name is set bold.
        heading: grey words above the row, where a group begins.
    """

    name: str
    marks: tuple[Mark, ...]
    columns: tuple[str, ...] = ()
    group: int = 0
    is_strong: bool = False
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Median:
    """A thin line with its label above the rows.

    Attributes:
        value: in the unit of the axis.
        title: first line of the label, bold.
        label: second line.
        hue: hex colour.
        has_line: False where only the label stands, because there is no median.
    """

    value: float
    title: str
    label: str
    hue: str
    has_line: bool = True


@dataclass(frozen=True, slots=True)
class Band:
    """A pale band: the rate or level of today."""

    low: float
    high: float
    hue: str


@dataclass(frozen=True, slots=True)
class Foot:
    """A row below the houses that is no figure of a house: today's level, the gap of medians.

    Attributes:
        name: at the left.
        texts: (value, words, hex colour) written in place.
        arrow: from where to where a double arrow runs; None for none.
    """

    name: str
    texts: tuple[tuple[float, str, str], ...] = ()
    arrow: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class RowChart:
    """Everything that a block of rows shows.

    Attributes:
        rows: in the order shown.
        medians: lines across the rows.
        headings: of the columns at the right.
        suffix: unit at the last tick.
        decimals: digits in the tick labels.
        bands: levels of today.
        feet: rows below the houses.
        title: grey words above everything.
        fixed_ticks: values and labels, where the axis is not a plain number line.
    """

    rows: tuple[Row, ...]
    medians: tuple[Median, ...] = ()
    headings: tuple[str, ...] = ()
    suffix: str = ""
    decimals: int = 1
    bands: tuple[Band, ...] = ()
    feet: tuple[Foot, ...] = ()
    title: str = ""
    fixed_ticks: tuple[tuple[float, str], ...] = ()


def margins(charts: Iterable[RowChart], *, width: str) -> tuple[float, float]:
    """Return the px that names need at the left and columns at the right."""
    charts = list(charts)
    if width == "narrow":
        return 4.0, 4.0
    names = [row.name for chart in charts for row in chart.rows]
    names += [foot.name for chart in charts for foot in chart.feet]
    columns = max((len(chart.headings) for chart in charts), default=0)
    shown = columns if width == "wide" else min(columns, 1)
    return min(
        max((text_px(name) * BOLD_WIDER for name in names), default=60.0), MOST_NAME
    ) + 14, shown * COLUMN + 6


def axis_of(sketch: Sketch, charts: Sequence[RowChart]) -> Axis:
    """Return one axis that holds the marks of all charts, with room for their labels."""
    values = [v for chart in charts for row in chart.rows for m in row.marks for v in _extent(m)]
    for chart in charts:
        values += [median.value for median in chart.medians]
        values += [edge for band in chart.bands for edge in (band.low, band.high)]
        values += [value for value, _ in chart.fixed_ticks]
    pads = [_pads(chart, width=sketch.plot_width) for chart in charts]
    axis = make_axis(
        values or [0.0, 1.0],
        suffix=charts[0].suffix,
        decimals=charts[0].decimals,
        pads=(max(left for left, _ in pads), max(right for _, right in pads)),
        width=sketch.plot_width,
    )
    if not charts[0].fixed_ticks:
        return axis
    ticks, labels = zip(*charts[0].fixed_ticks, strict=True)
    return Axis(axis.range, ticks, labels)


def draw_rows(sketch: Sketch, chart: RowChart, *, axis: Axis | None = None) -> Block:
    """Add a block with one row per house and return it; `axis` is shared with other blocks."""
    places = _places(chart, width=sketch.width)
    foot_row = ROW["medium"]
    edge = places[-1] + ROW[sketch.width] / 2 - _lift(sketch) if places else _head(chart)
    bottom = edge + foot_row * len(chart.feet) + (GROUP_GAP / 2 if chart.feet else 0)
    block = sketch.block(height=bottom, axis=axis or axis_of(sketch, [chart]))
    _draw_bands(block, chart.bands, top=_head(chart), bottom=bottom)
    _draw_rules(block, chart, places=places)
    _draw_medians(block, chart, bottom=bottom)
    lines = tuple(block.px(median.value) for median in chart.medians if median.has_line)
    for row, y in zip(chart.rows, places, strict=True):
        _draw_row(block, row, y=y, lines=lines)
    for i, foot in enumerate(chart.feet):
        _draw_foot(block, foot, y=bottom - foot_row * (len(chart.feet) - i - 0.5))
    return block


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
    narrow = block.sketch.is_narrow
    block.text(foot.name, side="left", shift=-block.sketch.left, y=y, colour=tokens.ink3,
               size=NOTE_SIZE)  # fmt: skip
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
        block.text(words, x=value, y=y - (9 if foot.arrow and narrow else 0), anchor="center",
                   colour=colour, strong="all" if foot.arrow else "")  # fmt: skip


def _extent(mark: Mark) -> list[float]:
    bounds = [mark.low, mark.high, mark.before]
    return [0.0] if mark.form is Form.CALL else [b for b in bounds if b is not None]


def _places(chart: RowChart, *, width: str) -> list[float]:
    """Return the px from the top at which each row's marks stand."""
    height, y, places = ROW[width], _head(chart), []
    for i, row in enumerate(chart.rows):
        if i and row.group != chart.rows[i - 1].group:
            y += GROUP_GAP + (NOTE_SIZE if row.heading else 0)
        elif row.heading:
            y += NOTE_SIZE
        places.append(y + height / 2 + (NARROW_DROP if width == "narrow" else 0))
        y += height
    return places


def _pads(chart: RowChart, *, width: float) -> tuple[float, float]:
    """Return the px that labels and arrows need beyond the outermost marks."""
    marks = [mark for row in chart.rows for mark in row.marks]
    values = [v for mark in marks for v in _extent(mark)]
    if not values:
        return MARK_ROOM, MARK_ROOM
    low, span = min(values), max(max(values) - min(values), 1e-9)
    left = right = MARK_ROOM
    for row in chart.rows:
        ordered = sorted(row.marks, key=lambda m: (m.start, m.end))
        for i, mark in enumerate(ordered):
            needs_left, needs_right = _needs(mark, goes_left=len(ordered) > 1 and i == 0)
            inner = width - left - right
            left = max(left, needs_left - (mark.start - low) / span * inner)
            right = max(right, needs_right - (1 - (mark.end - low) / span) * inner)
    return min(left, width * MOST_PAD), min(right, width * MOST_PAD)


def _needs(mark: Mark, *, goes_left: bool) -> tuple[float, float]:
    """Return the px that a mark with its label takes to the left and to the right."""
    text = label_px(mark) + LABEL_GAP + 4
    arrow = ARROWS.get(mark.form)
    if arrow == "right":
        return text, ARROW_PX + MARK_ROOM
    if arrow == "left":
        return ARROW_PX + MARK_ROOM, text
    return (text, MARK_ROOM) if goes_left else (MARK_ROOM, text)


def _draw_bands(block: Block, bands: Sequence[Band], *, top: float, bottom: float) -> None:
    for band in bands:
        least = 5 / block.sketch.plot_width * (block.axis.range[1] - block.axis.range[0])  # type: ignore[union-attr]
        middle, half = (band.low + band.high) / 2, max(band.high - band.low, least) / 2
        block.box(
            (middle - half, HEADER), (middle + half, bottom), fill=faded(band.hue, alpha=0.13)
        )


def _draw_rules(block: Block, chart: RowChart, *, places: Sequence[float]) -> None:
    sketch, height = block.sketch, ROW[block.sketch.width]
    lift = _lift(sketch)
    if chart.title:
        block.text(chart.title, side="left", shift=-sketch.left, y=TITLE / 2, strong="all")
    for row, y in zip(chart.rows, places, strict=True):
        block.rule(y - lift + height / 2)
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
    anchors = _median_anchors(block, ordered)
    for median, (anchor, shift) in zip(ordered, anchors, strict=True):
        if median.has_line:
            top, foot = (median.value, start + HEADER - 6), (median.value, bottom)
            block.line(top, foot, colour=median.hue, width=1.4)
        for text, y, strong in ((median.title, 8, "all"), (median.label, 24, "")):
            if text:
                block.text(text, x=median.value, y=start + y, anchor=anchor, shift=shift,
                           colour=median.hue, strong=strong)  # fmt: skip


def _median_anchors(block: Block, medians: Sequence[Median]) -> list[tuple[str, float]]:
    """Return for each label, left to right, its anchor and shift so that none overlap."""
    widths = [max(text_px(m.title) * 1.08, text_px(m.label)) for m in medians]
    centres = [block.px(m.value) for m in medians]
    room = NOMINAL_WIDTH[block.sketch.width] - block.sketch.left
    starts: list[float] = []
    for centre, width in zip(centres, widths, strict=True):
        free = starts[-1] + widths[len(starts) - 1] + 12 if starts else -block.sketch.left
        starts.append(max(centre - width / 2, free))
    for i in reversed(range(len(starts))):
        limit = starts[i + 1] - 12 if i + 1 < len(starts) else room
        starts[i] = min(starts[i], limit - widths[i])
    if len(medians) == 2 and starts[0] + widths[0] + 12 >= starts[1]:
        return [("right", -4.0), ("left", 4.0)]
    return [("center", s + w / 2 - c) for s, w, c in zip(starts, widths, centres, strict=True)]


def _draw_row(block: Block, row: Row, *, y: float, lines: tuple[float, ...]) -> None:
    sketch = block.sketch
    name_y = y - NAME_CLIMB if sketch.is_narrow else y
    block.text(row.name, side="left", shift=-sketch.left, y=name_y,
               strong="all" if row.is_strong else "")  # fmt: skip
    marks = sorted(row.marks, key=lambda m: (m.start, m.end))
    for left, right in connectors(marks):
        block.line((left, y), (right, y), colour=sketch.tokens.rule2)
    for mark in marks:
        draw_mark(block, mark, y=y)
    write_labels(block, marks, y=y, lines=lines)
    for i, text in enumerate(_shown_columns(sketch, row.columns)):
        _column_text(block, text, index=i, of=row.columns, y=y)
