"""The panel table: which figure stands in a cell, what counts, and what the houses say together."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest
from dashboard_samples import warehouse_of_samples
from warehouse_builders import forecast, keep

from dashboard.panels.table import TABLE
from dashboard.panels.table_cells import COUNTED, GREY, REVIEW, newest_day, piece_of
from dashboard.panels.table_columns import Column, column_of, columns_of
from dashboard.panels.table_frame import held_columns, shown_rows
from dashboard.panels.table_statistics import together_of
from dashboard.panels.table_summary import summary_rows
from dashboard.selection import Selection
from warehouse import queries
from warehouse.store import Warehouse
from warehouse.vocabulary import Indicator

TODAY = date(2026, 4, 30)
US_2026 = Column(Indicator.GDP_GROWTH, "US", "2026")
FED_2026 = Column(Indicator.POLICY_RATE, "US", "2026")


@pytest.fixture(scope="module")
def samples():
    with warehouse_of_samples() as warehouse:
        yield warehouse


@pytest.fixture
def view(tmp_path):
    """Store reports of houses in a fresh warehouse and show the table."""
    with Warehouse.open(":memory:") as warehouse:
        names = (f"report {number}" for number in count())

        def show(*reports, query=""):
            for publisher, published, *rows in reports:
                keep(
                    warehouse,
                    tmp_path,
                    next(names),
                    *rows,
                    publisher=publisher,
                    published=published,
                )
            return TABLE.view(warehouse.cursor(), Selection.from_query(query), today=TODAY)

        yield show


def of(house, low, *, published=date(2026, 4, 1), **more):
    return (house, published, forecast(house, low, **more))


def pieces(shown, house, column=US_2026):
    together = together_of(shown.frame, column)
    cells = shown_rows(shown.frame).get(house, {})
    newest = newest_day([row for held in cells.values() for row in held])
    return [piece_of(row, column, together, newest=newest) for row in cells.get(column.id, [])]


def summary(shown, name, column=US_2026):
    columns = held_columns(shown.frame, shown.shown)
    together = {each.id: together_of(shown.frame, each) for each in columns}
    rows = summary_rows(columns, together, shown.shown)
    return next(row for row in rows if row.name.startswith(name)).texts[column.id]


@pytest.mark.parametrize("asof", ["2024-07-01", "2025-12-31", "2026-04-30"])
def test_statistics_are_those_of_the_consensus_query(samples, asof):
    query = f"asof={asof}&indicators=gdp_growth,cpi_inflation,policy_rate,unemployment_rate"
    shown = TABLE.view(samples.cursor(), Selection.from_query(query), today=TODAY)
    day = date.fromisoformat(asof)
    expected = {
        (row["indicator"], row["region"], row["period"], row["measure"], row["unit"]): row
        for row in queries.consensus(samples.cursor(), asof=day).iter_rows(named=True)
    }
    compared = 0
    for column in columns_of(shown.shown):
        key = (column.indicator, column.region, column.period, column.measure, column.unit)
        found, wanted = together_of(shown.frame, column), expected.get(key)
        assert found.n == (wanted["n"] if wanted else 0)
        for name in ("mean", "median", "high", "low", "sd") if wanted else ():
            assert getattr(found, name) == pytest.approx(wanted[name])
        compared += bool(wanted)
    assert compared >= 2


def test_means_of_earlier_days_are_those_of_the_consensus_on_that_day(samples):
    query = Selection.from_query("asof=2026-04-30&since=2025-12-10")
    shown = TABLE.view(samples.cursor(), query, today=TODAY)
    column = Column(Indicator.GDP_GROWTH, "EA", "2026")
    then = together_of(shown.frame, column).then
    for prefix, day in {
        "month_ago": date(2026, 3, 30),
        "quarter_ago": date(2026, 1, 30),
        "since": date(2025, 12, 10),
    }.items():
        asked = {"indicators": ["gdp_growth"], "regions": ["EA"], "periods": ["2026"]}
        held = queries.consensus(samples.cursor(), **asked, asof=day)
        assert then[prefix] == (held["n"][0], pytest.approx(held["mean"][0]))


def test_a_median_is_never_a_mean(view):
    shown = view(of("HSBC", 1.0), of("UBS", 2.0), of("IMF", 6.0))
    assert (summary(shown, "Median"), summary(shown, "Mean")) == ("2.00", "3.00")
    assert (summary(shown, "High"), summary(shown, "Low")) == ("6.00", "1.00")
    assert summary(shown, "Standard") == "2.65"
    assert summary(shown, "Houses") == "3"


def test_one_house_makes_no_median_and_two_no_deviation(view):
    shown = view(of("HSBC", 1.0), of("UBS", 2.0), of("UBS", 1.5, region="EA"))
    assert summary(shown, "Standard") == "n below 3"
    assert summary(shown, "Mean", Column(Indicator.GDP_GROWTH, "EA", "2026")) == "n = 1"


def test_years_follow_the_as_of_day():
    columns = columns_of(TABLE.defaults.at(asof=date(2023, 2, 1)))
    assert {column.year for column in columns} == {"2023", "2024"}


def test_a_column_is_read_back_from_its_id():
    assert column_of(FED_2026.id) == FED_2026


def test_the_ends_are_marked_in_words_from_three_houses_on(view):
    two = view(of("HSBC", 1.0), of("UBS", 2.0))
    assert pieces(two, "UBS")[0].word == ""
    three = view(of("IMF", 1.5))
    assert [pieces(three, house)[0].word for house in ("UBS", "IMF", "HSBC")] == ["high", "", "low"]


def test_another_definition_is_grey_says_so_and_is_not_pooled(view):
    shown = view(of("HSBC", 1.0), of("UBS", 2.25, measure="q4q4"))
    (piece,) = pieces(shown, "UBS")
    assert (piece.text, piece.definition, piece.style) == ("2.25", "Q4/Q4", GREY)
    assert summary(shown, "Houses") == "1"
    assert piece.spoken == "2.25, Q4/Q4, not pooled"


def test_a_figure_in_review_is_ringed_and_not_counted(view):
    shown = view(of("HSBC", 1.0), of("UBS", 2.0, status="review"))
    (piece,) = pieces(shown, "UBS")
    assert (piece.style, piece.spoken) == (REVIEW, "2.0, awaiting review")
    assert summary(shown, "Houses") == "1"


def test_what_is_counted_stands_before_what_is_not(view):
    other = forecast("UBS", 3.0, measure="q4q4", x0=40.0)
    shown = view(("UBS", date(2026, 4, 1), forecast("UBS", 2.0), other))
    assert [piece.text for piece in pieces(shown, "UBS")] == ["2.0"]
    assert shown.frame.height == 2, "the other one is in the file all the same"


def test_halves_of_a_year_share_a_cell(view):
    first = forecast("UBS", 3.0, high=None, period="2026H1")
    second = forecast("UBS", 1.0, high=2.0, period="2026H2", x0=60.0)
    shown = view(("UBS", date(2026, 4, 1), second, first))
    assert [piece.text for piece in pieces(shown, "UBS")] == ["H1 over 3", "H2 1.0–2.0"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param({"low": None, "high": None, "stance": "flat"}, "hold", id="hold"),
        pytest.param({"low": None, "high": None, "stance": "down"}, "cuts", id="cuts"),
        pytest.param({"low": 2.0, "high": 3.0, "unit": "cuts"}, "2–3 cuts", id="range of cuts"),
        pytest.param({"low": -50.0, "unit": "bp"}, "−50 bp", id="basis points"),
    ],
)
def test_a_move_stands_in_the_column_of_the_rate_in_words(view, row, said):
    more = {"indicator": "policy_rate_change", "measure": "cumulative", **row}
    shown = view(of("UBS", more.pop("low"), **more))
    (piece,) = pieces(shown, "UBS", FED_2026)
    assert (piece.text, piece.style) == (said, GREY)
    assert together_of(shown.frame, FED_2026).n == 0


def test_ranges_enter_by_their_midpoint_and_open_bounds_do_not(view):
    shown = view(of("HSBC", 1.0, high=2.0), of("UBS", 2.0), of("IMF", 3.0, high=None))
    assert summary(shown, "Mean") == "1.75"
    assert pieces(shown, "HSBC")[0].text == "1.0–2.0"
    assert (pieces(shown, "IMF")[0].text, pieces(shown, "IMF")[0].style) == ("over 3", GREY)


def test_change_since_the_last_edition_is_told(view):
    shown = view(of("UBS", 2.0, published=date(2025, 11, 1)), of("UBS", 1.6))
    assert shown.frame["change"][0] == pytest.approx(-0.4)
    assert "−0.4 on its edition of 1 Nov 2025" in pieces(shown, "UBS")[0].hover


def test_the_mean_is_compared_with_the_chosen_day(view):
    early = date(2025, 12, 1)
    shown = view(of("UBS", 2.0, published=early), of("HSBC", 1.0), query="since=2026-01-01")
    assert summary(shown, "Change since 1 Jan 2026") == "−0.50"
    assert summary(shown, "n, 1 Jan 2026") == "1 to 2"
    assert summary(shown, "Mean on 1 Jan 2026") == "2.00"
    assert summary(shown, "Mean 1 month ago") == "2.00"


def test_the_day_before_anybody_counted_makes_the_column_new(view):
    assert summary(view(of("UBS", 2.0)), "Change since") == "new"


def test_age_leaves_out_old_figures_now_and_then(view):
    shown = view(of("UBS", 2.0, published=date(2025, 12, 1)), of("HSBC", 1.0), query="age=2")
    assert summary(shown, "Houses") == "1"
    assert together_of(shown.frame, US_2026).then["quarter_ago"] == (1, 2.0)
    assert "Only figures of the last 2 months" in shown.footer


def test_collectives_are_shown_and_never_counted(view):
    shown = view(("UBS", date(2026, 4, 1), forecast("Consensus", 2.0)), of("HSBC", 1.0))
    assert pieces(shown, "Consensus")[0].style == GREY
    assert shown.n == 1


def test_only_chosen_houses_are_pooled(view):
    shown = view(of("HSBC", 1.0), of("UBS", 2.0), of("IMF", 3.0), query="institution=UBS,IMF")
    assert set(shown_rows(shown.frame)) == {"UBS", "IMF"}
    assert summary(shown, "Mean") == "2.50"


def test_the_finding_names_who_stands_furthest_out(view):
    shown = view(of("HSBC", 1.0), of("UBS", 1.1), of("IMF", 1.9))
    assert shown.finding == "IMF stands 0.8 above the median on growth in the United States in 2026"


@pytest.mark.parametrize(
    ("reports", "finding"),
    [
        pytest.param(
            [of("UBS", 2.0)], "One house prints 1 figure; nothing can be compared", id="one house"
        ),
        pytest.param(
            [of("UBS", 2.0), of("IMF", 3.0)],
            "Two houses print 2 figures; no question has three of them",
            id="two houses",
        ),
        pytest.param(
            [of("UBS", 2.0, status="review")],
            "No house counts: what is printed can’t be compared",
            id="only in review",
        ),
    ],
)
def test_the_finding_of_few_houses_says_how_few(view, reports, finding):
    assert view(*reports).finding == finding


def test_an_empty_table_says_why_and_what_to_do(view):
    shown = view(of("UBS", 2.0), query="asof=2020-01-01")
    assert shown.empty == "No report had come out by 1 Jan 2020. The first is from UBS, 1 Apr 2026."
    assert not [trace for trace in shown.draw()["data"] if trace.get("customdata")]


def test_columns_without_a_figure_are_named_below(view):
    shown = view(of("UBS", 2.0))
    assert [column.id for column in held_columns(shown.frame, shown.shown)] == [US_2026.id]
    assert "No column where no house has a figure: Growth, World, 2026" in shown.footer


def test_the_table_lists_every_figure_with_its_indicator(view):
    shown = view(of("UBS", 2.0))
    assert shown.table["indicator"].to_list() == ["Growth"]
    assert shown.table["value" if "value" in shown.table.columns else "low"].to_list() == ["2.0%"]


def test_the_chart_has_a_strip_for_every_column(samples):
    shown = TABLE.view(samples.cursor(), TABLE.defaults.at(asof=TODAY), today=TODAY)
    for width in ("wide", "medium", "narrow"):
        drawn = shown.draw(width=width)
        marks = {entry[0] for trace in drawn["data"] for entry in trace.get("customdata", ())}
        assert marks


def test_a_figure_of_an_old_edition_carries_its_month(view):
    old = of("UBS", 2.0, published=date(2025, 3, 17))
    shown = view(old, of("UBS", 1.0, region="EA"))
    assert pieces(shown, "UBS")[0].older == "Mar 2025"
    assert pieces(shown, "UBS")[0].spoken == "2.0, of Mar 2025"
    assert pieces(shown, "UBS", Column(Indicator.GDP_GROWTH, "EA", "2026"))[0].older == ""


def test_counted_pieces_carry_no_mark(view):
    (piece,) = pieces(view(of("UBS", 2.0)), "UBS")
    assert (piece.style, piece.definition, piece.spoken) == (COUNTED, "", "2.0")


def test_the_table_compares_with_a_day_before_anything_came_out(view):
    shown = view(of("HSBC", 2.0, published=date(2025, 12, 1)))
    assert "compared with 30 Oct 2025, as nothing here came out after 30 Jan 2026." in shown.footer
    assert "since 30 Oct 2025" in str(TABLE.sheet(shown, evidence=str))
