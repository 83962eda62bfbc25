"""`houseviews export`: panels of a warehouse -> PNG, SVG, PowerPoint or PDF, without a server."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from dashboard.answering import current_day
from dashboard.selection import Selection, SelectionError
from dashboard.settings import Settings, SettingsError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from dashboard.slides.chosen import Collected

PICTURES: Final = (".png", ".svg")
DECK, REPORT = ".pptx", ".pdf"
ENDINGS: Final = (*PICTURES, DECK, REPORT)


def export(options: argparse.Namespace, settings: Settings) -> int:
    """Write the panels that were named into one file.

    Raises:
        SettingsError: a panel, a selection or the file's ending is not possible.
    """
    from dashboard.slides.chosen import collect, read_choices, read_title
    from dashboard.slides.chromium import BrowserError
    from warehouse.store import Warehouse

    target: Path = options.out
    kind = target.suffix.lower()
    if kind not in ENDINGS:
        raise SettingsError(f"{target.name}: the ending says what is made; use {listed()}.")
    entries = [entry for entry in options.panels.split(",") if entry.strip()]
    entries += options.panel
    if kind in PICTURES and len(entries) != 1:
        raise SettingsError(f"A {kind} file holds one panel; {len(entries)} were named.")
    try:
        common = Selection.from_query({"asof": options.asof, "known": options.known})
        choices = read_choices(entries, common=common)
        title = read_title(options.title)
        with Warehouse.open(settings.warehouse) as warehouse:
            cursor = warehouse.cursor()
            held = collect(cursor, choices, title=title, today=current_day(), base="")
            content = _made(held, kind=kind, theme=options.theme)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except (SelectionError, BrowserError) as problem:
        raise SettingsError(str(problem)) from problem
    except OSError as error:
        raise SettingsError(f"{target} can't be written: {error.strerror}.") from error
    sys.stderr.write(f"{target.name}: {held.subtitle}\n")
    return 0


def listed() -> str:
    """Return the endings of files that can be made."""
    return ", ".join(ENDINGS)


def _made(held: Collected, *, kind: str, theme: str) -> bytes:
    from dashboard.slides.chromium import has_browser
    from dashboard.slides.deck import deck_bytes
    from dashboard.slides.report import report_bytes
    from dashboard.slides.sheets import build_slide
    from dashboard.slides.studio import Studio

    studio = Studio()
    try:
        if kind == DECK:
            return deck_bytes(held, picture=studio.chart_png if has_browser() else None)
        if kind == REPORT:
            return report_bytes(held, studio)
        slide = build_slide(held.views[0], theme=theme, evidence=lambda _: "")
        return studio.png(slide) if kind == ".png" else studio.svg(slide)
    finally:
        studio.close()
