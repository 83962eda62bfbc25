"""Words of a text, and the sentences in which an entry of a cue list may stand."""

import pytest

from ingest.resolving import cues
from ingest.resolving.tokens import telling_word, tokens_of


def test_words_are_taken_without_case_and_accents():
    assert tokens_of("Türkiye’s Q4: €2 m_n").folded == ["turkiye", "s", "q4", "€", "2", "m", "n"]


def test_words_know_their_places():
    text = "to 2.5%, é"
    spots = tokens_of(text).spots
    assert [text[start:end] for start, end in spots] == ["to", "2", "5", "é"]


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [("the market", "market"), ("e.g.", "e"), (";", ""), ("is … priced", "priced")],
)
def test_the_longest_word_of_a_phrase_tells(phrase, wanted):
    assert telling_word(phrase) == wanted


@pytest.mark.parametrize("section", ["kinds", "calls", "wording", "stances", "not_ours", "prose"])
def test_no_entry_of_a_list_is_passed_over(section):
    lists = [name for name, entries in cues.section(section).items() if isinstance(entries, list)]
    for name in lists:
        for entry in cues.words(section, name):
            text = f"We, too: {entry.upper().replace(' … ', ' so ')}."
            found = cues.pattern(section, name).search(text)
            assert found is None or cues.said(text, section, name) is not None, (name, entry)


def test_a_list_is_not_found_where_none_of_its_words_stands():
    assert cues.said("Growth slows.", "kinds", "scenario") is None
    assert cues.said("In a downside scenario, growth slows.", "kinds", "scenario") is not None
