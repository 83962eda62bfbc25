"""Warehouse -> the frame of the panel table: every figure under its column, with the statistics.

A cell shows one claim of a house: what is counted, else what comes nearest, in grey. Everything
else that the house says under that heading stays in the frame and in the files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.panels import counting
from dashboard.panels.asked import asked_of
from dashboard.panels.before import previous_middle
from dashboard.panels.rates_frame import A_MOVE
from dashboard.panels.spans import related_periods
from dashboard.panels.table_columns import Column, columns_of
from dashboard.panels.table_statistics import add_statistics, young_enough
from dashboard.panels.wording import Row
from dashboard.selection import Selection
from warehouse import queries
from warehouse.vocabulary import Indicator, InstitutionKind, Kind, Status

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NEVER_SHOWN: Final = 99
UNDATED: Final = 1_000_000  # days: undated reports come last
MOST_PIECES: Final = 2  # claims of one rank that share a cell: the halves of a year
_RANKS: Final = {Kind.SCENARIO: 7, Kind.ESTIMATE: 8, Kind.TARGET: 9, Kind.PREVIOUS: NEVER_SHOWN}


def read_table(cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
    """Return the frame of a selection; one row per figure and column.

    Columns of `queries.figures`; `column` (id), `counted`, `why_not`, `shown` (whether it stands in
    the cell), `change` (against the older figure printed beside it, else the house's last edition,
    in `unit`), and what `table_statistics` adds for the column.
    """
    columns = columns_of(selection)
    return add_statistics(cursor, read_cells(cursor, selection, columns), selection, columns)


def read_cells(
    cursor: DuckDBPyConnection, selection: Selection, columns: Sequence[Column]
) -> pl.DataFrame:
    """Return the rows of `read_table` for some columns, without their statistics."""
    found = figures_of(cursor, selection, columns)
    under = counting.judged(_placed(found, columns))
    held = _without_moves_as_levels(under)
    return held.select(
        *found.columns, "column", "counted", "why_not", shown=_shown(held), change=_changes(held)
    )


def figures_of(
    cursor: DuckDBPyConnection, selection: Selection, columns: Sequence[Column]
) -> pl.DataFrame:
    """Return the figures of the columns, none older than the selection allows."""
    years = dict.fromkeys(column.year for column in columns)
    found = queries.figures(
        cursor,
        indicators=_indicators(selection),
        periods=[period for year in years for period in related_periods(year)],
        **asked_of(selection),
    )
    return young_enough(found, selection) if columns else found.clear()


def _indicators(selection: Selection) -> list[str]:
    """Return what is asked for; a column of rates shows the moves of houses without a level."""
    asked = [str(indicator) for indicator in selection.indicators]
    moves = str(Indicator.POLICY_RATE_CHANGE)
    return [*asked, *([moves] if Indicator.POLICY_RATE in selection.indicators else [])]


def _placed(found: pl.DataFrame, columns: Sequence[Column]) -> pl.DataFrame:
    """Return the rows under their columns; moves of a bank's rate stand under its levels, last.

    Adds `place` (of the column), `column`, `is_move`, `asked_period` and `asked_measure`.
    """
    heads = [(place, column, False) for place, column in enumerate(columns)]
    heads += [(place, c, True) for place, c, _ in heads if c.indicator == Indicator.POLICY_RATE]
    keys = pl.DataFrame(
        {
            "place": [place for place, _, _ in heads],
            "column": [column.id for _, column, _ in heads],
            "is_move": [is_move for _, _, is_move in heads],
            "indicator": [str(Indicator.POLICY_RATE_CHANGE if is_move else column.indicator)
                          for _, column, is_move in heads],
            "region": [column.region for _, column, _ in heads],
            "asked_period": [column.year for _, column, _ in heads],
            "asked_measure": ["" if is_move else str(column.measure)
                              for _, column, is_move in heads],
        },
        schema={"place": pl.Int64, "column": pl.String, "is_move": pl.Boolean,
                "indicator": pl.String, "region": pl.String, "asked_period": pl.String,
                "asked_measure": pl.String},
    )  # fmt: skip
    held = found.join(keys, on=["indicator", "region"], how="inner", maintain_order="left")
    return held.sort("place", "is_move", maintain_order=True)


def _without_moves_as_levels(under: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with moves of a rate never counted, and why."""
    if not under["is_move"].any():
        return under
    is_move, why = pl.col("is_move"), pl.col("not_pooled_because")
    return under.with_columns(
        (pl.col("counted") & ~is_move).alias("counted"),
        pl.when(~is_move)
        .then("why_not")
        .when(why != "")
        .then(why)
        .otherwise(pl.lit(A_MOVE))
        .alias("why_not"),
    )


def _changes(under: pl.DataFrame) -> pl.Series:
    """Return each change from the figure before that the report prints, else from the last edition.

    Which of the two it is `views/latest.sql` decides, for every page alike.
    """
    change = pl.col("mid") - previous_middle()
    return under.select(pl.when("counted").then(change.round(6)).alias("change"))["change"]


def _shown(under: pl.DataFrame) -> pl.Series:
    """Return whether each row stands in a cell, as the best of its house or a half of a year."""
    cell = ["place", "institution"]
    ranked = under.select(
        *cell,
        "second_hand",
        pl.int_range(pl.len()).alias("nth"),
        _rank().alias("rank"),
        pl.col("age_days").fill_null(UNDATED).alias("age"),
        pl.col("why_not").fill_null("").str.starts_with(counting.OTHER_PERIOD).alias("is_half"),
    ).sort(*cell, "rank", "second_hand", "age", maintain_order=True)
    at = pl.int_range(pl.len())
    starts = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift(1)) for name in cell)

    def first(value: pl.Expr) -> pl.Expr:
        return pl.when("starts").then(value).forward_fill()

    pieces = pl.when(first(pl.col("is_half"))).then(MOST_PIECES).otherwise(1)
    is_best = (pl.col("rank") == first(pl.col("rank"))) & (pl.col("rank") != NEVER_SHOWN)
    shown = is_best & (at - first(at) < pieces)
    marked = ranked.with_columns(starts.alias("starts")).select("nth", shown.alias("shown"))
    return marked.sort("nth")["shown"]


def _rank() -> pl.Expr:
    """Return how near a row comes to what its column asks for; 0 is counted."""
    kind, why = pl.col("kind"), pl.col("why_not").fill_null("")
    others = {str(each): rank for each, rank in _RANKS.items()}
    return (
        pl.when("counted").then(0)
        .when(kind != str(Kind.FORECAST))
        .then(kind.replace_strict(others, default=None, return_dtype=pl.Int64))
        .when(pl.col("indicator") == str(Indicator.POLICY_RATE_CHANGE)).then(6)
        .when(pl.col("status") == str(Status.REVIEW)).then(1)
        .when(pl.col("institution_kind") == str(InstitutionKind.COLLECTIVE)).then(2)
        .when(why.str.starts_with(counting.OTHER_PERIOD)).then(5)
        .when(pl.col("mid").is_null()).then(4)
        .otherwise(3)
    )  # fmt: skip


def shown_rows(frame: pl.DataFrame) -> dict[str, dict[str, list[Row]]]:
    """Return what stands in the cells: house -> column -> rows."""
    found: dict[str, dict[str, list[Row]]] = {}
    for row in frame.filter(pl.col("shown")).iter_rows(named=True):
        found.setdefault(row["institution"], {}).setdefault(row["column"], []).append(row)
    return found


def held_columns(frame: pl.DataFrame, selection: Selection) -> list[Column]:
    """Return the columns that have anything in a cell, in the order asked for."""
    held = set(frame.filter(pl.col("shown"))["column"])
    return [column for column in columns_of(selection) if column.id in held]
