"""The web fonts in `assets/fonts` -> static cuts registered with reportlab under plain names."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont as FontFile
from fontTools.varLib import instancer
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).parents[1] / "fonts"

# Name used in styles -> (file, position on its axes). Optical size 11 is cut for running text,
# 40 for titles. A file without axes is taken as it is.
CUTS: dict[str, tuple[str, dict[str, float]]] = {
    "Newsreader": ("newsreader-latin.woff2", {"wght": 400, "opsz": 11}),
    "Newsreader-Bold": ("newsreader-latin.woff2", {"wght": 650, "opsz": 11}),
    "Newsreader-Title": ("newsreader-latin.woff2", {"wght": 500, "opsz": 40}),
    "Newsreader-Italic": ("newsreader-italic-latin.woff2", {}),
    "Sans": ("source-sans-3-latin.woff2", {"wght": 400}),
    "Sans-Bold": ("source-sans-3-latin.woff2", {"wght": 600}),
    "Sans-Italic": ("source-sans-3-italic-latin.woff2", {"wght": 400}),
}
POSTSCRIPT_NAME = 6  # number of that entry in a font's name table
WINDOWS_ENGLISH = (3, 1, 0x409)  # platform, encoding, language
FAMILIES = {
    "Newsreader": ("Newsreader", "Newsreader-Bold", "Newsreader-Italic"),
    "Sans": ("Sans", "Sans-Bold", "Sans-Italic"),
}


def register_typefaces() -> None:
    """Make every cut known to reportlab; `<b>` and `<i>` then work inside paragraphs."""
    for name, (file_name, position) in CUTS.items():
        cut = _static_cut(FONTS / file_name, position, name=name)
        pdfmetrics.registerFont(TTFont(name, cut))
    for family, (normal, bold, italic) in FAMILIES.items():
        pdfmetrics.registerFontFamily(
            family, normal=normal, bold=bold, italic=italic, boldItalic=bold
        )


def _static_cut(path: Path, position: dict[str, float], *, name: str) -> BytesIO:
    # Keeping the time stamp makes the embedded bytes the same on every run.
    font = FontFile(path, recalcTimestamp=False)
    if position:
        font = instancer.instantiateVariableFont(font, position)
    # Reportlab tells embedded fonts apart by this name alone.
    font["name"].setName(name, POSTSCRIPT_NAME, *WINDOWS_ENGLISH)
    font["name"].removeNames(POSTSCRIPT_NAME, platformID=1)
    font.flavor = None
    data = BytesIO()
    font.save(data)
    data.seek(0)
    return data
