"""Words with boxes -> rows, lines and blocks in reading order.

`rows` run over the whole width of the page (tables need that), `lines` stop at a column gutter
(prose needs that), and `blocks` are lines that belong together, in the order a person reads them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ingest.geometry import BBox, union
from ingest.lazy import cached_property
from ingest.pdf.gutters import cut_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SAME_ROW = 0.5  # of the smaller height: words overlapping that much share a baseline
LEADING = 1.0  # of the line height: more white than this between lines starts a new block
SIZE_RATIO = 1.18  # a heading's type is at least this much larger than the text under it
BLOCK_OVERLAP = 0.3  # of the narrower line: stacked lines of one block share this much width
GUTTER_POINTS = 6.0  # narrowest white strip that separates two columns

PATTERN_POINTS = 4.0  # running lines keep their height to within this

Span = tuple[float, float]
"""Left and right edge of something, points."""

Pattern = tuple[str, int]
"""A line with its numbers as "#", and its height in steps of `PATTERN_POINTS`."""

_DIGITS = re.compile(r"\d+")


class Word(NamedTuple):
    """A run of characters without white space.

    A tuple: a page has thousands, and a frozen dataclass takes three times as long to make.

    Attributes:
        text: as printed, ligatures spelled out.
        x0: left edge in reading direction, points of the visible page.
        top: upper edge.
        x1: right edge.
        bottom: lower edge.
        size: font size in points.
        bold: whether the font is bold by name or weight.
        raised: whether it is a superscript (a footnote mark).
        place: its box on the visible page where the text runs sideways, else None.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    raised: bool = False
    place: BBox | None = None

    @property
    def bbox(self) -> BBox:
        """Its box on the visible page."""
        return self.place or (self.x0, self.top, self.x1, self.bottom)

    @property
    def middle(self) -> float:
        """Height of its centre, points from the top."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Line:
    """Words on one baseline, left to right.

    Attributes:
        words: at least one.
    """

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The words with single spaces; footnote marks are glued to what they mark."""
        return spell(self.words)

    @cached_property
    def bbox(self) -> BBox:
        """The box around its words on the visible page."""
        return union([word.bbox for word in self.words])

    @cached_property
    def x0(self) -> float:
        """Left edge in reading direction."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """Right edge in reading direction."""
        return max([word.x1 for word in self.words])

    @cached_property
    def top(self) -> float:
        """Upper edge in reading direction."""
        return min([word.top for word in self.words])

    @cached_property
    def bottom(self) -> float:
        """Lower edge in reading direction."""
        return max([word.bottom for word in self.words])

    @cached_property
    def size(self) -> float:
        """The font size of most of its characters."""
        sizes = {word.size for word in self.words}
        if len(sizes) == 1:  # nearly every line
            return round(sizes.pop(), 1)
        weight: dict[float, int] = {}
        for word in self.words:
            size = round(word.size, 1)
            weight[size] = weight.get(size, 0) + len(word.text)
        return max(weight, key=lambda size: weight[size])

    @cached_property
    def bold(self) -> bool:
        """Whether most of its characters are bold."""
        return sum(len(w.text) * (1 if w.bold else -1) for w in self.words) > 0


@dataclass(frozen=True)
class Block:
    """Lines that belong together: a paragraph, a heading, a column of a table.

    Attributes:
        lines: from the top down, at least one.
        running: whether it is a running header or footer, repeated from page to page.
    """

    lines: tuple[Line, ...]
    running: bool = False

    @cached_property
    def text(self) -> str:
        """The lines joined by single spaces; hyphens at line ends stay."""
        return " ".join(line.text for line in self.lines)

    @cached_property
    def bbox(self) -> BBox:
        """The box around its lines in reading direction."""
        return union([(line.x0, line.top, line.x1, line.bottom) for line in self.lines])


@dataclass(frozen=True)
class Page:
    """A page as words, and what they form.

    Attributes:
        number: 1-based index in the file.
        width: points, crop box and rotation applied.
        height: points.
        words: in the order of the file; upright text only unless the page is set sideways.
        running: lines that repeat from page to page, as `pattern_of` gives them.
        asides: words that run another way than most, in the frame of their own reading.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    running: frozenset[Pattern] = field(default=frozenset())
    asides: tuple[tuple[Word, ...], ...] = field(default=())

    @cached_property
    def rows(self) -> tuple[Line, ...]:
        """Everything on one baseline over the full width, from the top down."""
        return tuple(Line(tuple(row)) for row in group_rows(self.words))

    @cached_property
    def turned(self) -> tuple[Page, ...]:
        """The page as it reads when turned, for each way that its other words run."""
        return tuple(Page(self.number, self.width, self.height, words) for words in self.asides)

    @property
    def bbox(self) -> BBox:
        """The visible page itself."""
        return (0.0, 0.0, self.width, self.height)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Lines that stop at column gutters, in reading order."""
        return tuple(line for block in self.blocks for line in block.lines)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Lines grouped into blocks, in reading order."""
        pieces = split_rows(self.rows)
        blocks = order_blocks(group_blocks(pieces))
        return tuple(self._mark(block) for block in blocks)

    def _mark(self, block: Block) -> Block:
        repeated = all(pattern_of(line) in self.running for line in block.lines)
        return Block(block.lines, running=True) if repeated and self.running else block


def spell(words: Iterable[Word]) -> str:
    """Return the words with single spaces, footnote marks glued to the word before them."""
    words = list(words)
    if len(words) == 1:
        return words[0].text
    if True not in [word.raised for word in words]:
        return " ".join([word.text for word in words])
    text = ""
    for word in words:
        text += word.text if word.raised or not text else f" {word.text}"
    return text


def pattern_of(line: Line) -> Pattern:
    """Return the text with every number as "#", and the height it stands at."""
    return _DIGITS.sub("#", line.text), round(line.bottom / PATTERN_POINTS)


def group_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Group words that share a baseline, rows from the top down, words from left to right."""
    rows: list[list[Word]] = []
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: (w.raised, w.top + w.bottom)):
        best = _row_of(word, spans)
        if best is None:
            rows.append([word])
            spans.append((word.top, word.bottom))
        else:
            rows[best].append(word)
    order = sorted(range(len(rows)), key=lambda i: spans[i])
    return [sorted(rows[i], key=lambda w: w.x0) for i in order]


def _row_of(word: Word, spans: Sequence[tuple[float, float]]) -> int | None:
    """Return the newest row that overlaps the word enough in height."""
    high, low, height = word.top, word.bottom, word.bottom - word.top
    ceiling = float("-inf") if word.raised else high - 2.0 * height
    for index in range(len(spans) - 1, -1, -1):
        top, bottom = spans[index]
        if bottom < ceiling:
            break
        shared = (bottom if bottom < low else low) - (top if top > high else high)
        if shared >= SAME_ROW * min(bottom - top, height):
            return index
    return None


def split_rows(rows: Sequence[Line]) -> list[Line]:
    """Cut rows at column gutters: where the white is wide, or where lines nearby begin."""
    return [Line(tuple(words)) for words in cut_rows(rows)]


def group_blocks(lines: Sequence[Line]) -> list[Block]:
    """Stack lines into blocks: near below, over the same width, in the same type."""
    stacks: list[list[Line]] = []
    growing: list[list[Line]] = []
    for line in lines:
        reach = line.top - 2 * LEADING * (line.bottom - line.top)
        growing = [stack for stack in growing if stack[-1].bottom >= reach]
        fitting = [stack for stack in growing if _continues(stack, line)]
        if fitting:
            max(fitting, key=lambda stack: _shared_width(stack[-1], line)).append(line)
        else:
            stacks.append([line])
            growing.append(stacks[-1])
    return [Block(tuple(stack)) for stack in stacks]


def _continues(stack: Sequence[Line], line: Line) -> bool:
    last = stack[-1]
    height = max(last.bottom - last.top, line.bottom - line.top)
    if not -0.5 * height < line.top - last.bottom < LEADING * height or line.top <= last.top:
        return False
    if _shared_width(last, line) < BLOCK_OVERLAP * min(last.x1 - last.x0, line.x1 - line.x0):
        return False
    return max(last.size, line.size) <= SIZE_RATIO * min(last.size, line.size)


def _shared_width(one: Line, other: Line) -> float:
    return min(one.x1, other.x1) - max(one.x0, other.x0)


def order_blocks(blocks: Sequence[Block]) -> list[Block]:
    """Put blocks in reading order: full-width ones from the top down, columns one after another."""
    if len(blocks) <= 1:
        return list(blocks)
    ordered: list[Block] = []
    for band in _bands(blocks):
        gutter = _gutter(band)
        if gutter is None:
            ordered += sorted(band, key=lambda b: (b.bbox[1], b.bbox[0]))
            continue
        ordered += order_blocks([b for b in band if b.bbox[2] <= gutter])
        ordered += order_blocks([b for b in band if b.bbox[2] > gutter])
    return ordered


def _bands(blocks: Sequence[Block]) -> list[list[Block]]:
    """Cut across where no block stands, then rejoin neighbours as long as they share a gutter."""
    strips: list[list[Block]] = []
    floor = float("-inf")
    for block in sorted(blocks, key=lambda b: b.bbox[1]):
        if block.bbox[1] >= floor - 1 or not strips:
            strips.append([block])
        else:
            strips[-1].append(block)
        floor = max(floor, block.bbox[3])
    bands: list[list[Block]] = []
    covered: list[list[Span]] = []
    for strip in strips:
        spans = _covered([(b.bbox[0], b.bbox[2]) for b in strip])
        both = _covered([*covered[-1], *spans]) if covered else []
        if bands and len(covered[-1]) > 1 and len(both) > 1:
            bands[-1] += strip
            covered[-1] = both
        else:
            bands.append(strip)
            covered.append(spans)
    return bands


def _covered(spans: Sequence[Span]) -> list[Span]:
    """Merge spans that lie less than a gutter apart."""
    merged: list[Span] = []
    for x0, x1 in sorted(spans):
        if merged and x0 - merged[-1][1] <= GUTTER_POINTS:
            merged[-1] = merged[-1][0], max(merged[-1][1], x1)
        else:
            merged.append((x0, x1))
    return merged


def _gutter(blocks: Sequence[Block]) -> float | None:
    """Return where the widest white strip begins that has blocks on both sides, if any."""
    spans = _covered([(b.bbox[0], b.bbox[2]) for b in blocks])
    if len(spans) < 2:
        return None
    widest = max(pairwise(spans), key=lambda pair: pair[1][0] - pair[0][1])
    return widest[0][1]
