"""Page -> candidates from cards: one large figure with its words right below or above it.

A deck prints "1.7%" in large type over "US GDP growth, 2026 average". Figure and words are bound
where nothing else stands between them; all cards of a page are laid out the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from ingest.candidates import Candidate, Meaning, Origin, Phrase
from ingest.pdf.layout import Line
from ingest.resolving import cues
from ingest.tables.axes import names_indicator, speakers
from ingest.tables.cells import Sort, find_pieces, has_digit, is_number, is_period
from ingest.tables.labels import Label
from warehouse.records import Box, Rejection
from warehouse.vocabulary import Reason, Role

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ingest.geometry import BBox
    from ingest.pdf.layout import Page

READER = "table"
LARGE = 1.25  # times the type of the page: the figure of a card
REACH = 1.6  # heights of a line of the words: white between figure and words at most
LEADING = 0.8  # of the line height: white between the lines of the words at most
MAX_LINES = 4  # of words
MAX_WORDS = 16  # more than this is a paragraph
BESIDE_POINTS = 12.0  # words begin this close to the figure's left edge, or share its middle
HEADINGS = 2  # larger or bold lines above that may date the cards


_DASHES = "-–—"
_BULLETS = "•■▪"
_BROKEN = re.compile(r"(?<=\w-) (?=\d)")


@dataclass(frozen=True)
class _Card:
    value: Label
    words: Label


def find_cards(page: Page, *, taken: Collection[BBox]) -> list[Candidate | Rejection]:
    """Return the figures of all cards of a page.

    Args:
        page: its words.
        taken: boxes of figures that tables have read.
    """
    body = median([word.size for word in page.words]) if page.words else 0.0
    large = {size for size in {word.size for word in page.words} if round(size, 1) >= LARGE * body}
    if not any(word.size in large and has_digit(word.text) for word in page.words):
        return []  # nearly every page
    lines = [x for line in page.lines for x in _figure_by_figure(line) if x.bbox not in taken]
    values = _values(lines, body)
    below = [_words_beside(value, lines, down=True) for value in values]
    above = [_words_beside(value, lines, down=False) for value in values]
    found = below if _likelier(values, below) >= _likelier(values, above) else above
    cards = [_Card(v, w) for v, w in zip(values, found, strict=True) if w is not None]
    return [_candidate(page, card, body) for card in cards if names_indicator(card.words.text)]


def _figure_by_figure(line: Line) -> list[Line]:
    """Cut a line that holds several figures and nothing else: the figures of several cards."""
    pieces = find_pieces(line.words)
    if len(pieces) < 2 or any(piece.sort is not Sort.NUMBER for piece in pieces):
        return [line]
    return [Line(piece.words) for piece in pieces]


def _values(lines: Sequence[Line], body: float) -> list[Label]:
    """Return the large figures, those broken after a dash joined."""
    large = [line for line in lines if line.size >= LARGE * body and line.text[0] not in _BULLETS]
    values: list[Label] = []
    used: set[int] = set()
    for line in large:
        text = line.text
        if text[-1] not in _DASHES and is_number(text):
            values.append(Label((line,)))
            continue
        under = [x for x in large if _is_under(x, line) and is_number(text + x.text)]
        if text[-1] in _DASHES and under:
            used.add(id(under[0]))
            values.append(Label((line, under[0])))
    return [value for value in values if id(value.lines[0]) not in used]


def _is_under(line: Line, upper: Line) -> bool:
    near = -1 < line.top - upper.bottom < LEADING * (upper.bottom - upper.top)
    return near and _is_beside(line, Label((upper,)))


def _words_beside(value: Label, lines: Sequence[Line], *, down: bool) -> Label | None:
    """Return the lines of words right below (or above) a figure, top down."""
    edge = value.lines[-1].bottom if down else value.lines[0].top
    found: list[Line] = []
    size = value.lines[0].size
    for line in sorted(lines, key=lambda one: one.top, reverse=not down):
        away = line.top - edge if down else edge - line.bottom
        if away < -1 or not _is_beside(line, value):
            continue
        height = line.bottom - line.top
        if away > (LEADING if found else REACH) * height or _is_figure(line):
            break
        if line.size > size / LARGE or len(found) == MAX_LINES:
            break
        found.append(line)
        edge = line.bottom if down else line.top
    if not found or sum(len(line.words) for line in found) > MAX_WORDS:
        return None
    return Label(tuple(found if down else reversed(found)))


def _is_figure(line: Line) -> bool:
    return is_number(line.text) and not is_period(line.text)


def _is_beside(line: Line, value: Label) -> bool:
    """Whether words are set flush with a figure or centred under it."""
    first = value.lines[0]
    flush = abs(line.x0 - value.x0) < BESIDE_POINTS
    centred = abs(line.x0 + line.x1 - first.x0 - first.x1) < 2 * BESIDE_POINTS
    return flush or centred


def _likelier(values: Sequence[Label], words: Sequence[Label | None]) -> tuple[int, float]:
    """Return how many figures have telling words on one side, and how near those are."""
    pairs = [(v, w) for v, w in zip(values, words, strict=True) if w is not None]
    telling = [(v, w) for v, w in pairs if names_indicator(w.text)]
    away = sum(
        min(abs(w.lines[0].top - v.lines[-1].bottom), abs(v.lines[0].top - w.lines[-1].bottom))
        for v, w in telling
    )
    return len(telling), -away


def _candidate(page: Page, card: _Card, body: float) -> Candidate | Rejection:
    number = page.number
    text = "".join(line.text for line in card.value.lines)
    value = Phrase(text, card.value.boxes, Origin.VALUE, number)
    words = Phrase(_BROKEN.sub("", card.words.text), card.words.boxes, Origin.ROW_LABEL, number)
    heads = _headings(page, card, body)
    quote = f"{text} {words.text}"
    for phrase in (words, *heads):
        if cues.pattern("tables", "present_data").search(phrase.text):
            boxes = tuple(Box(number, *box, Role.VALUE, text) for box in value.boxes)
            sentence = f"“{phrase.text}”: how things stand, not a forecast"
            return Rejection(number, text, quote, boxes, Reason.HISTORY, sentence)
    phrases = dict.fromkeys(Meaning, (words, *heads))
    phrases[Meaning.INDICATOR] = phrases[Meaning.KIND] = (words,)
    phrases[Meaning.INSTITUTION] = speakers((words,), about=(words,))
    return Candidate(number, READER, value, phrases, quote)


def _headings(page: Page, card: _Card, body: float) -> tuple[Phrase, ...]:
    """Return the nearest headings above a card, nearest first."""
    above = [
        line
        for line in page.lines
        if line.bottom <= card.value.lines[0].top + 1
        and line not in card.words.lines
        and not is_number(line.text)
        and (line.size >= LARGE * body or line.bold)
    ]
    above.sort(key=lambda line: -line.top)
    return tuple(
        Phrase(line.text, (line.bbox,), Origin.HEADING, page.number) for line in above[:HEADINGS]
    )
