"""House-view grids -> stances: a row for each asset, a mark or a word for the tilt.

Two forms are read: a mark under one of the column heads "Underweight, Neutral, Overweight" (or UW,
N, OW; minus, equals, plus), and a word or sign beside the asset. The heads must stand on one line.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.resolving import cues
from ingest.stances.assets import NamedAsset, find_assets
from warehouse.records import AllocationStance, Box, Evidence
from warehouse.vocabulary import Role, Status, Tilt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.layout import Line, Page, Word

FEWEST_HEADS = 2  # tilts that a line must name to head a grid
FEWEST_ROWS = 2  # assets that must follow, or it is no grid
FARTHEST_SHIFT = 0.5  # of the gap between heads: how far from its head a mark may stand
FAR_BELOW = 16  # lines without an asset after which a grid is over
CONFIDENCE = 0.85  # of a mark under a head; a sign beside an asset is as plain
UNSIGNED = 0.7  # the publisher of the grid is not known


@dataclass(frozen=True, slots=True)
class _Head:
    tilt: Tilt
    middle: float
    box: tuple[float, float, float, float]
    text: str


def read_grids(page: Page, *, publisher: str) -> list[AllocationStance]:
    """Return the stances of the grids on a page, in reading order."""
    found: list[AllocationStance] = []
    heads: list[_Head] = []
    rows: list[AllocationStance] = []
    since = 0
    for line in page.rows:
        named = _heads(line)
        if len({h.tilt for h in named}) >= FEWEST_HEADS and not find_assets(_text(line.words)):
            found += rows if len(rows) >= FEWEST_ROWS else []
            heads, rows, since = named, [], 0
            continue
        since += 1
        if not heads or since > FAR_BELOW:
            continue
        row = _row(line, heads, page=page.number, publisher=publisher)
        if row is not None:
            rows.append(row)
            since = 0
    return [*found, *(rows if len(rows) >= FEWEST_ROWS else [])]


def _heads(line: Line) -> list[_Head]:
    """Return the tilts that a line names, one after another."""
    found: list[_Head] = []
    for word in line.words:
        tilt = _tilts().get(word.text.strip(" :").casefold())
        if tilt is not None:
            middle = (word.x0 + word.x1) / 2
            found.append(_Head(tilt, middle, (word.x0, word.top, word.x1, word.bottom), word.text))
    named = sum(len(h.text) > 1 for h in found)
    return found if named >= FEWEST_HEADS or len(found) == len(line.words) else []


def _row(
    line: Line, heads: Sequence[_Head], *, page: int, publisher: str
) -> AllocationStance | None:
    """Return the stance of one row, None where it has no asset or not one clear mark."""
    first = min(h.box[0] for h in heads)
    label = [w for w in line.words if w.x1 <= first]
    marks = [w for w in line.words if w.x0 > first - (heads[0].box[2] - heads[0].box[0])]
    marks = [w for w in marks if w not in label and (w.text in _marks() or _word(w))]
    assets = find_assets(_text(label))
    if not assets or len(marks) != 1:
        return None
    mark = marks[0]
    head = _over(mark, heads)
    tilt = _word(mark) if mark.text not in _marks() else (head.tilt if head else None)
    if tilt is None:
        return None
    return _stance(line, assets[-1], label, mark, head, tilt, page=page, publisher=publisher)


def _over(mark: Word, heads: Sequence[_Head]) -> _Head | None:
    """Return the head that a mark stands under."""
    middle = (mark.x0 + mark.x1) / 2
    places = sorted(h.middle for h in heads)
    gap = min((b - a for a, b in pairwise(places)), default=0.0)
    near = min(heads, key=lambda h: abs(h.middle - middle))
    return near if abs(near.middle - middle) <= gap * FARTHEST_SHIFT else None


def _stance(
    line: Line, asset: NamedAsset, label: Sequence[Word], mark: Word, head: _Head | None,
    tilt: Tilt, *, page: int, publisher: str,
) -> AllocationStance:  # fmt: skip
    boxes = [Box(page, mark.x0, mark.top, mark.x1, mark.bottom, Role.VALUE, mark.text)]
    boxes += [Box(page, w.x0, w.top, w.x1, w.bottom, Role.ROW_LABEL, w.text) for w in label]
    if head is not None:
        boxes.append(Box(page, *head.box, Role.COLUMN_HEADER, head.text))
    known = publisher != "Unattributed"
    confidence = CONFIDENCE if known else UNSIGNED
    return AllocationStance(
        institution=publisher, asset=asset.asset.code, asset_words=_text(label),
        region=asset.region, tilt=tilt, change=None, horizon="",
        status=Status.ACCEPTED if known else Status.REVIEW, confidence=confidence,
        reasons=() if known else ("no house signs the report that the grid stands in",),
        evidence=Evidence(page, _text(line.words), tuple(boxes)), reader="grid",
    )  # fmt: skip


def _word(word: Word) -> Tilt | None:
    return _tilts().get(word.text.strip(" :").casefold())


def _text(words: Sequence[Word]) -> str:
    return " ".join(w.text for w in words)


@lru_cache(maxsize=1)
def _tilts() -> dict[str, Tilt]:
    names = ("overweight", "neutral", "underweight")
    return {w.casefold(): Tilt(n) for n in names for w in cues.words("stances_grid", n)}


@lru_cache(maxsize=1)
def _marks() -> frozenset[str]:
    return frozenset(cues.words("stances_grid", "marks"))
