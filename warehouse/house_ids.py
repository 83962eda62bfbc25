"""The name of a house -> the id that it has in addresses, and back: "J.P. Morgan" is j-p-morgan.

Houses of the reference data have the id of their usual name; one that only reports name has that of
its spelling, so that every house has an address.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from warehouse.reference import fold, institutions

if TYPE_CHECKING:
    from collections.abc import Iterable

_BETWEEN: Final = re.compile(r"[\W_]+")  # letters of any alphabet stay


def house_id(name: str) -> str:
    """Return the id of a house: its name in small letters, with hyphens between the words."""
    return _BETWEEN.sub("-", fold(name)).strip("-")


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    """Return id -> usual name of the houses in the reference data, by every name they have."""
    by_alias = {house_id(name): i.name for i in institutions() for name in i.names}
    return by_alias | {house_id(i.name): i.name for i in institutions()}


def find_house(text: str, *, others: Iterable[str] = ()) -> str | None:
    """Return the usual name behind an id or another spelling, or None where no house has it.

    Args:
        text: as in an address.
        others: names of houses that stand in reports and not in the reference data.
    """
    wanted = house_id(text)
    spelt = {house_id(name): name for name in others}
    return spelt.get(wanted) or _known().get(wanted)
