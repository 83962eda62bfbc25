"""Picture -> lines of text, each with the place of every character: the recogniser itself.

RapidOCR with the models that its wheel carries; nothing is fetched and nothing is written. It is
loaded once a process, only when a picture is to be read.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    Gray = NDArray[np.uint8]

THREADS = 2  # of one reading: several reports may be read at the same time
MOST_PIXELS = 4000  # of a side; a larger picture is scaled down by the recogniser
LEAST_SCORE = 0.5  # below this a line is a guess at a drawing


class TextLine(NamedTuple):
    """A line of text in a picture.

    Attributes:
        text: as recognised.
        score: 0 to 1, the recogniser's own promise.
        box: left, top, right, bottom in pixels; loose, and around one cell or a whole line.
        centres: x of the middle of every character that is not a space, roughly, in pixels.
    """

    text: str
    score: float
    box: tuple[float, float, float, float]
    centres: tuple[float, ...]


class Recogniser:
    """The loaded models."""

    def __init__(self) -> None:
        """Load the models; takes a second and some hundred megabytes."""
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
            os.environ.setdefault(name, "1")  # each thread of these libraries reserves memory
        import cv2
        from rapidocr import RapidOCR

        cv2.setNumThreads(1)
        self._engine: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.max_side_len": MOST_PIXELS,
                "Global.text_score": LEAST_SCORE,
                "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def lines(self, picture: Gray) -> list[TextLine]:
        """Return the lines of an upright picture, in no particular order."""
        found = self._engine(_coloured(picture), return_word_box=True, return_single_char_box=True)
        if found.boxes is None or found.txts is None:
            return []
        characters = _characters(found.txts, found.word_results or ())
        return [
            _line(text, float(score), box, places)
            for text, score, box, places in zip(
                found.txts, found.scores, found.boxes, characters, strict=True
            )
        ]

    def boxes(self, picture: Gray) -> list[NDArray[np.float32]]:
        """Return the corners of whatever looks like text, without reading it."""
        found = self._engine(_coloured(picture), use_rec=False, use_cls=False)
        self._engine.update_params(use_rec=True)
        return [] if found.boxes is None else list(found.boxes)

    def surety(self, crop: Gray) -> float:
        """Return the score with which a picture of one line is read."""
        found = self._engine(_coloured(crop), use_det=False, use_cls=False)
        self._engine.update_params(use_det=True)
        return float(found.scores[0]) if found.txts else 0.0


@cache
def recogniser() -> Recogniser:
    """Return the recogniser of this process."""
    return Recogniser()


def _coloured(picture: Gray) -> Any:
    import cv2

    return cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)


def _characters(texts: tuple[str, ...], found: Any) -> Iterator[list[Any]]:
    """Pair every line with its characters; the recogniser leaves lines out where it has none."""
    waiting = list(found)
    for text in texts:
        wanted = "".join(text.split())
        if waiting and "".join(str(character[0]) for character in waiting[0]) == wanted:
            yield list(waiting.pop(0))
        else:
            yield []


def _line(text: str, score: float, quad: Any, characters: list[Any]) -> TextLine:
    xs, ys = [float(x) for x, _ in quad], [float(y) for _, y in quad]
    box = (min(xs), min(ys), max(xs), max(ys))
    if characters:
        centres = [sum(float(x) for x, _ in place) / len(place) for _, _, place in characters]
    else:
        step = (box[2] - box[0]) / max(len(text), 1)
        centres = [box[0] + (i + 0.5) * step for i, c in enumerate(text) if not c.isspace()]
    return TextLine(text, score, box, tuple(sorted(centres)))
