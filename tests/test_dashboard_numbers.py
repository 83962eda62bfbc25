from __future__ import annotations

from datetime import date

import pytest

from dashboard import numbers
from warehouse.vocabulary import Precision, Unit


@pytest.mark.parametrize(
    ("low", "high", "unit", "options", "text"),
    [
        pytest.param(1.2, 1.2, "pct", {}, "1.2%", id="point"),
        pytest.param(3.5, 3.75, "pct", {"decimals": 2}, "3.50–3.75%", id="rate range"),
        pytest.param(2.25, 2.25, "pct", {}, "2.25%", id="a printed digit is kept"),
        pytest.param(1.2, 1.25, "pct", {}, "1.20–1.25%", id="both ends with the same digits"),
        pytest.param(-25, -25, "bp", {}, "−25 bp", id="true minus"),
        pytest.param(-75, -50, "bp", {}, "−75 to −50 bp", id="no dash beside a minus"),
        pytest.param(25, 25, "bp", {"signs": True}, "+25 bp", id="signs on changes"),
        pytest.param(2, 3, "cuts", {}, "2–3 cuts", id="cuts"),
        pytest.param(1, 1, "cuts", {}, "1 cut", id="one cut"),
        pytest.param(3, None, "pct", {}, "over 3%", id="open above"),
        pytest.param(None, 4, "pct", {}, "below 4%", id="open below"),
        pytest.param(None, 70, "usd", {}, "below $70", id="dollars open"),
        pytest.param(4500, 4500, "count", {}, "4,500", id="thousands"),
        pytest.param(1.14, 1.18, "level", {}, "1.14–1.18", id="exchange rate"),
        pytest.param(0.5, 0.5, "pp", {}, "0.5 points", id="points"),
        pytest.param(None, None, None, {}, "–", id="no number"),
    ],
)
def test_a_figure_is_written_as_the_field_writes_it(low, high, unit, options, text):
    assert numbers.figure(low, high, unit, **options) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.25, "0.25"), (2.345, "2.35"), (-2.345, "−2.35"), (1.005, "1.01"), (-0.001, "0.0")],
)
def test_halves_round_away_from_zero(value, text):
    assert numbers.number(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(1.3, "+1.3"), (-0.4, "−0.4"), (0.0, "0.0"), (-0.0, "0.0")]
)
def test_only_differences_carry_signs(value, text):
    assert numbers.signed(value) == text


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_can_be_written(unit):
    assert numbers.figure(1, 2, unit).replace("$", "").replace("€", "").startswith("1")


@pytest.mark.parametrize(
    ("precision", "text", "age"),
    [
        (Precision.DAY, "10 Dec 2025", "141 d"),
        (Precision.MONTH, "Dec 2025", "5 mo"),
        (Precision.YEAR, "2025", "0 y"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(precision, text, age):
    assert numbers.day(date(2025, 12, 10), precision) == text
    assert numbers.age(141, precision) == age


def test_a_missing_date_says_so():
    assert numbers.day(None) == "no date"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2025, 12, 1), date(2025, 12, 31), "Dec 2025"),
        (date(2025, 11, 20), date(2025, 12, 31), "Nov to Dec 2025"),
        (date(2025, 11, 20), date(2026, 4, 30), "Nov 2025 to Apr 2026"),
    ],
)
def test_a_stretch_of_dates(first, last, text):
    assert numbers.months(first, last) == text


def test_words_are_joined_as_in_a_sentence():
    assert numbers.listed(["a"]) == "a"
    assert numbers.listed(["a", "b", "c"]) == "a, b and c"
    assert numbers.listed([]) == ""


def test_counts():
    assert [numbers.counted(n) for n in (0, 1, 12, 13)] == ["no", "one", "twelve", "13"]
    assert numbers.plural(1, "house") == "1 house"
    assert numbers.plural(2, "house") == "2 houses"
