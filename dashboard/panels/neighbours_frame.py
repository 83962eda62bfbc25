"""The houses' figures -> how near each stands to one of them, question by question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.panels.divergence_frame import ROUNDED, with_distances
from dashboard.panels.once import once_a_frame
from dashboard.panels.table_columns import columns_of
from dashboard.panels.table_frame import read_cells
from dashboard.panels.wording import Row
from dashboard.selection import Selection

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LEAST_SHARED: Final = 3  # questions; over fewer, two houses are alike by chance


@dataclass(frozen=True, slots=True)
class Shared:
    """A question that two houses answer.

    Attributes:
        column: id of the question.
        ours: the chosen house's figure.
        theirs: the other house's figure.
        deviations: how far they are apart, in standard deviations of all houses there.
    """

    column: str
    ours: Row
    theirs: Row
    deviations: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another house.

    Attributes:
        house: its name.
        shared: questions that both answer, the one they differ on most first.
    """

    house: str
    shared: tuple[Shared, ...]

    @property
    def n(self) -> int:
        """How many questions both answer."""
        return len(self.shared)

    @property
    def is_compared(self) -> bool:
        """Whether both answer enough questions."""
        return self.n >= LEAST_SHARED

    @property
    def distance(self) -> float:
        """Mean absolute distance over the shared questions, in standard deviations."""
        return round(fmean(entry.deviations for entry in self.shared), ROUNDED)


def read_neighbours(cursor: DuckDBPyConnection, selection: Selection) -> pl.DataFrame:
    """Return every house's figures on the questions of a selection; one row per figure.

    Columns of `divergence_frame.read_board`, for this year and next. The chosen house narrows
    nothing: deviations are those of all houses.
    """
    columns = columns_of(selection)
    return with_distances(read_cells(cursor, selection.at(institutions=()), columns))


@once_a_frame
def house_of(frame: pl.DataFrame, selection: Selection) -> str | None:
    """Return the house that the others are compared with; None where no house is counted.

    Without a choice it is the one that shares enough questions with most others.
    """
    if selection.institutions:
        return selection.institutions[0]
    answers = _answers(frame)

    columns = sorted({column for held in answers.values() for column in held})
    bits = {column: 1 << nth for nth, column in enumerate(columns)}
    answered = {house: sum(bits[column] for column in held) for house, held in answers.items()}
    alike = Counter(answered.values())  # most houses answer the same questions as others do

    def size(house: str) -> tuple[int, int]:
        own = answered[house]
        shared = [((own & held).bit_count(), n) for held, n in alike.items()]
        itself = own.bit_count()
        enough = sum(n for size, n in shared if size >= LEAST_SHARED) - (itself >= LEAST_SHARED)
        return enough, sum(size * n for size, n in shared) - itself

    return max(sorted(answers), key=size, default=None)


@once_a_frame
def neighbours_of(frame: pl.DataFrame, house: str | None) -> list[Neighbour]:
    """Return the houses that share a question with one, nearest first, then those that share few.

    Distance = mean over the shared questions of |a - b| / sd, sd being the sample deviation of all
    houses counted on the question; questions with fewer than three houses, or on which all say the
    same, have none and are left out.
    """
    answers = _answers(frame)
    own = answers.get(house or "", {})
    found = []
    for other, held in answers.items():
        shared = [
            Shared(column, row, held[column], abs(row["mid"] - held[column]["mid"]) / row["all_sd"])
            for column, row in own.items()
            if column in held and other != house
        ]
        if shared:
            shared.sort(key=lambda entry: (-round(entry.deviations, 6), entry.column))
            found.append(Neighbour(other, tuple(shared)))
    return sorted(found, key=lambda each: (not each.is_compared, each.distance, each.house))


@once_a_frame
def _answers(frame: pl.DataFrame) -> dict[str, dict[str, Row]]:
    """Return the counted figures that have a deviation: house -> question -> row."""
    spread = pl.col("all_sd").fill_null(0.0) > 10.0**-ROUNDED
    found: dict[str, dict[str, Row]] = {}
    for row in frame.filter(pl.col("counted") & spread).iter_rows(named=True):
        found.setdefault(row["institution"], {})[row["column"]] = row
    return found
