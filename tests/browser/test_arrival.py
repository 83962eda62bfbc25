"""The first page comes with the shell: no callback stands between a browser and its first chart."""

from __future__ import annotations

import pytest

CALLBACK = "_dash-update-component"
TRACE = ".js-plotly-plot .trace"


@pytest.mark.parametrize("path", ["/", "/panels/growth?period=2026", "/panels/growth?theme=dark"])
def test_the_first_chart_is_drawn_without_a_callback(open_page, path):
    page = open_page("/about")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page.url.replace("/about", path))
    page.wait_for_selector(TRACE, state="attached")
    assert not [url for url in asked if CALLBACK in url]
    assert len([url for url in asked if "_dash-layout" in url]) == 1
    assert len([url for url in asked if "_dash-dependencies" in url]) == 1


def test_the_charts_beside_the_first_are_drawn_too_and_nothing_jumps(open_page):
    page = open_page("/")
    page.wait_for_selector(TRACE, state="attached")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.wait_for_selector("[data-later] .main-svg", state="attached")
    assert page.evaluate("document.documentElement.scrollHeight") == height


def test_a_link_followed_from_the_first_page_and_back_shows_both(open_page):
    page = open_page("/")
    page.wait_for_selector(TRACE, state="attached")
    page.click(".front-widest h2 a")
    page.wait_for_selector("h1.page-finding")
    page.go_back()
    page.wait_for_selector(".front-lead")
    page.wait_for_selector("[data-later] .main-svg", state="attached")
