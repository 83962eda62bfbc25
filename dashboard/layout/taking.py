"""The ways to take a panel along: data files, slides, and the tray for a deck or a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from dash import html

from dashboard.layout.markup import attributes
from dashboard.slides.chromium import has_browser
from dashboard.slides.sheets import TALL, build_pictures

if TYPE_CHECKING:
    from dashboard.panels import PanelView

DATA: Final = (("CSV", "csv"), ("Excel", "xlsx"), ("JSON", "json"))
MOST_PARTS: Final = 12  # in the menu; the address takes more
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
    """Return a link to each part of a picture that is too large for one slide."""
    n = _count_parts(view)
    if n < 2:
        return []
    asked = "&".join(filter(None, [view.selection.to_query(), "part="]))
    return [
        _file(f"PNG, part {part} of {n}", f"{address}.png?{asked}{part}",
              f"{view.panel.id}-{part}.png")
        for part in range(1, min(n, MOST_PARTS) + 1)
    ]  # fmt: skip


def _count_parts(view: PanelView) -> int:
    """Return on how many pictures a panel can be read; 1 where its wide figure was not drawn.

    A phone's page draws no wide figure, and none is drawn only to be counted.
    """
    is_grid = view.panel.views[0] == "grid"
    heights = [f["layout"]["height"] for (_, width), f in view.drawn.items() if width == "wide"]
    if view.empty or not (is_grid or max(heights, default=0) > TALL):
        return 1
    return len(build_pictures(view, theme="light"))


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
