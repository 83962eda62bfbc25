"""Forecast -> does the lit text hold its number? Only then may it be accepted.

A reader who clicks a figure must find that figure, in digits or as a number word, in the lit
words. ".87", "double digits" or "close to zero" are read, but a person confirms them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.resolving.confidence import Doubt, with_trait

if TYPE_CHECKING:
    from warehouse.records import Forecast

NOT_AS_DIGITS = "The number does not stand in the lit words as digits or as a number word."
ROUNDING = 6  # digits after the point that two readings of one number agree in

_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_WORDS = {
    "no": 0.0, "zero": 0.0, "one": 1.0, "once": 1.0, "two": 2.0, "twice": 2.0, "three": 3.0,
    "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0, "half": 0.5, "quarter": 0.25,
}  # fmt: skip
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


def printed_numbers(text: str) -> frozenset[float]:
    """Return every number that a person can see in a text, signs left aside."""
    found = _decimals(text)
    found |= {float(part.replace(",", "")) for part in _THOUSANDS.findall(text)}
    found |= {_WORDS[word.lower()] for word in _WORD.findall(text)}
    for glyph, value in _FRACTIONS.items():
        if glyph in text:
            found |= {value} | {whole + value for whole in found}
    return frozenset(round(value, ROUNDING) for value in found)


def _decimals(text: str) -> set[float]:
    """Return the numbers printed plainly: nearly every figure is one of these."""
    return {round(float(part.replace(",", ".")), ROUNDING) for part in _DECIMAL.findall(text)}


def checked(forecast: Forecast) -> Forecast:
    """Send a figure to review where its lit words do not hold its number."""
    wanted = {round(abs(v), ROUNDING) for v in (forecast.low, forecast.high) if v is not None}
    lit = " ".join(box.text for box in forecast.evidence.boxes)
    if wanted <= _decimals(lit) or wanted <= printed_numbers(lit):
        return forecast
    return with_trait(forecast, Doubt.NOT_PRINTED, NOT_AS_DIGITS)
