from dataclasses import replace

import pytest

from ingest.resolving.definitions import doubt_customary, share_definitions
from warehouse.records import Box, Evidence, Forecast
from warehouse.vocabulary import Indicator, Kind, Measure, Role, Status, Unit

PLACE = Evidence(2, "2.3", (Box(2, 0, 0, 9, 9, Role.VALUE, "2.3"),))
CELL = Forecast(
    "Federal Reserve", Indicator.GDP_GROWTH, "US", "2026", Measure.Q4Q4, 2.3, 2.3, Unit.PCT,
    None, Kind.FORECAST, Status.ACCEPTED, 0.9, (), PLACE, "table",
)  # fmt: skip
ASSUMED = ("definition not stated: taken as annual avg",)
SENTENCE = replace(CELL, reader="prose", measure=Measure.ANNUAL_AVG, reasons=ASSUMED)


def test_sentence_takes_the_definition_of_the_table_with_its_figure():
    _, said = share_definitions([CELL, SENTENCE])
    assert said.measure is Measure.Q4Q4
    assert said.reasons == ("definition taken from the table on page 2 with the same figure",)


def test_definition_that_is_stated_stays():
    stated = replace(SENTENCE, reasons=())
    assert share_definitions([CELL, stated])[1].measure is Measure.ANNUAL_AVG


def test_other_figure_takes_nothing():
    other = replace(SENTENCE, low=2.4, high=2.4)
    assert share_definitions([CELL, other])[1] == other


def test_tables_that_differ_decide_nothing():
    second = replace(CELL, measure=Measure.YOY)
    assert share_definitions([CELL, second, SENTENCE])[2] == SENTENCE


def test_figure_without_definition_waits_where_the_house_defines_its_own_otherwise():
    (said,) = doubt_customary([SENTENCE])
    assert said.status is Status.REVIEW
    assert said.measure is Measure.ANNUAL_AVG
    assert said.reasons[-1] == "the own tables of Federal Reserve define it as q4q4"


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(CELL, id="stated"),
        pytest.param(replace(SENTENCE, institution="OECD"), id="house-of-the-usual-definition"),
        pytest.param(replace(SENTENCE, indicator=Indicator.CPI_INFLATION), id="other-indicator"),
        pytest.param(replace(SENTENCE, low=None, high=None), id="no-number"),
        pytest.param(replace(SENTENCE, period="LR", measure=Measure.OTHER), id="longer-run"),
        pytest.param(replace(SENTENCE, reader="table"), id="table-of-its-own"),
    ],
)
def test_figure_that_nothing_speaks_against_passes(row):
    assert doubt_customary([row]) == [row]
