"""Dated lines -> a list cut by the as-of day: what a phone shows instead of lanes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.figures.effects import draw_effect, draw_issue, effect_colour
from dashboard.figures.sketch import Block, Sketch
from dashboard.figures.texts import cut_text
from dashboard.figures.theme import NOTE_SIZE

LIST_ROW: Final = 44  # px
HEAD: Final = 44  # px for the heading of past and of coming dates
DATES: Final = 96.0  # px that dates and marks take at the left


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated line of the list that a phone shows instead of lanes.

    Attributes:
        day: of the event.
        when: that day in words.
        effect: shape of the mark.
        name: what it happens to.
        what: what happens.
        identity: what a click reports.
        hover: lines of text.
        is_issue: whether it is a day of issue, drawn as an open ring.
    """

    day: date
    when: str
    effect: str
    name: str
    what: str
    identity: str
    hover: str
    is_issue: bool = False


def draw_dates(sketch: Sketch, entries: Sequence[Entry], *, asof: date, label: str) -> Block:
    """Add a dated list, cut by the as-of day."""
    past = [entry for entry in entries if entry.day <= asof]
    coming = [entry for entry in entries if entry.day > asof]
    block = sketch.block(height=LIST_ROW * len(entries) + 2 * HEAD)
    tokens = sketch.tokens
    y = 0.0
    for title, held, line in (("Before", past, ""), ("Coming", coming, label)):
        block.text(title, side="left", shift=-sketch.left, y=y + 24, strong="all")
        colour = tokens.ink if line else tokens.rule2
        block.rule(y + HEAD - 8, colour=colour)
        block.text(line, side="right", shift=sketch.right, y=y + 24, anchor="right", strong="all")
        y += HEAD
        for entry in held:
            _draw_entry(block, entry, y=y)
            y += LIST_ROW
    return block


def _draw_entry(block: Block, entry: Entry, *, y: float) -> None:
    sketch, tokens = block.sketch, block.sketch.tokens
    indent = DATES
    x = (indent - 14) / sketch.plot_width
    block.text(entry.when, side="left", shift=-sketch.left, y=y + 10, strong="all", size=NOTE_SIZE)
    if entry.is_issue:
        draw_issue(block, x, y + 10, colour=effect_colour(entry.effect, tokens),
                   identity=entry.identity, hover=entry.hover)  # fmt: skip
    else:
        draw_effect(block, x, y + 10, effect=entry.effect, identity=entry.identity,
                    hover=entry.hover)  # fmt: skip
    name = cut_text(entry.name, sketch.plot_width - indent)
    block.text(name, side="left", shift=indent, y=y + 10)
    what = cut_text(entry.what, sketch.plot_width - indent, size=NOTE_SIZE)
    block.text(what, side="left", shift=indent, y=y + 27, size=NOTE_SIZE, colour=tokens.ink3)
    block.rule(y + LIST_ROW - 4)
