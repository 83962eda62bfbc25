"""The routes for realised values that people load: take a file, list sources, take one out.

The command line sends its file here where a server holds the warehouse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, jsonify, request

from dashboard.upload import OWN_HEADER, UPLOADS_OFF
from warehouse.errors import WarehouseError
from warehouse.keeping_actuals import keep_values, list_sources, remove_source
from warehouse.own_actuals import check_values

if TYPE_CHECKING:
    from warehouse.store import Warehouse

MOST_BYTES: Final = 20_000_000  # a file of the most rows that are taken has half of that
LONGEST_NAME: Final = 200  # characters of a file name that are kept


def load(warehouse: Warehouse, text: str, *, name: str) -> dict[str, Any]:
    """Check a file and keep its values; with a fault nothing is kept.

    Returns:
        "file", "kept" (how many) and "faults" (sentences).
    """
    checked = check_values(text, name=name)
    if checked.values:
        keep_values(warehouse, checked.values, file_name=name)
    return {"file": name, "kept": len(checked.values), "faults": list(checked.faults)}


def listed(warehouse: Warehouse) -> dict[str, Any]:
    """Return what is loaded, ready for JSON."""
    rows = list_sources(warehouse.cursor()).to_dicts()
    return {"sources": [row | {"recorded_at": row["recorded_at"].isoformat()} for row in rows]}


def removed(warehouse: Warehouse, source: str) -> dict[str, Any]:
    """Take a source out and return how many values that were."""
    return {"source": source, "removed": remove_source(warehouse, source)}


def build_own_values(warehouse: Warehouse, *, is_open: bool) -> Blueprint:
    """Return the routes under /api/actuals.

    Args:
        warehouse: opened for writing.
        is_open: whether this server takes anything; as for uploads.
    """
    routes = Blueprint("own_values", __name__)

    @routes.get("/api/actuals")
    def told() -> Response:
        return jsonify(listed(warehouse))

    @routes.post("/api/actuals")
    def take() -> tuple[Response, int]:
        if refused := _refused(is_open=is_open):
            return refused
        facts = request.get_json(silent=True)
        if not isinstance(facts, dict) or not isinstance(facts.get("text"), str):
            return _error("no_file", "Send JSON with name and text.", 400)
        name = "".join(c for c in str(facts.get("name") or "") if c.isprintable())
        try:
            return jsonify(load(warehouse, facts["text"], name=name[-LONGEST_NAME:] or "file")), 200
        except WarehouseError as problem:
            return _error("not_kept", f"Not taken: {problem}.", 507)

    @routes.post("/api/actuals/remove")
    def remove() -> tuple[Response, int]:
        if refused := _refused(is_open=is_open):
            return refused
        facts = request.get_json(silent=True)
        source = facts.get("source") if isinstance(facts, dict) else None
        if not isinstance(source, str) or not source:
            return _error("no_source", "Send JSON with the source to take out.", 400)
        try:
            return jsonify(removed(warehouse, source)), 200
        except WarehouseError as problem:
            return _error("not_kept", f"Not done: {problem}.", 507)

    return routes


def _refused(*, is_open: bool) -> tuple[Response, int] | None:
    if not is_open:
        return _error("uploads_off", UPLOADS_OFF, 403)
    if not request.headers.get(OWN_HEADER):  # no page of another origin can set it unasked
        return _error("other_origin", f"Values are taken with the header {OWN_HEADER}.", 403)
    if request.content_length is None or request.content_length > MOST_BYTES:
        said = f"Not taken: at most {MOST_BYTES // 1_000_000} MB, with its length announced."
        return _error("too_large", said, 413)
    return None


def _error(code: str, message: str, status: int) -> tuple[Response, int]:
    return jsonify(error={"code": code, "message": message}), status
