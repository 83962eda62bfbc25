"""All reports: who published what when, and what was read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from dashboard import numbers
from dashboard.layout.lists import take_stretch
from dashboard.layout.markup import attributes
from dashboard.pages.content import Content, build_head
from warehouse import queries

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene

COLUMNS = (
    "House",
    "Report",
    "Published",
    "Pages",
    "Forecasts",
    "In review",
    "Passed over",
    "Read by",
)

COUNTS = ("Pages", "Forecasts", "In review", "Passed over")


def build(scene: Scene) -> Content:
    """Return the list of reports in print at the as-of day."""
    frame = queries.reports(scene.cursor, asof=scene.asof, known=scene.selection.known)
    rows = frame.rows(named=True)
    add = html.A("Add reports", href=scene.link("/upload"), className="button")
    if not rows:
        return Content(
            title="Reports",
            section="/reports",
            head=[
                build_head(
                    "Reports", f"No report had been published and read by {numbers.day(scene.asof)}"
                )
            ],
            body=[html.Div([add], className="buttons")],
        )
    telling = sum(row["n_forecasts"] > 0 for row in rows)
    finding = (
        f"{numbers.sentence(numbers.plural(len(rows), 'report'))} read; "
        f"{numbers.counted(telling)} of them print forecasts"
    )
    return Content(
        title="Reports",
        section="/reports",
        head=[
            build_head(
                "Reports",
                finding,
                "Newest first. Each opens with its figures, its pages and what was passed over.",
            )
        ],
        body=[html.Div([add], className="buttons"), *_part(scene, rows)],
    )


def _part(scene: Scene, rows: list[dict[str, Any]]) -> list[Any]:
    """Return the newest reports, or the part of the list that the address asks for."""
    part = take_stretch(scene, rows, name="reports")
    return [part for part in (_table(scene, part.rows), part.ways) if part is not None]


def _table(scene: Scene, rows: list[dict[str, Any]]) -> Any:
    heads = [
        html.Th(name, scope="col", className="number" if name in COUNTS else "") for name in COLUMNS
    ]
    head = html.Thead(html.Tr(heads))
    body = html.Tbody([_row(scene, row) for row in rows])
    caption = html.Caption("Reports, newest first", className="unseen")
    return html.Div(
        html.Table([caption, head, body], className="table reports"),
        className="table-frame",
        tabIndex=0,
        role="region",
        **attributes(aria_label="Reports"),
    )


def _row(scene: Scene, row: dict[str, Any]) -> Any:
    link = scene.link(f"/reports/{row['sha256']}")
    forecasts = row["n_accepted"] + row["n_review"]
    none = "none" if not row["n_unread_pages"] else "none: pages without text"
    return html.Tr(
        [
            html.Th(_house(scene, row["publisher"]), scope="row"),
            html.Td(html.A(row["title"], href=link, className="door"), className="long"),
            html.Td(numbers.day(row["published"], row["published_precision"])),
            html.Td(f"{row['page_count']:,}", className="number"),
            html.Td(f"{forecasts:,}" if forecasts else none, className="number"),
            html.Td(f"{row['n_review']:,}", className="number"),
            html.Td(f"{row['n_rejections']:,}", className="number"),
            html.Td(row["engine"], className="quiet"),
        ]
    )


def _house(scene: Scene, name: str | None) -> Any:
    return html.A(name, href=scene.house(name), className="door") if name else "not named"
