"""Tables that call their quarters by the last month: "Mar Jun Sep Dec" where all is quarterly.

Central banks of the south date a quarter by the month that ends it. Only where the months run from
quarter to quarter and the table, its notes or its page speak of quarters are they taken so; prices
and whatever is meant for the end of a period keep their months.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.months import NAMES, month_number
from ingest.resolving import lexicon
from ingest.resolving.horizons import read_horizon
from ingest.tables.bonds import yield_named
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ingest.candidates import Phrase
    from ingest.tables.grids import Grid

FEWEST = 4  # months that run on
MONTHS_A_QUARTER, MONTHS_A_YEAR = 3, 12
CODE = 3  # letters of a currency; a pair has more
QUARTERLY, ANNUAL = "quarter on quarter", "year on year"

_MONTH = re.compile(
    rf"(?P<m>{NAMES})\.?(?:[\s'’-]{{1,2}}(?:20)?\d\d)?\s?\(?[aefp]?\)?", re.IGNORECASE
)
_SAYS = re.compile(r"\b(?:quarter(?:s|ly)?|qtrs?|q/q|qoq)\b", re.IGNORECASE)
_EXPLAINS = re.compile(  # "Months denote the quarters that end in them", "last month of a quarter"
    r"\bmonths?\s+(?:(?:shown|given|named|above)\s+)?(?:refers?|denotes?|stands?|marks?|means?|indicates?|"
    r"names?|are|is)\b[^.]{0,50}\bquarters?\b|"
    r"\bquarters?\s+(?:(?:are|is)\s+)?(?:ending|ended|named|dated|label+ed|shown|denoted|identified)\b"
    r"[^.]{0,40}\bmonths?\b|\b(?:last|final|ending|end)\s+month\s+of\s+(?:the|each|a)\s+quarter\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:end[\s-](?:of[\s-])?(?:the\s)?(?:period|quarter|month)|(?:period|quarter|month)[\s-]end|"
    r"e\.?o\.?[pqm]\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:Mar(?:ch)?|June?|Sept?(?:ember)?|Dec(?:ember)?)\.?\s(?:20\d\d\s)?(?:quarter|qtr)\b"
)
_FOUND = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)")
_KINDS = {"quarterly": QUARTERLY, "annual": ANNUAL, "annually": ANNUAL}
_RATES = frozenset({Indicator.POLICY_RATE, Indicator.UNEMPLOYMENT_RATE})


def months_are_quarters(grid: Grid, *, notes: Iterable[str], page: str) -> bool:
    """Whether the months of a table stand for the quarters that they end.

    Args:
        grid: the table.
        notes: what is said below it.
        page: all words of its page.
    """
    beside = [row.label.text for row in grid.rows if row.label]
    over = [column.headers[0].text for column in grid.columns if column.headers]
    if not (_run_on(beside) or _run_on(over)):
        return False
    heads = [header.text for column in grid.columns for header in column.headers]
    above = [label.text for label in (*grid.corners, *grid.captions)]
    said = [*heads, *beside, *above, *notes]
    if any(_ENDS.search(text) for text in said):
        return False
    told = _NAMED.search(page) or _EXPLAINS.search(page)
    return any(_SAYS.search(text) for text in said) or told is not None


def _run_on(texts: Sequence[str]) -> bool:
    """Whether months follow one another from quarter to quarter."""
    found = [month_number(m["m"]) for text in texts if (m := _MONTH.fullmatch(text.strip("* ")))]
    steps = [(later - earlier) % MONTHS_A_YEAR for earlier, later in pairwise(found)]
    whole = all(month % MONTHS_A_QUARTER == 0 for month in found)
    return len(found) >= FEWEST and whole and set(steps) == {MONTHS_A_QUARTER}


def as_quarter(
    phrases: tuple[Phrase, ...], *, about: str, published: date | None
) -> tuple[Phrase, ...]:
    """Return phrases of a period with the quarter in brackets where they state its last month.

    Args:
        phrases: nearest first.
        about: the words that say what the figure is; prices keep their months.
        published: the day of the report.
    """
    if not phrases or _is_price(about):
        return phrases
    horizon = read_horizon([phrase.text for phrase in phrases], published=published)
    found = _FOUND.fullmatch(horizon.period.text) if horizon and horizon.period else None
    month = int(found["month"]) if found else 1
    if found is None or month % MONTHS_A_QUARTER:
        return phrases
    first = phrases[0]
    quarter = f"{found['year']}Q{month // MONTHS_A_QUARTER}"
    return (replace(first, text=f"{first.text} [{quarter}]"), *phrases[1:])


def _is_price(text: str) -> bool:
    if yield_named(text) or any(len(n.key) > CODE for n in lexicon.currencies().find(text)):
        return True
    return Indicator.FX_RATE in {named.key for named in lexicon.indicators().find(text)}


def with_pace(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return headers with what they compare in brackets: "GDP growth", "Quarterly" or "Annual"."""
    return tuple(
        replace(phrase, text=f"{phrase.text} [{_KINDS[last]}]")
        if (last := phrase.text.lower().rsplit(" ", 1)[-1].strip("(), ")) in _KINDS
        and not any(named.key in _RATES for named in lexicon.indicators().find(phrase.text))
        else phrase
        for phrase in phrases
    )
