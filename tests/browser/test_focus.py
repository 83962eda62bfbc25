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
