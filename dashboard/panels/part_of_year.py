"""A question on a half of a year that few houses answer -> what more of them say beside it.

Houses print years. One that prints a half, and mostly its peak, stands alone on it: the reader is
then told what the others say of its quarters and of the whole year, which is never pooled with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.panels.counting import ENOUGH_FOR_SPREAD, note_of, value_text
from dashboard.panels.spans import YEAR, is_half, is_year
from dashboard.panels.wording import listed_some, measure_words, period_in_sentence, region_brief
from warehouse.vocabulary import Kind

if TYPE_CHECKING:
    from dashboard.panels.wording import Row
    from dashboard.selection import Selection

MOST_NAMED: Final = 2  # figures of a finding; the footer has them all


def without_needless_year(frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
    """Return the rows on a half, without the whole year where houses enough speak of the half.

    Of the whole year only what would be counted there stands beside a half.

    Args:
        frame: judged rows.
        selection: with its period.
    """
    period = selection.period or ""
    if not is_half(period):
        return frame
    n = frame.filter("counted").group_by("region").agg(pl.col("institution").n_unique())
    enough = n.filter(pl.col("institution") >= ENOUGH_FOR_SPREAD)["region"].to_list()
    is_whole = pl.col("period") == period[:YEAR]
    return frame.filter(~is_whole | (pl.col("pooled") & ~pl.col("region").is_in(enough)))


def uncounted_words(frame: pl.DataFrame, selection: Selection) -> str:
    """Return what the houses say of a half where nothing can be pooled; blank for other periods.

    Returns:
        Figures with the reason each stands apart: "J.P. Morgan over 3 (open bound, not pooled)".
    """
    period = selection.period or ""
    if not is_half(period):
        return ""
    is_own = (pl.col("period") != period[:YEAR]) & (pl.col("kind") == str(Kind.FORECAST))
    rows = frame.filter(is_own).rows(named=True)
    said = [
        f"{row['institution']} {value_text(row)} ({note_of(row) or row['why_not']})" for row in rows
    ]
    if said:
        return listed_some(said, most=MOST_NAMED)
    return f"nobody speaks of {period_in_sentence(period)}"


def definition_words(row: Row) -> str:
    """Return the definition of a figure for a part of a year, in brackets; blank for a year."""
    return "" if is_year(row["period"]) else f" ({measure_words(row['measure'])})"


def whole_year_words(frame: pl.DataFrame, selection: Selection) -> str:
    """Return what the houses say of the whole year, for each region that has few on its half.

    Returns:
        A sentence such as "For the whole year OECD has 2.6 on the US."; blank where a half is not
        asked for, or nobody speaks of its year.
    """
    period = selection.period or ""
    if not is_half(period):
        return ""
    whole = frame.filter((pl.col("period") == period[:YEAR]) & pl.col("pooled"))
    said = [words for region in selection.regions if (words := _of_region(whole, region))]
    return f"For the whole year {numbers.listed(said)}." if said else ""


def _of_region(whole: pl.DataFrame, region: str) -> str:
    """Return what the houses say of a region by the definition that most of them give."""
    here = whole.filter((pl.col("region") == region) & pl.col("mid").is_not_null())
    if here.is_empty():
        return ""
    usual = here.group_by("measure").len().sort(["len", "measure"], descending=[True, False])
    measure = usual["measure"][0]
    mids = here.filter(pl.col("measure") == measure)
    where = region_brief(region)
    if mids.height == 1:
        row: Row = mids.row(0, named=True)
        return f"{row['institution']} has {numbers.number(row['mid'])} on {where}"
    middle = mids.select(pl.col("mid").median()).item()
    return (
        f"{mids.height} houses have a median of {numbers.number(middle)} on {where}, "
        f"{measure_words(measure)}"
    )
