"""Style sheets and numberings of a Word document -> what a paragraph is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest.formats.word_parts import W, is_on, value, whole

if TYPE_CHECKING:
    from lxml import etree

    from ingest.formats.word_parts import Parts

MOST_ANCESTORS: Final = 12  # styles that one is based on; a broken sheet may go round in circles
DEEPEST_LEVEL: Final = 8  # of a list or an outline, from 0: Word knows nine
USUAL_HALF_POINTS: Final = 22
HEADING_HALF_POINTS: Final = 27  # type of a short paragraph from which on it heads what follows
TITLE_HALF_POINTS: Final = 36
NOTE_HALF_POINTS: Final = 17  # type this small is a note or a source, wherever it stands
_HEADING: Final = re.compile(r"heading\s*([1-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says, its ancestors included.

    Attributes:
        name: in small letters ("heading 1", "title", "caption").
        outline: level of a heading from 1, or None.
        half_points: size of its type.
        is_bold: whether it is bold.
        numbering: id and level of the list that its paragraphs belong to, or None.
    """

    name: str = ""
    outline: int | None = None
    half_points: int = USUAL_HALF_POINTS
    is_bold: bool = False
    numbering: tuple[str, int] | None = None


class Styles:
    """The style sheet of a document."""

    def __init__(self, parts: Parts) -> None:
        """Read `styles.xml`; without it every paragraph is plain."""
        root = parts.tree("word/styles.xml")
        self._raw: dict[str, etree._Element] = {}
        self._default = ""
        for style in () if root is None else root.iter(f"{W}style"):
            key = style.get(f"{W}styleId") or ""
            self._raw[key] = style
            if style.get(f"{W}default") == "1" and style.get(f"{W}type") == "paragraph":
                self._default = key
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._usual = _half_points(defaults) or USUAL_HALF_POINTS
        self._known: dict[str, Style] = {}

    def of(self, key: str | None) -> Style:
        """Return a style by its id; the default one for None."""
        key = self._default if key is None else key
        if key not in self._known:
            self._known[key] = self._resolved(key)
        return self._known[key]

    def _resolved(self, key: str) -> Style:
        name, outline, size, bold, numbering = "", None, None, None, None
        at: str | None = key
        for _ in range(MOST_ANCESTORS):
            style = self._raw.get(at or "")
            if style is None:
                break
            own = (value(style, "name") or "").lower()
            name = name or own
            paragraph, letters = style.find(f"{W}pPr"), style.find(f"{W}rPr")
            outline = outline or _outline(paragraph, own)
            size = size or _half_points(letters)
            if bold is None and letters is not None and letters.find(f"{W}b") is not None:
                bold = is_on(letters, "b")
            numbering = numbering or numbering_of(paragraph)
            at = value(style, "basedOn")
        return Style(name, outline, size or self._usual, bool(bold), numbering)


def _outline(paragraph: etree._Element | None, name: str) -> int | None:
    named = _HEADING.fullmatch(name)
    if named:
        return int(named.group(1))
    level = whole(value(paragraph, "outlineLvl"))
    return level + 1 if level is not None and level <= DEEPEST_LEVEL else None


def _half_points(letters: etree._Element | None) -> int | None:
    return whole(value(letters, "sz"))


def half_points_of(letters: etree._Element | None) -> int | None:
    """Return the size of type that a run sets for itself, half points, or None."""
    return _half_points(letters)


def numbering_of(paragraph: etree._Element | None) -> tuple[str, int] | None:
    """Return id and level of the list that a paragraph says it belongs to, or None."""
    found = None if paragraph is None else paragraph.find(f"{W}numPr")
    if found is None:
        return None
    return value(found, "numId") or "0", _level(value(found, "ilvl"))


def _level(text: str | None) -> int:
    """Return a level of a list; Word knows nine, the outermost first."""
    return min(whole(text) or 0, DEEPEST_LEVEL)


@dataclass(slots=True)
class Numberings:
    """The lists of a document, and how far each has counted.

    Attributes:
        formats: for id and level whether numbers are printed ("decimal") or bullets.
        counts: how many items each level has had.
    """

    formats: dict[tuple[str, int], str] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def read(cls, parts: Parts) -> Numberings:
        """Read `numbering.xml`; without it every list has bullets."""
        root = parts.tree("word/numbering.xml")
        found = cls()
        if root is None:
            return found
        levels = {
            abstract.get(f"{W}abstractNumId"): {
                _level(level.get(f"{W}ilvl")): value(level, "numFmt") or "bullet"
                for level in abstract.iter(f"{W}lvl")
            }
            for abstract in root.iter(f"{W}abstractNum")
        }
        for number in root.iter(f"{W}num"):
            for level, form in levels.get(value(number, "abstractNumId"), {}).items():
                found.formats[number.get(f"{W}numId") or "", level] = form
        return found

    def mark(self, key: tuple[str, int]) -> str:
        """Count one item of a list and return what is printed before it."""
        identity, level = key
        for other in [one for one in self.counts if one[0] == identity and one[1] > level]:
            del self.counts[other]
        self.counts[key] = self.counts.get(key, 0) + 1
        is_counted = self.formats.get(key, "bullet") in ("decimal", "lowerLetter", "upperRoman")
        return f"{self.counts[key]}." if is_counted else "•"
