"""Markdown, plain text and pages saved in one file, end to end."""

from datetime import date

import pytest

from ingest.errors import IngestError, NoTextLayer
from ingest.extraction import extract
from warehouse.formats import Format

MARKDOWN = """---
title: "Outlook 2026"
publisher: Scotiabank
date: 2025-12-11
---

## United States

We expect real GDP growth in the United States of **1.6%** in 2026.[^1]

| Real GDP growth, % | 2026 | 2027 |
|--------------------|-----:|-----:|
| Euro area          |  1.2 |      |
| Japan              |  0.7 |  0.8 |

- Canada: we forecast real GDP growth of 1.1% in 2026.
- <script>GDP growth of 9.9% in 2026</script>

[^1]: Annual averages.
"""
TEXT = """Outlook 2026
============
Scotiabank Economics
11 December 2025

UNITED STATES

We expect real GDP growth in the United States of 1.6% in 2026. Inflation in the
United States eases only slowly, and we look for a rate of 2.8% in 2026.

Real GDP growth, %
                     2026     2027
----------------------------------
Euro area             1.2
United Kingdom                 1.3
Japan ..........      0.7      0.8

Source: Scotiabank.
"""
TABBED = """Outlook 2026
Scotiabank, 11 December 2025

Real GDP growth, %\t2026\t2027
Euro area\t1.2\t
Emerging and developing Asia\t\t4.8
Japan\t0.7\t0.8
"""
MHTML = b"""From: <Saved by Blink>
Snapshot-Content-Location: https://www.scotiabank.com/outlook
Subject: Outlook 2026
Date: Thu, 8 Jan 2026 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----x----"

------x----
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

<!DOCTYPE html><html><head><meta charset=3D"utf-8"></head><body><h1>Outlook 2026</h1>
<p>11 December 2025</p><p>Euro area GDP growth is forecast at 1=C2=BD=
% in 2026.</p></body></html>
------x----
Content-Type: text/css

p { color: red }
------x------
"""


def claims(extraction):
    return {(r.region, r.period, r.low) for r in extraction.forecasts if r.low is not None}


def test_markdown_is_read_with_front_matter_table_and_list():
    found = extract(MARKDOWN.encode(), file_name="outlook.md")
    assert (found.report.format, found.report.publisher) == (Format.MARKDOWN, "Scotiabank")
    assert (found.report.title, found.report.published) == ("Outlook 2026", date(2025, 12, 11))
    assert claims(found) == {
        ("US", "2026", 1.6), ("EA", "2026", 1.2), ("JP", "2026", 0.7), ("JP", "2027", 0.8),
        ("CA", "2026", 1.1),
    }  # fmt: skip


def test_markdown_says_the_line():
    found = extract(MARKDOWN.encode(), file_name="outlook.md")
    places = {(r.region, r.period): r.evidence.original_place for r in found.forecasts}
    assert places["US", "2026"] == "line 9, under “United States”"
    assert places["JP", "2027"].startswith("table 1 (line 11), row 3 (Japan), column 2027")


def test_text_keeps_its_columns_and_joins_its_lines():
    found = extract(TEXT.encode(), file_name="outlook.txt")
    assert (found.report.format, found.report.published) == (Format.TEXT, date(2025, 12, 11))
    assert claims(found) == {
        ("US", "2026", 1.6), ("US", "2026", 2.8), ("EA", "2026", 1.2), ("UK", "2027", 1.3),
        ("JP", "2026", 0.7), ("JP", "2027", 0.8),
    }  # fmt: skip


def test_row_of_a_text_says_its_line():
    found = extract(TEXT.encode(), file_name="outlook.txt")
    places = {(r.region, r.period): r.evidence.original_place for r in found.forecasts}
    assert places["UK", "2027"] == "line 15, under “UNITED STATES”"


def test_tabs_part_the_cells_of_a_table():
    found = extract(TABBED.encode(), file_name="outlook.txt")
    assert ("JP", "2027", 0.8) in claims(found)
    assert ("EA", "2026", 1.2) in claims(found)
    assert ("EA", "2027", 4.8) not in claims(found)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_read_in_the_encoding_that_it_shows(encoding):
    text = TEXT.replace("1.6%", "1½%").replace("slowly,", "slowly – as ever –")
    found = extract(text.encode(encoding), file_name="outlook.txt")
    assert ("US", "2026", 1.5) in claims(found)


def test_page_in_one_file_is_unpacked():
    found = extract(MHTML, file_name="outlook.mhtml")
    assert (found.report.format, found.report.publisher) == (Format.MHTML, "Scotiabank")
    assert found.report.published == date(2025, 12, 11)
    assert claims(found) == {("EA", "2026", 1.5)}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 30_000, id="one line of many words"),
        pytest.param("growth 1.6  " * 20_000, id="one line of figures"),
        pytest.param("x" * 100_000 + " growth", id="one word"),
        pytest.param("\n".join("| a1 " * 90 for _ in range(90)), id="large table of bars"),
        pytest.param("# " * 50_000 + "Growth", id="heading of marks"),
        pytest.param("> " * 3_000 + "Growth **x**", id="quotes in quotes"),
        pytest.param("[" * 20_000 + "Growth **x**", id="open brackets"),
        pytest.param("Q1 Q2\nab cd\n" * 2_000, id="headers without figures"),
    ],
)
def test_odd_texts_end_in_rows_or_a_sentence(text):
    try:
        assert extract(text.encode(), file_name="odd.txt").forecasts == ()
    except IngestError as error:
        assert str(error).startswith("odd.txt")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"Subject: ", b"Subject: =?utf-8?b?abcde?= ", id="subject"),
        pytest.param(b"text/html\n", b"text/html; charset=iso-8859-12\n", id="encoding"),
    ],
)
def test_broken_headers_of_a_page_in_one_file_count_as_none(old, new):
    data = MHTML.replace(old, new).replace(b"=C2", b"")
    assert claims(extract(data, file_name="outlook.mhtml")) == {("EA", "2026", 1.5)}


def test_text_of_properties_only_is_refused():
    with pytest.raises(NoTextLayer, match="no text in it"):
        extract(b"---\ntitle: Outlook\n---\n\n", file_name="empty.md")


def test_lines_pasted_out_of_a_table_get_their_columns_back():
    pasted = """World Bank, Global Economic Prospects, January 2025

Table 1.1 Real GDP growth, percent
2024e 2025f 2026f
World 2.7 2.7 2.7
Euro area 0.7 1.0 1.2
Japan 0.0 0.9
"""
    found = extract(pasted.encode(), file_name="pasted.txt")
    assert ("EA", "2026", 1.2) in claims(found)
    assert not any(region == "JP" for region, _, _ in claims(found))
    places = {(r.region, r.period): r.evidence.original_place for r in found.forecasts}
    assert places["EA", "2026"] == "line 6 (Euro area), column 2026f"
