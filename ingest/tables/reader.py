"""Page -> candidates from its tables: every figure with the words that stand over and beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.candidates import Candidate, Meaning, Origin, Phrase
from ingest.resolving import cues, lexicon
from ingest.resolving.rounds import round_named
from ingest.tables.axes import (
    Axis,
    find_axes,
    is_difference,
    is_money,
    is_present,
    names_indicator,
    names_period,
    names_region,
    repeated_columns,
    speakers,
)
from ingest.tables.brackets import (
    AS_MINUS,
    Brackets,
    as_negative,
    is_bracketed,
    meaning_of_brackets,
)
from ingest.tables.cards import find_cards
from ingest.tables.cells import Piece, Sort, is_period
from ingest.tables.columns import column_kinds, rounds_under_years
from ingest.tables.continued import Carried, carried_from
from ingest.tables.grids import find_grids
from ingest.tables.plain import at_home, moves_down, plain_figure, text_of, with_month, with_yields
from ingest.tables.strangers import find_strange_table, find_stranger
from ingest.tables.surroundings import Surroundings, surroundings_of
from warehouse.records import Box, Rejection
from warehouse.vocabulary import Kind, Reason, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.context import ReadingContext
    from ingest.geometry import BBox
    from ingest.pdf.layout import Page
    from ingest.tables.grids import Column, Grid, GridRow

READER = "table"
NEARLY_ALL = 0.6  # of the columns have a period of their own: the others mean something else
MAX_QUOTE = 400  # characters of a row that are quoted

_SPAN = re.compile(r"(?:next\s)?\d{1,2}[\s-]?(?:y|yrs?|years?)(?:\sahead)?", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?:annual|yearly|y/y|yoy)?\s?(?:%\s?)?(?:change|chg\.?|growth)s?,?\s?(?:on\syear,?\s?)?"
    r"[(\[]?(?:in\s)?(?:%|per\s?cent|y/y|yoy)?(?:\sy/y|\syoy)?[)\]]?",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"\b(?:latest|current|actual|new)\s((?:forecast|projection|estimate|view|call|outlook)s?)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_RATIO = re.compile(r"Q4\s?(?:/|over|on)\s?Q4|4Q/4Q", re.IGNORECASE)
_LOW = re.compile(r"low(?:er)?(?:\s(?:end|bound))?|min(?:imum)?\.?|from", re.IGNORECASE)
_HIGH = re.compile(
    r"high(?:er)?(?:\s(?:end|bound))?|upper(?:\sbound)?|max(?:imum)?\.?|to", re.IGNORECASE
)


@dataclass
class TableMemory:
    """What the page before leaves to the next one.

    Attributes:
        last: the table that the page read last ends with.
    """

    last: Carried | None = None


def find_candidates(
    page: Page, *, context: ReadingContext, memory: TableMemory | None = None
) -> list[Candidate | Rejection]:
    """Return the figures of all tables and cards of a page, tables row by row.

    Args:
        page: its words.
        context: publisher, date and title.
        memory: what the page before leaves to this one; kept up to date.
    """
    found: list[Candidate | Rejection] = []
    taken: set[BBox] = set()
    memory = memory or TableMemory()
    before = memory.last if memory.last and memory.last.page == page.number - 1 else None
    for side in (page, *page.turned):
        grids = find_grids(side, before=before)
        if side is page:
            memory.last = carried_from(page, grids)
        for grid in grids:
            taken |= {piece.bbox for row in grid.rows for piece in row.cells.values()}
            found += _TableReader(side, grid, context).candidates()
    return [*found, *find_cards(page, taken=taken)]


@dataclass(frozen=True)
class _Place:
    """One figure: its row, its column, and the pieces it is printed in."""

    row: GridRow
    column: int
    pieces: tuple[Piece, ...]


def _is_bracketed(place: _Place) -> bool:
    return any(is_bracketed(piece.text) for piece in place.pieces)


class _TableReader:
    """Binds the words of one table to its figures."""

    def __init__(self, page: Page, grid: Grid, context: ReadingContext) -> None:
        self._page, self._grid, self._context = page, grid, context
        self._axes = find_axes(grid, published=context.published)
        self._around = surroundings_of(page, grid)
        self._brackets = meaning_of_brackets(grid, said=self._around.of_brackets)
        self._again = repeated_columns(grid, published=context.published)
        self._strange = find_strange_table(grid)
        labels = [row.label.text for row in grid.rows if row.label]
        self._is_panel = sum(bool(lexicon.institutions().find(text)) for text in labels) > 1
        self._only_region = self._region_of_all()
        self._bank = self._only_bank()
        self._kinds = column_kinds(grid, published=context.published)
        self._rounds = rounds_under_years(grid, published=context.published)
        dated = [self._is_dated(h.text for h in column.headers) for column in grid.columns]
        self._some_are_dated = any(dated)
        self._look_ahead = any(dated) or not any(_is_old(column) for column in grid.columns)
        self._dated = self._axes.period is Axis.COLUMN and sum(dated) >= NEARLY_ALL * len(dated)

    def candidates(self) -> list[Candidate | Rejection]:
        """Return one candidate or rejection for each figure."""
        return [self._candidate(place) for place in self._places()]

    def _places(self) -> Iterator[_Place]:
        """Yield the figures row by row; "low" and "high" side by side are one figure."""
        columns = self._grid.columns
        names = [column.headers[0].text if column.headers else "" for column in columns]
        for row in self._grid.rows:
            done = -1
            for at in sorted(row.cells):
                piece, upper = row.cells[at], row.cells.get(at + 1)
                if piece.sort is not Sort.NUMBER or at <= done:
                    continue
                pieces: tuple[Piece, ...] = (piece,)
                done = at
                if (
                    upper is not None
                    and upper.sort is Sort.NUMBER
                    and _is_range(names[at : at + 2])
                ):
                    pieces, done = (piece, upper), at + 1
                yield _Place(row, at, pieces)

    def _candidate(self, place: _Place) -> Candidate | Rejection:
        number = self._page.number
        text = "–".join(plain_figure(piece.text) for piece in place.pieces)
        negative = self._brackets is Brackets.MINUS and _is_bracketed(place)
        text = as_negative(text) if negative else text
        value = Phrase(text, tuple(p.bbox for p in place.pieces), Origin.VALUE, number)
        quote = place.row.text[:MAX_QUOTE]
        around = self._around.of(place.row, place.column)
        missing = (
            self._strange
            or find_stranger(around)
            or self._missing(around, place.column)
            or (self._bracketed() if _is_bracketed(place) else self._repeated(place))
        )
        if missing is not None:
            boxes = tuple(Box(number, *box, Role.VALUE, text) for box in value.boxes)
            return Rejection(number, text, quote, boxes, *missing)
        assumed = negative and self._around.of_brackets is None
        doubts = (AS_MINUS,) if assumed else ()
        return Candidate(number, READER, value, self._phrases(around, place), quote, doubts)

    def _missing(self, around: Surroundings, at: int) -> tuple[Reason, str] | None:
        """Say what is missing where the table states a meaning on an axis, but not here."""
        row, column = text_of(around.row), text_of(around.column)
        if self._is_panel and cues.pattern("tables", "spread").fullmatch(row.strip("() ")):
            return Reason.NOT_A_FORECAST, f"“{row}”: how far the houses are apart, nobody's own"
        if self._is_spread(around.column):
            return Reason.NOT_A_FORECAST, f"“{column}”: how far the houses are apart, nobody's own"
        if self._axes.region is Axis.ROW and not names_region(row) and not names_indicator(row):
            return Reason.NO_REGION, f"the row “{row}” names no region that is known"
        if self._axes.region is Axis.COLUMN and not names_region(f"{column} {row}"):
            return Reason.NO_REGION, f"the column “{column}” names no region that is known"
        if any(is_present(phrase.text) for phrase in around.column) and self._look_ahead:
            return (
                Reason.HISTORY,
                f"the column “{column}” shows where things stand, others look ahead",
            )
        if self._dated and not self._is_dated(phrase.text for phrase in around.column):
            return Reason.NO_PERIOD, f"the column “{column}” names no period, others do"
        unread = None if at in self._rounds else self._unread_period(around.column)
        if unread is not None:
            return Reason.NO_PERIOD, f"“{unread}” looks like a period, but which one is unknown"
        if _SPAN.fullmatch(column) and self._some_are_dated:
            return Reason.NO_PERIOD, f"“{column}” beside years is a stretch of time, not a period"
        return None

    def _is_spread(self, headers: tuple[Phrase, ...]) -> bool:
        """Whether a column is the highest or lowest of the houses that a consensus is made of."""
        pooled = any(
            cues.pattern("speakers", "consensus").search(header.text)
            for column in self._grid.columns
            for header in column.headers
        )
        ends = cues.pattern("tables", "spread")
        return pooled and any(ends.fullmatch(phrase.text.strip("() ")) for phrase in headers)

    def _unread_period(self, headers: tuple[Phrase, ...]) -> str | None:
        """Return the lowest header if it is part of a year that cannot be read.

        The year above it would be a guess.
        """
        lowest = headers[0].text if headers else ""
        parted = is_period(lowest) and _DIGIT.search(lowest) and not _RATIO.search(lowest)
        known = not parted or self._is_dated((lowest,)) or bool(_SPAN.fullmatch(lowest))
        return None if known else lowest

    def _is_dated(self, headers: Iterable[str]) -> bool:
        return any(names_period(header, self._context.published) for header in headers)

    def _bracketed(self) -> tuple[Reason, str] | None:
        """Turn away a figure in brackets, unless the table says what those are."""
        if self._brackets is Brackets.UNSAID:
            return Reason.AMBIGUOUS, "in brackets: an earlier figure, an aside or a minus"
        if self._brackets is Brackets.CHANGE:
            return Reason.DIFFERENCE, "in brackets: the change of the forecast"
        if self._brackets is Brackets.UNKNOWN:
            return Reason.AMBIGUOUS, "in brackets: the note does not say that it is the last figure"
        return None

    def _repeated(self, place: _Place) -> tuple[Reason, str] | None:
        """Turn away a figure for a year that the row states before, under words unknown."""
        first = None if place.column in self._rounds else self._again.get(place.column)
        earlier = place.row.cells.get(first) if first is not None else None
        if earlier is None or earlier.sort is not Sort.NUMBER:
            return None
        words = self._grid.columns[place.column].headers[0].text
        return Reason.DIFFERENCE if is_difference(words) else Reason.AMBIGUOUS, (
            f"the column “{words}” stands for a period that another column has already"
        )

    def _phrases(self, near: Surroundings, place: _Place) -> dict[Meaning, tuple[Phrase, ...]]:
        """Return what may state each meaning, nearest first, from the axis that states it."""
        above = (*near.corners, *near.captions)
        headings = near.headings
        far = (*above, *headings)
        indicator = (*self._indicator_phrases(near), *self._noun(place.column))
        named = tuple(at_home(phrase) for phrase in near.row)
        places = tuple(phrase for phrase in named if names_region(phrase.text))
        region = {
            Axis.ROW: named if names_region(text_of(near.row)) else (*near.row, *far),
            Axis.COLUMN: (*near.column, *near.row),
            Axis.SECTION: (*named, *near.sections, *near.column, *above, *self._only_region),
            Axis.ABOVE: (
                *places,
                *near.column,
                *near.sections,
                *above,
                *self._bank,
                *near.headings,
            ),
        }[self._axes.region]
        dates = tuple(p for p in near.row if round_named(p.text) is None) or near.row
        heads = near.column[1:] if place.column in self._rounds else near.column
        period = {
            Axis.ROW: (*dates, *near.sections, *heads, *above),
            Axis.COLUMN: (*heads, *near.sections, *above),
            Axis.SECTION: (*near.sections, *heads, *above),
            Axis.ABOVE: (*heads, *near.row, *near.sections, *far),
        }[self._axes.period]
        rows = tuple(phrase for phrase in near.row if not is_money(phrase.text))
        beside = (*near.column, *rows, *near.corners, *near.sections, *near.captions)
        unit = (*near.column, *above, *rows, *near.sections)
        return {
            Meaning.INDICATOR: (*near.marked, *indicator),
            Meaning.REGION: region,
            Meaning.PERIOD: (
                *near.quarter,
                *(with_month(phrase, published=self._context.published) for phrase in period),
            ),
            Meaning.UNIT: (
                *moves_down((*near.column, *near.row)),
                *(beside if self._axes.indicator is Axis.ROW else unit),
            ),
            Meaning.MEASURE: (*near.marked, *near.column[:1], *near.row, *beside, *near.notes),
            Meaning.KIND: self._kind_phrases(near, place),
            Meaning.INSTITUTION: speakers(
                (*near.column, *near.row, *near.sections, *above), about=indicator
            ),
        }

    def _kind_phrases(self, near: Surroundings, place: _Place) -> tuple[Phrase, ...]:
        """Return what may say the kind; what all columns together say goes first."""
        told: list[Phrase] = []
        if _is_bracketed(place) and self._brackets is Brackets.EARLIER:
            piece = place.pieces[0]
            text = f"{piece.text} [{Kind.PREVIOUS}]"
            told = [Phrase(text, (piece.bbox,), Origin.VALUE, self._page.number)]
        elif place.column in self._kinds:
            kind, text = self._kinds[place.column]
            header = next(p for p in near.column if p.text == text)
            told = [replace(header, text=f"{text} [{kind}]")]
        heads = tuple(self._aimed(phrase) for phrase in near.column)
        return (*told, *near.row, *heads, *near.sections, *self._scenario(near))

    def _aimed(self, header: Phrase) -> Phrase:
        """Return a header that says "forecast" in other words as a plain one.

        What a house aims at ("2026 YE target") is its forecast, and so is its latest projection.
        """
        if new := _NEW.search(header.text):
            return replace(header, text=header.text.replace(new[0], new[1]))
        if not self._is_dated((header.text,)):
            return header
        return replace(header, text=cues.pattern("kinds", "target").sub(" ", header.text))

    def _scenario(self, near: Surroundings) -> tuple[Phrase, ...]:
        """Return captions that speak of a scenario, but not for the baseline among scenarios."""
        central = cues.pattern("kinds", "central")
        own = (*near.row, *near.column, *near.sections)
        return () if any(central.search(phrase.text) for phrase in own) else near.scenario

    def _region_of_all(self) -> tuple[Phrase, ...]:
        """Return the section heading that names a region, where all headings name no other.

        "UK economy", "Inflation", "Labour market": the first says where, the others what.
        """
        sections = {x.text: x for row in self._grid.rows for x in row.sections}
        naming = [section for text, section in sections.items() if names_region(text)]
        if len(naming) != 1:
            return ()
        only = naming[0]
        return (Phrase(only.text, only.boxes, Origin.SECTION, only.page or self._page.number),)

    def _only_bank(self) -> tuple[Phrase, ...]:
        """Return the header that names a central bank, where headers and rows name no other place.

        "Total cuts" beside "Fed funds rate": both are about the same bank.
        """
        headers = [header for column in self._grid.columns for header in column.headers]
        naming = {h.text: h for h in headers if names_region(h.text)}
        rows = any(row.label and names_region(row.label.text) for row in self._grid.rows)
        if len(naming) != 1 or rows:
            return ()
        only = next(iter(naming.values()))
        page = only.page or self._page.number
        return (Phrase(only.text, only.boxes, Origin.COLUMN_HEADER, page),)

    def _noun(self, column: int) -> tuple[Phrase, ...]:
        """Return the header of the group before, for a group that is only called a change in %.

        "Insolvencies, number of cases" beside "Change, %": the second goes on about the first.
        """
        texts = [header.text for header in self._grid.columns[column].headers]
        if not any(_CHANGE.fullmatch(text) for text in texts):
            return ()
        for column_before in reversed(self._grid.columns[:column]):
            for header in column_before.headers:
                if names_indicator(header.text):
                    origin = Origin.COLUMN_HEADER
                    page = header.page or self._page.number
                    return (Phrase(header.text, header.boxes, origin, page),)
        return ()

    def _indicator_phrases(self, near: Surroundings) -> tuple[Phrase, ...]:
        row = (*near.row, *near.parents)
        above = (*near.sections, *near.column, *near.corners, *near.captions)
        everywhere = (*row, *above, *near.earlier, *near.headings)
        if self._axes.indicator is Axis.COLUMN:
            return with_yields(near.column)
        if self._axes.indicator is Axis.ROW and not names_region(text_of(near.row)):
            return with_yields(row)
        return with_yields(everywhere)


def _is_old(column: Column) -> bool:
    """Whether a column holds the last round: beside it, "Current" is the new one."""
    old = cues.pattern("kinds", "previous_header")
    return any(old.search(header.text) for header in column.headers)


def _is_range(names: list[str]) -> bool:
    return len(names) == 2 and bool(_LOW.fullmatch(names[0]) and _HIGH.fullmatch(names[1]))
