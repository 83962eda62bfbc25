"""Revisions and track record in a browser: marks are doors, the vintage is in the address."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("panel", ["revisions", "track-record"])
def test_every_dot_is_reached_by_key_and_opens_its_page(open_page, evidence_by_keys, panel):
    page = open_page(f"/panels/{panel}")
    evidence_by_keys(page)
    assert "evidence=" in page.url
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "evidence" not in url)
    page.wait_for_function("() => document.activeElement.classList.contains('chart')")


def test_the_print_of_the_outcome_is_chosen_and_stays_in_the_address(open_page):
    page = open_page("/panels/track-record?asof=2026-11-20")
    page.wait_for_selector(".js-plotly-plot .point")
    page.click(".control-vintage .picker")
    page.click("[role=option]:has-text('latest revision')")
    page.wait_for_url(lambda url: "vintage=latest" in url)
    page.wait_for_function(
        "() => document.querySelector('#page').innerText.includes('against latest revisions')"
    )
    page.go_back()
    page.wait_for_url(lambda url: "vintage" not in url)
