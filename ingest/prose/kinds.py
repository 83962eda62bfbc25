"""Sentence and number -> the words that make it an older forecast, a target or a scenario."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.prose.earlier_rounds import (
    HAD_BEEN,
    ROUND,
    before_now,
    expected_before,
    from_round,
    noted_round,
    projected_in,
)
from ingest.prose.nearness import direct, list_of
from ingest.resolving import cues
from warehouse.vocabulary import Kind

if TYPE_CHECKING:
    from ingest.prose.marks import Marked
    from ingest.resolving.horizons import Horizon
    from ingest.resolving.quantities import Quantity

OWN_CLAUSE_WORDS = 5  # so many words behind a comma have a subject and a verb of their own
_NOT_IF = re.compile(
    r"if\s+(?:anything|at all|only|not|any)\b|(?<=even )if|(?<=as )if", re.IGNORECASE
)
_FROM = re.compile(
    r",?\s+(?:(?:up|down|raised|cut|lowered)\s+)?from\s+(?:about\s+)?", re.IGNORECASE
)
_BASELINE = re.compile(  # what a house takes for granted under its own forecast is no scenario
    r"(?:assuming|provided that)\b[^;]*?,\s+(?:\w+,\s+)?"
    r"(?:(?:we|our)\b(?!\s+(?:could|might|would))|"
    r"(?:[\w’'-]+\s+){1,4}?(?:is|are)\s+(?:now\s+)?(?:forecast|projected|expected|seen|set)\b)",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r";|\b(?:but|now|still|instead|revised|raised|lowered|lifted|cut|today)\b|"
    r"\bwe\s+(?:see|expect|look|think)\b",
    re.IGNORECASE,
)
_OF_THE_NEXT = re.compile(r":?\s+(?:at\s+|of\s+)?[+−–-]?[\d½¼¾]")  # "2.9% (previously 2.6%)"
_BACK_AT = re.compile(
    r"\b(?:back\s+(?:at|to)|returns?\s+to|returning\s+to|reach(?:es)?|hits?|meets?|falls?\s+to)\s+"
    r"(?:its\s+|the\s+|our\s+|their\s+)?$",
    re.IGNORECASE,
)
_IN_OUR = re.compile(
    r"\s*,?\s*(?:in|under|of)\s+(?:our|the|its|their|an?)\s+(?:\w+\s+)?", re.IGNORECASE
)
_AT_TIME = re.compile(r"\s+(?:again\s+)?(?:by|in|at|during)?\s*", re.IGNORECASE)
_ANOTHER = re.compile(r"\s*and\s+(?:an?|the)\b", re.IGNORECASE)
_GOAL = re.compile(
    r"\b(?:back|return\w*|within|inside|outside|mid-?point|middle)\b[^.;]{0,40}$", re.IGNORECASE
)
_TARGET_BAND = re.compile(r"[\s-]+(?P<word>target\s+(?:range|band))\b", re.IGNORECASE)
_REPLACED = ("instead of", "rather than")  # what stands behind is given up, whatever its period
THEN_TO = re.compile(r"\s+to\s+(?:\w+\s+)?[\d½¼¾]")
_RATE_BEHIND = re.compile(r"\s+(?:[\w-]+\s+){0,3}?(?:rates?|target range)\b", re.IGNORECASE)
_REVISES = re.compile(
    r"\b(?:lower|rais|cut|revis|upgrad|downgrad|trim|lift|reduc|nudg)\w*\s+(?:up\s+|down\s+)?"
    r"(?:its|our|their|the)\s+(?:[\w-]+\s+){0,6}?(?:forecast|expectation|projection|estimate|outlook|call)|"
    r"\b(?:we|our\s+\w+|economists|analysts|strategists)\s+(?:have\s+|has\s+)?(?:now\s+|also\s+)?"
    r"(?:lower|rais|cut|revis|upgrad|downgrad|trim|lift|reduc|nudg)\w*\s+(?:[\w-]+\s+){0,4}?"
    r"(?:growth|inflation|gdp|cpi)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?P<word>(?<=;\s)saw|(?<=\()saw|"
    r"\b(?:against|vs\.?|versus|compared (?:with|to)|instead of|rather than))"
    r"\s+(?:the\s+|our\s+|its\s+)?(?:previous\s+|earlier\s+|" + ROUND + r"['’]s?\s+)?$",
    re.IGNORECASE,
)
_REVISION = re.compile(r"\b(?:revision|upgrade|downgrade)\b", re.IGNORECASE)
_AGAINST_BASELINE = re.compile(
    r"\b(?:relative to|compared (?:with|to)|versus|from|below|above)\s+(?:the\s+)?baseline\b",
    re.I,
)
_TARGET_BEHIND = re.compile(
    r"[\s-]+(?:\w+\s+){0,2}?(?P<word>target|goal|objective)\b(?!\s+(?:rate|range))",
    re.IGNORECASE,
)
_LED_TO = re.compile(r"\bto\s+(?:[A-Z]{3}\s+|[$€£]\s?)?(?:\w+\s+)?$")  # "to BRL 5.50"
_LEFT = re.compile(r"\s+(?:per\s+\w+\s+|a\s+\w+\s+)?(?:\([^()]*\)\s+)?from\s+(?:[A-Z]{3}\s+)?")
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
        (Kind.PREVIOUS, previous_span(marked, index, own)),
        (Kind.TARGET, _target(marked, index)),
        (Kind.SCENARIO, _scenario(marked, index)),
    )
    return [(kind, span) for kind, span in found if span is not None]


def reach_behind(marked: Marked, index: int, own: Horizon | None) -> tuple[int, int]:
    """Return where the words right behind a number begin and end."""
    quantity = marked.quantities[index]
    start = own.end if own is not None and own.start >= quantity.end else quantity.end
    later = marked.quantities[index + 1].start if index + 1 < len(marked.quantities) else None
    end = min(len(marked.text), start + BEHIND, later if later is not None else len(marked.text))
    return start, max(start, end)


def previous_span(marked: Marked, index: int, own: Horizon | None) -> Span | None:
    """Return the words that make a number an older forecast, if any do.

    Args:
        marked: the sentence.
        index: which number.
        own: the period that stands right behind it, if any.
    """
    text, quantity = marked.text, marked.quantities[index]
    start, end = reach_behind(marked, index, own)
    behind = before_now().match(text, start, end) or before_now().match(text, quantity.end, end)
    if behind and any(
        h.start < behind.end("word") and behind.start("word") < h.end for h in marked.horizons
    ):
        behind = None  # "in the last quarter of 2026" is a period
    if behind and _OF_THE_NEXT.match(text, behind.end("word")):
        behind = None
    behind = behind or projected_in().match(text, quantity.end)
    if behind:
        return Span(behind.start("word"), behind.end("word"))
    told = expected_before().search(text[: quantity.reach[0]])
    told = told or noted_round().search(text[: quantity.reach[0]])
    if told is None and (is_revision(text) or _REVISION.search(text)):
        told = from_round().search(text[: quantity.start])
    if told:
        return Span(told.start("word"), told.end("word"))
    lead = _COMPARED.search(text[: quantity.start])
    replaced = lead is not None and lead["word"].lower() in _REPLACED
    beside = _is_beside_name(marked, index)
    case = _case_behind(marked, index) if lead else None
    if lead and not beside and case is None and (own is None or replaced):
        return Span(lead.start("word"), lead.end("word"))
    if is_in_brackets(text, quantity) and before_now().search(text):
        first = text.rfind("(", 0, quantity.start)
        inside = text[first : text.find(")", quantity.end) + 1]
        if index and not re.search(r"20\d\d", inside):
            return Span(first, first + len(inside))
    for had in reversed(list(HAD_BEEN.finditer(text, 0, quantity.start))):
        if not _TURNS.search(text, had.end(), quantity.start):
            return Span(had.start(), had.end())
    moved = (
        own is None
        or is_left(marked, index)
        or is_replaced(marked, index, own)
        or (THEN_TO.match(text, own.end) and not _is_dated(marked, index + 1))
    )
    if quantity.is_former and moved and is_revision(text):
        return Span(quantity.start - len("from "), quantity.start)
    return None


def _is_beside_name(marked: Marked, index: int) -> bool:
    """Whether a list of numbers is of another place: "against 2.3% and 2.1% in the US"."""
    numbers = next(g for g in list_of(marked.text, marked.quantities) if index in g)
    last = marked.quantities[numbers[-1]]
    return any(direct(marked.text, last, m) for m in (*marked.regions, *marked.speakers))


def is_replaced(marked: Marked, index: int, own: Horizon) -> bool:
    """Whether a period behind an older forecast is that of both: "to 0.8% from 1.0% for 2024"."""
    if not index or not marked.text[: own.start].endswith("for "):
        return False
    before, quantity = marked.quantities[index - 1], marked.quantities[index]
    between = marked.text[before.end : quantity.start]
    return quantity.is_former and _FROM.fullmatch(between) is not None


def is_left(marked: Marked, index: int) -> bool:
    """Whether a number after "from" follows the new one at once: "to 5.50 from 5.30 for 2026".

    Args:
        marked: the sentence.
        index: which number.
    """
    if not index:
        return False
    before, quantity = marked.quantities[index - 1], marked.quantities[index]
    led = _LED_TO.search(marked.text[: before.reach[0]]) is not None
    return led and _LEFT.fullmatch(marked.text, before.end, quantity.start) is not None


def _is_dated(marked: Marked, index: int) -> bool:
    """Whether a period stands right behind a number."""
    if index >= len(marked.quantities):
        return False
    quantity = marked.quantities[index]
    return any(direct(marked.text, quantity, h) for h in marked.horizons)


def is_in_brackets(text: str, quantity: Quantity) -> bool:
    """Whether a number stands in round brackets."""
    opened = text.rfind("(", 0, quantity.start)
    return opened > text.rfind(")", 0, quantity.start) and text.find(")", quantity.end) != -1


def _target(marked: Marked, index: int) -> Span | None:
    text, quantity = marked.text, marked.quantities[index]
    first = marked.quantities[index - 1].end if index else 0
    start = max(first, quantity.start - BEFORE)
    window = text[start : quantity.start]
    behind = _TARGET_BEHIND.match(text, quantity.end)
    if behind and not quantity.is_point and len(marked.quantities) == 1:
        return None  # "under the 2% target" says where inflation will be
    back = behind is not None and _BACK_AT.search(text[: quantity.reach[0]]) is not None
    if back and behind and _dated_behind(marked, behind.end()):
        return None  # "back at the 2% target by the second quarter"
    if behind:
        return Span(behind.start("word"), behind.end("word"))
    band = _TARGET_BAND.match(text, quantity.end)
    told = re.search(r"\binflation\b", text[: quantity.start], re.IGNORECASE)
    if band and (told or is_goal(text[: quantity.start])):
        return Span(band.start("word"), band.end("word"))
    matches = list(cues.pattern("kinds", "target").finditer(window))
    if not matches or re.search(r"[.;,]", window[matches[-1].end() :]):
        return None
    match = matches[-1]
    wider = text[max(0, start - BEFORE) : quantity.end]
    if cues.pattern("kinds", "not_target").search(wider) and not re.search(r"of\s*$", window):
        return None
    return Span(start + match.start(), start + match.end())


def is_goal(lead: str) -> bool:
    """Whether words lead to a range that something comes back to, so that it is a goal.

    Args:
        lead: the sentence up to it: "it returns to the".
    """
    return _GOAL.search(lead) is not None


def _dated_behind(marked: Marked, end: int) -> bool:
    """Whether a period follows at once."""
    return any(_AT_TIME.fullmatch(marked.text, end, h.start) for h in marked.horizons)


def _scenario(marked: Marked, index: int) -> Span | None:
    whole, quantity = marked.text, marked.quantities[index]
    named = _case_behind(marked, index)
    if named is not None:
        kind, span = named
        return span if kind is Kind.SCENARIO else None
    start = max(whole.rfind("; ", 0, quantity.start) + 1, 0)
    if _ANOTHER.match(whole, start):  # "scenarios, including a boom, where …; and a slump, where …"
        start = max(whole.rfind("; ", 0, max(0, start - 1)) + 1, 0)
    stop = whole.find("; ", quantity.end)
    text = " " * start + whole[start : stop if stop >= 0 else len(whole)]
    against = _AGAINST_BASELINE.search(text)
    if against:
        return Span(against.start(), against.end())
    bare = cues.pattern("kinds", "central").sub(lambda m: " " * len(m.group()), text)
    apart = any(is_central(marked, other) for other in range(len(marked.quantities)))
    if bare != text and not (apart or cues.pattern("kinds", "scenario").search(bare)):
        return None
    for name in ("scenario", "conditional"):
        match = cues.pattern("kinds", name).search(bare)
        if match and not (
            _NOT_IF.match(bare, match.start())
            or _BASELINE.match(bare, match.start())
            or _is_of_another(bare[quantity.end : match.start()])
        ):
            return Span(match.start(), match.end())
    opened = re.match(r"\s*(?P<word>Should|Were)\s+(?!be\b)\w+", bare)
    return Span(opened.start("word"), opened.end("word")) if opened else None


def is_central(marked: Marked, index: int) -> bool:
    """Whether the case right behind a number is the forecast: "the 2.6% of the main scenario".

    Args:
        marked: the sentence.
        index: which number.
    """
    named = _case_behind(marked, index)
    return named is not None and named[0] is Kind.FORECAST


def _case_behind(marked: Marked, index: int) -> tuple[Kind, Span] | None:
    """Return the case that is named right behind a number: "4% in our base case, 5% in a slump".

    With two cases in one sentence each number has its own.
    """
    start, end = reach_behind(marked, index, None)
    horizons = [h for h in marked.horizons if start <= h.start < end]
    last = horizons[-1].end if horizons else start
    for kind, name in ((Kind.FORECAST, "central"), (Kind.SCENARIO, "scenario")):
        for at in (start, last):
            for cue in cues.pattern("kinds", name).finditer(marked.text, at, _next(marked, index)):
                if _IN_OUR.fullmatch(marked.text, at, cue.start()):
                    return kind, Span(cue.start(), cue.end())
    return None


def _next(marked: Marked, index: int) -> int:
    later = marked.quantities[index + 1 :]
    return later[0].start if later else len(marked.text)


def _is_of_another(between: str) -> bool:
    """Whether a clause of its own stands between a number and the condition behind it.

    "5% is priced, and the scope for more is small provided that prices ease": the condition is the
    scope's.
    """
    _, comma, clause = between.rpartition(",")
    return bool(comma) and len(clause.split()) >= OWN_CLAUSE_WORDS


@lru_cache(maxsize=KEPT)
def is_revision(text: str) -> bool:
    """Whether a sentence tells of a changed forecast ("cut its forecast from 2.5% to 2.3%")."""
    revising = cues.pattern("prose", "revising").finditer(text)
    return any(not _RATE_BEHIND.match(text, m.end()) for m in revising) or bool(
        _REVISES.search(text)
    )
