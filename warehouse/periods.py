"""Canonical period text ("2026", "2026Q4", "2026-12", "12M", "LR") <-> `Period` with real dates."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MONTHS_IN = {"year": 12, "half": 6, "quarter": 3, "month": 1}
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONGER_RUN = "LR"

_SINGLE = re.compile(
    r"(?P<year>\d{4})(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|-(?P<month>0[1-9]|1[0-2]))?"
)
_HORIZON = re.compile(r"(?P<months>[1-9]\d{0,2})M")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time that a forecast is about.

    Attributes:
        text: the canonical form, as stored.
        start: first day, or None for a horizon ("12M") and the longer run ("LR").
        end: last day, or None likewise.
        months_ahead: length of a horizon in months after publication, else None.
    """

    text: str
    start: date | None
    end: date | None
    months_ahead: int | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def is_dated(self) -> bool:
        """Whether the period has calendar days of its own."""
        return self.end is not None

    def is_complete(self, on: date) -> bool:
        """Whether the last day of the period lies before `on`; a horizon never is."""
        return self.end is not None and self.end < on

    def overlaps(self, other: Period) -> bool:
        """Whether both are dated and share a day."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return self.start <= other.end and other.start <= self.end

    @property
    def sort_key(self) -> tuple[int, date, date, str]:
        """Order by first day, then length; horizons after dated periods, the longer run last."""
        if self.start is not None and self.end is not None:
            return (0, self.start, self.end, self.text)
        if self.months_ahead is not None:
            return (1, date(1, 1, 1), date(1 + self.months_ahead // 12, 1, 1), self.text)
        return (2, date.max, date.max, self.text)

    @property
    def label(self) -> str:
        """The period in a reader's words: "Q4 2026", "first half of 2026", "Dec 2026"."""
        if self.text == LONGER_RUN:
            return "longer run"
        if self.months_ahead is not None:
            return f"{self.months_ahead} months ahead"
        parts = [_part_label(part) for part in _split_range(self.text)]
        return "–".join(parts)


def parse_period(text: str) -> Period:
    """Read a canonical period.

    Args:
        text: "2026", "2026Q4", "2026H1", "2026-12", "2023-2025", "2022Q4-2023Q3", "12M" or "LR".

    Raises:
        ValueError: the text is in none of these forms, or a range runs backwards.
    """
    return _parse(text.strip())


@lru_cache(maxsize=4096)
def period_key(text: str, *, measure: str) -> str:
    """Return the one spelling of a period that a definition allows several of.

    A level at the end of 2026 is printed as 2026, 2026Q4, 2026H2 or 2026-12 and is one claim:
    2026-12. Q4/Q4 growth of 2026 is printed as 2026Q4 or 2026: 2026.

    Args:
        text: canonical period text.
        measure: code of the definition.
    """
    found = _SINGLE.fullmatch(text)
    if found and measure == "year_end":
        _, end = _span(text) or (None, None)
        return f"{end:%Y-%m}" if end else text
    if found and measure == "q4q4" and found["quarter"] == "4":
        return found["year"]
    return text


@lru_cache(maxsize=4096)
def _parse(text: str) -> Period:
    if text == LONGER_RUN:
        return Period(text, None, None)
    if horizon := _HORIZON.fullmatch(text):
        return Period(text, None, None, int(horizon["months"]))
    parts = _split_range(text)
    spans = [_span(part) for part in parts]
    if not spans or None in spans:
        raise ValueError(
            f"{text!r} is not a period; write 2026, 2026Q4, 2026H1, 2026-12, 12M or LR"
        )
    start, end = spans[0][0], spans[-1][1]  # type: ignore[index]
    if start > end:
        raise ValueError(f"period {text!r} ends before it starts")
    return Period(text, start, end)


def _split_range(text: str) -> list[str]:
    """Split "2023-2025" and "2022Q4-2023Q3" but not "2026-12"."""
    if _SINGLE.fullmatch(text):
        return [text]
    left, _, right = text.partition("-")
    if re.fullmatch(r"\d{4}", left) and re.match(r"\d{2}-", right):  # 2026-03-2026-06
        left, right = text[:7], text[8:]
    return [left, right] if right else [left]


def _span(part: str) -> tuple[date, date] | None:
    found = _SINGLE.fullmatch(part)
    if not found:
        return None
    year, first, size = int(found["year"]), 1, "year"
    if found["quarter"]:
        first, size = 3 * int(found["quarter"]) - 2, "quarter"
    elif found["half"]:
        first, size = 6 * int(found["half"]) - 5, "half"
    elif found["month"]:
        first, size = int(found["month"]), "month"
    if year < 1:
        return None
    last = first + MONTHS_IN[size] - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _part_label(part: str) -> str:
    found = _SINGLE.fullmatch(part)
    if not found:
        return part
    year = found["year"]
    if found["quarter"]:
        return f"Q{found['quarter']} {year}"
    if found["half"]:
        return f"{'first' if found['half'] == '1' else 'second'} half of {year}"
    if found["month"]:
        return f"{MONTH_NAMES[int(found['month']) - 1]} {year}"
    return year
