"""Sentence -> candidates of its calls, with the words that date and place them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.calls.currencies import currency_calls
from ingest.calls.labels import is_name, label_of
from ingest.calls.memory import Topic
from ingest.calls.polls import is_minority, majority
from ingest.calls.rates import rate_calls
from ingest.calls.scene import OPENS, Scene
from ingest.calls.times import times_of
from ingest.calls.turned_away import turned_away
from ingest.calls.words import currency_words, directions, rate_words
from ingest.candidates import Candidate, Meaning, Origin, Phrase
from ingest.prose.kinds import Span
from ingest.prose.nearness import group
from ingest.resolving import cues, lexicon
from ingest.resolving.attribution import CONSENSUS
from ingest.resolving.quantities import Quantity
from warehouse.reference import regions
from warehouse.vocabulary import Indicator, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.calls.call import Call
    from ingest.calls.memory import CallMemory
    from ingest.context import ReadingContext
    from ingest.prose.mark import Mark
    from ingest.prose.phrasing import Phraser
    from ingest.resolving.horizons import Horizon
    from warehouse.records import Rejection

_NAMES = {
    Indicator.FX_RATE: "exchange rate",
    Indicator.POLICY_RATE_CHANGE: "rate cuts",
    Indicator.POLICY_RATE: "policy rate",
}
_IF = re.compile(
    r"\b(?:if|(?<=for )as long as|were to|in the event of|in case of|provided that|"
    r"assuming)\b",
    re.IGNORECASE,
)
_NOT_IF = re.compile(r"(?:even|as)\s+$", re.IGNORECASE)
_ANYTHING = re.compile(r"if\s+(?:anything|at all|only|not|any)\b", re.IGNORECASE)
_OPENED = re.compile(r"\s*(?:(?:Should|Were|Had)\s+(?!be\b)\w+|(?:Provided|Unless)\b)")
_CREDITED = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
_INFERRED = re.compile(r"(?:This|These|That|Those)\b")
_CAPTION = re.compile(r"(?:figure|fig\.|exhibit|chart|table|graph|box)\s", re.IGNORECASE)


class CallReader:
    """Reads the calls of one sentence."""

    def __init__(self, phraser: Phraser, context: ReadingContext, memory: CallMemory) -> None:
        self.phraser, self.context, self.memory = phraser, context, memory
        self.sentence, self.marked = phraser.sentence, phraser.marked
        self.scene = Scene(self.marked)
        self.place = (self.sentence.page, self.sentence.paragraph)

    def read(self) -> list[Candidate | Rejection]:
        """Return a candidate for each subject and period of each call, or why there is none."""
        text = self.marked.text
        if cues.said(text, "calls", "risk_paragraph"):
            self.memory.risky = self.place
        found: list[Candidate | Rejection] = []
        told, asked = may_hold_call(text), self._is_question()
        calls = self._calls() if told and not asked else []
        for call in calls:
            found += self._candidates(call, calls)
        if told:
            found += turned_away(self.scene, self.sentence, calls, asked=asked)
        self._remember(calls)
        return found

    def _is_question(self) -> bool:
        text = self.marked.text
        return text.rstrip().endswith("?") or cues.said(text, "kinds", "illustration") is not None

    def _calls(self) -> list[Call]:
        known = {name: place == self.place for name, place in self.memory.at.items()}
        topics = {kind: bool(self.memory.topic(kind, self.place)) for kind in ("rates", "fx")}
        rates = rate_calls(
            self.scene,
            known=known.get("rates", False) or topics["rates"],
            headed=topics["rates"],
        )
        monies = currency_calls(
            self.scene, known=known.get("fx", False) or topics["fx"], headed=topics["fx"]
        )
        kept: dict[tuple[object, ...], Call] = {}
        for call in (*rates, *monies):
            if is_minority(self.marked.text, call.start):
                continue
            given_up = cues.pattern("calls", "disowned").search(self.marked.text, call.end)
            if given_up and not any(self._speakers(call)):
                continue
            if call.doubts and self.memory.risky == self.place:
                continue  # what may happen in a paragraph on risks is not the view
            key = (call.indicator, call.stance, tuple(m.key for m in call.subjects), call.word)
            kept.setdefault(key, call)
        return list(kept.values())

    def _candidates(self, call: Call, calls: Sequence[Call]) -> list[Candidate]:
        kind = "fx" if call.indicator is Indicator.FX_RATE else "rates"
        subjects: Sequence[Phrase] = [self._subject(mark) for mark in call.subjects]
        if not subjects:
            subjects = self._known(kind)
        times: Sequence[Horizon | None] = times_of(
            self.scene, call, [c for c in calls if c.indicator is call.indicator],
            published=self.context.published,
        ) or (None,)  # fmt: skip
        means = "peak" if call.peak else call.stance.value
        value = _meaning(self.sentence.phrase(call.start, call.end, origin=Origin.VALUE), means)
        speakers = self._speakers(call)
        return [
            Candidate(
                self.sentence.page, "prose", value, self._phrases(call, subject, time, speaker),
                self.marked.text, call.doubts,
            )
            for speaker in speakers
            for subject in dict.fromkeys(subjects)
            for time in times
        ]  # fmt: skip

    def _known(self, kind: str) -> list[Phrase]:
        """Return who the text before was about, where the call itself names nobody."""
        if self.memory.at.get(kind) == self.place:
            return [_meaning(phrase, code) for phrase, code in self.memory.subjects[kind]]
        if topic := self.memory.topic(kind, self.place):
            return [_meaning(phrase, code) for phrase, code in topic]
        if kind == "fx":
            return []
        around = self.phraser.regions_around()
        return [around[0]] if around else []

    def _phrases(
        self, call: Call, subject: Phrase, time: Horizon | None, speaker: tuple[Phrase, ...]
    ) -> Mapping[Meaning, tuple[Phrase, ...]]:
        words = self.sentence.phrase(*call.word, origin=Origin.SENTENCE)
        return {
            Meaning.INDICATOR: (_meaning(words, _NAMES[call.indicator]),),
            Meaning.REGION: (subject,),
            Meaning.PERIOD: self._period(time),
            Meaning.KIND: self._kind(call),
            Meaning.INSTITUTION: speaker,
        }

    def _subject(self, mark: Mark) -> Phrase:
        return _meaning(
            self.sentence.phrase(mark.start, mark.end, origin=Origin.SENTENCE), mark.key
        )

    def _period(self, time: Horizon | None) -> tuple[Phrase, ...]:
        if time is not None:
            return (self.phraser.dated(time),)
        return (self.memory.span,) if self.memory.span else ()

    def _kind(self, call: Call) -> tuple[Phrase, ...]:
        """Return the words that make a scenario of a call."""
        text = self.marked.text
        for match in _IF.finditer(text):
            if ";" in text[min(match.end(), call.start) : max(match.start(), call.start)]:
                continue
            if (
                not _NOT_IF.search(text[: match.start()])
                and not _ANYTHING.match(text, match.start())
                and not _goes_on().match(text, match.start())
            ):
                return (self.phraser.phrase(Span(*match.span()), means=Kind.SCENARIO),)
        if (opened := _OPENED.match(text)) and not _goes_on().match(text):
            return (self.phraser.phrase(Span(*opened.span()), means=Kind.SCENARIO),)
        first, last = self._segment(call)
        if cues.pattern("kinds", "central").search(text, first, last):
            return ()
        if named := cues.pattern("kinds", "scenario").search(text, first, last):
            return (self.phraser.phrase(Span(*named.span()), means=Kind.SCENARIO),)
        scenario = self.phraser.memory.scenario
        return (scenario,) if scenario is not None else ()

    def _segment(self, call: Call) -> tuple[int, int]:
        """Return the stretch around a call up to the next joined move or clause."""
        first, last = self.scene.clause(call.word[0])
        joined = [m.start() for m in re.finditer(r"\band\b", self.marked.text)]
        after = [
            j
            for j in joined
            if call.end <= j < last and re.match(r"and\s+(?!the\b|in\b)\w+", self.marked.text[j:])
        ]
        return first, (after[0] if after else last)

    def _speakers(self, call: Call) -> list[tuple[Phrase, ...]]:
        """Return who says it; two where a third party's call is also the publisher's own."""
        text = self.marked.text
        first, last = self.scene.clause(call.word[0])
        market = cues.pattern("speakers", "market").search(text, first, call.start)
        if market is None and not re.search(
            r"\b(?:we|our)\b", text[first : call.start], re.IGNORECASE
        ):
            market = cues.pattern("speakers", "market").search(text, call.end, last)
        if market is not None:
            said: tuple[Phrase, ...] = (self.phraser.phrase(Span(*market.span())),)
        elif polled := self._polled(call):
            said = (polled,)
        elif officials := self._officials(call):
            said = (officials,)
        else:
            place = Quantity(
                text[call.start : call.end],
                call.start,
                call.end,
                None,
                None,
                reach=(call.start, call.end),
            )
            alone = replace(self.marked, quantities=(place,))
            said = tuple(p for p in self.phraser.of(alone).speakers(0) if not self._did(p))
            if not self.marked.speakers and _INFERRED.match(text):
                said = ()  # "this implies": the writer's own conclusion
        shared = cues.pattern("calls", "ours").search(text, call.end)
        return [said, ()] if said and shared else [said]

    def _did(self, speaker: Phrase) -> bool:
        """Whether a central bank is named for what it did: "the decision by the Bank of Japan"."""
        place = self.marked.text.find(speaker.text)
        named = [n.key for n in lexicon.institutions().find(speaker.text)]
        banks = lexicon.central_banks()
        credited = place >= 0 and _CREDITED.search(self.marked.text[:place]) is not None
        return credited and bool(named) and all(n in banks for n in named)

    def _polled(self, call: Call) -> Phrase | None:
        """Return "49 of 70 economists" as the consensus that most of them form."""
        many = majority(self.marked.text, call.start)
        if many is None:
            return None
        phrase = self.sentence.phrase(*many.span(), origin=Origin.SENTENCE)
        return _meaning(phrase, CONSENSUS)

    def _officials(self, call: Call) -> Phrase | None:
        """Return "officials suggest" as the words of their central bank."""
        match = _officials_say().search(self.marked.text, 0, call.start)
        if match is None:
            return None
        known = self.memory.subjects.get("rates", ())
        code = call.subjects[0].key if call.subjects else known[0][1] if known else ""
        bank = next((r.central_bank for r in regions() if r.code == code and r.central_bank), "")
        phrase = self.sentence.phrase(*match.span(), origin=Origin.SENTENCE)
        return _meaning(phrase, bank) if bank else None

    def _remember(self, calls: Sequence[Call]) -> None:
        memory = self.memory
        self._take_topic()
        if self.sentence.is_heading:
            memory.at = {}
            if not _CAPTION.match(self.sentence.text):
                memory.span = None
            return
        said = [c for c in calls if c.indicator is Indicator.FX_RATE and c.subjects]
        if said:
            self._keep("fx", said[-1].subjects)
        if not said and (monies := self.scene.monies):
            memory.at.pop("fx", None)
            if monies[0].start <= OPENS and len({m.key for m in monies}) == 1:
                self._keep("fx", monies[:1])
        spoken = [c for c in calls if c.indicator is not Indicator.FX_RATE and c.subjects]
        banks = self.scene.banks
        if spoken:
            self._keep("rates", spoken[-1].subjects)
        elif banks:
            self._keep("rates", tuple(group(self.marked.text, list(banks))[-1]))
        for call in calls:
            for time in times_of(self.scene, call, calls, published=self.context.published):
                if time.period is not None and re.fullmatch(r"\d{4}-\d{4}", time.period.text):
                    memory.span = self.phraser.dated(time, Origin.EARLIER_SENTENCE)

    def _take_topic(self) -> None:
        """Note whom a heading or the label of a paragraph names."""
        heading, scene = self.sentence.is_heading, self.scene
        if heading:
            self.memory.topics = {}
        for kind, named in (("rates", scene.banks), ("fx", scene.monies)):
            label = label_of(scene, named, headed=False)
            alone = is_name(self.marked.text, named)
            if not alone and label is None:
                continue
            marks = named if alone or label is None else label.marks
            origin = Origin.HEADING if heading else Origin.EARLIER_SENTENCE
            self.memory.topics[kind] = Topic(
                tuple((self.sentence.phrase(m.start, m.end, origin=origin), m.key) for m in marks),
                None if heading else self.place,
            )

    def _keep(self, name: str, marks: Sequence[Mark]) -> None:
        earlier = Origin.EARLIER_SENTENCE
        self.memory.subjects[name] = tuple(
            (self.sentence.phrase(m.start, m.end, origin=earlier), m.key) for m in marks
        )
        self.memory.at[name] = self.place


def _meaning(phrase: Phrase, meaning: str) -> Phrase:
    """Return a phrase with what it means in brackets."""
    return replace(phrase, text=f"{phrase.text} [{meaning}]")


@lru_cache(maxsize=1)
def _goes_on() -> re.Pattern[str]:
    """Return "provided that disinflation continues": what the forecast has anyway."""
    ends = cues.alternatives(cues.words("calls", "goes_on"))
    return re.compile(rf"(?:provided that|assuming)\b[^,;.]{{0,50}}?\b{ends}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _officials_say() -> re.Pattern[str]:
    who = cues.alternatives(cues.words("calls", "officials"))
    say = cues.alternatives(cues.words("calls", "officials_say"))
    return re.compile(
        rf"{who}(?:\s+(?:at|of)\s+(?:the\s+)?\w+(?:\s+of\s+\w+)?)?\s+(?:\w+ly\s+)?{say}",
        re.IGNORECASE,
    )


def may_hold_call(text: str) -> bool:
    """Whether a sentence has a word of direction at all."""
    return bool(directions(rate_words(), text) or directions(currency_words(), text))
