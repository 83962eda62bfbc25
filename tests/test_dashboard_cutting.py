"""Tall figures and wide tables in parts: cut between rows, heads repeated, nothing lost."""

import json
from itertools import pairwise

import pytest

from dashboard.figures.sketch import Sketch
from dashboard.figures.theme import LIGHT
from dashboard.figures.ticks import Axis
from dashboard.layout.blocks import _bands
from dashboard.slides.cutting import TALLEST, _worth, across, bands_of, down, without_blanks
from dashboard.slides.sheets import Table, without_clicks

ROW, HEAD = 24, 40


def tall(rows):
    sketch = Sketch(LIGHT, "wide", 100, 20)
    block = sketch.block(height=HEAD + ROW * rows, axis=Axis((0.0, 1.0), (0.0, 1.0), ("0", "1")))
    block.text("A house", x=0.5, y=12)
    for i in range(rows):
        y = HEAD + ROW * (i + 0.5)
        block.text(f"Row {i}", side="left", y=y)
        block.marks([0.5], y, identity="", hover="", marker={})
    return sketch.figure()


def test_a_figure_that_can_be_read_stays_whole():
    assert bands_of(tall(10)) == [((0.0, tall(10)["layout"]["height"]),)]


def test_a_tall_figure_is_cut_between_rows_with_its_head_and_foot_repeated():
    figure = tall(45)
    parts = bands_of(figure)
    assert len(parts) > 2
    assert all(sum(end - start for start, end in bands) <= TALLEST for bands in parts)
    bodies = [next(band for band in bands if band[1] - band[0] > HEAD * 2) for bands in parts]
    assert bodies[0][0] == 0
    assert bodies[-1][1] == figure["layout"]["height"]
    for before, after in pairwise(bodies):
        assert before[1] == after[0]
        beyond = (before[1] - figure["layout"]["margin"]["t"] - HEAD) % ROW
        assert min(beyond, ROW - beyond) < 3
    assert all(bands[0][0] < 20 for bands in parts)


def test_a_wide_table_keeps_every_column_beside_its_first():
    heads = tuple("abcdefghijklmnopqrst")
    links = ({19: "there"},)
    parts = across(Table("T", heads, (heads,), (False,) * 20, links, strong=(0,)))
    assert {head for part in parts for head in part.heads} == set(heads)
    assert all(part.heads[0] == "a" and part.heads == part.rows[0] for part in parts)
    assert all(len(part.heads) <= 9 for part in parts)
    last = parts[-1]
    assert last.links == ({len(last.heads) - 1: "there"},)
    assert "b" in last.left_out


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("2026, a row per house; every number opens its page.", "2026, a row per house."),
        ("It can’t be told. Every line opens its page.", "It can’t be told."),
    ],
)
def test_no_slide_speaks_of_clicks(said, kept):
    assert without_clicks(said) == kept


def test_a_long_table_loses_no_row_and_ends_with_its_statistics():
    rows = tuple((f"House {i}", "2.0") for i in range(30))
    below = (("Median", "2.0"), ("Mean", "2.1"))
    table = Table("T", ("House", "Growth"), rows + below, (False, True), strong=(30,))
    parts = down(table)
    assert len(parts) == 3
    assert [row for part in parts for row in part.rows] == [*rows, *below]
    assert [part.strong for part in parts[:-1]] == [(), ()]
    assert parts[-1].rows[parts[-1].strong[0]][0] == "Median"
    assert down(parts[0]) == [parts[0]]


def test_a_figure_is_cut_between_its_blocks_rather_than_inside_of_one():
    sketch = Sketch(LIGHT, "wide", 100, 20)
    for rows in (14, 10):
        block = sketch.block(height=HEAD + ROW * rows, axis=Axis((0.0, 1.0), (0.0,), ("0",)))
        block.text("Names", side="left", y=12)
        for i in range(rows):
            block.text(f"Row {i}", side="left", y=HEAD + ROW * (i + 0.5))
            block.marks([0.5], HEAD + ROW * (i + 0.5), identity="", hover="", marker={})
            block.text("Median 2.0", side="right", y=HEAD + ROW * (i + 0.5), strong="all")
    figure = sketch.figure()
    first, second = bands_of(figure)
    edge = first[-1][1] if len(first) == 1 else first[0][1]
    assert abs(edge - (6 + HEAD + ROW * 14 + 36)) < ROW
    assert second[-1][1] == figure["layout"]["height"]


def test_a_part_of_a_table_has_no_column_that_says_nothing():
    table = Table("T", ("House", "2026", "Age"), (("Mean", "2.0", ""),), (False, True, True))
    kept = without_blanks(table)
    assert kept.heads == ("House", "2026")
    assert kept.rows == (("Mean", "2.0"),)


def test_only_a_chart_too_tall_for_paper_travels_with_its_parts():
    assert _bands(tall(10)) is None
    parts = json.loads(_bands(tall(45)))
    assert parts == [[list(band) for band in part] for part in bands_of(tall(45), most=740)]


def test_no_line_over_time_is_cut_through():
    sketch = Sketch(LIGHT, "wide", 46, 120)
    for _ in range(2):
        block = sketch.block(height=430, axis=Axis((0.0, 1.0), (0.0,), ("0",)))
        block.text("Rates", side="left", y=8, strong="all")
        block.path([0.0, 0.5, 0.5, 1.0], [60.0, 60.0, 400.0, 400.0], colour="#000000", width=1)
    (first,), second = bands_of(sketch.figure())
    assert 430 < first[1] < 500
    assert len(second) <= 2


@pytest.mark.parametrize(
    ("ends", "kept"),
    [
        pytest.param([300.0, 600.0], [300.0, 600.0], id="all"),
        pytest.param([30.0, 500.0], [500.0], id="a first part of nothing"),
        pytest.param([300.0, 340.0], [340.0], id="a last part of nothing"),
    ],
)
def test_no_part_holds_next_to_nothing(ends, kept):
    assert _worth(ends, 0.0) == kept
