"""Which periods stand beside the one that is asked for: parts of a year, and the year of a part."""

from __future__ import annotations

from typing import Final

from dashboard.panels.wording import Row
from warehouse.periods import period_key
from warehouse.vocabulary import Measure

YEAR_END_MEASURES: Final = (Measure.Q4Q4, Measure.YEAR_END, Measure.YOY)
YEAR: Final = len("2026")
_WITHIN: Final = {"H1": ("Q1", "Q2", "-06"), "H2": ("Q3", "Q4", "-12")}


def related_periods(period: str) -> list[str]:
    """Return a period and those drawn beside it.

    Beside a year stand its halves, its last quarter and its last month; beside a half its quarters,
    its last month and the year that it is a half of.
    """
    year, part = period[:YEAR], period[YEAR:]
    if is_year(period):
        return [year, f"{year}H1", f"{year}H2", f"{year}Q4", f"{year}-12"]
    if part in _WITHIN:
        return [period, *(f"{year}{piece}" for piece in _WITHIN[part]), year]
    return [period]


def is_year(period: str) -> bool:
    """Whether a period is a calendar year."""
    return len(period) == YEAR and period.isdigit()


def is_half(period: str) -> bool:
    """Whether a period is the half of a year."""
    return period[YEAR:] in _WITHIN


def is_of(row: Row, period: str) -> bool:
    """Whether a figure is for the period, in whichever way its definition writes it."""
    return row["period"] in (period, period_key(period, measure=row["measure"]))


def is_year_end_of(row: Row, period: str) -> bool:
    """Whether a figure for the last quarter or month is about the whole year, otherwise defined."""
    return row["period"] in (f"{period}Q4", f"{period}-12") and row["measure"] in YEAR_END_MEASURES


def belongs(row: Row, *, period: str) -> bool:
    """Whether a row is drawn: quarterly paths of a year are not, those of a half are."""
    if is_half(period):
        return row["period"] in related_periods(period)
    if is_of(row, period) or row["period"] in (f"{period}H1", f"{period}H2"):
        return True
    return is_year_end_of(row, period)
