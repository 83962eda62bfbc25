"""Track record: errors by house and horizon, never ranked on few, never across definitions."""

from __future__ import annotations

from datetime import date

import pytest
from dashboard_frames import words_of
from warehouse_builders import forecast, keep

from dashboard.figures.theme import LIGHT
from dashboard.panels import outturns
from dashboard.panels.track_frame import HORIZONS, LEAST, Score
from dashboard.panels.track_record import TRACK_RECORD
from dashboard.selection import Selection
from warehouse.actuals import actuals, series_words
from warehouse.keeping_actuals import keep_values
from warehouse.own_actuals import check_values
from warehouse.store import Warehouse

TODAY = date(2026, 11, 1)
YEARS = ("2021", "2022", "2023", "2024", "2025")  # US growth, first estimates: all on record


def asked(opened, query="region=US", today=TODAY):
    return TRACK_RECORD.view(opened.cursor(), Selection.from_query(query), today=today)


@pytest.fixture
def opened():
    with Warehouse.open(":memory:") as warehouse:
        yield warehouse


@pytest.fixture
def two_houses(opened, tmp_path):
    """Five outlooks of each house, a year ahead, and one figure of a third."""
    for year in YEARS:
        for house, low in (("HSBC", 2.0), ("UBS", 4.0)):
            keep(opened, tmp_path, f"{house}{year}", forecast(house, low, period=year),
                 publisher=house, published=date(int(year) - 1, 12, 1))  # fmt: skip
    keep(opened, tmp_path, "ing", forecast("ING", 2.2, period="2025"), publisher="ING",
         published=date(2024, 12, 5))  # fmt: skip
    return opened


def test_an_error_is_the_forecast_minus_the_chosen_print(opened, tmp_path):
    keep(opened, tmp_path, "a", forecast(low=2.0, high=3.0, period="2025"),
         published=date(2025, 3, 1))  # fmt: skip
    first, latest = asked(opened), asked(opened, "region=US&vintage=latest")
    assert first.frame["error"].to_list() == [0.3]  # 2.5 against 2.2
    assert latest.frame["error"].to_list() == [0.39]  # against 2.11
    assert first.table["outcome"].to_list() == ["first estimate, 20 Feb 2026"]
    assert first.table["months ahead"].to_list() == ["9"]


def test_houses_are_ranked_from_five_errors_on(two_houses):
    shown = asked(two_houses)
    assert shown.finding.startswith("HSBC came closest on US growth 10 to 15 months ahead")
    words = words_of(shown.figure)
    assert words.index("HSBC") < words.index("UBS") < words.index("ING")
    assert "1, unranked" in words
    assert Score("", (0.0,) * (LEAST - 1)).is_ranked is False


def test_definitions_are_never_compared(opened, tmp_path):
    keep(opened, tmp_path, "a", forecast(low=2.0, period="2025", measure="yoy"),
         published=date(2025, 3, 1))  # fmt: skip
    keep(opened, tmp_path, "b", forecast(low=2.0, period="2025", measure="other", x0=30.0),
         published=date(2025, 3, 2))  # fmt: skip
    assert asked(opened).frame.is_empty()
    assert asked(opened, "region=US&measure=other").frame.is_empty()


def test_what_does_not_count_is_left_out_with_a_reason(opened, tmp_path):
    figures = (
        forecast(low=2.0, period="2025", status="review"),
        forecast("Consensus", 2.0, period="2025", x0=40.0),
        forecast("ING", 2.0, high=None, period="2025", x0=60.0),
    )
    keep(opened, tmp_path, "a", *figures, published=date(2025, 3, 1))
    keep(opened, tmp_path, "b", forecast("UBS", 2.0, period="2024"), published=date(2025, 1, 9))
    shown = asked(opened)
    assert shown.n == 0
    assert set(shown.frame["why_not"]) == {
        "awaiting review", "collective claim", "open bound", "printed after its period was over",
    }  # fmt: skip
    assert "none of which counts" in (shown.empty or "")


def test_an_outcome_from_general_knowledge_is_grey_and_said(opened, tmp_path):
    keep(opened, tmp_path, "a", forecast(low=5.0, period="2021"), published=date(2021, 3, 1))
    shown = asked(opened)
    assert "Grey dots, 1 of 1" in shown.footer
    dot = next(trace for trace in shown.figure["data"] if "customdata" in trace)
    assert dot["marker"]["color"] == [LIGHT.ink3]
    assert "general knowledge, not looked up" in dot["hovertext"][0]


def test_before_a_period_is_over_it_says_when_it_will_be(opened, tmp_path):
    keep(opened, tmp_path, "a", forecast(low=2.0, period="2026"), published=date(2026, 1, 5))
    shown = asked(opened, today=date(2026, 4, 30))
    assert shown.empty == (
        "No period that the houses forecast for US growth was over by 30 Apr 2026. The first, "
        "2026, ends on 31 Dec 2026. Choose a later day or add older reports on the upload page."
    )


def test_a_period_that_is_over_without_an_outcome_is_named(opened, tmp_path):
    keep(opened, tmp_path, "a", forecast(low=2.0, period="2025"), published=date(2025, 1, 5))
    shown = asked(opened, today=date(2026, 1, 10))
    assert (shown.empty or "").startswith("No outcome of US growth for 2025 was on record")


def test_horizons_leave_no_month_out_and_share_none():
    for months in range(60):
        assert sum(horizon.holds(months) for horizon in HORIZONS) == 1


@pytest.mark.parametrize(
    ("quote", "series"),
    [
        pytest.param("HICP inflation 2.1", "HICP", id="harmonised"),
        pytest.param("Germany CPI 2.1", "national CPI", id="national"),
        pytest.param("Inflation 2.1", "", id="not named"),
        pytest.param("CPI 2.2, HICP 2.1", "", id="both named"),
    ],
)
def test_a_figure_may_name_the_statistic_that_it_is_about(quote, series):
    assert outturns.series_of("cpi_inflation", quote) == series


def test_a_german_figure_that_names_no_statistic_is_told(opened, tmp_path):
    prices = {"indicator": "cpi_inflation", "region": "DE", "period": "2023"}
    keep(opened, tmp_path, "hsbc", forecast("HSBC", 6.1, **prices), published=date(2022, 12, 1))
    view = asked(opened, "indicator=cpi_inflation&region=DE")
    assert "Outcomes by statistic: 1 against HICP." in view.footer
    assert "1 figure (Germany) names no statistic and may mean another." in view.footer


def test_a_target_range_counts_by_its_middle_and_the_panel_says_so(opened, tmp_path):
    rate = {"indicator": "policy_rate", "measure": "year_end", "period": "2024-12"}
    keep(opened, tmp_path, "hsbc", forecast("HSBC", 4.0, **rate), published=date(2023, 12, 1))
    view = asked(opened, "indicator=policy_rate&measure=year_end&region=US")
    assert "The US outcome is a target range and counts by its middle." in view.subtitle


def test_the_series_with_words_are_series_on_record():
    held = {(str(a.indicator), a.series) for a in actuals()}
    assert {key for key in series_words() if key[0] == "cpi_inflation"} <= held


def test_an_own_value_is_the_outcome_and_names_its_source(opened, tmp_path):
    keep(opened, tmp_path, "hsbc", forecast("HSBC", 2.0, period="2024"),
         published=date(2023, 12, 1))  # fmt: skip
    text = (
        "region,indicator,period,measure,low,unit,published,source\n"
        "US,gdp_growth,2024,annual_avg,2.5,pct,2025-01-30,our desk\n"
    )
    keep_values(opened, check_values(text, name="own.csv").values, file_name="own.csv")
    view = asked(opened)
    assert view.frame["error"].to_list() == [-0.5]
    assert "1 outcome from own values (our desk)" in view.footer
    assert "own value" in view.table["source"][0]
