"""Forecasts -> the same, read a second time; where the readings differ, a person decides.

Two second readings, both by position alone (`positions`): of the words of our own engine, for every
row of a table; and of the words of another engine, for the pages whose tables gave accepted rows.
What a second reading cannot see is no opinion. A difference never removes a figure, and it never
changes one: the row waits in review with both readings in its reasons.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ingest.resolving.confidence import Doubt, Support, with_trait
from ingest.second.positions import Rows
from warehouse.vocabulary import Role, Status

if TYPE_CHECKING:
    from ingest.geometry import BBox
    from ingest.pdf.layout import Page
    from ingest.second.positions import Reading
    from warehouse.records import Forecast

TABLE = "table"  # the reader whose rows have a label and a header
FEWEST_PAGES, PAGES_SHARE = 6, 0.2  # a long book of tables is read again in part: every few pages
ALIKE = 0.6  # of the letters: the same label, decoded by two engines
PLAIN_KEPT = 1024  # labels and headers: those of a long table come back in every row
SHOWN = 60  # characters of a label that a reason shows

SAME_PLACE = "a rule by position alone"
OTHER_ENGINE = "the second engine"
UNREADABLE = "The second engine can't read this place, so only one reading stands behind it."

_DASHES = str.maketrans(dict.fromkeys("−–—‐‑‒", "-") | {"·": ".", " ": None, "\u00a0": None})
_NOT_NUMBER = re.compile(r"[^0-9.,\-½¼¾⅓⅔⅛]")
_ADDED = re.compile(r"\s\[[^\]]*\]$")  # what the reader added to make its meaning plain
_NOT_PLAIN = re.compile(r"[\W_]+")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})


def second_opinions(
    rows: Sequence[Forecast],
    pages: Sequence[Page],
    *,
    pdf: bytes | None = None,
    pictures: Collection[int] = (),
) -> list[Forecast]:
    """Read figures a second time.

    Args:
        rows: all forecasts of one report.
        pages: its pages as the first engine read them.
        pdf: the file, for the second engine; without it only our own words are read again.
        pictures: pages whose words were recognised: no other engine can read them.
    """
    by_number = {page.number: page for page in pages}
    ours = {number: Rows(by_number[number]) for number in _pages_of(rows) if number in by_number}
    rows = [_by_position(row, ours.get(row.evidence.page)) for row in rows]
    if pdf is None:
        return rows
    accepted = _pages_of(row for row in rows if row.status is Status.ACCEPTED)
    wanted = _sample(sorted(accepted.difference(pictures)), len(pages))
    if not wanted:
        return rows
    from ingest.second.engine import read_again  # a tenth of a second that few reports need

    again = read_again(pdf, [by_number[number] for number in sorted(wanted)])
    theirs = {number: Rows(page) for number, page in again.items()}
    return [
        _by_engine(row, theirs.get(row.evidence.page)) if row.evidence.page in wanted else row
        for row in rows
    ]


def _pages_of(rows: Iterable[Forecast]) -> set[int]:
    return {row.evidence.page for row in rows if row.reader == TABLE}


def _sample(numbers: Sequence[int], pages: int) -> set[int]:
    """Return the pages that are read again: all, or evenly spread ones where there are many."""
    most = max(FEWEST_PAGES, round(PAGES_SHARE * pages))
    if len(numbers) <= most:
        return set(numbers)
    return {numbers[at * len(numbers) // most] for at in range(most)}


def _by_position(row: Forecast, rows: Rows | None) -> Forecast:
    """Compare a row of a table with what stands beside and above its value."""
    if row.reader != TABLE or rows is None:
        return row
    label, header = _compared(row, rows.read(_value_boxes(row)))
    difference = label.difference or header.difference
    if difference is not None:
        return with_trait(row, Doubt.POSITION_DISAGREES, f"{SAME_PLACE} {difference}")
    return with_trait(row, Support.POSITION_AGREES) if label.same and header.same else row


def _by_engine(row: Forecast, rows: Rows | None) -> Forecast:
    """Compare a row with what another engine reads at its place; prose by its value alone."""
    boxes = _value_boxes(row)
    if row.stance is not None or not boxes:
        return row
    found = rows.read(boxes) if rows is not None else None
    if found is None or not _has_digits(found.value):
        readable = row.reader != TABLE or not _has_digits(row.evidence.boxes[0].text)
        return row if readable else replace(row, reasons=(*row.reasons, UNREADABLE))
    first = row.evidence.boxes[0].text
    differences = [_value_difference(first, found.value)]
    if row.reader == TABLE:
        differences += [compared.difference for compared in _compared(row, found)]
    told = next(filter(None, differences), None)
    return (
        row if told is None else with_trait(row, Doubt.ENGINE_DISAGREES, f"{OTHER_ENGINE} {told}")
    )


class _Compared(NamedTuple):
    """Whether two readings of one word agree; neither where there is nothing to compare."""

    same: bool
    difference: str | None


def _compared(row: Forecast, found: Reading) -> tuple[_Compared, _Compared]:
    """Compare the label, then the header, as far as both readings have one."""
    labels = [box.text for box in row.evidence.boxes if box.role is Role.ROW_LABEL]
    headers = [box.text for box in row.evidence.boxes if box.role is Role.COLUMN_HEADER]
    dated = [text for text in headers if _has_digits(text)]
    header = found.header if _has_digits(found.header) else ""
    return _words(labels, found.label, "row"), _words(dated, header, "column")


def _words(first: Sequence[str], second: str, name: str) -> _Compared:
    if not first or not second:
        return _Compared(same=False, difference=None)
    if any(_are_alike(text, second) for text in first):
        return _Compared(same=True, difference=None)
    told = f"reads the {name} “{_short(second)}”, the first reading is “{_short(first[0])}”"
    return _Compared(same=False, difference=told)


def _are_alike(one: str, other: str) -> bool:
    """Whether two texts name the same thing: one may hold more of the line, or fewer letters."""
    one, other = _plain(_ADDED.sub("", one)), _plain(other)
    if not one or not other:
        return True
    if one in other or other in one:
        return True
    digits = [re.sub(r"\D", "", text) for text in (one, other)]
    return digits[0] == digits[1] and SequenceMatcher(None, one, other).ratio() >= ALIKE


@lru_cache(maxsize=PLAIN_KEPT)
def _plain(text: str) -> str:
    return _NOT_PLAIN.sub("", text.translate(_LIGATURES).lower())


def _value_difference(first: str, second: str) -> str | None:
    """Return how two readings of a value differ, in digits and signs; None where they agree.

    The mark before the decimals is a point in a reading, even where a comma is printed.
    """
    printed = _figures(second)
    if any(_figures(first) in text for text in (printed, printed.replace(",", "."))):
        return None
    return f"reads “{_short(second)}” where the first reading is “{_short(first)}”"


def _figures(text: str) -> str:
    return _NOT_NUMBER.sub("", text.translate(_DASHES))


def _has_digits(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _value_boxes(row: Forecast) -> list[BBox]:
    return [(b.x0, b.top, b.x1, b.bottom) for b in row.evidence.boxes if b.role is Role.VALUE]
