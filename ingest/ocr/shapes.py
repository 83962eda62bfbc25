"""Words and their ink -> a second reading of every figure, by the shapes of its digits.

Why this counts as a second agreement. The recogniser is a network that reads a whole line at once,
helped by what it expects to follow; when it errs on a figure it errs without hesitation: a lost
point or minus, a 3 for an 8. This reading shares none of that. It looks at the pieces of ink one by
one and asks which digit of the same document each of them resembles most, leaving the word itself
out; points and minus signs are told by size and height alone. It has no expectations, and its
faults (touching digits, a smudge) are of another kind: they end in no reading rather than in the
same wrong one. A second pass of the same network over another resolution would repeat the first.

The examples carry the names that the recogniser gave them. One wrong name among many does no harm;
a digit that is named wrongly half of the time resembles both names, and is not read at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from ingest.ocr.words import Piece, stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.ocr.engine import Gray
    from ingest.ocr.words import Inked

WIDE, TALL = 20, 28  # pixels of a compared shape: digits of 8 points at 200 dpi are no larger
EXAMPLES = 3  # so many of the nearest examples speak for a digit; fewer can't outvote a mistake
CLEAR_MARGIN = 0.04  # of correlation, by which the best digit must lead the next
LEAST_LIKENESS = 0.6  # of correlation: the same digit in another typeface still has it
DIGIT_HEIGHT = (0.5, 0.95)  # of the font size
SMALL_MARK = 0.3  # of the font size: points and commas are no larger
ON_LINE = 0.12  # of the font size: how near to the line a point stands
FLAT_MARK = 0.25  # of the font size: a minus is no taller
WIDEST_DIGIT = 0.62  # of the font size: a wider piece is two characters that touch
ENLARGED = 3  # times, to part touching characters between their pixels
DARKER = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4)  # of the way from the darkest ink to the paper
LEAST_INK = 3  # pixels: less is dirt
OTHER_MARK = "?"

_DIGITS = "0123456789"
_FIGURE = re.compile(r"[-–−+(]?\d[\d.,]*%?\)?")
_MINUS = str.maketrans(dict.fromkeys("–−—", "-") | {",": "."})


@dataclass(frozen=True, slots=True)
class _Shape:
    """One digit: the word it stands in, the name it was given, its picture as a unit vector."""

    word: int
    name: str
    vector: Any


def second_readings(words: Sequence[Inked], pictures: Sequence[Gray]) -> list[str | None]:
    """Read the figures among the words of a document again.

    Args:
        words: of all its pages.
        pictures: for each word the upright picture that it stands in.

    Returns:
        for each word: what its shapes read, commas as points; None where it is no figure or where
        its shapes can't be told apart.
    """
    glyphs = [
        _glyphs(word, picture) if _FIGURE.fullmatch(word.word.text) else None
        for word, picture in zip(words, pictures, strict=True)
    ]
    shapes = [
        _Shape(at, name, _vector(pictures[at], glyph))
        for at, found in enumerate(glyphs)
        if found is not None
        for glyph, name in zip(found, _named(words[at].word.text), strict=False)
        if len(found) == len(_named(words[at].word.text))
        and name in _DIGITS
        and _is_digit_sized(glyph, words[at])
    ]
    examples = _Examples(shapes)
    return [
        None if found is None else _read(word, found, pictures[at], at, examples)
        for at, (word, found) in enumerate(zip(words, glyphs, strict=True))
    ]


def agrees(text: str, second: str | None) -> bool:
    """Whether the second reading of a word says the same as the first, percent signs aside."""
    return second is not None and _plain(text) == _plain(second)


def _plain(text: str) -> str:
    return text.translate(_MINUS).strip("%()+?").rstrip(".")


def _named(text: str) -> str:
    return text.rstrip("%)") if not text.startswith("(") else text.strip("(%)")


class _Examples:
    """All digits of a document, ready to be compared with."""

    def __init__(self, shapes: Sequence[_Shape]) -> None:
        self._vectors = np.array([shape.vector for shape in shapes]).reshape(
            len(shapes), TALL * WIDE
        )
        self._names = np.array([shape.name for shape in shapes])
        self._words = np.array([shape.word for shape in shapes])

    def name(self, vector: Any, *, apart_from: int) -> str | None:
        """Return the digit that the shape resembles most, if one is clearly ahead."""
        if not len(self._names):
            return None
        likeness = self._vectors @ vector
        likeness[self._words == apart_from] = -1.0
        scores = []
        for digit in _DIGITS:
            best = np.sort(likeness[self._names == digit])[-EXAMPLES:]
            if len(best) == EXAMPLES and best[0] > -1.0:
                scores.append((float(best.mean()), digit))
        if not scores:
            return None
        scores.sort(reverse=True)
        score, first = scores[0]
        next_best = scores[1][0] if len(scores) > 1 else 0.0
        return first if score >= LEAST_LIKENESS and score - next_best >= CLEAR_MARGIN else None


def _read(
    word: Inked, glyphs: Sequence[Piece], picture: Gray, at: int, known: _Examples
) -> str | None:
    read = ""
    for glyph in glyphs:
        if _is_digit_sized(glyph, word):
            name = known.name(_vector(picture, glyph), apart_from=at)
            if name is None:
                return None
            read += name
        else:
            read += _mark(glyph, word)
    return read


def _mark(glyph: Piece, word: Inked) -> str:
    """Name a piece that is no digit by where it stands and how large it is."""
    tall, wide = glyph.bottom - glyph.top, glyph.x1 - glyph.x0
    if max(tall * 0.7, wide) <= SMALL_MARK * word.size and (
        glyph.bottom > word.base - ON_LINE * word.size
    ):
        return "."
    if tall <= FLAT_MARK * word.size < 1.6 * wide and glyph.bottom < word.base:
        return "-"
    return OTHER_MARK


def _is_digit_sized(glyph: Piece, word: Inked) -> bool:
    tall = (glyph.bottom - glyph.top) / max(word.size, 1.0)
    return (
        DIGIT_HEIGHT[0] <= tall <= DIGIT_HEIGHT[1] and glyph.bottom <= word.base + 0.15 * word.size
    )


def _glyphs(word: Inked, picture: Gray) -> list[Piece]:
    """Return one piece a character: what stands above one another belongs together; no "%"."""
    text = word.word.text
    parts = [part for whole in word.pieces for part in _apart(whole, word, picture)]
    joined = stacked(parts)
    wanted = len(_named(text))
    extra = len(joined) - wanted
    if text.endswith(("%", ")")) and extra > 0:
        joined = joined[:wanted] if not text.startswith("(") else joined[1 : wanted + 1]
    return joined


def _apart(piece: Piece, word: Inked, picture: Gray) -> list[Piece]:
    """Part characters that touch: they hold together by their palest ink."""
    if piece.x1 - piece.x0 <= WIDEST_DIGIT * word.size:
        return [piece]
    crop = picture[piece.top : piece.bottom, piece.x0 : piece.x1]
    large = cv2.resize(crop, None, fx=ENLARGED, fy=ENLARGED, interpolation=cv2.INTER_CUBIC)
    pale, _ = cv2.threshold(large, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    dark = float(np.percentile(large, 1))
    for share in DARKER:
        ink = (large < dark + share * (pale - dark)).astype(np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=4)
        parts = [
            Piece(
                piece.x0 + left // ENLARGED, piece.top + up // ENLARGED,
                piece.x0 + -(-(left + wide) // ENLARGED), piece.top + -(-(up + tall) // ENLARGED),
                area // ENLARGED**2,
            )
            for left, up, wide, tall, area in stats[1:].tolist()
            if area >= LEAST_INK * ENLARGED**2
        ]  # fmt: skip
        if parts and all(p.x1 - p.x0 <= WIDEST_DIGIT * word.size for p in parts):
            return sorted(parts)
    return [piece]


def _vector(picture: Gray, glyph: Piece) -> Any:
    """Return the shape as a vector of length one, its size and the tone of the paper gone."""
    crop = picture[glyph.top : glyph.bottom, glyph.x0 : glyph.x1]
    height, width = crop.shape[:2]
    scale = min(TALL / height, WIDE / width)
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    small = cv2.resize(crop, size, interpolation=cv2.INTER_AREA)
    canvas = np.full((TALL, WIDE), float(small.max()))
    top, left = (TALL - size[1]) // 2, (WIDE - size[0]) // 2
    canvas[top : top + size[1], left : left + size[0]] = small
    canvas -= canvas.mean()
    return (canvas / max(float(np.linalg.norm(canvas)), 1e-9)).ravel()
