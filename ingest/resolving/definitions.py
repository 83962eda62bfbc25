"""Figures of one report -> the same, with definitions that its tables state.

A sentence seldom says how its figure is defined; the table that prints the same figure for the
same period does. The sentence then means the table's definition, not the customary one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.resolving.confidence import Doubt, with_trait
from warehouse.reference import house_definitions
from warehouse.vocabulary import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warehouse.records import Forecast

_YEAR_END = re.compile(r"(\d{4})-12")
ASSUMED = "definition not stated"
"""How the reason of a customary definition begins."""


def settle_definitions(rows: Sequence[Forecast], *, publisher: str | None = None) -> list[Forecast]:
    """Return the forecasts of one report with definitions shared, and doubted where customary.

    Args:
        rows: all forecasts of one report.
        publisher: whose report it is: its own tables count as it always does.
    """
    own = [define_own(row) if row.institution == publisher else row for row in rows]
    return doubt_customary(share_definitions(own))


def define_own(row: Forecast) -> Forecast:
    """Give a level in a house's own table the definition that the house always uses.

    "Policy rate (level)" of a year is its average in the tables of some central banks, and the
    table itself does not say so.
    """
    own = house_definitions().get((row.institution, row.indicator))
    average = own is Measure.ANNUAL_AVG and row.measure is Measure.YEAR_END
    end = _YEAR_END.fullmatch(row.period)
    if row.reader != "table" or not (average and end and _is_assumed(row)):
        return row
    reasons = [reason for reason in row.reasons if not reason.startswith(ASSUMED)]
    said = f"definition not stated in the table: {row.institution} gives the average of the year"
    return replace(row, period=end[1], measure=Measure.ANNUAL_AVG, reasons=(*reasons, said))


def share_definitions(rows: Sequence[Forecast]) -> list[Forecast]:
    """Give figures without a stated definition the one of the table that prints the same figure.

    Args:
        rows: all forecasts of one report; only rows whose definition was assumed may change, and
            only where the tables agree on one definition.
    """
    stated: dict[tuple[object, ...], set[Measure]] = defaultdict(set)
    pages: dict[tuple[object, ...], int] = {}
    for row in rows:
        if row.reader == "table" and not _is_assumed(row):
            stated[_figure(row)].add(row.measure)
            pages.setdefault(_figure(row), row.evidence.page)
    return [_defined(row, stated, pages) if _is_assumed(row) else row for row in rows]


def doubt_customary(rows: Sequence[Forecast]) -> list[Forecast]:
    """Send figures to review whose house defines its own otherwise than was assumed.

    "2.3% in 2026" says nothing of averages. Where the tables of that very house give the change
    over the four quarters of a year, the sentence most likely repeats one of them.

    Args:
        rows: the forecasts of one report, definitions shared; those without a number, of a period
            without a yearly average, and of tables pass: a table is counted as the house does.
    """
    return [_doubted(row) for row in rows]


def _doubted(row: Forecast) -> Forecast:
    own = house_definitions().get((row.institution, row.indicator))
    has_number = row.low is not None or row.high is not None
    is_average = row.reader == "prose" and row.measure is Measure.ANNUAL_AVG and _is_assumed(row)
    if own is None or not (is_average and has_number):
        return row
    said = f"the own tables of {row.institution} define it as {own.value.replace('_', ' ')}"
    return with_trait(row, Doubt.OTHER_DEFINITION, said)


def _is_assumed(row: Forecast) -> bool:
    return any(reason.startswith(ASSUMED) for reason in row.reasons)


def _figure(row: Forecast) -> tuple[object, ...]:
    return (row.institution, row.indicator, row.region, row.period, row.low, row.high, row.unit)


def _defined(
    row: Forecast,
    stated: dict[tuple[object, ...], set[Measure]],
    pages: dict[tuple[object, ...], int],
) -> Forecast:
    measures = stated.get(_figure(row), set())
    if len(measures) != 1:
        return row
    said = f"definition taken from the table on page {pages[_figure(row)]} with the same figure"
    reasons = [r for r in row.reasons if not r.startswith(ASSUMED)]
    return replace(row, measure=next(iter(measures)), reasons=(*reasons, said))
