"""Periods in words and headers, counted from the day of publication where they must be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.resolving.horizon_rules import RULES, periods_in
from ingest.resolving.horizons import find_horizons, read_horizon, settled
from warehouse.vocabulary import Measure

PUBLISHED = date(2025, 12, 15)

WORDS = {
    "4Q22": "2022Q4", "2022Q4": "2022Q4", "Q4 2026": "2026Q4", "Q4'26": "2026Q4",
    "1Q2026": "2026Q1",
    "fourth quarter of 2026": "2026Q4", "2023F": "2023", "2024e": "2024", "FY24": "2024",
    "FY 2024-25": "2025", "2026/27": "2027", "2026-2028": "2026-2028", "2025-26": "2025-2026",
    "2022Q4-2023Q3": "2022Q4-2023Q3", "4Q22-3Q23": "2022Q4-2023Q3",
    "H1 2026": "2026H1", "1H26": "2026H1", "the first half of next year": "2026H1",
    "first six months of 2026": "2026H1", "early 2026": "2026H1", "mid-2026": "2026-06",
    "late 2026": "2026-12", "end-2026": "2026-12", "end of 2026": "2026-12",
    "year-end 2026": "2026-12", "by mid-2026": "2026-06", "end of next year": "2026-12",
    "this year": "2025", "next year": "2026", "in 12 months": "12M", "over the next year": "12M",
    "12M": "12M", "the next four quarters": "12M", "summer 2026": "2026Q3", "longer run": "LR",
    "over the longer term": "LR", "December 2026": "2026-12", "Sept. 2026": "2026-09",
    "Jan-Mar 2026": "2026Q1", "July to September '26": "2026Q3",
    "Dec-26": "2026-12", "when this year closes": "2025-12", "2026 projection": "2026",
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), WORDS.items(), ids=WORDS.keys())
def test_reads_a_period(text, wanted):
    assert [str(h.period) for h in find_horizons(text, published=PUBLISHED)] == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "the 1970s", "20 November 2025", "February 10", "a year ago", "from a year earlier",
        "may fall",
        "Q4/Q4", "fourth quarter on fourth quarter", "long-run handicaps",
        "a 10-year bond", "2,026",
    ],
)  # fmt: skip
def test_other_words_are_no_periods(text):
    assert find_horizons(text, published=PUBLISHED) == []


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [
        pytest.param(["Q4", "2026"], "2026Q4", id="quarter under a year"),
        pytest.param(["Jul–Sep", "2026"], "2026Q3", id="months of a quarter under a year"),
        pytest.param(["GS", "2026"], "2026", id="house under a year"),
        pytest.param(["H2", "2027F"], "2027H2", id="half under a forecast year"),
        pytest.param(["2026", "2025 and 2026 in per cent"], "2026", id="nearest level wins"),
        pytest.param(["next year [2027]"], "2027", id="settled by its sentence"),
    ],
)
def test_header_levels_join(levels, wanted):
    horizon = read_horizon(levels, published=PUBLISHED)
    assert str(horizon.period) == wanted


def test_header_without_a_period_gives_none():
    assert read_horizon(["GS", "Consensus"], published=PUBLISHED) is None


def test_bare_months_follow_one_another_into_the_next_year():
    found = find_horizons("in December, in February and in March", published=date(2025, 11, 16))
    assert [str(h.period) for h in found] == ["2025-12", "2026-02", "2026-03"]


def test_words_lean_on_the_period_before():
    found = find_horizons("in 2026, and the year after", published=PUBLISHED)
    assert [str(h.period) for h in found] == ["2026", "2027"]
    assert settled(found[1]) == "the year after [2027]"


def test_year_end_says_so():
    [found] = find_horizons("by year-end 2026", published=PUBLISHED)
    assert found.measure is Measure.YEAR_END


def test_without_a_date_relative_words_say_nothing():
    assert find_horizons("next year", published=None) == []


@given(
    st.integers(2000, 2099), st.integers(1, 4), st.sampled_from(["{y}Q{q}", "Q{q} {y}", "{q}Q{y}"])
)
def test_quarters_read_back(year, quarter, form):
    [found] = find_horizons(form.format(y=year, q=quarter), published=PUBLISHED)
    assert str(found.period) == f"{year}Q{quarter}"


@given(st.text(max_size=100), st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_no_text_breaks_the_grammar(text, published):
    for found in find_horizons(text, published=published):
        assert text[found.start : found.end].strip() == found.text


EXAMPLES = {
    "year_start": "the start of the year",
    "month_of_short_year": "Dec 26",
    "fiscal_pair": "FY25/26",
    "ratio": "Q4/Q4",
    "quarters": "2026Q1-2026Q4",
    "quarter_of_year": "2026Q3",
    "quarter_then_year": "Q3 2026",
    "quarter_short": "3Q26",
    "quarter_bare": "Q3",
    "quarter_worded": "the third quarter of 2026",
    "ordinal_bare": "0.5% in the third quarter and 1% in the fourth",
    "quarter_listed": "each of the second and third quarters",
    "quarter_of_month": "the March 2028 quarter",
    "three_months": "first three months of 2026",
    "six_months": "second six months of 2026",
    "half_short": "1H26",
    "half_of_year": "2026H1",
    "half_then_year": "H2 2026",
    "half_worded": "latter half of 2026",
    "year_end": "very close of 2026",
    "year_end_noun": "year-end",
    "year_then_end": "2026 year-end",
    "ends_year": "finishes 2026 near",
    "year_to": "twelve months to the June quarter",
    "month_quarter": "the June quarter",
    "months_of_quarter": "Oct-Dec 2026",
    "mid_year": "before mid-year",
    "whole_horizon": "over the projection horizon",
    "day": "31 December 2026",
    "month": "March 2026",
    "month_bare": "rates, by March",
    "edge": "early 2026",
    "month_near": "next month",
    "season": "autumn of 2026",
    "season_bare": "by the autumn",
    "year_ending": "the year now ending",
    "year_later": "a year later",
    "year_out": "by the time the year is out",
    "turn_of_year": "around the turn of the year",
    "christmas": "by Christmas",
    "rest_of_year": "over the rest of the year",
    "each_following": "2026Q1 and each of the following three",
    "quarter_near": "this quarter",
    "years_between": "between 2026 and 2027",
    "years": "fiscal years 2026-27",
    "fiscal": "CY26",
    "year": "2026",
    "short_year": "’26",
    "year_after": "the following year",
    "ahead": "within twelve months",
    "worded": "this year",
    "next_bare": "next, ",
    "medium_term": "over the medium term",
    "near_term": "over the near term",
    "before_long": "before long",
    "longer_run": "longer run",
}


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_is_reached_through_its_opening(name):
    assert name in EXAMPLES, f"give an example of {name}, and its first letters to _OPENING"
    found = [rule for rule, _ in periods_in(EXAMPLES[name].upper())]
    assert RULES[name] in found


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        pytest.param("0.6% this year, 1.2% next.", ["2025", "2026"], id="next after this year"),
        pytest.param("what comes next.", [], id="next without a year"),
        pytest.param("by the end of Q3 2026", ["2026Q3"], id="end of a quarter"),
        pytest.param("3.6% at the end of 2026 and 2027", ["2026-12", "2027-12"], id="two ends"),
        pytest.param("by the end of 1H26", ["2026-06"], id="end of a half"),
        pytest.param("it ends 2026 at 3.6% and 2027 at 3%", ["2026-12", "2027-12"], id="ends"),
        pytest.param("in the year to the June quarter 2026", ["2026Q2"], id="year to a quarter"),
        pytest.param("1% in Q1 2026 and 2% in the second.", ["2026Q1", "2026Q2"], id="ordinal"),
        pytest.param("this year and next is seen", ["2025", "2026"], id="next before a verb"),
        pytest.param("2% over the forecast horizon", ["None"], id="horizon without dates"),
        pytest.param("below 4% by mid-year", ["2026-06"], id="mid-year to come"),
        pytest.param("to end 2026 at 3.6% and 2027 at 2.6%", ["2026-12", "2027-12"], id="to end"),
        pytest.param("this fiscal year and next fiscal year", ["2025", "2026"], id="fiscal"),
        pytest.param("in fiscal year 2026/27.", ["2027"], id="fiscal span at a stop"),
        pytest.param("mid-2026, 2% for the full year", ["2026-06", "2026"], id="the full year"),
        pytest.param(
            "in December, before it falls to just above 3% by June 2026", ["2025-12", "2026-06"],
            id="far apart",
        ),
    ],
)  # fmt: skip
def test_reads_periods_beside_one_another(text, periods):
    found = find_horizons(text, published=date(2025, 11, 10))
    assert [str(horizon.period) for horizon in found] == periods
