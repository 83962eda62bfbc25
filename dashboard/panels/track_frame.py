"""Editions and realised values -> the errors of the houses, by how far ahead they were printed.

An error is a figure's midpoint minus the realised value of the same question: indicator, region,
period, definition and unit. Nothing is compared across definitions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.panels import editions, outturns
from dashboard.panels.once import once_a_frame
from warehouse.periods import parse_period
from warehouse.vocabulary import Kind, Measure

LEAST: Final = 5  # errors of a house at one horizon, below which it is not ranked
QUESTION: Final = ["indicator", "region", "period", "measure", "unit"]
TOO_LATE: Final = "printed after its period was over"


@dataclass(frozen=True, slots=True)
class Horizon:
    """A stretch of months from publication to the end of the period.

    Attributes:
        first: shortest.
        last: longest; None for no end.
    """

    first: int
    last: int | None

    @property
    def words(self) -> str:
        """The stretch as read before "ahead"."""
        if self.last is None:
            return f"{self.first} months and more"
        return (
            f"up to {self.last} months" if not self.first else f"{self.first} to {self.last} months"
        )

    def holds(self, months: int) -> bool:
        """Whether a figure printed so many months before the end of its period belongs here."""
        return self.first <= months and (self.last is None or months <= self.last)


# around half-years, so that the outlooks of November and of January on one year stand together
HORIZONS: Final = (
    Horizon(0, 3), Horizon(4, 9), Horizon(10, 15), Horizon(16, 21), Horizon(22, 27),
    Horizon(28, None),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Score:
    """What the errors of one house, or of all, come to.

    Attributes:
        name: the house; blank for all.
        errors: one per counted figure, in the unit of the indicator.
    """

    name: str
    errors: tuple[float, ...]

    @property
    def n(self) -> int:
        """How many errors there are."""
        return len(self.errors)

    @property
    def mean(self) -> float:
        """Mean error; above zero for too high."""
        return round(sum(self.errors) / self.n, 6)

    @property
    def absolute(self) -> float:
        """Mean absolute error."""
        return round(sum(map(abs, self.errors)) / self.n, 6)

    @property
    def too_high(self) -> int:
        """How many figures were above the realised value."""
        return sum(error > 0 for error in self.errors)

    @property
    def is_ranked(self) -> bool:
        """Whether there are enough errors to set it against other houses."""
        return self.n >= LEAST


def errors_of(frame: pl.DataFrame, prints: pl.DataFrame, *, vintage: str) -> pl.DataFrame:
    """Return the figures whose realised value is known, with their errors; one row per edition.

    Args:
        frame: rows of `queries.revisions`.
        prints: rows of `queries.actuals`.
        vintage: "first" or "latest".

    Returns:
        Columns of editions and realised, realised_low, realised_high, vintage, series, release,
        known_from, realised_precision, realised_confidence, source (of the value), is_own,
        named_series (the statistic that its words name, "" for none), is_named, error (in
        `unit`), months (from publication to the end of the period), counted, why_not.
    """
    figures = editions.with_kinds(frame.filter(pl.col("kind") == str(Kind.FORECAST)))
    known = outturns.with_series(prints, vintage=vintage).filter(
        pl.col("measure") != str(Measure.OTHER)
    )
    figures = figures.join(known, on=QUESTION, how="semi", maintain_order="left")
    worded = figures.select("indicator", "quote").rows()
    named = [outturns.series_of(indicator, quote) for indicator, quote in worded]
    figures = figures.with_columns(pl.Series("named_series", named, dtype=pl.String))
    values = known.select(
        *QUESTION,
        "is_own",
        "is_main",
        "vintage",
        "series",
        "release",
        "known_from",
        "source",
        realised="mid",
        realised_low="low",
        realised_high="high",
        realised_precision="precision",
        realised_confidence="confidence",
    )
    joined = _one_print(figures.join(values, on=QUESTION, how="inner", maintain_order="left"))
    ends = {text: parse_period(text).end for text in joined["period"].unique()}
    end = pl.col("period").replace_strict(ends, default=None, return_dtype=pl.Date)
    published = pl.col("published")
    months = (end.dt.year() - published.dt.year()) * 12 + end.dt.month() - published.dt.month()
    late = pl.when(published > end).then(pl.lit(TOO_LATE))
    return joined.with_columns(
        (pl.col("mid") - pl.col("realised")).round(9).alias("error"),
        months.cast(pl.Int64).alias("months"),
        pl.coalesce("not_pooled_because", late).alias("why_not"),
    ).with_columns(pl.col("why_not").is_null().alias("counted"))


def _one_print(joined: pl.DataFrame) -> pl.DataFrame:
    """Return each figure with one print: an own value, that of the statistic it names, or the main.

    Args:
        joined: one row per edition and statistic with a known value.
    """
    named = (pl.col("series") == pl.col("named_series")) & (pl.col("series") != "")
    own = pl.col("is_own") & pl.col("is_main")
    main = pl.col("is_main")
    best = pl.when(own).then(0).when(named).then(1).when(main).then(2)
    ranked = joined.with_columns(best.alias("fit"), named.alias("is_named"))
    first = ranked.filter(pl.col("fit") == pl.col("fit").min().over("forecast_id", "published"))
    return first.drop("fit", "is_main")


@once_a_frame
def horizons_of(frame: pl.DataFrame) -> list[tuple[Horizon, pl.DataFrame]]:
    """Return the horizons that have a counted figure, each with its rows, shortest first."""
    months = pl.col("months")
    held = []
    for horizon in HORIZONS:
        last = pl.lit(value=True) if horizon.last is None else months <= horizon.last
        found = frame.filter((months >= horizon.first) & last)
        if found["counted"].any():
            held.append((horizon, found))
    return held


@once_a_frame
def scores(frame: pl.DataFrame) -> list[Score]:
    """Return the scores of the houses: ranked ones by absolute error, then the others by n."""
    counted = frame.filter(pl.col("counted"))
    by_house = counted.group_by("institution", maintain_order=True).agg("error")
    return sorted((Score(name, tuple(errors)) for name, errors in by_house.iter_rows()), key=_order)


@once_a_frame
def together(frame: pl.DataFrame) -> Score:
    """Return the score over all counted figures."""
    return Score("", tuple(frame.filter(pl.col("counted"))["error"]))


def _order(score: Score) -> tuple[bool, float, str]:
    return (not score.is_ranked, score.absolute if score.is_ranked else -score.n, score.name)
