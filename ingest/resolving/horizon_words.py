"""Parts of a period as matched -> `Horizon`: what each way of writing a period means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.months import MONTHS, month_number, quarter_number
from warehouse.periods import LONGER_RUN, Period, parse_period
from warehouse.vocabulary import Measure

if TYPE_CHECKING:
    from datetime import date

CENTURY = 2000  # two-digit years are of this century
LONGEST_MONTH = 31  # days: "Nov 26" may be a day of last month
FURTHEST_YEARS = 6  # "Dec 26" is a year that tables look at, or no year
QUARTERS_A_YEAR, MONTHS_A_YEAR = 4, 12
BEFORE_LONG_MONTHS = 6
LONG_MONTHS = 120  # what holds over ten years and more is the longer run
NEAR_TERM_MONTHS = 3  # what "in the near term" is taken to mean
QUARTER_WITHIN = 60  # characters before "the fourth" in which a quarter makes it one
MID_YEAR = "06"
LAST_MONTH = "12"
SEASONS = {"winter": "Q1", "spring": "Q2", "summer": "Q3", "autumn": "Q4", "fall": "Q4"}
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4}
ORDINALS |= {"4th": 4, "final": 4, "last": 4, "latter": 2, "closing": 4, "opening": 1}
COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "ten": 10}
COUNTS |= {"twelve": 12, "eighteen": 18, "couple of": 2, "few": 3}


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


@dataclass(frozen=True, slots=True)
class Now:
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
        leans = re.fullmatch(r"(?:of )?the (?:(?:full|whole|entire) )?year", words)
        return before if leans and before is not None else this


def whole(
    text: str, *, measure: Measure | None = None, printed_as: str = "", relative: bool = False
) -> Horizon | None:
    """Return a horizon of a canonical period, None where the text is none."""
    try:
        period = parse_period(text)
    except ValueError:
        return None
    return Horizon("", 0, 0, period, "", measure, relative, printed_as)


def in_year(
    match: re.Match[str], now: Now, part: str, measure: Measure | None = None
) -> Horizon | None:
    """Put a part ("Q4", "H1", "-12") into the year that the match names, or leave it a part."""
    words = match.groupdict().get("y")
    if not words:
        return Horizon("", 0, 0, None, part, measure)
    year = now.year(words)
    if year is None:
        return None
    relative = not re.search(r"\d", words)
    return whole(f"{year}{part}", measure=measure, relative=relative)


def read_quarter(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the quarter that a match names."""
    groups = match.groupdict()
    word = (groups.get("q") or groups["o"]).lower()
    number = int(word) if word.isdigit() else ORDINALS[word]
    ends = re.match(r"(?:the\s)?end|eop", match.group(), re.IGNORECASE)
    return in_year(match, now, f"Q{number}", Measure.YEAR_END if ends else None)


def read_half(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the half that a match names."""
    groups = match.groupdict()
    word = (groups.get("h") or groups["o"]).lower()
    number = int(word) if word.isdigit() else ORDINALS[word]
    if re.match(r"(?:the\s)?end", match.group(), re.IGNORECASE):
        last = MID_YEAR if number == 1 else LAST_MONTH
        return in_year(match, now, f"-{last}", Measure.YEAR_END)
    return in_year(match, now, f"H{min(number, 2)}")


def read_ordinal(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "the fourth" after a quarter ("0.5% in the third quarter and 1% in the fourth")."""
    lead = match.string[max(0, match.start() - QUARTER_WITHIN) : match.start()]
    quarters = now.last is not None and "Q" in now.last.text
    quarters = quarters or re.search(r"\bquarter\b|\bQ[1-4]\b", lead, re.IGNORECASE) is not None
    return read_quarter(match, now) if quarters else None


def read_year_to(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "the year to the December quarter": that quarter, against a year before."""
    found = read_month_quarter(match, now)
    return replace(found, measure=Measure.YOY) if found is not None else None


def read_month_quarter(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "the June quarter" as the second; without "quarter" the month itself."""
    number = month_number(match["m"])
    months = MONTHS_A_YEAR // QUARTERS_A_YEAR
    quarter = f"Q{(number - 1) // months + 1}"
    return in_year(match, now, quarter if match["quarter"] else f"-{number:02d}")


def read_months_of_quarter(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "Oct-Dec 2021" as the fourth quarter."""
    return in_year(match, now, f"Q{quarter_number(match)}")


def read_mid_year(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "mid-year" as the June to come, or of the year spoken of."""
    return Horizon("", 0, 0, None, f"-{MID_YEAR}")


def read_year_end(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the year end that a match names."""
    words = match["y"] if match["y"] else "this year"
    year = now.year(words)
    if year is None:
        return Horizon("", 0, 0, None, f"-{LAST_MONTH}", Measure.YEAR_END)
    relative = not re.search(r"\d", words)
    if not match["y"] and now.last is not None and now.last.start is not None:
        year = now.last.start.year
    return whole(f"{year}-{LAST_MONTH}", measure=Measure.YEAR_END, relative=relative)


def read_ends_year(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "ends 2026 at": only what follows shows that the year's end is meant."""
    found = read_year_end(match, now)
    return replace(found, is_relative=True) if found is not None else None


def read_month(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the month that a match names."""
    number = month_number(match["m"])
    ends = re.match(r"(?:the\s)?end", match.group(), re.IGNORECASE)
    return in_year(match, now, f"-{number:02d}", Measure.YEAR_END if ends else None)


def read_month_of_short_year(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "Dec 26", all that a header says, as a month of 2026; a day just gone is none."""
    if now.published is None:
        return None
    number, two = month_number(match["m"]), int(match["y"])
    back = (now.published.month - number) % MONTHS_A_YEAR
    gone = back == 1 or (back == 0 and two <= now.published.day)
    ahead = CENTURY + two - now.published.year
    if (gone and two <= LONGEST_MONTH) or not -1 <= ahead <= FURTHEST_YEARS:
        return None
    return whole(f"{CENTURY + two}-{number:02d}")


def read_edge_of_year(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the edge of year that a match names."""
    word = match["edge"].lower()
    if word.startswith(("mid", "the mid")):
        return in_year(match, now, f"-{MID_YEAR}")
    if word.startswith("late"):
        return in_year(match, now, f"-{LAST_MONTH}", Measure.YEAR_END)
    return in_year(match, now, "H2" if "latter" in word or "later" in word else "H1")


def read_season(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the season that a match names."""
    return in_year(match, now, SEASONS[match["s"].lower()])


def read_year_span(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the year span that a match names."""
    first = int(match["a"])
    last = int(match["b"]) if len(match["b"]) == 4 else first // 100 * 100 + int(match["b"])
    fiscal = match["fy"] or (match["dash"] == "/" and last == first + 1)
    return whole(str(last) if fiscal else f"{first}-{last}")


def read_fiscal_pair(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "FY25/26" as the later year; what does not follow is no fiscal year."""
    first, last = int(match["a"]), int(match["b"])
    return whole(str(CENTURY + last)) if last == first + 1 else None


def read_quarter_span(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the quarter span that a match names."""
    ends = [_quarter_text(match[name]) for name in ("a", "b")]
    return whole(f"{ends[0]}-{ends[1]}", measure=Measure.CUMULATIVE)


def _quarter_text(words: str) -> str:
    """Return "2026Q4" for any way of writing it in digits."""
    quarter = re.search(r"(?<!\d)([1-4])Q|Q([1-4])", words, re.IGNORECASE)
    number = (quarter[1] or quarter[2]) if quarter else ""
    bare = words.replace(quarter.group(), " ") if quarter else words
    year = re.search(r"\d{4}|\d\d", bare)
    full = year.group() if year else ""
    return f"{full if len(full) == 4 else CENTURY + int(full or 0)}Q{number}"


def read_year(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the year that a match names."""
    year = now.year(match["y"])
    suffix = (match["suffix"] or "").lower()
    named = {"e": "estimate", "est": "estimate", "f": "forecast", "p": "forecast"}
    return whole(str(year), printed_as=named.get(suffix, ""))


def read_worded(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the worded that a match names."""
    year = now.year(match.group())
    return whole(str(year), relative=True) if year is not None else None


def read_year_after(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the year after that a match names."""
    if now.last is None or now.last.end is None:
        return whole(str(now.published.year + 1), relative=True) if now.published else None
    return whole(str(now.last.end.year + 1), relative=True)


def read_ahead(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the ahead that a match names."""
    groups = match.groupdict()
    word = (groups.get("n") or "1").lower()
    count = int(word) if word.isdigit() else COUNTS[word]
    unit = (groups.get("unit") or "year").lower()
    months = count * {"m": 1, "q": 3, "y": MONTHS_A_YEAR}[unit[0]]
    if months >= LONG_MONTHS:
        return whole(LONGER_RUN)
    return whole(f"{months}M") if months else None


def read_day(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the month of a day to come ("on 18 December"); a day gone by is only a date."""
    text = match.group()
    name = next((m for m in re.findall(r"[a-z]{3,}", text.lower()) if m[:3] in MONTHS), None)
    day, year = re.search(r"(?<!\d)\d{1,2}(?!\d)", text), re.search(r"\d{4}", text)
    if now.published is None or name is None or day is None:
        return None
    month = month_number(name)
    named = (int(year.group()) if year else now.published.year, month, int(day.group()))
    if named <= (now.published.year, now.published.month, now.published.day):
        return None
    return whole(f"{named[0]}-{month:02d}", relative=True)


def read_vague(match: re.Match[str], now: Now) -> Horizon | None:
    """Read words for a time that has no dates ("over the medium term")."""
    return Horizon("", 0, 0, None)


def read_near_term(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the near term that a match names."""
    return whole(f"{NEAR_TERM_MONTHS}M", relative=True)


def read_before_long(match: re.Match[str], now: Now) -> Horizon | None:
    """Read "before long" as the coming half year."""
    return whole(f"{BEFORE_LONG_MONTHS}M", relative=True)


def read_longer_run(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the longer run that a match names."""
    return whole(LONGER_RUN)


def read_nothing(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the nothing that a match names."""
    return None


def read_quarter_named(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the quarter named that a match names."""
    number = match["q"] or match["q2"]
    return in_year(match, now, f"Q{number}")


def read_year_end_noun(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the year end noun that a match names."""
    if match["y"] is None and match.group().lower().startswith("next"):
        year = now.year("next year")
        return whole(f"{year}-{LAST_MONTH}", measure=Measure.YEAR_END, relative=True)
    return read_year_end(match, now)


def read_year_then_end(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the year then end that a match names."""
    words = match["y"] or match["y2"] or match["y3"]
    year = now.year(words)
    if year is None:
        return None
    relative = not re.search(r"\d", words)
    return whole(f"{year}-{LAST_MONTH}", measure=Measure.YEAR_END, relative=relative)


def read_month_bare(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the month bare that a match names."""
    word = match["m"] or match["m2"] or match["m3"] or match["m4"]
    number = month_number(word)
    return Horizon("", 0, 0, None, f"-{number:02d}") if word[0].isupper() else None


def read_ahead_any(match: re.Match[str], now: Now) -> Horizon | None:
    """Read the ahead any that a match names."""
    groups = match.groupdict()
    count = next((groups[k] for k in ("n", "n2", "n3", "n5", "n6") if groups.get(k)), "1").lower()
    unit = next(
        groups[k] for k in ("unit", "unit2", "unit3", "unit4", "unit5", "unit6") if groups.get(k)
    )
    number = int(count) if count.isdigit() else COUNTS[count]
    months = number * {"m": 1, "q": 3, "y": MONTHS_A_YEAR}[unit[0].lower()]
    if months >= LONG_MONTHS:
        return whole(LONGER_RUN)
    return whole(f"{months}M") if months else None
