"""The panels of divergence in a browser: tiles and bars are doors, the scale is in the address."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("panel", ["divergence", "moved", "neighbours"])
def test_every_tile_and_bar_is_reached_by_key_and_opens_its_page(
    open_page, evidence_by_keys, panel
):
    page = open_page(f"/panels/{panel}?asof=2026-04-30&since=2025-11-30")
    evidence_by_keys(page)
    assert "evidence=" in page.url
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "evidence" not in url)


def test_the_scale_is_chosen_and_stays_in_the_address(open_page):
    page = open_page("/panels/divergence?asof=2026-04-30")
    page.wait_for_selector(".js-plotly-plot .point")
    page.click(".control-scale .picker")
    page.click("[role=option]:has-text('standard deviations')")
    page.wait_for_url(lambda url: "scale=sd" in url)
    page.wait_for_function(
        "() => document.querySelector('#page').innerText.includes('standard deviations of the')"
    )
    page.go_back()
    page.wait_for_url(lambda url: "scale" not in url)
