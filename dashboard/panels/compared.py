"""Any indicator in per cent that two regions have: unemployment to begin with."""

from __future__ import annotations

from dashboard.panels.base import Parameter
from dashboard.panels.comparison import Comparison
from dashboard.panels.growth import COMMON, COMPARISON_MARKS
from dashboard.selection import Selection
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator

INDICATORS = (
    Indicator.UNEMPLOYMENT_RATE,
    Indicator.GDP_GROWTH,
    Indicator.CPI_INFLATION,
    Indicator.CORE_INFLATION,
    Indicator.CONSUMPTION_GROWTH,
    Indicator.INVESTMENT_GROWTH,
    Indicator.WAGE_GROWTH,
    Indicator.FISCAL_BALANCE,
    Indicator.DEBT_TO_GDP,
    Indicator.CURRENT_ACCOUNT,
    Indicator.HOUSE_PRICE_GROWTH,
    Indicator.YIELD_10Y,
    Indicator.YIELD_2Y,
)


class Compared(Comparison):
    """One indicator of the reader's choice, the United States against the euro area."""

    id = "compared"
    title = "US and euro area"
    description = "Any indicator in per cent: the US beside the euro area, and the difference."
    noun = "this indicator"
    parameters = (
        Parameter(
            "indicator", "What is compared.", tuple(map(str, INDICATORS)), "unemployment_rate"
        ),
        *COMMON,
    )
    defaults = Selection(indicator=Indicator.UNEMPLOYMENT_RATE, regions=("US", "EA"))
    marks = COMPARISON_MARKS

    def noun_of(self, selection: Selection) -> str:
        """Return the chosen indicator as inside a sentence: "unemployment", "GDP growth"."""
        short = indicator_info()[Indicator(selection.indicator or "")].short
        return short[:1].lower() + short[1:] if short[1:2].islower() else short


COMPARED = Compared()
