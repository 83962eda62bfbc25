"""The id of a mention of a theme -> the drawer: its words lit, and where else they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from dashboard import numbers
from dashboard.evidence_parts import (
    build_bar,
    build_original_place,
    build_places,
    build_quote,
    build_ways,
    build_whole_page,
)
from dashboard.panels.themes import WEIGHTS, weight_words
from warehouse import queries
from warehouse.vocabulary import ThemeWeight

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene

Row = dict[str, Any]


def build_theme(scene: Scene, mention: str) -> list[Any]:
    """Return what the drawer holds for a mention of a theme, nothing where there is none."""
    found = queries.theme_evidence(scene.cursor, mention, known=scene.selection.known)
    if found is None:
        return []
    title = html.Div(
        [
            html.H2(found["institution"], className="drawer-house", tabIndex=-1),
            html.P(found["theme_name"], className="subtitle"),
            html.P(numbers.sentence(weight_words(found)) + ".", className="subtitle"),
        ],
        className="drawer-title stacked",
    )
    return [
        build_bar(scene),
        title,
        *build_places(scene, found),
        build_quote(found),
        *build_original_place(found),
        *_others(scene, found),
        build_whole_page(scene, found),
        _ways(scene, found),
    ]


def _others(scene: Scene, found: Row) -> list[Any]:
    """Return the other kept sentences of the report on the theme, each with its own evidence."""
    entries = [
        html.Li(
            html.A(
                [
                    html.Span(f"“{row['quote']}”"),
                    html.Strong(f"{WEIGHTS[ThemeWeight(row['weight'])]}, p. {row['page']}"),
                ],
                href=scene.opens(row["mention_id"]),
            )
        )
        for row in found["others"]
    ]
    if not entries:
        return []
    head = html.H3("Where else the report speaks of it", className="small-head")
    return [html.Div([head, html.Ul(entries, className="also")])]


def _ways(scene: Scene, found: Row) -> Any:
    when = numbers.day(found["published"], found["published_precision"])
    cite = (
        f"{found['institution']} on {found['theme_name']}: “{found['quote']}” "
        f"{found['report_title']}, {when}, p. {found['page']}."
    )
    return build_ways(scene, found, figure=found["mention_id"], cite=cite)
