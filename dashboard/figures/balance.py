"""Shares for and against, date after date -> columns from zero with the balance as a line.

Columns reach up for one side and down for the other, as shares of all who said anything; how many
those were stands under each. Who changed sides is marked above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.figures.sketch import Block, Sketch
from dashboard.figures.texts import text_px
from dashboard.figures.theme import NOTE_SIZE, Tokens, faded
from dashboard.figures.ticks import Axis
from dashboard.numbers import signed
from warehouse.periods import MONTH_NAMES

HALF: Final = 96.0  # px from zero to the whole
HEAD: Final = 46.0  # px above the whole, for the heading and those who changed sides
FOOT: Final = 42.0  # px below, for the numbers of houses and the dates
TICKS: Final = (-100, -50, 0, 50, 100)  # percent of the houses
MOST_UNITS: Final = 24  # houses that are drawn one by one; of more a column is one piece
THICK: Final = 0.62  # of the room of a date that its column takes
LABEL_ROOM: Final = 44.0  # px between the labels of two dates


@dataclass(frozen=True, slots=True)
class Unit:
    """One house in a column.

    Attributes:
        identity: what a click opens.
        hover: lines of text.
    """

    identity: str
    hover: str


@dataclass(frozen=True, slots=True)
class Column:
    """One date.

    Attributes:
        day: the date.
        up: houses on the upper side.
        down: houses on the lower side.
        n: all that said anything.
        hover: lines of text on the balance.
        switched: houses that changed sides since the date before.
    """

    day: date
    up: tuple[Unit, ...]
    down: tuple[Unit, ...]
    n: int
    hover: str
    switched: tuple[Unit, ...] = ()

    @property
    def net(self) -> float:
        """Upper minus lower side, percent of all."""
        return 100 * (len(self.up) - len(self.down)) / self.n


def draw_balance(sketch: Sketch, columns: Sequence[Column], *, heads: tuple[str, str]) -> Block:
    """Add the block; `heads` name the upper and the lower side."""
    tokens = sketch.tokens
    count = len(columns)
    block = sketch.block(height=HEAD + 2 * HALF + FOOT, axis=Axis((-0.6, count - 0.4)))
    _draw_scale(block, heads)
    room = sketch.plot_width / (count + 0.2)
    step = max(1, -(-LABEL_ROOM // room)) if room else 1
    for i, column in enumerate(columns):
        _draw_side(block, i, column.up, n=column.n, sign=1, tokens=tokens)
        _draw_side(block, i, column.down, n=column.n, sign=-1, tokens=tokens)
        is_labelled = (count - 1 - i) % step == 0
        if room >= text_px(str(column.n), size=NOTE_SIZE) + 4 or is_labelled:
            block.text(str(column.n), x=i, y=HEAD + 2 * HALF + 14, anchor="center",
                       size=NOTE_SIZE, colour=tokens.ink2)  # fmt: skip
        if is_labelled:
            words = f"{MONTH_NAMES[column.day.month - 1]} {column.day:%y}"
            block.text(words, x=i, y=block.height - 10, anchor="center", size=NOTE_SIZE,
                       colour=tokens.ink3, has_rim=False)  # fmt: skip
    block.text("n", side="left", shift=-8, anchor="right", y=HEAD + 2 * HALF + 14,
               size=NOTE_SIZE, colour=tokens.ink2)  # fmt: skip
    _draw_net(block, columns)
    _draw_switches(block, columns)
    return block


def _y(percent: float) -> float:
    return HEAD + HALF - percent / 100 * HALF


def _draw_scale(block: Block, heads: tuple[str, str]) -> None:
    tokens, axis = block.sketch.tokens, block.axis
    assert axis is not None
    for tick in TICKS:
        line = tokens.rule2 if tick == 0 else tokens.grid
        block.line((axis.range[0], _y(tick)), (axis.range[1], _y(tick)), colour=line)
        suffix = "%" if tick == TICKS[-1] else ""
        block.text(signed(tick, decimals=0) + suffix, side="left", shift=-8, anchor="right",
                   y=_y(tick), size=NOTE_SIZE, colour=tokens.ink3, has_rim=False)  # fmt: skip
    sides = ((heads[0], tokens.strong, 10.0), (heads[1], tokens.weak, 26.0))
    for words, colour, y in sides:
        block.text(words, side="left", shift=-block.sketch.left, y=y, colour=colour, strong="all",
                   has_rim=False)  # fmt: skip


def _draw_side(
    block: Block, at: int, units: Sequence[Unit], *, n: int, sign: int, tokens: Tokens
) -> None:
    if not units:
        return
    hue = tokens.strong if sign > 0 else tokens.weak
    share = 100 * sign / n
    left, right = at - THICK / 2, at + THICK / 2
    pieces = len(units) if len(units) <= MOST_UNITS else 1
    size = share * len(units) / pieces
    for k in range(pieces):
        top, bottom = _y(size * (k + 1)), _y(size * k)
        block.box((left, top), (right, bottom), fill=faded(hue, alpha=0.32), edge=tokens.paper)
    if pieces == len(units):
        block.dots(
            [float(at)] * pieces,
            [_y(size * (k + 0.5)) for k in range(pieces)],
            identities=[unit.identity for unit in units],
            hovers=[unit.hover for unit in units],
            marker={"size": 16, "symbol": "square", "color": "rgba(0,0,0,0)"},
        )


def _draw_net(block: Block, columns: Sequence[Column]) -> None:
    tokens = block.sketch.tokens
    xs, ys = [float(i) for i in range(len(columns))], [_y(column.net) for column in columns]
    block.path(xs, ys, colour=tokens.ink, width=1.6)
    block.dots(
        xs,
        ys,
        identities=[""] * len(columns),
        hovers=[column.hover for column in columns],
        marker={"size": 8, "color": tokens.ink},
    )
    last = columns[-1]
    text = f"{signed(round(last.net), decimals=0)}%"
    block.text(text, side="right", shift=8, y=ys[-1], strong="all", has_rim=False)


def _draw_switches(block: Block, columns: Sequence[Column]) -> None:
    tokens = block.sketch.tokens
    for i, column in enumerate(columns):
        if not column.switched:
            continue
        y = HEAD - 12
        block.line((i, y + 6), (i, HEAD + 2 * HALF), colour=tokens.rule2, dash="1px,3px")
        block.dots(
            [float(i)],
            [y],
            identities=[column.switched[0].identity],
            hovers=["\n".join(unit.hover for unit in column.switched)],
            marker={"symbol": "diamond", "size": 10, "color": tokens.ink},
        )
