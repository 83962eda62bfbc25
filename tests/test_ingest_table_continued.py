"""Tables over two pages: rows without headers take those of the page before."""

from datetime import date

import pytest
from sheets import Sheet
from table_reading import PUBLISHED

from ingest.context import ReadingContext
from ingest.pdf.pages import read_pages
from ingest.resolving.resolve import resolve
from ingest.tables.reader import TableMemory, find_candidates
from warehouse.records import Rejection, Report

XS = (240, 300, 360)
EUROPE = ("Germany", 0.2, 1.3, 1.6), ("France", 0.7, 0.9, 1.1), ("Italy", 0.5, 0.7, 0.8)
ASIA = ("Japan", 1.1, 0.8, 0.7), ("China", 4.9, 4.5, 4.2), ("India", 6.8, 6.4, 6.5)


def pages(*, after=None, shift=0, heading=None):
    sheet = Sheet().text(60, 60, "Real GDP growth, %", bold=True)
    sheet.row(76, None, ("2025", "2026", "2027"), XS)
    for number, (name, *values) in enumerate(EUROPE):
        sheet.row(90 + 12 * number, name, values, XS)
    for number, line in enumerate(after or ()):
        sheet.text(60, 160 + 12 * number, line)
    sheet.next()
    if heading:
        sheet.text(60 + shift, 48, heading, bold=True)
    for number, (name, *values) in enumerate(ASIA):
        sheet.row(60 + 12 * number, name, values, [x + shift for x in XS], left=60 + shift)
    return sheet


def rows_of(sheet):
    """Return {value as printed: forecast or reason} of all pages."""
    report = Report("0" * 64, "a.pdf", 1, 2, "HSBC", "", PUBLISHED, None)
    context, memory = ReadingContext("HSBC", PUBLISHED, ""), TableMemory()
    results = {}
    for page in read_pages(sheet.pdf()):
        for found in find_candidates(page, context=context, memory=memory):
            result = found if isinstance(found, Rejection) else resolve(found, report=report)
            text = found.text if isinstance(found, Rejection) else found.value.text
            results[text] = result.reason if isinstance(result, Rejection) else result[0]
    return results


@pytest.mark.parametrize("shift", [0, 24], ids=["same place", "set further right"])
def test_headless_continuation_takes_the_headers_of_the_page_before(shift):
    got = rows_of(pages(shift=shift))
    assert (got["4.5"].region, got["4.5"].period, str(got["4.5"].indicator)) == (
        "CN", "2026", "gdp_growth",
    )  # fmt: skip
    places = {box.text: box.page for box in got["4.5"].evidence.boxes}
    assert (places["4.5"], places["China"], places["2026"]) == (2, 2, 1)


def test_heading_of_the_next_page_speaks_for_its_rows():
    got = rows_of(pages(heading="Consumer prices (yearly change, in %)"))
    assert str(got["4.5"].indicator) == "cpi_inflation"


def test_rows_after_text_of_their_own_lend_nothing():
    prose = [
        "The recovery in Europe goes on at a slow pace while trade weighs on the",
        "exporters of the region, and domestic demand carries most of the growth",
        "that we look for over the coming years as real incomes rise once more.",
    ]
    got = rows_of(pages(after=prose))
    assert "4.5" not in got


def test_only_the_page_right_before_lends_its_headers():
    sheet = pages()
    first, second = read_pages(sheet.pdf())
    memory = TableMemory()
    context = ReadingContext("HSBC", date(2025, 12, 10), "")
    find_candidates(first, context=context, memory=memory)
    memory.last = type(memory.last)(memory.last.grid, page=7)
    [whole] = find_candidates(second, context=context, memory=memory)
    assert whole.detail.startswith("a table without headers")
