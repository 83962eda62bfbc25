"""A panel's parameters and what the warehouse holds -> the controls above its chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dash import dcc, html

from dashboard.layout.markup import attributes
from dashboard.panels.wording import measure_words, period_label, region_name
from warehouse import queries
from warehouse.periods import parse_period
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene
    from dashboard.panels import Panel

CONTROLS: Final = ("indicator", "regions", "period", "measure", "institutions")
NAMES: Final = {
    "indicator": "Indicator",
    "regions": "Regions",
    "period": "Period",
    "measure": "Definition",
    "institutions": "Houses",
}
SEVERAL: Final = ("regions", "institutions")
BESIDE: Final[dict[str, tuple[Indicator, ...]]] = {  # indicators that a panel draws beside its own
    "policy-rates": (Indicator.POLICY_RATE_CHANGE,),
    "bankruptcies": (Indicator.BANKRUPTCIES_COUNT, Indicator.DEFAULT_RATE),
}
MENU_PX: Final = 360  # px: ten options
SEARCH_FROM: Final = 9  # options; fewer are read faster than searched
Options = list[dict[str, str]]


def build_controls(scene: Scene, panel: Panel) -> list[Any]:
    """Return a labelled picker for each parameter that leaves a choice."""
    values, options = control_state(scene, panel)
    titles = NAMES if panel.defaults.indicator else NAMES | {"regions": "Jurisdictions"}
    return [
        _picker(name, titles[name], values[name], options[name]) for name in control_names(panel)
    ]


def control_names(panel: Panel) -> list[str]:
    """Return the parameters of a panel that have a control, in reading order."""
    given = {parameter.name: parameter for parameter in panel.parameters}
    return [name for name in CONTROLS if name in given and len(given[name].legal) != 1]


def control_state(scene: Scene, panel: Panel) -> tuple[dict[str, Any], dict[str, Options]]:
    """Return value and options of each control; the value always stands among the options."""
    shown = scene.selection.over(panel.defaults)
    found = _found(scene, panel)
    values: dict[str, Any] = {}
    options: dict[str, Options] = {}
    for name in control_names(panel):
        held = getattr(shown, name)
        several = [str(entry) for entry in held] if name in SEVERAL else [str(held)] if held else []
        values[name] = several if name in SEVERAL else next(iter(several), None)
        codes = list(dict.fromkeys([*found.get(name, []), *several]))
        options[name] = [{"label": _label(name, code), "value": code} for code in codes]
    if "measure" in values and values["measure"] is None:
        default = indicator_info()[Indicator(shown.indicator or "")].default_measure
        values["measure"] = str(default)
    return values, options


def _found(scene: Scene, panel: Panel) -> dict[str, list[str]]:
    """Return the codes that have a figure behind them, per control."""
    selection = scene.selection
    shown = selection.over(panel.defaults)
    if shown.indicator is None:
        events = queries.policy_events(scene.cursor, asof=selection.asof)
        return {"regions": sorted(set(events["jurisdiction"]), key=region_name)}
    asked = {str(shown.indicator), *map(str, BESIDE.get(panel.id, ()))}
    held = queries.choices(scene.cursor, asof=selection.asof, known=selection.known)
    houses = queries.coverage(scene.cursor, asof=selection.asof, known=selection.known)

    def codes(group: str, key: str) -> list[str]:
        return [entry[key] for entry in held[group] if entry["indicator"] in asked]

    legal = next(p.legal for p in panel.parameters if p.name == "indicator")
    return {
        "indicator": list(legal),
        "regions": codes("regions", "region"),
        "period": sorted(codes("periods", "period"), key=lambda text: parse_period(text).sort_key),
        "measure": codes("measures", "measure"),
        "institutions": sorted(
            {
                row["institution"]
                for row in houses.iter_rows(named=True)
                if row["indicator"] in asked
            }
        ),
    }


def _label(name: str, code: str) -> str:
    if name == "indicator":
        return indicator_info()[Indicator(code)].name
    words = {"regions": region_name, "period": period_label, "measure": measure_words}
    return words[name](code) if name in words else code


def _picker(name: str, title: str, value: Any, options: Options) -> Any:
    return html.Div(
        [
            html.Span(title, id=f"control-{name}", className="control-name"),
            dcc.Dropdown(
                id={"type": "control", "name": name},
                options=options,
                value=value,
                multi=name in SEVERAL,
                clearable=name in SEVERAL,
                searchable=len(options) >= SEARCH_FROM,
                placeholder="all",
                maxHeight=MENU_PX,
                className="picker",
            ),
        ],
        className=f"control control-{name}",
        role="group",
        **attributes(aria_labelledby=f"control-{name}"),
    )
