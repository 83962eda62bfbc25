"""Bonds by their term, figures in brackets of another year, the HICP, and goals."""

import pytest
from running_text import claims

from ingest.prose.tenors import find_tenors

TEN, TWO = "yield_10y", "yield_2y"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("10y UST yields", [TEN], id="letters"),
        pytest.param("Bund 10Y yields", [TEN], id="the bond first"),
        pytest.param("2y Treasury yields", [TWO], id="two years"),
        pytest.param("The US ten-year should fall", [TEN], id="no noun"),
        pytest.param("30-year gilt yields", ["other"], id="another term"),
        pytest.param("a ten-year low", [], id="a stretch of time"),
        pytest.param("the ten-year mortgage rate", [], id="another rate"),
        pytest.param("the 1Y MLF rate", [], id="a policy rate"),
    ],
)
def test_finds_bonds_by_their_term(text, wanted):
    assert [m.key for m in find_tenors(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "2y Treasury yields should decline to 3.2% by end-2026.",
            [f"{TWO} US 2026-12 3.2..3.2 pct"],
            id="not ten years",
        ),
        pytest.param(
            "US GDP should grow by 2.1% in 2026 (2025: 1.9%).",
            ["gdp_growth US 2025 1.9..1.9 pct", "gdp_growth US 2026 2.1..2.1 pct"],
            id="another year in brackets",
        ),
        pytest.param(
            "HICP inflation averages 1.7% in 2026.", ["cpi_inflation EA 2026 1.7..1.7 pct"],
            id="the index of the euro area",
        ),
        pytest.param(
            "Swedish HICP inflation averages 1.1% in 2026.", ["cpi_inflation SE 2026 1.1..1.1 pct"],
            id="that of a country",
        ),
        pytest.param(
            "UK output should grow by 1.1%, and unemployment rise to 5.3% by mid-2026.",
            ["gdp_growth UK 2026 1.1..1.1 pct", "unemployment_rate UK 2026-06 5.3..5.3 pct"],
            id="the date of the next clause",
        ),
        pytest.param("It returns to the 1 to 3 percent target range in 2027.", [], id="a goal"),
    ],
)  # fmt: skip
def test_reads_what_belongs_to_the_number(text, wanted):
    assert claims(text) == wanted
