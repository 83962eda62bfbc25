"""Words and headers -> `Horizon`: the period that a forecast is about, and what it says of measure.

"4Q22", "2022Q4", "FY24", "2023F", "first half", "end-2026", "next year", "in 12 months" and "longer
run" all become canonical periods. Words such as "next year" need the day of publication; a bare
"Q4" or "December" stays a part until a year is found beside it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.resolving import cues
from ingest.resolving.header_periods import spelled_out
from ingest.resolving.horizon_near import FOLLOWING, following
from ingest.resolving.horizon_rules import periods_in
from ingest.resolving.horizon_words import COUNTS, Horizon, Now, whole
from warehouse.periods import Period, parse_period
from warehouse.vocabulary import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

__all__ = ["Horizon", "find_horizons", "read_horizon", "settled"]

NEXT_WITHIN = 30  # characters between "March" and the "June 2026" that dates it
SAME_LIST_WITHIN = 60  # characters between "Q3" and the "Q4" that follows it in the same list
TOLD_AFTER = 60  # days after a quarter's end when most offices have told how it went
YEARS_END = "-12"  # the part of a year that "the end of 2026" is as well
DUE_AFTER = 20  # days after a month's end in which its figures are still to come
JUST_OVER = 100  # days: "after the cut in September" of an outlook from December or before
KEPT = 1024  # texts whose periods are kept: more than a page has

_PRESENT = frozenset({"now", "today", "current", "currently"})  # say nothing of what has been
_ENDING = ("end", "the end", "year-end", "year end")
_AND = re.compile(
    r"(?:\s+(?:at|near|around|about)\s+(?:about\s+)?[\d.,–-]+\s?%?)?\s*(?:,|,?\s?and)\s+",
    re.IGNORECASE,
)
INFINITIVE = re.compile(  # "should cut its rate", "will hit": what looks like the past is none
    r"\b(?:to|will|should|may|might|could|would|can|must)\s+(?:(?:also|then|be|\w+ly)\s+)?$",
    re.IGNORECASE,
)
_PAST_BEHIND = re.compile(r"\s+(?:\w+ly\s+)?(?:[a-z]{3,}ed|was|were|came|fell|rose|beat)\b")
_DONE = re.compile(  # "surprised with a cut in December", "kept rates unchanged in July"
    r"(?<!\bbe )(?<!being )(?<!\bis )(?<!\bare )(?<!once )(?<!when )(?<!if )(?<!as )"
    r"\b(?:(?!need|speed|exceed|succeed|proceed|indeed|fed|based|limited|mixed|advanced|united|increased)[a-z]{3,}ed(?!\s+by)|"
    r"kept|held|left|went|saw|met|made|gave|brought|came)\b"
)
_HAS_CUT = re.compile(  # "BanRep cut by 25bp in April": of one bank, "cut" alone is past
    r"(?P<lead>(?:^|[.;:,]\s+|\b(?:after|since|when|and|but|as)\s+))(?:the\s+)?(?P<who>[A-Z][\w.’'-]*(?:\s+(?:of\s+)?[A-Z][\w.’'-]*){0,4}|it)\s+"
    r"(?:(?:unexpectedly|again|also|already|already|duly|last|surprisingly)\s+)?cut\s+"
    r"(?:by|to|its|rates?|the|interest|borrowing|key|policy|\d)"
)
_MANY = re.compile(r"(?:banks|makers|Banks|They|We|they|we)$")
_UP_TO = re.compile(r"\b(?:by|until|till|before|to|from|through|starting\s+in)\s+$", re.IGNORECASE)
_BEHIND_US = re.compile(  # "after a cut in September": told, but of a month just over only
    r"\b(?:after|following|since)\s+(?:(?:a|an|the|its|their|last)\s+)?(?:[\w.,%½¼-]+\s+){0,5}?(?:in\s+)?$",
    re.IGNORECASE,
)
_YEAR_TO = re.compile(
    r"the\s+(?:year|(?:12|twelve)\s+months|quarter)\s+(?:to|ended|ending|through)\s", re.IGNORECASE
)
_MONTHS_LEFT_OUT = re.compile(
    r"\b(?:in|over)\s+(?P<n>three|six|nine|twelve|3|6|9|12)(?=\s*(?:[,.;)]|$)|\s+and\b)",
    re.IGNORECASE,
)
_BASE_YEAR = re.compile(  # what prices or an index are counted in: no time that is spoken of
    r"\b(?:19|20)\d\d\s(?:prices|dollars|US\$|weights)\b|\b(?:19|20)\d\d\s?=\s?100\b|"
    r"\b(?:constant|chained|base(?:\syear)?:?)\s(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r",\s+(?:at\s+)?(?:about\s+|around\s+)?[\d.,]+\s?(?:%|per\s?cent|percent)\s+in\s+$",
    re.IGNORECASE,
)
_SETTLED = re.compile(r"\[([^\]]+)\]$")


def find_horizons(
    text: str, *, published: date | None, anchor: Period | None = None
) -> list[Horizon]:
    """Return the periods named in a sentence or header, in reading order.

    Args:
        text: one sentence, heading or header cell.
        published: the day that "this year" and "next year" are counted from; without it such
            words are left out.
        anchor: the period that the text before was about; "the year" and "year-end" lean on it.
    """
    return list(_found(text, published, anchor))


@lru_cache(maxsize=KEPT)
def _found(text: str, published: date | None, anchor: Period | None) -> tuple[Horizon, ...]:
    """Return the same, kept for a while: headers and sentences are asked about again and again."""
    found: list[Horizon] = []
    text = spelled_out(text)
    text = _BASE_YEAR.sub(lambda base: " " * len(base.group()), text)
    for rule, inner in periods_in(text):
        last = next((h.period for h in reversed(found) if h.period is not None), anchor)
        horizon = rule.read(inner, Now(published, last))
        if horizon is not None:
            found.append(
                replace(horizon, text=inner.group().strip(), start=inner.start(), end=inner.end())
            )
    found = _with_months(found, text)
    for index, horizon in enumerate(found):
        if horizon.part.startswith(FOLLOWING):
            before = found[index - 1].period if index else anchor
            found[index] = following(horizon, before)
        elif horizon.period is None and horizon.part:
            told = _is_told(text[: horizon.start]) or _has_been(text, horizon.end)
            told = told or _stood(text, horizon)
            lead = text[: horizon.start]
            behind = _BEHIND_US.search(lead) or _YEAR_TO.match(horizon.text)
            if published is not None and not told and behind:
                told = _is_just_over(horizon, published)
            back = published is not None and told
            found[index] = _completed(
                horizon, found, index, published, back=back, lead=text[: horizon.start]
            )
    return tuple(_ended(found, text))


def _with_months(found: list[Horizon], text: str) -> list[Horizon]:
    """Add the "in twelve" of "1.12 in six months and 1.15 in twelve"."""
    ahead = [h for h in found if h.period is not None and h.period.months_ahead is not None]
    if not ahead or "month" not in ahead[0].text.lower():
        return found
    more = []
    for match in _MONTHS_LEFT_OUT.finditer(text, ahead[0].end):
        count = match["n"].lower()
        span = whole(f"{int(count) if count.isdigit() else COUNTS[count]}M", relative=True)
        if span is not None:
            start, end = match.span()
            more.append(replace(span, text=match.group(), start=start, end=end))
    return sorted([*found, *more], key=lambda h: h.start) if more else found


def _ended(found: list[Horizon], text: str) -> list[Horizon]:
    """Let "end" hold for the next year of a list: "end 2026 at 3.6% and 2027 at 2.6%"."""
    for index in range(1, len(found)):
        before, horizon = found[index - 1], found[index]
        if before.measure is not Measure.YEAR_END or not before.text.lower().startswith(_ENDING):
            continue
        if not re.fullmatch(r"\d{4}", horizon.text) or not _AND.fullmatch(
            text, before.end, horizon.start
        ):
            continue
        year_end = whole(f"{horizon.text}-12", measure=Measure.YEAR_END)
        if year_end is not None:
            found[index] = replace(
                horizon, period=year_end.period, measure=Measure.YEAR_END, is_relative=True
            )
    return found


def read_horizon(texts: Sequence[str], *, published: date | None) -> Horizon | None:
    """Read a period that may be spread over header levels, the nearest first.

    "Q4" under "2026" gives 2026Q4; "GS" under "2023" gives 2023. A level that names several
    periods says nothing about one of them and is passed over.
    """
    part: Horizon | None = None
    for text in texts:
        if bracket := _SETTLED.search(text):
            meant = _unbracketed(bracket[1], published)
            return replace(meant, text=text) if meant is not None else None
        found = find_horizons(text, published=published)
        full = [h for h in found if h.period is not None and not h.part]
        if len(full) == 1:
            return _joined(part, full[0]) if part is not None else full[0]
        if part is None and not full and len(found) == 1:
            part = found[0]
    return part


def settled(horizon: Horizon) -> str:
    """Return the words with what they mean in brackets, so that they can be read alone.

    "the year after" of a sentence about 2026 becomes "the year after [2027]", and `read_horizon`
    takes the brackets' word for it.
    """
    if horizon.period is None:
        return horizon.text
    ends = horizon.measure is Measure.YEAR_END and re.fullmatch(r"\d{4}-12", horizon.period.text)
    meaning = f"end-{horizon.period.text[:4]}" if ends else horizon.period.text
    return f"{horizon.text} [{meaning}]"


def _unbracketed(meaning: str, published: date | None) -> Horizon | None:
    exact = whole(meaning, relative=True)
    if exact is not None:
        return exact
    found = find_horizons(meaning, published=published)
    return replace(found[0], is_relative=True, part="") if found else None


def _joined(part: Horizon, dated: Horizon) -> Horizon:
    """Put a part under the year of another header level."""
    if dated.period is None or dated.period.start is None:
        return part
    text = f"{dated.period.start.year}{part.part}"
    try:
        period = parse_period(text)
    except ValueError:
        return dated
    return replace(
        part,
        period=period,
        is_relative=dated.is_relative,
        printed_as=dated.printed_as,
        measure=part.measure or dated.measure,
    )


def _completed(
    horizon: Horizon,
    found: list[Horizon],
    index: int,
    published: date | None,
    *,
    back: bool,
    lead: str,
) -> Horizon:
    """Give a part the year of a neighbour, or else the next such time after publication.

    After a verb in the past ("rose in November") it is the last such time.
    """
    earlier = [h for h in found[:index] if h.period is not None and h.period.start is not None]
    later = [
        h
        for h in found[index + 1 : index + 2]
        if h.period is not None and h.period.start is not None
    ]
    for neighbour in later:
        beside = neighbour.start - horizon.end <= NEXT_WITHIN
        if beside and not neighbour.part and _is_alike(horizon, neighbour):
            return replace(_joined(horizon, neighbour), is_relative=True)
    if back and published is not None:
        return _last_before(horizon, published)
    near = [h for h in reversed(earlier) if horizon.start - h.end <= SAME_LIST_WITHIN]
    for neighbour in near:
        if neighbour.period and _sort(neighbour.period.text) != "year":
            return _after(horizon, neighbour.period)
    years = [h for h in earlier if h.period and not h.is_relative and not h.part]
    one = len({str(h.period) for h in years if h.period and _sort(h.period.text) == "year"}) == 1
    if years and one and _sort(str(years[-1].period)) == "year":
        return replace(_joined(horizon, years[-1]), is_relative=True)
    if published is None:
        return horizon
    year = published.year
    dated = whole(f"{year}{horizon.part}")
    if dated is not None and dated.period is not None and dated.period.is_complete(published):
        since = (published - dated.period.end).days if dated.period.end else TOLD_AFTER + 1
        followed = since <= TOLD_AFTER and _is_followed(horizon, found[index + 1 :], published)
        due = horizon.part.startswith("-") and since <= DUE_AFTER and not _UP_TO.search(lead)
        year += not (followed or due)
    done = whole(f"{year}{horizon.part}")
    return replace(horizon, period=done.period, is_relative=True) if done else horizon


def _is_followed(part: Horizon, later: Sequence[Horizon], published: date) -> bool:
    """Whether a quarter that has just ended is read with one that runs: "0.5% in Q3 and 1% in Q4".

    Said in October, that is this year's third quarter, which no office has told of yet.
    """
    if any(str(h.period) == str(published.year) for h in later):
        return part.part.startswith("Q")  # "0.3% in Q2 and 1.4% over 2026"
    runs = (whole(f"{published.year}{h.part}") for h in later if h.part.startswith("Q"))
    return part.part.startswith("Q") and any(
        h is not None and h.period is not None and not h.period.is_complete(published) for h in runs
    )


def _is_alike(part: Horizon, neighbour: Horizon) -> bool:
    """Whether a part can take the year of a later neighbour: "in Q3 and in Q4 2026".

    "2.75% in December and 1.75% by mid-2025" counts up in time, so the December is an earlier one.
    """
    if neighbour.period is None or _sort(neighbour.period.text) == "year":
        return False
    joined = _joined(part, neighbour).period
    ends = neighbour.measure is Measure.YEAR_END and ("Q" in part.part or part.part == YEARS_END)
    return joined is not None and not ends and joined.sort_key <= neighbour.period.sort_key


def _is_told(lead: str) -> bool:
    """Whether the clause before a bare month or quarter tells what has been."""
    clause = re.split(r"[;:]|,\s", lead)[-1]
    forward = max((m.end() for m in cues.pattern("past", "forward").finditer(clause)), default=-1)
    told = (m for m in cues.pattern("past", "words").finditer(clause))
    told = (m for m in told if not INFINITIVE.search(clause[: m.start()]))
    past = max((m.end() for m in told if m.group().lower() not in _PRESENT), default=-1)
    past = max(past, has_cut(clause))
    if past < 0 and forward < 0:
        return _DONE.search(clause) is not None
    return past > forward


def has_cut(text: str) -> int:
    """Return the index behind "cut" where one bank is told to have done it, -1 elsewhere.

    Args:
        text: a sentence, or the part of it before a number.
    """
    found = [m.end() for m in _HAS_CUT.finditer(text) if not _MANY.search(m["who"])]
    return found[-1] if found else -1


def _has_been(text: str, end: int) -> bool:
    """Whether a verb in the past follows: "growth in the second quarter overstated momentum"."""
    behind = _PAST_BEHIND.match(text, end) is not None
    return behind and cues.pattern("past", "forward").search(text[:end]) is None


def _stood(text: str, horizon: Horizon) -> bool:
    """Whether an aside says where things stood: "inflation, at 2.5% in December, may peak"."""
    aside = _ASIDE.search(text[: horizon.start])
    return aside is not None and text[horizon.end : horizon.end + 1] == ","


def _last_before(horizon: Horizon, published: date) -> Horizon:
    """Put a part at the last such time that had begun by the day of publication."""
    for year in (published.year, published.year - 1):
        dated = whole(f"{year}{horizon.part}")
        start = dated.period.start if dated and dated.period else None
        if dated is not None and start is not None and start <= published:
            return replace(horizon, period=dated.period, is_relative=True)
    return horizon


def _is_just_over(horizon: Horizon, published: date) -> bool:
    """Whether the last such time ended not long ago, so that "after" it speaks of that one."""
    last = _last_before(horizon, published).period
    over = last is not None and last.is_complete(published) and last.end is not None
    return (
        over
        and last is not None
        and last.end is not None
        and ((published - last.end).days <= JUST_OVER)
    )


def _after(horizon: Horizon, earlier: Period) -> Horizon:
    """Put a part ("Q4", "March") at the first such time from the part before it on."""
    year = earlier.start.year if earlier.start else 0
    for one in (year, year + 1):
        dated = whole(f"{one}{horizon.part}")
        if dated and dated.period and dated.period.sort_key >= earlier.sort_key:
            return replace(horizon, period=dated.period, is_relative=True)
    return horizon


def _sort(period: str) -> str:
    return "year" if re.fullmatch(r"\d{4}", period) else "part"
