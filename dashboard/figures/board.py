"""Houses by questions -> tiles: a hueless tint for the distance, an ink edge for the side.

A tile is as wide as its column; a picture that has too many columns for its width stacks them in
blocks, each with the houses that have something there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.figures.doors import Door, draw_doors
from dashboard.figures.sketch import NOMINAL_WIDTH, Block, Sketch
from dashboard.figures.texts import cut_text, text_px
from dashboard.figures.theme import LABEL_SIZE, NOTE_SIZE, Tokens
from dashboard.figures.ticks import Axis

MOST_COLUMNS: Final = {"wide": 14, "medium": 7, "narrow": 5}  # tiles under it can't hold a number
LEAST_COLUMNS: Final = {"wide": 7, "medium": 4, "narrow": 4}  # fewer leave the rest of the row free
ROW: Final = {"wide": 28, "medium": 28, "narrow": 42}  # px
TILE: Final = 24  # px high
TILE_DROP: Final = 8  # px that tiles stand below the middle of a phone's row
NAME_CLIMB: Final = 20  # px from a phone's tiles up to the name
LINE: Final = 15  # px of a line of a heading
FOOT: Final = 22  # px of a row of statistics
EDGE: Final = 2.0  # px of the side's edge
GUTTER: Final = 0.012  # share of a column that stays free at each side
SWATCH: Final = 0.034  # share of the plot that a step of the key takes
KEY: Final = 26  # px
FURTHEST: Final = 5  # the last step, set strong


@dataclass(frozen=True, slots=True)
class Tile:
    """One cell.

    Attributes:
        text: what stands in it.
        look: "distance", "review" (ringed), "unlike" (dashed) or "few" (plain).
        step: tint, 1 to 5.
        side: 1 for an edge above, -1 for one below, 0 for none.
        door: what it opens: id and lines of hover.
        is_apart: whether it opens a figure that another tile of the row opens too.
    """

    text: str
    look: str
    step: int
    side: int
    door: tuple[str, str]
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of tiles.

    Attributes:
        where: first line of the heading, set strong.
        short: the same for a phone.
        what: below it, in small grey.
        feet: statistics below the tiles, as many as the chart has names of them.
    """

    where: str
    short: str
    what: str
    feet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TileChart:
    """Everything that a board shows.

    Attributes:
        columns: in their order.
        rows: name -> place of the column -> tile.
        feet: names of the statistics.
        key: what the tints and the edges mean.
        rest: a sentence on the rows that are left out; blank for none.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, dict[int, Tile]], ...]
    feet: tuple[str, ...]
    key: tuple[str, str]
    rest: str = ""


def step_colours(tokens: Tokens) -> tuple[tuple[str, str], ...]:
    """Return fill and text of each step of distance, the nearest first."""
    return (
        (tokens.step1, tokens.ink),
        (tokens.step2, tokens.ink),
        (tokens.step3, tokens.ink),
        (tokens.step4, tokens.on_step4),
        (tokens.step5, tokens.on_step5),
    )


def draw_board(sketch: Sketch, chart: TileChart) -> None:
    """Add the key and as many blocks of tiles as the width asks for."""
    _draw_key(sketch, chart.key)
    most = MOST_COLUMNS[sketch.width]
    parts = -(-len(chart.columns) // most)
    size = max(-(-len(chart.columns) // max(parts, 1)), 1)
    for start in range(0, len(chart.columns), size):
        _draw_part(sketch, chart, range(start, min(start + size, len(chart.columns))))


def _draw_key(sketch: Sketch, words: tuple[str, str]) -> None:
    block = sketch.block(height=KEY * (2 if sketch.is_narrow else 1))
    y = KEY / 2
    for i, (fill, _) in enumerate(step_colours(sketch.tokens)):
        corner = i * SWATCH
        block.box((corner, y - 6), (corner + SWATCH, y + 6), fill=fill, edge=sketch.tokens.rule2)
    end = len(step_colours(sketch.tokens)) * SWATCH
    first, second = words if sketch.is_narrow else (" ".join(words), "")
    block.text(first, x=end, shift=8, y=y, size=NOTE_SIZE, colour=sketch.tokens.ink3)
    if second:
        block.text(second, side="left", y=y + KEY - 4, size=NOTE_SIZE, colour=sketch.tokens.ink3)


def _draw_part(sketch: Sketch, chart: TileChart, places: range) -> None:
    """Draw some of the columns with the houses that have something there."""
    shown = max(len(places), LEAST_COLUMNS[sketch.width])
    room = sketch.plot_width / shown - 10
    heads = [_heading(chart.columns[i], room, is_narrow=sketch.is_narrow) for i in places]
    head = LINE * max(len(strong) + len(quiet) for strong, quiet in heads) + 8
    rows = [(name, tiles) for name, tiles in chart.rows if any(i in tiles for i in places)]
    height, foot = ROW[sketch.width], FOOT * (1.6 if sketch.is_narrow else 1)
    below = head + height * len(rows) + 4 + (FOOT if chart.rest else 0)
    block = sketch.block(height=below + foot * len(chart.feet) + 6, axis=Axis((0.0, float(shown))))
    for at, lines in enumerate(heads):
        _write_heading(block, lines, x=at + 0.5, bottom=head)
    for i, (name, tiles) in enumerate(rows):
        y = head + height * (i + 0.5)
        _draw_row(block, name, {at: tiles[k] for at, k in enumerate(places) if k in tiles}, y=y)
        block.rule(y + height / 2)
    if chart.rest:
        block.text(chart.rest, side="left", shift=-sketch.left, y=below - FOOT / 2,
                   size=NOTE_SIZE, colour=sketch.tokens.ink3)  # fmt: skip
    block.rule(below, colour=sketch.tokens.rule2)
    for i, name in enumerate(chart.feet):
        y = below + foot * (i + 0.5) + 2
        texts = [chart.columns[k].feet[i] for k in places]
        _write_foot(block, name, texts, y=y)


def _heading(column: Column, room: float, *, is_narrow: bool) -> tuple[list[str], list[str]]:
    strong = wrapped(column.short if is_narrow else column.where, room, size=LABEL_SIZE)
    return strong, wrapped(column.what, room, size=NOTE_SIZE)


def wrapped(text: str, limit: float, *, size: int) -> list[str]:
    """Return a text in lines of at most `limit` px, broken at spaces; a long word is cut."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_px(longer, size=size) <= limit:
            lines[-1] = longer
        else:
            lines.append(word)
    return [cut_text(line, limit * 1.1, size=size) for line in lines]


def _write_heading(
    block: Block, lines: tuple[list[str], list[str]], *, x: float, bottom: float
) -> None:
    strong, quiet = lines
    y = bottom - 8 - LINE * (len(strong) + len(quiet)) + LINE / 2
    for i, line in enumerate((*strong, *quiet)):
        is_strong = i < len(strong)
        block.text(line, x=x, y=y + LINE * i, anchor="center",
                   size=LABEL_SIZE if is_strong else NOTE_SIZE,
                   strong="all" if is_strong else "",
                   colour=None if is_strong else block.sketch.tokens.ink3)  # fmt: skip


def _draw_row(block: Block, name: str, tiles: dict[int, Tile], *, y: float) -> None:
    sketch = block.sketch
    at = y + (TILE_DROP if sketch.is_narrow else 0)
    room = NOMINAL_WIDTH["narrow"] if sketch.is_narrow else sketch.left - 8
    block.text(cut_text(name, room), side="left", shift=-sketch.left,
               y=at - NAME_CLIMB if sketch.is_narrow else at)  # fmt: skip
    for place, tile in tiles.items():
        _draw_tile(block, tile, place=place, y=at)
    doors = {place: Door(place + GUTTER, place + 1 - GUTTER, *t.door) for place, t in tiles.items()}
    draw_doors(block, [doors[place] for place, t in tiles.items() if not t.is_apart], y=at)
    for place, tile in tiles.items():
        if tile.is_apart:
            draw_doors(block, [doors[place]], y=at)


def _draw_tile(block: Block, tile: Tile, *, place: int, y: float) -> None:
    tokens = block.sketch.tokens
    top, bottom = y - TILE / 2, y + TILE / 2
    start, end = place + GUTTER, place + 1 - GUTTER
    fill, ink = step_colours(tokens)[tile.step - 1]
    if tile.look == "distance":
        block.box((start, top), (end, bottom), fill=fill)
        if tile.side:
            edge = top if tile.side > 0 else bottom
            block.line((start, edge), (end, edge), colour=tokens.ink, width=EDGE)
    elif tile.look == "review":
        block.box((start, top + 1), (end, bottom - 1), edge=tokens.ink)
    elif tile.look == "unlike":
        block.box((start, top + 1), (end, bottom - 1), edge=tokens.mark, dash="3px,2px")
    colour = {"distance": ink, "review": tokens.ink}.get(tile.look, tokens.ink3)
    size = LABEL_SIZE if tile.look == "distance" else NOTE_SIZE
    is_strong = tile.look == "distance" and tile.step == FURTHEST
    column = block.sketch.plot_width / (block.axis.range[1] if block.axis else 1.0)
    block.text(cut_text(tile.text, column + 8, size=size), x=place + 0.5, y=y, anchor="center",
               colour=colour, size=size, has_rim=False,
               strong="all" if is_strong else "")  # fmt: skip


def _write_foot(block: Block, name: str, texts: Sequence[str], *, y: float) -> None:
    sketch = block.sketch
    colour = sketch.tokens.ink3
    climb = 8 if sketch.is_narrow else 0
    block.text(name, side="left", shift=-sketch.left, y=y - climb, size=NOTE_SIZE, colour=colour)
    for at, text in enumerate(texts):
        block.text(text, x=at + 0.5, y=y + (7 if sketch.is_narrow else 0), anchor="center",
                   size=NOTE_SIZE, colour=sketch.tokens.ink2)  # fmt: skip
