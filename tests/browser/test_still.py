"""Parts that the page's script makes of data, on the way through the site and in the sheet."""

import pytest

from ingest.explaining.explanation import explain
from ingest.explaining.sheet import Picture, as_html
from tests.pdfs import outlook

CROWD = tuple(
    (10, f"Real GDP growth in Japan of {n / 10:.1f}% is expected in 20{26 + n}.") for n in range(9)
)


def words(page):
    return page.evaluate("document.getElementById('page-body').innerText")


def test_still_parts_come_and_go_with_their_pages(open_page):
    page = open_page("/reports")
    page.click("table.reports a.door[href*='/reports/'] >> nth=0")
    page.wait_for_selector("a.lit-value", state="attached")
    report = words(page)
    assert page.locator("[data-still]").count() > 0
    assert "Fingerprint" in report

    page.evaluate("document.querySelector('a.lit-value').click()")
    page.wait_for_selector("#drawer h2")
    page.wait_for_function("() => document.activeElement.tagName === 'H2'")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.querySelector('#drawer h2')")

    page.click("#nav a >> text=About")
    page.wait_for_function(
        "() => !document.getElementById('page-body').innerText.includes('Fingerprint')"
    )
    page.go_back()
    page.wait_for_selector("a.lit-value", state="attached")
    assert words(page) == report


@pytest.mark.parametrize("width", [420, 390])
def test_the_chosen_item_of_a_sheet_stands_below_its_page(chromium, tmp_path, width):
    source, sheet = tmp_path / "a.pdf", tmp_path / "a.html"
    source.write_bytes(outlook(*CROWD))
    [explained] = explain(source, pages=[1])
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364"
        "6000000006000230815d0b0000000049454e44ae426082"
    )
    sheet.write_text(as_html([explained], [Picture(pixel, 595, 842)]), encoding="utf-8")
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(sheet.as_uri())
    for _ in range(5):
        page.keyboard.press("j")
    head, foot, wide = page.evaluate(
        """() => [document.querySelector('[aria-selected=true] .head').getBoundingClientRect().top,
                  document.getElementById('page').getBoundingClientRect().bottom,
                  document.documentElement.scrollWidth]"""
    )
    assert foot <= head < 800
    assert wide <= width
    page.close()
