"""Grid -> for each figure, the phrases around it: row, column, sections, lines above, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from ingest.candidates import Origin, Phrase
from ingest.resolving import cues, lexicon
from ingest.tables.axes import is_qualifier, names_indicator, without_condition
from ingest.tables.cells import is_period
from ingest.tables.labels import Label, joined
from ingest.tables.notes import (
    Note,
    defining_clauses,
    find_notes,
    indicators_of,
    marks_of,
    named_indicators,
    regions_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.pdf.layout import Line, Page
    from ingest.tables.grids import Grid, GridRow

HEADING_SIZE = 1.12  # a heading's type is at least this much larger than that of the table
MAX_HEADINGS = 2
BESIDE_POINTS = 48.0  # how far above a table the heading of the text at its left may stand
LEAD_GAP = 2.5  # line heights of white between a paragraph and the table that it leads in
SHORT_NOTE_WORDS = 6  # a note of so few words names what a row is

_ASIDES = (("kinds", "scenario_header"), ("tables", "quantiles"), ("tables", "spread"))
_YEAR = re.compile(r"(?:19|20)\d\d\W{0,3}[a-zA-Z]?")
_OLD_YEAR = re.compile(r"(?:previous|prior|earlier)\b[^\d]*(?:19|20)\d\d", re.IGNORECASE)
_OWN_SCENARIO = re.compile(
    r"\b(?:rates?|macro\S*|economic|financial|quarterly|global|world|our|main)\s+scenarios?\b",
    re.IGNORECASE,
)
_FOURTH = re.compile(r"(?:fourth|4th)[\s-]quarter|Q4", re.IGNORECASE)
_LONGER_TERM = re.compile(r"long(?:er)?[\s-](?:term|run)", re.IGNORECASE)
_TERM_YEAR = re.compile(
    r"\blong(?:er)?[\s-](?:term|run)\b[^.;]{0,60}?\b(?:refers?|relates?|means?|is)(?:\sto)?\s(20\d\d)\b",
    re.IGNORECASE,
)
_MODIFIER = re.compile(
    r"(?:core|headline|real|nominal|total|underlying|all items|ex\.?\s|excl).{0,24}", re.IGNORECASE
)


@dataclass(frozen=True)
class Surroundings:
    """What stands around one figure, each nearest first.

    Attributes:
        row: its row label; for a mere qualifier also the row that it speaks for.
        column: its headers.
        parents: rows with figures that it is indented under.
        earlier: the nearest row above that names an indicator; rows of regions go on with it.
        sections: section headings above the row.
        corners: words above the stub.
        captions: lines above the table.
        headings: larger or bold lines further up the page.
        marked: notes whose mark the row, column or caption carries.
        notes: clauses of other notes that define figures like this one.
        below: all that stands below the table.
        scenario: captions that speak of a scenario.
        quarter: the words of a note that make a year in the header stand for its last quarter, or
            that say which year the longer term is.
    """

    row: tuple[Phrase, ...]
    column: tuple[Phrase, ...]
    parents: tuple[Phrase, ...]
    earlier: tuple[Phrase, ...]
    sections: tuple[Phrase, ...]
    corners: tuple[Phrase, ...]
    captions: tuple[Phrase, ...]
    headings: tuple[Phrase, ...]
    marked: tuple[Phrase, ...]
    notes: tuple[Phrase, ...]
    below: tuple[Phrase, ...]
    scenario: tuple[Phrase, ...]
    quarter: tuple[Phrase, ...]


class _Beside(NamedTuple):
    """What all figures of one row have in common; the words are those of `Surroundings`."""

    labels: tuple[Label, ...]
    row: tuple[Phrase, ...]
    parents: tuple[Phrase, ...]
    earlier: tuple[Phrase, ...]
    sections: tuple[Phrase, ...]


def surroundings_of(page: Page, grid: Grid) -> TableSurroundings:
    """Return what gives the surroundings of every figure of one table."""
    return TableSurroundings(page, grid)


def _tells_of_scenario(caption: str) -> bool:
    """Whether a caption speaks of another case; "Rates Scenario" is a house's name for its own."""
    return cues.pattern("kinds", "scenario").search(_OWN_SCENARIO.sub(" ", caption)) is not None


class TableSurroundings:
    """Finds the words around the figures of one table."""

    def __init__(self, page: Page, grid: Grid) -> None:
        self._page, self._number, self._grid = page, page.number, grid
        self._notes = find_notes(page, grid)
        self._spoken_for = _rows_spoken_for(grid)
        self._earlier = _rows_gone_on_with(grid)
        self._columns = [self._headers(column.headers) for column in grid.columns]
        self._corners = self._phrases(grid.corners, Origin.CAPTION)
        self._captions = self._phrases(grid.captions, Origin.CAPTION)
        self._headings = self._phrases(_headings(page, grid), Origin.HEADING)
        self._below = self._phrases([note.label for note in self._notes], Origin.NOTE)
        self._scenario = tuple(p for p in self._captions if _tells_of_scenario(p.text))
        self._rows: dict[int, _Beside] = {}  # by row identity: no more than the table has rows

    def of(self, row: GridRow, column: int) -> Surroundings:
        """Return the surroundings of the figure in a row and column."""
        beside = self._rows.get(id(row))
        if beside is None:
            beside = self._rows[id(row)] = self._beside(row)
        headers = self._grid.columns[column].headers
        marked, notes = self._noted(beside.labels, headers)
        return Surroundings(
            row=beside.row,
            column=self._columns[column],
            parents=beside.parents,
            earlier=beside.earlier,
            sections=beside.sections,
            corners=self._corners,
            captions=self._captions,
            headings=self._headings,
            marked=marked,
            notes=notes,
            below=self._below,
            scenario=self._scenario,
            quarter=self._quarter(beside.labels, headers) or self._longer_term(headers),
        )

    def _beside(self, row: GridRow) -> _Beside:
        labels = self._labels(row)
        own = tuple(
            replace(phrase, text=without_condition(phrase.text))
            for phrase in self._phrases(labels[:1], Origin.ROW_LABEL)
        )
        return _Beside(
            labels=labels,
            row=(*own, *self._phrases(labels[1:], Origin.SECTION)),
            parents=self._phrases(row.parents, Origin.SECTION),
            earlier=self._phrases(self._earlier.get(id(row), ()), Origin.SECTION),
            sections=self._phrases(row.sections, Origin.SECTION),
        )

    @property
    def said_below(self) -> list[str]:
        """The notes below the table."""
        return [note.label.text for note in self._notes]

    @cached_property
    def of_brackets(self) -> str | None:
        """What is said of figures in brackets: by notes, captions, corners or the text above."""
        said = cues.pattern("tables", "brackets")
        above = [x.text for x in (*self._grid.captions, *self._grid.corners)]
        parts = [part for text in above for part in re.split(r"(?<=[.;])\s+", text)]
        parts += re.split(r"(?<=[.;,])\s+", self._led_in_by)
        clauses = [clause.text for note in self._notes for clause in note.clauses]
        return next((text for text in (*parts, *clauses) if said.search(text)), None)

    @cached_property
    def _led_in_by(self) -> str:
        """The paragraph right above the table, "" where none stands there."""
        own = [label for column in self._grid.columns for label in column.headers]
        labels = (*own, *self._grid.corners, *self._grid.captions)
        top = min((label.lines[0].top for label in labels), default=self._grid.top)
        found = ""
        for block in self._page.blocks:
            last = block.lines[-1]
            near = -1 <= top - last.bottom < LEAD_GAP * (last.bottom - last.top)
            if near and block.bbox[0] < self._grid.right and block.bbox[2] > self._grid.left:
                found = " ".join(line.text for line in block.lines)
        return found

    def _labels(self, row: GridRow) -> tuple[Label, ...]:
        """Return the row's label, completed by what it leaves to the line above."""
        if row.label is None:
            return ()
        above = self._spoken_for.get(id(row))
        if above is not None:
            return (row.label, above)
        if (
            row.sections
            and _MODIFIER.fullmatch(row.label.text)
            and not names_indicator(row.label.text)
        ):
            return (joined((row.label, row.sections[0])),)
        return (row.label,)

    def _headers(self, headers: Sequence[Label]) -> tuple[Phrase, ...]:
        """Return the headers of a column; "Core" under "Inflation" also as one phrase."""
        words = [header for header in headers if not is_period(header.text)]
        whole = [joined(words)] if len(words) > 1 and _MODIFIER.fullmatch(words[0].text) else []
        return self._phrases([*whole, *headers], Origin.COLUMN_HEADER)

    def _phrases(self, labels: Iterable[Label], origin: Origin) -> tuple[Phrase, ...]:
        return tuple(Phrase(x.text, x.boxes, origin, x.page or self._number) for x in labels)

    def _quarter(self, labels: Sequence[Label], headers: Sequence[Label]) -> tuple[Phrase, ...]:
        """Return "fourth quarter" where a note says that this row's years stand for it."""
        if not self._notes or not any(
            _YEAR.fullmatch(header.text.strip()) or _OLD_YEAR.fullmatch(header.text)
            for header in headers
        ):
            return ()
        cue = cues.pattern("notes", "fourth_quarter_of_year")
        wanted = indicators_of(labels)
        marks = marks_of(labels)
        for note, clause in ((one, part) for one in self._notes for part in one.clauses):
            words = _FOURTH.search(clause.text) if cue.search(clause.text) else None
            own = bool(note.mark) and note.mark in marks
            if words and (own or wanted & named_indicators(clause.text)):
                return (Phrase(words[0], clause.label.boxes, Origin.NOTE, self._number),)
        return ()

    def _longer_term(self, headers: Sequence[Label]) -> tuple[Phrase, ...]:
        """Return the year that a note says the longer term of the header is."""
        if not any(_LONGER_TERM.fullmatch(header.text.strip("*() ")) for header in headers):
            return ()
        clauses = (clause for note in self._notes for clause in note.clauses)
        found = ((_TERM_YEAR.search(clause.text), clause) for clause in clauses)
        told = next(((year, clause) for year, clause in found if year), None)
        if told is None:
            return ()
        year, clause = told
        return (Phrase(year[1], clause.label.boxes, Origin.NOTE, self._number),)

    def _noted(
        self, labels: Sequence[Label], headers: Sequence[Label]
    ) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
        """Return the notes that a mark leads to, and the clauses that define such a figure."""
        if not self._notes:
            return (), ()
        marks = marks_of((*labels, *headers, *self._grid.captions, *self._grid.corners))
        own = marks_of(labels)
        short = [note for note in self._notes if note.mark and _is_about(note, labels, own)]
        defining = [note for note in self._notes if note.mark in marks or not note.mark]
        words = (*labels, *headers, *self._grid.captions, *self._grid.corners)
        clauses = defining_clauses(defining, regions_of(labels), indicators_of(words))
        return (
            self._phrases([note.label for note in short], Origin.NOTE),
            tuple(Phrase(c.text, c.label.boxes, Origin.NOTE, self._number) for c in clauses),
        )


def _is_about(note: Note, labels: Sequence[Label], marks: set[str]) -> bool:
    """Whether a note of a few words says what a row is: by its mark, or by naming the row."""
    if len(note.label.text.split()) > SHORT_NOTE_WORDS or not labels:
        return False
    return note.mark in marks or labels[0].text.strip("* ") in note.label.text


def _rows_spoken_for(grid: Grid) -> dict[int, Label]:
    """Return, by row identity, the label that a qualifier such as "March projection" goes with."""
    found: dict[int, Label] = {}
    last: Label | None = None
    under: tuple[Label, ...] = ()
    aside = [cues.pattern(*name) for name in _ASIDES]
    for row in grid.rows:
        if row.label is None or any(c.fullmatch(row.label.text.strip("*()–-: ")) for c in aside):
            continue  # "Adverse" is the neighbour of "Baseline", not what it is about
        if row.sections[:1] != under:
            last, under = None, row.sections[:1]  # what stands under another heading is over
        if not is_qualifier(row.label):
            last = row.label
        elif row.parents or last is not None:
            owner = row.parents[0] if row.parents else last
            if owner is not None:
                found[id(row)] = owner
    return found


def _rows_gone_on_with(grid: Grid) -> dict[int, tuple[Label, ...]]:
    """Return, by row identity, the nearest row above that names an indicator."""
    found: dict[int, tuple[Label, ...]] = {}
    last: tuple[Label, ...] = ()
    for row in grid.rows:
        found[id(row)] = last
        if row.label is not None and names_indicator(row.label.text):
            last = (row.label,)
    return found


def _headings(page: Page, grid: Grid) -> list[Label]:
    """Return the nearest larger or bold lines above a table, nearest first.

    Where none stands above it, the heading of the text at its left is that of the table too.
    """
    own = [label for column in grid.columns for label in column.headers]
    top = min((x.lines[0].top for x in (*grid.captions, *own)), default=grid.top)
    size = median([w.size for w in page.words]) if page.words else 0.0
    marked = [x for x in page.lines if x.size >= HEADING_SIZE * size or x.bold]
    above = [
        line
        for line in marked
        if line.bottom <= top + 1 and line.x0 < grid.right and line.x1 > grid.left
    ]
    nearest = max((x.top for x in above if _is_place(x)), default=0.0)
    first = max(nearest, top - BESIDE_POINTS)
    beside = [x for x in marked if x.x1 <= grid.left and first < x.top <= grid.top and _is_place(x)]
    found = [*above, *beside]
    found.sort(key=lambda line: -line.top)
    return [Label((line,)) for line in found[:MAX_HEADINGS]]


def _is_place(line: Line) -> bool:
    """Whether a line is the name of a country or area and nothing else."""
    return lexicon.regions().whole(line.text.strip(": ")) is not None
