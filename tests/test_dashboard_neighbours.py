"""Who thinks like whom: distances over shared questions, and who shares too few."""

from __future__ import annotations

from datetime import date
from itertools import count
from statistics import stdev

import pytest
from warehouse_builders import forecast, keep

from dashboard.panels.neighbours import NEIGHBOURS
from dashboard.panels.neighbours_frame import house_of, neighbours_of
from dashboard.selection import Selection
from warehouse.store import Warehouse

TODAY = date(2026, 4, 30)
ASKED = ("WORLD", "US", "EA", "CN")
SAID = {
    "HSBC": (3.0, 2.0, 1.0, 4.5),
    "UBS": (3.1, 2.1, 1.1, 4.6),
    "IMF": (2.5, 1.0, 1.5, 4.0),
    "OECD": (2.8, 1.8, None, None),
}


@pytest.fixture
def view(tmp_path):
    """Store what houses say on four regions and show the panel."""
    with Warehouse.open(":memory:") as warehouse:
        names = (f"report {number}" for number in count())

        def show(said=SAID, *, query="", **more):
            for house, values in said.items():
                rows = [
                    forecast(house, value, region=region, x0=10.0 + 30 * i, **more)
                    for i, (region, value) in enumerate(zip(ASKED, values, strict=False))
                    if value is not None
                ]
                keep(warehouse, tmp_path, next(names), *rows, publisher=house,
                     published=date(2026, 4, 1))  # fmt: skip
            return NEIGHBOURS.view(warehouse.cursor(), Selection.from_query(query), today=TODAY)

        yield show


def test_distance_is_the_mean_of_what_lies_between_in_deviations(view):
    shown = view(query="institution=HSBC")
    found = {each.house: each for each in neighbours_of(shown.frame, "HSBC")}
    spreads = [
        stdev(values[i] for values in SAID.values() if values[i] is not None) for i in range(4)
    ]
    wanted = sum(
        abs(a - b) / sd for a, b, sd in zip(SAID["HSBC"], SAID["IMF"], spreads, strict=True)
    )
    assert found["IMF"].distance == pytest.approx(wanted / 4)
    assert (found["UBS"].n, found["OECD"].n) == (4, 2)


def test_the_nearest_and_the_furthest_are_named_with_what_they_share(view):
    shown = view(query="institution=HSBC")
    assert shown.finding == (
        "HSBC thinks most like UBS, 0.32 standard deviations apart on four questions, and least "
        "like IMF, 1.83 apart on four questions"
    )
    assert "at least three shared" in shown.subtitle
    assert "Share fewer than three questions: OECD (2)." in shown.footer


def test_distance_is_the_same_from_both_sides(view):
    frame = view().frame
    from_ubs = {each.house: each.distance for each in neighbours_of(frame, "UBS")}
    from_imf = {each.house: each.distance for each in neighbours_of(frame, "IMF")}
    assert from_ubs["IMF"] == from_imf["UBS"]
    assert "UBS" not in from_ubs


def test_without_a_choice_the_house_with_most_neighbours_is_taken(view):
    shown = view()
    assert house_of(shown.frame, shown.shown) in {"HSBC", "UBS", "IMF"}


@pytest.mark.parametrize(
    ("said", "query", "text"),
    [
        (SAID, "institution=OECD", "OECD shares fewer than three questions with any house"),
        (SAID, "institution=Vanguard", "Vanguard shares fewer than three questions"),
        ({"HSBC": (3.0, 2.0, 1.0)}, "", "No house has a figure on these questions"),
        ({}, "", "No house has a figure on these questions"),
        (
            {"HSBC": (3.0, 2.0, 1.0), "UBS": (3.1, 2.1, 1.1), "IMF": (1.0, 1.0, None),
             "OECD": (None, None, 2.0)},
            "",
            "HSBC can be compared with UBS alone",
        ),
    ],
    ids=["shares few", "says nothing", "single house", "nobody", "one neighbour"],
)  # fmt: skip
def test_where_little_is_shared_it_is_said(view, said, query, text):
    shown = view(said, query=query)
    assert shown.finding.startswith(text)
    assert (shown.empty is None) == ("alone" in text)
    assert shown.draw()["layout"]["height"] > 0


def test_questions_on_which_all_agree_say_nothing(view):
    alike = {house: (2.0, *values[1:]) for house, values in SAID.items()}
    frame = view(alike).frame
    assert {each.n for each in neighbours_of(frame, "HSBC") if each.house == "UBS"} == {3}


def test_figures_in_review_are_nobodys_opinion(view):
    shown = view(status="review")
    assert neighbours_of(shown.frame, "HSBC") == []


@pytest.mark.parametrize("width", ["wide", "medium", "narrow"])
def test_every_neighbour_has_a_bar_that_opens_a_figure(view, width):
    many = {f"House {i}": (3.0 + i / 10, 2.0 - i / 20, 1.0, 4.5 + i / 10) for i in range(12)}
    shown = view({**SAID, **many}, query="institution=HSBC")
    drawn = shown.draw(width=width)
    ids = {entry[0] for trace in drawn["data"] for entry in trace.get("customdata", [])}
    assert ids <= set(shown.frame["forecast_id"])
    names = " ".join(note["text"] for note in drawn["layout"]["annotations"])
    assert all(f"House {i}" in names for i in range(12))


def test_the_table_has_a_row_per_shared_question(view):
    table = view(query="institution=HSBC").table
    assert table.height == 4 + 4 + 2
    assert set(table.columns) >= {"forecast_id", "house", "question", "value", "against"}


def test_neither_of_two_equally_far_houses_is_called_nearest(view):
    said = {"HSBC": (2.0, 2.0, 2.0), "UBS": (1.0, 1.0, 1.0), "IMF": (3.0, 3.0, 3.0)}
    shown = view(said, query="institution=HSBC")
    assert shown.finding == (
        "HSBC stands equally far from IMF and UBS: 1.00 standard deviations apart on three "
        "questions"
    )
