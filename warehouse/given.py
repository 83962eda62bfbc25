"""What a person gives with a report, as text -> the same checked, or refused in one sentence."""

from __future__ import annotations

from datetime import date

LONGEST_PUBLISHER = 80  # characters; the longest usual name of a house has half of them
LONGEST_SHOWN = 40  # characters of a wrong date that its refusal repeats


def publisher(text: str) -> str:
    """Return the name of a house.

    Raises:
        ValueError: it is too long for a name, or holds what can't be printed.
    """
    name = text.strip()
    if not name or len(name) > LONGEST_PUBLISHER or not name.isprintable():
        raise ValueError(
            f"publisher is the name of a house, {LONGEST_PUBLISHER} characters at most"
        )
    return name


def published(text: str) -> date:
    """Return the day of publication.

    Raises:
        ValueError: it is no day of the calendar.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
        raise ValueError(f"published is a day such as 2026-02-06, not {shown!r}") from None
