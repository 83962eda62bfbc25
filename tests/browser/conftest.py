"""A live server over sample reports and a headless Chromium that must not log an error."""

from __future__ import annotations

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date

import pytest
from playwright.sync_api import sync_playwright
from waitress.server import create_server

from dashboard.app import create_app
from dashboard.settings import Settings
from dashboard.wiring import Desk
from ingest.sandbox import warm_up
from tests.dashboard_samples import warehouse_of_samples

TODAY = date(2026, 4, 30)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT_MS = 20_000  # a loaded machine of two cores draws a first chart in several seconds


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@contextmanager
def serving(app):
    server = create_server(app.server, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        server.task_dispatcher.shutdown(timeout=5)
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a dashboard over eight sample reports that takes uploads."""
    path = tmp_path_factory.mktemp("site") / "warehouse.duckdb"
    warm_up()
    with warehouse_of_samples(path) as warehouse, ThreadPoolExecutor(1) as pool:
        desk = Desk(warehouse, Settings(warehouse=path), pool)
        with serving(create_app(warehouse, desk.submit, today=lambda: TODAY)) as url:
            yield url


@pytest.fixture(scope="session")
def chromium():
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.fail("The browser tests need Chromium; `make test` installs it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, site):
    """Open pages of the site; at the end of the test nothing may have gone wrong in any."""
    contexts, faults = [], []

    def go(path="/", *, width=1440, height=1000, theme="light"):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme
        )
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("console", lambda said: said.type == "error" and faults.append(said.text))
        page.goto(site + path)
        page.wait_for_selector("#page h1")
        return page

    go.faults = faults
    yield go
    for context in contexts:
        context.close()
    assert faults == []


def open_evidence_by_keys(page):
    """Open the evidence of the chart's first mark by key alone; the focus is in the drawer then."""
    page.wait_for_selector(".js-plotly-plot .point")
    page.wait_for_function(
        "() => document.querySelector('.js-plotly-plot').dataset.listens === 'yes'"
    )
    page.focus(".chart")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector(".drawer h2")
    page.wait_for_function("() => document.activeElement.closest('.drawer') !== null")


@pytest.fixture
def evidence_by_keys():
    """Give the walk from a chart to the evidence of its first mark."""
    return open_evidence_by_keys
