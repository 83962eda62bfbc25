"""A year and the next side by side, and the ways to sort the houses."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from dashboard_frames import frame, row, words_of
from warehouse_builders import forecast, keep

from dashboard.figures.theme import tokens
from dashboard.panels import counting
from dashboard.panels.comparison_rows import chart_of
from dashboard.panels.comparison_years import charts_of, part_of
from dashboard.panels.growth import GROWTH
from dashboard.selection import Selection
from warehouse.store import Warehouse

ASOF = date(2026, 4, 30)
BOTH = GROWTH.defaults.at(asof=ASOF, period="2026")
TWO = BOTH.at(years="two")
INK = tokens("light")


def growth(*rows, years=("2026", "2027")):
    held = frame(*rows)
    parts = [
        counting.with_counts(part_of(held, TWO, year), period=year, measure="annual_avg")
        for year in years
    ]
    return pl.concat(parts)


HOUSES = (
    row("HSBC", 2.0, published=date(2026, 1, 5)),
    row("HSBC", 1.0, region="EA", published=date(2026, 1, 5)),
    row("UBS", 3.0, published=date(2026, 3, 5)),
    row("UBS", 1.2, region="EA", published=date(2026, 3, 5)),
    row("ABN", 2.2, published=date(2025, 12, 5)),
    row("ABN", 1.6, region="EA", published=date(2025, 12, 5)),
)
NEXT = (row("UBS", 2.5, period="2027"), row("ING", 1.9, period="2027"))


def test_one_row_of_a_house_holds_both_years_on_one_scale():
    (chart,) = charts_of(growth(*HOUSES, *NEXT), TWO, INK, width="wide")
    names = [shown.name for shown in chart.rows]
    assert sorted(names) == ["ABN", "HSBC", "ING", "UBS"]
    ubs = chart.rows[names.index("UBS")]
    places = {mark.label: mark.start for mark in ubs.marks}
    step = places["2.5"] - 2.5
    assert step > 3.0 - 1.0
    assert {round(t, 6) for t, _ in chart.fixed_ticks} >= {
        round(t + step, 6) for t, _ in chart.fixed_ticks[: len(chart.fixed_ticks) // 2]
    }
    assert [mark.stage for mark in sorted(ubs.marks, key=lambda m: m.start)] == [0, 0, 1]
    assert chart.headings == ("US−EA 2026", "US−EA 2027", "Published")
    assert ubs.columns[:2] == ("+1.8", "–")


def test_figures_of_two_years_are_never_joined_by_a_line():
    figure = GROWTH.figure(growth(*HOUSES, *NEXT), TWO, "light")
    joins = [s for s in figure["layout"]["shapes"]
             if s["type"] == "line" and s["line"]["color"] == INK.rule2]  # fmt: skip
    assert len(joins) == 3


@pytest.mark.parametrize("width", ["medium", "narrow"])
def test_where_there_is_no_room_the_second_year_stands_below(width):
    charts = charts_of(growth(*HOUSES, *NEXT), TWO, INK, width=width)
    assert [chart.title for chart in charts] == ["2026", "2027"]
    assert "2027" in words_of(GROWTH.figure(growth(*HOUSES, *NEXT), TWO, "light", width=width))


def test_the_words_tell_each_year_apart():
    shown = growth(*HOUSES, *NEXT)
    assert GROWTH.finding(shown, TWO) == (
        "US median 2.2 in 2026, 2.2 in 2027; euro area 1.2, then none"
    )
    assert GROWTH.footer(shown, TWO).startswith(
        "2026: US n = 3, EA n = 3. 2027: US n = 2, EA n = 0."
    )
    assert "in 2026 and 2027" in GROWTH.subtitle(shown, TWO)
    assert "in 2027" in GROWTH.summary(shown, TWO)
    assert GROWTH.count(shown) == 4


def test_more_houses_than_a_page_can_name_stand_year_by_year():
    many = [row(f"House {i:02}", 1 + i / 50) for i in range(45)]
    assert len(charts_of(growth(*many), TWO, INK, width="wide")) == 2


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["UBS", "HSBC", "ABN"]),
        ("gap", ["UBS", "HSBC", "ABN"]),
        ("value", ["UBS", "ABN", "HSBC"]),
        ("name", ["ABN", "HSBC", "UBS"]),
        ("distance", ["UBS", "ABN", "HSBC"]),
        ("date", ["UBS", "HSBC", "ABN"]),
    ],
)
def test_houses_stand_as_they_are_sorted(sort, order):
    chart = chart_of(growth(*HOUSES, years=("2026",)), BOTH.at(sort=sort), INK)
    assert [shown.name for shown in chart.rows] == order


def test_whoever_is_not_counted_keeps_below_the_houses_however_sorted():
    half = row("Abel", 3.0, period="2026H1")
    chart = chart_of(growth(*HOUSES, half, years=("2026",)), BOTH.at(sort="name"), INK)
    assert chart.rows[-1].name == "Abel, first half"


def test_the_choice_is_in_the_address():
    told = Selection.from_query("years=two&sort=date")
    assert (told.years, told.sort) == ("two", "date")
    assert told.to_query() == "sort=date&years=two"


def test_old_figures_can_be_left_out_everywhere(tmp_path):
    with Warehouse.open(":memory:") as opened:
        for house, low, day in (("HSBC", 2.0, date(2026, 3, 5)), ("UBS", 3.0, date(2025, 3, 5))):
            keep(opened, tmp_path, house, forecast(house, low), publisher=house, published=day)
        young, every = (
            GROWTH.view(opened.cursor(), Selection(age=age), today=ASOF) for age in (6, None)
        )
        none = GROWTH.view(opened.cursor(), Selection(age=1), today=ASOF)
    assert none.empty.endswith("Choose another period, or any age.")
    assert (young.n, every.n) == (1, 2)
    assert "Only figures of the last 6 months" in young.footer
    assert "Counted though over a year old: UBS" in every.footer
    assert GROWTH.together(young.frame, young.shown)["n"].to_list() == [1]
    assert GROWTH.together(every.frame, every.shown) is None
