"""Bankruptcies: growth by region and year from zero; scenario counts apart, never added.

Default rates answer another question and are listed beside, with what they measure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.panels import counting, notes, wording
from dashboard.panels.asked import asked_of
from dashboard.panels.bankruptcies_beside import (
    CREDIT,
    REALISED,
    credit_table,
    credit_words,
    default_words,
    read_credit,
    read_realised,
    realised_words,
)
from dashboard.panels.bankruptcies_chart import MOST_BARS, MOST_LISTED, draw
from dashboard.panels.bankruptcies_rows import (
    COUNTS,
    GROWTH,
    RELATED,
    SCENARIOS,
    WORLD,
    block_of,
    credit_of,
    realised_of,
    size_of,
    value_of,
)
from dashboard.panels.base import Panel, Parameter, PlotlyFigure
from dashboard.panels.growth import COMMON
from dashboard.panels.once import rows_of
from dashboard.selection import Selection
from warehouse import queries
from warehouse.periods import parse_period
from warehouse.vocabulary import Indicator, Kind, Measure

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Bankruptcies(Panel):
    """Growth of business insolvencies, and what is said beside it."""

    id = "bankruptcies"
    title = "Bankruptcies"
    description = "Business insolvencies by region and year, with scenarios and default rates."
    parameters = (
        Parameter("indicator", "What is shown.", ("bankruptcies_growth",), "bankruptcies_growth"),
        Parameter("regions", "Regions to show; none means all.", (), ""),
        Parameter("period", "One year; none means every year that is not over.", (), ""),
        *(p for p in COMMON if p.name in ("institutions", "asof", "known")),
    )
    defaults = Selection(indicator=Indicator.BANKRUPTCIES_GROWTH)
    marks = ("bar", "scenario", "review", "unlike")

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return growth, counts, scenarios and default rates that are not over."""
        frame = queries.figures(
            cursor,
            indicators=[
                str(Indicator.BANKRUPTCIES_GROWTH),
                str(Indicator.BANKRUPTCIES_COUNT),
                str(Indicator.DEFAULT_RATE),
            ],
            periods=[selection.period] if selection.period else [],
            **asked_of(selection),
        )
        held = arrange(frame, asof=selection.asof, is_any_year=not selection.period)
        forecast = held.filter(pl.col("indicator") != str(Indicator.DEFAULT_RATE))
        regions = selection.regions or forecast["region"].unique().to_list()
        realised = read_realised(cursor, selection, regions=regions)
        beside = [part for part in (realised, read_credit(cursor, selection)) if part.height]
        return pl.concat([held, *beside], how="diagonal") if beside else held

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return a block of bars each for growth, counts, scenarios and what came; then lists."""
        return draw(frame, selection, theme, width=width)

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return how many houses count and what they see, region by region where few do."""
        rows = [row for row in block_of(frame, GROWTH) if row["counted"]]
        if not rows:
            others = len(block_of(frame, COUNTS) + block_of(frame, SCENARIOS))
            defaults = block_of(frame, RELATED)
            if not others and defaults:
                return f"No house prints insolvencies; {default_words(defaults[0])}"
            if not others:
                return self.nothing(selection).rstrip(".")
            shown = numbers.plural(others, "count")
            return f"No house prints growth of insolvencies; {shown} stand below"
        names = {row["institution"] for row in rows}
        region = WORLD if any(row["region"] == WORLD for row in rows) else rows[0]["region"]
        path = [row for row in rows if row["region"] == region]
        if len(names) == 1:
            return f"One house counts: {rows[0]['institution']} has {_path(path, region)}"
        period = max(path, key=lambda row: _houses_of(path, row["period"]))["period"]
        held = [row for row in path if row["period"] == period]
        return _many(held, region=region, period=period, houses=len(names))

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return what is counted and in which unit."""
        text = "Business insolvencies, change on the year before, %; bars start at zero."
        if block_of(frame, SCENARIOS):
            text += " Dashed outlines are scenarios and are never added."
        if realised_of(frame):
            text += " Grey bars are what came."
        return text

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return n, as-of, what stands apart, default rates, and the sources."""
        rows = frame.filter(pl.col("report_sha256").is_not_null()).rows(named=True)
        n = self.count(frame)
        more = len(credit_of(frame)) - MOST_LISTED
        apart = [row for row in block_of(frame, GROWTH) if not row["counted"]]
        hidden = len(block_of(frame, GROWTH)) - MOST_BARS
        parts = [
            f"n = {n}{', so no median' if n == 1 else ''}.",
            f"As of {numbers.day(selection.asof)}.",
            notes.left_out(apart),
            f"{numbers.plural(hidden, 'more figure')} in the table." if hidden > 0 else "",
            f"{numbers.plural(more, 'more leaning')} on credit in the table." if more > 0 else "",
            "Realised changes are those of statistical offices and insurers, newest print."
            if realised_of(frame)
            else "",
            wording.sources(rows) if rows else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return growth, scenarios and default rates in sentences."""
        counted = [row for row in block_of(frame, GROWTH) if row["counted"]]
        parts = [f"{_told(row)}." for row in counted[:MOST_BARS]]
        for name, start in ((COUNTS, "Cases"), (SCENARIOS, "Scenarios, not added")):
            held = block_of(frame, name)
            if held:
                parts.append(f"{start}: {wording.listed_some(map(_told, held), most=6)}.")
        beside = (
            ("Default rates", map(_told, block_of(frame, RELATED))),
            ("Realised", map(realised_words, realised_of(frame))),
            ("Leanings on credit", map(credit_words, credit_of(frame))),
        )
        for start, told in beside:
            words = list(told)
            parts += [f"{start}: {wording.listed_some(words, most=6)}."] if words else []
        return " ".join(parts) or self.nothing(selection)

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per figure as text, with what it measures."""
        figures = frame.filter(~pl.col("block").is_in([REALISED, CREDIT]))
        what = {row["forecast_id"]: _WHAT[row["indicator"]] for row in figures.rows(named=True)}
        shown = counting.display_table(figures)
        column = pl.Series("what", [what[i] for i in shown["forecast_id"]], dtype=pl.String)
        shown.insert_column(2, column)
        return pl.concat([shown, credit_table(credit_of(frame), shown.columns)])

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses have a counted growth figure."""
        return counting.houses(frame)

    def empty(
        self, cursor: DuckDBPyConnection, frame: pl.DataFrame, selection: Selection
    ) -> str | None:
        """Return why no house says anything of insolvencies or defaults, whatever came of them."""
        said = frame.filter(~pl.col("block").is_in([REALISED, CREDIT]))
        return super().empty(cursor, said, selection)

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a selection without a figure."""
        when = f" in {wording.period_label(selection.period)}" if selection.period else ""
        where = numbers.listed(wording.region_in_sentence(code) for code in selection.regions)
        return f"No house has a figure on bankruptcies{f' in {where}' if where else ''}{when}."


_WHAT: Final = {
    str(Indicator.BANKRUPTCIES_GROWTH): "growth",
    str(Indicator.BANKRUPTCIES_COUNT): "cases",
    str(Indicator.DEFAULT_RATE): "default rate",
}


def arrange(frame: pl.DataFrame, *, asof: date | None, is_any_year: bool) -> pl.DataFrame:
    """Sort figures into growth, counts, scenarios and related, and judge which count.

    Args:
        frame: rows of `queries.figures`.
        asof: years complete by then are left out.
        is_any_year: whether no single year was asked for.
    """
    rows = [
        _judged(row)
        for row in rows_of(frame)
        if not (is_any_year and asof and _is_old(row, asof=asof))
    ]
    extra = {"counted": pl.Boolean, "why_not": pl.String, "block": pl.String}
    return pl.DataFrame(rows, schema={**frame.schema, **extra}, orient="row")


def _is_old(row: wording.Row, *, asof: date) -> bool:
    """Whether the period ended more than a year before: last year is still news."""
    try:
        period = parse_period(row["period"])
    except ValueError:
        return False
    return period.end is not None and period.end.year < asof.year - 1


def _judged(row: wording.Row) -> wording.Row:
    why = row["not_pooled_because"]
    if row["indicator"] == Indicator.DEFAULT_RATE:
        return {**row, "counted": False, "why_not": why or "another measure", "block": RELATED}
    if row["kind"] == Kind.SCENARIO:
        return {**row, "counted": False, "why_not": why, "block": SCENARIOS}
    if row["indicator"] == Indicator.BANKRUPTCIES_COUNT:
        return {**row, "counted": False, "why_not": why or "a number of cases", "block": COUNTS}
    if why is None and row["unit"] != counting.usual_unit(row["indicator"]):
        why = f"{counting.OTHER_UNIT}: {row['unit']}"
    if why is None and row["measure"] not in (Measure.ANNUAL_AVG, Measure.YOY):
        why = f"{counting.OTHER_DEFINITION}: {wording.measure_words(row['measure'])}"
    return {**row, "counted": why is None, "why_not": why, "block": GROWTH}


def _told(row: wording.Row) -> str:
    where = wording.region_name(row["region"])
    return f"{row['institution']}: {where} {wording.period_label(row['period'])} {value_of(row)}"


def _houses_of(rows: Sequence[wording.Row], period: str) -> int:
    return len({row["institution"] for row in rows if row["period"] == period})


def _path(rows: Sequence[wording.Row], region: str) -> str:
    """Return a house's path: "world insolvencies up 6% in 2025, then up 5% in 2026"."""
    steps = []
    for row in rows:
        word = "up" if size_of(row) > 0 else "down" if size_of(row) < 0 else "unchanged at"
        size = value_of(row).replace("+", "").replace(numbers.MINUS, "")
        steps.append(f"{word} {size} in {wording.period_label(row['period'])}")
    where = "world" if region == WORLD else wording.region_name(region)
    return f"{where} insolvencies {', then '.join(steps[:3])}"


def _many(held: Sequence[wording.Row], *, region: str, period: str, houses: int) -> str:
    where = wording.region_in_sentence(region)
    when = wording.period_label(period)
    names = {row["institution"] for row in held}
    if len(names) == 1:
        count = numbers.sentence(numbers.counted(houses))
        return f"{count} houses count, on different regions or years: {_told(held[0])}"
    mids = sorted(row["mid"] for row in held)
    low, high = (f"{numbers.signed(value, decimals=0)}%" for value in (mids[0], mids[-1]))
    span = f"at {low}" if low == high else f"between {low} and {high}"
    count = numbers.sentence(numbers.counted(len(names)))
    return f"{count} houses put insolvencies in {where} in {when} {span}"


BANKRUPTCIES = Bankruptcies()
