"""Many marks of one look -> few traces: a browser draws a trace in the time of a thousand marks.

A figure of some dozen marks stays as it was drawn. What opens one figure in several marks (a range,
two tiles) keeps its traces apart, so that the page's script can tell one mark from another.
"""

from __future__ import annotations

import json
from typing import Any, Final

MANY: Final = 120  # traces; a chart that one reads mark by mark has fewer
_PER_POINT: Final = ("x", "y", "customdata", "hovertext")

Trace = dict[str, Any]


def merged(traces: list[Trace]) -> list[Trace]:
    """Return the same marks in fewer traces where there are many; each at its first one's place."""
    if len(traces) <= MANY:
        return traces
    found: list[Trace] = []
    open_ones: dict[str, tuple[Trace, set[str]]] = {}
    for trace in traces:
        look = _look(trace)
        opened = _opened(trace)
        held = open_ones.get(look) if look else None
        if held is None or held[1] & opened:
            first = trace | {name: list(trace[name]) for name in _PER_POINT if name in trace}
            found.append(first)
            if look:
                open_ones[look] = (first, opened)
            continue
        _append(held[0], trace)
        held[1].update(opened)
    return found


def _look(trace: Trace) -> str:
    """Return what traces that can be one have in common; blank where one has to stand alone."""
    is_silent_line = trace.get("mode") == "lines" and trace.get("hoverinfo") == "skip"
    if trace.get("mode") != "markers" and not is_silent_line:
        return ""
    if any(isinstance(value, list) for value in trace.get("marker", {}).values()):
        return ""
    rest = {name: value for name, value in trace.items() if name not in _PER_POINT}
    return json.dumps([rest, "customdata" in trace, "hovertext" in trace], sort_keys=True)


def _opened(trace: Trace) -> set[str]:
    return {figure for (figure,) in trace.get("customdata", ()) if figure}


def _append(held: Trace, trace: Trace) -> None:
    is_line = trace["mode"] == "lines"
    for name in _PER_POINT:
        if name in trace:
            held[name] += [None, *trace[name]] if is_line else trace[name]
