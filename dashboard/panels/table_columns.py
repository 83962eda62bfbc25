"""Selection -> the columns of the panel table: indicator x region x this year and next.

A column is one question with one definition: what stands under it and is defined otherwise is shown
in grey and never pooled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from dashboard.panels.rates_frame import short_bank
from dashboard.panels.wording import measure_words, region_in_sentence, region_name
from dashboard.selection import Selection
from warehouse.periods import period_key
from warehouse.reference import IndicatorInfo, indicator_info
from warehouse.vocabulary import Indicator, Measure, Unit

YEARS: Final = 2  # this year and next: what panels of forecasters print
KEPT_COLUMNS: Final = 256  # that an id was turned into, as every one of their cells asks for it
AT_THE_END: Final = (Measure.YEAR_END, Measure.Q4Q4)


@dataclass(frozen=True, slots=True)
class Column:
    """One question.

    Attributes:
        indicator: what is forecast.
        region: where.
        year: "2026".
    """

    indicator: Indicator
    region: str
    year: str

    @property
    def id(self) -> str:
        """The name in addresses and files."""
        return f"{self.indicator}-{self.region}-{self.year}"

    @property
    def info(self) -> IndicatorInfo:
        """What is known of the indicator."""
        return indicator_info()[self.indicator]

    @property
    def measure(self) -> Measure:
        """The definition that is pooled."""
        return self.info.default_measure

    @property
    def unit(self) -> Unit:
        """The unit that is pooled."""
        return self.info.unit

    @property
    def period(self) -> str:
        """The period as the warehouse writes it for this definition."""
        return period_key(self.year, measure=self.measure)

    @property
    def when(self) -> str:
        """The period in a heading: "2026", "end 2026"."""
        return f"end {self.year}" if self.measure in AT_THE_END else self.year

    @property
    def where(self) -> str:
        """The region in a heading; of a policy rate, whose it is."""
        is_rate = self.indicator == Indicator.POLICY_RATE
        return short_bank(self.region) if is_rate else region_name(self.region)

    @property
    def topic(self) -> str:
        """The question in a sentence: "growth, United States, 2026"."""
        short = self.info.short
        return f"{short}, {self.where}, {self.when}"

    @property
    def name(self) -> str:
        """The whole question with its definition, for people who hear the table."""
        words = measure_words(self.measure)
        where = region_name(self.region)
        return f"{self.info.name}, {where}, {self.year}, {words}"


def question_words(column: Column) -> str:
    """Return a question as inside a sentence: "growth in the euro area in 2026"."""
    when = f"for end {column.year}" if column.measure in AT_THE_END else f"in {column.year}"
    return f"{_topic(column)} {when}"


def _topic(column: Column) -> str:
    if column.indicator == Indicator.POLICY_RATE:
        return f"the {column.where}’s rate"
    short = lowered_short(column.info)
    if column.region == "WORLD":
        return f"world {short}"
    return f"{short} in {region_in_sentence(column.region)}"


def lowered_short(info: IndicatorInfo) -> str:
    """Return the short name of an indicator as inside a sentence: "growth", "CPI"."""
    short = info.short
    return short[:1].lower() + short[1:] if short[1:2].islower() else short


def years_of(asof: date | None) -> tuple[str, ...]:
    """Return this year and next by the as-of day; none without a day."""
    return tuple(str(asof.year + i) for i in range(YEARS)) if asof else ()


def columns_of(selection: Selection) -> list[Column]:
    """Return the columns that a selection asks for, whether or not a house has a figure."""
    return [
        Column(indicator, region, year)
        for indicator in selection.indicators
        for region in selection.regions
        for year in years_of(selection.asof)
    ]


def decimals_of(column: Column) -> int:
    """Return how many digits after the point the statistics of a column carry.

    One more than its figures where these have one, as the middle of two figures needs it.
    """
    return 2 if column.info.decimals else 0


@lru_cache(maxsize=KEPT_COLUMNS)
def column_of(column_id: str) -> Column:
    """Return the column with an id that `Column.id` wrote."""
    indicator, region, year = column_id.rsplit("-", 2)
    return Column(Indicator(indicator), region, year)
