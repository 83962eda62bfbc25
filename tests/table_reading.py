"""A sheet -> what the tables on it come to mean, for the tests of the table reader."""

from datetime import date

from ingest.candidates import Candidate
from ingest.context import ReadingContext
from ingest.pdf.pages import read_pages
from ingest.resolving.resolve import resolve
from ingest.tables.reader import find_candidates
from warehouse.records import Rejection, Report

PUBLISHED = date(2025, 12, 10)


def candidates_of(sheet, *, published=PUBLISHED, publisher="HSBC"):
    """Return the candidates and rejections of the first page."""
    context = ReadingContext(publisher, published, "")
    page = next(iter(read_pages(sheet.pdf())))
    return find_candidates(page, context=context)


def read(sheet, *, published=PUBLISHED, publisher="HSBC"):
    """Return {value as printed: forecast or reason} of a table, the last one of equal values."""
    report = Report("0" * 64, "a.pdf", 1, 1, publisher, "", published, None)
    results = {}
    for found in candidates_of(sheet, published=published, publisher=publisher):
        result = found if isinstance(found, Rejection) else resolve(found, report=report)
        text = found.value.text if isinstance(found, Candidate) else found.text
        results[text] = result.reason if isinstance(result, Rejection) else result[0]
    return results


def told(forecast):
    """Return what a forecast is about, for one line of an assertion."""
    return (str(forecast.indicator), forecast.region, forecast.period, str(forecast.measure))
