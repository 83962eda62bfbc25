"""Themes that one report speaks of -> a table; each row opens the sentence that tells most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from dash import html

from dashboard.layout.tables import build_table
from dashboard.panels.themes import WEIGHTS
from warehouse.vocabulary import ThemeWeight

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene

Row = dict[str, Any]


def build_mentions(scene: Scene, themes: list[Row]) -> list[Any]:
    """Return a head and a table, the most mentioned theme first; nothing where there is none.

    Args:
        scene: the page being built.
        themes: rows of `queries.report_themes`.
    """
    if not themes:
        return []
    telling: dict[tuple[str, str], Row] = {}
    for row in themes:
        key = (row["institution"], row["theme"])
        if key not in telling or _rank(row) < _rank(telling[key]):
            telling[key] = row
    ranked = sorted(telling.values(), key=lambda row: (-row["mentions"], _rank(row)))
    rows = [
        {
            "address": scene.here(
                scene.selection.at(evidence=row["mention_id"]), page=str(row["page"])
            ),
            "house": row["institution"],
            "theme": row["theme_name"] or row["theme"],
            "said": WEIGHTS[ThemeWeight(row["weight"])],
            "mentions": str(row["mentions"]),
            "page": f"p. {row['page']}",
        }
        for row in ranked
    ]
    caption = "Themes of the report, the most mentioned first"
    table = build_table(pl.DataFrame(rows), caption=caption, houses=scene.house)
    return [html.H2("Themes", className="small-head"), table]


def _rank(row: Row) -> int:
    return list(ThemeWeight).index(ThemeWeight(row["weight"]))
