"""Sentence and number -> whether it looks ahead or behind, or why it is no forecast at all."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.prose.kinds import (
    BEHIND,
    KEPT,
    THEN_TO,
    is_central,
    is_in_brackets,
    is_revision,
    previous_span,
    reach_behind,
)
from ingest.prose.shares import is_of_people
from ingest.prose.standing import is_directly, is_what_was
from ingest.resolving import cues, lexicon
from ingest.resolving.horizons import INFINITIVE, has_cut
from warehouse.vocabulary import Reason, Unit

if TYPE_CHECKING:
    from ingest.prose.marks import Marked
    from ingest.resolving.horizons import Horizon
    from ingest.resolving.quantities import Quantity

_NOW = re.compile(
    r"\b(?:now|currently|today|presently)\s+(?:at\s+)?(?:a\s+)?$|"
    r"\b(?:current|present|today['’]s|existing|prevailing)\s+(?:[\w-]+\s+){0,4}?(?:of\s+|at\s+)?$",
    re.IGNORECASE,
)
_ASIDE_AT = re.compile(
    r",\s+(?:still\s+)?the\s+(?:\w+est|best|worst)\b[^,;%]{0,50}\s+at\s+(?:about\s+)?$|"
    r"(?<!lower)(?<!higher)(?<!weaker)(?<!stronger)(?<!softer),\s+at\s+(?:about\s+|around\s+)?$",
    re.IGNORECASE,
)  # "yields, at 4.2%, will"
_NOW_AT = re.compile(r",\s+(?:now|currently|presently)\s+(?:at\s+)?[^,]{1,24},", re.IGNORECASE)
_STANDS = re.compile(r"\b(?:stands?|sits?|is|are)\s+(?:now\s+|currently\s+)?at\b", re.IGNORECASE)
_HOUSE_LABEL = re.compile(r"\W*[A-Z][\w.&’' -]{1,40}?(?::|\s[–—-])\s")
_STEP = re.compile(r"\b(?:by|another|a further)\s+(?:\w+\s+)?$", re.IGNORECASE)
_SHIFT_OF = re.compile(
    r"\b(?:revision|upgrade|downgrade|error)s?\b[^.;]{0,40}\bof\s+(?:\w+\s+)?$", re.IGNORECASE
)
_LESS_THAN = re.compile(
    r"\s+(?:less|more|lower|higher|above|below)\b\s*(?:than|the|our|its|in|what|where|that|this|their|"
    r"consensus|potential|trend|expectations|most|last|market|official|$|[,.;)])",
    re.IGNORECASE,
)
_BREAK = re.compile(  # "a break of 7.00 is likely": a mark on the way, no level that is forecast
    r"\bbreak(?:s|ing|out)?\s+(?:of|above|below|through|under|over|beyond|past)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_AWAY_FROM = re.compile(  # "40 basis points above what it deems neutral"
    r"\s+(?:above|below|higher\s+than|lower\s+than|short\s+of|north\s+of|south\s+of|away\s+from)\s+\w",
    re.IGNORECASE,
)
_BESIDE_LEVEL = re.compile(  # "20% above the level of 2019"
    r"\s+(?:above|below|higher\s+than|lower\s+than)\s+(?:(?:the|its|their|where)\s+)?(?:[\w-]+\s+)?"
    r"(?:levels?|average|pre-|peak|trough|trend|20\d\d)",
    re.IGNORECASE,
)
_PRESENT_MOVE = re.compile(  # "goes to 4% in December"
    r"\b(?:goes|moves|cuts|hikes|delivers|raises|lowers|lifts|ends|reaches|rises|falls|comes|stays|hits|takes|"
    r"climbs|drops|slows|picks|returns|edges|eases)\b"
)
_LOW_OF = re.compile(
    r"\bfrom\s+(?:its|their|a|the)\s+(?:[\w-]+\s+)?(?:low|high|peak|trough|bottom)\s+of\s+$",
    re.IGNORECASE,
)
_MEAN_OF = re.compile(  # "below its ten-year average of"
    r"\b(?:ten|five|twenty|two|three|four|\d{1,2}|long|longer|historical|pre|post|decade)[\w-]*(?:[\s-]+[\w-]+){0,2}?"
    r"[\s-]+(?:average|mean|norm|median)\s+(?:rate\s+|pace\s+)?of\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_LEVEL_BEFORE = re.compile(r"\d\s?(?:%|per\s?cent|percent)[^.;%()]{0,24}$", re.IGNORECASE)
_MOVED_BY = ("up", "down", "up by", "down by", "revised up", "revised down")
_ENDED = re.compile(
    r"\b(?:closed|ended|finished)\s+(?:the\s+(?:year|month|quarter)|last\s+year|20\d\d)\s+(?:at|on)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_ADDS = re.compile(
    r"\b(?:add|subtract|contribut|shav|knock|tak)\w*\s+(?:as much as\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:may not|will not|won['’]t|not be|unlikely to|is not|are not|cannot|does not|do not)\s+"
    r"(?:\w+\s+){0,3}?(?:reach|return|fall|rise|head|hit|go|get|see|exceed|drop|heading|back)\w*\b|"
    r"\b(?:sceptical|skeptical|doubtful|doubt|hesitat\w+)\s+(?:that|whether|to|if)\b|"
    r"\b(?:we|i|they|economists|analysts|strategists)\s+(?:also\s+|still\s+)?doubt\b|"
    r"\b(?:do\s+not|don['’]t|does\s+not|doesn['’]t|cannot|can['’]t)\s+(?:\w+\s+)?(?:think|believe|expect|see|foresee|envisage|anticipate)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(?:basis|percentage)\s+$", re.IGNORECASE)  # "by 25 basis points to 2%"
_JOINT = re.compile(r";|,\s+(?:and|while|but|whereas)\b")
_THOUGHT = re.compile(r"\b(?:had|as|than|was|were)\s+(?:\w+\s+)?$", re.IGNORECASE)
# The perfect tense: "has touched", "have been raised".
_PERFECT = re.compile(
    r"\b(?:has|have)\s+(?:\w+ly\s+)?(?:been\s+)?(?:\w{2,}(?:ed|own|isen)|fallen|shrunk|slid|cut|hit|lost|gone|sold|led|put|come)\b",
    re.I,
)
_MOST_SINCE = re.compile(r"\b(?:\w+est|first|best|worst|most|least)\s+(?:[\w-]+\s+){0,4}$")
_SENSITIVITY = re.compile(  # "a 10% fall in house prices would cut growth by"
    r"\b(?:an?|each|every|another)\s+(?:\w+\s+)?(?:[$€£]?\d[\d.,]*(?:\s?%|\s?per\s?cent|\s?percent|\s?pp|-?\s?percentage[\s-]points?|"
    r"[\s-]dollar)?)\s+(?:[\w-]+\s+){0,2}?(?:rise|fall|drop|increase|decline|shock|tariff|depreciation|appreciation|correction|slump)s?\b"
    r"[^.;]{0,90}?\b(?:would|could|might)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:by|until|till|before)\s+$", re.IGNORECASE)
_SO_FAR = re.compile(
    r"\b(?:(?<!est )(?<!first )since|so far|to date|already|in the past|over the past|"
    r"last (?:year|month|week)|"
    r"a year ago|earlier this year|marked|was the|were the)\b",
    re.IGNORECASE,
)


def why_not(
    marked: Marked,
    index: int,
    horizon: Horizon | None,
    *,
    ahead: bool,
    begun: bool = False,
    told: bool = False,
) -> Reason | None:
    """Return why a number tells of the past, or None where it may look ahead.

    Args:
        marked: the sentence.
        index: which number.
        horizon: the period that the sentence gives it, if any.
        ahead: whether that period was not over at publication.
        begun: whether it had begun by then.
        told: whether a poll tells it, whose forecasts stand in the past ("medians showed").
    """
    text, quantity = marked.text, marked.quantities[index]
    if text.rstrip().endswith("?"):
        return Reason.NOT_A_FORECAST
    if cues.said(text, "kinds", "illustration") or _SENSITIVITY.search(text):
        return Reason.HYPOTHETICAL
    if is_of_people(text, index, marked.quantities) or _BREAK.search(text[: quantity.start]):
        return Reason.NOT_A_FORECAST
    if is_what_was(marked, index, horizon):
        return Reason.HISTORY
    if previous_span(marked, index, horizon if is_directly(marked, index, horizon) else None):
        return None
    if _is_step(text, quantity):
        return Reason.DIFFERENCE
    if _DENIED.search(_clause(marked, quantity)):
        return Reason.AMBIGUOUS
    if _is_compared(marked, index):
        return Reason.HISTORY
    if quantity.is_former:
        return _former(marked, index, horizon)
    if is_revision(text[: _segment_end(text, quantity.end)]):
        return None
    if told and ahead:
        return None
    to_come = ahead and not begun
    return Reason.HISTORY if _tells_past(marked, index, horizon, to_come=to_come) else None


def _is_step(text: str, quantity: Quantity) -> bool:
    """Whether points are a revision or a contribution: "raised by 0.3pp", "add 0.5pp to"."""
    lead = text[: quantity.reach[0]]
    if _is_signed_aside(text, quantity):
        return True
    if quantity.unit is Unit.PCT and _BESIDE_LEVEL.match(text, quantity.end):
        return True
    if quantity.unit not in (Unit.PP, Unit.BP):
        return False
    if _AWAY_FROM.match(text, quantity.end):
        return True
    stepped = _STEP.search(lead) is not None or _is_shift(text, quantity)
    revised = stepped and is_revision(text)
    moved = is_revision(text) or not lexicon.speaks_of_rates(text)  # "up by 0.1pp to 4.8%"
    if quantity.unit is Unit.PP and moved and THEN_TO.match(text, quantity.end):
        return True
    if quantity.unit is Unit.PP and (
        _SHIFT_OF.search(lead) or _LESS_THAN.match(text, quantity.end)
    ):
        return True
    return revised or (quantity.unit is Unit.PP and _ADDS.search(lead) is not None)


def _is_shift(text: str, quantity: Quantity) -> bool:
    """Whether points in brackets tell how a level was moved: "0.8% (up 0.1 points)"."""
    return quantity.unit is Unit.PP and is_in_brackets(text, quantity)


def _is_signed_aside(text: str, quantity: Quantity) -> bool:
    """Whether signed points in brackets follow a level: "1.4% (-0.5 pp against January)"."""
    if quantity.unit not in (Unit.PP, Unit.PCT) or not is_in_brackets(text, quantity):
        return False
    opened = text.rfind("(", 0, quantity.start)
    lead = text[opened + 1 : quantity.start].strip().lower()
    moved = (quantity.signed and quantity.unit is Unit.PP) or lead in _MOVED_BY
    return moved and _LEVEL_BEFORE.search(text[:opened]) is not None


def _is_compared(marked: Marked, index: int) -> bool:
    """Whether the words next to a number say that it has been, or is where things stand."""
    text, quantity = marked.text, marked.quantities[index]
    lead = text[: quantity.reach[0]]
    if _than().search(lead) and not (_is_theirs(text, quantity) or is_central(marked, index)):
        return True
    if _LOW_OF.search(lead) or _MEAN_OF.search(lead) or _NOW.search(lead) or _ENDED.search(lead):
        return True
    if _ASIDE_AT.search(lead) and re.match(
        r"\s*,|\s+(?:remains?|is|are|stays?)\b", text[quantity.end :]
    ):
        return True
    return _present().match(text, quantity.end) is not None or _since(marked, index)


def _is_theirs(text: str, quantity: Quantity) -> bool:
    """Whether a figure compared with is another's forecast: "than the 2.5% the market sees"."""
    end = quantity.end + BEHIND
    return any(
        cues.pattern("speakers", name).search(text, quantity.end, end) is not None
        for name in ("consensus", "market")
    )


def _former(marked: Marked, index: int, horizon: Horizon | None) -> Reason | None:
    """Judge the number after "from": a forecast of its own only with a year of its own."""
    if horizon is not None and not horizon.part and is_directly(marked, index, horizon):
        return None
    revised = horizon is not None and not horizon.part and is_revision(marked.text)
    return None if revised else Reason.HISTORY


def _tells_past(marked: Marked, index: int, horizon: Horizon | None, *, to_come: bool) -> bool:
    text, quantity = marked.text, marked.quantities[index]
    clause = _NOW_AT.sub(" ", _clause(marked, quantity))  # "yields, now at 4.1%, at 4.2% in June"
    past, forward = _last("words", clause), _last("forward", clause)
    dated = horizon is not None and horizon.period is not None and horizon.period.is_dated
    named = horizon is not None and not horizon.part and not _leans(horizon)
    own = named and horizon is not None and not is_forward(text[quantity.end : horizon.start])
    if past > forward and not (to_come and dated and own):
        return True
    if to_come and past < 0 and _PRESENT_MOVE.search(clause):
        return False
    if _HOUSE_LABEL.match(text) and to_come and past < 0:
        return False  # a line of forecasts that begins with its house
    bare_month = horizon is not None and horizon.part.startswith("-")
    until = horizon is not None and _UNTIL.search(text[: horizon.start]) is not None
    return bare_month and not (to_come and until) and not is_forward(text[: quantity.start])


def _leans(horizon: Horizon) -> bool:
    """Whether a part of a year was dated by what stands around it ("the first half")."""
    return horizon.is_relative and not re.search(r"\bnext\b", horizon.text, re.IGNORECASE)


def _since(marked: Marked, index: int) -> bool:
    """Whether the words behind a number say that it has been ("375bp of hikes since March")."""
    start, end = reach_behind(marked, index, None)
    borders = [b for b in marked.borders if start < b < end]
    found = _SO_FAR.search(marked.text, start, min(borders, default=end))
    return found is not None and not _MOST_SINCE.search(marked.text[start : found.start()])


@lru_cache(maxsize=KEPT)
def is_forward(text: str) -> bool:
    """Whether anything in the sentence looks ahead ("expects", "will", "forecast")."""
    return any(
        not _THOUGHT.search(text[: m.start()])
        for m in cues.pattern("past", "forward").finditer(text)
    )


def tells_of_now(text: str) -> bool:
    """Whether a sentence tells what has been, or where things stand ("the rate stands at 4%")."""
    return any(p.search(text) is not None for p in (cues.pattern("past", "words"), _STANDS))


def _segment_end(text: str, start: int) -> int:
    """Return where the part of a sentence ends that a number stands in."""
    joint = _JOINT.search(text, start)
    return joint.start() if joint else len(text)


def _clause(marked: Marked, quantity: Quantity) -> str:
    """Return the text from the last clause border to the number."""
    borders = [b for b in marked.borders if b < quantity.start]
    return marked.text[borders[-1] if borders else 0 : quantity.start]


def _last(name: str, text: str) -> int:
    place = -1
    for match in cues.pattern("past", name).finditer(text):
        lead = text[: match.start()]
        if not (_POINTS if name == "forward" else INFINITIVE).search(lead):
            place = match.end()
    if name == "words":
        place = max(place, has_cut(text))
        for match in (*_PERFECT.finditer(text), *_decided().finditer(text)):
            place = max(place, match.end())
    return place


@lru_cache(maxsize=1)
def _decided() -> re.Pattern[str]:
    """A decision that was taken: "decided to cut", "held its rate", "the Bank kept rates"."""
    rates = r"(?:rates?|range|target|borrowing\s+costs)"
    return re.compile(
        r"\b(?:decided|agreed|voted|opted|chose|elected)\s+(?:\w+ly\s+)?(?:to|not\s+to)\b|"
        rf"\b(?:held|kept|left|maintained|lowered|raised|reduced|increased|hiked)\s+(?:[\w-]+\s+){{0,4}}?{rates}\b",
        re.IGNORECASE,
    )


def _than() -> re.Pattern[str]:
    return cues.framed(
        "bounds",
        "about",
        before=r"\bthan(?:\s+in\s+\w+)?\s+(?:the|its|their)\s+(?:",
        after=r"\s+)?$",
    )


def _present() -> re.Pattern[str]:
    return cues.framed("prose", "present", before=r"[\s,]*(?:in\s)?")
