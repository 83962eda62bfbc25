"""Page -> candidates from sentences, bullets and headings.

For every number the reader binds the words that may give it meaning: indicator, region, period,
measure, unit, kind and speaker, from the same sentence where they stand there, else from the
sentences and headings before. It binds and does not judge; numbers that plainly tell of the past
are rejected here because only the sentence shows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest import cues, lexicon
from ingest.binding import direct, group, list_of, nearest, paired
from ingest.candidates import Candidate, Meaning, Origin, Phrase
from ingest.directions import direction_span
from ingest.horizons import settled
from ingest.marks import Mark, Marked, mark
from ingest.sentences import Sentence, read_sentences
from ingest.tenses import Span, is_forward, kind_spans, why_not
from warehouse.records import Box, Rejection
from warehouse.vocabulary import Indicator, Kind, Reason, Role, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.binding import Placed
    from ingest.context import ReadingContext
    from ingest.geometry import BBox
    from ingest.horizons import Horizon
    from ingest.layout import Page
    from ingest.quantities import Quantity
    from warehouse.periods import Period

PERIOD_FAR_RIGHT = 22.0  # a period at the end of a sentence often holds for all of it
MOST_ALIKE = 4  # "in both the US and the UK": a number is read for at most this many regions
MEASURE_REACH = 38  # characters around a number in which "peak" or "annualised" speaks of it
NARROWED_WITHIN = 40  # characters: "stripping out energy and food, inflation"
PEAK_REACH = 16  # characters around a number in which "peak" and the bank's name make it a rate
SUBJECT_WITHIN = 40  # characters: a region named that early is what the sentence is about
CROWD = 9  # numbers in one sentence from which on pairing is doubtful

_MOVES = (Indicator.POLICY_RATE, Indicator.POLICY_RATE_CHANGE)
_PRICED = (Indicator.OIL_PRICE, Indicator.GAS_PRICE, Indicator.GOLD_PRICE)
_COUNTED = (Indicator.PAYROLLS, Indicator.BANKRUPTCIES_COUNT, Indicator.BANKRUPTCIES_GROWTH)
_BARE = (Indicator.FX_RATE, Indicator.EQUITY_INDEX, *_COUNTED)
_NARROWER = (Indicator.CORE_INFLATION, Indicator.PCE_INFLATION)
_SHARES = (Indicator.FISCAL_BALANCE, Indicator.DEBT_TO_GDP, Indicator.CURRENT_ACCOUNT)


_DEFINING = ("q4q4", "quarter_saar", "quarter_qoq", "peak", "terminal", "cumulative", "yoy")


@dataclass
class _Memory:
    """What the sentences before were about; forgotten where a new paragraph starts afresh."""

    paragraph: int = -1
    indicator: Phrase | None = None
    region: Phrase | None = None
    period: Phrase | None = None
    horizon: Horizon | None = None
    periods: list[tuple[Phrase, Horizon]] = field(default_factory=list)
    speaker: Phrase | None = None
    scenario: Phrase | None = None
    ahead: bool = False

    def enter(self, sentence: Sentence) -> None:
        """Forget what a new paragraph does not inherit: a scenario, a quarter or month."""
        if sentence.paragraph == self.paragraph:
            return
        self.paragraph = sentence.paragraph
        self.scenario = None
        if self.horizon is not None and not re.fullmatch(r"\d{4}", str(self.horizon.period)):
            self.period = self.horizon = None

    @property
    def anchor(self) -> Period | None:
        return self.horizon.period if self.horizon else None


@dataclass(frozen=True, slots=True)
class _Bound:
    """One number with what its own sentence says of it."""

    index: int
    indicator: Mark | None
    regions: tuple[Mark, ...]
    horizons: tuple[Horizon, ...]
    borrowed: tuple[Phrase, Horizon] | None
    listed: bool


def find_candidates(
    page: Page, *, context: ReadingContext, taken: Sequence[BBox] = ()
) -> list[Candidate | Rejection]:
    """Read the running text of a page.

    Args:
        page: its words.
        context: publisher and date of the report.
        taken: places of numbers that the table reader has already read.
    """
    found: list[Candidate | Rejection] = []
    memory = _Memory()
    for sentence in read_sentences(page):
        memory.enter(sentence)
        marked = mark(sentence.text, published=context.published, anchor=memory.anchor)
        reader = _SentenceReader(sentence, marked, memory, context, taken)
        found.extend(reader.read())
    return found


class _SentenceReader:
    """Binds the numbers of one sentence and remembers what the next one may lean on."""

    def __init__(
        self,
        sentence: Sentence,
        marked: Marked,
        memory: _Memory,
        context: ReadingContext,
        taken: Sequence[BBox],
    ) -> None:
        self.sentence, self.marked, self.memory = sentence, marked, memory
        self.context, self.taken = context, taken
        self.units = [self._unit(i) for i in range(len(marked.quantities))]

    def read(self) -> list[Candidate | Rejection]:
        """Return a candidate or rejection for every number that may be a figure of ours."""
        bound = [self._bind(i) for i in range(len(self.marked.quantities))]
        found: list[Candidate | Rejection] = []
        for one in bound:
            if self._is_taken(one.index) or not self._counts(one):
                continue
            reason = self._past(one)
            if reason is not None:
                found.append(self._rejected(one, reason))
            else:
                found += self._candidates(one)
        self._remember(bound)
        return found

    def _unit(self, index: int) -> Unit | None:
        """Return the unit of a number, or of the last of the list it stands in ("2.1 and 1.9%")."""
        quantities = self.marked.quantities
        if quantities[index].unit is not None:
            return quantities[index].unit
        for numbers in list_of(self.marked.text, quantities):
            if index in numbers:
                later = [quantities[i].unit for i in numbers if i > index]
                return next((u for u in later if u is not None), None)
        return None

    def _is_taken(self, index: int) -> bool:
        quantity = self.marked.quantities[index]
        for x0, top, x1, bottom in self.sentence.boxes(quantity.start, quantity.end)[:1]:
            middle = ((x0 + x1) / 2, (top + bottom) / 2)
            if any(t[0] <= middle[0] <= t[2] and t[1] <= middle[1] <= t[3] for t in self.taken):
                return True
        return False

    def _counts(self, one: _Bound) -> bool:
        """Whether a number without a unit still is a figure: an exchange rate, a count."""
        quantity = self.marked.quantities[one.index]
        if quantity.per_move and quantity.spelled:
            return direction_span(self.marked, one.index) is not None and one.indicator is not None
        if self.units[one.index] is not None or quantity.per_move:
            return True
        if one.indicator is None:
            return quantity.spelled and quantity.low == 0
        return one.indicator.key in (*_BARE, *_PRICED) or (quantity.spelled and quantity.low == 0)

    def _bind(self, index: int) -> _Bound:
        marked, quantities = self.marked, self.marked.quantities
        numbers = next(g for g in list_of(marked.text, quantities) if index in g)
        indicator = self._indicator(index)
        regions, zipped_regions = self._regions(index, numbers, indicator)
        horizons, borrowed, zipped = self._horizons(index, numbers)
        listed = zipped or zipped_regions or borrowed is not None
        return _Bound(index, indicator, regions, horizons, borrowed, listed)

    def _indicator(self, index: int) -> Mark | None:
        marked, quantity = self.marked, self.marked.quantities[index]
        unit = self.units[index]
        if re.match(r"\s*of\s+(?:\w+\s+){0,2}GDP", marked.text[quantity.end :]):
            return self._pick(index, marked.indicators, lambda m: m.key in (*_SHARES, "other"))
        if self._is_rate_level(index):
            return _rate_mark(quantity)
        strong = self._pick(
            index,
            marked.indicators,
            lambda m: _goes_with(m, unit, quantity) and not self._is_elsewhere(m, index),
        )
        if strong is not None or unit not in (Unit.PCT, Unit.PP):
            return strong
        return self._pick(index, marked.output, lambda m: True)

    def _is_elsewhere(self, mark: Mark, index: int) -> bool:
        """Whether a figure that is not ours stands in another clause than the number."""
        quantity = self.marked.quantities[index]
        start, end = sorted((mark.start, quantity.start))
        return mark.key == Indicator.OTHER and any(start < b < end for b in self.marked.borders)

    def _is_rate_level(self, index: int) -> bool:
        """Whether a percentage is where moves of the policy rate lead ("150bp to a peak of 3%")."""
        text, quantity = self.marked.text, self.marked.quantities[index]
        if self.units[index] is not Unit.PCT:
            return False
        if index and self.marked.quantities[index - 1].unit is Unit.BP:
            between = text[self.marked.quantities[index - 1].end : quantity.start]
            if re.search(r"\bto\b[^,;.]*$", between) and not re.search(r"[;.]", between):
                return True
        around = text[max(0, quantity.start - PEAK_REACH) : quantity.end + PEAK_REACH]
        peaks = any(cues.pattern("measures", n).search(around) for n in ("peak", "terminal"))
        return peaks and lexicon.speaks_of_rates(around)

    def _pick(
        self, index: int, marks: Sequence[Mark], allowed: Callable[[Mark], bool]
    ) -> Mark | None:
        marked = self.marked
        skip: tuple[Placed, ...] = (*marked.regions, *marked.horizons)
        best = nearest(
            marked.text, index, marked.quantities, marks, marked.borders, skip=skip, allowed=allowed
        )
        return best[0] if best is not None else None

    def _regions(
        self, index: int, numbers: list[int], indicator: Mark | None
    ) -> tuple[tuple[Mark, ...], bool]:
        marked = self.marked
        fx = indicator is not None and indicator.key == Indicator.FX_RATE
        marks = marked.currencies if fx else marked.regions
        if len(numbers) > 1 and re.search(r"respectively", marked.text, re.IGNORECASE):
            partners = paired(marked.text, marked.quantities, numbers, marks)
            if partners:
                return (partners[numbers.index(index)],), True
        skip: tuple[Placed, ...] = (*marked.horizons, *marked.indicators)
        best = nearest(marked.text, index, marked.quantities, marks, marked.borders, skip=skip)
        if best is None:
            return (), False
        together = next(g for g in group(marked.text, marks) if best[0] in g)
        if 1 < len(together) <= MOST_ALIKE and len(numbers) == 1:
            return tuple(dict.fromkeys(together)), False
        return (best[0],), False

    def _horizons(
        self, index: int, numbers: list[int]
    ) -> tuple[tuple[Horizon, ...], tuple[Phrase, Horizon] | None, bool]:
        marked, memory = self.marked, self.memory
        usable = [h for h in marked.horizons if h.period is not None]
        if len(numbers) > 1:
            partners = paired(marked.text, marked.quantities, numbers, usable)
            if partners:
                return (partners[numbers.index(index)],), None, True
            echoed = cues.pattern("prose", "same_periods").search(marked.text) or not usable
            if echoed and len(memory.periods) == len(numbers):
                return (), memory.periods[numbers.index(index)], False
        skip: tuple[Placed, ...] = (*marked.regions, *marked.indicators)
        best = nearest(
            marked.text, index, marked.quantities, usable, marked.borders, skip=skip,
            far_right=PERIOD_FAR_RIGHT,
        )  # fmt: skip
        if best is None:
            return (), None, False
        horizon, cost = best
        right = horizon.start >= marked.quantities[index].end
        together = next(g for g in group(marked.text, usable) if horizon in g)
        if right and cost == 0 and len(together) > 1 and len(numbers) == 1:
            return tuple(together), None, False
        return (horizon,), None, False

    def _past(self, one: _Bound) -> Reason | None:
        horizon = one.horizons[0] if one.horizons else None
        ahead = horizon is not None and self._is_ahead(horizon)
        reason = why_not(self.marked, one.index, horizon, ahead=ahead)
        if reason is not None:
            return reason
        if horizon is None and one.borrowed is None and not is_forward(self.marked.text):
            leaning = self.memory.ahead and self.memory.period is not None
            return None if leaning and not self._tells_past() else Reason.NOT_A_FORECAST
        return None

    def _tells_past(self) -> bool:
        return cues.pattern("past", "words").search(self.marked.text) is not None

    def _is_ahead(self, horizon: Horizon) -> bool:
        published = self.context.published
        if horizon.period is None or published is None:
            return horizon.period is not None
        return not horizon.period.is_complete(published)

    def _rejected(self, one: _Bound, reason: Reason) -> Rejection:
        quantity = self.marked.quantities[one.index]
        text = self.marked.text[quantity.start : quantity.end]
        places = self.sentence.boxes(quantity.start, quantity.end)
        boxes = tuple(Box(self.sentence.page, *p, Role.VALUE, text) for p in places)
        detail = {
            Reason.HISTORY: "the sentence tells of what has been, or of where things stand",
            Reason.NOT_A_FORECAST: "nothing in the sentence looks ahead and no period is named",
        }.get(reason, "the sentence does not state a forecast")
        return Rejection(self.sentence.page, text, self.marked.text, boxes, reason, detail)

    def _candidates(self, one: _Bound) -> list[Candidate]:
        regions: Sequence[Mark | None] = one.regions or (None,)
        horizons: Sequence[Horizon | None] = one.horizons or (None,)
        return [self._candidate(one, r, h) for r in regions for h in horizons]

    def _candidate(self, one: _Bound, region: Mark | None, horizon: Horizon | None) -> Candidate:
        quantity = self.marked.quantities[one.index]
        phrases = {
            Meaning.INDICATOR: self._indicator_phrases(one),
            Meaning.REGION: self._region_phrases(one, region),
            Meaning.PERIOD: self._period_phrases(one, horizon),
            Meaning.MEASURE: self._measure_phrases(one.index, horizon),
            Meaning.UNIT: self._unit_phrases(one.index),
            Meaning.KIND: self._kind_phrases(one, horizon),
            Meaning.INSTITUTION: self._speaker_phrases(one.index),
        }
        value = self.sentence.phrase(*quantity.reach, origin=Origin.VALUE)
        doubts = self._doubts(one)
        page = self.sentence.page
        return Candidate(page, "prose", value, phrases, self.marked.text, doubts)

    def _phrase(self, place: Mark | Horizon | Span, origin: Origin = Origin.SENTENCE) -> Phrase:
        return self.sentence.phrase(place.start, place.end, origin=origin)

    def _indicator_phrases(self, one: _Bound) -> tuple[Phrase, ...]:
        if one.indicator is not None:
            return (self._named(one.indicator, Origin.SENTENCE),)
        memory = [self.memory.indicator] if self.memory.indicator else []
        quantity, unit = self.marked.quantities[one.index], self.units[one.index]
        if unit in (Unit.BP, Unit.CUTS, Unit.HIKES) or quantity.per_move:
            return tuple(p for p in memory if lexicon.names_move(p.text))
        return (*memory, *self.sentence.headings)

    def _named(self, mark: Mark, origin: Origin) -> Phrase:
        """Return an indicator's words; loose ones carry what they stand for in brackets.

        "stripping out energy and food, inflation" is taken whole: the words before narrow it.
        """
        start = mark.start
        if mark.key == Indicator.CPI_INFLATION:
            numbers = self.marked.quantities
            for other in self.marked.indicators:
                near = 0 <= mark.start - other.end <= NARROWED_WITHIN
                apart = any(other.end <= q.start < mark.start for q in numbers)
                if other.key in _NARROWER and near and not apart:
                    start = other.start
        words = self._phrase(Span(start, mark.end), origin)
        if mark.key == Indicator.POLICY_RATE and mark not in self.marked.indicators:
            return Phrase("[policy rate]", words.boxes, origin, words.page)
        loose = mark in self.marked.output
        text = f"{words.text} [GDP growth]" if loose else words.text
        if mark.key == Indicator.OTHER:
            text = f"{words.text} [{Indicator.OTHER}]"
        return Phrase(text, words.boxes, origin, words.page)

    def _region_phrases(self, one: _Bound, region: Mark | None) -> tuple[Phrase, ...]:
        if region is not None:
            return (self._phrase(region),)
        memory = [self.memory.region] if self.memory.region else []
        return (*memory, *self.sentence.headings)

    def _period_phrases(self, one: _Bound, horizon: Horizon | None) -> tuple[Phrase, ...]:
        if horizon is not None:
            return (self._dated(horizon),)
        if one.borrowed is not None:
            return (one.borrowed[0],)
        memory = [self.memory.period] if self.memory.period else []
        return (*memory, *self.sentence.headings)

    def _dated(self, horizon: Horizon) -> Phrase:
        """Return a period as a phrase that reads the same without its sentence."""
        words = self._phrase(horizon)
        if horizon.is_relative and horizon.period is not None:
            return Phrase(settled(horizon), words.boxes, words.origin, words.page)
        return words

    def _measure_phrases(self, index: int, horizon: Horizon | None) -> tuple[Phrase, ...]:
        text, quantity = self.marked.text, self.marked.quantities[index]
        quantities = self.marked.quantities
        left = quantities[index - 1].end if index else 0
        right = quantities[index + 1].start if index + 1 < len(quantities) else len(text)
        start = max(left, quantity.start - MEASURE_REACH)
        end = min(right, quantity.end + MEASURE_REACH)
        moves = self.units[index] in (Unit.BP, Unit.CUTS, Unit.HIKES)
        if moves and horizon is None:
            start, end = 0, len(text)
        found = [
            Span(match.start(), match.end())
            for name in _DEFINING
            for match in cues.pattern("measures", name).finditer(text, start, end)
        ]
        found.sort(key=lambda s: min(abs(s.start - quantity.end), abs(quantity.start - s.end)))
        return tuple(self._phrase(span) for span in found)

    def _unit_phrases(self, index: int) -> tuple[Phrase, ...]:
        span = direction_span(self.marked, index)
        phrases = [self._phrase(span)] if span is not None else []
        unit = self.units[index]
        if self.marked.quantities[index].unit is None and unit in (Unit.PCT, Unit.PP, Unit.BP):
            later = next(q for q in self.marked.quantities[index + 1 :] if q.unit is not None)
            words = self._phrase(Span(later.start, later.end))
            phrases.append(
                Phrase(re.sub(r"[\d.,\s]", "", words.text), words.boxes, words.origin, words.page)
            )
        return tuple(phrases)

    def _kind_phrases(self, one: _Bound, horizon: Horizon | None) -> tuple[Phrase, ...]:
        own = horizon
        if own is not None and not direct(
            self.marked.text, self.marked.quantities[one.index], own, skip=self.marked.regions
        ):
            own = None
        phrases = [self._settled(kind, s) for kind, s in kind_spans(self.marked, one.index, own)]
        if not phrases and self.memory.scenario is not None:
            if not cues.pattern("kinds", "central").search(self.marked.text):
                phrases.append(self.memory.scenario)
        return tuple(phrases)

    def _settled(self, kind: Kind, span: Span) -> Phrase:
        """Return the words with the kind that the whole sentence gives them in brackets."""
        words = self._phrase(span)
        return Phrase(f"{words.text} [{kind}]", words.boxes, words.origin, words.page)

    def _speaker_phrases(self, index: int) -> tuple[Phrase, ...]:
        text, quantity = self.marked.text, self.marked.quantities[index]
        collective = self._collective(index)
        if collective is not None:
            return (self._phrase(collective),)
        left = [s for s in self.marked.speakers if s.end <= quantity.start]
        speakers = left or list(self.marked.speakers)
        if speakers and not re.search(
            r"\b(?:we|our)\b", text[speakers[-1].end : quantity.start], re.I
        ):
            together = next(g for g in group(text, self.marked.speakers) if speakers[-1] in g)
            return (self._phrase(Span(together[0].start, together[-1].end)),)
        if self.context.publisher is None and self.memory.speaker is not None:
            return (self.memory.speaker,)
        return ()

    def _collective(self, index: int) -> Span | None:
        """Return "the market has in mind" or "consensus" where it speaks of this number."""
        text, quantities = self.marked.text, self.marked.quantities
        quantity = quantities[index]
        right = quantities[index + 1].start if index + 1 < len(quantities) else len(text)
        left = quantities[index - 1].end if index else 0
        for start, end in (
            (quantity.end, min(right, quantity.end + MEASURE_REACH)),
            (left, quantity.start),
        ):
            for name in ("consensus", "market"):
                match = cues.pattern("speakers", name).search(text, start, end)
                if match and not re.search(
                    r"\b(?:we|our)\b", text[match.end() : quantity.start], re.I
                ):
                    if not re.search(
                        r"\b(?:above|below|than|to|versus|beyond)\s+(?:the\s+|current\s+)*$",
                        text[: match.start()],
                        re.I,
                    ):
                        return Span(match.start(), match.end())
        return None

    def _doubts(self, one: _Bound) -> tuple[str, ...]:
        doubts = []
        if len(self.marked.quantities) >= CROWD:
            doubts.append("many numbers in one sentence")
        if not is_forward(self.marked.text) and not one.horizons:
            doubts.append("nothing in the sentence itself looks ahead")
        return tuple(doubts)

    def _remember(self, bound: Sequence[_Bound]) -> None:
        marked, memory = self.marked, self.memory
        if self.sentence.is_heading:
            memory.indicator = memory.region = memory.period = memory.horizon = None
            memory.periods = []
            return
        kept = [m for m in marked.indicators if m.key != Indicator.OTHER]
        chosen = [b.indicator for b in bound if b.indicator and b.indicator.key != Indicator.OTHER]
        if chosen or kept:
            memory.indicator = self._named((chosen or kept)[-1], Origin.EARLIER_SENTENCE)
        regions = [
            r
            for b in bound
            for r in b.regions
            if b.indicator is None or b.indicator.key != Indicator.FX_RATE
        ]
        subjects = [m for m in marked.regions[:1] if m.start <= SUBJECT_WITHIN]
        if regions or subjects:
            memory.region = self._phrase((regions or subjects)[-1], Origin.EARLIER_SENTENCE)
        self._remember_periods(bound)
        memory.ahead = is_forward(marked.text) or bool(bound and memory.ahead)
        if marked.speakers:
            together = group(marked.text, marked.speakers)[-1]
            span = Span(together[0].start, together[-1].end)
            memory.speaker = self._phrase(span, Origin.EARLIER_SENTENCE)
        scenario = cues.pattern("kinds", "scenario_paragraph").search(marked.text)
        central = cues.pattern("kinds", "central").search(marked.text)
        if scenario and not central:
            memory.scenario = self._phrase(
                Span(scenario.start(), scenario.end()), Origin.EARLIER_SENTENCE
            )
        elif central:
            memory.scenario = None

    def _remember_periods(self, bound: Sequence[_Bound]) -> None:
        memory = self.memory
        seen: dict[str, tuple[Phrase, Horizon]] = {}
        for one in bound:
            for horizon in one.horizons:
                if horizon.period is not None and self._is_ahead(horizon):
                    words = self._dated(horizon)
                    earlier = Phrase(words.text, words.boxes, Origin.EARLIER_SENTENCE, words.page)
                    seen.setdefault(horizon.period.text, (earlier, horizon))
        if seen:
            memory.periods = list(seen.values())
            memory.period, memory.horizon = memory.periods[-1]
        elif not bound:
            ahead = [h for h in self.marked.horizons if h.period is not None and self._is_ahead(h)]
            if ahead:
                words = self._dated(ahead[0])
                memory.period = Phrase(words.text, words.boxes, Origin.EARLIER_SENTENCE, words.page)
                memory.horizon = ahead[0]


def _rate_mark(quantity: Quantity) -> Mark:
    return Mark(Indicator.POLICY_RATE.value, quantity.start, quantity.end)


def _goes_with(mark: Mark, unit: Unit | None, quantity: Quantity) -> bool:
    """Whether a number in this unit can be a figure of the indicator at all."""
    if mark.key == Indicator.OTHER:
        return True
    if unit in (Unit.BP, Unit.CUTS, Unit.HIKES) or quantity.per_move:
        return mark.key in _MOVES
    if unit in (Unit.USD, Unit.EUR):
        return mark.key in (*_PRICED, Indicator.FX_RATE)
    if unit in (Unit.PCT, Unit.PP):
        counted = (Indicator.PAYROLLS, Indicator.BANKRUPTCIES_COUNT)
        return mark.key not in (*_PRICED, *counted, Indicator.FX_RATE, Indicator.EQUITY_INDEX)
    if unit is Unit.COUNT:
        return mark.key in (*_COUNTED, Indicator.EQUITY_INDEX)
    return mark.key in (*_BARE, *_PRICED) or bool(quantity.spelled and quantity.low == 0)
