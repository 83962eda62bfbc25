"""Views of panels -> the set pieces of the front page as tiles: finding, small drawing, figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from dash import html

from dashboard import numbers
from dashboard.layout.markup import attributes
from dashboard.layout.tiles import HUES, build_door, build_strip
from dashboard.panels import counting
from dashboard.panels.dollar_calls import FLAT, STRONGER, WEAKER, votes
from dashboard.panels.wording import Row, region_short

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene
    from dashboard.panels import PanelView

NAMES: Final = {
    "growth": "US against euro area",
    "policy-rates": "Fed against ECB",
    "dollar": "The dollar",
    "bankruptcies": "Bankruptcies",
}
FURTHER: Final = {  # tile -> the panels that say more of it, by the words that lead there
    "growth": (("compared", "Any indicator"), ("inflation", "Inflation")),
    "policy-rates": (("rate-paths", "Paths and gap"), ("rate-dots", "Dots"),
                     ("cut-counts", "Cuts and hikes")),
    "dollar": (("dollar-balance", "Over time"), ("dollar-consistency", "Own consistency")),
    "bankruptcies": (("stances", "Leanings on credit"),),
}  # fmt: skip
MOST_NAMED: Final = 4  # houses that one side of the dollar names in a tile
MOST_ROWS: Final = 3  # figures on bankruptcies that a tile lists


def build_set_pieces(scene: Scene, views: Mapping[str, PanelView]) -> Any:
    """Return the tiles in the order given."""
    tiles = [_tile(scene, view) for view in views.values()]
    return html.Div(tiles, className="set-pieces")


def _tile(scene: Scene, view: PanelView) -> Any:
    drawn = {"dollar": _sides, "bankruptcies": _listed}.get(view.panel.id, _regions)
    link = scene.link(f"/panels/{view.panel.id}", view.selection)
    return html.Section(
        [
            html.P(NAMES[view.panel.id], className="label"),
            html.H2(html.A(view.finding, href=link), id=f"tile-{view.panel.id}"),
            *([] if view.empty else drawn(scene, view)),
            _further(scene, view),
        ],
        className="tile",
        **attributes(aria_labelledby=f"tile-{view.panel.id}"),
    )


def _further(scene: Scene, view: PanelView) -> Any:
    """Return the ways to the panels that say more, at the same two clocks."""
    ways = [
        html.A(words, href=scene.link(f"/panels/{panel}", view.selection))
        for panel, words in FURTHER[view.panel.id]
    ]
    return html.P(ways, className="tile-further")


def _counted(view: PanelView) -> list[Row]:
    return [row for row in view.frame.iter_rows(named=True) if row["counted"]]


def _regions(scene: Scene, view: PanelView) -> list[Any]:
    """Return the houses of each region as dots, all regions on one scale."""
    rows = [row for row in _counted(view) if row["indicator"] == str(view.shown.indicator)]
    if not rows:
        return []
    ends = (min(row["mid"] for row in rows), max(row["mid"] for row in rows))
    found = []
    for region in view.shown.regions:
        mine = sorted((row for row in rows if row["region"] == region), key=lambda row: row["mid"])
        if mine:
            found.append(_region(scene, region, mine, ends))
    return [html.Div(found, className="tile-regions")]


def _region(scene: Scene, region: str, rows: Sequence[Row], ends: tuple[float, float]) -> Any:
    middle = median(row["mid"] for row in rows) if len(rows) > 1 else None
    decimals = counting.decimals_of(rows[0]["indicator"])
    said = "" if middle is None else f"median {numbers.number(middle, decimals=decimals)}"
    doors: list[Any] = [build_door(scene, rows[0], _named(rows[0]))]
    if len(rows) > 1:
        doors.append(build_door(scene, rows[-1], _named(rows[-1])))
    return html.Div(
        [
            html.Strong(region_short(region), className=f"region{HUES.get(region, '')}"),
            build_strip(rows, ends=ends, median=middle, hue=HUES.get(region, "")),
            html.Span(f"{said}, n = {len(rows)}".removeprefix(", "), className="quiet"),
            html.Div(doors, className="tile-ends"),
        ],
        className="tile-region",
    )


def _named(row: Row) -> str:
    return f"{row['institution']} {counting.value_text(row)}"


def _sides(scene: Scene, view: PanelView) -> list[Any]:
    """Return the houses on each side of the dollar; each name opens its call."""
    said = votes(view.frame)
    first = {row["institution"]: row for row in reversed(_counted(view))}
    found = []
    for side in (WEAKER, STRONGER, FLAT):
        houses = [name for name, turn in said.items() if turn == side and name in first]
        if not houses:
            continue
        names = [build_door(scene, first[name], name) for name in houses[:MOST_NAMED]]
        rest = len(houses) - len(names)
        found.append(
            html.Div(
                [
                    html.Strong(f"{numbers.sentence(side)}, {len(houses)}"),
                    html.Span([*names, f"and {rest} more" if rest else ""], className="tile-names"),
                ],
                className=f"tile-side {side}",
            )
        )
    return found


def _listed(scene: Scene, view: PanelView) -> list[Any]:
    """Return the newest years' counted figures, each the way to its page."""
    rows = sorted(_counted(view), key=lambda row: row["period"], reverse=True)[:MOST_ROWS]
    return [
        html.Ol(
            [
                html.Li(
                    build_door(
                        scene,
                        row,
                        [
                            html.Span(
                                f"{row['institution']}, {region_short(row['region'])} "
                                f"{row['period']}"
                            ),
                            html.Strong(counting.value_text(row, with_unit=True)),
                        ],
                        name="tile-figure",
                    )
                )
                for row in rows
            ]
        )
    ]
