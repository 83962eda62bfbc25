"""Typeset pages -> the same pages as a scanner gives them: pictures, crooked and noisy."""

from io import BytesIO
from random import Random

import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

TABLE = (
    ("", "2025", "2026", "2027"),
    ("United States", "2.1", "1.6", "1.9"),
    ("Euro area", "1.3", "1.2", "1.4"),
    ("Japan", "1.2", "0.8", "0.9"),
    ("China", "4.9", "4.5", "4.3"),
    ("India", "6.7", "6.2", "6.4"),
    ("Brazil", "2.3", "1.7", "2.0"),
    ("Canada", "1.1", "1.5", "1.8"),
)


def table_page(table=TABLE):
    """Return a typeset page with a table of growth figures."""
    sheet = BytesIO()
    canvas = Canvas(sheet, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(60, 770, "Scotiabank Economics: Outlook 2026")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(60, 748, "11 December 2025")
    canvas.drawString(60, 705, "Table 1: Real GDP growth (annual average, per cent)")
    for at, row in enumerate(table):
        canvas.drawString(60, 680 - 18 * at, row[0])
        for column, cell in enumerate(row[1:]):
            canvas.drawRightString(280 + 90 * column, 680 - 18 * at, cell)
    canvas.save()
    return sheet.getvalue()


def picture_of(pdf, *, dpi=150, degrees=0.0, noise=0):
    """Return the first page of a PDF as a grey picture, as if it had been put on a scanner."""
    with pdfium.PdfDocument(pdf) as document:
        picture = document[0].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    if degrees:
        picture = picture.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    if noise:
        dice = Random(7)
        grain = bytes(dice.randint(0, 2 * noise) for _ in range(picture.width * picture.height))
        picture = Image.frombytes(
            "L",
            picture.size,
            bytes(max(p - g, 0) for p, g in zip(picture.tobytes(), grain, strict=True)),
        )
    return picture


def scanned(pdf, *, turns=0, **options):
    """Return a PDF of one page that is a picture of the first page of `pdf`.

    Args:
        pdf: bytes of a typeset page.
        turns: quarter turns anticlockwise that the sheet lies on its side.
        options: for `picture_of`.
    """
    picture = picture_of(pdf, **options)
    if turns:
        picture = picture.rotate(90 * turns, expand=True)
    return image_pdf(picture)


def image_pdf(picture, *, words=()):
    """Return a PDF page filled by a picture; `words` go over it as a hidden text layer."""
    wide, tall = (A4[1], A4[0]) if picture.width > picture.height else A4
    jpeg, sheet = BytesIO(), BytesIO()
    picture.save(jpeg, "JPEG", quality=85)
    canvas = Canvas(sheet, pagesize=(wide, tall), invariant=1)
    canvas.drawImage(ImageReader(jpeg), 0, 0, wide, tall)
    hidden = canvas.beginText(60, tall - 60)
    hidden.setTextRenderMode(3)
    for line in words:
        hidden.textLine(line)
    canvas.drawText(hidden)
    canvas.save()
    return sheet.getvalue()


def bound(*pdfs):
    """Return one PDF of the pages of several."""
    whole, sheet = pdfium.PdfDocument.new(), BytesIO()
    for pdf in pdfs:
        with pdfium.PdfDocument(pdf) as part:
            whole.import_pages(part)
    whole.save(sheet)
    whole.close()
    return sheet.getvalue()
