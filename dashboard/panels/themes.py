"""Themes: what the houses name as the themes of the year, theme by house, with the sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.figures.stamps import Line, Matrix, Stamp, matrix_figure
from dashboard.panels import wording
from dashboard.panels.base import Panel, Parameter, PlotlyFigure
from dashboard.panels.once import rows_of
from dashboard.panels.stances_frame import OLD
from dashboard.panels.themes_frame import (
    DENIED,
    NAMED,
    PASSING,
    REPEATED,
    REPEATS,
    ThemeLine,
    houses_of,
    lines_of,
    read_themes,
)
from dashboard.selection import Selection
from warehouse import queries
from warehouse.vocabulary import ThemeWeight

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_SPOKEN: Final = 12  # themes that the words go through
MOST_TOLD: Final = 2  # themes that the finding names
STAMPS: Final = {  # strength -> symbol, size
    NAMED: ("circle", 15.0),
    REPEATED: ("circle", 9.0),
    PASSING: ("circle", 4.0),
    DENIED: ("x-thin", 9.0),
}
KEY: Final = (
    (NAMED, "in a heading, called a theme, or one of three listed"),
    (REPEATED, f"{REPEATS} mentions or more"),
    (PASSING, "in passing, not counted"),
    (DENIED, "denied"),
)
PROPER: Final = ("Japan", "China", "Europe")  # names that themes begin with
WEIGHTS: Final = {
    ThemeWeight.HEADING: "named in a heading",
    ThemeWeight.NAMED: "named as a theme",
    ThemeWeight.MENTIONED: "mentioned",
    ThemeWeight.DENIED: "denied",
}


class Themes(Panel):
    """Which house names which theme, and how strongly."""

    id = "themes"
    title = "Themes"
    description = "What the houses name as the themes of the year, with the sentences."
    section = "Positions"
    parameters = (
        Parameter("institutions", "Houses to show; none means all."),
        Parameter("age", "Only reports published at most so many months before the as-of day."),
        Parameter("asof", "Only what was published by this day; none means today."),
        Parameter("known", "Only what was recorded by this moment; none means now."),
    )
    defaults = Selection()
    marks = ("theme",)
    is_wide = True

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return what each house's newest report says of each theme."""
        return read_themes(cursor, selection)

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return themes in groups by houses, with how many houses name each at the right."""
        has_halo = selection.theme != "transparent"
        matrix = _matrix(lines_of(frame))
        return matrix_figure(matrix, theme=theme, width=width, has_halo=has_halo)

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return the themes that most houses name."""
        n = self.count(frame)
        ranked = sorted(lines_of(frame), key=lambda line: (-len(line.naming), line.label))
        told = [line for line in ranked if line.naming][:MOST_TOLD]
        if not told:
            return self.nothing(selection).rstrip(".")
        first, *rest = told
        if n == 1:
            return f"{first.naming[0]} alone names themes, {_lowered(first.label)} above all"
        if len(first.naming) == 1:
            who = numbers.sentence(numbers.counted(n))
            return f"{who} houses name themes, and no two of them the same"
        start = f"{numbers.counted(len(first.naming))} of {numbers.counted(n)} houses name"
        rest = [line for line in rest if len(line.naming) > 1]
        after = [f"{numbers.counted(len(line.naming))} {_lowered(line.label)}" for line in rest]
        return numbers.sentence(", ".join([f"{start} {_lowered(first.label)}", *after]))

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return what counts as naming a theme."""
        return (
            "Phrases of a list of themes in each house’s newest report. A theme is named where a "
            "heading holds it, where the sentence calls it a theme or lists it with two others, "
            f"or where the report mentions it {REPEATS} times or more."
        )

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return n, as-of, what is shown and not counted, which reports lack it, the sources."""
        rows = rows_of(frame)
        old = sum(row["why_not"] == OLD for line in lines_of(frame) for row in line.cells.values())
        parts = [
            wording.counted_of(self.count(frame), of=frame["institution"].n_unique()),
            f"As of {numbers.day(selection.asof)}.",
            f"Grey, not counted: {old} {OLD}." if old else "",
            "Words are matched, not weighed: a mention is no judgement.",
            _unread(rows[0]["unread"]) if rows else "",
            wording.sources(rows) if rows else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return the themes that most houses name, with the houses."""
        ranked = sorted(lines_of(frame), key=lambda line: (-len(line.naming), line.label))
        said = [
            f"{line.label}: {wording.listed_some(line.naming)}" for line in ranked if line.naming
        ]
        if not said:
            return self.nothing(selection)
        more = len(said) - MOST_SPOKEN
        rest = f" And {numbers.plural(more, 'theme')} more." if more > 0 else ""
        return f"{'. '.join(said[:MOST_SPOKEN])}.{rest}"

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per kept sentence, as text."""
        rows = rows_of(frame)
        columns = {
            "forecast_id": [row["forecast_id"] for row in rows],
            "house": [row["institution"] for row in rows],
            "theme": [row["theme_name"] or row["theme"] for row in rows],
            "said": [WEIGHTS[ThemeWeight(row["weight"])] for row in rows],
            "mentions": [str(row["mentions"]) for row in rows],
            "quote": [row["quote"] for row in rows],
            "published": [_when(row) for row in rows],
            "page": [f"p. {row['page']}" for row in rows],
            "counted": ["yes" if row["counted"] else f"no: {row['why_not']}" for row in rows],
        }
        return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses name a theme."""
        return frame.filter(pl.col("counted"))["institution"].n_unique() if frame.height else 0

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a selection without a theme."""
        return "No house names a theme of the list."

    def empty(
        self, cursor: DuckDBPyConnection, frame: pl.DataFrame, selection: Selection
    ) -> str | None:
        """Return why nothing can be drawn and what to do, reports to read again among it."""
        why = super().empty(cursor, frame, selection)
        if why is None:
            return None
        asof, known = selection.asof, selection.known
        unread = _unread(queries.reports_without_themes(cursor, asof=asof, known=known))
        return f"{why} {unread}".rstrip()


def weight_words(row: wording.Row) -> str:
    """Return how a report speaks of a theme: "named in a heading on p. 3, 14 mentions"."""
    said = f"{WEIGHTS[ThemeWeight(row['weight'])]} on p. {row['page']}"
    if not row["mentions"]:
        return said
    return f"{said}, {numbers.plural(row['mentions'], 'mention')}"


def _unread(n: int) -> str:
    if not n:
        return ""
    which = "1 report was" if n == 1 else f"{n:,} reports were"
    again = "it" if n == 1 else "them"
    return f"{which} read before themes were looked for; read {again} again to see theirs."


def _matrix(lines: Sequence[ThemeLine]) -> Matrix:
    houses = houses_of(lines)
    places = {house: i for i, house in enumerate(houses)}
    groups: dict[str, list[Line]] = {}
    for line in lines:
        cells: dict[int, tuple[Stamp, ...]] = {
            places[house]: (_stamp(row),) for house, row in line.cells.items()
        }
        groups.setdefault(line.group, []).append(Line(line.label, _naming(line), cells))
    return Matrix(
        columns=tuple(houses),
        groups=tuple((title, tuple(held)) for title, held in groups.items()),
        key=tuple((Stamp(*STAMPS[strength], 0.0, ""), words) for strength, words in KEY),
        note_head="named by",
    )


def _naming(line: ThemeLine) -> str:
    """Return how many houses name a theme, the one house by name: "4 houses", "BlackRock alone"."""
    n = len(line.naming)
    if n == 1:
        return f"{line.naming[0]} alone"
    return numbers.plural(n, "house") if n else "in passing"


def _stamp(row: wording.Row) -> Stamp:
    glyph, size = STAMPS[row["strength"]]
    text = str(row["mentions"]) if row["mentions"] else ""
    door = (row["forecast_id"], _hover(row))
    return Stamp(glyph, size, 0.0, text, is_grey=row["why_not"] == OLD, door=door)


def _hover(row: wording.Row) -> str:
    lines = [
        f"{row['institution']} · {row['theme_name']}",
        weight_words(row),
        *wording.quoted(row),
        f"{_when(row)}, p. {row['page']}",
    ]
    if not row["counted"]:
        lines.append(f"not counted: {row['why_not']}")
    return "\n".join(lines)


def _when(row: wording.Row) -> str:
    return numbers.day(row["published"], row["published_precision"])


def _lowered(label: str) -> str:
    """Return a label as inside a sentence; initials keep their capitals."""
    second = label[1:2]
    keeps = second.isupper() or not second.isalpha()
    return label if keeps or label.startswith(PROPER) else (label[:1].lower() + label[1:])


THEMES = Themes()
