"""The bytes of a report as they came -> an answer that no browser runs anything of.

A saved web page holds the scripts of whoever wrote it. It is served as text to be kept, under a
policy that lets nothing run, so that it can never act in the name of this server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Response, jsonify, send_file

from warehouse import queries
from warehouse.errors import UnknownReport
from warehouse.formats import KINDS, Format

if TYPE_CHECKING:
    from warehouse.store import Warehouse

NOTHING_RUNS: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"
SHOWN: Final = frozenset({Format.PDF})  # a browser's own viewer keeps its scripts to itself


def send_original(warehouse: Warehouse, sha256: str) -> Response:
    """Return the original of a report under the name that it came with.

    Args:
        warehouse: where it is kept.
        sha256: of its bytes.
    """
    try:
        report = queries.report(warehouse.cursor(), sha256)
        place = warehouse.documents.path(sha256)
    except UnknownReport:
        missing = jsonify(error={"code": "unknown_report", "message": "No such report is kept."})
        missing.status_code = 404
        return missing
    kind = Format(report["format"])
    answer = send_file(
        place.absolute(),
        mimetype=KINDS[kind].media_type,
        as_attachment=kind not in SHOWN,
        download_name=report["file_name"],
        etag=sha256,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-cache"
    if kind not in SHOWN:
        answer.headers["Content-Security-Policy"] = NOTHING_RUNS
    return answer
