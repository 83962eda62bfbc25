"""What a sentence and the rest of the report say for and against a figure."""

from dataclasses import replace

import pytest
from running_text import read

from ingest.resolving.agreement import compare_places
from ingest.resolving.confidence import Doubt, Support
from warehouse.vocabulary import Kind

PLAIN = "We expect GDP growth in France of 1.0% in 2026."


def traits(text):
    rows, _ = read(text)
    return set(rows[0].traits)


def test_a_plain_sentence_has_every_support_of_its_own():
    wanted = {
        Support.ONE_NUMBER, Support.ONE_INDICATOR, Support.ONE_REGION, Support.PAIRED,
        Support.PERIOD_BESIDE,
    }  # fmt: skip
    assert wanted <= traits(PLAIN)


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        pytest.param(
            "We expect GDP growth in France of 1.0% in 2026, up from our previous forecast.",
            Doubt.COMPARES, id="compares",
        ),
        pytest.param("GDP growth in France could well be 1.0% in 2026.", Doubt.HEDGED, id="hedges"),
        pytest.param(
            "After growth that stood still, we expect French GDP growth of 1.0% in 2026.",
            Doubt.LOOKS_BACK, id="looks back",
        ),
        pytest.param(
            "We expect French GDP growth of 1.0% and inflation of 2.0% in 2026.",
            Doubt.INDICATORS_SEVERAL, id="two indicators",
        ),
        pytest.param(
            "We expect French GDP to contract by 1.0% in 2026.", Doubt.SIGN_FROM_WORDS, id="sign"
        ),
        pytest.param("We expect GDP growth of 14% in France in 2026.", Doubt.UNUSUAL, id="size"),
        pytest.param("We expect GDP growth of 1% in France in 2026.", Doubt.SHORT_VALUE, id="1%"),
        pytest.param(
            "We expect GDP growth in France to go to 1.0% in 2026.", Support.LED_TO, id="led to"
        ),
    ],
)  # fmt: skip
def test_words_of_the_sentence_are_noted(text, trait):
    assert trait in traits(text)
    assert trait not in traits(PLAIN)


def test_a_doubt_of_the_sentence_is_told_in_its_own_words():
    rows, _ = read("GDP growth in France could well be 1.0% in 2026.")
    assert any("“could”" in reason for reason in rows[0].reasons)


def places(*texts):
    rows = []
    for text in texts:
        rows += read(text)[0]
    return compare_places(rows)


def test_a_figure_that_the_report_repeats_is_surer():
    one, other = places(PLAIN, "French GDP growth will reach 1.0% in 2026.")
    assert Support.REPEATED in one.traits
    assert Support.REPEATED in other.traits
    assert one.confidence >= read(PLAIN)[0][0].confidence


def test_a_figure_that_another_place_contradicts_is_less_sure_and_says_where():
    one, _ = places(PLAIN, "French GDP growth will reach 1.8% in 2026.")
    assert Doubt.UNLIKE_ELSEWHERE in one.traits
    assert "page 1 states “1.8%”" in one.reasons[-1]
    assert one.confidence < read(PLAIN)[0][0].confidence


def test_rounding_is_no_contradiction():
    one, _ = places(PLAIN, "French GDP growth will reach 1.04% in 2026.")
    assert Doubt.UNLIKE_ELSEWHERE not in one.traits


def test_tables_are_not_doubted_for_what_sentences_say():
    row = replace(read(PLAIN)[0][0], reader="table")
    other = read("French GDP growth will reach 1.8% in 2026.")[0][0]
    table, prose = compare_places([row, other])
    assert Doubt.UNLIKE_ELSEWHERE not in table.traits
    assert Doubt.UNLIKE_ELSEWHERE in prose.traits


def test_an_older_forecast_contradicts_nothing():
    row = read(PLAIN)[0][0]
    older = replace(read("French GDP growth will reach 1.8% in 2026.")[0][0], kind=Kind.PREVIOUS)
    assert compare_places([row, older]) == [row, older]
