"""What the other places of a report say of a figure, however often they say it."""

import sys
from dataclasses import replace

from warehouse_builders import forecast

from ingest.resolving.agreement import compare_places


def stated(low, quote, **other):
    row = forecast("HSBC", low, page=other.pop("page", 1), **other)
    return replace(row, evidence=replace(row.evidence, quote=quote))


def reasons(rows):
    return [row.reasons for row in compare_places(rows)]


def calls_made(rows):
    count = 0

    def counted(frame, event, argument):
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        compare_places(rows)
    finally:
        sys.setprofile(None)
    return count


def test_the_first_other_figure_is_the_one_that_is_named():
    rows = [stated(1.0, "a"), stated(1.0, "b"), stated(2.0, "c", page=7), stated(3.0, "d", page=8)]
    first, second, third, _ = reasons(rows)
    assert "page 7" in first[-1] and "page 7" in second[-1]
    assert "page 1" in third[-1]


def test_the_same_words_are_no_other_place():
    rows = [stated(1.0, "a"), stated(2.0, "a")]
    assert compare_places(rows) == rows


def test_work_grows_with_the_rows_and_not_with_their_pairs():
    many = [stated(1.0 + n % 3, f"row {n}") for n in range(400)]
    alike = [stated(1.0, f"row {n}") for n in range(400)]
    for rows in (many, alike):
        assert calls_made(rows) < 3 * calls_made(rows[:200])
