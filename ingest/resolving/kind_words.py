"""Words beside a number -> what sort of claim they make it, or why it is no forecast.

A table asks about the words of its headers and rows with each of its figures, so the answers are
kept for a while.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.resolving import cues
from ingest.resolving.rounds import round_named, without_comparison
from ingest.resolving.tokens import KEPT
from warehouse.vocabulary import Kind, Reason

_PART = re.compile(r",\s|\s[–—-]\s|\s\(")


@lru_cache(maxsize=KEPT)
def said_of_kind(text: str, *, header: bool) -> Kind | Reason | None:
    """Return what the words say, None where they say nothing of it.

    Args:
        text: the words.
        header: whether they are a header or row label of a table; a sentence says "previous" and
            "if" in other ways.
    """
    if _is_said("central", text):
        return None
    if header:
        text = without_comparison(text)
        if _is_said("difference", text):
            return Reason.DIFFERENCE
        if _is_said("history", text):
            return Reason.HISTORY
        if round_named(text) is not None:
            return Kind.PREVIOUS
    if _is_said("previous_header" if header else "previous", text):
        return Kind.PREVIOUS
    if header and _names_scenario(text):
        return Kind.SCENARIO
    if _is_said("scenario", text) or (not header and _is_said("conditional", text)):
        return Kind.SCENARIO
    if _is_said("target", text) and not _is_said("not_target", text):
        return Kind.TARGET
    return Kind.ESTIMATE if _is_said("estimate", text) else None


def _names_scenario(text: str) -> bool:
    """Whether a header, or the part of it behind a comma or dash, is the name of another case."""
    parts = (text, *_PART.split(text)[1:])
    named = cues.pattern("kinds", "scenario_header")
    return any(named.fullmatch(part.strip("*()–-: ")) for part in parts)


def _is_said(name: str, text: str) -> bool:
    return cues.said(text, "kinds", name) is not None
