"""The frame of the divergence board -> its rows as text: figures, then the gaps."""

from __future__ import annotations

import polars as pl

from dashboard import numbers
from dashboard.panels import counting
from dashboard.panels.divergence_cells import DEVIATIONS, POINTS, Board, distance_text
from dashboard.panels.once import rows_of
from dashboard.panels.table_columns import Column


def divergence_table(frame: pl.DataFrame, board: Board) -> pl.DataFrame:
    """Return one row per figure and per gap, each with `forecast_id` and both distances."""
    listed = counting.display_table(frame)
    names = {
        row["forecast_id"]: Column(row["indicator"], "", "").info.short for row in rows_of(frame)
    }
    far = _distances(board)
    ids = listed["forecast_id"]
    figures = listed.with_columns(
        pl.Series("indicator", [names[i] for i in ids], dtype=pl.String),
        *(
            pl.Series(name, [far.get(i, _NONE)[k] for i in ids], dtype=pl.String)
            for k, name in enumerate(COLUMNS)
        ),
    )
    ordered = figures.select(
        "forecast_id", "house", "indicator", "region", "period", "measure", "low", "high",
        *COLUMNS, "kind", "status", "published", "page", "counted",
    )  # fmt: skip
    gaps = pl.DataFrame(_gaps(board), schema=ordered.schema, orient="row")
    return pl.concat([ordered, gaps])


COLUMNS = ("distance", "deviations")
_NONE = (numbers.NO_VALUE, numbers.NO_VALUE)


def _distances(board: Board) -> dict[str, tuple[str, str]]:
    """Return both distances of each figure that has them, by its id."""
    heads = {head.id: head for head in board.heads}
    found = {}
    for cell in board.cells.values():
        if cell.points is None or len(cell.rows) > 1:
            continue
        found[cell.figure] = _both(board, cell.points, heads[cell.head].id)
    return found


def _both(board: Board, points: float, head_id: str) -> tuple[str, str]:
    head = next(head for head in board.heads if head.id == head_id)
    deviations = head.scaled(points, scale=DEVIATIONS)
    said = numbers.NO_VALUE if deviations is None else distance_text(
        deviations, head, scale=DEVIATIONS
    )  # fmt: skip
    return distance_text(points, head, scale=POINTS), said


def _gaps(board: Board) -> list[dict[str, str]]:
    rows = []
    for head in board.heads:
        for cell in board.cells.values():
            if cell.head != head.id or len(cell.rows) == 1:
                continue
            first = cell.rows[0]
            is_counted = all(row["counted"] for row in cell.rows)
            far = _NONE if cell.points is None else _both(board, cell.points, head.id)
            whole = all(row["mid"] is not None for row in cell.rows)
            gap = sum(sign * row["mid"] for sign, row in zip((1, -1), cell.rows, strict=True)) \
                if whole else None  # fmt: skip
            value = numbers.NO_VALUE
            if gap is not None:
                value = numbers.signed(round(gap, 6), decimals=head.decimals)
            rows.append({
                "forecast_id": cell.figure, "house": cell.house,
                "indicator": Column(first["indicator"], "", "").info.short,
                "region": head.where, "period": head.what.rpartition(" ")[2],
                "measure": "difference", "low": value, "high": value,
                "distance": far[0], "deviations": far[1], "kind": "gap",
                "status": "", "published": "", "page": "",
                "counted": "yes" if is_counted else "no: not both counted",
            })  # fmt: skip
    return rows
