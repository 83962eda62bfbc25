"""Notes under tables: which row a mark leads to, and what they say of whole years."""

from sheets import Sheet, table
from table_reading import read, told

from warehouse.vocabulary import Reason


def marked(notes):
    """Set quarters and years of three rows, two of them with the mark of a note."""
    xs = (240, 290, 340)
    sheet = Sheet().text(60, 60, "United States", bold=True)
    sheet.row(76, "%", ["Q1 2026", "Q2 2026", "2026"], xs)
    sheet.row(90, "Real GDP (a)", [1.9, 2.3, 2.1], xs)
    sheet.row(104, "Unemployment rate", [4.5, 4.4, 4.2], xs)
    sheet.row(118, "10-year Treasury (b)", [4.05, 4.15, 4.11], xs)
    return sheet.text(60, 140, notes, size=6)


def test_notes_one_behind_the_other_belong_to_the_rows_with_their_marks():
    got = read(
        marked(
            "Notes: (a) Annualised growth on the quarter before. "
            "(b) Quarter end; annual numbers represent averages."
        )
    )
    assert told(got["1.9"])[3] == "quarter_saar"
    assert told(got["4.5"])[3] == "quarter_avg"
    assert told(got["4.05"])[3] == "year_end"
    assert told(got["4.11"]) == ("yield_10y", "US", "2026", "annual_avg")


def test_heading_in_percent_is_not_about_rates_of_exchange():
    rows = [("10-year Bund", [2.7, 2.8, 2.9]), ("EUR/USD", [1.18, 1.2, 1.21])]
    got = read(table(rows, header=("Mar-26", "Jun-26", "Sep-26"), corner="Interest rates (in %)"))
    assert told(got["1.2"])[:3] == ("fx_rate", "EURUSD", "2026-06")


def test_poll_of_today_beside_those_of_weeks_ago_is_the_newest_round():
    xs = (200, 280, 340, 400)
    sheet = Sheet().text(60, 60, "Brazil: median of answers", bold=True)
    sheet.text(300, 76, "2026", align="centre")
    sheet.row(90, None, ["4 weeks ago", "1 week ago", "Today", "Resp."], xs)
    sheet.row(104, "GDP (% growth)", [1.95, 1.85, 1.75, 149], xs)
    got = read(sheet.row(118, "Selic rate (% p.a.)", [12.75, 12.5, 12.25, 144], xs))
    assert (str(got["1.75"].kind), str(got["1.85"].kind)) == ("forecast", "previous")
    assert got["149"] is Reason.NOT_A_FORECAST
