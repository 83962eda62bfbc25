"""Phrases, nearest first -> the indicator, region, period, unit, measure and kind they state.

Each function tries one phrase after the other and keeps the first that says one clear thing. What
had to be assumed, or was found far from the number, comes back as a remark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from ingest.candidates import Meaning, Origin, Phrase
from ingest.resolving import cues, lexicon
from ingest.resolving.confidence import Doubt, Remark
from ingest.resolving.defining import part_for
from ingest.resolving.horizons import Horizon, find_horizons, read_horizon
from ingest.resolving.narrowing import about, narrower
from warehouse.periods import LONGER_RUN, parse_period
from warehouse.reference import indicator_info
from warehouse.vocabulary import Indicator, Measure, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ingest.candidates import Candidate

K = TypeVar("K")

FAR = frozenset(
    {Origin.CARRIED, Origin.EARLIER_SENTENCE, Origin.HEADING, Origin.PAGE, Origin.REPORT}
)
KEPT = 1024  # phrases whose meaning is kept: headers and labels come again with every cell
LOOSE_WORDS = frozenset({"growth", "inflation", "cpi", "gdp", "activity"})
VAGUE_WORDS = frozenset({"growth", "activity"})  # of what is not said

_INDICATOR_FROM = {
    Origin.CARRIED: Doubt.INDICATOR_CARRIED,
    Origin.EARLIER_SENTENCE: Doubt.INDICATOR_INHERITED,
}
_REGION_FROM = {Origin.CARRIED: Doubt.REGION_CARRIED, Origin.HEADING: Doubt.REGION_HEADING}
_SETTLED = re.compile(r"\[([^\]]+)\]$")
_TENOR = re.compile(r"(?:\d+|two|ten)[\s-]?(?:y|yr|year)", re.IGNORECASE)

_LEVELS = frozenset(
    {
        Indicator.POLICY_RATE,
        Indicator.FX_RATE,
        Indicator.YIELD_2Y,
        Indicator.YIELD_10Y,
        Indicator.EQUITY_INDEX,
        Indicator.DEFAULT_RATE,
    }
)
_SET_BY_BANKS = frozenset({Indicator.POLICY_RATE, Indicator.POLICY_RATE_CHANGE})
_AVERAGED = frozenset({Indicator.UNEMPLOYMENT_RATE, Indicator.OIL_PRICE, Indicator.GAS_PRICE})
_MEASURE_ORDER = (
    Measure.Q4Q4,
    Measure.QUARTER_SAAR,
    Measure.QUARTER_QOQ,
    Measure.PEAK,
    Measure.TERMINAL,
    Measure.CUMULATIVE,
    Measure.YEAR_END,
    Measure.YOY,
    Measure.ANNUAL_AVG,
)


@dataclass(frozen=True, slots=True)
class Reading(Generic[K]):
    """What phrases turned out to mean.

    Attributes:
        value: the meaning.
        phrase: the words that say so, None where it was assumed.
        remarks: doubts about it.
    """

    value: K
    phrase: Phrase | None = None
    remarks: tuple[Remark, ...] = ()


def phrases_for(candidate: Candidate, meaning: Meaning) -> tuple[Phrase, ...]:
    """Return the phrases bound for a meaning, or none."""
    return tuple(candidate.phrases.get(meaning, ()))


def read_indicator(phrases: Sequence[Phrase]) -> Reading[Indicator] | None:
    """Return the indicator that the nearest telling phrase names."""
    several: Reading[Indicator] | None = None
    for phrase in phrases:
        settled = _SETTLED.search(phrase.text)
        named = lexicon.indicators().find(settled[1] if settled else phrase.text)
        if phrase.origin in FAR:
            named = tuple(n for n in named if not _TENOR.fullmatch(n.text))
        named = about(named, phrase.text)
        if settled and settled[1] == Indicator.OTHER:
            return Reading(Indicator.OTHER, phrase)
        kinds = {n.key for n in named} - {Indicator.OTHER}
        if not named:
            if any(len(c.key) > 3 for c in lexicon.currencies().find(phrase.text)):
                return Reading(Indicator.FX_RATE, phrase, _inherited(phrase))
            continue
        if not kinds:
            return Reading(Indicator.OTHER, phrase)
        chosen = kinds.pop() if len(kinds) == 1 else narrower(kinds)
        if chosen is None:
            several = several or Reading(
                named[0].key,
                phrase,
                (Remark(Doubt.INDICATOR_SEVERAL, f"“{phrase.text}” names several indicators"),),
            )
            continue
        remarks = list(_inherited(phrase))
        if (
            len(named) == 1
            and named[0].text.lower() in VAGUE_WORDS
            and phrase.text.lower() in VAGUE_WORDS
        ):
            remarks.append(
                Remark(
                    Doubt.INDICATOR_LOOSE,
                    f"“{named[0].text}” is taken as {indicator_info()[chosen].name.lower()}",
                )
            )
        return Reading(chosen, phrase, tuple(remarks))
    return several


def _inherited(phrase: Phrase) -> tuple[Remark, ...]:
    """Return the doubt about an indicator that the number's own sentence does not name."""
    return _far(phrase, _INDICATOR_FROM.get(phrase.origin, Doubt.INDICATOR_FAR), "indicator")


def read_region(phrases: Sequence[Phrase], *, indicator: Indicator) -> Reading[str] | None:
    """Return the region (for exchange rates the pair or currency) of the nearest telling phrase."""
    several: Reading[str] | None = None
    for phrase in phrases:
        codes = regions_in(phrase.text, indicator=indicator)
        if not codes:
            continue
        if len(set(codes)) == 1:
            doubt = _REGION_FROM.get(phrase.origin, Doubt.REGION_FAR)
            return Reading(codes[0], phrase, (*_far(phrase, doubt, "region"), *_loose(phrase)))
        remark = Remark(Doubt.REGION_SEVERAL, f"“{phrase.text}” names several regions")
        several = several or Reading(codes[0], phrase, (remark,))
    return several


def _loose(phrase: Phrase) -> tuple[Remark, ...]:
    """Return the doubt about a name that is wider than the region of its code."""
    wide = cues.words("prose", "loose_regions")
    if lexicon.institutions().find(phrase.text):
        return ()  # "European Central Bank": the name of a house, whose region is known
    for named in lexicon.regions().find(phrase.text):
        if named.text in wide:
            sentence = f"“{named.text}” is taken as {named.key}, the nearest region"
            return (Remark(Doubt.REGION_LOOSE, sentence),)
    return ()


def regions_in(text: str, *, indicator: Indicator) -> Sequence[str]:
    """Return the region codes named in a text, central banks standing for their region.

    Policy rates are those of the area that a bank sets them for: Germany has none of its own.
    """
    if indicator is Indicator.FX_RATE:
        return _currencies_in(text)
    places = lexicon.places_in(text)
    return [lexicon.rate_area(p) for p in places] if indicator in _SET_BY_BANKS else places


def _currencies_in(text: str) -> list[str]:
    found = lexicon.currencies().find(text)
    pairs = [n.key for n in found if len(n.key) > 3]
    return pairs or [n.key for n in found]


def read_period(
    phrases: Sequence[Phrase], *, published: date | None
) -> tuple[Reading[Horizon], tuple[Phrase, ...]] | None:
    """Return the period, and every phrase that was needed for it (a quarter under its year)."""
    near = [p for p in phrases if p.origin not in FAR]
    for group in (near, [p for p in phrases if p.origin in FAR]):
        horizon = read_horizon([p.text for p in group], published=published)
        if horizon is None or horizon.period is None:
            continue
        used = tuple(
            p
            for p in group
            if _SETTLED.search(p.text) or find_horizons(p.text, published=published)
        )[:2]
        carried = bool(used) and used[0].origin is Origin.CARRIED
        doubt = Doubt.PERIOD_CARRIED if carried else Doubt.PERIOD_FAR
        remarks = list(_far(used[0], doubt, "period")) if used else []
        if horizon.is_relative:
            said = used[0].text if used else horizon.text
            remarks.append(Remark(Doubt.PERIOD_RELATIVE, f"“{said}” is read as {horizon.period}"))
        return Reading(horizon, used[0] if used else None, tuple(remarks)), used
    return None


def outlook_year(*, title: str, published: date | None) -> str | None:
    """Return the year that a report looks at: the one in its title, or the next after autumn."""
    years = [int(y) for y in re.findall(r"(?<!\d)20\d\d(?!\d)", title)]
    if published is not None:
        years = [y for y in years if published.year <= y <= published.year + 2]
    if published is not None and published.month >= FIRST_OUTLOOK_MONTH and len(set(years)) > 1:
        years = [y for y in years if y > published.year]  # the other is the date of the report
    if years:
        return str(min(years))
    if published is None:
        return None
    return str(published.year + (published.month >= FIRST_OUTLOOK_MONTH))


FIRST_OUTLOOK_MONTH = 10  # from October on, reports without a year mean the next one


def read_unit(phrases: Sequence[Phrase], *, default: Unit) -> Reading[Unit]:
    """Return the unit that a header, corner or caption states, else the indicator's own."""
    for phrase in phrases:
        named = _units_in(phrase.text)
        if named:
            # "percentage changes, revisions in percentage points": the usual unit is among them
            return Reading(default if default in named else named[0], phrase)
    return Reading(default)


@lru_cache(maxsize=KEPT)
def _units_in(text: str) -> tuple[Unit, ...]:
    """Return the units named, the finer ones first: "percentage points" is no "per cent"."""
    named = []
    for name in ("bp", "pp", "thousand", "million", "pct", "usd", "eur"):
        pattern = cues.pattern("units", name)
        if pattern.search(text):
            named.append(Unit(name))
            text = pattern.sub(" ", text)
    return tuple(named)


def read_measure(
    phrases: Sequence[Phrase], *, indicator: Indicator, horizon: Horizon, unit: Unit | None
) -> Reading[Measure]:
    """Return how the figure is defined: by its words, its period, or the usual way of its kind."""
    if indicator is Indicator.POLICY_RATE_CHANGE:
        return Reading(Measure.CUMULATIVE)
    for phrase in phrases:
        measure = _stated(part_for(phrase.text, _sort(horizon)))
        if (
            phrase.origin is not Origin.NOTE  # which may speak of another row
            and _each_quarter(phrase.text)
            and Measure.QUARTER_QOQ in indicator_info()[indicator].measures
        ):
            return Reading(Measure.QUARTER_QOQ, phrase)
        if measure is not None and _fits(measure, indicator, horizon):
            return Reading(_adapted(measure, indicator, horizon), phrase)
    if unit is Unit.PP:
        return Reading(Measure.CUMULATIVE)
    if horizon.measure is not None and horizon.measure in indicator_info()[indicator].measures:
        return Reading(horizon.measure)
    assumed = _usual(indicator, horizon)
    words = assumed.value.replace("_", " ")
    return Reading(
        assumed, None, (Remark(Doubt.MEASURE_DEFAULT, f"definition not stated: taken as {words}"),)
    )


@lru_cache(maxsize=KEPT)
def _each_quarter(text: str) -> bool:
    """Whether a pace is given for each quarter of a longer time ("½% a quarter")."""
    found = cues.pattern("measures", "per_quarter").finditer(text)
    return any(
        not re.match(r"[\s-]+(?:of|point|per|later|ago|earlier)", text[m.end() :]) for m in found
    )


@lru_cache(maxsize=KEPT)
def _stated(text: str) -> Measure | None:
    for measure in _MEASURE_ORDER:
        if cues.pattern("measures", measure.value).search(text):
            return measure
    return None


def _fits(measure: Measure, indicator: Indicator, horizon: Horizon) -> bool:
    if measure not in indicator_info()[indicator].measures and measure is not Measure.TERMINAL:
        return False
    sort = _sort(horizon)
    if measure in (Measure.QUARTER_SAAR, Measure.QUARTER_QOQ):
        return sort == "quarter" or (sort == "half" and measure is Measure.QUARTER_SAAR)
    if measure is Measure.Q4Q4:
        fourth = horizon.period is not None and horizon.period.text.endswith("Q4")
        return sort in ("year", "longer run") or (sort == "quarter" and fourth)
    if measure in (Measure.YEAR_END, Measure.YOY) and sort in ("longer run", "range"):
        return False
    if measure is Measure.ANNUAL_AVG:
        return sort in ("year", "quarter", "half", "years")
    return True


def _adapted(measure: Measure, indicator: Indicator, horizon: Horizon) -> Measure:
    """Return the measure that the words mean for this period: a year's "% YoY" is its average."""
    sort = _sort(horizon)
    if measure is Measure.YOY and sort == "year":
        return Measure.ANNUAL_AVG
    if measure is Measure.YOY and horizon.measure is Measure.YEAR_END:
        return Measure.YEAR_END
    if measure is Measure.ANNUAL_AVG and sort == "quarter":
        return Measure.QUARTER_AVG if indicator in _AVERAGED | _LEVELS else Measure.YOY
    return measure


def _usual_of_month(indicator: Indicator) -> Measure:
    """Return what a month's figure is: a change on the year, but never of a price such as gold."""
    info = indicator_info()[indicator]
    if indicator not in _AVERAGED and Measure.YOY in info.measures:
        return Measure.YOY
    ends = info.default_measure is Measure.YEAR_END
    return Measure.YEAR_END if ends else Measure.OTHER


def _usual(indicator: Indicator, horizon: Horizon) -> Measure:
    """Return what is meant where nothing is said."""
    sort = _sort(horizon)
    if indicator in (Indicator.POLICY_RATE_CHANGE, Indicator.BANKRUPTCIES_COUNT):
        return Measure.CUMULATIVE
    if indicator in _LEVELS or indicator is Indicator.DEBT_TO_GDP:
        return Measure.YEAR_END if sort in ("year", "quarter", "half", "month") else Measure.OTHER
    if indicator in _AVERAGED and sort in ("quarter", "half"):
        return Measure.QUARTER_AVG
    if sort == "year":
        return indicator_info()[indicator].default_measure
    if sort == "month":
        return _usual_of_month(indicator)
    return (
        Measure.CUMULATIVE
        if sort == "range" and indicator is Indicator.GDP_GROWTH
        else Measure.OTHER
    )


def _sort(horizon: Horizon) -> str:
    text = horizon.period.text if horizon.period else ""
    if text == LONGER_RUN:
        return "longer run"
    for pattern, name in _SORTS:
        if re.fullmatch(pattern, text):
            return name
    return "range"


_SORTS = (
    (r"\d{4}", "year"),
    (r"\d{4}Q\d", "quarter"),
    (r"\d{4}H\d", "half"),
    (r"\d{4}-\d\d", "month"),
    (r"\d+M", "horizon"),
    (r"\d{4}-\d{4}", "years"),
)


def longer_run() -> Horizon:
    """Return the horizon of a peak or terminal level without a date."""
    return Horizon("", 0, 0, parse_period(LONGER_RUN))


def _far(phrase: Phrase, doubt: Doubt, what: str) -> tuple[Remark, ...]:
    if phrase.origin not in FAR:
        return ()
    return (Remark(doubt, f"{what} taken from the {phrase.origin}: “{shortened(phrase.text)}”"),)


def shortened(text: str, *, limit: int = 60) -> str:
    """Return the beginning of a text, for a sentence about it."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
