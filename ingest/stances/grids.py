"""House-view grids -> stances: a row for each asset, a mark or a word for the tilt.

Read are a mark under one of the heads "Underweight, Neutral, Overweight"; a word or sign beside the
asset, where columns of an earlier view or of changes are told by their heads; a column for each
house; and a row for each house under heads that name assets.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.resolving.strangers import UNATTRIBUTED
from ingest.stances.cells import (
    Cell,
    asset_of,
    cells_of,
    house_of,
    is_mark,
    may_hold_grid,
    names_head,
    sign_tilt,
    word_tilt,
)
from ingest.stances.columns import Column, Value, sort_columns
from ingest.stances.traits import Trait, confidence_of, sentences
from warehouse.records import AllocationStance, Evidence
from warehouse.vocabulary import Role, Tilt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.layout import Line, Page
    from ingest.stances.assets import NamedAsset
    from warehouse.assets import Asset

FEWEST_HEADS = 2  # tilts that a line must name to head a grid
FEWEST_ROWS = 2  # assets that must follow heads of tilts, or it is no grid
FEWEST_CELLS = 3  # rows of a column without such heads
FARTHEST_SHIFT = 0.5  # of the gap between heads: how far from its head a mark may stand
FAR_BELOW = 8  # lines without an asset after which a grid is over
SIDE = 40.0  # points that a section's name may stand right of the labels under it


@dataclass(frozen=True, slots=True)
class Row:
    """An asset and the values beside it.

    Attributes:
        line: the printed line.
        label: the cell of the asset, or of the house in a grid of houses.
        asset: what it names.
        values: cells right of it, up to the next asset.
    """

    line: Line
    label: Cell
    asset: NamedAsset
    values: tuple[Cell, ...]


@dataclass
class _Grid:
    """Rows that follow one another, and the lines above them."""

    heads: list[Cell] = field(default_factory=list)
    above: list[list[Cell]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def read_grids(page: Page, *, publisher: str) -> list[AllocationStance]:
    """Return the stances of the grids on a page, in reading order.

    Args:
        page: its words.
        publisher: the house whose views they are, unless a column or row names another.
    """
    if not may_hold_grid(page.words):
        return []
    found: list[AllocationStance] = []
    for grid in _grids(page):
        if grid.heads:
            found += _under_heads(grid, page=page.number, publisher=publisher)
        else:
            found += _by_columns(grid, page=page.number, publisher=publisher)
    return [*found, *_by_houses(page, publisher=publisher)]


def _grids(page: Page) -> list[_Grid]:
    """Return runs of lines that begin with an asset and go on with values."""
    grids = [_Grid()]
    scopes: list[tuple[float, Asset]] = []
    since = 0
    for line in page.rows:
        cells = cells_of(line)
        heads = _tilt_heads(cells, scopes)
        if heads:
            scopes = [] if since > FAR_BELOW else scopes
            grids.append(_Grid(heads=heads, above=[cells]))
            since = 0
            continue
        rows = _rows(line, cells, scopes)
        if rows:
            grids[-1].rows += rows
            since = 0
            continue
        _follow_scope(cells, scopes)
        since += 1
        if since > FAR_BELOW or (grids[-1].rows and _is_title(cells) and not grids[-1].heads):
            grids.append(_Grid())
        if not grids[-1].rows:
            grids[-1].above.append(cells)
    return [grid for grid in grids if grid.rows]


def _is_title(cells: Sequence[Cell]) -> bool:
    """Whether a line heads columns: several cells and no value among them."""
    return len(cells) > 1 and all(word_tilt(c.text) is None for c in cells)


def _tilt_heads(cells: Sequence[Cell], scopes: Sequence[tuple[float, Asset]]) -> list[Cell]:
    """Return the cells of a line that name tilts, where it names several and no asset."""
    named = [c for c in cells if word_tilt(c.text) or (sign_tilt(c.text) and len(cells) > 1)]
    tilts = {word_tilt(c.text) or sign_tilt(c.text) for c in named}
    others = [c for c in cells if c not in named]
    if len(tilts) < FEWEST_HEADS or len(tilts) + 2 < len(others):
        return []
    scope = scopes[0][1] if scopes else None
    return [] if any(asset_of(c.text, scope) for c in others) else named


def _follow_scope(cells: Sequence[Cell], scopes: list[tuple[float, Asset]]) -> None:
    """Keep the sections that a line opens ("Equities", "Fixed income"), each with its left edge."""
    named = [(c.box[0], a.asset) for c in cells if (a := asset_of(c.text, None)) is not None]
    if named and len(named) == len(cells):
        scopes[:] = named


def _rows(line: Line, cells: Sequence[Cell], scopes: Sequence[tuple[float, Asset]]) -> list[Row]:
    """Return the assets of a line, each with the values right of it."""
    rows: list[Row] = []
    spots: list[tuple[int, NamedAsset]] = []
    for n, cell in enumerate(cells):
        left = [asset for edge, asset in scopes if edge <= cell.box[0] + SIDE]
        asset = asset_of(cell.text, left[-1] if left else None)
        if asset is not None:
            spots.append((n, asset))
    edges = [*(n for n, _ in spots[1:]), len(cells)][: len(spots)]
    for (n, asset), following in zip(spots, edges, strict=True):
        values = [c for c in cells[n + 1 : following] if _is_value(c.text)]
        if values:
            rows.append(Row(line, cells[n], asset, tuple(values)))
    return rows


def _is_value(text: str) -> bool:
    return word_tilt(text) is not None or sign_tilt(text) is not None or is_mark(text)


def _under_heads(grid: _Grid, *, page: int, publisher: str) -> list[AllocationStance]:
    """Return a stance for each row with one filled mark under a head."""
    found = []
    for row in grid.rows:
        marks = [c for c in row.values if is_mark(c.text) or c.text in "xX"]
        said = [c for c in row.values if word_tilt(c.text)]
        if len(marks) == 1 and not said:
            head = _over(marks[0], grid.heads)
            tilt = (word_tilt(head.text) or sign_tilt(head.text)) if head else None
            if head is not None and tilt is not None:
                value = Value(marks[0], tilt, head, publisher, None)
                found.append(_stance(row, value, page=page, traits=set()))
        elif len(said) == 1 and not marks:
            value = Value(said[0], word_tilt(said[0].text) or Tilt.NEUTRAL, None, publisher, None)
            found.append(_stance(row, value, page=page, traits=set()))
    return found if len(found) >= FEWEST_ROWS else []


def _over(mark: Cell, heads: Sequence[Cell]) -> Cell | None:
    """Return the head that a mark stands under."""
    places = sorted(h.middle for h in heads)
    gap = min((b - a for a, b in pairwise(places)), default=0.0)
    near = min(heads, key=lambda h: abs(h.middle - mark.middle))
    return near if abs(near.middle - mark.middle) <= gap * FARTHEST_SHIFT else None


def _by_columns(grid: _Grid, *, page: int, publisher: str) -> list[AllocationStance]:
    """Return a stance for each word or sign beside an asset, column by column."""
    cells = [(row, cell) for row in grid.rows for cell in row.values]
    columns = sort_columns(cells, grid.above)
    title = " ".join(c.text for line in grid.above for c in line)
    found: list[AllocationStance] = []
    for column in columns:
        if column.is_old or column.is_change or len(column.cells) < FEWEST_CELLS:
            continue
        signs = all(word_tilt(cell.text) is None for _, cell in column.cells)
        if signs and not column.is_of_signs:
            continue
        house = house_of(column.head.text) if column.head else None
        traits = _traits_of(column, title, signs=signs)
        for row, cell in column.cells:
            tilt = word_tilt(cell.text) or (sign_tilt(cell.text) if column.is_of_signs else None)
            if tilt is not None:
                value = Value(cell, tilt, column.head, house or publisher, column.old_of(row))
                found.append(_stance(row, value, page=page, traits=traits))
    return found


def _traits_of(column: Column, title: str, *, signs: bool) -> set[Trait]:
    traits: set[Trait] = set()
    if column.head is None:
        traits.add(Trait.GRID_BARE)
    if column.is_one_of_many:
        traits.add(Trait.CONTRADICTED)
    if signs and not names_head(title, "view_heads"):
        traits.add(Trait.GRID_SIGN)
    return traits


def _by_houses(page: Page, *, publisher: str) -> list[AllocationStance]:
    """Return the stances of a grid with a row for each house and a column for each asset."""
    found: list[AllocationStance] = []
    heads: list[tuple[Cell, NamedAsset]] = []
    for line in page.rows:
        cells = cells_of(line)
        several = cells if len(cells) >= FEWEST_HEADS else []
        named = [(c, a) for c in several if (a := asset_of(c.text, None)) is not None]
        if len(named) >= FEWEST_HEADS and not any(_is_value(c.text) for c in cells):
            heads = named
            continue
        house = house_of(cells[0].text) if heads and cells else None
        if house is None or house == UNATTRIBUTED:
            continue
        for cell in cells[1:]:
            tilt = word_tilt(cell.text)
            over = min(heads, key=lambda h: abs(h[0].middle - cell.middle))
            if tilt is not None and over[0].box[0] - SIDE < cell.middle < over[0].box[2] + SIDE:
                row = Row(line, cells[0], over[1], (cell,))
                value = Value(cell, tilt, over[0], house, None)
                found.append(_stance(row, value, page=page.number, traits=set()))
    return found if len(found) >= FEWEST_CELLS else []


def _stance(row: Row, value: Value, *, page: int, traits: set[Trait]) -> AllocationStance:
    told = traits | ({Trait.UNSIGNED} if value.house == UNATTRIBUTED else set())
    confidence, status = confidence_of(told, reader="grid")
    boxes = [value.cell.boxed(page, Role.VALUE), row.label.boxed(page, Role.ROW_LABEL)]
    if value.head is not None:
        boxes.append(value.head.boxed(page, Role.COLUMN_HEADER))
    return AllocationStance(
        institution=value.house,
        asset=row.asset.asset.code,
        asset_words=row.label.text,
        region=row.asset.region,
        tilt=value.tilt,
        change=value.change,
        horizon="",
        status=status,
        confidence=confidence,
        reasons=sentences(told),
        evidence=Evidence(page, _quote(row, value), tuple(boxes)),
        reader="grid",
        traits=tuple(sorted(map(str, told))),
    )


def _quote(row: Row, value: Value) -> str:
    """Return the row as printed, from the asset to its last value."""
    last = max([value.cell.box[2], *(cell.box[2] for cell in row.values)])
    first = row.label.box[0]
    return " ".join(w.text for w in row.line.words if first <= w.x0 and w.x1 <= last)
