"""Words that stand for something else: a capital, a line's last name, most banks, a need."""

import pytest
from running_text import claims, read

FX, GDP = "fx_rate", "gdp_growth"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "Beijing is content to let growth slip to 4.5% in 2026.",
            [f"{GDP} CN 2026 4.5..4.5 pct"],
            id="a capital for its country",
        ),
        pytest.param(
            "Q2 2026: 1.38 | Q3 2026: 1.36 (USD/CAD)",
            [f"{FX} USDCAD 2026Q2 1.38..1.38 level", f"{FX} USDCAD 2026Q3 1.36..1.36 level"],
            id="the pair that closes a line",
        ),
        pytest.param(
            "The RBA would need to take the cash rate to 4.5% by late 2026 to stop inflation.", [],
            id="what it would need",
        ),
        pytest.param(
            "We point to a higher EUR/USD, which reaches 1.20 in the third quarter of 2026.",
            [f"{FX} EURUSD 2026Q3 1.2..1.2 level"],
            id="a direction with its number",
        ),
        pytest.param(
            "The RBNZ sees two cuts in its forecast for the first half of 2026.",
            ["policy_rate_change NZ 2026H1 2..2 cuts"],
            id="in its forecast for",
        ),
    ],
)  # fmt: skip
def test_reads_what_is_meant(text, wanted):
    assert claims(text) == wanted


@pytest.mark.parametrize(
    ("paragraph", "wanted"),
    [
        pytest.param("Most banks expect EUR/CAD at 1.60 by end-2026.", "Consensus", id="most"),
        pytest.param(
            "The euro has been supported by the ECB. We see EUR/USD at 1.20 by end-2026.", "HSBC",
            id="a bank that only acted",
        ),
    ],
)  # fmt: skip
def test_knows_whose_figure_it_is(paragraph, wanted):
    forecasts, _ = read(paragraph)
    assert [f.institution for f in forecasts if f.low is not None] == [wanted]
