"""`/api/panels/<id>.png` and `.svg`: a panel as a whole slide, with the parameters of its page.

`theme` may also be print (on white) or transparent, `size` is full (1920 × 1080 px) or half.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, jsonify, request

from dashboard.answering import Question
from dashboard.selection import SelectionError
from dashboard.slides.chromium import BrowserError, NoBrowser
from dashboard.slides.sheets import THEMES, build_slide
from dashboard.slides.studio import SCALES, STUDIO, Busy

if TYPE_CHECKING:
    from dashboard.panels import PanelView
    from warehouse.store import Warehouse

KINDS: Final = {"png": "image/png", "svg": "image/svg+xml"}
OWN: Final = ("theme", "size")
NOT_IMPLEMENTED, UNAVAILABLE = 501, 503
RETRY_SECONDS: Final = "5"


def add_pictures(routes: Blueprint, warehouse: Warehouse, *, today: Callable[[], date]) -> None:
    """Add the pictures of panels to the data routes.

    Args:
        routes: of the data.
        warehouse: where the figures are.
        today: tells the as-of day where an address names none.
    """

    @routes.get("/panels/<panel_id>.<any(png, svg):kind>")
    def as_picture(panel_id: str, kind: str) -> Response:
        question = Question(warehouse, panel_id, kind=kind, today=today(), other=OWN)
        theme = _word("theme", ("auto", *THEMES), usual="light").replace("auto", "light")
        size = _word("size", tuple(SCALES), usual="full")

        def build(view: PanelView) -> Response:
            slide = build_slide(view, theme=theme, evidence=lambda _: "")
            drawn = STUDIO.png(slide, size=size) if kind == "png" else STUDIO.svg(slide)
            response = Response(drawn, mimetype=KINDS[kind])
            name = f"{view.panel.id}.{kind}"
            response.headers["Content-Disposition"] = f'inline; filename="{name}"'
            if kind == "svg":  # opened by itself it is a page: nothing in it may run
                response.headers["Content-Security-Policy"] = SVG_POLICY
            return response

        return question.answer(build)

    routes.register_error_handler(BrowserError, say_why)


SVG_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"


def say_why(problem: Exception) -> Response:
    """Return why no picture can be drawn: 501 says what to install, 503 to ask again."""
    parameter = "browser"
    answer = jsonify(error={"parameter": parameter, "message": str(problem)})
    answer.status_code = NOT_IMPLEMENTED if isinstance(problem, NoBrowser) else UNAVAILABLE
    if isinstance(problem, Busy):
        answer.headers["Retry-After"] = RETRY_SECONDS
    return answer


def _word(name: str, legal: tuple[str, ...], *, usual: str) -> str:
    """Return a parameter that is one of a few words.

    Raises:
        SelectionError: it is another.
    """
    given = request.args.get(name) or usual
    if given not in legal:
        said = f"{name}={given[:60]!r} is not possible; use one of {', '.join(legal)}"
        raise SelectionError(name, said)
    return given
