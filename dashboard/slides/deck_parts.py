"""The parts of a PowerPoint slide: title, words, mark, table and picture; places are in inches."""

from __future__ import annotations

import io
import re
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from dashboard import numbers
from dashboard.figures.theme import LIGHT
from dashboard.panels.wording import listed_some

if TYPE_CHECKING:
    from dashboard.panels import PanelView
    from dashboard.slides.sheets import Table

Place = tuple[float, float, float, float]  # left, top, width, height in inches
ROOM: Final[Place] = (0.63, 1.92, 12.07, 4.6)
TITLE: Final[Place] = (0.63, 0.45, 12.07, 0.8)
SERIF, SANS = "Georgia", "Calibri"  # every PowerPoint has them
ROW_INCHES: Final = 0.24  # height of a row of one line
LEAST_POINTS: Final = 6.5  # smaller can't be read on a wall or on paper
LETTER_EMS, LINE_EMS = 0.5, 1.22  # of the size: width of a usual letter, height of a line
CELL_MARGIN: Final = 0.14  # inches that stay free at the sides of a cell
LONGEST: Final = 170  # letters of a cell of sources
WIDE_COLUMNS: Final = {
    "Words as printed": 3.8,
    "Report": 2.0,
    "What": 1.7,
    "Page": 0.5,
    "House": 1.3,
    "Counted": 1.3,
    "Published": 1.0,
}
_UNFIT: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's "No Style, No Grid"


def plain(text: str) -> str:
    """Return a text without the letters that XML can't hold."""
    return _UNFIT.sub(" ", text)


def colour(hexes: str) -> RGBColor:
    """Return a hex colour as PowerPoint's."""
    red, green, blue = bytes.fromhex(hexes.removeprefix("#"))
    return RGBColor(red, green, blue)


def day(view: PanelView) -> str:
    """Return the as-of day of a view in words."""
    return numbers.day(view.shown.asof)


def move(shape: Any, place: Place) -> None:
    """Put a shape in its place."""
    shape.left, shape.top, shape.width, shape.height = map(Inches, place)


def set_title(shape: Any, text: str, *, size: float) -> None:
    """Write the title of a slide; a long one is set smaller."""
    move(shape, TITLE)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.BOTTOM
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    fits = size if len(text) <= 130 else size * 0.8 if len(text) <= 190 else size * 0.62
    _write(frame.paragraphs[0], text, size=fits, face=SERIF)


def add_text(
    slide: Any, text: str, place: Place, *, size: float, is_quiet: bool = False, link: str = ""
) -> Any:
    """Add words that wrap in their place; more than it holds are set smaller."""
    box = slide.shapes.add_textbox(*map(Inches, place))
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    fits = size
    while (
        fits > LEAST_POINTS and _lines(text, place[2], size=fits) * fits * LINE_EMS > place[3] * 72
    ):
        fits -= 0.5
    _write(frame.paragraphs[0], text, size=fits, ink=LIGHT.ink3 if is_quiet else LIGHT.ink2)
    if link:
        frame.paragraphs[0].runs[0].hyperlink.address = link
    return box


def _lines(text: str, width: float, *, size: float) -> int:
    """Return how many lines a text takes: words are never broken.

    Args:
        text: as it is written.
        width: of the place, in inches.
        size: of the letters, in points.
    """
    room = max(int(width * 72 / (size * LETTER_EMS)), 1)
    return max(len(textwrap.wrap(text, room, break_long_words=True, break_on_hyphens=False)), 1)


def add_mark(slide: Any, words: str, *, link: str = "") -> None:
    """Add the mark of the product at the lower right."""
    box = add_text(slide, "Houseviews", (11.1, 6.62, 1.6, 0.3), size=14, link=link)
    first = box.text_frame.paragraphs[0]
    first.alignment = PP_ALIGN.RIGHT
    first.runs[0].font.name = SERIF
    if words:
        below = add_text(slide, words, (11.1, 6.9, 1.6, 0.25), size=9, is_quiet=True)
        below.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def add_picture(slide: Any, png: bytes, place: Place, *, alt: str) -> None:
    """Add a picture with its words, as wide or high as its place."""
    left, top, width, height = place
    shape = slide.shapes.add_picture(io.BytesIO(png), Inches(left), Inches(top))
    scale = min(Inches(width) / shape.width, Inches(height) / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    describe(shape, alt)


def set_links(deck: Any) -> None:
    """Give links the ink of the product instead of the theme's blue."""
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    ink = LIGHT.ink2.removeprefix("#").encode()
    colours = rb'<a:\g<1>><a:srgbClr val="' + ink + rb'"/></a:\g<1>>'
    theme._blob = re.sub(rb"<a:(hlink|folHlink)>.*?</a:\1>", colours, theme.blob, flags=re.DOTALL)


def describe(shape: Any, alt: str) -> None:
    """Give a shape the words that stand for it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", plain(alt))


MOST_COLUMNS_NAMED: Final = 2  # that stand on another slide


def add_table(slide: Any, table: Table, place: Place, *, most: int, is_long: bool = False) -> None:
    """Add a native table; its links lead to the sources.

    Args:
        slide: of the deck.
        table: texts.
        place: where it stands.
        most: rows; the rest is counted below.
        is_long: whether its cells hold sentences.
    """
    left, top, width, height = place
    columns, high = len(table.heads), ROW_INCHES
    size = 8.0 if is_long or columns > 7 or len(table.rows) > 10 else 10.0
    widths = _widths(table, width, size=size)
    shown = table.rows[: min(most, _fitting(table, widths, height - high * 2, size=size))]
    lines = len(shown) + 1
    shape = slide.shapes.add_table(
        lines, columns, Inches(left), Inches(top), Inches(width), Inches(high * lines)
    )
    grid = shape.table
    _unstyle(shape)
    for column, inches in zip(grid.columns, widths, strict=True):
        column.width = Inches(inches)
    for j, head in enumerate(table.heads):
        _cell(grid.cell(0, j), head, size=size, is_right=table.numeric[j], ink=LIGHT.ink3)
    for i, row in enumerate(shown):
        links = table.links[i] if i < len(table.links) else {}
        for j, text in enumerate(row):
            cut = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
            is_strong = i in table.strong or (j == 0 and not is_long)
            _cell(
                grid.cell(i + 1, j),
                cut,
                size=size,
                is_right=table.numeric[j],
                is_strong=is_strong,
                link=links.get(j, ""),
            )
    for line, texts in zip(grid.rows, (table.heads, *shown), strict=True):
        line.height = Inches(_row_inches(texts, widths, size=size))
    describe(shape, f"{table.title}: {', '.join(table.heads)}")
    if said := _elsewhere(table, rows=len(table.rows) - len(shown)):
        add_text(slide, said, (left, 6.36, 12, 0.24), size=9, is_quiet=True)


def _elsewhere(table: Table, *, rows: int) -> str:
    """Return what of a table stands elsewhere: rows by their number, columns by name."""
    said = [f"{numbers.plural(rows, 'more row', 'more rows')} in the data file"] if rows else []
    if table.left_out:
        names = listed_some(table.left_out, most=MOST_COLUMNS_NAMED)
        said.append(f"columns on the other slides: {names}")
    return f"and {'; '.join(said)}" if said else ""


def _fitting(table: Table, widths: list[float], room: float, *, size: float) -> int:
    """Return how many rows have room, as their texts wrap.

    Args:
        table: texts.
        widths: of the columns, in inches.
        room: height for rows, in inches.
        size: of the letters, in points.
    """
    used = _row_inches(table.heads, widths, size=size) - ROW_INCHES
    for i, row in enumerate(table.rows):
        used += _row_inches(row, widths, size=size)
        if used > room:
            return i
    return len(table.rows)


def _row_inches(row: tuple[str, ...], widths: list[float], *, size: float) -> float:
    """Return how high a row stands when its texts wrap."""
    texts = zip(row, widths, strict=True)
    most = max(_lines(text[:LONGEST], width - CELL_MARGIN, size=size) for text, width in texts)
    return max(ROW_INCHES, most * size * LINE_EMS / 72 + 0.06)


def pages_of(table: Table, place: Place, *, most: int) -> list[Table]:
    """Return a table of sources in parts that each have room on a slide.

    Args:
        table: all rows.
        place: where each part stands.
        most: rows of one part.
    """
    widths = _widths(table, place[2], size=8.0)
    found, rest = [], table
    while rest.rows:
        room = _fitting(rest, widths, place[3] - ROW_INCHES * 2, size=8.0)
        end = max(1, min(most, room))
        statistics = min(rest.strong, default=0)
        if 0 < statistics < end < len(rest.rows):
            end = statistics  # they are read together, so they begin a slide of their own
        kept = tuple(i for i in rest.strong if i < end)
        found.append(replace(rest, rows=rest.rows[:end], links=rest.links[:end], strong=kept))
        strong = tuple(i - end for i in rest.strong if i >= end)
        rest = replace(rest, rows=rest.rows[end:], links=rest.links[end:], strong=strong)
    return found


def _widths(table: Table, width: float, *, size: float) -> list[float]:
    """Return the widths of columns, in inches: no word is broken while there is room for all.

    Args:
        table: texts.
        width: of the table, in inches.
        size: of the letters, in points.
    """
    weights = [WIDE_COLUMNS.get(head, 0.9) for head in table.heads]
    columns = zip(table.heads, *table.rows, strict=True)
    longest = [max((len(word) for text in held for word in text.split()), default=1)
               for held in columns]  # fmt: skip
    least = [letters * size * LETTER_EMS / 72 + CELL_MARGIN for letters in longest]
    if sum(least) >= width:
        return [width * inches / sum(least) for inches in least]
    spare = width - sum(least)
    over = [max(width * weight / sum(weights) - inches, 0.0) for weight, inches in
            zip(weights, least, strict=True)]  # fmt: skip
    return [inches + spare * more / sum(over) for inches, more in zip(least, over, strict=True)]


def _unstyle(shape: Any) -> None:
    """Take the colours off a table and leave hairlines under its rows."""
    properties = shape._element.graphic.graphicData.tbl.tblPr
    properties.find(qn("a:tableStyleId")).text = NO_STYLE
    shape.table.first_row = True
    shape.table.horz_banding = False


def _cell(
    cell: Any,
    text: str,
    *,
    size: float,
    is_right: bool,
    is_strong: bool = False,
    ink: str = LIGHT.ink,
    link: str = "",
) -> None:
    cell.margin_left = cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.margin_right = Inches(0.1)
    first = cell.text_frame.paragraphs[0]
    # The link is of the number alone: words that are a link are broken inside by some programs.
    linked, comma, note = text.partition(", ") if link else (text, "", "")
    _write(first, linked, size=size, ink=ink, is_strong=is_strong)
    if link:
        first.runs[0].hyperlink.address = link
    if note:
        _write(first, comma + note, size=size, ink=ink, is_strong=is_strong)
    first.alignment = PP_ALIGN.RIGHT if is_right else PP_ALIGN.LEFT
    _underline(cell)


def _underline(cell: Any) -> None:
    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(qn("a:lnB"), {"w": "6350"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": LIGHT.rule.removeprefix("#")}))
    line.append(fill)
    properties.insert(0, line)


def _write(
    paragraph: Any,
    text: str,
    *,
    size: float,
    face: str = SANS,
    ink: str = LIGHT.ink,
    is_strong: bool = False,
) -> None:
    run = paragraph.add_run()
    run.text = plain(re.sub(r"\s+", " ", text)) or " "
    run.font.size, run.font.name, run.font.bold = Pt(round(size, 1)), face, is_strong
    run.font.color.rgb = colour(ink)
    paragraph.alignment = PP_ALIGN.LEFT
