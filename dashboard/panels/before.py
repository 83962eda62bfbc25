"""The figure that a house's change is told from: one rule for every screen.

What the newer report prints as the house's figure before goes first: an edition may be missing
here, and the house knows its own. Else it is the figure of the dated edition before. Views carry it
as `previous_low`, `previous_high` and `previous_published`, the last of which is null where the
report prints it (`views/latest.sql`): no day stands beside it. An undated report is no edition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.panels.counting import decimals_of
from dashboard.panels.wording import Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

SAME: Final = 1e-9  # closer midpoints are one and the same
PRINTED_WORDS: Final = "the earlier figure that its report prints"


def are_printed() -> pl.Expr:
    """Return whether the report itself prints the figure before, over rows of the views."""
    return pl.col("previous_low").is_not_null() & pl.col("previous_published").is_null()


def previous_middle() -> pl.Expr:
    """Return `previous_mid` over rows of the views."""
    return (pl.col("previous_low") + pl.col("previous_high")) / 2


def previous_mid(row: Row) -> float | None:
    """Return the middle of the figure before, or None where there is none, or an open bound."""
    low, high = row["previous_low"], row["previous_high"]
    return None if low is None or high is None else float(low + high) / 2


def is_printed(row: Row) -> bool:
    """Whether the report itself prints the figure before."""
    return row["previous_low"] is not None and row["previous_published"] is None


def change_of(row: Row) -> float | None:
    """Return the change from the figure before, in `unit`; None where either has no middle."""
    before = previous_mid(row)
    return None if before is None or row["mid"] is None else round(float(row["mid"] - before), 9)


def base_words(day: date | None, precision: str | None = None, *, printed: bool) -> str:
    """Return which of a house's figures a change is told from.

    Args:
        day: on which the older edition came out; None where it prints no date.
        precision: of that day; None where it is not known.
        printed: whether the newer report prints the figure.
    """
    if printed:
        return PRINTED_WORDS
    return f"its edition of {numbers.day(day, precision)}" if day else "its undated edition"


def base_of(then: Row) -> str:
    """Return which figure a row of `told_from` is."""
    day, precision = then["published"], then["published_precision"]
    return base_words(day, precision, printed=then["is_printed"])


def told_first(editions: Sequence[Row]) -> Row:
    """Return what a house said first: what its first edition prints as the figure before, else it.

    Args:
        editions: rows of `queries.revisions` on one question, oldest first.

    Returns:
        A row with `is_printed`; of a printed figure low, high and mid are those before.
    """
    first, middle = editions[0], previous_mid(editions[0])
    if middle is None or not is_printed(first):
        return {**first, "is_printed": False}
    low, high = first["previous_low"], first["previous_high"]
    return {**first, "low": low, "high": high, "mid": middle, "is_printed": True}


def change_line(row: Row) -> str:
    """Return a line on a figure's change and what it is told from; blank for a first edition.

    Args:
        row: of the views, with previous_*.
    """
    change, decimals = change_of(row), decimals_of(row["indicator"])
    if change is None:
        return ""
    base = base_words(row["previous_published"], "month", printed=is_printed(row))
    if not change:
        return f"unchanged against {base}"
    done = "raised" if change > 0 else "cut"
    then = numbers.bounds(row["previous_low"], row["previous_high"], decimals=decimals)
    return f"{done} from {then}, {base}"


def printed_line(first: Row) -> str:
    """Return a line on a row of `told_first` that a report prints as its figure before."""
    decimals = decimals_of(first["indicator"])
    then = numbers.bounds(first["low"], first["high"], decimals=decimals)
    when = numbers.day(first["published"], first["published_precision"])
    return f"{then} before, as its report of {when} prints"


def told_from(now: pl.DataFrame, then: pl.DataFrame, *, on: Sequence[str]) -> pl.DataFrame:
    """Return the earlier figures, with what a newer report prints as the one before in their place.

    Args:
        now: the figures of the later day, rows of the views.
        then: those of the earlier day, of the same columns.
        on: what makes a figure of one day the earlier one of another.

    Returns:
        The columns of `then` and `is_printed`. Such a figure has no day, and the id of the newer
        one, whose sentence prints it.
    """
    newer = then.select(*on, earlier="report_sha256")
    printed = (
        now.filter(are_printed())
        .join(newer, on=list(on), how="inner")
        .filter(pl.col("report_sha256") != pl.col("earlier"))
        .with_columns(
            low="previous_low",
            high="previous_high",
            mid=previous_middle(),
            published="previous_published",
        )
        .select(then.columns)
    )
    stood = then.join(printed, on=list(on), how="anti")
    marked = pl.int_range(pl.len()) >= stood.height
    return pl.concat([stood, printed]).with_columns(is_printed=marked)
