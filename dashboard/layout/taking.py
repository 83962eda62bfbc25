"""The ways to take a panel along: data files, slides, and the tray for a deck or a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from dash import html

from dashboard.layout.markup import attributes
from dashboard.slides.chromium import has_browser
from dashboard.slides.sheets import TALL

if TYPE_CHECKING:
    from dashboard.panels import PanelView

DATA: Final = (("CSV", "csv"), ("Excel", "xlsx"), ("JSON", "json"))
PICTURES: Final = (("PNG", "png"), ("SVG", "svg"))


def build_downloads(view: PanelView, *, base: str) -> list[Any]:
    """Return links to every file of a panel; what needs a browser only where there is one.

    Args:
        view: the panel with its data.
        base: what stands before every path, without a last slash.
    """
    panel, can_draw = view.panel.id, has_browser()
    query = view.selection.to_query()
    ask = f"?{query}" if query else ""
    of_panel = [*(PICTURES if can_draw else ()), *DATA]
    found = {
        name: _file(name, f"{base}/api/panels/{panel}.{ending}{ask}", f"{panel}.{ending}")
        for name, ending in of_panel
    }
    asked = f"?panel={quote(entry_of(view), safe='')}"
    slides = [_file("PowerPoint", f"{base}/api/deck.pptx{asked}", f"{panel}.pptx")]
    if can_draw:
        slides.append(_file("PDF", f"{base}/api/report.pdf{asked}", f"{panel}.pdf"))
    pictures = [found.pop(name) for name, _ in PICTURES if name in found]
    parts = _parts(view, address=f"{base}/api/panels/{panel}") if can_draw else []
    return [*pictures, *parts, *slides, *found.values()]


def _parts(view: PanelView, *, address: str) -> list[Any]:
    """Return the place for links to the parts of a picture that is too large for one slide.

    How many there are shows only when they are cut, which takes as long as drawing the page: the
    page's script asks for it when the menu is opened.
    """
    if not _may_have_parts(view):
        return []
    query = view.selection.to_query()
    asked = "&".join(filter(None, [query, "part="]))
    told = attributes(
        data_parts=f"{address}/parts{'?' if query else ''}{query}",
        data_picture=f"{address}.png?{asked}",
        data_name=view.panel.id,
    )
    return [html.Span(className="parts", **told)]


def _may_have_parts(view: PanelView) -> bool:
    """Whether a panel is a table, or its page has drawn a figure that is too tall for a slide.

    A phone's page draws no wide figure, and none is drawn only to be counted.
    """
    is_grid = view.panel.views[0] == "grid"
    heights = [f["layout"]["height"] for (_, width), f in view.drawn.items() if width == "wide"]
    return not view.empty and (is_grid or max(heights, default=0) > TALL)


def entry_of(view: PanelView) -> str:
    """Return a panel with its selection, as decks and reports name it."""
    query = view.selection.at(theme="auto", evidence=None).to_query()
    return f"{view.panel.id}?{query}" if query else view.panel.id


def build_collect(view: PanelView) -> Any:
    """Return the button that puts a panel into the tray, or takes it out again."""
    return html.Button(
        "Collect",
        type="button",
        title="Collect for a PowerPoint or PDF",
        **attributes(
            data_collect=entry_of(view),
            data_topic=view.panel.title,
            data_finding=view.finding,
            data_pdf="yes" if has_browser() else None,
            aria_pressed="false",
        ),
    )


def _file(name: str, address: str, file_name: str) -> Any:
    return html.A(name, href=address, download=file_name)
