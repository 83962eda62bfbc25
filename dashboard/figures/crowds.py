"""More rows than a page can name -> a hill of all marks and the rows that stand furthest apart.

Two hundred names down a page are read by nobody. Of so many houses a chart shows where all of them
stand, a dot each, and names those at the edges; the table beside it has everyone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from statistics import median
from typing import Final, TypeVar

from dashboard.figures.marks import Mark, Style, point_marker
from dashboard.figures.row_chart import Row, RowChart
from dashboard.figures.sketch import Block
from dashboard.figures.theme import NOTE_SIZE

MOST_ROWS: Final = 40  # rows that one still reads down; of more a part is named
NAMED: Final = 24  # rows with a name where not all have one: about one screen
DOT: Final = 7  # px across in a hill, where a row has 12
STEP: Final = 8.0  # px from one level of a hill to the next
TALLEST: Final = 88.0  # px that the levels take at most; of more they stand closer
FOOT: Final = 16.0  # px from the lowest level down to the next hill
HEAD: Final = 24.0  # px for the words above the hills, and above the named rows
Name = TypeVar("Name", str, int)
Px = Callable[[float], float]
"""A value -> px from the left edge."""

IN_HILLS: Final = (Style.COUNTED, Style.REVIEW, Style.IMPLIED)  # the others are in the table


def folded(chart: RowChart) -> RowChart:
    """Return a chart of which at most `NAMED` rows are left where it has more than `MOST_ROWS`.

    Left are rows set bold, rows under a heading of their own, and those with the counted figure
    furthest from the median of its colour. The marks of all rows go into the crowd.
    """
    if len(chart.rows) <= MOST_ROWS:
        return chart
    crowd = tuple(m for row in chart.rows for m in row.marks if m.style in IN_HILLS)
    middles = _middles(crowd)
    ranked = sorted(chart.rows, key=lambda row: _rank(row, middles))
    kept = {id(row) for row in ranked[:NAMED]}
    rows = tuple(row for row in chart.rows if id(row) in kept)
    return replace(chart, rows=rows, crowd=crowd, n_rows=len(chart.rows))


def rows_words(houses: int) -> str:
    """Return in a sentence's start what the rows of a chart are, for so many houses."""
    if houses <= MOST_ROWS:
        return "One row per house"
    return "Every house as a dot, the furthest from the medians in rows"


def named_words(houses: int) -> str:
    """Return a sentence, after a space, on who has a name at its mark; blank where all have."""
    return "" if houses <= MOST_ROWS else f" Named: the {NAMED} furthest from the median."


def furthest(
    values: Mapping[Name, float], *, few: int = MOST_ROWS, named: int = NAMED
) -> set[Name]:
    """Return who is named: all where they are few, else those furthest from the median of all."""
    if len(values) <= few:
        return set(values)
    middle = median(values.values())
    ranked = sorted(values, key=lambda name: (-abs(values[name] - middle), name))
    return set(ranked[:named])


def _middle(mark: Mark) -> float:
    return (mark.start + mark.end) / 2


def _middles(marks: Sequence[Mark]) -> dict[str, float]:
    """Return the median of the counted marks of each colour, or of all marks where none counts."""
    held: dict[str, list[float]] = {}
    for mark in marks:
        if mark.style is Style.COUNTED:
            held.setdefault(mark.hue, []).append(_middle(mark))
    for mark in marks:
        if mark.hue not in held:
            held[mark.hue] = [_middle(m) for m in marks if m.hue == mark.hue]
    return {hue: median(values) for hue, values in held.items()}


def _rank(row: Row, middles: dict[str, float]) -> tuple[bool, bool, float, str]:
    far = [abs(_middle(m) - middles[m.hue]) for m in row.marks if m.style is Style.COUNTED]
    return (not row.heading, not row.is_strong, -max(far, default=0.0), row.name)


def hills(chart: RowChart) -> list[tuple[str, list[Mark]]]:
    """Return the colours of a crowd in the order of the medians, each with its marks, rising."""
    order = [found.hue for found in chart.medians]
    held: dict[str, list[Mark]] = {}
    for mark in sorted(chart.crowd, key=_middle):
        held.setdefault(mark.hue, []).append(mark)
    return sorted(held.items(), key=lambda e: order.index(e[0]) if e[0] in order else len(order))


def levels(marks: Sequence[Mark], px: Px) -> list[int]:
    """Return for each mark, from left to right, the lowest level on which it touches no other."""
    ends: list[float] = []
    found = []
    for mark in marks:
        at = px(_middle(mark))
        level = next((i for i, edge in enumerate(ends) if edge <= at), len(ends))
        ends[level:level + 1] = [at + DOT]  # fmt: skip
        found.append(level)
    return found


def crowd_height(chart: RowChart, px: Px) -> float:
    """Return the px that the hills of a chart take above its rows; 0 for none."""
    if not chart.crowd:
        return 0.0
    return 2 * HEAD + sum(_height(levels(marks, px)) + FOOT for _, marks in hills(chart))


def _height(held: Sequence[int]) -> float:
    return DOT + min(STEP * max(held), TALLEST)


def draw_crowd(block: Block, chart: RowChart, *, top: float) -> None:
    """Draw the hills of a chart from `top` px down, with words above them and above the rows."""
    if not chart.crowd:
        return
    sketch, px = block.sketch, block.px
    said = partial(block.text, side="left", shift=-sketch.left, colour=sketch.tokens.ink3,
                   size=NOTE_SIZE)  # fmt: skip
    said("Every house: a dot for each figure, ranges by their midpoint", y=top + HEAD / 2)
    y = top + HEAD
    for hue, marks in hills(chart):
        held = levels(marks, px)
        height = _height(held)
        step = min(STEP, TALLEST / max(held)) if max(held) else 0.0
        base = y + height - DOT / 2
        _draw_hill(block, marks, [base - step * level for level in held], hue=hue)
        y += height + FOOT
    block.rule(y - FOOT / 2)
    left = f"The {len(chart.rows)} rows furthest from a median; the table has all {chart.n_rows:,}"
    said(left, y=y + HEAD / 2)


def _draw_hill(block: Block, marks: Sequence[Mark], ys: Sequence[float], *, hue: str) -> None:
    """Add one trace for each way that figures of a hill count."""
    for style in IN_HILLS:
        mine = [(mark, y) for mark, y in zip(marks, ys, strict=True) if mark.style is style]
        if mine:
            marker = point_marker(style, colour=hue, tokens=block.sketch.tokens)
            block.dots(
                [_middle(mark) for mark, _ in mine],
                [y for _, y in mine],
                identities=[mark.identity for mark, _ in mine],
                hovers=[mark.hover for mark, _ in mine],
                marker={**marker, "size": DOT},
            )
