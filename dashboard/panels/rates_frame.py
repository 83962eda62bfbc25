"""Rows of `queries.figures` -> levels, moves and other periods of policy rates, and what counts.

Every level enters as printed; a refinancing rate is kept apart, see `rate_reading`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import mean, stdev
from typing import Any, Final

import polars as pl

from dashboard.panels import counting, wording
from dashboard.panels.counting import Spread
from dashboard.panels.moves import are_in_basis_points
from dashboard.panels.once import once_a_frame
from dashboard.panels.paths_frame import ends_of
from dashboard.panels.rate_reading import A_REFI, refis
from dashboard.selection import Selection
from warehouse.periods import parse_period
from warehouse.reference import region_by_code
from warehouse.vocabulary import Indicator, InstitutionKind, Kind, Measure

LEVEL, MOVE, OTHER = "level", "move", "other"
A_MOVE: Final = "a move, not a level"
_OF_TODAY: Final[dict[str, Any]] = {
    "region": pl.String,
    "today_low": pl.Float64,
    "today_high": pl.Float64,
    "today_decided": pl.Date,
}
_SHORT_BANK: Final = {"Federal Reserve": "Fed", "Bank of England": "BoE", "Bank of Japan": "BoJ"}


def bank_of(region: str) -> str:
    """Return who sets the rate of a region; the region's name where that is not known."""
    known = region_by_code().get(region)
    return (known.central_bank if known else "") or wording.region_name(region)


def short_bank(region: str) -> str:
    """Return the bank's usual short name: "Fed", "ECB"."""
    return _SHORT_BANK.get(bank_of(region), bank_of(region))


def year_of(selection: Selection) -> str:
    """Return the year that a selection is about: that of "2026", "2026Q4" or "2026-12"."""
    return (selection.period or "")[:4]


def year_is_over(selection: Selection) -> bool:
    """Whether the year that a selection is about had ended on the as-of day."""
    year = year_of(selection)
    return bool(selection.asof and year.isdigit() and selection.asof.year > int(year))


def arrange(
    frame: pl.DataFrame, *, selection: Selection, today: dict[str, dict[str, Any]]
) -> pl.DataFrame:
    """Sort figures into levels, moves and others, and judge which levels count.

    Args:
        frame: rows of `queries.figures`.
        selection: with regions and period.
        today: the newest decision of each region's bank, where one is known.
    """
    year, asof = year_of(selection), selection.asof
    order = frame.sort(
        "pooled", "published", descending=True, nulls_last=[False, True], maintain_order=True
    )
    judged = _placed(order, year=year)
    is_level = pl.col("block") == LEVEL
    # Of a level, the same claim under another name of the same day is left out.
    is_first = pl.struct("institution", "region", "kind", "block").is_first_distinct()
    ended = ends_of(judged) < asof if asof else pl.Series([False]).new_from_index(0, judged.height)
    is_over = (pl.col("block") == OTHER) & ended.fill_null(value=False)
    held = judged.filter((is_first | ~is_level) & ~is_over)
    return held.join(_of_today(today), on="region", how="left", maintain_order="left")


def _of_today(today: dict[str, dict[str, Any]]) -> pl.DataFrame:
    """Return the rate of the as-of day by region; no row where it is not known."""
    rows = [(code, d["rate_low"], d["rate_high"], d["decided"]) for code, d in today.items()]
    return pl.DataFrame(rows, schema=_OF_TODAY, orient="row")


def _placed(frame: pl.DataFrame, *, year: str) -> pl.DataFrame:
    """Return rows with their block, whether they count, why not, and where a level enters."""
    ends = [f"{year}-12", year, f"{year}Q4"]
    why, period = pl.col("not_pooled_because"), pl.col("period")
    is_move = pl.col("indicator") == str(Indicator.POLICY_RATE_CHANGE)
    # A size within the year is only a part of its total; a direction is a call wherever it falls.
    is_call = pl.col("low").is_null() & pl.col("high").is_null()
    of_year = period.is_in([*ends, f"{year}H1", f"{year}H2"])
    inside = (of_year | (is_call & period.str.starts_with(year))) & are_in_basis_points()
    is_level = ~is_move & period.is_in(ends) & (pl.col("measure") == str(Measure.YEAR_END))
    texts = frame["period"].unique().to_list()
    others = [f"{counting.OTHER_PERIOD}: {wording.period_label(text)}" for text in texts]
    other = period.replace_strict(texts, pl.Series(others, dtype=pl.String), return_dtype=pl.String)
    unlike = (
        pl.when(is_move)
        .then(pl.lit(A_MOVE))
        .when(~is_level)
        .then(other)
        .when(refis())
        .then(pl.lit(A_REFI))
    )
    why = pl.coalesce(why, unlike).cast(pl.String)
    return frame.with_columns(
        (is_level & why.is_null()).alias("counted"),
        why.alias("why_not"),
        pl.when(is_level)
        .then(pl.lit(LEVEL))
        .when(is_move & inside)
        .then(pl.lit(MOVE))
        .otherwise(pl.lit(OTHER))
        .alias("block"),
    )


@once_a_frame
def block(frame: pl.DataFrame, name: str) -> list[wording.Row]:
    """Return the rows of one block, by period and house; change none of them."""
    held = frame.filter(pl.col("block") == name)
    return held.sort("period", "institution", maintain_order=True).rows(named=True)


@once_a_frame
def others_of(frame: pl.DataFrame) -> list[wording.Row]:
    """Return the figures for other periods, every house on every bank before a second one of any.

    Within that the nearest period comes first, claims of many houses last. What a report prints as
    an earlier round is left to the table.
    """
    held = [row for row in block(frame, OTHER) if row["kind"] != Kind.PREVIOUS]
    held.sort(key=lambda row: (parse_period(row["period"]).sort_key, row["institution"]))
    said: Counter[tuple[str, str]] = Counter()
    places: list[tuple[bool, int, int]] = []
    for row in held:
        key = (row["institution"], row["region"])
        is_claim = row["institution_kind"] == InstitutionKind.COLLECTIVE
        places.append((is_claim, said[key], len(places)))
        said[key] += 1
    return [held[nth] for *_, nth in sorted(places)]


@once_a_frame
def spreads_of(frame: pl.DataFrame, selection: Selection) -> list[Spread]:
    """Return the counted levels of each bank."""
    held = frame.filter(pl.col("block") == LEVEL)
    return [counting.spread(held, region) for region in selection.regions]


def statistics_of(spreads: Sequence[Spread]) -> pl.DataFrame:
    """Return n, median, mean, ends and deviation of each bank's counted levels, percent."""
    return pl.DataFrame(
        [
            {
                "region": found.region,
                "measure": str(Measure.YEAR_END),
                "n": found.n,
                "median": found.median,
                "mean": round(mean(mids), 6),
                "low": min(mids),
                "high": max(mids),
                "sd": stdev(mids) if found.n >= counting.ENOUGH_FOR_SPREAD else None,
            }
            for found in spreads
            if (mids := [float(row["mid"]) for row in found.rows])
        ]
    )


def today_rates(rows: Sequence[wording.Row]) -> dict[str, tuple[float, float]]:
    """Return by region from where to where the rate of the as-of day reaches, percent."""
    return {
        row["region"]: (row["today_low"], row["today_high"])
        for row in rows
        if row["today_low"] is not None
    }
