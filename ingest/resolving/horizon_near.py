"""Periods that only the one before or the day of publication dates: "this quarter", "a year later".

Like the readers of `horizon_words`: parts of a period as matched -> `Horizon`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ingest.resolving.horizon_words import (
    COUNTS,
    LAST_MONTH,
    MONTHS_A_YEAR,
    QUARTERS_A_YEAR,
    Horizon,
    Now,
    whole,
)
from warehouse.vocabulary import Measure

if TYPE_CHECKING:
    from warehouse.periods import Period

DAYS_A_WEEK, DAYS_A_MONTH = 7, 31
FOLLOWING = "+"  # before the count of quarters of "each of the following three"
_FINISHES = re.compile(
    r",?\s+(?:to|and|before)\s+(?:\w+ly\s+)?(?:finish|end|clos|stand|stop)\w*\s+(?:it\s+)?(?:at|near|around)\b",
    re.IGNORECASE,
)


def read_rest_of_year(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "the rest of the year": its end where a level is reached then ("to finish at 4%")."""
    if now.published is None:
        return None
    ends = _FINISHES.match(match.string, match.end()) is not None
    part, measure = (f"-{LAST_MONTH}", Measure.YEAR_END) if ends else ("", None)
    return whole(f"{now.published.year}{part}", measure=measure, relative=True)


def read_quarter_near(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "this quarter" and "next quarter" by the day of publication."""
    if now.published is None:
        return None
    ahead = re.search(r"next|coming", match["which"], re.IGNORECASE) is not None
    return _quarter_from(now.published.year, now.published.month, ahead=int(ahead))


def read_month_near(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "this month" and "next week" as the month that they fall in."""
    if now.published is None:
        return None
    ahead = re.search(r"next|coming", match["which"], re.IGNORECASE) is not None
    month = match["unit"].lower() == "month"
    day = now.published + timedelta(days=(DAYS_A_MONTH if month else DAYS_A_WEEK) * ahead)
    if month and ahead:
        day = (now.published.replace(day=1) + timedelta(days=DAYS_A_MONTH)).replace(day=1)
    return whole(f"{day.year}-{day.month:02d}", relative=True)


def _quarter_from(year: int, month: int, *, ahead: int) -> Horizon | None:
    months = MONTHS_A_YEAR // QUARTERS_A_YEAR
    count = year * QUARTERS_A_YEAR + (month - 1) // months + ahead
    return whole(f"{count // QUARTERS_A_YEAR}Q{count % QUARTERS_A_YEAR + 1}", relative=True)


def read_each_following(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "each of the following three": which, the quarter named before will tell."""
    word = match["n"].lower()
    return Horizon("", 0, 0, None, f"{FOLLOWING}{word if word.isdigit() else COUNTS[word]}")


def following(horizon: Horizon, before: Period | None) -> Horizon:
    """Return the stretch of quarters behind the one named before; no period where none was.

    Args:
        horizon: as `read_each_following` gives it.
        before: the period named last.
    """
    if before is None or "Q" not in before.text or before.end is None:
        return replace(horizon, part="")
    count = int(horizon.part.removeprefix(FOLLOWING))
    ends = [_quarter_from(before.end.year, before.end.month, ahead=n) for n in (1, count)]
    found = whole("-".join(str(end.period) for end in ends if end is not None))
    return replace(horizon, part="", period=found.period if found else None, is_relative=True)


def read_this_year(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "the year now ending" as that of the day of publication."""
    return whole(str(now.published.year), relative=True) if now.published else None


def read_year_later(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "a year later" as the same part of the year after."""
    if now.last is None or now.last.start is None:
        return None
    same = re.fullmatch(r"\d{4}(Q\d|H\d|-\d\d)?", now.last.text)
    year_end = Measure.YEAR_END if same and same[1] == f"-{LAST_MONTH}" else None
    year = now.last.start.year + 1
    return whole(f"{year}{same[1] or ''}", measure=year_end, relative=True) if same else None


def read_year_out(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "by the time the year is out" as its end."""
    before = now.last.start.year if now.last is not None and now.last.start else None
    year = before or (now.published.year if now.published else None)
    end = f"{year}-{LAST_MONTH}"
    return whole(end, measure=Measure.YEAR_END, relative=True) if year is not None else None


def read_christmas(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "by Christmas" as the end of the year to come."""
    return Horizon("", 0, 0, None, f"-{LAST_MONTH}", Measure.YEAR_END)


def read_turn_of_year(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "around the turn of the year" as the end of the running year, in its second half.

    Said earlier, it is rather the turn just past.
    """
    if now.published is None or now.published.month <= MONTHS_A_YEAR // 2:
        return Horizon("", 0, 0, None)
    return whole(f"{now.published.year}-{LAST_MONTH}", relative=True)


def read_next_bare(match: re.Match[str], now: Now) -> Horizon | None:
    """Read a bare "next" after "this year" or "this quarter" ("0.6% this year, 1.2% next")."""
    lead = match.string[: match.start()]
    near = re.findall(r"\b(?:this|current)\s(?:\w+\s)?(year|quarter|fiscal)\b", lead, re.IGNORECASE)
    if near and near[-1].lower() == "quarter" and now.published is not None:
        return _quarter_from(now.published.year, now.published.month, ahead=1)
    years = list(
        re.finditer(r"\b(?:this|current)\s(?:\w+\s)?(?:year|fiscal)\b", lead, re.IGNORECASE)
    )
    if not years or now.published is None:
        return None
    return whole(str(now.published.year + 1), relative=True)
