"""The views over a small set made by hand; what each row is there for stands in its last column."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl
import pytest
from warehouse_builders import GOLDEN, forecast, keep, store_golden_reports

from warehouse import queries
from warehouse.store import Warehouse

ASOF = date(2026, 6, 3)
FIRST_RUN = datetime(2026, 6, 1, 18)
SECOND_RUN = datetime(2026, 6, 2, 18)


@pytest.fixture(scope="module")
def golden(tmp_path_factory):
    with Warehouse.open(":memory:") as warehouse:
        store_golden_reports(warehouse, tmp_path_factory.mktemp("originals"))
        yield warehouse


@pytest.fixture
def warehouse():
    with Warehouse.open(":memory:") as opened:
        yield opened


def as_text(frame: pl.DataFrame, columns: list[str]) -> list[str]:
    return (
        frame.select(pl.col(pl.Float64).round(4), pl.exclude(pl.Float64))
        .select(columns)
        .write_csv()
        .splitlines()
    )


@pytest.mark.parametrize("view", ["figures", "consensus", "divergence", "revisions", "coverage"])
def test_view_matches_golden_file(golden, view):
    expected = (GOLDEN / f"{view}.csv").read_text(encoding="utf-8").splitlines()
    found = getattr(queries, view)(golden.cursor(), asof=ASOF, known=SECOND_RUN)
    assert as_text(found, expected[0].split(",")) == expected


def us_growth(warehouse, **clocks):
    return queries.consensus(warehouse.cursor(), regions=["US"], periods=["2026"], **clocks).row(
        0, named=True
    )


def test_mean_and_median_are_not_swapped(golden):
    found = us_growth(golden, asof=ASOF, known=FIRST_RUN)
    values = [2.3, 1.5, 4.4, 2.0]
    assert found["n"] == len(values)
    assert found["mean"] == pytest.approx(sum(values) / len(values))
    assert found["median"] == pytest.approx((2.0 + 2.3) / 2)
    assert (found["low"], found["high"]) == (1.5, 4.4)


def test_asof_before_the_first_report_is_empty(golden):
    cur = golden.cursor()
    assert queries.figures(cur, asof=date(2020, 1, 1), known=SECOND_RUN).is_empty()
    assert queries.overview(cur, asof=date(2020, 1, 1), known=SECOND_RUN)["n_reports"] == 0
    assert queries.overview(cur, asof=date(2020, 1, 1))["newest_published"] is None


def test_asof_between_editions_shows_the_older_one(golden):
    found = queries.figures(
        golden.cursor(), institutions=["HSBC"], asof=date(2026, 1, 15), known=SECOND_RUN
    )
    assert found.select("low", "previous_low", "age_days").rows() == [(2.5, None, 15)]


def test_month_counts_from_its_last_day(golden):
    before = queries.figures(
        golden.cursor(), institutions=["HSBC"], asof=date(2025, 12, 30), known=SECOND_RUN
    )
    assert before.is_empty()


def test_known_before_the_second_run_gives_the_first_reading(golden):
    first = us_growth(golden, asof=ASOF, known=FIRST_RUN)
    second = us_growth(golden, asof=ASOF, known=SECOND_RUN)
    assert (first["low"], second["low"]) == (pytest.approx(1.5), pytest.approx(1.6))


def test_second_run_replaces_every_row_of_the_first(golden):
    cur = golden.cursor()
    first = queries.figures(cur, institutions=["ING"], asof=ASOF, known=FIRST_RUN)
    second = queries.figures(cur, institutions=["ING"], asof=ASOF, known=SECOND_RUN)
    assert (first.height, second.height) == (3, 1)


def test_a_filter_that_figures_do_not_have_is_refused(golden):
    with pytest.raises(TypeError, match="not filtered by colours"):
        queries.figures(golden.cursor(), colours=["red"])


def test_same_claim_on_two_pages_counts_once(golden):
    found = queries.figures(
        golden.cursor(), institutions=["HSBC"], asof=ASOF, known=SECOND_RUN
    ).filter(pl.col("kind") == "forecast", pl.col("measure") == "annual_avg")
    assert found["page"].to_list() == [1]


def test_undated_report_is_known_from_its_recording(golden):
    cur = golden.cursor()
    day_before = queries.figures(
        cur, institutions=["Barclays"], asof=date(2026, 5, 31), known=SECOND_RUN
    )
    found = queries.figures(cur, institutions=["Barclays"], asof=ASOF, known=SECOND_RUN)
    assert day_before.is_empty()
    assert found.select("published", "age_days", "pooled").rows() == [(None, None, True)]


def test_undated_report_never_hides_a_dated_one(warehouse, tmp_path):
    keep(warehouse, tmp_path, "dated", forecast(low=2.0), published=date(2026, 1, 1))
    keep(warehouse, tmp_path, "undated", forecast(low=9.0), published=None)
    found = queries.figures(warehouse.cursor(), asof=ASOF)
    assert found.select("low", "previous_low").rows() == [(2.0, None)]


def test_date_in_the_future_is_clamped_to_the_recording_day(golden):
    found = queries.figures(golden.cursor(), institutions=["UBS"], asof=ASOF, known=SECOND_RUN)
    assert found["published"].to_list() == [date(2026, 6, 1)]
    sha = found["report_sha256"][0]
    assert queries.report(golden.cursor(), sha)["published_printed"] == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("row", "because"),
    [
        pytest.param(forecast(kind="scenario"), "scenario", id="scenario"),
        pytest.param(forecast(kind="previous"), "previous edition", id="previous"),
        pytest.param(forecast(kind="estimate"), "estimate", id="estimate"),
        pytest.param(forecast(kind="target"), "target", id="target"),
        pytest.param(forecast(status="review"), "awaiting review", id="review"),
        pytest.param(forecast(low=3.0, high=None), "open bound", id="at least"),
        pytest.param(forecast(low=None, high=4.0), "open bound", id="at most"),
        pytest.param(forecast(low=None), "no number", id="call"),
        pytest.param(forecast(period="12M"), "moving horizon", id="horizon"),
        pytest.param(forecast("Market pricing"), "collective claim", id="collective"),
    ],
)
def test_what_is_not_a_plain_forecast_is_never_pooled(warehouse, tmp_path, row, because):
    keep(warehouse, tmp_path, "report", row, publisher=row.institution)
    cur = warehouse.cursor()
    found = queries.figures(cur, asof=ASOF)
    assert found.select("pooled", "not_pooled_because").rows() == [(False, because)]
    assert queries.consensus(cur, asof=ASOF).is_empty()
    assert queries.divergence(cur, asof=ASOF).is_empty()


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"measure": "q4q4"}, id="measure"),
        pytest.param({"period": "2026Q4"}, id="period"),
        pytest.param({"region": "EA"}, id="region"),
        pytest.param({"unit": "pp"}, id="unit"),
        pytest.param({"indicator": "trade_growth"}, id="indicator"),
    ],
)
def test_unlike_figures_are_never_pooled(warehouse, tmp_path, other):
    keep(warehouse, tmp_path, "one", forecast("HSBC"))
    keep(warehouse, tmp_path, "two", forecast("ING", **other), publisher="ING")
    assert queries.consensus(warehouse.cursor(), asof=ASOF)["n"].to_list() == [1, 1]


@pytest.mark.parametrize(("houses", "spread"), [(2, False), (3, True)])
def test_spread_needs_three_houses(warehouse, tmp_path, houses, spread):
    for number, house in enumerate(["HSBC", "ING", "IMF"][:houses]):
        keep(warehouse, tmp_path, house, forecast(house, 1.0 + number), publisher=house)
    found = queries.consensus(warehouse.cursor(), asof=ASOF).row(0, named=True)
    apart = queries.divergence(warehouse.cursor(), asof=ASOF)
    assert (found["sd"] is not None, found["iqr"] is not None) == (spread, spread)
    assert apart["distance_from_median"].is_not_null().all() is spread


def test_consensus_of_chosen_houses_leaves_out_the_others(golden):
    found = queries.consensus(
        golden.cursor(), regions=["US"], institutions=["HSBC", "IMF"], asof=ASOF, known=SECOND_RUN
    ).filter(measure="annual_avg")
    assert found.select("n", "mean").rows() == [(2, pytest.approx(3.35))]


def test_newer_quotation_replaces_an_older_own_report(warehouse, tmp_path):
    keep(warehouse, tmp_path, "own", forecast("IMF", 3.0), publisher="IMF")
    keep(
        warehouse,
        tmp_path,
        "quote",
        forecast("IMF", 3.3),
        publisher="ING",
        published=date(2026, 2, 1),
    )
    found = queries.figures(warehouse.cursor(), asof=ASOF)
    assert found.select("low", "second_hand", "previous_low").rows() == [(3.3, True, 3.0)]


def test_own_report_beats_a_quotation_of_the_same_day(warehouse, tmp_path):
    keep(warehouse, tmp_path, "quote", forecast("IMF", 3.3), publisher="ING")
    keep(warehouse, tmp_path, "own", forecast("IMF", 3.0, page=9), publisher="IMF")
    found = queries.figures(warehouse.cursor(), asof=ASOF)
    assert found.select("low", "second_hand").rows() == [(3.0, False)]


def test_accepted_reading_beats_a_doubtful_one_of_the_same_day(warehouse, tmp_path):
    doubtful = forecast(low=9.0, status="review", confidence=0.99)
    keep(warehouse, tmp_path, "report", doubtful, forecast(low=2.0, page=3, confidence=0.6))
    assert queries.figures(warehouse.cursor(), asof=ASOF)["low"].to_list() == [2.0]


def test_number_of_cuts_and_basis_points_are_two_figures(warehouse, tmp_path):
    change = {"indicator": "policy_rate_change", "measure": "cumulative"}
    keep(
        warehouse,
        tmp_path,
        "report",
        forecast(low=2.0, high=3.0, unit="cuts", **change),
        forecast(low=-50.0, unit="bp", x0=90.0, **change),
    )
    found = queries.figures(warehouse.cursor(), asof=ASOF)
    assert sorted(found["unit"].to_list()) == ["bp", "cuts"]


def test_name_outside_the_reference_is_pooled_without_a_kind(warehouse, tmp_path):
    keep(warehouse, tmp_path, "report", forecast("Bank of Nowhere"))
    found = queries.figures(warehouse.cursor(), asof=ASOF)
    assert found.select("institution_kind", "pooled").rows() == [(None, True)]


@pytest.mark.parametrize("first", ["median", "range"], ids=["median first", "range first"])
def test_median_is_the_figure_beside_its_range_and_central_tendency(warehouse, tmp_path, first):
    median = {"low": 5.1, "confidence": 0.85}
    others = [{"low": 4.9, "high": 5.4}, {"low": 4.6, "high": 5.6}]
    printed = [median, *others] if first == "median" else [*others, median]
    rows = [forecast("HSBC", **row, x0=10.0 + 30.0 * n) for n, row in enumerate(printed)]
    keep(warehouse, tmp_path, "projections", *rows)
    found = queries.figures(warehouse.cursor(), regions=["US"])
    assert found.select("low", "high", "pooled").rows() == [(5.1, 5.1, True)]


def test_point_in_review_yields_to_the_accepted_range(warehouse, tmp_path):
    rows = [forecast("HSBC", 5.1, status="review"), forecast("HSBC", 4.9, high=5.4, x0=40.0)]
    keep(warehouse, tmp_path, "outlook", *rows)
    found = queries.figures(warehouse.cursor(), regions=["US"])
    assert found.select("low", "high").rows() == [(4.9, 5.4)]
