"""Who moved, who joined: the change of every mean, parted into houses that moved and membership."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.figures.moves_chart import (
    House,
    SplitBar,
    SplitRow,
    draw_houses,
    draw_splits,
    margins,
)
from dashboard.figures.sketch import Sketch
from dashboard.figures.theme import Tokens, tokens
from dashboard.panels import counting, wording
from dashboard.panels.base import Panel, Parameter, PlotlyFigure
from dashboard.panels.before import base_words
from dashboard.panels.comparing_day import why_further, with_usual_since
from dashboard.panels.comparison import hue_of
from dashboard.panels.divergence_frame import columns_of_year, usual_year
from dashboard.panels.moved_frame import (
    JOINED,
    LEFT,
    MOVED,
    UNCHANGED,
    Split,
    focus_of,
    held_of,
    read_moved,
    rows_of,
    split_of,
)
from dashboard.panels.rates_frame import year_of
from dashboard.panels.since import since_of
from dashboard.panels.table_cells import hover_of
from dashboard.panels.table_columns import Column, column_of, lowered_short, question_words
from dashboard.panels.wording import Row
from dashboard.selection import Selection
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DECIMALS: Final = 2  # of means and their changes: figures of one digit move a mean by less
MOST_HOVERED: Final = 8  # houses that the hover of a bar names
STANDING: Final = (
    "A figure stands until the house prints a newer one; choose an age to let old ones lapse."
)


class Moved(Panel):
    """The change of each mean since a day, split."""

    id = "moved"
    title = "Who moved, who joined"
    description = "The change of each mean split into houses that moved and houses that joined."
    section = "Divergence"
    parameters = (
        Parameter("indicators", "Whose means are split.", (), "gdp_growth"),
        Parameter("regions", "Regions whose means are split.", (), "WORLD,US,EA,CN"),
        Parameter("period", "The year; none is this or next, whichever has more figures."),
        Parameter("institutions", "Houses to take the means of; none means all."),
        Parameter("since", "The day that means are compared with; none is three months before."),
        Parameter("age", "Only figures published at most so many months before either day."),
        Parameter("asof", "Only what was published by this day; none means today."),
        Parameter("known", "Only what was recorded by this moment; none means now."),
    )
    defaults = Selection(indicators=(Indicator.GDP_GROWTH,), regions=("WORLD", "US", "EA", "CN"))
    marks = ("moved", "joined", "house", "previous", "new")

    def settled(self, cursor: DuckDBPyConnection, selection: Selection) -> Selection:
        """Return the selection with the year that most figures are for, and a day to compare."""
        dated = selection.at(period=selection.period or usual_year(cursor, selection))
        return with_usual_since(cursor, dated, columns_of_year(dated))

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return the counted figures of both days, one row per house and column."""
        return read_moved(cursor, selection)

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return split bars, and below them the houses of the mean that changed most."""
        ink = tokens(theme)
        rows = [_split_row(frame, column, ink) for column in held_of(frame, selection)]
        left, right = margins(rows, width=width)
        sketch = Sketch(ink, width, left, right, has_halo=selection.theme != "transparent")
        if rows:
            draw_splits(sketch, rows, (*_heads(selection), "change", "n"))
        focus = focus_of(frame, selection)
        if focus:
            title = f"{numbers.sentence(question_words(focus))}, by house"
            suffix = "%" if numbers.unit_name(focus.unit) == "%" else ""
            draw_houses(sketch, title, _houses(frame, focus), suffix=suffix)
        return sketch.figure()

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return how the mean that changed most did so, and by whom."""
        focus = focus_of(frame, selection)
        if focus is None:
            return self.nothing(selection).rstrip(".")
        found = split_of(frame, focus)
        since = numbers.day(_since(selection))
        if found.change is None:
            return _one_day_only(found, column=focus, since=since, asof=numbers.day(selection.asof))
        roles = set(frame["role"])
        if roles <= {UNCHANGED}:
            return f"Nobody moved, joined or left since {since}"
        if abs(found.change) < 10.0**-DECIMALS / 2:
            return f"The mean on {question_words(focus)} stands where it stood on {since}"
        verb = "rose" if found.change > 0 else "fell"
        size = numbers.number(abs(found.change), decimals=DECIMALS)
        start = f"The mean on {question_words(focus)} {verb} by {size}"
        return f"{start}{_by_whom(rows_of(frame, focus), found)}"

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return what is split, since when, and how."""
        defined = []
        for indicator in selection.indicators:
            info = Column(indicator, "", "")
            words = wording.measure_words(info.measure)
            defined.append(f"{lowered_short(info.info)}, {words}")
        return (
            f"Mean of the houses for {year_of(selection)} ({'; '.join(defined)}), change since "
            f"{numbers.day(_since(selection))}{why_further(frame, selection)}. Solid: what those "
            "did who are in both means; hatched: what joining and leaving did. Open ring: figure "
            "then; dot: now; square: new."
        )

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return n before and after, both days, how the split adds up, and the sources."""
        counts = []
        for column in held_of(frame, selection):
            found = split_of(frame, column)
            counts.append(f"{column.where} {found.n_before} to {found.n_now}")
        parts = [
            f"n {', '.join(counts)}." if counts else "n = 0.",
            f"As of {numbers.day(selection.asof)}, compared with {numbers.day(_since(selection))}.",
            "Moved is the change of the mean of the houses counted on both days; moved, joined and "
            "left add up to the change. Steps are rounded separately.",
            STANDING if selection.age is None else "",
            wording.sources(frame.rows(named=True)) if frame.height else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return each mean with its split, in sentences."""
        said = [_spoken(frame, column) for column in held_of(frame, selection)]
        return " ".join(said) or self.nothing(selection)

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per house and column: then, now, change, and what it did."""
        rows = [row for column in held_of(frame, selection) for row in rows_of(frame, column)]
        columns = {
            "forecast_id": [row["forecast_id"] for row in rows],
            "house": [row["institution"] for row in rows],
            "question": [_question(row) for row in rows],
            "before": [_value(row, row["before"]) for row in rows],
            "value": [_value(row, row["now"]) for row in rows],
            "change": [_change(row) for row in rows],
            "role": [row["role"] for row in rows],
            "published": [numbers.day(r["published"], r["published_precision"]) for r in rows],
            "page": [f"p. {row['page']}" for row in rows],
        }
        return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses are counted now."""
        return int(frame.filter(pl.col("now").is_not_null())["institution"].n_unique())

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a selection without a figure."""
        infos = [Column(indicator, "", "").info for indicator in selection.indicators]
        what = numbers.listed(lowered_short(info) for info in infos)
        where = wording.listed_some(wording.region_in_sentence(code) for code in selection.regions)
        return f"No house counts on {what} in {where} for {year_of(selection)}."


def _since(selection: Selection) -> date:
    return since_of(selection, today=selection.asof or date.min)


def _heads(selection: Selection) -> tuple[str, str]:
    """Return both days for the heads of columns, with the years where the dates are alike."""
    days = [numbers.day(day) if day else "" for day in (_since(selection), selection.asof)]
    short = [day.rpartition(" ")[0] for day in days]
    then, now = days if len(set(short)) == 1 else short
    return then, now


def _one_day_only(found: Split, *, column: Column, since: str, asof: str) -> str:
    """Return on which of the two days houses are counted, and on which none is."""
    n = found.n_now or found.n_before
    who, where = numbers.sentence(numbers.counted(n)), question_words(column)
    if found.n_now:
        noun = "house is" if n == 1 else "houses are"
        return f"{who} {noun} counted on {where}, and none was on {since}"
    noun = "house was" if n == 1 else "houses were"
    return f"{who} {noun} counted on {where} on {since}, and none is on {asof}"


def _by_whom(rows: Sequence[Row], found: Split) -> str:
    """Return what moved and membership did, and whether they pull apart."""
    moved = [row for row in rows if row["role"] == MOVED]
    others = [row for row in rows if row["role"] in (JOINED, LEFT)]
    change = found.change or 0.0
    if found.moved is None:
        return ", and no house is in both means"
    if not others:
        return f": {_who(moved)} moved, and nobody joined or left"
    if not moved:
        return f", though nobody moved: {_membership(rows)}"
    rising = sum(row["now"] > row["before"] for row in moved)
    against = rising == 0 if change > 0 else rising == len(moved)
    if against:
        way = "down" if change > 0 else "up"
        who = "the one house" if len(moved) == 1 else f"all {numbers.counted(len(moved))} houses"
        who = "both houses" if len(moved) == 2 else who
        return f" although {who} that moved went {way}"
    parts = numbers.signed(found.moved, decimals=DECIMALS), numbers.signed(
        found.membership or 0.0, decimals=DECIMALS
    )  # fmt: skip
    return f": {parts[0]} from {_who(moved)} that moved, {parts[1]} because {_membership(rows)}"


def _who(rows: Sequence[Row]) -> str:
    return rows[0]["institution"] if len(rows) == 1 else f"{numbers.counted(len(rows))} houses"


def _membership(rows: Sequence[Row]) -> str:
    parts = []
    for role in (JOINED, LEFT):
        held = [row for row in rows if row["role"] == role]
        if held:
            parts.append(f"{_who(held)} {role}")
    return numbers.listed(parts)


def _split_row(frame: pl.DataFrame, column: Column, ink: Tokens) -> SplitRow:
    found, rows = split_of(frame, column), rows_of(frame, column)
    indicator = "" if column.indicator == Indicator.GDP_GROWTH else lowered_short(column.info)
    name = column.where if not indicator else f"{column.where}, {indicator}"
    change = "new" if not found.n_before else "gone" if not found.n_now else _signed(found.change)
    return SplitRow(
        name=name,
        hue=hue_of(column.region, ink),
        moved=_bar(rows, (MOVED,), found.moved, none="nobody moved"),
        joined=_bar(rows, (JOINED, LEFT), found.membership, none="nobody joined or left"),
        before=_mean(found.mean_before),
        columns=(_mean(found.mean_now), change, f"{found.n_before} to {found.n_now}"),
    )


def _bar(rows: Sequence[Row], roles: Sequence[str], value: float | None, *, none: str) -> SplitBar:
    mine = [row for row in rows if row["role"] in roles]
    if not mine:
        return SplitBar(None, none, ("", ""))
    words = numbers.listed([role for role in roles if any(row["role"] == role for row in mine)])
    far = max(mine, key=_weight)
    if value is None:
        return SplitBar(None, f"{len(mine)} {words}", ("", ""))
    shown = [f"{row['institution']}: {_steps(row)}" for row in mine[:MOST_HOVERED]]
    rest = len(mine) - len(shown)
    lines = [f"{_signed(value)} {words}", *shown, *([f"and {rest} more"] if rest else [])]
    return SplitBar(value, f"{_signed(value)} {words}", (far["forecast_id"], "\n".join(lines)))


def _weight(row: Row) -> float:
    """Return how far a house moved; of one that joined or left, its figure."""
    if row["now"] is None or row["before"] is None:
        return abs(float(row["mid"] or 0.0))
    return abs(float(row["now"] - row["before"]))


def _houses(frame: pl.DataFrame, column: Column) -> list[House]:
    found = []
    for row in rows_of(frame, column):
        hover = f"{hover_of(row)}\n{row['role']}: {_steps(row)}"
        door = (row["forecast_id"], hover)
        then = f"{row['institution']}\nthen {_value(row, row['before'])}, {_base_of(row)}"
        before = (row["before_id"], then)
        label = f"{row['institution']} {_steps(row)}"
        group = numbers.sentence(row["role"])
        found.append(House(group, label, row["before"], row["now"], door, before))
    return found


def _base_of(row: Row) -> str:
    day, precision = row["before_published"], row["before_precision"]
    return base_words(day, precision, printed=row["is_printed"])


def _steps(row: Row) -> str:
    """Return what a house said then and says now: "2.5 to 2.3", "3.1"."""
    then, now = _value(row, row["before"]), _value(row, row["now"])
    if row["role"] == MOVED:
        return f"{then} to {now}"
    return then if row["role"] == LEFT else now


def _value(row: Row, value: float | None) -> str:
    if value is None:
        return numbers.NO_VALUE
    return numbers.number(value, decimals=counting.decimals_of(row["indicator"]))


def _change(row: Row) -> str:
    if row["before"] is None or row["now"] is None:
        return numbers.NO_VALUE
    change = round(row["now"] - row["before"], 6)
    return numbers.signed(change, decimals=counting.decimals_of(row["indicator"]))


def _question(row: Row) -> str:
    return numbers.sentence(question_words(column_of(row["column"])))


def _mean(value: float | None) -> str:
    return numbers.NO_VALUE if value is None else numbers.number(value, decimals=DECIMALS)


def _signed(value: float | None) -> str:
    if value is None:
        return numbers.NO_VALUE
    return numbers.signed(round(value, DECIMALS), decimals=DECIMALS)


def _spoken(frame: pl.DataFrame, column: Column) -> str:
    found = split_of(frame, column)
    roles = {row["role"] for row in rows_of(frame, column)}
    topic = numbers.sentence(question_words(column))
    n = f"n {found.n_before} to {found.n_now}"
    if found.change is None:
        return f"{topic}: no mean to compare, {n}."
    steps = f"mean {_mean(found.mean_before)} to {_mean(found.mean_now)}"
    if found.moved is None:
        return f"{topic}: {steps}, no house in both, {n}."
    moved = f"{_signed(found.moved)} by houses that moved" if MOVED in roles else "nobody moved"
    others = "nobody joined or left"
    if {JOINED, LEFT} & roles:
        others = f"{_signed(found.membership)} by joining and leaving"
    return f"{topic}: {steps}, {moved}, {others}, {n}."


MOVED_PANEL: Final = Moved()
