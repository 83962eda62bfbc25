"""Strips: marks that would touch stand upon each other, the ends carry their values."""

from __future__ import annotations

import pytest

from dashboard.figures.marks import Form, Mark, Style
from dashboard.figures.sketch import Sketch
from dashboard.figures.strips import Strip, draw_strips
from dashboard.figures.theme import tokens


def mark(value, *, end=None, style=Style.COUNTED):
    form = Form.POINT if end is None else Form.RANGE
    high = value if end is None else end
    name = f"{value}-{end}-{style}"
    return Mark(value, high, form, style, "#000000", str(value), identity=name, hover="said")


def drawn(*strips, width="wide"):
    sketch = Sketch(tokens("light"), width, 80, 160)
    draw_strips(sketch, strips, title="Growth", headings=("Median",), suffix="%", decimals=1)
    return sketch.figure()


def heights(figure):
    return {trace["customdata"][0][0]: trace["y"][0] for trace in figure["data"]}


def words(figure):
    return [note["text"] for note in figure["layout"]["annotations"]]


def test_equal_marks_stand_upon_each_other():
    twin = mark(1.0, style=Style.REVIEW)
    found = heights(drawn(Strip("US", (mark(1.0), twin, mark(3.0)), 1.0, ("1.00",))))
    assert found[twin.identity] < found["1.0-None-counted"]
    assert found["3.0-None-counted"] == found["1.0-None-counted"]


def test_only_the_ends_carry_their_value():
    figure = drawn(Strip("US", (mark(1.0), mark(2.0), mark(3.0)), 2.0, ("2.00",)))
    assert [text for text in words(figure) if text in ("1.0", "2.0", "3.0")] == ["1.0", "3.0"]


def test_a_mark_that_is_not_counted_is_no_end():
    figure = drawn(Strip("US", (mark(0.5, style=Style.UNLIKE), mark(1.0), mark(2.0)), 1.5))
    assert "0.5" not in words(figure)


@pytest.mark.parametrize("median", [None, 1.5])
def test_the_median_is_a_tick_where_there_is_one(median):
    shapes = drawn(Strip("US", (mark(1.0), mark(2.0)), median))["layout"]["shapes"]
    assert [s for s in shapes if s["x0"] == s["x1"] == 1.5] == (
        [] if median is None else shapes[:1]
    )


def test_a_hill_of_many_houses_stays_on_the_page():
    marks = tuple(mark(1.0, end=1.0 + i / 1000) for i in range(1, 200))
    assert drawn(Strip("US", marks, 1.0))["layout"]["height"] < 250


def test_a_phone_has_names_above_and_no_columns():
    figure = drawn(Strip("US", (mark(1.0),), None, ("1.00",)), width="narrow")
    assert "US" in words(figure)
    assert "1.00" not in words(figure)


def test_a_mark_in_review_has_its_value_where_there_is_room():
    strip = Strip("ECB", (mark(-0.3), mark(-0.1, style=Style.REVIEW)), None, ())
    sketch = Sketch(tokens("light"), "wide", 100, 100)
    draw_strips(sketch, [strip], title="", headings=(), suffix="", decimals=1)
    said = [note["text"] for note in sketch.notes]
    assert any("in review" in text and "0.1" in text for text in said)
