"""Pages -> the date of publication, as precisely as it is printed.

"December 2025" stays a month: the day stored is the last one that the print can mean, so that a
report is never taken to have been out before it can have been.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from warehouse.vocabulary import Precision

if TYPE_CHECKING:
    from ingest.pdf.layout import Line, Page

DATE_PAGES = 2  # the first pages carry the date
TITLE_DEPTH = 0.45  # of the page height: the title block of a first page lies above this
TITLE_BLOCK_LINES = 12  # of a first page: where a by-line, the date or the house's name stands
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"), 1
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>20\d\d|19\d\d)"
_DAY_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_DAY}\s+{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        r"\b(?P<year>20\d\d|19\d\d)-(?P<iso>[01]\d)-(?P<day>[0-3]\d)\b",
    )
)
_SLASHED = re.compile(r"\b(?P<first>[0-3]?\d)[/.](?P<second>[0-3]?\d)[/.](?P<year>20\d\d|19\d\d)\b")
_MONTH_FORM = re.compile(rf"\b{_MONTH},?\s+{_YEAR}\b", re.IGNORECASE)
_SEASON_ENDS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11}  # winter lies in two years
_SEASON_FORM = re.compile(rf"\b(?P<season>spring|summer|autumn|fall),?\s+{_YEAR}\b", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<![\d.,])20[0-9]{2}(?![\d,]|\.\d)")
_YEAR_LINE = re.compile(r"\W*(?P<year>20\d\d)\W*")
_PRINTED_BY_BROWSER = re.compile(
    r"skia|chrom|webkit|wkhtml|firefox|cairo|print to pdf|quartz", re.IGNORECASE
)
_CUE = re.compile(
    r"\b(?:published|publication|as of|as at|release[d]?|dated?|issued|edition|prepared|updated|"
    r"closed|completed|cut-?off)\b", re.IGNORECASE,
)  # fmt: skip
# The cue stands right before the date: in a title block nothing else can be meant by it.
_CUED = re.compile(
    rf"\b(?:as of|as at|published(?: on)?|dated?|issued(?: on)?):?\s+(?:{_DAY}\s+)?{_MONTH}",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:since|until|through|between|founded|registered|meeting held|from|by|effective|expires?|"
    r"compared|in|after|before|till|redacted)\b", re.IGNORECASE,
)  # fmt: skip
DATE_FRONT, DATE_TITLE_PAGE, DATE_SHORT_LINE, DATE_CUE, DATE_HIGH = 1.0, 3.0, 4.0, 3.0, 2.0
# "TOKYO, Oct 31, 2018 (Agency) –": a place in capitals, or by itself, right before the date.
_DATELINE = re.compile(
    rf"^\W*(?:[A-Z][A-Z.\- ]{{2,24}}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:/[A-Z.\- ]+)?,\s+"
    rf"(?:{_DAY}\s+(?i:{_MONTH})|(?i:{_MONTH.replace('month', 'month_first')})\s+[0-3]?\d)"
    rf"(?:,?\s+20\d\d)?[^.]{{0,24}}?\s[-–—]",
)
DATE_CUED, DATE_LINE = 3.0, 9.0
DATE_DAY, DATE_AGAINST, DATE_RUNNING, DATE_NEAR_CREATION = 1.0, -6.0, 2.0, 3.0
DATE_AFTER_CREATION = -8.0
FORECAST_REACH = timedelta(days=3 * 366)  # dates that an outlook of the day may print as targets
DATE_ENOUGH = 5.0  # a date in running text without any cue is a date of something else
SHORT_LINE_WORDS = 8
NEAR_CREATION_DAYS = 40  # between the file's creation and the date printed on it


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date of publication.

    Attributes:
        day: the last day that the print can mean.
        precision: day, month or year.
        note: a sentence on where it was found.
    """

    day: date
    precision: Precision
    note: str


def find_date(pages: Sequence[Page], *, created: date | None) -> FoundDate | None:
    """Return the date of publication that the first pages print, else the file's creation date."""
    ranked = sorted(
        (
            (score, -order, found)
            for order, (score, found) in enumerate(_printed_dates(pages, created))
            if score >= DATE_ENOUGH
        ),
        key=lambda item: item[:2],
        reverse=True,
    )
    if ranked:
        return _fullest(ranked[0][2], [found for _, _, found in ranked])
    if created is not None and _speaks_of(pages, created.year):
        note = "No date is printed; the file's own creation date is used."
        return FoundDate(created, Precision.DAY, note)
    return _year_alone(pages)


def _fullest(best: FoundDate, all_found: Sequence[FoundDate]) -> FoundDate:
    """Return the day that is printed beside the best date where that is only its month."""
    if best.precision is Precision.DAY:
        return best
    same = {f.day: f for f in all_found if f.precision is Precision.DAY and _in_month(f, best)}
    return next(iter(same.values())) if len(same) == 1 else best


def _in_month(one: FoundDate, other: FoundDate) -> bool:
    return (one.day.year, one.day.month) == (other.day.year, other.day.month)


def _speaks_of(pages: Sequence[Page], year: int) -> bool:
    """Whether any page prints a year that is not over by then.

    A report that looks ahead names the year it was written in or a later one; one that names only
    earlier years was written earlier, and its file was made again since. Where no year is printed
    at all there is nothing to say against the file.
    """
    printed = [int(found) for page in pages for line in page.lines for found in _years(line.text)]
    return not printed or max(printed) >= year


def _years(text: str) -> list[str]:
    return _ANY_YEAR.findall(text)


def _printed_dates(
    pages: Sequence[Page], created: date | None
) -> Iterable[tuple[float, FoundDate]]:
    for page in pages[:DATE_PAGES]:
        for block in page.blocks:
            for line in block.lines:
                for day, precision, rest in dates_in(line.text):
                    score = _date_score(line, page, rest, running=block.running)
                    score += DATE_DAY if precision is Precision.DAY else 0.0
                    score += _against_creation(day, precision, created)
                    note = f"Date read on page {page.number}: “{line.text[:60]}”."
                    yield score, FoundDate(day, precision, note)


def _against_creation(day: date, precision: Precision, created: date | None) -> float:
    """A report is dated near the day its file was made; what lies soon after is a forecast.

    What lies long after says that the creation date is a template's or a wrong clock's.
    """
    if created is None:
        return 0.0
    first = day if precision is Precision.DAY else day.replace(day=1)
    if created < first < created + FORECAST_REACH:
        return DATE_AFTER_CREATION
    return DATE_NEAR_CREATION if (created - day).days <= NEAR_CREATION_DAYS else 0.0


def _date_score(line: Line, page: Page, rest: str, *, running: bool) -> float:
    if page.number == 1 and _DATELINE.match(line.text):
        return DATE_LINE  # whatever the sentence that follows speaks of
    score = DATE_TITLE_PAGE if page.number == 1 else DATE_FRONT
    score += DATE_SHORT_LINE if len(rest.split()) <= SHORT_LINE_WORDS else 0.0
    score += DATE_CUE if _CUE.search(rest) else 0.0
    score += DATE_AGAINST if _AGAINST.search(rest) and not _CUE.search(rest) else 0.0
    if line.top < TITLE_DEPTH * page.height:
        score += DATE_HIGH
        score += DATE_CUED if page.number == 1 and _CUED.search(line.text) else 0.0
    return score + (DATE_RUNNING if running else 0.0)


def dates_in(text: str) -> list[tuple[date, Precision, str]]:
    """Return the calendar dates in a text.

    Returns:
        For each: the last day that it can mean, its precision, and the text without it. A month
        without a day is looked for only where no full date stands, a season ("Autumn 2025", shown
        by its year) only where no month does.
    """
    found = []
    for form in _DAY_FORMS:
        for match in form.finditer(text):
            month = (
                int(match["iso"]) if "iso" in form.groupindex else _MONTHS[match["month"].lower()]
            )
            day = _calendar_day(int(match["year"]), month, int(match["day"]))
            if day is not None:
                found.append((day, Precision.DAY, text.replace(match.group(), " ")))
    for match in _SLASHED.finditer(text):
        day = _slashed_day(int(match["year"]), int(match["first"]), int(match["second"]))
        if day is not None:
            found.append((day, Precision.DAY, text.replace(match.group(), " ")))
    if found:
        return found
    for match in _MONTH_FORM.finditer(text):
        day = _last_day(int(match["year"]), _month(match))
        found.append((day, Precision.MONTH, text.replace(match.group(), " ")))
    for match in () if found else _SEASON_FORM.finditer(text):
        day = _last_day(int(match["year"]), _SEASON_ENDS[match["season"].lower()])
        found.append((day, Precision.YEAR, text.replace(match.group(), " ")))
    return found


def _month(match: re.Match[str]) -> int:
    return _MONTHS[match["month"].lower()]


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _slashed_day(year: int, first: int, second: int) -> date | None:
    """Read 12/10/2025, where either number may be the month, as the later of the two days."""
    both = _calendar_day(year, first, second), _calendar_day(year, second, first)
    return max((day for day in both if day is not None), default=None)


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _year_alone(pages: Sequence[Page]) -> FoundDate | None:
    """Return the year that stands by itself in the title block; several are heads of a table."""
    head = [line.text for line in pages[0].lines[:TITLE_BLOCK_LINES]] if pages else []
    years = {int(match["year"]) for text in head if (match := _YEAR_LINE.fullmatch(text))}
    if len(years) != 1:
        return None
    year = years.pop()
    note = f"Only the year is printed: “{year}”."
    return FoundDate(date(year, 12, 31), Precision.YEAR, note)


def created_date(text: str, *, producer: str = "") -> date | None:
    """Read the creation date of a PDF's document information ("D:20221116155948Z").

    Args:
        text: the entry `CreationDate`.
        producer: the program that wrote the file. What a browser printed was made when somebody
            saved the page, not when the house published it: that is no date at all.
    """
    match = re.match(r"(?:D:)?(\d{8})", text)
    if not match or _PRINTED_BY_BROWSER.search(producer):
        return None
    digits = match.group(1)
    return _calendar_day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
