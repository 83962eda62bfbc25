"""A selection -> what nearly every panel asks the warehouse for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from datetime import date, datetime

    from dashboard.selection import Selection


class About(TypedDict):
    """Whom and what a panel is about, and as of when; the names are those of `queries.Asked`."""

    regions: list[str]
    institutions: list[str]
    asof: date | None
    known: datetime | None


def asked_of(selection: Selection) -> About:
    """Return the regions, houses and clocks of a selection, for questions about figures."""
    return About(
        regions=list(selection.regions),
        institutions=list(selection.institutions),
        asof=selection.asof,
        known=selection.known,
    )
