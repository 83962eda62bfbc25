"""PDF bytes -> pages of words with boxes. The only module of the package that imports PDFium.

PDFium gives characters in the space of the unrotated, uncropped page. Here they become words on
the page that a person sees: crop box and rotation applied, origin at the top left, points.
"""

from __future__ import annotations

import ctypes
import math
import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.pdf.layout import Block, Line, Page, Word
from ingest.pdf.running import running_patterns
from ingest.pdf.words import Found, Frame, Style, turned, visible_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = [
    "Block",
    "Drawn",
    "Line",
    "Page",
    "PasswordNeeded",
    "UnreadablePdf",
    "Word",
    "describe",
    "draw_page",
    "page_count",
    "picture_shares",
    "read_pages",
]

ABOVE_BASELINE = 0.76  # of the font size: digits and capitals are lower than this in every face
BELOW_BASELINE = 0.22  # of the font size: the depth of g, p and y
TRUSTED_HEIGHT = 2.0  # glyphs this many times taller or lower than the font size: do not trust it
SPLIT_EM = 0.28  # a gap this wide parts two words even without a space character
BACK_EM = 0.2  # a step back this wide is a new line; two letters of a ligature share one box
SAME_LINE_POINTS = 0.3  # boxes of one font on one line differ by less than this
STEP = 0.12  # of the font size: a change of baseline that parts two words
SLANT_DEGREES = 5.0  # text turned by more than this off the square is a watermark or an axis label
INVISIBLE = 3  # text render mode of characters that are not painted
FONT_NAME_BYTES = 64  # the telling part of a font name ("ABCDEF+Helvetica-Bold") fits
PICTURE_DEPTH = 4  # forms in forms in which a picture is looked for
MOST_PIXELS = 4000  # of a side of a drawn page: a poster must not fill the memory
BOLD_WEIGHT = 600  # CSS and PDF call weights from 600 on semibold and bolder

_UNBROKEN = re.compile("[^\\s\x00\xa0\u2000-\u200b\u202f\u205f\u3000\ufeff]+")
_SUPERSCRIPTS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_LETTERS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | dict.fromkeys("\x02\xad\ufffe", "-")
)  # PDFium writes a hyphen at a line's end as one of the last three


class _Glyph(NamedTuple):
    """A character in the frame of its own text: `s` along the line, `t` downwards."""

    at: int
    text: str
    s0: float
    s1: float
    t0: float
    t1: float


class Drawn(NamedTuple):
    """A page as a picture.

    Attributes:
        pixels: grey, a numpy array of rows, one byte a pixel; crop box and rotation applied.
        dots_per_inch: as drawn, lower than asked for where the page is very large.
    """

    pixels: Any
    dots_per_inch: float


class UnreadablePdf(ValueError):
    """PDFium can't open the bytes; the message is its own short reason."""


class PasswordNeeded(UnreadablePdf):
    """The file opens with a password only."""


def describe(source: bytes | Path) -> tuple[int, dict[str, str]]:
    """Return the number of pages and the document information ("Title", "CreationDate", ...).

    Raises:
        UnreadablePdf: the bytes can't be opened; `PasswordNeeded` where a password would help.
    """
    try:
        with pdfium.PdfDocument(source) as document:
            return len(document), _properties(document)
    except pdfium.PdfiumError as error:
        reason = str(error).partition("PDFium: ")[2].rstrip(").") or str(error)
        kind = PasswordNeeded if "password" in reason.lower() else UnreadablePdf
        raise kind(reason) from error


def _properties(document: Any) -> dict[str, str]:
    """Return the document information; an entry that is no text counts as none."""
    found: dict[str, str] = {}
    for key in document.METADATA_KEYS:
        with suppress(UnicodeDecodeError):
            found[key] = document.get_metadata_value(key)
    return {key: value for key, value in found.items() if value}


def page_count(source: bytes | Path) -> int:
    """Return how many pages the file has, without reading them.

    Raises:
        UnreadablePdf: the bytes are not a PDF that can be opened.
    """
    return describe(source)[0]


def read_pages(source: bytes | Path, *, max_pages: int | None = None) -> Iterator[Page]:
    """Read the words of a PDF, page by page.

    All pages are read before the first is handed out: only then is it known which lines repeat
    from page to page. A page without a text layer comes as a page without words.

    Args:
        source: the file, or its bytes.
        max_pages: read no more than this many pages from the front.

    Raises:
        UnreadablePdf: a page can't be opened.
    """
    with pdfium.PdfDocument(source) as document:
        count = len(document) if max_pages is None else min(max_pages, len(document))
        pages = [_read_page(document, index) for index in range(count)]
    running = running_patterns(pages)
    for page in pages:
        yield replace(page, running=running)


def picture_shares(source: bytes | Path, numbers: Sequence[int]) -> dict[int, float]:
    """Return for each of the pages the share of its area under its largest picture.

    Args:
        source: the file, or its bytes.
        numbers: 1-based pages.
    """
    if not numbers:
        return {}
    with pdfium.PdfDocument(source) as document:
        return {number: _picture_share(document[number - 1]) for number in numbers}


def _picture_share(page: Any) -> float:
    left, low, right, high = page.get_cropbox()
    largest = 0.0
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=PICTURE_DEPTH):
        x0, y0, x1, y1 = thing.get_bounds()
        wide, tall = min(x1, right) - max(x0, left), min(y1, high) - max(y0, low)
        largest = max(largest, max(wide, 0.0) * max(tall, 0.0))
    return float(largest / max((right - left) * (high - low), 1.0))


def draw_page(source: bytes | Path, number: int, *, dots_per_inch: float) -> Drawn:
    """Draw a page in grey; needs numpy, which comes with the extra for text recognition.

    Args:
        source: the file, or its bytes.
        number: 1-based page.
        dots_per_inch: fewer are taken where a side would have more than `MOST_PIXELS`.
    """
    with pdfium.PdfDocument(source) as document:
        page = document[number - 1]
        scale = min(dots_per_inch / 72, MOST_PIXELS / max(page.get_size()))
        bitmap = page.render(scale=scale, grayscale=True)
        pixels = bitmap.to_numpy().reshape(bitmap.height, bitmap.width).copy()
    return Drawn(pixels, scale * 72)


def _read_page(document: Any, index: int) -> Page:
    try:
        page = document[index]
    except pdfium.PdfiumError as error:
        raise UnreadablePdf(f"page {index + 1} can't be opened") from error
    frame = Frame(tuple(page.get_cropbox()), page.get_rotation())
    textpage = page.get_textpage()
    try:
        turns = visible_words(_Characters(textpage).words(), frame=frame)
    finally:
        textpage.close()
        page.close()
    words, *asides = [tuple(words) for words in turns] or [()]
    return Page(index + 1, *frame.size, words, asides=tuple(asides))


class _Characters:
    """Reads the characters of one page and joins them into words."""

    def __init__(self, textpage: Any) -> None:
        self._page = ctypes.cast(textpage.raw, ctypes.c_void_p)
        self._count = textpage.count_chars()
        self._text = self._read_text(textpage)
        self._styles: dict[int | None, Style] = {}
        self._fonts: dict[int, bool] = {}
        box, x, y = (ctypes.c_float * 4)(), ctypes.c_double(), ctypes.c_double()
        self._box = memoryview(box).cast("B").cast("f")  # left, top, right, bottom
        self._into_box = ctypes.byref(box)
        self._x, self._y, self._into_x, self._into_y = x, y, ctypes.byref(x), ctypes.byref(y)

    def words(self) -> list[Found]:
        """Return the words in the order of the file."""
        found: list[Found] = []
        for run in _UNBROKEN.finditer(self._text):
            start, end = run.span()
            style = self._style(start)
            whole = self._whole_word(run.group(), start, end, style)
            if whole is not None:
                found.append(whole)
                continue
            parts = self._split(self._glyphs(start, end, style.quarter))
            found += [self._word(part) for part in parts]
        return found

    def _whole_word(self, text: str, start: int, end: int, style: Style) -> Found | None:
        """Return an upright run as one word; None where it may be more: that takes a closer look.

        Nearly all runs pass here, at half the cost of looking closer.
        """
        if style.quarter or not (text.isascii() or _SUPERSCRIPTS.isdisjoint(text)):
            return None
        page, box, into = self._page, self._box, self._into_box
        if not _loose_box(page, start, into):
            return None
        left, top, right, bottom = box
        first, em = left, top - bottom
        widest, back = SPLIT_EM * em, BACK_EM * em
        for index in range(start + 1, end):
            _loose_box(page, index, into)
            x0, y1, x1, y0 = box
            if (
                x0 - right > widest
                or left - x0 > back
                or not -SAME_LINE_POINTS < y1 - top < SAME_LINE_POINTS
                or not -SAME_LINE_POINTS < y0 - bottom < SAME_LINE_POINTS
            ):
                return None
            left, right = x0, x1
        return self._made(start, text, (first, right, -top, -bottom), style)

    def _read_text(self, textpage: Any) -> str:
        text: str = textpage.get_text_range()
        if len(text) == self._count:
            return text
        return "".join(chr(_character(self._page, i)) for i in range(self._count))

    def _glyphs(self, start: int, end: int, quarter: int) -> list[_Glyph]:
        """Return the characters in the frame in which their text runs from left to right."""
        text, glyphs = self._text, []
        for index in range(start, end):
            if not _loose_box(self._page, index, self._into_box):
                continue
            left, top, right, bottom = self._box
            if quarter:
                place = turned(left, bottom, right, top, quarter)
            else:  # nearly every character: not worth a call
                place = left, right, -top, -bottom
            glyphs.append(_Glyph(index, text[index], *place))
        return glyphs

    def _split(self, glyphs: Sequence[_Glyph]) -> Iterator[Sequence[_Glyph]]:
        """Cut where the pen jumps: a gap without a space, another line, a superscript."""
        start = 0
        for at in range(1, len(glyphs)):
            last, glyph = glyphs[at - 1], glyphs[at]
            em = max(last.t1 - last.t0, glyph.t1 - glyph.t0)
            jump = glyph.s0 - last.s1
            if (
                jump > SPLIT_EM * em
                or glyph.s0 < last.s0 - BACK_EM * em
                or self._is_step(last, glyph)
            ):
                yield glyphs[start:at]
                start = at
        if glyphs:
            yield glyphs[start:]

    def _is_step(self, last: _Glyph, glyph: _Glyph) -> bool:
        """Whether the two stand on different baselines: boxes first, they cost nothing."""
        if (last.text in _SUPERSCRIPTS) != (glyph.text in _SUPERSCRIPTS):
            return True
        if max(abs(last.t0 - glyph.t0), abs(last.t1 - glyph.t1)) < SAME_LINE_POINTS:
            return False
        style = self._style(last.at)
        size = max(style.size, self._style(glyph.at).size)
        step = self._baseline(last.at, style) - self._baseline(glyph.at, style)
        return abs(step) > STEP * size

    def _baseline(self, index: int, style: Style) -> float:
        _origin(self._page, index, self._into_x, self._into_y)
        if not style.quarter:
            return -self._y.value
        x, y = self._x.value, self._y.value
        return turned(x, y, x, y, style.quarter)[2]

    def _word(self, glyphs: Sequence[_Glyph]) -> Found:
        text = "".join(glyph.text for glyph in glyphs)
        left, right = min(g.s0 for g in glyphs), max(g.s1 for g in glyphs)
        top, bottom = min(g.t0 for g in glyphs), max(g.t1 for g in glyphs)
        at = glyphs[0].at
        return self._made(at, text, (left, right, top, bottom), self._style(at))

    def _made(
        self, at: int, text: str, place: tuple[float, float, float, float], style: Style
    ) -> Found:
        """Make a word; its height comes from the baseline, not from the boast of the font."""
        left, right, top, bottom = place
        base, size = self._baseline(at, style), style.size
        if size and 1 / TRUSTED_HEIGHT < (bottom - top) / size < TRUSTED_HEIGHT:
            top, bottom = base - ABOVE_BASELINE * size, base + BELOW_BASELINE * size
        raised = text[0] in _SUPERSCRIPTS
        spelled = text if text.isascii() and text.isprintable() else text.translate(_LETTERS)
        return Found(spelled, left, top, right, bottom, size or bottom - top, raised, base, style)

    def _style(self, index: int) -> Style:
        """Return the style of the text object that the character belongs to."""
        thing = _text_object(self._page, index)
        style = self._styles.get(thing)
        if style is None:
            style = self._styles[thing] = self._read_style(index, ctypes.c_void_p(thing))
        return style

    def _read_style(self, index: int, thing: ctypes.c_void_p) -> Style:
        matrix = (ctypes.c_float * 6)()
        _matrix(self._page, index, matrix)
        a, b, c, d = matrix[:4]
        size = _font_size(self._page, index) * math.hypot(c, d)
        angle = math.degrees(math.atan2(b, a)) % 360
        quarter = round(angle / 90) % 4
        square = abs((angle - 90 * quarter + 180) % 360 - 180) <= SLANT_DEGREES
        painted = not thing or _render_mode(thing) != INVISIBLE
        return Style(size, self._is_bold(thing), quarter, square, painted)

    def _is_bold(self, thing: ctypes.c_void_p) -> bool:
        font = _font(thing) if thing else None
        if not font:
            return False
        if font not in self._fonts:
            self._fonts[font] = _is_heavy(ctypes.c_void_p(font))
        return self._fonts[font]


def _is_heavy(font: ctypes.c_void_p) -> bool:
    """Whether a font is bold by its weight or its name."""
    name = ctypes.create_string_buffer(FONT_NAME_BYTES)
    _font_name(font, name, ctypes.c_size_t(FONT_NAME_BYTES))
    spelled = name.value.decode("latin-1").lower()
    return _font_weight(font) >= BOLD_WEIGHT or any(part in spelled for part in _BOLD_NAMES)


def _quick(function: Any, result: Any = ctypes.c_int) -> Any:
    """Return a PDFium function that takes its arguments as they come.

    Checking and converting the declared types costs more than PDFium's own work for a character,
    and there are thousands on a page. Pointers must be given as `c_void_p` or `byref`.
    """
    return ctypes.CFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_loose_box = _quick(raw.FPDFText_GetLooseCharBox)
_character = _quick(raw.FPDFText_GetUnicode)
_origin = _quick(raw.FPDFText_GetCharOrigin)
_text_object = _quick(raw.FPDFText_GetTextObject, ctypes.c_void_p)
_matrix = _quick(raw.FPDFText_GetMatrix)
_font_size = _quick(raw.FPDFText_GetFontSize, ctypes.c_double)
_render_mode = _quick(raw.FPDFTextObj_GetTextRenderMode)
_font = _quick(raw.FPDFTextObj_GetFont, ctypes.c_void_p)
_font_name = _quick(raw.FPDFFont_GetBaseFontName)
_font_weight = _quick(raw.FPDFFont_GetWeight)
