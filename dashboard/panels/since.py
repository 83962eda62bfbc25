"""The day that a view is compared with: chosen, or some months before the as-of day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

from dashboard.selection import Selection

STEPS: Final = (1, 3, 6, 12)  # months back that are offered: what panels of forecasters print
USUAL_MONTHS: Final = 3  # houses print an edition a quarter

FURTHER_MONTHS: Final = (6, 12)  # back, where nothing is new since the usual day


def months_before(day: date, months: int) -> date:
    """Return the same day of an earlier month, or its last day where it has fewer."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def since_of(selection: Selection, *, today: date) -> date:
    """Return the day that a selection is compared with.

    Args:
        selection: with or without a chosen day.
        today: the as-of day where none is chosen.
    """
    return selection.since or months_before(selection.asof or today, USUAL_MONTHS)
