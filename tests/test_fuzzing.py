"""Nonsense in, no accident out: broken files, and pages of words thrown together."""

import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.context import ReadingContext
from ingest.errors import IngestError
from ingest.extraction import read_page
from ingest.pdf.layout import Page, Word
from ingest.preflight import Limits
from ingest.sandbox import read_in_sandbox
from tests.pdfs import outlook
from tests.running_text import read, report
from warehouse.records import Extraction

LIMITS = Limits(megabytes=1, pages=50, seconds=20, memory_mb=1500, recognised_pages=0)
FAULT_OF_OURS = "fault of Houseviews"
TOKENS = (
    "GDP", "growth", "inflation", "CPI", "core", "the Fed", "ECB", "US", "euro area", "Japan", "we",
    "expect", "forecast", "to", "from", "of", "in", "by", "at", "and", "respectively", "or", "cut",
    "cuts", "hike", "two", "25bp", "½pp", "2025", "2026", "2027", "Q4", "Q1 2026", "1H27", "FY26",
    "year-end", "next year", "this year", "mid-2026", "2.6%", "-0.4%", "−1.2 %", "3.00–3.25%",
    "1,5%", "1.08", "EUR/USD", "10-year", "yield", "consensus", "sees", "(", ")", "[", ";", ",",
    ".", "•", "…", "–", "not", "if", "would", "was", "previously", "per cent", "1.2%/1.3%", "0.0",
)  # fmt: skip
sentences = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=60).map(" ".join)


def flipped(data, dice):
    """Change a few bytes."""
    broken = bytearray(data)
    for _ in range(dice.randint(1, 40)):
        broken[dice.randrange(8, len(broken))] = dice.randrange(256)
    return bytes(broken)


def cut(data, dice):
    """Lose the end."""
    return data[: dice.randint(20, len(data))]


def spliced(data, dice):
    """Repeat a piece somewhere else."""
    start = dice.randrange(8, len(data))
    piece = data[start : start + dice.randint(1, 400)]
    at = dice.randrange(8, len(data))
    return data[:at] + piece + data[at:]


def renumbered(data, dice):
    """Change numbers: lengths, offsets and references that lead nowhere."""
    return re.sub(
        rb"\d+",
        lambda m: m[0] if dice.random() < 0.9 else str(dice.randrange(10**9)).encode(),
        data,
    )


@pytest.mark.parametrize("breaking", [flipped, cut, spliced, renumbered])
def test_broken_pdf_is_read_or_refused_in_words(breaking, tmp_path):
    whole, dice = outlook(), random.Random(breaking.__name__)
    for number in range(12):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(breaking(whole, dice))
        try:
            result = read_in_sandbox(path, limits=LIMITS)
        except IngestError as error:
            assert path.name in str(error)
            assert FAULT_OF_OURS not in str(error)
        else:
            assert isinstance(result, Extraction)


@given(st.lists(sentences, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_words_thrown_together_break_nothing_and_stay_grounded(paragraphs):
    rows, _ = read(*paragraphs)

    for row in rows:
        printed = row.evidence.boxes[0].text
        assert row.evidence.boxes
        assert printed.split()[0] in " ".join(paragraphs)


@given(st.lists(st.lists(st.sampled_from(TOKENS), min_size=2, max_size=6), min_size=3, max_size=8))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_grids_of_any_words_break_nothing(cells):
    own = report()
    context = ReadingContext(own.publisher, own.published, own.title)

    rows, rejections = read_page(grid_of(cells), context=context, report=own)

    assert all(row.evidence.boxes for row in rows)
    assert all(rejection.detail for rejection in rejections)


def grid_of(cells):
    """Return a page with the texts in columns 90 points wide and rows 14 points high."""
    words = [
        Word(text, 60.0 + 90 * column, 100.0 + 14 * row, 60.0 + 90 * column + 5 * len(text),
             108.0 + 14 * row, 8.0)
        for row, line in enumerate(cells)
        for column, text in enumerate(line)
    ]  # fmt: skip
    return Page(1, 640.0, 842.0, tuple(words))
