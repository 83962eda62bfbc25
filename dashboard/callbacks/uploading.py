"""The queue -> the list on the upload page, while it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Input, Output, State

from dashboard.layout.job_list import build_jobs

if TYPE_CHECKING:
    from dashboard.callbacks.desk import Desk


def register_uploading(desk: Desk) -> None:
    """Register how progress comes onto the upload page."""

    @desk.app.callback(
        Output("jobs", "children"),
        Input("jobs-tick", "n_intervals"),
        State("route", "data"),
        prevent_initial_call=True,
    )
    def show_jobs(_: int, route: dict[str, Any]) -> list[Any]:
        return build_jobs(desk.plain_scene(route))
