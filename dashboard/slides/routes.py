"""`/api/panels/<id>.png` and `.svg`: a panel as a whole slide, with the parameters of its page.

`/api/deck.pptx` and `/api/report.pdf` are several panels as one PowerPoint or PDF file:
`panel=growth&panel=dollar?period=2026`, with `title`, `asof` and `known` for all. Of a picture,
`theme` may also be print (on white) or transparent, and `size` is full (1920 × 1080 px) or half;
`part=2` is the second of the parts that a long table or a tall figure is read on, and
`/api/panels/<id>/parts` tells how many there are.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, jsonify, request

from dashboard.answering import Question, answer_by_tag
from dashboard.selection import Selection, SelectionError
from dashboard.slides.chosen import Collected, collect, read_choices, read_title
from dashboard.slides.chromium import BrowserError, NoBrowser, has_browser
from dashboard.slides.sheets import THEMES, build_pictures, picture_of
from dashboard.slides.studio import SCALES, STUDIO, Busy

if TYPE_CHECKING:
    from dashboard.panels import PanelView
    from warehouse.store import Warehouse

KINDS: Final = {"png": "image/png", "svg": "image/svg+xml"}
FILE_PARAMETERS: Final = ("panel", "title", "asof", "known")
OWN: Final = ("theme", "size", "part")
NOT_IMPLEMENTED, UNAVAILABLE = 501, 503
RETRY_SECONDS: Final = "5"
MOST_LISTED: Final = 12  # parts that a menu offers; the address takes more
MOST_PART: Final = 999  # no panel has as many parts


def add_slides(
    routes: Blueprint, warehouse: Warehouse, *, today: Callable[[], date], prefix: str
) -> None:
    """Add pictures of panels, decks and reports to the data routes.

    Args:
        routes: of the data.
        warehouse: where the figures are.
        today: tells the as-of day where an address names none.
        prefix: of every address, without a last slash.
    """
    _add_pictures(routes, warehouse, today=today)
    _add_files(routes, warehouse, today=today, prefix=prefix)
    routes.register_error_handler(BrowserError, say_why)


def _add_pictures(routes: Blueprint, warehouse: Warehouse, *, today: Callable[[], date]) -> None:

    @routes.get("/panels/<panel_id>.<any(png, svg):kind>")
    def as_picture(panel_id: str, kind: str) -> Response:
        question = Question(warehouse, panel_id, kind=kind, today=today(), other=OWN)
        theme = _word("theme", ("auto", *THEMES), usual="light").replace("auto", "light")
        size = _word("size", tuple(SCALES), usual="full")
        part = _part()

        def build(view: PanelView) -> Response:
            slide = picture_of(view, theme=theme, part=part)
            drawn = STUDIO.png(slide, size=size) if kind == "png" else STUDIO.svg(slide)
            response = Response(drawn, mimetype=KINDS[kind])
            name = f"{view.panel.id}{f'-{part}' if part else ''}.{kind}"
            response.headers["Content-Disposition"] = f'inline; filename="{name}"'
            if kind == "svg":  # opened by itself it is a page: nothing in it may run
                response.headers["Content-Security-Policy"] = SVG_POLICY
            return response

        return question.answer(build)

    @routes.get("/panels/<panel_id>/parts")
    def parts(panel_id: str) -> Response:
        def build(view: PanelView) -> Response:
            count = 1 if view.empty else len(build_pictures(view, theme="light"))
            return jsonify(parts=min(count, MOST_LISTED))

        return Question(warehouse, panel_id, kind="parts", today=today(), other=OWN).answer(build)


def _part() -> int:
    """Return which part of a picture is asked for, 0 for none.

    Raises:
        SelectionError: it is no number from 1 on.
    """
    given = request.args.get("part", "")
    if not given:
        return 0
    if not (given.isascii() and given.isdecimal() and 0 < int(given[:4]) <= MOST_PART):
        raise SelectionError("part", f"part={given[:20]!r} is not possible; use 1 or more")
    return int(given[:4])


def _add_files(
    routes: Blueprint, warehouse: Warehouse, *, today: Callable[[], date], prefix: str
) -> None:
    def answer(name: str, build: Callable[[Collected], tuple[bytes, str]]) -> Response:
        common = _clocks()
        choices = read_choices(request.args.getlist("panel"), common=common)
        title = read_title(request.args.get("title", ""))
        now = today()
        base = f"{request.url_root.rstrip('/')}{prefix}"

        def made() -> Response:
            cursor = warehouse.cursor()
            held = collect(cursor, choices, title=title, today=now, base=base)
            content, mimetype = build(held)
            response = Response(content, mimetype=mimetype)
            response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
            return response

        picked = [choice.selection for choice in choices]
        is_fixed = all(chosen.asof and chosen.known for chosen in picked)
        asked = [(choice.panel.id, choice.selection) for choice in choices]
        day = "" if all(chosen.asof for chosen in picked) else now
        has = has_browser()
        return answer_by_tag(warehouse, (asked, title, day, has), made, is_fixed=is_fixed)

    @routes.get("/deck.pptx")
    def as_deck() -> Response:
        from dashboard.slides.deck import MIMETYPE, deck_bytes

        picture = STUDIO.chart_png if has_browser() else None
        return answer("deck.pptx", lambda held: (deck_bytes(held, picture=picture), MIMETYPE))

    @routes.get("/report.pdf")
    def as_report() -> Response:
        from dashboard.slides.report import MIMETYPE, report_bytes

        return answer("report.pdf", lambda held: (report_bytes(held, STUDIO), MIMETYPE))


def _clocks() -> Selection:
    """Return both clocks of a file, which hold where a panel has none of its own.

    Raises:
        SelectionError: another parameter, or a value that it cannot take.
    """
    for name in request.args:
        if name not in FILE_PARAMETERS:
            said = f"{name[:60]!r} is not a parameter; use one of {', '.join(FILE_PARAMETERS)}"
            raise SelectionError(name[:60], said)
    asked = {name: request.args.getlist(name) for name in ("asof", "known")}
    return Selection.from_query(asked)


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
