"""Own consistency: a house's dollar call beside its own rate gap and growth gap, by sign only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.figures.matrix import Matrix, MatrixRow, Piece, draw_matrix
from dashboard.figures.sketch import Sketch
from dashboard.figures.texts import text_px
from dashboard.figures.theme import Tokens, tokens
from dashboard.panels import counting, wording
from dashboard.panels.base import Parameter, PlotlyFigure
from dashboard.panels.consistency_frame import CALL, LEGS, read_consistency
from dashboard.panels.consistency_legs import AGREES, BP, CANT_TELL, LEAST_MOVE, PARTS
from dashboard.panels.dollar_calls import STRONGER, WEAKER, call_text
from dashboard.panels.dollar_year import OfDollarYear
from dashboard.panels.growth import COMMON
from dashboard.panels.moves import move_label
from dashboard.panels.once import rows_of
from dashboard.panels.wording import Row
from dashboard.selection import Selection
from warehouse.vocabulary import Indicator, Status

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

HEADS: Final = ("Dollar call", "Fed minus ECB", "Growth gap", "Reading")
STARTS: Final = (0.0, 0.25, 0.5, 0.76)
SHORT: Final = {"US growth": "US", "euro area growth": "Euro area"}
LEG_NAMES: Final = {"rates": "Rates", "growth": "Growth"}
TURNS: Final = {
    "rates": ("widens", "narrows", "unchanged"),
    "growth": ("US faster", "US slower", "alike"),
}
MOST_CALLS: Final = 2  # of one house that its cell prints; the table has them all
LEAST_LEFT, MOST_LEFT = 80.0, 150.0  # px for the names
QUOTE: Final = 110  # letters of a quotation that a hover holds


class DollarConsistency(OfDollarYear):
    """Dollar calls against the houses' own gaps."""

    id = "dollar-consistency"
    title = "Dollar, own consistency"
    description = "Each house’s dollar call beside its own Fed-minus-ECB path and growth gap."
    parameters = (
        Parameter("indicator", "What is called.", ("fx_rate",), "fx_rate"),
        Parameter("period", "The year; none is this or next, as more houses call it."),
        *(p for p in COMMON if p.name in ("institutions", "asof", "known")),
    )
    defaults = Selection(indicator=Indicator.FX_RATE)
    marks = ("review",)
    is_wide = True

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return one row per citation, houses that can be read first."""
        return read_consistency(cursor, selection)

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return a row per house: call, both gaps, and how they read."""
        ink = tokens(theme)
        rows = tuple(_row(house, held, ink) for house, held in _houses(frame).items())
        names = max((text_px(row.name) * 1.08 for row in rows), default=LEAST_LEFT) + 14
        left = min(max(names, LEAST_LEFT), MOST_LEFT) if width == "wide" else 4.0
        sketch = Sketch(ink, width, left, 6.0, has_halo=selection.theme != "transparent")
        draw_matrix(sketch, Matrix(HEADS, STARTS, rows))
        return sketch.figure()

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return how many houses can be read against their own figures, and how they read."""
        houses = _houses(frame)
        if not houses:
            return self.nothing(selection).rstrip(".")
        read = {house: held[0] for house, held in houses.items() if _is_read(held[0])}
        n = numbers.counted(len(houses))
        if not read:
            who = "the one house" if len(houses) == 1 else f"any of {n} houses"
            return f"Can’t tell for {who} with a dollar call in {_when(selection)}"
        said = [f"{house} {_reads(first)}" for house, first in read.items()]
        if len(houses) == 1:
            return f"One house has a dollar call in {_when(selection)}: {said[0]}"
        verb = "reads" if len(read) == 1 else "read"
        start = f"{numbers.sentence(numbers.counted(len(read)))} of {n} dollar calls {verb}"
        return f"{start} against the house’s own figures: {wording.listed_some(said, most=2)}"

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return the rule in words."""
        year = _when(selection)
        return (
            f"The textbook’s sign and no more: a gap between the Fed and the ECB that widens in "
            f"{year}, or growth that is faster in the US, goes with a stronger dollar. A reading "
            "aid, not a verdict: a house may have other reasons. Without the call and both figures "
            "of a gap in print it can’t be told. Every line opens its page."
        )

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return n, as-of, how each gap is taken, and the sources."""
        rows = rows_of(frame)
        houses = numbers.plural(len(_houses(frame)), "house")
        has_start = any(row["start"] for row in rows)
        waiting = sum(row["status"] == Status.REVIEW for row in rows)
        parts = [
            f"n = {self.count(frame)} of {houses} with a call.",
            f"As of {numbers.day(selection.asof)}.",
            "Calls against the euro or on the dollar in general; others do not bear on the gap.",
            "A level of a rate is taken against the house’s own for the end of the year before, "
            "where the same page prints one, else against the rate when it was printed."
            if has_start
            else "",
            "Growth is read by the sign of the gap, not by its change.",
            f"{numbers.plural(waiting, 'citation')} in review, not read." if waiting else "",
            wording.sources(rows) if rows else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return every house in a sentence."""
        said = [_spoken(house, held) for house, held in _houses(frame).items()]
        return " ".join(said) or self.nothing(selection)

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per citation as text: what it is, what it comes to, how it reads."""
        houses = list(_houses(frame).values())
        rows = [row for held in houses for row in held]
        columns = {
            "forecast_id": [row["forecast_id"] for row in rows],
            "house": [row["institution"] for row in rows],
            "citation": [row["role"] for row in rows],
            "says": [_cited(row) for row in rows],
            "gap": [_row_gap(row) for row in rows],
            "reading": [_row_reading(row) for row in rows],
            "period": [wording.period_label(row["period"]) for row in rows],
            "status": [wording.STATUSES[Status(row["status"])] for row in rows],
            "published": [numbers.day(row["published"], row["published_precision"])
                          for row in rows],
            "page": [f"p. {row['page']}" for row in rows],
            "quote": [" ".join((row["quote"] or "").split()) for row in rows],
        }  # fmt: skip
        return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses have at least one reading."""
        return sum(_is_read(held[0]) for held in _houses(frame).values())

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a selection without a call."""
        return f"No house has a call on the dollar in {_when(selection)}."


def _when(selection: Selection) -> str:
    return (selection.period or "")[:4]


def _houses(frame: pl.DataFrame) -> dict[str, list[Row]]:
    held: dict[str, list[Row]] = {}
    for row in rows_of(frame):
        held.setdefault(row["institution"], []).append(row)
    return held


def _is_read(row: Row) -> bool:
    return any(row[f"{leg}_reading"] != CANT_TELL for leg in LEGS)


def _reads(row: Row) -> str:
    """Return how a house reads: "agrees on rates and parts on growth"."""
    words = {
        reading: [leg for leg in LEGS if row[f"{leg}_reading"] == reading]
        for reading in (PARTS, AGREES)
    }
    verbs = {PARTS: "parts from its own", AGREES: "agrees with its own"}
    return numbers.listed(
        f"{verbs[reading]} {numbers.listed(legs)}" for reading, legs in words.items() if legs
    )


def _row(house: str, held: Sequence[Row], ink: Tokens) -> MatrixRow:
    gaps = [_gap_cell(held, leg, ink) for leg in LEGS]
    return MatrixRow(house, (_call_cell(held, ink), *gaps, _reading_cell(held[0], ink)))


def _call_cell(held: Sequence[Row], ink: Tokens) -> tuple[Piece, ...]:
    calls = [row for row in held if row["role"] == CALL]
    pieces = []
    for row in calls[:MOST_CALLS]:
        is_counted = row["counted"]
        colour = {STRONGER: ink.strong, WEAKER: ink.weak}.get(row["dollar"], ink.ink)
        word = row["dollar"] or "no direction"
        note = f", {_day(row)}" if is_counted else ", in review" if _waits(row) else ", not counted"
        hover = _hover(row)
        pieces.append(
            Piece(
                word + note,
                row["forecast_id"],
                hover,
                colour if is_counted else ink.ink3,
                is_strong=True,
            )
        )
        pieces.append(Piece(call_text(row), row["forecast_id"], hover))
    more = len(calls) - MOST_CALLS
    return (*pieces, *([Piece(f"and {more} more in the table")] if more > 0 else []))


def _gap_cell(held: Sequence[Row], leg: str, ink: Tokens) -> tuple[Piece, ...]:
    sides = [row for row in held if row["role"] in LEGS[leg]]
    if not sides:
        return (Piece("none in print", colour=ink.ink3),)
    is_whole = len(sides) == len(LEGS[leg]) and not any(map(_waits, sides))
    gap = _gap_text(held[0], leg) if is_whole else ""
    head = Piece(gap, colour=ink.ink, is_strong=True) if gap else None
    said = [
        Piece(_cited(row) + (", in review" if _waits(row) else ""), row["forecast_id"],
              _hover(row), ink.ink3 if _waits(row) else "")
        for row in sides
    ]  # fmt: skip
    return (*([head] if head else []), *said)


def _reading_cell(row: Row, ink: Tokens) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for leg, name in LEG_NAMES.items():
        reading, why = row[f"{leg}_reading"], row[f"{leg}_why"]
        is_open = reading == CANT_TELL
        colour = ink.ink3 if is_open else ink.ink
        pieces.append(Piece(f"{name}: {reading}", colour=colour, is_strong=not is_open))
        if why:
            pieces.append(Piece(why, colour=ink.ink3))
    return tuple(pieces)


def _gap_text(row: Row, leg: str) -> str:
    """Return a gap with its turn: "−0.25 points, narrows"."""
    low, high = row[f"{leg}_low"], row[f"{leg}_high"]
    wider, narrower, same = TURNS[leg]
    if low is None and high is None:
        return "open"
    turn = "either way"
    if low is not None and low > 0:
        turn = wider
    elif high is not None and high < 0:
        turn = narrower
    elif low == high == 0:
        turn = same
    if leg == "rates" and (low == LEAST_MOVE or high == -LEAST_MOVE):
        return f"{turn}, no number"
    scale, decimals = (BP, 2) if leg == "rates" else (1.0, 1)
    ends = [None if end is None else round(end / scale, 6) for end in (low, high)]
    size = numbers.bounds(*ends, decimals=decimals, signs=True)
    return f"{size} points, {turn}" if turn != same else same


def _cited(row: Row) -> str:
    """Return a citation in words: "Fed 4.00 to 3.75", "ECB on hold, no number"."""
    role = row["role"]
    if role == CALL:
        return f"{row['dollar'] or 'no direction'}, {call_text(row)}"
    name = SHORT.get(role, role)
    if row["indicator"] == Indicator.POLICY_RATE_CHANGE:
        return f"{name} {move_label(row)}"
    value = counting.value_text(row)
    if row["start"] and not _waits(row):
        return f"{name} {row['start']} to {value}"
    return f"{name} {value}%"


def _row_gap(row: Row) -> str:
    leg = _leg_of(row)
    both = (leg and row[f"{leg}_low"] is not None) or (leg and row[f"{leg}_high"] is not None)
    return _gap_text(row, leg) if both else numbers.NO_VALUE


def _row_reading(row: Row) -> str:
    leg = _leg_of(row)
    if not leg and row["why_not"]:
        return f"not read: {row['why_not']}"
    if not leg:
        return row["direction"] or f"{CANT_TELL}: {row['direction_why']}"
    why = row[f"{leg}_why"]
    return f"{row[f'{leg}_reading']}: {why}" if why else str(row[f"{leg}_reading"])


def _leg_of(row: Row) -> str:
    return next((leg for leg, roles in LEGS.items() if row["role"] in roles), "")


def _spoken(house: str, held: Sequence[Row]) -> str:
    first = held[0]
    call = first["direction"] or f"no direction ({first['direction_why']})"
    told = []
    for leg, name in LEG_NAMES.items():
        sides = [_cited(row) for row in held if row["role"] in LEGS[leg]]
        why = first[f"{leg}_why"]
        cited = f" ({', '.join(sides)})" if sides else ""
        told.append(f"{name.lower()}{cited} {first[f'{leg}_reading']}{f', {why}' if why else ''}")
    return f"{house}: dollar {call}; {'; '.join(told)}."


def _hover(row: Row) -> str:
    lines = [f"{row['institution']} · {_cited(row)}"]
    if row["start_words"]:
        lines.append(f"from {row['start']}, {row['start_words']}")
    definition = wording.measure_words(row["measure"])
    lines.append(f"{wording.period_label(row['period'])}, {definition}")
    lines.append(f"{_day(row)}, p. {row['page']}")
    quote = " ".join((row["quote"] or "").split())
    if quote:
        lines.append(f"“{quote[: QUOTE - 1]}…”" if len(quote) > QUOTE else f"“{quote}”")
    if row["why_not"]:
        lines.append(f"not read: {row['why_not']}")
    return "\n".join(lines)


def _waits(row: Row) -> bool:
    return bool(row["status"] == Status.REVIEW)


def _day(row: Row) -> str:
    return numbers.day(row["published"], row["published_precision"])


DOLLAR_CONSISTENCY: Final = DollarConsistency()
