"""Panels -> one PDF report: contents, then each panel's page, its figures and their sources.

Chromium prints the page that the slides are drawn on: it sets Plotly's own drawing as vectors, with
the same typefaces, line breaks and links as the dashboard, which reportlab could only imitate.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from dashboard import numbers
from dashboard.slides.cutting import across, parts_of
from dashboard.slides.sheets import build_slide, grid_of, sources_of, table_of

if TYPE_CHECKING:
    from dashboard.panels import PanelView
    from dashboard.slides.chosen import Collected
    from dashboard.slides.sheets import Slide
    from dashboard.slides.studio import Studio

MIMETYPE: Final = "application/pdf"


def report_bytes(collected: Collected, studio: Studio) -> bytes:
    """Return a report, A4 across, the same bytes for the same panels.

    Args:
        collected: panels with their data.
        studio: what draws.

    Raises:
        BrowserError: it could not be drawn.
    """
    return studio.pdf(report_of(collected), stamp=collected.moment.strftime("%Y%m%d%H%M%S"))


def report_of(collected: Collected) -> dict[str, Any]:
    """Return a report as the page script reads it."""
    return {
        "title": collected.title,
        "subtitle": collected.subtitle,
        "notes": collected.notes,
        "mark": f"As of {numbers.day(collected.asof)}",
        "slides": [asdict(part) for view in collected.views for part in _parts(collected, view)],
    }


def _parts(collected: Collected, view: PanelView) -> list[Slide]:
    """Return the pages of a panel's figure; its tables follow the last."""
    slide = _slide(collected, view)
    *before, last = parts_of(slide)
    return [*(replace(part, tables=()) for part in before), last]


def _slide(collected: Collected, view: PanelView) -> Slide:
    evidence = partial(collected.address, view)
    slide = build_slide(view, theme="print", evidence=evidence)
    if view.empty:
        return slide
    sources = sources_of(view, evidence=evidence)
    has_list = sources is not None and sources.rows
    found = [sources if has_list else table_of(view, evidence=evidence)]
    if view.panel.views[0] == "grid":
        found[:0] = across(grid_of(view, evidence=evidence))
    return replace(slide, tables=tuple(table for table in found if table and table.rows))
