"""The panel table in a browser: its script, its doors, its state in the address, its files."""

from __future__ import annotations

import pytest

PLACE = "/panels/table?asof=2026-04-30"
EURO_AREA = "gdp_growth-EA-2026"


HOUSES = """() => [...document.querySelectorAll('.ag-pinned-left-cols-container .ag-row')]
    .sort((a, b) => a.getAttribute('row-index') - b.getAttribute('row-index'))
    .map(row => row.querySelector('.hv-house')?.innerText).filter(Boolean)"""
SHOWS = """sort => {
    const frame = document.querySelector('.grid-frame');
    const api = frame && window.dash_ag_grid.getApi(frame.dataset.grid);
    if (!api || !api.getColumnState().some(c => c.colId === sort && c.sort)) { return false; }
    const meant = [];
    api.forEachNodeAfterFilterAndSort(node => meant.push(node.data.house));
    const drawn = (HOUSES)();
    return drawn.length > 1 && drawn.every((name, i) => name.startsWith(meant[i]));
}""".replace("HOUSES", HOUSES)  # the rows stand as the grid has them sorted


def drawn(page):
    page.wait_for_selector(".hv-piece")
    page.wait_for_selector(".ag-root[data-restored=yes]")


def sorted_by(page, column):
    """Return the houses from the top down, once the rows stand in the order of a column."""
    page.wait_for_function(SHOWS, arg=column)
    return page.evaluate(HOUSES)


def test_the_front_page_is_spared_the_grid_and_the_table_fetches_it(open_page):
    page = open_page("/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    loaded = page.evaluate("() => performance.getEntriesByType('resource').map(e => e.name)")
    assert not [name for name in loaded if "dash_ag_grid" in name]
    page.click(".nav a:has-text('Table')")
    drawn(page)
    assert [name for name in asked if "dash_ag_grid" in name]
    origin = page.evaluate("location.origin")
    assert all(name.startswith(origin) for name in asked)


def test_a_cell_opens_its_page_by_click_and_by_enter(open_page):
    page = open_page(PLACE)
    drawn(page)
    cell = page.locator(f".ag-center-cols-container .ag-cell[col-id='{EURO_AREA}']:has(a)").first
    figure = cell.locator("a").first.get_attribute("data-figure")
    cell.locator("a").first.click()
    page.wait_for_selector(".drawer h2")
    assert f"evidence={figure}" in page.url
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "evidence" not in url)
    cell.click(position={"x": 4, "y": 4})
    page.keyboard.press("Enter")
    page.wait_for_selector(".drawer h2")
    assert f"evidence={figure}" in page.url


def test_sorting_columns_and_pins_are_in_the_address_and_come_back(open_page):
    page = open_page(PLACE)
    drawn(page)
    page.click(f".ag-header-cell[col-id='{EURO_AREA}'] .ag-header-cell-label")
    page.wait_for_url(lambda url: f"sort:{EURO_AREA}:desc" in url)
    sorted_houses = sorted_by(page, EURO_AREA)
    page.click(".grid-tools summary")
    page.click("[data-grid-column='gdp_growth-WORLD-2026']")
    page.click("[data-grid-changes]")
    page.click(f"[data-grid-pin='{EURO_AREA}']")
    page.wait_for_url(lambda url: "hide:" in url and "show:" in url and "pin:" in url)
    page.reload()
    drawn(page)
    page.wait_for_selector(f".ag-pinned-left-header [col-id='{EURO_AREA}']")
    assert sorted_by(page, EURO_AREA) == sorted_houses
    assert not page.locator(".ag-header-cell[col-id='gdp_growth-WORLD-2026']").count()
    page.click(".grid-tools summary")
    page.click("[data-grid-reset]")
    page.wait_for_url(lambda url: "grid=" not in url)


def test_the_header_stays_while_the_page_scrolls(open_page):
    page = open_page(PLACE, height=500)
    drawn(page)
    page.evaluate("document.querySelector('.ag-floating-bottom').scrollIntoView()")
    page.wait_for_function(
        """() => {
            const top = name => document.querySelector(name).getBoundingClientRect().top;
            return top('.ag-floating-bottom') < innerHeight && top('.ag-header') >= 0;
        }"""
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_phone_keeps_the_house_in_sight(open_page, theme):
    page = open_page(PLACE, width=390, height=844, theme=theme)
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("document.querySelector('.ag-center-cols-viewport').scrollLeft = 300")
    page.wait_for_function(
        "() => document.querySelector('.ag-header-viewport').scrollLeft > 0"
    )  # the header follows when the grid has taken the scrolling in
    house = page.locator(".ag-pinned-left-cols-container .hv-house").first.bounding_box()
    assert house["x"] >= 0
    assert house["width"] <= 160


def test_the_file_holds_what_is_shown(open_page):
    page = open_page(PLACE)
    drawn(page)
    with page.expect_download() as told:
        page.click("[data-grid-csv]")
    text = told.value.path().read_text(encoding="utf-8-sig")
    assert '"Real GDP growth, Euro area, 2026, annual average"' in text
    assert '"Median"' in text
    assert "awaiting review" in text
