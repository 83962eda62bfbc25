"""Realised values in the words of panels: which print, from when, how sure."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import polars as pl

from dashboard import numbers
from dashboard.panels.counting import decimals_of
from dashboard.panels.wording import Row
from warehouse.actuals import series_words

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


def with_series(prints: pl.DataFrame, *, vintage: str) -> pl.DataFrame:
    """Return of each value the print to take per statistic; one row per question and series.

    Columns of `queries.actuals` and `is_main`: the one for figures that name no statistic.
    """
    end = "latest" if vintage == "latest" else "first"
    kept = prints.filter(pl.col(f"series_{end}") == 1)
    return kept.with_columns((pl.col(f"nth_{end}") == 1).alias("is_main"))


def series_of(indicator: str, quote: str | None) -> str:
    """Return which statistic the words of a figure name; "" where they name none, or several."""
    found = [
        series
        for (code, series), words in series_words().items()
        if code == indicator and words.search(quote or "")
    ]
    return found[0] if len(found) == 1 else ""


def outturn_text(row: Row) -> str:
    """Return a realised value with its unit."""
    decimals = decimals_of(row["indicator"])
    return numbers.figure(row["low"], row["high"], row["unit"], decimals=decimals)


def print_words(row: Row) -> str:
    """Return which print a realised value is: "first estimate, 30 Jan 2025"."""
    when = numbers.day(row["known_from"], row["precision"]) if row["precision"] else ""
    series = f"{row['series']}, " if row["series"] else ""
    sure = f"{UNSURE}, not looked up" if row["confidence"] == UNSURE else ""
    if row.get("is_own"):
        sure = f"own value of {row['source']}" + (f", {sure}" if sure else "")
    return series + ", ".join(part for part in (VINTAGES[row["vintage"]], when, sure) if part)


def source_words(row: Row) -> str:
    """Return the release of a realised value and the site that it was found on, for tables."""
    site = urlsplit(row["source"]).hostname if row["source"] else ""
    if row.get("is_own"):
        return "; ".join(part for part in ("own value", row["source"], row["release"]) if part)
    return f"{row['release']}; {site.removeprefix('www.')}" if site else str(row["release"])
