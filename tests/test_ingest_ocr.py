import subprocess
import sys
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import NoRecognition, NoTextLayer, TooLarge
from ingest.extraction import extract
from ingest.ocr import recognition
from ingest.ocr.choice import is_installed, picture_pages
from ingest.ocr.recognition import Reading, Recognised
from ingest.pdf.layout import Page
from ingest.preflight import Limits
from ingest.sandbox import read_in_sandbox
from tests import pdfs, scans
from warehouse.vocabulary import Status

needs_extra = pytest.mark.skipif(
    not is_installed(), reason="the extra for text recognition is not installed: houseviews[ocr]"
)
FIGURES = {
    (region, period, float(cell))
    for region, cells in zip(
        ("US", "EA", "JP", "CN", "IN", "BR", "CA"), scans.TABLE[1:], strict=True
    )
    for period, cell in zip(("2025", "2026", "2027"), cells[1:], strict=True)
}


def claims(extraction):
    return {(row.region, row.period, row.low) for row in extraction.forecasts}


@pytest.fixture(scope="module")
def crooked(tmp_path_factory):
    """The table as scanned, slightly turned and with grain, read as uploads are."""
    path = tmp_path_factory.mktemp("scan") / "scan.pdf"
    path.write_bytes(scans.scanned(scans.table_page(), degrees=0.7, noise=20))
    return read_in_sandbox(path, limits=Limits())


@needs_extra
def test_crooked_scan_is_read_like_the_page_it_was_made_from(crooked):
    assert claims(crooked) == FIGURES
    assert crooked.recognised_pages == (1,)
    assert crooked.report.publisher == "Scotiabank"


@needs_extra
def test_report_says_that_its_words_were_recognised(crooked):
    assert "Page 1 is a picture" in " ".join(crooked.report.masthead_notes)


@needs_extra
def test_every_figure_of_a_scan_says_whether_a_second_reading_agrees(crooked):
    accepted = [row for row in crooked.forecasts if row.status is Status.ACCEPTED]
    assert accepted
    for row in crooked.forecasts:
        said = " ".join(row.reasons)
        agreed = "a second reading of the digits agrees" in said
        assert agreed or "no second reading agrees" in said
        assert agreed or row.status is Status.REVIEW


@needs_extra
def test_boxes_of_a_scan_lie_on_the_printed_cells(crooked):
    row = next(row for row in crooked.forecasts if (row.region, row.period) == ("US", "2026"))
    box = row.evidence.boxes[0]
    assert 350 < box.x0 < box.x1 < 375
    assert 165 < box.top < box.bottom < 190


@needs_extra
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_sheet_that_lies_on_its_side_is_turned(turns):
    found = extract(scans.scanned(scans.table_page(), turns=turns), publisher="Scotiabank")
    assert claims(found) == FIGURES
    assert all(
        0 <= box.x0 < box.x1 <= 842 and 0 <= box.top < box.bottom <= 842
        for row in found.forecasts
        for box in row.evidence.boxes
    )


def test_page_with_a_text_layer_keeps_it_over_its_picture():
    words = [f"We expect GDP growth in the United States of 1.{n}% in 202{n}." for n in range(6, 9)]
    picture = scans.picture_of(scans.table_page(), dpi=50)
    found = extract(scans.image_pdf(picture, words=words))
    assert found.recognised_pages == ()
    assert {row.low for row in found.forecasts} == {1.6, 1.7, 1.8}


def test_only_pages_under_a_large_picture_are_chosen():
    pages = [Page(number, 595, 842, ()) for number in (1, 2, 3)]
    assert picture_pages(pages, shares={1: 0.9, 2: 0.1, 3: 0.5}) == (1, 3)


def test_without_the_extra_a_scan_is_refused_with_what_to_install(monkeypatch):
    monkeypatch.setattr(recognition, "is_installed", lambda: False)
    with pytest.raises(NoTextLayer, match=r"pip install 'houseviews\[ocr\]'"):
        extract(scans.scanned(scans.table_page(), dpi=40))


@needs_extra
def test_long_scan_is_refused_before_it_takes_hours():
    with pytest.raises(TooLarge, match="max_recognised_pages"):
        extract(scans.scanned(scans.table_page(), dpi=40), limits=Limits(recognised_pages=0))


@needs_extra
def test_report_with_text_is_read_as_far_as_recognition_may_go():
    both = scans.bound(pdfs.outlook(), scans.scanned(scans.table_page(), dpi=40))
    found = extract(both, limits=Limits(recognised_pages=0))
    assert (found.unread_pages, found.recognised_pages) == ((2,), ())
    assert {row.low for row in found.forecasts} == {1.6, 1.2}


def test_engine_is_not_loaded_for_a_report_with_text():
    code = (
        "import sys; from ingest.extraction import extract; from tests import pdfs;"
        "extract(pdfs.outlook()); sys.exit(bool({'rapidocr', 'cv2'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_limits_grow_with_the_pages_to_recognise_but_not_for_ever():
    limits = Limits(recognised_pages=10, recognition_seconds=30)
    assert [limits.seconds_for(pages) for pages in (0, 2, 300)] == [0, 60, 300]


@needs_extra
@pytest.mark.parametrize(
    ("text", "second", "agreed"),
    [
        pytest.param("1.6", "1.6", True, id="same"),
        pytest.param("1,6%", "1.6", True, id="comma and percent sign"),
        pytest.param("−0.2", "-0.2", True, id="another minus"),
        pytest.param("-0.2", "0.2", False, id="lost minus"),
        pytest.param("16", "1.6", False, id="lost point"),
        pytest.param("1.6", None, False, id="shapes not told apart"),
    ],
)
def test_second_reading_agrees_on_digits_points_and_signs(text, second, agreed):
    from ingest.ocr.shapes import agrees

    assert agrees(text, second) is agreed


def test_row_with_differing_readings_goes_to_review_with_both():
    from ingest.ocr.agreement import judged

    row = next(row for row in extract(pdfs.outlook()).forecasts if row.low == 1.6)
    box = row.evidence.boxes[0]
    place = (box.x0, box.top, box.x1, box.bottom)
    reading = Reading(1, place, "1.6%", "1.8", 0.99, agrees=False)
    (weighed,) = judged([row], Recognised((1,), (reading,)))
    assert weighed.status is Status.REVIEW
    assert "“1.6%”, then “1.8”" in weighed.reasons[-1]


def test_year_beside_a_figure_needs_a_second_reading_as_well():
    from ingest.ocr.agreement import judged

    row = next(row for row in extract(pdfs.outlook()).forecasts if row.low == 1.6)
    boxes = {box.text: box for box in row.evidence.boxes}
    value, year = row.evidence.boxes[0], next(boxes[t] for t in boxes if "2026" in t)
    places = [(box.x0, box.top, box.x1, box.bottom) for box in (value, year)]
    first = Reading(1, places[0], "1.6%", "1.6%", 0.99, agrees=True)
    second = Reading(1, places[1], "2026", "2020", 0.99, agrees=False)
    (weighed,) = judged([row], Recognised((1,), (first, second)))
    assert weighed.status is Status.REVIEW
    assert "“2026”, then “2020”" in weighed.reasons[-1]


@needs_extra
def test_scan_is_kept_without_the_extra_and_read_with_it(tmp_path, monkeypatch):
    from dashboard import report_status
    from ingest import pipeline
    from warehouse.store import Warehouse

    path = tmp_path / "scan.pdf"
    path.write_bytes(scans.scanned(scans.table_page()))

    def refuse(*_, **__):
        raise NoRecognition("scan.pdf has no text that can be read.")

    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        with monkeypatch.context() as without:
            without.setattr(pipeline, "read_in_sandbox", refuse)
            (refused,) = pipeline.ingest_files(warehouse, [path], limits=Limits())
        path.unlink()
        assert refused.exit_code == NoTextLayer.exit_code
        assert "Kept scans  1" in report_status.in_words(report_status.facts_of(warehouse))
        (read,) = pipeline.ingest_kept(warehouse, limits=Limits())
        assert (read.path.name, read.accepted + read.review) == ("scan.pdf", len(FIGURES))
        assert "Kept scans" not in report_status.in_words(report_status.facts_of(warehouse))


def test_page_of_no_page_shape_is_never_drawn():
    sheet = BytesIO()
    canvas = Canvas(sheet, pagesize=(13_000_000, 40), invariant=1)
    canvas.showPage()
    canvas.save()

    with pytest.raises(NoTextLayer, match="shape"):
        extract(sheet.getvalue())
