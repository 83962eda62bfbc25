"""Header of a table -> the month of the day, or the horizon in months, that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.months import MONTHS, month_number

if TYPE_CHECKING:
    from datetime import date

CENTURY = 2000  # two digits of a year are of this century
_NAME = "|".join(f"{month}[a-z]{{0,6}}" for month in MONTHS)
_DAYS = r"(?:\d{1,2}\s?[-–/]\s?)?"
_DAY = re.compile(
    rf"(?:{_DAYS}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]?(?P<month>{_NAME})\.?,?[\s-]?|"
    rf"(?P<month2>{_NAME})\.?\s{_DAYS}(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s)"
    r"(?:['’]?(?P<year>20\d\d|\d\d)|(?P<open>(?<=[a-z])))",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?:in\s|\+\s?)?(\d{1,2})[\s-]?(?:m|mths?|mos?|months?)(?:['’]?\s(?:ahead|forward|time))?",
    re.IGNORECASE,
)


def months_ahead(text: str) -> str | None:
    """Return "3M" for a header that is a horizon: "3 months", "+3m", "in 3 mths"."""
    found = _AHEAD.fullmatch(text.strip("()* "))
    return f"{int(found[1])}M" if found else None


def is_day_gone(text: str, published: date | None) -> bool:
    """Whether a header or label is a full date no later than the report: the prices of that day."""
    found = _DAY.fullmatch(text.strip("() "))
    if found is None or published is None or found["year"] is None:
        return False
    year, month, day = _date_of(found)
    return (year, month, day) <= (published.year, published.month, published.day)


def _date_of(found: re.Match[str]) -> tuple[int, int, int]:
    month = found["month"] or found["month2"]
    year = int(found["year"][-2:]) + CENTURY
    return year, month_number(month), int(found["day"] or found["day2"])


def month_of_meeting(text: str, published: date | None) -> str | None:
    """Return "Mar 2026" for "17-18 March 2026", if that day is still to come.

    A day before the report came out is when prices were taken, or a decision that was made. A day
    without a year is the next such day, unless it has just gone by.
    """
    found = _DAY.fullmatch(text.strip("() "))
    if found is None or published is None:
        return None
    month = (found["month"] or found["month2"])[:3].title()
    number = month_number(month)
    day = int(found["day"] or found["day2"])
    if found["year"] is None:
        behind = (published.month - number) % len(MONTHS)
        gone = behind in (1, 2) or (behind == 0 and day <= published.day)
        return None if gone else f"{month} {published.year + (number < published.month)}"
    year, _, _ = _date_of(found)
    late = (year, number, day) > (published.year, published.month, published.day)
    return f"{month} {year}" if late else None
