"""What the warehouse holds -> the codes that each control of a panel offers."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from dashboard.panels.since import STEPS, months_before
from dashboard.panels.wording import region_name
from dashboard.selection import EVENTS, SCALES, VINTAGES
from warehouse import queries
from warehouse.periods import parse_period
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene
    from dashboard.panels import Panel

WHOLE_YEARS: Final = ("divergence", "moved")  # panels whose period is a year
AGES: Final = ("1", "3", "6", "12", "24")  # months
BESIDE: Final[dict[str, tuple[Indicator, ...]]] = {  # indicators that a panel draws beside its own
    "policy-rates": (Indicator.POLICY_RATE_CHANGE,),
    "bankruptcies": (Indicator.BANKRUPTCIES_COUNT, Indicator.DEFAULT_RATE),
}


def find_choices(scene: Scene, panel: Panel, names: Collection[str]) -> dict[str, list[str]]:
    """Return what can be picked: codes that have a figure behind them, per control.

    Args:
        scene: the visit.
        panel: whose controls they are.
        names: the controls that it has.
    """
    found = {
        "since": [months_before(scene.asof, step).isoformat() for step in STEPS],
        "age": list(AGES),
        "scale": list(SCALES),
        "vintage": list(VINTAGES),
        "events": list(EVENTS),
    }
    if {"indicator", "indicators"} & set(names):
        return found | _figure_choices(scene, panel)
    if panel.section == "Positions":
        rows = {"stances": queries.stances, "themes": queries.themes}[panel.id]
        held = rows(scene.cursor, asof=scene.asof, known=scene.selection.known)
        found["institutions"] = sorted(set(held["institution"]))
        return found
    if panel.defaults.indicator is None:
        events = queries.policy_events(scene.cursor, asof=scene.selection.asof)
        found["regions"] = sorted(set(events["jurisdiction"]), key=region_name)
        return found
    return found | _figure_choices(scene, panel)


def _figure_choices(scene: Scene, panel: Panel) -> dict[str, list[str]]:
    """Return what the figures on a panel's indicators can be filtered by, where it has figures."""
    selection = scene.selection
    shown = selection.over(panel.defaults)
    held = queries.choices(scene.cursor, asof=selection.asof, known=selection.known)
    houses = queries.coverage(scene.cursor, asof=selection.asof, known=selection.known)
    own = [shown.indicator] if shown.indicator else list(shown.indicators)
    asked = {*map(str, own), *map(str, BESIDE.get(panel.id, ()))}
    asked = asked or {entry["indicator"] for entry in held["indicators"]}

    def codes(group: str, key: str) -> list[str]:
        return [entry[key] for entry in held[group] if entry["indicator"] in asked]

    legal = {parameter.name: list(parameter.legal) for parameter in panel.parameters}
    every = [entry["indicator"] for entry in held["indicators"]]
    periods = {text[:4] if panel.id in WHOLE_YEARS else text for text in codes("periods", "period")}
    who = {row["institution"] for row in houses.iter_rows(named=True) if row["indicator"] in asked}
    return {
        "indicator": legal.get("indicator") or every,
        "indicators": legal.get("indicators") or every,
        "regions": codes("regions", "region"),
        "period": sorted(periods, key=lambda text: parse_period(text).sort_key),
        "measure": codes("measures", "measure"),
        "institutions": sorted(who),
    }
