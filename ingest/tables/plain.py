"""Phrases and figures of tables, as printed -> the same, with what they stand for made plain.

What is added stands in brackets behind the printed words: "EUR [Euro area]", "17 March 2026 [Mar
2026]". Resolving takes the bracket's word for it, and a person still sees what was printed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.resolving import cues, lexicon
from ingest.tables.axes import home_of_bond, home_of_currency
from ingest.tables.bonds import is_other_paper, yield_named
from ingest.tables.days import month_of_meeting, months_ahead
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, Unit

if TYPE_CHECKING:
    from datetime import date

    from ingest.candidates import Phrase

KEY_RATE = "policy rate"
KEPT = 2048  # row labels
CODE = 3  # letters of a currency; a pair has more
RATES = frozenset({Indicator.POLICY_RATE, Indicator.YIELD_2Y, Indicator.YIELD_10Y})
OUTPUT = frozenset(
    {Indicator.GDP_GROWTH, Indicator.CONSUMPTION_GROWTH, Indicator.INVESTMENT_GROWTH}
)
PRICES = (Unit.LEVEL, Unit.USD, Unit.EUR)
_SUFFIX = re.compile(
    r"(?<=[\d%])(?:(?:(?<=\d)(?:[efp*†‡§]{1,3}|\([a-z]\)))?\s?[↑↓→←↗↘↖↙⇑⇓⇒▲▼►◄△▽])$|"
    r"(?<=\d)(?:[efp*†‡§]{1,3}|\([a-z]\))$",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_THREE = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SLASH = re.compile(r"(?<=\.\d\d)/(?=\d+\.\d\d)")  # 4.25/4.50
_YEARS_END = re.compile(r"\b(?:year[\s-]end|end[\s-]of[\s-]year|end[\s-](?=20\d\d))", re.IGNORECASE)
_CUTS = re.compile(r"\b(?:cuts?|easing|reductions?)\b", re.IGNORECASE)
_HIKES = re.compile(r"\b(?:hikes?|increases?|moves?|changes?|tightening)\b", re.IGNORECASE)


def with_yields(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return phrases with the yield in brackets where they name a bond by its term.

    Of another paper than a government's, or another term, "other" stands there: it is not kept.
    """
    named = (
        (phrase, Indicator.OTHER.value if is_other_paper(phrase.text) else yield_named(phrase.text))
        for phrase in phrases
    )
    return tuple(replace(p, text=f"{p.text} [{name}]") if name else p for p, name in named)


def with_key_rate(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return row labels with the policy rate in brackets where they name it by its kind alone.

    "Overnight", "Target": only for a table of interest rates, where 2-year and 10-year rows follow.
    """
    named = cues.pattern("tables", "key_rates")
    return tuple(
        replace(p, text=f"{p.text} [{KEY_RATE}]") if named.fullmatch(p.text.strip("*: ")) else p
        for p in phrases
    )


def pooled(phrases: tuple[Phrase, ...], *, by: re.Pattern[str]) -> tuple[Phrase, ...]:
    """Return phrases with the consensus in brackets where words say that many speak together."""
    return tuple(replace(p, text=f"{p.text} [consensus]") if by.search(p.text) else p
                 for p in phrases)  # fmt: skip


def at_home(phrase: Phrase) -> Phrase:
    """Return a row label with the country in brackets where it names only its currency or bond."""
    home = home_of_currency(phrase.text) or home_of_bond(phrase.text)
    return replace(phrase, text=f"{phrase.text} [{home}]") if home else phrase


def moves_down(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return the word "cuts" of a header or label that counts or sums up cuts of a rate."""
    found = ((phrase, _CUTS.search(phrase.text)) for phrase in phrases)
    return tuple(
        replace(phrase, text=cuts[0])
        for phrase, cuts in found
        if cuts and lexicon.names_move(phrase.text) and not _HIKES.search(phrase.text)
    )


@lru_cache(maxsize=KEPT)
def is_priced(label: str) -> bool:
    """Whether a row is one of prices or rates of exchange: no heading "in %" is about it."""
    if any(len(named.key) > CODE for named in lexicon.currencies().find(label)):
        return True
    named = {found.key for found in lexicon.indicators().find(label)}
    return bool(named) and all(indicator_info()[one].unit in PRICES for one in named)


def is_level(label: str) -> bool:
    """Whether a row is one of interest rates, prices or rates of exchange."""
    named = {found.key for found in lexicon.indicators().find(label)}
    return is_priced(label) or yield_named(label) is not None or bool(named & RATES)


def plain_figure(text: str, *, comma: bool = False) -> str:
    """Return a cell without the letter or star of a footnote, its thousands and range unbroken.

    Args:
        text: as printed.
        comma: whether the table writes its decimals after a comma, "5,375" among "4,00" and "3,75".
    """
    text = _SUFFIX.sub("", text)
    text = _THREE.sub(".", text) if comma else text
    text = _THOUSANDS.sub("\u00a0", text)
    return _SLASH.sub("–", text)


def with_month(phrase: Phrase, *, published: date | None) -> Phrase:
    """Return the day of a meeting, or a horizon in months, with the period in brackets."""
    month = month_of_meeting(phrase.text, published) or months_ahead(phrase.text)
    return replace(phrase, text=f"{phrase.text} [{month}]") if month else phrase


def names_output(text: str) -> bool:
    """Whether growth of output or of a part of it is named: nothing that a year ends with."""
    return any(named.key in OUTPUT for named in lexicon.indicators().find(text))


def as_whole_year(phrase: Phrase) -> Phrase:
    """Return "Year-end 2026 forecasts" above a table as 2026: it is what it says of levels."""
    return replace(phrase, text=_YEARS_END.sub(" ", phrase.text))


def text_of(phrases: tuple[Phrase, ...]) -> str:
    """Return the words of several phrases."""
    return " ".join(phrase.text for phrase in phrases)
