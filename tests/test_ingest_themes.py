"""Themes in running text: which phrases count, how they are said, and what is no naming."""

import io
import json

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.context import ReadingContext
from ingest.extraction import extract
from ingest.pdf import pages as pdf
from ingest.themes.phrases import find_phrases
from ingest.themes.reader import MOST_KEPT, read_themes
from ingest.wire import from_bytes, to_bytes
from warehouse.vocabulary import Role

HOUSE = ReadingContext("HSBC", None, "Outlook")


def report(*lines, heading=""):
    """Return the bytes of a page with a heading and lines of text."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    if heading:
        canvas.setFont("Helvetica-Bold", 20)
        canvas.drawString(60, 780, heading)
    canvas.setFont("Helvetica", 10)
    for number, line in enumerate(lines):
        canvas.drawString(60, 740 - 30 * number, line)
    canvas.save()
    return out.getvalue()


def mentions(*lines, heading="", context=HOUSE):
    return read_themes(list(pdf.read_pages(report(*lines, heading=heading))), context=context)


def themes_in(text):
    return [hit.theme for hit in find_phrases(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The K-shaped economy widens.", ["k_shape"]),
        ("a k\u2011shaped recovery", ["k_shape"]),
        ("AI capex keeps growing", ["ai_capex"]),
        ("AI keeps growing", ["ai"]),
        ("he said ai keeps", []),
        ("PAID work in the rain", []),
        ("stablecoins and a stablecoin's issuer", ["stablecoins", "stablecoins"]),
        ("the 60/40+ portfolio", ["sixty_forty"]),
        ("private credit grows", ["private_credit"]),
        ("gross public debt in % of GDP", []),
        ("public debt worries investors", ["fiscal"]),
        ("data centres and data-center REITs", ["data_centres", "data_centres"]),
        ("Diversification is back", ["diversification"]),
        ("hedge funds also provide diversification", []),
        ("", []),
    ],
)
def test_the_longest_phrase_names_the_theme(text, expected):
    assert themes_in(text) == expected


def test_hits_stand_where_the_words_stand():
    text = "Growth rests on AI capital expenditures."
    (hit,) = find_phrases(text)
    assert text[hit.start : hit.end] == "AI capital expenditures"


@pytest.mark.parametrize(
    ("line", "weight"),
    [
        ("We expect more electrification in the coming years.", "mentioned"),
        ("Electrification is a structural theme of the coming years.", "named"),
        ("Electrification, robotics and private credit stand out to us.", "named"),
        ("Electrification Robotics Private credit Utilities and grids", "mentioned"),
        ("We see no electrification in the coming years.", "denied"),
        ("Growth comes from services rather than any electrification.", "denied"),
    ],
)
def test_how_a_sentence_speaks_of_a_theme(line, weight):
    found = [m for m in mentions(line) if m.theme == "electrification"]
    assert [str(m.weight) for m in found] == [weight]


def test_a_heading_names_its_theme_and_the_count_tells_the_mentions():
    lines = ("Private credit grows fast this year.", "Many lenders now offer private credit.")
    found = mentions(*lines, heading="The rise of private credit")
    assert [(str(m.weight), m.mentions) for m in found] == [
        ("heading", 3), ("mentioned", 3), ("mentioned", 3),
    ]  # fmt: skip
    box = found[0].evidence.boxes[0]
    assert (box.role, box.text) == (Role.VALUE, "private credit")
    assert 60 < box.x0 < box.x1
    assert found[1].evidence.quote == lines[0]


def test_a_denial_is_not_counted_among_the_mentions():
    (found,) = mentions("We see no sign of an AI bubble in the prices of shares.")
    assert (found.theme, str(found.weight), found.mentions) == ("ai_bubble", "denied", 0)


def test_only_some_sentences_of_a_theme_are_kept():
    lines = [f"Reason {n} to like private credit is its yield." for n in range(MOST_KEPT + 5)]
    found = mentions(*lines)
    assert len(found) == MOST_KEPT
    assert found[0].mentions == MOST_KEPT + 5


@pytest.mark.parametrize(
    "line",
    [
        "Source: a survey of private credit managers of last year.",
        "Figure 3: private credit under management, billions of dollars.",
        "Read more on private credit under https://example.org today.",
    ],
    ids=["source", "caption", "link"],
)
def test_sources_captions_and_links_name_nothing(line):
    assert mentions(line) == ()


def test_words_under_a_legal_heading_name_nothing():
    assert mentions("We may hold private credit for our clients.", heading="Disclaimer") == ()


def test_without_a_publisher_the_one_house_of_a_sentence_speaks():
    nobody = ReadingContext(None, None, "Roundup")
    found = mentions(
        "HSBC expects private credit to grow this year.",
        "Private credit will grow this year.",
        "HSBC and UBS expect private credit to grow this year.",
        context=nobody,
    )
    assert [m.institution for m in found] == ["HSBC"]


def test_themes_cross_the_wire_and_keep_their_ids():
    read = extract(report("We expect more electrification this year."), publisher="HSBC")
    back = from_bytes(to_bytes(read))
    assert back.themes == read.themes
    assert len({m.identity(read.report.sha256) for m in read.themes}) == len(read.themes) == 1


def test_a_wire_without_a_weight_is_refused():
    read = extract(report("We expect more electrification this year."), publisher="HSBC")
    raw = json.loads(to_bytes(read))
    raw["themes"][0]["weight"] = "shouted"
    with pytest.raises(ValueError, match="shouted"):
        from_bytes(json.dumps(raw).encode())
