"""The `.sql` files in `views/` -> statements, each view after the views that it reads."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from warehouse.errors import WarehouseError

_CREATED = re.compile(r"CREATE OR REPLACE MACRO (?P<name>\w+)\(")
_CREATED_NOW = re.compile(
    r"(?P<head>CREATE OR REPLACE MACRO (?P<plain>\w+)_now\(\s*(?P<clocks>as_of, known[^)]*?)\s*\)"
    r" AS TABLE\n).*",
    re.DOTALL,
)
_NOW = "_now"  # of a view with two clocks where the second is now: it reads the rows kept for that


@lru_cache(maxsize=1)
def views() -> dict[str, str]:
    """Return the text of every view by its name."""
    found = {}
    for entry in files("warehouse").joinpath("views").iterdir():
        if entry.name.endswith(".sql"):
            text = entry.read_text(encoding="utf-8")
            for created in _CREATED.finditer(text):
                found[created["name"]] = text
    return found | _views_of_now(found)


@lru_cache(maxsize=1)
def names_of_now() -> re.Pattern[str]:
    """Return what finds the calls of views that have a faster twin for what is known now."""
    twins = sorted(name for name in views() if f"{name}{_NOW}" in views())
    return re.compile(rf"\b(?P<name>{'|'.join(twins)})\((?=[^)])")


def call_now(sql: str) -> str:
    """Return SQL that calls the twins of the views in it; right only where `known` is now."""
    return names_of_now().sub(rf"\g<name>{_NOW}(", sql)


def _without_kept_rows(found: re.Match[str]) -> str:
    """Return a twin that asks the view itself."""
    handed = found["clocks"].replace(" := []", "")
    return f"{found['head']}FROM {found['plain']}({handed});"


def _views_of_now(found: dict[str, str]) -> dict[str, str]:
    """Return the twins of the views that read others which have one; those are written by hand."""
    twins = {name.removesuffix(_NOW): text for name, text in found.items() if name.endswith(_NOW)}
    made: dict[str, str] = {}
    while True:
        known = twins.keys() | made.keys()
        reads = re.compile(rf"\b(?P<name>{'|'.join(sorted(known))})\((?=as_of, known)")
        new = {
            name: reads.sub(rf"\g<name>{_NOW}(", text).replace(
                f"MACRO {name}(", f"MACRO {name}{_NOW}("
            )
            for name, text in found.items()
            if name not in known
            and not name.endswith(_NOW)
            and reads.search(text)
            and re.search(rf"MACRO {name}\(\s*as_of, known", text)
        }
        if not new:
            return {f"{name}{_NOW}": text for name, text in made.items()}
        made |= new


@lru_cache(maxsize=2)
def view_statements(*, temporary: bool = False) -> tuple[str, ...]:
    """Return the statements that define the views, in an order that DuckDB accepts.

    Args:
        temporary: define them for one connection only, where the file can't be written; the rows
            kept for now may be of other views, so that the twins do without them.
    """
    ordered: list[str] = []
    left = dict(views())
    while left:
        ready = [name for name, text in left.items() if not _reads(text, left, but=name)]
        if not ready:
            raise WarehouseError(f"the views {', '.join(left)} read each other in a circle")
        ordered.extend(left.pop(name) for name in sorted(ready))
    if temporary:
        slow = [_CREATED_NOW.sub(_without_kept_rows, t) for t in ordered]
        return tuple(text.replace("REPLACE MACRO", "REPLACE TEMP MACRO") for text in slow)
    return tuple(ordered)


def view_hash() -> str:
    """Return the SHA-256 over all views, so that a file knows when to define them anew."""
    return sha256("\0".join(view_statements()).encode()).hexdigest()


def _reads(text: str, names: dict[str, str], *, but: str) -> bool:
    return any(re.search(rf"\b{name}\(", text) for name in names if name != but)
