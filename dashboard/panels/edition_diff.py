"""Edition diff: what a house changed between two of its reports, figure by figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.figures.moves_chart import House, draw_houses
from dashboard.figures.sketch import Sketch
from dashboard.figures.theme import tokens
from dashboard.panels import counting, wording
from dashboard.panels.base import Panel, Parameter, PlotlyFigure
from dashboard.panels.before import PRINTED_WORDS
from dashboard.panels.edition_frame import (
    CHANGED,
    NEW,
    NOT_AGAIN,
    ROLES,
    UNCHANGED,
    VANISHED,
    before_of,
    claim,
    counts,
    edition_code,
    find_compared,
    house_of,
    is_folded,
    ordered,
    printed_words,
    read_diff,
    role_words,
    settled_code,
    usual_house,
    value_of,
)
from dashboard.panels.once import rows_of
from dashboard.panels.wording import Row
from dashboard.selection import Selection
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

MOST_DRAWN: Final = 40  # figures; the table has them all
MOST_SPOKEN: Final = 6
SHORTER: Final = 0.75  # of the earlier pages; the same publication varies by a few
GROUPS_PX: Final = {"wide": 112.0, "medium": 112.0, "narrow": 4.0}  # px for the names of groups
FOLDED_PX: Final = 34.0  # px of the line that stands for what is folded


class EditionDiff(Panel):
    """Two reports of one house, set against each other."""

    id = "edition-diff"
    title = "Edition diff"
    description = "What a house changed, added and dropped between two of its reports."
    section = "Houses"
    single = ("institutions",)
    parameters = (
        Parameter("institutions", "The house; of several the first. None picks one."),
        Parameter("edition", "The later report, by its fingerprint; none is the newest."),
        Parameter("against", "The earlier one; none is the one before of the same series."),
        Parameter("asof", "Only what was published by this day; none means today."),
        Parameter("known", "Only what was recorded by this moment; none means now."),
    )
    defaults = Selection()
    marks = ("house", "previous", "new")

    def settled(self, cursor: DuckDBPyConnection, selection: Selection) -> Selection:
        """Return the selection with one house, by its usual name, and the editions compared."""
        house = house_of(selection) or usual_house(cursor, selection)
        chosen = selection.at(institutions=(house,) if house else ())
        found = find_compared(cursor, chosen)
        return chosen.at(
            edition=settled_code(chosen.edition, found.newer),
            against=settled_code(chosen.against, found.older),
        )

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return the figures of both reports, one row per figure of either."""
        return read_diff(cursor, selection, find_compared(cursor, selection))

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return a block per unit: a ring for the earlier figure, a dot for the later one."""
        ink = tokens(theme)
        sketch = Sketch(ink, width, GROUPS_PX[width], 6.0,
                        has_halo=selection.theme != "transparent")  # fmt: skip
        drawn = _drawable(frame)[:MOST_DRAWN]
        for unit in dict.fromkeys(row["unit"] for row in drawn):
            rows = [row for row in drawn if row["unit"] == unit]
            name = numbers.unit_name(unit)
            title = {"%": "In percent"}.get(name, f"In {name}")
            draw_houses(sketch, title, [_mark(row) for row in rows],
                        suffix="%" if name == "%" else "")  # fmt: skip
        if is_folded(frame):
            _draw_folded(sketch, counts(frame)[VANISHED])
        return sketch.figure()

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return how many figures changed, and the one that moved most."""
        house = house_of(selection)
        if frame.is_empty():
            return self.nothing(selection).rstrip(".")
        held = counts(frame)
        both = held[CHANGED] + held[UNCHANGED]
        if not both:
            return f"{house}’s two reports share no figure: {_counted(held)}"
        if not held[CHANGED]:
            only = "the one figure" if both == 1 else f"none of the {both} figures"
            return f"{house} changed {'not ' if both == 1 else ''}{only} that both editions hold"
        first = ordered(frame)[0]
        most = "; most: " if held[CHANGED] > 1 else ": "
        return (
            f"{house} changed {held[CHANGED]} of {numbers.plural(both, 'figure')} that both "
            f"editions hold{most}{claim(first)}, from {value_of(before_of(first))} to "
            f"{value_of(first)}"
        )

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return which reports are compared and how to read the marks."""
        if frame.is_empty():
            return "Two reports of one house, figure by figure."
        row = frame.row(0, named=True)
        now = numbers.day(row["published"], row["published_precision"])
        then = numbers.day(row["before_published"], row["before_precision"])
        return (
            f"“{row['report_title']}”, {now}, against “{row['before_title']}”, {then}. Only "
            "figures with the same definition, period and unit are set against each other. Open "
            "ring: earlier; dot: later; square: new; a dot or square that awaits review is hollow."
        )

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return the counts, what could not be drawn, what waits for review, and the sources."""
        rows = rows_of(frame)
        held = counts(frame)
        drawable = _drawable(frame)
        over = sum(row["role"] == VANISHED and row["is_over"] for row in rows)
        review = sum(Status.REVIEW in (row["status"], row["before_status"]) for row in rows)
        parts = [
            f"n = {numbers.plural(len(rows), 'figure')}: {_counted(held)}.",
            f"As of {numbers.day(selection.asof)}.",
            f"Of those not printed again, {over} had a period that was over." if over else "",
            f"Drawn: {MOST_DRAWN} of {len(drawable)}; the table has all."
            if len(drawable) > MOST_DRAWN
            else "",
            f"{numbers.plural(review, 'figure')} {'waits' if review == 1 else 'wait'} for review "
            "in one edition or both."
            if review
            else "",
            _told_words(rows),
            _lengths(rows[0]) if rows else "",
            _shorter_words(rows[0]) if held[VANISHED] else "",
            "Sources: 2 reports." if rows else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return the changes one by one, largest first."""
        changed = [row for row in ordered(frame) if row["role"] == CHANGED]
        said = [
            f"{claim(row)} from {value_of(before_of(row))} to {value_of(row)}"
            for row in changed[:MOST_SPOKEN]
        ]
        more = len(changed) - len(said)
        rest = f"; and {more} more" if more else ""
        told = f" Changed: {'; '.join(said)}{rest}." if said else ""
        tail = f" {numbers.sentence(_counted(counts(frame)))}." if frame.height else ""
        return f"{self.finding(frame, selection)}.{told}{tail}"

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per figure as text: before, now, change, and what became of it."""
        rows = ordered(frame)
        columns = {
            "forecast_id": [row["forecast_id"] or row["before_id"] for row in rows],
            "indicator": [indicator_info()[Indicator(row["indicator"])].short for row in rows],
            "region": [wording.region_name(row["region"]) for row in rows],
            "period": [wording.period_label(row["period"]) for row in rows],
            "measure": [wording.measure_words(row["measure"]) for row in rows],
            "before": [value_of(before_of(row)) for row in rows],
            "value": [value_of(row) for row in rows],
            "change": [change_of(row) for row in rows],
            "role": [role_of(row) for row in rows],
            "page": [f"p. {row['page'] or row['before_page']}" for row in rows],
        }
        return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses are counted: one, where there is anything to compare."""
        return int(frame.height > 0)

    def empty(
        self, cursor: DuckDBPyConnection, frame: pl.DataFrame, selection: Selection
    ) -> str | None:
        """Return why there is nothing to compare and what to do, or None where there is."""
        if _drawable(frame) or is_folded(frame):
            return None
        if frame.height:
            return "These reports share directions without numbers only; the table has them."
        house = house_of(selection)
        if not house:
            return super().empty(cursor, frame, selection)
        found = find_compared(cursor, selection)
        one = f" The newest is of {numbers.day(found.newer['published'])}." if found.newer else ""
        return f"{house}: {found.why}{one} An older one can be added on the upload page."

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a house without two reports."""
        house = house_of(selection)
        return f"{house} has no two editions to compare." if house else "No house is on record."


def change_of(row: Row) -> str:
    """Return the change of a figure with its sign; "–" where it is new, gone or the same."""
    if row["role"] != CHANGED or row["change"] is None:
        return numbers.NO_VALUE
    decimals = counting.decimals_of(row["indicator"])
    return numbers.signed(round(row["change"], 6), decimals=decimals)


def role_of(row: Row) -> str:
    """Return what became of a figure, in words."""
    over = row["role"] == VANISHED and row["is_over"]
    return f"{NOT_AGAIN}, its period is over" if over else role_words(row["role"])


def _told_words(rows: Sequence[Row]) -> str:
    """Return which figures are compared with a printed one, not the older report's; else blank."""
    told = [f"{claim(row)} from {value_of(before_of(row))}" for row in rows if row["is_printed"]]
    return f"Against {PRINTED_WORDS}: {wording.listed_some(told)}." if told else ""


def _lengths(row: Row) -> str:
    """Return how long both reports are, which tells what a figure that is gone may mean."""
    older = numbers.plural(row["before_page_count"], "page")
    newer = numbers.plural(row["page_count"], "page")
    return (
        f"Earlier: {older}, {numbers.plural(row['before_edition_figures'], 'figure')}; "
        f"later: {newer}, {numbers.plural(row['edition_figures'], 'figure')}."
    )


def _shorter_words(row: Row) -> str:
    if row["page_count"] > SHORTER * row["before_page_count"]:
        return ""
    return "The later document is the shorter one: what it leaves out need not be dropped."


def _counted(held: dict[str, int]) -> str:
    return numbers.listed(f"{held[role]} {role_words(role)}" for role in ROLES)


def _drawable(frame: pl.DataFrame) -> list[Row]:
    """Return the figures that have a place on a scale, without those that are folded."""
    folds = is_folded(frame)
    return [
        row
        for row in ordered(frame)
        if _can_be_drawn(row) and not (folds and row["role"] == VANISHED)
    ]


def _draw_folded(sketch: Sketch, n: int) -> None:
    block = sketch.block(height=FOLDED_PX)
    block.rule(1, colour=sketch.tokens.rule2)
    words = f"{numbers.sentence(NOT_AGAIN)}: {numbers.plural(n, 'figure')}, listed in the table"
    block.text(words, side="left", shift=-sketch.left, y=FOLDED_PX / 2,
               colour=sketch.tokens.ink2)  # fmt: skip


def _can_be_drawn(row: Row) -> bool:
    return row["unit"] is not None and (row["mid"] is not None or row["before_mid"] is not None)


def _mark(row: Row) -> House:
    words = {CHANGED: f"{value_of(before_of(row))} to {value_of(row)}", NEW: value_of(row)}
    before = "" if row["role"] == UNCHANGED else before_of(row)["forecast_id"] or ""
    waits = _waiting_words(row)
    label = words.get(row["role"], value_of(row if row["forecast_id"] else before_of(row)))
    return House(
        group=numbers.sentence(role_words(row["role"])),
        label=f"{numbers.sentence(claim(row))}: {label}{waits}",
        before=row["before_mid"],
        now=row["mid"],
        door=(row["forecast_id"] or "", _hover(row)),
        before_door=(before, _hover(before_of(row) if before else row, is_older=True)),
        is_waiting=row["status"] == Status.REVIEW,
    )


def _waiting_words(row: Row) -> str:
    """Return which of two figures waits for a person; the mark of the later one is hollow."""
    both = [row["status"] == Status.REVIEW, row["before_status"] == Status.REVIEW]
    if all(both):
        return " (both in review)"
    if both[1] and row["forecast_id"]:
        return " (earlier one in review)"
    return " (in review)" if any(both) else ""


def _hover(row: Row, *, is_older: bool = False) -> str:
    is_older = is_older and not row["is_printed"]
    day, precision = ("before_published", "before_precision") if is_older else (
        "published", "published_precision")  # fmt: skip
    quote = " ".join((row["quote"] or "").split())
    lines = [
        claim(row),
        f"{value_of(row)}, {wording.measure_words(row['measure'])}",
        f"“{quote[:110]}{'…' if len(quote) > 110 else ''}”" if quote else "",
        f"{numbers.day(row[day], row[precision])}, p. {row['page']}",
        f"against {printed_words(row)}" if row["is_printed"] else "",
    ]
    return "\n".join(line for line in lines if line)


__all__ = ["EDITION_DIFF", "EditionDiff", "change_of", "edition_code", "role_of"]

EDITION_DIFF: Final = EditionDiff()
