"""One phrase, several indicators: which of them it is about."""

import pytest

from ingest.candidates import Origin, Phrase
from ingest.resolving.confidence import Doubt, weigh
from ingest.resolving.meanings import read_indicator
from warehouse.vocabulary import Status


@pytest.mark.parametrize(
    ("label", "indicator"),
    [
        pytest.param("Fiscal balance (% of GDP)", "fiscal_balance", id="measured against"),
        pytest.param("Gross public debt/GDP", "debt_to_gdp", id="with a stroke"),
        pytest.param("10-year interest rate (%, eop)", "yield_10y", id="a rate of a term"),
        pytest.param("Core CPI inflation", "core_inflation", id="narrower"),
    ],
)
def test_label_is_about_one_indicator(label, indicator):
    reading = read_indicator([Phrase(label, (), Origin.ROW_LABEL, 1)])
    assert (str(reading.value), reading.remarks) == (indicator, ())


def test_header_that_names_two_indicators_waits_for_a_person():
    reading = read_indicator([Phrase("Real GDP Unemployment", (), Origin.COLUMN_HEADER, 1)])
    assert [remark.doubt for remark in reading.remarks] == [Doubt.INDICATOR_SEVERAL]
    traits = {Doubt.INDICATOR_SEVERAL, "position_agrees", "repeated"}
    assert weigh(traits, reader="table")[1] is Status.REVIEW
