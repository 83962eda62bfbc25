"""A page and the places on it -> the page's picture with lit boxes, whole or cropped.

The picture comes from the original bytes; the boxes are HTML laid over it in percent, so that they
hold at any size and their words can be read aloud.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dash import html

from dashboard.layout.markup import attributes
from dashboard.layout.words import role_words
from warehouse.errors import WarehouseError
from warehouse.vocabulary import Role

if TYPE_CHECKING:
    from dashboard.pages.scene import Scene

TAGS: Final[dict[str, str]] = {
    Role.COLUMN_HEADER: "header"
}  # shorter than the word in the list below
PICTURE_PX: Final = 1600  # wide enough for a crop of a third of the page on a sharp screen
PAD_PT: Final = 10.0  # points around lit words in a crop, across
PAD_DOWN_PT: Final = 34.0  # points above and below: two lines to read on
DRAWN_PX: Final = 430.0  # how wide the drawer draws a crop, about
TAG_PX: Final = 18.0  # from one tag in the margin to the next
LEAST_WIDTH: Final = 0.72  # of the page; narrower crops lose the sentence
MOST_HEIGHT: Final = 0.62  # of the crop's width; taller ones leave no room for words
_HALF_LINE_PT: Final = 80.0  # points above and below the value where the boxes are far apart

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Lit:
    """One lit place.

    Attributes:
        box: x0, top, x1, bottom in points, role, text.
        href: what a click on it opens, or "".
        is_chosen: whether it belongs to the figure that is open.
    """

    box: dict[str, Any]
    href: str = ""
    is_chosen: bool = True


def picture_address(scene: Scene, sha256: str, page: int, *, width_px: int = PICTURE_PX) -> str:
    """Return where the picture of a page is served."""
    return f"{scene.prefix}documents/{sha256}/pages/{page}.png?w={width_px}"


def build_page_picture(
    scene: Scene,
    sha256: str,
    page: int,
    lit: Sequence[Lit],
    *,
    name: str,
    is_cropped: bool = False,
    tags: str = "hover",
) -> Any:
    """Return the picture of a page with boxes over it.

    Args:
        scene: the visit.
        sha256: of the report.
        page: 1-based.
        lit: places on that page.
        name: what the picture shows, for people who do not see it.
        is_cropped: show only the part around the boxes.
        tags: in the "margin", where they cover no word; over a box on "hover"; or "none".
    """
    try:
        width, height = scene.warehouse.documents.page_size(sha256, page)
    except WarehouseError:
        return _undrawn(page)
    boxes = [place.box for place in lit]
    frame = crop_around(boxes, width, height) if is_cropped else (0.0, 0.0, width, height)
    has_tags = tags == "hover"
    sheet = html.Div(
        html.Div(
            [
                html.Img(
                    src=picture_address(scene, sha256, page),
                    alt=name,
                    className="page-image",
                    draggable="false",
                ),
                *(
                    _lit(place, width, height, order=i, has_tag=has_tags)
                    for i, place in enumerate(lit)
                ),
            ],
            className="sheet-inner",
            style=_inner_style(frame, width, height),
        ),
        className=f"sheet{' cropped' if is_cropped else ''}",
        style={"aspectRatio": f"{frame[2] - frame[0]:.2f} / {frame[3] - frame[1]:.2f}"},
    )
    return (
        html.Div([_margin(boxes, frame), sheet], className="noted") if tags == "margin" else sheet
    )


def _margin(boxes: Sequence[dict[str, Any]], frame: Rect) -> Any:
    """Return the tags that stand beside a crop, each at the height of its words."""
    tags = [
        html.Span(
            TAGS.get(role, role_words(role)),
            className=f"tag lit-{role.replace('_', '-')}",
            style={"top": f"{at:.2%}"},
        )
        for role, at in margin_places(boxes, frame)
    ]
    return html.Div(tags, className="page-margin", **attributes(aria_hidden="true"))


def margin_places(boxes: Sequence[dict[str, Any]], frame: Rect) -> list[tuple[str, float]]:
    """Return where the tag of each role stands beside a crop, as a share of its height.

    A role has one tag, at its topmost box inside the crop; tags that would touch are set apart.

    Args:
        boxes: places in points, with their roles.
        frame: the crop: x0, top, x1, bottom in points.
    """
    x0, top, x1, bottom = frame
    first: dict[str, float] = {}
    for box in sorted(boxes, key=lambda box: (box["top"], box["x0"])):
        at = ((box["top"] + box["bottom"]) / 2 - top) / (bottom - top)
        if 0 <= at <= 1:
            first.setdefault(str(box["role"]), at)
    step = TAG_PX / (DRAWN_PX * (bottom - top) / (x1 - x0))
    roles = sorted(first, key=lambda role: first[role])
    places = [first[role] for role in roles]
    for i in range(1, len(places)):
        places[i] = max(places[i], places[i - 1] + step)
    limit = 1 - step / 2
    for i in range(len(places) - 1, -1, -1):
        places[i] = min(places[i], limit)
        limit = places[i] - step
    return list(zip(roles, places, strict=True))


def _undrawn(page: int) -> Any:
    said = f"Page {page} could not be drawn. The words and their places are still here."
    return html.Div(html.P(said), className="note")


def crop_around(boxes: Sequence[dict[str, Any]], width: float, height: float) -> Rect:
    """Return the part of a page that shows the boxes; x0, top, x1, bottom in points.

    Where the boxes are far apart only the surroundings of the value are kept.

    Args:
        boxes: places in points.
        width: of the page in points.
        height: of the page in points.
    """
    if not boxes:
        return (0.0, 0.0, width, height)
    x0 = min(box["x0"] for box in boxes) - PAD_PT
    x1 = max(box["x1"] for box in boxes) + PAD_PT
    lacking = max(LEAST_WIDTH * width - (x1 - x0), 0.0)
    x0, x1 = _within(x0 - lacking / 2, x1 + lacking / 2, width)
    top = min(box["top"] for box in boxes) - PAD_DOWN_PT
    bottom = max(box["bottom"] for box in boxes) + PAD_DOWN_PT
    if bottom - top > MOST_HEIGHT * (x1 - x0):
        value = next((box for box in boxes if box["role"] == Role.VALUE), boxes[0])
        top, bottom = value["top"] - _HALF_LINE_PT, value["bottom"] + _HALF_LINE_PT
    top, bottom = _within(top, bottom, height)
    return (x0, top, x1, bottom)


def _within(start: float, end: float, limit: float) -> tuple[float, float]:
    """Shift a stretch into 0 to `limit`, cutting it only where it is longer."""
    if start < 0:
        start, end = 0.0, end - start
    if end > limit:
        start, end = max(start - (end - limit), 0.0), limit
    return start, end


def _inner_style(frame: Rect, width: float, height: float) -> dict[str, str]:
    x0, top, x1, bottom = frame
    return {
        "width": f"{width / (x1 - x0):.2%}",
        "height": f"{height / (bottom - top):.2%}",
        "left": f"{-x0 / (x1 - x0):.2%}",
        "top": f"{-top / (bottom - top):.2%}",
    }


def _lit(place: Lit, width: float, height: float, *, order: int, has_tag: bool) -> Any:
    box = place.box
    role = str(box["role"]).replace("_", "-")
    style = {
        "left": f"{box['x0'] / width:.3%}",
        "top": f"{box['top'] / height:.3%}",
        "width": f"{max(box['x1'] - box['x0'], 1.0) / width:.3%}",
        "height": f"{max(box['bottom'] - box['top'], 1.0) / height:.3%}",
        "animationDelay": f"{min(order, 6) * 60}ms",
    }
    words = role_words(box["role"])
    tag_words = TAGS.get(box["role"], words)
    tag = (
        html.Span(tag_words, className="tag", **attributes(aria_hidden="true")) if has_tag else None
    )
    kind = f"lit lit-{role}"
    if place.href:
        name = {"aria-label": f"{words}: {box['text']}", "data-figure": box.get("owner_id", "")}
        return html.A(tag, href=place.href, className=kind, style=style, title=box["text"], **name)
    return html.Mark(tag, className=kind, style=style, title=f"{words}: {box['text']}")
