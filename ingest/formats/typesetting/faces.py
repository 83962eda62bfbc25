"""The three typefaces of a rendition and the width of words in them.

Shipped with the package, so that the same document gives the same bytes on every machine. Their
glyphs cover Latin, Greek and Cyrillic, fractions, arrows and mathematical signs; a character beyond
that is drawn as a box and read all the same.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

TEXT: Final = "HouseviewsText"
BOLD: Final = "HouseviewsText-Bold"
MONO: Final = "HouseviewsMono"
_FILES: Final = {
    TEXT: "DejaVuSansCondensed.ttf",
    BOLD: "DejaVuSansCondensed-Bold.ttf",
    MONO: "DejaVuSansMono.ttf",
}
_FOLDER: Final = Path(__file__).parents[1] / "fonts"
_WIDTHS_KEPT: Final = 50_000  # words whose width is remembered; a long report uses some 10 000


@lru_cache(maxsize=1)
def register() -> None:
    """Make the typefaces known to the typesetter."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(_FOLDER / file)))


def width(text: str, *, face: str, size: float) -> float:
    """Return the width of a text in points."""
    return _em_width(text, face) * size


@lru_cache(maxsize=_WIDTHS_KEPT)
def _em_width(text: str, face: str) -> float:
    register()
    return float(pdfmetrics.stringWidth(text, face, 1.0))
