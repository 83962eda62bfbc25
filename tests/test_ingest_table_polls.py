"""Tables of many houses, of surveys, and of interest rates by kind: whose figure, of what."""

import pytest
from sheets import Sheet, table
from table_reading import read, told

from warehouse.vocabulary import Reason

XS = (260, 320)


def panel(*rows):
    """Return a table with two houses and the rows below them."""
    houses = [("Barclays", [1.1, 1.9]), ("UBS", [0.9, 2.1])]
    return table([*houses, *rows], header=("2026", "2027"), xs=XS, caption="Euro area GDP, %")


@pytest.mark.parametrize("label", ["Median", "Mean", "Average", "Median of all"])
def test_middle_of_a_panel_is_the_consensus(label):
    got = read(panel((label, [1.0, 2.0])))
    assert (got["1.0"].institution, told(got["1.0"])[:2]) == ("Consensus", ("gdp_growth", "EA"))
    assert got["0.9"].institution == "UBS"


def test_ends_of_a_panel_are_nobodys_and_the_last_median_is_previous():
    got = read(panel(("High", [1.3, 2.4]), ("Previous median", [1.2, 2.2])))
    assert got["1.3"] is Reason.NOT_A_FORECAST
    assert (got["1.2"].institution, str(got["1.2"].kind)) == ("Consensus", "previous")


def test_table_of_a_survey_is_the_consensus():
    sheet = Sheet().text(60, 60, "Survey of professional forecasters: United States", bold=True)
    sheet.text(240, 76, "Real GDP (%)", align="centre")
    sheet.text(340, 76, "Unemployment (%)", align="centre")
    xs = (230, 270, 330, 370)
    sheet.row(88, None, ["Previous", "New"] * 2, xs)
    sheet.row(100, "2026", [1.6, 1.7, 4.5, 4.6], xs)
    got = read(sheet.row(112, "2027", [1.9, 2.0, 4.3, 4.4], xs))
    assert (got["1.7"].institution, str(got["1.7"].kind)) == ("Consensus", "forecast")
    assert (told(got["4.3"])[0], str(got["4.3"].kind)) == ("unemployment_rate", "previous")


def test_overnight_row_of_a_table_of_rates_is_the_policy_rate():
    rows = [
        "Canada", ("Overnight", ["2.25", "2.50"]), ("2-year", ["2.40", "2.65"]),
        ("10-year", ["3.10", "3.30"]), "United States", ("Target", ["3.50", "3.00"]),
        ("10-year", ["4.05", "4.15"]),
    ]  # fmt: skip
    got = read(table(rows, header=("2026", "2027"), xs=XS, caption="Interest rates, end of year"))
    assert told(got["2.25"])[:2] == ("policy_rate", "CA")
    assert told(got["2.40"])[:2] == ("yield_2y", "CA")
    assert told(got["3.30"])[:2] == ("yield_10y", "CA")
    assert told(got["3.00"])[:2] == ("policy_rate", "US")


def test_target_row_of_another_table_is_no_policy_rate():
    rows = [("GDP growth", [1.2, 1.6]), ("Target", [2.05, 2.15])]
    got = read(table(rows, header=("2026", "2027"), xs=XS, caption="Canada, %"))
    assert str(getattr(got["2.05"], "indicator", "")) != "policy_rate"


def test_rows_of_houses_name_no_places_whatever_their_names_hold():
    rows = [
        ("Nomura", [6.2, 3.3]), ("Barclays", [6.5, 3.4]), ("UBS", [6.1, 3.2]),
        ("Bank of India Mutual", [6.4, 3.6]),
    ]  # fmt: skip
    header = ("GDP, 2026 (%)", "CPI, 2026 (%)")
    got = read(table(rows, header=header, xs=(300, 400), caption="India: what houses expect"))
    assert (got["6.2"].institution, told(got["6.2"])[:3]) == (
        "Nomura",
        ("gdp_growth", "IN", "2026"),
    )
    assert (got["3.2"].institution, told(got["3.2"])[:3]) == (
        "UBS",
        ("cpi_inflation", "IN", "2026"),
    )


def test_row_of_today_among_rows_of_quarters_is_where_things_stand():
    rows = [("Current", [3.88, 2.0]), ("Q1 2026", [3.63, 2.05]), ("Q2 2026", [3.38, 2.1])]
    got = read(table(rows, header=("Fed funds", "ECB deposit rate"), xs=(300, 400)))
    assert got["3.88"] is Reason.HISTORY
    assert told(got["3.63"])[:3] == ("policy_rate", "US", "2026Q1")


@pytest.mark.parametrize(
    ("label", "pair"),
    [("€:$", "EURUSD"), ("$:¥", "USDJPY"), ("€:£", "EURGBP"), ("AUD/NZD", "AUDNZD")],
)
def test_cross_is_named_by_the_signs_of_its_moneys(label, pair):
    usual = {"EURUSD": 1.15, "USDJPY": 145, "EURGBP": 0.85, "AUDNZD": 1.11}[pair]
    rows = [(label, [usual, usual]), ("GBP/USD", [1.31, 1.33])]
    got = read(table(rows, header=("Q1 2026", "Q2 2026"), xs=XS, caption="Exchange rates"))
    assert told(got[str(usual)])[:2] == ("fx_rate", pair)


def test_three_decimals_after_a_comma_are_decimals_where_the_table_has_commas():
    rows = [("ECB deposit rate", ["2,00", "1,75"]), ("Fed funds", ["3,625", "3,375"])]
    got = read(table(rows, header=("in 3 months", "in 6 months"), xs=(300, 400)))
    assert next(f.low for text, f in got.items() if text.startswith("3.6")) == 3.625


def _survey(caption, publisher):
    sheet = table(
        [("Real GDP", [1.7, 2.1]), ("Unemployment rate", [4.5, 4.3])],
        header=("2026", "2027"),
        xs=XS,
        caption=caption,
    )
    return read(sheet, publisher=publisher)["1.7"].institution


@pytest.mark.parametrize(
    ("caption", "publisher", "wanted"),
    [
        pytest.param(
            "Survey of economists: United States, %", "NABE", "NABE", id="the house that asks"
        ),
        pytest.param(
            "Survey of professional forecasters: United States, %",
            "Federal Reserve Bank of Philadelphia",
            "Federal Reserve Bank of Philadelphia",
            id="a bank without projections",
        ),
        pytest.param(
            "Survey of professional forecasters: euro area, %", "ECB", "Consensus", id="of others"
        ),
        pytest.param(
            "Reuters poll of economists: United States, %", "NABE", "Consensus", id="of a rival"
        ),
    ],
)
def test_a_survey_is_the_forecast_of_the_house_that_has_no_other(caption, publisher, wanted):
    assert _survey(caption, publisher) == wanted


def test_average_of_a_year_in_a_row_label_is_no_consensus():
    rows = [
        ("US CPI inflation, 2026 average", ["2.7%", "2.9%"]),
        ("US GDP growth, 2026", ["1.9%", "2.0%"]),
        ("Fed funds rate, end-2026", ["3.25%", "3.40%"]),
    ]
    got = read(table(rows, header=("Our forecast", "Consensus"), xs=(320, 400)))
    assert (got["2.7%"].institution, got["2.9%"].institution) == ("HSBC", "Consensus")
