"""Row label -> the quarter or month that it makes of the years over its columns.

"Unemployment rate (June quarter)", "CPI, Dec.", "Jobless rate, Q4 average": under a column "2027"
such a row shows one part of that year, never its average. Where the years end in a month and all is
"annual averages unless stated", a row marked "annual" compares the last quarters of two years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.months import NAMES, month_number
from ingest.resolving.rounds import round_named
from ingest.tables.axes import names_indicator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.candidates import Phrase
    from ingest.tables.grids import GridRow
    from ingest.tables.labels import Label

MONTHS_A_QUARTER, LAST_MONTH = 3, 12
AVERAGED = "quarterly average"  # what "June quarter" means for a rate or a yield
_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3,
    "fourth": 4, "4th": 4, "last": 4, "final": 4,
}  # fmt: skip
_PART = (
    rf"(?:(?P<of>{NAMES})\.?[\s-](?:[Qq]uarter|[Qq]tr)|[Qq](?P<q>[1-4])|(?P<q2>[1-4])[Qq]|"
    r"(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th|[Ll]ast|[Ff]inal)[\s-][Qq](?:uarter|tr)|"
    rf"(?P<month>{NAMES}))(?![\w/])\.?(?!\s?['’]?\d)(?!\s?/)"
)
_BEFORE = r"(?:(?:average|avg\.?|in|of|for|at|as of|end|the|y/y|yoy|%)[\s-])*"
_BEHIND = r"(?:\s(?:average|avg\.?|level|rate|value|y/y|yoy|%|of|each|the|year|change|only))*"
_ALONE = re.compile(rf"(?i:{_BEFORE}){_PART}(?i:{_BEHIND})")
_FIRST = re.compile(rf"{_PART}\s(?P<rest>\D+)")
_LAST = re.compile(rf"(?P<rest>.+?)\s(?i:(?:in|for|at)\s(?:the\s)?)?{_PART}")
_BREAK = re.compile(r"[()\[\],;:]|\s[-–—]\s")
_NO_LEVEL = re.compile(
    r"\b(?:to|from|since|until|through|ending|ended|than|vs\.?)\s*$", re.IGNORECASE
)
_ENDS = re.compile(
    r"\b(?i:years?|FY)\s(?i:ending|ended|ends|to)\s(?:in\s|the\s)?(?:\d{1,2}\s)?"
    rf"(?P<month>{NAMES})\b|^(?P<of>{NAMES})\s(?i:years?)$"
)
_AVERAGES = re.compile(r"\bannual\saverages?\b", re.IGNORECASE)
_ON_YEAR = re.compile(r"[(,]\s?annual\)?$", re.IGNORECASE)
_YEAR = re.compile(r"(20\d\d)\W{0,3}[aefpAEFP]?\W?")


@dataclass(frozen=True)
class _Part:
    """A part of a year.

    Attributes:
        month: its last month.
        quarter: whether it is a quarter.
        averaged: whether it is called by its months, as averages are.
        rest: what else its label says.
    """

    month: int
    quarter: bool
    averaged: bool
    rest: str


class StubDates:
    """Finds the parts of years that the rows of one table speak of."""

    def __init__(self, rows: Sequence[GridRow], above: Iterable[Label]) -> None:
        """Look the labels of a table through.

        Args:
            rows: its rows.
            above: words above the table, which may say when its years end.
        """
        labels = [row.label.text for row in rows if row.label]
        found = {text: part for text in labels if (part := _part_of(text))}
        months = [part.rest for part in found.values() if not part.quarter]
        self._parts = {
            text: part
            for text, part in found.items()
            if part.quarter or months.count(part.rest) == 1  # several are rounds of forecasts
        }
        texts = [label.text for label in above]
        ends = [match for text in texts if (match := _ENDS.search(text))]
        self._last = month_number(ends[0]["month"] or ends[0]["of"]) if ends else LAST_MONTH
        if ends and any(_AVERAGES.search(text) for text in texts):  # "annual" is another thing
            on_year = _Part(self._last, quarter=True, averaged=False, rest="")
            self._parts |= {text: on_year for text in labels if _ON_YEAR.search(text)}

    def period_of(self, row: tuple[Phrase, ...], headers: Iterable[Phrase]) -> tuple[Phrase, ...]:
        """Return the row's own words with the part of the column's year in brackets, if any."""
        part = self._parts.get(row[0].text) if row else None
        years = [int(found[1]) for h in headers if (found := _YEAR.fullmatch(h.text.strip()))]
        if part is None or len(years) != 1:
            return ()
        year = years[0] - (part.month > self._last)
        meant = f"{year}-{part.month:02}"
        if part.quarter:
            meant = f"{year}Q{part.month // MONTHS_A_QUARTER}"
        elif part.month == LAST_MONTH:
            meant = f"end-{year}"
        return (replace(row[0], text=f"{row[0].text} [{meant}]"),)

    def defined(self, row: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
        """Return the row's words, with the average of the quarter where they call it by months."""
        part = self._parts.get(row[0].text) if row else None
        if part is None or not part.averaged:
            return row
        return (replace(row[0], text=f"{row[0].text} [{AVERAGED}]"), *row[1:])


def _part_of(label: str) -> _Part | None:
    """Return the part of a year that a label speaks of; a round of forecasts is none."""
    if round_named(label) is not None and not names_indicator(label):
        return None
    start = 0
    for cut in (*_BREAK.finditer(label), None):
        segment = label[start : cut.start() if cut else len(label)].strip()
        alone = _ALONE.fullmatch(segment) if names_indicator(label) else None
        if match := alone or _beside_indicator(segment):
            return _part(match, label.replace(segment, ""))
        start = cut.end() if cut else start
    return None


def _beside_indicator(segment: str) -> re.Match[str] | None:
    """Return the part that stands before or behind the name of an indicator: "December CPI"."""
    for pattern in (_FIRST, _LAST):
        match = pattern.fullmatch(segment)
        if match and names_indicator(match["rest"]) and not _NO_LEVEL.search(match["rest"]):
            return match
    return None


def _part(match: re.Match[str], rest: str) -> _Part | None:
    rest = match.groupdict().get("rest") or rest
    if match["month"]:
        return _Part(month_number(match["month"]), quarter=False, averaged=False, rest=rest)
    if match["of"]:
        month = month_number(match["of"])
        whole = month % MONTHS_A_QUARTER == 0
        return _Part(month, quarter=True, averaged=True, rest=rest) if whole else None
    number = match["q"] or match["q2"]
    quarter = int(number) if number else _ORDINALS[match["nth"].lower()]
    return _Part(quarter * MONTHS_A_QUARTER, quarter=True, averaged=False, rest=rest)
