from datetime import date

import pytest

from warehouse.periods import parse_period


@pytest.mark.parametrize(
    ("text", "label", "start", "end"),
    [
        pytest.param("2026", "2026", date(2026, 1, 1), date(2026, 12, 31), id="year"),
        pytest.param("2026Q4", "Q4 2026", date(2026, 10, 1), date(2026, 12, 31), id="quarter"),
        pytest.param(
            "2026H1", "first half of 2026", date(2026, 1, 1), date(2026, 6, 30), id="half"
        ),
        pytest.param("2028-02", "Feb 2028", date(2028, 2, 1), date(2028, 2, 29), id="leap month"),
        pytest.param(
            "2023-2025", "2023–2025", date(2023, 1, 1), date(2025, 12, 31), id="year range"
        ),
        pytest.param(
            "2022Q4-2023Q3",
            "Q4 2022–Q3 2023",
            date(2022, 10, 1),
            date(2023, 9, 30),
            id="quarter range",
        ),
    ],
)
def test_dated_period_knows_its_days(text, label, start, end):
    period = parse_period(text)
    assert (period.label, period.start, period.end) == (label, start, end)


@pytest.mark.parametrize("text", ["", "26", "2026Q5", "2026-13", "2025-2023", "0M", "2026F", "Q4"])
def test_text_that_is_no_period_is_refused_by_name(text):
    with pytest.raises(ValueError, match="period"):
        parse_period(text)


def test_year_is_complete_only_after_its_last_day():
    assert not parse_period("2025").is_complete(date(2025, 12, 31))
    assert parse_period("2025").is_complete(date(2026, 1, 1))


def test_horizon_has_no_days_and_never_completes():
    horizon = parse_period("12M")
    assert horizon.months_ahead == 12
    assert not horizon.is_dated
    assert not horizon.is_complete(date(2099, 1, 1))


def test_periods_sort_by_time_with_the_longer_run_last():
    texts = ["LR", "12M", "2027", "2026", "2026Q1"]
    ordered = sorted(texts, key=lambda t: parse_period(t).sort_key)
    assert ordered == ["2026Q1", "2026", "2027", "12M", "LR"]


def test_overlap_needs_a_shared_day():
    assert parse_period("2026H1").overlaps(parse_period("2026Q2"))
    assert not parse_period("2026H1").overlaps(parse_period("2026Q3"))
    assert not parse_period("LR").overlaps(parse_period("2026"))
