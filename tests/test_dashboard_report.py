"""Panels as one PDF: pages, contents, sources as text, and the same bytes every time."""

from __future__ import annotations

import pypdfium2
import pytest
from flask import Flask
from warehouse_builders import forecast, keep

from dashboard.api import register_api
from dashboard.panels import PANELS
from dashboard.slides.chromium import has_browser
from dashboard.slides.studio import STUDIO
from warehouse.store import Warehouse

HOSTILE = "<img src=x onerror=document.title=1>"
ASOF = "asof=2026-04-30"
A4_ACROSS = (842, 595)  # points
pytestmark = pytest.mark.skipif(not has_browser(), reason="Chromium is not installed")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    app = Flask("test")
    with Warehouse.open(":memory:") as warehouse:
        rows = (forecast("HSBC", 2.0), forecast("HSBC", 1.0, high=1.5, region="EA"))
        keep(warehouse, folder, "one", *rows)
        keep(warehouse, folder, "two", forecast(HOSTILE, 3.0), publisher="UBS")
        register_api(app, warehouse)
        yield app.test_client()
    STUDIO.close()


def pages_of(data):
    document = pypdfium2.PdfDocument(data)
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
        sizes = {tuple(round(side) for side in page.get_size()) for page in document}
        return [" ".join(text.split()) for text in texts], sizes
    finally:
        document.close()


def report(client, *panels, more=""):
    answer = client.get(f"/api/report.pdf?{'&'.join(f'panel={p}' for p in panels)}&{ASOF}{more}")
    assert answer.status_code == 200, answer.json
    return answer


def test_a_report_of_every_panel_has_numbered_pages_and_contents(client):
    texts, sizes = pages_of(report(client, *PANELS).data)
    assert sizes == {A4_ACROSS}
    for i, text in enumerate(texts, start=1):
        assert f"{i} / {len(texts)}" in text
    for panel in PANELS.values():
        assert panel.title in texts[0]


def test_a_panel_is_followed_by_its_figures_with_page_and_words(client):
    texts, _ = pages_of(report(client, "growth", more="&title=Round+table").data)
    assert "Round table" in texts[0]
    assert "n = " in texts[1]
    assert "Figures and sources" in texts[2]
    assert texts[2].count("the row as printed") == 3
    assert HOSTILE in texts[2]


def test_the_same_request_gives_the_same_bytes(client):
    first = report(client, "growth", "table")
    report(client, "inflation")
    assert report(client, "growth", "table", more="&title=").data == first.data
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get(f"/api/report.pdf?panel=growth&panel=table&{ASOF}", headers=tag).data == b""


def test_no_page_of_a_report_holds_a_row_or_two():
    rows = tuple((f"House {i}", "2.0") for i in range(29))
    table = {"title": "Table", "heads": ("House", "Growth"), "rows": rows, "numeric": (False, True)}
    slide = {
        "label": "Growth",
        "finding": "Houses split",
        "subtitle": "",
        "notes": "n = 29.",
        "mark": "",
        "empty": "Nothing is drawn.",
        "tables": (table,),
        "is_continued": False,
    }
    cover = {"title": "Report", "subtitle": "", "notes": "", "mark": ""}
    try:
        made = STUDIO.pdf({**cover, "slides": [slide]}, stamp="20260430000000")
    finally:
        STUDIO.close()
    texts, _ = pages_of(made)
    counts = [text.count("2.0") for text in texts]
    assert sum(counts) == 29
    assert all(count == 0 or count > 5 for count in counts)
