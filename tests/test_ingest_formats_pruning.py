"""What of a saved page is furniture and what is text; how its tables and lists become blocks."""

import re

import pytest

from ingest.formats.blocks import Block, Part, Table
from ingest.formats.rendition import render
from ingest.formats.webpage import read_page
from ingest.preflight import Limits
from warehouse.formats import Format

LONG = "<p>" + "The economy grows slowly and prices calm down over the year. " * 6 + "</p>"
CLAIM = "<p>We expect growth of 1.6% in 2026.</p>"


def blocks(body, head=""):
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_page(page).blocks


def words(body, head=""):
    return " ".join(b.text for b in blocks(body, head) if isinstance(b, Block))


@pytest.mark.parametrize(
    "furniture",
    [
        pytest.param("<nav><ul><li><a href=/>FURNITURE</a></li></ul></nav>", id="navigation"),
        pytest.param("<div id=cookie-banner><p>FURNITURE about cookies</p></div>", id="cookies"),
        pytest.param("<div class='share social'>FURNITURE</div>", id="share bar"),
        pytest.param("<header><a href=/>FURNITURE</a> Home</header>", id="site header"),
        pytest.param("<footer>FURNITURE, imprint, privacy</footer>", id="site footer"),
        pytest.param("<p style='display: none'>FURNITURE 9.9% in 2026</p>", id="hidden by style"),
        pytest.param("<p hidden>FURNITURE 9.9% in 2026</p>", id="hidden"),
        pytest.param("<span class=sr-only>FURNITURE</span>", id="for screen readers"),
        pytest.param("<!-- FURNITURE 9.9% in 2026 -->", id="comment"),
        pytest.param("<template><p>FURNITURE</p></template>", id="template"),
        pytest.param("<select><option>FURNITURE</select>", id="control"),
        pytest.param("<div role=dialog><p>FURNITURE</p></div>", id="dialog"),
        pytest.param(
            "<div class=cards>" + "<a href=#>FURNITURE growth of 7% in 2026</a>" * 4 + "</div>",
            id="related links",
        ),
    ],
)
def test_furniture_is_left_out(furniture):
    found = words(f"{furniture}<main>{LONG}{CLAIM}</main>{furniture}")
    assert "1.6%" in found
    assert "FURNITURE" not in found


@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param(f"<form id=aspnetForm>{LONG}{CLAIM}</form>", id="page in a form"),
        pytest.param(f"<div class=sidebar>{LONG}{CLAIM}</div>", id="all in a sidebar"),
        pytest.param(f"<main>{LONG}<aside>{CLAIM}</aside></main>", id="box with a figure"),
        pytest.param(f"<article>{LONG}</article><article>{LONG}{CLAIM}</article>", id="articles"),
        pytest.param(f"<main>{LONG}</main><section>{LONG}{CLAIM}</section>", id="beside main"),
        pytest.param(f"<details><summary>More</summary>{CLAIM}</details>{LONG}", id="folded"),
        pytest.param(f"<footer>{CLAIM}</footer>{LONG}", id="figure in a footer"),
    ],
)
def test_text_is_never_left_out(wrapped):
    assert "1.6%" in words(wrapped)


def test_table_that_lays_out_a_page_is_read_as_text():
    inner = "<table><tr><th>GDP, %</th><th>2026</th></tr><tr><td>US</td><td>1.6</td></tr></table>"
    found = blocks(f"<table><tr><td>{LONG}</td><td>{inner}</td></tr></table>")
    assert [b.row_count for b in found if isinstance(b, Table)] == [2]
    assert any(isinstance(b, Block) and b.part is Part.PARAGRAPH for b in found)


def test_table_of_roles_is_a_table():
    def row(role, *cells):
        inside = "".join(f"<span role={role}>{cell}</span>" for cell in cells)
        return f"<div role=row>{inside}</div>"

    grid = row("columnheader", "GDP, %", "2026", "2027") + row("cell", "US", "1.6", "1.9")
    table = next(b for b in blocks(f"<div role=table>{grid}</div>") if isinstance(b, Table))
    assert (table.row_count, table.column_count, table.header_rows) == (2, 3, 1)


def test_source_row_of_a_table_is_a_note_on_it():
    source = "<tr><td colspan=3>Source: national statistics, our own calculations.</td></tr>"
    heads = "<tr><td>GDP, %</td><td>2026</td><td>2027</td></tr>"
    rows = f"{heads}<tr><td>US</td><td>1.6</td><td>1.9</td></tr>"
    found = blocks(f"<table>{rows}{source}</table>")
    assert [b.part for b in found if isinstance(b, Block)] == [Part.NOTE]


def test_columns_that_only_part_others_are_closed_up():
    row = "<tr><td>{}</td><td>&nbsp;</td><td>{}</td><td></td><td>{}</td></tr>"
    table = next(
        b
        for b in blocks(
            f"<table>{row.format('GDP, %', '2026', '2027')}{row.format('US', '1.6', '1.9')}</table>"
        )
        if isinstance(b, Table)
    )
    assert table.column_count == 3
    assert [c.text for c in table.cells if c.row == 1 and c.runs] == ["US", "1.6", "1.9"]


def test_lists_keep_their_marks_and_footnotes_their_numbers():
    found = blocks(
        "<ol start=3><li>Growth<li>Prices</ol><ul><li>Jobs</ul><p>Up<sup>[2]</sup></p>"
        "<ol><li id=fn1>A note.</li></ol>"
    )
    assert [b.mark for b in found if b.part is Part.ITEM] == ["3.", "4.", "•"]
    assert [r.text for b in found for r in b.runs if r.raised] == ["2"]
    assert [b.where for b in found if b.part is Part.NOTE] == ["footnote 1"]


@pytest.mark.parametrize(
    ("head", "published"),
    [
        pytest.param(
            '<meta name="citation_publication_date" content="2025/12/11">', "2025-12-11", id="meta"
        ),
        pytest.param(
            '<script type="application/ld+json">{"@graph": [{"@type": "Article",'
            '"datePublished": "2025-12-11T06:00:00+01:00"}]}</script>',
            "2025-12-11",
            id="linked data",
        ),
        pytest.param('<script type="application/ld+json">{broken</script>', "None", id="broken"),
        pytest.param('<meta name="date" content="soon">', "None", id="no date"),
    ],
)
def test_day_of_publication_is_read_from_the_head(head, published):
    page = f"<html><head>{head}</head><body>{LONG}</body></html>"
    assert str(read_page(page).facts.published) == published


def test_publisher_and_title_are_read_from_the_head():
    head = """<title>Outlook 2026 | UBS Global</title><meta property=og:site_name content="UBS">
        <link rel=canonical href="https://www.ubs.com/outlook">"""
    facts = read_page(f"<html><head>{head}</head><body>{LONG}</body></html>").facts
    assert (facts.title, facts.publishers, facts.host) == ("Outlook 2026", ("UBS",), "www.ubs.com")


def test_wide_table_gets_wider_paper_up_to_a_bound():
    def paper(columns):
        heads = "".join(f"<th>{2000 + i}</th>" for i in range(columns))
        cells = "".join(f"<td>{i}.5</td>" for i in range(columns))
        body = f"<table><tr><th>GDP, %</th>{heads}</tr><tr><th>US</th>{cells}</tr></table>"
        found = render(
            f"<html><body>{body}</body></html>".encode(),
            kind=Format.HTML,
            name="wide.html",
            limits=Limits(),
        )
        boxes = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+)", found.pdf)
        return max(float(width) for width in boxes)

    assert paper(3) == 595
    assert 595 < paper(20) < paper(99) <= 2400
