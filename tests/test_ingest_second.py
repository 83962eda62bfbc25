"""A second look at a figure: by position alone, and through another engine."""

import random
from dataclasses import replace
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas
from sheets import HEIGHT, WIDTH, Sheet

from ingest.extraction import extract
from ingest.pdf.pages import read_pages
from ingest.resolving.confidence import Doubt, Support
from ingest.second.engine import read_again
from ingest.second.opinion import UNREADABLE, second_opinions
from ingest.second.positions import Rows
from warehouse.records import Box
from warehouse.vocabulary import Role, Status

XS = (220, 280, 340)


def table_page(*, rotation=0):
    sheet = Sheet(rotation=rotation)
    sheet.text(60, 60, "HSBC outlook, 10 December 2025, real GDP growth, %", size=10)
    sheet.row(100, "", ["2025", "2026", "2027"], XS)
    sheet.row(115, "United States", ["2.0", "1.8", "2.1"], XS)
    return sheet.row(130, "Euro area", ["1.3", "-0.4", "1.5"], XS)


def pages_of(data):
    return list(read_pages(data))


def box_of(page, text):
    return next(word.bbox for word in page.words if word.text == text)


def middle(word):
    x0, top, x1, bottom = word.bbox
    return (x0 + x1) / 2, (top + bottom) / 2


def test_value_label_and_header_are_found_by_position():
    [page] = pages_of(table_page().pdf())
    found = Rows(page).read([box_of(page, "-0.4")])
    assert (found.value, found.label, found.header) == ("-0.4", "Euro area", "2026")


def test_a_blank_cell_does_not_move_the_others():
    sheet = Sheet().row(100, "", ["2025", "2026", "2027"], XS)
    [page] = pages_of(sheet.row(115, "Japan", [None, None, "0.7"], XS).pdf())
    assert Rows(page).read([box_of(page, "0.7")]).header == "2027"


def test_the_nearer_table_gives_the_label():
    sheet = Sheet().row(100, "", ["2025", "2026", None], XS)
    sheet.row(115, "Japan", ["0.7", "0.9", None], XS).row(115, "China", ["4.5"], [480], left=400)
    [page] = pages_of(sheet.pdf())
    assert Rows(page).read([box_of(page, "4.5")]).label == "China"


def test_a_place_without_words_gives_no_reading():
    [page] = pages_of(table_page().pdf())
    found = Rows(page).read([(500, 700, 520, 710)])
    assert (found.value, found.label, found.header) == ("", "", "")


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_two_engines_see_the_same_words_at_the_same_place(rotation):
    data = table_page(rotation=rotation).pdf()
    [page] = pages_of(data)
    again = read_again(data, [page])[1]
    theirs = {word.text: middle(word) for word in again.words}
    assert {word.text for word in page.words} == set(theirs)
    for word in page.words:
        assert theirs[word.text] == pytest.approx(middle(word), abs=3)


def test_crop_box_moves_both_engines_alike():
    sheet = BytesIO()
    canvas = Canvas(sheet, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setCropBox((40, 30, WIDTH - 40, HEIGHT - 30))
    canvas.drawString(100, 700, "Growth 2.1")
    canvas.save()
    [page] = pages_of(sheet.getvalue())
    again = read_again(sheet.getvalue(), [page])[1]
    assert middle(again.words[1]) == pytest.approx(middle(page.words[1]), abs=3)


def test_text_in_a_drawing_within_the_page_is_read():
    sheet = BytesIO()
    canvas = Canvas(sheet, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.beginForm("box")
    canvas.drawString(100, 700, "Growth 2.1")
    canvas.endForm()
    canvas.doForm("box")
    canvas.save()
    [page] = pages_of(sheet.getvalue())
    again = read_again(sheet.getvalue(), [page])[1]
    assert [word.text for word in again.words] == ["Growth", "2.1"]


def test_a_page_of_another_size_is_left_out():
    data = table_page().pdf()
    [page] = pages_of(data)
    assert read_again(data, [replace(page, width=300.0)]) == {}


@pytest.mark.parametrize("seed", range(30))
def test_a_broken_file_gives_no_pages_and_no_error(seed):
    data = bytearray(table_page().pdf())
    page = next(read_pages(bytes(data)))
    chance = random.Random(seed)
    for _ in range(40):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert set(read_again(bytes(data), [page])) <= {1}


def test_rows_that_both_readings_agree_on_are_accepted():
    rows = extract(table_page().pdf()).forecasts
    assert len(rows) == 6
    assert all(Support.POSITION_AGREES in row.traits for row in rows)
    assert {row.status for row in rows} == {Status.ACCEPTED}


def doctored(row, role, text):
    """Return a row whose reader took other words than those that stand there."""
    boxes = (replace(b, text=text) if b.role is role else b for b in row.evidence.boxes)
    return replace(row, evidence=replace(row.evidence, boxes=tuple(boxes)))


@pytest.mark.parametrize(
    ("role", "text", "told"),
    [
        pytest.param(Role.COLUMN_HEADER, "2031", "reads the column “2025”", id="column"),
        pytest.param(Role.ROW_LABEL, "Japan", "reads the row “United States”", id="row"),
        pytest.param(Role.VALUE, "20", "reads “2.0” where the first reading is “20”", id="value"),
        pytest.param(Role.VALUE, "-2.0", "reads “2.0” where the first", id="sign"),
    ],
)
def test_two_readings_that_differ_wait_with_both_shown(role, text, told):
    data = table_page().pdf()
    row = doctored(extract(data).forecasts[0], role, text)
    other = extract(data).forecasts[1]
    first, second = second_opinions([row, other], pages_of(data), pdf=data)
    assert first.status is Status.REVIEW
    assert {Doubt.POSITION_DISAGREES, Doubt.ENGINE_DISAGREES} & set(first.traits)
    assert any(told in reason for reason in first.reasons)
    assert second.status is Status.ACCEPTED


def test_a_place_that_the_second_engine_cannot_read_is_noted_and_stays_accepted():
    data = table_page().pdf()
    row = extract(data).forecasts[0]
    other_file = Sheet().text(60, 60, "nothing of the kind").pdf()
    [noted] = second_opinions([row], pages_of(data), pdf=other_file)
    assert noted.status is Status.ACCEPTED
    assert noted.reasons[-1] == UNREADABLE


def test_prose_is_read_again_on_the_pages_of_tables_only():
    sheet = table_page().text(60, 300, "In Japan we expect GDP growth of 0.9% in 2026.", size=10)
    data = sheet.pdf()
    rows = extract(data).forecasts
    prose = next(row for row in rows if row.reader == "prose")
    moved = doctored(prose, Role.VALUE, "9.0%")
    found = second_opinions([rows[0], moved], pages_of(data), pdf=data)[1]
    assert any("where the first reading is “9.0%”" in reason for reason in found.reasons)
    assert second_opinions([moved], pages_of(data), pdf=data) == [moved]


def test_a_call_has_no_number_to_read_again():
    data = table_page().text(60, 300, "The ECB is expected to stay put in 2026.", size=10).pdf()
    call = next(row for row in extract(data).forecasts if row.stance is not None)
    place = Box(1, 0, 0, 1, 1, Role.VALUE, "stay put")
    moved = replace(call, evidence=replace(call.evidence, boxes=(place,)))
    table = extract(data).forecasts[0]
    assert second_opinions([table, moved], pages_of(data), pdf=data)[1] == moved


def test_a_printed_comma_is_the_point_of_a_reading():
    sheet = Sheet()
    sheet.text(60, 60, "HSBC outlook, 10 December 2025", size=10)
    sheet.row(100, "", ["Mar-26", "Jun-26", "Sep-26"], XS)
    sheet.row(115, "ECB deposit rate", ["2,00", "2,00", "1,75"], XS)
    sheet.row(130, "Germany 10Y", ["2,700", "2,750", "2,800"], XS)
    rows = extract(sheet.pdf()).forecasts
    assert [r.low for r in rows if r.indicator == "yield_10y"] == [2.7, 2.75, 2.8]
    assert {r.status for r in rows} == {Status.ACCEPTED}
