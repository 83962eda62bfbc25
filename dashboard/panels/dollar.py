"""Dollar: who calls it stronger, weaker or flat, against what, and the net balance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.figures.listing import Item, draw_list
from dashboard.figures.sides import Tag, draw_sides
from dashboard.figures.sketch import Sketch
from dashboard.figures.theme import Tokens, tokens
from dashboard.panels import counting, wording
from dashboard.panels.asked import asked_of
from dashboard.panels.base import Parameter, PlotlyFigure
from dashboard.panels.dollar_calls import (
    FLAT,
    IN_GENERAL,
    MIXED,
    NOT_DOLLAR,
    ONE_RATE,
    STRONGER,
    WEAKER,
    call_text,
    votes,
    with_directions,
)
from dashboard.panels.dollar_realised import change_text, how_told, with_realised
from dashboard.panels.dollar_year import OfDollarYear
from dashboard.panels.growth import COMMON
from dashboard.panels.once import rows_of
from dashboard.selection import Selection
from warehouse import queries
from warehouse.vocabulary import Indicator, InstitutionKind, Kind, Status

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_TEXTS: Final = 2  # calls of one house that its tag prints
MOST_LISTED: Final = 6  # rates and claims in the picture; the table has them all
HEADS: Final = {WEAKER: "Weaker dollar", STRONGER: "Stronger dollar"}


class Dollar(OfDollarYear):
    """The direction that houses see for the dollar in a year."""

    id = "dollar"
    title = "Dollar"
    description = "The dollar: which houses call it stronger, weaker or flat, and against what."
    parameters = (
        Parameter("indicator", "What is called.", ("fx_rate",), "fx_rate"),
        Parameter("regions", "Currency pairs such as EURUSD; none means all.", (), ""),
        Parameter("period", "The year; none is this or next, as more houses call it."),
        *(p for p in COMMON if p.name in ("institutions", "asof", "known")),
    )
    defaults = Selection(indicator=Indicator.FX_RATE)
    marks = ("side", "review", "scenario", "balance")

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return calls and rates on the dollar for the year, each with its direction."""
        frame = queries.figures(
            cursor,
            indicators=[str(Indicator.FX_RATE)],
            **asked_of(selection),
        )
        judged = with_directions(frame, year=(selection.period or "")[:4])
        shown = judged.filter(pl.col("why_not").is_null() | (pl.col("why_not") != NOT_DOLLAR))
        known = queries.actuals(cursor, indicators=[str(Indicator.FX_RATE)], asof=selection.asof)
        return with_realised(shown, known)

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return tags left and right of a line, the net balance, and what is listed apart."""
        ink = tokens(theme)
        sketch = Sketch(ink, width, 4, 4, has_halo=selection.theme != "transparent")
        tags = _tags(frame, ink)
        draw_sides(
            sketch,
            heads=((HEADS[WEAKER], ink.weak), (HEADS[STRONGER], ink.strong)),
            left=tags[WEAKER],
            right=tags[STRONGER],
            middle=tags[FLAT],
        )
        _draw_balance(sketch, frame, ink)
        apart = [_item(row) for row in _apart(frame)]
        if apart:
            draw_list(sketch, "Not counted", apart[:MOST_LISTED])
        return sketch.figure()

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return how many houses are on each side, and who stands alone."""
        said = votes(frame)
        when = wording.period_label(selection.period or "")
        if not said:
            waiting = sum(map(len, _tags(frame, tokens("light")).values())) + len(_apart(frame))
            if not waiting:
                return self.nothing(selection).rstrip(".")
            return f"No house counts: {numbers.plural(waiting, 'call')} on the dollar stand apart"
        sides = {side: [h for h, word in said.items() if word == side] for side in _SIDES}
        if len(said) == 1:
            house, word = next(iter(said.items()))
            return f"One house counts: {house} {_calls(word)} in {when}"
        main = max(sides, key=lambda side: len(sides[side]))
        most, n = len(sides[main]), len(said)
        if most == n:
            all_houses = "Both" if n == 2 else f"All {numbers.counted(n)}"
            return f"{all_houses} houses {_call(main)} in {when}"
        level = [side for side in _SIDES if len(sides[side]) == most]
        if len(level) > 1:
            counts = [f"{numbers.counted(len(sides[s]))} {s}" for s in _SIDES if sides[s]]
            return f"Houses split evenly on the dollar in {when}: {numbers.listed(counts)}"
        start = f"{numbers.sentence(numbers.counted(most))} of {numbers.counted(n)} houses"
        return f"{start} {_call(main)} in {when}{_minority(sides, main)}"

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return what counts as a call."""
        return (
            "Direction of the dollar, one vote a house. A printed rate counts where the house "
            "also prints the rate it starts from; EUR/USD up is a weaker dollar."
        )

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return n, the balance, as-of, what is left out, and the sources."""
        said = votes(frame)
        rows = rows_of(frame)
        parts = [
            f"n = {len(said)}.",
            f"Net balance {balance_text(said)}{_rest_on(frame)}." if said else "",
            f"As of {numbers.day(selection.asof)}.",
            _left_out(frame),
            wording.sources(rows) if rows else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return each side's houses, the balance, and what is told apart."""
        said = votes(frame)
        when = wording.period_label(selection.period or "")
        parts = []
        for side in _SIDES:
            houses = [house for house, word in said.items() if word == side]
            if houses:
                verb = _calls(side) if len(houses) == 1 else _call(side)
                parts.append(f"{wording.listed_some(houses, most=12)} {verb} in {when}.")
        if said:
            parts.append(f"Net balance {balance_text(said)}, stronger minus weaker.")
        parts.append(_left_out(frame))
        return " ".join(part for part in parts if part) or self.nothing(selection)

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per figure as text, with what it says of the dollar."""
        held = {row["forecast_id"]: row for row in rows_of(frame)}
        shown = counting.display_table(frame)
        rows = [held[identity] for identity in shown["forecast_id"]]
        added = {
            "dollar": [row["dollar"] or numbers.NO_VALUE for row in rows],
            "told": [how_told(row) for row in rows],
            "against realised": [change_text(row) for row in rows],
        }
        columns = [pl.Series(name, texts, dtype=pl.String) for name, texts in added.items()]
        quotes = [" ".join((row["quote"] or "").split()) for row in rows]
        for place, column in enumerate(columns, start=5):
            shown.insert_column(place, column)
        return shown.with_columns(pl.Series("quote", quotes, dtype=pl.String))

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses are counted."""
        return len(votes(frame))

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a selection without a call."""
        return (
            f"No house has a call on the dollar in {wording.period_label(selection.period or '')}."
        )


_SIDES: Final = (WEAKER, STRONGER, FLAT, MIXED)


def balance_text(said: dict[str, str]) -> str:
    """Return the net balance, stronger minus weaker: "−2 of 4 houses"."""
    words = list(said.values())
    net = words.count(STRONGER) - words.count(WEAKER)
    return f"{numbers.signed(net, decimals=0)} of {numbers.plural(len(words), 'house')}"


def _rest_on(frame: pl.DataFrame) -> str:
    """Return what the votes rest on, so that currencies are never pooled unsaid."""
    held: dict[str, set[str]] = {}
    for row in frame.filter(pl.col("counted")).iter_rows(named=True):
        is_general = row["region"] in IN_GENERAL
        what = "the dollar in general" if is_general else wording.region_name(row["region"])
        held.setdefault(what, set()).add(row["institution"])
    told = [f"{what} ({len(houses)})" for what, houses in sorted(held.items())]
    return f", a vote a house, resting on {wording.listed_some(told)}" if len(told) > 1 else ""


def _call(side: str) -> str:
    if side == MIXED:
        return "see the dollar stronger against some currencies and weaker against others"
    return f"call the dollar {side}"


def _calls(side: str) -> str:
    return _call(side).replace("call", "calls", 1).replace("see ", "sees ", 1)


def _minority(sides: dict[str, list[str]], main: str) -> str:
    rest = {side: houses for side, houses in sides.items() if houses and side != main}
    if sum(map(len, rest.values())) == 1:
        return f"; {next(iter(rest.values()))[0]} stands alone"
    counts = [f"{numbers.counted(len(houses))} {side}" for side, houses in rest.items()]
    return f", {numbers.listed(counts)}"


def _tags(frame: pl.DataFrame, ink: Tokens) -> dict[str, list[Tag]]:
    """Return tags by side: counted houses first, then those in review and of scenarios."""
    said = votes(frame)
    placed: dict[str, list[Tag]] = {WEAKER: [], STRONGER: [], FLAT: []}
    by_house: dict[tuple[str, str], list[wording.Row]] = {}
    for row in rows_of(frame):
        if row["counted"]:
            by_house.setdefault((row["institution"], said[row["institution"]]), []).append(row)
        elif _is_drawn(row) and row["institution"] not in said:
            by_house.setdefault((row["institution"], f"{row['why_not']}"), []).append(row)
    order = sorted(by_house.items(), key=lambda entry: (not entry[1][0]["counted"], entry[0]))
    for (house, word), rows in order:
        side = word if rows[0]["counted"] else rows[0]["dollar"]
        column = side if side in (WEAKER, STRONGER) else FLAT
        placed[column].append(_tag(house, rows, side=side, ink=ink))
    return placed


def _is_drawn(row: wording.Row) -> bool:
    """Whether a call that is not counted has a place on a side: in review or of a scenario."""
    if not row["dollar"] or row["institution_kind"] == InstitutionKind.COLLECTIVE:
        return False
    is_waiting = row["status"] == Status.REVIEW and row["kind"] == Kind.FORECAST
    return bool(is_waiting or row["kind"] == Kind.SCENARIO)


def _tag(house: str, rows: list[wording.Row], *, side: str, ink: Tokens) -> Tag:
    edge = {WEAKER: ink.weak, STRONGER: ink.strong}.get(side, ink.ink2)
    fill = {WEAKER: ink.weak_tint, STRONGER: ink.strong_tint}.get(side, ink.sunk)
    first = max(rows, key=lambda row: (row["published"] is not None, row["published"]))
    texts = list(dict.fromkeys(call_text(row) for row in rows))
    more = f" and {len(texts) - MOST_TEXTS} more" if len(texts) > MOST_TEXTS else ""
    said = [*texts[: MOST_TEXTS - 1], texts[MOST_TEXTS - 1] + more] if more else texts
    when = numbers.day(first["published"], first["published_precision"])
    state = "" if first["counted"] else f", {counting.note_of(first)}"
    name = house if side in (WEAKER, STRONGER) else f"{house}, {side}"
    return Tag(
        name=name,
        notes=(*said, f"{when}{state}"),
        edge=edge if first["counted"] else ink.mark,
        fill=fill if first["counted"] else "",
        identity=first["forecast_id"],
        hover=_hover(first, side),
        dash="4px,3px" if first["kind"] == Kind.SCENARIO else "solid",
    )


def _hover(row: wording.Row, side: str) -> str:
    when = numbers.day(row["published"], row["published_precision"])
    lines = [f"{row['institution']} · dollar {side}", call_text(row),
             wording.period_label(row["period"]), *wording.quoted(row),
             f"{when}, p. {row['page']}"]  # fmt: skip
    if row.get("realised") is not None:
        lines.append(change_text(row))
    return "\n".join(lines + ([f"not counted: {row['why_not']}"] if row["why_not"] else []))


def _draw_balance(sketch: Sketch, frame: pl.DataFrame, ink: Tokens) -> None:
    said = votes(frame)
    if not said:
        return
    words = list(said.values())
    net = words.count(STRONGER) - words.count(WEAKER)
    block = sketch.block(height=30)
    block.rule(1, colour=ink.rule2)
    block.text("Net balance, stronger minus weaker", side="left", shift=-4, y=17, colour=ink.ink2)
    colour = ink.ink if not net else ink.strong if net > 0 else ink.weak
    block.text(balance_text(said), side="right", shift=4, y=17, anchor="right", colour=colour,
               strong="all")  # fmt: skip


def _apart(frame: pl.DataFrame) -> list[wording.Row]:
    """Return claims of others and rates without a direction, claims first."""
    rows = [
        row
        for row in rows_of(frame)
        if not row["counted"]
        and not _is_drawn(row)
        and (row["why_not"] == ONE_RATE or row["institution_kind"] == InstitutionKind.COLLECTIVE)
    ]
    return sorted(rows, key=lambda row: (row["why_not"] == ONE_RATE, row["institution"]))


def _left_out(frame: pl.DataFrame) -> str:
    """Return a sentence on what is shown and not counted: drawn in outline or listed below."""
    said = votes(frame)
    drawn = [
        row
        for row in rows_of(frame)
        if not row["counted"] and _is_drawn(row) and row["institution"] not in said
    ]
    told = [_told(row) for row in (*drawn, *_apart(frame))]
    return f"Not counted: {wording.listed_some(told)}." if told else ""


def _told(row: wording.Row) -> str:
    said = row["dollar"] or call_text(row)
    return f"{row['institution']} {said} ({row['why_not']})"


def _item(row: wording.Row) -> Item:
    is_claim = row["institution_kind"] == InstitutionKind.COLLECTIVE
    what = f"{call_text(row)}, {wording.period_short(row['period'])}"
    lone = f"{wording.period_short(row['period'])}, {row['why_not']}"
    if row.get("realised") is not None:
        lone = f"{wording.period_short(row['period'])}, {change_text(row)}"
    return Item(
        name=f"{row['institution']}, as reported" if is_claim else row["institution"],
        what=what if row["dollar"] else lone,
        value=row["dollar"] or call_text(row),
        when=numbers.day(row["published"], row["published_precision"]),
        identity=row["forecast_id"],
        hover=_hover(row, row["dollar"] or "without direction"),
    )


DOLLAR = Dollar()
