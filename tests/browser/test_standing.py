"""The strategist's question in three clicks: who stands how far, raised when, in which sentence."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.app import create_app
from ingest.extraction import extract
from tests.browser.conftest import WAIT_MS, serving
from tests.browser.test_walk import drawn, place_of
from tests.dashboard_samples import warehouse_of_samples
from tests.pdfs import typeset
from warehouse import queries
from warehouse.store import Warehouse

TODAY = date(2026, 4, 30)
SAMPLES = ("jp-morgan-2025-12.pdf", "oecd-2025-03.pdf", "scotiabank-2025-12.pdf")
PEAKS = (  # made up: what four reports of three houses could say
    ("J.P. Morgan", "12 September 2025", "3.4"),
    ("J.P. Morgan", "20 November 2025", "4.0"),
    ("UBS", "14 November 2025", "2.8"),
    ("ING", "17 November 2025", "2.2"),
)


@pytest.fixture
def visit(chromium):
    """Open the front page over a warehouse; nothing may go wrong on the way."""
    faults, contexts = [], []

    def go(url):
        context = chromium.new_context(viewport={"width": 1440, "height": 1000})
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("console", lambda said: said.type == "error" and faults.append(said.text))
        page.goto(url)
        page.wait_for_selector(".front h1")
        return page

    yield go
    for context in contexts:
        context.close()
    assert faults == []


def served(warehouse):
    return serving(create_app(warehouse, None, today=lambda: TODAY))


def test_a_peak_of_one_house_is_reached_with_its_sentence_and_what_is_nearest(visit):
    with warehouse_of_samples(names=SAMPLES) as warehouse, served(warehouse) as url:
        page = visit(url)
        page.click(".front a:text-is('Inflation')")
        page.wait_for_selector("h1:has-text('OECD at 2.6')")
        drawn(page)
        asked = {"indicators": ["cpi_inflation"], "regions": ["US"], "periods": ["2026H1"]}
        (figure,) = queries.figures(warehouse.cursor(), **asked)["forecast_id"]
        page.mouse.click(*place_of(page, figure))
        page.wait_for_selector(".drawer .standing")
        told = page.inner_text(".drawer .standing")
        assert "The only house on US inflation in H1 2026, peak" in told
        assert "annual average: OECD 2.6. Not comparable: a peak is the highest point" in told
        assert "peak" in page.inner_text(".drawer blockquote")
        page.click(".drawer .standing a")
        page.wait_for_selector("h1:has-text('J.P. Morgan at 4.0 (peak)')")
        assert "For the whole year OECD has 2.6 on the US" in page.inner_text("#page")


def test_a_house_above_the_median_is_reached_with_its_revision_and_its_sentence(visit, tmp_path):
    with Warehouse.open(tmp_path / "warehouse.duckdb") as warehouse:
        for number, (house, day, peak) in enumerate(PEAKS):
            original = tmp_path / f"{number}.pdf"
            said = f"We expect US headline inflation to peak at {peak}% in the first half of 2026."
            original.write_bytes(
                typeset([(20, f"Inflation outlook {number}"), (11, house), (11, day), (10, said)])
            )
            warehouse.store(extract(original), original=original)
        with served(warehouse) as url:
            page = visit(url)
            page.click(".front-widest .spread:has-text('US inflation, H1 2026, peak') .door.high")
            page.wait_for_selector(".drawer .standing")
            told = page.inner_text(".drawer .standing")
            assert (
                "1.2 points above the median of 3 houses, 2.8, on US inflation in H1 2026, peak"
                in told
            )
            assert "Raised on 20 Nov 2025 from 3.4% to 4.0%" in told
            assert "peak at 4.0% in the first half of 2026" in page.inner_text(".drawer blockquote")
            page.click(".drawer .standing a")
            page.wait_for_selector("h1:has-text('3 houses, 2.2 to 4.0, median 2.8')")
