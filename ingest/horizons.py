"""Words and headers -> `Horizon`: the period that a forecast is about, and what it says of measure.

"4Q22", "2022Q4", "FY24", "2023F", "first half", "end-2026", "next year", "in 12 months" and "longer
run" all become canonical periods. Words such as "next year" need the day of publication; a bare
"Q4" or "December" stays a part until a year is found beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from warehouse.periods import LONGER_RUN, Period, parse_period
from warehouse.vocabulary import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

SAME_LIST_WITHIN = 60  # characters between "Q3" and the "Q4" that follows it in the same list
CENTURY = 2000  # two-digit years are of this century
QUARTERS_A_YEAR, MONTHS_A_YEAR = 4, 12
NEAR_TERM_MONTHS = 3  # what "in the near term" is taken to mean
MID_YEAR = "06"
LAST_MONTH = "12"
SEASONS = {"winter": "Q1", "spring": "Q2", "summer": "Q3", "autumn": "Q4", "fall": "Q4"}
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4}
ORDINALS |= {"4th": 4, "final": 4, "last": 4, "latter": 2, "closing": 4, "opening": 1}
COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "ten": 10}
COUNTS |= {"twelve": 12, "eighteen": 18, "couple of": 2, "few": 3}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_SETTLED = re.compile(r"\[([^\]]+)\]$")
_YEAR = r"(?:19|20)\d\d"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_SHORT = r"['’]?\d\d"
_WORDED = (
    r"(?:this\scoming|this|the\scurrent|the\ssame|that|next|the\scoming|the\snext|the\sfollowing|"
    r"the|last|of\sthe)\syear(?!\s+(?:earlier|ago|before|after|ahead)\b)"
)
_ANY = rf"(?:{_YEAR}(?![\d-]\d)|{_WORDED})"
_ORD = r"(?:first|second|third|fourth|final|last|closing|opening|1st|2nd|3rd|4th)"
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(COUNTS)})"


@dataclass(frozen=True, slots=True)
class Horizon:
    """A stretch of time as printed.

    Attributes:
        text: the words as printed.
        start: index of the first character in the text read.
        end: index after the last character.
        period: the period, or None for a part that still needs a year.
        part: "Q4", "H1", "-12" of a year not yet known, else "".
        measure: what the words say of the definition ("year-end"), if anything.
        is_relative: whether the day of publication was needed to read it.
        printed_as: "estimate" or "forecast" where a letter after the year says so, else "".
    """

    text: str
    start: int
    end: int
    period: Period | None
    part: str = ""
    measure: Measure | None = None
    is_relative: bool = False
    printed_as: str = ""


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
    found: list[Horizon] = []
    for match in _finder().finditer(text):
        rule = _RULES[match.lastgroup or ""]
        inner = rule.compiled.match(text, match.start())
        if inner is None:
            continue
        last = next((h.period for h in reversed(found) if h.period is not None), anchor)
        horizon = rule.read(inner, _Now(published, last))
        if horizon is not None:
            found.append(
                replace(horizon, text=inner.group().strip(), start=inner.start(), end=inner.end())
            )
    for index in range(len(found)):
        found[index] = _completed(found[index], found, index, published)
    return found


def read_horizon(texts: Sequence[str], *, published: date | None) -> Horizon | None:
    """Read a period that may be spread over header levels, the nearest first.

    "Q4" under "2026" gives 2026Q4; "GS" under "2023" gives 2023. A level that names several
    periods says nothing about one of them and is passed over.
    """
    part: Horizon | None = None
    for text in texts:
        if bracket := _SETTLED.search(text):
            return _unbracketed(bracket[1], published)
        found = find_horizons(text, published=published)
        whole = [h for h in found if h.period is not None and not h.part]
        if len(whole) == 1:
            return _joined(part, whole[0]) if part is not None else whole[0]
        if part is None and not whole and len(found) == 1:
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
    exact = _whole(meaning, relative=True)
    if exact is not None:
        return exact
    found = find_horizons(meaning, published=published)
    return replace(found[0], is_relative=True, part="") if found else None


@dataclass(frozen=True, slots=True)
class _Now:
    """What a rule may lean on: the day of publication and the period named just before."""

    published: date | None
    last: Period | None

    def year(self, words: str) -> int | None:
        """Return the year that digits or words such as "next year" mean."""
        digits = re.search(r"\d{4}|\d\d", words)
        if digits:
            number = int(digits.group())
            return number if number > 99 else CENTURY + number
        return self._worded_year(words.lower())

    def _worded_year(self, words: str) -> int | None:
        before = self.last.start.year if self.last and self.last.start else None
        if re.search(r"following|that|same", words) and before is not None:
            return before + 1 if "following" in words else before
        if self.published is None:
            return None
        this = self.published.year
        if re.search(r"next|coming|following", words):
            return this + 1
        if "last" in words:
            return this - 1
        return before if words in ("the year", "of the year") and before is not None else this


def _whole(
    text: str, *, measure: Measure | None = None, printed_as: str = "", relative: bool = False
) -> Horizon | None:
    try:
        period = parse_period(text)
    except ValueError:
        return None
    return Horizon("", 0, 0, period, "", measure, relative, printed_as)


def _in_year(
    match: re.Match[str], now: _Now, part: str, measure: Measure | None = None
) -> Horizon | None:
    """Put a part ("Q4", "H1", "-12") into the year that the match names, or leave it a part."""
    words = match.groupdict().get("y")
    if not words:
        return Horizon("", 0, 0, None, part, measure)
    year = now.year(words)
    if year is None:
        return None
    relative = not re.search(r"\d", words)
    return _whole(f"{year}{part}", measure=measure, relative=relative)


def _joined(part: Horizon, whole: Horizon) -> Horizon:
    """Put a part under the year of another header level."""
    if whole.period is None or whole.period.start is None:
        return part
    text = f"{whole.period.start.year}{part.part}"
    try:
        period = parse_period(text)
    except ValueError:
        return whole
    return replace(
        part,
        period=period,
        is_relative=whole.is_relative,
        printed_as=whole.printed_as,
        measure=part.measure or whole.measure,
    )


def _completed(
    horizon: Horizon, found: list[Horizon], index: int, published: date | None
) -> Horizon:
    """Give a part the year of a neighbour, or else the next such time after publication."""
    if horizon.period is not None or not horizon.part:
        return horizon
    earlier = [h for h in found[:index] if h.period is not None and h.period.start is not None]
    later = [
        h
        for h in found[index + 1 : index + 2]
        if h.period is not None and h.period.start is not None
    ]
    for neighbour in later:
        if not neighbour.part and neighbour.period and _sort(neighbour.period.text) != "year":
            return replace(_joined(horizon, neighbour), is_relative=True)
    near = [h for h in reversed(earlier) if horizon.start - h.end <= SAME_LIST_WITHIN]
    for neighbour in near:
        if neighbour.period and _sort(neighbour.period.text) != "year":
            return _after(horizon, neighbour.period)
    if published is None:
        return horizon
    year = published.year
    whole = _whole(f"{year}{horizon.part}")
    if whole is not None and whole.period is not None and whole.period.is_complete(published):
        year += 1
    done = _whole(f"{year}{horizon.part}")
    return replace(horizon, period=done.period, is_relative=True) if done else horizon


def _after(horizon: Horizon, earlier: Period) -> Horizon:
    """Put a part ("Q4", "March") at the first such time from the part before it on."""
    year = earlier.start.year if earlier.start else 0
    for one in (year, year + 1):
        whole = _whole(f"{one}{horizon.part}")
        if whole and whole.period and whole.period.sort_key >= earlier.sort_key:
            return replace(horizon, period=whole.period, is_relative=True)
    return horizon


def _sort(period: str) -> str:
    return "year" if re.fullmatch(r"\d{4}", period) else "part"


def _quarter(match: re.Match[str], now: _Now) -> Horizon | None:
    groups = match.groupdict()
    word = (groups.get("q") or groups["o"]).lower()
    number = int(word) if word.isdigit() else ORDINALS[word]
    ends = re.match(r"(?:the\s)?end|eop", match.group(), re.IGNORECASE)
    return _in_year(match, now, f"Q{number}", Measure.YEAR_END if ends else None)


def _half(match: re.Match[str], now: _Now) -> Horizon | None:
    groups = match.groupdict()
    word = (groups.get("h") or groups["o"]).lower()
    number = int(word) if word.isdigit() else ORDINALS[word]
    return _in_year(match, now, f"H{min(number, 2)}")


def _year_end(match: re.Match[str], now: _Now) -> Horizon | None:
    words = match["y"] if match["y"] else "this year"
    year = now.year(words)
    if year is None:
        return Horizon("", 0, 0, None, f"-{LAST_MONTH}", Measure.YEAR_END)
    relative = not re.search(r"\d", words)
    if not match["y"] and now.last is not None and now.last.start is not None:
        year = now.last.start.year
    return _whole(f"{year}-{LAST_MONTH}", measure=Measure.YEAR_END, relative=relative)


def _month(match: re.Match[str], now: _Now) -> Horizon | None:
    number = MONTHS.index(match["m"][:3].lower()) + 1
    ends = re.match(r"(?:the\s)?end", match.group(), re.IGNORECASE)
    return _in_year(match, now, f"-{number:02d}", Measure.YEAR_END if ends else None)


def _edge_of_year(match: re.Match[str], now: _Now) -> Horizon | None:
    word = match["edge"].lower()
    if word.startswith(("mid", "the mid")):
        return _in_year(match, now, f"-{MID_YEAR}")
    if word.startswith("late"):
        return _in_year(match, now, f"-{LAST_MONTH}", Measure.YEAR_END)
    return _in_year(match, now, "H2" if "latter" in word or "later" in word else "H1")


def _season(match: re.Match[str], now: _Now) -> Horizon | None:
    return _in_year(match, now, SEASONS[match["s"].lower()])


def _year_span(match: re.Match[str], now: _Now) -> Horizon | None:
    first = int(match["a"])
    last = int(match["b"]) if len(match["b"]) == 4 else first // 100 * 100 + int(match["b"])
    fiscal = match["fy"] or (match["dash"] == "/" and last == first + 1)
    return _whole(str(last) if fiscal else f"{first}-{last}")


def _quarter_span(match: re.Match[str], now: _Now) -> Horizon | None:
    ends = [find_horizons(match[name], published=now.published) for name in ("a", "b")]
    periods = [e[0].period for e in ends if e]
    if len(periods) < 2 or None in periods:
        return None
    return _whole(f"{periods[0]}-{periods[1]}", measure=Measure.CUMULATIVE)


def _year(match: re.Match[str], now: _Now) -> Horizon | None:
    year = now.year(match["y"])
    suffix = (match["suffix"] or "").lower()
    named = {"e": "estimate", "est": "estimate", "f": "forecast", "p": "forecast"}
    return _whole(str(year), printed_as=named.get(suffix, ""))


def _worded(match: re.Match[str], now: _Now) -> Horizon | None:
    year = now.year(match.group())
    return _whole(str(year), relative=True) if year is not None else None


def _year_after(match: re.Match[str], now: _Now) -> Horizon | None:
    if now.last is None or now.last.end is None:
        return _whole(str(now.published.year + 1), relative=True) if now.published else None
    return _whole(str(now.last.end.year + 1), relative=True)


def _ahead(match: re.Match[str], now: _Now) -> Horizon | None:
    groups = match.groupdict()
    word = (groups.get("n") or "1").lower()
    count = int(word) if word.isdigit() else COUNTS[word]
    unit = (groups.get("unit") or "year").lower()
    months = count * {"m": 1, "q": 3, "y": MONTHS_A_YEAR}[unit[0]]
    return _whole(f"{months}M") if months else None


def _near_term(match: re.Match[str], now: _Now) -> Horizon | None:
    return _whole(f"{NEAR_TERM_MONTHS}M", relative=True)


def _longer_run(match: re.Match[str], now: _Now) -> Horizon | None:
    return _whole(LONGER_RUN)


def _nothing(match: re.Match[str], now: _Now) -> Horizon | None:
    return None


@dataclass(frozen=True, slots=True)
class _Rule:
    """One way of writing a period and how to read it."""

    compiled: re.Pattern[str]
    read: Callable[[re.Match[str], _Now], Horizon | None]


_OF = r"(?:\s+(?:of|in|for))?\s+"
_Q_DIGITS = (
    rf"(?:{_YEAR}[\s-]?Q[1-4]|Q[1-4][\s'’/-]*(?:{_YEAR}|\d\d)|[1-4]Q\s?['’]?(?:{_YEAR}|\d\d))"
)
_PATTERNS: dict[str, tuple[str, Callable[[re.Match[str], _Now], Horizon | None]]] = {
    "ratio": (
        r"(?:Q4\s*/\s*Q4|4Q\s*/\s*4Q|Q4[\s-](?:on|over)[\s-]Q4|"
        r"fourth[\s-]quarter\s(?:on|over|to|versus)\s(?:the\s)?fourth[\s-]quarter)",
        _nothing,
    ),
    "quarters": (rf"(?P<a>{_Q_DIGITS})\s*(?:-|–|to)\s*(?P<b>{_Q_DIGITS})", _quarter_span),
    "quarter_of_year": (
        rf"(?:end[\s-](?:of[\s-])?)?(?:(?P<y>{_YEAR})[\s-]?(?:Q(?P<q>[1-4])|:Q?(?P<q2>[1-4])(?!\d))"
        r")(?![\w/])",
        lambda m, n: _quarter_named(m, n),
    ),
    "quarter_then_year": (
        rf"(?:end[\s-](?:of[\s-])?)?(?:Q(?P<q>[1-4])(?:\s*['’/-]?\s*|\s+of\s+)(?P<y>{_YEAR}|\d\d|{_WORDED}))(?!\w)",
        _quarter,
    ),
    "quarter_short": (
        rf"(?:end[\s-](?:of[\s-])?)?(?P<q>[1-4])Q\s?['’]?(?P<y>{_YEAR}|\d\d)?[EFef]?(?![\w/])",
        _quarter,
    ),
    "quarter_bare": (r"(?:(?:the\s)?end[\s-](?:of[\s-])?)?Q(?P<q>[1-4])(?![\w/])", _quarter),
    "quarter_worded": (
        rf"(?:(?:the\s)?end\sof\s)?(?:the\s)?(?P<o>{_ORD})[\s-]quarter(?:{_OF}(?P<y>{_ANY}))?(?!\w)",
        _quarter,
    ),
    "ordinal_bare": (
        r"(?<=for )the\s(?P<o>second|third|fourth)(?=\s*(?:[,.;)]|and\b|$))",
        lambda m, n: _quarter(m, n) if n.last and "Q" in n.last.text else None,
    ),
    "three_months": (
        rf"(?P<o>first|last|final)\s(?:three|3)\smonths(?:{_OF}(?P<y>{_ANY}))?",
        _quarter,
    ),
    "six_months": (
        rf"(?P<o>first|second|last|final)\s(?:six|6)\smonths(?:{_OF}(?P<y>{_ANY}))?",
        _half,
    ),
    "half_short": (rf"(?P<h>[12])H\s?['’]?(?P<y>{_YEAR}|\d\d)?(?!\w)", _half),
    "half_of_year": (rf"(?P<y>{_YEAR})[\s-]?H(?P<h>[12])(?!\w)", _half),
    "half_then_year": (
        rf"H(?P<h>[12])(?:(?:\s*['’/-]?\s*|\s+of\s+)(?P<y>{_YEAR}|\d\d|{_WORDED}))?(?!\w)",
        _half,
    ),
    "half_worded": (
        rf"(?P<o>first|second|latter|1st|2nd)[\s-]half(?:{_OF}(?P<y>{_ANY}))?(?!\w)",
        _half,
    ),
    "year_end": (
        rf"(?:(?:the\s)?(?:very\s)?(?:end|close)[\s-](?:of[\s-])?(?:calendar\s)?(?P<y>{_YEAR}(?!\d)|{_WORDED}|['’]?\d\d(?![\d.,%]|\s?[%A-Za-z]))"
        rf")(?!\w)",
        _year_end,
    ),
    "year_end_noun": (
        rf"(?:(?:this|next)\s)?year[\s-]end(?:[\s-]*(?:of\s)?(?P<y>{_YEAR}))?(?!\w)",
        lambda m, n: _year_end_noun(m, n),
    ),
    "year_then_end": (
        rf"(?P<y>{_YEAR})[\s-](?:year[\s-]end|eop|end)(?!\w)|(?P<y2>{_WORDED})\s(?:closes|ends|draws)\b",
        lambda m, n: _year_then_end(m, n),
    ),
    "day": (
        rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?|"
        rf"{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s{_YEAR})?)",
        _nothing,
    ),
    "month": (
        rf"(?:(?:the\s)?end[\s-](?:of[\s-])?)?(?P<m>{_MONTH})[\s,/-]*(?:of\s)?(?P<y>{_YEAR}|['’]\d\d|(?<=-)\d\d|{_WORDED})(?!\w)",
        _month,
    ),
    "month_bare": (
        rf"(?<=[\w,]\s)(?P<m>{_MONTH})(?!\s?\d)(?=\W|$)|^(?P<m2>{_MONTH})$",
        lambda m, n: _month_bare(m, n),
    ),
    "edge": (
        rf"(?P<edge>(?:the\s)?mid(?:dle)?(?:\sof)?|early(?:\sin)?|late(?:\sin)?|(?:the\s)?latter\spart\sof|later(?:\sin)?)"
        rf"[\s-](?P<y>{_ANY})(?!\w)",
        _edge_of_year,
    ),
    "season": (
        rf"(?P<s>winter|spring|summer|autumn)(?:{_OF}|\s)(?P<y>{_ANY})",
        _season,
    ),
    "years": (
        rf"(?P<fy>FY\s?|fiscal\s(?:years?\s)?)?(?P<a>{_YEAR})\s?(?P<dash>[-–/]|to)\s?(?P<b>{_YEAR}|\d\d)(?![\w%.])",
        _year_span,
    ),
    "fiscal": (r"(?:FY|CY)\s?['’]?(?P<y>\d\d(?:\d\d)?)(?P<suffix>[EFefPp])?(?!\w)", _year),
    "year": (
        rf"(?<![\w$€£.,/'’-])(?:(?:in|for|by)-)?(?P<y>{_YEAR})(?P<suffix>[EFefPp]|\s?(?:est|proj)\b\.?)?(?![\w%]|[.,/]\d)",
        _year,
    ),
    "short_year": (r"(?<!\w)['’](?P<y>[2-4]\d)(?P<suffix>[EFefPp])?(?!\w)", _year),
    "year_after": (
        r"the\s(?:year\safter|following\syear|subsequent\syear)(?:\sthat)?(?!\w)",
        _year_after,
    ),
    "ahead": (
        rf"(?:over|in|within|during|across)\s(?:the\s)?(?:next|coming|following)?\s?(?P<n>{_COUNT})[\s-]"
        r"(?P<unit>months?|quarters?|years?)(?:'|’)?(?:\stime|\sahead)?(?!\w)|"
        rf"(?:the\s)?(?:next|coming)\s(?P<n2>{_COUNT})[\s-](?P<unit2>months?|quarters?|years?)(?!\w)|"
        rf"(?P<n3>{_COUNT})[\s-](?P<unit3>months?)[\s-](?:ahead|forward|horizon)(?!\w)|"
        r"(?:over|in|within)\sthe\s(?:next|coming)\s(?P<unit4>year)(?!\w)|"
        r"(?<!\w)(?P<n5>3|6|12|24)-?(?P<unit5>M)(?!\w)",
        lambda m, n: _ahead_any(m, n),
    ),
    "worded": (_WORDED + r"(?!\w)", _worded),
    "near_term": (r"(?:in|over)\sthe\s(?:near|short)[\s-]term(?!\w)", _near_term),
    "longer_run": (
        r"(?:(?:in|over)\sthe\slong(?:er)?[\s-](?:run|term)|long(?:er)?[\s-]run\d?(?![\s-][A-Za-z])|"
        r"longer[\s-]run(?=\s(?:projection|estimate|level|rate|value))|LR)(?!\w)",
        _longer_run,
    ),
}


def _quarter_named(match: re.Match[str], now: _Now) -> Horizon | None:
    number = match["q"] or match["q2"]
    return _in_year(match, now, f"Q{number}")


def _year_end_noun(match: re.Match[str], now: _Now) -> Horizon | None:
    if match["y"] is None and match.group().lower().startswith("next"):
        year = now.year("next year")
        return _whole(f"{year}-{LAST_MONTH}", measure=Measure.YEAR_END, relative=True)
    return _year_end(match, now)


def _year_then_end(match: re.Match[str], now: _Now) -> Horizon | None:
    words = match["y"] or match["y2"]
    year = now.year(words)
    if year is None:
        return None
    relative = not re.search(r"\d", words)
    return _whole(f"{year}-{LAST_MONTH}", measure=Measure.YEAR_END, relative=relative)


def _month_bare(match: re.Match[str], now: _Now) -> Horizon | None:
    word = match["m"] or match["m2"]
    number = MONTHS.index(word[:3].lower()) + 1
    return Horizon("", 0, 0, None, f"-{number:02d}") if word[0].isupper() else None


def _ahead_any(match: re.Match[str], now: _Now) -> Horizon | None:
    groups = match.groupdict()
    count = next((groups[k] for k in ("n", "n2", "n3", "n5") if groups.get(k)), "1").lower()
    unit = next(groups[k] for k in ("unit", "unit2", "unit3", "unit4", "unit5") if groups.get(k))
    number = int(count) if count.isdigit() else COUNTS[count]
    months = number * {"m": 1, "q": 3, "y": MONTHS_A_YEAR}[unit[0].lower()]
    return _whole(f"{months}M") if months else None


_RULES = {
    name: _Rule(re.compile(rf"(?<!\w)(?:{body})", re.IGNORECASE), read)
    for name, (body, read) in _PATTERNS.items()
}


@lru_cache(maxsize=1)
def _finder() -> re.Pattern[str]:
    parts = []
    for name, (body, _) in _PATTERNS.items():
        parts.append(f"(?P<{name}>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', body)})")
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + ")", re.IGNORECASE)
