"""A `Chart` -> PowerPoint's own chart with its sheet of numbers."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.chart import XL_TICK_LABEL_POSITION as TICKS
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from dashboard import numbers
from dashboard.figures.theme import LIGHT
from dashboard.figures.ticks import round_ticks
from dashboard.slides.deck_parts import SANS, Place, colour, describe, plain
from dashboard.slides.native import BARS, DOTS, LINES, NO_SPAN, Chart, Series
from warehouse.spreadsheets import as_plain_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

TYPES: Final = {
    DOTS: XL_CHART_TYPE.LINE_MARKERS,
    LINES: XL_CHART_TYPE.LINE_MARKERS,
    BARS: XL_CHART_TYPE.BAR_CLUSTERED,
}
MOST_LABELS: Final = 60  # values written beside marks; more overlap
TICKS_ACROSS: Final = 8  # months are named at most as often
MANY: Final = 16  # categories whose names are set smaller
MOST_NAMED: Final = 14  # lines with their house beside them; more have a legend
AIR: Final = 0.12  # of the span of values, kept free above and below dots
GAP, GAP_OF_FEW, FEW_BARS = 60, 400, 4  # percent of a bar between bars; few ones are no walls
LABEL_POINTS: Final = 11  # size of the letters beside a mark
RANGE_POINTS: Final = 6  # width of the bar of a range, round at its ends
LEAST_AIR: Final = 0.1  # in the unit of the values, where they are all but one


def add_chart(slide: Any, chart: Chart, place: Place, *, alt: str) -> None:
    """Add a native chart.

    Args:
        slide: of the deck.
        chart: what it shows.
        place: where it stands, in inches.
        alt: the words that stand for it.
    """
    data = CategoryChartData(number_format=chart.number_format)
    data.categories = [_safe(name) for name in chart.categories]
    for series in chart.series:
        data.add_series(_safe(series.name), series.values)
    shape = slide.shapes.add_chart(TYPES[chart.kind], *map(Inches, place), data)
    describe(shape, alt)
    drawn = shape.chart
    drawn.font.size, drawn.font.name = Pt(12), SANS
    drawn.font.color.rgb = colour(LIGHT.ink2)
    drawn.has_title = False
    is_named = chart.kind == LINES and len(chart.series) <= MOST_NAMED
    drawn.has_legend = len(chart.series) > 1 and not is_named
    if drawn.has_legend:
        places = XL_LEGEND_POSITION
        drawn.legend.position = places.RIGHT if chart.kind == LINES else places.TOP
        drawn.legend.include_in_layout = False
    _draw_axes(drawn, chart)
    if len(chart.categories) > MANY and chart.kind == DOTS:
        drawn.category_axis.tick_labels.font.size = Pt(8)
    has_labels = is_named if chart.kind == LINES else _is_sparse(chart)
    for i, (series, held) in enumerate(zip(drawn.plots[0].series, chart.series, strict=True)):
        _draw_series(series, held, chart, is_above=i == 0, has_labels=has_labels)
    _span_blanks(drawn)


def _is_sparse(chart: Chart) -> bool:
    """Whether there is room to write every value beside its mark."""
    return sum(v is not None for s in chart.series for v in s.values) <= MOST_LABELS


def _safe(name: str | date) -> str | date:
    """Return a name that the sheet behind the chart takes for no formula."""
    return as_plain_cell(plain(name)) if isinstance(name, str) else name


def _draw_axes(drawn: Any, chart: Chart) -> None:
    values, across = drawn.value_axis, drawn.category_axis
    scale = _scale_of(chart)
    values.minimum_scale, values.maximum_scale, values.major_unit = scale
    values.tick_labels.number_format = _tick_format(chart.number_format, scale[2])
    values.tick_labels.number_format_is_linked = False
    values.major_gridlines.format.line.color.rgb = colour(LIGHT.grid)
    values.format.line.fill.background()
    across.format.line.color.rgb = colour(LIGHT.rule2)
    across.tick_label_position = TICKS.LOW
    across.has_major_gridlines = False
    if chart.kind == LINES:
        across.tick_labels.number_format = "mmm yyyy"
        across.tick_labels.number_format_is_linked = False
        _space_days(across, [day for day in chart.categories if isinstance(day, date)])
    if chart.kind == BARS:
        bars = len(chart.categories) * len(chart.series)
        drawn.plots[0].gap_width = GAP if bars >= FEW_BARS else GAP_OF_FEW


def _space_days(axis: Any, days: Sequence[date]) -> None:
    """Write a few months below an axis of days."""
    months = math.ceil((max(days) - min(days)).days / 30)
    for name, value in (
        ("c:baseTimeUnit", "days"),
        ("c:majorUnit", str(max(math.ceil(months / TICKS_ACROSS), 1))),
        ("c:majorTimeUnit", "months"),
    ):
        if (held := axis._element.find(qn(name))) is not None:
            axis._element.remove(held)
        axis._element.append(axis._element.makeelement(qn(name), {"val": value}))


def _scale_of(chart: Chart) -> tuple[float, float, float]:
    """Return from where to where the axis of values runs, and the step of its round ticks.

    Bars start at zero, for their length is their value; dots and lines have air around them.
    """
    held = [reach for series in chart.series for reach in _reaches(series)]
    low, high = min(held), max(held)
    if chart.kind == BARS:
        low, high = min(low, 0.0), max(high, 0.0)
    air = max((high - low) * AIR, LEAST_AIR)
    low = low if chart.kind == BARS and low == 0.0 else low - air
    high = high if chart.kind == BARS and high == 0.0 else high + air
    ticks = round_ticks(low, max(high, low + LEAST_AIR))
    step = round(ticks[1] - ticks[0], 10)
    return (
        round(math.floor(low / step) * step, 10),
        round(math.ceil(high / step) * step, 10),
        step,
    )


def _reaches(series: Series) -> list[float]:
    """Return the values of a series, and both ends of its ranges."""
    spans = series.spans or (NO_SPAN,) * len(series.values)
    held = zip(series.values, spans, strict=True)
    return [
        edge
        for value, (down, up) in held
        if value is not None
        for edge in (value - down, value + up)
    ]


def _tick_format(number_format: str, step: float) -> str:
    """Return the format of the ticks: as many decimals as their step has, and the unit."""
    decimals = len(numbers.number(step, decimals=0).partition(".")[2])
    unit = number_format[number_format.find('"') :] if '"' in number_format else ""
    return f"0{'.' if decimals else ''}{'0' * decimals}{unit}"


def _draw_series(
    series: Any, held: Series, chart: Chart, *, is_above: bool, has_labels: bool
) -> None:
    hue = colour(held.colour)
    if chart.kind == BARS:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = hue
    else:
        _draw_line(series, held, chart, hue=hue)
    if not (has_labels and held.has_labels):
        return
    if chart.kind == LINES:
        _name_line(series, held, hue=hue)
        return
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = chart.number_format, False
    labels.font.size = Pt(LABEL_POINTS)
    labels.font.color.rgb = hue
    places = XL_LABEL_POSITION
    where = None if chart.kind == BARS else places.ABOVE if is_above else places.BELOW
    if where is not None:
        labels.position = where
    _write_printed(series, held, hue=hue, where=where)
    for each in (labels._element, *labels._element.findall(qn("c:dLbl"))):
        _put_on_white(each)


def _put_on_white(label: Any) -> None:
    """Give labels the ground of the slide, so that a line behind them strikes no figure through."""
    ground = parse_xml(
        f'<c:spPr {nsdecls("c", "a")}><a:solidFill><a:srgbClr val="FFFFFF">'
        '<a:alpha val="85000"/></a:srgbClr></a:solidFill></c:spPr>'
    )
    for name in ("c:txPr", "c:dLblPos", "c:showLegendKey"):
        if (after := label.find(qn(name))) is not None:
            after.addprevious(ground)
            return


def _write_printed(series: Any, held: Series, *, hue: Any, where: Any) -> None:
    """Write beside a mark what the house printed, where the mark does not stand at it."""
    for i, text in enumerate(held.printed):
        if not text:
            continue
        label = series.points[i].data_label
        _write_label(label, text, hue=hue)
        if where is not None:
            is_range = bool(held.spans) and held.spans[i] != NO_SPAN
            label.position = XL_LABEL_POSITION.RIGHT if is_range else where


def _write_label(label: Any, text: str, *, hue: Any) -> None:
    run = label.text_frame.paragraphs[0].add_run()
    run.text = plain(text)
    run.font.size, run.font.color.rgb = Pt(LABEL_POINTS), hue


def _name_line(series: Any, held: Series, *, hue: Any) -> None:
    """Write the house beside the last point of its line."""
    last = max(i for i, value in enumerate(held.values) if value is not None)
    label = series.points[last].data_label
    label.position = XL_LABEL_POSITION.ABOVE
    said = held.printed[last] if held.printed else ""
    said = said or numbers.number(held.values[last] or 0.0)
    _write_label(label, f"{held.name.rpartition(', ')[0]} {said}", hue=hue)
    for each in series.data_labels._element.findall(qn("c:dLbl")):
        _put_on_white(each)


def _draw_line(series: Any, held: Series, chart: Chart, *, hue: Any) -> None:
    series.smooth = False
    _draw_ranges(series, held)
    line, marker = series.format.line, series.marker
    if held.is_level:
        line.color.rgb, line.width = hue, Pt(1.25)
        line.dash_style = MSO_LINE_DASH_STYLE.DASH
        marker.style = XL_MARKER_STYLE.NONE
        return
    if chart.kind == DOTS:
        line.fill.background()
    else:
        line.color.rgb, line.width = hue, Pt(1.75)
    for i in held.silent:
        series.points[i].marker.style = XL_MARKER_STYLE.NONE
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 10 if chart.kind == DOTS else 6
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = hue
    marker.format.line.fill.background()


def _draw_ranges(series: Any, held: Series) -> None:
    """Draw a bar from end to end of each range; PowerPoint knows it as an error bar."""
    if not held.spans:
        return
    ends = [
        f"<c:{name}><c:numLit><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(held.spans)}"/>'
        + "".join(
            f'<c:pt idx="{i}"><c:v>{span[at]!r}</c:v></c:pt>' for i, span in enumerate(held.spans)
        )
        + f"</c:numLit></c:{name}>"
        for name, at in (("plus", 1), ("minus", 0))
    ]
    line = (
        f'<c:spPr><a:ln w="{Pt(RANGE_POINTS)}" cap="rnd"><a:solidFill>'
        f'<a:srgbClr val="{held.colour.removeprefix("#")}"><a:alpha val="45000"/></a:srgbClr>'
        "</a:solidFill><a:round/></a:ln></c:spPr>"
    )
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="both"/>'
        f'<c:errValType val="cust"/><c:noEndCap val="1"/>{"".join(ends)}{line}</c:errBars>'
    )
    series._element.find(qn("c:cat")).addprevious(bars)


def _span_blanks(drawn: Any) -> None:
    """Let a line run on where a house printed nothing."""
    found = drawn._chartSpace.chart.find(qn("c:dispBlanksAs"))
    if found is not None:
        found.set("val", "span")
