"""Panels collected over pages, put in order by keyboard, and taken as one PowerPoint file."""

from urllib.parse import parse_qs, urlsplit

from pptx import Presentation


def test_panels_are_collected_ordered_and_taken_as_a_deck(open_page, site, tmp_path):
    page = open_page()
    for panel in ("growth?asof=2026-04-30&region=US", "dollar?asof=2026-04-30"):
        page.goto(f"{site}/panels/{panel}")
        page.click("button[data-collect]")
        page.wait_for_selector("button[data-collect][aria-pressed=true]")
    page.click(".tray summary")
    page.focus(".tray li:nth-child(2) button[aria-label^='Move up']")
    page.keyboard.press("Enter")
    assert page.locator(".tray li strong").all_inner_texts() == ["Dollar", "Growth"]
    assert page.evaluate("document.activeElement.closest('.tray') !== null")
    page.fill(".tray input", "Round table")
    asked = parse_qs(urlsplit(page.get_attribute(".tray .button", "href")).query)
    assert asked["panel"] == ["dollar?asof=2026-04-30", "growth?region=US&asof=2026-04-30"]
    with page.expect_download() as waiting:
        page.click(".tray .button")
    target = tmp_path / "deck.pptx"
    waiting.value.save_as(target)
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(str(target)).slides]
    assert titles[0] == "Round table"
    page.click(".tray .clear")
    page.wait_for_selector("button[data-collect][aria-pressed=false]")
    assert page.locator(".tray").is_hidden()
