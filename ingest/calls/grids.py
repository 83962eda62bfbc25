"""Page -> calls of tables that hold words or arrows: a row for each bank or currency.

Read are rows under a line of periods ("3M, 6M, 12M", "Q1 2026, H2 2026") that begin with nothing
but the name of a central bank, a currency or a pair. What is no word of direction is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.candidates import Candidate, Meaning, Origin, Phrase
from ingest.resolving import cues, lexicon
from ingest.resolving.header_periods import spelled_out
from ingest.resolving.horizons import find_horizons, settled
from ingest.stances.cells import Cell, cells_of
from warehouse.vocabulary import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.context import ReadingContext
    from ingest.pdf.layout import Line, Page

FEWEST_PERIODS = 2  # columns that make a line the head of a grid
FARTHEST_SHIFT = 0.5  # of the gap between columns: how far from its head a cell may stand
FAR_BELOW = 2  # rows without a name after which a grid is over
FEWEST_CALLS = 2  # rows that must hold a word of direction, or it is no such grid

ARROW = "an arrow may tell of what has been as well"
_NAMES = {True: "rate cuts", False: "exchange rate"}


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a column.

    Attributes:
        cell: where it stands.
        period: its words with what they mean.
    """

    cell: Cell
    period: str


def find_calls(page: Page, *, context: ReadingContext) -> list[Candidate]:
    """Return a candidate for each word or arrow of such tables, row by row.

    Args:
        page: its words.
        context: date of the report, for heads without a year.
    """
    if _telling().isdisjoint([word.text.lower() for word in page.words]):
        return []
    found: list[Candidate] = []
    heads: list[_Head] = []
    grid: list[list[Candidate]] = []
    since = 0
    for line in page.rows:
        cells = cells_of(line)
        if new := _heads(cells, context):
            found += _kept(grid)
            heads, grid, since = new, [], 0
            continue
        row = _row(page, line, cells, heads) if heads else []
        grid += [row] if row else []
        since = 0 if row else since + 1
        if since > FAR_BELOW:
            heads = []
    return found + _kept(grid)


def _kept(grid: Sequence[list[Candidate]]) -> list[Candidate]:
    return [one for row in grid for one in row] if len(grid) >= FEWEST_CALLS else []


def _heads(cells: Sequence[Cell], context: ReadingContext) -> list[_Head]:
    """Return the columns of a line of periods; a first cell that is none heads the names."""
    for named in (cells, cells[1:]):
        heads = list(_periods(named, context))
        if len(heads) == len(named) >= FEWEST_PERIODS:
            return heads
    return []


def _periods(cells: Sequence[Cell], context: ReadingContext) -> Iterator[_Head]:
    for cell in cells:
        text = cell.text.strip("*: ")
        for horizon in find_horizons(cell.text, published=context.published, anchor=None):
            if horizon.period is not None and horizon.text in (text, spelled_out(text)):
                yield _Head(cell, settled(horizon))


def _row(page: Page, line: Line, cells: Sequence[Cell], heads: Sequence[_Head]) -> list[Candidate]:
    named = _name(cells[0].text) if cells else None
    if named is None:
        return []
    code, of_rates = named
    found = []
    for cell in cells[1:]:
        head = _over(cell, heads)
        stance = _stance(cell.text, of_rates=of_rates)
        if head is None or stance is None:
            continue
        number = page.number
        value = Phrase(f"{cell.text} [{stance}]", (cell.box,), Origin.VALUE, number)
        label = Phrase(f"{cells[0].text} [{code}]", (cells[0].box,), Origin.ROW_LABEL, number)
        period = Phrase(head.period, (head.cell.box,), Origin.COLUMN_HEADER, number)
        meant = Phrase(
            f"{cells[0].text} [{_NAMES[of_rates]}]", (cells[0].box,), Origin.ROW_LABEL, number
        )
        bound = {
            Meaning.INDICATOR: (meant,), Meaning.REGION: (label,), Meaning.PERIOD: (period,),
        }  # fmt: skip
        doubts = () if cell.text[:1].isalpha() else (ARROW,)
        found.append(Candidate(number, "prose", value, bound, line.text, doubts))
    return found


def _name(text: str) -> tuple[str, bool] | None:
    """Return the code of a bank or currency that a cell names and nothing else, and which."""
    banks = lexicon.central_banks()
    for house in lexicon.institutions().find(text):
        if house.key in banks and _fills(text, house.text):
            return banks[house.key], True
    for money in lexicon.currencies().find(text):
        if _fills(text, money.text):
            return money.key, False
    return None


def _fills(text: str, name: str) -> bool:
    rest = re.sub(r"\([^()]*\)|[^\w]", "", text.replace(name, "", 1))
    return not rest


def _over(cell: Cell, heads: Sequence[_Head]) -> _Head | None:
    """Return the head of the column that a cell stands in."""
    middles = sorted(head.cell.middle for head in heads)
    gap = min(b - a for a, b in pairwise(middles))
    nearest = min(heads, key=lambda head: abs(head.cell.middle - cell.middle))
    near = abs(nearest.cell.middle - cell.middle) <= gap * FARTHEST_SHIFT
    return nearest if near else None


def _stance(text: str, *, of_rates: bool) -> Stance | None:
    """Return where a cell points that holds a word or arrow of direction and nothing else."""
    name = "rate" if of_rates else "fx"
    for stance in Stance:
        if text.strip(" .*").lower() in cues.words("calls_cells", f"{stance.value}_{name}"):
            return stance
    return None


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """Return a word of each entry, without which a page holds no such table."""
    lists = cues.section("calls_cells").values()
    return frozenset(entry.split()[0] for entries in lists for entry in entries)
