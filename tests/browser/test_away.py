"""A server that does not answer: the page says so, and that it is over."""

from __future__ import annotations

from playwright.sync_api import expect

CALLBACKS = "**/_dash-update-component**"


def test_a_server_that_does_not_answer_is_said_until_it_does(open_page):
    page = open_page("/panels/growth")
    page.wait_for_selector(".js-plotly-plot .trace", state="attached")
    page.route(CALLBACKS, lambda route: route.abort())
    page.get_by_role("link", name="Inflation").first.click()
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    page.unroute(CALLBACKS)
    page.get_by_role("link", name="Bankruptcies").first.click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("insolvencies")
    open_page.faults.clear()  # what the browser says of requests that we let fail
