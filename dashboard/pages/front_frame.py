"""Warehouse -> what the front page says of all questions: how wide, who is far, who moved.

One question finds the regions that most houses speak of, then one is asked for each of the two
days; everything else is worked out from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.panels.before import told_from
from dashboard.panels.counting import ENOUGH_FOR_SPREAD
from dashboard.panels.since import months_before
from dashboard.panels.stances_frame import STALE_MONTHS
from dashboard.panels.wording import Row
from warehouse import queries
from warehouse.periods import parse_period
from warehouse.vocabulary import Indicator, Unit

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from warehouse.queries import Asked

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
MOVER: Final = ("institution", *QUESTION)
MOST_TOLD: Final = 12  # spreads and moves; the page shows half as many
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
        then: its figure on the earlier day, or what the newer report prints as the house's figure
            before (`is_printed`), which has no day.
        now: its figure on the later day.
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
            region; at most `MOST_TOLD`.
        furthest: the figure furthest from its median; None where no house stands apart.
        moves: the changes of houses counted on both days, the largest first; at most `MOST_TOLD`.
        up: how many figures rose.
        down: how many fell.
    """

    spreads: tuple[Spread, ...]
    furthest: Row | None
    moves: tuple[Move, ...]
    up: int = 0
    down: int = 0


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
    asked: Asked = {
        "indicators": [str(indicator) for indicator in COMPARED],
        "regions": _regions(cursor, asof=asof, known=known),
        "known": known,
        "asof": asof,
    }
    printed = queries.periods(cursor, **asked)
    asked["periods"] = [text for text in printed if not parse_period(text).is_complete(asof)]
    if not asked["periods"]:
        return State((), None, ())
    now = _figures(cursor, asked)
    now = _current(now.filter(pl.col("period").is_in(asked["periods"])), asof)
    then = _figures(cursor, {**asked, "asof": since})
    before = told_from(now, then, on=MOVER)
    changed = _changed(now, before)
    return State(
        spreads=_spreads(now, then),
        furthest=_furthest(now),
        moves=_moves(now, before, changed.head(MOST_TOLD)),
        up=changed.filter(pl.col("change") > 0).height,
        down=changed.filter(pl.col("change") < 0).height,
    )


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


def _figures(cursor: DuckDBPyConnection, asked: Asked) -> pl.DataFrame:
    frame = queries.divergence(cursor, **asked)
    return frame.filter(pl.col("unit") == str(Unit.PCT))


def _widths(frame: pl.DataFrame) -> pl.DataFrame:
    """Return n and width (in points) of each question of three houses or more."""
    mid = pl.col("mid")
    width = (mid.max() - mid.min()).round(ROUNDED).alias("width")
    found = frame.group_by(QUESTION).agg(width, pl.len().alias("n"))
    return found.filter(pl.col("n") >= ENOUGH_FOR_SPREAD)


def _spreads(now: pl.DataFrame, then: pl.DataFrame) -> tuple[Spread, ...]:
    widest = (
        _widths(now)
        .filter(pl.col("width") > 0)
        .sort(-pl.col("width"), -pl.col("n").cast(pl.Int64), "period", *QUESTION)
        .unique(["indicator", "region"], keep="first", maintain_order=True)
        .head(MOST_TOLD)
    )
    rows = now.join(widest, on=QUESTION, how="semi").sort("mid", descending=True)
    held: dict[tuple[str, ...], list[Row]] = {}
    for row in rows.iter_rows(named=True):
        held.setdefault(tuple(row[name] for name in QUESTION), []).append(row)
    before = _widths(then).select(*QUESTION, before="width")
    asked = widest.select(QUESTION).join(before, on=QUESTION, how="left", maintain_order="left")
    return tuple(Spread(tuple(held[tuple(key)]), width) for *key, width in asked.iter_rows())


def _furthest(now: pl.DataFrame) -> Row | None:
    far = pl.col("distance_from_median").abs().round(ROUNDED)
    found = now.filter(far > 0).sort([far, "n"], descending=True, maintain_order=True)
    return found.row(0, named=True) if found.height else None


def _changed(now: pl.DataFrame, then: pl.DataFrame) -> pl.DataFrame:
    """Return who changed what by how much (in points), the largest change first."""
    old = then.select(*MOVER, before="mid")
    both = now.select(*MOVER, "mid").join(old, on=MOVER, how="inner")
    change = (pl.col("mid") - pl.col("before")).round(ROUNDED)
    found = both.with_columns(change.alias("change")).filter(pl.col("change") != 0)
    return found.sort(-pl.col("change").abs(), *MOVER)


def _moves(now: pl.DataFrame, then: pl.DataFrame, changed: pl.DataFrame) -> tuple[Move, ...]:
    """Return the rows of both days behind some changes, in their order."""

    def held(frame: pl.DataFrame) -> dict[tuple[str, ...], Row]:
        rows = frame.join(changed, on=MOVER, how="semi").iter_rows(named=True)
        return {tuple(row[name] for name in MOVER): row for row in rows}

    old, new = held(then), held(now)
    return tuple(Move(old[key], new[key]) for key in changed.select(MOVER).iter_rows())
