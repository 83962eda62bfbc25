"""The `.sql` files in `views/` -> statements, each view after the views that it reads."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from warehouse.errors import WarehouseError

_CREATED = re.compile(r"CREATE OR REPLACE MACRO (?P<name>\w+)\(")


@lru_cache(maxsize=1)
def views() -> dict[str, str]:
    """Return the text of every view by its name."""
    found = {}
    for entry in files("warehouse").joinpath("views").iterdir():
        if entry.name.endswith(".sql"):
            text = entry.read_text(encoding="utf-8")
            for created in _CREATED.finditer(text):
                found[created["name"]] = text
    return found


@lru_cache(maxsize=2)
def view_statements(*, temporary: bool = False) -> tuple[str, ...]:
    """Return the statements that define the views, in an order that DuckDB accepts.

    Args:
        temporary: define them for one connection only, where the file can't be written.
    """
    ordered: list[str] = []
    left = dict(views())
    while left:
        ready = [name for name, text in left.items() if not _reads(text, left, but=name)]
        if not ready:
            raise WarehouseError(f"the views {', '.join(left)} read each other in a circle")
        ordered.extend(left.pop(name) for name in sorted(ready))
    if temporary:
        return tuple(text.replace("REPLACE MACRO", "REPLACE TEMP MACRO") for text in ordered)
    return tuple(ordered)


def view_hash() -> str:
    """Return the SHA-256 over all views, so that a file knows when to define them anew."""
    return sha256("\0".join(view_statements()).encode()).hexdigest()


def _reads(text: str, names: dict[str, str], *, but: str) -> bool:
    return any(re.search(rf"\b{name}\(", text) for name in names if name != but)
