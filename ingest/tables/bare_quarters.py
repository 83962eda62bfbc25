"""Columns of a table -> the years of quarters that are printed without one.

"4Q25 1Q26 2Q 3Q 4Q": the year is printed where it begins and holds for the quarters behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.tables.spans import year_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.tables.grids import Column

CENTURY = 2000  # two digits of a year are of this century

_QUARTER = re.compile(r"(?:Q(?P<a>[1-4])|(?P<b>[1-4])Q)(?!\w*/)", re.IGNORECASE)
_BARE = re.compile(r"(?:Q\s?[1-4]|[1-4]\s?Q)\s?\(?[aefp]?\)?", re.IGNORECASE)


def years_of_bare_quarters(columns: Sequence[Column]) -> Mapping[int, str]:
    """Return "2026Q4" for each column that only says "4Q", by the dated quarters left of it.

    Args:
        columns: left to right; a year over a column dates its quarter.
    """
    found: dict[int, str] = {}
    last: tuple[int, int] | None = None
    for at, column in enumerate(columns):
        texts = [header.text.strip() for header in column.headers]
        quarter = next((m for text in texts if (m := _QUARTER.search(text))), None)
        if quarter is None:
            last = None
            continue
        part = int(quarter["a"] or quarter["b"])
        year = next((y for text in texts if (y := year_of(text))), "")
        if year:
            last = (CENTURY + int(year), part)
        elif last is not None and _BARE.fullmatch(texts[0]):
            last = (last[0] + (part <= last[1]), part)
            found[at] = f"{last[0]}Q{part}"
    return found
