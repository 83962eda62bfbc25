"""Page -> sentences in reading order, each word still tied to its box.

Blocks that continue one another (over columns, around a chart) are joined before they are cut into
sentences; headings are kept apart and handed to the sentences under them.
"""

from __future__ import annotations

import re
import weakref
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from ingest.candidates import Origin, Phrase
from ingest.geometry import BBox, union
from ingest.lazy import cached_property
from ingest.prose.items import item_starts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.pdf.layout import Block, Line, Page, Word

FEWEST_WORDS = 4  # a block with fewer words and no full stop is a label, not text
LONGEST_HEADING = 24  # words
HEADING_RATIO = 1.12  # a heading's type is at least this much larger than the page's text
SAME_TYPE = 0.6  # points: blocks of one text differ less in size
LONGEST_PART = 80  # words after which a semicolon ends a sentence
LONGEST_SENTENCE = 200  # words: what has no stop by then is a list or a table, cut to be read
MOST_HEADINGS = 3  # nearest headings that are handed down
SHORT_LINE = 0.15  # of the column's width: a last line leaves at least this much white
DIGIT_SHARE = 0.45  # a block with more numbers than this is a table or an axis

KEY_WORDS = 4  # of a line that hold its key and value
KEYED = re.compile(  # "2026: 4.5%", "Q4 2026: 1.18": a line of a list of periods and values
    r"(?:[•●○◦▪■□▶►‣⁃·–—*-]\s*)?(?:end[\s-])?(?:(?:Q[1-4]|H[12]|[A-Z][a-z]{2,8})\s+)?(?:FY)?(?:20)?\d\d[EFef]?\s?[:=]\s*"
    r"[-–−+~<>]?\s*\d"
)
"""A period and its value on a line of their own."""

_BULLET = re.compile(r"^(?:[•●○◦▪■□▶►‣⁃·–—*\uf000-\uf0ff])+$")
_END = re.compile(r"[.!?…][\"”’)\]]*$")
_END_SIGNS = frozenset('.!?…"”’)]')  # what the last word of a sentence can end with
_NO_LETTERS = re.compile(r"[\W\d_]+")
_MEANT = re.compile(r"[½¼¾%]")  # raised, but no footnote mark
_BLANK = re.compile(r"\s")
_MAY_JOIN = re.compile(r"\u00ad|[–-] ")  # in words set apart by blanks
_GLUING = frozenset("\u00ad-–")  # a word that ends so may be one with the next
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|vs|approx|est|no|fig|st|inc|co|corp|ltd|dr|mr|ms|mrs|prof|e\.g|i\.e|cf|ca|c|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[ap]\.m|u\.s|u\.k|avg|yr|pp|p)\.)$",
    re.IGNORECASE,
)
_CELL = re.compile(r"[\W\d]+(?:%|pp|bps?|n/a|na|x|[kmb]n?)?|n/?a", re.IGNORECASE)
_BROKEN = re.compile(r"[^\W\d_]{2,}[-‐]$")
_YEAR = re.compile(r"\W*(?:19|20)\d\d\W*")
_START = re.compile(r"^[\"“‘'(\[]*[A-Z0-9½¼¾$€£•·‘“]")


@dataclass(frozen=True)
class Sentence:
    """A sentence, bullet or heading.

    Attributes:
        text: words with single spaces.
        words: the words on the page.
        starts: for each word the index of its first character in `text`.
        lines: for each word the number of its printed line.
        page: 1-based page.
        headings: the headings above, nearest first.
        paragraph: counts paragraphs of the page; sentences of one share it.
        is_heading: whether it is a heading or caption itself.
    """

    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]
    lines: tuple[int, ...]
    page: int
    headings: tuple[Phrase, ...]
    paragraph: int
    is_heading: bool = False

    def boxes(self, start: int, end: int) -> tuple[BBox, ...]:
        """Return one box for each printed line that the characters from start to end run over."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = max(first, bisect_right(self.starts, max(start, end - 1)) - 1)
        by_line: dict[int, list[BBox]] = {}
        for index in range(first, last + 1):
            by_line.setdefault(self.lines[index], []).append(self.words[index].bbox)
        return tuple(union(boxes) for boxes in by_line.values())

    def phrase(self, start: int, end: int, *, origin: Origin) -> Phrase:
        """Return the words from start to end as a phrase."""
        return Phrase(self.text[start:end].strip(), self.boxes(start, end), origin, self.page)

    @cached_property
    def as_heading(self) -> Phrase:
        """The whole as a phrase that stands over what follows."""
        return self.phrase(0, len(self.text), origin=Origin.HEADING)


_KEPT: dict[int, tuple[Sentence, ...]] = {}
"""The sentences of pages that are still in use, since several readers ask, by `id` of the page."""


@dataclass
class _Known:
    """The words of a page, for those that a line's end cuts."""

    words: Sequence[Word]

    @cached_property
    def letters(self) -> frozenset[str]:
        """Each word in small letters, without signs and digits."""
        return frozenset([_letters(word.text) for word in self.words])


@dataclass
class _Paragraph:
    words: list[Word]
    lines: list[int]
    headings: tuple[Phrase, ...]
    is_heading: bool
    size: float


def read_sentences(page: Page) -> list[Sentence]:
    """Return the sentences and headings of a page, in reading order."""
    if id(page) not in _KEPT:  # a page as a key would compare all its words
        _KEPT[id(page)] = _read(page)
        weakref.finalize(page, _KEPT.pop, id(page), None)
    return list(_KEPT[id(page)])


def _read(page: Page) -> tuple[Sentence, ...]:
    known = _Known(page.words)
    return tuple(
        sentence
        for number, paragraph in enumerate(_paragraphs(page))
        for sentence in _cut(paragraph, page.number, number, known)
    )


def _paragraphs(page: Page) -> Iterator[_Paragraph]:
    body = _body_size(page)
    headings: list[Phrase] = []
    open_one: _Paragraph | None = None
    line_number = 0
    for block in page.blocks:
        if block.running:
            continue
        items = {id(block.lines[index]) for index in item_starts(block.lines)}
        for lines in _bulleted(block):
            words, numbers = _flat(lines, line_number)
            line_number += len(lines)
            sort = _sort(lines, words, body)
            if sort == "label":
                continue
            piece = _Paragraph(
                words, numbers, tuple(headings[:MOST_HEADINGS]), sort == "heading", lines[0].size
            )
            if sort == "heading":
                if open_one is not None and _END.search(open_one.words[-1].text):
                    yield open_one
                    open_one = None
                yield piece
                headings.insert(0, _as_phrase(piece, page.number))
                continue
            apart = id(lines[0]) in items
            if open_one is not None and not apart and _continues(open_one, piece):
                open_one.words += piece.words
                open_one.lines += piece.lines
                continue
            if open_one is not None:
                yield open_one
            open_one = piece
    if open_one is not None:
        yield open_one


def _flat(lines: Sequence[Line], first: int) -> tuple[list[Word], list[int]]:
    """Return the words of some lines and the number of the line of each; bullets are left out."""
    words: list[Word] = []
    numbers: list[int] = []
    for number, line in enumerate(lines, start=first):
        kept = line.words[1:] if _BULLET.match(line.words[0].text) else line.words
        words += kept
        numbers += [number] * len(kept)
    return words, numbers


def _as_phrase(piece: _Paragraph, page: int) -> Phrase:
    text = " ".join(w.text for w in piece.words)
    return Phrase(text, (union([w.bbox for w in piece.words]),), Origin.HEADING, page)


def _body_size(page: Page) -> float:
    weight: dict[float, int] = {}
    for block in page.blocks:
        for line in block.lines:
            weight[round(line.size, 1)] = weight.get(round(line.size, 1), 0) + len(line.text)
    return max(weight, key=lambda s: weight[s]) if weight else 0.0


def _bulleted(block: Block) -> Iterator[list[Line]]:
    """Cut a block where a line begins with a bullet."""
    part: list[Line] = []
    right = max(line.x1 for line in block.lines)
    items = item_starts(block.lines)
    for index, line in enumerate(block.lines):
        bulleted = index in items or _BULLET.match(line.words[0].text)
        if part and (bulleted or _breaks(line, part[-1], right)):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _breaks(line: Line, before: Line, right: float) -> bool:
    """Whether something new begins here: another type (a heading in the text) or a paragraph."""
    if KEYED.match(line.text) or (KEYED.match(before.text) and _START.match(line.words[0].text)):
        return True
    other = line.bold != before.bold or abs(line.size - before.size) > SAME_TYPE
    return (other and bool(_START.match(line.words[0].text))) or _opens(line, before, right)


def _opens(line: Line, before: Line, right: float) -> bool:
    """Whether a paragraph opens here: numbered, or after a line that ends short with a stop."""
    if not _END.search(before.words[-1].text):
        return False
    if re.fullmatch(r"\(?\d{1,3}[.)]", line.words[0].text):
        return True
    short = right - before.x1 > SHORT_LINE * (right - before.x0)
    return short and bool(_START.match(line.words[0].text))


def _sort(lines: Sequence[Line], words: Sequence[Word], body: float) -> str:
    """Say whether lines are text, a heading, or a label (axis, legend, table cell)."""
    if not words:
        return "label"
    text = " ".join(w.text for w in words)
    if KEYED.match(text):
        return "text"
    if _is_tabular(words):
        return "label"
    ends = bool(_END.search(text))
    bulleted = bool(_BULLET.match(lines[0].words[0].text))
    if not ends and not bulleted and len(words) <= LONGEST_HEADING:
        larger = lines[0].size >= HEADING_RATIO * body
        bold = all(line.bold for line in lines)
        captioned = re.match(r"(?:Exhibit|Figure|Table|Chart|Box)\s", text)
        if larger or bold or captioned:
            return "heading"
    if len(words) < FEWEST_WORDS and not ends:
        return "label"
    return "text"


def _is_tabular(words: Sequence[Word]) -> bool:
    """Whether the words are mostly numbers: a table row or an axis, not "CPI: 2.9% in 2026"."""
    texts = [w.text for w in words]
    numbers = [t for t in texts if (t[0] in "nN" or not t[0].isalpha()) and _CELL.fullmatch(t)]
    years = sum(bool(_YEAR.fullmatch(text)) for text in numbers)
    named = [w.text for w in words if w.text[-1] == ":" or w.text[:1].isalpha()]
    if len(named) < 2 and not any(text[-1] == ":" for text in named):
        return 2 * len(numbers) > len(words)
    return len(numbers) - years > DIGIT_SHARE * len(words)


def _continues(earlier: _Paragraph, later: _Paragraph) -> bool:
    """Whether a sentence runs on into the next block: no full stop before, no capital after."""
    if _END.search(earlier.words[-1].text) or earlier.is_heading:
        return False
    if abs(earlier.size - later.size) > SAME_TYPE:
        return False
    first = later.words[0].text
    begins = [" ".join(w.text for w in one.words[:KEY_WORDS]) for one in (earlier, later)]
    if KEYED.match(begins[1]) or (KEYED.match(begins[0]) and not first[:1].islower()):
        return False
    return first[:1].islower() or first[:1].isdigit() or len(earlier.words) > LONGEST_HEADING


def _cut(paragraph: _Paragraph, page: int, number: int, known: _Known) -> Iterator[Sentence]:
    words, lines = _unhyphenated(paragraph, known), paragraph.lines
    if paragraph.is_heading:
        yield _sentence(words, lines, page, paragraph.headings, number, is_heading=True)
        return
    first = 0
    for index in range(1, len(words) + 1):
        if index == len(words) or _ends(words, first, index):
            yield _sentence(
                words[first:index], lines[first:index], page, paragraph.headings, number
            )
            first = index


def _ends(words: Sequence[Word], first: int, index: int) -> bool:
    """Whether a sentence ends before a word; an endless one ends at a semicolon, or anywhere."""
    before, size = words[index - 1].text, index - first
    if size < LONGEST_PART and before[-1:] not in _END_SIGNS:
        return False  # nearly every word
    if size >= LONGEST_PART and (before.endswith(";") or size >= LONGEST_SENTENCE):
        return True
    return bool(_END.search(before)) and _starts(words, index)


def _unhyphenated(paragraph: _Paragraph, known: _Known) -> list[Word]:
    """Drop the hyphens that only a line's end put in: "inter-" + "vals"."""
    words, lines = list(paragraph.words), paragraph.lines
    for index in range(len(words) - 1):
        if lines[index] == lines[index + 1]:
            continue
        left, right = words[index].text, words[index + 1].text
        if not right[:1].islower() or not _BROKEN.search(left):
            continue
        halves, letters = (_letters(left), _letters(right)), known.letters
        if "".join(halves) in letters or not letters.issuperset(halves):
            words[index] = words[index]._replace(text=f"{left[:-1]}\u00ad")
    return words


def _letters(text: str) -> str:
    return text.lower() if text.isalpha() else _NO_LETTERS.sub("", text).lower()


def _starts(words: Sequence[Word], index: int) -> bool:
    """Whether a sentence starts here: a capital after a full stop that is no abbreviation's."""
    if not _START.match(words[index].text):
        return False
    before = words[index - 1].text
    if not _ABBREVIATION.search(before):
        return True
    known = words[index].text in ("The", "In", "We", "But", "This", "For", "It", "However,", "At")
    return known and not re.fullmatch(r"[A-Z]\.", before)


def _sentence(
    words: Sequence[Word],
    lines: Sequence[int],
    page: int,
    headings: tuple[Phrase, ...],
    paragraph: int,
    *,
    is_heading: bool = False,
) -> Sentence:
    text, starts = _spelled(words, lines)
    return Sentence(text, tuple(words), starts, tuple(lines), page, headings, paragraph, is_heading)


def _spelled(words: Sequence[Word], lines: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    """Join words with blanks; a hyphen at a line's end joins, a footnote mark is left out."""
    texts = [word.text for word in words]
    plain = " ".join(texts)
    if not any(word.raised for word in words) and not _MAY_JOIN.search(plain):
        apart_each = accumulate([len(text) + 1 for text in texts[:-1]], initial=0)
        return _BLANK.sub(" ", plain), tuple(apart_each)  # nearly every sentence
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    last = ""
    for index, word in enumerate(words):
        apart = not word.raised and last not in _GLUING  # nearly every word
        if length and (apart or not _glued(words, lines, index)):
            pieces.append(" ")
            length += 1
        starts.append(length)
        if not word.raised or _MEANT.search(word.text):
            kept = word.text.removesuffix("\u00ad")
            pieces.append(kept)
            length += len(kept)
        last = word.text[-1:]
    return _BLANK.sub(" ", "".join(pieces)), tuple(starts)


def _glued(words: Sequence[Word], lines: Sequence[int], index: int) -> bool:
    before = words[index - 1].text
    if before.endswith("\u00ad") or words[index].raised:
        return True
    if lines[index] == lines[index - 1] or not before.endswith(("-", "–")):
        return False
    return len(before) > 1 and not words[index].text[:1].isupper()
