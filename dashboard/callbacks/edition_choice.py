"""What the pickers of two editions say -> what the address says of them.

What a panel compares unasked is shown in its pickers and never put into the address: a picker that
was not touched leaves the address as it was, or the newest edition would stay pinned for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from dashboard.panels import PANELS
from warehouse import queries
from warehouse.house_ids import find_house

if TYPE_CHECKING:
    from datetime import date

    from duckdb import DuckDBPyConnection

    from dashboard.panels import Panel
    from dashboard.selection import Selection

HOUSES: Final = "/houses/"
DIFF: Final = "edition-diff"


def panel_of(path: str) -> Panel | None:
    """Return the panel whose controls a page shows, or None where it has none."""
    if path.startswith(HOUSES):
        return PANELS[DIFF]
    return PANELS.get(path.rstrip("/").rpartition("/")[2])


def chosen_editions(
    cursor: DuckDBPyConnection, before: Selection, told: dict[str, Any], *, path: str, today: date
) -> dict[str, str]:
    """Return the fields `edition` and `against` of the address; empty where there is no picker.

    Args:
        cursor: of the warehouse.
        before: the selection of the address.
        told: what each picker holds, by name.
        path: of the page; that of a house names the house.
        today: the as-of day where none is chosen.
    """
    panel = panel_of(path)
    if panel is None or not {"edition", "against"} & set(told):
        return {}
    asked = before.at(asof=before.asof or today)
    if path.startswith(HOUSES):
        asked = asked.at(institutions=(_house_of(cursor, asked, path),))
    shown = panel.settled(cursor, asked)
    if "institutions" in told and _first(told["institutions"]) not in ("", *shown.institutions):
        return {"edition": "", "against": ""}
    plain = panel.settled(cursor, asked.at(edition="", against=""))
    edition = _changed(told, "edition", was=shown.edition, held=before.edition)
    edition = "" if edition == plain.edition else edition
    usual = panel.settled(cursor, asked.at(edition=edition, against="")).against
    against = _changed(told, "against", was=shown.against, held=before.against)
    is_same = against == (edition or plain.edition)
    return {"edition": edition, "against": "" if is_same or against == usual else against}


def _changed(told: dict[str, Any], name: str, *, was: str, held: str) -> str:
    value = told.get(name)
    return held if value in (None, was) else str(value)


def _first(held: Any) -> str:
    return held if isinstance(held, str) else next(iter(held or ()), "")


def _house_of(cursor: DuckDBPyConnection, asked: Selection, path: str) -> str:
    code = unquote(path.removeprefix(HOUSES).strip("/"))
    known = queries.houses(cursor, asof=asked.asof, known=asked.known)["institution"].to_list()
    return find_house(code, others=known) or code
