"""Whether a number leans on an earlier sentence though its own names another thing of that kind.

The nearer word may be the right one after all, so a person looks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.candidates import Meaning, Origin
from ingest.resolving import cues, lexicon
from ingest.resolving.places import WORLD
from warehouse.vocabulary import Indicator, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ingest.candidates import Phrase
    from ingest.prose.binding import Bound
    from ingest.prose.mark import Mark
    from ingest.prose.marks import Marked

SUBJECT_WORDS = 4  # before a verb that may be its subject
_WORDS = re.compile(r"[\w'’-]+")
_MOVES = (Unit.BP, Unit.CUTS, Unit.HIKES)
FAR = (Origin.CARRIED, Origin.EARLIER_SENTENCE)


def is_rivalled(
    marked: Marked,
    one: Bound,
    phrases: Mapping[Meaning, tuple[Phrase, ...]],
    *,
    home: str | None,
) -> bool:
    """Return whether something is taken over though this sentence, or the report, names its like.

    Args:
        marked: the sentence.
        one: a number of it.
        phrases: what the number would take over, likeliest first.
        home: the region that the report is about as a whole.
    """
    fx = one.indicator is not None and one.indicator.key == Indicator.FX_RATE
    moves = marked.quantities[one.index].unit in _MOVES  # of rates, whatever else is named
    checks = (
        (
            one.indicator or moves,
            Meaning.INDICATOR,
            (*_indicators(marked, one.index), *marked.output),
        ),
        (one.regions, Meaning.REGION, marked.currencies if fx else marked.regions),
        (one.horizons or one.borrowed, Meaning.PERIOD, marked.horizons),
    )
    if any(not own and others and _taken_over(phrases[m]) for own, m, others in checks):
        return True
    if home in (None, WORLD) or fx or one.regions:
        return False
    places = {p for words in _taken_over(phrases[Meaning.REGION]) for p in _places(words)}
    return bool(places - {home})


def is_said_by_another(text: str, start: int) -> bool:
    """Whether "sees" or "expects" before a number has a subject that is neither known nor "we".

    Args:
        text: the sentence, of which nobody is known to speak.
        start: where the number begins.
    """
    if not cues.may_stand(text, "speakers", "third_person"):
        return False
    for verb in cues.pattern("speakers", "third_person").finditer(text, 0, start):
        words = _WORDS.findall(text[: verb.start()])[-SUBJECT_WORDS:]
        ours = cues.pattern("speakers", "ourselves").search(" ".join(words))
        if words and ours is None:
            return True
    return False


def _taken_over(phrases: tuple[Phrase, ...]) -> list[Phrase]:
    return [p for p in phrases[:1] if p.origin in FAR]


def _places(phrase: Phrase) -> list[str]:
    return list(lexicon.places_in(phrase.text))


def _indicators(marked: Marked, index: int) -> list[Mark]:
    """Return the indicators of a sentence that a number without one of its own may be of.

    A figure that is not kept is only one within its clause: "… mainly because rents fall".
    """
    start = marked.quantities[index].start
    return [
        mark
        for mark in marked.indicators
        if mark.key != Indicator.OTHER or not _is_apart(marked, *sorted((mark.start, start)))
    ]


def _is_apart(marked: Marked, start: int, end: int) -> bool:
    """Whether a clause begins in between; a colon only leads to the number."""
    return any(start < b <= end and marked.text[b : b + 1] != ":" for b in marked.borders)
