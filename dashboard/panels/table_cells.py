"""Rows of the panel table -> the texts of its cells: value, mark in words, definition, hover.

The same texts stand in the grid, in the spreadsheet and in what a screen reader hears.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dashboard import numbers
from dashboard.panels import counting
from dashboard.panels.moves import move_label
from dashboard.panels.table_columns import Column
from dashboard.panels.table_statistics import Together
from dashboard.panels.wording import MEASURES_SHORT, Row, measure_words, period_label
from warehouse.vocabulary import (
    Indicator,
    InstitutionKind,
    Kind,
    Measure,
    Precision,
    Stance,
    Status,
)

COUNTED, REVIEW, GREY = "counted", "review", "grey"
QUOTE_SHOWN: Final = 240  # characters of a quotation in a tooltip; the drawer has all of it
MUCH_OLDER: Final = 100  # days, more than a quarter: a figure of an edition before the last
SAME: Final = 1e-9  # closer midpoints are one and the same
_RATE_CALLS: Final = {Stance.UP: "hikes", Stance.DOWN: "cuts", Stance.FLAT: "hold"}
_HALVES: Final = ("H1", "H2")


@dataclass(frozen=True, slots=True)
class Piece:
    """One claim in a cell.

    Attributes:
        figure: id of the forecast.
        text: as the field writes it: "1.6", "3.00–3.25", "H1 over 3", "hold".
        style: COUNTED, REVIEW (ringed) or GREY.
        definition: what differs from the column, set as superscript; blank where nothing does.
        word: "high", "low" or "".
        older: "Mar 2025" where the house has published much since; else blank.
        hover: lines of plain text; the first says who and what.
    """

    figure: str
    text: str
    style: str
    definition: str
    word: str
    older: str
    hover: str

    @property
    def spoken(self) -> str:
        """The piece for people who hear it: "1.6, high", "2.25, Q4/Q4, not pooled"."""
        tail = {COUNTED: "", REVIEW: "awaiting review", GREY: "not pooled"}[self.style]
        dated = f"of {self.older}" if self.older else ""
        parts = (self.text, self.definition, self.word, dated, tail)
        return ", ".join(part for part in parts if part)


def piece_of(row: Row, column: Column, together: Together, *, newest: date | None) -> Piece:
    """Return the text of a row under a column.

    Args:
        row: what stands in the cell.
        column: above it.
        together: what the houses say there.
        newest: when the house's newest report in the table came out.
    """
    style = COUNTED if row["counted"] else REVIEW if _is_waiting(row) else GREY
    return Piece(
        figure=row["forecast_id"],
        text=text_of(row, column),
        style=style,
        definition="" if row["counted"] else definition_of(row, column),
        word=end_word(row, together),
        older=_older(row, newest=newest),
        hover=hover_of(row),
    )


def _older(row: Row, *, newest: date | None) -> str:
    when = row["published"]
    if when is None or newest is None or (newest - when).days <= MUCH_OLDER:
        return ""
    return numbers.day(when, Precision.MONTH)


def newest_day(rows: Sequence[Row]) -> date | None:
    """Return when the newest of some reports came out; None where all are undated."""
    return max((row["published"] for row in rows if row["published"] is not None), default=None)


def _is_waiting(row: Row) -> bool:
    is_forecast: bool = row["status"] == Status.REVIEW and row["kind"] == Kind.FORECAST
    return is_forecast and row["institution_kind"] != InstitutionKind.COLLECTIVE


def text_of(row: Row, column: Column) -> str:
    """Return a figure or a call as it stands in a cell."""
    half = row["period"][-2:]
    before = f"{half} " if half in _HALVES else ""
    if row["indicator"] == Indicator.POLICY_RATE_CHANGE:
        is_call = row["low"] is None and row["high"] is None and row["stance"]
        said = _RATE_CALLS[Stance(row["stance"])] if is_call else move_label(row)
    else:
        other_unit = row["unit"] is not None and row["unit"] != column.unit
        said = counting.value_text(row, with_unit=other_unit)
    return before + said


def definition_of(row: Row, column: Column) -> str:
    """Return in a word or two what sets a row apart from its column; blank for nothing."""
    if row["institution_kind"] == InstitutionKind.COLLECTIVE:
        return ""
    if row["kind"] != Kind.FORECAST:
        return str(row["kind"])
    if row["indicator"] == Indicator.POLICY_RATE_CHANGE or row["period"][-2:] in _HALVES:
        return ""
    if row["measure"] != column.measure:
        return MEASURES_SHORT[Measure(row["measure"])]
    return ""


def end_word(row: Row, together: Together) -> str:
    """Return "high" or "low" for the ends of the counted figures, from three houses on."""
    if not row["counted"] or together.n < counting.ENOUGH_FOR_SPREAD:
        return ""
    assert together.high is not None
    assert together.low is not None
    if together.high - together.low < SAME:
        return ""
    if abs(row["mid"] - together.high) < SAME:
        return "high"
    return "low" if abs(row["mid"] - together.low) < SAME else ""


def hover_of(row: Row) -> str:
    """Return who says what, how defined, since when, in which words, and why it is not counted."""
    quote = row["quote"] or ""
    cut = quote if len(quote) <= QUOTE_SHOWN else f"{quote[:QUOTE_SHOWN].rstrip()}…"
    by = f"as reported by {row['publisher'] or 'others'}, " if row["second_hand"] else ""
    lines = [
        f"{row['institution']}: {counting.value_text(row, with_unit=True)}, "
        f"{period_label(row['period'])}, {measure_words(row['measure'])}",
        f"“{cut}”" if cut else "",
        edition_words(row),
        f"{by}{numbers.day(row['published'], row['published_precision'])}, p. {row['page']}",
        f"not counted: {row['why_not']}" if row["why_not"] else "",
    ]
    return "\n".join(line for line in lines if line)


def edition_words(row: Row) -> str:
    """Return how a figure moved since the house's last edition; blank where there is none."""
    if row["change"] is None:
        return ""
    decimals = counting.decimals_of(row["indicator"])
    since = row["previous_published"]
    where = f"its edition of {numbers.day(since)}" if since else "the figure it prints beside it"
    if abs(row["change"]) < SAME:
        return f"unchanged from {where}"
    return f"{numbers.signed(row['change'], decimals=decimals)} on {where}"


def report_words(rows: Sequence[Row], *, asof: date | None) -> tuple[str, str, int | None]:
    """Return day and age of the newest report behind a house's cells, and the age in days.

    Args:
        rows: what stands in the cells of a house.
        asof: the day that ages are counted to.
    """
    newest = max(rows, key=lambda row: (row["published"] is not None, row["published"] or date.min))
    when = newest["published"]
    precision = newest["published_precision"]
    if when is None or asof is None:
        return numbers.day(when, precision), numbers.NO_VALUE, None
    days = (asof - when).days
    aged = numbers.age(days, precision or Precision.DAY)
    return numbers.day(when, precision), aged, days


@dataclass(frozen=True, slots=True)
class Summary:
    """One row of statistics.

    Attributes:
        name: at the left.
        texts: column id -> what stands in the cell.
        values: column id -> the number behind it; None where there is none.
        notes: column id -> small words after the text.
        is_strong: whether it opens a group of rows.
    """

    name: str
    texts: dict[str, str]
    values: dict[str, float | None]
    notes: dict[str, str] = field(default_factory=dict)
    is_strong: bool = False
