"""Any indicator in per cent that two regions have: the one with most houses to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.panels.asked import asked_of
from dashboard.panels.base import Parameter
from dashboard.panels.comparison import Comparison
from dashboard.panels.growth import COMPARING, COMPARISON_MARKS
from dashboard.selection import Selection
from warehouse import queries
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

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
            "indicator",
            "What is compared; none is what most houses have for every region.",
            tuple(map(str, INDICATORS)),
        ),
        *COMPARING,
    )
    defaults = Selection(regions=("US", "EA"))
    marks = COMPARISON_MARKS

    def settled(self, cursor: DuckDBPyConnection, selection: Selection) -> Selection:
        """Return the selection with the fullest indicator and the usual year, where not chosen."""
        if selection.indicator is None:
            selection = selection.at(indicator=_fullest(cursor, selection))
        return super().settled(cursor, selection)

    def noun_of(self, selection: Selection) -> str:
        """Return the chosen indicator as inside a sentence: "unemployment", "GDP growth"."""
        short = indicator_info()[Indicator(selection.indicator or "")].short
        return short[:1].lower() + short[1:] if short[1:2].islower() else short


def _fullest(cursor: DuckDBPyConnection, selection: Selection) -> Indicator:
    """Return the indicator whose scarcest region has most houses in one year, this or next."""
    asof, info = selection.asof, indicator_info()
    years = [str(asof.year), str(asof.year + 1)] if asof else []
    periods = [selection.period] if selection.period else years
    found = queries.consensus(
        cursor,
        indicators=list(map(str, INDICATORS)),
        periods=periods,
        **asked_of(selection.at(asof=asof)),
    )
    held: dict[tuple[str, str], dict[str, int]] = {}
    for row in found.iter_rows(named=True):
        usual = selection.measure or info[Indicator(row["indicator"])].default_measure
        if row["measure"] == usual:
            counts = held.setdefault((row["indicator"], row["period"]), {})
            counts[row["region"]] = max(counts.get(row["region"], 0), row["n"])

    def scarcest(indicator: Indicator) -> int:
        return max(
            (
                min(counts.get(region, 0) for region in selection.regions)
                for (name, _), counts in held.items()
                if name == indicator
            ),
            default=0,
        )

    return max(INDICATORS, key=scarcest)


COMPARED = Compared()
