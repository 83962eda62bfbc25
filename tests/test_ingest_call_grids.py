"""Tables of words and arrows -> calls, by the place of each cell."""

import pytest
from running_text import claim, report

from ingest.calls.grids import find_calls
from ingest.context import ReadingContext
from ingest.pdf.layout import Page, Word
from ingest.resolving.resolve import resolve

COLUMNS = (60.0, 250.0, 330.0, 410.0)
LETTER, LINE, SIZE = 5.0, 16.0, 10.0


def _page(*rows):
    """Return a page with a cell of each row in each column; blank cells stay blank."""
    words = []
    for at, row in enumerate(rows):
        top = 80.0 + at * LINE
        for left, cell in zip(COLUMNS, row, strict=False):
            x = left
            for text in cell.split():
                words.append(Word(text, x, top, x + len(text) * LETTER, top + SIZE, SIZE, False))
                x += (len(text) + 1) * LETTER
    return Page(1, 595.0, 842.0, tuple(words))


def _claims(*rows):
    own = report()
    context = ReadingContext(own.publisher, own.published, own.title)
    found = [resolve(one, report=own) for one in find_calls(_page(*rows), context=context)]
    return sorted(claim(f) for result in found if isinstance(result, list | tuple) for f in result)


def test_a_row_of_a_bank_gives_its_moves_by_period():
    assert _claims(
        ("", "Q1 2026", "Q2 2026", "H2 2026"),
        ("Fed", "Hold", "Cut", "Cut"),
        ("Riksbank", "No change", "", "Hike"),
    ) == [
        "policy_rate_change SE 2026H2 up",
        "policy_rate_change SE 2026Q1 flat",
        "policy_rate_change US 2026H2 down",
        "policy_rate_change US 2026Q1 flat",
        "policy_rate_change US 2026Q2 down",
    ]


def test_a_row_of_a_currency_may_hold_arrows():
    assert _claims(
        ("Currency", "3M", "12M"), ("EUR/USD", "↑", "→"), ("Swiss franc", "stronger", "weaker")
    ) == [
        "fx_rate CHF 12M down",
        "fx_rate CHF 3M up",
        "fx_rate EURUSD 12M flat",
        "fx_rate EURUSD 3M up",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            (("Gold", "3M", "12M"), ("Gold", "up", "up"), ("Oil", "up", "up")), id="goods"
        ),
        pytest.param(
            (("", "New", "Old"), ("Fed", "Cut", "Hold"), ("ECB", "Cut", "Hold")), id="dates"
        ),
        pytest.param((("", "3M", "12M"), ("Fed", "Hold", "Cut")), id="one row is no table"),
        pytest.param(
            (("", "3M", "12M"), ("Fed", "4.25", "4.00"), ("ECB", "2.00", "2.00")), id="numbers"
        ),
    ],
)
def test_other_tables_hold_no_calls(rows):
    assert _claims(*rows) == []
