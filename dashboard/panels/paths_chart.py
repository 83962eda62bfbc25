"""Points of rate paths -> step lines: realised rates, each house from there, medians and gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import polars as pl

from dashboard import numbers
from dashboard.figures.marks import Form
from dashboard.figures.steps import Event, Line, Point, Steps
from dashboard.figures.theme import Tokens, faded
from dashboard.panels import counting
from dashboard.panels.comparison import hue_of
from dashboard.panels.paths_frame import (
    FIGURE,
    Gap,
    end_of,
    gaps,
    medians,
    paths,
    realised,
    realised_gap,
)
from dashboard.panels.rate_reading import A_REFI
from dashboard.panels.rates_frame import bank_of, short_bank
from dashboard.panels.wording import Row, period_short
from dashboard.selection import Selection
from warehouse.vocabulary import Measure

HISTORY_DAYS: Final = 550  # realised rates shown before the as-of day: a year and a half
MOST_NAMED_PATHS: Final = 8  # houses named at the end of their lines; above it, only on hovering
REALISED_PX: Final = 3.0
MEDIAN_PX: Final = 2.4
HOUSE_PX: Final = 1.0


def day_of(selection: Selection) -> date:
    """Return the as-of day, which a panel has filled in.

    Raises:
        ValueError: it has not.
    """
    if selection.asof is None:
        raise ValueError("rate paths need an as-of day; fill it in with Selection.at(asof=...)")
    return selection.asof


def rates_steps(frame: pl.DataFrame, selection: Selection, ink: Tokens) -> Steps:
    """Return both banks on one scale: realised, then the houses and their medians."""
    asof = day_of(selection)
    lines: list[Line] = []
    for region in selection.regions[:2]:
        decisions = realised(frame, bank_of(region))
        lines += _bank(paths(frame, region), decisions, region=region, asof=asof, ink=ink)
    shown = frame.filter((pl.col("entry") == FIGURE) & ~pl.col("counted")).rows(named=True)
    return Steps(
        lines=tuple(line for line in lines if line.points),
        loose=_loose([row for row in shown if _has_place(row)]),
        events=(_today(asof),),
        end=asof,
        suffix="%",
        decimals=2,
        title="Rates, both banks on one scale",
    )


def gap_steps(frame: pl.DataFrame, selection: Selection, ink: Tokens) -> Steps | None:
    """Return the gap of each house that gives both rates; None where no house does."""
    asof = day_of(selection)
    held = gaps(frame, selection.regions)
    if not held:
        return None
    first, second = (realised(frame, bank_of(region)) for region in selection.regions[:2])
    history = _since(realised_gap(first, second), asof=asof)
    start = history[-1][1] if history else None
    by_house: dict[str, list[Gap]] = {}
    for gap in held:
        by_house.setdefault(gap.house, []).append(gap)
    lines = [_gap_line(house, found, start, asof, ink, is_named=len(by_house) <= MOST_NAMED_PATHS)
             for house, found in by_house.items()]  # fmt: skip
    middle = medians_of(held)
    if middle:
        _, value, n = middle[-1]
        name = f"median {numbers.number(value, decimals=2)}, n = {n}"
        points = tuple(Point(when, level) for when, level, _ in middle)
        lead = (Point(asof, start),) if start is not None else ()
        lines.append(Line(lead + points, name, ink.ink3, MEDIAN_PX, has_dots=False, is_strong=True))
    if history:
        points = tuple(Point(day, value) for day, value in history)
        label = f"today {numbers.number(history[-1][1], decimals=2)}"
        lines.append(Line(points, label, ink.ink, REALISED_PX, has_dots=False, is_strong=True))
    pair = " minus ".join(short_bank(region) for region in selection.regions[:2])
    return Steps(
        lines=tuple(lines),
        events=(_today(asof),),
        end=asof,
        decimals=2,
        title=f"{pair}, percentage points, per house that gives both",
    )


def medians_of(held: Sequence[Gap]) -> list[tuple[date, float, int]]:
    """Return the median of the houses' own gaps and n at each date with two houses or more."""
    by_house: dict[str, list[Row]] = {}
    for gap in held:
        row = {"level": gap.value, "period": gap.period}
        by_house.setdefault(gap.house, []).append(row)
    return medians(by_house)


def _bank(
    found: dict[str, list[Row]], decisions: list[Row], *, region: str, asof: date, ink: Tokens
) -> list[Line]:
    hue, bank = hue_of(region, ink), short_bank(region)
    history = _since([(row["published"], row["mid"]) for row in decisions], asof=asof)
    lead = (Point(asof, history[-1][1]),) if history else ()
    lines = [
        Line(
            lead + tuple(map(_point, points)),
            _named(house, points[-1]) if len(found) <= MOST_NAMED_PATHS else "",
            faded(hue, alpha=0.75),
            HOUSE_PX,
        )
        for house, points in found.items()
    ]
    middle = medians(found)
    if middle:
        _, value, n = middle[-1]
        points = tuple(Point(day, level) for day, level, _ in middle)
        name = f"{bank} median {numbers.number(value, decimals=2)}, n = {n}"
        lines.append(Line(lead + points, name, hue, MEDIAN_PX, has_dots=False, is_strong=True))
    if history:
        points = tuple(Point(day, value) for day, value in history)
        rate = numbers.bounds(decisions[-1]["low"], decisions[-1]["high"], decimals=2)
        label = f"{bank} today {rate}"
        lines.append(Line(points, label, hue, REALISED_PX, has_dots=False, is_strong=True))
    return lines


def _loose(rows: Sequence[Row]) -> tuple[Point, ...]:
    """Return the figures that no path holds; where few houses have one, the last of each named."""
    last: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row["institution"], row["region"])
        if row["period"] >= last.get(key, row)["period"]:
            last[key] = row
    if len(last) > MOST_NAMED_PATHS:
        return tuple(map(_point, rows))
    named = {row["forecast_id"] for row in last.values()}
    return tuple(replace(_point(row), name=_aside(row) if row["forecast_id"] in named else "")
                 for row in rows)  # fmt: skip


def _aside(row: Row) -> str:
    """Return whose a mark is and why no path holds it: "UBS 3.00, in review"."""
    told = f"{row['institution']} {counting.value_text(row)}"
    return ", ".join(part for part in (told, counting.note_of(row)) if part)


def _named(house: str, row: Row) -> str:
    return f"{house} {counting.value_text(row)}, {period_short(row['period'])}"


def _since(steps: Sequence[tuple[date, float]], *, asof: date) -> list[tuple[date, float]]:
    """Return the steps of the stretch shown, beginning with the level at its start."""
    start = asof - timedelta(days=HISTORY_DAYS)
    before = [value for day, value in steps if day <= start]
    inside = [(day, value) for day, value in steps if start < day <= asof]
    return [*((start, value) for value in before[-1:]), *inside]


def _has_place(row: Row) -> bool:
    """Whether a figure that does not count has a place on the axes of a path."""
    is_level = row["measure"] == Measure.YEAR_END and end_of(row) is not None
    return is_level and (row["low"] is not None or row["high"] is not None)


def _point(row: Row) -> Point:
    low, high, hover = row["low"], row["high"], counting.hover_text(row)
    value = row["level"] if row["level"] is not None else low if low is not None else high
    arrow = {Form.AT_LEAST: "up", Form.AT_MOST: "down"}.get(Form(row["bound"]), "")
    day = end_of(row)
    assert day is not None
    return Point(day, value, row["forecast_id"], hover, counting.style_of(row), low, high, arrow)


def _gap_line(
    house: str, found: list[Gap], start: float | None, asof: date, ink: Tokens, *, is_named: bool
) -> Line:
    lead = (Point(asof, start),) if start is not None else ()
    points = tuple(Point(gap.day, gap.value, gap.first["forecast_id"], _gap_hover(gap))
                   for gap in found)  # fmt: skip
    last = f"{numbers.signed(found[-1].value, decimals=2)}, {period_short(found[-1].period)}"
    name = f"{house} {last}" if is_named else ""
    return Line(lead + points, name, ink.ink2, HOUSE_PX)


def _gap_hover(gap: Gap) -> str:
    first, second = counting.value_text(gap.first), counting.value_text(gap.second)
    return (
        f"{gap.house}\n{numbers.signed(gap.value, decimals=2)} points on {numbers.day(gap.day)}\n"
        f"{short_bank(gap.first['region'])} {first} minus "
        f"{short_bank(gap.second['region'])} {second}"
    )


def _today(asof: date) -> Event:
    when = numbers.day(asof)
    return Event(asof, when, f"As of {when}\nleft of it what was decided, right what houses expect")


def left_apart(frame: pl.DataFrame) -> str:
    """Return a sentence on figures that look like the refinancing rate; blank for none."""
    rows = frame.filter(pl.col("why_not") == A_REFI).rows(named=True)
    texts = [f"{row['institution']} {counting.value_text(row)}" for row in rows]
    return f"Kept apart as the refinancing rate: {numbers.listed(texts)}." if texts else ""
