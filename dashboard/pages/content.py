"""`Content`: what a page consists of, and the pages that only say something."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dash import html

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene
    from dashboard.selection import SelectionError


@dataclass(frozen=True, slots=True)
class Content:
    """One page.

    Attributes:
        title: of the window.
        section: the path that the navigation marks as open.
        head: what stands above the controls.
        body: what stands below them.
        controls: pickers; they stay while the selection changes.
        values: what each picker holds, by parameter.
        options: what each picker offers, by parameter.
    """

    title: str
    section: str
    head: list[Any]
    body: list[Any]
    controls: list[Any] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)


def build_head(label: str, finding: str, subtitle: str = "", *, above: tuple[Any, ...] = ()) -> Any:
    """Return label, heading and subtitle of a page; `above` are links before the label."""
    crumbs = [part for link in above for part in (link, html.Span(" / ", className="slash"))]
    return html.Div(
        [
            html.P([*crumbs, label], className="label"),
            html.H1(finding, className="page-finding"),
            *([html.P(subtitle, className="subtitle")] if subtitle else []),
        ],
        className="page-title",
    )


def build_missing(scene: Scene, sentence: str) -> Content:
    """Return the page for an address or a thing that is not there."""
    ways = [
        html.A("Front page", href=scene.link("/"), className="button"),
        html.A("All reports", href=scene.link("/reports"), className="button quiet"),
    ]
    return Content(
        title="Not here",
        section="",
        head=[
            build_head(
                "Not here", sentence, "It may have been mistyped, or come from another warehouse."
            )
        ],
        body=[html.Div(ways, className="buttons")],
    )


def build_refused(error: SelectionError, *, home: str, path: str) -> Content:
    """Return the page for a parameter that holds what it cannot mean; it names it."""
    ways = [
        html.A("The same page without parameters", href=path, className="button"),
        html.A("Front page", href=home, className="button quiet"),
    ]
    return Content(
        title="Not possible",
        section="",
        head=[build_head("Not possible", f"The parameter {error.parameter} can’t be read")],
        body=[
            html.P(error.message, className="note", role="alert"),
            html.Div(ways, className="buttons"),
        ],
    )
