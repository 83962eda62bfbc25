"""A pair of years in print -> the one year that the fiscal year is filed under, country by country.

"2018/19" is Japan's fiscal 2018 and India's fiscal 2019: which of the two years gives the name is a
custom of the country (`fiscal_years.csv`). Where the custom is not known, the later year is taken
and a person has to look.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.resolving.confidence import Doubt, Remark
from ingest.resolving.horizon_words import Horizon, whole
from warehouse.reference import fiscal_years

FIRST, LAST = "first", "last"
CENTURY = 100

_PAIR = re.compile(
    r"(?:.*\[)?(?P<fy>FY\s?|fiscal\s(?:years?\s)?)?(?P<a>20\d\d)\s?(?P<dash>[-–/]|to)\s?(?P<b>20\d\d|\d\d)\]?",
    re.IGNORECASE,
)


def in_fiscal_year(horizon: Horizon, region: str) -> tuple[Horizon, tuple[Remark, ...]]:
    """Return the horizon as the country counts it, and what is in doubt about that.

    Args:
        horizon: as read without knowing the country: the later year of a fiscal pair.
        region: whose fiscal year it is.
    """
    found = _PAIR.fullmatch(horizon.text)
    if found is None or horizon.period is None:
        return horizon, ()
    first = int(found["a"])
    last = int(found["b"]) if len(found["b"]) > 2 else first // CENTURY * CENTURY + int(found["b"])
    if last != first + 1 or not (found["fy"] or found["dash"] == "/"):
        return horizon, ()
    named_by = fiscal_years().get(region)
    year = whole(str(first if named_by == FIRST else last))
    period = year.period if year else horizon.period
    remarks: tuple[Remark, ...] = ()
    if named_by is None:
        sentence = (
            f"which year “{horizon.text}” is filed under in {region} is not known: taken as {last}"
        )
        remarks = (Remark(Doubt.PERIOD_ASSUMED, sentence),)
    return replace(horizon, period=period), remarks
