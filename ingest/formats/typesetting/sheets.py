"""Pages being drawn: where the pen is, what stands where, and when there are too many of them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from reportlab.pdfgen.canvas import Canvas

from ingest.formats.typesetting import faces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.formats.typesetting.lines import SetLine
    from ingest.geometry import BBox

PORTRAIT: Final = (595.0, 842.0)  # A4, points
MARGIN: Final = 50.0
RUNNING_SIZE: Final = 7.5
RUNNING_AT: Final = 30.0  # points from the edge of the sheet to the running line
DESCENT: Final = 0.24  # of the size: what hangs under the baseline
STRETCH: Final = 1.6  # of the usual height: how high a page may become to keep a table whole
RULE: Final = 0.5  # points, the weight of a rule
INK, HAIRLINE = 0.0, 0.7  # greys, from black


class TooManyPages(Exception):
    """The document needs more pages than it may have."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something came to stand.

    Attributes:
        page: 1-based.
        box: points of the page, from its top left.
        block: index of the block in its document.
        cell: row and column for a cell of a table, else None.
        line: which line of a block whose lines stand as in the original, from 0.
    """

    page: int
    box: BBox
    block: int
    cell: tuple[int, int] | None = None
    line: int = 0


class Sheets:
    """A PDF that grows page by page.

    A page is drawn when it is full: until then it may still become higher, so that a table stays
    with the words over it.

    Attributes:
        page: the one being filled, from 1; 0 before the first.
        y: where the next line goes, points from the top of the page.
        paper: width and height of the pages to come, points.
        places: what was put where, in order.
    """

    def __init__(self, *, most_pages: int, header: str = "", footer: str = "") -> None:
        """Begin without a page; the first comes with `turn` or `ensure`."""
        faces.register()
        self._bytes = BytesIO()
        self._canvas: Any = Canvas(self._bytes, pagesize=PORTRAIT, invariant=1, pageCompression=1)
        self._most_pages = most_pages
        self._running = (header, footer)
        self._size = PORTRAIT
        self._lines: list[tuple[SetLine, float, float]] = []
        self._rules: list[tuple[float, float, float]] = []
        self.paper = PORTRAIT
        self.page = 0
        self.y = 0.0
        self.places: list[Place] = []

    @property
    def width(self) -> float:
        """Width of the page being filled."""
        return self._size[0]

    @property
    def measure(self) -> float:
        """Width of running text, which is not set wider on wider paper."""
        return PORTRAIT[0] - 2 * MARGIN

    @property
    def room(self) -> float:
        """Height that is left on the page."""
        return self._size[1] - MARGIN - self.y if self.page else 0.0

    @property
    def stretched_room(self) -> float:
        """Height that would be left if the page were made as high as it may be."""
        return self.room + max(STRETCH * self.paper[1] - self._size[1], 0.0) if self.page else 0.0

    @property
    def height(self) -> float:
        """Height between the margins of a page to come."""
        return self.paper[1] - 2 * MARGIN

    @property
    def is_fresh(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.page > 0 and self.y == MARGIN

    def turn(self, paper: tuple[float, float] | None = None) -> None:
        """Begin a page, of the usual paper unless told otherwise; an empty one changes its size.

        Raises:
            TooManyPages: there are as many already as there may be.
        """
        size = paper or self.paper
        if not self.is_fresh:
            if self.page >= self._most_pages:
                raise TooManyPages
            self._draw_page()
            self.page += 1
            self.y = MARGIN
        self._size = size

    def stretch(self) -> None:
        """Make the page being filled as high as it may be; what stays empty is cut off again."""
        self._size = (self._size[0], max(self._size[1], STRETCH * self.paper[1]))

    def ensure(self, height: float) -> None:
        """Begin a page unless so much room is left on this one."""
        if not self.page or (self.room < height and not self.is_fresh):
            self.turn()

    def set_line(self, line: SetLine, *, x: float, baseline: float) -> None:
        """Put a line from `x` on, its baseline so many points from the top of the page."""
        self._lines.append((line, x, baseline))

    def set_lines(
        self, lines: Sequence[SetLine], *, x: float, size: float, leading: float, block: int
    ) -> None:
        """Put lines one under another from the pen on, over page ends where needed."""
        for number, line in enumerate(lines):
            self.ensure(leading)
            baseline = self.y + size
            self.set_line(line, x=x, baseline=baseline)
            box = (x, self.y, x + max(line.width, 1.0), baseline + DESCENT * size)
            self.places.append(Place(self.page, box, block, line=number))
            self.y += leading

    def rule(self, *, x0: float, x1: float, y: float) -> None:
        """Put a hairline at `y` points from the top."""
        self._rules.append((x0, x1, y))

    def close(self) -> bytes:
        """Finish the last page and return the PDF."""
        if not self.page:
            self.turn()
        self._draw_page()
        self._canvas.save()
        return self._bytes.getvalue()

    def _draw_page(self) -> None:
        if not self.page:
            return
        height = max(self.paper[1], min(self._size[1], self.y + MARGIN))
        canvas = self._canvas
        canvas.setPageSize((self._size[0], height))
        canvas.setFillGray(INK)
        for line, x, baseline in self._lines:
            for piece in line.pieces:
                canvas.setFont(piece.face, piece.size)
                canvas.drawString(x + piece.x, height - baseline + piece.rise, piece.text)
        canvas.setStrokeGray(HAIRLINE)
        canvas.setLineWidth(RULE)
        for x0, x1, y in self._rules:
            canvas.line(x0, height - y, x1, height - y)
        for text, y in zip(self._running, (height - RUNNING_AT, RUNNING_AT), strict=True):
            if text:
                canvas.setFont(faces.TEXT, RUNNING_SIZE)
                canvas.drawString(MARGIN, y, text)
        canvas.showPage()
        self._lines, self._rules = [], []
