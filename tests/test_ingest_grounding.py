import pytest

from ingest.resolving.grounding import NOT_AS_DIGITS, checked, printed_numbers
from warehouse.records import Box, Evidence, Forecast
from warehouse.vocabulary import Indicator, Kind, Measure, Role, Status, Unit


def figure(low, high, lit, status=Status.ACCEPTED):
    evidence = Evidence(1, lit, (Box(1, 0, 0, 9, 9, Role.VALUE, lit),))
    return Forecast(
        "UBS", Indicator.GDP_GROWTH, "US", "2026", Measure.ANNUAL_AVG, low, high, Unit.PCT,
        None, Kind.FORECAST, status, 0.9, (), evidence, "prose",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("1.5–2.0%", {1.5, 2.0}, id="range"),
        pytest.param("−0,4", {0.4}, id="decimal comma and minus"),
        pytest.param("4,500 firms", {4.5, 4500.0}, id="thousands"),
        pytest.param("2½", {2.0, 2.5, 0.5}, id="fraction"),
        pytest.param("two or three cuts", {2.0, 3.0}, id="words"),
        pytest.param("double digits", set(), id="no number"),
    ],
)
def test_numbers_that_a_person_sees(text, numbers):
    assert numbers <= printed_numbers(text)
    assert numbers or not printed_numbers(text)


def test_figure_whose_number_is_lit_stays_accepted():
    assert checked(figure(1.5, 2.0, "1.5 to 2.0%")).status is Status.ACCEPTED


def test_open_bound_needs_the_printed_side_only():
    assert checked(figure(3.0, None, "over 3%")).status is Status.ACCEPTED


def test_figure_that_is_not_printed_waits_for_a_person():
    doubted = checked(figure(10.0, None, "double digits"))
    assert doubted.status is Status.REVIEW
    assert doubted.reasons == (NOT_AS_DIGITS,)


def test_figure_in_review_learns_it_as_well():
    doubted = checked(figure(10.0, None, "double digits", Status.REVIEW))
    assert doubted.reasons == (NOT_AS_DIGITS,)
