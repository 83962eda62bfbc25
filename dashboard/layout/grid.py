"""The panel table's view -> an AG Grid: houses as rows, doors in its cells, statistics below.

Everything that a cell says is written here; the browser (`assets/grid.js`) only sets it, sorts by
the number beside it, and keeps sorting, filters and columns in the address.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import dash_ag_grid as dag
from dash import html

from dashboard import numbers
from dashboard.figures.labels import BOLD_WIDER
from dashboard.figures.texts import text_px
from dashboard.figures.theme import NOTE_SIZE
from dashboard.layout.grid_library import library_address
from dashboard.layout.markup import attributes
from dashboard.panels.table_cells import COUNTED, GREY, REVIEW, Piece, piece_of, report_words
from dashboard.panels.table_columns import Column
from dashboard.panels.table_frame import held_columns, shown_rows
from dashboard.panels.table_statistics import Together, together_of
from dashboard.panels.table_summary import ALONE, TOO_FEW, summary_rows
from dashboard.panels.wording import Row
from warehouse.vocabulary import InstitutionKind

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene
    from dashboard.panels import PanelView
    from dashboard.panels.table_cells import Summary

HOUSE_PX: Final = {"desk": 192, "tablet": 170, "phone": 124}
STRIP_PX: Final = 82  # px of a column: a strip of the spread with its margins
CELL_MARGINS: Final = 18  # px left and right of what stands in a cell
RING_PX: Final = 14  # px that a ring adds to a value
CELL_SIZE: Final = 15  # px: the size of a value
REGION_SIZE: Final = 14  # px: of the names of groups
GREY_SIZE: Final = 13  # px: of one that is not pooled
ROW_PX: Final = 30
HEADER_PX: Final = 26
TALLEST: Final = 60  # rows up to which the page scrolls; of more the grid does, with its header
FIXED_HEIGHT: Final = "max(560px, calc(100vh - 120px))"
CHANGE: Final = "-change"  # after a column's id: how far the house moved since its last edition
TOOLTIP_MS: Final = 350
_HUES: Final = {"US": "us", "EA": "ea"}
_THEME: Final = (
    "themeQuartz.withParams({"
    "backgroundColor: 'var(--paper)', foregroundColor: 'var(--ink)', accentColor: 'var(--ink)', "
    "borderColor: 'var(--rule)', headerBackgroundColor: 'var(--paper)', "
    "chromeBackgroundColor: 'var(--paper)', headerTextColor: 'var(--ink)', "
    "rowHoverColor: 'var(--sunk)', selectedRowBackgroundColor: 'var(--sunk)', "
    "menuBackgroundColor: 'var(--sheet)', inputBackgroundColor: 'var(--sheet)', "
    "tooltipBackgroundColor: 'var(--sheet)', tooltipTextColor: 'var(--ink)', "
    "fontFamily: 'inherit', headerFontFamily: 'inherit', cellFontFamily: 'inherit', "
    "fontSize: 15, headerFontSize: 14, headerFontWeight: 400, "
    "wrapperBorder: false, wrapperBorderRadius: 0, borderRadius: 3, columnBorder: false, "
    "headerColumnBorder: false, headerRowBorder: false, pinnedColumnBorder: false, "
    "cellHorizontalPadding: 8, iconSize: 12})"
)


def build_grid(scene: Scene, view: PanelView) -> Any:
    """Return the grid with the menu of its columns, or why there is nothing and what to do."""
    if view.empty:
        links = [html.A("Add a report", href=scene.link("/upload"))] if scene.can_upload else []
        return html.Div([html.P(view.empty), *links], className="note empty")
    columns = held_columns(view.frame, view.shown)
    together = {column.id: together_of(view.frame, column) for column in columns}
    rows = _rows(view, columns, together)
    name = f"grid-{_mark_of(columns, scene.visit.room)}"
    fits = len(rows) <= TALLEST
    grid = dag.AgGrid(
        id=name,
        rowData=rows,
        columnDefs=_definitions(columns, rows, room=scene.visit.room),
        defaultColDef=_DEFAULT,
        getRowId="params.data.id",
        dashGridOptions=_options(view, columns, together, fits=fits),
        style={"width": "100%", "height": None if fits else FIXED_HEIGHT},
        className="hv-grid",
    )
    frame = html.Div(
        grid,
        className=f"grid-frame {'grid-whole' if fits else 'grid-window'}",
        **attributes(
            data_grid=name,
            data_grid_source=library_address(scene.prefix),
            data_grid_label=f"{view.finding}. {view.subtitle}",
            data_grid_about=f"{view.finding}. {view.subtitle} {view.footer}",
        ),
    )
    return html.Div([_tools(scene, view, columns), frame])


def _mark_of(columns: Sequence[Column], room: str) -> str:
    """Return a short text that is new where the columns are, so that the grid starts anew."""
    seed = "|".join([room, *(column.id for column in columns)])
    return sha256(seed.encode()).hexdigest()[:10]


_DEFAULT: Final[dict[str, Any]] = {
    "sortable": True,
    "resizable": True,
    "suppressMovable": False,
    "cellRenderer": "HouseviewsCell",
    "comparator": {"function": "houseviewsLast"},
    "sortingOrder": ["desc", "asc", None],
    "tooltipValueGetter": {"function": "houseviewsTip(params)"},
    "filter": "agNumberColumnFilter",
    "filterParams": {"buttons": ["reset"], "maxNumConditions": 1},
    "suppressHeaderMenuButton": True,
}


def _options(
    view: PanelView, columns: Sequence[Column], together: dict[str, Together], *, fits: bool
) -> dict[str, Any]:
    summaries = summary_rows(columns, together, view.shown)
    return {
        "theme": {"function": _THEME},
        "domLayout": "autoHeight" if fits else "normal",
        "rowHeight": ROW_PX,
        "headerHeight": HEADER_PX,
        "groupHeaderHeight": HEADER_PX,
        "animateRows": False,
        "suppressColumnMoveAnimation": True,
        "suppressCellFocus": False,
        "ensureDomOrder": True,
        "suppressColumnVirtualisation": True,
        "suppressRowHoverHighlight": False,
        "enableCellTextSelection": True,
        "suppressDragLeaveHidesColumns": True,
        "tooltipShowDelay": TOOLTIP_MS,
        "tooltipInteraction": True,
        "rowClassRules": {"row-strong": "params.data.role === 'strong'"},
        "postSortRows": {"function": "houseviewsBelow(params)"},
        "pinnedTopRowData": [_spread_row(view, columns)],
        "pinnedBottomRowData": [_summary_row(i, row) for i, row in enumerate(summaries)],
    }


def _definitions(
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
        + text_px(f"{one.get('w', '')} {one.get('s', '')}", size=NOTE_SIZE)
        + (RING_PX if one.get("k") == REVIEW else 0)
        for one in pieces
    ]
    return int(max(widths, default=0)) + CELL_MARGINS


def _definition(column: Column, *, width: int, is_first: bool) -> dict[str, Any]:
    return {
        "field": column.id,
        "headerName": column.when,
        "headerTooltip": f"{column.name}. Enter or a click sorts.",
        "headerComponentParams": {
            "innerHeaderComponent": "HouseviewsHead",
            "spoken": column.name,
        },
        "flex": 1,
        "minWidth": width,
        "type": "rightAligned",
        "cellClass": f"hv-value hue-{_HUES.get(column.region, 'ink')}",
        **({"initialSort": "desc"} if is_first else {}),
    }


def _change_definition(column: Column) -> dict[str, Any]:
    """Return the optional column of changes since each house's last edition."""
    return {
        "field": f"{column.id}{CHANGE}",
        "headerName": "change",
        "headerTooltip": f"{column.name}: change since each house’s last edition",
        "headerComponentParams": {
            "innerHeaderComponent": "HouseviewsHead",
            "spoken": f"{column.name}, change since the last edition",
        },
        "initialHide": True,
        "flex": 1,
        "minWidth": 76,
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


def _rows(
    view: PanelView, columns: Sequence[Column], together: dict[str, Together]
) -> list[dict[str, Any]]:
    """Return a row per house, those that only speak for others at the end."""
    found = []
    for house, held in shown_rows(view.frame).items():
        rows = [row for part in held.values() for row in part]
        when, aged, days = report_words(rows, asof=view.shown.asof)
        newest = max(str(row["published"] or "") for row in rows)
        row: dict[str, Any] = {
            "id": house,
            "house": house,
            "published": newest,
            "age": days,
            "below": rows[0]["institution_kind"] == InstitutionKind.COLLECTIVE,
            "cells": {"published": {"t": when}, "age": {"t": aged}},
        }
        for column in columns:
            _put(row, held.get(column.id, []), column, together[column.id])
        found.append(row)
    return sorted(found, key=lambda row: (row["below"], row["house"]))


def _put(row: dict[str, Any], held: Sequence[Row], column: Column, together: Together) -> None:
    """Put the cell of a column into a row: its number to sort by, and its pieces."""
    pieces = [piece_of(one, column, together) for one in held]
    counted = next((one for one in held if one["counted"]), None)
    row[column.id] = counted["mid"] if counted else None
    row["cells"][column.id] = {"p": [_piece(piece) for piece in pieces]} if pieces else {}
    change = counted["change"] if counted else None
    key = f"{column.id}{CHANGE}"
    row[key] = change
    if change is not None:
        row["cells"][key] = {"t": numbers.signed(change, decimals=column.info.decimals)}


def _piece(piece: Piece) -> dict[str, str]:
    short = {
        "f": piece.figure,
        "t": piece.text,
        "k": "" if piece.style == COUNTED else piece.style,
        "s": piece.definition,
        "w": piece.word,
        "h": piece.hover,
        "a": "" if piece.spoken == piece.text else piece.spoken,
    }
    return {key: text for key, text in short.items() if text}


def _spread_row(view: PanelView, columns: Sequence[Column]) -> dict[str, Any]:
    """Return the row of strips: where the houses stand under each column."""
    cells = {column.id: _strip(view, column) for column in columns}
    return {"id": "spread", "house": "Spread", "role": "spread", "cells": cells}


def _strip(view: PanelView, column: Column) -> dict[str, Any]:
    """Return dots from 0 to 1 with the height of their stack, and the median's place."""
    together = together_of(view.frame, column)
    if not together.n or together.low is None or together.high is None:
        return {}
    part = view.frame.filter((view.frame["column"] == column.id) & view.frame["counted"])
    width = together.high - together.low

    def place(value: float) -> float:
        return round((value - together.low) / width, 4) if width else 0.5  # type: ignore[operator]

    stacks: dict[float, int] = {}
    dots = []
    for mid in sorted(part["mid"]):
        at = place(mid)
        stacks[at] = stacks.get(at, -1) + 1
        dots.append([at, stacks[at]])
    has_median = together.n > 1 and together.median is not None
    lowest_highest = (together.low, together.high)
    ends = [numbers.number(end, decimals=column.info.decimals) for end in lowest_highest]
    said = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    return {
        "dots": dots,
        "median": place(together.median) if has_median and together.median is not None else None,
        "hue": _HUES.get(column.region, "ink"),
        "h": f"{numbers.plural(together.n, 'house')}, {said}",
    }


def _summary_row(place: int, summary: Summary) -> dict[str, Any]:
    cells = {
        key: {
            "t": text,
            **({"n": summary.notes[key]} if summary.notes.get(key) else {}),
            **({"q": True} if text in (ALONE, TOO_FEW, numbers.NO_VALUE) else {}),
        }
        for key, text in summary.texts.items()
    }
    role = "strong" if summary.is_strong else "summary"
    return {"id": f"summary-{place}", "house": summary.name, "role": role, "cells": cells}


def _tools(scene: Scene, view: PanelView, columns: Sequence[Column]) -> Any:
    """Return the menu of columns and the ways to take the table along."""
    query = view.selection.to_query()
    address = f"{scene.prefix.rstrip('/')}/api/panels/{view.panel.id}"
    ask = f"?{query}" if query else ""
    entries = [_column_entry(column) for column in columns]
    menu = html.Details(
        [
            html.Summary("Columns"),
            html.Div(
                [
                    _toggle("Changes since each house’s last edition", data_grid_changes="true"),
                    html.Ul(entries),
                    html.Button("As at first", type="button", **attributes(data_grid_reset="true")),
                ],
                className="menu column-menu",
            ),
        ]
    )
    name = view.panel.id
    takes = [
        html.Button("CSV as shown", type="button", **attributes(data_grid_csv=name)),
        html.A("Excel, with sources", href=f"{address}.xlsx{ask}", download=f"{name}.xlsx"),
    ]
    return html.Div([menu, *takes], className="actions grid-tools")


def _column_entry(column: Column) -> Any:
    pin = html.Button(
        "pin",
        type="button",
        className="pin",
        **attributes(
            data_grid_pin=column.id, aria_pressed="false", aria_label=f"Pin {column.topic}"
        ),
    )
    return html.Li([_toggle(column.topic, state="true", data_grid_column=column.id), pin])


def _toggle(text: str, *, state: str = "false", **data: str) -> Any:
    return html.Button(
        text,
        type="button",
        className="toggle",
        role="checkbox",
        **attributes(aria_checked=state, **data),
    )
