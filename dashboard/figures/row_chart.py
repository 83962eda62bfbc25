"""What a block of rows shows, and the axis and margins that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dashboard.figures.labels import BOLD_WIDER, LABEL_GAP, MARK_ROOM, label_px
from dashboard.figures.marks import ARROW_PX, ARROWS, Form, Mark
from dashboard.figures.sketch import Sketch
from dashboard.figures.texts import text_px
from dashboard.figures.theme import NOTE_SIZE
from dashboard.figures.ticks import Axis, inner_span, make_axis

COLUMN: Final = 78  # px of a column at the right
MOST_PAD: Final = 0.42  # of the plot: labels never squeeze the marks into less than a sixth
NOT_POOLED: Final = ", not pooled"  # the end of a note on an unlike figure
PASSES: Final = 3  # room given to one label narrows the axis, which moves the others
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
        house: the house whose page the name opens; blank for none.
    """

    name: str
    marks: tuple[Mark, ...]
    columns: tuple[str, ...] = ()
    group: int = 0
    is_strong: bool = False
    heading: str = ""
    house: str = ""


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
        crowd: marks of all rows, where only some of the rows are left (`figures.crowds`).
        n_rows: how many rows there were, where only some are left.
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
    crowd: tuple[Mark, ...] = ()
    n_rows: int = 0


def margins(
    charts: Sequence[RowChart], *, width: str, other_names: Sequence[str] = ()
) -> tuple[float, float]:
    """Return the px that names need at the left and columns at the right.

    Args:
        charts: all blocks of rows.
        width: of the picture.
        other_names: what else stands in the column of names.
    """
    if width == "narrow":
        return 4.0, 4.0
    names = [*other_names]
    names += [row.name for chart in charts for row in chart.rows]
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
        values += [v for mark in chart.crowd for v in (mark.start, mark.end)]
        values += [median.value for median in chart.medians]
        values += [edge for band in chart.bands for edge in (band.low, band.high)]
        values += [value for value, _ in chart.fixed_ticks]
    values = values or [0.0, 1.0]
    first, last, _ = inner_span(values)
    pads = [_pads(chart, sketch, first=first, last=last) for chart in charts]
    axis = make_axis(
        values,
        suffix=charts[0].suffix,
        decimals=charts[0].decimals,
        pads=(max(left for left, _ in pads), max(right for _, right in pads)),
        width=sketch.plot_width,
    )
    if not charts[0].fixed_ticks:
        return axis
    return _thinned(Axis(axis.range, *zip(*charts[0].fixed_ticks, strict=True)), sketch)


def _thinned(axis: Axis, sketch: Sketch) -> Axis:
    """Return an axis with every tick, but only as many labels as stand side by side."""
    places = [axis.px(tick, width=sketch.plot_width) for tick in axis.ticks]
    longest = max(text_px(label, size=NOTE_SIZE) for label in axis.labels) + LABEL_GAP
    step = next((k for k in (1, 2, 4) if places[-1] - places[0] >= longest * len(places) / k), 4)
    zero = axis.ticks.index(0.0) if 0.0 in axis.ticks else 0
    labels = [label if (i - zero) % step == 0 else "" for i, label in enumerate(axis.labels)]
    return Axis(axis.range, axis.ticks, tuple(labels))


def _extent(mark: Mark) -> list[float]:
    bounds = [mark.low, mark.high, mark.before]
    return [0.0] if mark.form is Form.CALL else [b for b in bounds if b is not None]


def _pads(chart: RowChart, sketch: Sketch, *, first: float, last: float) -> tuple[float, float]:
    """Return the px that labels and arrows need beyond an axis from `first` to `last`."""
    width, low, span = sketch.plot_width, first, last - first
    left = right = MARK_ROOM
    for row in chart.rows * PASSES:
        ordered = sorted(row.marks, key=lambda m: (m.start, m.end))
        for i, mark in enumerate(ordered):
            goes_left = len(ordered) > 1 and i == 0
            shown = replace(mark, note="") if sketch.is_narrow else mark
            needs_left, needs_right = _needs(shown, goes_left=goes_left)
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
