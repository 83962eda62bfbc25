"""Small charts with printed axes and no data labels: what a reader must not take for forecasts."""

from __future__ import annotations

from typing import Any

from looks import HAIRLINE, INK, QUIET, Look
from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

AXIS_SIZE = 7.0  # points, tick and category labels
TICK_ROOM = 20.0  # points left of the plot for tick labels
LABEL_ROOM = 12.0  # points under the plot for category labels
KEY_ROOM = 11.0  # points under those for the key, where there is one
WIDEST_BAR = 30.0  # points
HEADROOM = 15.0  # points above the plot, where the unit is printed
BAR_SHARE = 0.62  # of the room that one category has


class Chart(Flowable):
    """Bars side by side over named categories.

    The block gives `series` (name -> values), `categories`, `ticks` (values on the axis), and
    optionally `height` in points and `unit` printed above the axis.
    """

    def __init__(self, block: dict[str, Any], *, look: Look) -> None:
        super().__init__()
        self.block = block
        self.look = look
        self.height = float(block.get("height", 120))
        self.foot = LABEL_ROOM + (KEY_ROOM if len(block["series"]) > 1 else 0)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Take the full width of the column."""
        self.width = aW
        return aW, self.height

    def draw(self) -> None:
        """Draw grid, bars, category names and key."""
        self._draw_grid()
        series = self.block["series"]
        colours = [self.look.accent, HAIRLINE, QUIET]
        room = (self.width - TICK_ROOM) / len(self.block["categories"])
        bar = min(room * BAR_SHARE / len(series), WIDEST_BAR)
        for order, (values, colour) in enumerate(zip(series.values(), colours, strict=False)):
            self.canv.setFillColor(colour)
            for place, value in enumerate(values):
                x = TICK_ROOM + (place + 0.5) * room + (order - len(series) / 2) * bar
                low, high = sorted((self._y(0), self._y(value)))
                self.canv.rect(x, low, bar * 0.92, high - low, stroke=0, fill=1)
        self.canv.setFillColor(INK)
        self.canv.setFont(self.look.label, AXIS_SIZE)
        for place, name in enumerate(self.block["categories"]):
            self.canv.drawCentredString(TICK_ROOM + (place + 0.5) * room, self.foot - 9, name)
        self._draw_key(list(series), colours)

    def _y(self, value: float) -> float:
        low, high = self.block["ticks"][0], self.block["ticks"][-1]
        return self.foot + (value - low) / (high - low) * (self.height - self.foot - HEADROOM)

    def _draw_grid(self) -> None:
        self.canv.setFont(self.look.label, AXIS_SIZE)
        self.canv.setFillColor(QUIET)
        self.canv.setStrokeColor(HAIRLINE)
        self.canv.setLineWidth(0.4)
        if "unit" in self.block:
            self.canv.drawString(0, self.height - 7, self.block["unit"])
        for tick in self.block["ticks"]:
            y = self._y(tick)
            self.canv.line(TICK_ROOM, y, self.width, y)
            self.canv.drawRightString(TICK_ROOM - 5, y - 2.4, f"{tick:,}".replace("-", "−"))

    def _draw_key(self, names: list[str], colours: list[Color]) -> None:
        if len(names) < 2:
            return
        x = TICK_ROOM
        for name, colour in zip(names, colours, strict=False):
            self.canv.setFillColor(colour)
            self.canv.rect(x, 1, 6, 6, stroke=0, fill=1)
            self.canv.setFillColor(QUIET)
            self.canv.drawString(x + 9, 1.4, name)
            x += 22 + self.canv.stringWidth(name, self.look.label, AXIS_SIZE)
