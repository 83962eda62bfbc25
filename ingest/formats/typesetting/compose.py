"""A document -> a PDF in one column; a table stands on one page with its caption where it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.formats.blocks import Block, Part, Run, Table
from ingest.formats.typesetting import faces
from ingest.formats.typesetting.columns import plan_table
from ingest.formats.typesetting.lines import Piece, SetLine, break_lines
from ingest.formats.typesetting.sheets import MARGIN, PORTRAIT, Place, Sheets
from ingest.formats.typesetting.tables import draw_rows, set_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.formats.blocks import Document
    from ingest.formats.typesetting.columns import Plan
    from ingest.formats.typesetting.tables import SetRow

LEADING: Final = 1.3  # of the type
SIZES: Final = {
    Part.TITLE: 20.0, Part.IMPRINT: 9.0, Part.PARAGRAPH: 10.0, Part.ITEM: 10.0,
    Part.CAPTION: 10.0, Part.NOTE: 8.0, Part.LAYOUT: 9.0,
}  # fmt: skip
HEADING_SIZES: Final = (15.0, 13.5, 12.0)  # by level; each clearly larger than the text under it
ABOVE: Final = {
    Part.TITLE: 0.0, Part.IMPRINT: 4.0, Part.HEADING: 16.0, Part.PARAGRAPH: 9.5, Part.ITEM: 4.0,
    Part.CAPTION: 14.0, Part.NOTE: 5.0, Part.LAYOUT: 9.5,
}  # fmt: skip
ABOVE_TABLE: Final = 7.0
BELOW_TABLE: Final = 8.0
DEEPEST_INDENT: Final = 8  # levels of a list; deeper ones would leave the page
INDENT: Final = 14.0  # points per level of a list
LEAST_BELOW_HEADING: Final = 60.0  # points: a heading does not stand alone at the foot of a page
NARROWEST_LAYOUT: Final = 5.0  # points of type: lines wider than that are set on wider paper
WIDEST_SHARED: Final = 1000.0  # points: where a table needs no more, all pages get its width
LEAD_WORDS: Final = 25  # of a line between a heading and its table that says the unit
MOST_LEADS: Final = 4  # headings and lines that move with a table
_BOLD: Final = frozenset({Part.TITLE, Part.HEADING, Part.CAPTION})
_BEFORE_TABLE: Final = frozenset({Part.HEADING, Part.CAPTION})


def compose(document: Document, *, most_pages: int) -> tuple[bytes, tuple[Place, ...]]:
    """Typeset a document.

    Args:
        document: its blocks.
        most_pages: that it may take.

    Returns:
        The PDF, the same bytes for the same document, and where everything stands on it.

    Raises:
        TooManyPages: it would take more.
    """
    sheets = Sheets(most_pages=most_pages, header=document.header, footer=document.footer)
    blocks = document.blocks
    plans = {at: plan_table(one) for at, one in enumerate(blocks) if isinstance(one, Table)}
    widths = [plan.paper[0] for parts in plans.values() for plan in parts]
    sheets.paper = max((w for w in widths if w <= WIDEST_SHARED), default=PORTRAIT[0]), PORTRAIT[1]
    waiting: list[int] = []  # what may have to move to the next page with the table after it
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            _set_table(sheets, blocks, plans[at], lead=waiting, at=at)
            waiting = []
        elif _leads(block, after=waiting):
            waiting.append(at)
        else:
            waiting = _set_waiting(sheets, blocks, [*waiting, at])
    _set_waiting(sheets, blocks, waiting)
    return sheets.close(), tuple(sheets.places)


def _leads(block: Block, *, after: Sequence[int]) -> bool:
    """Whether a block may belong to a table after it: its heading, its unit in a short line."""
    is_short = block.part is Part.PARAGRAPH and len(block.text.split()) <= LEAD_WORDS
    return block.part in _BEFORE_TABLE or (bool(after) and is_short and len(after) < MOST_LEADS)


def _set_waiting(
    sheets: Sheets, blocks: Sequence[Block | Table], waiting: Sequence[int]
) -> list[int]:
    for index in waiting:
        _set_block(sheets, blocks[index], index=index)
    return []


def _set_table(
    sheets: Sheets,
    blocks: Sequence[Block | Table],
    plans: Sequence[Plan],
    *,
    lead: Sequence[int],
    at: int,
) -> None:
    """Set a table and what leads to it, on one page where it fits."""
    table = blocks[at]
    if not isinstance(table, Table):
        return
    for plan in plans:
        rows = set_rows(table, plan)
        _make_room(sheets, rows, plan, lead=len(lead) * LEAST_BELOW_HEADING / 2)
        _set_waiting(sheets, blocks, lead)
        sheets.y += 0.0 if sheets.is_fresh else ABOVE_TABLE
        draw_rows(sheets, rows, plan=plan, block=at)
        sheets.y += BELOW_TABLE


def _make_room(sheets: Sheets, rows: Sequence[SetRow], plan: Plan, *, lead: float) -> None:
    """Turn the page, or make it higher, unless the table has room on it."""
    needed = sum(row.height for row in rows) + lead + ABOVE_TABLE
    paper = (max(plan.paper[0], sheets.paper[0]), sheets.paper[1])
    if not sheets.page or sheets.width < plan.paper[0]:
        sheets.turn(paper)
    if needed <= sheets.room:
        return
    if needed <= sheets.stretched_room:
        sheets.stretch()
    elif needed <= sheets.height or sheets.room < LEAST_BELOW_HEADING + lead:
        sheets.turn(paper)


def _set_block(sheets: Sheets, block: Block | Table, *, index: int) -> None:
    if isinstance(block, Table) or not block.runs:
        return
    if block.part is Part.LAYOUT:
        _set_layout(sheets, block, index=index)
        return
    size = _size_of(block)
    level = min(block.level, DEEPEST_INDENT)
    indent = INDENT * (level + 1) if block.part is Part.ITEM else 0.0
    lines = break_lines(
        block.runs, size=size, measure=sheets.measure - indent, bold=block.part in _BOLD
    )
    if sheets.page and not sheets.is_fresh:
        sheets.y += ABOVE[block.part]
    sheets.ensure(LEAST_BELOW_HEADING if block.part is Part.HEADING else size * LEADING)
    if block.mark:
        lines = _marked(lines, block.mark, size=size)
        indent -= INDENT
    sheets.set_lines(lines, x=MARGIN + indent, size=size, leading=size * LEADING, block=index)


def _marked(lines: Sequence[SetLine], mark: str, *, size: float) -> list[SetLine]:
    """Hang the mark of an item before its first line."""
    set_mark = break_lines((Run(mark),), size=size, measure=float("inf"))[0]
    reach = max(INDENT, set_mark.width + size * 0.5)
    moved = [
        SetLine(tuple(Piece(p.x + reach, p.text, p.face, p.size, p.rise) for p in line.pieces),
                line.width + reach)
        for line in lines
    ]  # fmt: skip
    moved[0] = SetLine((*set_mark.pieces, *moved[0].pieces), moved[0].width)
    return moved


def _size_of(block: Block) -> float:
    if block.part is Part.HEADING:
        return HEADING_SIZES[min(block.level, len(HEADING_SIZES)) - 1]
    return SIZES[block.part]


def _set_layout(sheets: Sheets, block: Block, *, index: int) -> None:
    """Set lines whose blanks matter in type of one width, each word at its own column."""
    rows = "".join(run.text for run in block.runs).split("\n")
    longest = max(len(row) for row in rows)
    em = faces.width("0", face=faces.MONO, size=1.0)
    size = min(SIZES[Part.LAYOUT], (PORTRAIT[0] - 2 * MARGIN) / max(longest * em, 1.0))
    if size < NARROWEST_LAYOUT:
        size = SIZES[Part.LAYOUT]
        sheets.turn((max(longest * em * size + 2 * MARGIN, sheets.paper[0]), sheets.paper[1]))
    elif sheets.page and not sheets.is_fresh:
        sheets.y += ABOVE[Part.LAYOUT]
    height = len(rows) * size * LEADING
    sheets.ensure(height if height <= sheets.height else size * LEADING)
    lines = [SetLine((Piece(0.0, row, faces.MONO, size),), len(row) * em * size) for row in rows]
    sheets.set_lines(lines, x=MARGIN, size=size, leading=size * LEADING, block=index)
