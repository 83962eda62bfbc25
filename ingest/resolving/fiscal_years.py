"""A pair of years in print -> the one year that the fiscal year is filed under, country by country.

"2018/19" is Japan's fiscal 2018 and India's fiscal 2019: which of the two years gives the name is a
custom of the country (`fiscal_years.csv`). Where the custom is not known, the later year is taken
and a person has to look.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from ingest.months import month_number
from ingest.resolving.confidence import Doubt, Remark
from ingest.resolving.horizon_words import Horizon, whole
from warehouse.reference import fiscal_year_begins, fiscal_years, regions

if TYPE_CHECKING:
    from datetime import date

FIRST, LAST = "first", "last"
CENTURY = 100
PAIR_CODE = 3  # letters of each money in the code of a pair

_AHEAD = ("next", "coming")
_NEAR = re.compile(
    r"\b(?P<which>this|current|next|coming)\s+(?:fiscal|financial)(?:\s+year)?\s+\[20\d\d\]$",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"(?:.*\[)?(?:(?P<fy>FY\s?|fiscal\s(?:years?\s)?)?(?P<a>20\d\d)|FY\s?['’]?(?P<short>\d\d))"
    r"\s?(?P<dash>[-–/]|to)\s?['’]?(?P<b>20\d\d|\d\d)\]?",
    re.IGNORECASE,
)


def in_fiscal_year(
    horizon: Horizon, region: str, *, published: date | None = None
) -> tuple[Horizon, tuple[Remark, ...]]:
    """Return the horizon as the country counts it, and what is in doubt about that.

    Args:
        horizon: as read without knowing the country: the later year of a fiscal pair.
        region: whose fiscal year it is.
        published: the day that "the current fiscal year" is counted from.
    """
    if published is not None and (near := _NEAR.search(horizon.text)) is not None:
        return _near(horizon, region, published, ahead=near["which"].lower() in _AHEAD), ()
    found = _PAIR.fullmatch(horizon.text)
    if found is None or horizon.period is None:
        return horizon, ()
    first = int(found["a"] or f"20{found['short']}")
    last = int(found["b"]) if len(found["b"]) > 2 else first // CENTURY * CENTURY + int(found["b"])
    if last != first + 1 or not (found["fy"] or found["short"] or found["dash"] == "/"):
        return horizon, ()
    named_by = fiscal_years().get(_country(region))
    year = whole(str(first if named_by == FIRST else last))
    period = year.period if year else horizon.period
    remarks: tuple[Remark, ...] = ()
    if named_by is None:
        sentence = (
            f"which year “{horizon.text}” is filed under in {region} is not known: taken as {last}"
        )
        remarks = (Remark(Doubt.PERIOD_ASSUMED, sentence),)
    return replace(horizon, period=period), remarks


@cache
def _country(region: str) -> str:
    """Return the country of a pair that has a custom of its own: India for "USDINR"."""
    moneys = (region[:PAIR_CODE], region[PAIR_CODE:]) if len(region) == 2 * PAIR_CODE else ()
    known = [one.code for one in regions() if one.currency in moneys and one.kind == "country"]
    return next((code for code in known if code in fiscal_years() and code != "US"), region)


def _near(horizon: Horizon, region: str, published: date, *, ahead: bool) -> Horizon:
    """Return "the current fiscal year" by its country: India's of June 2025 is 2026."""
    country = _country(region)
    named_by, begins = fiscal_years().get(country), fiscal_year_begins().get(country)
    if named_by is None or begins is None:
        return horizon
    first = published.year - (published.month < month_number(begins))
    year = whole(str(first + (named_by == LAST) + ahead))
    return replace(horizon, period=year.period) if year is not None else horizon
