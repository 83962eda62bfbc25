"""The page of a house in a real browser: to it from the list, two pages side by side, and back."""

import re

from playwright.sync_api import expect


def test_from_the_list_to_two_pages_side_by_side_and_back(open_page):
    page = open_page("/houses")
    page.get_by_role("link", name="Federal Reserve", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Federal Reserve")
    page.get_by_role("link", name="side by side").first.click()
    expect(page).to_have_url(re.compile(r"pair=[0-9a-f]{16}"))
    expect(page.locator(".pair .page-image")).to_have_count(2)
    page.go_back()
    expect(page.locator(".pair")).to_have_count(0)
    page.go_back()
    expect(page.locator("h1")).to_contain_text("on record")


def test_a_name_in_the_table_leads_to_the_page_of_the_house(open_page):
    page = open_page("/panels/table?asof=2026-04-29")
    page.get_by_role("link", name="OECD", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/houses/oecd\?asof=2026-04-29$"))
    expect(page.locator("h1")).to_have_text("OECD")


def test_a_name_in_a_chart_leads_to_the_page_of_the_house(open_page):
    page = open_page("/panels/growth?asof=2026-04-29")
    page.locator(".annotation-text-g").filter(has_text="Goldman Sachs").first.click()
    expect(page).to_have_url(re.compile(r"/houses/goldman-sachs\?asof=2026-04-29$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/panels/growth\?asof=2026-04-29$"))
