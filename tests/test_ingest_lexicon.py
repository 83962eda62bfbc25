"""Names in text: the longest first, whole words, capitals where a name is a common word."""

import pytest

from ingest.resolving import lexicon
from warehouse.vocabulary import Indicator


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("the U.S. and China’s exporters", ["US", "CN"], id="dots and possessive"),
        pytest.param("euro-area output in 2026", ["EA"], id="hyphen"),
        pytest.param("Türkiye and TURKIYE", ["TR", "TR"], id="accents"),
        pytest.param("between us, in it", [], id="common words"),
        pytest.param("South Africa, not Africa", ["ZA", "SSA"], id="longest first"),
    ],
)
def test_finds_regions(text, wanted):
    assert [n.key for n in lexicon.regions().find(text)] == wanted


def test_finds_the_narrowest_indicator():
    found = lexicon.indicators().find("core PCE inflation and core CPI")
    assert [n.key for n in found] == [Indicator.CORE_PCE_INFLATION, Indicator.CORE_INFLATION]


def test_tells_houses_of_one_family_apart():
    names = [n.key for n in lexicon.institutions().find("J.P. Morgan Asset Management, JPMorgan")]
    assert names == ["J.P. Morgan Asset Management", "J.P. Morgan"]


def test_a_name_does_not_run_over_a_comma():
    assert [n.key for n in lexicon.regions().find("in New, Zealand")] == []


def test_pairs_come_before_their_currencies():
    assert [n.key for n in lexicon.currencies().find("EUR/USD and the yen")] == ["EURUSD", "JPY"]


def test_a_misspelt_cell_is_forgiven():
    assert lexicon.regions().whole("Untied Kingdom") == "UK"
    assert lexicon.regions().whole("Total") is None


def test_central_banks_stand_for_their_regions():
    banks = lexicon.central_banks()
    assert (banks["ECB"], banks["Federal Reserve"], banks["Bank of England"]) == ("EA", "US", "UK")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("BRL/USD - eop", ["USDBRL"], id="never near one"),
        pytest.param("Rs/$", ["USDINR"], id="signs"),
        pytest.param("Exchange rate (R$/US$, average)", ["USDBRL"], id="signs within words"),
        pytest.param("USD/CAD", ["USDCAD"], id="as traders write"),
        pytest.param("CAD/USD", ["CAD", "DXY"], id="near one: which way round is not told"),
    ],
)
def test_codes_the_other_way_round_are_the_usual_pair_where_size_tells(text, wanted):
    assert [n.key for n in lexicon.currencies().find(text)] == wanted


def test_a_name_runs_on_over_quotation_marks():
    found = lexicon.indicators().find("“Core” consumer price index")
    assert [n.key for n in found] == [Indicator.CORE_INFLATION]
