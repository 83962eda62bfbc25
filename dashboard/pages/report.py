"""One report: its pages with the read words lit, its figures, and what was passed over and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from dash import html

from dashboard import numbers
from dashboard.layout.markup import attributes
from dashboard.layout.pictures import Lit, build_page_picture
from dashboard.pages.content import Content, build_head, build_missing
from dashboard.pages.leanings import build_leanings
from dashboard.pages.mentions import build_mentions
from dashboard.pages.report_tables import build_figures, build_passed_over
from warehouse import queries
from warehouse.errors import UnknownReport
from warehouse.formats import KINDS as KINDS_OF_FILE
from warehouse.formats import Format
from warehouse.vocabulary import Role, Status

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene

Row = dict[str, Any]


def build(scene: Scene, sha256: str) -> Content:
    """Return the page of a report."""
    try:
        report = queries.report(scene.cursor, sha256, known=scene.selection.known)
    except UnknownReport:
        return build_missing(scene, "No report with this fingerprint is on record.")
    known = scene.selection.known
    figures = queries.report_forecasts(scene.cursor, sha256, known=known).rows(named=True)
    leanings = queries.report_stances(scene.cursor, sha256, known=known).rows(named=True)
    themes = queries.report_themes(scene.cursor, sha256, known=known).rows(named=True)
    passed = queries.rejections(scene.cursor, sha256, known=known).rows(named=True)
    page = _page_shown(scene, report, figures)
    return Content(
        title=report["title"],
        section="/reports",
        head=[_head(scene, report, figures)],
        body=[
            html.Div(
                [
                    _pages(scene, report, figures, _owners(leanings, themes, page=page), page=page),
                    html.Div(
                        [
                            _facts(scene, report),
                            *build_figures(scene, figures, page=page),
                            *build_leanings(scene, leanings, page=page),
                            *build_mentions(scene, themes),
                        ],
                        className="report-side",
                    ),
                ],
                className="grid report-page",
            ),
            *build_passed_over(scene, passed, page=page),
        ],
    )


def _page_shown(scene: Scene, report: Row, figures: list[Row]) -> int:
    asked = scene.extra.get("page")
    first = min((row["page"] for row in figures), default=1)
    return min(max(int(asked), 1), report["page_count"]) if asked else first


def _head(scene: Scene, report: Row, figures: list[Row]) -> Any:
    when = numbers.day(report["published"], report["published_precision"])
    review = sum(row["status"] == Status.REVIEW for row in figures)
    told = (
        f"{numbers.plural(len(figures), 'forecast')}, {review} awaiting review."
        if figures
        else "Read in full; no forecast stands on its pages."
    )
    pages = numbers.plural(report["page_count"], "page")
    subtitle = f"{report['publisher'] or 'House not named'}, {when}, {pages}. {told}"
    crumb = html.A("Reports", href=scene.link("/reports"))
    return build_head(report["publisher"] or "Report", report["title"], subtitle, above=(crumb,))


def _pages(scene: Scene, report: Row, figures: list[Row], others: set[str], *, page: int) -> Any:
    boxes = queries.page_boxes(scene.cursor, report["sha256"], page, known=scene.selection.known)
    here = {row["forecast_id"] for row in figures if row["page"] == page}
    lit = _lit_once(scene, [box for box in boxes if box["owner_id"] in here])
    lit += _lit_once(scene, [box for box in boxes if box["owner_id"] in others])
    counts = Counter(row["page"] for row in figures)
    return html.Div(
        [
            _pager(scene, report["page_count"], page, counts),
            build_page_picture(
                scene, report["pages_sha256"], page, lit, name=f"Page {page} of {report['title']}"
            ),
            html.P(
                f"{numbers.plural(len(here), 'forecast')} on this page. "
                "A lit value opens its evidence.",
                className="panel-footer",
            ),
        ],
        className="desk",
    )


def _owners(leanings: list[Row], themes: list[Row], *, page: int) -> set[str]:
    """Return the ids of leanings and mentions of themes whose words stand on a page."""
    held = {row["stance_id"] for row in leanings if row["page"] == page}
    return held | {row["mention_id"] for row in themes if row["page"] == page}


def _lit_once(scene: Scene, boxes: list[Row]) -> list[Lit]:
    """Return one mark per place and role, however many figures share it; values are links."""
    places = {(box["role"], box["x0"], box["top"], box["x1"]): box for box in reversed(boxes)}
    labels = [Lit(box) for box in places.values() if box["role"] != Role.VALUE]
    values = [box for box in places.values() if box["role"] == Role.VALUE]
    values.sort(key=lambda box: (box["top"], box["x0"]))
    return [*labels, *(Lit(box, scene.opens(box["owner_id"])) for box in values)]


def _pager(scene: Scene, pages: int, page: int, counts: Counter[int]) -> Any:
    def step(to: int, name: str) -> Any:
        if not 1 <= to <= pages:
            return html.Span(name, className="quiet")
        return html.A(name, href=scene.here(page=str(to)), rel="prev" if to < page else "next")

    with_figures = [
        html.A(
            str(number),
            href=scene.here(page=str(number)),
            **attributes(aria_current="page" if number == page else None),
            title=numbers.plural(counts[number], "figure"),
        )
        for number in sorted(counts)
    ]
    listed = [html.Span("Pages with figures:"), *with_figures] if with_figures else []
    return html.Div(
        [
            step(page - 1, "Previous page"),
            html.Strong(f"Page {page} of {pages}"),
            step(page + 1, "Next page"),
            html.Span(listed, className="page-list"),
        ],
        className="pager",
    )


def _facts(scene: Scene, report: Row) -> Any:
    recorded = report["recorded_at"]
    editions = [
        html.A(name, href=scene.link(f"/reports/{report[key]}"))
        for key, name in (("previous_edition", "the one before"), ("next_edition", "the one after"))
        if report[key]
    ]
    unread = report["unread_pages"] or []
    facts: list[tuple[str, Any]] = [
        ("File", _file(scene, report)),
        ("Read", f"{numbers.day(recorded.date())}, {recorded:%H:%M} UTC, by {report['engine']}"),
        ("Fingerprint", html.Code(report["sha256"][:16] + "…", title=report["sha256"])),
        ("Masthead", " ".join(_closed(note) for note in report["masthead_notes"] or ["no note"])),
        (
            "Editions",
            html.Span([part for link in editions for part in (link, " ")])
            if editions
            else "no other of this house",
        ),
        (
            "Not read",
            ", ".join(f"page {n}" for n in unread) + " (no text)"
            if unread
            else "nothing: every page has text",
        ),
    ]
    pairs = [part for name, value in facts for part in (html.Dt(name), html.Dd(value))]
    return html.Dl(pairs, className="facts")


def _file(scene: Scene, report: Row) -> Any:
    """Return the name and size of the original, and the way to it."""
    kind = KINDS_OF_FILE[Format(report["format"])].name
    size = f", {kind}, {report['size_bytes'] / 1000:,.0f} kB. "
    address = f"{scene.prefix}documents/{report['sha256']}/original"
    return html.Span([report["file_name"], size, html.A("Open the original", href=address)])


def _closed(note: str) -> str:
    return f"{numbers.sentence(note).rstrip('.')}."
