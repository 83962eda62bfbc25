"""PDF bytes -> words of some pages as pdfminer reads them, an engine that shares no code with ours.

Pdfminer decodes fonts and runs page descriptions in Python: slow, but independent of PDFium. Only
its text is asked for. What it can't read is not here, which is no opinion: it loses whole table
bodies in silence, so it may contradict a figure but never remove one.
"""

from __future__ import annotations

import logging
import re
import struct
import zlib
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psexceptions import PSException

from ingest.geometry import union
from ingest.pdf.layout import Page, Word
from ingest.second.streams import operations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

MOST_CHARACTERS = 20_000  # of a page; a table page has some 3 000, a hostile one has no end
MOST_BYTES = 400_000  # of page description that is worth the time: half a second
MOST_FORMS = 500  # drawings within drawings that are followed
WORD_GAP_EM = 0.18  # white that parts two words where no space is printed
SAME_LINE_EM = 0.2  # characters of one word stand on one line to within this
SAME_SIZE_POINTS = 1.0  # two engines that see the same page agree on its size to within this
UNKNOWN = "\ufffd"  # a character whose font does not say what it is

FAILURES = (
    PSException, ValueError, TypeError, LookupError, AttributeError, AssertionError,
    ArithmeticError, RecursionError, NotImplementedError, EOFError, struct.error, zlib.error,
)  # fmt: skip
"""What pdfminer raises over broken or odd files, apart from its own errors."""

_NUMBERS = rb"(?:[-+.\d]+\s+)"
_NO_TEXT = re.compile(
    rb"(?<![^\s])(?:" + _NUMBERS + rb"{2}[ml]|" + _NUMBERS + rb"{6}c|" + _NUMBERS
    + rb"{4}(?:v|y|re|k)|" + _NUMBERS + rb"{3}rg|" + _NUMBERS + rb"g|W\*?\s+n|f\*?|"
    rb"/\w+\s*<<[^<>()]*>>\s*BDC|/\w+\s+BMC|EMC)(?=\s)"
)  # fmt: skip
"""Lines, curves, colours, clips and marks: more than half of a page description, and no text."""


_PATHS = frozenset(
    ("m", "l", "c", "v", "y", "h", "re", "n", "W", "W*", "S", "s", "f", "F", "f*", "B", "B*", "b",
     "b*")
)  # fmt: skip
"""Operators of lines and areas that `_NO_TEXT` may leave: they change nothing about text."""


class _TooMuch(Exception):
    """The page holds more than is worth a second reading."""


class _Glyph:
    """A character: its box on the visible page, and its place along its line of text."""

    __slots__ = ("base", "box", "s0", "s1", "t0", "t1", "text", "upright")

    def __init__(self, text: str, corners: tuple[Point, Point], matrix: Matrix) -> None:
        (xa, ya), (xb, yb) = corners
        self.text = text
        self.box = (min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
        x0, top, x1, bottom = self.box
        along, down, *_, x, y = matrix
        self.upright = abs(along) >= abs(down) and along > 0
        if self.upright:
            self.s0, self.s1, self.t0, self.t1, self.base = x0, x1, top, bottom, y
        elif abs(along) >= abs(down):  # upside down
            self.s0, self.s1, self.t0, self.t1, self.base = -x1, -x0, -bottom, -top, -y
        elif down < 0:  # up the page
            self.s0, self.s1, self.t0, self.t1, self.base = -bottom, -top, x0, x1, x
        else:
            self.s0, self.s1, self.t0, self.t1, self.base = top, bottom, -x1, -x0, -x


class _Collector(PDFTextDevice):
    """Collects the characters of one page; everything else that is drawn is nothing to it."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.glyphs: list[_Glyph] = []
        self._bytes_left, self._forms_left = MOST_BYTES, MOST_FORMS

    def render_char(
        self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int,
        ncs: Any, graphicstate: Any,
    ) -> float:  # fmt: skip
        """Note one character; return how far the pen moves."""
        if len(self.glyphs) >= MOST_CHARACTERS:
            raise _TooMuch
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = UNKNOWN
        wide: float = font.char_width(cid) * fontsize * scaling
        low = font.get_descent() * fontsize + rise
        a, b, c, d, e, f = matrix
        high = low + fontsize
        corners = (
            (c * low + e, d * low + f),
            (a * wide + c * high + e, b * wide + d * high + f),
        )
        self.glyphs.append(_Glyph(text, corners, matrix))
        return wide

    def spend(self, count: int) -> None:
        """Count a stream and its bytes; end the page where it goes on and on."""
        self._bytes_left -= count
        self._forms_left -= 1
        if min(self._bytes_left, self._forms_left) < 0:
            raise _TooMuch


class _Way(NamedTuple):
    """How many operands an operator takes, and what runs it: nothing where it draws no text."""

    operands: int
    run: Callable[..., None] | None


class _Interpreter(PDFPageInterpreter):
    """Runs page descriptions without what draws no text."""

    device: _Collector

    def execute(self, streams: Sequence[object]) -> None:
        """Run the streams of one page or drawing."""
        lean = [self._lean(stream_value(stream)) for stream in streams]
        told = operations([stream.get_data() for stream in self._once(lean)])
        if told is None:
            super().execute(lean)
            return
        ways: dict[str, _Way | None] = {}
        for name, operands in told:
            self.argstack += operands
            if name not in ways:
                ways[name] = self._way(name)
            way = ways[name]
            if way is None:
                continue
            args = self.pop(way.operands)
            if way.run is not None and len(args) == way.operands:
                way.run(*args)

    def _once(self, streams: Sequence[PDFStream]) -> list[PDFStream]:
        """Return the streams to run: none that is run around this one, or belongs to no object."""
        self.stream_ids.clear()
        kept = [
            stream
            for stream in streams
            if stream.objid is not None and stream.objid not in self.parent_stream_ids
        ]
        self.stream_ids.update(stream.objid for stream in kept if stream.objid is not None)
        return kept

    def _way(self, name: str) -> _Way | None:
        """Return how an operator is run; None for an unknown one, which is passed over."""
        spelled = name.replace("*", "_a").replace('"', "_w").replace("'", "_q")
        run = getattr(self, f"do_{spelled}", None)
        if run is None:
            return None
        return _Way(run.__code__.co_argcount - 1, None if name in _PATHS else run)

    def _lean(self, stream: PDFStream) -> PDFStream:
        data = _NO_TEXT.sub(b"", stream.get_data())
        self.device.spend(len(data))
        lean = PDFStream({}, b"")
        lean.rawdata, lean.data = None, data
        lean.objid, lean.genno = stream.objid, stream.genno
        return lean


def read_again(data: bytes, pages: Sequence[Page]) -> dict[int, Page]:
    """Read the words of some pages with the second engine.

    Args:
        data: the PDF.
        pages: the pages as the first engine read them; only their numbers and sizes are used.

    Returns:
        the pages by number; one that can't be read, or whose size differs, is missing.
    """
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns of every odd colour
    wanted = {page.number: page for page in pages}
    found: dict[int, Page] = {}
    if not wanted:
        return found
    with suppress(*FAILURES):
        manager = PDFResourceManager()
        document = PDFDocument(PDFParser(BytesIO(data)))
        for number, page in enumerate(PDFPage.create_pages(document), 1):
            if number in wanted:
                with suppress(*FAILURES, _TooMuch):
                    found[number] = _read(page, wanted[number], manager)
            if number >= max(wanted):
                break
    return found


def _read(page: PDFPage, known: Page, manager: PDFResourceManager) -> Page:
    """Read one page into the frame of the visible page, origin at the top left."""
    left, low, right, high = (float(edge) for edge in page.cropbox)
    way, size = {
        90: ((0, 1, 1, 0, -low, -left), (high - low, right - left)),
        180: ((-1, 0, 0, 1, right, -low), (right - left, high - low)),
        270: ((0, -1, -1, 0, high, right), (high - low, right - left)),
    }.get(page.rotate, ((1, 0, 0, -1, -left, high), (right - left, high - low)))
    if max(abs(size[0] - known.width), abs(size[1] - known.height)) > SAME_SIZE_POINTS:
        raise ValueError("the engines do not agree on the size of the page")
    device = _Collector(manager)
    _Interpreter(manager, device).render_contents(page.resources, page.contents, ctm=way)
    return Page(known.number, known.width, known.height, tuple(_words(device.glyphs)))


def _words(glyphs: Iterable[_Glyph]) -> Iterator[Word]:
    """Join characters in the order of the file, as far as they stand side by side."""
    run: list[_Glyph] = []
    for glyph in glyphs:
        if glyph.text.isspace() or (run and not _goes_on(run[-1], glyph)):
            yield from _word(run)
            run = []
        if not glyph.text.isspace():
            run.append(glyph)
    yield from _word(run)


def _goes_on(last: _Glyph, glyph: _Glyph) -> bool:
    em = max(last.t1 - last.t0, glyph.t1 - glyph.t0)
    same_line = abs(glyph.base - last.base) < SAME_LINE_EM * em and last.upright == glyph.upright
    forward = glyph.s0 >= last.s0 - SAME_LINE_EM * em
    return same_line and forward and glyph.s0 - last.s1 < WORD_GAP_EM * em


def _word(run: Sequence[_Glyph]) -> Iterator[Word]:
    if run:
        text = "".join(glyph.text for glyph in run)
        top, bottom = min(g.t0 for g in run), max(g.t1 for g in run)
        right = max(g.s1 for g in run)
        place = None if run[0].upright else union([g.box for g in run])
        yield Word(text, run[0].s0, top, right, bottom, bottom - top, place=place)
