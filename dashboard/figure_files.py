"""`/api/figures.csv` and `.xlsx`: every figure that stands, not only what a panel shows.

The selection's filters hold here too, so that one address gives a whole warehouse or one house.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import polars as pl
from flask import Blueprint, Response, request

from dashboard.selection import Selection, SelectionError
from warehouse import queries
from warehouse.version_queries import data_version

if TYPE_CHECKING:
    from warehouse.store import Warehouse

MOST_ROWS: Final = 100_000  # of a workbook; more take minutes to write and do not open well
FILTERS: Final = ("indicator", "indicators", "regions", "period", "institutions", "asof", "known")


def add_figure_files(
    routes: Blueprint,
    warehouse: Warehouse,
    *,
    today: Callable[[], date],
    prefix: str,
    as_csv: Callable[[pl.DataFrame], str],
) -> None:
    """Add the files of all figures to the data routes.

    Args:
        routes: of the data.
        warehouse: where the figures are.
        today: tells the as-of day where an address names none.
        prefix: of every address, without a last slash.
        as_csv: writes a frame as CSV.
    """

    @routes.get("/figures.csv")
    def figures_csv() -> Response:
        selection = _asked(today())
        response = Response(as_csv(read_figures(warehouse, selection)), mimetype="text/csv")
        return _named(response, "figures.csv", warehouse, selection)

    @routes.get("/figures.xlsx")
    def figures_xlsx() -> Response:
        from dashboard.workbook import MIMETYPE, figures_bytes

        selection = _asked(today())
        frame = read_figures(warehouse, selection)
        if frame.height > MOST_ROWS:
            said = f"{frame.height:,} figures are too many for a workbook; take figures.csv"
            raise SelectionError("figures", f"{said} or choose indicators, regions or houses")
        page = f"{request.url_root.rstrip('/')}{prefix}/panels/table"
        clocks = Selection(asof=selection.asof, known=selection.known)

        def link(figure: str) -> str:
            return f"{page}?{clocks.at(evidence=figure).to_query()}"

        book = figures_bytes(frame, selection, evidence=link)
        response = Response(book, mimetype=MIMETYPE)
        return _named(response, "figures.xlsx", warehouse, selection)


def _asked(today: date) -> Selection:
    """Return the selection of the request.

    Raises:
        SelectionError: a parameter that figures are not filtered by, or that can't be read.
    """
    asked = Selection.from_query(request.query_string.decode("utf-8", "replace"))
    for name in ("measure", "since", "age", "scale", "evidence"):
        if getattr(asked, name):
            raise SelectionError(name, f"{name} does not filter figures; use {', '.join(FILTERS)}")
    return asked.at(asof=asked.asof or today)


def read_figures(warehouse: Warehouse, selection: Selection) -> pl.DataFrame:
    """Return the newest figure of each house on each question, with when it was recorded."""
    cursor = warehouse.cursor()
    one = [selection.indicator] if selection.indicator else []
    frame = queries.figures(
        cursor,
        indicators=[str(indicator) for indicator in (*one, *selection.indicators)],
        regions=list(selection.regions),
        periods=[selection.period] if selection.period else [],
        institutions=list(selection.institutions),
        asof=selection.asof,
        known=selection.known,
    )
    reports = queries.reports(cursor, asof=selection.asof, known=selection.known)
    recorded = reports.select(pl.col("sha256").alias("report_sha256"), "recorded_at")
    return frame.join(recorded, on="report_sha256", how="left", maintain_order="left")


def _named(response: Response, name: str, warehouse: Warehouse, selection: Selection) -> Response:
    """Give an answer its file name and a tag that changes with the data and the day."""
    seed = (name, selection, data_version(warehouse.cursor()), request.url_root)
    response.set_etag(sha256(repr(seed).encode()).hexdigest()[:20])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.make_conditional(request)
    return response
