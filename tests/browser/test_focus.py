"""Where the focus goes when the evidence is closed."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("query", ["", "?asof=2026-04-30", "?asof=2026-03-31"],
                         ids=["no day", "today", "an earlier day"])  # fmt: skip
def test_escape_goes_back_to_the_figure_that_was_opened(open_page, query):
    page = open_page(f"/{query}")
    page.wait_for_selector(".front .door[data-figure]")
    page.wait_for_selector(".chart .main-svg .point")
    figure = page.get_attribute(".front .door[data-figure]", "data-figure")
    page.focus(".front .door[data-figure]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".drawer h2")
    page.wait_for_function("() => document.activeElement.closest('.drawer') !== null")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "evidence" not in url)
    page.wait_for_function("figure => document.activeElement.dataset.figure === figure", arg=figure)
    page.wait_for_timeout(700)  # a page that is filled anew must not lose it again
    assert page.evaluate("document.activeElement.dataset.figure") == figure


def test_escape_goes_back_to_the_mark_of_the_chart(open_page, evidence_by_keys):
    page = open_page("/panels/growth")
    evidence_by_keys(page)
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.activeElement.classList.contains('chart')")
    page.wait_for_selector(".chart .ring-focus")


def test_another_page_begins_at_its_beginning(open_page):
    page = open_page("/")
    page.wait_for_selector(".front .door")
    page.focus(".nav a[href='/houses']")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'page'")
    page.wait_for_selector("table.houses")
    page.wait_for_timeout(500)  # the navigation that is filled anew must not lose it
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#page') !== null")


def test_the_first_key_leads_past_the_navigation(open_page):
    page = open_page("/panels/growth")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('skip')")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#page') !== null")


def test_what_is_still_stays_still_and_forced_colours_keep_the_marks(open_page):
    page = open_page("/panels/growth")
    page.emulate_media(reduced_motion="reduce", forced_colors="active")
    page.wait_for_selector(".chart .main-svg .point")
    moving = """() => [...document.querySelectorAll('*')].filter(e => {
      const style = getComputedStyle(e);
      return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
    }).length"""
    assert page.evaluate(moving) == 0
    page.focus(".chart")
    page.keyboard.press("ArrowRight")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.ring')).borderTopWidth") == "2px"
    )
