"""A row of words -> pieces: numbers, ranges, periods, blanks and text, each with its place.

Only the shape of the print is judged here (this is one number, that is "no figure"), never what it
means. Periods are told apart from numbers because header rows consist of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.geometry import BBox, union
from ingest.lazy import cached_property
from ingest.months import NAMES
from ingest.pdf.layout import spell
from ingest.resolving.header_periods import is_spelling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.pdf.layout import Word

TEXT_GAP_EM = 0.6  # words further apart stand in different cells; word spaces are 0.2 to 0.4 em
ONE_SPACE = 1.5  # characters: a typewriter's word space is one, and columns stand two apart
FEWEST_LENGTHS = 2  # words of one length are as wide in any type with even figures
SAME_ADVANCE = 0.02  # of its width: all characters of a typewriter are equally wide
RANGE_GAP_EM = 0.6  # a dash this close to the numbers on both sides makes them one range
THOUSANDS_GAP_EM = 0.32  # a space between thousands is no wider than a word space
SIGN_GAP_EM = 0.4  # a sign this close before a number belongs to it
FEWEST_HEADS = 2  # periods in a row: then it is a header
KEPT = 4096  # texts whose sort is kept: the same words and figures come again and again

_SIGN = "[+\\-−–—‐‑‒]"
_DASH = "[\\-−–—‐‑‒]"
_CORE = r"(?:(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:[.,·]\d+)?|[.,·]\d+)?[½¼¾⅓⅔⅛]?"
_UNIT = r"(?:\s?(?:%|pps?|p\.p\.|bps?|pct|x|k|m|bn|per\s?cent|percent|ppts?))?"
_MONEY = r"(?:US\$|[$€£¥]|USD\s?|EUR\s?)?"
_ROUGH = r"(?:[~≈≃∼c<>≤≥]\.?\s?|(?:about|around|above|below|under|over|near|circa|ca\.?)\s)?"
_NUMBER = rf"{_ROUGH}{_SIGN}?\s?{_MONEY}{_SIGN}?{_CORE}{_UNIT}"
_ARROW = "[↑↓→←↗↘↖↙⇑⇓⇒▲▼►◄△▽]"  # which way a figure was revised
_AFTER = rf"[efp*†‡§]{{0,3}}(?:\s?{_ARROW})?"
_NUMBER_CELL = re.compile(
    rf"[(\[]?{_NUMBER}(?:\s?(?:{_DASH}|/|to)\s?{_NUMBER})?{_AFTER}[)\]]?{_AFTER}", re.IGNORECASE
)
_HAS_DIGIT = re.compile(r"[\d½¼¾⅓⅔⅛]")
_BLANK = re.compile(
    rf"(?:\.{{2,4}}|…|_{{1,3}}|{_DASH}{{1,3}}|n\.?/?\s?[ad]\.?|n\.?m\.?|nil|\*|#n/a|\./\.|:)",
    re.IGNORECASE,
)

_YEAR = r"(?:19|20)\d\d"
_MARKED = r"(?:\s?\(?[aefpb]\)?|F|E|\.{1,3}|…|\*)?"
_MONTH = rf"{NAMES}\.?"
_SHORT = rf"(?:{_YEAR}|['’]?\d\d)"
_SPAN = rf"{_YEAR}\s?(?:{_DASH}|/|to)\s?{_SHORT}"
_PART = r"(?:[1-4]\s?Q|Q\s?[1-4]|[12]\s?H|H\s?[12])"
_PERIOD = re.compile(
    rf"(?:{_YEAR}{_MARKED}|{_SPAN}{_MARKED}|"
    rf"(?:FY|CY)\s?(?:{_SHORT}(?:\s?(?:{_DASH}|/)\s?{_SHORT})?)?{_MARKED}|"
    rf"{_PART}(?:[\s\-/:]?{_SHORT})?{_MARKED}|{_YEAR}[\s\-:]?{_PART}{_MARKED}|\d\d[Q][1-4]{_MARKED}|"
    rf"Q4\s?(?:/|over|on)\s?Q4(?:\s{_YEAR})?|"
    rf"{_MONTH}\s?{_DASH}\s?{_MONTH}(?:[\s\-]?{_SHORT})?{_MARKED}|"
    rf"{_YEAR}Q[1-4]\s?{_DASH}\s?{_YEAR}Q[1-4]|"
    rf"(?:\d\d?(?:\s?{_DASH}\s?\d\d?)?[\s\-]?)?{_MONTH}(?:[\s\-]?{_SHORT})?{_MARKED}|"
    rf"(?:end|mid|late|early|year|yr|eop|avg|ye|by|dec)[\s\-]*(?:of\s)?(?:end[\s\-]*)?{_YEAR}{_MARKED}|"
    rf"{_YEAR}\s?(?:eop|avg|year[\s\-]end|average)|"
    rf"{_MONTH}\s\d{{1,2}}(?:,?\s{_YEAR})?|"
    r"\d{1,2}[./]\d{1,2}[./](?:20)?\d\d|"
    r"(?:(?:in\s|\+\s?)?\d{1,2}[\s\-]?(?:m|mths?|months?|y|yrs?|years?)(?:\s(?:ahead|forward))?)|"
    r"long(?:er)?[\s\-](?:run|term)|LR|terminal|year[\s\-]end)",
    re.IGNORECASE,
)


_RANGE_SIGN = re.compile(_DASH + "|to")
_LONE_SIGN = re.compile(_SIGN)
_THREE_DIGITS = re.compile(r"\d{3}")
_THOUSANDS = re.compile(r"[-−–+]?\d{1,3}")
_UNIT_WORD = re.compile(r"%|pps?|bps?|per|cent|percent|pct")
_YEARS = re.compile(rf"['’]?\d\d\s?(?:{_DASH}|/)\s?['’]?\d\d")  # "05-20" in a row of years
_MARK = re.compile(r"\(\d\)")  # of a note, set as large as its header
_SHORT_YEAR = re.compile(  # "25-26", "26F": a figure as well, where it stands alone
    rf"['’]?(?P<y>[12349]\d)(?:\s?(?:{_DASH}|/)\s?['’]?(?P<next>\d\d)|(?=[aefp]))\s?\(?[aefp]?\)?",
    re.IGNORECASE,
)
_DAY = re.compile(r"[0-3]?\d/[0-3]?\d")  # "3/9" over the column of today's levels


class Sort(StrEnum):
    """What a piece looks like."""

    NUMBER = "number"
    PERIOD = "period"
    BLANK = "blank"
    TEXT = "text"


@dataclass(frozen=True)
class Piece:
    """Words that stand together in a row.

    Attributes:
        words: left to right, at least one; footnote marks among them are raised.
        sort: what they look like.
    """

    words: tuple[Word, ...]
    sort: Sort

    @cached_property
    def text(self) -> str:
        """The words without footnote marks."""
        return spell(word for word in self.words if not word.raised) or spell(self.words)

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The footnote marks printed with it."""
        return tuple(word.text for word in self.words if word.raised)

    @cached_property
    def bbox(self) -> BBox:
        """The box around the words without marks, on the visible page."""
        return union([w.bbox for w in self.words if not w.raised] or [self.words[0].bbox])

    @cached_property
    def x0(self) -> float:
        """Left edge in reading direction."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """Right edge in reading direction, footnote marks left out."""
        return max([w.x1 for w in self.words if not w.raised], default=self.words[-1].x1)

    @cached_property
    def centre(self) -> float:
        """Middle in reading direction."""
        return (self.x0 + self.x1) / 2


def has_digit(text: str) -> bool:
    """Whether the text may hold a number: a digit or a fraction."""
    return _HAS_DIGIT.search(text) is not None


def is_number(text: str) -> bool:
    """Whether the text is one number or range, with its sign and unit, and nothing else."""
    return bool(_HAS_DIGIT.search(text) and _NUMBER_CELL.fullmatch(text))


def is_blank(text: str) -> bool:
    """Whether the text says that there is no figure: "…", "n/a", a lone dash."""
    return bool(_BLANK.fullmatch(text))


@lru_cache(maxsize=KEPT)
def is_period(text: str) -> bool:
    """Whether the text is a period as headers print it: "2024e", "4Q22F", "FY24", "Longer run"."""
    if _PERIOD.fullmatch(text.strip("()[]: ")):
        return True
    return is_spelling(text) and not _SHORT_YEAR.fullmatch(text)


def find_pieces(words: Sequence[Word]) -> list[Piece]:
    """Cut a row (left to right) into pieces."""
    pieces = [piece for cluster in clusters(words) for piece in _pieces_of(cluster)]
    pieces = _with_marks(pieces)
    numbers = [piece for piece in pieces if piece.sort is Sort.NUMBER]
    periods = sum(piece.sort is Sort.PERIOD for piece in pieces)
    heads = periods > len(numbers) and all(_heads(p.text) for p in numbers)
    if numbers and (heads or (not periods and _run_on([p.text for p in numbers]))):
        return [Piece(p.words, Sort.PERIOD) if p in numbers else p for p in pieces]
    return pieces


def _with_marks(pieces: list[Piece]) -> list[Piece]:
    """Join "(1)" beside a header of a row of periods to it: the mark of a note, no figure."""
    if sum(piece.sort is Sort.PERIOD for piece in pieces) < FEWEST_HEADS:
        return pieces
    joined = pieces[:1]
    for piece in pieces[1:]:
        last = joined[-1]
        word = piece.words[0]
        near = word.x0 - last.words[-1].x1 <= TEXT_GAP_EM * word.size
        if near and last.sort is not Sort.NUMBER and _MARK.fullmatch(piece.text):
            joined[-1] = Piece((*last.words, word._replace(raised=True)), last.sort)
        else:
            joined.append(piece)
    return joined


def _heads(text: str) -> bool:
    """Whether a number among periods is one as well: a year or a day."""
    return any(pattern.fullmatch(text) for pattern in (_YEARS, _DAY, _SHORT_YEAR))


def _run_on(texts: Sequence[str]) -> bool:
    """Whether numbers are years in two digits, one after the other: "24-25 25-26", "25E 26F"."""
    found = [_SHORT_YEAR.fullmatch(text) for text in texts]
    years = [int(match["y"]) for match in found if match is not None]
    if len(years) < max(FEWEST_HEADS, len(texts)):
        return False
    paired = all(m["next"] is None or int(m["next"]) == int(m["y"]) + 1 for m in found if m)
    return paired and all(later == year + 1 for year, later in pairwise(years))


def clusters(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield words that stand no further apart than a word space."""
    cluster = [words[0]]
    one = typewriter_advance(words)
    for word in words[1:]:
        last = cluster[-1]
        space = max(TEXT_GAP_EM * max(word.size, last.size), ONE_SPACE * one)
        if word.x0 - last.x1 > space and not word.raised:
            yield cluster
            cluster = []
        cluster.append(word)
    yield cluster


def typewriter_advance(words: Sequence[Word]) -> float:
    """Return the width of a character where all words of a row are set in one, else 0; points."""
    wide = [(len(w.text), (w.x1 - w.x0) / len(w.text)) for w in words if len(w.text) > 1]
    if len({length for length, _ in wide}) < FEWEST_LENGTHS:
        return 0.0
    widths = [width for _, width in wide]
    return max(widths) if max(widths) - min(widths) < SAME_ADVANCE * max(widths) else 0.0


def _pieces_of(cluster: Sequence[Word]) -> list[Piece]:
    """Name one cluster, or cut it where it is a run of numbers or periods set close together."""
    whole = Piece(tuple(cluster), Sort.TEXT)
    sort = _sort_of(whole.text)
    if sort is not Sort.TEXT:
        return [Piece(whole.words, sort)]
    pieces = []
    for group in _grouped(cluster):
        sort = _sort_of(spell(w for w in group if not w.raised))
        if sort is Sort.TEXT:
            return [whole]
        pieces.append(Piece(tuple(group), sort))
    return pieces


def _grouped(cluster: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield single words, with ranges, signs, units and marks kept together."""
    group: list[Word] = []
    for word in cluster:
        if group and not _goes_with(group, word):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _goes_with(group: Sequence[Word], word: Word) -> bool:
    last = group[-1]
    if word.raised:
        return True
    gap = (word.x0 - last.x1) / word.size
    if _RANGE_SIGN.fullmatch(last.text) and len(group) > 1:
        return gap < RANGE_GAP_EM and is_number(_spelled(group, word))
    if _LONE_SIGN.fullmatch(last.text):
        return gap < SIGN_GAP_EM and is_number(_spelled(group, word))
    if _RANGE_SIGN.fullmatch(word.text):
        return gap < RANGE_GAP_EM and is_number(spell(group))
    if _THREE_DIGITS.fullmatch(word.text) and _THOUSANDS.fullmatch(last.text):
        return gap < THOUSANDS_GAP_EM  # 66 422, as written in Europe
    if _UNIT_WORD.fullmatch(word.text):
        return True
    return is_period(_spelled(group, word)) and not is_period(word.text)


def _spelled(group: Sequence[Word], word: Word) -> str:
    return spell(w for w in (*group, word) if not w.raised)


@lru_cache(maxsize=KEPT)
def _sort_of(text: str) -> Sort:
    if is_period(text):
        return Sort.PERIOD
    if is_number(text):
        return Sort.NUMBER
    return Sort.BLANK if is_blank(text) else Sort.TEXT


def split_tail(piece: Piece) -> tuple[Piece, Piece] | None:
    """Cut a number off the end of a text piece ("Refi rate (%, 0.00"), None if there is none."""
    plain = [word for word in piece.words if not word.raised]
    if len(plain) < 2 or not is_number(plain[-1].text):
        return None
    at = piece.words.index(plain[-1])
    return Piece(piece.words[:at], Sort.TEXT), Piece(piece.words[at:], Sort.NUMBER)


def widest_gap(words: Sequence[Word]) -> float:
    """Return the widest white between neighbours, in points; 0 for a single word."""
    return max((b.x0 - a.x1 for a, b in pairwise(words)), default=0.0)
