"""Figures of one report, and the numbers it was read without -> tables of what the page shows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from dash import html

from dashboard import numbers
from dashboard.layout.lists import take_part
from dashboard.layout.tables import build_table
from dashboard.layout.words import value_words
from dashboard.panels.wording import KINDS, STATUSES, measure_words, period_label, region_name
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, Kind, Status

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene

Row = dict[str, Any]
REASONS: Final = {
    "no_indicator": "nothing says what is measured",
    "no_region": "nothing says where",
    "no_period": "nothing says when",
    "past_period": "the period is over",
    "unit_mismatch": "the unit does not fit the indicator",
    "out_of_bounds": "not a plausible value",
    "difference": "a difference, not a level",
    "chart_axis": "a label of a chart’s axis",
    "history": "about the past",
    "target": "a target, not a forecast",
    "hypothetical": "only if something else happens",
    "portfolio_weight": "a weight in a portfolio",
    "asset_return": "a return on an asset",
    "company_figure": "about a company",
    "not_a_forecast": "not a forecast",
    "ambiguous": "could mean more than one thing",
    "not_grounded": "its place on the page was not found",
    "others_position": "what others hold",
    "denied": "the words deny it",
    "no_house": "nobody says so",
}


def build_figures(scene: Scene, figures: list[Row], *, page: int) -> list[Any]:
    """Return a head and a table of the figures on a page, or of the part that is asked for.

    Args:
        scene: the page being built.
        figures: rows of `queries.report_forecasts`.
        page: the one shown, from 1.
    """
    if not figures:
        return []
    part = take_part(scene, figures, name="figures", noun="figure", page=page)
    rows = [
        {
            "forecast_id": row["forecast_id"],
            "house": row["institution"],
            "indicator": indicator_info()[Indicator(row["indicator"])].short,
            "region": region_name(row["region"]),
            "period": period_label(row["period"]),
            "value": value_words(row),
            "definition": measure_words(row["measure"]),
            "kind": KINDS[Kind(row["kind"])],
            "status": STATUSES[Status(row["status"])],
            "page": f"p. {row['page']}",
        }
        for row in part.rows
    ]
    head = html.H2("Figures", className="small-head")
    table = build_table(
        pl.DataFrame(rows),
        caption="Figures in reading order",
        opens=scene.opens,
        houses=scene.house,
    )
    return [head, *_told(part.ways), *([table] if rows else [])]


def _told(ways: Any) -> list[Any]:
    return [] if ways is None else [ways]


def build_passed_over(scene: Scene, passed: list[Row], *, page: int) -> list[Any]:
    """Return a fold with the numbers that were passed over, or the part that is asked for.

    Args:
        scene: the page being built.
        passed: rows of `queries.rejections`.
        page: the one shown, from 1.
    """
    if not passed:
        return []
    part = take_part(scene, passed, name="passed", noun="number", page=page)
    counts = Counter(row["reason"] for row in passed)
    why = ", ".join(f"{n} {REASONS.get(reason, reason)}" for reason, n in counts.most_common())
    rows = [
        {
            "number": row["text"],
            "page": f"p. {row['page']}",
            "why": REASONS.get(row["reason"], row["reason"]),
            "detail": row["detail"],
            "quote": row["quote"],
        }
        for row in part.rows
    ]
    table = build_table(pl.DataFrame(rows), caption="Numbers passed over and why")
    return [
        html.Details(
            [
                html.Summary(f"{numbers.plural(len(passed), 'number')} passed over"),
                html.P(f"{numbers.sentence(why)}.", className="subtitle"),
                *_told(part.ways),
                *([table] if rows else []),
            ],
            className="passed",
            open=scene.extra.get("list", "").startswith("passed-"),
        )
    ]
