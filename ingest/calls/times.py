"""Call and the periods of its sentence -> the periods that it speaks of.

A period behind the move comes first, then one before it in its clause, then one that opens the
sentence. "No cuts before 2027" speaks of the year before; "and then hold" of what is left.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.calls.scene import LONGEST
from ingest.prose.nearness import group
from ingest.resolving import cues
from ingest.resolving.horizon_words import whole
from warehouse.vocabulary import Indicator, Measure, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ingest.calls.call import Call
    from ingest.calls.scene import Scene
    from ingest.resolving.horizons import Horizon

OPENING = 24  # characters: a period named so early holds for the whole sentence
LAST_MONTH = 31  # days: only in December is "the end of the year" that of the next
YEAR, HALF, QUARTER = 12, 6, 3  # months
LATE_IN_YEAR = 10  # from October on "the next two years" begin with the next
A_PATH = 3  # months named side by side are the path of their year, not so many calls
ALMOST_OVER = 45  # days: "the second half of the year" of a December outlook is the year after's

_AFTERWARDS = re.compile(r"\b(?:after|since|following|beyond)\s+(?:the\s+)?$", re.IGNORECASE)
_THROUGH = re.compile(r"\bthrough\s+$", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:before|until|till|prior to)\s+"
    r"(?:the\s+|at least\s+|well\s+|into\s+|after\s+|late\s+|sometime\s+(?:in\s+)?)*$",
    re.IGNORECASE,
)
_WITH_IT = re.compile(r"\s+with\s+(?:its|the|their|a|any)\s", re.IGNORECASE)
_OF_ITS_YEAR = re.compile(r"of\s+(?:the|this)\s+(?:year|cycle)", re.IGNORECASE)
_AT = re.compile(r"\s+(?:in|by|at)\s+(?:its\s+|the\s+)?", re.IGNORECASE)
_UNTIL_BEFORE = re.compile(r"\s+before\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_INTO = re.compile(r"\binto\s+(?:the\s+)?$", re.IGNORECASE)  # "into year-end": of this year
_LATER = re.compile(r"later\s+(?:on\s+)?(?:this|in\s+the)\s+year", re.IGNORECASE)
_IS_OUT = re.compile(
    r"\s+(?:is|are)\s+(?:out|over|up|through)\b|\s+(?:ends|closes|is done)\b", re.IGNORECASE
)
_SAME_TIME = re.compile(
    r"\b(?:even|by|at|since)\s+(?:then|that (?:point|time|stage))\b", re.IGNORECASE
)
_THEREAFTER = re.compile(
    r"\s+(?:\w+ly\s+|again\s+)?(?:thereafter|afterwards|after that|from then on|from there)\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"[,;]\s+(?:and\s+)?(?:then|thereafter|afterwards|followed\s+by)\b", re.IGNORECASE
)
_SECOND = re.compile(r"\b(?:in|over|during)\s+the\s+second\b(?!\s+(?:half|quarter))", re.IGNORECASE)
_MONTH = re.compile(r"\d{4}-\d{2}$")
_FIRST_HALF = re.compile(r"\d{4}H1")


def times_of(
    scene: Scene, call: Call, others: Sequence[Call], *, published: date | None
) -> tuple[Horizon, ...]:
    """Return the periods of a call, none where the sentence names none for it.

    Args:
        scene: the sentence.
        call: the call.
        others: all calls of the sentence, itself among them.
        published: the day of publication.
    """
    named = (*scene.marked.horizons, *_ellipsis(scene))
    usable = [h for h in named if h.period is not None and not _is_long(h)]
    chosen = _chosen(scene, call, sorted(others, key=lambda c: c.word), usable)
    kept = []
    for horizon in chosen:
        lead = scene.text[: horizon.start]
        if _AFTERWARDS.search(lead):
            continue
        open_ended = _UNTIL.search(lead) is not None and call.later is None
        through = _THROUGH.search(lead) is not None and "mid" in horizon.text.lower()
        open_ended = open_ended or (through and call.stance is Stance.FLAT)
        if call.start >= horizon.end and (
            _WITH_IT.match(scene.text, horizon.end) or _is_waited_for(scene, call, horizon)
        ):
            open_ended = False  # "waits until March with its first cut"
        open_ended = open_ended and not _SAME_TIME.search(scene.text, horizon.end, call.word[0])
        if open_ended and not _IS_OUT.match(scene.text, horizon.end):
            horizon = _before(horizon)
        if _lasts(call, horizon):
            horizon = _whole_year(horizon)
        if _LATER.match(horizon.text):
            horizon = _whole_year(horizon)
        counted = _counted(horizon, published)
        kept.append(counted if _INTO.search(lead) else _moved_on(counted, published))
    return tuple(kept)


def _chosen(
    scene: Scene, call: Call, calls: list[Call], usable: list[Horizon]
) -> tuple[Horizon, ...]:
    first, last = scene.clause(call.word[0])
    index = next(i for i, c in enumerate(calls) if c.word == call.word)
    usable = [h for h in usable if not _is_of_its_year(scene, h, usable)]
    stop = next((c.word[0] for c in calls[index + 1 :] if c.word[0] >= call.end), last)
    start = max((c.end for c in calls[:index] if c.end <= call.word[0]), default=0)
    behind = [
        h for h in usable if call.word[1] <= h.start < min(max(last, call.end), max(stop, call.end))
    ]
    if behind:
        together = next(g for g in group(scene.text, usable) if behind[0] in g)
        return _as_path(tuple(h for h in together if h in behind))
    waited = [h for h in usable if h.end <= call.word[0]][-1:]
    if waited and _is_waited_for(scene, call, waited[0]):
        return tuple(waited)
    if _SAME_TIME.search(scene.text, first, call.word[0]):
        return tuple([h for h in usable if h.end <= call.word[0]][-1:])
    before = [h for h in usable if max(first, start) <= h.start and h.end <= call.word[0]]
    if before and not any(first <= c.word[0] and c.end <= before[-1].start for c in calls[:index]):
        if _THEREAFTER.match(scene.text, call.word[1]) or _THEN.search(
            scene.text, before[-1].end, call.word[0]
        ):
            return (_rest_of_year(before[-1]),)
        return (before[-1],)
    shared = _shared(scene, calls, index, usable, last)
    if shared is not None:
        return (shared,)
    opening = [
        h
        for h in usable
        if h.start <= OPENING and h.end <= call.word[0] and h.end <= calls[0].word[0]
    ]
    return tuple(opening[:1])


def _is_of_its_year(scene: Scene, horizon: Horizon, usable: Sequence[Horizon]) -> bool:
    """Whether a period only counts the move that another dates: "the first of the year in May"."""
    counts = _OF_ITS_YEAR.fullmatch(horizon.text) is not None
    return counts and any(
        h.start > horizon.end and _AT.fullmatch(scene.text, horizon.end, h.start) for h in usable
    )


def _is_waited_for(scene: Scene, call: Call, horizon: Horizon) -> bool:
    """Whether a move is put off until a time: "waits until June before cutting again"."""
    between = scene.text[horizon.end : call.word[0]]
    lead = scene.text[: horizon.start]
    return _UNTIL_BEFORE.fullmatch(between) is not None and _UNTIL.search(lead) is not None


def _rest_of_year(horizon: Horizon) -> Horizon:
    """Return the year of a period after which something comes, the next behind its end."""
    end = horizon.period.end if horizon.period else None
    year = whole(str(end.year + (end.month == YEAR))) if end is not None else None
    if year is None:
        return horizon
    return replace(horizon, period=year.period, measure=None, is_relative=True, part="")


def _as_path(listed: tuple[Horizon, ...]) -> tuple[Horizon, ...]:
    """Return the year of a list of its months: "cuts in July, September and December"."""
    periods = [h.period for h in listed if h.period is not None]
    starts = {p.start for p in periods if _MONTH.match(p.text)}
    years = {start.year for start in starts if start is not None}
    year = whole(str(years.pop())) if len(starts) >= A_PATH and len(years) == 1 else None
    if year is None or len(starts) < len(listed):
        return listed
    return (replace(listed[0], period=year.period, measure=None, is_relative=True, part=""),)


def _shared(
    scene: Scene, calls: list[Call], index: int, usable: list[Horizon], last: int
) -> Horizon | None:
    """Return the period of the move that this one is joined to ("cut and then hold in 2026")."""
    call = calls[index]
    for other in calls[index + 1 :]:
        behind = [h for h in usable if other.word[1] <= h.start < last]
        if other.word[0] < last and behind and not _is_later(scene, call.end, other.word[0]):
            return behind[0]
    for other in reversed(calls[:index]):
        if not scene.is_chain(other.end, call.word[0]):
            continue
        own = [h for h in usable if other.word[1] <= h.start < call.word[0]]
        if own and own[-1].period is not None and own[-1].period.start is not None:
            year = whole(str(own[-1].period.start.year))
            if _is_later(scene, other.end, call.word[0]) and year is not None:
                return replace(own[-1], period=year.period, measure=None, is_relative=True, part="")
            return own[-1]
    return None


def _is_later(scene: Scene, start: int, end: int) -> bool:
    return cues.pattern("calls", "later").search(scene.text, start, end) is not None


def _is_long(horizon: Horizon) -> bool:
    """Whether a stretch is too long to be when a call comes true ("the fastest in 40 years")."""
    months = horizon.period.months_ahead if horizon.period else None
    return months is not None and months > LONGEST


def _ellipsis(scene: Scene) -> list[Horizon]:
    """Return "in the second" of a sentence that has just named a first half."""
    halves = [h for h in scene.marked.horizons if h.period and _FIRST_HALF.fullmatch(h.period.text)]
    found = []
    for match in _SECOND.finditer(scene.text):
        before = [h for h in halves if h.end <= match.start()]
        if before and before[-1].period is not None:
            half = whole(before[-1].period.text[:4] + "H2", relative=True)
            if half is not None:
                found.append(
                    replace(half, text=match.group(), start=match.start(), end=match.end())
                )
    return found


def _before(horizon: Horizon) -> Horizon:
    """Return the time that "before" a period leaves: what of its year, or the year before.

    "Before 2027" is 2026, "until the summer of 2026" the first half, "before the year is out" and
    "before the end of 2026" that year.
    """
    period = horizon.period
    if period is None or period.start is None:
        return horizon
    year, months = period.start.year, period.start.month
    if horizon.measure is Measure.YEAR_END:
        left = str(year)
    elif re.fullmatch(r"\d{4}|\d{4}(?:H1|Q1|-01)", period.text):
        left = str(year - 1)
    elif months <= QUARTER + 1:
        left = f"{year}Q1"
    else:
        left = f"{year}H1" if months <= HALF + 1 else str(year)
    earlier = whole(left)
    if earlier is None:
        return horizon
    return replace(horizon, period=earlier.period, measure=None, is_relative=True, part="")


def _lasts(call: Call, horizon: Horizon) -> bool:
    """Whether rates that stop moving "early in the year" stay where they are for the rest of it."""
    early = re.search(r"\bearly\b", horizon.text, re.IGNORECASE) is not None
    return early and call.stance is Stance.FLAT and call.indicator is not Indicator.FX_RATE


def _whole_year(horizon: Horizon) -> Horizon:
    start = horizon.period.start if horizon.period else None
    year = whole(str(start.year)) if start is not None else None
    return replace(horizon, period=year.period, is_relative=True, part="") if year else horizon


def _counted(horizon: Horizon, published: date | None) -> Horizon:
    """Turn "over the next two years" into the years that it covers."""
    months = horizon.period.months_ahead if horizon.period else None
    if months is None or published is None or months % YEAR:
        return horizon
    if months < 2 * YEAR:
        coming = published.month > LATE_IN_YEAR and horizon.text.lower().endswith("coming year")
        year = whole(str(published.year + 1), relative=True) if coming else None
        return replace(horizon, period=year.period, is_relative=True) if year else horizon
    first = published.year + (published.month >= LATE_IN_YEAR)
    span = whole(f"{first}-{first + months // YEAR - 1}", relative=True)
    return replace(horizon, period=span.period, is_relative=True) if span else horizon


def _moved_on(horizon: Horizon, published: date | None) -> Horizon:
    """Put a part of a year that is almost over, dated by the calendar alone, in the next."""
    period = horizon.period
    if published is None or period is None or period.start is None or not horizon.is_relative:
        return horizon
    end = period.end
    if (
        end is None
        or (end - published).days > ALMOST_OVER
        or not re.search(r"\byear\b", horizon.text, re.IGNORECASE)
    ):
        return horizon
    if re.search(r"\b(?:this|current)\b", horizon.text, re.IGNORECASE):
        return horizon
    ends = re.search(r"\b(?:year-end|end of)\b", horizon.text, re.IGNORECASE)
    if ends and (end - published).days > LAST_MONTH:
        return horizon
    later = whole(period.text.replace(str(period.start.year), str(period.start.year + 1)))
    return replace(horizon, period=later.period) if later is not None else horizon
