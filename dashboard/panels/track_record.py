"""Track record: what the houses forecast against what it became, by how far ahead they said it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.figures.sketch import Sketch
from dashboard.figures.strips import strip_margins
from dashboard.figures.theme import tokens
from dashboard.panels import counting, notes, outturns, track_chart, wording
from dashboard.panels.base import Panel, Parameter, PlotlyFigure
from dashboard.panels.growth import COMMON
from dashboard.panels.revisions import measure_of
from dashboard.panels.track_frame import (
    LEAST,
    Horizon,
    Score,
    errors_of,
    horizons_of,
    scores,
    together,
)
from dashboard.panels.wording import Row
from dashboard.selection import VINTAGES, Selection
from warehouse import queries
from warehouse.periods import parse_period
from warehouse.reference import IndicatorInfo, indicator_info
from warehouse.vocabulary import Indicator, Unit

if TYPE_CHECKING:
    from datetime import date

    from duckdb import DuckDBPyConnection

PRINTS: Final = {"first": "first estimates", "latest": "latest revisions"}
MOST_PLACES: Final = 2  # a heading names at most so many regions, then counts them
KEPT: Final = {"first": ("first", "unrevised"), "latest": ("latest", "unrevised")}


class TrackRecord(Panel):
    """Errors of the houses where realised values are known."""

    id = "track-record"
    title = "Track record"
    description = "How far the houses were off where the outcome is known, by months ahead."
    section = "Over time"
    parameters = (
        Parameter("indicator", "What is forecast.", (), "gdp_growth"),
        Parameter("regions", "The regions whose errors are taken together.", (), "US,EA"),
        Parameter("measure", "The definition; others are never compared.", (), "annual_avg"),
        Parameter("vintage", "Which print of the outcome counts.", VINTAGES, VINTAGES[0]),
        *(p for p in COMMON if p.name in ("institutions", "asof", "known")),
    )
    defaults = Selection(indicator=Indicator.GDP_GROWTH, regions=("US", "EA"), vintage=VINTAGES[0])
    marks = ("house", "review", "median")

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return the figures whose realised value is known, with their errors."""
        prints = queries.actuals(
            cursor,
            indicators=[str(selection.indicator)],
            regions=list(selection.regions),
            asof=selection.asof,
            known=selection.known,
        )
        return errors_of(
            _editions(cursor, selection), prints, vintage=selection.vintage or VINTAGES[0]
        )

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return a block of strips per horizon, a strip per house, all on one scale."""
        ink = tokens(theme)
        blocks = track_chart.blocks_of(frame, ink, width=width)
        every = [strip for block in blocks for strip in block.strips]
        left, right = strip_margins(every, width=width)
        sketch = Sketch(ink, width, left, right, has_halo=selection.theme != "transparent")
        track_chart.draw_blocks(sketch, blocks, unit=_info(selection).unit)
        return sketch.figure()

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return who came closest where enough errors allow it, else what all come to."""
        what = _what(selection)
        held = horizons_of(frame)
        if not held:
            return f"No forecast of {what} can be set against an outcome"
        horizon, found = max(held, key=lambda entry: together(entry[1]).n)
        everyone = together(found)
        if everyone.n < LEAST:
            total = together(frame).n
            count = numbers.counted(total)
            verb = "forecast has" if total == 1 else "forecasts have"
            few = f"fewer than {LEAST} at any horizon" if total >= LEAST else "too few to judge by"
            return f"{numbers.sentence(count)} {verb} an outcome on {what}: {few}"
        ranked = [score for score in scores(found) if score.is_ranked]
        off = self._size(everyone.absolute, selection)
        if len(ranked) > 1:
            best = ranked[0]
            return (
                f"{best.name} came closest on {what} {horizon.words} ahead, off by "
                f"{self._size(best.absolute, selection)} on average; all houses by {off}"
            )
        return (
            f"Printed {horizon.words} ahead, forecasts of {what} were off by {off} on average, "
            f"{_side(everyone)}"
        )

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return what an error is, its definition, and which print of the outcome counts."""
        words = wording.measure_words(measure_of(selection))
        prints = PRINTS[selection.vintage or VINTAGES[0]]
        if frame.height and (frame["vintage"] == "unrevised").all():
            prints = "values that are never revised"
        return (
            f"{_info(selection).name}, {words}: forecast minus realised value, "
            f"{_unit(selection)}, against {prints}. A dot per figure; the tick is the mean error."
            f"{_middle(frame)}"
        )

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return n, as-of, the rule of ranking, the prints that counted, and the sources."""
        counted = frame.filter(pl.col("counted")).select(_TOLD).rows(named=True)
        uncounted = frame.filter(~pl.col("counted")).rows(named=True)
        houses = len({row["institution"] for row in counted})
        parts = [
            f"n = {numbers.plural(len(counted), 'error')} of {numbers.plural(houses, 'house')}.",
            f"As of {numbers.day(selection.asof)}.",
            f"Ranked by mean absolute error from {LEAST} errors at one horizon on; houses with "
            "fewer stand below, unranked. Each is scored on what it printed, not all on the same.",
            self._prints(counted, selection),
            _series(counted),
            _own(counted),
            _unsure(counted),
            "Ranges enter by their middle."
            if any(row["low"] != row["high"] for row in counted)
            else "",
            notes.left_out(uncounted, regions=selection.regions),
            wording.sources(counted) if counted else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return each horizon with the scores of its ranked houses."""
        parts = [f"{self.finding(frame, selection)}."]
        for horizon, found in horizons_of(frame):
            parts.append(self._spoken(horizon, found, selection))
        return " ".join(parts)

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per figure as text, with the outcome and where it was found."""
        rows = sorted(frame.iter_rows(named=True), key=_table_order)
        columns = {
            "forecast_id": [row["forecast_id"] for row in rows],
            "house": [row["institution"] for row in rows],
            "region": [wording.region_name(row["region"]) for row in rows],
            "period": [wording.period_label(row["period"]) for row in rows],
            "measure": [wording.measure_words(row["measure"]) for row in rows],
            "value": [counting.value_text(row, with_unit=True) for row in rows],
            "realised": [track_chart.realised_text(row) for row in rows],
            "error": [track_chart.error_text(row) for row in rows],
            "months ahead": [str(row["months"]) for row in rows],
            "outcome": [track_chart.print_of(row) for row in rows],
            "source": [outturns.source_words(row) for row in rows],
            "published": [_day(row) for row in rows],
            "page": [f"p. {row['page']}" for row in rows],
            "counted": ["yes" if row["counted"] else f"no: {row['why_not']}" for row in rows],
        }
        return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses have a counted error."""
        return counting.houses(frame)

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a selection without a figure."""
        words = wording.measure_words(measure_of(selection))
        return f"No house has a dated figure on {_what(selection)}, {words}."

    def empty(
        self, cursor: DuckDBPyConnection, frame: pl.DataFrame, selection: Selection
    ) -> str | None:
        """Return why no error is known: no figure, no period over, or no outcome on record."""
        if frame.height and frame["counted"].any():
            return None
        held = _editions(cursor, selection)
        if held.is_empty():
            return super().empty(cursor, held, selection)
        ends = {text: parse_period(text).end for text in held["period"].unique()}
        return _why_no_error(ends, selection, waits=frame.height)

    def _size(self, value: float, selection: Selection) -> str:
        decimals = _info(selection).decimals
        unit = " points" if _info(selection).unit is Unit.PCT else ""
        return f"{numbers.number(round(value, 2), decimals=decimals)}{unit}"

    def _spoken(self, horizon: Horizon, frame: pl.DataFrame, selection: Selection) -> str:
        everyone = together(frame)
        decimals = _info(selection).decimals
        mean = numbers.signed(round(everyone.mean, 2), decimals=decimals)
        start = (
            f"{numbers.sentence(horizon.words)} ahead: {numbers.plural(everyone.n, 'error')}, mean "
            f"{mean}, mean absolute {self._size(everyone.absolute, selection)}, "
            f"{everyone.too_high} too high"
        )
        ranked = [score for score in scores(frame) if score.is_ranked]
        named = [f"{s.name} {self._size(s.absolute, selection)} (n = {s.n})" for s in ranked]
        return f"{start}; ranked: {wording.listed_some(named)}." if named else f"{start}."

    def _prints(self, rows: Sequence[Row], selection: Selection) -> str:
        """Return how many errors are taken against another print, because the asked is not kept."""
        vintage = selection.vintage or VINTAGES[0]
        other = sum(row["vintage"] not in KEPT[vintage] for row in rows)
        if not other:
            return ""
        return (
            f"{numbers.plural(other, 'error')} against another print, as no "
            f"{outturns.VINTAGES[vintage]} is on record; the table names each."
        )


_TOLD: Final = (  # what the footer says of the counted errors
    "institution", "region", "low", "high", "vintage", "series", "source", "is_own", "is_named",
    "realised_confidence", "published", "report_sha256",
)  # fmt: skip


def _editions(cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
    """Return the editions in the definition that is chosen."""
    frame = queries.revisions(
        cursor,
        indicators=[str(selection.indicator)],
        regions=list(selection.regions),
        institutions=list(selection.institutions),
        asof=selection.asof,
        known=selection.known,
    )
    return frame.filter(pl.col("measure") == str(measure_of(selection)))


def _why_no_error(ends: dict[str, date | None], selection: Selection, *, waits: int) -> str:
    asof, what = selection.asof, _what(selection)
    coming = sorted((end, text) for text, end in ends.items() if end and asof and end > asof)
    over = [text for text, end in ends.items() if end and asof and end <= asof]
    if waits:
        return (
            f"{numbers.plural(waits, 'figure')} on {what} with a known outcome, none of which "
            "counts: see the table for why. Choose another indicator or region."
        )
    if over:
        which = wording.listed_some(map(wording.period_label, sorted(over)))
        return (
            f"No outcome of {what} for {which} was on record by {numbers.day(asof)}. Choose a "
            "later day, another definition or region, or load the values: "
            "houseviews actuals FILE.csv."
        )
    first = (
        f" The first, {wording.period_label(coming[0][1])}, ends on {numbers.day(coming[0][0])}."
    )
    return (
        f"No period that the houses forecast for {what} was over by {numbers.day(asof)}."
        f"{first if coming else ''} Choose a later day or add older reports on the upload page."
    )


def _series(rows: Sequence[Row]) -> str:
    """Return which statistics the outcomes are of, where there are several to choose from."""
    held = Counter(row["series"] for row in rows if row["series"] and not row["is_own"])
    if not held:
        return ""
    told = [f"{n} against {series}" for series, n in held.most_common()]
    blind = [row for row in rows if row["series"] and not row["is_own"] and not row["is_named"]]
    where = numbers.listed(sorted({wording.region_name(row["region"]) for row in blind}))
    verb = "names" if len(blind) == 1 else "name"
    count = numbers.plural(len(blind), "figure")
    silent = f" {count} ({where}) {verb} no statistic and may mean another." if blind else ""
    return f"Outcomes by statistic: {numbers.listed(told)}.{silent}"


def _own(rows: Sequence[Row]) -> str:
    """Return how many outcomes somebody loaded, and from whom."""
    own = [row for row in rows if row["is_own"]]
    if not own:
        return ""
    who = wording.listed_some(sorted({row["source"] for row in own}))
    return (
        f"{numbers.plural(len(own), 'outcome')} from own values ({who}), which go before the "
        "shipped ones on the same question."
    )


def _unsure(rows: Sequence[Row]) -> str:
    count = sum(row["realised_confidence"] == outturns.UNSURE for row in rows)
    if not count:
        return ""
    return (
        f"Grey dots, {count} of {len(rows)}: the outcome is from general knowledge, not looked up."
    )


def _middle(frame: pl.DataFrame) -> str:
    """Return that an outcome which is a target range counts by its middle; blank for no range."""
    ranges = frame.filter(pl.col("realised_low") != pl.col("realised_high"))
    if ranges.is_empty():
        return ""
    where = numbers.listed(wording.region_short(code) for code in sorted(set(ranges["region"])))
    return f" The {where} outcome is a target range and counts by its middle."


def _what(selection: Selection) -> str:
    short = _info(selection).short
    short = short[:1].lower() + short[1:] if short[1:2].islower() else short
    places = [wording.region_short(code) for code in selection.regions]
    places = ["euro area" if place == "EA" else place for place in places]
    if len(places) > MOST_PLACES:
        return f"{short} in {len(places)} regions"
    return f"{numbers.listed(places)} {short}"


def _side(score: Score) -> str:
    """Return on which side of the outcome figures fell."""
    if all(error < 0 for error in score.errors):
        return "all too low"
    if all(error > 0 for error in score.errors):
        return "all too high"
    return f"{score.too_high} of {score.n} too high"


def _unit(selection: Selection) -> str:
    unit = _info(selection).unit
    return "points" if unit is Unit.PCT else numbers.unit_name(unit)


def _info(selection: Selection) -> IndicatorInfo:
    return indicator_info()[Indicator(selection.indicator or "")]


def _day(row: Row) -> str:
    return numbers.day(row["published"], row["published_precision"])


def _table_order(row: Row) -> tuple[bool, int, str, str]:
    return (not row["counted"], row["months"], row["institution"], row["region"])


TRACK_RECORD = TrackRecord()
