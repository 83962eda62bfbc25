"""The words of the label schema as enums: one spelling for records, SQL, CLI, URLs and labels."""

from __future__ import annotations

from enum import StrEnum


class Indicator(StrEnum):
    """What is forecast. Names, units and legal measures are in `reference/indicators.csv`."""

    GDP_GROWTH = "gdp_growth"
    CPI_INFLATION = "cpi_inflation"
    CORE_INFLATION = "core_inflation"
    PCE_INFLATION = "pce_inflation"
    CORE_PCE_INFLATION = "core_pce_inflation"
    POLICY_RATE = "policy_rate"
    POLICY_RATE_CHANGE = "policy_rate_change"
    UNEMPLOYMENT_RATE = "unemployment_rate"
    BANKRUPTCIES_GROWTH = "bankruptcies_growth"
    BANKRUPTCIES_COUNT = "bankruptcies_count"
    DEFAULT_RATE = "default_rate"
    FX_RATE = "fx_rate"
    YIELD_2Y = "yield_2y"
    YIELD_10Y = "yield_10y"
    TRADE_GROWTH = "trade_growth"
    OIL_PRICE = "oil_price"
    GAS_PRICE = "gas_price"
    GOLD_PRICE = "gold_price"
    EQUITY_INDEX = "equity_index"
    EARNINGS_GROWTH = "earnings_growth"
    RECESSION_PROBABILITY = "recession_probability"
    PAYROLLS = "payrolls"
    CONSUMPTION_GROWTH = "consumption_growth"
    INVESTMENT_GROWTH = "investment_growth"
    WAGE_GROWTH = "wage_growth"
    DEBT_TO_GDP = "debt_to_gdp"
    FISCAL_BALANCE = "fiscal_balance"
    HOUSE_PRICE_GROWTH = "house_price_growth"
    CURRENT_ACCOUNT = "current_account"
    OTHER = "other"


class Unit(StrEnum):
    """The unit of `low` and `high`."""

    PCT = "pct"
    PP = "pp"
    BP = "bp"
    CUTS = "cuts"
    HIKES = "hikes"
    COUNT = "count"
    THOUSAND = "thousand"
    MILLION = "million"
    USD = "usd"
    EUR = "eur"
    LEVEL = "level"
    RATIO = "ratio"


class Measure(StrEnum):
    """How the figure is defined. Part of the key: unlike measures are never pooled."""

    ANNUAL_AVG = "annual_avg"
    Q4Q4 = "q4q4"
    YEAR_END = "year_end"
    QUARTER_SAAR = "quarter_saar"
    QUARTER_QOQ = "quarter_qoq"
    QUARTER_AVG = "quarter_avg"
    YOY = "yoy"
    PEAK = "peak"
    TERMINAL = "terminal"
    CUMULATIVE = "cumulative"
    OTHER = "other"


class Kind(StrEnum):
    """What sort of claim it is. Only `forecast` enters a consensus."""

    FORECAST = "forecast"
    SCENARIO = "scenario"
    PREVIOUS = "previous"
    ESTIMATE = "estimate"
    TARGET = "target"


class Stance(StrEnum):
    """The direction of a call that has no number."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"


class Status(StrEnum):
    """Accepted rows are counted; review rows are drawn hollow and wait for a person."""

    ACCEPTED = "accepted"
    REVIEW = "review"


class Role(StrEnum):
    """What a lit box holds."""

    VALUE = "value"
    ROW_LABEL = "row_label"
    COLUMN_HEADER = "column_header"
    UNIT = "unit"
    CONTEXT = "context"


class InstitutionKind(StrEnum):
    """Who speaks. A collective (Consensus, Market pricing, Unattributed) is never pooled."""

    BANK = "bank"
    ASSET_MANAGER = "asset_manager"
    INSURER = "insurer"
    CENTRAL_BANK = "central_bank"
    OFFICIAL = "official"
    RATING_AGENCY = "rating_agency"
    ADVISER = "adviser"
    RESEARCH = "research"
    COLLECTIVE = "collective"


class Tilt(StrEnum):
    """Which way a house leans on an asset.

    The first three are weights against a benchmark, or a preference of one asset over another;
    positive, cautious and negative are views without a weight; add and reduce are what it does now.
    """

    OVERWEIGHT = "overweight"
    NEUTRAL = "neutral"
    UNDERWEIGHT = "underweight"
    POSITIVE = "positive"
    CAUTIOUS = "cautious"
    NEGATIVE = "negative"
    ADD = "add"
    REDUCE = "reduce"
    HEDGE = "hedge"


class TiltChange(StrEnum):
    """What became of a tilt since the house last stated it, where the text says so."""

    RAISED = "raised"
    CUT = "cut"
    KEPT = "kept"


class ThemeWeight(StrEnum):
    """How a report speaks of a theme in one place.

    Named: the sentence calls it a theme, or it is one of three that a sentence lists.
    """

    HEADING = "heading"
    NAMED = "named"
    MENTIONED = "mentioned"
    DENIED = "denied"


class Reason(StrEnum):
    """Why a candidate did not become a forecast."""

    NO_INDICATOR = "no_indicator"
    NO_REGION = "no_region"
    NO_PERIOD = "no_period"
    PAST_PERIOD = "past_period"
    UNIT_MISMATCH = "unit_mismatch"
    OUT_OF_BOUNDS = "out_of_bounds"
    DIFFERENCE = "difference"
    CHART_AXIS = "chart_axis"
    HISTORY = "history"
    TARGET = "target"
    HYPOTHETICAL = "hypothetical"
    PORTFOLIO_WEIGHT = "portfolio_weight"
    ASSET_RETURN = "asset_return"
    COMPANY_FIGURE = "company_figure"
    NOT_A_FORECAST = "not_a_forecast"
    AMBIGUOUS = "ambiguous"
    NOT_GROUNDED = "not_grounded"
    OTHERS_POSITION = "others_position"
    DENIED = "denied"
    NO_HOUSE = "no_house"


class Precision(StrEnum):
    """How exactly a publication date is printed."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class JobState(StrEnum):
    """Where the reading of one file stands."""

    WAITING = "waiting"
    READING = "reading"
    INTERRUPTED = "interrupted"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"
