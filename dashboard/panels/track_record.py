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
from dashboard.panels.told import DAY, VALUE, told
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
from warehouse.vocabulary import Indicator, Kind, Unit

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
        own = prints.filter(pl.col("measure") == str(measure_of(selection)))
        known = list((own if own.height else prints)["period"].unique().sort())
        return errors_of(
            _editions(cursor, selection, periods=known, kinds=[str(Kind.FORECAST)]),
            prints,
            vintage=selection.vintage or VINTAGES[0],
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
        counted = frame.filter(pl.col("counted"))
        uncounted = frame.filter(~pl.col("counted"))
        reports = counted.select("report_sha256", "published").unique(maintain_order=True)
        parts = [
            f"n = {numbers.plural(counted.height, 'error')} of "
            f"{numbers.plural(counted['institution'].n_unique(), 'house')}.",
            f"As of {numbers.day(selection.asof)}.",
            f"Ranked by mean absolute error from {LEAST} errors at one horizon on; houses with "
            "fewer stand below, unranked. Each is scored on what it printed, not all on the same.",
            self._prints(counted, selection),
            _series(counted),
            _own(counted),
            _unsure(counted),
            "Ranges enter by their middle." if (counted["low"] != counted["high"]).any() else "",
            notes.left_out(
                uncounted.select(_LEFT_OUT_BY).unique(maintain_order=True).rows(named=True),
                regions=selection.regions,
            ),
            wording.sources(reports.rows(named=True)) if counted.height else "",
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
        rows = frame.sort(
            ~pl.col("counted"), "months", "institution", "region", maintain_order=True
        )
        columns = {
            "forecast_id": rows["forecast_id"],
            "house": rows["institution"],
            "region": told(rows, ["region"], lambda row: wording.region_name(row["region"])),
            "period": told(rows, ["period"], lambda row: wording.period_label(row["period"])),
            "measure": told(rows, ["measure"], lambda row: wording.measure_words(row["measure"])),
            "value": told(rows, VALUE, lambda row: counting.value_text(row, with_unit=True)),
            "realised": told(rows, track_chart.REALISED, track_chart.realised_text),
            "error": told(rows, ["indicator", "error"], track_chart.error_text),
            "months ahead": told(rows, ["months"], lambda row: str(row["months"])),
            "outcome": told(rows, track_chart.PRINT, track_chart.print_of),
            "source": told(rows, ["source", "release", "is_own"], outturns.source_words),
            "published": told(rows, DAY, _day),
            "page": told(rows, ["page"], lambda row: f"p. {row['page']}"),
            "counted": told(
                rows,
                ["counted", "why_not"],
                lambda row: "yes" if row["counted"] else f"no: {row['why_not']}",
            ),
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

    def _prints(self, counted: pl.DataFrame, selection: Selection) -> str:
        """Return how many errors are taken against another print, because the asked is not kept."""
        vintage = selection.vintage or VINTAGES[0]
        other = counted.filter(~pl.col("vintage").is_in(KEPT[vintage])).height
        if not other:
            return ""
        return (
            f"{numbers.plural(other, 'error')} against another print, as no "
            f"{outturns.VINTAGES[vintage]} is on record; the table names each."
        )


_LEFT_OUT_BY: Final = (  # what the footer says of the figures that are not counted
    *VALUE, "institution", "institution_kind", "region", "period", "measure", "kind", "status",
    "counted", "why_not",
)  # fmt: skip


def _editions(
    cursor: DuckDBPyConnection,
    selection: Selection,
    *,
    periods: Sequence[str] = (),
    kinds: Sequence[str] = (),
) -> pl.DataFrame:
    """Return the editions in the definition that is chosen, of some periods and kinds or of all."""
    return queries.revisions(
        cursor,
        indicators=[str(selection.indicator)],
        regions=list(selection.regions),
        periods=periods,
        measures=[str(measure_of(selection))],
        kinds=kinds,
        institutions=list(selection.institutions),
        asof=selection.asof,
        known=selection.known,
    )


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


def _series(counted: pl.DataFrame) -> str:
    """Return which statistics the outcomes are of, where there are several to choose from."""
    of_one = counted.filter((pl.col("series") != "") & ~pl.col("is_own"))
    held = Counter(of_one["series"].to_list())
    if not held:
        return ""
    told_of = [f"{n} against {series}" for series, n in held.most_common()]
    blind = of_one.filter(~pl.col("is_named"))
    where = numbers.listed(sorted({wording.region_name(code) for code in blind["region"].unique()}))
    verb = "names" if blind.height == 1 else "name"
    count = numbers.plural(blind.height, "figure")
    silent = f" {count} ({where}) {verb} no statistic and may mean another." if len(blind) else ""
    return f"Outcomes by statistic: {numbers.listed(told_of)}.{silent}"


def _own(counted: pl.DataFrame) -> str:
    """Return how many outcomes somebody loaded, and from whom."""
    own = counted.filter("is_own")
    if own.is_empty():
        return ""
    who = wording.listed_some(sorted(own["source"].unique()))
    return (
        f"{numbers.plural(own.height, 'outcome')} from own values ({who}), which go before the "
        "shipped ones on the same question."
    )


def _unsure(counted: pl.DataFrame) -> str:
    count = counted.filter(pl.col("realised_confidence") == outturns.UNSURE).height
    if not count:
        return ""
    return (
        f"Grey dots, {count} of {counted.height}: the outcome is from general knowledge, not "
        "looked up."
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


TRACK_RECORD = TrackRecord()
