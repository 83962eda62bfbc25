"""Doubts about a row -> confidence from 0 to 1, and accepted or review.

A hand-set table, kept plain so that it can be read: every reader starts from what its cleanest
rows deserve, every doubt takes something off, and one line divides accepted from review. The
sentences go with the row, so that a person sees what was assumed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from warehouse.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from warehouse.records import Forecast

ACCEPTED_FROM = 0.75  # below this a person looks at the row before it counts
LOWEST = 0.05  # no row is certainly wrong
STARTS_AT = {"table": 0.97, "prose": 0.95}
OTHER_READER_STARTS_AT = 0.85


class Doubt(StrEnum):
    """What can be uncertain about a row."""

    INDICATOR_FAR = "indicator_far"
    INDICATOR_INHERITED = "indicator_inherited"
    INDICATOR_LOOSE = "indicator_loose"
    INDICATOR_SEVERAL = "indicator_several"
    REGION_FAR = "region_far"
    REGION_SEVERAL = "region_several"
    REGION_ASSUMED = "region_assumed"
    PERIOD_FAR = "period_far"
    PERIOD_ASSUMED = "period_assumed"
    PERIOD_RELATIVE = "period_relative"
    NO_DATE = "no_date"
    UNIT_ASSUMED = "unit_assumed"
    UNIT_ODD = "unit_odd"
    MEASURE_DEFAULT = "measure_default"
    INSTITUTION_FAR = "institution_far"
    INSTITUTION_ASSUMED = "institution_assumed"
    KIND_WEAK = "kind_weak"
    NOT_FORWARD = "not_forward"
    LIST_MATCHED = "list_matched"
    CROWDED = "crowded"
    CONFLICT = "conflict"
    WORDED = "worded"
    READER = "reader"
    CALL = "call"


DEDUCTIONS: dict[Doubt, float] = {
    Doubt.INDICATOR_FAR: 0.12,  # named in a heading or in the page title
    Doubt.INDICATOR_INHERITED: 0.25,  # named in an earlier sentence: never accepted unseen
    Doubt.INDICATOR_LOOSE: 0.07,  # a general word ("growth") without what grows
    Doubt.INDICATOR_SEVERAL: 0.12,  # the words name more than one indicator
    Doubt.REGION_FAR: 0.14,  # named in an earlier sentence or heading
    Doubt.REGION_SEVERAL: 0.23,  # the words name two, and only the first is taken
    Doubt.REGION_ASSUMED: 0.24,  # not named at all: the seat of the house, or the world
    Doubt.PERIOD_FAR: 0.17,
    Doubt.PERIOD_ASSUMED: 0.24,  # taken from the title or the date of the report
    Doubt.PERIOD_RELATIVE: 0.03,  # "next year": rests on the date of the report
    Doubt.NO_DATE: 0.12,  # the report prints no date, so past and future cannot be told apart
    Doubt.UNIT_ASSUMED: 0.03,
    Doubt.UNIT_ODD: 0.15,
    Doubt.MEASURE_DEFAULT: 0.01,
    Doubt.INSTITUTION_FAR: 0.06,
    Doubt.INSTITUTION_ASSUMED: 0.10,
    Doubt.KIND_WEAK: 0.25,  # reads like history or a condition, but not surely
    Doubt.NOT_FORWARD: 0.12,  # nothing in the sentence says that it looks ahead
    Doubt.LIST_MATCHED: 0.04,  # values and periods were paired by their order
    Doubt.CROWDED: 0.10,  # many numbers in one sentence
    Doubt.CONFLICT: 0.30,  # two figures of one sentence claim to be the same thing
    Doubt.WORDED: 0.25,  # "double digits": no digits on the page to read back
    Doubt.READER: 0.12,  # the reader itself was unsure
    Doubt.CALL: 0.16,  # a direction read from words, without a number
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One doubt about one row.

    Attributes:
        doubt: which doubt.
        sentence: what was assumed or is uncertain, for a person.
    """

    doubt: Doubt
    sentence: str


def judge(remarks: Iterable[Remark], *, reader: str) -> tuple[float, Status]:
    """Return the confidence of a row and whether it may be counted at once.

    Args:
        remarks: every doubt about the row; the same doubt twice counts once.
        reader: the reader that found the row ("table", "prose").
    """
    start = STARTS_AT.get(reader, OTHER_READER_STARTS_AT)
    off = sum(DEDUCTIONS[doubt] for doubt in {remark.doubt for remark in remarks})
    confidence = round(max(LOWEST, start - off), 2)
    return confidence, Status.ACCEPTED if confidence >= ACCEPTED_FROM else Status.REVIEW


def doubt_conflicts(rows: Sequence[Forecast]) -> list[Forecast]:
    """Send figures to review that one sentence gives for one and the same claim.

    "1.0% and 1.8%" cannot both be the growth of one region in one year: one was bound wrongly.

    Args:
        rows: the forecasts of one page; table rows pass as they are.
    """
    values: dict[tuple[str, ...], set[tuple[float | None, float | None]]] = {}
    for row in rows:
        values.setdefault(_claim(row), set()).add((row.low, row.high))
    return [_conflicting(row) if len(values[_claim(row)]) > 1 else row for row in rows]


def _claim(row: Forecast) -> tuple[str, ...]:
    if row.reader != "prose":
        return (str(id(row)),)
    named = (row.institution, row.indicator, row.region, row.period, row.measure, row.kind)
    return (row.evidence.quote, *map(str, named), str(row.unit))


def _conflicting(row: Forecast) -> Forecast:
    off = DEDUCTIONS[Doubt.CONFLICT]
    confidence = round(max(LOWEST, row.confidence - off), 2)
    sentence = "the sentence gives another figure for the same claim"
    status = Status.ACCEPTED if confidence >= ACCEPTED_FROM else Status.REVIEW
    reasons = (*row.reasons, sentence)
    return replace(row, confidence=confidence, status=status, reasons=reasons)
