"""The front page: who disagrees, on what and by how much, before a hand moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dash import html

from dashboard import numbers
from dashboard.layout.blocks import BESIDE, LAW, LEAD, build_panel_block
from dashboard.layout.shell import build_marks
from dashboard.layout.standings import build_apart, build_fresh
from dashboard.pages.content import Content, build_head
from dashboard.panels import PANELS
from dashboard.selection import Selection
from warehouse import queries

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene
    from dashboard.panels import PanelView

FIRST: Final = "growth"
TIMELINE: Final = "crypto-policy"
JURISDICTIONS: Final = ("CN", "HK", "US", "EU", "UK")  # of the timeline; its own page has all
LEFT: Final = ("inflation", "dollar", "bankruptcies")  # short charts, as high together as RIGHT
ELSEWHERE: Final = ("Divergence", "Houses")  # sections whose panels stand on their own pages only
RIGHT: Final = ("policy-rates",)


def build(scene: Scene) -> Content:
    """Return the front page of a visit."""
    overview = queries.overview(scene.cursor, asof=scene.asof, known=scene.selection.known)
    if not overview["n_reports"]:
        return _build_empty(scene)
    return Content(
        title="Where the houses disagree", section="/", head=[], body=_body(scene, overview)
    )


def _body(scene: Scene, overview: dict[str, Any]) -> list[Any]:
    views = {
        panel.id: _view(scene, panel.id)
        for panel in PANELS.values()
        if panel.section not in ELSEWHERE
    }
    left = [build_panel_block(scene, views[panel], place=BESIDE) for panel in LEFT]
    right = [build_panel_block(scene, views[panel], place=BESIDE) for panel in RIGHT]
    placed = (FIRST, TIMELINE, *LEFT, *RIGHT)
    left += [
        build_panel_block(scene, view, place=BESIDE)
        for view in views.values()
        if view.panel.id not in placed
    ]
    return [
        html.Div(
            [build_panel_block(scene, views[FIRST], place=LEAD), build_apart(scene)],
            className="grid lead-row",
        ),
        build_marks(),
        html.Div(
            [html.Div(left), html.Div([*right, build_fresh(scene, overview)])],
            className="grid columns",
        ),
        build_panel_block(scene, views[TIMELINE], place=LAW),
    ]


def _view(scene: Scene, panel_id: str) -> PanelView:
    shown = Selection(
        regions=JURISDICTIONS if panel_id == TIMELINE else (),
        asof=scene.selection.asof,
        known=scene.selection.known,
    )
    return PANELS[panel_id].view(scene.cursor, shown, today=scene.today)


def _build_empty(scene: Scene) -> Content:
    """Return what a warehouse without a report shows: why, and what to do."""
    if not scene.is_now:
        day = numbers.day(scene.asof)
        finding = f"No report had come out, or been read, by {day}"
        ways = [html.A("Back to today", href=scene.here(Selection()), className="button")]
        return Content(
            "Nothing yet",
            "/",
            [build_head("Empty", finding)],
            [html.Div(ways, className="buttons")],
        )
    ways = [html.A("Add a report", href=scene.link("/upload"), className="button")]
    hint = (
        "Or in a terminal: houseviews ingest report.pdf; houseviews demo reads the sample reports."
    )
    return Content(
        title="Nothing yet",
        section="/",
        head=[
            build_head(
                "Empty",
                "No report has been read yet",
                "Drop a house’s outlook in and its forecasts stand here, each with the page it was "
                "read from.",
            )
        ],
        body=[
            html.Div(ways if scene.can_upload else [], className="buttons"),
            html.P(hint, className="note"),
        ],
    )
