"""Page -> candidates from sentences, bullets and headings.

For every number the reader binds the words that may give it meaning: indicator, region, period,
measure, unit, kind and speaker, from the same sentence where they stand there, else from the
sentences and headings before. It binds and does not judge; numbers that plainly tell of the past
are rejected here because only the sentence shows it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ingest.calls.reader import CallReader
from ingest.candidates import (
    ASSUMED,
    BARE_MEASURE,
    CROSSED,
    CROWDED,
    LEAPT,
    LISTED,
    OPEN_YEAR,
    POINTED,
    RIVALLED,
    SAID,
    TERMLESS,
    UNLED,
    Candidate,
    Origin,
    Phrase,
)
from ingest.prose.binding import Binder, Bound
from ingest.prose.former import is_open
from ingest.prose.heads import surnames, without_surnames
from ingest.prose.mark import Mark
from ingest.prose.marks import Marked, is_bare_measure, is_bond, mark
from ingest.prose.memory import Memory
from ingest.prose.phrasing import Phraser
from ingest.prose.polls import find_poll
from ingest.prose.questions import questions
from ingest.prose.remembering import remember
from ingest.prose.rivals import is_rivalled, is_said_by_another
from ingest.prose.sentences import Sentence, read_sentences
from ingest.prose.tenses import is_forward, tells_of_now, why_not
from ingest.prose.topics import find_topic
from ingest.resolving import cues, lexicon
from ingest.resolving.meanings import outlook_year
from ingest.resolving.places import home_of
from warehouse.records import Box, Rejection
from warehouse.vocabulary import Reason, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.context import ReadingContext
    from ingest.geometry import BBox
    from ingest.pdf.layout import Page
    from ingest.resolving.horizons import Horizon
    from ingest.resolving.quantities import Quantity

LATE_IN_YEAR = 11  # month from which on "the end of the year" may be that of the year before us
_IS_SEEN = re.compile(
    r"\b(?:is|are)\s+(?:(?:now|still)\s+)?(?:seen|expected|projected|forecast|put)\b"
)
_OURS = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
FAR_AHEAD = 240  # days: a month so far ahead may as well be the one just over
CROWD = 9  # numbers in one sentence from which on pairing is doubtful
MOSTLY = 0.6  # share of a page's regions that one must have to stand for all of it
FEWEST_NAMED = 3  # times it must be named at least

_THE_YEAR = re.compile(r"^(?:of\s+)?the\s+year$|^(?:the\s+)?year[\s-]end$", re.IGNORECASE)
_DETAIL = {
    Reason.HISTORY: "the sentence tells of what has been, or of where things stand",
    Reason.DIFFERENCE: "the number is a revision or a contribution, not a level",
    Reason.AMBIGUOUS: "the sentence denies the number, and states no other",
    Reason.HYPOTHETICAL: "the sentence gives an example, not a forecast",
    Reason.NOT_A_FORECAST: "nothing in the sentence looks ahead and no period is named, or it asks",
}


def find_candidates(
    page: Page,
    *,
    context: ReadingContext,
    taken: Sequence[BBox] = (),
    memory: Memory | None = None,
) -> list[Candidate | Rejection]:
    """Read the running text of a page.

    Args:
        page: its words.
        context: publisher and date of the report.
        taken: places of numbers and labels that the table reader has already read.
        memory: what the page before was about; kept up to date, for text over a page break.
    """
    memory = memory if memory is not None else Memory()
    sentences = read_sentences(page)
    beyond = _region_of(sentences)
    home = home_of(context.publisher, context.title) or _named_by(context.home)
    early = context.published is not None and context.published.month < LATE_IN_YEAR
    found: list[Candidate | Rejection] = []
    asked = questions(sentences)
    people = surnames(sentences, title=context.title, asked=bool(asked))
    if memory.poll is None:
        memory.poll = find_poll(sentences, publisher=context.publisher, title=context.title)
    if memory.topic is None:
        memory.topic = find_topic(sentences, title=context.title) if page.number == 1 else None
    for index, sentence in enumerate(sentences):
        memory.enter(sentence)
        memory.asked = index in asked
        marked = mark(
            sentence.text,
            published=context.published,
            anchor=None if early else memory.anchor,
            pair=memory.pair,
            home=home or memory.place,
            couple=memory.couple,
            running=memory.running_pair,
        )
        marked = without_surnames(marked, people)
        phraser = Phraser(
            sentence, marked, memory, publisher=context.publisher, beyond=beyond, home=home
        )
        found.extend(_SentenceReader(phraser, context, taken).read())
    return found


def _named_by(words: Phrase | None) -> str | None:
    """Return the region that some words name."""
    named = lexicon.regions().find(words.text) if words is not None else ()
    return named[0].key if named else None


def _region_of(sentences: Sequence[Sentence]) -> tuple[Phrase, ...]:
    """Return the region that most of a page speaks of, as the last resort for its numbers."""
    named = [(n, s) for s in sentences for n in lexicon.regions().find(s.text)]
    for key, times in Counter(n.key for n, _ in named).most_common(1):
        if times >= FEWEST_NAMED and times >= MOSTLY * len(named):
            name, sentence = next((n, s) for n, s in named if n.key == key)
            return (sentence.phrase(name.start, name.end, origin=Origin.PAGE),)
    return ()


class _SentenceReader:
    """Reads the numbers and calls of one sentence."""

    def __init__(self, phraser: Phraser, context: ReadingContext, taken: Sequence[BBox]) -> None:
        self.phraser, self.context, self.taken = phraser, context, taken
        self.sentence, self.marked = phraser.sentence, phraser.marked
        self.memory = phraser.memory

    def read(self) -> list[Candidate | Rejection]:
        """Return a candidate or rejection for every number or call that may be one of ours."""
        if not self.sentence.is_heading or self.sentence.headings:
            self.memory.headings = self.sentence.headings or self.memory.headings
        binder = Binder(self.marked, self.memory)
        bound = [binder.bind(i) for i in range(len(self.marked.quantities))]
        found: list[Candidate | Rejection] = []
        for one in bound:
            quantity = self.marked.quantities[one.index]
            if self._is_taken(quantity) or not binder.counts(one):
                continue
            reason = self._past(self.marked, one)
            if reason is not None:
                found.append(self._rejected(quantity, reason))
            else:
                found += self._candidates(self.phraser, one, binder)
        found += self._calls()
        ahead = [h for h in self.marked.horizons if self._is_ahead(h)]
        remember(self.phraser, bound, forward=is_forward(self.marked.text), ahead=ahead)
        return found

    def _calls(self) -> list[Candidate | Rejection]:
        """Return what becomes of each direction that the sentence gives without a number."""
        found = CallReader(self.phraser, self.context, self.memory.calls).read()
        return [call for call in found if not self._is_inside(_places(call))]

    def _is_taken(self, quantity: Quantity) -> bool:
        return self._is_inside(self.sentence.boxes(quantity.start, quantity.end))

    def _is_inside(self, boxes: Sequence[BBox]) -> bool:
        """Whether the first of some boxes lies where the table reader has read."""
        for x0, top, x1, bottom in boxes[:1]:
            x, y = (x0 + x1) / 2, (top + bottom) / 2
            if any(t[0] <= x <= t[2] and t[1] <= y <= t[3] for t in self.taken):
                return True
        return False

    def _past(self, marked: Marked, one: Bound) -> Reason | None:
        if self.memory.asked and not self.phraser.speakers(one.index):
            return Reason.NOT_A_FORECAST
        horizon = one.horizons[0] if one.horizons else None
        ahead = horizon is not None and self._is_ahead(horizon)
        begun = horizon is not None and self._has_begun(horizon)
        polled = self.memory.poll or cues.said(marked.text, "speakers", "consensus")
        reason = why_not(
            marked, one.index, horizon, ahead=ahead, begun=begun, told=polled is not None
        )
        if reason is not None:
            return reason
        if horizon is None and one.borrowed is None and not is_forward(marked.text):
            told = tells_of_now(marked.text)
            leaning = self.memory.ahead and self.memory.period is not None
            return None if leaning and not told else Reason.NOT_A_FORECAST
        return None

    def _is_ahead(self, horizon: Horizon) -> bool:
        published = self.context.published
        if horizon.period is None or published is None:
            return horizon.period is not None
        return not horizon.period.is_complete(published)

    def _has_begun(self, horizon: Horizon) -> bool:
        published, period = self.context.published, horizon.period
        if published is None or period is None or period.start is None:
            return False
        return period.start <= published

    def _rejected(self, quantity: Quantity, reason: Reason) -> Rejection:
        text = self.marked.text[quantity.start : quantity.end]
        places = self.sentence.boxes(quantity.start, quantity.end)
        boxes = tuple(Box(self.sentence.page, *p, Role.VALUE, text) for p in places)
        detail = _DETAIL.get(reason, "the sentence does not state a forecast")
        return Rejection(self.sentence.page, text, self.marked.text, boxes, reason, detail)

    def _candidates(self, phraser: Phraser, one: Bound, binder: Binder) -> list[Candidate]:
        regions: Sequence[Mark | None] = one.regions or (None,)
        horizons: Sequence[Horizon | None] = one.horizons or (None,)
        marked = phraser.marked
        quantity, unit = marked.quantities[one.index], binder.units[one.index]
        apart = quantity.each is not None and len(one.horizons) == quantity.low
        reach = quantity.each if apart and quantity.each else quantity.reach
        value = self.sentence.phrase(*reach, origin=Origin.VALUE)
        doubts = self._doubts(one)
        return [
            Candidate(
                self.sentence.page,
                "prose",
                value,
                phraser.phrases(one, region, horizon, unit=unit, subject=subject),
                marked.text,
                doubts,
            )
            for region in regions
            for horizon in horizons
            for subject in phraser.subjects(one)
        ]

    def _leaves_year_open(self, one: Bound) -> bool:
        """Whether "the year" is said late in one year, of a report that looks at the next."""
        published = self.context.published
        if published is None or published.month < LATE_IN_YEAR or self.memory.anchor is not None:
            return False
        outlook = outlook_year(title=self.context.title, published=published)
        named = {h.period.text[:4] for h in self.marked.horizons if h.period is not None}
        return (
            outlook not in (None, str(published.year))
            and not named - {str(published.year)}
            and any(_THE_YEAR.search(h.text) for h in one.horizons)
        )

    def _may_go_on(self) -> bool:
        """Whether "is seen at" may go on with what a house of the sentence before has said."""
        speaker = self.memory.speaker
        if speaker is None or self.memory.past_turn or self.context.publisher is None:
            return False
        named = {n.key for n in lexicon.institutions().find(speaker.text)}
        said = _IS_SEEN.search(self.marked.text) and not _OURS.search(self.marked.text)
        return bool(said and named and self.context.publisher not in named)

    def _crosses(self, one: Bound) -> bool:
        """Whether a period is taken over a clause border, from among several on its far side."""
        if len(one.horizons) != 1 or one.listed:
            return False
        own, number = one.horizons[0], self.marked.quantities[one.index]
        if own.end > number.start or not any(
            own.end <= b < number.start for b in self.marked.borders
        ):
            return False
        told = {str(h.period) for h in self.marked.horizons if h.end <= number.start and h.period}
        return len(told) > 1

    def _leaps(self, horizon: Horizon) -> bool:
        """Whether a bare month or quarter is put most of a year ahead, past one just over."""
        published, period = self.context.published, horizon.period
        if published is None or period is None or period.start is None or not horizon.part:
            return False
        far = (period.start - published).days > FAR_AHEAD and period.start.year > published.year
        return far and str(period.start.year) not in self.marked.text

    def _words_doubts(self, one: Bound) -> list[str]:
        """Return what is in doubt about the words that name what a number is of."""
        text, named = self.marked.text, one.indicator
        doubts = []
        if named is not None and is_bond(named, text):
            doubts.append(TERMLESS)
        if named is not None and is_bare_measure(named, text):
            doubts.append(BARE_MEASURE)
        if cues.said(text, "kinds", "assumed"):
            doubts.append(ASSUMED)
        return doubts

    def _doubts(self, one: Bound) -> tuple[str, ...]:
        doubts = self._words_doubts(one)
        if len(self.marked.quantities) >= CROWD:
            doubts.append(CROWDED)
        if not is_forward(self.marked.text) and not one.horizons:
            doubts.append(UNLED)
        if one.listed:
            doubts.append(LISTED)
        if is_open(self.marked.text, (*self.marked.regions, *self.marked.indicators)):
            doubts.append(POINTED)
        if not (one.indicator and one.regions and one.horizons):
            alone = self.phraser.phrases(one, None, None, unit=None)
            if is_rivalled(self.marked, one, alone, home=self.phraser.home):
                doubts.append(RIVALLED)
        first = self.marked.quantities[one.index].start
        another = is_said_by_another(self.marked.text, first)
        another = another or self._may_go_on()
        if another and not self.phraser.speakers(one.index):
            doubts.append(SAID)
        if self._leaves_year_open(one):
            doubts.append(OPEN_YEAR)
        if any(self._leaps(horizon) for horizon in one.horizons):
            doubts.append(LEAPT)
        if self._crosses(one):
            doubts.append(CROSSED)
        return tuple(doubts)


def _places(call: Candidate | Rejection) -> Sequence[BBox]:
    """Return where the words of a call stand, whatever became of it."""
    if isinstance(call, Rejection):
        return [(box.x0, box.top, box.x1, box.bottom) for box in call.boxes]
    return call.value.boxes
