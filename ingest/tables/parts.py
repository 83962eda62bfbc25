"""Row of a table -> why it is another figure than the one it would be taken for.

Under "Real GDP growth" stand "Agriculture" and "Services", under "Inflation" stands "Food": parts,
not the whole. In a calendar of releases stands what is expected of a month that is over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.months import MONTHS, NAMES, month_number
from ingest.resolving import cues, lexicon
from ingest.tables.axes import names_indicator, names_period, names_region, told_apart
from ingest.tables.cells import is_period
from warehouse.vocabulary import Indicator, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ingest.tables.surroundings import Surroundings

LATE_MONTHS = 4  # behind the report: figures of a month come out within so many
MONTHS_A_YEAR = 12
_MONTH = re.compile(rf"\b({NAMES})\b(?!\.?\s?\d)", re.IGNORECASE)
_DAY = re.compile(
    r"\W*(?:(?P<word>[a-z]+)\b|\d{1,2}:\d\d\b|\d{1,2}[\s/-](?P<of>[a-z]{3,9})\b)", re.IGNORECASE
)
_DATED = re.compile(r"\d{1,2}[\s/-][a-z]{3,9}\b", re.IGNORECASE)
_WHOLE = frozenset({Indicator.GDP_GROWTH, Indicator.CPI_INFLATION, Indicator.UNEMPLOYMENT_RATE})
_MODIFIER = re.compile(
    r"(?:core|headline|real|nominal|total|overall|underlying|all items|ex\b|excl|of which|o/w|"
    r"year|annual|quarter|fiscal|average|new|old|own|our|forecast|projection|estimate|model)",
    re.IGNORECASE,
)
_WORDY = re.compile(r"[^\W\d_]{3,}")

Found = tuple[Reason, str]


def part_of_whole(near: Surroundings, *, published: date | None) -> Found | None:
    """Say that a row is a part of the row with figures that it is indented under, if it is.

    Args:
        near: the words around a figure.
        published: the day of the report.
    """
    if not near.parents or not near.row:
        return None
    row, parent = near.row[0].text, near.parents[0].text
    named = {name.key for name in lexicon.indicators().find(parent)}
    if not named & _WHOLE or not _WORDY.search(row) or _MODIFIER.match(row):
        return None
    if told_apart(row) or names_region(row) or is_period(row) or names_period(row, published):
        return None
    return Reason.NO_INDICATOR, f"“{row}”: a part of “{parent}”, not the whole"


def behind_in_calendar(near: Surroundings, *, published: date | None) -> Found | None:
    """Say that a row of a calendar of releases speaks of a month that is over, if it does.

    Args:
        near: the words around a figure.
        published: the day of the report; months before it have no other year than the last one.
    """
    texts = [phrase.text for phrase in (*near.row[:1], *near.sections[:1])]
    if published is None or not texts or not any(_is_day(text) for text in texts):
        return None
    rest = _DATED.sub(" ", texts[0])
    named = next(iter(_months_named(rest)), None)
    if named is None or not names_indicator(texts[0]):
        return None
    behind = (published.month - named) % MONTHS_A_YEAR
    if not 0 < behind <= LATE_MONTHS:
        return None
    said = f"“{texts[0]}”: a month that is over, whose figure comes out on that day"
    return Reason.PAST_PERIOD, said


def _months_named(text: str) -> Sequence[int]:
    return [month_number(found[1]) for found in _MONTH.finditer(text)]


def _is_day(text: str) -> bool:
    """Whether a label begins with a weekday, an hour or a day of a month."""
    found = _DAY.match(text)
    if found is None:
        return False
    days = cues.words("tables", "calendar_days")
    if found["word"]:
        return found["word"].lower() in days
    return found["of"] is None or found["of"][:3].lower() in MONTHS
