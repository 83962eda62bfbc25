"""What every drawer shows of a source: the bar, the lit part of the page, the quote, the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from dashboard import numbers
from dashboard.layout.markup import attributes
from dashboard.layout.pictures import Lit, build_page_picture
from dashboard.layout.words import role_words
from warehouse.formats import KINDS as KINDS_OF_FILE
from warehouse.formats import Format

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene

Row = dict[str, Any]


def build_bar(scene: Scene, name: str = "Evidence") -> Any:
    """Return the bar on top of the drawer: its name, the keys, and the way out."""
    keys = html.Span(
        [html.Kbd("J"), html.Kbd("K"), " next, previous ", html.Kbd("Esc")], className="keys"
    )
    close = html.A("Close", href=scene.here(), className="close", id="drawer-close")
    return html.Div([html.Span(name, className="label"), keys, close], className="drawer-bar")


def build_places(scene: Scene, found: Row) -> list[Any]:
    """Return the lit part of the page, its pens and the whole page."""
    sha, page = found["report_sha256"], found["page"]
    boxes = [box for box in found["boxes"] if box["page"] == page]
    when = numbers.day(found["published"], found["published_precision"])
    name = f"Page {page} of {found['report_title']}, with the value and its labels lit"
    lit = [Lit(box) for box in boxes]
    link = scene.link(f"/reports/{sha}", page=str(page))
    return [
        html.P(
            [
                html.Span([html.Strong(found["report_title"]), f", {when}"]),
                html.Span(f"p. {page} of {found['page_count']}"),
            ],
            className="source-line",
        ),
        build_page_picture(
            scene, found["pages_sha256"], page, lit, name=name, is_cropped=True, tags="margin"
        ),
        html.Div([_pens(found["boxes"], page), html.A("Whole page", href=link)], className="pens"),
    ]


def _pens(boxes: list[Row], page: int) -> Any:
    """Return the lit words as a list in reading order, each once, with its pen and its place.

    Words that run over several lines are lit line by line and listed once.
    """
    told = {(box["role"], box["text"], box["page"]): box for box in reversed(boxes)}
    entries = [
        html.Li(
            [
                html.Span(
                    className=f"pen pen-{box['role'].replace('_', '-')}",
                    **attributes(aria_hidden="true"),
                ),
                html.Span(f"{role_words(box['role'])} ", className="quiet"),
                f"“{box['text']}”" if box["page"] == page else f"“{box['text']}”, p. {box['page']}",
            ]
        )
        for box in reversed(told.values())
    ]
    return html.Ul(entries, **attributes(aria_label="Lit words"))


def build_quote(found: Row) -> Any:
    """Return the words as printed."""
    return html.Blockquote(f"“{found['quote']}”")


def build_original_place(found: Row) -> list[Any]:
    """Return where the figure stands in a report whose pages are those of its rendition."""
    place = found["original_place"]
    if not place:
        return []
    name = KINDS_OF_FILE[Format(found["format"])].name
    sentence = f"The original is {name}. There: {place}."
    return [html.P(sentence, className="note original-place")]


def build_whole_page(scene: Scene, found: Row) -> Any:
    """Return the whole page, small, with the same places lit; it opens the report there."""
    sha, page = found["report_sha256"], found["page"]
    lit = [Lit(box) for box in found["boxes"] if box["page"] == page]
    name = f"The whole of page {page}"
    return html.A(
        [
            build_page_picture(scene, found["pages_sha256"], page, lit, name=name, tags="none"),
            html.Span(f"Page {page}, whole", className="quiet"),
        ],
        href=scene.link(f"/reports/{sha}", page=str(page)),
        className="whole-page",
    )


def build_ways(scene: Scene, found: Row, *, figure: str, cite: str) -> Any:
    """Return the way to the page, the link to this very drawer and the words to cite.

    Args:
        scene: the visit.
        found: the source, with `report_sha256` and `page`.
        figure: id that the drawer is opened by.
        cite: what is said and where, as one line.
    """
    page = found["page"]
    return html.Div(
        [
            html.A(
                f"Open page {page}",
                href=scene.link(f"/reports/{found['report_sha256']}", page=str(page)),
                className="button",
            ),
            html.Button(
                "Copy link",
                type="button",
                className="button quiet",
                **attributes(data_copy=scene.opens(figure)),
            ),
            html.Button(
                "Cite", type="button", className="button quiet", **attributes(data_copy_text=cite)
            ),
        ],
        className="buttons",
    )
