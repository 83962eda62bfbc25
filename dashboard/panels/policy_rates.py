"""Policy rates: the Fed against the ECB on one scale, levels and moves in separate blocks.

Levels are pooled, moves are not: a house that says "two cuts" has not said from where. Rates of
other dates are listed below, in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.figures.crowds import folded
from dashboard.figures.listing import draw_list
from dashboard.figures.row_chart import margins
from dashboard.figures.rows import draw_rows
from dashboard.figures.sketch import Sketch
from dashboard.figures.theme import tokens
from dashboard.panels import counting, notes, wording
from dashboard.panels.asked import asked_of
from dashboard.panels.base import Parameter, PlotlyFigure
from dashboard.panels.counting import Spread
from dashboard.panels.growth import COMMON
from dashboard.panels.moves import BP_PER_CUT, move_label
from dashboard.panels.once import rows_of
from dashboard.panels.rate_reading import ends_named
from dashboard.panels.rates_chart import PAIR, item, levels, move_note, moves, moves_of
from dashboard.panels.rates_frame import (
    LEVEL,
    MOVE,
    OTHER,
    arrange,
    bank_of,
    block,
    others_of,
    short_bank,
    spreads_of,
    statistics_of,
    today_rates,
    year_is_over,
    year_of,
)
from dashboard.panels.usual_period import OfUsualYear
from dashboard.selection import Selection
from warehouse import queries
from warehouse.vocabulary import Indicator, Unit

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_LISTED: Final = 8  # other periods in the picture; the table has them all
CLOSE_GAP: Final = 0.1  # percentage points: a gap within it is today's gap


class PolicyRates(OfUsualYear):
    """The rates of two central banks at the end of a year."""

    id = "policy-rates"
    title = "Fed and ECB"
    description = "Policy rates: where the houses see the Fed and the ECB at the end of the year."
    parameters = (
        Parameter("indicator", "What is compared.", ("policy_rate",), "policy_rate"),
        *(p for p in COMMON if p.name not in ("measure", "period")),
        Parameter("period", "The year at whose end the level stands; none is this or next."),
    )
    defaults = Selection(indicator=Indicator.POLICY_RATE, regions=("US", "EA"))
    marks = ("house", "range", "open_bound", "scenario", "review", "unlike", "previous",
             "median", "today", "call")  # fmt: skip

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return levels, moves and other periods, with the rate of the as-of day in each row."""
        asof = selection.asof
        frame = queries.figures(
            cursor,
            indicators=[str(Indicator.POLICY_RATE), str(Indicator.POLICY_RATE_CHANGE)],
            **asked_of(selection.at(asof=asof)),
            ending_from=min(year_of(selection), str(asof.year)) if asof else "",
        )
        decisions = queries.policy_decisions(cursor, asof=asof)
        newest = {row["bank"]: row for row in decisions.iter_rows(named=True)}  # oldest first
        today = {code: newest[bank_of(code)] for code in selection.regions
                 if bank_of(code) in newest}  # fmt: skip
        return arrange(frame, selection=selection, today=today)

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return levels, then moves, then other periods."""
        ink = tokens(theme)
        charts = [levels(frame, selection, ink), moves(frame, ink)]
        charts = [folded(chart) for chart in charts if chart.rows]
        items = [item(row) for row in others_of(frame)[:MOST_LISTED]]
        left, right = margins(charts, width=width, other_names=[entry.name for entry in items])
        sketch = Sketch(ink, width, left, right, has_halo=selection.theme != "transparent")
        for chart in charts:
            draw_rows(sketch, chart)
        if items:
            draw_list(sketch, "Other periods, kept out of this selection", items)
        return sketch.figure()

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return how far apart the banks are seen, beside the gap of today."""
        spreads = spreads_of(frame, selection)
        year = year_of(selection)
        if len(spreads) == PAIR and all(found.median is not None for found in spreads):
            is_over = year_is_over(selection)
            return _gap_finding(frame, spreads, year=year, is_over=is_over)
        said = [who_sees(found) for found in spreads if found.n]
        if said:
            return f"End of {year}: {'; '.join(said)}"
        told = block(frame, MOVE)
        if not told:
            return self.nothing(selection).rstrip(".")
        houses = len({row["institution"] for row in told})
        who = "one house prints" if houses == 1 else f"{numbers.counted(houses)} houses print"
        return f"No house prints a level for the end of {year}; {who} moves"

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return definition and unit."""
        return (
            f"Policy rate at the end of {year_of(selection)}, %, as printed: a point, the middle "
            "or the whole range. Moves stand apart and are never pooled with levels."
        )

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return n per bank, as-of, the rates of today, what a cut counts as, and the sources."""
        rows = rows_of(frame)
        spreads = spreads_of(frame, selection)
        counts = ", ".join(f"{short_bank(f.region)} n = {f.n}" for f in spreads)
        hidden = len(others_of(frame)) - MOST_LISTED
        in_cuts = any(row["unit"] in ("cuts", "hikes") for row in block(frame, MOVE))
        single = [short_bank(f.region) for f in spreads if f.n == 1]
        parts = [
            f"{counts}.",
            f"As of {numbers.day(selection.asof)}.",
            f"One house on the {numbers.listed(single)}, so no median there." if single else "",
            _today_sentence(rows, selection.regions),
            ends_named(block(frame, LEVEL)),
            notes.midpoints(block(frame, LEVEL), regions=selection.regions),
            notes.oldest(rows, asof=selection.asof),
            notes.left_out(block(frame, LEVEL), regions=selection.regions),
            f"{numbers.plural(hidden, 'more figure')} for other periods in the table."
            if hidden > 0
            else "",
            f"A cut or hike counts as {BP_PER_CUT:.0f} bp." if in_cuts else "",
            wording.sources(rows) if rows else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return levels, gap and moves in sentences."""
        spreads = spreads_of(frame, selection)
        year = year_of(selection)
        parts = [_spoken(found, year=year) for found in spreads]
        if len(spreads) == PAIR and all(f.median is not None for f in spreads):
            gap = abs((spreads[0].median or 0) - (spreads[1].median or 0))
            far = numbers.figure(gap, gap, Unit.PP, decimals=2)
            parts.append(f"The medians stand {far} apart.")
        parts.append(_today_sentence(rows_of(frame), selection.regions))
        told = [
            f"{row['institution']}: {short_bank(row['region'])} {move_label(row)}"
            + (f" ({move_note(row)})" if move_note(row) else "")
            for row in moves_of(frame)
        ]
        if told:
            parts.append(f"Moves, not pooled: {'; '.join(told)}.")
        others = len(block(frame, OTHER))
        if others:
            verb = "stands" if others == 1 else "stand"
            parts.append(
                f"{numbers.plural(others, 'figure')} for other periods {verb} in the table."
            )
        return " ".join(part for part in parts if part)

    def together(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame | None:
        """Return the houses together as the chart pools them, ends of ranges by their middle."""
        return statistics_of(spreads_of(frame, selection))

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per figure as text."""
        return counting.display_table(frame)

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses are counted for any bank."""
        return counting.houses(frame)

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a selection without a figure."""
        banks = numbers.listed(f"the {short_bank(code)}" for code in selection.regions)
        return f"No house has a rate for {banks} at the end of {year_of(selection)}."


def _gap_finding(
    frame: pl.DataFrame, spreads: Sequence[Spread], *, year: str, is_over: bool
) -> str:
    """Return the gap of the medians beside today's, which says nothing of a year that is over."""
    first, second = spreads
    gap = round((first.median or 0.0) - (second.median or 0.0), 6)
    side = "above" if gap >= 0 else "below"
    far = numbers.number(abs(gap), decimals=2)
    see = "For the end of {} the houses saw" if is_over else "By the end of {} the houses see"
    start = f"{see.format(year)} the {short_bank(first.region)} {far} points {side}"
    text = f"{start} the {short_bank(second.region)}"
    today = _today_gap(frame, first.region, second.region)
    if today is None or is_over:
        return text
    change = round(gap - today, 6)
    if abs(change) <= CLOSE_GAP:
        return f"{text}, almost exactly today’s gap"
    return f"{text}; today’s gap is {numbers.number(today, decimals=2)}"


def _today_gap(frame: pl.DataFrame, first: str, second: str) -> float | None:
    rates = today_rates(rows_of(frame))
    if first not in rates or second not in rates:
        return None
    return round(sum(rates[first]) / 2 - sum(rates[second]) / 2, 6)


def _today_sentence(rows: Sequence[wording.Row], regions: Sequence[str]) -> str:
    known = today_rates(rows)
    rates = {region: known[region] for region in regions if region in known}
    decided = {row["region"]: row["today_decided"] for row in rows}
    said = [
        f"{short_bank(region)} {numbers.bounds(*rate, decimals=2)} since the decision of "
        f"{numbers.day(decided[region])}"
        for region, rate in rates.items()
    ]
    return f"Today: {numbers.listed(said)}." if said else ""


def who_sees(found: Spread) -> str:
    """Return how many houses have a bank where: "two houses have the Fed at 3.40 to 3.63"."""
    bank = short_bank(found.region)
    if found.n == 1:
        row = found.rows[0]
        return f"one house, {row['institution']}, has the {bank} at {counting.value_text(row)}"
    low, high = found.rows[-1]["mid"], found.rows[0]["mid"]
    span = f"{numbers.number(low, decimals=2)} to {numbers.number(high, decimals=2)}"
    who = f"{numbers.counted(found.n)} houses have the {bank}"
    if low == high:
        return f"{who} at {numbers.number(high, decimals=2)}"
    return f"{who} at {span}, median {numbers.number(found.median or 0.0, decimals=2)}"


def _spoken(found: Spread, *, year: str) -> str:
    if not found.n:
        return f"No house prints a level of the {short_bank(found.region)} for the end of {year}."
    return f"{numbers.sentence(who_sees(found))}, at the end of {year}."


POLICY_RATES = PolicyRates()
