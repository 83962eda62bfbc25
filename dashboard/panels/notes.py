"""Judged rows -> the sentences of a footer: what is left out, old, a range, or in review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median
from typing import Final

from dashboard import numbers
from dashboard.panels.counting import Spread, decimals_of, note_of, value_text
from dashboard.panels.spans import is_of
from dashboard.panels.wording import Row, listed_some, region_short
from warehouse.vocabulary import Kind

IN_REVIEW: Final = "awaiting review"
YEAR: Final = 365  # days after which a counted figure is pointed out as old


def left_out(rows: Iterable[Row], *, regions: Sequence[str] = ()) -> str:
    """Return a sentence on the figures that are shown and not counted; blank for none.

    Args:
        rows: judged rows.
        regions: those compared; of several, each figure says its own.
    """
    texts = [
        f"{_whose(row, regions)} {value_text(row)} ({note_of(row) or row['why_not']})"
        for row in rows
        if not row["counted"] and row["kind"] != Kind.PREVIOUS
    ]
    return f"Not counted: {listed_some(texts)}." if texts else ""


def _whose(row: Row, regions: Sequence[str]) -> str:
    """Return the house, with the region where several are compared."""
    if len(regions) < 2:
        return str(row["institution"])
    return f"{row['institution']} {region_short(row['region'])}"


def review_effects(rows: Iterable[Row], found: Spread, *, period: str, measure: str) -> str:
    """Return a sentence on what the figures in review would do to a median; blank for nothing.

    Args:
        rows: judged rows, of any region.
        found: the counted figures of one region.
        period: the period that is pooled.
        measure: the definition that is pooled.
    """
    waiting = [
        row
        for row in rows
        if row["why_not"] == IN_REVIEW
        and row["region"] == found.region
        and row["mid"] is not None
        and row["measure"] == measure
        and is_of(row, period)
    ]
    if not waiting or found.median is None:
        return ""
    mids = [row["mid"] for row in (*found.rows, *waiting)]
    then = round(float(median(mids)), 6)
    if then == found.median:
        return ""
    who = listed_some(f"{row['institution']} {value_text(row)}" for row in waiting)
    verb = "would move" if len(waiting) == 1 else "would together move"
    now, after = numbers.number(found.median), numbers.number(then)
    return (
        f"{who} {verb} the {region_short(found.region)} median from {now} to {after} if accepted."
    )


def oldest(rows: Iterable[Row], *, asof: date | None) -> str:
    """Return a sentence on counted figures more than a year old; blank for none."""
    held = [
        row
        for row in rows
        if row["counted"] and row["published"] and asof and (asof - row["published"]).days > YEAR
    ]
    texts = [
        f"{row['institution']} of {numbers.day(row['published'], row['published_precision'])}"
        for row in sorted(held, key=lambda row: (row["published"], row["institution"]))
    ]
    return f"Counted though over a year old: {listed_some(texts)}." if texts else ""


def midpoints(rows: Sequence[Row], *, regions: Sequence[str] = ()) -> str:
    """Return a sentence on ranges that enter by their middle; blank for none."""
    texts = [
        f"{_whose(row, regions)} at "
        + numbers.number(row["mid"], decimals=decimals_of(row["indicator"]))
        for row in rows
        if row["counted"] and row["low"] != row["high"]
    ]
    return f"Ranges enter by their middle: {listed_some(texts)}." if texts else ""
