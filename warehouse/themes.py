"""`reference/themes.csv` -> the themes that reports may name, with the phrases that name them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from warehouse.errors import WarehouseError
from warehouse.reference import reference_rows, split_list

SHORTEST_PHRASE = 2  # letters


@dataclass(frozen=True, slots=True)
class Theme:
    """Something that a house may name as what the year is about.

    Attributes:
        code: the key used in rows.
        name: as shown.
        group: title that it stands under.
        phrases: what names it in print; one of up to four capitals is matched as capitals.
        excluded: longer phrases that hold one of `phrases` and mean something else.
    """

    code: str
    name: str
    group: str
    phrases: tuple[str, ...]
    excluded: tuple[str, ...]


@lru_cache(maxsize=1)
def themes() -> tuple[Theme, ...]:
    """Return every known theme, in file order.

    Raises:
        WarehouseError: a row of the file cannot be read; names the row.
    """
    return tuple(_theme(row, line) for line, row in enumerate(reference_rows("themes.csv"), 2))


@lru_cache(maxsize=1)
def theme_by_code() -> dict[str, Theme]:
    """Return the themes by code."""
    return {theme.code: theme for theme in themes()}


def _theme(row: dict[str, str], line: int) -> Theme:
    phrases = split_list(row["phrases"])
    where = f"reference/themes.csv line {line}"
    if not row["code"] or not row["name"] or not row["group"] or not phrases:
        raise WarehouseError(f"{where}: code, name, group and phrases must not be empty")
    if short := [phrase for phrase in phrases if len(phrase) < SHORTEST_PHRASE]:
        raise WarehouseError(f"{where}: {short[0]!r} is too short a phrase; write a longer one")
    return Theme(row["code"], row["name"], row["group"], phrases, split_list(row["excluded"]))
