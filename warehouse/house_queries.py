"""Questions about one house, or about all of them by name -> polars frames; part of `queries`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from warehouse.asking import ask, ask_view, both_clocks

if TYPE_CHECKING:
    from datetime import datetime

    import polars as pl
    from duckdb import DuckDBPyConnection


def houses(
    cur: DuckDBPyConnection, *, asof: date | None = None, known: datetime | None = None
) -> pl.DataFrame:
    """Return every house that says anything, most figures first; one row per institution.

    Columns as in `views/house_index.sql`: figures, review, shared, extremes, reports (counts),
    newest (a day or null), age_days, topics ("indicator region" texts).
    """
    order = "ORDER BY figures DESC, institution"
    return ask_view(cur, "house_index($asof, $known)", {}, both_clocks(asof, known), order=order)


def house_editions(
    cur: DuckDBPyConnection,
    house: str,
    *,
    asof: date | None = None,
    known: datetime | None = None,
) -> pl.DataFrame:
    """Return the reports that a house published, newest first; one row per report.

    Columns as in `views/house_editions.sql`.
    """
    return ask(
        cur,
        "SELECT * FROM house_editions($asof, $known, $house) "
        "ORDER BY published DESC NULLS LAST, figures DESC, title, report_sha256",
        {**both_clocks(asof, known), "house": house},
    )


def house_places(
    cur: DuckDBPyConnection,
    house: str,
    *,
    asof: date | None = None,
    known: datetime | None = None,
) -> pl.DataFrame:
    """Return where the pooled figures of a house stand among the others; one row per figure.

    Columns as in `views/house_places.sql`: n, median, lowest, highest, above, below.

    Args:
        cur: a cursor of the warehouse.
        house: its usual name.
        asof: the day; today by default.
        known: the moment; now by default.
    """
    return ask(
        cur,
        "SELECT * FROM house_places($asof, $known, $house) "
        "ORDER BY indicator, region, period, measure, unit",
        {**both_clocks(asof, known), "house": house},
    )


def edition_diff(
    cur: DuckDBPyConnection,
    house: str,
    *,
    newer: str,
    older: str,
    known: datetime | None = None,
) -> pl.DataFrame:
    """Return what a house changed between two of its reports; one row per figure of either.

    Columns as in `views/edition_diff.sql`; low, high, before_* and change in `unit`.

    Args:
        cur: a cursor of the warehouse.
        house: its usual name.
        newer: SHA-256 of the later report.
        older: SHA-256 of the earlier report.
        known: the moment; now by default.
    """
    return ask(
        cur,
        "SELECT * FROM edition_diff($asof, $known, $house, $newer, $older) "
        "ORDER BY indicator, region, period, measure, kind, unit",
        {
            **both_clocks(date.max, known),
            "house": house,
            "newer": newer,
            "older": older,
        },
    )
