"""Inflation: the United States against the euro area, a row per house, by one index at a time."""

from __future__ import annotations

from dashboard.panels.base import Parameter
from dashboard.panels.comparison import Comparison
from dashboard.panels.growth import COMPARING, COMPARISON_MARKS
from dashboard.selection import Selection
from warehouse.vocabulary import Indicator

INDEXES = (
    Indicator.CPI_INFLATION,
    Indicator.CORE_INFLATION,
    Indicator.PCE_INFLATION,
    Indicator.CORE_PCE_INFLATION,
)


class Inflation(Comparison):
    """Consumer price inflation; the four indexes are never mixed."""

    id = "inflation"
    title = "Inflation"
    description = "Consumer price inflation: where the houses stand on the US and the euro area."
    noun = "inflation"
    parameters = (
        Parameter("indicator", "The price index.", tuple(map(str, INDEXES)), "cpi_inflation"),
        *COMPARING,
    )
    defaults = Selection(indicator=Indicator.CPI_INFLATION, regions=("US", "EA"))
    marks = COMPARISON_MARKS


INFLATION = Inflation()
