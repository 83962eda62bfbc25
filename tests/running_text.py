"""Pages of running text without a PDF: words set one after another, lines broken at a width."""

from datetime import date

from ingest.context import ReadingContext
from ingest.pdf.layout import Page, Word
from ingest.prose.memory import Memory
from ingest.prose.reader import find_candidates
from ingest.resolving.resolve import resolve
from warehouse.records import Rejection, Report
from warehouse.vocabulary import Precision

LETTER, LINE, WIDE = 5.0, 12.0, 480.0
PUBLISHED = date(2025, 12, 10)


def page_of(*paragraphs, number=1):
    """Return a page; a paragraph that begins with "# " is a heading in larger type."""
    words, top = [], 60.0
    for paragraph in paragraphs:
        heading = paragraph.startswith("# ")
        size = 16.0 if heading else 10.0
        x = 60.0
        for text in paragraph.removeprefix("# ").split():
            if x + len(text) * LETTER > 60.0 + WIDE:
                x, top = 60.0, top + size * 1.2
            words.append(Word(text, x, top, x + len(text) * LETTER, top + size, size, heading))
            x += (len(text) + 1) * LETTER
        top += size * 3
    return Page(number, 595.0, 842.0, tuple(words))


def report(*, publisher="HSBC", published=PUBLISHED, title="Outlook 2026"):
    """Return the report that the text stands in."""
    return Report("0" * 64, "a.pdf", 1, 1, publisher, title, published, Precision.DAY)


def read(*paragraphs, **masthead):
    """Return (forecasts, rejections) of a page of text."""
    own = report(**masthead)
    context = ReadingContext(own.publisher, own.published, own.title)
    forecasts, rejections = [], []
    for found in find_candidates(page_of(*paragraphs), context=context, memory=Memory()):
        result = found if isinstance(found, Rejection) else resolve(found, report=own)
        if isinstance(result, Rejection):
            rejections.append(result)
        else:
            forecasts += result
    return forecasts, rejections


def claims(*paragraphs, **masthead):
    """Return the forecasts of a text as "indicator region period low..high unit" strings."""
    forecasts, _ = read(*paragraphs, **masthead)
    return sorted({claim(f) for f in forecasts if f.kind == "forecast"})


def claim(forecast):
    """Return one forecast in words, its kind only where it is no plain forecast."""
    bounds = f"{_plain(forecast.low)}..{_plain(forecast.high)} {forecast.unit}"
    body = forecast.stance or bounds
    return f"{forecast.indicator} {forecast.region} {forecast.period} {body}"


def _plain(value):
    return "" if value is None else f"{value:g}"
