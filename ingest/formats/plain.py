"""Plain text -> a document: paragraphs joined again, columns of figures kept where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.formats.blocks import Block, Document, Facts, Part, Run, Table, is_caption, tidy
from ingest.formats.limits import MOST_BLOCKS, MOST_CHARACTERS, OverSize
from ingest.formats.pasted import find_pasted
from ingest.formats.spans import RawCell, build_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TAB_STOP: Final = 8
NARROWEST_WRAP: Final = 40  # characters: shorter lines are not the measure of a wrapped text
WRAP_QUANTILE: Final = 0.9  # of the lines are no longer than the measure
LONGEST_COLUMNS: Final = 400  # characters of a line that may stand in columns
SHORT_LINE: Final = 60  # characters: shorter ones under each other are names, dates, addresses
LONGEST_HEADING: Final = 90  # characters
LONGEST_TITLE: Final = 140
TABULAR_SHARE: Final = 0.4  # of the lines of a stretch that is set in columns
_GAP: Final = re.compile(r"(?<=[^\s.!?:;])(?: {2,}|\t+| ?\.{3,} ?)(?=\S)")
_ENDS_IN_FIGURE: Final = re.compile(r"(?:\d[\d.,]*\s?(?:%|pp|bps?)?|n/?a|[-–—…])\s*\|?\s*$")
_RULE: Final = re.compile(r"[\s|+:=_─━═┼┬┴├┤┌┐└┘╔╗╚╝╬-]*")
_BULLET: Final = re.compile(r"\s*(?P<mark>[•●○◦▪■*–—·-]|\(?\d{1,2}[.)])\s+(?=\S)")
_BARS: Final = re.compile(r"[|│┃║]")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines without an empty one between them.

    Attributes:
        first: 1-based number of the first line.
        lines: as they stand, tabs among them.
    """

    first: int
    lines: tuple[str, ...]


def read_plain(text: str) -> Document:
    """Return what a text holds.

    Args:
        text: the whole file.

    Raises:
        OverSize: it is longer or has more in it than a report.
    """
    if len(text) > MOST_CHARACTERS:
        raise OverSize(f"more than {MOST_CHARACTERS // 1_000_000} million characters")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    stretches = list(_stretches(lines))
    measure = _measure(lines)
    blocks: list[Block | Table] = []
    for stretch in stretches:
        if isinstance(stretch, Table):
            blocks.append(stretch)
            continue
        blocks += _blocks_of(stretch, measure=measure, is_first=not blocks)
        if len(blocks) > MOST_BLOCKS:
            raise OverSize(f"more than {MOST_BLOCKS} paragraphs")
    title = blocks[0].text if blocks and _is_title(blocks[0]) else ""  # type: ignore[union-attr]
    return Document(tuple(blocks), Facts(title=title))


def _is_title(block: Block | Table) -> bool:
    return isinstance(block, Block) and block.part is Part.TITLE


def _stretches(lines: Sequence[str]) -> Iterator[_Stretch | Table]:
    """Group lines between empty ones, and take out tables that lost their columns."""
    held: list[str] = []
    at = 0
    while at <= len(lines):
        line = lines[at] if at < len(lines) else ""
        pasted = find_pasted(lines, at=at) if line.strip() else None
        if line.strip() and pasted is None:
            held.append(line.rstrip())
        elif held:
            yield _Stretch(at + 1 - len(held), tuple(held))
            held = []
        if pasted is not None:
            yield pasted.table
        at = at + 1 if pasted is None else pasted.end


def _measure(lines: Sequence[str]) -> int:
    """Return the width in characters at which the text was wrapped."""
    widths = sorted(len(line) for line in lines if line.strip() and not _is_tabular(line))
    if not widths:
        return NARROWEST_WRAP
    return max(widths[int(WRAP_QUANTILE * (len(widths) - 1))], NARROWEST_WRAP)


def _blocks_of(stretch: _Stretch, *, measure: int, is_first: bool) -> list[Block | Table]:
    if is_first and _is_titular(stretch.lines[0]):
        title = Block(Part.TITLE, _runs(stretch.lines[0]), line=stretch.first)
        rest = list(stretch.lines[1:])
        start = stretch.first + 1
        if rest and _RULE.fullmatch(rest[0]):
            rest, start = rest[1:], start + 1
        more = _blocks_of(_Stretch(start, tuple(rest)), measure=measure, is_first=False)
        return [title, *(more if rest else [])]
    if _is_in_columns(stretch):
        return _columns(stretch)
    return list(_paragraphs(stretch, measure=measure))


def _is_tabular(line: str) -> bool:
    if len(line) > LONGEST_COLUMNS:
        return False
    gaps = len(_GAP.findall(line.strip())) + max(len(_BARS.findall(line)) - 1, 0)
    return gaps >= 2 or (gaps == 1 and bool(_ENDS_IN_FIGURE.search(line)))


def _is_in_columns(stretch: _Stretch) -> bool:
    filled = [line for line in stretch.lines if not _RULE.fullmatch(line)]
    tabular = sum(_is_tabular(line) for line in filled)
    return tabular >= 2 and tabular >= TABULAR_SHARE * len(filled)


def _columns(stretch: _Stretch) -> list[Block | Table]:
    """Make a table where bars or tabs part the cells, else keep every word at its column."""
    lines = [line for line in stretch.lines if not _RULE.fullmatch(line)]
    for separator in (_BARS, re.compile("\t")):
        parted = [line for line in lines if separator.search(line)]
        if len(parted) >= 2 and 2 * len(parted) > len(lines):
            return _parted(stretch, lines, separator)
    kept = [
        " " * len(line) if _RULE.fullmatch(line) else _blanked(line.expandtabs(TAB_STOP))
        for line in stretch.lines
    ]
    return [Block(Part.LAYOUT, (Run("\n".join(kept)),), line=stretch.first)]


def _blanked(line: str) -> str:
    """Put blanks where dots lead the eye to a figure."""
    return re.sub(r" ?\.{3,} ?", lambda found: " " * len(found.group()), line)


def _parted(
    stretch: _Stretch, lines: Sequence[str], separator: re.Pattern[str]
) -> list[Block | Table]:
    rows: list[list[RawCell]] = []
    around: list[Block | Table] = []
    for line in lines:
        cells = separator.split(line.strip().strip("|│┃║") if separator is _BARS else line)
        if len(cells) == 1:
            part = Part.NOTE if rows else Part.CAPTION
            around.append(Block(part, _runs(line), line=stretch.first))
        else:
            rows.append([RawCell(_runs(cell)) for cell in cells])
    table, notes = build_table(rows, line=stretch.first)
    before = [one for one in around if isinstance(one, Block) and one.part is Part.CAPTION]
    after = [one for one in around if one not in before]
    return [*before, *([table] if table else []), *notes, *after]


def _paragraphs(stretch: _Stretch, *, measure: int) -> Iterator[Block]:
    """Join wrapped lines; a line that had room for the next word was meant to end there."""
    held: list[str] = []
    first, mark = stretch.first, ""
    lines = [*stretch.lines, ""]
    for number, line in enumerate(lines[:-1], stretch.first):
        following = lines[number - stretch.first + 1]
        bullet = _BULLET.match(line)
        if bullet and held:
            yield _finished(held, mark, first)
            held = []
        if not held:
            first, mark = number, bullet.group("mark") if bullet else ""
        held.append(line[bullet.end() :].strip() if bullet and len(held) == 0 else line.strip())
        if _RULE.fullmatch(following) and following:
            if len(held) == 1 and len(line) <= LONGEST_HEADING:
                yield Block(Part.HEADING, _runs(line), level=2, line=first)
                held = []
            continue
        if _RULE.fullmatch(line):
            held.pop()
            continue
        if not following or _runs_on(line, following, measure=measure):
            continue
        if max(len(line), len(following)) <= SHORT_LINE and not _is_sentence(line):
            held[-1] += "\n"
        else:
            yield _finished(held, mark, first)
            held = []
    if held:
        yield _finished(held, mark, first)


def _runs_on(line: str, following: str, *, measure: int) -> bool:
    word = following.split()[0] if following.split() else ""
    return len(line) + 1 + len(word) > measure


def _is_titular(line: str) -> bool:
    return len(line) <= LONGEST_TITLE and not _is_sentence(line) and not is_caption(line)


def _finished(held: Sequence[str], mark: str, first: int) -> Block:
    text = re.sub(r"\n ", "\n", " ".join(held)).strip()
    if mark:
        printed = mark if mark[-1] in ".)" else "•"  # a hyphen might be taken for a minus
        return Block(Part.ITEM, _runs(text), level=0, mark=printed, line=first)
    if "\n" not in text and is_caption(text):
        return Block(Part.CAPTION, _runs(text), line=first)
    if "\n" not in text and _is_heading(text):
        return Block(Part.HEADING, _runs(text), level=2, line=first)
    return Block(Part.PARAGRAPH, _runs(text), line=first)


def _is_heading(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    if len(text) > LONGEST_HEADING or not letters or _is_sentence(text) or text.endswith(":"):
        return False
    if text.endswith("."):
        return False
    return letters[0].isupper() and not re.search(r"\d\s?(?:%|percent|per cent|pp\b|bps?\b)", text)


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", "!", "?", ";", ",")) and len(text.split()) > 3


def _runs(text: str) -> tuple[Run, ...]:
    cleaned = tidy(text).strip()
    return (Run(cleaned),) if cleaned else ()
