"""From a phone to a wall: nothing scrolls sideways, nothing is too small for a finger."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.app import create_app
from tests.browser.conftest import serving
from tests.warehouse_builders import forecast, keep
from warehouse.store import Warehouse

LONG = "Landesbankengirozentralenverband" * 3  # one word, longer than any line of a phone
WIDTHS = (390, 768, 1024, 2560)
TODAY = date(2026, 4, 30)
PATHS = (
    "/",
    "/panels/growth",
    "/panels/growth?years=two",
    "/panels/growth?view=table",
    "/panels/table",
    "/panels/divergence",
    "/panels/revisions",
    "/panels/house",
    "/panels/edition-diff",
    "/panels/neighbours",
    "/panels/moved",
    f"/houses/{LONG.lower()}",
    "/houses",
    "/reports",
    "/search?q=growth",
)
OUT_OF_SIGHT = """() => {
  const width = document.documentElement.clientWidth;
  const inside = e => {
    for (let up = e.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== 'visible') { return true; }
    }
    return false;
  };
  const found = [...document.querySelectorAll('#page *, .masthead *, .footer *')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && (box.right > width + 1 || box.left < -1) && !inside(e)
      && !e.closest('.unseen') && e.checkVisibility({contentVisibilityAuto: true});
  });
  const beyond = document.documentElement.scrollWidth - width;
  return (beyond > 0 ? [`${beyond} px`] : [])
    .concat(found.slice(0, 4).map(e => `${e.tagName} ${e.textContent.slice(0, 40)}`));
}"""
TOO_SMALL = """() => [...document.querySelectorAll('#page a, #page button, .links a')].filter(e => {
  const box = e.getBoundingClientRect();
  const isInText = getComputedStyle(e).display === 'inline' && e.closest('p, q, blockquote');
  return box.width && (box.width < 23.5 || box.height < 23.5) && !isInText
    && !e.closest('svg, .hv-grid') && e.checkVisibility();
}).map(e => `${e.className} ${e.textContent.slice(0, 30)}`)"""


@pytest.fixture(scope="module")
def long_names(tmp_path_factory):
    """The address of a dashboard in which a house has a name without an end."""
    with Warehouse.open(":memory:") as warehouse:
        folder = tmp_path_factory.mktemp("long")
        for i, house in enumerate((LONG, "HSBC", "UBS")):
            for year in (2024, 2025):
                rows = [
                    forecast(house, year - 2023 + i / 2, region=region, period=period)
                    for region in ("US", "EA")
                    for period in ("2026", "2027")
                ]
                day = date(year, 12, 1)
                keep(warehouse, folder, f"{house}{year}", *rows, publisher=house, published=day)
        with serving(create_app(warehouse, None, today=lambda: TODAY)) as url:
            yield url


def drawn(page):
    page.wait_for_selector("#page h1")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.chart')].every(c => c.querySelector('.main-svg'))"
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_stands_out_of_sight_however_long_a_name(open_page, long_names, theme):
    page = open_page("/about", width=WIDTHS[0], theme=theme)
    found = {}
    for i, path in enumerate(PATHS):
        page.set_viewport_size({"width": WIDTHS[i % 4] if theme == "dark" else 390, "height": 900})
        page.goto(long_names + path)
        drawn(page)
        if faults := page.evaluate(OUT_OF_SIGHT):
            found[path] = faults
    assert found == {}


def test_whatever_is_pressed_has_room_for_a_finger(open_page, long_names):
    page = open_page("/about", width=390)
    found = {}
    for path in ("/about", *(long_names + path for path in PATHS)):
        page.goto(path if path.startswith("http") else page.url)
        drawn(page)
        if faults := page.evaluate(TOO_SMALL):
            found[path] = faults[:5]
    assert found == {}


def test_a_wide_screen_is_used(open_page):
    page = open_page("/", width=2560)
    used = page.evaluate("document.querySelector('.front').getBoundingClientRect().width")
    assert used > 2200
    top = "n => document.querySelector(n).getBoundingClientRect().top"
    assert abs(page.evaluate(top, ".panel-lead") - page.evaluate(top, ".columns")) < 20


@pytest.mark.parametrize("width", [390, 768, 1024, 1440])
def test_what_drops_down_stays_on_the_screen(open_page, width):
    page = open_page("/panels/growth", width=width)
    page.wait_for_selector(".chart .main-svg")
    for menu in (".clock", ".actions > details:has(.snippet)"):
        page.click(f"{menu} > summary")
        box = page.locator(f"{menu} > .menu").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
