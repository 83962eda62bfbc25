"""Traits add up by learned weights; one line divides accepted from review."""

import pytest
from running_text import read

from ingest.resolving.confidence import (
    CAPS,
    Doubt,
    Remark,
    Support,
    doubt_conflicts,
    judge,
    weigh,
    with_trait,
)
from ingest.resolving.scorecard import HIGHEST, LOWEST, Scorecard, scorecard
from warehouse.vocabulary import Status


def remarks(*doubts):
    return [Remark(doubt, doubt.value) for doubt in doubts]


@pytest.mark.parametrize("reader", ["table", "prose"])
def test_a_figure_without_doubts_is_accepted(reader):
    confidence, status = judge([], reader=reader)
    assert confidence > scorecard().accepted_from
    assert status is Status.ACCEPTED


def test_the_same_doubt_counts_once():
    twice = remarks(Doubt.REGION_FAR, Doubt.REGION_FAR)
    assert judge(twice, reader="prose") == judge(twice[:1], reader="prose")


@pytest.mark.parametrize("doubt", sorted(set(Doubt) - {Doubt.CALL}), ids=str)
@pytest.mark.parametrize("reader", ["table", "prose"])
def test_a_doubt_never_raises_the_confidence(doubt, reader):
    assert judge(remarks(doubt), reader=reader)[0] <= judge([], reader=reader)[0]


@pytest.mark.parametrize("support", list(Support), ids=str)
def test_a_support_never_lowers_the_confidence(support):
    doubts = [Doubt.PERIOD_FAR]
    assert weigh([*doubts, support], reader="prose") >= weigh(doubts, reader="prose")


def test_all_doubts_together_leave_something():
    confidence, status = judge(remarks(*Doubt), reader="table")
    assert confidence == LOWEST
    assert status is Status.REVIEW


def test_what_nobody_has_measured_counts_as_a_doubt():
    assert weigh(["brand new"], reader="prose")[1] is Status.REVIEW


@pytest.mark.parametrize("trait", sorted(CAPS), ids=str)
def test_a_capped_figure_waits_whatever_speaks_for_it(trait):
    confidence, status = weigh([trait, *Support], reader="table")
    assert confidence <= CAPS[trait] < scorecard().accepted_from
    assert status is Status.REVIEW


def test_calls_have_a_start_of_their_own():
    call, _ = weigh([Doubt.CALL], reader="prose")
    assert call == pytest.approx(weigh([], reader="call")[0], abs=0.001)


def test_scorecard_knows_every_trait_by_its_name():
    assert set(scorecard().weights) <= {*map(str, Doubt), *map(str, Support)}


def test_log_odds_add_up_to_a_share():
    card = Scorecard(0.9, {"prose": 2.0, "other": 0.0}, {"a": -1.0}, {"prose": {"a": -1.0}})
    assert card.confidence(["a"], reader="prose") == pytest.approx(0.5)
    assert card.confidence(["a", "a"], reader="model") == pytest.approx(1 / (1 + 2.71828), abs=1e-5)
    assert Scorecard(0.9, {"other": 99.0}, {}, {}).confidence([], reader="x") == HIGHEST


def test_a_trait_that_comes_to_light_later_is_weighed_with_the_others():
    rows, _ = read("We expect growth of 1.0% in France in 2026.")
    doubted = with_trait(rows[0], Doubt.PERIOD_FAR, "the period stands far off")
    traits = {*rows[0].traits, Doubt.PERIOD_FAR}
    assert (doubted.confidence, doubted.status) == weigh(traits, reader="prose")
    assert doubted.reasons == (*rows[0].reasons, "the period stands far off")


@pytest.mark.parametrize(
    "doubt", [Doubt.PERIOD_ASSUMED, Doubt.REGION_ASSUMED, Doubt.KIND_WEAK], ids=str
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
