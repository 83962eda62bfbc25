"""Columns of the panel table -> column definitions of an AG Grid, wide enough for their cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dashboard import numbers
from dashboard.figures.labels import BOLD_WIDER
from dashboard.figures.texts import text_px
from dashboard.figures.theme import NOTE_SIZE
from dashboard.layout.grid_rows import CHANGE, HUES
from dashboard.panels.table_cells import GREY, REVIEW
from dashboard.panels.table_columns import Column

HOUSE_PX: Final = {"desk": 192, "tablet": 170, "phone": 132}
STRIP_PX: Final = 82  # px of a column: a strip of the spread with its margins
CELL_MARGINS: Final = 18  # px left and right of what stands in a cell
RING_PX: Final = 14  # px that a ring adds to a value
CELL_SIZE: Final = 15  # px: the size of a value
REGION_SIZE: Final = 14  # px: of the names of groups
GREY_SIZE: Final = 13  # px: of one that is not pooled
CHANGE_PX: Final = 76  # px of an optional column


def define_columns(
    columns: Sequence[Column], rows: Sequence[dict[str, Any]], *, room: str
) -> list[dict[str, Any]]:
    """Return the columns, grouped by indicator and region as they follow each other."""
    house = {
        "field": "house",
        "headerName": "House",
        "pinned": "left",
        "lockPinned": True,
        "lockPosition": "left",
        "suppressSpanHeaderHeight": True,
        "width": HOUSE_PX[room],
        "cellAriaRole": "rowheader",
        "filter": "agTextColumnFilter",
        "sortingOrder": ["asc", "desc", None],
        "cellClass": "hv-house",
    }
    report = {
        "headerName": "Report",
        "groupId": "report",
        "children": [
            _plain("published", "published", width=108, room=room),
            _plain("age", "age", width=66, room=room),
        ],
    }
    groups: list[dict[str, Any]] = []
    for column in columns:
        if not groups or groups[-1]["groupId"] != str(column.indicator):
            groups.append(_group(str(column.indicator), _indicator_head(column)))
        regions = groups[-1]["children"]
        if not regions or regions[-1]["groupId"] != f"{column.indicator}-{column.region}":
            regions.append(_group(f"{column.indicator}-{column.region}", column.where))
        is_first = column == columns[0]
        width = _width(rows, column.id)
        regions[-1]["children"] += [_definition(column, width=width, is_first=is_first)]
        regions[-1]["children"] += [_change_definition(column)]
    for group in groups:
        for region in group["children"]:
            _fit(region, size=REGION_SIZE)
        _fit(group, size=REGION_SIZE)
    return [house, *groups, report]


def _fit(group: dict[str, Any], *, size: int) -> None:
    """Widen the only column of a group so that the name above it is not cut."""
    inner = group["children"]
    leaves = [leaf for part in inner for leaf in part.get("children", [part])]
    shown = [leaf for leaf in leaves if not leaf.get("initialHide")]
    if len(shown) == 1:
        room = int(text_px(group["headerName"], size=size) * BOLD_WIDER) + CELL_MARGINS
        shown[0]["minWidth"] = max(shown[0]["minWidth"], room)


def _indicator_head(column: Column) -> str:
    return f"{column.info.short}, {numbers.unit_name(column.unit)}"


def _group(group: str, name: str) -> dict[str, Any]:
    return {"groupId": group, "headerName": name, "children": [], "marryChildren": True}


def _width(rows: Sequence[dict[str, Any]], column: str) -> int:
    """Return the px that the widest cell of a column takes."""
    widest = [_cell_px(row["cells"].get(column, {}).get("p", [])) for row in rows]
    return max(STRIP_PX, *widest)


def _cell_px(pieces: Sequence[dict[str, str]]) -> int:
    """Return the px of the widest piece: several stand below each other."""
    widths = [
        text_px(one["t"], size=GREY_SIZE if one.get("k") == GREY else CELL_SIZE) * BOLD_WIDER
        + text_px(f"{one.get('w', '')} {one.get('s', '')}{one.get('d', '')}", size=NOTE_SIZE)
        + (RING_PX if one.get("k") == REVIEW else 0)
        for one in pieces
    ]
    return int(max(widths, default=0)) + CELL_MARGINS


def _definition(column: Column, *, width: int, is_first: bool) -> dict[str, Any]:
    return {
        "field": column.id,
        "headerName": column.when,
        "headerComponentParams": {
            "innerHeaderComponent": "HouseviewsHead",
            "spoken": column.name,
        },
        "flex": 1,
        "minWidth": width,
        "type": "rightAligned",
        "cellClass": f"hv-value hue-{HUES.get(column.region, 'ink')}",
        **({"initialSort": "desc"} if is_first else {}),
    }


def _change_definition(column: Column) -> dict[str, Any]:
    """Return the optional column of changes since each house's last edition."""
    return {
        "field": f"{column.id}{CHANGE}",
        "headerName": "change",
        "headerComponentParams": {
            "innerHeaderComponent": "HouseviewsHead",
            "spoken": f"{column.name}, change since the last edition",
        },
        "initialHide": True,
        "flex": 1,
        "minWidth": CHANGE_PX,
        "type": "rightAligned",
        "cellClass": "hv-value hv-change",
    }


def _plain(field: str, name: str, *, width: int, room: str) -> dict[str, Any]:
    return {
        "pinned": "right" if room == "desk" else None,
        "suppressSpanHeaderHeight": True,
        "field": field,
        "headerName": name,
        "width": width,
        "minWidth": width,
        "type": "rightAligned",
        "cellClass": "hv-report",
        "filter": "agNumberColumnFilter" if field == "age" else False,
        "sortingOrder": ["asc", "desc", None] if field == "age" else ["desc", "asc", None],
    }
