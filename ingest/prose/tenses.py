"""Sentence and number -> what sort of claim it is: ahead or behind, old or new, sure or "if".

Returns phrases for `Meaning.KIND`, or the reason why the number is no forecast at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.resolving import cues
from warehouse.vocabulary import Kind, Reason, Unit

if TYPE_CHECKING:
    from ingest.prose.marks import Marked
    from ingest.resolving.horizons import Horizon
    from ingest.resolving.quantities import Quantity

MONTH_NAMES_LONG = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_NOT_IF = re.compile(
    r"if\s+(?:anything|at all|only|not|any)\b|(?<=even )if|(?<=as )if", re.IGNORECASE
)
_NOW = re.compile(r"\b(?:now|currently|today|presently)\s+(?:at\s+)?(?:a\s+)?$", re.IGNORECASE)
_STEP = re.compile(r"\b(?:by|another|a further)\s+(?:\w+\s+)?$", re.IGNORECASE)
_ADDS = re.compile(
    r"\b(?:add|subtract|contribut|shav|knock|tak)\w*\s+(?:as much as\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:may not|will not|won['’]t|not be|unlikely to|is not|are not|cannot|does not|do not)\s+"
    r"(?:\w+\s+){0,3}?(?:reach|return|fall|rise|head|hit|go|get|see|exceed|drop|heading|back)\w*\b",
    re.IGNORECASE,
)
_THOUGHT = re.compile(r"\b(?:had|as|than|was|were)\s+(?:\w+\s+)?$", re.IGNORECASE)
_RATE_BEHIND = re.compile(r"\s+(?:[\w-]+\s+){0,3}?(?:rates?|target range)\b", re.IGNORECASE)
KEPT = 256  # sentences whose tense is kept: it is asked for with every number
BEHIND = 34  # characters after a number in which "previously" or "now" speaks of it
BEFORE = 44  # characters before a number in which "target" or "against" speaks of it


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the sentence: index of the first character and after the last."""

    start: int
    end: int


def kind_spans(marked: Marked, index: int, own: Horizon | None) -> list[tuple[Kind, Span]]:
    """Return the words that make a number a previous, target or scenario figure, nearest first.

    Args:
        marked: the sentence.
        index: which number.
        own: the period that stands right behind it, if any.
    """
    found = (
        (Kind.PREVIOUS, _previous(marked, index, own)),
        (Kind.TARGET, _target(marked, index)),
        (Kind.SCENARIO, _scenario(marked.text, marked.quantities[index])),
    )
    return [(kind, span) for kind, span in found if span is not None]


def _reach(marked: Marked, index: int, own: Horizon | None) -> tuple[int, int]:
    """Return where the words right behind a number begin and end."""
    quantity = marked.quantities[index]
    start = own.end if own is not None and own.start >= quantity.end else quantity.end
    later = marked.quantities[index + 1].start if index + 1 < len(marked.quantities) else None
    end = min(len(marked.text), start + BEHIND, later if later is not None else len(marked.text))
    return start, max(start, end)


def _previous(marked: Marked, index: int, own: Horizon | None) -> Span | None:
    text, quantity = marked.text, marked.quantities[index]
    start, end = _reach(marked, index, own)
    behind = _before_now().match(text, start, end) or _before_now().match(text, quantity.end, end)
    if behind:
        return Span(behind.start("word"), behind.end("word"))
    lead = _compared().search(text[: quantity.start])
    if lead and own is None:
        return Span(lead.start("word"), lead.end("word"))
    if _in_brackets(text, quantity) and _before_now().search(text):
        first = text.rfind("(", 0, quantity.start)
        inside = text[first : text.find(")", quantity.end) + 1]
        if index and not re.search(r"20\d\d", inside):
            return Span(first, first + len(inside))
    clause = _clause(marked, quantity)
    had = _had_been().search(clause)
    within = quantity.start - len(clause) + (had.end() if had else 0)
    if had and not any(within <= q.start < quantity.start for q in marked.quantities):
        offset = quantity.start - len(_clause(marked, quantity))
        return Span(offset + had.start(), offset + had.end())
    if quantity.is_former and own is None and is_revision(text):
        return Span(quantity.start - len("from "), quantity.start)
    return None


def _in_brackets(text: str, quantity: Quantity) -> bool:
    opened = text.rfind("(", 0, quantity.start)
    return opened > text.rfind(")", 0, quantity.start) and text.find(")", quantity.end) != -1


def _target(marked: Marked, index: int) -> Span | None:
    text, quantity = marked.text, marked.quantities[index]
    first = marked.quantities[index - 1].end if index else 0
    start = max(first, quantity.start - BEFORE)
    window = text[start : quantity.start]
    behind = _target_behind().match(text, quantity.end)
    if behind:
        return Span(behind.start("word"), behind.end("word"))
    matches = list(cues.pattern("kinds", "target").finditer(window))
    if not matches or re.search(r"[.;,]", window[matches[-1].end() :]):
        return None
    match = matches[-1]
    wider = text[max(0, start - BEFORE) : quantity.end]
    if cues.pattern("kinds", "not_target").search(wider) and not re.search(r"of\s*$", window):
        return None
    return Span(start + match.start(), start + match.end())


def _scenario(whole: str, quantity: Quantity) -> Span | None:
    start = max(whole.rfind("; ", 0, quantity.start) + 1, 0)
    stop = whole.find("; ", quantity.end)
    text = " " * start + whole[start : stop if stop >= 0 else len(whole)]
    against = _against_baseline().search(text)
    if against:
        return Span(against.start(), against.end())
    bare = cues.pattern("kinds", "central").sub(lambda m: " " * len(m.group()), text)
    if bare != text and not cues.pattern("kinds", "scenario").search(bare):
        return None
    for name in ("scenario", "conditional"):
        match = cues.pattern("kinds", name).search(bare)
        if match and not _NOT_IF.match(bare, match.start()):
            return Span(match.start(), match.end())
    opened = re.match(r"\s*(?P<word>Should|Were)\s+(?!be\b)\w+", bare)
    return Span(opened.start("word"), opened.end("word")) if opened else None


def why_not(
    marked: Marked, index: int, horizon: Horizon | None, *, ahead: bool, begun: bool = False
) -> Reason | None:
    """Return why a number tells of the past, or None where it may look ahead.

    Args:
        marked: the sentence.
        index: which number.
        horizon: the period that the sentence gives it, if any.
        ahead: whether that period was not over at publication.
        begun: whether it had begun by then.
    """
    text, quantity = marked.text, marked.quantities[index]
    if text.rstrip().endswith("?"):
        return Reason.NOT_A_FORECAST
    if cues.pattern("kinds", "illustration").search(text):
        return Reason.HYPOTHETICAL
    if _previous(marked, index, horizon if _directly(marked, index, horizon) else None):
        return None
    if _is_step(text, quantity):
        return Reason.DIFFERENCE
    if _DENIED.search(_clause(marked, quantity)):
        return Reason.AMBIGUOUS
    if _is_compared(marked, index):
        return Reason.HISTORY
    if quantity.is_former:
        return _former(marked, index, horizon)
    if is_revision(text):
        return None
    to_come = ahead and not begun
    return Reason.HISTORY if _tells_past(marked, index, horizon, to_come=to_come) else None


def _is_step(text: str, quantity: Quantity) -> bool:
    """Whether points are a revision or a contribution: "raised by 0.3pp", "add 0.5pp to"."""
    lead = text[: quantity.reach[0]]
    if quantity.unit not in (Unit.PP, Unit.BP):
        return False
    revised = _STEP.search(lead) is not None and is_revision(text)
    return revised or (quantity.unit is Unit.PP and _ADDS.search(lead) is not None)


def _is_compared(marked: Marked, index: int) -> bool:
    """Whether the words next to a number say that it has been, or is where things stand."""
    text, quantity = marked.text, marked.quantities[index]
    lead = text[: quantity.reach[0]]
    if _than().search(lead) or _NOW.search(lead):
        return True
    return _present().match(text, quantity.end) is not None or _since(marked, index)


def _former(marked: Marked, index: int, horizon: Horizon | None) -> Reason | None:
    """Judge the number after "from": a forecast of its own only with a year of its own."""
    if horizon is not None and not horizon.part and _directly(marked, index, horizon):
        return None
    revised = horizon is not None and not horizon.part and is_revision(marked.text)
    return None if revised else Reason.HISTORY


def _tells_past(marked: Marked, index: int, horizon: Horizon | None, *, to_come: bool) -> bool:
    text, quantity = marked.text, marked.quantities[index]
    clause = _clause(marked, quantity)
    past, forward = _last("words", clause), _last("forward", clause)
    dated = horizon is not None and horizon.period is not None and horizon.period.is_dated
    named = horizon is not None and not horizon.part and not _leans(horizon)
    own = named and horizon is not None and not is_forward(text[quantity.end : horizon.start])
    if past > forward and not (to_come and dated and own):
        return True
    bare_month = horizon is not None and horizon.part.startswith("-")
    return bare_month and not is_forward(text[: quantity.start])


def _leans(horizon: Horizon) -> bool:
    """Whether a part of a year was dated by what stands around it ("the first half")."""
    return horizon.is_relative and not re.search(r"\bnext\b", horizon.text, re.IGNORECASE)


def _since(marked: Marked, index: int) -> bool:
    """Whether the words behind a number say that it has been ("375bp of hikes since March")."""
    start, end = _reach(marked, index, None)
    borders = [b for b in marked.borders if start < b < end]
    return _so_far().search(marked.text, start, min(borders, default=end)) is not None


@lru_cache(maxsize=KEPT)
def is_revision(text: str) -> bool:
    """Whether a sentence tells of a changed forecast ("cut its forecast from 2.5% to 2.3%")."""
    revising = cues.pattern("prose", "revising").finditer(text)
    return any(not _RATE_BEHIND.match(text, m.end()) for m in revising) or bool(
        _revises().search(text)
    )


@lru_cache(maxsize=KEPT)
def is_forward(text: str) -> bool:
    """Whether anything in the sentence looks ahead ("expects", "will", "forecast")."""
    return any(
        not _THOUGHT.search(text[: m.start()])
        for m in cues.pattern("past", "forward").finditer(text)
    )


def _directly(marked: Marked, index: int, horizon: Horizon | None) -> bool:
    if horizon is None:
        return False
    following = marked.quantities[index + 1].start if index + 1 < len(marked.quantities) else None
    quantity = marked.quantities[index]
    near = quantity.end <= horizon.start <= quantity.end + BEHIND
    return near and (following is None or horizon.start < following)


def _clause(marked: Marked, quantity: Quantity) -> str:
    """Return the text from the last clause border to the number."""
    borders = [b for b in marked.borders if b < quantity.start]
    return marked.text[borders[-1] if borders else 0 : quantity.start]


def _last(name: str, text: str) -> int:
    place = -1
    for match in cues.pattern("past", name).finditer(text):
        place = match.end()
    if name == "words":
        for match in _perfect().finditer(text):
            place = max(place, match.end())
    return place


@lru_cache(maxsize=1)
def _before_now() -> re.Pattern[str]:
    words = cues.alternatives(cues.words("prose", "before_now"))
    months = "|".join(MONTH_NAMES_LONG)
    return re.compile(
        rf"[\s,(]*(?P<word>{words}|before(?=\s*(?:[).,;]|$))|"
        rf"in the (?:{months}) (?:round|projection|forecast|outlook)s?)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _perfect() -> re.Pattern[str]:
    """The perfect tense: "has touched", "have been raised"."""
    return re.compile(
        r"\b(?:has|have)\s+(?:\w+ly\s+)?(?:been\s+)?(?:\w{2,}(?:ed|own|isen|allen)|cut|hit|lost|gone)\b",
        re.I,
    )


@lru_cache(maxsize=1)
def _revises() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:lower|rais|cut|revis|upgrad|downgrad|trim|lift|reduc|nudg)\w*\s+(?:up\s+|down\s+)?"
        r"(?:its|our|their|the)\s+(?:[\w-]+\s+){0,6}?(?:forecast|expectation|projection|estimate|outlook)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _so_far() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:since|so far|to date|already|in the past|over the past|last (?:year|month|week)|"
        r"a year ago|earlier this year|marked|was the|were the)\b",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _compared() -> re.Pattern[str]:
    return re.compile(
        r"(?P<word>\b(?:against|vs\.?|versus|compared (?:with|to)|instead of|rather than))"
        r"\s+(?:the\s+|our\s+|its\s+)?(?:previous\s+|earlier\s+)?$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _than() -> re.Pattern[str]:
    soft = cues.alternatives(cues.words("bounds", "about"))
    return re.compile(
        rf"\bthan(?:\s+in\s+\w+)?\s+(?:the|its|their)\s+(?:{soft}\s+)?$", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _had_been() -> re.Pattern[str]:
    return re.compile(r"\bhad (?:been|expected|forecast|projected|seen|thought)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _against_baseline() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:relative to|compared (?:with|to)|versus|from|below|above)\s+(?:the\s+)?baseline\b",
        re.I,
    )


@lru_cache(maxsize=1)
def _target_behind() -> re.Pattern[str]:
    return re.compile(
        r"[\s-]+(?:\w+\s+){0,2}?(?P<word>target|goal|objective)\b(?!\s+(?:rate|range))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _present() -> re.Pattern[str]:
    words = cues.alternatives(cues.words("prose", "present"))
    return re.compile(rf"[\s,]*(?:in\s)?{words}", re.IGNORECASE)
