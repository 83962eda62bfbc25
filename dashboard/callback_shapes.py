"""A request for a callback -> the fault in its shape, if any.

Dash unpacks whatever is sent to it and ends in an error of ours where it has another shape than its
own browser code sends. What is sent from elsewhere is refused here, before anything unpacks it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Flask, Response, request

from dashboard.serving import json_error

ADDRESS: Final = "_dash-update-component"
LONGEST_SHOWN: Final = 60  # characters of a wrong name that a refusal repeats

Declared = Mapping[str, Any]
"""A callback as registered: its "inputs" and "state", each a list of {"id", "property"}."""


def guard_callbacks(server: Flask, declared: Mapping[str, Declared], *, prefix: str) -> None:
    """Refuse requests for callbacks that have not the shape of the callback they name.

    Args:
        server: the Flask application.
        declared: the callbacks by the name of their outputs; looked at when a request comes.
        prefix: of every address.
    """

    def refuse_malformed() -> Response | None:
        if request.method != "POST" or request.path != f"{prefix}{ADDRESS}":
            return None
        fault = find_fault(request.get_json(), declared)
        return json_error(400, "malformed", fault) if fault else None

    server.before_request(refuse_malformed)


def find_fault(body: object, declared: Mapping[str, Declared]) -> str:
    """Return what is wrong with the body of a request, in one sentence, or "".

    Args:
        body: as parsed from JSON.
        declared: the callbacks by the name of their outputs.
    """
    if not isinstance(body, dict):
        return "The body is no JSON object."
    name = body.get("output")
    if not isinstance(name, str) or "callback" not in declared.get(name, ()):  # or the browser's
        return f"No callback has the output {str(name)[:LONGEST_SHOWN]!r}."
    if not _is_list_of(body.get("changedPropIds", []), str):
        return "changedPropIds is no list of names."
    if not _are_outputs(body.get("outputs"), name):
        return "outputs is not what the callback gives."
    for part in ("inputs", "state"):
        sent, wanted = body.get(part, []), declared[name][part]
        if not isinstance(sent, list) or len(sent) != len(wanted):
            return f"{part} is no list of {len(wanted)}."
        for entry, one in zip(sent, wanted, strict=True):
            if not _is_sent(entry, one):
                return f"{part} holds no {one['property']} of {one['id']}."
    return ""


def _is_list_of(value: object, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(entry, kind) for entry in value)


def _are_outputs(sent: object, name: str) -> bool:
    """Whether the outputs are those of the name: "..a.b...c.d.." is two of them, "a.b" one."""
    several = name.startswith("..")
    if not several:
        return _names(sent) == name
    if not isinstance(sent, list):
        return False
    wanted = name[2:-2].split("...")
    return len(sent) == len(wanted) and all(
        _is_group(one) if _is_pattern(want) else _names(one) == want
        for one, want in zip(sent, wanted, strict=True)
    )


def _names(sent: object) -> str:
    if not isinstance(sent, dict):
        return ""
    return f"{sent.get('id')}.{sent.get('property')}"


def _is_pattern(declared_id: str) -> bool:
    """Whether an id stands for every component of a kind."""
    return declared_id.startswith("{")


def _is_group(sent: object) -> bool:
    """Whether components of one kind were sent: their ids are objects with a name."""
    return _is_list_of(sent, dict) and all(
        isinstance(one.get("id"), dict)
        and isinstance(one["id"].get("name"), str)
        and isinstance(one.get("property"), str)
        for one in sent  # type: ignore[attr-defined]
    )


def _is_sent(entry: object, declared: Mapping[str, str]) -> bool:
    """Whether an input is the declared one, and its value of a kind that its property can have."""
    if _is_pattern(declared["id"]):
        return _is_group(entry) and all(_is_choice(one.get("value")) for one in entry)  # type: ignore[attr-defined]
    if not isinstance(entry, dict):
        return False
    right = (entry.get("id"), entry.get("property")) == (declared["id"], declared["property"])
    return right and VALUES.get(declared["property"], _is_anything)(entry.get("value"))


def _is_anything(_: object) -> bool:
    return True


def _is_visit(value: object) -> bool:
    """Whether a store of the shell holds a visit: an object of texts, or nothing yet."""
    return value is None or (
        isinstance(value, dict) and all(_is_text(part) for part in value.values())
    )


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_choice(value: object) -> bool:
    return _is_text(value) or _is_list_of(value, str)


VALUES: Final[Mapping[str, Callable[[object], bool]]] = {
    "data": _is_visit,
    "pathname": _is_text,
    "search": _is_text,
    "value": _is_text,
}
"""What a property of the shell may hold, as the browser code beside it sends it."""
