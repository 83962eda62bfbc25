"""Levels, moves and other periods of policy rates -> blocks of rows and a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from dashboard import numbers
from dashboard.figures.listing import Item
from dashboard.figures.marks import Mark
from dashboard.figures.row_chart import Band, Foot, Median, Row, RowChart
from dashboard.figures.theme import Tokens
from dashboard.panels import counting, wording
from dashboard.panels.comparison import hue_of
from dashboard.panels.counting import Spread
from dashboard.panels.moves import in_basis_points, move_axis, move_form, move_label
from dashboard.panels.once import rows_of
from dashboard.panels.rates_frame import (
    A_MOVE,
    LEVEL,
    MOVE,
    bank_of,
    block,
    short_bank,
    spreads_of,
    today_rates,
    year_of,
)
from dashboard.selection import Selection
from warehouse.vocabulary import Indicator, Measure, Stance, Status

PAIR: Final = 2  # banks between which there is one gap


def levels(frame: pl.DataFrame, selection: Selection, ink: Tokens) -> RowChart:
    """Return the block of levels: a row per house, bands of today, the gap of the medians."""
    spreads = spreads_of(frame, selection)
    held: dict[str, list[wording.Row]] = {}
    for row in block(frame, LEVEL):
        held.setdefault(row["institution"], []).append(row)
    rows = [_level_row(name, rows, selection, ink) for name, rows in held.items()]
    rates = today_rates(rows_of(frame))
    shown = {code: rates[code] for code in selection.regions if code in rates}
    pair = " minus ".join(short_bank(code) for code in selection.regions)
    return RowChart(
        rows=tuple(sorted(rows, key=_level_order)),
        medians=tuple(_median(found, ink) for found in spreads if found.n),
        headings=(*((pair,) if len(selection.regions) == PAIR else ()), "Published"),
        suffix="%",
        decimals=1,
        bands=tuple(Band(*rate, hue_of(code, ink)) for code, rate in shown.items()),
        feet=tuple(_feet(spreads, shown, ink)),
        title=f"Level at the end of {year_of(selection)}",
    )


def _feet(
    spreads: Sequence[Spread], today: dict[str, tuple[float, float]], ink: Tokens
) -> list[Foot]:
    feet = []
    if today:
        texts = [
            (sum(rate) / 2, numbers.bounds(*rate, decimals=2), hue_of(code, ink))
            for code, rate in today.items()
        ]
        feet.append(Foot("Rate today", tuple(texts)))
    middles = [found.median for found in spreads if found.median is not None]
    if len(middles) == PAIR and len(spreads) == PAIR and middles[0] != middles[1]:
        gap = numbers.number(abs(middles[0] - middles[1]), decimals=2)
        words = ((sum(middles) / 2, f"{gap} points", ink.ink),)
        feet.append(Foot("Gap of the medians", words, (min(middles), max(middles))))
    return feet


def _median(found: Spread, ink: Tokens) -> Median:
    hue, name = hue_of(found.region, ink), bank_of(found.region)
    if found.median is None:
        return Median(found.rows[0]["mid"], name, "n = 1", hue, has_line=False)
    label = f"median {numbers.number(found.median, decimals=2)}, n = {found.n}"
    return Median(found.median, name, label, hue)


def _level_row(name: str, held: list[wording.Row], selection: Selection, ink: Tokens) -> Row:
    held = counting.without_superseded(held) or held
    older = counting.printed_before(held)
    folded = {row["forecast_id"] for row in older.values()}
    marks = tuple(
        _level_mark(row, ink, before=older.get(counting.question_of(row)))
        for row in held
        if row["forecast_id"] not in folded
    )
    mids = {row["region"]: row["mid"] for row in held if row["counted"]}
    newest = max(held, key=lambda row: (row["published"] is not None, row["published"]))
    when = numbers.day(newest["published"], newest["published_precision"])
    columns: tuple[str, ...] = (when,)
    if len(selection.regions) == PAIR:
        first, second = selection.regions
        both = first in mids and second in mids
        gap = numbers.signed(mids[first] - mids[second], decimals=2) if both else numbers.NO_VALUE
        columns = (gap, when)
    group = 0 if len(mids) == PAIR else 1 if mids else 2
    return Row(name, marks, columns, group=group, house=held[0]["institution"])


def _level_mark(row: wording.Row, ink: Tokens, *, before: wording.Row | None) -> Mark:
    """Return a level as printed."""
    hue = hue_of(row["region"], ink)
    return counting.mark_of(row, hue=hue, prefix=_prefix(row), before=before)


def _prefix(row: wording.Row) -> str:
    return "" if row["region"] in ("US", "EA") else f"{short_bank(row['region'])} "


def _level_order(row: Row) -> tuple[int, float, str]:
    return (row.group, -max((mark.start + mark.end) / 2 for mark in row.marks), row.name)


def moves_of(frame: pl.DataFrame) -> list[wording.Row]:
    """Return the moves to show: none twice, and no bare direction beside its own number."""
    rows = block(frame, MOVE)
    sized = {
        (row["institution"], row["region"], row["kind"], _side(row)) for row in rows if _side(row)
    }
    turns = {Stance.UP: 1, Stance.DOWN: -1}
    shown: dict[tuple[str, ...], wording.Row] = {}
    for row in rows:
        turn = turns.get(Stance(row["stance"])) if row["bound"] == "call" else None
        if turn and (row["institution"], row["region"], row["kind"], turn) in sized:
            continue
        said = (row["institution"], row["region"], row["kind"], move_label(row))
        shown.setdefault(said, row)  # the same move, once for the year and once for its end
    return list(shown.values())


def _side(row: wording.Row) -> int:
    """Return 1 for a hike with a number, -1 for a cut with one, 0 for anything else."""
    ends = [end for end in in_basis_points(row) or () if end is not None]
    return (max(ends) > 0) - (min(ends) < 0) if ends else 0


def moves(frame: pl.DataFrame, ink: Tokens) -> RowChart:
    """Return the block of moves: basis points, cuts and hikes on one axis of their own."""
    held: dict[str, list[wording.Row]] = {}
    for row in moves_of(frame):
        held.setdefault(row["institution"], []).append(row)
    rows = [_move_row(name, rows, ink) for name, rows in held.items()]
    values = [v for row in rows for mark in row.marks for v in (mark.start, mark.end)]
    return RowChart(
        rows=tuple(sorted(rows, key=lambda row: (min(m.start for m in row.marks), row.name))),
        fixed_ticks=move_axis(values) if values else (),
        decimals=0,
        title="Moves in basis points, never pooled with levels",
        headings=("", "Published"),
    )


def _move_row(name: str, held: list[wording.Row], ink: Tokens) -> Row:
    newest = max(held, key=lambda row: (row["published"] is not None, row["published"]))
    when = numbers.day(newest["published"], newest["published_precision"])
    marks = tuple(_move_mark(row, ink) for row in held)
    return Row(name, marks, ("", when), house=held[0]["institution"])


def _is_plain(row: wording.Row) -> bool:
    """Whether a move is a house's own and settled, so that only moves leave it out."""
    is_settled = row["status"] == Status.ACCEPTED
    unsized = row["not_pooled_because"] in ("no number", "open bound")
    return row["why_not"] == A_MOVE or (unsized and is_settled)


def move_note(row: wording.Row) -> str:
    """Return what sets a move apart from the others: "scenario", "in review"; blank for nothing."""
    return "" if _is_plain(row) else counting.note_of(row)


def _move_mark(row: wording.Row, ink: Tokens) -> Mark:
    """Return a move as a mark in basis points; a direction without a number is an arrow."""
    form, low, high = move_form(row, *(in_basis_points(row) or (None, None)))
    style = counting.style_of({**row, "counted": _is_plain(row)})
    is_year = len(row["period"]) == len("2026") or row["period"].endswith("-12")
    period = "" if is_year else wording.period_short(row["period"])
    return Mark(
        low=low,
        high=high,
        form=form,
        style=style,
        hue=hue_of(row["region"], ink),
        label=f"{short_bank(row['region'])} {move_label(row)}",
        note=", ".join(
            part
            for part in (wording.period_label(period) if period else "", move_note(row))
            if part
        ),
        identity=row["forecast_id"],
        hover=counting.hover_text(row),
    )


def item(row: wording.Row) -> Item:
    """Return a figure of another period as a line of the list."""
    what = f"{short_bank(row['region'])}, {wording.period_label(row['period'])}"
    is_move = row["indicator"] == Indicator.POLICY_RATE_CHANGE
    if not is_move and row["measure"] not in (Measure.YEAR_END, Measure.OTHER):
        what = f"{what}, {wording.measure_words(row['measure'])}"
    return Item(
        name=row["institution"],
        what=what,
        value=move_label(row) if is_move else counting.value_text(row, with_unit=True),
        when=numbers.day(row["published"], row["published_precision"]),
        identity=row["forecast_id"],
        hover=counting.hover_text(row),
    )
