"""A phrase that was used and the rows it led to -> what it gave them: "region JP".

Each phrase is read alone by the same readers that judged it among the others. What it says alone
and the row says too, it gave; dates that only make sense together each gave a part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.candidates import Meaning, Origin
from ingest.resolving.attribution import read_institutions
from ingest.resolving.horizons import find_horizons
from ingest.resolving.kind_words import said_of_kind
from ingest.resolving.meanings import (
    longer_run,
    read_indicator,
    read_measure,
    read_period,
    read_region,
    read_unit,
)
from warehouse.vocabulary import Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from ingest.candidates import Phrase
    from warehouse.records import Forecast

HEADERS = (Origin.COLUMN_HEADER, Origin.ROW_LABEL, Origin.SECTION)


def what_it_gave(
    phrase: Phrase, meanings: Iterable[Meaning], rows: Iterable[Forecast], *, published: date | None
) -> tuple[str, ...]:
    """Return what a phrase gave to the rows, each once; empty where the rows took nothing from it.

    Args:
        phrase: the words.
        meanings: what they were bound for.
        rows: what the candidate became.
        published: the day that relative dates count from.
    """
    asked = list(meanings)
    found = [_told(meaning, phrase, row, published) for row in rows for meaning in asked]
    return tuple(dict.fromkeys(words for words in found if words))


def _told(meaning: Meaning, phrase: Phrase, row: Forecast, published: date | None) -> str:
    if meaning is Meaning.PERIOD:
        return _period(phrase, row, published)
    taken = str(getattr(row, meaning.value) or "")
    said = _READERS[meaning](phrase, row)
    return f"{meaning} {taken.replace('_', ' ')}" if taken and taken in said else ""


def _period(phrase: Phrase, row: Forecast, published: date | None) -> str:
    alone = read_period([phrase], published=published)
    period = alone[0].value.period if alone else None
    if period is not None and period.text == row.period:
        return f"period {row.period}"
    is_part = period is not None or bool(find_horizons(phrase.text, published=published))
    return f"part of period {row.period}" if is_part and row.period else ""


def _indicator(phrase: Phrase, _row: Forecast) -> set[str]:
    reading = read_indicator([phrase])
    return {str(reading.value)} if reading else set()


def _region(phrase: Phrase, row: Forecast) -> set[str]:
    reading = read_region([phrase], indicator=row.indicator)
    return {reading.value} if reading else set()


def _measure(phrase: Phrase, row: Forecast) -> set[str]:
    reading = read_measure([phrase], indicator=row.indicator, horizon=longer_run(), unit=row.unit)
    return {str(reading.value)} if reading.phrase is not None else set()


def _unit(phrase: Phrase, row: Forecast) -> set[str]:
    reading = read_unit([phrase], default=row.unit or Unit.PCT)
    return {str(reading.value)} if reading.phrase is not None else set()


def _kind(phrase: Phrase, _row: Forecast) -> set[str]:
    said = said_of_kind(phrase.text, header=phrase.origin in HEADERS)
    return {str(said)} if said is not None else set()


def _institution(phrase: Phrase, _row: Forecast) -> set[str]:
    return {reading.value for reading in read_institutions([phrase], publisher=None)}


_READERS: dict[Meaning, Callable[[Phrase, Forecast], set[str]]] = {
    Meaning.INSTITUTION: _institution,
    Meaning.INDICATOR: _indicator,
    Meaning.REGION: _region,
    Meaning.MEASURE: _measure,
    Meaning.UNIT: _unit,
    Meaning.KIND: _kind,
}
