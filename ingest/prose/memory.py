"""What the sentences before were about: a subject, a region, a period, a speaker, a scenario.

A sentence that does not name its subject leans on the one before. A new paragraph drops a scenario
and any period finer than a year; a heading drops the subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.calls.memory import CallMemory
from ingest.candidates import Origin
from ingest.prose.leaning import Trace
from ingest.resolving import lexicon

if TYPE_CHECKING:
    from ingest.candidates import Phrase
    from ingest.prose.sentences import Sentence
    from ingest.resolving.horizons import Horizon
    from warehouse.periods import Period


@dataclass
class Memory:
    """What the next sentence may lean on; every phrase says that it stands in an earlier one.

    Attributes:
        indicator: the last indicator that a number was bound to.
        region: likewise the region, or the subject of a sentence without numbers.
        period: the last period that was not over.
        horizon: the same, read.
        periods: the periods of the last sentence that named any, for "the same three years".
        speaker: the last house that said something.
        past_turn: whether it spoke in an earlier paragraph, so that only "it sees" goes on with it.
        poll: the words that make the whole text the report of a poll.
        scenario: the words that make a scenario of the running paragraph.
        topic: the words that make insolvencies the subject of the whole report.
        both: the two indicators that the last sentence gave numbers for.
        headings: the last headings, nearest first; text over a page break keeps them.
        pair: the currency pair named last.
        running_pair: the same, or the dollar pair of a lone currency, of the running paragraph.
        couple: the two regions that the last sentence named side by side.
        ahead: whether the last sentences looked ahead.
        asked: whether somebody else asks a question in the running paragraph.
        bank: the central bank that the running paragraph named last.
        banks: the regions of all that it has named.
        last_bank: the one named last in all that was read.
        committee: the central bank whose officials the sentence before let speak.
        indicators, regions, dates: what the running paragraph has named of each.
        calls: what calls may lean on.
    """

    indicator: Phrase | None = None
    region: Phrase | None = None
    period: Phrase | None = None
    horizon: Horizon | None = None
    periods: list[tuple[Phrase, Horizon]] = field(default_factory=list)
    speaker: Phrase | None = None
    past_turn: bool = False
    poll: Phrase | None = None
    scenario: Phrase | None = None
    topic: Phrase | None = None
    both: tuple[Phrase, ...] = ()
    headings: tuple[Phrase, ...] = ()
    ahead: bool = False
    asked: bool = False
    pair: str | None = None
    running_pair: str | None = None
    couple: tuple[str, str] | None = None
    bank: Phrase | None = None
    last_bank: Phrase | None = None
    committee: Phrase | None = None
    banks: set[str] = field(default_factory=set)
    indicators: Trace = field(default_factory=Trace)
    regions: Trace = field(default_factory=Trace)
    dates: Trace = field(default_factory=Trace)
    calls: CallMemory = field(default_factory=CallMemory)
    _paragraph: tuple[int, int] = (0, -1)

    def enter(self, sentence: Sentence) -> None:
        """Forget what a new paragraph does not inherit."""
        place = (sentence.page, sentence.paragraph)
        if place == self._paragraph:
            return
        self._paragraph = place
        if sentence.text[:1].islower():  # runs on from the block or page before
            return
        self.scenario = self.bank = self.committee = self.running_pair = None
        self.banks = set()
        self.past_turn = self.speaker is not None and self.speaker.origin is not Origin.CLAUSE
        for trace in (self.indicators, self.regions, self.dates):
            trace.enter()
        if self.horizon is not None and not re.fullmatch(r"\d{4}", str(self.horizon.period)):
            self.period = self.horizon = None

    def drop_subject(self) -> None:
        """Forget what a heading ends: the subject, its region and its periods."""
        self.indicator = self.region = self.period = self.horizon = None
        self.periods = []

    @property
    def place(self) -> str | None:
        """The one country that the text before was about."""
        places = set(lexicon.places_in(self.region.text)) if self.region else set()
        return places.pop() if len(places) == 1 else None

    @property
    def anchor(self) -> Period | None:
        """The period that "the year" and "year-end" lean on."""
        return self.horizon.period if self.horizon else None
