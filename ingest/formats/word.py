"""DOCX -> a document: body, tables, text boxes, footnotes, running heads, properties.

Tracked changes are read as if accepted: what was inserted counts, what was deleted does not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ingest.formats.blocks import (
    Block,
    Document,
    Facts,
    Part,
    Run,
    Runs,
    Table,
    is_caption,
    joined,
    text_of,
    tidy,
)
from ingest.formats.flow import is_bold_heading
from ingest.formats.imprint import LONGEST_TITLE, as_day
from ingest.formats.limits import DEEPEST, MOST_BLOCKS, OverSize, Unusable
from ingest.formats.spans import RawCell, build_table, holds_figures
from ingest.formats.webpage import head_of
from ingest.formats.word_parts import Parts, W, is_on, value, whole
from ingest.formats.word_styles import (
    HEADING_HALF_POINTS,
    NOTE_HALF_POINTS,
    TITLE_HALF_POINTS,
    Numberings,
    Style,
    Styles,
    half_points_of,
    numbering_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lxml import etree

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
TERMS: Final = "{http://purl.org/dc/terms/}"
APP: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
TEMPLATE_STAMPS: Final = ("2013-12-23T23:15",)  # of the blank that document generators start from
LONGEST_RUNNING: Final = 160  # characters of a running head
LONGEST_BIG: Final = 20  # words of a paragraph in large type that heads what follows
GONE: Final = frozenset(
    W + name for name in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "rt")
)
BREAKS: Final = {W + "br": "\n", W + "cr": "\n", W + "tab": " ", W + "noBreakHyphen": "-"}
NOTE_MARKS: Final = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}


@dataclass(slots=True)
class _Reading:
    """What is known while a document is read.

    Attributes:
        styles: its style sheet.
        numberings: its lists.
        notes: texts of foot- and endnotes by kind and id.
        blocks: what has been read.
        due: notes that were referred to and are not set yet.
        numbers: printed numbers of notes by kind and id.
        counts: how many notes of each kind have a number.
    """

    styles: Styles
    numberings: Numberings
    notes: dict[tuple[str, str], Runs]
    blocks: list[Block | Table] = field(default_factory=list)
    due: list[tuple[str, str]] = field(default_factory=list)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Paragraph:
    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)


def read_word(data: bytes) -> Document:
    """Return what a Word document holds.

    Args:
        data: the whole file.

    Raises:
        OverSize: it holds more than a report.
        Unusable: it can't be unpacked or parsed.
    """
    parts = Parts(data)
    root = parts.tree(next(iter(parts.named(r"word/document\d*\.xml")), ""))
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise Unusable("it has no body")
    reading = _Reading(Styles(parts), Numberings.read(parts), {})
    for kind in ("footnote", "endnote"):
        reading.notes |= dict(_note_texts(parts, kind, reading))
    _take_all(body, reading, depth=0)
    _set_notes(reading)
    facts = _facts(parts)
    blocks = reading.blocks
    title, at = _title(blocks)
    facts = replace(facts, title=(title or facts.title)[:LONGEST_TITLE])
    rest = [block for index, block in enumerate(blocks) if index != at]
    header, footer = (_running(parts, kind, reading) for kind in ("header", "footer"))
    return Document((*head_of(facts), *rest), facts, header, footer)


def _take_all(parent: etree._Element, reading: _Reading, *, depth: int) -> None:
    """Take in paragraphs and tables of a body, a cell, a text box or what wraps them."""
    for child in _children(parent):
        if len(reading.blocks) > MOST_BLOCKS:
            raise OverSize(f"more than {MOST_BLOCKS} paragraphs")
        if child.tag == W + "p":
            _take_paragraph(child, reading, depth=depth)
        elif child.tag == W + "tbl":
            _take_table(child, reading, depth=depth)
        elif child.tag not in GONE and depth < DEEPEST:
            _take_all(child, reading, depth=depth + 1)


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield elements; of alternatives for newer and older readers the first."""
    for child in parent:
        if not isinstance(child.tag, str):
            continue
        if child.tag == MC + "AlternateContent":
            choice = next(iter(child), None)  # the first is the newest, the rest say the same
            if choice is not None:
                yield from _children(choice)
        else:
            yield child


def _take_paragraph(element: etree._Element, reading: _Reading, *, depth: int) -> None:
    found = _Paragraph()
    properties = element.find(f"{W}pPr")
    style = reading.styles.of(value(properties, "pStyle"))
    _gather(element, found, reading, depth=depth)
    runs = joined(found.runs)
    if runs:
        block = _block(runs, properties, style, reading, size=_size(found, style))
        if block.part in (Part.HEADING, Part.TITLE):
            _set_notes(reading)
        reading.blocks.append(block)
    for box in found.boxes:
        if depth < DEEPEST:
            _take_all(box, reading, depth=depth + 1)


def _size(found: _Paragraph, style: Style) -> int:
    return min(found.sizes) if found.sizes else style.half_points


def _block(
    runs: Runs,
    properties: etree._Element | None,
    style: Style,
    reading: _Reading,
    *,
    size: int,
) -> Block:
    words = sum(len(run.text.split()) for run in runs)
    if style.name == "title":
        return Block(Part.TITLE, runs)
    if style.outline is not None:
        return Block(Part.HEADING, runs, level=style.outline)
    if style.name == "caption":
        return Block(Part.CAPTION, runs)
    numbering = numbering_of(properties) or style.numbering
    if numbering is not None and numbering[0] != "0":
        mark = reading.numberings.mark(numbering)
        return Block(Part.ITEM, runs, level=numbering[1], mark=mark)
    if style.name.startswith("list"):
        return Block(Part.ITEM, runs, level=0, mark="•")
    if size >= HEADING_HALF_POINTS and words <= LONGEST_BIG:
        return Block(Part.HEADING, runs, level=1 if size >= TITLE_HALF_POINTS else 2)
    if is_bold_heading(runs):
        return Block(Part.HEADING, runs, level=3)
    if size <= NOTE_HALF_POINTS and reading.blocks:
        return Block(Part.NOTE, runs)
    is_short = is_caption(text_of(runs))
    return Block(Part.CAPTION if is_short else Part.PARAGRAPH, runs)


def _gather(element: etree._Element, found: _Paragraph, reading: _Reading, *, depth: int) -> None:
    """Collect the runs of a paragraph, through links, fields and accepted changes."""
    for child in _children(element):
        if child.tag in GONE or depth > DEEPEST:
            continue
        if child.tag == W + "r":
            _gather_run(child, found, reading)
        elif child.tag == W + "txbxContent":
            found.boxes.append(child)
        else:
            _gather(child, found, reading, depth=depth + 1)


def _gather_run(run: etree._Element, found: _Paragraph, reading: _Reading) -> None:
    letters = run.find(f"{W}rPr")
    if is_on(letters, "vanish"):
        return
    bold, raised = is_on(letters, "b"), value(letters, "vertAlign") == "superscript"
    for child in _children(run):
        if child.tag == W + "t":
            found.runs.append(Run(child.text or "", bold, raised))
            size = half_points_of(letters)
            found.sizes += [size] if size and (child.text or "").strip() else []
        elif child.tag in BREAKS:
            found.runs.append(Run(BREAKS[child.tag], bold, raised))
        elif child.tag in NOTE_MARKS:
            key = NOTE_MARKS[child.tag], child.get(f"{W}id") or ""
            found.runs.append(Run(_note_number(key, reading), raised=True))
        elif child.tag not in GONE:
            found.boxes += list(_text_boxes(child))


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the contents of text boxes in a drawing; boxes in boxes come with their own runs."""
    if element.tag == W + "txbxContent":
        yield element
        return
    for child in _children(element):
        yield from _text_boxes(child)


def _note_number(key: tuple[str, str], reading: _Reading) -> str:
    """Return the printed number of a note and remember that its text is due."""
    if key not in reading.numbers:
        reading.counts[key[0]] += 1
        reading.numbers[key] = reading.counts[key[0]]
        reading.due.append(key)
    return str(reading.numbers[key])


def _set_notes(reading: _Reading) -> None:
    """Set the notes that are due: under the table or at the end of the section they belong to."""
    for key in reading.due:
        runs = reading.notes.get(key, ())
        if runs:
            number = reading.numbers[key]
            marked = (Run(f"{number} "), *runs)
            reading.blocks.append(Block(Part.NOTE, marked, where=f"{key[0]} {number}"))
    reading.due.clear()


def _note_texts(
    parts: Parts, kind: str, reading: _Reading
) -> Iterator[tuple[tuple[str, str], Runs]]:
    root = parts.tree(f"word/{kind}s.xml")
    for note in () if root is None else root.iter(f"{W}{kind}"):
        if note.get(f"{W}type") in (None, "normal"):
            yield (kind, note.get(f"{W}id") or ""), _runs_inside(note, reading)


def _runs_inside(element: etree._Element, reading: _Reading) -> Runs:
    """Return the runs of all paragraphs in an element, one paragraph a line."""
    runs: list[Run] = []
    for paragraph in element.iter(f"{W}p"):
        found = _Paragraph()
        _gather(paragraph, found, reading, depth=0)
        inside = joined(found.runs)
        runs += [*([Run("\n")] if runs and inside else []), *inside]
    return joined(runs)


def _take_table(element: etree._Element, reading: _Reading, *, depth: int) -> None:
    rows = [row for row in _rows(element) if not is_on(row.find(f"{W}trPr"), "del")]
    if next(element.iterdescendants(f"{W}tbl"), None) is not None or depth > DEEPEST:
        _take_cells(rows, reading, depth=depth)
        return
    raw, marked = _raw_rows(rows, reading)
    if not holds_figures(raw):
        _take_cells(rows, reading, depth=depth)
        return
    table, notes = build_table(raw, marked_headers=marked)
    reading.blocks += [*([table] if table else []), *notes]
    _set_notes(reading)


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    for child in _children(element):
        if child.tag == W + "tr":
            yield child
        elif child.tag not in (W + "tbl", W + "tblPr", W + "tblGrid"):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in _children(row):
        if child.tag == W + "tc":
            yield child
        elif child.tag != W + "trPr":
            yield from _cells(child)


def _take_cells(rows: list[etree._Element], reading: _Reading, *, depth: int) -> None:
    for row in rows:
        for cell in _cells(row):
            if depth < DEEPEST:
                _take_all(cell, reading, depth=depth + 1)


def _raw_rows(rows: list[etree._Element], reading: _Reading) -> tuple[list[list[RawCell]], int]:
    """Return the cells of a table as HTML would write them, and how many rows are headers."""
    raw: list[list[RawCell]] = []
    above: dict[int, tuple[int, int]] = {}  # column -> row and place of the cell that goes on
    marked = 0
    for number, row in enumerate(rows):
        properties = row.find(f"{W}trPr")
        marked += marked == number and is_on(properties, "tblHeader")
        column = _count(value(properties, "gridBefore"), least=0)
        cells = [RawCell((), columns=column)] if column else []
        for cell in _cells(row):
            told = cell.find(f"{W}tcPr")
            columns = _count(value(told, "gridSpan"), least=1)
            merge = None if told is None else told.find(f"{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val") != "restart"
            if goes_on and column in above:
                at, place = above[column]
                raw[at][place] = replace(raw[at][place], rows=number - at + 1)
            else:
                cells.append(RawCell(_runs_inside(cell, reading), columns=columns))
                above.pop(column, None)
                if merge is not None:
                    above[column] = number, len(cells) - 1
            column += columns
        raw.append(cells)
    return raw, marked


def _count(text: str | None, *, least: int) -> int:
    number = whole(text)
    return least if number is None else max(number, least)


def _running(parts: Parts, kind: str, reading: _Reading) -> str:
    """Return the first running head that says something."""
    for name in parts.named(rf"word/{kind}\d*\.xml"):
        root = parts.tree(name)
        runs = () if root is None else _runs_inside(root, reading)
        text = " ".join(tidy("".join(run.text for run in runs)).split())
        if any(c.isalpha() for c in text):
            return text[:LONGEST_RUNNING]
    return ""


def _title(blocks: list[Block | Table]) -> tuple[str, int | None]:
    """Return the title that the document prints and where: its style, else its first heading."""
    for part in (Part.TITLE, Part.HEADING):
        for at, block in enumerate(blocks):
            if isinstance(block, Block) and block.part is part and block.level == 1:
                return block.text, at
    return "", None


def _facts(parts: Parts) -> Facts:
    core, app = parts.tree("docProps/core.xml"), parts.tree("docProps/app.xml")
    company = _text(app, APP + "Company")
    creator = _text(core, DC + "creator")
    return Facts(
        title=_text(core, DC + "title"),
        publishers=(company,) if company else (),
        authors=(creator,) if creator else (),
        created=_created(core),
    )


def _created(core: etree._Element | None) -> date | None:
    """Return the day the document was made; the stamp of the template it was made from is none."""
    stamp = _text(core, TERMS + "created")
    return None if stamp.startswith(TEMPLATE_STAMPS) else as_day(stamp)


def _text(root: etree._Element | None, name: str) -> str:
    found = None if root is None else root.find(name)
    return "" if found is None else tidy(found.text or "").strip()
