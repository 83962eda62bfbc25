"""Which part of a table states what: rows, columns, sections or the lines above.

A table that names regions in its rows says nothing of a region elsewhere for a row whose name is
unknown; taking the caption's would be a guess. So each meaning is bound to one axis.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.resolving import cues, lexicon
from ingest.resolving.horizons import find_horizons
from ingest.resolving.rounds import round_named
from ingest.tables.bonds import yield_named
from ingest.tables.days import month_of_meeting, months_ahead
from warehouse import reference
from warehouse.vocabulary import Indicator, Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ingest.candidates import Phrase
    from ingest.tables.grids import Grid, GridRow
    from ingest.tables.labels import Label

_KINDS = (
    "previous_header",
    "central",
    "scenario",
    "scenario_header",
    "target",
    "estimate",
    "difference",
    "history",
)
_MEASURES = tuple(m.value for m in Measure if m not in (Measure.QUARTER_AVG, Measure.OTHER))
EURO, DOLLAR = "EUR", "DXY"  # the codes of two moneys that need care
_MONEY_ROW = re.compile(r"[A-Z]{3}(?:\s?\([^)]*\))?")
_ASIDE = re.compile(r"\([^)]*\)")
_WORDY = re.compile(r"[^\W\d_]{4,}|\d\s?[a-zA-Z]")  # shorter words join: "and", "the", "ex"
_ROUND_OF = re.compile(
    r"\b(?:staff|survey|projections?|forecasts?|outlook|estimates?|consensus|poll|SPF)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r",\s(?:with|assuming|conditional\son|based\son|under)\s.{0,40}\brates?\b.*", re.IGNORECASE
)
_MADE = re.compile(r"^(?:forecast|projection)s?\s(?=[a-z]+\s20\d\d$)", re.IGNORECASE)
FEWEST_HOUSES = 3  # in the rows of a table: fewer may be a house and the consensus
MOST = 0.5  # share of the rows or columns that must state a meaning to be its axis


class Axis(StrEnum):
    """Where a meaning is stated."""

    ROW = "row"
    COLUMN = "column"
    SECTION = "section"
    ABOVE = "above"  # or mixed: here and there, so that every place has to be asked


@dataclass(frozen=True)
class Axes:
    """The axis of each meaning of a table."""

    indicator: Axis
    region: Axis
    period: Axis


def find_axes(grid: Grid, *, published: date | None) -> Axes:
    """Return where a table states its indicators, regions and periods."""
    region = _axis(grid, names_region, in_header=_names_place)
    return Axes(
        _axis(grid, names_indicator),
        Axis.ABOVE if region is Axis.COLUMN and _is_of_one_place(grid) else region,
        _axis(grid, lambda text: names_period(text, published), columns_first=True),
    )


def _is_of_one_place(grid: Grid) -> bool:
    """Whether but one of several headers names a place: "GDP" beside "Fed funds" is of the same."""
    leaves = [[h.text for h in column.headers if _names_place(h.text)] for column in grid.columns]
    return (
        len(leaves) > 1 and len({text for texts in leaves for text in texts}) == 1 and [] in leaves
    )


def _axis(
    grid: Grid,
    names: Callable[[str], bool],
    *,
    in_header: Callable[[str], bool] | None = None,
    columns_first: bool = False,
) -> Axis:
    rows = _share([names(row.label.text) for row in _speaking(grid.rows) if row.label])
    over = in_header or names
    columns = _share([any(over(h.text) for h in column.headers) for column in grid.columns])
    if in_header and (is_list_of_houses(grid.rows) or is_list_of_rounds(grid.rows)):
        rows = 0.0
    order = [(columns, Axis.COLUMN), (rows, Axis.ROW)]
    for share, axis in order if columns_first else reversed(order):
        if share >= MOST:
            return axis
    if any(names(section.text) for row in grid.rows for section in row.sections):
        return Axis.SECTION
    return Axis.ABOVE


def is_list_of_houses(rows: Sequence[GridRow]) -> bool:
    """Whether most rows are a house each, so that the place named in one is part of a house's name.

    Houses that come again under one country after the other leave the countries to the rows.
    """
    labels = [row.label.text for row in rows if row.label]
    houses = {
        named[0].key
        for text in labels
        if (named := lexicon.institutions().find(text))
        and named[0].key not in lexicon.central_banks()
    }
    return len(houses) >= FEWEST_HOUSES and len(houses) > MOST * len(labels)


def is_list_of_rounds(rows: Sequence[GridRow]) -> bool:
    """Whether rows come again under every heading as whose forecast they are: "ECB staff".

    What they speak of, place and all, is said by the headings and above.
    """
    headings: dict[str, set[str]] = {}
    for row in rows:
        if row.label is not None and row.sections:
            headings.setdefault(row.label.text, set()).add(row.sections[0].text)
    again = [label for label, under in headings.items() if len(under) > 1]
    spoken = [label for label in headings if _ROUND_OF.search(label) or round_named(label)]
    return len(again) > 1 and len(spoken) > MOST * len(headings)


def _names_place(text: str) -> bool:
    """Whether a header names a region; a pair beside "GDP" and "CPI" is a figure of one."""
    pairs = any(len(named.key) > len(EURO) for named in lexicon.currencies().find(text))
    return names_region(text) and not (pairs and not lexicon.regions().find(text))


def _share(named: Sequence[bool]) -> float:
    return sum(named) / len(named) if named else 0.0


def _speaking(rows: Sequence[GridRow]) -> list[GridRow]:
    """Return the rows that say what they are about; "March projection" leaves that to others."""
    return [row for row in rows if row.label is None or not is_qualifier(row.label)]


def is_qualifier(label: Label) -> bool:
    """Whether a row label only says which round or house: the row above says what it is about."""
    text = label.text
    if names_indicator(text) or names_region(text):
        return False
    return (
        round_named(text) is not None
        or any(
            cues.pattern("kinds", name).search(text)
            for name in ("previous_header", "central", "scenario", "estimate")
        )
        or bool(
            lexicon.institutions().find(text) or cues.pattern("speakers", "consensus").search(text)
        )
    )


@lru_cache(maxsize=4096)
def names_indicator(text: str) -> bool:
    """Whether an indicator, kept or not, or a currency pair is named, other than as a condition."""
    text = without_condition(text)
    return bool(lexicon.indicators().find(text) or yield_named(text)) or any(
        len(named.key) > len("EUR") for named in lexicon.currencies().find(text)
    )


def without_condition(text: str) -> str:
    """Return a row label without what a forecast is made under: ", with policy rate at 1.5%".

    The month of such a forecast is when it was made: "Forecast March 2026" is that of March.
    """
    rest = _CONDITION.sub("", text)
    return _MADE.sub(r"\g<0>of ", rest) if rest != text else text


def _without(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = text.replace(name, " ")
    return text


def is_only_place(text: str) -> bool:
    """Whether a row label, in one of its languages, names places or houses and says no more."""
    return any(_is_only_place(part) for part in text.split(" / "))


@lru_cache(maxsize=4096)
def _is_only_place(text: str) -> bool:
    lists = (lexicon.regions(), lexicon.currencies(), lexicon.institutions())
    names = [named.text for words in lists for named in words.find(text)]
    short = region_in_full(text) is not None
    return short or not _WORDY.search(_without(_ASIDE.sub(" ", text), names))


def home_of_currency(text: str) -> str | None:
    """Return the name of the country or area whose money a row label names instead of it.

    Short names of aggregates are spelled out as well.
    """
    if full := region_in_full(text):
        return full
    codes = {named.key for named in lexicon.currencies().find(text)}
    if lexicon.regions().find(text) or len(codes) != 1:
        return None
    found = codes.pop()
    code = "USD" if found == DOLLAR else found
    for region in reference.regions():
        shared = code == EURO and region.kind == "country"
        if region.currency == code and region.central_bank and not shared:
            return region.name
    return None


def home_of_bond(text: str) -> str | None:
    """Return the name of the country whose bond a row label names instead of it: "10y Treasury"."""
    if lexicon.regions().find(text) or yield_named(text) is None:
        return None
    homes: dict[str, str] = cues.table("tables", "bonds_of")
    words = re.findall(r"[a-z]+(?:-[a-z]+)?", text.lower())
    return next((homes[word] for word in words if word in homes), None)


def is_money(text: str) -> bool:
    """Whether a row label is a currency's code, "USD" or "EUR (Germany)": a market, no unit."""
    return bool(_MONEY_ROW.fullmatch(text) and lexicon.currencies().find(text))


@lru_cache(maxsize=4096)
def names_region(text: str) -> bool:
    """Whether a country, aggregate, currency or central bank is named.

    The name of another house names no place: "UBS Global Research", "Bank of America".
    """
    text = without_condition(text)
    rest, kept = text, text
    for house in reversed(lexicon.institutions().find(text)):
        if house.key in lexicon.central_banks():
            return True
        rest = rest[: house.start] + " | " + rest[house.end :]
    if rest != kept:
        rest = cues.pattern("tables", "house_words").sub(" ", rest)
    return bool(
        lexicon.regions().find(rest)
        or lexicon.currencies().find(rest)
        or region_in_full(text)
        or home_of_bond(rest)
    )


def region_in_full(text: str) -> str | None:
    """Return "Advanced economies" for a row label that says no more than "Advanced"."""
    short: dict[str, str] = cues.table("tables", "short_regions")
    return short.get(text.strip("*: ").lower())


@lru_cache(maxsize=4096)
def names_period(text: str, published: date | None) -> bool:
    """Whether a period, or a part of one, is named; the day of a meeting to come is one too."""
    return bool(
        find_horizons(text, published=published)
        or month_of_meeting(text, published)
        or months_ahead(text)
    )


def repeated_columns(grid: Grid, *, published: date | None) -> dict[int, int]:
    """Return the columns that state the periods of an earlier column again, and which one that is.

    "Median" and "Range" under one year are two views of it, "GDP" and "CPI" two indicators, and
    "House" and "Consensus" two speakers; "Forecast" and "Change" cannot both be the figure, nor
    can two columns that nothing tells apart.
    """
    seen: dict[tuple[str, ...], int] = {}
    again: dict[int, int] = {}
    for at, column in enumerate(grid.columns):
        texts = [header.text for header in column.headers]
        periods = [h.period.text if h.period else h.text for t in texts
                   for h in find_horizons(t, published=published)]  # fmt: skip
        told = [text for text in texts if told_apart(text)]
        key = (*sorted(periods), "|", *told)
        if periods and key in seen:
            again[at] = seen[key]
        elif periods:
            seen[key] = at
    return again


@lru_cache(maxsize=4096)
def told_apart(text: str) -> bool:
    """Whether a header says something that makes its column another figure than its neighbour."""
    lists = (
        ("tables", "views"),
        ("tables", "quantiles"),
        *(("kinds", name) for name in _KINDS),
        *(("measures", m) for m in _MEASURES),
    )
    return (
        names_indicator(text)
        or names_region(text)
        or (_names_speaker(text) and bool(lexicon.institutions().find(text)))
        or any(cues.pattern(*one).search(text) for one in lists)
        or bool(cues.pattern("speakers", "consensus").search(text))
        or is_short_consensus(text)
    )


def is_short_consensus(text: str) -> bool:
    """Whether a header says "Cons." or "Mkt": the consensus, beside a house's own."""
    return bool(cues.pattern("tables", "short_consensus").fullmatch(text.strip("()*†‡ ")))


def is_difference(text: str) -> bool:
    """Whether a header, beside another of the same period, means a change of the forecast."""
    return bool(cues.pattern("tables", "differences").fullmatch(text.strip("() ")))


def speakers(phrases: Sequence[Phrase], *, about: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Return the phrases that may name who speaks.

    "ECB deposit rate" names what is forecast, and so does "ECB" in a table of policy rates: a
    central bank is the subject there, not the speaker.
    """
    rates = any(
        named.key in (Indicator.POLICY_RATE, Indicator.POLICY_RATE_CHANGE)
        for phrase in about
        for named in lexicon.indicators().find(phrase.text)
    )
    return tuple(
        phrase
        for phrase in phrases
        if _names_speaker(phrase.text) and not (rates and _names_central_bank(phrase.text))
    )


@lru_cache(maxsize=4096)
def _names_speaker(text: str) -> bool:
    """Whether a house or the consensus is named; "emerging market" is no market that speaks."""
    regions = lexicon.regions().find(text)
    houses = [
        house
        for house in lexicon.institutions().find(text)
        if not any(r.start <= house.start and house.end <= r.end for r in regions)
    ]
    named = houses or cues.pattern("speakers", "consensus").search(text) or is_short_consensus(text)
    return bool(named) or not (regions or names_region(text) or names_indicator(text))


@lru_cache(maxsize=4096)
def _names_central_bank(text: str) -> bool:
    return any(named.key in lexicon.central_banks() for named in lexicon.institutions().find(text))


def is_present(text: str) -> bool:
    """Whether a header stands for the level of today: "Spot", "Current"."""
    return bool(cues.pattern("tables", "present").fullmatch(text.strip("()*†‡ ")))
