"""Many marks of one look become few traces; what each opens, says and where it stands stays."""

from __future__ import annotations

from typing import Any

from dashboard.figures.merging import MANY, merged


def _mark(i: int, *, figure: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [i],
        "y": [0.0],
        "customdata": [[figure or f"id {i}"]],
        "hovertext": [f"said {i}"],
        "marker": {"size": 7, "color": "#000"},
    } | more


def _line(i: int) -> dict[str, Any]:
    line = {"color": "#000", "width": 1}
    return {"mode": "lines", "hoverinfo": "skip", "line": line, "x": [i, i + 1], "y": [0, 1]}


def test_a_figure_of_some_dozen_marks_stays_as_it_was_drawn() -> None:
    few = [_mark(i) for i in range(MANY)]
    assert merged(few) is few


def test_marks_of_one_look_are_one_trace_with_a_figure_each() -> None:
    (trace,) = merged([_mark(i) for i in range(200)])
    assert trace["x"] == list(range(200))
    assert trace["customdata"] == [[f"id {i}"] for i in range(200)]
    assert trace["hovertext"][7] == "said 7"


def test_other_looks_stay_apart_in_the_order_of_their_first_marks() -> None:
    grey = {"marker": {"size": 7, "color": "#999"}}
    found = merged([_mark(i, **(grey if i % 2 else {})) for i in range(200)])
    assert [trace["marker"]["color"] for trace in found] == ["#000", "#999"]


def test_two_marks_of_one_figure_stay_in_two_traces() -> None:
    marks = [_mark(i) for i in range(200)] + [_mark(999, figure="id 3")]
    assert [len(trace["x"]) for trace in merged(marks)] == [200, 1]


def test_lines_are_joined_with_a_gap_between_them() -> None:
    (trace,) = merged([_line(i) for i in range(200)])
    assert trace["x"][:5] == [0, 1, None, 1, 2]


def test_a_bar_with_sizes_of_its_own_stays_alone() -> None:
    bars = [_mark(i, marker={"size": [8, 0, 8], "color": "#000"}) for i in range(200)]
    assert len(merged(bars)) == 200


def test_what_was_drawn_is_not_changed() -> None:
    marks = [_mark(i) for i in range(200)]
    merged(marks)
    assert marks[0] == _mark(0)
