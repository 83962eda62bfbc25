"""Tables and headers that are set sideways on an upright page."""

import pytest
from sheets import Sheet
from table_reading import read, told

from ingest.pdf.pages import read_pages

PLACES = (("Austria", "AT"), ("Hungary", "HU"), ("Romania", "RO"), ("Croatia", "HR"))
RUNNING = (
    "The outlook for the group is one of moderate growth, and domestic demand",
    "carries most of it, while trade weighs on exporters with close ties to the",
    "north. The next pages discuss the countries in turn and give the arguments.",
)


def sideways_table(sheet):
    sheet.row(0, "Real GDP growth, %", ("2026", "2027"), (260, 320), left=0)
    for number, (name, _) in enumerate(PLACES):
        sheet.row(14 + 12 * number, name, (f"1.{number}", f"2.{number}"), (260, 320), left=0)


def test_table_set_sideways_on_an_upright_page_is_read_with_true_places():
    sheet = Sheet()
    for number, line in enumerate(RUNNING):
        sheet.text(60, 60 + 12 * number, line, size=9)
    sheet.turned(400, 100, sideways_table)
    got = read(sheet)
    assert [told(got[f"1.{n}"])[:3] for n in range(4)] == [
        ("gdp_growth", code, "2026") for _, code in PLACES
    ]
    box = got["2.0"].evidence.boxes[0]
    assert 400 < box.x0 < box.x1 < 430
    assert box.bottom - box.top > 5


def test_title_of_an_axis_does_not_join_the_text():
    sheet = Sheet().text(60, 60, RUNNING[0]).sideways(40, 300, "Per cent of GDP")
    page = next(iter(read_pages(sheet.pdf())))
    assert "Per" not in [word.text for word in page.words]
    assert [word.text for word in page.turned[0].words] == ["Per", "cent", "of", "GDP"]


@pytest.mark.parametrize("lines", [1, 2])
def test_headers_set_sideways_stand_over_their_columns(lines):
    sheet = Sheet().text(60, 40, "Our forecasts", bold=True)
    for number, (name, _) in enumerate(PLACES):
        sheet.sideways(205 + 40 * number, 110, name)
        if lines == 2:
            sheet.sideways(214 + 40 * number, 110, "(% a year)")
    xs = [210 + 40 * number for number in range(4)]
    sheet.row(115, "GDP growth 2026", ("1.0", "2.1", "1.3", "2.8"), xs)
    sheet.row(127, "Inflation 2026", ("2.4", "3.8", "6.4", "2.9"), xs)
    got = read(sheet)
    assert told(got["6.4"])[:3] == ("cpi_inflation", "RO", "2026")
    assert told(got["2.8"])[:3] == ("gdp_growth", "HR", "2026")
