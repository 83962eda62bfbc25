"""Dates -> places on an axis of years, with the distant past folded into a short stretch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.figures.ticks import Axis

FOLDED: Final = 0.8  # years of room that everything before the first full year gets
DAYS: Final = 365.25


@dataclass(frozen=True, slots=True)
class Timescale:
    """A mapping of dates to years.

    Attributes:
        start: first year that has its full length.
        oldest: the oldest date shown.
        end: right end of the axis, a date.
    """

    start: int
    oldest: date
    end: date

    def at(self, day: date) -> float:
        """Return the place of a date: its year and fraction, folded before `start`."""
        place = _years(day)
        if place >= self.start or self.oldest.year >= self.start:
            return place
        first = _years(self.oldest)
        return self.start - FOLDED * (self.start - place) / (self.start - first)

    def axis(self, *, right_px: float, width: float, has_labels: bool) -> Axis:
        """Return the axis with a tick at each new year.

        Args:
            right_px: px kept free beyond the last date.
            width: px of the plot.
            has_labels: whether ticks carry their year.
        """
        low = min(self.at(self.oldest), float(self.start)) - 0.1
        high = self.at(self.end)
        high += (high - low) * right_px / max(width - right_px, 1.0)
        years = [year for year in range(self.start, int(high) + 1) if year >= low]
        labels = tuple(str(year) if has_labels else "" for year in years)
        return Axis((low, high), tuple(map(float, years)), labels)


def _years(day: date) -> float:
    start = date(day.year, 1, 1)
    return day.year + (day - start).days / DAYS


def make_timescale(days: list[date], *, asof: date, full_years: int) -> Timescale:
    """Return a scale that holds all dates and gives the last `full_years` their full length.

    Args:
        days: dates shown; may be empty.
        asof: the day that is looked from.
        full_years: how many years back from `asof` are not folded.
    """
    shown = [*days, asof]
    return Timescale(start=asof.year - full_years, oldest=min(shown), end=max(shown))
