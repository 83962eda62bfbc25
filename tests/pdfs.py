"""Small PDFs that tests typeset for themselves, whole and broken."""

from io import BytesIO

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

A4 = (595, 842)
OUTLOOK = (
    (20, "Outlook 2026"),
    (11, "Scotiabank Economics"),
    (11, "11 December 2025"),
    (10, "We expect real GDP growth in the United States of 1.6% in 2026."),
    (10, "Euro area GDP growth is forecast at 1.2% in 2026."),
)


def typeset(*pages, encrypt=None):
    """Return the bytes of a PDF; each page is a list of (size, text) from the top down."""
    sheet = BytesIO()
    canvas = Canvas(sheet, pagesize=A4, invariant=1, encrypt=encrypt)
    for lines in pages:
        height = 780
        for size, text in lines:
            canvas.setFont("Helvetica", size)
            canvas.drawString(60, height, text)
            height -= size * 2
        canvas.showPage()
    canvas.save()
    return sheet.getvalue()


def outlook(*extra):
    """Return a one-page report of two forecasts, with further lines if wanted."""
    return typeset([*OUTLOOK, *extra])


def locked():
    """Return a report that opens with a password only."""
    return typeset(OUTLOOK, encrypt=StandardEncryption("secret", ownerPassword="owner"))


def print_protected():
    """Return a report that anyone may open but not copy from, as many banks publish them."""
    return typeset(OUTLOOK, encrypt=StandardEncryption("", ownerPassword="owner", canCopy=0))


def picture_only():
    """Return a page with a drawing and no text."""
    sheet = BytesIO()
    canvas = Canvas(sheet, pagesize=A4, invariant=1)
    canvas.rect(100, 100, 300, 300, fill=1)
    canvas.showPage()
    canvas.save()
    return sheet.getvalue()


def cut_off():
    """Return the first two thirds of a report."""
    whole = outlook()
    return whole[: len(whole) * 2 // 3]


def scrambled():
    """Return bytes that begin and end like a PDF, with noise between."""
    return b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n"
