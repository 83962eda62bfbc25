"""`policy_meetings.csv` -> the days on which central banks decide on their rate, and the next ones.

A date stands here only with the calendar that it was found in. A calendar is known from the day on
which it was announced, so that a view of an earlier day does not tell what nobody knew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from warehouse.errors import WarehouseError
from warehouse.reference import institution_by_name, reference_rows

FILE = "policy_meetings.csv"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that decides on a policy rate.

    Attributes:
        bank: name of the institution.
        first_day: on which it begins.
        last_day: on which the decision is announced.
        announced: on which the calendar came out; None where that is not known.
        source: where the date was found.
        note: what meets, or which day is meant.
    """

    bank: str
    first_day: date
    last_day: date
    announced: date | None
    source: str
    note: str


@lru_cache(maxsize=1)
def meetings() -> tuple[Meeting, ...]:
    """Return every meeting, by day.

    Raises:
        WarehouseError: a bad row, named by its line.
    """
    found = [_meeting(row, line=line) for line, row in enumerate(reference_rows(FILE), start=2)]
    return tuple(sorted(found, key=lambda meeting: (meeting.last_day, meeting.bank)))


def next_meetings(asof: date) -> tuple[Meeting, ...]:
    """Return the next meeting of each bank that was announced by a day, soonest first.

    Args:
        asof: the day; a decision of that very day is still to come.
    """
    found: dict[str, Meeting] = {}
    for meeting in meetings():
        is_known = meeting.announced is None or meeting.announced <= asof
        if is_known and meeting.last_day >= asof:
            found.setdefault(meeting.bank, meeting)
    return tuple(found.values())


def _meeting(row: dict[str, str], *, line: int) -> Meeting:
    try:
        announced = date.fromisoformat(row["announced"]) if row["announced"] else None
        meeting = Meeting(
            row["bank"],
            date.fromisoformat(row["first_day"]),
            date.fromisoformat(row["last_day"]),
            announced,
            row["source"],
            row["note"],
        )
    except (KeyError, ValueError) as error:
        raise WarehouseError(
            f"{FILE}, line {line}: {error}; days are written 2026-12-09"
        ) from error
    if meeting.bank not in institution_by_name():
        raise WarehouseError(f"{FILE}, line {line}: {meeting.bank!r} is not in institutions.csv")
    if meeting.last_day < meeting.first_day or not meeting.source:
        raise WarehouseError(f"{FILE}, line {line}: it ends before it begins, or has no source")
    return meeting
