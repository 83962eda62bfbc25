"""A list that may be long -> the part of it that is shown, and the ways to the rest.

A report may hold thousands of rows. Beside a picture of one page stand the rows of that page; the
whole list is a click away, so many rows at a time that a browser never has more to lay out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dash import html

from dashboard import numbers

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene

Row = dict[str, Any]
MOST_ROWS: Final = 100  # a screen shows thirty; ten times that are laid out in a blink
FEW_ROWS: Final = 40  # a list that short is shown whole


@dataclass(frozen=True, slots=True)
class Part:
    """What is shown of a list.

    Attributes:
        rows: the rows shown, in order.
        ways: a line that says which they are and leads to the others; None where all are shown.
    """

    rows: list[Row]
    ways: Any = None


def take_part(scene: Scene, rows: list[Row], *, name: str, noun: str, page: int) -> Part:
    """Return the rows of the shown page, or the part of the whole list that the address asks for.

    Args:
        scene: the visit; its parameter `list` is "NAME-2" for the second part of this list.
        rows: the whole list in reading order, each with its "page".
        name: of the list in the address.
        noun: what one row is, as in "figure".
        page: of the report, the one that is shown.
    """
    asked, _, number = scene.extra.get("list", "").partition("-")
    if asked == name:
        return _nth(scene, rows, int(number), name=name, page=page)
    if len(rows) <= FEW_ROWS:
        return Part(rows)
    here = [row for row in rows if row["page"] == page]
    said = f"{numbers.plural(len(here), noun)} on page {page}."
    way = html.A(f"All {len(rows):,}", href=scene.here(list=f"{name}-1"))
    return Part(here, _line([html.Span(said), way]))


def take_stretch(scene: Scene, rows: list[Row], *, name: str, most: int = MOST_ROWS) -> Part:
    """Return the first rows of a list without pages, or the stretch that the address asks for.

    Args:
        scene: the visit; its parameter `list` is "NAME-2" for the second stretch of this list.
        rows: the whole list in order.
        name: of the list in the address.
        most: rows of a stretch.
    """
    asked, _, number = scene.extra.get("list", "").partition("-")
    if len(rows) <= most:
        return Part(rows)
    at = int(number) if asked == name else 1
    shown, ways = _stretch(scene, rows, at, name=name, most=most)
    return Part(shown, _line(ways))


def _nth(scene: Scene, rows: list[Row], number: int, *, name: str, page: int) -> Part:
    shown, ways = _stretch(scene, rows, number, name=name)
    return Part(shown, _line([*ways, html.A(f"Only page {page}", href=scene.here(list=""))]))


def _stretch(
    scene: Scene, rows: list[Row], number: int, *, name: str, most: int = MOST_ROWS
) -> tuple[list[Row], list[Any]]:
    """Return the rows of one stretch, and the ways to the one before and the one after."""
    parts = max(-(-len(rows) // most), 1)
    number = min(number, parts)
    first = (number - 1) * most
    shown = rows[first : first + most]

    def step(to: int, words: str) -> Any:
        if not 1 <= to <= parts:
            return html.Span(words, className="quiet")
        return html.A(words, href=scene.here(list=f"{name}-{to}"))

    said = f"{first + 1:,}–{first + len(shown):,} of {len(rows):,}"
    return shown, [step(number - 1, "Before"), html.Strong(said), step(number + 1, "After")]


def _line(parts: list[Any]) -> Any:
    return html.Div(parts, className="pager")
