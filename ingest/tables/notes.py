"""Lines below a table -> notes, and which of them speak about which row and column.

A note can change what a row means ("fiscal years", "core inflation") or define a figure ("fourth
quarter over fourth quarter"). Notes with a mark belong to the rows and columns that carry it; the
others belong to what they name, clause by clause.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from ingest.resolving import cues, lexicon
from ingest.resolving.defining import tells_years_apart
from ingest.tables.labels import Label, explains_a_word
from warehouse.vocabulary import Indicator, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.pdf.layout import Line, Page
    from ingest.tables.grids import Grid

FIRST_GAP = 4.0  # line heights of white between table and notes at most
FAR_GAP = 40.0  # the same for "Note: ...", where nothing else stands between
NEXT_GAP = 2.2  # line heights of white between two notes at most
MAX_LINES = 24
SMALL_PRINT = 0.95  # of the table's type: smaller print right below a table is its note
LARGER = 1.12  # type this much larger than that of the first note is not a note any more
MARGIN_POINTS = 20.0  # notes may begin this far left or right of the table

UNFIT = -10  # a clause about something else never fits, whatever else it names
CACHED = 4096  # texts: labels and clauses come back for every figure of a table
MAX_CLAUSES = 4  # so many clauses that define a figure are kept, the most telling first
_PRICES = frozenset(
    {
        Indicator.CPI_INFLATION,
        Indicator.CORE_INFLATION,
        Indicator.PCE_INFLATION,
        Indicator.CORE_PCE_INFLATION,
    }
)

_DEFINED = frozenset(Measure) - {
    Measure.QUARTER_AVG,
    Measure.OTHER,
}  # those with words of their own

_RATES = frozenset({Indicator.POLICY_RATE, Indicator.YIELD_2Y, Indicator.YIELD_10Y})
_INTEREST = re.compile(
    r"\b(?:interest\srates|(?:treasury|bond|bund|gilt|government)\s(?:bond\s)?yields?)\b",
    re.IGNORECASE,
)
_PLAIN_PRICES = re.compile(
    r"(?:^|[,;:&(]\s*|\b(?:and|or|for)\s)(?:the\s)?(?:prices|price\s(?:level|index|indices))\b"
    r"(?!\s(?:of|for)\b)",
    re.IGNORECASE,
)  # not "oil prices" nor "at constant prices"
_OPENING = re.compile(r"(?:Notes?|Sources?|Memo)\b\s*[:.]", re.IGNORECASE)
_MARK = re.compile(
    r"(?P<mark>\*{1,4}|[†‡§]{1,2}|\(?(?:\d{1,2}|[a-z])[.)](?!\d)|[¹²³⁰⁴-⁹]{1,2})\s*(?=\S)"
)
_TRAILING = re.compile(r"(\*{1,4}|[†‡§]{1,2}|\((?:[a-z]|\d{1,2})\))\s*$")
_BRACKETED = re.compile(r"\((?:[a-z]|\d{1,2})\)")
_SENTENCE_ENDS = (".", ";", ":")
_LISTED = re.compile(r"[;,]\s(?![^()]*\))")
_CLAUSE = re.compile(r"(?<=[.;])\s+|,\s+(?=for\s)")


@dataclass(frozen=True)
class Clause:
    """Part of a note.

    Attributes:
        text: the words.
        label: the lines it runs over.
        opens: whether a sentence begins with it; if not, it goes on about the same thing.
    """

    text: str
    label: Label
    opens: bool


@dataclass(frozen=True)
class Note:
    """A note below a table.

    Attributes:
        mark: "1", "*" or "" for a note without a mark.
        label: its words and lines.
    """

    mark: str
    label: Label

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The note cut at full stops and semicolons."""
        text, clauses, start = self.label.text, [], 0
        if tells_years_apart(text):
            return (Clause(text, self.label, opens=True),)
        opens = True
        for cut in (*_CLAUSE.finditer(text), None):
            end = cut.start() if cut else len(text)
            if end > start:
                clauses.append(Clause(text[start:end], self._lines(start, end), opens))
            opens = text[:end].endswith(".")
            start = cut.end() if cut else end
        return tuple(clauses)

    def _lines(self, start: int, end: int) -> Label:
        """Return the lines that a stretch of the text runs over."""
        lines, at = [], 0
        for line in self.label.lines:
            size = len(Label((line,)).text)
            if at < end and at + size > start:
                lines.append(line)
            at += size + 1
        return Label(tuple(lines or self.label.lines))


def find_notes(page: Page, grid: Grid) -> list[Note]:
    """Return the notes below a table, in reading order."""
    notes: list[list[Line]] = []
    edge, gap, size, count = grid.bottom, FIRST_GAP, 0.0, 0
    body = _type_size(page, grid)
    for line in _lines_below(page, grid):
        height = line.bottom - line.top
        starts = _opens_note(line) or (not notes and _begins_notes(line, body, edge))
        far = not notes and _OPENING.match(line.text) is not None
        if line.top - edge > (FAR_GAP if far else gap) * height or count >= MAX_LINES:
            break
        if not notes and not starts:
            continue
        size = size or line.size
        if line.size > LARGER * size:
            break
        if starts or not notes:
            notes.append([line])
        else:
            notes[-1].append(line)
        edge, gap, count = line.bottom, NEXT_GAP, count + 1
    return [_note(lines) for lines in notes]


def _lines_below(page: Page, grid: Grid) -> list[Line]:
    left, right = grid.left - MARGIN_POINTS, grid.right + MARGIN_POINTS
    below = [
        line
        for line in page.lines
        if line.top >= grid.bottom - 1 and line.x0 < right and line.x1 > left
    ]
    pieces = [piece for line in below for piece in _at_marks(line)]
    return sorted(pieces, key=lambda line: (line.top, line.x0))


def _at_marks(line: Line) -> list[Line]:
    """Cut a line before each mark that more words follow: several notes on one line.

    A raised mark counts on a line that begins with one, "(b)" where a sentence has just ended.
    """
    starts = [i for i, word in enumerate(line.words) if word.raised and i + 1 < len(line.words)]
    if not starts or starts[0] != 0:
        starts = [0, *_bracketed_marks(line)]
    ends = [*starts[1:], len(line.words)]
    return [replace(line, words=line.words[a:b]) for a, b in zip(starts, ends, strict=True)]


def _bracketed_marks(line: Line) -> list[int]:
    """Return where notes begin behind another: at "(b)" after the end of a sentence."""
    texts = [word.text for word in line.words]
    return [
        at
        for at, (before, text) in enumerate(pairwise(texts), start=1)
        if _BRACKETED.fullmatch(text) and before.endswith(_SENTENCE_ENDS) and at + 1 < len(texts)
    ]


def _type_size(page: Page, grid: Grid) -> float:
    """Return the type size of most words of the table, points."""
    inside = [w.size for w in page.words if grid.top <= w.middle <= grid.bottom and not w.raised]
    return median(inside) if inside else 0.0


def _opens_note(line: Line) -> bool:
    return bool(line.words[0].raised or _OPENING.match(line.text) or _MARK.match(line.text))


def _begins_notes(line: Line, body: float, edge: float) -> bool:
    """Whether a line below a table is in smaller print, or close to it and defines its figures."""
    near = line.top - edge < NEXT_GAP * (line.bottom - line.top)
    return line.size < SMALL_PRINT * body or (near and _defines(line.text))


def _note(lines: Sequence[Line]) -> Note:
    first = lines[0]
    mark = first.words[0].text if first.words[0].raised else ""
    found = None if mark else _MARK.match(first.text)
    return Note(plain_mark(found["mark"] if found else mark), Label(tuple(lines)))


def plain_mark(mark: str) -> str:
    """Return a footnote mark in one form: superscripts as digits, no dots or brackets."""
    return unicodedata.normalize("NFKC", mark).strip("().,[] ")


def marks_of(labels: Iterable[Label]) -> set[str]:
    """Return the footnote marks printed with some labels."""
    marks: set[str] = set()
    for label in labels:
        for mark in label.marks:
            marks.update(plain_mark(part) for part in re.split(r"[,\s]+", mark))
        trailing = _TRAILING.search(label.text)
        if trailing:
            marks.add(plain_mark(trailing[1]))
    return marks - {""}


def regions_of(labels: Iterable[Label]) -> frozenset[str]:
    """Return the codes of the regions that some labels name."""
    return frozenset(code for x in labels for code in _named_regions(x.text))


def indicators_of(labels: Iterable[Label]) -> frozenset[Indicator]:
    """Return the indicators that some labels name; "inflation" alone stands for every kind."""
    return frozenset(indicator for x in labels for indicator in _kept_indicators(x.text))


def defining_clauses(
    notes: Sequence[Note], regions: frozenset[str], indicators: frozenset[Indicator]
) -> list[Clause]:
    """Return the clauses that define figures of these regions and indicators, most telling first.

    A clause that names other regions or other indicators defines something else. One that names
    none goes on about what the clause before it named, or about the whole table.
    """
    scored: list[tuple[int, int, Clause]] = []
    for note in notes:
        about: frozenset[Indicator] = frozenset()
        for clause in note.clauses:
            own = named_indicators(clause.text)
            about = own or (frozenset() if clause.opens else about)
            if not _defines(clause.text):
                continue
            score = _fit(about, indicators) + _fit(_named_regions(clause.text), regions)
            if score >= 0:
                scored.append((-score, len(scored), clause))
    return [clause for _, _, clause in sorted(scored, key=lambda one: one[:2])[:MAX_CLAUSES]]


def named_in(texts: Iterable[str]) -> frozenset[Indicator]:
    """Return the indicators that some texts name."""
    return frozenset(indicator for text in texts for indicator in named_indicators(text))


@lru_cache(maxsize=CACHED)
def about_these(text: str, indicators: frozenset[Indicator]) -> str:
    """Return a line above a table without the clauses that name other indicators only."""
    clauses = _LISTED.split(text)
    if len(clauses) == 1 or not indicators:
        return text
    named = [named_indicators(clause) for clause in clauses]
    kept = [c for c, names in zip(clauses, named, strict=True) if not names or names & indicators]
    return ", ".join(kept)


def named_indicators(text: str) -> frozenset[Indicator]:
    """Return the indicators that a clause names; plain "inflation" stands for every kind.

    So does "prices" beside growth; alone it may be what a table of commodities holds.
    """
    found = _kept_indicators(text)
    beside_growth = Indicator.GDP_GROWTH in found and _PLAIN_PRICES.search(text)
    found |= _RATES if _INTEREST.search(text) else frozenset()
    return found | _PRICES if beside_growth or Indicator.CPI_INFLATION in found else found


@lru_cache(maxsize=CACHED)
def _kept_indicators(text: str) -> frozenset[Indicator]:
    return frozenset({n.key for n in lexicon.indicators().find(text)} - {Indicator.OTHER})


@lru_cache(maxsize=CACHED)
def _named_regions(text: str) -> frozenset[str]:
    return frozenset(n.key for n in lexicon.regions().find(text))


@lru_cache(maxsize=CACHED)
def _defines(text: str) -> bool:
    if explains_a_word(text):
        return False
    return any(cues.pattern("measures", m.value).search(text) for m in _DEFINED)


def _fit(named: frozenset[object], wanted: frozenset[object]) -> int:
    """Return 2 for a clause that names it, 0 for one that names none, far below 0 for others."""
    if not named:
        return 0
    return 2 if named & wanted else UNFIT
