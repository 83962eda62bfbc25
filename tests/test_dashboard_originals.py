"""A saved web page from upload to evidence drawer: its rendition is drawn, it is never run."""

import io
import json
from datetime import date

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.app import create_app
from dashboard.evidence import build_evidence
from dashboard.pages.scene import read_scene
from ingest.pipeline import ingest_files
from ingest.preflight import Limits
from tests import pdfs, word_files
from warehouse import queries
from warehouse.store import Warehouse

PAGE = b"""<!doctype html><html><head><title>Outlook 2026</title><script>alert(1)</script></head>
<body><h1>Outlook 2026</h1><p>Scotiabank Economics</p><p>11 December 2025</p>
<p>We expect real GDP growth in the United States of 1.6% in 2026.</p></body></html>"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A warehouse of a web page, a Word document and a PDF, read in their own processes."""
    tmp_path = tmp_path_factory.mktemp("originals")
    files = {
        "page.html": PAGE,
        "brief.docx": word_files.outlook(),
        "report.pdf": pdfs.outlook(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        paths = [tmp_path / name for name in files]
        ended = list(ingest_files(warehouse, paths, limits=Limits()))
        shas = {outcome.path.name: outcome.report for outcome in ended}
        yield warehouse, create_app(warehouse).server.test_client(), shas


def figure_of(warehouse, sha):
    return queries.report_forecasts(warehouse.cursor(), sha).row(0, named=True)["forecast_id"]


def test_pictures_of_pages_come_from_the_rendition(kept):
    warehouse, client, shas = kept
    report = queries.report(warehouse.cursor(), shas["page.html"])
    assert report["pages_sha256"] != report["sha256"]
    drawn = client.get(f"/documents/{report['pages_sha256']}/pages/1.png?w=200")
    assert drawn.data.startswith(b"\x89PNG")
    pdf = queries.report(warehouse.cursor(), shas["report.pdf"])
    assert pdf["pages_sha256"] == pdf["sha256"]


def test_drawer_shows_the_rendition_and_says_the_place_in_the_original(kept):
    warehouse, _, shas = kept
    told = {"path": "/panels/growth", "query": "period=2026"}
    scene = read_scene(told, warehouse=warehouse, today=date(2026, 4, 30))
    figure = figure_of(warehouse, shas["page.html"])
    text = json.dumps(build_evidence(scene, figure), cls=PlotlyJSONEncoder, ensure_ascii=False)
    assert "The original is a web page. There: paragraph 3." in text
    assert queries.report(warehouse.cursor(), shas["page.html"])["pages_sha256"] in text


def test_api_and_embed_say_the_place_in_the_original(kept):
    _, client, _ = kept
    answer = client.get("/api/panels/growth.json?period=2026&regions=US").get_json()
    places = {row["report_title"]: row["original_place"] for row in answer["data"]}
    assert any(place.startswith("paragraph 3") for place in places.values() if place)
    assert "paragraph 3" in client.get("/embed/growth?period=2026&regions=US").get_data(
        as_text=True
    )


def test_original_comes_back_byte_for_byte(kept):
    _, client, shas = kept
    assert client.get(f"/documents/{shas['page.html']}/original", buffered=True).data == PAGE
    assert (
        client.get(f"/documents/{shas['report.pdf']}/original", buffered=True).data
        == pdfs.outlook()
    )


def test_saved_page_is_never_served_as_a_page(kept):
    _, client, shas = kept
    answer = client.get(f"/documents/{shas['page.html']}/original", buffered=True)
    assert answer.mimetype == "text/plain"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_word_document_and_pdf_are_served_as_what_they_are(kept):
    _, client, shas = kept
    word = client.get(f"/documents/{shas['brief.docx']}/original", buffered=True)
    assert word.mimetype.endswith("wordprocessingml.document")
    assert word.headers["Content-Disposition"] == "attachment; filename=brief.docx"
    assert (
        client.get(f"/documents/{shas['report.pdf']}/original", buffered=True).mimetype
        == "application/pdf"
    )


@pytest.mark.parametrize("sha", ["0" * 64, "..", "x" * 64])
def test_unknown_original_is_not_found(kept, sha):
    assert kept[1].get(f"/documents/{sha}/original", buffered=True).status_code == 404


def test_rendition_is_no_report_of_its_own(kept):
    warehouse, client, shas = kept
    rendition = queries.report(warehouse.cursor(), shas["page.html"])["pages_sha256"]
    assert client.get(f"/documents/{rendition}/original", buffered=True).status_code == 404


def test_web_page_is_taken_by_the_upload(tmp_path):
    taken = []

    def submit(path, file_name, **said):
        taken.append((path.read_bytes(), file_name))
        return "job-1"

    with Warehouse.open(":memory:") as warehouse:
        client = create_app(warehouse, submit, max_megabytes=1).server.test_client()
        files = {"files": (io.BytesIO(PAGE), "page.html")}
        answer = client.post("/api/reports", data=files, headers={"X-Houseviews": "test"})
    assert (answer.status_code, taken) == (202, [(PAGE, "page.html")])
