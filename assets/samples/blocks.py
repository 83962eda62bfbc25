"""A block of a digest as data -> flowables that carry the claims it states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from charts import Chart
from facts import Claim, read_cells, read_claim
from looks import HAIRLINE, Look
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    Flowable,
    FrameBreak,
    HRFlowable,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

# Points: paddings of cells and boxes, and the weights of rules.
CELL_PADDING, BOX_PADDING = 3.0, 8.0
ROW_ABOVE, ROW_BELOW, SECTION_ABOVE = 2.2, 2.8, 6.0
SUPERSCRIPT = '<super size="6" rise="3">'  # as set by a typographer; the library's own is too large
GROUP_RULE = "92%"  # of its columns, so that neighbouring groups stand apart
HEAVY, MEDIUM, LIGHT, FINE = 1.6, 1.0, 0.6, 0.3

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


def make_block(
    block: dict[str, Any], *, content: dict[str, Any], look: Look, styles: Styles
) -> list[Flowable]:
    """Flowables of one block; the first key of a block says what it is.

    Raises:
        ValueError: the first key is none of the known ones.
    """
    kind = next(iter(block))
    makers: dict[str, Callable[[], list[Flowable]]] = {
        "heading": lambda: [Paragraph(block["heading"], styles["heading"])],
        "text": lambda: [_text(block["text"], block, content, styles[block.get("style", "body")])],
        "bullets": lambda: _bullets(block, content, styles),
        "table": lambda: _captioned(block, _table(block, content, look, styles), styles),
        "chart": lambda: _captioned(block, Chart(block, look=look), styles),
        "box": lambda: [_box(block, content, look, styles), Spacer(1, look.size * 0.8)],
        "note": lambda: [_text(block["note"], block, content, styles["note"])],
        "column": lambda: [FrameBreak()],
        "page": lambda: [PageBreak()],
    }
    if kind not in makers:
        raise ValueError(f"block {kind!r} of {content['title']!r}: use one of {', '.join(makers)}")
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


def _captioned(block: dict[str, Any], figure: Flowable, styles: Styles) -> list[Flowable]:
    caption = Paragraph(block[next(iter(block))], styles["caption"])
    if "note" in block:
        below: Flowable = Paragraph(_raised(block["note"]), styles["note"])
    else:
        below = Spacer(1, styles["body"].fontSize * 0.9)
    return [caption, figure, below]


def _raised(words: str) -> str:
    return words.replace("<super>", SUPERSCRIPT)


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
                ("LINEABOVE", (0, 0), (-1, 0), HEAVY, look.accent),
                ("LEFTPADDING", (0, 0), (-1, -1), BOX_PADDING),
                ("RIGHTPADDING", (0, 0), (-1, -1), BOX_PADDING),
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
        ("LEFTPADDING", (0, 0), (-1, -1), CELL_PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), CELL_PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), ROW_ABOVE),
        ("BOTTOMPADDING", (0, 0), (-1, -1), ROW_BELOW),
        ("LINEABOVE", (0, 0), (-1, 0), MEDIUM, look.accent),
    ]
    if "groups" in block:
        rows.append(_group_row(block["groups"], rules, styles))
    heads = [Paragraph(columns[0]["head"], styles["head-left"])]
    rows.append(heads + [Paragraph(c["head"], styles["head"]) for c in columns[1:]])
    rules.append(("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), LIGHT, look.accent))
    for row in block["rows"]:
        _add_row(row, rows, rules, len(columns), look, styles)
    rules.append(("LINEBELOW", (0, -1), (-1, -1), MEDIUM, look.accent))
    widths = _widths(columns)
    table = FactTable(rows, colWidths=widths, style=TableStyle(rules), repeatRows=0)
    table.facts = tuple(read_cells(block, house=content["house"]))
    return table


def _widths(columns: list[dict[str, Any]]) -> list[str]:
    """Shares of the table's width; columns that name none have equal parts of what is left."""
    named = [column["width"] for column in columns if "width" in column]
    rest = (100 - sum(named)) / max(1, len(columns) - len(named))
    return [f"{column.get('width', rest)}%" for column in columns]


def _group_row(groups: list[dict[str, Any]], rules: list[Any], styles: Styles) -> list[Any]:
    row: list[Any] = []
    for group in groups:
        start, end = len(row), len(row) + group["span"] - 1
        head: list[Flowable] = [Paragraph(group["head"], styles["group"])]
        if group["head"]:
            head.append(
                HRFlowable(
                    GROUP_RULE, LIGHT, color=HAIRLINE, spaceBefore=2, spaceAfter=0, hAlign="RIGHT"
                )
            )
        row += [head, *[""] * (group["span"] - 1)]
        rules.append(("SPAN", (start, 0), (end, 0)))
    return row


def _add_row(
    row: dict[str, Any], rows: list[Any], rules: list[Any], width: int, look: Look, styles: Styles
) -> None:
    at = len(rows)
    if "section" in row:
        rows.append([Paragraph(row["section"], styles["section"]), *[""] * (width - 1)])
        rules.append(("SPAN", (0, at), (-1, at)))
        rules.append(("TOPPADDING", (0, at), (-1, at), SECTION_ABOVE))
        return
    label = styles["cell-bold" if row.get("bold") else "cell"]
    cells = [Paragraph(cell, styles["number"]) for cell in row["cells"]]
    rows.append([Paragraph(_raised(row["label"]), label), *cells])
    if look.striped and at % 2:
        rules.append(("BACKGROUND", (0, at), (-1, at), look.tint))
    elif not look.striped:
        rules.append(("LINEBELOW", (0, at), (-1, at), FINE, HAIRLINE))
