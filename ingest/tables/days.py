"""Header of a table -> the month of the day, or the horizon in months, that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.months import MONTHS, month_number

if TYPE_CHECKING:
    from datetime import date

JUST_GONE = (1, 2)  # months before that of the report
CENTURY = 2000  # two digits of a year are of this century
_NAME = "|".join(f"{month}[a-z]{{0,6}}" for month in MONTHS)
_DAYS = r"(?:\d{1,2}\s?[-–/]\s?)?"
_DAY = re.compile(
    rf"(?:{_DAYS}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]?(?P<month>{_NAME})\.?,?[\s-]?|"
    rf"(?P<month2>{_NAME})\.?\s{_DAYS}(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s)"
    r"(?:['’]?(?P<year>20\d\d|\d\d)|(?P<open>(?<=[a-z])))",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?P<month>{_NAME})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<year>20\d\d|[2-4]\d)")
_AHEAD = re.compile(
    r"(?:in\s|\+\s?)?(\d{1,2})[\s-]?(?:m|mths?|mos?|months?)(?:['’]?\s(?:ahead|forward|time))?",
    re.IGNORECASE,
)


def months_ahead(text: str) -> str | None:
    """Return "3M" for a header that is a horizon: "3 months", "+3m", "in 3 mths"."""
    found = _AHEAD.fullmatch(text.strip("()* "))
    return f"{int(found[1])}M" if found else None


def is_day_gone(text: str, published: date | None) -> bool:
    """Whether a header or label is a day no later than the report: the prices of that day.

    A day without a year has gone if it lies in the month of the report or the two before it.
    """
    if published is None:
        return False
    if bare := _BARE.fullmatch(text.strip("() ")):  # "May 26" may be the year as well
        behind = (published.month - month_number(bare["month"])) % len(MONTHS)
        return behind == 1 or (behind == 0 and int(bare["day"]) <= published.day)
    found = _day_in(text)
    if found is None:
        return False
    year, month, day = found
    if year is not None:
        return (year, month, day) <= (published.year, published.month, published.day)
    behind = (published.month - month) % len(MONTHS)
    return behind in JUST_GONE or (behind == 0 and day <= published.day)


def month_of_meeting(text: str, published: date | None) -> str | None:
    """Return "Mar 2026" for "17-18 March 2026", if that day is still to come.

    A day before the report came out is when prices were taken, or a decision that was made. A day
    without a year is the next such day, unless it has just gone by.
    """
    found = _day_in(text)
    if found is None or published is None or is_day_gone(text, published):
        return None
    year, month, _ = found
    year = year if year is not None else published.year + (month < published.month)
    return f"{MONTHS[month - 1].title()} {year}"


def _day_in(text: str) -> tuple[int | None, int, int] | None:
    """Return the year, if printed, the month and the day of a text that is a day.

    "31/12/2026" is read where one of its numbers can be no month, or both are the same.
    """
    plain = text.strip("() ")
    if found := _DAY.fullmatch(plain):
        year = int(found["year"][-2:]) + CENTURY if found["year"] else None
        month = month_number(found["month"] or found["month2"])
        return year, month, int(found["day"] or found["day2"])
    numbered = _NUMBERED.fullmatch(plain)
    if numbered is None:
        return None
    first, second = int(numbered["a"]), int(numbered["b"])
    year = int(numbered["year"][-2:]) + CENTURY
    if first == second or first > len(MONTHS) >= second:
        return year, second, first
    return (year, first, second) if second > len(MONTHS) >= first else None
