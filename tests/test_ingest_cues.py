"""Lists of the cue files -> patterns: whole words, gaps, and what may stand around an entry."""

import re

import pytest

from ingest.resolving import cues


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("we  see", True, id="any white space"),
        pytest.param("WE SEE", True, id="any case"),
        pytest.param("we seesaw", False, id="whole words"),
        pytest.param("we now clearly see", False, id="no gap asked for"),
    ],
)
def test_an_entry_is_found_as_written(text, wanted):
    found = re.search(cues.alternatives(("we see", "they see")), text, re.IGNORECASE)
    assert (found is not None) is wanted


def test_a_gap_takes_up_to_six_words():
    gap = re.compile(cues.alternatives(("from … to",)))
    assert gap.fullmatch("from a b c d e f to")
    assert not gap.fullmatch("from a b c d e f g to")


def test_a_frame_asks_for_what_stands_around_an_entry():
    framed = cues.framed("prose", "present", before=r"^\s*", after=r"\s*$")
    entry = cues.words("prose", "present")[0]
    assert framed.search(f" {entry.upper()} ")
    assert not framed.search(f"{entry} and more")


def test_a_frame_is_compiled_once():
    ask = {"before": r"\s+", "after": "$"}
    assert cues.framed("prose", "aside", **ask) is cues.framed("prose", "aside", **ask)


def test_an_unknown_list_is_refused():
    with pytest.raises(KeyError, match="no-such-list"):
        cues.pattern("prose", "no-such-list")
