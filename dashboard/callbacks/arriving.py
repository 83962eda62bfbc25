"""The first request of a browser -> the shell, with the page in it where the browser says which.

A page that comes with the shell is drawn at once; without it Dash would build the shell, ask for
the page, and build everything again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from dash.development.base_component import Component
from flask import has_request_context, request

from dashboard.callbacks.built import SHELL
from dashboard.layout.shell import build_shell
from dashboard.pages.scene import Visit

if TYPE_CHECKING:
    from dashboard.callbacks.built import BuiltPages
    from dashboard.callbacks.desk import Desk

VISIT: Final = "visit"  # parameter of the request: the place as JSON, as `assets/start.js` tells it
LONGEST: Final = 4_000  # characters of it; no address of ours comes near


def register_arrival(desk: Desk, pages: BuiltPages) -> None:
    """Register what a browser is given first."""

    def shell() -> list[Any]:
        told = read_visit(request.args.get(VISIT, "")) if has_request_context() else None
        parts = build_shell(desk.prefix)
        if told is not None:
            _fill(parts, told, pages)
        return parts

    desk.app.layout = shell


def read_visit(text: str) -> dict[str, str] | None:
    """Return the place that a browser tells, or None where it tells none that makes sense."""
    if not text or len(text) > LONGEST:
        return None
    try:
        told = json.loads(text)
    except ValueError:
        return None
    if not isinstance(told, Mapping):
        return None
    return dict(told) if dict(told) == asdict(Visit.of(told)) else None


def _fill(parts: list[Any], told: dict[str, str], pages: BuiltPages) -> None:
    """Put the page of a place into the shell, and the place where the browser looks for it."""
    content, filled = pages.find(told)
    places = {getattr(part, "id", None): part for part in _components(parts)}
    for (name, held), value in zip(SHELL, filled, strict=True):
        setattr(places[name], held, value)
    visit = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    also = (("page-controls", "children"), ("route", "data"), ("page", "data-visit"))
    for (name, held), value in zip(also, (content.controls, told, visit), strict=True):
        setattr(places[name], held, value)


def _components(part: Any) -> Iterator[Component]:
    """Yield every component of a tree, each before its children."""
    if isinstance(part, list | tuple):
        for entry in part:
            yield from _components(entry)
    elif isinstance(part, Component):
        yield part
        yield from _components(getattr(part, "children", None))
