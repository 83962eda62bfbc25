"""The panel table's view -> an AG Grid: houses as rows, doors in its cells, statistics below.

Everything that a cell says is written on this side; the browser (`assets/grid.js`) only sets it,
sorts by the number beside it, and keeps sorting, filters and columns in the address.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import dash_ag_grid as dag
from dash import html

from dashboard.layout.grid_columns import define_columns
from dashboard.layout.grid_library import library_address
from dashboard.layout.grid_rows import house_rows, spread_row, summary_row
from dashboard.layout.markup import attributes
from dashboard.panels.table_columns import Column
from dashboard.panels.table_frame import held_columns
from dashboard.panels.table_statistics import Together, together_of
from dashboard.panels.table_summary import summary_rows
from dashboard.selection import Selection

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene
    from dashboard.panels import PanelView

ROW_PX: Final = 30
HEADER_PX: Final = 26
TALLEST: Final = 60  # rows up to which the page scrolls; of more the grid does, with its header
FIXED_HEIGHT: Final = "max(560px, calc(100vh - 120px))"
TOOLTIP_MS: Final = 350
FILTERED: Final = "Filters hide rows; the statistics hold for every house."
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
    rows = house_rows(view, columns, together)
    name = f"grid-{_mark_of(columns, scene.visit.room)}"
    fits = len(rows) <= TALLEST
    grid = dag.AgGrid(
        id=name,
        rowData=rows,
        columnDefs=define_columns(columns, rows, room=scene.visit.room),
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
        "rowClassRules": {"row-strong": "params.data.role === 'strong'"},
        "postSortRows": {"function": "houseviewsBelow(params)"},
        "pinnedTopRowData": [spread_row(view, columns, together)],
        "pinnedBottomRowData": [summary_row(i, row) for i, row in enumerate(summaries)],
    }


def _tools(scene: Scene, view: PanelView, columns: Sequence[Column]) -> Any:
    """Return the menu of columns and the ways to take the table along."""
    query = view.selection.to_query()
    address = f"{scene.prefix.rstrip('/')}/api/panels/{view.panel.id}"
    ask = f"?{query}" if query else ""
    times = Selection(asof=view.selection.asof, known=view.selection.known).to_query()
    clocks = f"?{times}" if times else ""
    figures = f"{scene.prefix.rstrip('/')}/api/figures"
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
        html.A("Everything, CSV", href=f"{figures}.csv{clocks}", download="figures.csv"),
        html.A("Excel, with sources", href=f"{address}.xlsx{ask}", download=f"{name}.xlsx"),
    ]
    note = html.Span(FILTERED, hidden=True, role="status", **attributes(data_grid_note="true"))
    return html.Div([menu, note, *takes], className="actions grid-tools")


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
