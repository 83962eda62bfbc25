"""Word documents end to end: what counts as text, tables with merged cells, and hostile files."""

from datetime import date

import pytest

from ingest.errors import Damaged, Encrypted, TooLarge, UnknownFormat
from ingest.extraction import extract
from tests import word_files as word
from tests.word_files import cell, para, run
from warehouse.formats import Format

GRID = word.table(
    ("", cell("Scotiabank", span=2), cell("Consensus", span=2)),
    ("", "2026", "2027", "2026", "2027"),
    ("United States", "1.6", "1.9", "1.8", "2.0"),
    ("Euro area", "1.2", "", "1.1", "1.4"),
    ("Japan", "0.7", "0.8", "0.7", "0.9"),
)


def read(data):
    return extract(data, file_name="outlook.docx")


def claims(data):
    return {(r.institution, r.region, r.period, r.low) for r in read(data).forecasts}


def test_document_is_read_with_its_masthead():
    found = read(word.outlook())
    assert (found.report.publisher, found.report.published) == ("Scotiabank", date(2025, 12, 11))
    assert (found.report.title, found.report.format) == ("Outlook 2026", Format.DOCX)
    assert found.forecasts[0].evidence.original_place == "paragraph 3, under “United States”"


def test_merged_header_cells_span_their_columns():
    found = claims(word.outlook(para("Real GDP growth, %", style="H2"), GRID))
    assert {("Scotiabank", "JP", "2027", 0.8), ("Consensus", "EA", "2026", 1.1)} <= found
    assert ("Scotiabank", "EA", "2027", 1.1) not in found


def test_cell_that_spans_rows_labels_each_of_them():
    grid = word.table(
        ("", "", "2026", "2027"),
        (cell("United States", merge="restart"), "GDP growth, %", "1.6", "1.9"),
        (cell("", merge="continue"), "CPI inflation, %", "2.8", "2.4"),
        (cell("Euro area", merge="restart"), "GDP growth, %", "1.2", "1.5"),
        (cell("", merge="continue"), "CPI inflation, %", "1.8", "2.0"),
    )
    rows = read(word.outlook(grid)).forecasts
    found = {(str(r.indicator), r.region, r.period, r.low) for r in rows}
    assert ("cpi_inflation", "EA", "2027", 2.0) in found
    assert ("cpi_inflation", "US", "2026", 2.8) in found


def test_tracked_changes_count_as_accepted():
    sentence = para(
        "Euro area GDP growth is forecast at ",
        '<w:del w:id="1"><w:r><w:delText>9.9%</w:delText></w:r></w:del>',
        f'<w:ins w:id="2">{run("1.2%")}</w:ins>',
        " in 2026.",
    )
    assert ("Scotiabank", "EA", "2026", 1.2) in claims(word.outlook(sentence))


def test_hidden_words_field_codes_and_soft_hyphens_are_no_text():
    sentence = para(
        run("Hidden: growth of 9.9% in 2026. ", letters="<w:vanish/>"),
        "<w:r><w:instrText>PAGEREF 8.8%</w:instrText></w:r>",
        "Euro area GDP gro\u00adwth is fore\u00adcast at 1.2\u00a0% in\u00a02026.",
    )
    found = claims(word.outlook(sentence))
    assert ("Scotiabank", "EA", "2026", 1.2) in found
    assert {low for *_, low in found} == {1.6, 1.2}


def test_text_box_is_read_once():
    inside = para("Euro area GDP growth is forecast at 1.2% in 2026.")
    box = f"<w:drawing><w:txbxContent>{inside}</w:txbxContent></w:drawing>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    found = read(word.outlook(f"<w:p><w:r>{both}</mc:AlternateContent></w:r></w:p>"))
    assert [row.region for row in found.forecasts] == ["US", "EA"]


def test_footnote_stands_under_its_table():
    marked = cell("Japan").replace("</w:p>", '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    grid = word.table(
        ("GDP growth, %", "2026", "2027"), (marked, "0.7", "0.8"), ("US", "1.6", "1.9")
    )
    note = f'<w:footnote w:id="2">{para("Fiscal years from April.")}</w:footnote>'
    notes = f"<w:footnotes {word.W}>{note}</w:footnotes>"
    found = read(word.outlook(grid, word__footnotes=notes))
    assert {row.region for row in found.forecasts} == {"US", "JP"}


def test_running_head_tells_the_publisher():
    head = f"<w:hdr {word.W}>{para('UBS House View')}</w:hdr>"
    body = [para("Euro area GDP growth is forecast at 1.2% in 2026.")]
    found = extract(word.document(*body, word__header1=head), file_name="a.docx")
    assert found.report.publisher == "UBS"


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        pytest.param(word.outlook()[:-30], Damaged, "cut off", id="cut off"),
        pytest.param(
            word.outlook(word__footnotes='<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'),
            Damaged, "declares entities", id="billion laughs",
        ),
        pytest.param(
            word.outlook(word__footnotes="<!DOCTYPE x [<!ENTITY a 'b'>]><x/>".encode("utf-16")),
            Damaged, "declares entities", id="entities in another encoding",
        ),
        pytest.param(
            word.outlook(word__footnotes="<x>" + " " * 70_000_000 + "</x>"),
            TooLarge, "MB of text", id="zip bomb",
        ),
        pytest.param(word.document("<w:p>"), Damaged, "is broken", id="no XML"),
        pytest.param(
            b"\xd0\xcf\x11\xe0" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
            Encrypted, "password", id="locked",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0" + b"\x00" * 600, UnknownFormat, "old Office file", id="old .doc"
        ),
    ],
)  # fmt: skip
def test_hostile_documents_are_refused_in_one_sentence(data, error, words):
    with pytest.raises(error, match=words) as caught:
        read(data)
    assert str(caught.value).startswith("outlook.docx")


def test_deeply_nested_tables_are_read_without_their_form():
    nested = para("Euro area GDP growth is forecast at 1.2% in 2026.")
    for _ in range(400):
        nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"
    try:
        assert ("Scotiabank", "US", "2026", 1.6) in claims(word.outlook(nested))
    except Damaged as error:
        assert "outlook.docx" in str(error)


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-5", ""])
def test_numbers_that_no_word_processor_writes_count_as_none(number):
    cells = f'<w:tc><w:tcPr><w:gridSpan w:val="{number}"/></w:tcPr>{para("a")}</w:tc>'
    item = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{number}"/></w:numPr></w:pPr></w:p>'
    row = f"<w:tbl><w:tr>{cells * 2}</w:tr></w:tbl>"
    assert ("Scotiabank", "US", "2026", 1.6) in claims(word.outlook(row, item))


@pytest.mark.parametrize(
    ("at", "value"),
    [(6, b"\xff\x00"), (42, b"\xff\xff\xff\x7f"), (10, b"\x0e\x00")],
    ids=["version", "offset", "method"],
)
def test_broken_entries_of_the_archive_are_refused_in_one_sentence(at, value):
    data = bytearray(word.outlook())
    entry = -1
    while (entry := data.find(b"PK\x01\x02", entry + 1)) >= 0:
        data[entry + at : entry + at + len(value)] = value
    with pytest.raises(Damaged, match=r"outlook\.docx is a Word document that can't be read"):
        read(bytes(data))


def test_stamp_of_the_blank_template_is_no_date():
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dcterms:created>{}</dcterms:created></cp:coreProperties>"
    )
    body = para("Growth in the United States reaches 1.6% in 2026.")
    blank, made = core.format("2013-12-23T23:15:00Z"), core.format("2025-12-11T09:00:00Z")
    undated = read(word.document(body, docProps__core=blank))
    dated = read(word.document(body, docProps__core=made))
    assert (undated.report.published, dated.report.published) == (None, date(2025, 12, 11))
