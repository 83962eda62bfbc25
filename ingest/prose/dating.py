"""Marks of a sentence + memory -> the periods of each number: beside it, in order, or lasting."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.prose.kinds import is_left, is_replaced, is_revision
from ingest.prose.nearness import (
    blanked,
    direct,
    group,
    in_other_brackets,
    is_aside,
    nearest,
    paired,
)
from ingest.resolving import cues
from ingest.resolving.horizon_words import QUARTERS_A_YEAR, whole
from warehouse.vocabulary import Measure, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.candidates import Phrase
    from ingest.prose.marks import Marked
    from ingest.prose.memory import Memory
    from ingest.prose.nearness import Placed
    from ingest.resolving.horizons import Horizon

PAIR = 2  # periods side by side are a list, also where one holds the other
PERIOD_FAR_RIGHT = 22.0  # a period at the end of a sentence often holds for all of it

_STAYS = re.compile(
    r",?\s+and\s+(?:still\s+)?(?:at\s+)?(?:the|that|this)\s+(?:same\s+)?(?:level|rate)\s+(?:at|by|in)\s+(?:the\s+)?|"
    r",?\s+(?:where|and|before|then)\s+(?:[a-z’']+\s+){0,4}?(?:stay|remain|hold|keep)(?:s|ing)?(?:\s+[a-z]+){0,3}\s+"
    r"(?:the\s+end\s+of\s+)?",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r",\s+(?:starting|beginning|commencing|kicking\s+off)\s+(?:(?:in|from|as\s+early\s+as|with|at|the)\s+)*$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?:end|finish|clos|exit)(?:s|es|ing)\b", re.IGNORECASE)  # a verb of its own
_PEAK = re.compile(  # "with the deposit rate peaking at", "for a peak of"
    r"(?:,\s+(?:with|and|where)|\b(?:for|to)\s+a)\b[^,;%\d]{0,40}\b(?:peak(?:s|ing)?|top(?:s|ping)?\s+out)\s+"
    r"(?:(?:of|at|near|around)\s+)*$",
    re.IGNORECASE,
)
_TURN = re.compile(r"\b(?:before|then|ahead\s+of)\s+(?:[\w-]+\s+){1,4}?", re.IGNORECASE)
_LEFT_BEHIND = re.compile(  # "after a jump of", "following growth of"
    r"\b(?:after|following)\s+(?:(?!to\b|by\b)[\w'’-]+\s+){0,4}?$", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:due\s+to|because\s+of|owing\s+to|thanks\s+to|on\s+account\s+of)\b[^,;.%]{0,60}$",
    re.IGNORECASE,
)
_OWN_VERB = re.compile(
    r",\s+(?:and|but|while|whereas)\s+(?:(?!\b(?:we|to|then|it)\b)[^,;%]){2,60}?\b(?:should|will|would|could|may|is|are)\s",
    re.IGNORECASE,
)
_NEXT_CLAUSE = re.compile(r"[,;]\s+(?:and|while|whereas|but)\b", re.IGNORECASE)
_MOVED_ON = re.compile(r"\b(?:to|from|before|then|by)\b", re.IGNORECASE)
_SINCE = re.compile(  # "the best since 2005", "up 0.5% on 2014"
    r"\bsince\s+(?:the\s+)?$|(?:%|per\s?cent)\s+(?:up\s+|down\s+|more\s+|fewer\s+|higher\s+|lower\s+)?(?:on|than\s+in)\s+$",
    re.IGNORECASE,
)
_ROUNDS = re.compile(r"['’]s?\s+(?:\w+\s+)?[+−–-]?[\d½¼¾]")  # "from September's 2.4%"
_IN_TURN = re.compile(
    r"(?:\s+(?:from|by)\s+(?:the\s+)?)?\s*,\s+(?:one\s+each\s+)?(?:in|at|by)\s+", re.IGNORECASE
)
_OWNS = re.compile(
    r"['’]s?\s+(?:(?:estimated|expected|projected|forecast|likely|meagre|modest|strong|weak)\s+)?",
    re.IGNORECASE,
)
_COUNTED_IN = re.compile(
    r"(?:\s+(?:coming|to\s+come|ahead|left))?,?\s+(?:one\s+each\s+)?(?:in|at|by)\s+(?:both\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_LEADS_TO = re.compile(
    r",?\s+(?:(?:taking|bringing)\s+(?:it|rates|the\s+rate)\s+)?to\s+(?:a\s+)?", re.IGNORECASE
)


class Dating:
    """Dates the numbers of one sentence."""

    def __init__(self, marked: Marked, memory: Memory) -> None:
        self.marked, self.memory = marked, memory

    def of(
        self, index: int, numbers: list[int]
    ) -> tuple[tuple[Horizon, ...], tuple[Phrase, Horizon] | None, bool]:
        """Return a number's periods, one borrowed from the sentence before, and if paired by order.

        Args:
            index: which number.
            numbers: the list of numbers that it stands in.
        """
        marked, memory = self.marked, self.memory
        if shared := self._of_left(index) or self._owner(index):
            return shared, None, False
        if spread := self._each_in_turn(index):
            return spread, None, False
        usable = [h for h in marked.horizons if h.period is not None or not h.part]
        usable = [
            h
            for h in usable
            if not (self._is_reason(h, index) or self._is_next(h, index))
            and not is_aside(marked.text, h)
            and not _SINCE.search(marked.text[: h.start])
            and not in_other_brackets(
                marked.text, h, marked.quantities[index].start, marked.quantities
            )
            and not self._is_of_next_subject(h, index)
            and not (h.part and _ROUNDS.match(marked.text, h.end))
            and not self._is_before_peak(h, index)
            and not self._is_start(h, index)
            and not (self._is_anothers_past(h, index) or self._is_behind_turn(h, index))
        ]
        if len(numbers) > 1:
            partners = paired(marked.text, marked.quantities, numbers, usable)
            if partners:
                return (partners[numbers.index(index)],), None, True
            if repeated := self._repeated(numbers):
                return (repeated[numbers.index(index)],), None, True
            if (closing := self._closing(numbers, usable)) is not None:
                return (closing,), None, False
            echoed = cues.said(marked.text, "prose", "same_periods") or not usable
            if echoed and len(memory.periods) == len(numbers):
                return (), memory.periods[numbers.index(index)], False
        if (moved := self._of_moves(index, usable)) is not None:
            return (moved,), None, False
        skip: tuple[Placed, ...] = (*marked.regions, *marked.indicators)
        best = nearest(
            marked.text, index, marked.quantities, usable, marked.borders, skip=skip,
            far_right=PERIOD_FAR_RIGHT,
        )  # fmt: skip
        if best is None:
            return self._only_period(index, usable), None, False
        horizon, cost = best
        right = horizon.start >= marked.quantities[index].end
        together = next(g for g in group(marked.text, usable) if horizon in g)
        turned = any(_ENDS.match(h.text) for h in together)
        if right and cost == 0 and len(together) > 1 and len(numbers) == 1 and not turned:
            return _widest(together), None, False
        return (*_each_of(horizon), *self._lasting(horizon, usable)), None, False

    def _of_left(self, index: int) -> tuple[Horizon, ...]:
        """Return the period behind the old figure of a new one: "to 5.5% from 5.3% for 2026"."""
        marked, following = self.marked, index + 1
        if following >= len(marked.quantities) or not is_left(marked, following):
            return ()
        if not is_revision(marked.text):
            return ()
        old = marked.quantities[following]
        behind = [h for h in marked.horizons if direct(marked.text, old, h, skip=marked.regions)]
        own = [h for h in marked.horizons if marked.quantities[index].end <= h.start < old.start]
        return () if own else tuple(behind[:1])

    def _owner(self, index: int) -> tuple[Horizon, ...]:
        """Return the period that owns a number: "stronger than this year's 1.9%"."""
        text, start = self.marked.text, self.marked.quantities[index].reach[0]
        return tuple(
            h
            for h in self.marked.horizons
            if h.period is not None and not h.part and _OWNS.fullmatch(text, h.end, start)
        )[:1]

    def _each_in_turn(self, index: int) -> tuple[Horizon, ...]:
        """Return a period for each of some moves: "two more 25bp hikes, in March and September".

        Without a size there is only their number, which is that of the year.
        """
        marked, quantity = self.marked, self.marked.quantities[index]
        counts = quantity.per_move or quantity.unit in (Unit.CUTS, Unit.HIKES)
        if not counts or quantity.low is None or quantity.low <= 1:
            return ()
        dated = [h for h in marked.horizons if h.start >= quantity.end and h.period is not None]
        together = next((g for g in group(marked.text, dated) if g[0] is dated[0]), [])
        if len(together) != quantity.low:
            return ()
        lead = blanked(marked.text, quantity.end, together[0].start, marked.regions)
        if quantity.each is not None:
            return tuple(together) if _IN_TURN.fullmatch(lead) else ()
        parts = not any(re.fullmatch(r"\d{4}", str(h.period)) for h in together)
        return _years_of(together) if parts and _COUNTED_IN.fullmatch(lead) else ()

    def _closing(self, numbers: list[int], usable: list[Horizon]) -> Horizon | None:
        """Return the one period right behind a list that other names go with in order.

        "India and Indonesia should grow 6.3% and 5.0% in 2026"
        """
        marked = self.marked
        names = (marked.regions, marked.indicators)
        if not any(paired(marked.text, marked.quantities, numbers, marks) for marks in names):
            return None
        last = self.marked.quantities[numbers[-1]]
        skip = self.marked.regions
        behind = [h for h in usable if direct(self.marked.text, last, h, skip=skip)]
        together = next((g for g in group(self.marked.text, usable) if g[0] in behind), [])
        return behind[0] if behind and len(together) == 1 else None

    def _of_moves(self, index: int, usable: list[Horizon]) -> Horizon | None:
        """Return the period of the moves that lead to a level: "twice this year, to 1.5%"."""
        if not index:
            return None
        before, level = self.marked.quantities[index - 1], self.marked.quantities[index]
        if before.unit not in (Unit.BP, Unit.CUTS, Unit.HIKES) and not before.per_move:
            return None
        between = [h for h in usable if before.end <= h.start and h.end <= level.reach[0]]
        if len(between) != 1 or not _LEADS_TO.fullmatch(
            self.marked.text, between[0].end, level.reach[0]
        ):
            return None
        own = [h for h in usable if direct(self.marked.text, level, h)]
        return None if own else between[0]

    def _lasting(self, horizon: Horizon, usable: list[Horizon]) -> tuple[Horizon, ...]:
        """Return the period through which a level holds: "at end-2026, where it stays in 2027"."""
        later = [h for h in usable if h.start >= horizon.end][:1]
        for other in later:
            if other.period is None or not _STAYS.fullmatch(
                self.marked.text, horizon.end, other.start
            ):
                continue
            year_end = horizon.measure is Measure.YEAR_END and re.fullmatch(
                r"\d{4}", other.period.text
            )
            end = whole(f"{other.period.text}-12", measure=Measure.YEAR_END) if year_end else None
            return (
                (replace(other, period=end.period, measure=end.measure, is_relative=True),)
                if end
                else (other,)
            )
        return ()

    def _is_reason(self, horizon: Horizon, index: int) -> bool:
        """Whether a period only dates the reason of a clause before: "due to the weak 2025"."""
        text, start = self.marked.text, self.marked.quantities[index].start
        reason = _REASON.search(text[: horizon.start])
        between = text[horizon.end : start] if reason and horizon.end <= start else ""
        return _NEXT_CLAUSE.search(between) is not None

    def _is_anothers_past(self, horizon: Horizon, index: int) -> bool:
        """Whether a period only dates the number that is left behind: "1.6% after 2.8% in 2024"."""
        marked = self.marked
        year = re.fullmatch(r"\d{4}", str(horizon.period)) is not None
        return any(
            other != index
            and (
                (quantity.is_former and year and not is_replaced(marked, other, horizon))
                or _LEFT_BEHIND.search(marked.text[: quantity.reach[0]])
            )
            and direct(marked.text, quantity, horizon, skip=marked.regions)
            for other, quantity in enumerate(marked.quantities)
        )

    def _is_behind_turn(self, horizon: Horizon, index: int) -> bool:
        """Whether a period is only that of what comes next: "fall 1% before gaining 2% in 2026"."""
        marked, end = self.marked, self.marked.quantities[index].end
        turn = _TURN.search(marked.text, end, horizon.start) if horizon.start >= end else None
        between = (q for q in marked.quantities[index + 1 :] if q.end <= horizon.start)
        return turn is not None and any(turn.end() <= q.start for q in between)

    def _is_before_peak(self, horizon: Horizon, index: int) -> bool:
        """Whether a period dates the move up to a peak: "a hike in July, for a peak of 4%"."""
        text, start = self.marked.text, self.marked.quantities[index].reach[0]
        peak = _PEAK.search(text[:start]) if horizon.end <= start else None
        return peak is not None and horizon.end <= peak.start()

    def _is_start(self, horizon: Horizon, index: int) -> bool:
        """Whether a period only says when moves begin: "75bp in 2026, starting in June"."""
        named = len({str(h.period) for h in self.marked.horizons}) > 1
        return named and _STARTS.search(self.marked.text[: horizon.start]) is not None

    def _is_next(self, horizon: Horizon, index: int) -> bool:
        """Whether a year end is that of the next number, which has a verb of its own.

        "France will stay near 7.7%, and Spain should fall under 10% by the end of the year."
        """
        marked, end = self.marked, self.marked.quantities[index].end
        if horizon.measure is not Measure.YEAR_END or horizon.start < end:
            return False
        own = _OWN_VERB.search(marked.text, end, horizon.start)
        return own is not None and any(
            own.start() < q.start < horizon.start for q in marked.quantities
        )

    def _is_of_next_subject(self, horizon: Horizon, index: int) -> bool:
        """Whether a part of a year only dates another figure, whose clause has its own subject.

        "Growth should slow to 1.1%, and unemployment rise to 5.3% by mid-2026."
        """
        marked, end = self.marked, self.marked.quantities[index].end
        if horizon.start < end or re.fullmatch(r"\d{4}", str(horizon.period)):
            return False
        joined = _NEXT_CLAUSE.search(marked.text, end, horizon.start)
        if joined is None:
            return False
        named = [m for m in marked.indicators if joined.end() <= m.start < horizon.start]
        return bool(named) and any(
            named[0].end <= q.start < horizon.start for q in marked.quantities
        )

    def _only_period(self, index: int, usable: list[Horizon]) -> tuple[Horizon, ...]:
        """Return the period at the end of the clause, which holds for all numbers before it."""
        text, end = self.marked.text, self.marked.quantities[index].end
        behind = [h for h in usable if h.start >= end]
        if not behind:
            return ()
        apart = any(end <= b < behind[0].start for b in self.marked.borders)
        moved = len(usable) > 1 and _MOVED_ON.search(text, end, behind[0].start)
        return () if apart or moved else (behind[0],)

    def _repeated(self, numbers: list[int]) -> list[Horizon] | None:
        """Return the periods of the numbers before, for a list without periods of its own.

        "The US grows by 2.0% in 2026 and 1.8% in 2027, Japan by 0.8% and 0.7%."
        """
        marked = self.marked
        last = marked.quantities[numbers[-1]]
        if any(h.start >= last.end for h in marked.horizons if direct(marked.text, last, h)):
            return None
        owned: dict[str, Horizon] = {}
        for quantity in marked.quantities[: numbers[0]]:
            for horizon in marked.horizons:
                if horizon.period and direct(marked.text, quantity, horizon, skip=marked.regions):
                    owned[horizon.period.text] = horizon
        found = list(owned.values())[-len(numbers) :]
        return found if len(found) == len(numbers) else None


def _widest(together: Sequence[Horizon]) -> tuple[Horizon, ...]:
    """Return the one period that holds all the others, if one does, else all.

    "50bp in the second half, in September and December"
    """
    spans = [(h.period.start, h.period.end, h) for h in together if h.period is not None]
    for start, end, horizon in spans:
        if start is None or end is None or len(spans) <= PAIR:
            continue
        if all(s and e and start <= s and e <= end for s, e, _ in spans):
            return (horizon,)
    return tuple(together)


def _years_of(together: Sequence[Horizon]) -> tuple[Horizon, ...]:
    """Return the year, or the years, that some months or quarters are parts of."""
    years = [h.period.start.year for h in together if h.period and h.period.start]
    if len(years) < len(together):
        return ()
    first, last = min(years), max(years)
    span = whole(str(first) if first == last else f"{first}-{last}")
    if span is None:
        return ()
    return (replace(together[0], period=span.period, measure=None, is_relative=True, part=""),)


def _each_of(horizon: Horizon) -> tuple[Horizon, ...]:
    """Return the single quarters of "each of the following three", else the period itself."""
    span = re.fullmatch(r"(\d{4})Q(\d)-(\d{4})Q(\d)", str(horizon.period))
    if span is None or not horizon.text.lower().startswith("each of"):
        return (horizon,)
    first, last = (int(span[n]) * QUARTERS_A_YEAR + int(span[n + 1]) - 1 for n in (1, 3))
    texts = (f"{n // QUARTERS_A_YEAR}Q{n % QUARTERS_A_YEAR + 1}" for n in range(first, last + 1))
    found = (whole(text) for text in texts)
    return tuple(replace(horizon, period=one.period) for one in found if one is not None)
