"""Growth: the United States against the euro area, a row per house."""

from __future__ import annotations

from dashboard.panels.base import Parameter
from dashboard.panels.comparison import Comparison
from dashboard.selection import SORTS, YEARS, Selection
from warehouse.vocabulary import Indicator

COMMON = (
    Parameter("regions", "Two regions to compare, or any other number of them.", (), "US,EA"),
    Parameter("period", "The year, half-year or quarter that is forecast; none is this or next."),
    Parameter("institutions", "Houses to show; none means all."),
    Parameter("measure", "The definition that is pooled.", (), "annual_avg"),
    Parameter("asof", "Only what was published by this day; none means today."),
    Parameter("known", "Only what was recorded by this moment; none means now."),
)
COMPARING = (
    *COMMON,
    Parameter("years", "Whether the year after stands beside the period.", YEARS, YEARS[0]),
    Parameter("sort", "How the houses are ordered.", SORTS, SORTS[0]),
    Parameter("age", "Only figures published at most so many months before the as-of day."),
)
COMPARISON_MARKS = (
    "house",
    "range",
    "open_bound",
    "scenario",
    "review",
    "unlike",
    "previous",
    "median",
    "gap",
)


class Growth(Comparison):
    """Real GDP growth."""

    id = "growth"
    title = "Growth"
    description = "Real GDP growth: where the houses stand on the US and the euro area."
    noun = "growth"
    parameters = (
        Parameter("indicator", "What is compared.", ("gdp_growth",), "gdp_growth"),
        *COMPARING,
    )
    defaults = Selection(indicator=Indicator.GDP_GROWTH, regions=("US", "EA"))
    marks = COMPARISON_MARKS


GROWTH = Growth()
