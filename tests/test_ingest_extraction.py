from datetime import date

import pytest
from sheets import Sheet

from ingest.errors import (
    BY_CODE,
    Damaged,
    EmptyFile,
    Encrypted,
    IngestError,
    NoTextLayer,
    TooLarge,
    UnknownFormat,
)  # fmt: skip
from ingest.extraction import extract
from ingest.preflight import Limits
from tests import pdfs
from warehouse.vocabulary import Precision


def test_report_is_read_with_its_masthead():
    found = extract(pdfs.outlook(), file_name="outlook.pdf")
    assert (found.report.publisher, found.report.published) == ("Scotiabank", date(2025, 12, 11))
    assert {(row.region, row.low) for row in found.forecasts} == {("US", 1.6), ("EA", 1.2)}
    assert all(row.evidence.boxes for row in found.forecasts)


def test_same_bytes_give_the_same_rows():
    first, second = extract(pdfs.outlook()), extract(pdfs.outlook())
    assert (first.forecasts, first.rejections) == (second.forecasts, second.rejections)


def test_word_of_the_person_stands_over_the_document():
    found = extract(pdfs.outlook(), publisher="JPMorgan", published=date(2026, 1, 5)).report
    assert (found.publisher, found.published) == ("J.P. Morgan", date(2026, 1, 5))
    assert found.published_precision is Precision.DAY
    assert "by hand" in " ".join(found.masthead_notes)


def test_unknown_publisher_given_by_hand_is_kept_as_written():
    assert extract(pdfs.outlook(), publisher=" Small & Co ").report.publisher == "Small & Co"


def test_claim_printed_twice_on_a_page_is_one_row():
    line = (10, "We expect real GDP growth in the United States of 1.6% in 2026.")
    once, twice = extract(pdfs.outlook()), extract(pdfs.outlook(line))
    assert len(once.forecasts) == len(twice.forecasts)


def test_copy_protection_without_a_password_is_no_obstacle():
    assert extract(pdfs.print_protected()).forecasts


def test_progress_is_told_page_by_page():
    told = []
    extract(pdfs.typeset(pdfs.OUTLOOK, pdfs.OUTLOOK), progress=lambda *seen: told.append(seen))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        pytest.param(b"", EmptyFile, "0 bytes", id="empty"),
        pytest.param(b"a,b\n1,2\n", UnknownFormat, "file of data", id="csv"),
        pytest.param(pdfs.locked(), Encrypted, "needs a password", id="encrypted"),
        pytest.param(pdfs.cut_off(), Damaged, "cut off", id="truncated"),
        pytest.param(pdfs.scrambled(), Damaged, "broken", id="noise"),
        pytest.param(pdfs.picture_only(), NoTextLayer, "no text that can be read", id="scan"),
    ],
)
def test_unreadable_file_is_refused_in_one_sentence(data, error, words):
    with pytest.raises(error, match=words) as caught:
        extract(data, file_name="x.pdf")
    assert str(caught.value).startswith("x.pdf")
    assert "\n" not in str(caught.value)


def test_page_limit_is_named():
    with pytest.raises(TooLarge, match=r"2 pages; the limit is 1.*max_pages"):
        extract(pdfs.typeset(pdfs.OUTLOOK, pdfs.OUTLOOK), limits=Limits(pages=1))


def test_every_refusal_has_an_exit_code_of_its_own():
    families = IngestError.__subclasses__()
    codes = [error.exit_code for error in families]
    assert len(set(codes)) == len(codes)
    assert set(families) <= set(BY_CODE.values())
    assert not {0, 1, 2} & set(codes)


def test_numbers_in_row_labels_are_not_read_as_sentences():
    sheet = Sheet().text(60, 40, "Swiss National Bank", bold=True, size=14)
    sheet.text(60, 58, "11 December 2025")
    sheet.text(60, 90, "Inflation in Switzerland, % y/y", bold=True)
    xs = (340, 390, 440)
    sheet.row(110, None, ["Q2 2026", "Q3 2026", "Q4 2026"], xs)
    sheet.row(122, "Forecast September 2025, with policy rate at 0.25%", [0.4, 0.5, 0.6], xs)
    sheet.row(134, "Forecast December 2025, with policy rate at 0.25%", [0.3, 0.35, 0.45], xs)
    forecasts = extract(sheet.pdf()).forecasts
    assert len(forecasts) == 6
    assert {row.indicator for row in forecasts} == {"cpi_inflation"}


def test_two_unknown_houses_may_say_the_same():
    sheet = Sheet().text(60, 60, "What banks expect", size=14).text(60, 80, "9 September 2025")
    sheet.row(110, "Bank", ["2026", "2027"], (240, 300)).text(60, 96, "US GDP growth, %")
    houses = ("UBS", "ING", "HSBC", "Nowhere Bank", "Elsewhere Trust")
    for line, house in enumerate(houses):
        sheet.row(124 + 14 * line, house, ["1.8", "2.1"], (240, 300))
    rows = extract(sheet.pdf()).forecasts
    assert sum(row.period == "2026" for row in rows) == len(houses)
