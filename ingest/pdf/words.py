"""Character runs of one page -> the words a person sees on it, upright and in place.

Knows nothing of PDFium: it gets words in the frame of their own text and returns them in points of
the visible page. What cannot be seen (off the page, not painted, slanted, printed twice) is gone,
and what belongs together (dots of an ellipsis, a number cut by a stray space) is whole again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from ingest.pdf.layout import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.geometry import BBox

RAISED_SIZE = 0.82  # superscripts are set in type at most this large relative to their line
RAISED_BY = 0.12  # of the font size: a superscript's foot stands at least this far above the line's
RAISED_AT_MOST = 0.9  # of the font size: higher up is another line
OVERLAP_EM = 0.3  # a mark overlaps the word it marks by at most this much
MARK_GAP_EM = 0.6  # a footnote mark stands at most this far from what it marks
JOIN_EM = 0.06  # a gap narrower than this between two words is a stray space character
DOT_GAP_EM = 1.0  # dots of one ellipsis or leader stand at most this far apart
ELLIPSIS_DOTS = 4  # more dots than this lead the eye to a number; fewer mean "no figure"
SAME_PLACE_POINTS = 1.0  # the same word this close to itself is printed twice (shadow, false bold)

_DOTS = re.compile(r"[.…]+")
_LEADER = re.compile(r"(?P<word>.*?[^.…])[.…]{4,}")
_MARK = re.compile(
    r"(?:\(?(?:\d{1,2}|[a-z])\)?/?|[*†‡§#]{1,4}|[¹²³⁰⁴-⁹]{1,3})(?:,\s?(?:\d{1,2}|[a-z])){0,3}"
)


class Style(NamedTuple):
    """What all characters of one text object share.

    Attributes:
        size: font size in points, text matrix applied.
        bold: whether the font is bold.
        quarter: quarter turns anticlockwise in user space.
        square: whether the text runs along an edge of the page.
        painted: whether it is painted at all.
    """

    size: float
    bold: bool
    quarter: int
    square: bool
    painted: bool


class Found(NamedTuple):
    """A word in the frame of its own text, before it is known which way the page is set.

    Attributes:
        word: x along the line, y downwards, in that frame.
        base: height of its baseline in that frame.
        style: of its first character.
    """

    word: Word
    base: float
    style: Style


@dataclass(frozen=True, slots=True)
class Frame:
    """The way from user space to the visible page.

    Attributes:
        crop: left, low, right, high of the crop box in user space.
        rotation: degrees clockwise, a multiple of 90.
    """

    crop: tuple[float, float, float, float]
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the visible page."""
        left, low, right, high = self.crop
        wide, tall = right - left, high - low
        return (tall, wide) if self.rotation in (90, 270) else (wide, tall)

    def shown(self, box: tuple[float, float, float, float], quarter: int) -> BBox:
        """Return where a box in the frame of text at `quarter` turns stands on the visible page."""
        left, low, right, high = self.crop
        if not quarter and not self.rotation:
            return box[0] - left, high + box[1], box[2] - left, high + box[3]
        x0, y0, x1, y1 = unturned(*box, quarter)
        if self.rotation == 90:
            return y0 - low, x0 - left, y1 - low, x1 - left
        if self.rotation == 180:
            return right - x1, y0 - low, right - x0, y1 - low
        if self.rotation == 270:
            return high - y1, right - x1, high - y0, right - x0
        return x0 - left, high - y1, x1 - left, high - y0


def turned(
    left: float, low: float, right: float, high: float, quarter: int
) -> tuple[float, float, float, float]:
    """Return (s0, s1, t0, t1) of a box in user space, for text that runs at `quarter` turns."""
    if quarter == 0:
        return left, right, -high, -low
    if quarter == 1:
        return low, high, left, right
    if quarter == 2:
        return -right, -left, low, high
    return -high, -low, -right, -left


def unturned(
    s0: float, t0: float, s1: float, t1: float, quarter: int
) -> tuple[float, float, float, float]:
    """Return left, low, right, high in user space: the inverse of `turned`."""
    if quarter == 0:
        return s0, -t1, s1, -t0
    if quarter == 1:
        return t0, s0, t1, s1
    if quarter == 2:
        return -s1, t0, -s0, t1
    return -t1, -s1, -t0, -s0


def visible_words(found: Sequence[Found], *, frame: Frame) -> list[Word]:
    """Return the words that a person sees, in points of the visible page.

    Most of the words of a page run one way; the others (axis titles, margin notes) are left out. On
    a page that is set sideways the words keep their reading frame and carry their place beside it.
    """
    square = [item for item in found if item.style.square]
    painted = [item for item in square if item.style.painted]
    kept = painted if len(painted) * 2 >= len(square) else square  # else: a scan with hidden text
    turns = Counter(item.style.quarter for item in kept)
    if not turns:
        return []
    quarter = turns.most_common(1)[0][0]
    chosen = [item for item in kept if item.style.quarter == quarter]
    words = _without_repeats(_merged(_with_marks(chosen)))
    placed = (_placed(word, quarter, frame) for word in words)
    width, height = frame.size
    return [word for word in placed if _is_on_page(word, width, height)]


def _placed(word: Word, quarter: int, frame: Frame) -> Word:
    place = frame.shown((word.x0, word.top, word.x1, word.bottom), quarter)
    if (quarter - frame.rotation // 90) % 4:
        return replace(word, place=place)
    return Word(word.text, *place, word.size, word.bold, word.raised)


def _is_on_page(word: Word, width: float, height: float) -> bool:
    x0, top, x1, bottom = word.bbox
    return 0 <= (x0 + x1) / 2 <= width and 0 <= (top + bottom) / 2 <= height


def _with_marks(found: Sequence[Found]) -> list[Word]:
    """Mark superscripts: smaller than and higher than the word they stand beside."""
    if not found:
        return []
    by_base = sorted(found, key=lambda item: item.base)
    bases = [item.base for item in by_base]
    reach = RAISED_AT_MOST * max(item.word.size for item in found)
    words: list[Word] = []
    for item in found:
        raised = item.word.raised
        if not raised and _MARK.fullmatch(item.word.text):
            below = slice(bisect_right(bases, item.base), bisect_left(bases, item.base + reach))
            raised = any(_is_raised(item, other) for other in by_base[below])
        words.append(replace(item.word, raised=True) if raised else item.word)
    return words


def _is_raised(item: Found, other: Found) -> bool:
    size = other.word.size
    step = other.base - item.base
    if not RAISED_BY * size < step < RAISED_AT_MOST * size or item.word.size > RAISED_SIZE * size:
        return False
    gap = max(item.word.x0 - other.word.x1, other.word.x0 - item.word.x1)
    return -OVERLAP_EM * size < gap < MARK_GAP_EM * size


def _merged(words: Sequence[Word]) -> Iterator[Word]:
    """Join what a stray space or separate dots cut apart; drop dot leaders."""
    held: Word | None = None
    for word in words:
        if held is not None and _belongs(held, word):
            held = replace(held, text=held.text + word.text, x1=max(held.x1, word.x1))
            continue
        if held is not None:
            yield from _without_leader(held)
        held = word
    if held is not None:
        yield from _without_leader(held)


def _belongs(held: Word, word: Word) -> bool:
    if held.raised != word.raised or abs(held.bottom - word.bottom) > RAISED_BY * word.size:
        return False
    gap = word.x0 - held.x1
    if _DOTS.fullmatch(held.text) and _DOTS.fullmatch(word.text):
        return -word.size < gap < DOT_GAP_EM * word.size
    return abs(gap) < JOIN_EM * word.size and held.bold == word.bold


def _without_leader(word: Word) -> Iterator[Word]:
    """Yield the word without the dots that lead the eye from a label to its numbers."""
    if _DOTS.fullmatch(word.text) and len(word.text) > ELLIPSIS_DOTS:
        return
    led = _LEADER.fullmatch(word.text)
    if not led:
        yield word
        return
    share = len(led["word"]) / len(word.text)
    yield replace(word, text=led["word"], x1=word.x0 + share * (word.x1 - word.x0))


def _without_repeats(words: Iterator[Word]) -> list[Word]:
    """Drop a word that is printed again on the same spot."""
    seen: dict[str, list[Word]] = {}
    kept = []
    for word in words:
        twins = seen.setdefault(word.text, [])
        if not any(_is_same_place(word, twin) for twin in twins):
            twins.append(word)
            kept.append(word)
    return kept


def _is_same_place(one: Word, other: Word) -> bool:
    near = abs(one.top - other.top) < SAME_PLACE_POINTS
    return near and abs(one.x0 - other.x0) < SAME_PLACE_POINTS
