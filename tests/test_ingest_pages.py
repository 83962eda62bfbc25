"""Words, boxes, lines and blocks of small pages typeset here."""

import io

import pdfplumber
import pytest
from sheets import HEIGHT, WIDTH, Sheet

from ingest.pdf.pages import read_pages


def page_of(sheet):
    return next(iter(read_pages(sheet.pdf())))


def words_of(sheet):
    return [word.text for word in page_of(sheet).words]


def test_word_has_its_place_size_and_weight():
    page = page_of(Sheet().text(60, 100, "Growth", size=12, bold=True).text(200, 100, "2.1"))
    first, second = page.words
    assert (first.text, round(first.size), first.bold) == ("Growth", 12, True)
    assert (second.text, second.bold, second.raised) == ("2.1", False, False)
    assert first.x0 == pytest.approx(60, abs=0.5)
    assert first.top < 112 < first.bottom + 3
    assert (page.width, page.height) == (WIDTH, HEIGHT)


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        pytest.param("1.2\u00a0% growth", ["1.2", "%", "growth"], id="no-break space parts"),
        pytest.param("rise by \u22120.3%", ["rise", "by", "\u22120.3%"], id="minus sign kept"),
        pytest.param("Oil .......... 75", ["Oil", "75"], id="leader dots dropped"),
        pytest.param("Oil.......... 75", ["Oil", "75"], id="leader dots glued to the label"),
        pytest.param("Oil . . . 75", ["Oil", "...", "75"], id="ellipsis is one word"),
    ],
)
def test_words_are_split_as_a_reader_sees_them(printed, words):
    assert [w.replace("-", "\u2212") for w in words_of(Sheet().text(60, 100, printed))] == words


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_rotated_page_is_read_as_it_is_seen(rotation):
    sheet = Sheet(rotation=rotation).text(60, 100, "Growth 2.1")
    page = page_of(sheet)
    box = page.words[1].bbox
    assert (page.width, page.height) == (WIDTH, HEIGHT)
    assert [word.text for word in page.words] == ["Growth", "2.1"]
    assert 0 <= box[0] < box[2] <= WIDTH
    assert 0 <= box[1] < box[3] <= HEIGHT
    assert (box[3] - box[1] > box[2] - box[0]) is (rotation in (90, 270))


def test_crop_box_moves_the_origin_and_drops_what_lies_outside():
    sheet = Sheet().crop(50, 400, 500, 800).text(60, 100, "inside").text(60, 600, "outside")
    page = page_of(sheet)
    assert [word.text for word in page.words] == ["inside"]
    assert page.words[0].x0 == pytest.approx(10, abs=0.5)
    assert page.words[0].top == pytest.approx(100 - (HEIGHT - 800), abs=3)
    assert (page.width, page.height) == (450, 400)


def test_sideways_page_keeps_reading_order_and_true_places():
    sheet = Sheet()
    for line, words in enumerate(("Variable 2025 2026", "GDP 1.4 1.2", "CPI 2.1 1.9")):
        sheet.sideways(200 + 20 * line, 600, words)
    page = page_of(sheet)
    assert [row.text for row in page.rows] == ["Variable 2025 2026", "GDP 1.4 1.2", "CPI 2.1 1.9"]
    box = page.rows[1].words[1].bbox
    assert 210 < box[0] < box[2] < 225
    assert 0 < box[3] - box[1] < 20


def test_axis_title_set_sideways_is_left_out():
    sheet = Sheet().text(60, 100, "Growth picks up in 2026").sideways(40, 200, "Percent")
    assert "Percent" not in words_of(sheet)


@pytest.mark.parametrize("glued", ["inflation", "2.1"])
def test_raised_footnote_mark_is_split_from_what_it_marks(glued):
    end = 60 + {"inflation": 31.12, "2.1": 11.12}[glued]
    page = page_of(Sheet().text(60, 100, glued).raised(end, 100, "4"))
    assert [(w.text, w.raised) for w in page.words] == [(glued, False), ("4", True)]
    assert page.rows[0].text == f"{glued}4"


def test_hidden_and_doubled_words_are_dropped():
    sheet = (
        Sheet().text(60, 100, "Seen once").text(60.2, 100, "Seen once").hidden(60, 200, "hidden")
    )
    assert words_of(sheet) == ["Seen", "once"]


def test_text_under_a_scan_is_kept_when_there_is_no_other():
    assert words_of(Sheet().hidden(60, 100, "GDP growth 2.1%")) == ["GDP", "growth", "2.1%"]


def test_columns_of_prose_are_read_one_after_the_other():
    sheet = Sheet().text(60, 60, "A title over both of the columns of this page", size=14)
    for line in range(6):
        sheet.text(60, 100 + 12 * line, f"left {line} lorem ipsum dolor sit amet")
        sheet.text(320, 100 + 12 * line, f"right {line} lorem ipsum dolor sit amet")
    texts = [line.text.split()[0] for line in page_of(sheet).lines]
    assert texts == ["A"] + ["left"] * 6 + ["right"] * 6


def test_narrow_gutter_is_found_by_the_edge_of_the_lines_beside_it():
    sheet = Sheet()
    for line in range(6):
        sheet.text(60, 100 + 12 * line, "left column text of some width", size=8)
        sheet.text(60 + 115.5, 100 + 12 * line, "right column", size=8)
    assert {line.text for line in page_of(sheet).lines} == {
        "left column text of some width",
        "right column",
    }


def test_bullet_stays_with_its_text():
    page = page_of(Sheet().text(60, 100, "\u2022").text(80, 100, "Growth of 2%"))
    assert [line.text for line in page.lines] == ["\u2022 Growth of 2%"]


def test_running_header_and_footer_are_marked_but_a_repeated_axis_is_not():
    sheet = Sheet()
    for number in range(1, 5):
        sheet.text(60, 20, "Some Bank Outlook").text(500, 810, str(number))
        sheet.text(60, 300 + 10 * number, "Body").next()
    pages = list(read_pages(sheet.pdf()))[:4]
    for page in pages:
        running = {block.text for block in page.blocks if block.running}
        assert running == {"Some Bank Outlook", str(page.number)}


def test_page_without_text_has_no_words():
    page = page_of(Sheet())
    assert (page.words, page.rows, page.lines) == ((), (), ())


def test_another_engine_finds_each_word_in_its_box():
    sheet = Sheet().text(60, 100, "Real GDP growth").text(300, 100, "2.1%").text(340, 100, "1.9%")
    data = sheet.pdf()
    words = next(iter(read_pages(data))).words
    with pdfplumber.open(io.BytesIO(data)) as file:
        for word in words:
            assert file.pages[0].crop(word.bbox).extract_text().strip() == word.text
