"""A drawn page -> the same picture upright and straight, and the way back to the page.

Sheets go through a scanner crooked, and wide tables lie on their side. Turning is settled on a
small copy: lines of text are wider than tall, and they are read with more certainty upright than
upside down. The slant is the angle at which the rows of ink are sharpest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ingest.geometry import BBox
    from ingest.ocr.engine import Gray, Recogniser

COARSE_DPI = 100  # enough to see which way lines run
SAMPLES = 5  # lines that are read both ways up
SURE = 0.85  # a line read with this score stands the right way up
TALL = 1.5  # a box this much taller than wide is a line on its side
STEEPEST_DEGREES = 6.0  # a sheet fed more crookedly than this is fed again
STEP_DEGREES, FINE_DEGREES = 0.5, 0.05
LEAST_SLANT = 0.05  # degrees; less moves no word by a pixel
WHITE = 255


@dataclass(frozen=True, slots=True)
class Upright:
    """A picture whose lines run level, from left to right.

    Attributes:
        picture: grey, one byte a pixel.
        dpi: pixels an inch.
        turned: whether its axes are other ones than those of the visible page.
        back: 2 x 3 matrix from its pixels to points of the visible page.
    """

    picture: Gray
    dpi: float
    turned: bool
    back: NDArray[np.float64]

    def place(self, box: BBox) -> BBox:
        """Return the box on the visible page, in points, around a box in pixels."""
        x0, top, x1, bottom = box
        corners = np.array([[x0, top, 1], [x1, top, 1], [x1, bottom, 1], [x0, bottom, 1]])
        shown = corners @ self.back.T
        (left, high), (right, low) = shown.min(axis=0), shown.max(axis=0)
        return float(left), float(high), float(right), float(low)


def stood_up(picture: Gray, *, dpi: float, engine: Recogniser) -> Upright:
    """Turn and straighten the picture of a visible page.

    Args:
        picture: the page as drawn, grey.
        dpi: pixels an inch.
        engine: reads sample lines to tell up from down.
    """
    turns = _quarter_turns(picture, dpi=dpi, engine=engine)
    turned: Any = np.ascontiguousarray(np.rot90(picture, turns))
    angle = slant_degrees(turned)
    to_turned = _turning(turns, width=picture.shape[1], height=picture.shape[0])
    if abs(angle) < LEAST_SLANT:
        straight, to_straight = turned, np.eye(3)
    else:
        height, width = turned.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        straight = cv2.warpAffine(
            turned, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(WHITE,)
        )
        to_straight = np.vstack([matrix, [0, 0, 1]])
    to_pixels = np.diag([dpi / 72, dpi / 72, 1.0])
    back: Any = np.linalg.inv(to_straight @ to_turned @ to_pixels)[:2]
    return Upright(straight, dpi, turned=bool(turns or abs(angle) >= LEAST_SLANT), back=back)


def slant_degrees(picture: Gray) -> float:
    """Return by how much to turn the picture anticlockwise so that its rows run level."""
    scale = min(1.0, 1200 / max(picture.shape))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, ink = cv2.threshold(small, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    ys, xs = np.nonzero(ink)
    if not len(ys):
        return 0.0
    coarse = np.arange(-STEEPEST_DEGREES, STEEPEST_DEGREES + STEP_DEGREES, STEP_DEGREES)
    best = max(coarse, key=lambda angle: _sharpness(xs, ys, float(angle)))
    fine = np.arange(best - STEP_DEGREES, best + STEP_DEGREES, FINE_DEGREES)
    return float(max(fine, key=lambda angle: _sharpness(xs, ys, float(angle))))


def _sharpness(xs: Any, ys: Any, angle: float) -> float:
    """Return how unevenly the ink falls into rows that rise by `angle` degrees."""
    levels = ys - xs * np.tan(np.radians(angle))
    counts = np.bincount((levels - levels.min()).astype(np.int64)).astype(np.float64)
    return float((np.diff(counts) ** 2).sum())


def _quarter_turns(picture: Gray, *, dpi: float, engine: Recogniser) -> int:
    """Return how many quarter turns anticlockwise make the lines run from left to right."""
    scale = COARSE_DPI / dpi
    small: Any = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    sizes = [_size(box) for box in engine.boxes(small)]
    tall = sum(max(w, h) for w, h in sizes if h > TALL * w)
    wide = sum(max(w, h) for w, h in sizes if h <= TALL * w)
    lying = tall > wide
    ways = (1, 3) if lying else (0, 2)
    scores = []
    for turns in ways:
        scores.append(_surety(np.ascontiguousarray(np.rot90(small, turns)), engine=engine))
        if scores[-1] >= SURE:
            return turns
    return ways[0] if scores[0] >= scores[1] else ways[1]


def _surety(picture: Any, *, engine: Recogniser) -> float:
    """Return the mean score of the longest lines, read as they stand."""
    boxes = sorted(engine.boxes(picture), key=lambda box: _size(box)[0], reverse=True)
    scores = []
    for box in boxes[:SAMPLES]:
        x0, top = np.maximum(box.min(axis=0).astype(int), 0)
        x1, bottom = box.max(axis=0).astype(int)
        scores.append(engine.surety(picture[top : bottom + 1, x0 : x1 + 1]))
    return sum(scores) / len(scores) if scores else 0.0


def _size(quad: Any) -> tuple[float, float]:
    width, height = quad.max(axis=0) - quad.min(axis=0)
    return float(width), float(height)


def _turning(turns: int, *, width: int, height: int) -> NDArray[np.float64]:
    """Return the matrix of `numpy.rot90` with so many turns, for pixels of such a picture."""
    return {
        0: np.eye(3),
        1: np.array([[0.0, 1, 0], [-1, 0, width], [0, 0, 1]]),
        2: np.array([[-1.0, 0, width], [0, -1, height], [0, 0, 1]]),
        3: np.array([[0.0, -1, height], [1, 0, 0], [0, 0, 1]]),
    }[turns % 4]
