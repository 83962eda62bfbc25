"""All figures of one report -> supports and doubts from what its other places say.

A house repeats itself: summary, text and table state the same figure. Where they do, each is surer;
where one states another figure for the same claim, the sentence was perhaps read wrongly.
"""

from __future__ import annotations

from collections import defaultdict
from math import inf
from typing import TYPE_CHECKING

from ingest.resolving.confidence import Doubt, Support, with_trait
from warehouse.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warehouse.records import Forecast

TABLE = "table"
ROUNDING = 0.051  # two printings of one figure differ by less: 2.35 and 2.4

Claim = tuple[str, ...]


def compare_places(rows: Sequence[Forecast]) -> list[Forecast]:
    """Weigh each figure by what other places of the report state for the same claim.

    Args:
        rows: all forecasts of one report; calls and other kinds than forecasts pass as they are.
            Another place is another sentence or table row. Tables are not doubted for what
            sentences say.
    """
    claims: dict[Claim, list[Forecast]] = defaultdict(list)
    for row in rows:
        if _counts(row):
            claims[_claim(row)].append(row)
    return [_weighed(row, claims[_claim(row)]) if _counts(row) else row for row in rows]


def _counts(row: Forecast) -> bool:
    return row.kind is Kind.FORECAST and row.stance is None


def _claim(row: Forecast) -> Claim:
    return (row.institution, *map(str, (row.indicator, row.region, row.period, row.unit)))


def _weighed(row: Forecast, alike: Sequence[Forecast]) -> Forecast:
    others = [other for other in alike if other.evidence.quote != row.evidence.quote]
    unlike = [
        other
        for other in others
        if _are_apart(row, other)
        and other.measure is row.measure
        and (row.reader != TABLE or other.reader == TABLE)
    ]
    if unlike:
        place = unlike[0].evidence
        said = f"page {place.page} states “{place.boxes[0].text}” for the same claim"
        return with_trait(row, Doubt.UNLIKE_ELSEWHERE, said)
    if any((row.low, row.high) == (other.low, other.high) for other in others):
        return with_trait(row, Support.REPEATED)
    return row


def _are_apart(one: Forecast, other: Forecast) -> bool:
    """Whether two figures have no value in common, rounding aside."""
    lows = [-inf if row.low is None else row.low for row in (one, other)]
    highs = [inf if row.high is None else row.high for row in (one, other)]
    return max(lows) - min(highs) > ROUNDING
