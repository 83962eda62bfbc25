"""The id of a stance -> the drawer: its words lit on their page, and what came before."""

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
from dashboard.layout.doubts import doubt_sentences
from dashboard.panels.stances_frame import asset_label
from dashboard.panels.wording import STATUSES, period_label
from warehouse import queries
from warehouse.vocabulary import Status

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene

Row = dict[str, Any]


def build_stance(scene: Scene, stance: str) -> list[Any]:
    """Return what the drawer holds for a stance on an asset, nothing where there is none."""
    found = queries.stance_evidence(
        scene.cursor, stance, asof=scene.asof, known=scene.selection.known
    )
    if found is None:
        return []
    label = asset_label(found)
    when = period_label(found["horizon"]) if found["horizon"] else ""
    changed = f"{found['change']} in this report" if found["change"] else ""
    about = ", ".join(part for part in (label, when, changed) if part)
    return [
        build_bar(scene),
        html.Div(
            [
                html.Div(
                    [
                        html.H2(found["institution"], className="drawer-house", tabIndex=-1),
                        html.P(about, className="subtitle"),
                    ]
                ),
                html.P(numbers.sentence(found["tilt"]), className="hero tilt-word"),
            ],
            className="drawer-title",
        ),
        *build_places(scene, found),
        build_quote(found),
        *build_original_place(found),
        _editions(scene, found),
        build_whole_page(scene, found),
        _reasons(found),
        _ways(scene, found, label),
    ]


def _editions(scene: Scene, found: Row) -> Any:
    """Return what the house's reports say on the asset, the newest first."""
    rows = [_edition(scene, row, found) for row in reversed(found["editions"])]
    head = html.Thead(
        html.Tr([html.Th(name, scope="col") for name in ("Edition", "Leaning", "Page", "State")])
    )
    caption = html.Caption("What this house said of this asset, by report", className="unseen")
    return html.Table([caption, head, html.Tbody(rows)], className="table editions")


def _edition(scene: Scene, row: Row, found: Row) -> Any:
    when = numbers.day(row["published"], row["published_precision"])
    is_open = row["stance_id"] == found["stance_id"]
    first = when if is_open else html.A(when, href=scene.opens(row["stance_id"]))
    return html.Tr(
        [
            html.Th(first, scope="row"),
            html.Td(row["tilt"]),
            html.Td(str(row["page"])),
            html.Td(STATUSES[Status(row["status"])]),
        ],
        className="is-open" if is_open else None,
    )


def _reasons(found: Row) -> Any:
    state = "accepted" if found["status"] == Status.ACCEPTED else "awaiting review"
    why = doubt_sentences(found["reasons"] or [])
    second = " Printed in a report of another publisher." if found["second_hand"] else ""
    old = " A later reading of this report replaced it." if found["superseded"] else ""
    facts = (
        ("Confidence", f"{numbers.sentence(state)}, {found['confidence']:.0%} sure. {why}"),
        ("As printed", f"“{found['asset_words']}”.{second}{old}"),
        (
            "Publisher",
            f"{found['publisher'] or 'not named'}; read by {found['engine']}, "
            f"{found['reader']} reader of stances.",
        ),
    )
    return html.Dl(
        [part for name, said in facts for part in (html.Dt(name), html.Dd(said))],
        className="facts",
    )


def _ways(scene: Scene, found: Row, label: str) -> Any:
    when = numbers.day(found["published"], found["published_precision"])
    cite = (
        f"{found['institution']}: {label}: {found['tilt']}. “{found['quote']}” "
        f"{found['report_title']}, {when}, p. {found['page']}."
    )
    return build_ways(scene, found, figure=found["stance_id"], cite=cite)
