"""Headers and row labels -> the month of the forecast round that they name, if any.

Houses that forecast several times a year print the last round beside the new one: "March 2024
projection", "September round", "WEO October 2025". Which of them is the report's own is told by its
date.
"""

from __future__ import annotations

import re

from ingest.months import FULL_NAMES, month_number

_SEASONS = {"winter": 2, "spring": 5, "summer": 7, "autumn": 11, "fall": 11}
_DATE = re.compile(
    r"(?:(?:WEO|EO|OEO|MPR|our|staff|as\sof|published|forecast|projections?|round|of|in)[\s,:]+){0,2}"
    r"(?P<when>winter|spring|summer|autumn|fall|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?,?[\s-](?P<year>20\d\d)"
    r"(?:\s(?:WEO|interim|economic|staff|macroeconomic|projection|forecast|round|outlook|report|"
    r"edition|update|survey)s?){0,3}",
    re.IGNORECASE,
)
_EARLIER = r"(?:previous|prev\.?|prior|preceding|last|same|corresponding|earlier)"
_STRETCH = r"(?:year|yr\.?|quarter|month|period|week|half)(?:['’]?s)?"
_AFTER = (
    "(?:" + "|".join(rf"(?<={w}\s)" for w in ("from", "on", "over", "vs", r"vs\.", "versus")) + ")"
)
_COMPARISON = re.compile(
    r"(?:(?:%|pct|per\s?cent(?:age)?(?:[\s-]points?)?|annual|average)\s){0,3}(?:(?:rate\sof\s)?(?:change|growth)s?\s)?"
    r"(?:,\s)?(?:(?:from|on|over|against|vs\.?|versus|to|compared\s(?:with|to)|relative\sto|of|in)\s)?"
    rf"(?:year\sto\syear|(?:fourth\squarter|Q4)\sto\s(?:fourth\squarter|Q4)|"
    rf"(?:the\s)?{_EARLIER}[\s-](?:(?:calendar|fiscal|financial)\s)?{_STRETCH}|"
    rf"(?:(?:a|the|one)\s|{_AFTER})(?:year|quarter|month)[\s-](?:earlier|ago|before))"
    r"(?:\s(?:level|period))?(?![\w’'])"
    r"(?!\s(?:forecast|projection|estimate|round|report|survey|mean|median|consensus|outlook)s?\b)"
    r"(?!(?<!year)\saverage)",  # "last month's average" is that of a poll
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"\b[A-Z]{3}\s(?:vs\.?|versus)\s[A-Z]{3}\b|"
    r"\b(?:vs\.?|versus|against)\s(?:the\s)?(?:U\.?S\.?\s)?(?:USD|EUR|US\$|dollar|euro)(?!\w)"
)
_ROUND = re.compile(
    rf"\b(?P<month>{'|'.join(FULL_NAMES)})\s(?:(?P<year>20\d\d)\s)?(?:\w+\s)?"
    r"(?:projection|forecast|round|outlook|estimate|report|edition|update|survey|vintage)s?\b|"
    r"\b(?:projection|forecast|estimate)s?(?:,?\s(?:(?:made|published|prepared|finalised|finalized)\s)?"
    rf"(?:in|of|from|as\sof)\s|,\s|\s\(|\s(?=[a-z]+\s20\d\d\b))(?P<month2>{'|'.join(FULL_NAMES)})(?:\s(?P<year2>20\d\d))?\b",
    re.IGNORECASE,
)


def round_named(text: str) -> tuple[int, int | None] | None:
    """Return the month and year of the forecast round that a text names.

    Args:
        text: a header or row label, such as "March 2024 projection" or "September round".

    Returns:
        the month and, where printed, the year; None where no round is named.
    """
    found = _ROUND.search(text)
    if found is None:
        return None
    month, year = found["month"] or found["month2"], found["year"] or found["year2"]
    return month_number(month), int(year) if year else None


def date_named(text: str) -> tuple[int, int] | None:
    """Return the year and month of a header that is a date and hardly more, else None.

    Args:
        text: a header, such as "September 2025", "Autumn 2025 forecast" or "WEO, April 2025".
    """
    found = _DATE.fullmatch(text.strip("() "))
    if found is None:
        return None
    word = found["when"].lower()
    month = _SEASONS.get(word) or month_number(word)
    return int(found["year"]), month


def without_comparison(text: str) -> str:
    """Return a header without the words of a rate of change: those are a unit, not another round.

    "Change on previous year in %" compares a figure with its own past; "Previous" and "change from
    the previous forecast" speak of another forecast. "EUR vs. USD" is the name of a price.
    """
    return _COMPARISON.sub(" ", _PAIR.sub(" ", text))
