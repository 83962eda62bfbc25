"""Place -> the fields that a person may correct there.

A figure is known by its page and value box, a stance by the box of its words of leaning and that of
its asset: one "overweight" may lean on several assets.
"""

from __future__ import annotations

CORRIGIBLE = (
    "institution", "indicator", "region", "period", "measure", "low", "high", "unit", "stance",
    "kind", "status",
)  # fmt: skip
CORRIGIBLE_STANCE = (
    "institution", "asset", "region", "tilt", "change", "horizon", "status",
)  # fmt: skip
ASSET_MARK = ";"  # parts the box of the asset from that of the words of leaning


def corrigible_at(place: str) -> tuple[str, ...]:
    """Return the fields that can be corrected at a place, of a figure or of a stance."""
    return CORRIGIBLE_STANCE if ASSET_MARK in place else CORRIGIBLE
