"""Leanings on assets: who, on what, which way; sentences and grids."""

from datetime import date

import pytest
from running_text import page_of

from ingest.context import ReadingContext
from ingest.pdf.layout import Page, Word
from ingest.stances.reader import StanceMemory, find_stances
from tests.stance_accuracy import ARTICLE, score_article
from warehouse.vocabulary import Status

LEAST_FOUND, LEAST_RIGHT, LEAST_SURE = 0.85, 0.95, 0.985  # exact tilts; only rise


def read(*paragraphs, publisher="HSBC"):
    context = ReadingContext(publisher, date(2025, 12, 10), "Outlook 2026")
    return find_stances(page_of(*paragraphs), context=context, memory=StanceMemory()).stances


def lean(*paragraphs, **masthead):
    found = read(*paragraphs, **masthead)
    return sorted(f"{s.institution}: {s.tilt} {s.asset} {s.region}".strip() for s in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "We are overweight US equities and underweight duration.",
            ["HSBC: overweight equities US", "HSBC: underweight duration"],
            id="weights",
        ),
        pytest.param(
            "We prefer investment-grade credit over high yield.",
            ["HSBC: overweight investment_grade", "HSBC: underweight high_yield"],
            id="one over another",
        ),
        pytest.param(
            "We recommend rotating from mega-cap tech into utilities.",
            ["HSBC: positive utilities", "HSBC: reduce mega_cap_tech US"],
            id="from one into another",
        ),
        pytest.param("We stay neutral on gold.", ["HSBC: neutral gold"], id="neutral"),
        pytest.param(
            "We see opportunities in European and Japanese value stocks.",
            ["HSBC: positive value_equities EU", "HSBC: positive value_equities JP"],
            id="a region each",
        ),
        pytest.param(
            "Emerging-market debt looks attractive.",
            ["HSBC: positive emerging_debt EM"],
            id="asset first",
        ),
        pytest.param("We are overweight gilts.", ["HSBC: overweight government_bonds UK"], id="g"),
        pytest.param("We have reduced our exposure to cash.", ["HSBC: reduce cash"], id="gap"),
        pytest.param(
            "We like financial and industrial stocks.",
            ["HSBC: positive financials", "HSBC: positive industrials"],
            id="adjectives",
        ),
        pytest.param("The sell-off in equities may last.", [], id="not sell"),
        pytest.param("Sectors like utilities use water.", [], id="not we like"),
        pytest.param("Gold rose by 4% in 2025.", [], id="no leaning"),
        pytest.param("We are positive on bond yields.", [], id="not the asset"),
        pytest.param("The market is shifting from software to infrastructure.", [], id="market"),
        pytest.param("This is no solicitation to buy bonds.", [], id="disclaimer"),
    ],
)
def test_reads_who_leans_which_way(text, wanted):
    assert lean(text) == wanted


def test_two_houses_share_a_leaning_and_they_are_remembered():
    text = "Barclays and UBS are overweight gold. They are underweight cash."
    assert lean(text, publisher=None) == [
        "Barclays: overweight gold",
        "Barclays: underweight cash",
        "UBS: overweight gold",
        "UBS: underweight cash",
    ]


def test_houses_in_brackets_are_credited():
    assert lean("Buy gold as a hedge (Barclays).", publisher=None) == ["Barclays: add gold"]


def test_nobody_leans_where_nobody_is_named():
    assert lean("Investors are overweight gold.", publisher=None) == []


def test_an_open_leaning_waits_for_a_person():
    [stance] = read("We could reduce exposure to gold.")
    assert stance.status is Status.REVIEW


def test_the_change_and_the_places_are_kept():
    [stance] = read("We remain overweight gold in 2026.")
    assert (stance.change, stance.horizon) == ("kept", "2026")
    assert [box.text for box in stance.evidence.boxes] == ["overweight", "gold"]


def grid(*rows, heads=("Underweight", "Neutral", "Overweight")):
    """Return a page with heads over three columns and rows of (label, column of the mark)."""
    columns = (300.0, 380.0, 460.0)
    words = [
        Word(h, x, 50.0, x + 50, 60.0, 10.0, False) for h, x in zip(heads, columns, strict=True)
    ]
    for n, (label, mark, column) in enumerate(rows, start=1):
        top, x = 50.0 + n * 20, 60.0
        for text in label.split():
            words.append(Word(text, x, top, x + 5 * len(text), top + 10, 10.0, False))
            x += 5 * len(text) + 5
        place = columns[column] + 22
        words.append(Word(mark, place, top, place + 6, top + 10, 10.0, False))
    return Page(1, 595.0, 842.0, tuple(words))


@pytest.mark.parametrize("heads", [("Underweight", "Neutral", "Overweight"), ("UW", "N", "OW")])
def test_reads_marks_under_the_heads_of_a_grid(heads):
    page = grid(("US equities", "●", 2), ("Duration", "●", 0), ("Gold", "●", 1), heads=heads)
    context = ReadingContext("UBS", date(2025, 12, 10), "House view")
    found = find_stances(page, context=context, memory=StanceMemory()).stances
    assert [(s.asset, s.region, str(s.tilt)) for s in found] == [
        ("equities", "US", "overweight"),
        ("duration", "", "underweight"),
        ("gold", "", "neutral"),
    ]
    assert all(s.reader == "grid" and s.status is Status.ACCEPTED for s in found)


@pytest.mark.corpus
@pytest.mark.skipif(not ARTICLE.exists(), reason="needs the folder of labelled reports beside us")
def test_finds_what_is_expected_of_the_round_up():
    one = score_article()
    assert one.recall >= LEAST_FOUND
    assert one.precision >= LEAST_RIGHT
    assert one.precision_of_accepted >= LEAST_SURE
