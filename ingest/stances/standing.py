"""Sentence and leaning -> why it is no stance of the house: history, others, denial, a fund."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.resolving import cues
from warehouse.vocabulary import Reason, Tilt

if TYPE_CHECKING:
    from ingest.stances.leanings import Leaning

DENIED_WITHIN = 26  # characters before a word of leaning in which "not" denies it
FUND_WEIGHTS = frozenset({Tilt.OVERWEIGHT, Tilt.NEUTRAL, Tilt.UNDERWEIGHT, Tilt.ADD, Tilt.REDUCE})
STATES = frozenset(set(Tilt) - {Tilt.ADD, Tilt.REDUCE})  # what one is, not what one does
PREFERENCES = frozenset({Tilt.OVERWEIGHT, Tilt.POSITIVE})
_CLAUSE = re.compile(r"[;:.]|,?\s+\b(?:but|while|whereas|although|though|so)\b|\)")
_PAST = re.compile(
    r"\b(?:was|were|had|had been|held|used to (?:be|hold|have))\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_THAT_YEAR = re.compile(r"\b(?:in|during|throughout)\s+(?:early\s+|late\s+)?(20\d\d)\b", re.I)
_PAST_VERB = re.compile(r"\b(?:was|were|had|did|\w+ed|held|went|took|cut)\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|unless|in case|provided|were\s+\w+\s+to|should\s+(?!we\b))\b", re.I)
_EXAMPLE = re.compile(
    r"\b(?:for example, if|for instance, if|suppose|imagine|let us assume|in a scenario)\b", re.I
)
_PROMPTS = re.compile(
    r"\b(?:would|could|might)\s+(?:\w+\s+)?(?:make|lead|prompt|cause|force|persuade)\s+us\b", re.I
)
_WOULD = re.compile(r"\b(?:would|could|might|may)\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)
_WEIGHT_WORD = re.compile(r"weight|neutral|\bo/?w\b|\bu/?w\b|\blong\b|\bshort\b", re.IGNORECASE)


def why_none(text: str, leaning: Leaning, *, year: int | None) -> tuple[Reason, str] | None:
    """Return why a leaning is no stance of anyone who speaks here, None where it is one.

    Args:
        text: the sentence.
        leaning: what was found in it.
        year: of publication, if known.
    """
    said = text[leaning.start : leaning.end]
    clause = _clause_before(text, leaning.start)
    if cues.said(text, "stances", "glossary"):
        return Reason.NOT_A_FORECAST, f"“{said}”: a definition or disclaimer"
    if cues.said(text, "stances", "benchmarks"):
        return Reason.PORTFOLIO_WEIGHT, f"“{said}”: what a benchmark is made of"
    if leaning.tilt in FUND_WEIGHTS and cues.said(text, "stances", "funds"):
        return Reason.PORTFOLIO_WEIGHT, f"“{said}”: what a fund holds, not what a house advises"
    if _is_denied(text, leaning):
        return Reason.DENIED, f"“{said}”: the words deny it"
    if leaning.is_behind and _is_of_others(clause + said):
        return Reason.OTHERS_POSITION, f"“{said}”: what others hold, not what the house advises"
    if _is_conditional(text, leaning, clause):
        return Reason.HYPOTHETICAL, f"“{said}”: only if something else happens"
    if text.rstrip('"”’ ').endswith("?"):
        return Reason.HYPOTHETICAL, f"“{said}”: a question"
    if _is_past(text, leaning, clause, year):
        return Reason.HISTORY, f"“{said}”: how it was, not how it is"
    return None


def is_denied_preference(text: str, leaning: Leaning) -> bool:
    """Whether "not" turns a preference round: "we do not favour high yield"."""
    said = text[leaning.start : leaning.end]
    return (
        leaning.tilt in PREFERENCES
        and leaning.is_behind
        and not leaning.is_turned
        and _WEIGHT_WORD.search(said) is None
        and cues.pattern("stances", "over").search(text[leaning.end :]) is None
        and re.search(r"\b(?:not|n['’]t|never)\s+(?:\w+\s+)?$", text[: leaning.start]) is not None
    )


def is_said_of_nobody(text: str, leaning: Leaning) -> bool:
    """Whether an act has neither an actor nor a "should": "the buying of duration".

    An order at the beginning of a sentence or behind a colon is an advice: "Buy gold".
    """
    said = text[leaning.start : leaning.end].lower()
    acts = leaning.tilt in (Tilt.ADD, Tilt.REDUCE) or said.startswith("allocat")
    lead = text[: leaning.start].rstrip(' “"')
    orders = (not lead or lead[-1] in ":;–—•·-,") and not re.match(r"\w+(?:ed|ing)\b", said)
    joined = re.search(r"\b(?:and|then)$", lead) is not None
    return acts and not (orders or joined) and not cues.pattern("stances", "advice").search(text)


def is_open(text: str, leaning: Leaning) -> bool:
    """Whether "could" or "consider" leaves a leaning open."""
    near = text[max(0, leaning.start - 40) : leaning.start]
    return cues.pattern("stances", "open").search(near) is not None


def _clause_before(text: str, edge: int) -> str:
    """Return what stands before a place in its own clause."""
    last = 0
    for match in _CLAUSE.finditer(text, 0, edge):
        last = match.end()
    return text[last:edge]


def _is_denied(text: str, leaning: Leaning) -> bool:
    if is_denied_preference(text, leaning):
        return False
    near = text[max(0, leaning.start - DENIED_WITHIN) : leaning.start]
    near = re.split(r"[,;:.]|\b(?:but|and|while)\b", near)[-1]
    return cues.pattern("stances", "denied_before").search(near) is not None


def _is_of_others(clause: str) -> bool:
    """Whether the subject of a clause is somebody who is not advised: "investors are"."""
    named = list(cues.pattern("stances", "others").finditer(clause))
    if not named or cues.pattern("stances", "advice").search(clause):
        return False
    rest = clause[named[-1].end() :]
    return re.match(r"['’]?s?\s+(?!should|must|can\b)[\w'’-]+", rest) is not None


def _is_conditional(text: str, leaning: Leaning, clause: str) -> bool:
    if _EXAMPLE.search(text) or _PROMPTS.search(text[: leaning.start]):
        return True
    inside = re.search(r"\b(?:if|unless)\b", clause, re.IGNORECASE)
    if inside and re.search(r",", clause[inside.end() :]) is None:
        return True
    return _IF.search(text) is not None and _WOULD.search(text[: leaning.start]) is not None


def _is_past(text: str, leaning: Leaning, clause: str, year: int | None) -> bool:
    if cues.pattern("stances", "long_ago").search(text[: leaning.end]) and _PAST_VERB.search(
        clause + text[leaning.start : leaning.end]
    ):
        return True
    if leaning.tilt in STATES and _PAST.search(clause):
        return True
    named = [int(m[1]) for m in _THAT_YEAR.finditer(text)]
    over = year is not None and bool(named) and max(named) < year
    return over and _PAST_VERB.search(clause + text[leaning.start : leaning.end]) is not None
