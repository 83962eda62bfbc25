"""The year that panels on the dollar show where none is chosen: this one or the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from dashboard.panels.asked import asked_of
from dashboard.panels.base import Panel
from dashboard.panels.dollar_calls import dollar_signs, votes, with_directions
from dashboard.panels.usual_period import fuller_year
from dashboard.selection import Selection
from warehouse import queries
from warehouse.vocabulary import Indicator, Kind

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class OfDollarYear(Panel):
    """A panel on the dollar in one year."""

    def settled(self, cursor: DuckDBPyConnection, selection: Selection) -> Selection:
        """Return the selection with this year or next, whichever more houses call the dollar in."""
        return with_usual_dollar_year(cursor, selection)


def with_usual_dollar_year(cursor: DuckDBPyConnection, selection: Selection) -> Selection:
    """Return a selection with the year that most houses have a vote in where none is chosen.

    The votes are worked out only where more houses print anything for the next year than for this
    one: late in a year that is what outlooks are about, and this year ends as one asks.

    Args:
        cursor: of the warehouse.
        selection: with the as-of day.
    """
    if selection.period or selection.asof is None:
        return selection
    this, following = (str(selection.asof.year + i) for i in range(2))
    frame = queries.figures(
        cursor,
        indicators=[str(Indicator.FX_RATE)],
        **asked_of(selection),
    )
    own = frame.filter(
        (pl.col("kind") == str(Kind.FORECAST)) & pl.col("region").is_in(list(dollar_signs()))
    )

    def speaking(year: str) -> int:
        return own.filter(pl.col("period").str.starts_with(year))["institution"].n_unique()

    said = {year: speaking(year) for year in (this, following)}
    if fuller_year(said, asof=selection.asof) == this:
        return selection.at(period=this)
    counts = {year: len(votes(with_directions(frame, year=year))) for year in (this, following)}
    return selection.at(period=fuller_year(counts, asof=selection.asof))
