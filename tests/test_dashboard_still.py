"""What a page costs the browser stays the same however dense a report is."""

import json
from datetime import date

import pytest
from dash import dcc, html
from plotly.io.json import to_json_plotly as to_json
from plotly.utils import PlotlyJSONEncoder
from reportlab.pdfgen.canvas import Canvas
from warehouse_builders import forecast, report_of

from dashboard.layout.lists import FEW_ROWS, MOST_ROWS
from dashboard.layout.still import LEAST_PARTS, count_parts, freeze
from dashboard.pages import build_page
from dashboard.pages.scene import read_scene
from dashboard.selection import SelectionError
from warehouse.store import Warehouse

MOST_COMPONENTS = 80  # of a page without charts; a browser mounts them in a few milliseconds
PAGES, A_PAGE = 3, 120


def rows(n):
    return [html.Li(html.A(f"row {i}", href=f"/x?{i}", className="door")) for i in range(n)]


@pytest.fixture(scope="module")
def dense(tmp_path_factory):
    """A report of three pages with 120 figures each, two of them at one place."""
    original = tmp_path_factory.mktemp("dense") / "dense.pdf"
    canvas = Canvas(str(original), pagesize=(2600, 300))
    for page in range(PAGES):
        canvas.drawString(10, 200, f"page {page}")
        canvas.showPage()
    canvas.save()
    figures = [
        forecast(low=1 + n / 100, page=page, x0=10.0 + 20.0 * min(n, A_PAGE - 2))
        for page in range(1, PAGES + 1)
        for n in range(A_PAGE)
    ]
    run = report_of(original, *figures)
    with Warehouse.open(":memory:") as warehouse:
        warehouse.store(run, original=original)
        yield warehouse, run.report.sha256


def body(dense, query):
    warehouse, sha = dense
    told = {"path": f"/reports/{sha}", "query": query}
    return build_page(read_scene(told, warehouse=warehouse, today=date(2026, 4, 30))).body


def as_text(parts):
    return json.dumps(parts, cls=PlotlyJSONEncoder, ensure_ascii=False)


def test_a_still_part_is_one_component_and_holds_its_words():
    frozen = freeze(html.Div(html.Ul(rows(300)), className="frame"))
    assert count_parts(frozen) == 1
    assert frozen.className == "frame"
    (node,) = json.loads(getattr(frozen, "data-still"))
    assert node[0] == "ul"
    assert node[2][7] == ["li", {}, [["a", {"href": "/x?7", "class": "door"}, ["row 7"]]]]


@pytest.mark.parametrize(
    "alive",
    [dcc.Interval(id="tick"), html.Div(id="jobs"), html.Div(html.Div(rows(20), id="jobs"))],
    ids=["other library", "named", "named below"],
)
def test_what_a_callback_may_change_stays_alive(alive):
    frozen = freeze([html.Div([alive, html.Ul(rows(20))])])
    assert getattr(frozen[0], "data-still", None) is None
    assert getattr(frozen[0].children[1], "data-still")


def test_a_short_part_stays_as_it_is():
    part = html.Div([html.P("a")] * (LEAST_PARTS - 1))
    assert as_text(freeze(part)) == as_text(part)


def test_freezing_changes_nothing_that_is_shared():
    shared = html.Ul(rows(20))
    freeze([shared])
    assert len(shared.children) == 20


def test_words_of_a_report_travel_as_words():
    hostile = "<img src=x onerror=alert(1)>"
    frozen = freeze(html.Div([html.P(hostile), *rows(20)]))
    assert json.loads(getattr(frozen, "data-still"))[0] == ["p", {}, [hostile]]


@pytest.mark.parametrize("query", ["", "page=2", "list=figures-1", "list=figures-4&page=3"])
def test_a_dense_report_costs_no_more_than_its_page(dense, query):
    parts = body(dense, query)
    assert count_parts(freeze(parts)) <= MOST_COMPONENTS
    text = as_text(parts)
    assert text.count('"type": "Tr"') <= A_PAGE + 1  # a page of paper holds no more
    assert text.count("lit lit-value") == A_PAGE - 1  # one mark per place
    assert text.count("lit lit-row-label") == 1
    assert text.count("page-image") == 1


@pytest.mark.parametrize(
    ("query", "said", "rows_shown"),
    [
        ("page=2", "120 figures on page 2.", A_PAGE),
        ("list=figures-2", "101–200 of 360", MOST_ROWS),
        ("list=figures-4", "301–360 of 360", 60),
        ("list=figures-99", "301–360 of 360", 60),
    ],
)
def test_the_whole_list_is_a_click_away(dense, query, said, rows_shown):
    text = as_text(body(dense, query))
    assert said in text
    assert text.count('"type": "Tr"') == rows_shown + 1


@pytest.mark.parametrize("value", ["figures", "figures-0", "figures-x", "-1", "figures-1234567"])
def test_a_part_that_is_none_is_refused(dense, value):
    with pytest.raises(SelectionError):
        body(dense, f"list={value}")


def test_a_short_list_is_whole(tmp_path):
    original = tmp_path / "short.pdf"
    original.write_bytes(b"%PDF-1.7 short")
    figures = [forecast(page=1 + n % 3, x0=10.0 + n) for n in range(FEW_ROWS)]
    with Warehouse.open(":memory:") as warehouse:
        run = report_of(original, *figures)
        warehouse.store(run, original=original)
        text = as_text(body((warehouse, run.report.sha256), ""))
    assert text.count('"type": "Tr"') == FEW_ROWS + 1
    assert "list=figures" not in text


def test_the_data_of_a_chart_is_written_once_and_reads_as_before():
    figure = {"data": [{"x": [date(2026, 1, 1), None], "y": (1.5, float("nan"))}], "layout": {}}
    frozen = freeze([html.Div(dcc.Graph(id="chart", figure=figure))])

    assert to_json(frozen) == to_json([html.Div(dcc.Graph(id="chart", figure=figure))])
    assert not isinstance(frozen[0].children.figure, dict)


def test_data_that_is_not_plain_is_left_to_dash():
    figure = {"data": [], "layout": {"title": html.P("no plain data")}}
    assert to_json(freeze(dcc.Graph(figure=figure))) == to_json(dcc.Graph(figure=figure))
