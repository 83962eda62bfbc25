"""What a number takes over from the sentences before, and how plainly it does.

"We see 1.9% in 2027" has no subject of its own: it plainly goes on about the one thing that its
paragraph speaks of. "The minimum wage rises by 8%" has one, though none that we know. Phrases that
are plainly carried over say so (`Origin.CARRIED`); others stand in "an earlier sentence".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.candidates import Origin, Phrase
from ingest.prose.nearness import blanked
from ingest.resolving import cues, lexicon
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.prose.marks import Marked
    from ingest.prose.memory import Memory
    from ingest.prose.nearness import Placed

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_NOUN_NEXT = re.compile(r"[\s-]+(?P<word>[^\W\d_]+)")


@dataclass
class Trace:
    """What has been named of one sort (indicators, regions, periods).

    Attributes:
        paragraph: everything named since the running paragraph began.
        section: everything named since the last heading, and in it.
        last: what the numbers of the last sentence that had any went with, or what it named.
    """

    paragraph: set[str] = field(default_factory=set)
    section: set[str] = field(default_factory=set)
    last: set[str] = field(default_factory=set)

    def enter(self) -> None:
        """Begin a paragraph."""
        self.paragraph, self.last = set(), set()

    def note(self, named: set[str], *, bound: set[str]) -> None:
        """Take up what one sentence named, and what of it its numbers went with."""
        self.paragraph |= named | bound
        self.section |= named | bound
        self.last = bound or named or self.last

    def head(self, named: set[str]) -> None:
        """Begin a section under a heading."""
        self.section = named

    @property
    def is_one(self) -> bool:
        """Whether the paragraph, or all since the last heading, named one thing and no other."""
        named = [seen for seen in (self.paragraph, self.section) if len(seen) == 1]
        return any(Indicator.OTHER not in seen for seen in named)

    @property
    def was_one(self) -> bool:
        """Whether the sentence before was about one thing."""
        return len(self.last) == 1 and Indicator.OTHER not in self.last


class Leaning:
    """Hands over what the numbers of one sentence may take from those before."""

    def __init__(self, marked: Marked, memory: Memory) -> None:
        self.marked, self.memory = marked, memory

    def indicator(self, index: int) -> tuple[Phrase, ...]:
        """Return the indicator of the sentences before."""
        trace = self.memory.indicators
        plain = (trace.is_one or trace.was_one) and self._has_no_subject(index)
        if self._is_of_another_bank():
            return ()
        return _carried(self.memory.indicator, plain=plain)

    def region(
        self, index: int, beyond: tuple[Phrase, ...], home: str | None
    ) -> tuple[Phrase, ...]:
        """Return the region of the sentences before and of the headings, likelier first.

        Args:
            index: which number.
            beyond: the region that most of the page speaks of, if any does.
            home: the region of the report as a whole, likelier than one that was only mentioned.
        """
        trace, headings = self.memory.regions, self.memory.headings
        plain = trace.is_one or (trace.was_one and self._has_no_subject(index))
        plain = plain and self._is_of_paragraph()
        before = _carried(self.memory.region, plain=plain or self._is_all_over(beyond))
        guessed = any(p.origin is Origin.EARLIER_SENTENCE for p in before)
        if home is not None and (guessed or not trace.paragraph):
            before = tuple(p for p in before if home in lexicon.places_in(p.text))
        headed = not trace.paragraph and any(lexicon.regions().find(h.text) for h in headings[:1])
        return (*headings, *before) if headed else (*before, *headings)

    def bank(self) -> tuple[Phrase, ...]:
        """Return the one central bank that the paragraph has named, for a rate without a place."""
        memory = self.memory
        if memory.bank is None or len(memory.banks) != 1:
            return ()
        return _carried(memory.bank, plain=memory.regions.paragraph <= memory.banks)

    def _is_of_paragraph(self) -> bool:
        """Whether the region of the sentences before is no other than the paragraph has named."""
        named, before = self.memory.regions.paragraph, self.memory.region
        return not named or before is None or bool(named & set(lexicon.places_in(before.text)))

    def _is_all_over(self, beyond: tuple[Phrase, ...]) -> bool:
        """Whether the page as a whole speaks of the region of the sentences before."""
        before = (self.memory.region,) if self.memory.region else ()
        named = [set(lexicon.places_in(p.text)) for p in (*before, *beyond)]
        return len(named) > 1 and len(named[0]) == 1 and named[0] == named[-1]

    def period(self, *, lasting: bool) -> tuple[Phrase, ...]:
        """Return the period of the sentences before.

        Args:
            lasting: whether the figure is of a kind that a year has one of (growth, inflation),
                not a level that moves within it.
        """
        trace, horizon = self.memory.dates, self.memory.horizon
        year = horizon is not None and re.fullmatch(r"\d{4}", str(horizon.period)) is not None
        plain = lasting and year and (trace.is_one or trace.was_one)
        return _carried(self.memory.period, plain=plain)

    def speaker(self, index: int) -> tuple[Phrase, ...]:
        """Return the house of the sentences before; "it sees 2%" plainly goes on about it."""
        lead = self.marked.text[: self.marked.quantities[index].start]
        said = _said_by_pronoun().search(lead) is not None
        if not said and (self.memory.past_turn or self.memory.poll is not None):
            return ()
        return _carried(self.memory.speaker, plain=said)

    def goes_on(self, index: int) -> bool:
        """Whether "it sees" before a number goes on with what the house before says."""
        lead = self.marked.text[: self.marked.quantities[index].start]
        return _it_says().search(lead) is not None and not self.memory.past_turn

    def _is_of_another_bank(self) -> bool:
        """Whether what was spoken of is a policy rate, and the sentence names another region."""
        memory = self.memory
        if memory.indicator is None or memory.region is None or not self.marked.regions:
            return False
        here = {m.key for m in self.marked.regions}
        there = set(lexicon.places_in(memory.region.text))
        return lexicon.names_move(memory.indicator.text) and not here & there

    def _has_no_subject(self, index: int) -> bool:
        """Whether the clause of a number says nothing of what the number is about."""
        marked, quantity = self.marked, self.marked.quantities[index]
        following = _NOUN_NEXT.match(marked.text, quantity.end)
        marks: Sequence[Placed] = (
            *marked.horizons, *marked.regions, *marked.speakers, *marked.quantities,
        )  # fmt: skip
        after = following is None or any(m.start == following.start("word") for m in marks)
        if not after and following and not _may_follow().fullmatch(following["word"]):
            return False
        borders = [b for b in marked.borders if b < quantity.start]
        start = borders[-1] if borders else 0
        clause = blanked(marked.text, start, quantity.start, marks)
        words = _leaning().sub(" ", clause)
        return all(word.lower().endswith("ly") for word in _WORD.findall(words))


def _carried(phrase: Phrase | None, *, plain: bool) -> tuple[Phrase, ...]:
    if phrase is None:
        return ()
    earlier = phrase.origin is Origin.EARLIER_SENTENCE
    return (replace(phrase, origin=Origin.CARRIED),) if plain and earlier else (phrase,)


@lru_cache(maxsize=1)
def _leaning() -> re.Pattern[str]:
    """Words that say nothing of what a number is about: "it should then slow to"."""
    names = (("prose", "leaning"), ("prose", "clause"), ("past", "forward"))
    bounds = (("bounds", n) for n in ("at_least", "at_most", "about"))
    lists = [cues.words(*name) for name in (*names, *bounds, ("prose", "pronouns"))]
    moves = [cues.words("direction", name) for name in ("up", "down")]
    return re.compile(
        cues.alternatives(tuple(w for words in (*lists, *moves) for w in words)), re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _may_follow() -> re.Pattern[str]:
    """Words right behind a number that are not what it counts: "1.9% in", "1.9% thereafter"."""
    return re.compile(cues.alternatives(cues.words("prose", "after_number")), re.IGNORECASE)


@lru_cache(maxsize=1)
def _said_by_pronoun() -> re.Pattern[str]:
    pronouns = cues.alternatives(cues.words("prose", "pronouns"))
    verbs = cues.alternatives(cues.words("speakers", "verbs"))
    return re.compile(rf"{pronouns}\s+(?:\w+\s+)?{verbs}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _it_says() -> re.Pattern[str]:
    """Return "it expects" and "in its last report it had", said of the house before."""
    verbs = cues.alternatives(cues.words("speakers", "verbs"))
    return re.compile(
        rf"(?:^|[,;:]\s+)(?:it|they|he|she)\s+(?:\w+\s+)?(?:had|{verbs})|"
        r"^(?:its|their|his|her)\s+(?:\w+\s+){0,2}?(?:estimate|forecast|projection|prediction)s?\b",
        re.IGNORECASE,
    )
