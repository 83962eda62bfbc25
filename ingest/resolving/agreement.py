"""All figures of one report -> supports and doubts from what its other places say.

A house repeats itself: summary, text and table state the same figure. Where they do, each is surer;
where one states another figure for the same claim, the sentence was perhaps read wrongly.
"""

from __future__ import annotations

from collections import defaultdict
from math import inf
from typing import TYPE_CHECKING

from ingest.resolving.confidence import Doubt, Support, with_trait
from warehouse.vocabulary import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from warehouse.records import Forecast

TABLE = "table"
ROUNDING = 0.051  # two printings of one figure differ by less: 2.35 and 2.4

Claim = tuple[str, ...]


def compare_places(rows: Sequence[Forecast]) -> list[Forecast]:
    """Weigh each figure by what other places of the report state for the same claim.

    Args:
        rows: all forecasts of one report; calls and other kinds than forecasts pass as they are.
            Another place is another sentence or table row. Tables are not doubted for what
            sentences say. Of two accepted figures that differ neither stays accepted.
    """
    claims = _collected(rows)
    weighed = [_weighed(row, claims[_claim(row)]) if _counts(row) else row for row in rows]
    sure = _collected(row if row.status is Status.ACCEPTED else None for row in weighed)
    return [
        _unsettled(row, sure[_claim(row)])
        if _counts(row) and row.status is Status.ACCEPTED
        else row
        for row in weighed
    ]


def _collected(rows: Iterable[Forecast | None]) -> dict[Claim, _Statements]:
    claims: dict[Claim, _Statements] = defaultdict(_Statements)
    for at, row in enumerate(rows):
        if row is not None and _counts(row):
            claims[_claim(row)].add(at, row)
    return claims


def _counts(row: Forecast) -> bool:
    """Whether a row states a figure that others of its claim can be held against."""
    is_compared = Doubt.OTHER_KEY_RATE not in row.traits
    return row.kind is Kind.FORECAST and row.stance is None and is_compared


def _claim(row: Forecast) -> Claim:
    return (row.institution, *map(str, (row.indicator, row.region, row.period, row.unit)))


class _Statements:
    """What a report states for one claim, each way of stating it once or twice.

    A table of thousands of rows may state a claim thousands of times over. Two places with words of
    their own are enough: one of them is another place than that of the row that is weighed.
    """

    def __init__(self) -> None:
        self._ways: dict[Hashable, list[tuple[int, Forecast]]] = {}

    def add(self, at: int, row: Forecast) -> None:
        """Take a figure; `at` is its place in the order of the report."""
        way = (row.low, row.high, row.measure, row.reader == TABLE)
        held = self._ways.setdefault(way, [])
        if not held or (len(held) == 1 and held[0][1].evidence.quote != row.evidence.quote):
            held.append((at, row))

    def unlike(self, row: Forecast) -> Forecast | None:
        """Return the first figure elsewhere that has no value in common with a row."""
        first: tuple[int, Forecast] | None = None
        for held in self._ways.values():  # in the order of their first figures
            if first is not None and held[0][0] > first[0]:
                break
            found = _elsewhere(row, held)
            if found is None or (first is not None and found[0] > first[0]):
                continue
            other = found[1]
            among_equals = row.reader != TABLE or other.reader == TABLE
            if among_equals and other.measure is row.measure and _are_apart(row, other):
                first = found
        return first[1] if first is not None else None

    def repeats(self, row: Forecast) -> bool:
        """Whether another place states the same figure, whatever its measure."""
        return any(
            _elsewhere(row, held) is not None
            for held in self._ways.values()
            if (held[0][1].low, held[0][1].high) == (row.low, row.high)
        )


def _elsewhere(row: Forecast, held: list[tuple[int, Forecast]]) -> tuple[int, Forecast] | None:
    return next((one for one in held if one[1].evidence.quote != row.evidence.quote), None)


def _weighed(row: Forecast, alike: _Statements) -> Forecast:
    unlike = alike.unlike(row)
    if unlike is not None:
        return with_trait(row, Doubt.UNLIKE_ELSEWHERE, _stated_at(unlike))
    if alike.repeats(row):
        return with_trait(row, Support.REPEATED)
    return row


def _unsettled(row: Forecast, sure: _Statements) -> Forecast:
    """Send a figure to review that the report contradicts as surely as it states it.

    One house holds one view of one thing. Where two places that were read without a fault differ,
    the page alone does not tell which of them is meant, and neither is counted.
    """
    other = sure.unlike(row)
    if other is None:
        return row
    said = _stated_at(other)
    return with_trait(row, Doubt.CONTRADICTED, None if said in row.reasons else said)


def _stated_at(other: Forecast) -> str:
    place = other.evidence
    return f"page {place.page} states “{place.boxes[0].text}” for the same claim"


def _are_apart(one: Forecast, other: Forecast) -> bool:
    """Whether two figures have no value in common, rounding aside."""
    lows = [-inf if row.low is None else row.low for row in (one, other)]
    highs = [inf if row.high is None else row.high for row in (one, other)]
    return max(lows) - min(highs) > ROUNDING
