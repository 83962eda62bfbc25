"""Character runs of one page -> the words a person sees on it, upright and in place.

Knows nothing of PDFium: it gets words in the frame of their own text and returns them in points of
the visible page. What cannot be seen (off the page, not painted, slanted, printed twice) is gone,
and what belongs together (dots of an ellipsis, a number cut by a stray space) is whole again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from ingest.pdf.layout import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ingest.geometry import BBox

RAISED_SIZE = 0.82  # superscripts are set in type at most this large relative to their line
RAISED_BY = 0.12  # of the font size: a superscript's foot stands at least this far above the line's
RAISED_AT_MOST = 0.9  # of the font size: higher up is another line
OVERLAP_EM = 0.3  # a mark overlaps the word it marks by at most this much
MARK_GAP_EM = 0.6  # a footnote mark stands at most this far from what it marks
JOIN_EM = 0.06  # a gap narrower than this between two words is a stray space character
DOT_GAP_EM = 1.0  # dots of one ellipsis or leader stand at most this far apart
ELLIPSIS_DOTS = 4  # more dots than this lead the eye to a number; fewer mean "no figure"
UPRIGHT_COUNTS = 2  # times: a page with many words in headers set sideways is still an upright one
SAME_PLACE_POINTS = 1.0  # the same word this close to itself is printed twice (shadow, false bold)

_DOT_SIGNS = ".…"
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

    A tuple, not yet a `Word`: most of the time here goes into making objects.

    Attributes:
        text: as printed, ligatures spelled out.
        x0: left edge along its line.
        top: upper edge, downwards.
        x1: right edge along its line.
        bottom: lower edge, downwards.
        size: font size in points.
        raised: whether it is a superscript.
        base: height of its baseline.
        style: of its first character.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    raised: bool
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


def visible_words(found: Sequence[Found], *, frame: Frame) -> list[list[Word]]:
    """Return the words that a person sees, in points of the visible page, by how they are turned.

    Most of the words of a page run one way, as a rule upright: those come first. Others (a table
    set sideways, axis titles, margin notes) follow, one list for each way. Words that do not run
    across the visible page keep their reading frame and carry their place beside it.
    """
    square = [item for item in found if item.style.square]
    painted = [item for item in square if item.style.painted]
    kept = painted if len(painted) * 2 >= len(square) else square  # else: a scan with hidden text
    turns = Counter([item.style.quarter for item in kept])
    if len(turns) == 1:
        return [_shown(kept, next(iter(turns)), frame)]
    turns[frame.rotation // 90 % 4] *= UPRIGHT_COUNTS
    return [
        _shown([item for item in kept if item.style.quarter == quarter], quarter, frame)
        for quarter, count in turns.most_common()
        if count
    ]


def _shown(chosen: Sequence[Found], quarter: int, frame: Frame) -> list[Word]:
    """Return the words that run one way, those beside the page left out."""
    words = _without_repeats(_merged(_with_marks(chosen)))
    width, height = frame.size
    sideways = (quarter - frame.rotation // 90) % 4 != 0
    shown = []
    for word in words:
        text, left, top, right, bottom, size, raised, _, style = word
        place = x0, y0, x1, y1 = frame.shown((left, top, right, bottom), quarter)
        if not (0 <= (x0 + x1) / 2 <= width and 0 <= (y0 + y1) / 2 <= height):
            continue
        if sideways:
            box, beside = (left, top, right, bottom), place
        else:
            box, beside = place, None
        shown.append(Word(text, *box, size, style.bold, raised, beside))
    return shown


def _with_marks(found: Sequence[Found]) -> list[Found]:
    """Mark superscripts: smaller than and higher than the word they stand beside."""
    by_base = sorted(found, key=lambda item: item.base)
    bases = [item.base for item in by_base]
    largest = max(item.size for item in found)
    small, reach = RAISED_SIZE * largest, RAISED_AT_MOST * largest
    words: list[Found] = []
    for item in found:
        letters = item.text[:2]
        plain = len(letters) > 1 and letters.isalpha()  # nearly every word
        if item.size <= small and not plain and not item.raised and _MARK.fullmatch(item.text):
            below = slice(bisect_right(bases, item.base), bisect_left(bases, item.base + reach))
            if any(_is_raised(item, other) for other in by_base[below]):
                words.append(item._replace(raised=True))
                continue
        words.append(item)
    return words


def _is_raised(item: Found, other: Found) -> bool:
    size = other.size
    step = other.base - item.base
    if not RAISED_BY * size < step < RAISED_AT_MOST * size or item.size > RAISED_SIZE * size:
        return False
    gap = max(item.x0 - other.x1, other.x0 - item.x1)
    return -OVERLAP_EM * size < gap < MARK_GAP_EM * size


def _merged(words: Sequence[Found]) -> Iterator[Found]:
    """Join what a stray space or separate dots cut apart; drop dot leaders."""
    held: Found | None = None
    for word in words:
        if held is not None:
            if _belongs(held, word):
                held = held._replace(text=held.text + word.text, x1=max(held.x1, word.x1))
                continue
            if held.text[-1] in _DOT_SIGNS:
                yield from _without_leader(held)
            else:
                yield held
        held = word
    if held is not None:
        yield from _without_leader(held)


def _belongs(held: Found, word: Found) -> bool:
    size, gap = word.size, word.x0 - held.x1
    if not -size < gap < DOT_GAP_EM * size:
        return False
    dots = held.text[-1] in _DOT_SIGNS and _DOTS.fullmatch(held.text) and _DOTS.fullmatch(word.text)
    near = abs(gap) < JOIN_EM * size and held.style.bold == word.style.bold
    if not dots and not near:
        return False
    return held.raised == word.raised and abs(held.bottom - word.bottom) <= RAISED_BY * size


def _without_leader(word: Found) -> Iterator[Found]:
    """Yield the word without the dots that lead the eye from a label to its numbers."""
    if _DOTS.fullmatch(word.text) and len(word.text) > ELLIPSIS_DOTS:
        return
    led = _LEADER.fullmatch(word.text)
    if not led:
        yield word
        return
    share = len(led["word"]) / len(word.text)
    yield word._replace(text=led["word"], x1=word.x0 + share * (word.x1 - word.x0))


def _without_repeats(words: Iterable[Found]) -> list[Found]:
    """Drop a word that is printed again on the same spot."""
    seen: dict[str, dict[int, list[Found]]] = {}  # by text, then by strip of the page
    kept = []
    for word in words:
        strip = floor(word.top / SAME_PLACE_POINTS)
        twins = seen.get(word.text)
        if twins is None:
            seen[word.text] = {strip: [word]}
        elif _is_repeat(word, twins, strip):
            continue
        else:
            twins.setdefault(strip, []).append(word)
        kept.append(word)
    return kept


def _is_repeat(word: Found, twins: Mapping[int, Sequence[Found]], strip: int) -> bool:
    for near in (strip - 1, strip, strip + 1):
        for twin in twins.get(near, ()):
            if _is_same_place(word, twin):
                return True
    return False


def _is_same_place(one: Found, other: Found) -> bool:
    near = abs(one.top - other.top) < SAME_PLACE_POINTS
    return near and abs(one.x0 - other.x0) < SAME_PLACE_POINTS
