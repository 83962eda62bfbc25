from __future__ import annotations

from datetime import date

import pytest

from dashboard.panels.since import months_before, since_of
from dashboard.selection import Selection


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        pytest.param(date(2026, 4, 30), 1, date(2026, 3, 30), id="same day"),
        pytest.param(date(2026, 3, 31), 1, date(2026, 2, 28), id="shorter month"),
        pytest.param(date(2024, 3, 31), 1, date(2024, 2, 29), id="leap year"),
        pytest.param(date(2026, 1, 15), 3, date(2025, 10, 15), id="over the new year"),
        pytest.param(date(2026, 12, 1), 12, date(2025, 12, 1), id="a year"),
    ],
)
def test_months_are_counted_back(day, months, before):
    assert months_before(day, months) == before


def test_a_chosen_day_stands_before_the_usual_one():
    chosen = Selection(since=date(2025, 11, 30), asof=date(2026, 4, 30))
    assert since_of(chosen, today=date(2026, 5, 1)) == date(2025, 11, 30)
    usual = Selection(asof=date(2026, 4, 30))
    assert since_of(usual, today=date(2026, 5, 1)) == date(2026, 1, 30)
