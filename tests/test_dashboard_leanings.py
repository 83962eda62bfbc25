"""The report page lists leanings on assets, each with the way to its page."""

import json
from dataclasses import replace
from datetime import date

from plotly.utils import PlotlyJSONEncoder
from reportlab.pdfgen.canvas import Canvas
from test_warehouse_themes import mention
from warehouse_builders import report_of

from dashboard.evidence import build_evidence
from dashboard.pages import build_page
from dashboard.pages.scene import read_scene
from warehouse.records import AllocationStance, Box, Evidence
from warehouse.store import Warehouse
from warehouse.vocabulary import Role, Status, ThemeWeight, Tilt


def test_a_leaning_stands_on_its_report_and_leads_to_its_page(tmp_path):
    original = tmp_path / "a.pdf"
    original.write_bytes(b"%PDF-1.7 a")
    box = Box(2, 10.0, 20.0, 60.0, 30.0, Role.VALUE, "overweight")
    stance = AllocationStance(
        "HSBC", "gold", "gold", "", Tilt.OVERWEIGHT, None, "2026", Status.ACCEPTED, 0.9, (),
        Evidence(2, "We are overweight gold.", (box,)), "prose",
    )  # fmt: skip
    run = replace(report_of(original), stances=(stance,))
    with Warehouse.open(":memory:") as warehouse:
        warehouse.store(run, original=original)
        visit = {"path": f"/reports/{run.report.sha256}", "query": "page=1"}
        scene = read_scene(visit, warehouse=warehouse, today=date(2026, 4, 30), can_upload=False)
        content = build_page(scene)
    text = json.dumps(content.body, cls=PlotlyJSONEncoder, ensure_ascii=False)
    assert "Leanings on assets" in text
    assert "overweight" in text
    assert "page=2" in text


def test_a_theme_stands_on_its_report_and_its_words_are_lit(tmp_path):
    original = tmp_path / "a.pdf"
    canvas = Canvas(str(original))
    canvas.showPage()
    canvas.save()
    told, passing = mention(page=2), mention(weight=ThemeWeight.MENTIONED)
    run = replace(report_of(original), themes=(passing, told))
    with Warehouse.open(":memory:") as warehouse:
        warehouse.store(run, original=original)
        visit = {"path": f"/reports/{run.report.sha256}", "query": "page=1"}
        scene = read_scene(visit, warehouse=warehouse, today=date(2026, 4, 30), can_upload=False)
        content = build_page(scene)
    text = json.dumps(content.body, cls=PlotlyJSONEncoder, ensure_ascii=False)
    assert "Private credit" in text
    assert "named as a theme" in text
    assert told.identity(run.report.sha256) in text
    assert passing.identity(run.report.sha256) in text


def test_a_leaning_opens_its_words_in_the_drawer(tmp_path):
    original = tmp_path / "a.pdf"
    original.write_bytes(b"%PDF-1.7 a")
    boxes = (
        Box(2, 10.0, 20.0, 60.0, 30.0, Role.VALUE, "overweight"),
        Box(2, 70.0, 20.0, 90.0, 30.0, Role.ROW_LABEL, "gold"),
    )
    stance = AllocationStance(
        "HSBC", "gold", "gold", "", Tilt.OVERWEIGHT, None, "2026", Status.ACCEPTED, 0.9, (),
        Evidence(2, "We are overweight gold.", boxes), "prose",
    )  # fmt: skip
    run = replace(report_of(original), stances=(stance,))
    with Warehouse.open(":memory:") as warehouse:
        warehouse.store(run, original=original)
        visit = {"path": "/panels/stances", "query": ""}
        scene = read_scene(visit, warehouse=warehouse, today=date(2026, 4, 30), can_upload=False)
        drawer = build_evidence(scene, stance.identity(run.report.sha256))
        unknown = build_evidence(scene, "0" * 16)
    text = json.dumps(drawer, cls=PlotlyJSONEncoder, ensure_ascii=False)
    assert "We are overweight gold." in text
    assert "Accepted, 90% sure" in text
    assert "row label" in text
    assert "No figure with this id" in json.dumps(unknown, cls=PlotlyJSONEncoder)
