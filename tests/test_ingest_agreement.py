"""What the other places of a report say of a figure, however often they say it."""

import sys
from dataclasses import replace

import pytest
from warehouse_builders import forecast

from ingest.resolving.agreement import compare_places
from ingest.resolving.confidence import Doubt, Support
from warehouse.vocabulary import Status


def stated(low, quote, **other):
    row = forecast("HSBC", low, page=other.pop("page", 1), **other)
    return replace(row, evidence=replace(row.evidence, quote=quote))


def sure(low, quote, **other):
    """A figure that two readings agree on and that another figure elsewhere does not sink."""
    agreed = (Support.POSITION_AGREES, Support.ONE_NUMBER, Support.ONE_REGION, Support.PAIRED)
    return replace(stated(low, quote, **other), traits=tuple(map(str, agreed)))


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


@pytest.mark.parametrize("reader", ["table", "prose"])
def test_of_two_sure_figures_that_differ_neither_is_counted(reader):
    rows = [
        replace(sure(5.3, "China 5.3", page=44), reader=reader),
        replace(sure(4.3, "GDP 4.3", page=43), reader=reader),
    ]
    first, second = compare_places(rows)
    assert {first.status, second.status} == {Status.REVIEW}
    assert "page 43 states" in first.reasons[-1]
    assert "page 44 states" in second.reasons[-1]
    assert first.reasons.count(first.reasons[-1]) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "q4q4"},
        {"kind": "scenario"},
        {"period": "2027"},
        {"low": 5.33},
        {"low": 4.0, "high": 6.0},
    ],
    ids=["another measure", "a scenario", "another year", "rounding", "a range around it"],
)
def test_what_is_clearly_another_thing_is_counted_beside_it(other):
    given = {"low": 4.3, **other}
    rows = [sure(5.3, "China 5.3"), sure(given.pop("low"), "GDP 4.3", page=2, **given)]
    assert {row.status for row in compare_places(rows)} == {Status.ACCEPTED}


def test_a_table_is_not_doubted_for_a_sentence():
    rows = [sure(5.3, "China 5.3"), replace(sure(4.3, "growth of 4.3%", page=2), reader="prose")]
    first, second = compare_places(rows)
    assert first.status is Status.ACCEPTED
    assert second.status is Status.REVIEW


def test_another_key_rate_is_not_held_against_the_one_compared():
    other = replace(stated(3.0, "refi", page=2), traits=(str(Doubt.OTHER_KEY_RATE),))
    rows = [sure(2.0, "deposit"), other]
    assert compare_places(rows) == rows
