"""`reference/cues.toml` -> word lists that change what a number means, and patterns over them."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=1)
def _load() -> dict[str, Any]:
    source = files("warehouse").joinpath("reference", "cues.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def words(section: str, name: str) -> tuple[str, ...]:
    """Return the entries of one list of the cue file, as written.

    Raises:
        KeyError: the file has no such section or list.
    """
    return tuple(_load()[section][name])


def table(section: str, name: str) -> dict[str, Any]:
    """Return one inline table of the cue file.

    Raises:
        KeyError: the file has no such section or table.
    """
    return dict(_load()[section][name])


def section(name: str) -> dict[str, Any]:
    """Return one whole section of the cue file.

    Raises:
        KeyError: the file has no such section.
    """
    return dict(_load()[name])


def alternatives(entries: tuple[str, ...]) -> str:
    """Return a regular-expression group that matches any entry whole, the longest first.

    Blanks in an entry match any run of white space; word boundaries are asked for only where the
    entry begins or ends with a letter or digit.
    """
    return "(?:" + "|".join(_whole(e) for e in sorted(entries, key=len, reverse=True)) + ")"


@lru_cache(maxsize=256)
def pattern(section_name: str, name: str) -> re.Pattern[str]:
    """Return one compiled pattern for a list of the cue file, blind to case."""
    return re.compile(alternatives(words(section_name, name)), re.IGNORECASE)


def _whole(entry: str) -> str:
    body = r"\s+".join(re.escape(part) for part in entry.split())
    before = r"(?<!\w)" if entry[0].isalnum() else ""
    after = r"(?!\w)" if entry[-1].isalnum() else ""
    return before + body + after
