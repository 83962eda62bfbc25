"""Panels as slides: PNG and SVG with their words, nothing in them that runs, and clear refusals."""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from lxml import etree
from PIL import Image
from warehouse_builders import forecast, keep

from dashboard.api import register_api
from dashboard.app import create_app
from dashboard.layout.taking import build_downloads
from dashboard.panels import PANELS
from dashboard.panels.table import TABLE
from dashboard.selection import Selection
from dashboard.slides import chromium
from dashboard.slides.chromium import BrowserFailed, Chromium, find_program, has_browser
from dashboard.slides.sheets import build_pictures
from dashboard.slides.studio import STUDIO, Studio
from warehouse.store import Warehouse

HOSTILE = "<img src=x onerror=document.title=1><b onload=document.title=1>"
ASOF = "asof=2026-04-30"


browser = pytest.mark.skipif(not has_browser(), reason="Chromium is not installed")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    rows = (forecast("HSBC", 2.0), forecast("HSBC", 1.0, high=1.5, region="EA"))
    app = Flask("test")
    with Warehouse.open(":memory:") as warehouse:
        keep(warehouse, folder, "one", *rows)
        keep(warehouse, folder, HOSTILE, forecast(HOSTILE[:40], 3.0), publisher="UBS")
        register_api(app, warehouse)
        yield app.test_client()
    STUDIO.close()


def words_of(svg):
    root = etree.fromstring(svg)
    return " ".join(root.itertext("{*}text")), root


@browser
@pytest.mark.parametrize("panel", PANELS)
def test_every_panel_is_a_slide_as_png_and_svg(client, panel):
    png = client.get(f"/api/panels/{panel}.png?{ASOF}")
    assert png.status_code == 200
    assert Image.open(io.BytesIO(png.data)).size == (1920, 1080)
    svg = client.get(f"/api/panels/{panel}.svg?{ASOF}")
    words, root = words_of(svg.data)
    assert root.get("viewBox") == "0 0 960 540"
    assert "Houseviews" in words
    assert "As of 30 Apr 2026" in words


@browser
def test_a_slide_has_finding_figures_notes_and_a_text_for_those_who_do_not_see_it(client):
    svg = client.get(f"/api/panels/growth.svg?{ASOF}").data
    words, root = words_of(svg)
    told = client.get(f"/api/panels/growth.json?{ASOF}").json
    assert root.findtext("{*}title") == told["finding"]
    assert root.findtext("{*}desc") == told["summary"]
    plain = re.sub(r"\s+", "", words)
    for said in (told["subtitle"], told["notes"], "HSBC"):
        assert re.sub(r"\s+", "", said) in plain


@browser
def test_words_of_reports_are_only_words(client):
    svg = client.get(f"/api/panels/growth.svg?{ASOF}").data
    root = etree.fromstring(svg)
    names = {etree.QName(node).localname for node in root.iter() if isinstance(node.tag, str)}
    assert not names & {"script", "img", "image", "foreignObject", "iframe"}
    assert not [name for node in root.iter() for name in node.attrib if name.startswith("on")]
    answer = client.get(f"/api/panels/growth.svg?{ASOF}")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert STUDIO._browser.run("document.title") == ""


@browser
def test_half_a_slide_has_half_the_pixels_and_a_clear_one_no_ground(client):
    half = client.get(f"/api/panels/growth.png?{ASOF}&size=half&theme=transparent").data
    picture = Image.open(io.BytesIO(half))
    assert picture.size == (960, 540)
    assert picture.convert("RGBA").getpixel((2, 2))[3] == 0


@browser
@pytest.mark.parametrize(
    ("theme", "ground"), [("light", "F8F6F0"), ("dark", "131519"), ("print", "FFFFFF")]
)
def test_themes_have_their_ground(client, theme, ground):
    png = client.get(f"/api/panels/growth.png?{ASOF}&theme={theme}").data
    assert (
        bytes(Image.open(io.BytesIO(png)).convert("RGB").getpixel((2, 2))).hex().upper() == ground
    )


@browser
def test_the_same_request_gives_the_same_bytes_and_its_tag_saves_the_drawing(client):
    address = f"/api/panels/inflation.png?{ASOF}"
    first = client.get(address)
    held = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (held.status_code, held.data) == (304, b"")
    assert client.get(address).data == first.data


@pytest.mark.parametrize("query", ["size=huge", "theme=pink", "region=US%2C%3F"])
def test_what_cannot_be_drawn_is_named(client, query):
    answer = client.get(f"/api/panels/growth.png?{query}")
    assert answer.status_code == 400
    assert answer.json["error"]["parameter"] == query.partition("=")[0]


def test_without_a_browser_the_answer_says_what_to_install(client, monkeypatch):
    STUDIO.close()
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("CHROMIUM", raising=False)
    answer = client.get(f"/api/panels/dollar.png?{ASOF}&theme=dark")
    assert answer.status_code == 501
    assert "Install" in answer.json["error"]["message"]


@browser
def test_a_browser_that_died_is_started_again():
    studio = Studio()
    slide = studio_slide()
    before = studio.svg(slide)
    os.kill(studio._browser._pid, 9)
    assert studio.svg(slide) == before
    studio.close()


@browser
def test_a_script_that_never_ends_is_given_up(monkeypatch):
    held = Chromium(find_program())
    held.start()
    monkeypatch.setattr(chromium, "SECONDS", 0.3)
    with pytest.raises(BrowserFailed, match="no answer"):
        held.run("new Promise(() => {})")
    held.close()
    held.close()


def studio_slide():
    from dashboard.slides.sheets import Slide, Table

    table = Table("Table", ("House", "Value"), (("=1+1", "2.0"),) * 90, (False, True))
    words = ("A finding " * 30, "what it is", "n = 1. " + "A long note. " * 200)
    return Slide("light", "Growth", *words, "now", "in words", "", None, table)


@browser
def test_long_findings_and_notes_never_meet():
    studio = Studio()
    studio.png(studio_slide())
    parts = ["header", ".room", ".foot"]
    box = "document.querySelector(n).getBoundingClientRect()"
    boxes = studio._browser.run(f"{parts}.map(n => [{box}.top, {box}.bottom])")
    words = studio._browser.run("document.querySelector('.more').textContent")
    inside = studio._browser.run("document.querySelector('.more').getBoundingClientRect().bottom")
    studio.close()
    assert boxes[0][1] <= boxes[1][0] < boxes[1][1] <= boxes[2][0] < boxes[2][1] <= 540
    assert re.fullmatch(r"and \d+ more rows in the data file", words)
    assert inside <= boxes[1][1]


def figure_of_blocks(*heights):
    """A figure of plain blocks below each other, as tall as the heights together, in px."""
    total, start = sum(heights), 0
    layout = {"height": total, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}}
    for i, height in enumerate(heights):
        name = str(i + 1) if i else ""
        layout[f"yaxis{name}"] = {"domain": [1 - (start + height) / total, 1 - start / total]}
        layout[f"xaxis{name}"] = {"anchor": f"y{name}"}
        start += height
    names = [str(i + 1) if i else "" for i in range(len(heights))]
    data = [{"type": "scatter", "y": [1, 2], "xaxis": f"x{n}", "yaxis": f"y{n}"} for n in names]
    return {"data": data, "layout": layout, "config": {}}


@browser
@pytest.mark.parametrize(
    ("heights", "columns"), [((300,), 1), ((450, 450), 2), ((900,), 1)], ids=str
)
def test_a_tall_figure_of_several_blocks_stands_in_two_columns(heights, columns):
    figure = figure_of_blocks(*heights)
    slide = replace(studio_slide(), figure=figure, table=None, medium=figure)
    studio = Studio()
    root = etree.fromstring(studio.svg(slide))
    studio.close()
    assert len(root.findall("{*}g")) == columns
    assert len(root.findall("{*}g/{*}clipPath")) == (columns if columns > 1 else 0)


@browser
def test_every_part_of_a_tall_panel_can_be_asked_for(client):
    query = f"{ASOF}&indicators=gdp_growth,cpi_inflation,policy_rate,unemployment_rate"
    first, second = (client.get(f"/api/panels/growth.png?{ASOF}&part={n}") for n in (1, 2))
    assert first.status_code == 200
    assert second.status_code == 400
    assert second.get_json()["error"]["message"] == "part=2 is not possible; use 1 to 1"
    assert client.get(f"/api/panels/table.svg?{query}&part=0").status_code == 400
    assert client.get(f"/api/panels/table.svg?{query}&part=1").status_code == 200


def test_parts_are_as_many_as_the_columns_and_houses_need(tmp_path):
    years, regions = ("2026", "2027"), ("US", "EA", "CN", "DE", "FR")
    with Warehouse.open(":memory:") as warehouse:
        for i in range(30):
            rows = [forecast(f"House {i}", 2.0 + i / 10, region=r, period=y)
                    for r in regions for y in years]  # fmt: skip
            keep(warehouse, tmp_path, f"{i}", *rows, publisher=f"House {i}")
        asked = Selection(regions=regions, asof=date(2026, 4, 30))
        view = TABLE.view(warehouse.cursor(), asked, today=date(2026, 4, 30))
        parts = build_pictures(view, theme="light")
        menu = build_downloads(view, base="")
        told = (
            create_app(warehouse)
            .server.test_client()
            .get("/api/panels/table/parts?region=US,EA,CN,DE,FR&asof=2026-04-30")
        )
    heads = {head for part in parts for head in part.table.heads}
    assert heads >= {"House", "Published", "Age, days"}
    houses = {row[0] for part in parts for row in part.table.rows}
    assert houses >= {f"House {i}" for i in range(30)}
    assert parts[1].label.endswith(f"2 of {len(parts)}")
    assert set(parts[0].table.left_out).isdisjoint(parts[0].table.heads)
    if has_browser():
        assert [entry for entry in menu if getattr(entry, "className", "") == "parts"]
    assert told.json == {"parts": len(parts)}
