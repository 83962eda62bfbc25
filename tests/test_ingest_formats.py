"""Web pages end to end: what is read, where it says it stands, and what is refused."""

from datetime import date

import pytest
from lxml import html as lxml_html

from ingest.errors import IngestError, NoTextLayer, TooLarge
from ingest.extraction import extract
from ingest.formats.flow import read_blocks
from ingest.formats.pruning import prune
from ingest.preflight import Limits
from warehouse.formats import Ends, Format, recognise

PAGE = """<!doctype html><html><head><meta charset="utf-8">
<title>Outlook 2026 | Scotiabank</title>
<meta property="og:site_name" content="Scotiabank">
<meta property="article:published_time" content="2025-12-11T08:00:00Z">
<script>document.write("GDP growth of 9.9% in 2026")</script>
<style>p {{ color: red }}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/x">GDP to grow 8.8%</a></li></ul></nav>
<div class="cookie-banner">We use cookies. <button>Accept</button></div>
<main><h1>Outlook 2026</h1>{body}</main>
<aside class="related"><a href="#">Euro area to grow by 7.7% in 2026</a></aside>
<footer>© 2025 Scotiabank. All rights reserved.</footer></body></html>"""
SENTENCES = """<h2>North America</h2>
<p>We expect real GDP growth in the United States of 1.6% in 2026.</p>
<h2>Europe</h2><p>Euro area GDP growth is forecast at 1.2% in 2026.</p>"""
TABLE = """<h2>Real GDP growth, %</h2><table>
<thead><tr><th rowspan="2"></th><th colspan="2">Scotiabank</th><th colspan="2">Consensus</th></tr>
<tr><th>2026</th><th>2027</th><th>2026</th><th>2027</th></tr></thead>
<tr><th>United States</th><td>1.6</td><td>1.9</td><td>1.8</td><td>2.0</td></tr>
<tr><th>Euro area</th><td>1.2</td><td></td><td>1.1</td><td>1.4</td></tr>
<tr><th>Japan</th><td>0.8</td><td>0.7</td><td>0.7</td><td>0.9</td></tr></table>"""


def page(body=SENTENCES):
    return PAGE.format(body=body).encode()


def claims(extraction):
    return {(row.institution, row.region, row.period, row.low) for row in extraction.forecasts}


def test_saved_page_is_read_without_its_furniture():
    found = extract(page(), file_name="outlook.html")
    assert claims(found) == {
        ("Scotiabank", "US", "2026", 1.6),
        ("Scotiabank", "EA", "2026", 1.2),
    }


def test_report_is_the_original_and_not_its_rendition():
    report = extract(page(), file_name="outlook.html").report
    assert (report.format, report.size_bytes) == (Format.HTML, len(page()))
    assert (report.publisher, report.published) == ("Scotiabank", date(2025, 12, 11))
    assert report.title == "Outlook 2026"
    assert any("typeset to be read" in note for note in report.masthead_notes)


def test_same_bytes_give_the_same_rendition():
    assert extract(page()).rendition == extract(page()).rendition


def test_sentence_says_where_it_stands_in_the_original():
    places = [row.evidence.original_place for row in extract(page()).forecasts]
    assert places == ["paragraph 1, under “North America”", "paragraph 2, under “Europe”"]


def test_stance_says_where_it_stands_in_the_original():
    leaning = "<p>We are overweight US equities and underweight gold in our portfolios.</p>"
    stances = extract(page(leaning)).stances
    assert [row.asset for row in stances] == ["equities", "gold"]
    assert all(row.evidence.original_place.startswith("paragraph") for row in stances)


def test_cell_says_its_row_and_column():
    rows = extract(page(TABLE)).forecasts
    places = {
        (row.region, row.institution, row.period): row.evidence.original_place for row in rows
    }
    assert places["JP", "Scotiabank", "2027"] == (
        "table 1, row 5 (Japan), column Scotiabank / 2027, under “Real GDP growth, %”"
    )


def test_spanning_headers_and_blank_cells_keep_their_columns():
    assert {
        ("Scotiabank", "EA", "2026", 1.2),
        ("Consensus", "EA", "2026", 1.1),
        ("Consensus", "EA", "2027", 1.4),
    } <= claims(extract(page(TABLE)))
    assert ("Scotiabank", "EA", "2027", 1.1) not in claims(extract(page(TABLE)))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(b"<!DOCTYPE html><html><body>x", Format.HTML, id="doctype"),
        pytest.param("\ufeff<html>".encode("utf-16"), Format.HTML, id="utf-16"),
        pytest.param(b"<!-- saved from url=(9)x -->\n<html>", Format.HTML, id="saved"),
        pytest.param(b"Growth slows.\n\nWe see 1.6% in 2026.\n", Format.TEXT, id="text"),
        pytest.param(b"# Outlook\n\nText.\n", Format.MARKDOWN, id="heading"),
        pytest.param(b"%PDF-1.7\n", Format.PDF, id="pdf"),
        pytest.param(b'{"a": 1}', None, id="json"),
        pytest.param(b"<?xml version='1.0'?><rss/>", None, id="feed"),
        pytest.param(b"a,b\n1,2\n3,4\n", None, id="csv"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", None, id="picture"),
        pytest.param(b"PK\x03\x04" + b"\x00" * 26 + b"xl/workbook.xml", None, id="spreadsheet"),
        pytest.param(b"text with \x00 zeros", None, id="zero bytes"),
    ],
)
def test_kind_is_told_by_the_bytes(data, kind):
    assert recognise(Ends.of(data)) is kind


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"<!---->" * 9_000 + b"<", id="comments"),
        pytest.param(b"a" + b"[" * 65_000, id="brackets"),
        pytest.param(b"a\n" + b"**a " * 16_000, id="stars"),
        pytest.param(b"a: b\n" * 12_000, id="header lines"),
        pytest.param(b"| " * 32_000, id="bars"),
        pytest.param(b"a" + b" " * 64_000 + b"b", id="blanks"),
        pytest.param(b"---\n" + b"a: b\n" * 12_000, id="front matter without end"),
        pytest.param(b"Outlook\n" + b" " * 64_000 + b"b", id="line of blanks"),
    ],
)
def test_bytes_made_to_be_slow_are_told_at_once(head):
    recognise(Ends.of(head))  # the server itself asks: a hang would be the failure


def test_page_that_scripts_fill_is_refused_with_advice():
    shell = b"<!doctype html><html><body><div id=root></div><script>render()</script></body></html>"
    with pytest.raises(NoTextLayer, match="print it to PDF"):
        extract(shell, file_name="app.html")


def test_endless_page_is_refused_by_its_pages():
    with pytest.raises(TooLarge, match="more than 3 pages"):
        extract(page("<p>Growth slows.</p>" * 2000), limits=Limits(pages=3))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 600 + SENTENCES, id="nested deeply"),
        pytest.param("<div>" * 5000 + SENTENCES, id="nested beyond reading"),
        pytest.param("<table>" * 400 + SENTENCES, id="tables in tables"),
        pytest.param(f"<p>{'9' * 50_000}</p>" + SENTENCES, id="one long word"),
        pytest.param("<p>&#0;&#x1F;zero\x00byte</p>" + SENTENCES, id="characters that are none"),
        pytest.param("<pre>a\n" + "x 1 " * 5_000 + "</pre>" + SENTENCES, id="lines without end"),
        pytest.param("<p>a</b></i></p></td></tr>" + SENTENCES, id="tags that do not close"),
    ],
)
def test_odd_pages_are_read_or_refused_in_words(body):
    try:
        found = extract(page(body), file_name="odd.html")
    except IngestError as error:
        assert "odd.html" in str(error)
    else:
        assert ("Scotiabank", "US", "2026", 1.6) in claims(found)


def test_table_that_says_it_spans_a_million_columns_is_refused():
    wide = "<table>" + "<tr><td colspan=999999>1</td><td colspan=99999>2</td></tr>" * 3 + "</table>"
    with pytest.raises(TooLarge, match="columns"):
        extract(page(wide), file_name="wide.html")


@pytest.mark.parametrize(
    "head",
    [
        pytest.param('<script type="application/ld+json">{"@graph": 5}</script>', id="graph"),
        pytest.param('<meta charset="iso-8859-99">½', id="encoding that is none"),
        pytest.param('<meta charset="windows1252">½', id="encoding misspelt"),
        pytest.param('<p data-houseviews-line="²">x</p>', id="line in other digits"),
        pytest.param(f'<p data-houseviews-line="{"9" * 5000}">x</p>', id="line without end"),
    ],
)
def test_page_that_lies_of_itself_is_read(head):
    html = f"<html>{head}<p>Scotiabank expects US real GDP growth of 1.6% in 2026.</p></html>"
    assert extract(html.encode("cp1252"), file_name="a.html").forecasts


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<!---->a " * 100_000, id="comments"),
        pytest.param("<br><!-- -->" * 50_000 + "<script></script>b" * 50_000, id="scripts"),
    ],
)
def test_parts_that_nobody_sees_cost_no_more_than_their_number(body):
    assert prune(lxml_html.document_fromstring(body))[0].find(".//script") is None


def test_items_of_a_long_list_are_counted_as_they_come():
    items = "<li>x</li>" * 30_000
    blocks = read_blocks(lxml_html.document_fromstring(f"<ol start=3>{items}</ol>"))
    assert [block.mark for block in blocks[:2]] == ["3.", "4."]


def test_head_and_foot_of_a_page_say_who_published_it_and_when():
    html = (
        "<html><body><header>Scotiabank | Weekly outlook | 11 December 2025"
        '<a href="/">Home page of HSBC</a></header>'
        "<article><h2>Two more cuts</h2>"
        "<p>We expect US real GDP growth of 1.6% in 2026.</p></article>"
        "<footer>All rights reserved</footer></body></html>"
    )
    found = extract(html.encode(), file_name="saved.html")
    assert found.report.publisher == "Scotiabank"
    assert found.report.published == date(2025, 12, 11)
