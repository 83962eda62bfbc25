"""Rows of the divergence board -> its columns and cells: distance, step, side, words.

A column is a question, or the gap between the United States and the euro area on one: the figures
of the houses that are counted on both. Cells know what they say, not how they are drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard import numbers
from dashboard.panels import counting
from dashboard.panels.divergence_frame import ROUNDED, columns_of_year, is_alike
from dashboard.panels.once import deviation_of, middle_of, once_a_frame
from dashboard.panels.table_cells import definition_of, hover_of, text_of
from dashboard.panels.table_columns import Column, lowered_short, question_words
from dashboard.panels.wording import Row
from dashboard.selection import SCALES, Selection
from warehouse.vocabulary import Indicator, InstitutionKind, Unit

DISTANCE, REVIEW, UNLIKE, FEW = "distance", "review", "unlike", "few"
POINTS, DEVIATIONS = SCALES
STEPS: Final = {  # where the second to fifth tint begin
    POINTS: (0.05, 0.15, 0.3, 0.5),  # a tenth, a quarter and half a point are what houses argue of
    DEVIATIONS: (0.25, 0.5, 1.0, 1.5),
}
PAIR: Final = ("US", "EA")


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the board.

    Attributes:
        id: unique in the board.
        where: "Euro area", "US minus euro area", "ECB".
        short: the same for a phone.
        what: "growth 2026".
        question: as inside a sentence: "growth in the euro area in 2026".
        mids: counted midpoints, or gaps of houses counted on both sides, in `unit`.
        unit: of the midpoints.
        decimals: digits that figures carry.
    """

    id: str
    where: str
    short: str
    what: str
    question: str
    mids: tuple[float, ...]
    unit: Unit
    decimals: int

    @property
    def n(self) -> int:
        """How many houses are counted."""
        return len(self.mids)

    @property
    def has_distances(self) -> bool:
        """Whether enough houses are counted for a distance to mean something."""
        return self.n >= counting.ENOUGH_FOR_SPREAD

    @property
    def median(self) -> float | None:
        """Of the midpoints; None for fewer than two houses."""
        return middle_of(self.mids) if self.n > 1 else None

    @property
    def sd(self) -> float | None:
        """Sample deviation; None below three houses, and where all say the same."""
        found = deviation_of(self.mids) if self.has_distances else 0.0
        return found if found > 10.0**-ROUNDED else None

    @property
    def is_in_points(self) -> bool:
        """Whether a distance is one in points, so that columns can be compared by it."""
        return self.unit in (Unit.PCT, Unit.PP)

    def scaled(self, points: float, *, scale: str) -> float | None:
        """Return a distance on a scale; None in deviations where there are none."""
        if scale == POINTS:
            return points
        return points / self.sd if self.sd else None

    def step(self, points: float, *, scale: str) -> int:
        """Return the tint of a distance, 1 to 5; levels are no points and go by deviations."""
        used = scale if self.is_in_points else DEVIATIONS
        size = abs(self.scaled(points, scale=used) or 0.0)
        return 1 + sum(round(size, 6) >= edge for edge in STEPS[used])


@dataclass(frozen=True, slots=True)
class Cell:
    """What a house has under a column.

    Attributes:
        house: its name.
        head: id of the column.
        figure: id of the forecast that it opens.
        look: DISTANCE, REVIEW (ringed), UNLIKE (dashed) or FEW (no distance: too few houses).
        text: what stands in it.
        points: distance in the unit of the column; None where there is none.
        reach: the same on the scale of the board, without its sign; 0 where it is not counted, and
            in points where the column has another unit.
        step: tint, 1 to 5.
        hover: lines of plain text.
        rows: the figures behind it.
    """

    house: str
    head: str
    figure: str
    look: str
    text: str
    points: float | None
    reach: float
    step: int
    hover: str
    rows: tuple[Row, ...]

    @property
    def side(self) -> int:
        """1 above the median, -1 below it, 0 on it or without a distance."""
        size = round(self.points or 0.0, 6)
        return (size > 0) - (size < 0)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that the divergence board shows.

    Attributes:
        heads: columns in their order.
        houses: rows, the one with the largest distance first.
        cells: by house and id of the column.
    """

    heads: tuple[Head, ...]
    houses: tuple[str, ...]
    cells: dict[tuple[str, str], Cell]

    def told(self) -> list[tuple[Cell, Head]]:
        """Return the counted cells, furthest from the median first."""
        heads = {head.id: head for head in self.heads}
        counted = [cell for cell in self.cells.values() if cell.look == DISTANCE]
        counted.sort(key=lambda cell: (-round(cell.reach, 6), cell.house, cell.head))
        return [(cell, heads[cell.head]) for cell in counted]


@once_a_frame
def board_of(frame: pl.DataFrame, selection: Selection) -> Board:
    """Return the board of a frame: questions with anything in a cell, and the gaps."""
    scale = selection.scale or POINTS
    shown: dict[str, dict[str, Row]] = {}
    houses = pl.col("institution_kind").ne_missing(str(InstitutionKind.COLLECTIVE))
    for row in frame.filter(pl.col("shown") & houses).iter_rows(named=True):
        shown.setdefault(row["column"], {}).setdefault(row["institution"], row)
    heads: list[Head] = []
    cells: list[Cell] = []
    for indicator in selection.indicators:
        columns = [c for c in columns_of_year(selection) if c.indicator == indicator]
        held = [column for column in columns if column.id in shown]
        for column in held:
            head = head_of(frame, column)
            heads.append(head)
            rows = shown[column.id].values()
            cells += [_cell(row, column, head, scale=scale) for row in rows]
        pair = [next((c for c in held if c.region == code), None) for code in PAIR]
        if pair[0] and pair[1]:
            found = _gap_cells(shown, pair[0], pair[1], scale=scale)
            if found:
                head, of_gap = found
                after = max(heads.index(head_of(frame, column)) for column in pair if column)
                heads.insert(after + 1, head)
                cells += of_gap
    return Board(tuple(heads), _ordered(cells), {(c.house, c.head): c for c in cells})


def head_of(frame: pl.DataFrame, column: Column) -> Head:
    """Return the column of a question."""
    mine = (pl.col("column") == column.id) & pl.col("counted")
    return Head(
        id=column.id,
        where=column.where,
        short=_short(column),
        what=f"{lowered_short(column.info)} {column.when}",
        question=question_words(column),
        mids=tuple(frame.filter(mine)["mid"].sort()),
        unit=column.unit,
        decimals=column.info.decimals,
    )


def _short(column: Column) -> str:
    short = {"US": "US", "EA": "EA", "UK": "UK"}
    is_rate = column.indicator == Indicator.POLICY_RATE
    return column.where if is_rate else short.get(column.region, column.where)


def _cell(row: Row, column: Column, head: Head, *, scale: str) -> Cell:
    alike = is_alike(row)
    look = _look([row], head)
    definition = "" if alike else definition_of(row, column)
    return _made(row["institution"], head, look=look, text=definition or text_of(row, column),
                 points=row["distance"] if alike else None, scale=scale,
                 figure=row["forecast_id"], hover=hover_of(row), rows=(row,))  # fmt: skip


def _look(rows: Sequence[Row], head: Head) -> str:
    if not all(is_alike(row) for row in rows):
        return UNLIKE
    if not all(row["counted"] for row in rows):
        return REVIEW
    return DISTANCE if head.has_distances else FEW


def _made(
    house: str,
    head: Head,
    *,
    look: str,
    text: str,
    points: float | None,
    scale: str,
    figure: str,
    hover: str,
    rows: tuple[Row, ...],
) -> Cell:
    """Return a cell; where it has a distance, that is what stands in it."""
    scaled = None if points is None else head.scaled(points, scale=scale)
    if points is not None:
        text = distance_text(scaled, head, scale=scale)
        hover = f"{hover}\n{distance_words(points, head)}"
    elif look in (FEW, REVIEW):
        hover = f"{hover}\nno distance: {numbers.plural(head.n, 'house')} counted here"
    is_ranked = look == DISTANCE and (scale == DEVIATIONS or head.is_in_points)
    return Cell(
        house=house,
        head=head.id,
        figure=figure,
        look=look,
        text=text,
        points=points,
        reach=abs(scaled or 0.0) if is_ranked else 0.0,
        step=head.step(points or 0.0, scale=scale),
        hover=hover,
        rows=rows,
    )


def distance_text(scaled: float | None, head: Head, *, scale: str) -> str:
    """Return a distance as it stands in a cell: "+0.6", "−1.2", "0"."""
    if scaled is None:
        return "0"
    decimals = 1 if scale == DEVIATIONS else head.decimals
    shown = round(scaled, 1 if scale == DEVIATIONS else max(2, decimals))
    return numbers.signed(shown, decimals=decimals) if shown else "0"


def distance_words(points: float, head: Head) -> str:
    """Return a distance as a sentence has it: "0.6 above the median of 2.0, n = 4"."""
    middle = numbers.number(head.median or 0.0, decimals=head.decimals)
    if not round(points, 6):
        return f"on the median of {middle}, n = {head.n}"
    side = "above" if points > 0 else "below"
    size = numbers.number(abs(points), decimals=head.decimals)
    return f"{size} {side} the median of {middle}, n = {head.n}"


def _gap_cells(
    shown: dict[str, dict[str, Row]], first: Column, last: Column, *, scale: str
) -> tuple[Head, list[Cell]] | None:
    """Return the column of the gap and its cells; None where no house is counted on both sides."""
    ours, theirs = shown[first.id], shown[last.id]
    both = {house: (row, theirs[house]) for house, row in ours.items() if house in theirs}
    pairs = {house: rows for house, rows in both.items() if any(map(is_alike, rows))}
    gaps = {house: _gap(*rows) for house, rows in pairs.items()}
    mids = sorted(gaps[house] for house, rows in pairs.items() if all(r["counted"] for r in rows))
    if not mids:
        return None
    head = _gap_head(first, last, tuple(mids))
    cells = []
    for house, rows in pairs.items():
        look = _look(rows, head)
        gap = gaps[house] if look != UNLIKE else None
        middle = head.median
        points = None
        if gap is not None and middle is not None and head.has_distances:
            points = round(gap - middle, ROUNDED)
        odd = next((row for row in rows if not is_alike(row)), rows[0])
        column = first if odd is rows[0] else last
        text = definition_of(odd, column) or text_of(odd, column)
        if gap is not None:
            text = numbers.signed(gap, decimals=head.decimals)
        cells.append(_made(house, head, look=look, text=text, points=points, scale=scale,
                           figure=_further(rows)["forecast_id"], rows=rows,
                           hover=_gap_hover(house, rows, head, gap)))  # fmt: skip
    return head, cells


def _gap_head(first: Column, last: Column, mids: tuple[float, ...]) -> Head:
    is_rate = first.indicator == Indicator.POLICY_RATE
    lowered = last.where if is_rate else last.where[:1].lower() + last.where[1:]
    ours = first.where if is_rate else "US"
    where = f"{ours} minus {lowered}"
    what = f"{lowered_short(first.info)} {first.when}"
    return Head(
        id=f"{first.indicator}-{first.region}-{last.region}-{first.year}",
        where=where,
        short=f"{_short(first)} {numbers.MINUS} {_short(last)}",
        what=what,
        question=_gap_question(first, ours, lowered),
        mids=mids,
        unit=first.unit,
        decimals=first.info.decimals,
    )


def _gap_question(first: Column, ours: str, theirs: str) -> str:
    when = f"for {first.when}" if first.when != first.year else f"in {first.year}"
    if first.indicator == Indicator.POLICY_RATE:
        return f"the gap between {ours} and {theirs} rates {when}"
    return f"the gap between {ours} and {theirs} {lowered_short(first.info)} {when}"


def _gap(ours: Row, theirs: Row) -> float:
    if ours["mid"] is None or theirs["mid"] is None:
        return 0.0
    return round(float(ours["mid"] - theirs["mid"]), ROUNDED)


def _further(rows: tuple[Row, Row]) -> Row:
    """Return the figure that makes the gap: the one further from its own median."""
    return max(rows, key=lambda row: abs(row["distance"] or 0.0))


def _gap_hover(house: str, rows: tuple[Row, Row], head: Head, gap: float | None) -> str:
    said = [counting.value_text(row, with_unit=True) for row in rows]
    size = "" if gap is None else f" = {numbers.signed(gap, decimals=head.decimals)} points"
    lines = [f"{house}: {head.where}, {head.what}", f"{said[0]} against {said[1]}{size}"]
    for row in rows:
        when = numbers.day(row["published"], row["published_precision"])
        why = f", not counted: {row['why_not']}" if row["why_not"] else ""
        lines.append(f"{counting.value_text(row)}: {when}, p. {row['page']}{why}")
    return "\n".join(lines)


def _ordered(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return the houses by their largest counted distance, then by what else they have."""
    reach: dict[str, float] = {}
    for cell in cells:
        reach[cell.house] = max(reach.get(cell.house, 0.0), round(cell.reach, 6))
    filled = Counter(cell.house for cell in cells)
    return tuple(sorted(reach, key=lambda house: (-reach[house], -filled[house], house)))


@dataclass(frozen=True, slots=True)
class Apart:
    """The two houses that are furthest apart on a question.

    Attributes:
        head: the question.
        high: cell of the higher one.
        low: cell of the lower one.
        points: what lies between them, in the unit of the question.
        reach: the same on the scale of the board.
    """

    head: Head
    high: Cell
    low: Cell
    points: float
    reach: float


def furthest_pairs(board: Board, *, scale: str) -> list[Apart]:
    """Return the furthest pair of each question that has distances, widest first."""
    found = []
    for head in board.heads:
        if scale == POINTS and not head.is_in_points:
            continue
        cells = [c for c in board.cells.values() if c.head == head.id and c.look == DISTANCE]
        if len(cells) < 2:
            continue
        cells.sort(key=lambda cell: (-(cell.points or 0.0), cell.house))
        points = round((cells[0].points or 0.0) - (cells[-1].points or 0.0), ROUNDED)
        reach = head.scaled(points, scale=scale)
        if points and reach is not None:
            found.append(Apart(head, cells[0], cells[-1], points, reach))
    return sorted(found, key=lambda apart: (-round(apart.reach, 6), apart.head.id))
