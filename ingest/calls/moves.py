"""Words around a move -> whether it is to come, which way it really goes, and how surely.

"Stop hiking" and "not expect a cut" leave rates where they are; "after the cut" and "whether the
Fed will ease" claim nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.calls.words import Form
from ingest.prose.kinds import previous_span
from ingest.resolving import cues
from warehouse.vocabulary import Stance, Unit

if TYPE_CHECKING:
    from ingest.calls.scene import Scene
    from ingest.calls.words import Word

NUMBER_WITHIN = 48  # characters: a move with a number so near is a figure, not a call
NEAR = 34  # characters before a subject or noun in which "after" takes it back
LEAD = 64  # characters before a subject or noun in which "we expect" announces it
NEGATED_WITHIN = 60  # characters before a move in which "not" turns it round
FOLLOWED = "followed by"  # announces what comes after an announced move

_NUMBERED = (Unit.BP, Unit.CUTS, Unit.HIKES, Unit.PCT, Unit.PP)
_PUT_OFF = re.compile(
    r"[^.;]{0,48}?\b(?:not|only|n['’]t|hold off|wait)\b[^.;]{0,30}?\b(?:until|before|till)\b",
    re.IGNORECASE,
)
_ONGOING = re.compile(
    r"\b(?:be|continue|continues|keep|keeps|start|starts|begin|begins|resume|resumes|go on|stop|"
    r"to|has|have|as|is|are|seen|expected|forecast|projected)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_LEADING_TO = re.compile(
    r",\s+(?:taking|leaving|bringing|lifting|putting|which|with|and)\b", re.IGNORECASE
)
_WHICH = re.compile(r"(?:\s+[\w/]+){0,3},\s+which\b")
_NEXT_CLAIM = re.compile(  # "pushed the first cut out to May and see two moves"
    r"\band\s+(?:we\s+)?(?:now\s+)?(?:see|expect|look\s+for|forecast|anticipate|pencil\s+in)\b",
    re.IGNORECASE,
)
_IMAGINED = re.compile(r"\bwould\b", re.IGNORECASE)
_STAYS_SO = re.compile(
    r"(?:is|are|stays?|remains?)\s+(?:done|finished)(?=\s*(?:$|[.,;)]|with\b|for\b|easing|cutting|hiking|tightening|now\b))|"
    r"(?:[\w-]+\s+){0,3}?(?:hold|put|pat|sidelines)\s+(?:until|till|through|throughout|for\s+(?:the\s+foreseeable|some\s+time|"
    r"now\b|a\s+while|longer|an?\s+(?:extended|long|prolonged)|the\s+time\s+being|good))",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:been|being|get|gets)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_HISTORY = re.compile(
    r"\b(?:was|were|did|had)\b|\b(?:has|have)(?:\s+(?:\w+ly|already|also|now|again|been|recently|just))*\s*$",
    re.IGNORECASE,
)
_THREE_WORDS = r"(?:\s+[\w'’.-]+){0,3}?"  # at the most, between a word and what it turns round
_NEAR_WORDS = r"(?:\s+(?!(?:and|but|then|before|in)\b)[\w'’.-]+){0,3}?"  # none that begins anew
_MANY = re.compile(r"\b(?:rates|currencies|banks|units|policymakers)\s+$", re.IGNORECASE)
_CLOSING = ("last", "final")
_ONE_LAST = re.compile(r"\b(?:a|one)\s+(?:last|final)\b", re.IGNORECASE)  # it is still to come
_NOT_ONLY = re.compile(r"\bnot\s+(?:only|just|least)\b", re.IGNORECASE)


def has_number(scene: Scene, start: int, end: int) -> bool:
    """Whether a number stands so near in the same clause that it speaks for the move."""
    first, last = scene.clause(start)
    colon = last if scene.text[:last].rstrip().endswith(":") else len(scene.text)
    if colon == last:  # "in small steps: we have one 25bp hike"
        last = scene.clause(last)[1]
    for index, quantity in enumerate(scene.marked.quantities):
        if not first <= quantity.start < max(last, end):
            continue
        if quantity.start > end and previous_span(scene.marked, index, None) is not None:
            continue  # "on hold, versus our previous forecast of one cut"
        if quantity.unit not in _NUMBERED and not quantity.per_move:
            continue
        if quantity.start >= colon and quantity.unit is Unit.PCT:
            continue
        between = scene.text[end : quantity.start]
        counts = quantity.per_move or quantity.unit in (Unit.CUTS, Unit.HIKES)
        if _LEADING_TO.search(between) or (counts and _NEXT_CLAIM.search(between)):
            continue  # the number is where the move leads, in words of its own
        level = quantity.unit is Unit.PCT and not quantity.per_move
        if level and any(quantity.end <= m.start and m.end <= start for m in scene.banks):
            continue  # a bank named after a level begins anew; "25bp Fed cuts" does not
        if min(abs(quantity.start - end), abs(start - quantity.end)) < NUMBER_WITHIN:
            return True
    return False


def has_price(scene: Scene, start: int, end: int) -> bool:
    """Whether a currency's move has its price beside it ("fall to 1.10", "rise by 3%")."""
    first, last = scene.clause(start)
    if _WHICH.match(scene.text, end):  # "a higher EUR/USD, which reaches 1.20"
        last = scene.clause(last)[1] if last < len(scene.text) else last
    return any(
        first <= q.start < max(last, end)
        and min(abs(q.start - end), abs(start - q.end)) < NUMBER_WITHIN
        for q in scene.marked.quantities
    )


def lead_of(scene: Scene, place: int) -> str:
    """Return the words of the clause before a place."""
    return scene.text[scene.clause(place)[0] : place]


def is_apart(scene: Scene, place: int) -> bool:
    """Whether the words before a subject or noun take the claim back."""
    lead = lead_of(scene, place)
    near = lead[-NEAR:].rsplit(",", 1)[-1]
    aside = cues.pattern("calls", "apart").search(near)
    if aside is not None and not (_ONE_LAST.search(near) and aside.group().lower() in _CLOSING):
        return True
    for match in cues.pattern("calls", "unsure").finditer(lead):
        if not _leaning().match(lead, match.end()):
            return True
    return False


def is_announced(scene: Scene, start: int, end: int) -> bool:
    """Whether the clause says that what a noun names is to come."""
    lead = lead_of(scene, start)[-LEAD:]
    if _IMAGINED.search(lead):
        return False
    opened = scene.text[max(0, scene.clause(start)[0] - len(FOLLOWED)) : start]
    if cues.pattern("calls", "announce").search(lead) or FOLLOWED in opened.lower():
        return True
    return _follow().match(scene.text, end) is not None


def is_thought_of(scene: Scene, end: int) -> bool:
    """Whether what a noun names is only imagined: "a weaker dollar would help"."""
    words = cues.framed("calls", "hypothetical", before=r"(?:\s+[\w-]+){0,3}?\s+", after=r"\s")
    return words.match(scene.text, end) is not None


def is_fading(scene: Scene, end: int) -> bool:
    """Whether what a noun names is to end: "weakness should fade" says no direction."""
    words = cues.framed("calls", "fading", before=r"(?:\s+[\w-]+){0,3}?\s+")
    return words.match(scene.text, end, scene.clause(end)[1]) is not None


def is_to_come(scene: Scene, word: Word, subject: int, start: int, *, ahead: bool) -> bool:
    """Whether a verb speaks of what is to come.

    Args:
        scene: the sentence.
        word: the verb.
        subject: index after its subject (or after the verb that it is joined to).
        start: index of the verb.
        ahead: whether the clause has a period that was not over at publication.
    """
    between, lead = scene.text[subject:start], lead_of(scene, subject)[-LEAD:]
    announced = cues.pattern("calls", "announce").search(lead) is not None
    modal = cues.pattern("calls", "modal").search(between) is not None
    if word.form is Form.BASE:
        return modal or announced or (ahead and _MANY.search(scene.text[:start]) is not None)
    if word.form is Form.DOES:
        return modal or announced or ahead or _lasts(scene, word, start)
    if word.form is Form.DOING:
        ongoing = _ONGOING.search(between) is not None
        started = bool(between.strip()) and modal
        return (announced or modal or ahead) and (ongoing or started or announced)
    return _PASSIVE.search(between) is not None and modal


def _lasts(scene: Scene, word: Word, start: int) -> bool:
    """Whether a bank that stands still is said to go on with it: "is on hold for some time"."""
    return word.stance is Stance.FLAT and _STAYS_SO.match(scene.text, start) is not None


def is_weak(scene: Scene, start: int, end: int) -> bool:
    """Whether "may", "could" or "scope" leaves a move open."""
    first, last = scene.clause(start)
    text = scene.bare[max(first, start - LEAD) : max(end, min(last, end + 8))]
    return cues.pattern("calls", "weak").search(text) is not None


def negation(scene: Scene, start: int) -> int | None:
    """Return the index of the "not" that turns a move round, if one stands before it."""
    first = max(scene.clause(start)[0], start - NEGATED_WITHIN)
    found = None
    for match in cues.pattern("calls", "negation").finditer(scene.text, first, start):
        if _NOT_ONLY.match(scene.text, match.start()):
            continue
        if not re.search(r"[,;:]", scene.text[match.end() : start]):
            found = match.start() if found is None else found
    return found


def none_of(scene: Scene, start: int) -> int | None:
    """Return the index of the "no" before a noun ("no further Fed rate cuts")."""
    words = cues.alternatives(tuple(w for w in cues.words("calls", "no_noun") if w[:3] != "any"))
    match = re.search(rf"{words}{_THREE_WORDS}\s+$", scene.text[:start], re.IGNORECASE)
    return match.start() if match else None


def stopped(scene: Scene, start: int, end: int) -> tuple[int, int] | None:
    """Return the stretch from "stop" to the move, or from the move to "is over"."""
    match = cues.framed("calls", "stop", after=rf"{_NEAR_WORDS}\s+$").search(scene.text[:start])
    if match:
        return match.start(), end
    match = _over().match(scene.text, end)
    return (start, match.end()) if match else None


def is_over(scene: Scene, end: int) -> bool:
    """Whether the words behind a noun say that it has ended: "the easing cycle is over"."""
    return _over().match(scene.text, end) is not None


def _over() -> re.Pattern[str]:
    return cues.framed("calls", "over", before=rf"{_THREE_WORDS}\s+")


def put_off(scene: Scene, end: int) -> int | None:
    """Return the index after "not … until" behind a move that comes only later."""
    last = scene.clause(end)[1]
    match = _PUT_OFF.match(scene.text, end, last)
    return match.end() if match else None


def opposite(stance: Stance) -> Stance:
    """Return the other direction; flat stays flat."""
    return {Stance.UP: Stance.DOWN, Stance.DOWN: Stance.UP}.get(stance, stance)


def is_history(scene: Scene, subject: int, start: int) -> bool:
    """Whether "has" or "was" between a subject and its verb puts it in the past."""
    return _HISTORY.search(scene.text[subject:start]) is not None


def _leaning() -> re.Pattern[str]:
    """Risks that are "skewed to" one side are a view, if a soft one."""
    return cues.framed("calls", "leaning", before=r"\s+(?:\w+\s+)?")


def _follow() -> re.Pattern[str]:
    return cues.framed("calls", "follow", before=r"(?:\s+[\w'’.,/()-]+){0,6}?\s+")
