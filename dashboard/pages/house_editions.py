"""Editions of one house: the list to choose two from, and what changed between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dash import html

from dashboard import numbers
from dashboard.layout.blocks import LAW, build_panel_block
from dashboard.layout.markup import attributes
from dashboard.layout.pictures import Lit, build_page_picture
from dashboard.panels import PANELS
from dashboard.panels.edition_diff import change_of, role_of
from dashboard.panels.edition_frame import (
    NOT_AGAIN,
    UNCHANGED,
    VANISHED,
    before_of,
    claim,
    find_compared,
    is_folded,
    ordered,
    printed_words,
    value_of,
)
from dashboard.panels.edition_series import edition_code
from dashboard.panels.house_frame import age_words, days_since, is_old
from dashboard.panels.wording import measure_words
from warehouse import queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.pages.scene import Scene
    from dashboard.panels import PanelView
    from dashboard.selection import Selection

Row = dict[str, Any]
MOST_EDITIONS: Final = 12  # rows of the list before it is folded
MOST_ROWS: Final = 80  # of the diff; the panel's table has them all
COLUMNS: Final = ("Figure", "Definition", "Earlier", "Later", "Change", "What", "Pages")
COUNTS: Final = ("Earlier", "Later", "Change")


def build_editions(scene: Scene, house: str) -> list[Any]:
    """Return the reports of a house, newest first, each with the ways to compare it."""
    rows = queries.house_editions(
        scene.cursor, house, asof=scene.asof, known=scene.selection.known
    ).rows(named=True)
    head = html.H2("Editions", className="small-head", id="editions")
    if not rows:
        said = "No report of its own is on record; its figures stand in reports of others."
        return [head, html.P(said, className="note")]
    found = find_compared(scene.cursor, scene.selection.at(institutions=(house,)))
    rows, copies = without_copies(rows, compared=(found.newer, found.older))
    shown = [
        _edition(scene, row, found.newer, found.older, copies=copies[row["report_sha256"]])
        for row in rows
    ]
    parts: list[Any] = [head, _list(shown[:MOST_EDITIONS])]
    if len(shown) > MOST_EDITIONS:
        older = html.Summary(f"{len(shown) - MOST_EDITIONS} older editions")
        folded = rows[MOST_EDITIONS:]
        is_open = any(_is_same(row, found.newer) or _is_same(row, found.older) for row in folded)
        parts.append(html.Details([older, _list(shown[MOST_EDITIONS:])], open=is_open))
    return parts


def _list(entries: Sequence[Any]) -> Any:
    names = ("Published", "Report", "Figures", "Compare")
    heads = [
        html.Th(name, scope="col", className="number" if name == "Figures" else "")
        for name in names
    ]
    caption = html.Caption("Editions, newest first", className="unseen")
    table = html.Table(
        [caption, html.Thead(html.Tr(heads)), html.Tbody(list(entries))],
        className="table house-editions",
    )
    return html.Div(table, className="table-frame", tabIndex=0, role="region",
                    **attributes(aria_label="Editions"))  # fmt: skip


def without_copies(
    rows: Sequence[Row], *, compared: Sequence[Row | None]
) -> tuple[list[Row], dict[str, list[Row]]]:
    """Return the reports with copies of one folded into it, and the copies of each.

    Two files of one title and one day are one report: saved twice, or printed anew. A copy that is
    compared stands for its copies, else the one with most figures.

    Args:
        rows: of `queries.house_editions`, newest first.
        compared: the reports that are compared, which stay on the list.
    """
    chosen = [row["report_sha256"] for row in compared if row]
    held: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        is_alone = row["published"] is None or not row["title"]
        key = (row["title"], row["published"], row["report_sha256"] if is_alone else "")
        held.setdefault(key, []).append(row)
    folded = {}
    for same in held.values():
        same.sort(key=lambda row: (row["report_sha256"] not in chosen, -row["figures"]))
        folded[same[0]["report_sha256"]] = same[1:]
    return [same[0] for same in held.values()], folded


def _copies(scene: Scene, copies: Sequence[Row]) -> list[Any]:
    """Return that a report is held more than once, each other copy a link."""
    if not copies:
        return []
    links: list[Any] = []
    for number, row in enumerate(copies, start=2):
        link = scene.link(f"/reports/{row['report_sha256']}")
        links += [", ", html.A(f"copy {number}", href=link)]
    return [html.Span([f" {len(copies) + 1} copies", *links], className="quiet")]


def _edition(
    scene: Scene, row: Row, newer: Row | None, older: Row | None, *, copies: Sequence[Row] = ()
) -> Any:
    code = edition_code(row)
    asked = scene.selection
    is_newer, is_older = _is_same(row, newer), _is_same(row, older)
    ways: list[Any] = []
    if is_newer or is_older:
        alone = "shown" if older is None else "later one"
        ways.append(html.Strong(alone if is_newer else "earlier one"))
    elif row["figures"]:
        is_before = bool(newer and row["published"] and newer["published"]
                         and row["published"] < newer["published"])  # fmt: skip
        kept = edition_code(newer) if newer else ""
        if is_before:
            ways.append(_way(scene, asked.at(edition=kept, against=code), "as the earlier one"))
        ways.append(_way(scene, asked.at(edition=code, against=""), "as the later one"))
    else:
        ways.append(html.Span("no figure read", className="quiet"))
    when = numbers.day(row["published"], row["published_precision"])
    link = scene.link(f"/reports/{row['report_sha256']}")
    return html.Tr(
        [
            html.Td([when, *_age(scene, row)], className="text"),
            html.Td(
                [html.A(row["title"], href=link, className="door"), *_copies(scene, copies)],
                className="long",
            ),
            html.Td(f"{row['figures']:,}", className="number"),
            html.Td(html.Span(ways, className="ways")),
        ],
        className="is-open" if is_newer or is_older else None,
    )


def _age(scene: Scene, row: Row) -> list[Any]:
    """Return the age of an edition over a year old, which is set apart."""
    days = days_since(row["published"], asof=scene.asof)
    return [", ", html.Span(age_words(days), className="aged")] if is_old(days) else []


def _way(scene: Scene, selection: Selection, words: str) -> Any:
    return html.A(words, href=scene.here(selection, pair=""))


def _is_same(row: Row, other: Row | None) -> bool:
    return other is not None and row["report_sha256"] == other["report_sha256"]


def build_diff(scene: Scene, chosen: Selection) -> list[Any]:
    """Return what changed between the chosen editions: the chart, and a row per figure."""
    view = PANELS["edition-diff"].view(scene.cursor, chosen, today=scene.today)
    found = find_compared(scene.cursor, view.shown)
    notes = [html.P(found.why, className="note")] if found.why and not view.empty else []
    parts: list[Any] = [build_panel_block(scene, view, place=LAW), *notes]
    if view.frame.height:
        parts += _figures(scene, view)
    return [html.Section(parts, id="diff", **attributes(aria_label="Edition diff"))]


def _figures(scene: Scene, view: PanelView) -> list[Any]:
    rows = ordered(view.frame)
    folded = VANISHED if is_folded(view.frame) else None
    moved = [row for row in rows if row["role"] not in (UNCHANGED, folded)]
    gone = [row for row in rows if row["role"] == folded]
    shown = moved[:MOST_ROWS]
    same = len(rows) - len(moved)
    link = scene.link("/panels/edition-diff", view.selection, view="table")
    told = f"{numbers.plural(same, 'figure')} unchanged. " if same else ""
    cut = f"{len(shown)} of {len(moved)} rows shown. " if len(shown) < len(moved) else ""
    return [
        *([_table(scene, shown, "What changed between the two editions")] if shown else []),
        *([_folded(scene, gone)] if gone else []),
        html.P([told, cut, html.A(f"All {len(rows):,} as a table", href=link)],
               className="panel-footer"),
    ]  # fmt: skip


def _folded(scene: Scene, rows: Sequence[Row]) -> Any:
    """Return what is not printed again behind one line; open where one of its pairs is."""
    words = f"{numbers.plural(len(rows), 'figure')} {NOT_AGAIN}"
    is_open = any(scene.extra.get("pair") == _pair(row) for row in rows)
    name = "What the later edition does not print again"
    return html.Details([html.Summary(words), _table(scene, rows[:MOST_ROWS], name)], open=is_open)


def _table(scene: Scene, rows: Sequence[Row], name: str) -> Any:
    heads = [
        html.Th(name, scope="col", className="number" if name in COUNTS else "") for name in COLUMNS
    ]
    body = [part for row in rows for part in _row(scene, row)]
    caption = html.Caption(name, className="unseen")
    table = html.Table(
        [caption, html.Thead(html.Tr(heads)), html.Tbody(body)], className="table diff"
    )
    return html.Div(table, className="table-frame", tabIndex=0, role="region",
                    **attributes(aria_label=name))  # fmt: skip


def _pair(row: Row) -> str:
    return f"{row['before_id'] or ''}-{row['forecast_id'] or ''}"


def _row(scene: Scene, row: Row) -> list[Any]:
    """Return the row of a figure and, where it is open, the page regions below it."""
    pair = _pair(row)
    is_open = scene.extra.get("pair") == pair
    before, words = before_of(row), "close" if is_open else "side by side"
    toggle = html.A(
        words, href=scene.here(pair="" if is_open else pair),
        **attributes(aria_expanded=str(is_open).lower()),
    )  # fmt: skip
    cells = html.Tr(
        [
            html.Th(numbers.sentence(claim(row)), scope="row"),
            html.Td(measure_words(row["measure"])),
            html.Td(_door(scene, before), className="number text"),
            html.Td(_door(scene, row), className="number text"),
            html.Td(change_of(row), className="number text"),
            html.Td([_role(row), *_printed_note(row)]),
            html.Td(toggle, className="text"),
        ],
        className=f"role-{row['role']}" + (" is-open" if is_open else ""),
    )
    if not is_open:
        return [cells]
    sides = [_side(scene, row["before_id"], "Earlier", "not in this edition"),
             _side(scene, row["forecast_id"], "Later", "not in this edition")]  # fmt: skip
    return [cells, html.Tr(html.Td(html.Div(sides, className="pair"), colSpan=len(COLUMNS)))]


def _printed_note(row: Row) -> list[Any]:
    """Return that the earlier figure is the one which the later report prints; mostly nothing."""
    words = printed_words(row)
    return [html.Span(f", against {words}", className="quiet")] if words else []


def _role(row: Row) -> str:
    waits = "review" in (row["status"], row["before_status"])
    return role_of(row) + (", awaiting review" if waits else "")


def _door(scene: Scene, row: Row) -> Any:
    if not row["forecast_id"]:
        return html.Span(numbers.NO_VALUE, **attributes(aria_label="none"))
    return html.A(value_of(row), href=scene.opens(row["forecast_id"]), className="door")


def _side(scene: Scene, figure: str | None, name: str, none: str) -> Any:
    """Return the lit part of the page that a figure was read from, under its report and date."""
    found = (
        queries.evidence(scene.cursor, figure, asof=scene.asof, known=scene.selection.known)
        if figure
        else None
    )
    if found is None:
        return html.Div([html.P(name, className="label"), html.P(none, className="note")])
    page = found["page"]
    lit = [Lit(box) for box in found["boxes"] if box["page"] == page]
    when = numbers.day(found["published"], found["published_precision"])
    title = f"{name}: page {page} of {found['report_title']}, with the value lit"
    link = scene.link(f"/reports/{found['report_sha256']}", page=str(page))
    return html.Div(
        [
            html.P([html.Strong(f"{name}, {when}"), " ", html.A(f"p. {page}", href=link)]),
            build_page_picture(
                scene, found["pages_sha256"], page, lit, name=title, is_cropped=True, tags="margin"
            ),
            html.Blockquote(f"“{found['quote']}”"),
        ]
    )
