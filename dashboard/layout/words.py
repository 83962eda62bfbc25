"""A row of the warehouse -> its value and its meaning in words."""

from __future__ import annotations

from typing import Any, Final

from dashboard import numbers
from dashboard.panels.dollar_calls import dollar_words
from dashboard.panels.wording import measure_words, period_label, region_name
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, Kind, Measure, Role, Stance

STANCES: Final = {Stance.UP: "up", Stance.DOWN: "down", Stance.FLAT: "no change"}
ROLES: Final = {
    Role.VALUE: "value",
    Role.ROW_LABEL: "row label",
    Role.COLUMN_HEADER: "column header",
    Role.UNIT: "unit",
    Role.CONTEXT: "context",
}
KIND_HEADS: Final = {
    Kind.PREVIOUS: "An earlier round, not the current view",
    Kind.SCENARIO: "Only if a scenario comes true",
    Kind.ESTIMATE: "An estimate of the past",
    Kind.TARGET: "A target, not a forecast",
}
WHY_NOT: Final = {
    "scenario": "it holds only if a scenario comes true",
    "previous edition": "the report prints it as its own earlier figure",
    "estimate": "the report prints it as an estimate of the past",
    "target": "it is a target, not a forecast",
    "awaiting review": "a person has not looked at it yet",
    "open bound": "an open bound has no middle that could be averaged",
    "no number": "a direction without a number can’t be averaged",
    "collective claim": "it speaks for many houses that are not named",
    "moving horizon": "a horizon counted from publication means another time in every report",
}


def value_words(row: dict[str, Any]) -> str:
    """Return a figure as printed: "1.2%", "3.00–3.25%", "2–3 cuts", or "down" for a call.

    A call on a currency says what it means for the dollar: "dollar weaker".
    """
    if row["low"] is None and row["high"] is None:
        plain = STANCES[Stance(row["stance"])] if row["stance"] else numbers.NO_VALUE
        return dollar_words(row) or plain
    info = indicator_info()[Indicator(row["indicator"])]
    decimals = info.decimals if row["unit"] == info.unit else None
    return numbers.figure(row["low"], row["high"], row["unit"], decimals=decimals)


def claim_words(row: dict[str, Any]) -> str:
    """Return what a figure is about: "Real GDP growth, United States, 2026, annual average".

    A direction without a number needs no definition, and none is told missing.
    """
    info = indicator_info()[Indicator(row["indicator"])]
    is_call = row["low"] is None and row["high"] is None
    is_told = not is_call or row["measure"] != Measure.OTHER
    words = (info.name, region_name(row["region"]), period_label(row["period"]))
    return ", ".join((*words, measure_words(row["measure"])) if is_told else words)


def kind_words(kind: str) -> str:
    """Return what a figure is where it is no plain forecast, for a head; "" for a forecast."""
    return KIND_HEADS.get(Kind(kind), "")


def counted_words(*, pooled: bool | None, why_not: str | None) -> str:
    """Return whether a figure is counted and why; None where a newer edition replaced it."""
    if pooled is None:
        return "Not counted: a newer figure of this house stands on the charts."
    if pooled:
        return "Counted with the houses that print the same definition for the same period."
    return f"Not counted: {WHY_NOT.get(why_not or '', why_not or 'it can’t be compared')}."


def role_words(role: str) -> str:
    """Return the tag of a lit box."""
    return ROLES[Role(role)]
