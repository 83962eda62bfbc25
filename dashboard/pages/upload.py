"""The upload page: drop reports, watch them being read, go to what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import dcc, html

from dashboard.layout.job_list import build_jobs
from dashboard.layout.markup import attributes
from dashboard.pages.content import Content, build_head
from warehouse.formats import ACCEPTED

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene

POLL_MS = 700  # often enough to see pages go by, seldom enough for eight people at once


def build(scene: Scene) -> Content:
    """Return the upload page, or why nothing can be uploaded here."""
    if not scene.can_upload:
        return Content(
            title="Upload",
            section="/upload",
            head=[build_head("Upload", "Uploads are off on this server")],
            body=[
                html.P(
                    "It shows what is in the warehouse and takes no files. Where it was started, "
                    "houseviews ingest adds reports.",
                    className="note",
                )
            ],
        )
    return Content(
        title="Upload",
        section="/upload",
        head=[
            build_head(
                "Upload", "Drop a report in; its forecasts stand on the charts when it is read"
            )
        ],
        body=[
            _drop(scene),
            html.Div(id="sending", role="status", **attributes(aria_live="polite")),
            dcc.Interval(id="jobs-tick", interval=POLL_MS),
            html.Div(build_jobs(scene), id="jobs"),
        ],
    )


def _drop(scene: Scene) -> html.Form:
    """Return a form that works by dropping, by choosing, and without a script."""
    return html.Form(
        [
            html.P(
                [
                    "Drop reports here, or ",
                    html.Button(
                        "choose files", type="button", id="choose", className="inline-door"
                    ),
                ],
                className="drop-words",
            ),
            html.P(
                f"{ACCEPTED}, one or many. The original stays as it came. You can leave this page.",
                className="subtitle",
            ),
        ],
        id="drop",
        action=f"{scene.prefix}api/reports",
        method="post",
        encType="multipart/form-data",
        className="drop",
    )
