"""A number of a sentence -> who gives it: a house, the market, the consensus, or the publisher."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.candidates import Origin, Phrase
from ingest.prose.committees import committee_in, goes_on_with
from ingest.prose.kinds import Span
from ingest.prose.nearness import blanked, group
from ingest.resolving import cues, lexicon
from ingest.resolving.attribution import STAFF, UNKNOWN
from ingest.resolving.strangers import UNATTRIBUTED
from warehouse.reference import institution_by_name
from warehouse.vocabulary import InstitutionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.prose.leaning import Leaning
    from ingest.prose.mark import Mark
    from ingest.prose.marks import Marked
    from ingest.prose.memory import Memory
    from ingest.prose.nearness import Placed
    from ingest.prose.sentences import Sentence
    from ingest.resolving.quantities import Quantity

MEASURE_REACH = 38  # characters around a number in which "peak" or "annualised" speaks of it
CARRIED = 60  # characters over which "peaks of" holds for the next number of a list
OWN_NUMBER_WITHIN = 24  # characters: "where the consensus has 2.5%"

_OURS = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
_LISTING = re.compile(
    r"(?:[\s,]|(?:and|in|for|at|to|the|of|or|around|about|near|nearly|close\s+to)(?=[\s,]))*",
    re.IGNORECASE,
)
_TOLD_ON = re.compile(  # "… by the end of the year and above 3% by mid-2027"
    r"(?:\s+(?:by|in|at|for|during|over|through|until)\s+[^,;:]{1,40}?)?,?\s+(?:and|then|and\s+then)\s+"
    r"(?:(?:at|to|above|below|over|under|around|about|near|close\s+to|slightly|just|well)\s+)*",
    re.IGNORECASE,
)
_ASKS = re.compile(r"(?:['’]s?)?\s+(?:\w+\s+)?(?:[Ss]urvey|[Pp]oll|SPF)\b")  # "the ECB Survey"
_OF_THEM = re.compile(
    r"(?:\s+(?:forecast|estimate|expectation|view|projection|figure)s?)?\s*(?:of|at|is|:|,|\()?\s*"
    r"(?:only\s+|just\s+)?",
    re.IGNORECASE,
)
_CREDITED = re.compile(  # between a number and whose it is: "the 2.1% of the Bloomberg consensus"
    r"\s+(?:of|from|by|at|in|(?:expected|forecast|seen|projected|put\s+forward)\s+by)\s+(?:the\s+|our\s+)?"
    r"(?:[\w.&’'-]+\s+)?",
)
_COMPARED = re.compile(
    r"\b(?:(?:above|below)[\s-]+|(?:than|(?<!according )to|versus|beyond)\s+)"
    r"(?:the\s+|current\s+)*$",
    re.IGNORECASE,
)


class Speaking:
    """Tells who gives the numbers of one sentence."""

    def __init__(
        self,
        sentence: Sentence,
        marked: Marked,
        memory: Memory,
        leaning: Leaning,
        *,
        publisher: str | None,
    ) -> None:
        self.sentence, self.marked, self.memory = sentence, marked, memory
        self.leaning, self.publisher = leaning, publisher

    def _phrase(self, place: Mark | Span) -> Phrase:
        return self.sentence.phrase(place.start, place.end, origin=Origin.SENTENCE)

    def of(self, index: int) -> tuple[Phrase, ...]:
        """Return the house or collective that gives a number, none where the publisher does."""
        text, quantity = self.marked.text, self.marked.quantities[index]
        collective = self._collective(index)
        at = index
        while collective is None and at and is_list_like(self.marked, at):
            at -= 1
            collective = self._collective(at)
        if collective is not None:
            return (self._phrase(collective),)
        beside = [s for s in self.marked.speakers if _is_beside(text, quantity, s)]
        if beside:
            return (self._phrase(beside[0]),)
        left = [s for s in self.marked.speakers if s.end <= quantity.start]
        left = [s for s in left if not self._is_of_another(index, s.start)]
        speakers = left or [s for s in self.marked.speakers if _is_credit(text, s)]
        speakers = [s for s in speakers if not self._is_ourselves(s)]
        if speakers and not _OURS.search(text, speakers[-1].end, quantity.start):
            together = next(g for g in group(text, self.marked.speakers) if speakers[-1] in g)
            unknown = together[-1].key == UNATTRIBUTED and not _is_known(text, together[-1])
            said = self._phrase(Span(together[0].start, together[-1].end))
            return (replace(said, text=said.text + UNKNOWN) if unknown else said,)
        if committee := self._committee(quantity):
            return committee
        speaker = self.memory.speaker
        if speaker is not None and (self.publisher is None or self.leaning.goes_on(index)):
            carried = self.leaning.speaker(index)
            return carried or self._polled()
        return self._polled()

    def _committee(self, quantity: Quantity) -> tuple[Phrase, ...]:
        """Return the central bank whose officials or dots give a number, or gave the last one."""
        text, start, memory = self.marked.text, quantity.reach[0], self.memory
        found = committee_in(text, start, memory=memory, publisher=self.publisher)
        if found is not None:
            said = self._phrase(Span(found[0], found[1]))
            return (replace(said, text=f"{said.text} [{found[2]}]"),)
        before = goes_on_with(text, start, memory=memory)
        return (before,) if before is not None else ()

    def _polled(self) -> tuple[Phrase, ...]:
        """Return the poll that the text as a whole reports on."""
        return (self.memory.poll,) if self.memory.poll is not None else ()

    def _is_ourselves(self, speaker: Mark) -> bool:
        """Whether "the central bank" is the one that publishes the report, or only asks others."""
        if self.memory.poll is not None and _ASKS.match(self.marked.text, speaker.end):
            return True
        house = institution_by_name().get(self.publisher or "")
        words = self.marked.text[speaker.start : speaker.end].lower()
        bank = house is not None and house.kind is InstitutionKind.CENTRAL_BANK
        return bank and speaker.key == UNATTRIBUTED and words.endswith("bank")

    def _collective(self, index: int) -> Span | None:
        """Return "the market has in mind" or "consensus" where it speaks of this number."""
        text, quantities = self.marked.text, self.marked.quantities
        quantity = quantities[index]
        right = quantities[index + 1].start if index + 1 < len(quantities) else len(text)
        left = quantities[index - 1].end if index else 0
        apart = text.find(";", quantity.end)
        beside = [q for q in quantities if apart < 0 or q.start < apart]
        right = min(right, apart) if apart >= 0 else right  # another clause has another speaker
        windows = ((quantity.end, min(right, quantity.end + MEASURE_REACH)), (left, quantity.start))
        for start, end in windows:
            for name in ("consensus", "market"):
                match = cues.pattern("speakers", name).search(text, start, end)
                if match is None or _OURS.search(text, match.end(), max(end, quantity.start)):
                    continue
                own = _CREDITED.fullmatch(text, quantity.end, match.start())
                if start >= quantity.end and not own and _has_number(beside, match.end()):
                    continue
                if start < quantity.start and self._is_of_another(index, match.start()):
                    continue
                owned = start < quantity.start and _OF_THEM.fullmatch(
                    text, match.end(), quantity.reach[0]
                )
                if owned or not _COMPARED.search(text[: match.start()]):
                    return Span(match.start(), match.end())
        on = index and (self._is_priced_on(index) or self._is_told_on(index))
        return self._collective(index - 1) if on else None

    def _is_of_another(self, index: int, place: int) -> bool:
        """Whether who is named at a place stands behind an earlier number: "the 2% of the IMF"."""
        before = self.marked.quantities[:index]
        return any(_CREDITED.fullmatch(self.marked.text, q.end, place) for q in before)

    def _is_priced_on(self, index: int) -> bool:
        """Whether a number goes on with a list of what is priced: "5% in the US, 4% in Japan"."""
        before, quantity = self.marked.quantities[index - 1], self.marked.quantities[index]
        named = any(before.end <= r.start < quantity.start for r in self.marked.regions)
        return named and is_list_like(self.marked, index)

    def _is_told_on(self, index: int) -> bool:
        """Whether a number ends the clause of the one before: "at 2.75% in May and above 3%"."""
        before, quantity = self.marked.quantities[index - 1], self.marked.quantities[index]
        between = self.marked.text[before.end : quantity.reach[0]]
        if not _TOLD_ON.fullmatch(between):
            return False
        others = (*self.marked.speakers, *self.marked.indicators, *self.marked.regions)
        return not any(before.end <= m.start < quantity.start for m in others)


def is_list_like(marked: Marked, index: int) -> bool:
    """Whether a number only goes on with the list of the one before.

    Args:
        marked: the sentence.
        index: which number.
    """
    before, quantity = marked.quantities[index - 1], marked.quantities[index]
    marks: tuple[Placed, ...] = (*marked.regions, *marked.horizons)
    between = blanked(marked.text, before.end, quantity.reach[0], marks)
    between = cues.pattern("bounds", "about").sub(" ", between)
    return len(between) <= CARRIED and _LISTING.fullmatch(between) is not None


def _is_known(text: str, speaker: Mark) -> bool:
    return bool(lexicon.institutions().find(text[speaker.start : speaker.end]))


def _is_beside(text: str, quantity: Quantity, speaker: Mark) -> bool:
    """Whether a number is that of the house right behind it: "versus 3.60% at UBS"."""
    return (
        re.fullmatch(r"\s+(?:at|from|by)\s+(?:the\s+)?", text[quantity.end : speaker.start])
        is not None
    )


def _is_credit(text: str, speaker: Mark) -> bool:
    """Whether a house named after the number is credited: ", according to the IMF"."""
    lead = text[: speaker.start]
    before = cues.framed("speakers", "credits", after=rf"\s+(?:the\s+|{STAFF}\s+)?$")
    after = cues.framed("speakers", "credits", before=r"\s+", after=r"\s*(?:[.,;]|$)")
    return before.search(lead) is not None or after.match(text, speaker.end) is not None


def _has_number(quantities: Sequence[Quantity], place: int) -> bool:
    """Whether a number follows so closely that the words before it speak of that one."""
    return any(0 <= q.start - place <= OWN_NUMBER_WITHIN for q in quantities)
