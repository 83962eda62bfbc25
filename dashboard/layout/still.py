"""Parts of a page that no callback changes -> plain data that the browser builds in one go.

Dash keeps a subscription for every component and tells all of them about each of them, so the time
that a page takes grows with the square of its parts: a table of some hundred rows holds the browser
for half a minute. A still part is one component, however much stands in it: its children travel as
data, and the page's script makes elements of them. They are made by name and text, never parsed as
markup, so words of a report stay words.
"""

from __future__ import annotations

import copy
import json
from typing import Any, Final

import orjson
from dash.development.base_component import Component

STILL: Final = "data-still"  # the attribute that holds the children; read by the page's script
LEAST_PARTS: Final = 8  # fewer are not worth the detour
PLAIN: Final = "dash_html_components"  # the library whose components are elements and no more
_UNWRITTEN: Final = frozenset({"children", "key"})
_WILD: Final = ("data-", "aria-")  # attributes that every element may have
_NAMES: Final = {"className": "class", "htmlFor": "for"}
_LARGE: Final = ("figure", "rowData")  # of charts and grids: plain data, written here once
_WRITES: Final = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY  # as Plotly writes JSON

Node = str | list[Any]


def freeze(part: Any) -> Any:
    """Return a tree in which every part without a life of its own is one component.

    Args:
        part: a component, a text, or a list of them; it is not changed.
    """
    if isinstance(part, list | tuple):
        return [freeze(entry) for entry in part]
    if not isinstance(part, Component):
        return part
    children = getattr(part, "children", None)
    if children is None or isinstance(children, str | int | float):
        return _with_large_written(part)
    frozen = copy.copy(part)
    if _may_hold(part) and _is_still(children) and count_parts(children) >= LEAST_PARTS:
        frozen.children = None
        nodes = json.dumps(_nodes(children), ensure_ascii=False, separators=(",", ":"))
        setattr(frozen, STILL, nodes)
    else:
        frozen.children = freeze(children)
    return frozen


def _with_large_written(part: Component) -> Component:
    """Return a chart or grid with its data as JSON: Dash would walk and copy every value first.

    A value that is no plain data is left to Dash.
    """
    if part._namespace == PLAIN:
        return part
    held = {
        name: getattr(part, name)
        for name in _LARGE
        if isinstance(getattr(part, name, None), dict | list)
    }
    if not held:
        return part
    written = copy.copy(part)
    try:
        for name, value in held.items():
            setattr(written, name, orjson.Fragment(orjson.dumps(value, option=_WRITES)))
    except orjson.JSONEncodeError:
        return part
    return written


def count_parts(part: Any) -> int:
    """Return how many components Dash would keep for a tree."""
    if isinstance(part, list | tuple):
        return sum(map(count_parts, part))
    return 1 + count_parts(getattr(part, "children", None)) if isinstance(part, Component) else 0


def _may_hold(part: Component) -> bool:
    """Return whether a part's children may travel as its data: what has a name may be refilled."""
    return part._namespace == PLAIN and getattr(part, "id", None) is None


def _is_still(part: Any) -> bool:
    if isinstance(part, list | tuple):
        return all(map(_is_still, part))
    if not isinstance(part, Component):
        return True
    return _may_hold(part) and _is_still(getattr(part, "children", None))


def _nodes(part: Any) -> list[Node]:
    if part is None:
        return []
    if isinstance(part, list | tuple):
        return [node for entry in part for node in _nodes(entry)]
    if not isinstance(part, Component):
        return [str(part)]
    names = part._prop_names
    written = {
        _NAMES.get(name, name): value
        for name, value in vars(part).items()
        if (name in names or name.startswith(_WILD))
        and name not in _UNWRITTEN
        and value is not None
        and value is not False
    }
    return [[part._type.lower(), written, _nodes(getattr(part, "children", None))]]
