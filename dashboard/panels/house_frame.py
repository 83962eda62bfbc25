"""Warehouse -> what one house says now: its newest figures, and their places among the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.panels.counting import ENOUGH_FOR_SPREAD
from dashboard.panels.edition_frame import house_of
from dashboard.panels.notes import IN_REVIEW
from dashboard.panels.once import rows_of
from dashboard.panels.wording import Row
from dashboard.selection import Selection
from warehouse import queries
from warehouse.periods import parse_period
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, Kind, Unit

if TYPE_CHECKING:
    from datetime import date

    from duckdb import DuckDBPyConnection

QUESTION: Final = ["indicator", "region", "period", "measure", "unit"]
MOST_DAYS: Final = 366  # a yearly outlook is old once the next one could be out
PLACE: Final = ["n", "median", "lowest", "highest", "above", "below"]


def read_house(cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
    """Return the newest figure of a house on every question; one row per figure.

    Columns of `queries.figures`, and of `queries.house_places` for pooled ones and for those that
    wait for a person: n, median, lowest, highest (in `unit`), above and below (houses); `distance`
    = mid - median in `unit`, null below three houses; `is_over`: the period ended before the
    as-of day.
    """
    house, asof, known = house_of(selection), selection.asof, selection.known
    own = queries.figures(cursor, institutions=[house], asof=asof, known=known)
    own = own.filter(pl.col("kind") != str(Kind.PREVIOUS))
    places = queries.house_places(cursor, house, asof=asof, known=known).select(*QUESTION, *PLACE)
    waits = pl.col("not_pooled_because") == IN_REVIEW
    is_placed = pl.col("pooled") | waits.fill_null(value=False)
    placed = own.filter(is_placed).join(places, on=QUESTION, how="left")
    frame = pl.concat([placed, own.filter(~is_placed)], how="diagonal")
    distance = pl.when(pl.col("n") >= ENOUGH_FOR_SPREAD).then(pl.col("mid") - pl.col("median"))
    over = {text: _is_over(text, selection) for text in frame["period"].unique()}
    is_over = pl.col("period").replace_strict(over, default=False, return_dtype=pl.Boolean)
    return frame.with_columns(distance.round(9).alias("distance"), is_over.alias("is_over"))


def _is_over(period: str, selection: Selection) -> bool:
    end = parse_period(period).end
    return end is not None and selection.asof is not None and end < selection.asof


def reading_order(frame: pl.DataFrame) -> list[Row]:
    """Return the rows by indicator, region, period: what is still to come before what is over."""
    indicators = list(indicator_info())

    def place(row: Row) -> tuple[bool, int, str, object, str]:
        period = parse_period(row["period"]).sort_key
        number = indicators.index(Indicator(row["indicator"]))
        return (row["is_over"], number, row["region"], period, row["measure"])

    return sorted(rows_of(frame), key=place)


def apart(frame: pl.DataFrame) -> list[Row]:
    """Return the figures with a distance from the median, furthest first; over periods left out.

    Percentages stand before other units: distances in unlike units have no common order. Figures
    that wait for a person are among them.
    """
    held = frame.filter(pl.col("distance").is_not_null() & ~pl.col("is_over")).rows(named=True)
    return sorted(held, key=lambda r: (r["unit"] != Unit.PCT, -abs(r["distance"]), r["region"],
                                       r["indicator"], r["period"], r["measure"]))  # fmt: skip


def place_words(row: Row) -> str:
    """Return where a figure stands: "2nd highest of 9", "highest of 4", "the only one"; or ""."""
    n = row["n"]
    if row.get("not_pooled_because") == IN_REVIEW:
        return IN_REVIEW
    if n is None:
        return ""
    if n == 1:
        return "the only one"
    above, below = row["above"], row["below"]
    if row["lowest"] == row["highest"]:
        return f"all {n} the same"
    if above == below:
        return f"in the middle of {n}"
    from_top = above < below
    rank = (above if from_top else below) + 1
    end = "highest" if from_top else "lowest"
    return f"{end} of {n}" if rank == 1 else f"{_ordinal(rank)} {end} of {n}"


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def age_words(days: int | None) -> str:
    """Return an age in months, marked over a year: "4 months", "14 months, old", or "–"."""
    if days is None:
        return numbers.NO_VALUE
    months = round(days / numbers.DAYS_PER_MONTH)
    words = "under a month" if months < 1 else numbers.plural(months, "month")
    return f"{words}, {numbers.OLD}" if is_old(days) else words


def is_old(days: int | None) -> bool:
    """Whether something was published over a year ago, longer than houses take to say it anew."""
    return days is not None and days > MOST_DAYS


def days_since(published: date | None, *, asof: date) -> int | None:
    """Return the days from a publication to a day; None without a date."""
    return None if published is None else (asof - published).days
