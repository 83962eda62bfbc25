"""A panel's view -> an Excel workbook: what is shown, where every value stands, and what was asked.

Written by XlsxWriter: it only writes, needs nothing else, and takes no text for a formula unless
told to. The same view gives the same bytes, so that answers can be kept by their tag.
"""

from __future__ import annotations

import io
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import xlsxwriter

from dashboard import numbers
from dashboard.layout.tables import with_values
from dashboard.panels.wording import measure_words, period_label, region_name
from warehouse.reference import indicator_info
from warehouse.spreadsheets import as_plain_cell
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from dashboard.panels import PanelView
    from dashboard.selection import Selection

MIMETYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST: Final = 32_767  # characters that a cell holds
WIDEST: Final = 60  # letters that a column is made wide for
MOST_LINKS: Final = 65_000  # a sheet holds 65,530
SHEETS: Final = ("Table", "Sources", "About")
SOURCES: Final[tuple[tuple[str, str], ...]] = (
    ("institution", "House"),
    ("indicator", "Indicator"),
    ("label", "Asset"),
    ("tilt", "Leaning"),
    ("theme_name", "Theme"),
    ("weight", "Said as"),
    ("region", "Region"),
    ("period", "Period"),
    ("measure", "Definition"),
    ("low", "Low"),
    ("high", "High"),
    ("mid", "Midpoint"),
    ("unit", "Unit"),
    ("stance", "Direction"),
    ("kind", "Kind"),
    ("status", "Status"),
    ("counted", "Counted"),
    ("why_not", "Why not counted"),
    ("change", "Change since last edition"),
    ("quote", "Quote"),
    ("report_title", "Report"),
    ("publisher", "Publisher"),
    ("published", "Published"),
    ("published_precision", "Date printed to the"),
    ("recorded_at", "Recorded (UTC)"),
    ("page", "Page"),
    ("original_place", "Place in the original"),
    ("confidence", "Confidence"),
    ("reasons", "Reasons"),
    ("report_sha256", "Report SHA-256"),
    ("forecast_id", "Figure"),
)
LINK: Final = "Link"
WORDS: Final[Mapping[str, Callable[[str], str]]] = {
    "indicator": lambda code: indicator_info()[Indicator(code)].name,
    "region": region_name,
    "period": period_label,
    "measure": measure_words,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is more than a text or a number.

    Attributes:
        value: what it holds.
        link: where it leads; "" for nowhere.
        decimals: digits of a number; None as it is.
        style: "", "strong", "grey" or "head".
    """

    value: str | float | int | date | datetime | None
    link: str = ""
    decimals: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        heads: rows of headings.
        rows: below them.
        frozen: how many columns stay while scrolling.
        filtered: how many rows can be filtered; 0 for none, None for all.
    """

    heads: Sequence[Sequence[str]]
    rows: Sequence[Sequence[Any]]
    frozen: int = 1
    filtered: int | None = None


@dataclass(slots=True)
class _Styles:
    """The formats of a workbook, each made once."""

    workbook: Workbook
    made: dict[tuple[Any, ...], Format] = field(default_factory=dict)

    def find(self, **wanted: Any) -> Format:
        key = tuple(sorted(wanted.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format(wanted)
        return self.made[key]


def workbook_bytes(
    view: PanelView,
    *,
    address: str,
    recorded: Mapping[str, datetime],
    evidence: Callable[[str], str],
) -> bytes:
    """Return a panel as an .xlsx file of three sheets: Table, Sources and About.

    Args:
        view: the panel with its data.
        address: of the same view on a page.
        recorded: report SHA-256 -> when the warehouse learned of it.
        evidence: a figure's id -> the address that opens its source.
    """
    day = view.shown.asof or date.min
    sources = _sources(view.frame, recorded=recorded, evidence=evidence)
    first = view.panel.sheet(view, evidence=evidence) or _plain_sheet(view)
    sheets = (first, sources, _about(view, address=address))
    notes = f"{view.subtitle} {view.footer}"
    return _book(dict(zip(SHEETS, sheets, strict=True)), title=view.finding, notes=notes, day=day)


def figures_bytes(
    frame: pl.DataFrame, selection: Selection, *, evidence: Callable[[str], str]
) -> bytes:
    """Return figures as an .xlsx file of two sheets: Sources and About.

    Args:
        frame: rows of `queries.figures` with `recorded_at`.
        selection: what they were asked for by, with the as-of day.
        evidence: a figure's id -> the address that opens its source.
    """
    recorded = dict(frame.select("report_sha256", "recorded_at").iter_rows())
    held = frame.rename({"pooled": "counted", "not_pooled_because": "why_not"})
    title = "Every house’s newest figure on every question"
    rows = [
        ("What", title),
        ("As of (what was published by this day)", selection.asof),
        ("Known (what was recorded by this moment, UTC)", _known_words(selection)),
        ("Query", selection.to_query()),
        ("Figures", frame.height),
    ]
    sheets = {
        SHEETS[1]: _sources(held, recorded=recorded, evidence=evidence),
        SHEETS[2]: Sheet([["What", "Value"]], rows, filtered=0),
    }
    return _book(sheets, title=title, notes="", day=selection.asof or date.min)


def _book(sheets: Mapping[str, Sheet], *, title: str, notes: str, day: date) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "remove_timezone": True,
            "default_date_format": "d mmm yyyy",
        },
    )
    created = datetime.combine(day, time())  # not now: the same view gives the same bytes
    book.set_properties({"title": title, "comments": notes, "created": created})
    styles = _Styles(book)
    for name, sheet in sheets.items():
        _write(book.add_worksheet(name), sheet, styles)
    book.close()
    return out.getvalue()


def _plain_sheet(view: PanelView) -> Sheet:
    """Return the panel's own table, as its page lists it."""
    table = with_values(view.table).drop("forecast_id")
    heads = [numbers.sentence(name) for name in table.columns]
    return Sheet([heads], table.rows())


def _sources(
    frame: pl.DataFrame,
    *,
    recorded: Mapping[str, datetime],
    evidence: Callable[[str], str],
) -> Sheet:
    """Return where every value of the panel stands; one row per figure."""
    if "report_sha256" not in frame.columns:
        return Sheet([[numbers.sentence(name) for name in frame.columns]], frame.rows())
    held = [(name, head) for name, head in SOURCES if name in (*frame.columns, "recorded_at")]
    rows = []
    for row in frame.iter_rows(named=True):
        known = {**row, "recorded_at": recorded.get(row["report_sha256"])}
        link = evidence(row["forecast_id"])
        rows.append([*(_worded(name, known[name]) for name, _ in held), Cell(link, link=link)])
    return Sheet([[*(head for _, head in held), LINK]], rows)


def _worded(name: str, value: Any) -> Any:
    return WORDS[name](value) if name in WORDS and value is not None else value


def _known_words(selection: Selection) -> str:
    known = selection.known
    return "now: everything recorded so far" if known is None else known.isoformat()


def _about(view: PanelView, *, address: str) -> Sheet:
    """Return what was asked, what it shows, and both clocks."""
    shown = view.shown
    pairs: list[tuple[str, Any]] = [
        ("Panel", view.panel.title),
        ("Finding", view.finding),
        ("What it shows", view.subtitle),
        ("In words", view.summary),
        ("Notes", view.footer),
        ("Houses counted", view.n),
        ("As of (what was published by this day)", shown.asof),
        ("Known (what was recorded by this moment, UTC)", _known_words(shown)),
        ("Compared with", shown.since),
        ("Query", view.selection.to_query() or "as usual"),
        ("Live page", Cell(address, link=address)),
        ("Sources sheet", "Every value with its report, page, date, quote, definition and status."),
    ]
    rows = [(name, value) for name, value in pairs if value not in (None, "")]
    return Sheet([["What", "Value"]], rows, filtered=0)


def _write(page: Worksheet, sheet: Sheet, styles: _Styles) -> None:
    head = styles.find(bold=True, bottom=1, text_wrap=True, valign="bottom")
    for i, heads in enumerate(sheet.heads):
        for j, name in enumerate(heads):
            page.write_string(i, j, as_plain_cell(name), head)
    top = len(sheet.heads)
    links = 0
    for i, row in enumerate(sheet.rows, start=top):
        for j, value in enumerate(row):
            cell = value if isinstance(value, Cell) else Cell(value)
            links += bool(cell.link)
            _put(page, (i, j), cell, styles, has_link=bool(cell.link) and links <= MOST_LINKS)
    page.freeze_panes(top, sheet.frozen)
    for j, width in enumerate(_widths(sheet)):
        page.set_column(j, j, width)
    rows = len(sheet.rows) if sheet.filtered is None else sheet.filtered
    if rows:
        page.autofilter(top - 1, 0, top - 1 + rows, len(sheet.heads[-1]) - 1)


def _put(
    page: Worksheet, place: tuple[int, int], cell: Cell, styles: _Styles, *, has_link: bool
) -> None:
    """Write one cell; a link under a number stays while the number is written over it."""
    look = styles.find(**_look(cell))
    if has_link:
        page.write_url(*place, cell.link, look, string=" ")
    value = cell.value
    if isinstance(value, bool):
        page.write_string(*place, "yes" if value else "no", look)
    elif isinstance(value, int | float):
        if math.isfinite(value):
            page.write_number(*place, value, look)
    elif isinstance(value, datetime | date):
        page.write_datetime(*place, value, look)
    elif value is not None:
        page.write_string(*place, as_plain_cell(_text(value))[:LONGEST], look)


def _look(cell: Cell) -> dict[str, Any]:
    """Return the format of a cell, by XlsxWriter's names."""
    look: dict[str, Any] = {"valign": "top"}
    if cell.style == "strong":
        look |= {"bold": True, "top": 1}
    if cell.style == "grey":
        look |= {"italic": True, "font_color": "#686459", "align": "right"}
    if cell.decimals is not None:
        look["num_format"] = f"0.{'0' * cell.decimals}" if cell.decimals else "0"
    if isinstance(cell.value, datetime):
        look["num_format"] = "yyyy-mm-dd hh:mm"
    elif isinstance(cell.value, date):
        look["num_format"] = "yyyy-mm-dd"
    return look


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return json.dumps(value, default=str) if isinstance(value, Mapping) else str(value)


def _widths(sheet: Sheet) -> list[int]:
    """Return the width of each column in letters."""
    columns = len(sheet.heads[-1])
    found = [max(len(heads[j]) // 2 for heads in sheet.heads) for j in range(columns)]
    for row in sheet.rows[:200]:
        for j, value in enumerate(row):
            held = value.value if isinstance(value, Cell) else value
            found[j] = max(found[j], len(str(held or "")))
    return [min(max(width, 6) + 2, WIDEST) for width in found]
