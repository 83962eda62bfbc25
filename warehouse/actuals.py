"""Realised values: `reference/actuals.csv` -> what each forecast figure turned out to be.

A value is printed, revised and revised again, and an error depends on which print it is taken
against, so every row says its vintage. A row is known from the last day that its date of
publication can mean; one without a date from `LAG_DAYS` after the end of its period.
"""

from __future__ import annotations

import math
import re
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from warehouse.errors import WarehouseError
from warehouse.periods import parse_period, period_key
from warehouse.policy import parse_day_or_month
from warehouse.reference import reference_rows, region_by_code, split_list
from warehouse.vocabulary import Indicator, Measure, Precision, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILE_NAME: Final = "actuals.csv"
SERIES_FILE: Final = "series.csv"
LAG_DAYS: Final = 45  # by then statistical offices have printed their first estimate of a month
VINTAGES: Final = ("first", "revised", "latest", "unrevised")
CONFIDENCES: Final = ("found", "computed", "general knowledge")
YEAR_LENGTH: Final = len("2024")

_SIGNS: Final = (  # the first that a release shows decides; one without a sign is never revised
    ("unrevised", r"not revised"),
    ("latest", r"^latest revision|^rebased index"),
    (
        "first",
        r"^first (official|advance)|first release|\(first\)|, first |^flash|provisional estimate"
        r"|Jan \d{4} estimate|0\d report|about Nov",
    ),
    (
        "revised",
        r"second|third|revised|rebased|^final|census|update|accounts|Blue Book|printed"
        r"|WEO (Apr|Oct)|calendar adj|10 report|approximate|new series|via FRED",
    ),
)


@dataclass(frozen=True, slots=True)
class Actual:
    """What a figure turned out to be, by one print of it.

    Attributes:
        region: code.
        indicator: what was measured.
        period: one spelling for one period (`periods.period_key`).
        measure: definition; like forecasts, unlike ones are never compared.
        series: which of several statistics it is ("HICP"); "" where there is one.
        rank: 0 for the main series of its indicator and region, then rising.
        vintage: one of `VINTAGES`.
        low: lower end, equal to `high` but for target ranges.
        high: upper end.
        unit: of both.
        release: which print it is.
        published: the day, month or year of it as far as it is known, or "".
        precision: of `published`; None without one.
        known_from: first day on which it counts as known.
        confidence: one of `CONFIDENCES`.
        source: where it was found; "" for general knowledge.
        note: how it was made; may be "".
    """

    region: str
    indicator: Indicator
    period: str
    measure: Measure
    series: str
    rank: int
    vintage: str
    low: float
    high: float
    unit: Unit
    release: str
    published: str
    precision: Precision | None
    known_from: date
    confidence: str
    source: str
    note: str

    @property
    def key(self) -> tuple[str, ...]:
        """What no two rows share."""
        question = (self.region, self.indicator, self.period, self.measure)
        return (*map(str, question), self.series, self.release)

    def as_row(self) -> list[Any]:
        """Return the fields in order, as the table of the same columns takes them."""
        return [str(value) if isinstance(value, str) else value for value in astuple(self)]


@lru_cache(maxsize=1)
def actuals() -> tuple[Actual, ...]:
    """Return every realised value, in file order.

    Raises:
        WarehouseError: a row cannot be read or repeats another; names file and line.
    """
    return read_actuals(reference_rows(FILE_NAME), where=f"reference/{FILE_NAME}")


def read_actuals(rows: Iterable[Mapping[str, str]], *, where: str) -> tuple[Actual, ...]:
    """Read the rows of a file of realised values.

    Args:
        rows: column -> text, in file order; of several series the main one stands first.
        where: name of the file, for errors.

    Raises:
        WarehouseError: a row cannot be read or repeats another; names file and line.
    """
    found: list[Actual] = []
    lines: dict[tuple[str, ...], int] = {}
    series: dict[tuple[str, str], list[str]] = {}
    for line, row in enumerate(rows, start=2):
        try:
            named = series.setdefault((row["region"], row["indicator"]), [])
            if row["series"] not in named:
                named.append(row["series"])
            actual = _actual(row, rank=named.index(row["series"]))
            if actual.key in lines:
                raise ValueError(f"repeats line {lines[actual.key]}")
        except (KeyError, ValueError, TypeError) as problem:
            raise WarehouseError(f"{where} line {line}: {problem}; correct that row") from problem
        lines[actual.key] = line
        found.append(actual)
    return tuple(found)


@lru_cache(maxsize=1)
def series_words() -> dict[tuple[str, str], re.Pattern[str]]:
    """Return by (indicator, series) what finds the words that name a statistic in a sentence."""
    return {
        (row["indicator"], row["series"]): re.compile(
            "|".join(rf"\b{re.escape(word)}\b" for word in split_list(row["words"])), re.IGNORECASE
        )
        for row in reference_rows(SERIES_FILE)
    }


def vintage_of(release: str) -> str:
    """Return which vintage a release is, by its words; see `VINTAGES`."""
    signs = (word for word, pattern in _SIGNS if re.search(pattern, release))
    return next(signs, "unrevised")


def _actual(row: Mapping[str, str], *, rank: int) -> Actual:
    measure = Measure(row["measure"])
    period = parse_period(period_key(row["period"], measure=measure))
    if period.end is None:
        raise ValueError(f"period {row['period']!r} has no days of its own")
    if row["region"] not in region_by_code():
        raise ValueError(f"region {row['region']!r} is not in regions.csv")
    low, high = float(row["low"]), float(row["high"] or row["low"])
    if not (math.isfinite(low) and low <= high < math.inf):
        raise ValueError(f"low {row['low']!r} and high {row['high']!r} are no range")
    known_from, precision = _known_from(row["published"], end=period.end)
    return Actual(
        region=row["region"],
        indicator=Indicator(row["indicator"]),
        period=period.text,
        measure=measure,
        series=row["series"],
        rank=rank,
        vintage=_one_of(row["vintage"] or vintage_of(row["release"]), VINTAGES),
        low=low,
        high=high,
        unit=Unit(row["unit"]),
        release=row["release"],
        published=row["published"],
        precision=precision,
        known_from=known_from,
        confidence=_one_of(row["confidence"], CONFIDENCES),
        source=row["source"],
        note=row["note"],
    )


def _known_from(published: str, *, end: date) -> tuple[date, Precision | None]:
    """Return the day from which a print counts as known, and how exactly its date is."""
    if not published:
        return end + timedelta(days=LAG_DAYS), None
    if len(published) == YEAR_LENGTH:
        return date(int(published), 12, 31), Precision.YEAR
    _, last, precision = parse_day_or_month(published)
    return last, precision


def _one_of(word: str, words: tuple[str, ...]) -> str:
    if word not in words:
        raise ValueError(f"{word!r} is not one of {', '.join(words)}")
    return word
