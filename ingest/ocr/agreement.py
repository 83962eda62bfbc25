"""Rows read from pictures -> accepted only where a second reading of every figure agrees.

What must agree are the digits that make the row: its value, and the numbers of its headers and
labels (a year read wrongly is a wrong row as much as a value is). Names need no second reading: a
name that was misread is none of the reference names, and without one there is no row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.resolving.confidence import Doubt, Support, with_trait
from warehouse.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.ocr.recognition import Reading, Recognised
    from warehouse.records import Box, Forecast

SOLE = "read from a picture by text recognition; no second reading agrees"
AGREED = "read from a picture by text recognition; a second reading of the digits agrees"
MENDED = "read from a picture by text recognition, which saw no point between its digits"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SURE_SCORE = 0.8  # a line that the recogniser itself is less sure of is looked at by a person


def judged(rows: Sequence[Forecast], recognised: Recognised) -> list[Forecast]:
    """Return the rows, those from recognised pages weighed by their second reading.

    Args:
        rows: forecasts of one report.
        recognised: what was read from pictures; other pages' rows pass as they are.
    """
    by_page: dict[int, list[Reading]] = {}
    for reading in recognised.readings:
        by_page.setdefault(reading.page, []).append(reading)
    return [
        _judged(row, by_page[row.evidence.page]) if row.evidence.page in by_page else row
        for row in rows
    ]


def _judged(row: Forecast, readings: Sequence[Reading]) -> Forecast:
    figures = [
        reading
        for box in row.evidence.boxes
        if box.page == row.evidence.page and _counts(box)
        for reading in _within(box, readings)
        if any(character.isdigit() for character in reading.text)
    ]
    apart = [one for one in figures if not one.agrees or one.score < SURE_SCORE]
    if figures and not apart:
        return with_trait(row, Support.READ_TWICE, AGREED)
    if any(one.score == 0.0 for one in apart):
        return with_trait(row, Doubt.RECOGNISED, MENDED)
    differing = next((one for one in apart if one.second is not None and not one.agrees), None)
    shown = f" (“{differing.text}”, then “{differing.second}”)" if differing else ""
    return with_trait(row, Doubt.RECOGNISED, SOLE + shown)


def _counts(box: Box) -> bool:
    """Whether digits in a box make the row: its value, its headers, or a year beside them."""
    if box.role in (Role.VALUE, Role.COLUMN_HEADER):
        return True
    return box.role in (Role.ROW_LABEL, Role.CONTEXT) and _YEAR.search(box.text) is not None


def _within(box: Box, readings: Sequence[Reading]) -> list[Reading]:
    """Return the words whose middle lies in the box."""
    found = []
    for reading in readings:
        x0, top, x1, bottom = reading.place
        if box.x0 <= (x0 + x1) / 2 <= box.x1 and box.top <= (top + bottom) / 2 <= box.bottom:
            found.append(reading)
    return found
