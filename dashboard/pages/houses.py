"""All houses: who says how much, how fresh it is, on what, and how often at the extreme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dash import html

from dashboard import numbers
from dashboard.layout.markup import attributes
from dashboard.pages.content import Content, build_head
from warehouse import queries
from warehouse.vocabulary import Precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.pages.scene import Scene

Row = dict[str, Any]
COLUMNS: Final = (
    "House", "Kind", "Figures", "In review", "Newest", "Age", "Reports", "Set pieces",
    "At an extreme",
)  # fmt: skip
COUNTS: Final = ("Figures", "In review", "Age", "Reports", "At an extreme")
SET_PIECES: Final = (  # sides of each by name, with the topics of which one is enough
    {"US growth": ("gdp_growth US",), "euro area growth": ("gdp_growth EA",)},
    {
        "Fed": ("policy_rate US", "policy_rate_change US"),
        "ECB": ("policy_rate EA", "policy_rate_change EA"),
    },
    {"dollar": ("fx_rate",)},
    {"bankruptcies": ("bankruptcies_growth", "bankruptcies_count", "default_rate")},
)
HALF_YEAR: Final = 183  # days
COLLECTIVE: Final = "collective"


def build(scene: Scene) -> Content:
    """Return the list of every house that says anything by the as-of day."""
    frame = queries.houses(scene.cursor, asof=scene.asof, known=scene.selection.known)
    rows = frame.rows(named=True)
    if not rows:
        day = numbers.day(scene.asof)
        head = build_head("Houses", f"No house had published anything by {day}",
                          "Choose a later day, or add a report on the upload page.")  # fmt: skip
        return Content("Houses", "/houses", [head], [])
    own = [row for row in rows if row["kind"] != COLLECTIVE]
    fresh = sum(row["age_days"] is not None and row["age_days"] <= HALF_YEAR for row in own)
    finding = (
        f"{numbers.sentence(numbers.plural(len(own), 'house'))} on record; "
        f"{numbers.counted(fresh) if fresh else 'none'} published in the last six months"
    )
    subtitle = (
        "Most figures first. A figure is the newest on one question; its age counts from the "
        "newest edition. At an extreme: highest or lowest of three houses or more."
    )
    return Content(
        title="Houses",
        section="/houses",
        head=[build_head("Houses", finding, subtitle)],
        body=[_table(scene, rows)],
    )


def covered(topics: Sequence[str]) -> list[str]:
    """Return the sides of the set pieces that a house has a figure for.

    Args:
        topics: "indicator region", one for each of its questions.
    """
    held = {*topics, *(topic.partition(" ")[0] for topic in topics)}
    return [
        name
        for sides in SET_PIECES
        for name, wanted in sides.items()
        if any(topic in held for topic in wanted)
    ]


def _table(scene: Scene, rows: Sequence[Row]) -> Any:
    heads = [
        html.Th(name, scope="col", className="number" if name in COUNTS else "") for name in COLUMNS
    ]
    return html.Div(
        html.Table(
            [
                html.Caption("Houses, most figures first", className="unseen"),
                html.Thead(html.Tr(heads)),
                html.Tbody([_row(scene, row) for row in rows]),
            ],
            className="table houses",
        ),
        className="table-frame",
        tabIndex=0,
        role="region",
        **attributes(aria_label="Houses"),
    )


def _row(scene: Scene, row: Row) -> Any:
    pieces = covered(row["topics"])
    told = numbers.listed(pieces) if pieces else numbers.NO_VALUE
    shared = f"{row['extremes']} of {row['shared']}" if row["shared"] else numbers.NO_VALUE
    age = "no date" if row["age_days"] is None else numbers.age(row["age_days"], Precision.MONTH)
    return html.Tr(
        [
            html.Th(
                html.A(row["institution"], href=scene.house(row["institution"]), className="door"),
                scope="row",
            ),
            html.Td(kind_words(row["kind"])),
            html.Td(f"{row['figures']:,}", className="number"),
            html.Td(f"{row['review']:,}", className="number"),
            html.Td(numbers.day(row["newest"], Precision.MONTH), className="text"),
            html.Td(age, className="number text"),
            html.Td(f"{row['reports']:,}", className="number"),
            html.Td(told),
            html.Td(shared, className="number text"),
        ]
    )


def kind_words(kind: str) -> str:
    """Return what sort of house it is: "asset manager"; one that nobody listed is "not listed"."""
    return kind.replace("_", " ") or "not listed"
