"""Header of a column -> the same period as running text would write it.

Tables save room: "Dec.25", "26Q1", "YE-26", "IV/26", "03/2026", "2026B". Only a text that is such
a spelling and nothing else is spelled out, so that no sentence is touched.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ingest.months import MONTHS, NAMES

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST: Final = 20  # characters: what is longer is no short header
KEPT: Final = 2048  # texts whose spelling is kept
CENTURY: Final = "20"

_ROMAN: Final = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_Y: Final = r"['’]?(?P<y>20\d\d|\d\d)"
_MARK: Final = r"(?:\s?\(?[aefpbAEFPB]\)?)?"
_QUARTER: Final = r"(?:Q\s?(?P<q>[1-4])|(?P<q2>[1-4])\s?Q|(?P<roman>I{1,3}|IV)(?:\s?Q)?)"


def _year(found: re.Match[str]) -> str:
    return CENTURY + found["y"][-2:]


def _quarter(found: re.Match[str]) -> str:
    number = found["q"] or found["q2"] or _ROMAN[found["roman"].upper()]
    return f"{_year(found)}Q{number}"


def _month(found: re.Match[str]) -> str:
    end = "end-" if found["end"] else ""
    return f"{end}{found['m'].title()} {_year(found)}"


def _numbered(found: re.Match[str]) -> str:
    return f"{MONTHS[int(found['n']) - 1].title()} {_year(found)}"


_SPELLINGS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (rf"(?P<end>end(?:[\s-]of)?[\s-])(?P<m>{NAMES})[.\s,/'’-]{{0,2}}{_Y}{_MARK}", _month),
        (rf"(?P<end>)(?P<m>{NAMES})[.\s,]?[./'’-]\s?(?P<y>20\d\d|\d\d){_MARK}", _month),
        (rf"{_QUARTER}[.\s,/'’–-]{{0,3}}{_Y}{_MARK}", _quarter),
        (rf"{_Y}[.\s,/:–-]{{0,3}}{_QUARTER}{_MARK}", _quarter),
        (rf"(?:YE|EOY|year[\s-]end)[\s-]?{_Y}{_MARK}", lambda m: f"end-{_year(m)}"),
        (rf"(?P<y>20\d\d)\s?(?:YE|EOY){_MARK}", lambda m: f"end-{_year(m)}"),
        (rf"mid[\s-]{_Y}{_MARK}", lambda m: f"mid-{_year(m)}"),
        (rf"(?P<n>0[1-9]|1[0-2])[/.-](?P<y>20\d\d){_MARK}", _numbered),
        (rf"(?P<n>0[369]|12)/(?P<y>[2-4]\d){_MARK}", _numbered),
        (rf"(?P<y>20\d\d)-(?P<n>0[1-9]|1[0-2]){_MARK}", _numbered),
        (r"[EF](?P<y>20\d\d)", _year),
        (r"(?P<y>20\d\d)\s?(?:\([AB]\)|[AB]|[¹²³])", _year),
        (r"(?P<y>[2-4]\d)[EF]", _year),
        (rf"(?P<m>{NAMES})\.?\s\(?[EFP]\)?", lambda m: m["m"].title()),
        (r"(?P<both>20\d\d/\d\d)\s?\(?[EFP]\)?", lambda m: m["both"]),
    )
)  # fmt: skip


@lru_cache(maxsize=KEPT)
def spelled_out(text: str) -> str:
    """Return a short header as running text would write it; any other text as it is."""
    if len(text) > LONGEST:
        return text
    plain = text.strip("()[]*†‡: ")
    for pattern, read in _SPELLINGS:
        found = pattern.fullmatch(plain)
        if found is not None:
            return read(found)
    return text


def is_spelling(text: str) -> bool:
    """Whether a text is a period in the short spelling of headers."""
    return spelled_out(text) != text
