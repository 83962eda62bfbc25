"""Realised values in the words of panels: which print, from when, how sure."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import polars as pl

from dashboard import numbers
from dashboard.panels.counting import decimals_of
from dashboard.panels.wording import Row

VINTAGES: Final = {
    "first": "first estimate",
    "revised": "revised",
    "latest": "latest revision",
    "unrevised": "never revised",
}
UNSURE: Final = "general knowledge"  # the confidence of values that nobody looked up
EXACT_DECIMALS: Final = 2  # computed values carry rounding noise beyond


def chosen(frame: pl.DataFrame, *, vintage: str) -> pl.DataFrame:
    """Return of the prints of each value the one that errors are taken against.

    Args:
        frame: rows of `queries.actuals`.
        vintage: "first" or "latest"; where that print is not kept, the nearest to it is.
    """
    return frame.filter(pl.col("nth_latest" if vintage == "latest" else "nth_first") == 1)


def outturn_text(row: Row) -> str:
    """Return a realised value with its unit."""
    decimals = decimals_of(row["indicator"])
    return numbers.figure(row["low"], row["high"], row["unit"], decimals=decimals)


def print_words(row: Row) -> str:
    """Return which print a realised value is: "first estimate, 30 Jan 2025"."""
    when = numbers.day(row["known_from"], row["precision"]) if row["precision"] else ""
    series = f"{row['series']}, " if row["series"] else ""
    sure = f"{UNSURE}, not looked up" if row["confidence"] == UNSURE else ""
    return series + ", ".join(part for part in (VINTAGES[row["vintage"]], when, sure) if part)


def source_words(row: Row) -> str:
    """Return the release of a realised value and the site that it was found on, for tables."""
    site = urlsplit(row["source"]).hostname if row["source"] else ""
    return f"{row['release']}; {site.removeprefix('www.')}" if site else str(row["release"])
