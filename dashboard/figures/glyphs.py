"""Plotly's marker symbols -> shapes at a place in px, for keys that keep together at any width.

A marker stands at a data value, so that a row of them drifts apart where the page is wider than the
picture was reckoned for; a shape can stand so many px from the left edge.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, Final

from dashboard.figures.sketch import Block

LINE_PX: Final = {"line-ew": 2.4, "x-thin": 2.4}  # px; symbols that are strokes
HOLLOW_PX: Final = 1.4  # px of an outline
LINE_REACH: Final = 1.4 / 2  # of its size: how far Plotly's short line reaches from its middle


def draw_glyph(block: Block, symbol: str, *, size: float, at: float, y: float, colour: str) -> None:
    """Draw a marker symbol as a shape.

    Args:
        block: where it stands.
        symbol: one of Plotly's, of those that keys use; one that ends in "-open" is an outline.
        size: px across, as of a marker.
        at: px from the left edge of the plot to its middle.
        y: px from the top of the block to its middle.
        colour: hex.
    """
    is_open = symbol.endswith("-open")
    stroke = LINE_PX.get(symbol, HOLLOW_PX if is_open else 0)
    is_filled = not is_open and symbol not in LINE_PX
    shape: dict[str, Any] = {
        "xref": "paper",  # across an axis a shape is cut off at the edge of the plot
        "yref": block.y,
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": 0.0,
        "yanchor": y,
        "fillcolor": colour if is_filled else "rgba(0,0,0,0)",
        "line": {"color": colour, "width": stroke},
    }
    half = size / 2
    if symbol.startswith("circle"):
        shape |= {"type": "circle", "x0": at - half, "x1": at + half, "y0": -half, "y1": half}
    else:
        shape |= {"type": "path", "path": _path(symbol, half, at)}
    block.sketch.shapes.append(shape)


def _path(symbol: str, half: float, at: float) -> str:
    """Return an outline in px around `at`; upwards is positive."""
    if symbol == "line-ew":
        reach = 2 * half * LINE_REACH
        return f"M{at - reach:.1f},0 L{at + reach:.1f},0"
    if symbol == "x-thin":
        low, high = at - half, at + half
        return (
            f"M{low:.1f},{half:.1f} L{high:.1f},{-half:.1f} "
            f"M{low:.1f},{-half:.1f} L{high:.1f},{half:.1f}"
        )
    turn = -1 if symbol == "triangle-down" else 1
    side = 2 * half / sqrt(3)
    foot, top = -turn * half / 2, turn * half
    return f"M{at - side:.1f},{foot:.1f} L{at + side:.1f},{foot:.1f} L{at:.1f},{top:.1f} Z"
