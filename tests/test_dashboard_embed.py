from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import date

import pytest
from dash import Dash, html
from flask import Flask
from warehouse_builders import forecast, keep

from dashboard.embed import ASSETS, dark_colours, register_embed
from dashboard.figures.theme import DARK, LIGHT
from dashboard.panels import PANELS
from dashboard.panels.growth import GROWTH
from dashboard.selection import THEMES, Selection
from warehouse.store import Warehouse

HOSTILE = '<script>alert("1")</script> & </b>'


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    with Warehouse.open(":memory:") as opened:
        for house, us, ea in (("HSBC", 1.8, 1.1), ("UBS", 2.0, 1.3), (HOSTILE[:60], 2.6, 1.0)):
            figures = (forecast(house, us), forecast(house, ea, region="EA", x0=50.0))
            keep(opened, folder, f"by {len(house)}", *figures, publisher=house)
        yield opened


@pytest.fixture
def client(warehouse):
    app = Flask("test")
    register_embed(app, warehouse)
    return app.test_client()


def held_data(text):
    return json.loads(re.search(r'id="hv-data">(.*?)</script>', text, re.DOTALL)[1])


@pytest.mark.parametrize("panel_id", PANELS)
def test_words_and_table_stand_in_the_page_before_any_script(client, panel_id):
    text = client.get(f"/embed/{panel_id}?asof=2026-04-30").text
    before = text.partition("<script")[0]
    assert "<h1>" in before
    assert "<table>" in before
    assert 'class="hv-words"' in before


@pytest.mark.parametrize("panel_id", ["edition-diff", "house", "revisions", "moved"])
def test_a_house_with_two_editions_is_embedded_with_its_sources(tmp_path, panel_id):
    app = Flask("test")
    with Warehouse.open(":memory:") as opened:
        for day, value in ((date(2025, 11, 1), 1.8), (date(2026, 2, 1), 2.1)):
            keep(opened, tmp_path, f"of {day}", forecast("HSBC", value), publisher="HSBC",
                 published=day)  # fmt: skip
        register_embed(app, opened)
        answer = app.test_client().get(f"/embed/{panel_id}?asof=2026-04-30")
    assert answer.status_code == 200
    assert held_data(answer.text)["sources"]


def test_no_script_stands_in_the_page_and_hosts_may_frame_it(client):
    response = client.get("/embed/growth")
    scripts = re.findall(r"<script([^>]*)>", response.text)
    assert all("src=" in script or "application/json" in script for script in scripts)
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors" not in policy
    assert "script-src 'self';" in policy
    assert "X-Frame-Options" not in response.headers
    assert "Set-Cookie" not in response.headers


def test_nothing_is_asked_of_anyone_else(client):
    addresses = re.findall(r'(?:src|href)="([^"]+)"', client.get("/embed/growth").text)
    assert addresses
    assert all(address.startswith(("/", "data:,")) for address in addresses)


def test_the_scripts_and_styles_of_the_page_exist(client):
    for name in re.findall(r'"/assets/([^"?]+)', client.get("/embed/growth").text):
        assert (ASSETS / name).is_file()


def test_hostile_text_stays_text(client):
    text = client.get("/embed/growth?asof=2026-04-30").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_open_in_houseviews_keeps_the_state(client):
    text = client.get("/embed/growth?region=EA&asof=2026-04-30").text
    assert 'href="/panels/growth?region=EA&amp;asof=2026-04-30"' in text


@pytest.mark.parametrize("theme", THEMES)
def test_the_theme_stands_at_the_root(client, theme):
    text = client.get(f"/embed/growth?theme={theme}").text
    assert f'data-theme="{theme}"' in text
    assert ('data-ground="none"' in text) == (theme == "transparent")


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/embed/growth?period=soon", 400, "period="),
        ("/embed/growth?theme=sepia", 400, "light, dark, auto, transparent"),
        ("/embed/weather", 404, "growth, inflation"),
        ("/embed/growth?region=%3Cscript%3E", 400, "&lt;SCRIPT&gt;"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(client, address, status, says):
    response = client.get(address)
    assert response.status_code == status
    assert says in response.text
    assert "<SCRIPT>" not in response.text


def test_an_empty_panel_says_why_and_draws_nothing(client):
    text = client.get("/embed/growth?asof=2001-01-01").text
    assert "No report had come out by 1 Jan 2001." in text
    assert held_data(text)["figures"] is None


def test_every_mark_has_its_quote_in_the_page(client):
    held = held_data(client.get("/embed/growth?asof=2026-04-30").text)
    marks = {
        entry[0]
        for figure in held["figures"].values()
        for trace in figure["data"]
        for entry in trace.get("customdata", [])
    }
    assert marks
    assert marks <= set(held["sources"])
    assert all(source["quote"] for source in held["sources"].values())


def test_a_page_is_not_sent_twice(client):
    first = client.get("/embed/growth")
    again = client.get("/embed/growth", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert "script-src" in again.headers["Content-Security-Policy"]


def test_a_path_prefix_is_kept(warehouse):
    app = Dash("test", routes_pathname_prefix="/views/", requests_pathname_prefix="/views/")
    app.layout = html.Div()
    register_embed(app, warehouse)
    text = app.server.test_client().get("/views/embed/growth").text
    assert 'src="/views/assets/embed/embed.js' in text
    assert 'href="/views/panels/growth"' in text


def test_light_figures_become_dark_ones_by_exchanging_colours(warehouse):
    view = GROWTH.view(warehouse.cursor(), Selection(), today=date(2026, 4, 30))
    text = json.dumps(view.draw(theme="light"))
    swap = dark_colours()
    turned = re.sub(r"#[0-9A-Fa-f]{6}\b|rgba\(\d+,\d+,\d+,", lambda m: swap.get(m[0], m[0]), text)
    assert json.loads(turned) == view.draw(theme="dark")


def test_no_two_tokens_share_a_light_colour_and_part_in_the_dark():
    light, dark = asdict(LIGHT), asdict(DARK)
    pairs = {(light[name], dark[name]) for name in light}
    assert len({first for first, _ in pairs}) == len(pairs)
