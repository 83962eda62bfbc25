"""The elements of a page -> blocks in reading order: headings, paragraphs, items, tables, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest.formats.blocks import Block, Part, Run, Runs, Table, is_caption, joined, text_of, tidy
from ingest.formats.limits import DEEPEST, MOST_BLOCKS, OverSize
from ingest.formats.pruning import names
from ingest.formats.spans import RawCell, build_table, holds_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

LINE: Final = "data-houseviews-line"
"""Attribute that holds the 1-based line of a source that lines can be counted in."""

INLINE: Final = names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp "
    "small span strike strong sub sup time tt u var wbr nobr math mrow mn mo mi msup mfrac"
)
HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
BOLD_TAGS: Final = frozenset({"b", "strong", "th"})
CELL_TAGS: Final = frozenset({"td", "th"})
CELL_ROLES: Final = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
HEADER_ROLES: Final = frozenset({"columnheader", "rowheader"})
LONGEST_LINE: Final = 1000  # characters of preformatted text; longer ones are wrapped
LONGEST_BOLD_HEADING: Final = 12  # words of a paragraph in bold that heads what follows
_BOLD_STYLE: Final = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)
_RAISED_STYLE: Final = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_FOOTNOTE: Final = re.compile(r"(?:^|[\s_-])(?:footnote|endnote|fn|cite_note)", re.IGNORECASE)
_BACK: Final = re.compile(r"footnote-?back|backref|mw-cite-backlink", re.IGNORECASE)
_NOTE_CLASS: Final = re.compile(r"(?:^|[\s_-])(?:foot)?notes?(?:$|[\s_-])|source|disclaimer", re.I)


@dataclass(slots=True)
class _Flow:
    """What has been collected: finished blocks, and the runs of the one being filled."""

    blocks: list[Block | Table] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    part: Part = Part.PARAGRAPH
    level: int = 0
    mark: str = ""
    line: int | None = None
    where: str = ""
    items: dict[HtmlElement, int] = field(default_factory=dict)  # taken so far of each list

    def end(self) -> None:
        """Finish the block being filled; an empty line in it parts two paragraphs."""
        runs, self.runs = self.runs, []
        for piece in _paragraphs(runs):
            if len(self.blocks) >= MOST_BLOCKS:
                raise OverSize(f"more than {MOST_BLOCKS} paragraphs")
            self.blocks.append(self._block(piece))
            self.mark = ""  # what follows in the same item hangs under it

    def _block(self, runs: Runs) -> Block:
        if self.part is Part.PARAGRAPH and is_bold_heading(runs):
            return Block(Part.HEADING, runs, level=3, line=self.line)
        if self.part is Part.PARAGRAPH and is_caption(text_of(runs)):
            return Block(Part.CAPTION, runs, line=self.line)
        return Block(self.part, runs, self.level, self.mark, self.line, self.where)


def read_blocks(root: HtmlElement) -> list[Block | Table]:
    """Return the blocks of a part of a page from which the furniture is gone.

    Raises:
        OverSize: it holds more than a report.
    """
    flow = _Flow()
    _walk(root, flow, Run(""), depth=0)
    flow.end()
    return flow.blocks


def _walk(element: HtmlElement, flow: _Flow, style: Run, *, depth: int) -> None:
    """Take in an element and what is in it."""
    if depth > DEEPEST:  # nobody nests text like this; what is in it is read without its form
        flow.runs += [Run(text, style.bold, style.raised) for text in element.itertext()]
        return
    style = _styled(element, style)
    _take(flow, element.text, style)
    for child in element:
        if isinstance(child.tag, str):
            _enter(child, flow, style, depth=depth + 1)
        _take(flow, child.tail, style)


def _take(flow: _Flow, text: str | None, style: Run) -> None:
    if not text:
        return
    plain = re.sub(r"\s+", " ", text)
    if style.raised:  # "[3]" is how the web writes a raised 3
        plain = re.sub(r"\[\s*(\w{1,3})\s*\]", r"\1", plain)
    flow.runs.append(Run(plain, style.bold, style.raised))


def _enter(element: HtmlElement, flow: _Flow, style: Run, *, depth: int) -> None:
    """Take in a child in the way its tag asks for."""
    tag = element.tag.lower()
    if _BACK.search(element.get("class") or ""):
        return  # the arrow from a footnote back to its mark
    if tag == "br":
        flow.runs.append(Run("\n"))
    elif tag in INLINE and element.get("role") not in CELL_ROLES:
        _walk(element, flow, style, depth=depth)
    elif _is_table(element):
        flow.end()
        if not _take_table(element, flow, depth=depth):
            _as_block(element, flow, style, Part.PARAGRAPH, depth=depth)
    elif tag in HEADINGS or element.get("role") == "heading":
        _as_block(element, flow, style, Part.HEADING, depth=depth, level=HEADINGS.get(tag, 2))
    elif tag == "li":
        _take_item(element, flow, style, depth=depth)
    elif tag == "pre" and _is_in_lines(element.text_content()):
        flow.end()
        text = element.text_content().expandtabs(8).strip("\n")
        flow.blocks.append(Block(Part.LAYOUT, (Run(text),), line=_line_of(element)))
    elif tag in ("caption", "figcaption", "legend"):
        _as_block(element, flow, style, Part.CAPTION, depth=depth)
    else:
        is_note = bool(_NOTE_CLASS.search(element.get("class") or "")) and flow.blocks
        part = Part.NOTE if is_note and not _has_structure(element) else flow.part
        _as_block(element, flow, style, part, depth=depth, level=flow.level)


def _is_in_lines(text: str) -> bool:
    """Whether preformatted text is lines that a page can hold as they stand."""
    lines = text.expandtabs(8).strip("\n").split("\n")
    return len(lines) > 1 and max(map(len, lines)) <= LONGEST_LINE


def _as_block(
    element: HtmlElement, flow: _Flow, style: Run, part: Part, *, depth: int, level: int = 1
) -> None:
    flow.end()
    before = flow.part, flow.level, flow.line
    flow.part, flow.level, flow.line = part, level, _line_of(element) or flow.line
    _walk(element, flow, style, depth=depth)
    flow.end()
    flow.part, flow.level, flow.line = before


def _take_item(element: HtmlElement, flow: _Flow, style: Run, *, depth: int) -> None:
    above = list(element.iterancestors("ul", "ol", "menu"))
    mark = "•"
    if above and above[0].tag == "ol":
        before = flow.items.get(above[0], 0)
        flow.items[above[0]] = before + 1
        mark = f"{before + _start_of(above[0])}."
    flow.end()
    flow.mark = mark
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    is_footnote = bool(_FOOTNOTE.search(named))
    flow.where = f"footnote {mark.rstrip('.')}" if is_footnote else ""
    part = Part.NOTE if is_footnote else Part.ITEM
    _as_block(element, flow, style, part, depth=depth, level=max(len(above) - 1, 0))
    flow.mark = flow.where = ""


def _start_of(ordered: HtmlElement) -> int:
    start = ordered.get("start") or "1"
    return int(start) if re.fullmatch(r"\d{1,6}", start) else 1


def _has_structure(element: HtmlElement) -> bool:
    return next(element.iter("table", "h1", "h2", "h3", "li"), None) is not None


def _styled(element: HtmlElement, style: Run) -> Run:
    inline = element.get("style") or ""
    return Run(
        "",
        style.bold or element.tag in BOLD_TAGS or bool(_BOLD_STYLE.search(inline)),
        style.raised or element.tag == "sup" or bool(_RAISED_STYLE.search(inline)),
    )


def _line_of(element: HtmlElement) -> int | None:
    line = element.get(LINE)
    return int(line) if line and _NUMBER.fullmatch(line) else None


def _paragraphs(runs: list[Run]) -> Iterator[Runs]:
    """Cut runs where an empty line stands in them."""
    part: list[Run] = []
    for run in runs:
        if run.text == "\n" and part and _ends_in_break(part):
            yield from _filled(part)
            part = []
        else:
            part.append(run)
    yield from _filled(part)


def _ends_in_break(part: list[Run]) -> bool:
    text = next((run.text for run in reversed(part) if run.text.strip(" ")), "")
    return text == "\n"


def _filled(part: list[Run]) -> Iterator[Runs]:
    runs = joined(part)
    if text_of(runs):
        yield runs


def is_bold_heading(runs: Runs) -> bool:
    """Whether a paragraph is a few words in bold that head what follows."""
    text = text_of(runs)
    is_bold = all(run.bold or not run.text.strip() for run in runs)
    is_short = len(text.split()) <= LONGEST_BOLD_HEADING and not text.endswith((".", ":", ";", ","))
    return is_bold and is_short and any(c.isalpha() for c in text)


def _is_table(element: HtmlElement) -> bool:
    return element.tag == "table" or element.get("role") in ("table", "grid", "treegrid")


def _take_table(element: HtmlElement, flow: _Flow, *, depth: int) -> bool:
    """Add a table of figures with its caption and notes; False where it only lays out the page."""
    if element.get("role") in ("presentation", "none") or depth > DEEPEST:
        return False
    if any(_is_table(one) for one in element.iter() if one is not element):
        return False  # before its cells are read: each level would read them twice
    rows = list(_rows_of(element))
    cells = [[(cell, _raw_cell(cell, depth=depth)) for cell in _cells_of(row)] for row in rows]
    raw = [[one for _, one in row] for row in cells]
    if not holds_figures(raw):
        return False
    for caption in element.iterchildren("caption"):
        _as_block(caption, flow, Run(""), Part.CAPTION, depth=depth)
    marked = sum(1 for row in rows if next(row.iterancestors("thead"), None) is not None)
    table, notes = build_table(raw, marked_headers=marked, line=_line_of(element))
    flow.blocks += [*([table] if table else []), *notes]
    return True


def _rows_of(table: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the rows of a table, not those of tables in its cells."""
    is_marked = table.tag == "table"
    for row in table.iter("tr") if is_marked else table.iter():
        if not is_marked and row.get("role") != "row":
            continue
        nearest = next((one for one in row.iterancestors() if _is_table(one)), None)
        if nearest is table:
            yield row


def _cells_of(row: HtmlElement) -> list[HtmlElement]:
    if row.tag == "tr":
        return [cell for cell in row if cell.tag in CELL_TAGS]
    return [cell for cell in row.iter() if cell is not row and cell.get("role") in CELL_ROLES]


def _raw_cell(cell: HtmlElement, *, depth: int) -> RawCell:
    inside = _Flow()
    style = Run("")
    is_header = cell.tag == "th" or cell.get("role") in HEADER_ROLES
    _walk(cell, inside, style, depth=depth)
    inside.end()
    runs: list[Run] = []
    for block in inside.blocks:
        if isinstance(block, Block):
            mark = [Run(f"{block.mark} ")] if block.mark else []
            runs += [*([Run("\n")] if runs else []), *mark, *block.runs]
    if is_header:  # bold by its tag: that says nothing more than the tag does
        runs = [Run(run.text, raised=run.raised) for run in runs]
    return RawCell(joined(runs), _span(cell, "rowspan"), _span(cell, "colspan"), is_header)


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name) or cell.get(f"aria-{name}") or "1"
    return int(value) if re.fullmatch(r"\d{1,6}", value.strip()) else 1


def collapse(text: str) -> str:
    """Return a text on one line, for comparing titles."""
    return " ".join(tidy(text).split()).casefold()
