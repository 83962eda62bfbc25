"""The figure that is open -> the drawer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Input, Output, html

from dashboard.evidence import build_evidence
from dashboard.evidence_parts import build_bar
from dashboard.layout.still import freeze
from dashboard.selection import Selection, SelectionError

if TYPE_CHECKING:
    from dashboard.callbacks.desk import Desk


def register_opening(desk: Desk) -> None:
    """Register how the evidence of a figure comes into the drawer."""
    clientside: Any = desk.app.clientside_callback
    clientside(
        ClientsideFunction("houseviews", "drawn"),
        Output("drawer", "data-shown"),
        Input("drawer", "children"),
    )

    @desk.app.callback(
        Output("drawer", "children"), Input("opened", "data"), prevent_initial_call=True
    )
    def open_evidence(opened: dict[str, Any] | None) -> list[Any]:
        figure = str((opened or {}).get("figure") or "")
        if not figure:
            return []
        try:
            scene = desk.scene(opened)
            Selection.from_query({"evidence": figure})
        except SelectionError as error:
            plain = desk.plain_scene(opened)
            return [build_bar(plain), html.P(error.message, className="note", role="alert")]
        parts: list[Any] = freeze(build_evidence(scene, figure))
        return parts
