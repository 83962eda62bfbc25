"""The year that a panel shows where none is chosen: this year or next, as most houses speak of.

In December the next is asked about as soon as any house speaks of it: this year ends as one asks,
and of a level at its end nothing is left to forecast.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from dashboard.panels.asked import asked_of
from dashboard.panels.base import Panel
from dashboard.selection import Selection
from warehouse import queries
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, Measure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from duckdb import DuckDBPyConnection

LATE_MONTH: Final = 12  # from which on the next year is asked about


class OfUsualYear(Panel):
    """A panel of one indicator that shows this year or next where no period is chosen."""

    def settled(self, cursor: DuckDBPyConnection, selection: Selection) -> Selection:
        """Return the selection with this year or next, whichever more houses speak of."""
        return with_usual_year(cursor, selection)


def with_usual_year(cursor: DuckDBPyConnection, selection: Selection) -> Selection:
    """Return a selection with the year of most counted figures where no period is chosen.

    Args:
        cursor: of the warehouse.
        selection: with indicator, regions and the as-of day.
    """
    if selection.period or selection.asof is None:
        return selection
    years = (str(selection.asof.year), str(selection.asof.year + 1))
    found = queries.consensus(
        cursor,
        indicators=[str(selection.indicator)],
        periods=list(years),
        **asked_of(selection),
    )
    counts: Counter[str] = Counter()
    for period, n in found.select("period", "n").iter_rows():
        counts[period[: len(years[0])]] += n
    return selection.at(period=fuller_year(counts, asof=selection.asof))


def fuller_year(counts: Mapping[str, int], *, asof: date) -> str:
    """Return this year or the next, whichever counts more; late in the year the next if any does.

    Args:
        counts: houses by year.
        asof: the day.
    """
    this, following = str(asof.year), str(asof.year + 1)
    if asof.month >= LATE_MONTH and counts.get(following, 0):
        return following
    return following if counts.get(following, 0) > counts.get(this, 0) else this


def with_given_measure(cursor: DuckDBPyConnection, selection: Selection) -> Selection:
    """Return a selection with the definition of most houses where none gives the usual one.

    Only where a part of a year is asked for: whole years have a usual definition that most give.

    Args:
        cursor: of the warehouse.
        selection: with indicator, regions, period and the as-of day.
    """
    period = selection.period or ""
    if selection.measure or not period or period.isdigit():
        return selection
    found = queries.consensus(
        cursor,
        indicators=[str(selection.indicator)],
        periods=[period],
        **asked_of(selection),
    )
    counts: Counter[str] = Counter()
    for measure, n in found.select("measure", "n").iter_rows():
        counts[measure] += n
    usual = indicator_info()[Indicator(selection.indicator or "")].default_measure
    if not counts or counts[usual]:
        return selection
    return selection.at(measure=Measure(max(counts, key=lambda name: (counts[name], name))))
