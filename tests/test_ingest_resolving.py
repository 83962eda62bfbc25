"""Judgement: meanings nearest first, what is assumed is said, what cannot be is rejected."""

from datetime import date

import pytest
from running_text import PUBLISHED, report

from ingest.candidates import Candidate, Meaning, Origin, Phrase
from ingest.resolving.resolve import resolve
from warehouse.records import Rejection
from warehouse.vocabulary import Kind, Measure, Reason, Role, Status, Unit

BOX = (10.0, 20.0, 30.0, 40.0)
ROW, HEADER, CAPTION = Origin.ROW_LABEL, Origin.COLUMN_HEADER, Origin.CAPTION
PAGE, NOTE, SECTION = Origin.PAGE, Origin.NOTE, Origin.SECTION


def candidate(value, *, reader="table", doubts=(), **meanings):
    """Return a candidate; each meaning is a list of (words, origin), nearest first."""
    phrases = {
        Meaning[name.upper()]: tuple(Phrase(text, (BOX,), origin, 1) for text, origin in found)
        for name, found in meanings.items()
    }
    place = Phrase(value, ((1.0, 2.0, 3.0, 4.0),), Origin.VALUE, 1)
    return Candidate(1, reader, place, phrases, f"row {value}", doubts)


def growth(value="2.1", *, period=(("2026", HEADER),), region=(("United States", ROW),), **more):
    """Return a candidate from a plain growth table."""
    indicator = more.pop("indicator", [("Real GDP growth", CAPTION)])
    return candidate(value, indicator=indicator, region=region, period=period, **more)


def judged(one, **masthead):
    """Return the one forecast, or the rejection."""
    result = resolve(one, report=report(**masthead))
    return result if isinstance(result, Rejection) else result[0]


def test_a_clean_cell_is_accepted():
    row = judged(growth())
    assert (row.indicator, row.region, row.period, row.low) == ("gdp_growth", "US", "2026", 2.1)
    assert (row.unit, row.measure, row.status) == (Unit.PCT, Measure.ANNUAL_AVG, Status.ACCEPTED)
    assert row.institution == "HSBC"


def test_a_default_definition_is_named_in_the_reasons():
    assert "definition not stated: taken as annual avg" in judged(growth()).reasons


def test_the_nearest_telling_phrase_wins():
    row = judged(growth(indicator=[("Core CPI", ROW), ("GDP and inflation", CAPTION)]))
    assert row.indicator == "core_inflation"


def test_evidence_begins_with_the_value_and_says_what_each_box_is():
    boxes = judged(growth()).evidence.boxes
    assert [box.role for box in boxes] == [Role.VALUE, Role.CONTEXT]
    assert boxes[0].text == "2.1"


@pytest.mark.parametrize(
    ("measure", "period", "wanted", "stored"),
    [
        pytest.param("Q4/Q4", "2026", Measure.Q4Q4, "2026", id="q4q4"),
        pytest.param("Q4/Q4", "2026Q4", Measure.Q4Q4, "2026", id="q4q4 under a quarter"),
        pytest.param("% qoq, annualised", "Q3 2026", Measure.QUARTER_SAAR, "2026Q3", id="saar"),
        pytest.param("% YoY", "Q3 2026", Measure.YOY, "2026Q3", id="yoy of a quarter"),
        pytest.param("% YoY", "2026", Measure.ANNUAL_AVG, "2026", id="yoy of a year"),
        pytest.param("end of period", "2026", Measure.YEAR_END, "2026", id="end of period"),
    ],
)
def test_measure_follows_words_and_period(measure, period, wanted, stored):
    row = judged(growth(measure=[(measure, NOTE)], period=[(period, HEADER)]))
    assert (row.measure, row.period) == (wanted, stored)


def test_a_rate_at_the_end_of_a_year_has_one_form():
    row = judged(growth("3.5", indicator=[("Fed funds rate", ROW)]))
    assert (row.indicator, row.period, row.measure) == ("policy_rate", "2026-12", Measure.YEAR_END)


@pytest.mark.parametrize(
    ("value", "unit", "wanted"),
    [
        pytest.param("-50 bp", [], (-50, Unit.BP), id="printed sign"),
        pytest.param("50bp", [("cuts", ROW)], (-50, Unit.BP), id="cuts"),
        pytest.param("50bp", [("hikes", ROW)], (50, Unit.BP), id="hikes"),
        pytest.param("2 cuts", [], (2, Unit.CUTS), id="a count"),
    ],
)
def test_moves_of_the_policy_rate(value, unit, wanted):
    row = judged(growth(value, indicator=[("Fed funds rate", ROW)], unit=unit))
    assert (row.low, row.unit) == wanted
    assert row.indicator == "policy_rate_change"


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        pytest.param(growth(period=[("2023", HEADER)]), Reason.PAST_PERIOD, id="past"),
        pytest.param(growth("340"), Reason.OUT_OF_BOUNDS, id="bounds"),
        pytest.param(growth("$40"), Reason.UNIT_MISMATCH, id="unit"),
        pytest.param(
            growth(indicator=[("Nothing known", ROW)]), Reason.NO_INDICATOR, id="indicator"
        ),
        pytest.param(
            growth(indicator=[("Potential growth", ROW)]), Reason.NO_INDICATOR, id="not kept"
        ),
        pytest.param(
            growth("-0.2", kind=[("Difference from June", HEADER)]),
            Reason.DIFFERENCE,
            id="difference",
        ),
        pytest.param(growth(kind=[("Latest", HEADER)]), Reason.HISTORY, id="latest"),
        pytest.param(growth("tea"), Reason.NOT_A_FORECAST, id="no number"),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(one, reason):
    rejection = judged(one)
    assert isinstance(rejection, Rejection)
    assert rejection.reason is reason
    assert rejection.detail


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("September projection", Kind.PREVIOUS),
        ("December projection", Kind.FORECAST),
        ("Downside scenario", Kind.SCENARIO),
        ("Baseline scenario", Kind.FORECAST),
        ("Government target", Kind.TARGET),
    ],
)
def test_kind_from_a_header(header, kind):
    assert judged(growth(kind=[(header, HEADER)])).kind is kind


def test_an_estimate_of_a_past_year_is_kept_as_one():
    row = judged(growth(period=[("2024e", HEADER)]), published=date(2025, 2, 1))
    assert row.kind is Kind.ESTIMATE


def test_two_houses_give_two_rows():
    rows = resolve(growth(institution=[("Allianz and BNP Paribas", HEADER)]), report=report())
    assert [row.institution for row in rows] == ["Allianz", "BNP Paribas"]


def test_a_missing_period_is_taken_from_the_title_and_doubted():
    row = judged(growth(period=[]), title="Macro outlook 2027")
    assert row.period == "2027"
    assert row.status is Status.REVIEW
    assert any("2027" in reason for reason in row.reasons)


def test_autumn_reports_look_at_the_next_year():
    assert judged(growth(period=[]), title="Our view", published=PUBLISHED).period == "2026"
    spring = judged(growth(period=[]), title="Our view", published=date(2026, 3, 1))
    assert spring.period == "2026"


def test_a_missing_region_is_the_seat_of_the_house_and_doubted():
    row = judged(growth(region=[]), publisher="Federal Reserve", title="")
    assert row.region == "US"
    assert judged(growth(region=[]), publisher="OECD", title="").region == "WORLD"


@pytest.mark.parametrize(
    ("publisher", "doubted"), [("ECB", False), ("HSBC", True), ("Federal Reserve", True)]
)
def test_a_central_bank_s_own_region_needs_no_word_beside_the_figure(publisher, doubted):
    carried = growth(region=[("Euro area", Origin.CARRIED)], reader="prose")
    traits = judged(carried, publisher=publisher).traits
    assert ("region_carried" in traits) is doubted


def test_without_house_and_region_there_is_no_row():
    assert judged(growth(region=[]), publisher=None, title="").reason is Reason.NO_REGION


def test_currencies_and_pairs():
    row = judged(growth("1.18", indicator=[("EUR/USD", ROW)], region=[("EUR/USD", ROW)]))
    assert (row.indicator, row.region, row.unit) == ("fx_rate", "EURUSD", Unit.LEVEL)


def test_a_reader_s_own_doubt_lowers_the_confidence():
    sure, unsure = judged(growth()), judged(growth(doubts=("the header spans two columns",)))
    assert unsure.confidence < sure.confidence
    assert "the header spans two columns" in unsure.reasons


def test_figure_that_no_house_is_known_to_state_waits_for_a_person():
    row = judged(growth(), publisher=None)
    assert row.status is Status.REVIEW
    assert any("no house is named" in reason for reason in row.reasons)


@pytest.mark.parametrize(
    ("title", "most", "says"),
    [
        pytest.param("Outlook 2026", 1.0, "its title looks at 2026", id="its year"),
        pytest.param("Outlook", 0.85, "no date to tell past from future", id="no year"),
        pytest.param("Outlook 2027", 0.85, "no date to tell past", id="a later year"),
    ],
)
def test_undated_report_counts_only_what_its_title_says_lies_ahead(title, most, says):
    row = judged(growth(), published=None, title=title)
    assert any(says in reason for reason in row.reasons)
    assert row.confidence <= most
    assert row.status is Status.REVIEW or most == 1.0


@pytest.mark.parametrize(
    ("label", "region", "status"),
    [
        ("Deposit rate (%, eop)", "Euro area", Status.ACCEPTED),
        ("ECB policy rate (%, eop)", "Euro area", Status.ACCEPTED),
        ("Refi rate (%, eop)", "Euro area", Status.REVIEW),
        ("Main refinancing rate (%, eop)", "Euro area", Status.REVIEW),
        ("Refi minimum bid rate (%, eop)", "Euro area", Status.REVIEW),
        ("Federal funds rate (%, eop)", "United States", Status.ACCEPTED),
        ("Refi rate (%, eop)", "Hungary", Status.ACCEPTED),
    ],
)
def test_another_key_rate_than_the_one_compared_is_not_counted(label, region, status):
    one = candidate(
        "3.00", indicator=[(label, ROW)], region=[(region, ROW)], period=[("2026", HEADER)]
    )
    row = judged(one)
    assert (row.indicator, row.low, row.status) == ("policy_rate", 3.0, status)
    assert any("another rate than" in reason for reason in row.reasons) == (status == "review")
