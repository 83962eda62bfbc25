"""A sentence just read -> memory: what the next one may lean on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.candidates import Origin
from ingest.prose.committees import remember_committee
from ingest.prose.former import side_by_side
from ingest.prose.heads import enter_head
from ingest.prose.kinds import Span
from ingest.prose.nearness import group, is_aside
from ingest.prose.pairs import PAIR
from ingest.resolving import cues, lexicon
from ingest.resolving.places import dollar_pair
from warehouse.vocabulary import Indicator, Kind

if TYPE_CHECKING:
    from ingest.candidates import Phrase
    from ingest.prose.binding import Bound
    from ingest.prose.mark import Mark
    from ingest.prose.marks import Marked
    from ingest.prose.phrasing import Phraser
    from ingest.resolving.horizons import Horizon

_OWNED = re.compile(r"['’]s?\s+(?:[\w-]+\s*){1,5}")  # words that a possessive may own
_ABOUT = re.compile(r"\s+(?:is|are|was|remains?|stays?|has|stands?|goes|went)\b")
_LEADS = re.compile(  # "Spain continues to lead", the subject of its paragraph
    r"\s+(?:is|are|was|were|has|have|had|will|should|may|might|can|could|remains?|stays?|stands?|goes|looks?|seems?|"
    r"continues?|leads?|lags?|shines?|struggles?|suffers?|faces?|gets?|shows?|keeps?|benefits?|outperforms?|"
    r"underperforms?|enjoys?|leaves?|enters?|takes?|does|holds?|finds?|comes?|needs?|stagnates?|recovers?)\b"
)
_IN = re.compile(
    r"(?:Turning\s+to|As\s+for|In|For|Over\s+in|Elsewhere\s+in)\s+(?:the\s+)?", re.IGNORECASE
)
SUBJECT_WITHIN = 40  # characters: a region named that early is what the sentence is about


def remember(phraser: Phraser, bound: list[Bound], *, forward: bool, ahead: list[Horizon]) -> None:
    """Leave in memory what the next sentence may lean on.

    Args:
        phraser: of the sentence just read.
        bound: its numbers.
        forward: whether it looks ahead.
        ahead: its periods that were not over at publication, in reading order.
    """
    sentence, marked, memory = phraser.sentence, phraser.marked, phraser.memory
    if sentence.is_heading:
        memory.drop_subject()
        memory.regions.head({m.key for m in marked.regions})
        return
    if enter_head(sentence, memory):
        return
    earlier = Origin.EARLIER_SENTENCE
    kept = [m for m in marked.indicators if m.key != Indicator.OTHER]
    chosen = [b.indicator for b in bound if b.indicator and b.indicator.key != Indicator.OTHER]
    if chosen or kept:
        memory.indicator = phraser.named((chosen or kept)[-1], earlier)
    if bound:
        named = {m.key: phraser.named(m, earlier) for m in chosen}
        memory.both = tuple(named.values()) if len(named) == 2 else ()
    memory.indicators.note({m.key for m in marked.indicators}, bound=_told(bound))
    pairs = [m.key for m in marked.currencies if len(m.key) >= PAIR]
    memory.pair = pairs[-1] if pairs else memory.pair
    memory.running_pair = _pair_spoken_of(marked) or memory.running_pair
    memory.couple = side_by_side(marked.text, marked.regions)
    _remember_bank(phraser)
    remember_committee(sentence, memory=memory, publisher=phraser.publisher)
    _remember_region(phraser, bound)
    _remember_periods(phraser, bound, ahead)
    memory.ahead = forward or bool(bound and memory.ahead)
    before = memory.speaker
    lone = lexicon.institutions().whole(sentence.text)
    if lone is not None:  # "Schroders." opens the paragraph of that house
        memory.speaker = sentence.phrase(0, len(sentence.text), origin=Origin.CLAUSE)
    elif marked.speakers:
        together = group(marked.text, marked.speakers)[-1]
        memory.speaker = phraser.phrase(Span(together[0].start, together[-1].end), earlier)
    elif phraser.publisher is None and (subject := _house_spoken_of(marked.text)):
        memory.speaker = phraser.phrase(subject, earlier)
    memory.past_turn = memory.past_turn and memory.speaker is before
    if cues.said(marked.text, "kinds", "central"):
        memory.scenario = None
    elif scenario := cues.said(marked.text, "kinds", "scenario_paragraph"):
        span = Span(scenario.start(), scenario.end())
        memory.scenario = phraser.phrase(span, earlier, means=Kind.SCENARIO)


def _pair_spoken_of(marked: Marked) -> str | None:
    """Return the pair that prices of the next sentence may be of; a lone currency is in dollars."""
    named = {m.key for m in marked.currencies}
    if len(named) != 1:
        pairs = [m.key for m in marked.currencies if len(m.key) >= PAIR]
        return pairs[-1] if len(set(pairs)) == 1 else None
    return dollar_pair(named.pop())


def _told(bound: list[Bound]) -> set[str]:
    """Return what the numbers of a sentence were of, figures that are not kept among them."""
    return {b.indicator.key for b in bound if b.indicator is not None}


def _house_spoken_of(text: str) -> Span | None:
    """Return the house that a sentence is about, for "its economists" of the next one."""
    houses = lexicon.institutions().find(text)
    if not houses or houses[0].start > 0 or houses[0].key in lexicon.central_banks():
        return None
    about = _ABOUT.match(text, houses[0].end)
    return Span(houses[0].start, houses[0].end) if about else None


def _remember_bank(phraser: Phraser) -> None:
    """Keep the central bank that a sentence names, for "the deposit rate" of the next one."""
    marked, memory = phraser.marked, phraser.memory
    known = lexicon.central_banks()
    named = [h for h in lexicon.institutions().find(marked.text) if h.key in known]
    for house in named:
        place = Span(house.start, house.end)
        if not is_aside(marked.text, place):
            memory.bank = phraser.phrase(place, Origin.EARLIER_SENTENCE)
            memory.last_bank = memory.bank
            memory.banks.add(known[house.key])


def _remember_region(phraser: Phraser, bound: list[Bound]) -> None:
    fx = Indicator.FX_RATE
    places = [b for b in bound if b.indicator is None or b.indicator.key != fx]
    regions = [region for b in places for region in b.regions]
    marked = phraser.marked
    named = [m for m in marked.regions if _is_subject(marked.text, m) and not _owns(marked, m)]
    begun = not phraser.memory.regions.paragraph
    phraser.memory.regions.note({m.key for m in named}, bound={m.key for m in regions})
    alone = len({m.key for m in named}) == 1
    subjects = [m for m in named[:1] if alone or m.start <= SUBJECT_WITHIN]
    about = marked.output or any(m.key != Indicator.OTHER for m in marked.indicators)
    asked = marked.text.rstrip().endswith("?")  # "And for France?"
    opened = bool(subjects) and _opens(marked.text, subjects[0])  # "In China, …"
    first = subjects if begun else []
    opened = opened or any(_leads(marked.text, m) for m in first)
    if not (about or asked or opened) and phraser.memory.region is not None:
        subjects = []  # "German budgets are behind it" does not change what the text is about
    if regions or subjects:
        own = [r for r in regions if not is_aside(marked.text, r) and not _owns(marked, r)]
        chosen = (own or regions or subjects)[-1]
        phraser.memory.region = phraser.phrase(chosen, Origin.EARLIER_SENTENCE)


def _remember_periods(phraser: Phraser, bound: list[Bound], ahead: list[Horizon]) -> None:
    memory = phraser.memory
    seen: dict[str, tuple[Phrase, Horizon]] = {}
    named = [h for one in bound for h in one.horizons if h in ahead] if bound else ahead[:1]
    for horizon in named:
        words = phraser.dated(horizon, Origin.EARLIER_SENTENCE)
        seen.setdefault(str(horizon.period), (words, horizon))
    memory.dates.note({str(h.period) for h in ahead}, bound=set(seen) if bound else set())
    if not seen:
        return
    if bound:
        memory.periods = list(seen.values())
    memory.period, memory.horizon = list(seen.values())[-1]


def _owns(marked: Marked, region: Mark) -> bool:
    """Whether a region only owns what is no figure of ours: "the EU's trading scheme"."""
    owned = _OWNED.match(marked.text, region.end)
    if owned is None or lexicon.institutions().find(marked.text[region.start : region.end]):
        return False  # "the Fed's pivot" is about its country
    marks = (*marked.indicators, *marked.output)
    ours = (m for m in marks if m.key != Indicator.OTHER)
    return not any(region.end <= m.start < owned.end() for m in ours)


def _opens(text: str, region: Mark) -> bool:
    """Whether a sentence opens with where it plays: "In China, the authorities …"."""
    lead = text[: region.start]
    return _IN.fullmatch(lead) is not None and text[region.end : region.end + 1] == ","


def _leads(text: str, region: Mark) -> bool:
    """Whether a paragraph opens with a country that does something: "Spain continues to lead"."""
    return (
        text[: region.start] in ("", "The ", "the ") and _LEADS.match(text, region.end) is not None
    )


def _is_subject(text: str, region: Mark) -> bool:
    """Whether a sentence may be about a region: not "exports to it", nor "global headwinds"."""
    return not is_aside(text, region) and text[region.start : region.end].lower() != "global"
