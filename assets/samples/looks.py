"""The looks a digest can have: typefaces, sizes and colours, and the paragraph styles they give."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

INK = HexColor("#1d2125")
QUIET = HexColor("#5b6269")
HAIRLINE = HexColor("#b9bfc4")


@dataclass(frozen=True)
class Look:
    """One way of setting a digest.

    Attributes:
        body: family of running text; must be registered with bold and italic.
        title: font of the report title.
        label: family of headings, tables, running lines and notes.
        size: running text, in points; everything else follows from it.
        accent: colour of headings and heavy rules.
        tint: background of boxes and of every second table row.
        head: "band" (title on a colour), "rule" (under a heavy rule) or "plain".
        justified: whether running text is set flush on both sides.
        striped: whether every second table row is tinted.
    """

    body: str
    title: str
    label: str
    size: float
    accent: Color
    tint: Color
    head: str
    justified: bool = False
    striped: bool = False

    def scaled(self, factor: float) -> Look:
        """Return the same look with larger or smaller print."""
        return replace(self, size=self.size * factor)


LOOKS: dict[str, Look] = {
    "review": Look(
        "Newsreader",
        "Newsreader-Title",
        "Sans",
        10.2,
        HexColor("#14365c"),
        HexColor("#eef2f6"),
        "rule",
    ),
    "bulletin": Look(
        "Sans",
        "Sans-Bold",
        "Sans",
        9.6,
        HexColor("#0b5d57"),
        HexColor("#e8f1ef"),
        "band",
        striped=True,
    ),
    "letter": Look(
        "Newsreader",
        "Newsreader-Title",
        "Newsreader",
        11.2,
        HexColor("#7a2330"),
        HexColor("#f6efe9"),
        "plain",
    ),
    "desk": Look(
        "Sans",
        "Newsreader-Title",
        "Sans",
        9.2,
        HexColor("#1f3f8a"),
        HexColor("#edf0f8"),
        "rule",
        striped=True,
    ),
    "journal": Look(
        "Newsreader",
        "Newsreader-Title",
        "Sans",
        9.4,
        HexColor("#3c3a36"),
        HexColor("#f1efea"),
        "plain",
        justified=True,
    ),
    "slide": Look(
        "Sans", "Sans-Bold", "Sans", 11.0, HexColor("#5a2d82"), HexColor("#f2edf7"), "band"
    ),
}


def paragraph_styles(look: Look) -> dict[str, ParagraphStyle]:
    """Named paragraph styles of a look."""
    label = ParagraphStyle(
        "label",
        fontName=look.label,
        fontSize=look.size * 0.86,
        leading=look.size * 1.12,
        textColor=INK,
    )
    styles = [*_running_text(look), *_labels(look, label), *_cells(look, label)]
    return {style.name: style for style in styles}


def _running_text(look: Look) -> list[ParagraphStyle]:
    """Title, standfirst, paragraphs and bullets."""
    size = look.size
    body = ParagraphStyle(
        "body",
        fontName=look.body,
        fontSize=size,
        leading=size * 1.38,
        textColor=INK,
        alignment=TA_JUSTIFY if look.justified else TA_LEFT,
        spaceAfter=size * 0.62,
        allowWidows=0,
        allowOrphans=0,
    )
    return [
        body,
        ParagraphStyle("lead", body, fontSize=size * 1.16, leading=size * 1.58, alignment=TA_LEFT),
        ParagraphStyle(
            "bullet", body, leftIndent=size * 1.15, bulletIndent=size * 0.15, spaceAfter=size * 0.42
        ),
        ParagraphStyle(
            "title",
            fontName=look.title,
            fontSize=size * 2.1,
            leading=size * 2.4,
            textColor=look.accent,
            spaceAfter=size * 0.5,
        ),
        ParagraphStyle(
            "standfirst",
            body,
            fontName=f"{look.body}-Italic",
            fontSize=size * 1.12,
            leading=size * 1.5,
            textColor=QUIET,
            alignment=TA_LEFT,
        ),
    ]


def _labels(look: Look, label: ParagraphStyle) -> list[ParagraphStyle]:
    """What stands around running text and tables: headings, captions, notes, the imprint."""
    size, bold = look.size, f"{look.label}-Bold"
    return [
        ParagraphStyle(
            "digest", label, fontName=bold, fontSize=min(size * 0.86, 8.6), textColor=QUIET
        ),
        ParagraphStyle(
            "heading",
            label,
            fontName=bold,
            fontSize=size * 1.16,
            leading=size * 1.45,
            textColor=look.accent,
            spaceBefore=size * 0.6,
            spaceAfter=size * 0.3,
            keepWithNext=1,
        ),
        ParagraphStyle(
            "caption",
            label,
            fontName=bold,
            leading=size * 1.2,
            spaceBefore=size * 0.5,
            spaceAfter=size * 0.3,
            keepWithNext=1,
        ),
        ParagraphStyle(
            "note",
            label,
            fontSize=size * 0.76,
            leading=size * 1.0,
            textColor=QUIET,
            spaceBefore=size * 0.25,
            spaceAfter=size * 0.8,
        ),
        ParagraphStyle(
            "imprint", label, fontSize=7.6, leading=10.2, textColor=QUIET, borderColor=HAIRLINE
        ),
    ]


def _cells(look: Look, label: ParagraphStyle) -> list[ParagraphStyle]:
    """Cells of tables."""
    bold = f"{look.label}-Bold"
    return [
        ParagraphStyle("cell", label),
        ParagraphStyle("cell-bold", label, fontName=bold),
        ParagraphStyle("number", label, alignment=TA_RIGHT),
        ParagraphStyle("head", label, fontName=bold, alignment=TA_RIGHT),
        ParagraphStyle("head-left", label, fontName=bold),
        ParagraphStyle("group", label, fontName=bold, alignment=TA_CENTER),
        ParagraphStyle("section", label, fontName=bold, textColor=look.accent),
    ]
