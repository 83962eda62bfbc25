"""The Flask side of the dashboard: headers, pictures of pages, health, and pages for what fails."""

from __future__ import annotations

import re
from html import escape
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final

from dash.exceptions import DependencyException
from flask import Flask, Response, jsonify, redirect, request
from werkzeug.exceptions import HTTPException

from dashboard.originals import send_original
from dashboard.pages import is_page
from warehouse.errors import UnknownReport, WarehouseError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from werkzeug.wrappers import Response as BaseResponse

    from warehouse.store import Warehouse

YEAR_SECONDS: Final = 31_536_000
WEEK_SECONDS: Final = 604_800
DEFAULT_PX: Final = 1200
OWN_NAMES: Final = ("localhost",)
WIDTHS: Final = (120, 3200)  # px that a picture may be asked for

_PICTURE: Final = r"/documents/<string:sha256>/pages/<int:page>.png"
_ORIGINAL: Final = "/documents/<string:sha256>/original"


def guard_hosts(server: Flask, hosts: Collection[str]) -> None:
    """Refuse requests that were sent to a name which is not ours.

    Else a page of a stranger could lead its own name to this machine, be taken for ours by the
    browser, and read the reports or send files. A numeric address can't be led elsewhere.

    Args:
        server: the Flask application.
        hosts: names that it answers to; "*" is any.
    """
    names = {name.strip().lower() for name in hosts}

    def refuse_strangers() -> Response | None:
        asked = request.headers.get("Host", "")
        name = asked.rpartition(":")[0] if re.search(r":\d*$", asked) else asked
        name = name.lower().rstrip(".")
        if "*" in names or name in names or _is_numeric(name):
            return None
        said = f"This server does not answer to the name {name[:80]!r}; see the setting hosts."
        return json_error(421, "other_host", said)

    server.before_request(refuse_strangers)


def _is_numeric(name: str) -> bool:
    try:
        ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def add_routes(server: Flask, warehouse: Warehouse, *, prefix: str) -> None:
    """Add originals, page pictures and health to the server; refuse addresses that are none.

    Args:
        server: the Flask application under Dash.
        warehouse: where originals lie.
        prefix: of every address.
    """
    base = prefix.rstrip("/")

    def health() -> Response:
        warehouse.cursor().execute("SELECT 1").fetchone()
        return jsonify(status="ok")

    def picture(sha256: str, page: int) -> Response:
        return _picture(warehouse, sha256, page)

    def refuse_unknown() -> BaseResponse | None:
        return _refuse_unknown(prefix)

    server.add_url_rule(f"{base}/health", "health", health)

    def original(sha256: str) -> Response:
        return send_original(warehouse, sha256)

    server.add_url_rule(f"{base}{_PICTURE}", "picture", picture)
    server.add_url_rule(f"{base}{_ORIGINAL}", "original", original)
    server.before_request(refuse_unknown)
    server.register_error_handler(HTTPException, lambda fault: _refused(fault, prefix=prefix))
    server.register_error_handler(DependencyException, lambda _: _said(404, prefix=prefix))


def _picture(warehouse: Warehouse, sha256: str, page: int) -> Response:
    """Return a page as PNG; its address holds the hash of the bytes, so it never changes."""
    width = request.args.get("w", str(DEFAULT_PX))
    if not re.fullmatch(r"\d{1,5}", width) or not WIDTHS[0] <= int(width) <= WIDTHS[1]:
        message = f"w is a width in pixels from {WIDTHS[0]} to {WIDTHS[1]}."
        return json_error(400, "w", message)
    try:
        png = warehouse.documents.page_picture(sha256, page, width_px=int(width))
    except UnknownReport:
        return json_error(404, "unknown_report", "No report with this fingerprint is kept here.")
    except WarehouseError:
        return json_error(404, "not_drawn", f"Page {page} could not be drawn.")
    answer = Response(png, mimetype="image/png")
    answer.headers["Cache-Control"] = f"private, max-age={YEAR_SECONDS}, immutable"
    return answer


def json_error(status: int, code: str, message: str) -> Response:
    """Return the answer to a program whose request is refused."""
    answer = jsonify(error={"code": code, "message": message})
    answer.status_code = status
    return answer


def _refuse_unknown(prefix: str) -> BaseResponse | None:
    """Answer 404 where Dash would answer any address with its empty page."""
    if request.method not in ("GET", "HEAD"):
        return None
    base = prefix.rstrip("/")
    path = request.path
    if not path.startswith(prefix) and path != base:
        return _said(404, prefix=prefix)
    rest = path.removeprefix(base).lstrip("/")
    if rest.endswith("/") and is_page(f"/{rest.rstrip('/')}"):
        query = request.query_string.decode("latin-1")
        return redirect(f"{base}/{rest.rstrip('/')}{'?' if query else ''}{query}", code=308)
    is_caught_by_dash = request.url_rule is None or request.url_rule.rule.endswith("<path:path>")
    unknown = is_caught_by_dash and not is_page(f"/{rest}")
    return _said(404, prefix=prefix) if unknown else None


def _refused(fault: HTTPException, *, prefix: str) -> Response:
    """Say in the product's voice what the server's own library refused."""
    status = fault.code or 500
    answer = _said(status, prefix=prefix)
    if allowed := getattr(fault, "valid_methods", None):
        answer.headers["Allow"] = ", ".join(allowed)
    return answer


_SENTENCES: Final = {
    405: ("Not taken", "This address can’t be used in this way", "Open it as a page."),
    413: ("Not taken", "More was sent than this server takes", "Send less at once."),
    404: ("Not here", "There is no page at this address", "It may have been mistyped or moved."),
    500: (
        "Not shown",
        "This page could not be put together",
        "The fault is ours and is in the log. The warehouse is as it was.",
    ),
}

_MALFORMED: Final = ("Not taken", "The request could not be understood", "Open the front page.")


def _said(status: int, *, prefix: str) -> Response:
    """Return a small page in the product's voice, or JSON where a program asked."""
    label, finding, advice = _SENTENCES.get(status, _MALFORMED)
    if request.path.startswith((f"{prefix}api/", f"{prefix}documents/", f"{prefix}_dash")):
        return json_error(status, label.lower().replace(" ", "_"), f"{finding}.")
    page = _PAGE.format(
        prefix=escape(prefix), label=escape(label), finding=escape(finding), advice=escape(advice)
    )
    return Response(page, status=status, mimetype="text/html")


_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{finding} · Houseviews</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script src="{prefix}assets/theme.js"></script>
<link rel="stylesheet" href="{prefix}assets/fonts/fonts.css">
<link rel="stylesheet" href="{prefix}assets/tokens.css">
<link rel="stylesheet" href="{prefix}assets/houseviews.css"></head>
<body><header class="masthead"><div class="masthead-row wrap"><div class="names">
<a class="wordmark" href="{prefix}">Houseviews</a></div></div></header>
<main class="wrap" id="page"><div class="page-title"><p class="label">{label}</p>
<h1 class="page-finding">{finding}</h1><p class="subtitle">{advice}</p></div>
<div class="buttons"><a class="button" href="{prefix}">Front page</a></div></main></body></html>
"""


def add_headers(server: Flask, *, prefix: str, script_hashes: Sequence[str]) -> None:
    """Set security and cache headers on every answer.

    Args:
        server: the Flask application under Dash.
        prefix: of every address.
        script_hashes: of the scripts that Dash writes into its page.
    """
    policy = content_policy(script_hashes)

    def finish(answer: Response) -> Response:
        may_be_framed = request.path.startswith(f"{prefix}embed/")
        answer.headers.setdefault("X-Content-Type-Options", "nosniff")
        answer.headers.setdefault("Referrer-Policy", "same-origin")
        if not may_be_framed:
            answer.headers.setdefault("X-Frame-Options", "DENY")
        answer.headers.setdefault("Content-Security-Policy", policy)  # embeds bring their own
        answer.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"
        )
        answer.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        _set_caching(answer, prefix)
        return answer

    server.after_request(finish)


def content_policy(script_hashes: Sequence[str]) -> str:
    """Return the content policy of pages: own files only, no inline script but Dash's own.

    Styles may be inline: Plotly writes them onto its drawings.
    """
    rules: dict[str, Any] = {
        "default-src": "'none'",
        "script-src": " ".join(
            ["'self'", *(h if h.startswith("'") else f"'{h}'" for h in script_hashes)]
        ),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _set_caching(answer: Response, prefix: str) -> None:
    if answer.status_code not in (200, 304) or not request.path.startswith(f"{prefix}assets/"):
        return
    if "m" in request.args:  # Dash puts the file's time of change into its address
        answer.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    else:
        answer.headers["Cache-Control"] = f"public, max-age={WEEK_SECONDS}"
