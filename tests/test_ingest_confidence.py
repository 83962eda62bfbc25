"""Doubts add up; one line divides accepted from review."""

import pytest
from running_text import read

from ingest.resolving.confidence import (
    ACCEPTED_FROM,
    DEDUCTIONS,
    LOWEST,
    Doubt,
    Remark,
    doubt_conflicts,
    judge,
)
from warehouse.vocabulary import Status


def remarks(*doubts):
    return [Remark(doubt, doubt.value) for doubt in doubts]


def test_no_doubt_is_accepted():
    confidence, status = judge([], reader="table")
    assert confidence > ACCEPTED_FROM
    assert status is Status.ACCEPTED


def test_the_same_doubt_counts_once():
    twice = remarks(Doubt.REGION_FAR, Doubt.REGION_FAR)
    assert judge(twice, reader="prose") == judge(twice[:1], reader="prose")


@pytest.mark.parametrize("doubt", list(Doubt), ids=str)
def test_every_doubt_costs_something(doubt):
    assert DEDUCTIONS[doubt] > 0
    assert judge(remarks(doubt), reader="prose")[0] < judge([], reader="prose")[0]


def test_all_doubts_together_leave_something():
    confidence, status = judge(remarks(*Doubt), reader="table")
    assert confidence == LOWEST
    assert status is Status.REVIEW


@pytest.mark.parametrize(
    "doubt", [Doubt.PERIOD_ASSUMED, Doubt.INDICATOR_INHERITED, Doubt.KIND_WEAK], ids=str
)
def test_what_is_assumed_waits_for_a_person(doubt):
    assert judge(remarks(doubt), reader="prose")[1] is Status.REVIEW


def test_two_figures_for_one_claim_wait_for_a_person():
    rows, _ = read("In France we see growth of 1.0% in 2026, or rather 1.8%.")
    assert {row.low for row in rows} == {1.0, 1.8}
    assert {row.status for row in doubt_conflicts(rows)} == {Status.REVIEW}
    assert all("another figure" in row.reasons[-1] for row in doubt_conflicts(rows))


def test_an_unknown_reader_starts_lower():
    assert judge([], reader="model")[0] < judge([], reader="prose")[0]
