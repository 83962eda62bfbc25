import re
from datetime import date

import pytest

from dashboard.app import create_app
from tests.dashboard_samples import warehouse_of_samples
from warehouse import queries

TODAY = date(2026, 4, 30)


@pytest.fixture(scope="module")
def warehouse():
    with warehouse_of_samples(names=("vanguard-2025-11.pdf",)) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(warehouse):
    return create_app(warehouse, today=lambda: TODAY).server.test_client()


@pytest.fixture(scope="module")
def sha(warehouse):
    return queries.reports(warehouse.cursor())["sha256"][0]


def test_two_apps_live_in_one_process(warehouse):
    first, second = create_app(warehouse), create_app(warehouse, url_prefix="/views")
    assert first.server.test_client().get("/").status_code == 200
    assert second.server.test_client().get("/views/reports").status_code == 200
    assert second.server.test_client().get("/reports").status_code == 404


@pytest.mark.parametrize("path", ["/", "/panels/growth", "/reports", "/upload", "/about"])
def test_every_page_has_an_address(client, path):
    page = client.get(path)
    assert page.status_code == 200
    assert "assets/theme.js" in page.text


def test_the_page_loads_only_the_small_drawing_bundle(client):
    scripts = re.findall(r'src="([^"]+)"', client.get("/").text)
    assert sum("vendor/plotly-basic" in script for script in scripts) == 1
    assert not any("plotly.min.js" in script or "//" in script for script in scripts)
    assert not any("/embed/" in script for script in scripts)


def test_an_unknown_address_is_told_in_words(client):
    answer = client.get("/panel/growth")
    assert answer.status_code == 404
    assert "There is no page at this address" in answer.text
    assert client.get("/api/nothing").is_json


def test_a_slash_too_many_leads_to_the_page(client):
    answer = client.get("/reports/?asof=2026-01-31")
    assert (answer.status_code, answer.location) == (308, "/reports?asof=2026-01-31")


def headers_of(client, path):
    with client.get(path) as answer:
        return answer.headers


@pytest.mark.parametrize("path", ["/", "/api/jobs", "/assets/tokens.css", "/nothing"])
def test_every_answer_is_guarded(client, path):
    headers = headers_of(client, path)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert "unsafe-eval" not in policy


def test_only_embeds_may_be_framed(client):
    headers = client.get("/embed/growth").headers
    assert "X-Frame-Options" not in headers
    assert "frame-ancestors 'none'" not in headers["Content-Security-Policy"]


def test_versioned_assets_are_kept_for_a_year(client):
    kept = headers_of(client, "/assets/tokens.css?m=1")["Cache-Control"]
    assert "immutable" in kept
    assert "max-age=604800" in headers_of(client, "/assets/fonts/fonts.css")["Cache-Control"]


def test_pictures_of_pages_are_served_and_kept(client, sha):
    answer = client.get(f"/documents/{sha}/pages/1.png?w=200")
    assert answer.data.startswith(b"\x89PNG")
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        pytest.param("/documents/{sha}/pages/9.png", 404, "not_drawn", id="no such page"),
        pytest.param("/documents/{sha}/pages/1.png?w=9999999", 400, "w", id="too wide"),
        pytest.param("/documents/{sha}/pages/1.png?w=-5", 400, "w", id="negative width"),
        pytest.param("/documents/00/pages/1.png", 404, "unknown_report", id="not a fingerprint"),
        pytest.param("/documents/..%2f..%2fetc/pages/1.png", 404, "not_here", id="path in the id"),
    ],
)
def test_pictures_refuse_what_is_not_there(client, sha, path, status, code):
    answer = client.get(path.format(sha=sha))
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)


def test_health_asks_the_warehouse(client):
    assert client.get("/health").json == {"status": "ok"}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8050", 200),
        ("127.0.0.1:8050", 200),
        ("[::1]:8050", 200),
        ("192.168.1.7", 200),
        ("evil.example", 421),
        ("evil.example:8050", 421),
        ("127.0.0.1.evil.example", 421),
        ("127.0.0.1:8050@evil.example", 421),
        ("", 421),
    ],
)
def test_a_name_that_is_not_ours_is_refused(client, host, status):
    answer = client.get("/api/jobs", headers={"Host": host})
    assert answer.status_code == status
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_further_names_can_be_given(warehouse):
    known = create_app(warehouse, hosts=["views.example", "localhost"]).server.test_client()
    assert known.get("/health", headers={"Host": "Views.example:443"}).status_code == 200
    anyone = create_app(warehouse, hosts=["*"]).server.test_client()
    assert anyone.get("/health", headers={"Host": "evil.example"}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("DELETE", "/api/reports", 405),
        ("POST", "/", 405),
        ("POST", "/_dash-update-component", 415),
        ("GET", "/_dash-component-suites/os/x.js", 404),
        ("GET", "/embed/a/b", 404),
    ],
)
def test_refusals_of_the_library_are_guarded_and_ours(client, method, path, status):
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert "<title>405 " not in answer.text
    assert answer.is_json or "Houseviews" in answer.text
    assert "Content-Security-Policy" in answer.headers
