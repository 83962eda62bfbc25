"""Printed numbers: ranges, bounds, fractions, words, signs and units, and what is no number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.resolving.quantities import find_quantities, parse_quantity
from warehouse.vocabulary import Unit

PCT, PP, BP, CUTS, HIKES = Unit.PCT, Unit.PP, Unit.BP, Unit.CUTS, Unit.HIKES

CELLS = {
    "2.6%": (2.6, 2.6, PCT),
    "1,5 %": (1.5, 1.5, PCT),
    "2-3 cuts": (2, 3, CUTS),
    "one or two hikes": (1, 2, HIKES),
    "½pp": (0.5, 0.5, PP),
    "2¼%": (2.25, 2.25, PCT),
    "4.25-4.50%": (4.25, 4.5, PCT),
    "3.00%–3.25%": (3.0, 3.25, PCT),
    "-1.0% – 0.0%": (-1.0, 0.0, PCT),
    "−0.5 to 0.5%": (-0.5, 0.5, PCT),
    "between 1.2% and 1.5%": (1.2, 1.5, PCT),
    "over 3%": (3, None, PCT),
    "just above 3%": (3, None, PCT),
    "3% or more": (3, None, PCT),
    "3%+": (3, None, PCT),
    "below 4%": (None, 4, PCT),
    "sub-2%": (None, 2, PCT),
    "no more than two cuts": (None, 2, CUTS),
    "around 1%": (1, 1, PCT),
    "75bp": (75, 75, BP),
    "−25 bp": (-25, -25, BP),
    "-25 basis points": (-25, -25, BP),
    "minus 0.5%": (-0.5, -0.5, PCT),
    "a quarter point": (0.25, 0.25, PP),
    "half a percentage point": (0.5, 0.5, PP),
    "double digits": (10, None, PCT),
    "50,000": (50000, 50000, None),
    "50\u202f000": (50000, 50000, None),
    "$57.69": (57.69, 57.69, Unit.USD),
    "€40": (40, 40, Unit.EUR),
    "$1.5 trillion": (1.5e12, 1.5e12, Unit.USD),
    "4 per cent": (4, 4, PCT),
    "2.1": (2.1, 2.1, None),
    "-": None,
    "…": None,
    "n/a": None,
    "2026": None,
    "growth": None,
    "Q4": None,
    "2.1 2.3": None,
}


@pytest.mark.parametrize(("text", "wanted"), CELLS.items(), ids=CELLS.keys())
def test_reads_a_cell(text, wanted):
    found = parse_quantity(text)
    assert (found and (found.low, found.high, found.unit)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "a 60/40 portfolio", "in the 10-year sector", "over 12 months", "on 30 January 2026",
        "Exhibit 3 on page 12", "the G20 and the S&P 500", "21 of 31 provinces", "COVID-19",
        "10:59",
        "more than twice as high", "dated 11/30/22",
    ],
)  # fmt: skip
def test_labels_dates_and_durations_are_no_quantities(text):
    assert [q for q in find_quantities(text) if q.unit is not None] == []


def test_from_marks_the_old_value():
    old, new = find_quantities("cut from 2.5% to 2.3%")
    assert (old.low, old.is_former, new.low, new.is_former) == (2.5, True, 2.3, False)


def test_a_list_is_not_a_range():
    assert [q.low for q in find_quantities("1.2% and 0.3% in 2025 and 2026")] == [1.2, 0.3]


def test_picks_up_to_is_no_upper_bound():
    [found] = find_quantities("inflation picks up to 2%")
    assert found.is_point


def test_more_than_the_old_figure_is_a_comparison():
    [found] = find_quantities("more than the 2.5% of last time")
    assert found.is_point


def test_size_of_a_move_says_more_than_its_count():
    [found] = find_quantities("one cut of 25bp")
    assert (found.low, found.unit) == (25, BP)


def test_times_are_counted_by_the_verb():
    [found] = find_quantities("cut rates 2-3 times")
    assert (found.low, found.high, found.per_move) == (2, 3, True)


@given(
    st.decimals(min_value=-99, max_value=99, places=2), st.sampled_from(["%", " per cent", "bp"])
)
def test_a_formatted_number_reads_back(number, unit):
    found = parse_quantity(f"{number}{unit}")
    assert found is not None
    assert found.low == found.high == float(number)
    assert found.unit is (BP if unit == "bp" else PCT)


@given(
    st.decimals(min_value=0, max_value=50, places=1),
    st.decimals(min_value=0, max_value=50, places=1),
    st.sampled_from(["-", "–", " – ", " to "]),
)
def test_a_formatted_range_reads_back(one, other, dash):
    low, high = sorted((float(one), float(other)))
    found = parse_quantity(f"{low:.1f}{dash}{high:.1f}%")
    assert found is not None
    assert (found.low, found.high, found.unit) == (low, high, PCT)


@given(st.text(max_size=120))
def test_no_text_breaks_the_grammar(text):
    for found in find_quantities(text):
        assert found.low is not None or found.high is not None
        assert 0 <= found.start < found.end <= len(text)
    parse_quantity(text)


def test_multiple_of_earnings_counts_no_moves():
    [found] = find_quantities("trades at 22 times expected earnings")
    assert not found.per_move
