"""A bound number -> the phrases of its candidate, nearest first, for every meaning.

A phrase keeps the printed words. Where only the sentence shows what they mean ("the year after",
"expand", "(1.8%)"), the meaning follows in brackets: "the year after [2027]".
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.candidates import Meaning, Origin, Phrase
from ingest.prose.directions import direction_span
from ingest.prose.former import WORDS
from ingest.prose.kinds import Span, is_in_brackets, kind_spans
from ingest.prose.leaning import Leaning
from ingest.prose.marks import is_bare_measure
from ingest.prose.nearness import direct
from ingest.prose.pairs import PAIR
from ingest.prose.sentences import KEYED
from ingest.prose.speaking import MEASURE_REACH, Speaking, is_list_like
from ingest.resolving import cues, lexicon
from ingest.resolving.horizons import settled
from warehouse.reference import indicator_info, region_by_code
from warehouse.vocabulary import Indicator, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ingest.prose.binding import Bound
    from ingest.prose.mark import Mark
    from ingest.prose.marks import Marked
    from ingest.prose.memory import Memory
    from ingest.prose.sentences import Sentence
    from ingest.resolving.horizons import Horizon

CODE = 3  # letters of a currency; a longer code is a pair
NARROWED_WITHIN = 40  # characters: "stripping out energy and food, inflation"

_DEFINING = (
    "q4q4",
    "quarter_saar",
    "per_quarter",
    "quarter_qoq",
    "peak",
    "terminal",
    "cumulative",
    "yoy",
    "annual_avg",
)
_NARROWER = (Indicator.CORE_INFLATION, Indicator.PCE_INFLATION)
_LASTING = frozenset({
    Indicator.GDP_GROWTH, Indicator.CPI_INFLATION, Indicator.CORE_INFLATION,
    Indicator.PCE_INFLATION, Indicator.CORE_PCE_INFLATION, Indicator.UNEMPLOYMENT_RATE,
    Indicator.BANKRUPTCIES_GROWTH, Indicator.CONSUMPTION_GROWTH, Indicator.INVESTMENT_GROWTH,
    Indicator.TRADE_GROWTH, Indicator.EARNINGS_GROWTH, Indicator.WAGE_GROWTH,
})  # fmt: skip
_YIELDS = (Indicator.YIELD_2Y, Indicator.YIELD_10Y)
_MOVES = (Unit.BP, Unit.CUTS, Unit.HIKES)
_BOTH = re.compile(
    r"\b(?:both|all\s+three|the\s+two)\s+(?:economies|countries|regions)\b", re.IGNORECASE
)
_BOTH_OF_THEM = re.compile(
    r"\bboth\b(?!\s+(?:economies|countries|regions|years|in|the|of|at|for)\b)[^,;%]*$",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")


class Phraser:
    """Words one sentence's numbers as candidates need them."""

    def __init__(
        self,
        sentence: Sentence,
        marked: Marked,
        memory: Memory,
        *,
        publisher: str | None,
        beyond: tuple[Phrase, ...],
        home: str | None = None,
    ) -> None:
        self.sentence, self.marked, self.memory = sentence, marked, memory
        self.publisher, self.beyond, self.home = publisher, beyond, home
        self.leaning = Leaning(marked, memory)
        self.speaking = Speaking(sentence, marked, memory, self.leaning, publisher=publisher)

    def phrases(
        self,
        one: Bound,
        region: Mark | None,
        horizon: Horizon | None,
        *,
        unit: Unit | None,
        subject: Phrase | None = None,
    ) -> Mapping[Meaning, tuple[Phrase, ...]]:
        """Return everything that may give the number its meaning."""
        return {
            Meaning.INDICATOR: (subject,) if subject else self._indicator(one, unit),
            Meaning.REGION: self._region(one, region, unit),
            Meaning.PERIOD: self._period(one, horizon),
            Meaning.MEASURE: self._measure(one.index, horizon, unit),
            Meaning.UNIT: self._unit(one.index, unit),
            Meaning.KIND: self._kind(one, horizon),
            Meaning.INSTITUTION: self.speakers(one.index),
        }

    def phrase(
        self, place: Mark | Horizon | Span, origin: Origin = Origin.SENTENCE, *, means: str = ""
    ) -> Phrase:
        """Return the words at a place, with what they mean in brackets where that is not plain."""
        words = self.sentence.phrase(place.start, place.end, origin=origin)
        if not means:
            return words
        return Phrase(f"{words.text} [{means}]", words.boxes, origin, words.page)

    def named(self, mark: Mark, origin: Origin = Origin.SENTENCE) -> Phrase:
        """Return an indicator's words.

        "stripping out energy and food, inflation" is taken whole: the words before narrow it.
        """
        if mark.key == Indicator.OTHER:
            return self.phrase(mark, origin, means=Indicator.OTHER)
        if WORDS.fullmatch(self.marked.text, mark.start, mark.end):
            return self.phrase(mark, origin, means=indicator_info()[Indicator(mark.key)].name)
        if mark in self.marked.output:
            return self.phrase(mark, origin, means="GDP growth")
        priced = any((m.start, m.end) == (mark.start, mark.end) for m in self.marked.currencies)
        if mark.key == Indicator.FX_RATE and priced:
            return self.phrase(mark, origin, means="exchange rate")
        words = self.marked.text[mark.start : mark.end]
        termless = mark.key in _YIELDS and is_termless(words)
        if termless or is_bare_measure(mark, self.marked.text):
            return self.phrase(mark, origin, means=indicator_info()[Indicator(mark.key)].name)
        if mark in self.marked.indicators and not self._is_bare_rate(mark):
            return self.phrase(Span(self._narrowed(mark), mark.end), origin)
        known = {Indicator.POLICY_RATE: "policy rate", Indicator.FX_RATE: "exchange rate"}
        return self.phrase(mark, origin, means=known.get(Indicator(mark.key), "rate cuts"))

    def subjects(self, one: Bound) -> tuple[Phrase | None, ...]:
        """Return the two indicators that "both" stands for, or None for what the number has."""
        lead = self.marked.text[: self.marked.quantities[one.index].start]
        both = one.indicator is None and _BOTH_OF_THEM.search(lead) is not None
        return self.memory.both if both and self.memory.both else (None,)

    def _is_bare_rate(self, mark: Mark) -> bool:
        """Whether only the sentence shows that a "rate" is the central bank's."""
        words = self.marked.text[mark.start : mark.end]
        return mark.key == Indicator.POLICY_RATE and not lexicon.indicators().find(words)

    def _narrowed(self, mark: Mark) -> int:
        if mark.key != Indicator.CPI_INFLATION:
            return mark.start
        for other in self.marked.indicators:
            near = 0 <= mark.start - other.end <= NARROWED_WITHIN
            apart = any(other.end <= q.start < mark.start for q in self.marked.quantities)
            if other.key in _NARROWER and near and not apart:
                return other.start
        return mark.start

    def dated(self, horizon: Horizon, origin: Origin = Origin.SENTENCE) -> Phrase:
        """Return a period as a phrase that reads the same without its sentence."""
        words = self.sentence.phrase(horizon.start, horizon.end, origin=origin)
        text = settled(horizon) if horizon.is_relative else words.text
        return Phrase(text, words.boxes, origin, words.page)

    def _indicator(self, one: Bound, unit: Unit | None) -> tuple[Phrase, ...]:
        if one.indicator is not None:
            return (self.named(one.indicator),)
        topic = (self.memory.topic,) if self.memory.topic is not None else ()
        if topic and not self.memory.indicators.paragraph:
            return topic
        memory = (*self.leaning.indicator(one.index), *topic)
        if unit in _MOVES or self.marked.quantities[one.index].per_move:
            return tuple(p for p in memory if lexicon.names_move(p.text))
        return (*memory, *self.memory.headings)

    def _region(self, one: Bound, region: Mark | None, unit: Unit | None) -> tuple[Phrase, ...]:
        if region is not None and self._stands_for(region):
            return (self.phrase(region, means=region_by_code()[region.key].name),)
        if region is not None and region.key == lexicon.PART:
            place = self.phrase(region)
            named = lexicon.regions().find(place.text)
            part = any(n.key == lexicon.PART for n in named)
            return (place if part else replace(place, text=f"rest of {place.text}"),)
        if region is not None:
            crossed = region not in (*self.marked.currencies, *self.marked.regions)
            words = self.marked.text[region.start : region.end]
            pair = len(region.key) >= PAIR and region not in self.marked.regions
            if pair and [n.key for n in lexicon.currencies().find(words)] != [region.key]:
                crossed = True  # "pesos per dollar", "the pair"
            return (
                self.phrase(
                    region, means=f"{region.key[:CODE]}/{region.key[CODE:]}" if crossed else ""
                ),
            )
        if _BOTH.search(self.marked.text):
            return ()  # two that were named before: neither a heading's nor the last one
        before = (*self.leaning.region(one.index, self.beyond, self.home), *self.beyond)
        if one.indicator is not None and self._is_of_euro_area(one.indicator, before[:1]):
            return (self.phrase(one.indicator, means="euro area"), *before)
        return (*self.leaning.bank(), *before) if self._is_of_rates(one, unit) else before

    def _stands_for(self, region: Mark) -> bool:
        """Whether only the sentence shows which country words mean: "the former", "Beijing"."""
        text = self.marked.text
        if WORDS.fullmatch(text, region.start, region.end):
            return True
        place = region in self.marked.regions and region.key in region_by_code()
        return place and not lexicon.places_in(text[region.start : region.end])

    def _is_of_euro_area(self, indicator: Mark, before: tuple[Phrase, ...]) -> bool:
        """Whether the HICP, for which no country is named, is that of the euro area."""
        if "HICP" not in self.marked.text[indicator.start : indicator.end]:
            return False
        places = {place for phrase in before for place in lexicon.places_in(phrase.text)}
        places |= {self.home} if self.home is not None else set()
        elsewhere = cues.words("prose", "hicp_elsewhere")
        return not any(p in elsewhere or lexicon.rate_area(p) == "EA" for p in places)

    def _is_of_rates(self, one: Bound, unit: Unit | None) -> bool:
        """Whether a number is a policy rate or a move of it, so that its place is a bank's."""
        if unit in _MOVES or self.marked.quantities[one.index].per_move:
            return True
        if one.indicator is not None:
            return one.indicator.key in (Indicator.POLICY_RATE, Indicator.POLICY_RATE_CHANGE)
        before = self.memory.indicator
        return before is not None and lexicon.names_move(before.text)

    def _period(self, one: Bound, horizon: Horizon | None) -> tuple[Phrase, ...]:
        if horizon is not None:
            return (self.dated(horizon),)
        if one.borrowed is not None:
            return (replace(one.borrowed[0], origin=Origin.CARRIED),)
        named = one.indicator.key if one.indicator is not None else None
        lasting = named is None or named in _LASTING
        return (*self.leaning.period(lasting=lasting), *self.memory.headings)

    def _measure(
        self, index: int, horizon: Horizon | None, unit: Unit | None
    ) -> tuple[Phrase, ...]:
        text, quantities = self.marked.text, self.marked.quantities
        quantity = quantities[index]
        left = quantities[index - 1].end if index else 0
        right = quantities[index + 1].start if index + 1 < len(quantities) else len(text)
        if unit in _MOVES and horizon is None:
            left, right = 0, len(text)
        else:
            left = max(left, quantity.start - MEASURE_REACH)
            right = min(right, quantity.end + MEASURE_REACH)
        if index + 1 < len(quantities) and is_in_brackets(text, quantities[index + 1]):
            opened = text.rfind("(", quantity.end, quantities[index + 1].start)
            right = min(right, opened) if opened >= 0 else right  # "2.1% (Q4/Q4: 2.3%)"
        spans = [
            Span(match.start(), match.end())
            for name in _DEFINING
            for match in cues.pattern("measures", name).finditer(text, left, right)
        ]
        spans.sort(key=lambda s: min(abs(s.start - quantity.end), abs(quantity.start - s.end)))
        if not spans and index and is_list_like(self.marked, index):
            return self._measure(index - 1, horizon, unit)
        headed = self.memory.headings[:1] if KEYED.match(text) else ()
        return (*(self.phrase(span) for span in spans), *headed)

    def _unit(self, index: int, unit: Unit | None) -> tuple[Phrase, ...]:
        span = direction_span(self.marked, index)
        phrases = [self.phrase(span)] if span is not None else []
        if self.marked.quantities[index].unit is None and unit in (Unit.PCT, Unit.PP, Unit.BP):
            later = next(q for q in self.marked.quantities[index + 1 :] if q.unit is not None)
            words = self.phrase(Span(later.start, later.end))
            sign = re.sub(r"[\d.,\s]", "", words.text)
            phrases.append(Phrase(sign, words.boxes, words.origin, words.page))
        return tuple(phrases)

    def _kind(self, one: Bound, horizon: Horizon | None) -> tuple[Phrase, ...]:
        text, quantity = self.marked.text, self.marked.quantities[one.index]
        own = horizon
        if own is not None and not direct(text, quantity, own, skip=self.marked.regions):
            own = None
        found = kind_spans(self.marked, one.index, own)
        phrases = [self.phrase(span, means=kind) for kind, span in found]
        central = cues.said(text, "kinds", "central")
        if not phrases and self.memory.scenario is not None and not central:
            phrases.append(self.memory.scenario)
        return tuple(phrases)

    def regions_around(self) -> tuple[Phrase, ...]:
        """Return the phrases of the text before that may name a region, nearest first."""
        named = (self.memory.region,) if self.memory.region else ()
        return (*named, *self.memory.headings, *self.beyond)

    def of(self, marked: Marked) -> Phraser:
        """Return a phraser of the same sentence read with other numbers."""
        return Phraser(
            self.sentence, marked, self.memory, publisher=self.publisher, beyond=self.beyond
        )

    def speakers(self, index: int) -> tuple[Phrase, ...]:
        """Return the house or collective that gives a number, none where the publisher does."""
        return self.speaking.of(index)


def is_termless(words: str) -> bool:
    """Whether the words for a yield do not say it by themselves: "Bunds", "ten-year Treasuries"."""
    return not any(len(named.text) == len(words) for named in lexicon.indicators().find(words))
