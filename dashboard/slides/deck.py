"""Panels -> one PowerPoint file: real titles, native charts and tables, notes and sources.

python-pptx needs lxml, Pillow and XlsxWriter, which are here anyway, and weighs 3 MB, so it is part
of the product and no extra. Pictures, where PowerPoint has no chart of a kind, need Chromium; a
deck without one has the panel's table in its place.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from pptx import Presentation
from pptx.util import Emu

from dashboard.slides import deck_parts as parts
from dashboard.slides.chromium import BrowserError
from dashboard.slides.cutting import across, parts_of, without_blanks
from dashboard.slides.deck_charts import add_chart
from dashboard.slides.native import native_chart
from dashboard.slides.repacking import same_bytes
from dashboard.slides.sheets import build_slide, grid_of, sources_of, table_of, without_clicks

if TYPE_CHECKING:
    from dashboard.panels import PanelView
    from dashboard.slides.chosen import Collected
    from dashboard.slides.native import Chart
    from dashboard.slides.sheets import Slide, Table

MIMETYPE: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WIDTH, HEIGHT = Emu(12_192_000), Emu(6_858_000)  # 13.33 × 7.5 in
TITLE_ONLY: Final = 5  # of the layouts that python-pptx brings
SOURCES: Final = (0.63, 1.0, 12.07, 5.5)  # inches: where the table of a slide of sources stands
SOURCES_A_SLIDE: Final = 16
MOST_SOURCES: Final = 65  # of one panel; the data files have them all
TABLE_ROWS: Final = 15  # of a panel's table on its slide
MOST_TABLES: Final = 8  # slides of one table; the data files have it all
COUNTED_ONLY: Final = "The chart holds counted figures; a range is a bar, its middle marked."

Picture = Callable[["Slide"], bytes]


def deck_bytes(collected: Collected, *, picture: Picture | None) -> bytes:
    """Return a deck: a title, a slide a panel, and the sources behind them.

    Args:
        collected: panels with their data.
        picture: a slide -> the PNG of its chart alone; None where nothing can draw.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    parts.set_links(deck)
    facts = deck.core_properties
    facts.title, facts.author, facts.subject = parts.plain(collected.title), "Houseviews", ""
    facts.created = facts.modified = collected.moment
    facts.last_modified_by, facts.revision = "Houseviews", 1
    _add_title(deck, collected)
    for view in collected.views:
        _add_panel(deck, collected, view, picture=picture)
    for view in collected.views:
        _add_sources(deck, collected, view)
    out = io.BytesIO()
    deck.save(out)
    return same_bytes(out.getvalue(), moment=collected.moment)


def _blank(deck: Any, title: str, *, size: float = 22) -> Any:
    """Add a slide with its title in place."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    parts.set_title(slide.shapes.title, title, size=size)
    return slide


def _add_title(deck: Any, collected: Collected) -> None:
    slide = _blank(deck, collected.title, size=40)
    parts.move(slide.shapes.title, (0.63, 2.0, 11.6, 1.6))
    parts.add_text(slide, collected.subtitle, (0.63, 3.7, 11.6, 0.5), size=20)
    parts.add_text(slide, collected.notes, (0.63, 4.4, 11.6, 1.6), size=13, is_quiet=True)
    parts.add_mark(slide, "")
    listed = [f"{i}. {view.panel.title}: {view.finding}" for i, view in _numbered(collected)]
    slide.notes_slide.notes_text_frame.text = parts.plain("\n".join(listed))


def _numbered(collected: Collected) -> Any:
    return enumerate(collected.views, start=1)


Body = Callable[[Any], None]  # adds what stands in the middle of a slide


def _add_panel(
    deck: Any, collected: Collected, view: PanelView, *, picture: Picture | None
) -> None:
    """Add a panel's slide, or as many as its figure or table can be read on."""
    chart = native_chart(view)
    bodies = _bodies(collected, view, picture=picture, chart=chart)
    for i, body in enumerate(bodies, start=1):
        count = f"{i} of {len(bodies)}" if len(bodies) > 1 else ""
        slide = _blank(deck, view.finding if i == 1 else f"{view.finding} ({count})")
        label = f"{view.panel.title}, {count}" if count else view.panel.title
        parts.add_text(slide, label, (0.63, 0.26, 11, 0.3), size=12, is_quiet=True)
        told = without_clicks(view.subtitle)
        if chart:  # what follows the definition tells of marks that only the drawing has
            told = f"{told.partition('. ')[0].rstrip('.')}."
        parts.add_text(slide, told, (0.63, 1.32, 12.07, 0.5), size=13)
        body(slide)
        said = f"{view.footer} {COUNTED_ONLY}" if chart else view.footer
        parts.add_text(slide, said, (0.63, 6.62, 10.4, 0.7), size=9, is_quiet=True)
        parts.add_mark(slide, f"As of {parts.day(view)}", link=collected.address(view))
        notes = [view.summary, view.footer, collected.address(view)]
        slide.notes_slide.notes_text_frame.text = parts.plain("\n\n".join(filter(None, notes)))


def _bodies(
    collected: Collected, view: PanelView, *, picture: Picture | None, chart: Chart | None
) -> list[Body]:
    evidence = partial(collected.address, view)
    if view.empty:
        return [partial(parts.add_text, text=view.empty, place=(0.63, 2.4, 9, 2), size=20)]
    if chart is not None:
        return [partial(add_chart, chart=chart, place=parts.ROOM, alt=view.summary)]
    if view.panel.views[0] == "grid":
        return _tables(grid_of(view, evidence=evidence))
    if picture is not None:
        try:
            drawn = [
                picture(part)
                for part in parts_of(build_slide(view, theme="print", evidence=lambda _: ""))
            ]
        except BrowserError:  # the deck is worth having without it
            picture = None
        else:
            return [
                partial(parts.add_picture, png=png, place=parts.ROOM, alt=view.summary)
                for png in drawn
            ]
    table = table_of(view, evidence=evidence)
    return [partial(parts.add_table, table=table, place=parts.ROOM, most=TABLE_ROWS)]


def _tables(table: Table) -> list[Body]:
    """Return a table over as many slides as it takes, so that no row or column is lost."""
    pages = [
        page for part in across(table) for page in parts.pages_of(part, parts.ROOM, most=TABLE_ROWS)
    ]
    return [
        partial(parts.add_table, table=without_blanks(page), place=parts.ROOM, most=TABLE_ROWS)
        for page in pages[:MOST_TABLES]
    ]


def _add_sources(deck: Any, collected: Collected, view: PanelView) -> None:
    """Add what stands behind a panel, a few figures a slide."""
    table = sources_of(view, evidence=partial(collected.address, view))
    if table is None or not table.rows:
        return
    kept = replace(table, rows=table.rows[:MOST_SOURCES], links=table.links[:MOST_SOURCES])
    pages = parts.pages_of(kept, SOURCES, most=SOURCES_A_SLIDE)
    for i, page in enumerate(pages, start=1):
        count = f" ({i} of {len(pages)})" if len(pages) > 1 else ""
        slide = _blank(deck, f"Sources: {view.panel.title}{count}", size=20)
        parts.move(slide.shapes.title, (0.63, 0.3, 12.07, 0.6))
        parts.add_table(slide, page, SOURCES, most=SOURCES_A_SLIDE, is_long=True)
        left = len(table.rows) - len(kept.rows)
        if i == len(pages) and left:
            said = f"{left} more figures stand in the data files."
            parts.add_text(slide, said, (0.63, 6.75, 10, 0.4), size=10, is_quiet=True)
        parts.add_mark(slide, f"As of {parts.day(view)}")
