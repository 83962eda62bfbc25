"""Percentages that are a policy rate though no word beside them names it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.prose.nearness import blanked
from ingest.resolving import cues, lexicon
from warehouse.vocabulary import Indicator, Unit

if TYPE_CHECKING:
    from ingest.prose.mark import Mark
    from ingest.prose.marks import Marked

PEAK_REACH = 16  # characters around a number in which "peak" and the bank's name make it a rate
RATES = (Indicator.POLICY_RATE, Indicator.POLICY_RATE_CHANGE)
_HELD_AT = re.compile(
    r"(?:\s+(?:that|to|will|should|is|be|stay|stays|remain|remains|hold|holds|pause|end|ends|stop|stops|settle|settles|halt|likely|expected|seen|set|on\s+hold|steady|rates?))*\s+at\s+(?:around\s+|about\s+)?",
    re.IGNORECASE,
)


_GOES_TO = re.compile(
    r"\s+(?:(?:to|will|should|likely|likely\s+to)\s+)?"
    r"(?:(?:goes?|moves?|gets?|heads?|returns?|climbs?)\s+(?:up\s+|down\s+|back\s+)?to|reach(?:es)?)\s+"
    r"(?:around\s+|about\s+)?",
    re.IGNORECASE,
)
_MOVES_TO = re.compile(  # "to hike to", "will cut its key rate again to"
    r"(?:['’]s?)?\s+(?:(?:to|will|should|could|may|might|likely|probably|then|again|also|is|set|expected|going|next|has|have)\s+)*"
    r"(?:cut|hik|rais|lower|eas|tighten|lift|trim|reduc|increas|tak|bring)(?:e|es|s|ing|ting)?\s+"
    r"(?:(?:rates?|borrowing|costs|again|further|once\s+more|back|up|down|in|at|its|the|key|main|policy|benchmark|meeting|,)\s+)*"
    r"to\s+(?:around\s+|about\s+)?",
    re.IGNORECASE,
)
_NEXT_MOVE = re.compile(  # "the Fed's next move, a cut to"
    r"['’]s?\s+(?:next|first|last|final)\s+(?:move|step|hike|cut|increase|reduction)(?:,\s+(?:an?|another)\s+(?:[\w-]+\s+)?"
    r"(?:move|hike|cut|increase|reduction))?,?\s+(?:should\s+be\s+|will\s+be\s+|is\s+)?to\s+",
    re.IGNORECASE,
)
_CLOSES_AT = re.compile(  # "to cut twice more, ending next year at", "and end the cycle at"
    r"(?:,|\band)\s+(?:then\s+|to\s+)?(?:end|finish|clos|conclud|stop|settl)(?:e|es|s|ing|ping)?\s+"
    r"(?:(?:the|its|this)\s+)?(?:(?:easing|hiking|tightening|cutting)\s+)?(?:cycle|campaign|year|next\s+year|20\d\d)?\s*(?:at|on)\s+"
    r"(?:around\s+|about\s+)?$",
    re.IGNORECASE,
)
_ENDS_AT = re.compile(
    r",?\s+(?:and|before|then)\s+(?:(?:then|again|further)\s+)?(?:[a-z]+\s+){0,3}?(?:at|to)\s+(?:around\s+|about\s+)?",
    re.IGNORECASE,
)


def _named(marked: Marked, start: int, end: int) -> list[Mark]:
    """Return the indicators between two places."""
    return [m for m in marked.indicators if start <= m.start and m.end <= end]


def _behind(marked: Marked, index: int) -> int:
    """Return where the number before ends, with the period right behind it."""
    end, start = marked.quantities[index - 1].end, marked.quantities[index].start
    dated = [h.end for h in marked.horizons if end <= h.start and h.end <= start]
    return dated[0] if dated else end


def is_rate_level(marked: Marked, index: int, unit: Unit | None) -> bool:
    """Whether a percentage is where moves of the policy rate lead ("150bp to a peak of 3%")."""
    text, quantity = marked.text, marked.quantities[index]
    if unit is not Unit.PCT:
        return False
    if not lexicon.speaks_of_rates(text):
        return False
    before = marked.quantities[index - 1] if index else None
    if before and (before.unit in (Unit.BP, Unit.CUTS, Unit.HIKES) or before.per_move):
        between = text[marked.quantities[index - 1].end : quantity.start]
        if re.search(r"\bto\b[^,;.]*$", between) and not re.search(r"[;.]", between):
            return True
    around = text[max(0, quantity.start - PEAK_REACH) : quantity.end + PEAK_REACH]
    peaks = any(cues.pattern("measures", n).search(around) for n in ("peak", "terminal"))
    return peaks and lexicon.speaks_of_rates(around)


def is_held(marked: Marked, index: int, unit: Unit | None) -> bool:
    """Whether a percentage is where a central bank stands or goes: "the ECB on hold at 2%"."""
    quantity = marked.quantities[index]
    if unit is not Unit.PCT:
        return False
    goes_on = index and _ENDS_AT.fullmatch(marked.text, _behind(marked, index), quantity.reach[0])
    if goes_on and is_held(marked, index - 1, marked.quantities[index - 1].unit):
        return True
    before = [m for m in marked.regions if m.end <= quantity.reach[0]]
    if not before:
        return False
    bank, start = before[-1], quantity.reach[0]
    named = lexicon.institutions().whole(marked.text[bank.start : bank.end])
    if named not in lexicon.central_banks():
        return False
    lead = blanked(marked.text, bank.end, start, marked.horizons)
    if _MOVES_TO.fullmatch(lead) or _NEXT_MOVE.fullmatch(lead):
        return True
    if _CLOSES_AT.search(marked.text[bank.end : start]) and all(
        m.key in RATES for m in _named(marked, bank.end, start)
    ):
        return True
    leads = (_HELD_AT, _GOES_TO)
    alone = all(m.key in RATES for m in marked.indicators)
    return alone and any(lead.fullmatch(marked.text, bank.end, start) for lead in leads)
