"""Blocks of marks and labels -> one plain Plotly dict.

A sketch is a stack of blocks. Across, a block has a data axis; down, its unit is the pixel, counted
from its upper edge, so that rows keep their height whatever the width of the page. Text is escaped
here and nowhere else: Plotly reads a subset of HTML in every label and hover.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from dashboard.figures.merging import merged
from dashboard.figures.texts import escaped
from dashboard.figures.theme import BOLD, FACE, LABEL_SIZE, NOTE_SIZE, Tokens
from dashboard.figures.ticks import Axis

NOMINAL_WIDTH: Final = {"wide": 720, "medium": 448, "narrow": 340}  # px that labels are placed for
HIT_RADIUS: Final = 12  # px around a mark that still count as the mark
TICK_ROOM: Final = 26  # px under a block for its tick labels
BLOCK_GAP: Final = 20  # px between blocks
HALO_LAYERS: Final = 4  # shadows upon each other, until the rim is solid
HALO: Final = 3  # px of ground around a label, so that a line may pass behind a word
OFF_PAGE: Final = (-3.0, 4.0)  # paper fractions beyond any margin: a hairline across everything


@dataclass(slots=True)
class Block:
    """One stretch of the picture with its own axis.

    Attributes:
        sketch: what it belongs to.
        number: 1 for the first block.
        height: px, without the room for ticks.
        axis: range and ticks.
    """

    sketch: Sketch
    number: int
    height: float
    axis: Axis | None

    @property
    def _suffix(self) -> str:
        return "" if self.number == 1 else str(self.number)

    @property
    def x(self) -> str:
        """Plotly's name of the axis across."""
        return f"x{self._suffix}"

    @property
    def y(self) -> str:
        """Plotly's name of the axis down."""
        return f"y{self._suffix}"

    def px(self, value: float) -> float:
        """Return where a value stands, in px from the left edge at the nominal width."""
        axis = self.axis or Axis((0.0, 1.0))
        return axis.px(value, width=self.sketch.plot_width)

    def marks(
        self,
        xs: Sequence[float],
        y: float | Sequence[float],
        *,
        identity: str,
        hover: str,
        marker: dict[str, Any],
        line: dict[str, Any] | None = None,
    ) -> None:
        """Add one clickable mark of one or more points.

        Args:
            xs: data values.
            y: px from the top of the block, one for all or one each.
            identity: what a click reports; blank makes the mark silent.
            hover: lines of plain text, separated by newlines; the first is set bold.
            marker: Plotly's marker.
            line: Plotly's line, where the points are joined.
        """
        ys = [y] * len(xs) if isinstance(y, int | float) else list(y)
        mode = "lines+markers" if line else "markers"
        trace = self._trace(xs, ys) | {"mode": mode, "marker": marker}
        if line:
            trace["line"] = line
        if identity:
            trace["customdata"] = [[identity]] * len(xs)
            trace["hovertext"] = [hover_html(hover)] * len(xs)
            trace["hovertemplate"] = "%{hovertext}<extra></extra>"
        else:
            trace["hoverinfo"] = "skip"
        self.sketch.traces.append(trace)

    def dots(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        *,
        identities: Sequence[str],
        hovers: Sequence[str],
        marker: dict[str, Any],
    ) -> None:
        """Add many marks of one look, each with its own figure; a blank identity opens nothing."""
        trace = self._trace(xs, ys) | {"mode": "markers", "marker": marker}
        trace["hovertext"] = [hover_html(hover) for hover in hovers]
        trace["hovertemplate"] = "%{hovertext}<extra></extra>"
        if any(identities):
            trace["customdata"] = [[identity] for identity in identities]
        self.sketch.traces.append(trace)

    def path(self, xs: Sequence[float], ys: Sequence[float], *, colour: str, width: float) -> None:
        """Draw a line through several places (data value, px); it is silent."""
        line = {"color": colour, "width": width}
        trace = self._trace(xs, ys) | {"mode": "lines", "line": line, "hoverinfo": "skip"}
        self.sketch.traces.append(trace)

    def _trace(self, xs: Sequence[float], ys: Sequence[float]) -> dict[str, Any]:
        return {
            "type": "scatter",
            "x": list(xs),
            "y": list(ys),
            "xaxis": self.x,
            "yaxis": self.y,
            "cliponaxis": False,
            "showlegend": False,
        }

    def text(
        self,
        text: str,
        *,
        y: float,
        x: float | None = None,
        side: str = "",
        shift: float = 0,
        anchor: str = "left",
        colour: str | None = None,
        size: int = LABEL_SIZE,
        strong: str = "",
        quiet: str = "",
        has_rim: bool = True,
    ) -> None:
        """Write a label.

        Args:
            text: plain text.
            y: px from the top of the block, the middle of the line.
            x: data value; without it the label stands at an edge of the plot.
            side: "left" or "right" edge, where `x` is not given.
            shift: px to the right of that place.
            anchor: which end of the text stands there: left, center or right.
            colour: hex; the ink of the theme by default.
            size: px.
            strong: "all" for bold; "" for plain.
            has_rim: whether a rim of the ground cuts off lines behind the words.
            quiet: a note in small grey on the far side of the text, seen from the anchor.
        """
        tokens = self.sketch.tokens
        shown = escaped(text)
        font: dict[str, Any] = {"size": size, "color": colour or tokens.ink}
        if strong:
            font["weight"] = BOLD
        if quiet:
            style = f"font-size:{NOTE_SIZE}px;color:{tokens.ink3};font-weight:400"
            aside = f'<span style="{style}">{escaped(quiet)}</span>'
            shown = f"{aside}  {shown}" if anchor == "right" else f"{shown}  {aside}"
        if self.sketch.has_halo and has_rim:
            font["shadow"] = _halo(tokens.paper)
        note = {
            "text": shown,
            "x": x if x is not None else float(side == "right"),
            "y": y,
            "xref": self.x if x is not None else "paper",
            "yref": self.y,
            "xanchor": anchor,
            "yanchor": "middle",
            "showarrow": False,
            "font": font,
            "borderpad": 0,
        }
        if shift:
            note["xshift"] = round(shift, 1)
        self.sketch.notes.append(note)

    def rule(self, y: float, *, colour: str | None = None) -> None:
        """Draw a hairline across the whole picture at `y` px."""
        self.sketch.shapes.append(
            {
                "type": "line",
                "xref": "paper",
                "yref": self.y,
                "x0": OFF_PAGE[0],
                "x1": OFF_PAGE[1],
                "y0": y,
                "y1": y,
                "layer": "between",
                "line": {"color": colour or self.sketch.tokens.rule, "width": 1},
            }
        )

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        colour: str,
        width: float = 1.0,
        dash: str = "solid",
    ) -> None:
        """Draw a straight line between two places (data value, px)."""
        self.sketch.shapes.append(
            {
                "type": "line",
                "xref": self.x,
                "yref": self.y,
                "x0": start[0],
                "y0": start[1],
                "x1": end[0],
                "y1": end[1],
                "layer": "between",
                "line": {"color": colour, "width": width, "dash": dash},
            }
        )

    def box(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        fill: str = "rgba(0,0,0,0)",
        edge: str = "",
        dash: str = "solid",
        layer: str = "between",
    ) -> None:
        """Draw a rectangle between two corners (data value, px)."""
        self.sketch.shapes.append(
            {
                "type": "rect",
                "xref": self.x,
                "yref": self.y,
                "x0": start[0],
                "y0": start[1],
                "x1": end[0],
                "y1": end[1],
                "layer": layer,
                "fillcolor": fill,
                "line": {"color": edge or fill, "width": 1.4 if edge else 0, "dash": dash},
            }
        )

    def ring(self, x: float, y: float, *, radius: float, colour: str) -> None:
        """Draw a dashed circle of `radius` px: a figure of a scenario."""
        self.sketch.shapes.append(
            {
                "type": "circle",
                "xref": self.x,
                "yref": self.y,
                "xsizemode": "pixel",
                "ysizemode": "pixel",
                "xanchor": x,
                "yanchor": y,
                "x0": -radius,
                "x1": radius,
                "y0": -radius,
                "y1": radius,
                "line": {"color": colour, "width": 1.6, "dash": "2px,2px"},
            }
        )


@dataclass(slots=True)
class Sketch:
    """A picture in the making.

    Attributes:
        tokens: colours.
        width: "wide", "medium" or "narrow".
        left: px kept free for names.
        right: px kept free for columns.
        top: px above the first block.
        has_halo: whether the ground is known, so that labels can carry a rim of it.
    """

    tokens: Tokens
    width: str
    left: float
    right: float
    top: float = 6
    has_halo: bool = True
    blocks: list[Block] = field(default_factory=list)
    traces: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def plot_width(self) -> float:
        """Width of the plot in px at the nominal width of the class."""
        return NOMINAL_WIDTH[self.width] - self.left - self.right

    @property
    def is_narrow(self) -> bool:
        """Whether names climb above their marks."""
        return self.width == "narrow"

    def block(self, *, height: float, axis: Axis | None = None) -> Block:
        """Add a block below the others.

        Args:
            height: px, without the room for ticks.
            axis: range and ticks; None for a block of text or of plain drawing from 0 to 1.
        """
        block = Block(self, len(self.blocks) + 1, height, axis)
        self.blocks.append(block)
        return block

    def figure(self) -> dict[str, Any]:
        """Return the picture as Plotly's `data`, `layout` and `config`."""
        spans = [b.height + (TICK_ROOM if b.axis and b.axis.ticks else 0) for b in self.blocks]
        total = sum(spans) + BLOCK_GAP * max(len(spans) - 1, 0)
        layout: dict[str, Any] = {
            "height": round(self.top + total),
            "margin": {"l": round(self.left), "r": round(self.right), "t": self.top, "b": 0},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "showlegend": False,
            "hovermode": "closest",
            "hoverdistance": HIT_RADIUS,
            "dragmode": False,
            "font": {"family": FACE, "size": LABEL_SIZE, "color": self.tokens.ink},
            "hoverlabel": {
                "bgcolor": self.tokens.sheet,
                "bordercolor": self.tokens.rule2,
                "align": "left",
                "font": {"family": FACE, "size": LABEL_SIZE, "color": self.tokens.ink},
            },
            "annotations": self.notes,
            "shapes": self.shapes,
        }
        start = 0.0
        for block, span in zip(self.blocks, spans, strict=True):
            top, bottom = 1 - start / total, 1 - (start + block.height) / total
            layout["xaxis" + block.x[1:]] = self._across(block)
            layout["yaxis" + block.y[1:]] = _down(block, [max(bottom, 0.0), top])
            start += span + BLOCK_GAP
        config = {"displayModeBar": False, "doubleClick": False}
        traces = merged(self.traces) or [_nothing()]
        return {"data": traces, "layout": layout, "config": config}

    def _across(self, block: Block) -> dict[str, Any]:
        axis = block.axis
        drawn: dict[str, Any] = {
            "anchor": block.y,
            "range": list(axis.range) if axis else [0, 1],
            "fixedrange": True,
            "zeroline": False,
            "showline": False,
            "showgrid": bool(axis and axis.ticks),
            "showticklabels": bool(axis and axis.ticks),
        }
        if axis and axis.ticks:
            drawn |= {
                "tickmode": "array",
                "tickvals": list(axis.ticks),
                "ticktext": list(axis.labels),
                "ticks": "",
                "tickfont": {"size": NOTE_SIZE, "color": self.tokens.ink3},
                "tickangle": 0,
                "gridcolor": self.tokens.grid,
                "gridwidth": 1,
            }
        return drawn


def _down(block: Block, domain: list[float]) -> dict[str, Any]:
    return {
        "anchor": block.x,
        "domain": [round(edge, 5) for edge in domain],
        "range": [block.height, 0],
        "fixedrange": True,
        "visible": False,
    }


def _halo(ground: str) -> str:
    """Return a CSS text shadow that cuts lines off around a word."""
    return ",".join([f"0 0 {HALO}px {ground}"] * HALO_LAYERS)


def _nothing() -> dict[str, Any]:
    """Return a trace without a mark: Plotly draws no axes for no data."""
    return {"type": "scatter", "x": [None], "y": [None], "hoverinfo": "skip"}


def hover_html(text: str) -> str:
    """Return lines of plain text as Plotly shows them on hovering, the first set bold."""
    first, *rest = text.split("\n")
    return "<br>".join([f"<b>{escaped(first)}</b>", *map(escaped, rest)])
