"""More rows than a page can name: a hill of all and the rows that stand furthest apart."""

from __future__ import annotations

from dashboard.figures.crowds import MOST_ROWS, NAMED, folded, hills, levels
from dashboard.figures.marks import Form, Mark, Style
from dashboard.figures.row_chart import Median, Row, RowChart
from dashboard.figures.rows import draw_rows
from dashboard.figures.sketch import Sketch
from dashboard.figures.theme import tokens

HUE = "#123456"


def _mark(value: float, style: Style = Style.COUNTED, hue: str = HUE) -> Mark:
    return Mark(value, value, Form.POINT, style, hue, f"{value}", identity=f"id {value} {style}")


def _chart(count: int) -> RowChart:
    rows = [Row(f"House {i:03}", (_mark(i / 10), _mark(i, Style.SCENARIO))) for i in range(count)]
    return RowChart(tuple(rows), medians=(Median(count / 20, "Place", "median", HUE),))


def test_rows_that_one_reads_down_all_keep_their_names() -> None:
    assert folded(_chart(MOST_ROWS)) == _chart(MOST_ROWS)


def test_of_more_rows_the_furthest_from_the_median_are_named_in_their_order() -> None:
    found = folded(_chart(201))
    half = NAMED // 2
    names = [f"House {i:03}" for i in (*range(half), *range(201 - half, 201))]
    assert [row.name for row in found.rows] == names


def test_rows_set_bold_or_under_a_heading_are_named_wherever_they_stand() -> None:
    rows = list(_chart(201).rows)
    rows[100] = Row("Bold", (_mark(10.0),), is_strong=True)
    rows[101] = Row("Quoted", (_mark(10.1),), heading="As reported by others")
    assert {"Bold", "Quoted"} <= {row.name for row in folded(RowChart(tuple(rows))).rows}


def test_the_crowd_holds_every_counted_figure_and_no_scenario() -> None:
    ((hue, marks),) = hills(folded(_chart(201)))
    assert (hue, len(marks)) == (HUE, 201)


def test_marks_that_touch_stand_upon_each_other() -> None:
    marks = [_mark(1.0), _mark(1.01), _mark(1.02), _mark(2.0)]
    assert levels(marks, lambda value: 100 * value) == [0, 1, 2, 0]


def test_a_crowd_takes_one_trace_and_every_dot_opens_its_figure() -> None:
    sketch = Sketch(tokens("light"), "wide", 100, 80)
    draw_rows(sketch, folded(_chart(201)))
    crowd = sketch.traces[0]
    assert len(crowd["customdata"]) == 201
    assert len({figure for (figure,) in crowd["customdata"]}) == 201


def test_a_short_row_chart_is_drawn_as_before() -> None:
    sketch = Sketch(tokens("light"), "wide", 100, 80)
    draw_rows(sketch, folded(_chart(3)))
    assert not any("Every house" in note["text"] for note in sketch.notes)
