"""Pages -> the title of a report: the largest print at the head of the first page."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.publication_date import TITLE_DEPTH, dates_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.layout import Line, Page, Word

TITLE_LINES = 4  # a printed title runs over at most this many lines
TITLE_WORDS = 24  # a block with more words is text, however large its print
SAME_SIZE = 0.95  # of the first line's print: a title goes on in the size that it began in
LONGEST_TITLE = 160  # characters
COVERED = 0.3  # of the narrower of two words; kerning and slanted print stay below it
COVERED_WORDS = 2  # one word over another is a shadow or a mark, two are another text
_WORD = re.compile(r"[^\W\d_]{2,}")
_FILE_NAME = re.compile(r"\.[a-z]{3,5}$", re.IGNORECASE)


def find_title(pages: Sequence[Page], *, said: str, file_name: str) -> str:
    """Return the title as printed, else the file's own.

    Args:
        pages: of the report.
        said: the title in the document information; may be empty or a file's name.
        file_name: the last resort.
    """
    printed = _as_printed(title_lines(pages[0])) if pages else ""
    if len(_WORD.findall(printed)) >= 2:
        return printed
    said = "" if _FILE_NAME.search(said.strip()) else said.strip()[:LONGEST_TITLE]
    heading = "" if said or not pages else _next_heading(pages[0])
    return said or heading or printed or file_name.rsplit(".", 1)[0]


def _as_printed(lines: Sequence[Line]) -> str:
    """Return lines as a person reads them; "" where two texts lie over each other unparted."""
    texts = [_upper_text(line.words) if _is_overlaid(line.words) else line.text for line in lines]
    return " ".join(texts)[:LONGEST_TITLE].strip() if all(texts) else ""


def _is_overlaid(words: Sequence[Word]) -> bool:
    """Whether words of one line cover each other: two texts were set on one spot."""
    ordered = sorted(words, key=lambda word: word.x0)
    covered = sum(
        min(one.x1, two.x1) - two.x0 > COVERED * min(one.x1 - one.x0, two.x1 - two.x0)
        for one, two in pairwise(ordered)
    )
    return covered >= COVERED_WORDS


def _upper_text(words: Sequence[Word]) -> str:
    """Return, of texts that lie over each other in prints of their own, the largest and longest."""
    prints: dict[tuple[float, bool], list[Word]] = {}
    for word in words:
        prints.setdefault((round(word.size, 1), word.bold), []).append(word)
    readable = [found for found in prints.values() if not _is_overlaid(found) and len(found) > 1]
    if not readable:
        return ""
    best = max(readable, key=lambda found: (found[0].size, len(found)))
    return " ".join(word.text for word in best)


def _next_heading(page: Page) -> str:
    """Return the largest line of several words at the head of a page that can be read."""
    lines = [
        line
        for line in page.lines
        if line.top < TITLE_DEPTH * page.height
        and not _is_overlaid(line.words)
        and len(_WORD.findall(line.text)) >= 2
        and not _is_text(line, page)
        and not dates_in(line.text)
    ]
    return max(lines, key=lambda line: line.size).text[:LONGEST_TITLE] if lines else ""


def title_lines(page: Page) -> list[Line]:
    """Return the lines of the title on a first page: the largest run of two words or more."""
    top = [line for line in page.lines if line.top < TITLE_DEPTH * page.height and line.words]
    runs = []
    for size in sorted({line.size for line in top}, reverse=True):
        first = next(i for i, line in enumerate(top) if line.size >= size)
        run = _run(top[first : first + TITLE_LINES])
        runs.append(run)
        words = sum(len(_WORD.findall(line.text)) for line in run)
        if words >= 2 and not _is_text(run[0], page):
            return run
    return runs[0] if runs else []


def _is_text(line: Line, page: Page) -> bool:
    """Whether a line stands in a block that is long and of one print: a paragraph, not a title."""
    for block in page.blocks:
        if line in block.lines:
            words = sum(len(other.words) for other in block.lines)
            one_print = block.lines[-1].size >= SAME_SIZE * line.size
            return words > TITLE_WORDS and one_print and block.text.endswith(".")
    return False


def _run(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that go on as the first one begins: in its print, before any date."""
    run = [lines[0]]
    for line in lines[1:]:
        alike = SAME_SIZE <= line.size / lines[0].size <= 1 / SAME_SIZE
        if not alike or _is_bold(line) != _is_bold(lines[0]) or dates_in(line.text):
            break
        run.append(line)
    return run


def _is_bold(line: Line) -> bool:
    return all(word.bold for word in line.words)
