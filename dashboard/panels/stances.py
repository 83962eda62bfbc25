"""Allocation stances: assets by houses, overweight to underweight, with the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import numbers
from dashboard.figures.stamps import Line, Matrix, Stamp, matrix_figure
from dashboard.panels import wording
from dashboard.panels.base import Panel, Parameter, PlotlyFigure
from dashboard.panels.once import rows_of
from dashboard.panels.stances_frame import (
    OLD,
    SIDES,
    WAITING,
    AssetLine,
    houses_of,
    lines_of,
    read_stances,
)
from dashboard.selection import Selection

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_HOUSES: Final = 48  # columns: two blocks of a wide page; more are read in the table
MOST_SPOKEN: Final = 12  # assets that the words go through
GLYPHS: Final = {  # step -> symbol, size, climb, letters
    2: ("triangle-up", 15.0, 2.0, "OW"),
    1: ("triangle-up", 8.0, 1.0, "+"),
    0: ("line-ew", 11.0, 0.0, "N"),
    -1: ("triangle-down", 8.0, -1.0, "−"),
    -2: ("triangle-down", 15.0, -2.0, "UW"),
}
PLACES: Final = ("German", "Japanese")
KEY: Final = (
    (2, "overweight"),
    (1, "positive, adding, as a hedge"),
    (0, "neutral"),
    (-1, "cautious, negative, reducing"),
    (-2, "underweight"),
)


class Stances(Panel):
    """Which way each house leans on each asset."""

    id = "stances"
    title = "Allocation stances"
    description = "Assets by houses, overweight to underweight, with the words of each stance."
    section = "Positions"
    parameters = (
        Parameter("institutions", "Houses to show; none means all."),
        Parameter("age", "Only stances published at most so many months before the as-of day."),
        Parameter("asof", "Only what was published by this day; none means today."),
        Parameter("known", "Only what was recorded by this moment; none means now."),
    )
    defaults = Selection()
    marks = ("stance", "review", "balance")
    is_wide = True

    def query(self, cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
        """Return what each house's newest report says on each asset."""
        return read_stances(cursor, selection)

    def figure(
        self, frame: pl.DataFrame, selection: Selection, theme: str, *, width: str = "wide"
    ) -> PlotlyFigure:
        """Return assets in groups by houses, with the balance at the right."""
        has_halo = selection.theme != "transparent"
        matrix = _matrix(lines_of(frame))
        return matrix_figure(matrix, theme=theme, width=width, has_halo=has_halo)

    def finding(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return the asset that houses split on most evenly, who is alone, or the widest accord."""
        lines = lines_of(frame)
        if not lines:
            return self.nothing(selection).rstrip(".")
        parts = [said for said in (_split(lines), _alone(lines), _accord(lines)) if said]
        if parts:
            return numbers.sentence("; ".join(parts[:2]))
        n = self.count(frame)
        houses = numbers.plural(n, "house")
        return f"{houses} counted on {numbers.plural(len(lines), 'asset')}, each on its own"

    def subtitle(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return what the marks mean."""
        return (
            "What each house’s newest report says of an asset. Weights against a benchmark and "
            "preferences stand at the ends; views and moves without a weight stand one step in. "
            "Currencies stand on the dollar panel." + _not_drawn(frame["institution"].n_unique())
        )

    def footer(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return n, as-of, what is shown and not counted, and the sources."""
        rows = rows_of(frame)
        both = [line.label for line in lines_of(frame) if _is_both(line)]
        parts = [
            wording.counted_of(self.count(frame), of=frame["institution"].n_unique()),
            f"As of {numbers.day(selection.asof)}.",
            _left_out(rows, WAITING, "hollow"),
            _left_out(rows, OLD, "grey"),
            f"Said both ways in one report: {wording.listed_some(both)}." if both else "",
            "Balance: houses over, neutral, under; a house that says both is in none.",
            wording.sources(rows) if rows else "",
        ]
        return " ".join(part for part in parts if part)

    def summary(self, frame: pl.DataFrame, selection: Selection) -> str:
        """Return the balance of the assets that most houses speak of, with who says what."""
        lines = sorted(lines_of(frame), key=lambda line: (-len(line.votes), line.label))
        said = [f"{line.label}: {_sides(line)}" for line in lines if line.votes]
        if not said:
            return self.nothing(selection) if not lines else "No stance is counted."
        more = len(said) - MOST_SPOKEN
        rest = f" And {numbers.plural(more, 'asset')} more." if more > 0 else ""
        return f"{'. '.join(said[:MOST_SPOKEN])}.{rest}"

    def table(self, frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
        """Return one row per stance in the order of the picture, as text."""
        rows = [row for line in lines_of(frame) for row in _listed(frame, line)]
        columns = {
            "forecast_id": [row["forecast_id"] for row in rows],
            "house": [row["institution"] for row in rows],
            "asset": [row["label"] for row in rows],
            "group": [row["grouping"] for row in rows],
            "leaning": [row["tilt"] for row in rows],
            "changed": [row["change"] or "" for row in rows],
            "quote": [row["quotes"] for row in rows],
            "published": [_when(row) for row in rows],
            "page": [pages_words(row["pages"]) for row in rows],
            "counted": ["yes" if row["counted"] else f"no: {row['why_not']}" for row in rows],
        }
        return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))

    def count(self, frame: pl.DataFrame) -> int:
        """Return how many houses have a counted stance."""
        return frame.filter(pl.col("counted"))["institution"].n_unique() if frame.height else 0

    def nothing(self, selection: Selection) -> str:
        """Return the sentence for a selection without a stance."""
        return "No house says which way it leans on an asset."


def _matrix(lines: Sequence[AssetLine]) -> Matrix:
    houses = houses_of(lines)[:MOST_HOUSES]
    places = {house: i for i, house in enumerate(houses)}
    groups: dict[str, list[Line]] = {}
    for line in lines:
        cells = {
            places[house]: tuple(_stamp(row, line) for row in rows)
            for house, rows in line.cells.items()
            if house in places
        }
        note = "{} · {} · {}".format(*line.balance) if line.votes else "none counted"
        groups.setdefault(line.group, []).append(Line(line.label, note, cells))
    return Matrix(
        columns=tuple(houses),
        groups=tuple((title, tuple(held)) for title, held in groups.items()),
        key=(
            *((Stamp(*GLYPHS[step]), words) for step, words in KEY),
            (Stamp("circle-open", 10.0, 0.0, "", is_hollow=True), "outline alone: awaiting review"),
        ),
        note_head="over · neutral · under",
    )


def _not_drawn(houses: int) -> str:
    """Return a sentence on the houses that have no column; blank for none."""
    if houses <= MOST_HOUSES:
        return ""
    return (
        f" Columns: the {MOST_HOUSES} houses that say most; the table has all {houses:,}, and the "
        "balance counts them."
    )


def _stamp(row: wording.Row, line: AssetLine) -> Stamp:
    glyph, size, climb, letters = GLYPHS[row["step"]]
    return Stamp(
        glyph, size, climb, letters,
        is_hollow=row["why_not"] == WAITING,
        is_grey=row["why_not"] == OLD,
        door=(row["forecast_id"], _hover(row, line)),
    )  # fmt: skip


def _hover(row: wording.Row, line: AssetLine) -> str:
    about = f"{row['tilt']}{', ' + row['change'] if row['change'] else ''}"
    pages = pages_words([row["page"], *row.get("also", ())])
    lines = [f"{row['institution']} · {row['label']}", about, *wording.quoted(row),
             f"{_when(row)}, {pages}"]  # fmt: skip
    if row["institution"] in line.alone:
        lines.append(f"on its own: {_sides(line)}")
    if not row["counted"]:
        lines.append(f"not counted: {row['why_not']}")
    return "\n".join(lines)


def _when(row: wording.Row) -> str:
    return numbers.day(row["published"], row["published_precision"])


def _listed(frame: pl.DataFrame, line: AssetLine) -> list[wording.Row]:
    """Return every row on an asset, over before under, not only the strongest of each side.

    What a house says twice with the same word is one row with the pages and words of both.
    """
    rows = frame.filter(pl.col("key") == line.key).rows(named=True)
    ranked = sorted(rows, key=lambda row: (not row["counted"], -row["step"], row["institution"]))
    held: dict[tuple[str, ...], list[wording.Row]] = {}
    for row in ranked:
        held.setdefault((row["institution"], row["tilt"], row["change"] or ""), []).append(row)
    return [
        {**said[0], "pages": [row["page"] for row in said], "quotes": _quotes(said)}
        for said in held.values()
    ]


def _quotes(said: Sequence[wording.Row]) -> str:
    """Return the words as printed, of several places each with its page."""
    if len(said) == 1:
        return str(said[0]["quote"])
    return " ".join(f"“{row['quote']}” (p. {row['page']})" for row in said)


def pages_words(pages: Sequence[int]) -> str:
    """Return pages in words: "p. 2", "p. 2 and p. 8"."""
    return numbers.listed(f"p. {page}" for page in dict.fromkeys(pages))


def _sides(line: AssetLine) -> str:
    """Return who leans which way: "HSBC and UBS over; Invesco under"."""
    parts = []
    for side in (1, 0, -1):
        houses = [house for house, said in line.votes.items() if said == side]
        if houses:
            parts.append(f"{wording.listed_some(houses)} {SIDES[side]}")
    return "; ".join(parts)


def _split(lines: Sequence[AssetLine]) -> str:
    """Return the asset with most houses on both sides, blank where none is split."""
    torn = [line for line in lines if line.balance[0] and line.balance[2] and not line.alone]
    if not torn:
        return ""
    most = max(torn, key=lambda line: (min(line.balance[0], line.balance[2]), len(line.votes)))
    over, neutral, under = most.balance
    middle = f", {neutral} neutral" if neutral else ""
    return f"houses split on {_lowered(most.label)}, {over} over{middle} and {under} under"


def _alone(lines: Sequence[AssetLine]) -> str:
    """Return who is on its own against most others, blank where nobody is."""
    found = [line for line in lines if line.alone]
    if not found:
        return ""
    most = max(found, key=lambda line: len(line.votes))
    house = most.alone[0]
    way = {1: "over", 0: "neutral", -1: "under"}[most.votes[house]]
    others = numbers.counted(len(most.votes) - 1)
    return f"{house} stands alone on {_lowered(most.label)}, {way} against {others}"


def _accord(lines: Sequence[AssetLine]) -> str:
    """Return the asset that most houses lean on the same way, blank where fewer than two do."""
    same = [line for line in lines if len(set(line.votes.values())) == 1 and len(line.votes) > 1]
    if not same:
        return ""
    shared = [line for line in lines if len(line.votes) > 1]
    if len(shared) == len(same) > 1:
        several = numbers.counted(len(same))
        return (
            f"nobody leans against another on the {several} assets that two houses or more speak of"
        )
    most = max(same, key=lambda line: len(line.votes))
    side = next(iter(most.votes.values()))
    n = len(most.votes)
    who = "both houses" if n == len(("one", "other")) else f"all {numbers.counted(n)} houses"
    return f"{who} that speak of {_lowered(most.label)} are {SIDES[side]}"


def _lowered(label: str) -> str:
    """Return a label as inside a sentence: initials and names of places keep their capitals."""
    first = label.split()[0].split(",")[0]
    keeps = first.isupper() or any(letter.isupper() for letter in first[1:]) or first in PLACES
    return label if keeps else label[:1].lower() + label[1:]


def _is_both(line: AssetLine) -> bool:
    return any(len({row["step"] > 0 for row in rows}) > 1 for rows in line.cells.values())


def _left_out(rows: Sequence[wording.Row], why: str, look: str) -> str:
    n = sum(row["why_not"] == why for row in rows)
    return f"{numbers.sentence(look)}, not counted: {n} {why}." if n else ""


STANCES = Stances()
