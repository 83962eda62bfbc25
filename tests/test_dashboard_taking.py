"""The menu of files and the button of the tray: which ways there are to take a panel along."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from warehouse_builders import forecast, keep

from dashboard.app import create_app
from dashboard.layout import taking
from dashboard.panels import PANELS
from dashboard.selection import Selection
from dashboard.slides.chosen import read_choices
from warehouse.store import Warehouse


@pytest.fixture
def view(tmp_path):
    with Warehouse.open(":memory:") as warehouse:
        keep(warehouse, tmp_path, "one", forecast("HSBC", 2.0))
        asked = Selection.from_query("region=US,EA&institution=A%5C,%20B%26C&theme=dark")
        yield PANELS["growth"].view(warehouse.cursor(), asked, today=date(2026, 4, 30))


def test_a_deck_reads_back_the_selection_of_the_page(view):
    links = {link.children: link.href for link in taking.build_downloads(view, base="/base")}
    parts = urlsplit(links["PowerPoint"])
    assert parts.path == "/base/api/deck.pptx"
    ((name, entry),) = parse_qsl(parts.query)
    (choice,) = read_choices([entry], common=Selection())
    assert name == "panel"
    assert choice.selection.institutions == ("A, B&C",)
    assert choice.selection.regions == ("US", "EA")


def test_what_needs_a_browser_is_offered_where_there_is_one(view, monkeypatch):
    monkeypatch.setattr(taking, "has_browser", lambda: True)
    names = [link.children for link in taking.build_downloads(view, base="")]
    assert names == ["PNG", "SVG", "PowerPoint", "PDF", "CSV", "Excel", "JSON"]
    monkeypatch.setattr(taking, "has_browser", lambda: False)
    names = [link.children for link in taking.build_downloads(view, base="")]
    assert names == ["PowerPoint", "CSV", "Excel", "JSON"]


def test_the_parts_of_a_tall_chart_are_counted_only_when_asked_for(tmp_path, monkeypatch):
    houses = [f"House {i:02}" for i in range(36)]
    with Warehouse.open(":memory:") as warehouse:
        keep(
            warehouse,
            tmp_path,
            "one",
            *(forecast(name, 1 + i / 9) for i, name in enumerate(houses)),
        )
        asked = Selection.from_query("period=2026")
        view = PANELS["growth"].view(warehouse.cursor(), asked, today=date(2026, 4, 30))
        view.draw()
        monkeypatch.setattr(taking, "has_browser", lambda: True)
        before = len(view.drawn)
        (place,) = [
            part for part in taking.build_downloads(view, base="") if getattr(part, "className", "")
        ]
        assert len(view.drawn) == before
        client = create_app(warehouse, today=lambda: date(2026, 4, 30)).server.test_client()
        assert client.get(getattr(place, "data-parts")).json["parts"] > 1
        assert getattr(place, "data-picture").endswith("part=")
