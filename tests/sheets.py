"""A page to set words on, by place: tables as banks print them, typeset by the tests themselves."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

HEIGHT, WIDTH = 842, 595
FACES = {False: "Helvetica", True: "Helvetica-Bold"}


class Sheet:
    """Sets text by its distance from the left and from the top of an A4 page, in points."""

    def __init__(self, *, rotation=0):
        self._bytes = BytesIO()
        self._canvas = Canvas(self._bytes, pagesize=(WIDTH, HEIGHT), invariant=1)
        self._canvas.setPageRotation(rotation)  # swaps the sides of the sheet itself
        self._height = HEIGHT if rotation in (0, 180) else WIDTH

    def text(self, x, top, words, *, size=8, bold=False, align="left"):
        """Set words with their baseline one size below `top`."""
        self._canvas.setFont(FACES[bold], size)
        draw = {
            "left": self._canvas.drawString,
            "right": self._canvas.drawRightString,
            "centre": self._canvas.drawCentredString,
        }[align]
        draw(x, self._height - top - size, words)
        return self

    def row(self, top, label, cells, xs, *, indent=0, size=8, bold=False, left=60):
        """Set a table row: the label at the left, each cell flush right at its own x."""
        if label:
            self.text(left + indent, top, label, size=size, bold=bold)
        for x, cell in zip(xs, cells, strict=True):
            if cell is not None:
                self.text(x, top, str(cell), size=size, bold=bold, align="right")
        return self

    def raised(self, x, top, mark, *, size=8):
        """Set a footnote mark above the line that begins at `top`."""
        return self.text(x, top - 0.1 * size, mark, size=0.65 * size)

    def sideways(self, x, top, words, *, size=8):
        """Set words that run up the page from (x, top)."""
        self._canvas.saveState()
        self._canvas.translate(x, self._height - top)
        self._canvas.rotate(90)
        self._canvas.setFont(FACES[False], size)
        self._canvas.drawString(0, 0, words)
        self._canvas.restoreState()
        return self

    def turned(self, left, low, draw):
        """Set what `draw` sets on a sheet of its own, turned by a quarter, its foot at the left."""
        self._canvas.saveState()
        self._canvas.translate(left, low)
        self._canvas.rotate(90)
        height, self._height = self._height, 0
        draw(self)
        self._height = height
        self._canvas.restoreState()
        return self

    def hidden(self, x, top, words, *, size=8):
        """Set words that are not painted."""
        text = self._canvas.beginText(x, self._height - top - size)
        text.setFont(FACES[False], size)
        text.setTextRenderMode(3)
        text.textLine(words)
        self._canvas.drawText(text)
        return self

    def next(self):
        """Begin another page."""
        self._canvas.showPage()
        return self

    def crop(self, left, low, right, high):
        """Show only part of the page."""
        self._canvas.setCropBox((left, low, right, high))
        return self

    def pdf(self):
        """Return the bytes of the file."""
        self._canvas.showPage()
        self._canvas.save()
        return self._bytes.getvalue()


def table(
    rows, *, header, xs=(240, 290, 340), caption="Forecasts", spans=(), notes=(), corner=None
):
    """Return a sheet with one table.

    `rows` holds (label, cells) or a section heading as a bare string; a label that begins with
    blanks is indented. `spans` holds lines of (first column, last column, words) above the header.
    """
    sheet, top = Sheet().text(60, 60, caption, bold=True, size=10), 76
    for line in spans:
        for first, last, words in line:
            sheet.text((xs[first] + xs[last]) / 2 - 8, top, words, align="centre")
        top += 12
    sheet.row(top, corner, header, xs)
    for row in rows:
        top += 14
        if isinstance(row, str):
            sheet.text(60, top, row, bold=True)
            continue
        label, cells = row
        sheet.row(top, label.strip(), cells, xs, indent=4 * (len(label) - len(label.lstrip())))
    for number, note in enumerate(notes):
        sheet.text(60, top + 20 + 9 * number, note, size=6)
    return sheet
