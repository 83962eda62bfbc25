"""Cuts and hikes: what the houses print for this year and next beside what their levels imply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from dashboard import numbers
from dashboard.figures.crowds import folded
from dashboard.figures.marks import Form, Mark, Style
from dashboard.figures.row_chart import Row as ChartRow
from dashboard.figures.row_chart import RowChart, axis_of, margins
from dashboard.figures.rows import draw_rows
from dashboard.figures.sketch import Sketch
from dashboard.figures.theme import Tokens, tokens
from dashboard.panels import counting, notes, wording
from dashboard.panels.asked import asked_of
from dashboard.panels.base import Panel, Parameter, PlotlyFigure
from dashboard.panels.comparison import hue_of
from dashboard.panels.cuts_frame import (
    IMPLIED,
    PRINTED,
    Told,
    is_level,
    moves_frame,
    steps_text,
    told,
    years_at,
)
from dashboard.panels.growth import COMMON
from dashboard.panels.moves import BP_PER_CUT, move_axis, move_form, move_label, whole_bp
from dashboard.panels.once import rows_of
from dashboard.panels.paths_chart import day_of
from dashboard.panels.rate_paths import decisions_of
from dashboard.panels.rates_chart import move_note
from dashboard.panels.rates_frame import short_bank
from dashboard.panels.wording import Row
from dashboard.selection import Selection
from warehouse import queries
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SOURCES = {PRINTED: "printed", IMPLIED: "levels imply"}


class CutCounts(Panel):
    """Moves of two central banks in this year and the next."""

    id = "cut-counts"
    title = "Cuts and hikes"
    description = "Moves of the Fed and the ECB in this year and next: printed, and by levels."
    parameters = (
        Parameter("indicator", "What is drawn.", ("policy_rate",), "policy_rate"),
        *(p for p in COMMON if p.name not in ("measure", "period")),
    )
    defaults = Selection(indicator=Indicator.POLICY_RATE, regions=("US", "EA"))
    marks = ("house", "range", "open_bound", "scenario", "review", "unlike", "call")

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return one row per house, bank, year and source of a move."""
        held = queries.figures(
            cursor,
            indicators=[str(Indicator.POLICY_RATE), str(Indicator.POLICY_RATE_CHANGE)],
            **asked_of(selection),
            ending_from=str(day_of(selection).year),
        )
        is_change = pl.col("indicator") == str(Indicator.POLICY_RATE_CHANGE)
        decisions = decisions_of(cursor, selection)
        return moves_frame(
            held.filter(~is_change), held.filter(is_change), decisions, asof=day_of(selection)
        )

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return a block per year, a row per house."""
        ink = tokens(theme)
        charts = [
            folded(chart)
            for year in years_at(day_of(selection))
            if (chart := _chart(frame, year, ink)).rows
        ]
        left, right = margins(charts, width=width)
        sketch = Sketch(ink, width, left, right, has_halo=selection.theme != "transparent")
        axis = axis_of(sketch, charts) if charts else None
        for chart in charts:
            draw_rows(sketch, chart, axis=axis)
        return sketch.figure()

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return what is printed and what levels imply, for the first year with either."""
        for year in years_at(day_of(selection)):
            said = [
                f"{short_bank(region)}: {' and '.join(parts)}"
                for region in selection.regions
                if (parts := _sources(frame, region, year))
            ]
            if said:
                return f"In {year}, {'; '.join(said)}"
        if not frame.height:
            return self.nothing(selection).rstrip(".")
        return f"No house counts: {numbers.plural(frame.height, 'move')} shown, none comparable"

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return definition, unit and marks."""
        return (
            "Change of the policy rate in a calendar year, basis points. Dots, bars and calls: "
            "moves as printed. Hollow squares: what the house’s own levels imply."
        )

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return n and median per bank, year and source, conventions and sources."""
        first, second = years_at(day_of(selection))
        counts = [
            f"{short_bank(region)} {year} {SOURCES[entry]} n = {found.n}{_median(found)}"
            for region in selection.regions
            for year in (first, second)
            for entry in (PRINTED, IMPLIED)
            if (found := told(frame, region, year, entry)).n
        ]
        rows = rows_of(frame)
        parts = [
            f"{', '.join(counts)}." if counts else "",
            f"As of {numbers.day(selection.asof)}.",
            f"Implied: the level at the end of {first} minus the rate decided by the end of "
            f"{int(first) - 1}; for {second} minus the same house’s level for {first}. "
            "Never pooled with what is printed."
            if any(is_level(row) for row in rows)
            else "",
            f"A cut or hike counts as {BP_PER_CUT:.0f} bp.",
            notes.oldest(rows, asof=selection.asof),
            notes.left_out([row for row in rows if not is_level(row)], regions=selection.regions),
            wording.sources(rows) if rows else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return each bank and year in a sentence."""
        parts = []
        for year in years_at(day_of(selection)):
            for region in selection.regions:
                held = _sources(frame, region, year)
                if held:
                    parts.append(f"{short_bank(region)} in {year}: {' and '.join(held)}.")
        return " ".join(parts) or f"{self.finding(frame, selection)}."

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per move as text."""
        rows = sorted(
            rows_of(frame),
            key=lambda row: (row["year"], row["institution"], row["region"], is_level(row)),
        )
        columns = {
            "forecast_id": [row["forecast_id"] for row in rows],
            "house": [row["institution"] for row in rows],
            "bank": [short_bank(row["region"]) for row in rows],
            "year": [row["year"] for row in rows],
            "source": [SOURCES[row["entry"]] for row in rows],
            "basis_points": [_bp(row) for row in rows],
            "moves": [_moves(row) for row in rows],
            "published": [numbers.day(r["published"], r["published_precision"]) for r in rows],
            "page": [f"p. {row['page']}" for row in rows],
            "counted": ["yes" if row["counted"] else f"no: {row['why_not']}" for row in rows],
        }
        return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses are counted for any bank."""
        return counting.houses(frame)

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a selection without a move."""
        banks = numbers.listed(f"the {short_bank(code)}" for code in selection.regions)
        return f"No house has a move of {banks} in this year or next."


def _sources(frame: pl.DataFrame, region: str, year: str) -> list[str]:
    """Return what is printed and what is implied, in words; nothing for neither."""
    found = [told(frame, region, year, entry) for entry in (PRINTED, IMPLIED)]
    return [_told_words(entry) for entry in found if entry.rows]


def _told_words(found: Told) -> str:
    low = min(row["bp_low"] for row in found.rows)
    high = max(row["bp_high"] for row in found.rows)
    n, steps = len(found.rows), steps_text(low, high)
    if found.entry == PRINTED:
        return f"{numbers.plural(n, 'house')} print{'s' if n == 1 else ''} {steps}"
    whose = "one house" if n == 1 else f"{numbers.counted(n)} houses"
    return f"the levels of {whose} imply {steps}"


def _median(found: Told) -> str:
    middle = found.median
    return "" if middle is None else f" (median {numbers.signed(whole_bp(middle), decimals=0)} bp)"


def _bp(row: Row) -> str:
    if row["bp_low"] is None and row["bp_high"] is None:
        return numbers.NO_VALUE
    if is_level(row):  # the middle of the Fed's range lies on half a basis point
        return f"{numbers.signed(whole_bp(row['bp_low']), decimals=0)} bp"
    return f"{numbers.bounds(row['bp_low'], row['bp_high'], decimals=0, signs=True)} bp"


def _moves(row: Row) -> str:
    return steps_text(row["bp_low"], row["bp_high"]) if is_level(row) else move_label(row)


def _chart(frame: pl.DataFrame, year: str, ink: Tokens) -> RowChart:
    held: dict[str, list[Row]] = {}
    for row in frame.filter(pl.col("year") == year).iter_rows(named=True):
        held.setdefault(row["institution"], []).append(row)
    rows = [_row(name, rows, ink) for name, rows in held.items()]
    values = [value for row in rows_of(frame)
              for value in (row["bp_low"], row["bp_high"]) if value is not None]  # fmt: skip
    return RowChart(
        rows=tuple(sorted(rows, key=lambda row: (min(m.start for m in row.marks), row.name))),
        fixed_ticks=move_axis(values),
        decimals=0,
        title=f"Moves in {year}, basis points",
        headings=("Published",),
    )


def _row(name: str, held: Sequence[Row], ink: Tokens) -> ChartRow:
    newest = max(held, key=lambda row: (row["published"] is not None, row["published"]))
    when = numbers.day(newest["published"], newest["published_precision"])
    return ChartRow(name, tuple(_mark(row, ink) for row in held), (when,))


def _mark(row: Row, ink: Tokens) -> Mark:
    bank, hover = short_bank(row["region"]), counting.hover_text(row)
    if is_level(row):
        start = numbers.number(row["base"], decimals=3).rstrip("0").rstrip(".")
        return Mark(
            low=row["bp_low"],
            high=row["bp_high"],
            form=Form.POINT,
            style=Style.IMPLIED,
            hue=hue_of(row["region"], ink),
            label=f"{bank} {_bp(row)}",
            note="implied",
            identity=row["forecast_id"],
            hover=f"{hover}\nimplies {_bp(row)} in {row['year']}, from {start}",
        )
    note = move_note(row)
    form, low, high = move_form(row, row["bp_low"], row["bp_high"])
    return Mark(
        low=low,
        high=high,
        form=form,
        style=counting.style_of({**row, "counted": row["counted"] or not note}),
        hue=hue_of(row["region"], ink),
        label=f"{bank} {move_label(row)}",
        note=note,
        identity=row["forecast_id"],
        hover=hover,
    )


CUT_COUNTS = CutCounts()
