"""Pages -> allocation stances of their sentences and grids, and what was passed over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.geometry import BBox, union
from ingest.prose.sentences import read_sentences
from ingest.resolving.strangers import UNATTRIBUTED
from ingest.stances.grids import read_grids
from ingest.stances.prose import Labels, read_sentence
from ingest.stances.speakers import StanceMemory
from ingest.stances.traits import Trait, confidence_of, sentences
from warehouse.vocabulary import Tilt

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from ingest.context import ReadingContext
    from ingest.pdf.layout import Page
    from warehouse.records import AllocationStance, Box, Rejection

__all__ = ["StanceMemory", "StanceReading", "find_stances", "read_stances"]

ONE_GRID = 60.0  # points between rows of one grid; more is text between two
UP = frozenset({Tilt.OVERWEIGHT, Tilt.POSITIVE, Tilt.ADD, Tilt.HEDGE})
VIEWS = frozenset({Tilt.POSITIVE, Tilt.CAUTIOUS, Tilt.NEGATIVE})
WEIGHTS = frozenset({Tilt.OVERWEIGHT, Tilt.NEUTRAL, Tilt.UNDERWEIGHT})
STANDING = WEIGHTS | {Tilt.POSITIVE, Tilt.NEGATIVE}  # what can't be said of one asset both ways


@dataclass(frozen=True, slots=True)
class StanceReading:
    """What the stance readers made of a page or a report.

    Attributes:
        stances: in reading order.
        rejections: words that lean on an asset and are no stance, with the reason.
    """

    stances: tuple[AllocationStance, ...]
    rejections: tuple[Rejection, ...]


def read_stances(
    pages: Iterable[Page], *, context: ReadingContext, without: Container[int] = ()
) -> StanceReading:
    """Read the stances of a report.

    Args:
        pages: its pages in order.
        context: publisher and date.
        without: numbers of pages to leave out, whose words were recognised from a picture.
    """
    memory = StanceMemory()
    read = [
        find_stances(page, context=context, memory=memory)
        for page in pages
        if page.number not in without
    ]
    return StanceReading(
        tuple(_without_weaker([stance for one in read for stance in one.stances])),
        tuple(passed for one in read for passed in one.rejections),
    )


def find_stances(page: Page, *, context: ReadingContext, memory: StanceMemory) -> StanceReading:
    """Read the stances of a page.

    Args:
        page: its words.
        context: publisher and date of the report.
        memory: who spoke before; kept up to date.
    """
    found: list[AllocationStance] = []
    passed: list[Rejection] = []
    labels = Labels()
    grid = read_grids(page, publisher=context.publisher or UNATTRIBUTED)
    bands = _bands(grid)
    for sentence in read_sentences(page):
        stances, rejections = read_sentence(sentence, context=context, memory=memory, labels=labels)
        found += [one for one in stances if not _inside(one.evidence.boxes[0], bands)]
        passed += [one for one in rejections if not _inside(one.boxes[0], bands)]
    found = _without_concessions(found)
    return StanceReading(tuple(_doubted(_once([*found, *grid]))), tuple(passed))


def _bands(grid: Sequence[AllocationStance]) -> list[BBox]:
    """Return the areas that grids fill on a page: their words are no sentences."""
    bands: list[BBox] = []
    for row in grid:
        area = union([(b.x0, b.top, b.x1, b.bottom) for b in row.evidence.boxes])
        if bands and area[1] - bands[-1][3] <= ONE_GRID:
            bands[-1] = union([bands[-1], area])
        else:
            bands.append(area)
    return bands


def _inside(box: Box, bands: Sequence[BBox]) -> bool:
    across, down = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return any(b[0] <= across <= b[2] and b[1] <= down <= b[3] for b in bands)


def _without_concessions(rows: Sequence[AllocationStance]) -> list[AllocationStance]:
    """Leave out views that a weight in the same sentence outdoes: "dear, yet we stay neutral"."""
    weighed = {(_subject(row), row.evidence.quote) for row in rows if row.tilt in WEIGHTS}
    return [
        row
        for row in rows
        if row.tilt not in VIEWS or (_subject(row), row.evidence.quote) not in weighed
    ]


def _once(rows: Sequence[AllocationStance]) -> list[AllocationStance]:
    """Keep one row of a stance that a page states more than once: the surest, then the first."""
    best: dict[tuple[object, ...], AllocationStance] = {}
    for row in rows:
        key = (row.institution, row.asset, row.region, row.tilt, row.horizon)
        known = best.get(key)
        if known is None or row.confidence > known.confidence:
            best[key] = row
    return list(best.values())


def _subject(row: AllocationStance) -> tuple[str, str, str]:
    return row.institution, row.asset, row.region


def _doubted(rows: Sequence[AllocationStance]) -> list[AllocationStance]:
    """Doubt stances of one house on one asset that a page states both ways."""
    standing = [row for row in rows if row.tilt in STANDING]
    ways: dict[tuple[str, str, str], set[str]] = {}
    for row in standing:
        way = "neutral" if row.tilt is Tilt.NEUTRAL else "up" if row.tilt in UP else "down"
        ways.setdefault(_subject(row), set()).add(way)
    return [
        _doubt(row) if row in standing and len(ways[_subject(row)]) > 1 else row for row in rows
    ]


def _doubt(row: AllocationStance) -> AllocationStance:
    traits = {*map(Trait, row.traits), Trait.CONTRADICTED}
    confidence, status = confidence_of(traits, reader=row.reader)
    return replace(
        row, confidence=confidence, status=status, reasons=sentences(traits),
        traits=tuple(sorted(map(str, traits))),
    )  # fmt: skip


def _without_weaker(rows: Sequence[AllocationStance]) -> list[AllocationStance]:
    """Leave out views that a weight of the same house on the same asset already says."""
    weighed = {(_subject(row), row.tilt in UP) for row in rows if row.tilt in WEIGHTS}
    return [
        row
        for row in rows
        if row.tilt not in VIEWS or (_subject(row), row.tilt in UP) not in weighed
    ]
