"""Leanings on assets of one report -> a table; each row opens its lit words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from dash import html

from dashboard.layout.lists import take_part
from dashboard.layout.tables import build_table
from dashboard.panels.wording import STATUSES, period_label, region_name
from warehouse.vocabulary import Status

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene

Row = dict[str, Any]


def build_leanings(scene: Scene, leanings: list[Row], *, page: int) -> list[Any]:
    """Return a head and a table in reading order, nothing where the report leans on no asset.

    Args:
        scene: the page being built.
        leanings: rows of `queries.report_stances`.
        page: the one shown, from 1.
    """
    if not leanings:
        return []
    part = take_part(scene, leanings, name="leanings", noun="leaning", page=page)
    rows = [
        {
            "address": scene.here(
                scene.selection.at(evidence=row["stance_id"]), page=str(row["page"])
            ),
            "house": row["institution"],
            "asset": row["asset_name"] or row["asset_words"],
            "region": region_name(row["region"]) if row["region"] else "",
            "tilt": row["tilt"],
            "change": row["change"] or "",
            "period": period_label(row["horizon"]) if row["horizon"] else "",
            "status": STATUSES[Status(row["status"])],
            "page": f"p. {row['page']}",
        }
        for row in part.rows
    ]
    head = html.H2("Leanings on assets", className="small-head")
    table = build_table(
        pl.DataFrame(rows), caption="Leanings on assets in reading order", houses=scene.house
    )
    ways = [] if part.ways is None else [part.ways]
    return [head, *ways, *([table] if rows else [])]
