"""One walk: search by keyboard, open a sentence's page, and turn the second clock back."""

import re


def test_the_search_box_and_the_second_clock(open_page):
    page = open_page("/?asof=2026-04-15")
    page.wait_for_selector("#seek-field")
    page.locator("body").press("/")
    assert page.evaluate("document.activeElement.id") == "seek-field"
    page.keyboard.type("inflation/")
    assert page.input_value("#seek-field") == "inflation/"
    page.keyboard.press("Backspace")
    page.wait_for_selector("#seek-list [role=option]")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#seek-field", "aria-activedescendant") == "seek-0"
    assert page.get_attribute("#seek-0", "aria-selected") == "true"
    page.keyboard.press("Escape")
    assert page.get_attribute("#seek-field", "aria-expanded") == "false"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\?asof=2026-04-15&q=inflation"))
    page.click("#found-quote + .hits a >> nth=0")
    page.wait_for_selector(".drawer .lit-value")
    assert "q=inflation" in page.url
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.querySelector('.drawer .lit-value')")
    page.go_back()
    page.go_back()
    page.wait_for_selector("h1:has-text('inflation')")
    page.press(".clock > summary", "Enter")
    page.click(".clock-menu li:nth-child(2) a")
    page.wait_for_url(re.compile("known="))
    page.wait_for_selector(".banner:has-text('Both clocks are set')")
    assert page.input_value("#seek-field") == "inflation"
    page.press(".clock > summary", "Enter")
    page.fill("#known-field", "2020-01-01T00:00")
    page.wait_for_url(re.compile("known=2020-01-01T00:00:00Z"))
    page.wait_for_selector("h1:has-text('policy text'), h1:has-text('name')")
    page.keyboard.press("Escape")
    assert page.get_attribute(".clock", "open") is None
    page.click("text=Back to today")
    page.wait_for_url(re.compile(r"/search\?q=inflation$"))
