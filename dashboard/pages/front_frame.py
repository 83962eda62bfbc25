"""Warehouse -> what the front page says of all questions: how wide, who is far, who moved.

One question finds the regions that most houses speak of, then one is asked for each of the two
days; everything else is worked out from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.panels.counting import ENOUGH_FOR_SPREAD
from dashboard.panels.since import months_before
from dashboard.panels.stances_frame import STALE_MONTHS
from dashboard.panels.wording import Row
from warehouse import queries
from warehouse.periods import parse_period
from warehouse.vocabulary import Indicator, Unit

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COMPARED: Final = (  # in points, so that distances on different questions can be ranked together
    Indicator.GDP_GROWTH,
    Indicator.CPI_INFLATION,
    Indicator.CORE_INFLATION,
    Indicator.PCE_INFLATION,
    Indicator.CORE_PCE_INFLATION,
    Indicator.POLICY_RATE,
    Indicator.UNEMPLOYMENT_RATE,
)
MOST_REGIONS: Final = 6  # those that most houses speak of; the board and the table have all
QUESTION: Final = ("indicator", "region", "period", "measure", "unit")
ROUNDED: Final = 9  # digits after which two figures are one and the same


@dataclass(frozen=True, slots=True)
class Spread:
    """What the houses say on one question.

    Attributes:
        rows: counted figures, largest first; columns as in `queries.divergence`.
        before: the width on the earlier day, in points; None below three houses.
    """

    rows: tuple[Row, ...]
    before: float | None

    @property
    def width(self) -> float:
        """The distance of the largest from the smallest, in points."""
        return float(round(self.rows[0]["mid"] - self.rows[-1]["mid"], ROUNDED))


@dataclass(frozen=True, slots=True)
class Move:
    """One house's change on one question.

    Attributes:
        then, now: its figure on the earlier and on the later day.
    """

    then: Row
    now: Row

    @property
    def change(self) -> float:
        """What it changed by, in points."""
        return float(round(self.now["mid"] - self.then["mid"], ROUNDED))


@dataclass(frozen=True, slots=True)
class State:
    """The state of disagreement.

    Attributes:
        spreads: questions of three houses or more, the widest first, one of each indicator and
            region.
        furthest: the figure furthest from its median; None where no house stands apart.
        moves: the changes of houses counted on both days, the largest first.
    """

    spreads: tuple[Spread, ...]
    furthest: Row | None
    moves: tuple[Move, ...]


def read_state(
    cursor: DuckDBPyConnection, *, asof: date, since: date, known: datetime | None
) -> State:
    """Return the state on a day and what is new since an earlier one.

    Args:
        cursor: of the warehouse.
        asof: the day.
        since: the day it is compared with.
        known: the moment of the warehouse, or None for now.
    """
    regions = _regions(cursor, asof=asof, known=known)
    now = _figures(cursor, regions, asof=asof, known=known)
    periods = {text: parse_period(text).is_complete(asof) for text in set(now["period"])}
    open_ones = [text for text, is_over in periods.items() if not is_over]
    now = _current(now.filter(pl.col("period").is_in(open_ones)), asof)
    then = _figures(cursor, regions, asof=since, known=known)
    return State(_spreads(now, then), _furthest(now), _moves(now, then))


def _current(figures: pl.DataFrame, asof: date) -> pl.DataFrame:
    """Return the questions that some house answered lately.

    A period without an end ("longer run") is never over, so that its age alone says whether the
    houses disagree now or did in an earlier cycle. A question goes as a whole: its median stays
    that of the panels.
    """
    newest = pl.col("published").max().over(QUESTION)
    return figures.filter(newest.is_null() | (newest >= months_before(asof, STALE_MONTHS)))


def _regions(cursor: DuckDBPyConnection, *, asof: date, known: datetime | None) -> list[str]:
    """Return the regions with a question that houses enough answer, those of most houses first.

    Where there are none the list is empty and keeps every region.
    """
    asked = [str(indicator) for indicator in COMPARED]
    frame = queries.consensus(cursor, indicators=asked, asof=asof, known=known)
    ranked = (
        frame.filter((pl.col("n") >= ENOUGH_FOR_SPREAD) & (pl.col("unit") == str(Unit.PCT)))
        .group_by("region")
        .agg(pl.col("n").max(), pl.len().alias("questions"))
        .sort(["n", "questions", "region"], descending=[True, True, False])
    )
    return ranked["region"].head(MOST_REGIONS).to_list()


def _figures(
    cursor: DuckDBPyConnection, regions: list[str], *, asof: date, known: datetime | None
) -> pl.DataFrame:
    frame = queries.divergence(
        cursor,
        indicators=[str(indicator) for indicator in COMPARED],
        regions=regions,
        asof=asof,
        known=known,
    )
    return frame.filter(pl.col("unit") == str(Unit.PCT))


def _by_question(frame: pl.DataFrame) -> dict[tuple[str, ...], tuple[Row, ...]]:
    rows = frame.sort([*QUESTION, "mid"], descending=[False] * len(QUESTION) + [True]).rows(
        named=True
    )
    found = groupby(rows, key=lambda row: tuple(row[name] for name in QUESTION))
    return {question: tuple(held) for question, held in found}


def _spreads(now: pl.DataFrame, then: pl.DataFrame) -> tuple[Spread, ...]:
    earlier = _by_question(then)
    found = []
    for question, rows in _by_question(now).items():
        if len(rows) >= ENOUGH_FOR_SPREAD:
            old = earlier.get(question, ())
            before = old[0]["mid"] - old[-1]["mid"] if len(old) >= ENOUGH_FOR_SPREAD else None
            found.append(Spread(rows, before))
    found.sort(key=lambda spread: (-spread.width, -len(spread.rows), spread.rows[0]["period"]))
    first: dict[tuple[str, str], Spread] = {}
    for spread in found:
        first.setdefault((spread.rows[0]["indicator"], spread.rows[0]["region"]), spread)
    return tuple(spread for spread in first.values() if spread.width > 0)


def _furthest(now: pl.DataFrame) -> Row | None:
    far = pl.col("distance_from_median").abs().round(ROUNDED)
    found = now.filter(far > 0).sort([far, "n"], descending=True, maintain_order=True)
    return found.row(0, named=True) if found.height else None


def _moves(now: pl.DataFrame, then: pl.DataFrame) -> tuple[Move, ...]:
    def by_house(frame: pl.DataFrame) -> dict[tuple[str, ...], Row]:
        rows = frame.iter_rows(named=True)
        return {tuple(row[name] for name in ("institution", *QUESTION)): row for row in rows}

    old = by_house(then)
    moves = [Move(old[key], row) for key, row in by_house(now).items() if key in old]
    changed = [move for move in moves if move.change]
    return tuple(sorted(changed, key=lambda move: (-abs(move.change), move.now["institution"])))
