"""Rate dots: the Fed at the left and the ECB at the right of one scale, a column per date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from dashboard import numbers
from dashboard.figures.dots import FEW, NAMED, Column, Dot, Group, draw_dots
from dashboard.figures.marks import Form
from dashboard.figures.sketch import Sketch
from dashboard.figures.theme import Tokens, tokens
from dashboard.panels import counting, notes, wording
from dashboard.panels.base import Panel, Parameter, PlotlyFigure
from dashboard.panels.comparison import hue_of
from dashboard.panels.dots_frame import (
    LONGER_RUN,
    apart,
    column_of,
    columns_at,
    placed,
    spread_of,
)
from dashboard.panels.growth import COMMON
from dashboard.panels.once import rows_of
from dashboard.panels.paths_chart import day_of
from dashboard.panels.paths_frame import FIGURE, realised
from dashboard.panels.policy_rates import who_sees
from dashboard.panels.rate_paths import TICKS_PX, decisions_of, levels_of
from dashboard.panels.rate_reading import ends_named
from dashboard.panels.rates_frame import bank_of, short_bank
from dashboard.panels.wording import Row
from dashboard.selection import Selection
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class RateDots(Panel):
    """Policy rates as a twin dot plot."""

    id = "rate-dots"
    title = "Fed and ECB dots"
    description = "The Fed and the ECB on one scale: a dot per house for this year, next and after."
    parameters = (
        Parameter("indicator", "What is drawn.", ("policy_rate",), "policy_rate"),
        *(p for p in COMMON if p.name not in ("measure", "period")),
    )
    defaults = Selection(indicator=Indicator.POLICY_RATE, regions=("US", "EA"))
    is_wide = True
    marks = ("house", "range", "open_bound", "scenario", "review", "unlike", "median", "today")

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return levels with their column, and the decisions of the banks.

        `entry` is figure or decision; the latter have no `forecast_id`.
        """
        figures = placed(levels_of(cursor, selection), asof=day_of(selection))
        return pl.concat([figures, decisions_of(cursor, selection)], how="diagonal")

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return both banks side by side on one scale."""
        ink = tokens(theme)
        groups = [_group(frame, region, selection, ink) for region in selection.regions[:2]]
        sketch = Sketch(ink, width, TICKS_PX, 14.0, has_halo=selection.theme != "transparent")
        found = apart(frame, selection.regions, asof=day_of(selection))
        words = f"{numbers.number(abs(found[0].value), decimals=2)} points" if found else ""
        draw_dots(sketch, groups, bracket=words)
        return sketch.figure()

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return how far apart the medians stand, or who says something."""
        found = apart(frame, selection.regions, asof=day_of(selection))
        if found:
            first, second = (short_bank(region) for region in selection.regions[:2])
            side = "above" if found[0].value >= 0 else "below"
            told = [f"{numbers.number(abs(entry.value), decimals=2)} "
                    f"{'points ' + side + ' the ' + second + ' ' if i == 0 else ''}"
                    f"{_when(entry.column)}" for i, entry in enumerate(found)
                    if (entry.value >= 0) == (found[0].value >= 0)
                    and (entry.column != LONGER_RUN or not i)]  # fmt: skip
            return f"The medians put the {first} {numbers.listed(told)}"
        for column in columns_at(day_of(selection)):
            spreads = [spread_of(frame, region, column) for region in selection.regions[:2]]
            said = [who_sees(spread) for spread in spreads if spread.n]
            if said:
                when = "Longer run" if column == LONGER_RUN else f"End of {column}"
                return f"{when}: {'; '.join(said)}"
        return self.nothing(selection).rstrip(".")

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return definition, unit and what stands in the columns."""
        return (
            "Policy rates at the end of this year and next, and in the longer run where a house "
            "gives it, %. One dot per house; a bar is a range. Pale bands: the rates today."
            f"{_named_words(frame, selection)}"
        )

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return n per bank and date, the gaps of the medians, what is left out, the sources."""
        asof, rows = day_of(selection), _figures(frame)
        counts = [
            f"{short_bank(region)} {_short_when(column)} n = {n}"
            for region in selection.regions[:2]
            for column in columns_at(asof)
            if (n := spread_of(frame, region, column).n)
        ]
        gaps = [
            f"{numbers.signed(entry.value, decimals=2)} {_when(entry.column)}"
            for entry in apart(frame, selection.regions, asof=asof)
        ]
        pair = " minus ".join(short_bank(region) for region in selection.regions[:2])
        parts = [
            f"{', '.join(counts)}." if counts else "",
            f"As of {numbers.day(asof)}.",
            f"{pair}, medians: {numbers.listed(gaps)}." if gaps else "",
            ends_named(row for row in rows if row["column"] != LONGER_RUN),
            notes.oldest(rows, asof=asof),
            notes.left_out(rows, regions=selection.regions),
            wording.sources(rows) if rows else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return each column of each bank in a sentence."""
        parts = [f"{self.finding(frame, selection)}."]
        for region in selection.regions[:2]:
            for column in columns_at(day_of(selection)):
                found = spread_of(frame, region, column)
                if found.n:
                    who = numbers.plural(found.n, "house")
                    low, high = found.rows[-1]["mid"], found.rows[0]["mid"]
                    span = _span(low, high)
                    middle = f", {_median_words(found.median)}" if found.median is not None else ""
                    parts.append(f"{short_bank(region)} {_when(column)}: {who}, {span}%{middle}.")
        return " ".join(parts)

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per figure as text."""
        return counting.display_table(frame.filter(pl.col("entry") == FIGURE))

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses are counted for any bank."""
        return counting.houses(frame.filter(pl.col("entry") == FIGURE))

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a selection without a figure."""
        banks = numbers.listed(f"the {short_bank(code)}" for code in selection.regions[:2])
        return f"No house has a rate for {banks} at the end of this year or next."

    def empty(
        self, cursor: DuckDBPyConnection, frame: pl.DataFrame, selection: Selection
    ) -> str | None:
        """Return why there is no dot, whatever was decided."""
        return super().empty(cursor, frame.filter(pl.col("entry") == FIGURE), selection)


def _named_words(frame: pl.DataFrame, selection: Selection) -> str:
    """Return a sentence, after a space, on who has a name where a column has no room for all."""
    held = [
        sum(_has_place(row) for row in column_of(frame, region, column))
        for region in selection.regions[:2]
        for column in columns_at(day_of(selection))
    ]
    if max(held, default=0) <= FEW:
        return ""
    return f" Of more than {FEW} houses a column names the {NAMED} furthest from its median."


def _figures(frame: pl.DataFrame) -> list[Row]:
    return [row for row in rows_of(frame) if row["entry"] == FIGURE]


def _when(column: str) -> str:
    return "in the longer run" if column == LONGER_RUN else f"at the end of {column}"


def _short_when(column: str) -> str:
    return "longer run" if column == LONGER_RUN else column


def _span(low: float, high: float) -> str:
    if low == high:
        return numbers.number(low, decimals=2)
    return f"{numbers.number(low, decimals=2)} to {numbers.number(high, decimals=2)}"


def _median_words(value: float) -> str:
    return f"median {numbers.number(value, decimals=2)}"


def _group(frame: pl.DataFrame, region: str, selection: Selection, ink: Tokens) -> Group:
    decisions = realised(frame, bank_of(region))
    band = (decisions[-1]["low"], decisions[-1]["high"]) if decisions else None
    columns = tuple(_column(frame, region, column) for column in columns_at(day_of(selection)))
    return Group(
        name=bank_of(region),
        hue=hue_of(region, ink),
        columns=columns,
        band=band,
        note=f"today {numbers.bounds(*band, decimals=2)}" if band else "",
    )


def _column(frame: pl.DataFrame, region: str, column: str) -> Column:
    found = spread_of(frame, region, column)
    middle = f"{_median_words(found.median)}, " if found.median is not None else ""
    rows = [row for row in column_of(frame, region, column) if _has_place(row)]
    return Column(
        title="Longer run" if column == LONGER_RUN else f"End of {column}",
        dots=tuple(_dot(row) for row in rows),
        median=found.median,
        label=f"{middle}n = {found.n}",
    )


def _has_place(row: Row) -> bool:
    return row["low"] is not None or row["high"] is not None


def _dot(row: Row) -> Dot:
    low, high, hover = row["low"], row["high"], counting.hover_text(row)
    value = row["mid"] if row["mid"] is not None else low if low is not None else high
    return Dot(
        value=value,
        name=row["institution"],
        text=counting.value_text(row),
        identity=row["forecast_id"],
        hover=hover,
        style=counting.style_of(row),
        low=low,
        high=high,
        arrow={Form.AT_LEAST: "up", Form.AT_MOST: "down"}.get(Form(row["bound"]), ""),
    )


RATE_DOTS = RateDots()
