"""Marks of a sentence + memory -> `Bound`: what belongs to each number.

The rules of the game are in `nearness`; here they are applied to indicator, region and period in
turn, with what a unit, a list or a "respectively" says on top.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.prose.dating import Dating
from ingest.prose.directions import direction_span
from ingest.prose.mark import Mark
from ingest.prose.nearness import direct, group, is_aside, list_of, nearest, paired
from ingest.prose.pairs import PAIR
from ingest.prose.policy_levels import is_held, is_rate_level
from ingest.prose.sentences import KEYED
from ingest.prose.shares import is_of_money, is_probability
from ingest.prose.topics import counts_cases
from ingest.resolving import lexicon
from warehouse.vocabulary import Indicator, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.candidates import Phrase
    from ingest.prose.marks import Marked
    from ingest.prose.memory import Memory
    from ingest.prose.nearness import Placed
    from ingest.resolving.horizons import Horizon
    from ingest.resolving.quantities import Quantity

MOST_ALIKE = 4  # "in both the US and the UK": a number is read for at most this many regions

_COUNTED_ASIDE = re.compile(  # "a rise of 13%, with 20,260 cases": of the same country
    r",\s+(?:with|that\s+is|i\.e\.|or|to)\s+(?:about\s+|some\s+|around\s+|a\s+total\s+of\s+)?$|"
    r"\s*\((?:about\s+|some\s+|around\s+)?$",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\s?\((?:up\s+|down\s+)?")  # between a region and a number in brackets
_ASIDE_OF_YEAR = re.compile(
    r"\s?\([^()\d%;,]{0,20}\d[^()%;,]{0,12}?:?\s*"
)  # "(2025: ", "(end-2025: "
_CLOSING_NAME = re.compile(r"\([^()]+\)\s*$")
_OF_NEXT = re.compile(r";\s+(?:for|in|as\s+for)\s+(?:the\s+)?$", re.IGNORECASE)
_HEADS = re.compile(r"\s*:\s*(?:[+−–-]|of\s+|at\s+)?")  # between a label and its number
_MOVES = (Indicator.POLICY_RATE, Indicator.POLICY_RATE_CHANGE)
_PRICED = (Indicator.OIL_PRICE, Indicator.GAS_PRICE, Indicator.GOLD_PRICE)
_COUNTED = (Indicator.PAYROLLS, Indicator.BANKRUPTCIES_COUNT, Indicator.BANKRUPTCIES_GROWTH)
_BARE = (Indicator.FX_RATE, Indicator.EQUITY_INDEX, *_COUNTED)
_SHARES = (Indicator.FISCAL_BALANCE, Indicator.DEBT_TO_GDP, Indicator.CURRENT_ACCOUNT)


@dataclass(frozen=True, slots=True)
class Bound:
    """One number with what its own sentence says of it.

    Attributes:
        index: which number of the sentence.
        indicator: its indicator's mark, if the sentence has one.
        regions: its regions; several where it holds for each ("in both the US and the UK").
        horizons: its periods; several where it holds for each ("in 2026 and 2027").
        borrowed: a period of the sentence before, where numbers go with "the same years".
        listed: whether it was paired with its period or region by order.
    """

    index: int
    indicator: Mark | None
    regions: tuple[Mark, ...]
    horizons: tuple[Horizon, ...]
    borrowed: tuple[Phrase, Horizon] | None = None
    listed: bool = False


class Binder:
    """Binds the numbers of one sentence."""

    def __init__(self, marked: Marked, memory: Memory) -> None:
        self.marked, self.memory = marked, memory
        self.dating = Dating(marked, memory)
        self.units = [self._unit(i) for i in range(len(marked.quantities))]

    def bind(self, index: int, *, indicator: Mark | None = None) -> Bound:
        """Return what belongs to a number; a call without a number brings its own indicator."""
        marked, quantities = self.marked, self.marked.quantities
        numbers = next(g for g in list_of(marked.text, quantities) if index in g)
        indicator = indicator or self._indicator(index)
        horizons, borrowed, zipped = self.dating.of(index, numbers)
        closing = self._closing(numbers, indicator) if zipped else ()
        regions, zipped_regions = (
            (closing, False) if closing else self._regions(index, numbers, indicator)
        )
        listed = zipped or zipped_regions or borrowed is not None
        return Bound(index, indicator, regions, horizons, borrowed, listed)

    def counts(self, one: Bound) -> bool:
        """Whether a number without a unit still is a figure: an exchange rate, a count."""
        quantity = self.marked.quantities[one.index]
        if quantity.per_move and quantity.spelled:
            moves = one.indicator is not None or lexicon.speaks_of_rates(self.marked.text)
            return moves and direction_span(self.marked, one.index) is not None
        if self.units[one.index] is not None or quantity.per_move:
            return True
        if one.indicator is None and KEYED.match(self.marked.text) and self._quotes_pair():
            return True
        if one.indicator is None and counts_cases(self.marked.text, quantity, self.memory):
            return True
        nil = quantity.spelled and quantity.low == 0
        return nil or (one.indicator is not None and one.indicator.key in (*_BARE, *_PRICED))

    def _quotes_pair(self) -> bool:
        """Whether what stands over a list of values names a pair of currencies."""
        above = (self.memory.indicator, *self.memory.headings[:1])
        names = (n for p in above if p for n in lexicon.currencies().find(p.text))
        return any(len(name.key) >= PAIR for name in names)

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

    def _indicator(self, index: int) -> Mark | None:
        marked, quantity = self.marked, self.marked.quantities[index]
        unit = self.units[index]
        if unit is None and (closing := self._closes_line(marked.indicators)):
            return closing
        if re.match(r"\s*of\s+(?:\w+\s+){0,2}GDP", marked.text[quantity.end :]):
            return self._pick(index, marked.indicators, lambda m: m.key in (*_SHARES, "other"))
        if self._is_chance(index):
            wanted = (Indicator.RECESSION_PROBABILITY, Indicator.OTHER)
            chances = [m for m in marked.indicators if m.key in wanted]
            return self._pick(index, chances, lambda m: True) or _other_mark(quantity)
        if is_rate_level(marked, index, unit) or is_held(marked, index, unit):
            return _rate_mark(quantity)
        if is_of_money(marked, index):
            return _other_mark(quantity)
        if index and self._is_earlier_aside(index):
            return self._indicator(index - 1)
        numbers = next(g for g in list_of(marked.text, marked.quantities) if index in g)
        if (partners := self._partners(numbers, self._named(numbers))) is not None:
            return partners[numbers.index(index)]
        strong = self._pick(
            index,
            marked.indicators,
            lambda m: (
                _goes_with(m, unit, quantity)
                and not self._is_elsewhere(m, index)
                and not self._is_measure(m)
                and not self._is_depth(m, index)
            ),
        )
        if unit not in (Unit.PCT, Unit.PP):
            return strong
        output = self._pick(index, marked.output, lambda m: True)
        if strong is None:
            return output or self._behind(index)
        return output if output is not None and self._is_nearer(index, output, strong) else strong

    def _is_nearer(self, index: int, output: Mark, strong: Mark) -> bool:
        """Whether "the economy" is the subject of a number, not the indicator further away.

        "Inflation is likely to be 0.9%, and the economy should grow 6.3%": the inflation has its
        number already, or follows with one of its own.
        """
        quantity = self.marked.quantities[index]
        if output.end > quantity.start or strong.key == Indicator.OTHER:
            return False
        if strong.start >= quantity.end:
            return True
        served = any(strong.end <= q.start < output.start for q in self.marked.quantities)
        return served and output.start >= strong.end

    def _named(self, numbers: list[int]) -> list[Mark]:
        """Return the indicators that every number of a list could be a figure of."""
        return [
            m
            for m in self.marked.indicators
            if all(_goes_with(m, self.units[i], self.marked.quantities[i]) for i in numbers)
        ]

    def _behind(self, index: int) -> Mark | None:
        """Return an indicator that closes the clause: "India (6.5%) and Peru (3%) lead growth"."""
        end, unit = self.marked.quantities[index].end, self.units[index]
        quantity = self.marked.quantities[index]
        for mark in self.marked.indicators:
            if mark.start < end or mark.key == Indicator.OTHER:
                continue
            apart = any(end <= b < mark.start for b in self.marked.borders)
            return mark if not apart and _goes_with(mark, unit, quantity) else None
        return None

    def _is_chance(self, index: int) -> bool:
        """Whether a percentage is a probability ("a 35% risk of recession")."""
        text, quantity = self.marked.text, self.marked.quantities[index]
        if self.units[index] is not Unit.PCT:
            return False
        return is_probability(text, quantity)

    def _is_elsewhere(self, mark: Mark, index: int) -> bool:
        """Whether a figure that is not ours stands in another clause than the number."""
        quantity = self.marked.quantities[index]
        if mark.key != Indicator.OTHER:
            return False
        start, end = sorted((mark.start, quantity.start))
        if _HEADS.fullmatch(self.marked.text, mark.end, quantity.reach[0]):
            return False  # "Fees: 1.25%"
        if any(start < b < end for b in self.marked.borders):
            return True
        ours = (m for m in self.marked.indicators if m.key != Indicator.OTHER and m.end < start)
        return "," in self.marked.text[start:end] and next(ours, None) is not None

    def _is_earlier_aside(self, index: int) -> bool:
        """Whether a number in brackets is another year's of the one before: "4.4% (2025: 5.0%)"."""
        before, own = self.marked.quantities[index - 1 : index + 1]
        between = self.marked.text[before.end : own.reach[0]]
        dated = any(before.end <= h.start and h.end <= own.start for h in self.marked.horizons)
        return dated and _ASIDE_OF_YEAR.fullmatch(between) is not None

    def _is_depth(self, mark: Mark, index: int) -> bool:
        """Whether a recession has a number for how deep it is: "a recession of 1.2%"."""
        text, quantity = self.marked.text, self.marked.quantities[index]
        deep = mark.key == Indicator.RECESSION_PROBABILITY and mark.end <= quantity.start
        if not deep or is_probability(text, quantity):
            return False
        return re.search(r"\b(?:of|by)\s+(?:\w+\s+)?$", text[: quantity.reach[0]]) is not None

    def _is_measure(self, mark: Mark) -> bool:
        """Whether "of GDP" only says what a debt or deficit of the sentence is measured in."""
        of_output = self.marked.text[mark.start : mark.end].lower().endswith("gdp")
        return of_output and any(m.key in _SHARES for m in self.marked.indicators)

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
        own = marked.quantities[index]
        moved = own.unit in (Unit.BP, Unit.CUTS, Unit.HIKES)
        inside = [m for m in marks if moved and own.start <= m.start and m.end <= own.end]
        if index and self._is_counted_aside(index):
            return self._regions(index - 1, [index - 1], indicator)
        if closing := self._closes_line(marks):
            return (closing,), False
        if inside:  # "two more ECB cuts of 25bp"
            return (inside[0],), False
        beside = [m for m in marks if _OPENED.fullmatch(marked.text, m.end, own.start)]
        if beside:  # "led by the Netherlands (+31%)"
            return (beside[-1],), False
        partners = self._partners(numbers, marks)
        if partners:
            return (partners[numbers.index(index)],), True
        if indicator is not None and not fx and (named := _within(indicator, marks)):
            return named, False
        following = index + 1 < len(marked.quantities)
        if marked.quantities[index].is_former and following:
            between = marked.text[marked.quantities[index].end : marked.quantities[index + 1].start]
            apart = any(
                marked.quantities[index].end <= b < marked.quantities[index + 1].start
                for b in marked.borders
            )
            if re.search(r"\bto\b", between) and not apart:
                return self._regions(index + 1, [index + 1], indicator)
        skip: tuple[Placed, ...] = (*marked.horizons, *marked.indicators)
        best = nearest(marked.text, index, marked.quantities, marks, marked.borders, skip=skip)
        if best is None:
            return self._later_region(index, marks), False
        together = next(g for g in group(marked.text, marks) if best[0] in g)
        if 1 < len(together) <= MOST_ALIKE and len(numbers) == 1:
            return tuple(dict.fromkeys(together)), False
        return (best[0],), False

    def _closes_line(self, marks: Sequence[Mark]) -> Mark | None:
        """Return the name in brackets at the end of a line of values: "Q2: 1.38 | Q3: 1.36 (…)"."""
        text = self.marked.text
        closing = _CLOSING_NAME.search(text) if KEYED.match(text) else None
        named = [m for m in marks if closing and closing.start() <= m.start]
        return named[0] if len(named) == 1 else None

    def _is_counted_aside(self, index: int) -> bool:
        """Whether a count only puts the rate before it in numbers."""
        before, own = self.marked.quantities[index - 1 : index + 1]
        counted = self.units[index] in (None, Unit.COUNT) and self.units[index - 1] is Unit.PCT
        between = self.marked.text[before.end : own.start]
        moved = any(before.end <= r.start < own.start for r in self.marked.regions)
        return counted and not moved and _COUNTED_ASIDE.search(between) is not None

    def _closing(self, numbers: list[int], indicator: Mark | None) -> tuple[Mark, ...]:
        """Return the region behind a list of years' numbers: "5.0% and 4.3% in China"."""
        marked = self.marked
        if indicator is not None and indicator.key == Indicator.FX_RATE:
            return ()
        last = marked.quantities[numbers[-1]]
        behind = [m for m in marked.regions if direct(marked.text, last, m, skip=marked.horizons)]
        return tuple(behind[:1])

    def _later_region(self, index: int, marks: Sequence[Mark]) -> tuple[Mark, ...]:
        """Return the first region behind a number, unless it is another number's own."""
        text, quantities = self.marked.text, self.marked.quantities
        for mark in (m for m in marks if m.start >= quantities[index].end):
            if _OF_NEXT.search(text[quantities[index].end : mark.start]):
                return ()  # "our forecast is 4.5%; for Bunds it is 2.9%"
            before = [q for q in quantities[index + 1 :] if q.end <= mark.start]
            owned = bool(before) and direct(text, before[-1], mark, skip=self.marked.horizons)
            return () if owned or is_aside(text, mark) else (mark,)
        return ()

    def _partners(self, numbers: list[int], marks: Sequence[Mark]) -> list[Mark] | None:
        """Return the marks that a list of numbers goes with one by one, each another one.

        "2.8%, 1.8% and 2.5% in the US, the euro area and the UK"; where the numbers have as many
        periods beside them, only "respectively" could say which list they go with.
        """
        marked = self.marked
        partners = paired(marked.text, marked.quantities, numbers, marks) if numbers[1:] else None
        if partners is None:
            return None
        ours = [m.key for m in partners if m.key != Indicator.OTHER]
        if len(set(ours)) < len(ours):
            return None
        if re.search(r"respectively", marked.text, re.IGNORECASE):
            return partners
        usable = [h for h in marked.horizons if h.period is not None]
        if paired(marked.text, marked.quantities, numbers, usable):
            return None
        first, last = (marked.quantities[numbers[i]] for i in (0, -1))
        start, end = sorted((partners[-1].end, first.start))
        if partners[0].start >= last.end:
            start, end = last.end, partners[0].start
        apart = any(start <= b < end for b in marked.borders)
        between = [i for i, q in enumerate(marked.quantities) if start <= q.start < end]
        alike = [g for g in list_of(marked.text, marked.quantities) if set(g) & set(between)]
        crossed = any(len(g) != len(numbers) for g in alike)  # "6.3% and 5.0% in 2026 and 6.5% …"
        others = any(start <= m.start < end for m in marks)
        return None if apart or crossed or (between and others) else partners


def _within(indicator: Mark, regions: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return the region that an indicator names itself: the Bund of "10-year Bunds"."""
    own = [m for m in regions if indicator.start <= m.start and m.end <= indicator.end]
    return (own[0],) if len({m.key for m in own}) == 1 else ()


def _other_mark(quantity: Quantity) -> Mark:
    return Mark(Indicator.OTHER.value, quantity.start, quantity.end)


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
        return mark.key not in (*counted, Indicator.FX_RATE, Indicator.EQUITY_INDEX)
    if unit is Unit.COUNT:
        return mark.key in (*_COUNTED, Indicator.EQUITY_INDEX)
    return mark.key in (*_BARE, *_PRICED) or bool(quantity.spelled and quantity.low == 0)
