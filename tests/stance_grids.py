"""Small grids of house views, typeset for tests, each with what it says."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

TOP, LINE, SIZE = 720, 18, 9
DOT = "•"


def sheet(title, *lines, house="UBS", day="10 December 2025"):
    """Return a PDF of one page: a title, a masthead, and lines of (x, text) cells."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(50, 790, title)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(50, 770, f"{house} | {day}" if house else day)
    canvas.setFont("Helvetica", SIZE)
    for n, cells in enumerate(lines):
        for x, text in cells:
            canvas.drawString(x, TOP - n * LINE, text)
    canvas.save()
    return buffer.getvalue()


def table(edges, *rows):
    """Return lines of cells: each row's texts at the edges, None and "" left out."""
    return [[(x, t) for x, t in zip(edges, row, strict=False) if t] for row in rows]


def marked(edges, heads, *rows):
    """Return lines of a grid with a mark under one of the heads; rows are (label, column)."""
    lines = [[(50, "Asset class"), *zip(edges, heads, strict=True)]]
    for label, at in rows:
        mark = [] if at is None else [(edges[at] + 10, DOT)]
        lines.append([(50, label), *mark])
    return lines
