"""Visit -> the built page with what it puts into the shell, kept until data or day are new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from dash import html

from dashboard import numbers
from dashboard.keeping import Kept
from dashboard.layout.clock import build_days, known_value, known_words
from dashboard.layout.markup import attributes
from dashboard.layout.shell import build_nav, build_state_line
from dashboard.layout.still import freeze
from dashboard.pages import Content, build_page
from dashboard.pages.content import build_refused
from dashboard.pages.scene import Visit
from dashboard.selection import SelectionError
from warehouse.version_queries import data_version

if TYPE_CHECKING:
    from dashboard.callbacks.desk import Desk
    from dashboard.pages.scene import Scene

KEPT_PAGES: Final = 32  # built pages: every panel once; what was sent is kept beside them
NEVER_KEPT: Final = ("/upload",)  # shows the queue, which is no part of the data
SHELL: Final = (  # id and property of what a page puts into the shell
    ("page-head", "children"),
    ("page-body", "children"),
    ("nav", "children"),
    ("state-line", "children"),
    ("known-text", "children"),
    ("known-days", "children"),
    ("known", "data-value"),
    ("asof", "value"),
    ("asof-text", "children"),
)

Built = tuple[Content, tuple[Any, ...]]
"""A page, and what it puts into the places of `SHELL`."""


class BuiltPages:
    """Built pages of one application; a page is built anew when the data or the day is new."""

    def __init__(self, desk: Desk) -> None:
        """Keep nothing yet."""
        self._desk = desk
        self._kept: Kept[Built] = Kept(most=KEPT_PAGES)

    def find(self, told: Mapping[str, Any] | None) -> Built:
        """Return the page of a visit and what it puts into the shell."""
        visit = Visit.of(told)
        if visit.path in NEVER_KEPT:
            return self._build(visit)
        today = self._desk.today()
        version = data_version(self._desk.warehouse.cursor())
        return self._kept.find((visit, today, version), lambda: self._build(visit))

    def _build(self, visit: Visit) -> Built:
        content, scene = _content(self._desk, asdict(visit))
        return content, _filled(content, scene)


def _content(desk: Desk, told: dict[str, Any]) -> tuple[Content, Scene]:
    """Return the page, or the one that names a parameter which can't be read."""
    try:
        scene = desk.scene(told)
        return build_page(scene), scene
    except SelectionError as error:
        plain = desk.plain_scene(told)
        return build_refused(error, home=plain.link("/"), path=plain.here()), plain


def _filled(content: Content, scene: Scene) -> tuple[Any, ...]:
    head = [*content.head, _window_title(content)]
    return (
        head,
        freeze(content.body),
        build_nav(scene, section=content.section),
        build_state_line(scene, scene.overview),
        known_words(scene.selection.known),
        freeze(build_days(scene)),
        known_value(scene.selection.known),
        scene.asof.isoformat(),
        numbers.day(scene.asof),
    )


def _window_title(content: Content) -> Any:
    return html.Span(id="window-title", hidden=True, **attributes(data_title=content.title))
