"""Page descriptions cut into operations, beside what pdfminer's own reader makes of them."""

import pytest
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword, keyword_name

from ingest.second.streams import operations


def by_pdfminer(*streams):
    parser = PDFContentParser([PDFStream({}, stream) for stream in streams])
    found, operands = [], []
    while True:
        try:
            _, piece = parser.nextobject()
        except PSEOF:
            return found
        if isinstance(piece, PSKeyword):
            found.append((keyword_name(piece), operands))
            operands = []
        else:
            operands.append(piece)


@pytest.mark.parametrize(
    "stream",
    [
        b"BT /F1 9.5 Tf 1 0 0 -1 72 .5 Tm (Growth) Tj T* (2) ' 1 2 (x) \" ET",
        b"[(1)-20.5(.)3<32 33>] TJ",
        b"(a\\(b\\)\\101\\\\ \\q \\\r\nc) Tj",
        b"(one (two) three) Tj",
        b"0 g 1.2.3 4-5 m f*",
        b"% a remark (\n/Name gs\x00 q\n",
        b"() Tj <> Tj [] 0 d",
    ],
    ids=["text", "array", "escapes", "brackets", "numbers", "remark", "empty"],
)
def test_operations_are_those_that_pdfminer_reads(stream):
    assert operations([stream]) == by_pdfminer(stream)


def test_a_piece_ends_with_its_stream():
    assert operations([b"1 0", b"0 rg Tj"]) == by_pdfminer(b"1 0", b"0 rg Tj")


def test_properties_of_a_mark_are_passed_over():
    assert [name for name, _ in operations([b"/P <</A (>)/B <</C <0a>>> >> BDC (x) Tj EMC"])] == [
        "BDC", "Tj", "EMC",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "stream",
    [
        b"BI /W 1 /H 1 ID x EI", b"/A#20b gs", b"(open Tj", b"[1 [2]] TJ", b"[1 Tj", b"1] TJ",
        b"(\\777) Tj", b"<abc> Tj", b"--1 0 Td", b"{ 1 } sc", b"true gs",
    ],
    ids=[
        "picture", "hexadecimal", "string", "nested", "open", "closed", "octal", "odd",
        "signs", "procedure", "truth",
    ],
)  # fmt: skip
def test_what_is_unusual_is_left_to_pdfminer(stream):
    assert operations([stream]) is None
