"""Reports of a house -> the two that are compared: the newest, and the one before of its series.

A house prints several things: a yearly outlook, a weekly, a note on one country. Nothing on their
pages names the series, so two reports are of one where their titles differ by dates alone, or where
one answers at least half of what the other does. A weekly and an outlook never are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.panels.wording import Row
from dashboard.selection import Selection

LEAST_COMMON: Final = 0.5  # of the questions of the report that has fewer
RHYTHMS: Final = ("daily", "weekly", "fortnightly", "monthly", "flash", "tracker", "nowcast")
ID_LENGTH: Final = 12  # hex digits of a report's fingerprint in addresses
_DATE_WORDS: Final = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b"
    r"|\b[qh][1-4]\b|\b[1-4][qh]\b|\b(?:first|second|third|fourth) (?:quarter|half)\b|\d+|\W+",
)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reports of a house.

    Attributes:
        newer: the later one; None where the house has no report.
        older: the earlier one; None where there is none to compare with.
        why: what is to be said about the choice; blank where it needs no word.
    """

    newer: Row | None
    older: Row | None
    why: str = ""


def edition_code(row: Row) -> str:
    """Return what names a report in addresses."""
    return str(row["report_sha256"])[:ID_LENGTH]


def is_one_series(one: Row, other: Row) -> bool:
    """Whether two reports of a house are editions of one publication."""
    if _rhythm(one["title"]) != _rhythm(other["title"]):
        return False
    first, second = _bare(one["title"]), _bare(other["title"])
    if first and first == second:
        return True
    a, b = set(one["topics"]), set(other["topics"])
    return bool(a and b) and len(a & b) >= LEAST_COMMON * min(len(a), len(b))


def compared(editions: Sequence[Row], selection: Selection) -> Compared:
    """Return the two reports that a selection compares.

    Args:
        editions: rows of `queries.house_editions`, newest first.
        selection: `edition` and `against` may name reports.
    """
    telling = [row for row in editions if row["figures"] and row["published"]]
    newer, missing = _named(editions, selection.edition)
    older, missing_too = _named(editions, selection.against)
    newer = newer or next((row for row in telling if row is not older), None)
    why = "An edition in the address is not one of this house. " if missing or missing_too else ""
    if newer is None:
        return Compared(None, None, f"{why}No dated report of this house has a figure.")
    if older is None:
        before = [row for row in telling if _is_before(row, newer)]
        older = next((row for row in before if is_one_series(row, newer)), None)
        why += _why_alone(before) if older is None else ""
    elif older is newer:
        return Compared(newer, None, f"{why}An edition cannot be compared with itself.")
    elif not is_one_series(newer, older):
        why += "These are of different series: what is new or vanished may only be out of scope."
    return Compared(newer, older, why.strip())


def _named(editions: Sequence[Row], code: str) -> tuple[Row | None, bool]:
    found = next((row for row in editions if code and row["report_sha256"].startswith(code)), None)
    return found, bool(code) and found is None


def _is_before(row: Row, newer: Row) -> bool:
    return bool(newer["published"]) and row["published"] < newer["published"]


def _why_alone(before: Sequence[Row]) -> str:
    if not before:
        return "There is no earlier edition with a figure to compare with."
    return "No earlier report is of the same series; choose one to compare with all the same."


def _rhythm(title: str) -> tuple[str, ...]:
    folded = title.lower()
    return tuple(word for word in RHYTHMS if word in folded)


def _bare(title: str) -> str:
    return " ".join(_DATE_WORDS.sub(" ", title.lower()).split())
