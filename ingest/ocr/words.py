"""Recognised lines and the ink under them -> words with tight boxes, in points.

The recogniser says what a line reads and only roughly where each character stands; the ink says
exactly where words begin and end, which line they stand on, and which mark is raised. So a space
that the recogniser lost is found by its white, and a footnote digit does not become a decimal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import cv2
import numpy as np

from ingest.pdf.layout import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.ocr.engine import Gray, TextLine
    from ingest.ocr.upright import Upright

ABOVE_BASELINE, BELOW_BASELINE = 0.76, 0.22  # of the font size, as for words of a text layer
CAPITAL = 0.72  # of the font size: the height of capitals and digits
SMALL = 0.53  # of the font size: the height of x
DEPTH = 0.21  # of the font size: how far g and p reach below the line
SPACE_EM = 0.24  # a white this wide between letters parts two words even if no space was read
DIGIT_SPACE_EM = 0.45  # the same between digits, which stand in wide cells
POINT_SPACE_EM = 0.8  # the same beside a point: the ink of a pale one is not seen
STRAY_EM = 0.16  # a space that was read between digits with less white than this is none
POINT = 0.35  # of the height of digits: a point is no larger, and stands at their foot
POINT_REACH = 1.6  # of the height of digits: the middles of two digits about a point
SPECK = 4  # pixels at 200 dpi: less ink than this is dirt
RULE_EM = 2.5  # of the height of its line: a longer flat stroke is a rule, not a dash
BESIDE = 0.1  # of the font size: a mark this far right of the last character is not that one
RAISED_FOOT = 0.2  # of the font size: a raised mark ends this far above the line
RAISED_HEIGHT = 0.62  # of the font size: and is not taller than this

_DEEP = frozenset("gjpqy,;()[]{}|/§ßQ@_")
_FLAT = frozenset("acemnorsuvwxz")
_FLAT_DEEP = frozenset("gpqy")
_FLOATING = frozenset(".,:;-–—−'\"’‘“”°*^~=+_·•…")
_MARKS = frozenset("0123456789*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰abcde'’‘")
_GLUED = re.compile(r"[A-ZÄÖÜ]?[^\W\d_]*[a-zäöüßéèç]{3}\d")
_NUMBER = frozenset("0123456789.,-–−%")


class Piece(NamedTuple):
    """One connected piece of ink, in pixels of the picture."""

    x0: int
    top: int
    x1: int
    bottom: int
    area: int


@dataclass(frozen=True, slots=True)
class Inked:
    """A word, and the ink that it was read from.

    Attributes:
        word: the word on the page.
        score: of the line that it stands in; 0 where a point was added to what was read.
        pieces: its ink from left to right, in pixels of the upright picture.
        base: its baseline, in pixels.
        size: its font size, in pixels.
    """

    word: Word
    score: float
    pieces: tuple[Piece, ...]
    base: float
    size: float


class _Part(NamedTuple):
    """A word before the height of its line is known."""

    text: str
    pieces: tuple[Piece, ...]
    last: float  # x of its last character, as the recogniser saw it
    mended: bool = False  # a point that is printed was not read


def inked_words(lines: Sequence[TextLine], upright: Upright) -> list[Inked]:
    """Return the words of a picture, line by line from the top down."""
    found: list[Inked] = []
    for line in sorted(lines, key=lambda line: (line.box[1], line.box[0])):
        pieces = ink_of(upright.picture, line.box, dpi=upright.dpi)
        if not pieces:
            continue
        parts = list(_parts(line, pieces))
        size, base = _measure(parts, line)
        for part in parts:
            found += [
                _inked(
                    text,
                    ink,
                    upright,
                    0.0 if part.mended else line.score,
                    size=size,
                    base=base,
                    raised=raised,
                )
                for text, ink, raised in _without_mark(part, size=size, base=base)
                if text and ink
            ]
    return found


def ink_of(picture: Gray, box: tuple[float, float, float, float], *, dpi: float) -> list[Piece]:
    """Return the pieces of ink in a part of the picture, from left to right; no rules, no dirt."""
    x0, top = max(int(box[0]), 0), max(int(box[1]), 0)
    crop = picture[top : int(box[3]) + 1, x0 : int(box[2]) + 1]
    if min(crop.shape[:2], default=0) < 3:
        return []
    _, ink = cv2.threshold(crop, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    if ink.mean() > 0.5:  # white letters on a dark bar
        ink = 1 - ink
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    height, width = crop.shape[:2]
    least = SPECK * (dpi / 200) ** 2
    kept = []
    for left, up, wide, tall, area in stats[1:].tolist():
        is_rule = (wide > RULE_EM * height and tall < 0.2 * height) or (
            tall >= 0.95 * height and wide < 0.12 * height
        )
        is_neighbour = (up == 0 and up + tall < 0.3 * height) or (
            up + tall == height and up > 0.75 * height
        )
        at_edge = (left == 0 or left + wide == width) and wide <= 2
        if area >= least and not (is_rule or is_neighbour or at_edge):
            kept.append(Piece(x0 + left, top + up, x0 + left + wide, top + up + tall, area))
    return sorted(kept)


def _parts(line: TextLine, pieces: Sequence[Piece]) -> Iterator[_Part]:
    """Cut the line into words where a space was read or the white is wide."""
    letters = [c for c in line.text if not c.isspace()]
    if not letters or len(letters) != len(line.centres):
        return
    spaced = _spaces(line.text)
    height = max(p.bottom for p in pieces) - min(p.top for p in pieces)
    gaps = _gaps(pieces)
    text, start, mended = letters[0], float("-inf"), False
    for at, (left, right) in enumerate(pairwise(line.centres)):
        gap = _gap_between(gaps, left, right)
        white = (gap[1] - gap[0]) / max(height, 1) if gap else 0.0
        one, other = letters[at], letters[at + 1]
        if at in spaced and one.isdigit() and other.isdigit() and _point(pieces, left, right):
            text, mended = f"{text}.", True
        elif _is_cut(one, other, white, spaced=at in spaced):
            end = sum(gap) / 2 if gap else (left + right) / 2
            yield _Part(text, _between(pieces, start, end), left, mended)
            text, start, mended = "", end, False
        text += other
    yield _Part(text, _between(pieces, start, float("inf")), line.centres[-1], mended)


def _point(pieces: Sequence[Piece], left: float, right: float) -> bool:
    """Whether a point stands between two digits of one number, and was not read."""
    near = [p for p in pieces if p.x1 > left and p.x0 < right]
    tall = max((p.bottom - p.top for p in near), default=0)
    low = max((p.bottom for p in near), default=0) - POINT * tall
    points = [
        p for p in near if max(p.bottom - p.top, p.x1 - p.x0) <= POINT * tall and p.top >= low
    ]
    return bool(points) and right - left <= POINT_REACH * tall


def _is_cut(one: str, other: str, white: float, *, spaced: bool) -> bool:
    in_number = one in _NUMBER and other in _NUMBER
    if spaced:
        return not in_number or white >= STRAY_EM
    if in_number and "." in (one, other):
        return white >= POINT_SPACE_EM
    return white >= (DIGIT_SPACE_EM if one in _NUMBER or other in _NUMBER else SPACE_EM)


def _spaces(text: str) -> set[int]:
    """Return after which characters a space was read, counting characters without spaces."""
    after, count = set(), 0
    for character in text:
        if character.isspace():
            after.add(count - 1)
        else:
            count += 1
    return after


def _gaps(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    gaps, reach = [], pieces[0].x1
    for piece in pieces[1:]:
        if piece.x0 > reach:
            gaps.append((reach, piece.x0))
        reach = max(reach, piece.x1)
    return gaps


def _gap_between(gaps: Sequence[tuple[int, int]], left: float, right: float) -> Any:
    """Return the widest white that touches the stretch between two characters, if any."""
    near = [gap for gap in gaps if gap[1] > left and gap[0] < right]
    return max(near, key=lambda gap: gap[1] - gap[0], default=None)


def _between(pieces: Sequence[Piece], start: float, end: float) -> tuple[Piece, ...]:
    return tuple(p for p in pieces if start <= (p.x0 + p.x1) / 2 < end)


def _measure(parts: Sequence[_Part], line: TextLine) -> tuple[float, float]:
    """Return font size and baseline of a line in pixels, from words whose letters tell them."""
    sizes, bases = [], []
    for part in parts:
        solid = [c for c in part.text if c not in _FLOATING]
        if not part.pieces or not solid:
            continue
        top, bottom = min(p.top for p in part.pieces), max(p.bottom for p in part.pieces)
        deep = any(c in _DEEP for c in part.text)
        flat = all(c in _FLAT or c in _FLAT_DEEP for c in solid)
        size = (bottom - top) / ((SMALL if flat else CAPITAL) + (DEPTH if deep else 0.0))
        sizes += [size] * len(solid)
        bases += [bottom - (DEPTH * size if deep else 0.0)] * len(solid)
    if not sizes:
        height = line.box[3] - line.box[1]
        return 0.8 * height, line.box[3] - 0.28 * height
    return median(sizes), median(bases)


def _without_mark(
    part: _Part, *, size: float, base: float
) -> Iterator[tuple[str, tuple[Piece, ...], bool]]:
    """Part a word from the raised marks at its end."""
    glyphs = stacked(part.pieces)
    while (  # marks that are printed and were not read
        len(glyphs) > 1
        and glyphs[-1].x0 > part.last + BESIDE * size
        and _is_raised(glyphs[-1], size=size, base=base)
    ):
        glyphs.pop()
    count = 0
    for piece, letter in zip(reversed(glyphs), reversed(part.text), strict=False):
        if letter not in _MARKS or not _is_raised(piece, size=size, base=base):
            break
        count += 1
    if not count and len(glyphs) > 1 and _GLUED.fullmatch(part.text):
        count = 1  # too small to be measured, but a name ends in no digit
    if not count:
        yield part.text, tuple(glyphs), False
        return
    yield part.text[:-count], tuple(glyphs[:-count]), False
    yield part.text[-count:], tuple(glyphs[-count:]), True


def _is_raised(piece: Piece, *, size: float, base: float) -> bool:
    high = base - piece.bottom > RAISED_FOOT * size
    return high and 0.2 * size < piece.bottom - piece.top < RAISED_HEIGHT * size


def stacked(pieces: Sequence[Piece]) -> list[Piece]:
    """Return one piece a character: what stands above one another belongs together."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and piece.x0 < last.x1 - 0.3 * min(piece.x1 - piece.x0, last.x1 - last.x0):
            joined[-1] = Piece(
                last.x0, min(last.top, piece.top), max(last.x1, piece.x1),
                max(last.bottom, piece.bottom), last.area + piece.area,
            )  # fmt: skip
        else:
            joined.append(piece)
    return joined


def _inked(
    text: str,
    pieces: tuple[Piece, ...],
    upright: Upright,
    score: float,
    *,
    size: float,
    base: float,
    raised: bool,
) -> Inked:
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    if raised:
        top, bottom = float(min(p.top for p in pieces)), float(max(p.bottom for p in pieces))
        size = (bottom - top) / CAPITAL
    else:
        top, bottom = base - ABOVE_BASELINE * size, base + BELOW_BASELINE * size
    points = 72 / upright.dpi
    place = upright.place((left, top, right, bottom)) if upright.turned else None
    word = Word(
        text, left * points, top * points, right * points, bottom * points, size * points,
        raised=raised, place=place,
    )  # fmt: skip
    return Inked(word, score, pieces, base, size)
