"""A digest as data -> a PDF, and the page on which each of its claims came to stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from charts import Chart
from facts import Claim, read_cells, read_claim
from looks import HAIRLINE, LOOKS, QUIET, Look, paragraph_styles
from reportlab.lib.pagesizes import A4, A5, B5, LETTER, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    FrameBreak,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

PAGES = {
    "A4": A4,
    "A4 landscape": landscape(A4),
    "A5": A5,
    "A5 landscape": landscape(A5),
    "B5": B5,
    "Letter": LETTER,
}
MARGIN = {"A5": 15 * mm, "A5 landscape": 14 * mm, "B5": 16 * mm}
USUAL_MARGIN = 20 * mm
GUTTER = 7 * mm
# Share of the measure that the wide column takes beside a narrow one.
WIDE_SHARE = 0.66
RUNNING_LINE = 8.0  # points, running header and footer

IMPRINT_GAP = 14.0  # points between the columns and the imprint
IMPRINT = (
    "<b>About this digest.</b> Houseviews restates here, in its own words, what public coverage "
    "reports of {called}, which had no part in it. Figures are given as that coverage prints "
    "them; nothing on these pages is advice."
)

Styles = dict[str, ParagraphStyle]


class FactParagraph(Paragraph):
    """A paragraph that keeps its claims when it is split over two columns."""

    facts: tuple[Claim, ...] = ()

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Split as any paragraph; the claims stay with the first part."""
        parts = super().split(aW, aH)
        if parts:
            parts[0].facts = self.facts
        return list(parts)


class FactTable(Table):
    """A table with the claims of its cells; it is never split."""

    facts: tuple[Claim, ...] = ()
    splitByRow = 0


class Digest(BaseDocTemplate):
    """The document; collects (page, claim) while it is drawn."""

    def __init__(self, path: Path, **options: Any) -> None:
        super().__init__(str(path), **options)
        self.placed: list[tuple[int, Claim]] = []

    def afterFlowable(self, flowable: Flowable) -> None:
        """Note where the claims of a drawn flowable stand."""
        self.placed.extend((self.page, claim) for claim in getattr(flowable, "facts", ()))


def typeset(content: dict[str, Any], *, path: Path) -> list[tuple[int, Claim]]:
    """Write one digest.

    Args:
        content: a digest file as read from `content/`.
        path: the PDF to write.

    Returns:
        (1-based page, claim) in reading order.
    """
    look = LOOKS[content["look"]].scaled(content.get("scale", 1.0))
    styles = paragraph_styles(look)
    size = PAGES[content.get("page", "A4")]
    margin = MARGIN.get(content.get("page", "A4"), USUAL_MARGIN)
    digest = Digest(
        path,
        pagesize=size,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=margin,
        bottomMargin=margin,
        title=content["title"],
        author="Houseviews",
        subject=digest_line(content),
        creator="Houseviews sample reports",
        allowSplitting=1,
    )
    opening = list(_opening(content, styles=styles))
    digest.addPageTemplates(_templates(digest, content, look=look, opening=opening))
    story: list[Flowable] = [NextPageTemplate("later"), *opening, FrameBreak()]
    for block in content["blocks"]:
        story.extend(_block(block, content=content, look=look, styles=styles))
    digest.build(story)
    return digest.placed


def digest_line(content: dict[str, Any]) -> str:
    """The line that says what this is, of which house, and as of when."""
    qualifier = content.get("qualifier", "")
    return (
        f"Houseviews digest of public coverage · {content['house']} · "
        f"as of {content['as_of']}{qualifier}"
    )


def _opening(content: dict[str, Any], *, styles: Styles) -> Iterator[Flowable]:
    yield Paragraph(escape(digest_line(content)), styles["digest"])
    yield Spacer(1, styles["body"].fontSize * 0.6)
    yield Paragraph(escape(content["title"]), styles["title"])
    if "standfirst" in content:
        yield Paragraph(content["standfirst"], styles["standfirst"])
    yield Spacer(1, styles["body"].fontSize * 0.5)


def _templates(
    digest: Digest, content: dict[str, Any], *, look: Look, opening: list[Flowable]
) -> list[PageTemplate]:
    width, height = digest.width, digest.height
    left, bottom = digest.leftMargin, digest.bottomMargin
    used = sum(
        part.wrap(width, height)[1] + part.getSpaceBefore() + part.getSpaceAfter()
        for part in opening
    )
    used += look.size
    head = _frame(left, bottom + height - used, width, used)
    columns = content.get("columns", 1)
    imprint = Paragraph(
        IMPRINT.format(called=escape(content.get("called", content["house"]))),
        paragraph_styles(look)["imprint"],
    )
    raised = imprint.wrap(width, height)[1] + IMPRINT_GAP
    first = [
        head,
        *_columns(left, bottom + raised, width, height - used - look.size * 0.6 - raised, columns),
    ]
    later = _columns(left, bottom, width, height, columns)

    def running(canvas: Any, document: Digest) -> None:
        _draw_running(canvas, document, content=content, look=look, title_height=used)
        if document.page == 1:
            imprint.drawOn(canvas, left, bottom)

    return [
        PageTemplate("first", first, onPage=running),
        PageTemplate("later", later, onPage=running),
    ]


def _frame(x: float, y: float, width: float, height: float) -> Frame:
    return Frame(x, y, width, height, 0, 0, 0, 0)


def _columns(x: float, y: float, width: float, height: float, columns: int | str) -> list[Frame]:
    if columns == 1:
        return [_frame(x, y, width, height)]
    wide = (width - GUTTER) * (0.5 if columns == 2 else WIDE_SHARE)
    narrow = width - GUTTER - wide
    return [_frame(x, y, wide, height), _frame(x + wide + GUTTER, y, narrow, height)]


def _draw_running(
    canvas: Any, document: Digest, *, content: dict[str, Any], look: Look, title_height: float
) -> None:
    """Draw the rules, the running header after page 1 and the folio."""
    width, height = document.pagesize
    left, right = document.leftMargin, width - document.rightMargin
    top = height - document.topMargin
    canvas.saveState()
    if document.page == 1:
        _draw_title_ground(canvas, look, left, right, top, title_height, width)
    else:
        canvas.setFont(look.label, RUNNING_LINE)
        canvas.setFillColor(QUIET)
        canvas.drawString(left, top + 9, content["title"])
        canvas.drawRightString(right, top + 9, content["as_of"])
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.line(left, top + 4, right, top + 4)
    canvas.setFont(look.label, RUNNING_LINE)
    canvas.setFillColor(QUIET)
    foot = document.bottomMargin - 16
    canvas.drawString(left, foot, content.get("footer", "Restated in our own words; not advice."))
    canvas.drawRightString(right, foot, str(document.page))
    canvas.restoreState()


def _draw_title_ground(
    canvas: Any, look: Look, left: float, right: float, top: float, used: float, width: float
) -> None:
    if look.head == "band":
        canvas.setFillColor(look.tint)
        canvas.rect(0, top - used + 4, width, used + 200, stroke=0, fill=1)
        canvas.setFillColor(look.accent)
        canvas.rect(0, top - used + 1, width, 3, stroke=0, fill=1)
    elif look.head == "rule":
        canvas.setStrokeColor(look.accent)
        canvas.setLineWidth(2.4)
        canvas.line(left, top + 6, right, top + 6)
        canvas.setLineWidth(0.5)
        canvas.line(left, top - used + 4, right, top - used + 4)
    else:
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.line(left, top - used + 4, right, top - used + 4)


def _block(
    block: dict[str, Any], *, content: dict[str, Any], look: Look, styles: Styles
) -> list[Flowable]:
    """Flowables of one block; the first key of a block says what it is."""
    kind = next(iter(block))
    makers: dict[str, Callable[[], list[Flowable]]] = {
        "heading": lambda: [Paragraph(block["heading"], styles["heading"])],
        "text": lambda: [_text(block["text"], block, content, styles[block.get("style", "body")])],
        "bullets": lambda: _bullets(block, content, styles),
        "table": lambda: _captioned(block, _table(block, content, look, styles), styles),
        "chart": lambda: _captioned(
            block, Chart(block, look=look), styles, facts=block, content=content
        ),
        "box": lambda: [_box(block, content, look, styles), Spacer(1, look.size * 0.8)],
        "note": lambda: [_text(block["note"], block, content, styles["note"])],
        "column": lambda: [FrameBreak()],
        "page": lambda: [PageBreak()],
        "room": lambda: [CondPageBreak(block["room"] * mm)],
    }
    return makers[kind]()


def _claims(block: dict[str, Any], content: dict[str, Any], *, where: str) -> tuple[Claim, ...]:
    house = content["house"]
    return tuple(read_claim(line, house=house, where=where) for line in block.get("facts", ()))


def _text(
    words: str, block: dict[str, Any], content: dict[str, Any], style: ParagraphStyle, **more: Any
) -> FactParagraph:
    paragraph = FactParagraph(words, style, **more)
    paragraph.facts = _claims(block, content, where=f"{style.name}: {_opening_words(words)}")
    return paragraph


def _opening_words(words: str) -> str:
    return " ".join(words.replace("<b>", "").replace("</b>", "").split()[:5]).rstrip(".,;:")


def _bullets(block: dict[str, Any], content: dict[str, Any], styles: Styles) -> list[Flowable]:
    return [
        _text(item["text"], item, content, styles["bullet"], bulletText=item.get("mark", "•"))
        for item in block["bullets"]
    ]


def _captioned(
    block: dict[str, Any],
    figure: Flowable,
    styles: Styles,
    *,
    facts: dict[str, Any] | None = None,
    content: dict[str, Any] | None = None,
) -> list[Flowable]:
    caption = Paragraph(block[next(iter(block))], styles["caption"])
    parts: list[Flowable] = [caption, figure]
    if facts and content:
        figure.facts = _claims(facts, content, where="chart")
    if "note" in block:
        parts.append(Paragraph(block["note"], styles["note"]))
    else:
        parts.append(Spacer(1, styles["body"].fontSize * 0.9))
    return parts


def _box(block: dict[str, Any], content: dict[str, Any], look: Look, styles: Styles) -> Flowable:
    """A tinted box with a heading and a few lines, one cell high and wide."""
    inside: list[Flowable] = [Paragraph(block["box"], styles["heading"])]
    claims: list[Claim] = []
    for line in block["lines"]:
        paragraph = _text(line["text"], line, content, styles["cell"])
        claims.extend(paragraph.facts)
        inside += [paragraph, Spacer(1, look.size * 0.45)]
    box = FactTable(
        [[inside]],
        style=TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), look.tint),
                ("LINEABOVE", (0, 0), (-1, 0), 1.6, look.accent),
                ("LEFTPADDING", (0, 0), (-1, -1), 8),
                ("RIGHTPADDING", (0, 0), (-1, -1), 8),
            ]
        ),
    )
    box.facts = tuple(claims)
    return box


def _table(block: dict[str, Any], content: dict[str, Any], look: Look, styles: Styles) -> Flowable:
    columns = block["columns"]
    rows: list[list[Any]] = []
    rules: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.8),
        ("LINEABOVE", (0, 0), (-1, 0), 1.0, look.accent),
    ]
    if "groups" in block:
        rows.append(_group_row(block["groups"], rules, styles))
    heads = [Paragraph(columns[0]["head"], styles["head-left"])]
    rows.append(heads + [Paragraph(c["head"], styles["head"]) for c in columns[1:]])
    rules.append(("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), 0.6, look.accent))
    for row in block["rows"]:
        _add_row(row, rows, rules, len(columns), look, styles)
    rules.append(("LINEBELOW", (0, -1), (-1, -1), 0.8, look.accent))
    widths = [f"{c['width']}%" if "width" in c else None for c in columns]
    table = FactTable(rows, colWidths=widths, style=TableStyle(rules), repeatRows=0)
    table.facts = tuple(read_cells(block, house=content["house"]))
    return table


def _group_row(groups: list[dict[str, Any]], rules: list[Any], styles: Styles) -> list[Any]:
    row: list[Any] = []
    for group in groups:
        start, end = len(row), len(row) + group["span"] - 1
        row += [Paragraph(group["head"], styles["group"]), *[""] * (group["span"] - 1)]
        rules.append(("SPAN", (start, 0), (end, 0)))
        if group["head"]:
            rules.append(("LINEBELOW", (start, 0), (end, 0), 0.4, HAIRLINE))
    return row


def _add_row(
    row: dict[str, Any], rows: list[Any], rules: list[Any], width: int, look: Look, styles: Styles
) -> None:
    at = len(rows)
    if "section" in row:
        rows.append([Paragraph(row["section"], styles["section"]), *[""] * (width - 1)])
        rules.append(("SPAN", (0, at), (-1, at)))
        rules.append(("TOPPADDING", (0, at), (-1, at), 6))
        return
    label = styles["cell-bold" if row.get("bold") else "cell"]
    cells = [Paragraph(cell, styles["number"]) for cell in row["cells"]]
    rows.append([Paragraph(row["label"], label), *cells])
    if look.striped and at % 2:
        rules.append(("BACKGROUND", (0, at), (-1, at), look.tint))
    elif not look.striped:
        rules.append(("LINEBELOW", (0, at), (-1, at), 0.25, HAIRLINE))


__all__ = ["KeepTogether", "digest_line", "typeset"]
