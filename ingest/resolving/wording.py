"""The sentence around a figure -> doubts and supports that nothing else tells.

None of them says that a figure is right or wrong. A sentence with one number, one period and one
indicator is hard to misread; sentences that compare, hedge or look back hold more numbers that are
no forecasts than others do. How much that counts is for the labels to say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.resolving import cues, lexicon
from ingest.resolving.confidence import Doubt, Support, Trait, with_traits
from ingest.resolving.horizons import find_horizons
from warehouse.vocabulary import Indicator, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ingest.resolving.horizon_words import Horizon
    from warehouse.records import Forecast

PROSE = "prose"
LONG_WORDS = 40  # sentences of outlooks have some 25 words; from 40 on several things are said
FAR_CHARACTERS = 100  # between a value and the words that give it meaning: another clause
BESIDE_CHARACTERS = 14  # between a value and its period: room for "per cent in" and the like
SHORT_VALUE = 2  # "18", "2%": a figure this short may as well count something else
USUAL = {
    Indicator.GDP_GROWTH: 9.0, Indicator.CPI_INFLATION: 10.0, Indicator.CORE_INFLATION: 8.0,
    Indicator.PCE_INFLATION: 8.0, Indicator.CORE_PCE_INFLATION: 8.0, Indicator.YIELD_10Y: 10.0,
    Indicator.YIELD_2Y: 10.0, Indicator.POLICY_RATE: 15.0, Indicator.UNEMPLOYMENT_RATE: 20.0,
}  # fmt: skip
"""Percent: the size that figures of 2019 to 2026 seldom pass, whatever their sign."""

_ENDS = re.compile(r"[.!?…:;)”\"'’][\d*†‡]*\s*$")
_LISTED = re.compile(r"→|≈|[|]|\d:\s|:\s*[-–−+]?\d")
_MONTH_OF_MAY = re.compile(r"(?<=\s)May\b(?!\s+(?:we|I|it|the|one|they|be)\b)")  # amid a sentence
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MINUS = re.compile("[-−–—‐‑‒]")
_LEADS = re.compile(
    r"\b(?:to|at)\s(?:around\s|about\s|roughly\s|just\s|only\s|a\smere\s)?$", re.IGNORECASE
)


def weigh_wording(row: Forecast, *, published: date | None) -> Forecast:
    """Give a figure of running text the traits of its sentence.

    Args:
        row: a forecast; a row of a table or a call without a number passes as it is.
        published: the day of the report, to read "this year" by.
    """
    if row.reader != PROSE or row.stance is not None:
        return row
    quote, value = row.evidence.quote, row.evidence.boxes[0].text
    periods = find_horizons(quote, published=published)
    found = (*_said(quote), *_counted(quote, periods), *_placed(row, quote, value, periods))
    return with_traits(row, (*found, *_sized(row, value)))


def _said(quote: str) -> Iterator[Trait]:
    """Yield what single words of the sentence tell."""
    if match := cues.said(quote, "wording", "compares"):
        yield Doubt.COMPARES, f"the sentence compares (“{match.group()}”)"
    if match := cues.said(_without_may(quote), "wording", "hedges"):
        yield Doubt.HEDGED, f"the sentence leaves it open (“{match.group()}”)"
    if match := cues.said(quote, "wording", "looks_back"):
        yield Doubt.LOOKS_BACK, f"the sentence looks back as well (“{match.group()}”)"
    if named := lexicon.other_figures().find(quote):
        yield Doubt.OTHER_FIGURES, f"the sentence speaks of “{named[0].text}” as well"
    if not cues.said(quote, "wording", "looks_ahead"):
        yield Doubt.NOT_FORWARD, None
    if len(quote.split()) > LONG_WORDS:
        yield Doubt.LONG_SENTENCE, None
    if not _ENDS.search(quote) or _LISTED.search(quote):
        yield Doubt.NO_SENTENCE, "the words around it are no whole sentence"


def _without_may(quote: str) -> str:
    """Return a sentence without the month of May, which would look like the verb."""
    return _MONTH_OF_MAY.sub("   ", quote) if "May" in quote else quote


def _counted(quote: str, periods: Sequence[Horizon]) -> Iterator[Trait]:
    """Yield what the number of figures, periods, indicators and regions tells."""
    numbers = [found for found in _NUMBER.findall(quote) if not _YEAR.fullmatch(found)]
    named = {str(period.period) for period in periods if period.period}
    if len(numbers) == 1:
        yield Support.ONE_NUMBER, None
    if len(numbers) == len(named):
        yield Support.PAIRED, None
    indicators = {found.key for found in lexicon.indicators().find(quote)}
    if len(indicators) == 1:
        yield Support.ONE_INDICATOR, None
    elif indicators:
        yield Doubt.INDICATORS_SEVERAL, None
    if len({found.key for found in lexicon.regions().find(quote)}) == 1:
        yield Support.ONE_REGION, None


def _placed(row: Forecast, quote: str, value: str, periods: Sequence[Horizon]) -> Iterator[Trait]:
    """Yield what the order of the words tells."""
    at = quote.find(value)
    if at < 0:
        return
    end = at + len(value)
    beside = [
        horizon
        for horizon in periods
        if 0 <= horizon.start - end <= BESIDE_CHARACTERS
        or 0 <= at - horizon.end <= BESIDE_CHARACTERS
    ]
    if any(str(horizon.period)[:4] == row.period[:4] for horizon in beside):
        yield Support.PERIOD_BESIDE, None
    if _LEADS.search(quote[:at]):
        yield Support.LED_TO, None
    if _reach(row, quote, at, end) > FAR_CHARACTERS:
        yield Doubt.FAR_APART, None


def _sized(row: Forecast, value: str) -> Iterator[Trait]:
    """Yield what the figure itself tells."""
    size = max(abs(bound) for bound in (row.low, row.high) if bound is not None)
    lower = min(bound for bound in (row.low, row.high) if bound is not None)
    if lower < 0 and row.indicator is not Indicator.POLICY_RATE_CHANGE and not _MINUS.search(value):
        yield (
            Doubt.SIGN_FROM_WORDS,
            "printed without a minus: the words around it say that it falls",
        )
    if row.unit is Unit.PP:
        yield Doubt.IN_POINTS, "printed in percentage points: it may be a change"
    if row.unit is Unit.PCT and size > USUAL.get(row.indicator, size):
        yield Doubt.UNUSUAL, "an unusual size for this indicator"
    if len(value) <= SHORT_VALUE:
        yield Doubt.SHORT_VALUE, None


def _reach(row: Forecast, quote: str, start: int, end: int) -> int:
    """Return how many characters lie between the value and what is farthest of what it rests on."""
    reach = 0
    for box in row.evidence.boxes[1:]:
        words = box.text.partition(" [")[0]  # without what the reader added to them
        spot = quote.find(words)
        if spot >= 0:
            reach = max(reach, spot - end, start - (spot + len(words)))
    return reach
