"""A digest as data -> a PDF, and the page on which each of its claims came to stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from blocks import Styles, make_block
from facts import Claim
from looks import HAIRLINE, LOOKS, QUIET, Look, paragraph_styles
from reportlab.lib.pagesizes import A4, A5, B5, LETTER, landscape
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
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
    "Houseviews restates here, in its own words, what public coverage reports of {called}, which "
    "had no part in it. Figures are given as that coverage prints them; nothing on these pages is "
    "advice."
)


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
        story.extend(make_block(block, content=content, look=look, styles=styles))
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
    imprint = Paragraph(_imprint(content), paragraph_styles(look)["imprint"])
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


def _imprint(content: dict[str, Any]) -> str:
    said = content.get("imprint") or IMPRINT.format(called=content.get("called", content["house"]))
    return f"<b>About this digest.</b> {escape(said)}"


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
