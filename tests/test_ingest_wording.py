"""Wordings that a reader of outlooks takes for granted: each case is one rule of the language."""

import sys

import pytest
from running_text import page_of, read

from ingest.sentences import LONGEST_SENTENCE, read_sentences

GDP, CPI, RATE, MOVE = "gdp_growth", "cpi_inflation", "policy_rate", "policy_rate_change"


def clauses(count):
    """Return one sentence with two numbers in each of its clauses."""
    clause = "we expect US GDP growth of 1.8% in 2026 and inflation of 2.7% in 2027"
    return " then ".join([clause] * (count // 2)) + "."


def calls_made(text):
    """Return how many functions are called while a text is read."""
    count = 0

    def counted(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count


def test_work_grows_little_faster_than_the_numbers_of_a_sentence():
    read(clauses(8))
    few, many = calls_made(clauses(10)), calls_made(clauses(40))
    assert many < 10 * few


@pytest.mark.parametrize("joint", ["; ", " then "])
def test_an_endless_sentence_is_cut_to_be_read(joint):
    text = joint.join(["growth of 2% in 2026"] * 300)
    sentences = read_sentences(page_of(text))
    assert max(len(s.words) for s in sentences) <= LONGEST_SENTENCE
    assert sum(len(s.words) for s in sentences) == len(text.split())


SPEAKERS = {
    "our economists": ("Our economists expect US GDP to grow by 2% in 2026.", {"HSBC"}),
    "unnamed banks": ("Some banks now expect US GDP to grow by 2% in 2026.", {"Unattributed"}),
    "other analysts": ("Other analysts see US inflation of 3% in 2026.", {"Unattributed"}),
    "priced by futures": ("Futures imply a fed funds rate of 3% by end-2026.", {"Market pricing"}),
    "expected by markets": ("Markets expect US inflation of 3% in 2026.", {"Market pricing"}),
    "an emerging market": ("For this market, we expect US GDP growth of 2% in 2026.", {"HSBC"}),
}


@pytest.mark.parametrize(("text", "houses"), SPEAKERS.values(), ids=SPEAKERS)
def test_tells_who_speaks(text, houses):
    forecasts, _ = read(text)
    assert {f.institution for f in forecasts} == houses
