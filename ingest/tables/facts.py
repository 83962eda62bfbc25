"""Grid -> what the whole of a table says of every figure in it.

Axes, brackets, columns of older rounds, the one region that all headings share: each can be seen
only from all rows and columns together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ingest.candidates import Origin, Phrase
from ingest.resolving import cues, lexicon
from ingest.tables.averages import year_blocks
from ingest.tables.axes import (
    Axis,
    find_axes,
    is_difference,
    is_list_of_houses,
    is_list_of_rounds,
    names_indicator,
    names_period,
    names_region,
    repeated_columns,
)
from ingest.tables.bare_quarters import years_of_bare_quarters
from ingest.tables.bonds import yield_named
from ingest.tables.brackets import is_bracketed, meaning_of_brackets
from ingest.tables.columns import column_kinds, rounds_under_years, with_differences_apart
from ingest.tables.order import disordered_columns, has_fiscal_years, shared_years
from ingest.tables.quarter_months import months_are_quarters
from ingest.tables.strangers import find_strange_table
from ingest.tables.stub_dates import StubDates
from ingest.tables.surroundings import surroundings_of
from warehouse.reference import region_by_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.context import ReadingContext
    from ingest.pdf.layout import Page
    from ingest.tables.cells import Piece
    from ingest.tables.grids import Column, Grid, GridRow

_DECIMAL_COMMA = re.compile(r"(?<![\d,])\d+,\d{1,2}(?![\d,])")
_DECIMAL = re.compile(r"[-–−+]?\d{1,3}(?:(,)|\.)\d{1,2}%?")
FEWEST_COMMAS = 3  # decimals of a page written after a comma, and none after a point
_POINT = re.compile(r"\d[.·]\d")
_CODED = re.compile(r"[A-Z]{2}\s")
FEWEST_CODES = 2  # countries: one alone may be a word ("IT investment")
NEARLY_ALL = 0.6  # of the columns have a period of their own: the others mean something else


@dataclass(frozen=True)
class Place:
    """One figure.

    Attributes:
        row: its row.
        column: index of its column.
        pieces: what it is printed in: two for a range over two columns.
    """

    row: GridRow
    column: int
    pieces: tuple[Piece, ...]

    @property
    def bracketed(self) -> bool:
        """Whether it stands in brackets."""
        return any(is_bracketed(piece.text) for piece in self.pieces)


class Facts:
    """What a table says as a whole.

    Attributes:
        grid: the table.
        page: 1-based page that it stands on.
        publisher: the house whose report it is, if known.
        published: the day of the report, if known.
        axes: where indicators, regions and periods are stated.
        around: finds the words around a figure.
        brackets: what figures in brackets are.
        again: columns that state the period of an earlier column once more.
        strange: what the table is about, where it is none of ours.
        kinds: columns of older rounds and other scenarios.
        rounds: columns under a year that name a round only.
        quarters: columns of quarters whose year is printed further left, with the whole period.
        fiscal: whether its years are fiscal years.
        quarterly: whether its months stand for the quarters that they end.
        blocks: its years with all their quarters.
        dates: the quarters and months that its row labels speak of.
        disordered: columns that do not run one way in time, or state one period twice.
    """

    def __init__(self, page: Page, grid: Grid, context: ReadingContext) -> None:
        """Look a table through."""
        grid = with_differences_apart(grid, published=context.published)
        self.grid, self.page = grid, page.number
        self._words = [word.text.strip("()") for word in page.words]
        self.publisher, self.published = context.publisher, context.published
        self.axes = find_axes(grid, published=context.published)
        self.around = surroundings_of(page, grid)
        self.brackets = meaning_of_brackets(grid, said=self.around.of_brackets)
        self.again = repeated_columns(grid, published=context.published)
        self.strange = find_strange_table(grid)
        self.kinds = column_kinds(grid, published=context.published)
        self.rounds = rounds_under_years(grid, published=context.published)
        self.quarters = years_of_bare_quarters(grid.columns)
        self.fiscal = has_fiscal_years(grid)
        self.quarterly = months_are_quarters(
            grid, notes=self.around.said_below, page=" ".join(w.text for w in page.words)
        )
        self.blocks = year_blocks(grid.columns, published=context.published)
        self.dates = StubDates(grid.rows, (*grid.corners, *grid.captions))
        self.disordered = self._disordered()

    def _disordered(self) -> frozenset[int]:
        found = disordered_columns(self.grid.columns, published=self.published)
        found = found.union(self._rivals(), shared_years(self.grid.columns))
        return found - self.rounds.keys() - self.quarters.keys()

    def _rivals(self) -> Iterator[int]:
        """Yield the columns whose period another one states too, though nothing tells them apart.

        One of them has been read wrongly; which one, the table does not show.
        """
        columns = self.grid.columns
        for at, first in self.again.items():
            header, beside = columns[at].headers[0].text, at == first + 1
            same = beside and columns[at].headers == columns[first].headers  # a figure in brackets
            if not same and at not in self.kinds and not is_difference(header):
                yield from (first, at)

    def is_dated(self, headers: Iterable[str]) -> bool:
        """Whether some headers name a period."""
        return any(names_period(header, self.published) for header in headers)

    @cached_property
    def _dated_columns(self) -> list[bool]:
        return [self.is_dated(h.text for h in column.headers) for column in self.grid.columns]

    @property
    def some_are_dated(self) -> bool:
        """Whether some columns name a period."""
        return any(self._dated_columns)

    @cached_property
    def looks_ahead(self) -> bool:
        """Whether the table is of times to come, so that "Current" in it is where things stand."""
        return self.some_are_dated or not any(_is_old(column) for column in self.grid.columns)

    @cached_property
    def dated(self) -> bool:
        """Whether nearly all columns name a period, so that one without is something else."""
        columns = self._dated_columns
        return self.axes.period is Axis.COLUMN and sum(columns) >= NEARLY_ALL * len(columns)

    @cached_property
    def has_decimal_commas(self) -> bool:
        """Whether decimals stand after a comma: some figures show it, and none has a point.

        Where the table has no such figure, "3,625" beside "3,375" only, its page tells.
        """
        texts = [p.text for row in self.grid.rows for p in row.cells.values()]
        told = any(_DECIMAL_COMMA.search(text) for text in texts)
        return (told or self._page_has_commas) and not any(_POINT.search(text) for text in texts)

    @cached_property
    def _page_has_commas(self) -> bool:
        found = [bool(m[1]) for text in self._words if (m := _DECIMAL.fullmatch(text))]
        return sum(found) >= FEWEST_COMMAS and all(found)

    def is_own_round(self, row: GridRow) -> bool:
        """Whether a dated row is the only round of its house under a heading: no older one.

        "ECB staff (March)" beside the survey of May: each is the newest of its own. Two polls are
        told apart by their names, though both stand for the consensus.
        """
        if row.label is None or not row.sections or not is_list_of_rounds(self.grid.rows):
            return False
        houses = {named.text for named in lexicon.institutions().find(row.label.text)}
        under = [
            other
            for other in self.grid.rows
            if other.label and other is not row and other.sections[:1] == row.sections[:1]
        ]
        named = (lexicon.institutions().find(other.label.text) for other in under if other.label)
        return bool(houses) and not any(houses & {n.text for n in names} for names in named)

    def is_other_case(self, row: GridRow) -> bool:
        """Whether a row stands under a heading that repeats the rows under "Baseline"."""
        return bool(row.sections) and row.sections[0].text in self._other_cases

    @cached_property
    def _other_cases(self) -> frozenset[str]:
        under: dict[str, set[str]] = {}
        for row in self.grid.rows:
            if row.sections and row.label:
                under.setdefault(row.sections[0].text, set()).add(row.label.text)
        central = cues.pattern("kinds", "central")
        main = [text for text in under if central.search(text)]
        if len(main) != 1:
            return frozenset()
        return frozenset(
            text
            for text, labels in under.items()
            if text not in main
            and labels & under[main[0]]
            and not (names_indicator(text) or names_region(text) or self.is_dated((text,)))
            and not lexicon.institutions().find(text)
        )

    @cached_property
    def is_panel(self) -> bool:
        """Whether the rows are those of several houses."""
        labels = [row.label.text for row in self.grid.rows if row.label]
        return sum(bool(lexicon.institutions().find(text)) for text in labels) > 1

    @cached_property
    def country_codes(self) -> dict[str, str]:
        """The country of each row label that begins with its code, where several rows do so."""
        found: dict[str, str] = {}
        for row in self.grid.rows:
            text = row.label.text if row.label else ""
            region = region_by_code().get(text[:2]) if _CODED.match(text) else None
            if region is not None and region.kind == "country":
                found[text] = region.name
        return found if len(set(found.values())) >= FEWEST_CODES else {}

    @cached_property
    def _lists_houses(self) -> bool:
        """Whether most rows are a house each, those aside that stand for all of them."""
        spread, all_of_them = cues.pattern("tables", "spread"), cues.pattern("tables", "pooled")
        single = [
            row
            for row in self.grid.rows
            if row.label
            and not spread.fullmatch(row.label.text.strip("() "))
            and not all_of_them.fullmatch(row.label.text)
        ]
        return is_list_of_houses(single)

    def leaves_house_open(self, row: GridRow) -> bool:
        """Whether a row names nobody in a table that has a house in nearly every row."""
        text = row.label.text if row.label else ""
        if not self._lists_houses or lexicon.institutions().find(text):
            return False
        spoken = ("pooled", "own_forecast", "short_consensus")
        return not (
            cues.pattern("speakers", "consensus").search(text)
            or any(cues.pattern("tables", name).match(text) for name in spoken)
        )

    @cached_property
    def is_of_rates(self) -> bool:
        """Whether rows are yields of bonds or terms of loans, as in a table of interest rates."""
        labels = [row.label.text for row in self.grid.rows if row.label]
        above = [label.text for label in (*self.grid.captions, *self.grid.corners)]
        rates = cues.pattern("tables", "rate_tables")
        terms = cues.pattern("tables", "terms")
        return any(yield_named(text) or terms.search(text) for text in labels) or any(
            rates.search(text) for text in above
        )

    @cached_property
    def region_of_all(self) -> tuple[Phrase, ...]:
        """The section heading that names a region, where all headings name no other.

        "UK economy", "Inflation", "Labour market": the first says where, the others what.
        """
        sections = {x.text: x for row in self.grid.rows for x in row.sections}
        naming = [section for text, section in sections.items() if names_region(text)]
        if len(naming) != 1:
            return ()
        only = naming[0]
        return (Phrase(only.text, only.boxes, Origin.SECTION, only.page or self.page),)

    @cached_property
    def only_bank(self) -> tuple[Phrase, ...]:
        """The header that names a central bank, where headers and rows name no other place.

        "Total cuts" beside "Fed funds rate": both are about the same bank.
        """
        headers = [header for column in self.grid.columns for header in column.headers]
        naming = {h.text: h for h in headers if names_region(h.text)}
        rows = any(row.label and names_region(row.label.text) for row in self.grid.rows)
        if len(naming) != 1 or rows:
            return ()
        only = next(iter(naming.values()))
        return (Phrase(only.text, only.boxes, Origin.COLUMN_HEADER, only.page or self.page),)

    def names_before(self, column: int) -> tuple[Phrase, ...]:
        """Return the nearest header further left that names an indicator."""
        for before in reversed(self.grid.columns[:column]):
            for header in before.headers:
                if names_indicator(header.text):
                    page = header.page or self.page
                    return (Phrase(header.text, header.boxes, Origin.COLUMN_HEADER, page),)
        return ()


def _is_old(column: Column) -> bool:
    """Whether a column holds the last round: beside it, "Current" is the new one."""
    old = cues.pattern("kinds", "previous_header")
    return any(old.search(header.text) for header in column.headers)
