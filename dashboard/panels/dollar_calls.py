"""Rows of `queries.figures` on exchange rates -> what each house says of the dollar.

A pair says it by the side on which the dollar stands: EUR/USD up is a weaker dollar, USD/JPY up a
stronger one. A printed rate has a direction only where the same house prints the rate it starts
from, by the same definition; a lone rate is listed and not counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

import polars as pl

from dashboard import numbers
from dashboard.panels.wording import Row, period_short, region_name
from warehouse.periods import parse_period
from warehouse.reference import regions
from warehouse.vocabulary import Indicator, InstitutionKind, Kind, Stance, Status

DOLLAR: Final = "USD"
IN_GENERAL: Final = ("DXY", "USD")
STRONGER, WEAKER, FLAT, MIXED = "stronger", "weaker", "flat", "mixed"
LARGE_RATE: Final = 20.0  # from here on, rates are printed without decimals: USD/JPY 152
ONE_RATE: Final = "no starting rate printed"
NOT_DOLLAR: Final = "not about the dollar"
GENERAL_STANDS: Final = "its call on the dollar in general stands"
EARLIER_PART: Final = "other period"
_TURNS: Final = {Stance.UP: 1, Stance.DOWN: -1, Stance.FLAT: 0}
_WORDS: Final = {1: STRONGER, -1: WEAKER, 0: FLAT}


@lru_cache(maxsize=1)
def dollar_signs() -> dict[str, int]:
    """Return for each code what "up" means for the dollar: 1 stronger, -1 weaker.

    Codes without a dollar in them are missing.
    """
    signs = dict.fromkeys(IN_GENERAL, 1)
    for region in regions():
        if region.kind == "pair" and DOLLAR in (region.code[:3], region.code[3:]):
            signs[region.code] = 1 if region.code.startswith(DOLLAR) else -1
    return signs


def against(code: str) -> str:
    """Return the other currency of a pair, in words: "the euro"; "in general" for the dollar."""
    if code in IN_GENERAL:
        return "in general"
    other = code[3:] if code.startswith(DOLLAR) else code[:3]
    name = region_name(other)
    return f"against the {name[:1].lower() + name[1:] if name[:1].isupper() else name}"


def with_directions(frame: pl.DataFrame, *, year: str) -> pl.DataFrame:
    """Add `dollar`, `counted`, `why_not` and the starting rate to figures on exchange rates.

    Args:
        frame: rows of `queries.figures` on `fx_rate`, of all periods.
        year: the year that is asked about.

    Returns:
        One row per figure of that year; `dollar` is stronger, weaker, flat or null.
    """
    held = frame.rows(named=True)
    printed: dict[tuple[str, ...], list[Row]] = {}
    for row in held:
        printed.setdefault(_series_of(row), []).append(row)
    rows = [_judged(row, printed[_series_of(row)]) for row in held if row["period"][:4] == year]
    _keep_general(rows, year=year)
    extra = {
        "dollar": pl.String,
        "counted": pl.Boolean,
        "why_not": pl.String,
        "start_low": pl.Float64,
        "start_high": pl.Float64,
        "start_period": pl.String,
    }
    return pl.DataFrame(rows, schema={**frame.schema, **extra}, orient="row")


def _series_of(row: Row) -> tuple[str, ...]:
    """Return what figures share that follow one another: house, currency, definition, report."""
    return (row["institution"], row["region"], row["measure"], row["report_sha256"])


def _judged(row: Row, held: Iterable[Row]) -> Row:
    sign = dollar_signs().get(row["region"])
    start: Row | None = None
    direction: str | None
    why: str | None
    if sign is None:
        direction, why = None, NOT_DOLLAR
    elif row["bound"] == "call":
        turn = _TURNS.get(Stance(row["stance"])) if row["stance"] else None
        direction = None if turn is None else _WORDS[turn * sign]
        why = None if direction else "no direction"
    else:
        start = _start_of(row, held)
        direction = _WORDS[_turn(start, row) * sign] if start else None
        why = None if direction else ONE_RATE
    why = _why_not(row) or why
    return {
        **row,
        "dollar": direction,
        "counted": why is None,
        "why_not": why,
        "start_low": start["low"] if start else None,
        "start_high": start["high"] if start else None,
        "start_period": start["period"] if start else None,
    }


def _why_not(row: Row) -> str | None:
    """Return why a call is not counted; having no number is no reason for a currency."""
    if row["kind"] != Kind.FORECAST:
        return "previous edition" if row["kind"] == Kind.PREVIOUS else str(row["kind"])
    if row["institution_kind"] == InstitutionKind.COLLECTIVE:
        return "collective claim"
    return "awaiting review" if row["status"] != Status.ACCEPTED else None


def _start_of(row: Row, held: Iterable[Row]) -> Row | None:
    """Return the rate that a house's rate of a year starts from, by the same definition.

    That is its last one of the years before, or else its first one of the same year. `held` are
    the house's figures of the same series.
    """
    end = _last_day(row["period"])
    if end is None or row["mid"] is None:
        return None
    earlier = [
        (last, other)
        for other in held
        if other["kind"] in (Kind.FORECAST, Kind.ESTIMATE)
        and other["status"] == Status.ACCEPTED
        and other["mid"] is not None
        and (last := _last_day(other["period"])) is not None
        and last < end
    ]
    before = [pair for pair in earlier if pair[1]["period"][:4] < row["period"][:4]]
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    return min(earlier, key=lambda pair: pair[0])[1] if earlier else None


def _last_day(period: str) -> date | None:
    try:
        return parse_period(period).end
    except ValueError:
        return None


def _turn(start: Row, end: Row) -> int:
    change = round(float(end["mid"] - start["mid"]), 9)
    return (change > 0) - (change < 0)


def _keep_general(rows: list[Row], *, year: str) -> None:
    """Leave one claim a house where several say the same or one speaks of the dollar in general."""
    houses = {row["institution"] for row in rows if row["counted"]}
    for house in houses:
        own = [row for row in rows if row["institution"] == house and row["counted"]]
        general = [row for row in own if row["region"] in IN_GENERAL]
        if general:
            for row in own:
                if row not in general:
                    row.update(counted=False, why_not=GENERAL_STANDS)
            own = general
        whole = [row for row in own if row["period"] in (year, f"{year}-12", f"{year}Q4")]
        for row in own if whole else []:
            if row not in whole:
                words = f"{EARLIER_PART}: {period_short(row['period'])}"
                row.update(counted=False, why_not=words)


def votes(frame: pl.DataFrame) -> dict[str, str]:
    """Return what each counted house says of the dollar: one word, or "mixed"."""
    said: dict[str, dict[str, str]] = {}
    for row in frame.filter(pl.col("counted")).iter_rows(named=True):
        pairs = said.setdefault(row["institution"], {})
        word = row["dollar"]
        pairs[row["region"]] = word if pairs.get(row["region"], word) == word else MIXED
    return {house: _vote(pairs.values()) for house, pairs in sorted(said.items())}


def _vote(words: Iterable[str]) -> str:
    """Return the word of most pairs; a direction before flat where they are as many.

    A house that moves the dollar against one currency and not against another has that one
    direction; only opposite directions, as many of each, cancel each other out.
    """
    counts = Counter(words)
    most = max(counts.values())
    leading = {word for word, count in counts.items() if count == most}
    directed = leading - {FLAT} or leading
    return directed.pop() if len(directed) == 1 else MIXED


def dollar_words(row: Row) -> str:
    """Return what a direction of a currency means for the dollar: "dollar weaker"; else blank."""
    sign = dollar_signs().get(row.get("region") or "")
    turn = _TURNS.get(Stance(row["stance"])) if row["stance"] else None
    if row.get("indicator") != Indicator.FX_RATE or sign is None or not turn:
        return ""
    return f"dollar {_WORDS[turn * sign]}"


def call_text(row: Row) -> str:
    """Return what is printed: "EUR/USD 1.18 to 1.14", or against what the call is."""
    if row["bound"] == "call":
        return against(row["region"])
    pair = region_name(row["region"])
    decimals = 2 if (row["low"] or row["high"] or 0) < LARGE_RATE else 0
    end = numbers.bounds(row["low"], row["high"], decimals=decimals)
    if row["start_low"] is None:
        return f"{pair} {end}"
    start = numbers.bounds(row["start_low"], row["start_high"], decimals=decimals)
    return f"{pair} {start} to {end}"
