"""Candidate -> forecasts or a rejection: the one place of judgement, for tables and prose alike.

Every meaning is tried phrase by phrase, the nearest first. What is assumed becomes a reason in
words; what cannot be said becomes a rejection with a reason code, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from ingest import cues, lexicon
from ingest.attribution import read_institutions
from ingest.calls import read_stance
from ingest.candidates import Candidate, Meaning, Origin, Phrase
from ingest.confidence import Doubt, Remark, judge
from ingest.horizons import Horizon, find_horizons
from ingest.meanings import (
    FAR,
    Reading,
    longer_run,
    outlook_year,
    phrases_for,
    read_indicator,
    read_measure,
    read_period,
    read_region,
    read_unit,
    shortened,
)
from ingest.quantities import Quantity, parse_quantity
from warehouse.records import Box, Evidence, Forecast, Rejection
from warehouse.reference import indicator_info, institution_by_name, region_by_code
from warehouse.vocabulary import (
    Indicator,
    InstitutionKind,
    Kind,
    Measure,
    Reason,
    Role,
    Stance,
    Unit,
)

if TYPE_CHECKING:
    from warehouse.records import Report

T = TypeVar("T")
PLAIN_COUNT = 1000  # a bare number of jobs from here on is not in thousands
PERCENT_LIKE = frozenset({Unit.PCT, Unit.PP})
MOVES = frozenset({Unit.BP, Unit.CUTS, Unit.HIKES})
WORLD = "WORLD"

_SETTLED = re.compile(r"\[(previous|target|scenario|estimate)\]$")
_UNDATED = frozenset({Indicator.FX_RATE, Indicator.YIELD_2Y, Indicator.YIELD_10Y})
_LEVELS = frozenset({Indicator.POLICY_RATE, Indicator.EQUITY_INDEX}) | _UNDATED
_PEAKING = frozenset(
    {
        Indicator.POLICY_RATE,
        Indicator.POLICY_RATE_CHANGE,
        Indicator.CPI_INFLATION,
        Indicator.CORE_INFLATION,
    }
)
_ROLES = {
    Origin.VALUE: Role.VALUE,
    Origin.ROW_LABEL: Role.ROW_LABEL,
    Origin.SECTION: Role.ROW_LABEL,
    Origin.COLUMN_HEADER: Role.COLUMN_HEADER,
}


class _Passed(Exception):
    """The candidate is no forecast of ours; carries the reason up to `resolve`."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


@dataclass
class _Draft:
    """What has been made out so far."""

    candidate: Candidate
    report: Report
    used: list[Phrase] = field(default_factory=list)
    unit_phrases: list[Phrase] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def take(self, reading: Reading[T]) -> T:
        """Note where a reading came from and what is doubtful about it; return its value."""
        if reading.phrase is not None:
            self.used.append(reading.phrase)
        self.remarks.extend(reading.remarks)
        return reading.value

    def phrases(self, meaning: Meaning) -> tuple[Phrase, ...]:
        return phrases_for(self.candidate, meaning)


def resolve(candidate: Candidate, *, report: Report) -> list[Forecast] | Rejection:
    """Judge one candidate.

    Args:
        candidate: a number (or direction words) with the phrases bound to it.
        report: its document: the publisher speaks by default, the date tells past from future.

    Returns:
        one forecast for each house that makes the claim, or why there is none.
    """
    draft = _Draft(candidate, report)
    try:
        kind = _kind(draft)
        quantity = parse_quantity(candidate.value.text)
        if quantity is None:
            return _calls(draft, kind)
        return _figures(draft, quantity, kind)
    except _Passed as passed:
        return _rejection(candidate, passed)


def _rejection(candidate: Candidate, passed: _Passed) -> Rejection:
    boxes = _boxes(candidate, [])
    value = candidate.value.text
    return Rejection(candidate.page, value, candidate.quote, boxes, passed.reason, passed.detail)


def _figures(draft: _Draft, quantity: Quantity, kind: Kind) -> list[Forecast]:
    indicator = _indicator(draft, quantity)
    region = _region(draft, indicator, level=True)
    low, high, unit = _value(draft, quantity, indicator)
    indicator = _matching(indicator, unit)
    horizon = _horizon(draft, indicator)
    kind = _dated_kind(draft, kind, horizon)
    measure = draft.take(
        read_measure(
            draft.phrases(Meaning.MEASURE), indicator=indicator, horizon=horizon, unit=unit
        )
    )
    _check_bounds(indicator, low, high, unit, kind)
    if indicator in _UNDATED and any(r.doubt is Doubt.PERIOD_ASSUMED for r in draft.remarks):
        measure = Measure.OTHER
    period, measure = _canonical(indicator, horizon, measure)
    return [
        _forecast(draft, house, indicator, region, period, measure, low, high, unit, None, kind)
        for house in _houses(draft)
    ]


def _calls(draft: _Draft, kind: Kind) -> list[Forecast]:
    value = draft.candidate.value.text
    stance = read_stance(value)
    if stance is None:
        raise _Passed(
            Reason.NOT_A_FORECAST, f"“{shortened(value)}” is neither a number nor a direction"
        )
    reading = read_indicator(draft.phrases(Meaning.INDICATOR))
    if reading is None or reading.value not in (
        Indicator.FX_RATE,
        Indicator.POLICY_RATE,
        Indicator.POLICY_RATE_CHANGE,
    ):
        raise _Passed(Reason.NO_INDICATOR, "a direction counts only for currencies and rates")
    indicator = draft.take(reading)
    if indicator is Indicator.POLICY_RATE:
        indicator = Indicator.POLICY_RATE_CHANGE
    region = _region(draft, indicator)
    horizon = _horizon(draft, indicator)
    kind = _dated_kind(draft, kind, horizon)
    draft.remarks.append(Remark(Doubt.CALL, f"a direction read from “{shortened(value)}”"))
    period = horizon.period.text if horizon.period else ""
    return [
        _forecast(
            draft, house, indicator, region, period, Measure.OTHER, None, None, None, stance, kind
        )
        for house in _houses(draft)
    ]


def _kind(draft: _Draft) -> Kind:
    """Say what sort of claim the words around the number make it, or pass it over."""
    for phrase in draft.phrases(Meaning.KIND):
        text = phrase.text
        if settled := _SETTLED.search(text):
            draft.used.append(phrase)
            return Kind(settled[1])
        if cues.pattern("kinds", "central").search(text):
            continue
        header = phrase.origin in (Origin.COLUMN_HEADER, Origin.ROW_LABEL, Origin.SECTION)
        if header and cues.pattern("kinds", "difference").search(text):
            raise _Passed(Reason.DIFFERENCE, f"“{shortened(text)}”: a change, not a level")
        if header and cues.pattern("kinds", "history").search(text):
            raise _Passed(Reason.HISTORY, f"“{shortened(text)}”: what has happened")
        if cues.pattern("kinds", "previous_header" if header else "previous").search(text):
            if header and not _names_other_round(text, draft.report):
                continue
            draft.used.append(phrase)
            return Kind.PREVIOUS
        if cues.pattern("kinds", "scenario").search(text) or (
            not header and cues.pattern("kinds", "conditional").search(text)
        ):
            draft.used.append(phrase)
            return Kind.SCENARIO
        if cues.pattern("kinds", "target").search(text) and not cues.pattern(
            "kinds", "not_target"
        ).search(text):
            draft.used.append(phrase)
            return Kind.TARGET
        if cues.pattern("kinds", "estimate").search(text):
            return Kind.ESTIMATE
    return Kind.FORECAST


def _names_other_round(text: str, report: Report) -> bool:
    """Whether "June projection" is another round than the report's own month."""
    own = report.published
    if own is None:
        return True
    return own.strftime("%B").lower() not in text.lower()


def _dated_kind(draft: _Draft, kind: Kind, horizon: Horizon) -> Kind:
    """Turn away what was over at publication; an estimate is kept as one."""
    published, period = draft.report.published, horizon.period
    if published is None:
        draft.remarks.append(
            Remark(Doubt.NO_DATE, "the report has no date to tell past from future")
        )
        complete = False
    else:
        complete = period is not None and period.is_complete(published)
    if complete:
        if horizon.printed_as == "estimate" or kind is Kind.ESTIMATE:
            return Kind.ESTIMATE
        raise _Passed(Reason.PAST_PERIOD, f"{period} was over when the report came out")
    return Kind.FORECAST if kind is Kind.ESTIMATE else kind


def _indicator(draft: _Draft, quantity: Quantity) -> Indicator:
    reading = read_indicator(draft.phrases(Meaning.INDICATOR))
    counted = quantity.unit in (Unit.CUTS, Unit.HIKES) or quantity.per_move
    moved = quantity.unit is Unit.BP and _direction(draft) != 0
    moved = moved and lexicon.speaks_of_rates(draft.candidate.quote)
    if reading is None and (counted or moved):
        return Indicator.POLICY_RATE_CHANGE
    if reading is None:
        raise _Passed(*_what_else(draft))
    if reading.value is Indicator.OTHER:
        text = reading.phrase.text if reading.phrase else ""
        raise _Passed(Reason.NO_INDICATOR, f"“{shortened(text)}” is not an indicator that is kept")
    return draft.take(reading)


def _what_else(draft: _Draft) -> tuple[Reason, str]:
    """Say what the number is about, when it is none of our indicators."""
    for reason in (Reason.COMPANY_FIGURE, Reason.ASSET_RETURN, Reason.PORTFOLIO_WEIGHT):
        match = cues.pattern("not_ours", reason.value).search(draft.candidate.quote)
        if match:
            return reason, f"the words around it speak of “{match.group()}”"
    return Reason.NO_INDICATOR, "no indicator is named near the number"


def _region(draft: _Draft, indicator: Indicator, *, level: bool = False) -> str:
    reading = read_region(draft.phrases(Meaning.REGION), indicator=indicator)
    if reading is not None:
        code = draft.take(reading)
        return dollar_pair(code) if level and indicator is Indicator.FX_RATE else code
    if indicator is Indicator.FX_RATE:
        raise _Passed(Reason.NO_REGION, "no currency is named near the number")
    info = indicator_info()[indicator]
    if info.default_region:
        return info.default_region
    named = [n.key for n in lexicon.regions().find(draft.report.title)]
    if len(set(named)) == 1:
        sentence = f"no region is named near it; the title of the report speaks of {named[0]}"
        draft.remarks.append(Remark(Doubt.REGION_ASSUMED, sentence))
        return named[0]
    return _seat(draft)


def dollar_pair(currency: str) -> str:
    """Return the pair that a level of one currency is quoted in: against the dollar."""
    codes = region_by_code()
    pairs = [code for code in (f"{currency}USD", f"USD{currency}") if code in codes]
    return pairs[0] if pairs else currency


def _seat(draft: _Draft) -> str:
    """Fall back on the region that the house itself stands for."""
    publisher = institution_by_name().get(draft.report.publisher or "")
    if publisher is None or not publisher.country:
        raise _Passed(Reason.NO_REGION, "no region is named near the number")
    if publisher.kind is InstitutionKind.CENTRAL_BANK:
        return publisher.country
    region = WORLD if publisher.kind is InstitutionKind.OFFICIAL else publisher.country
    sentence = f"no region is named near it; taken as {region}, the home of {publisher.name}"
    draft.remarks.append(Remark(Doubt.REGION_ASSUMED, sentence))
    return region


def _matching(indicator: Indicator, unit: Unit) -> Indicator:
    """Return the sibling that the unit speaks of: a move of the policy rate, not its level."""
    if indicator is Indicator.POLICY_RATE and unit in MOVES | {Unit.PP}:
        return Indicator.POLICY_RATE_CHANGE
    if indicator is Indicator.POLICY_RATE_CHANGE and unit is Unit.PCT:
        return Indicator.POLICY_RATE
    if indicator is Indicator.BANKRUPTCIES_GROWTH and unit is Unit.COUNT:
        return Indicator.BANKRUPTCIES_COUNT
    if indicator is Indicator.BANKRUPTCIES_COUNT and unit is Unit.PCT:
        return Indicator.BANKRUPTCIES_GROWTH
    return indicator


def _value(
    draft: _Draft, quantity: Quantity, indicator: Indicator
) -> tuple[float | None, float | None, Unit]:
    """Return the bounds and unit, with the sign that verbs such as "cut" and "shrink" give."""
    unit = _unit(draft, quantity, indicator)
    low, high = quantity.low, quantity.high
    direction = _direction(draft)
    moves = indicator in (Indicator.POLICY_RATE, Indicator.POLICY_RATE_CHANGE)
    if quantity.per_move and moves:
        unit = Unit.HIKES if direction > 0 else Unit.CUTS
    negative = direction < 0 and not quantity.signed
    if negative and (unit in (Unit.BP, Unit.PP) or (unit is Unit.PCT and not moves)):
        low, high = (None if high is None else -high), (None if low is None else -low)
    return low, high, unit


def _direction(draft: _Draft) -> int:
    """Return -1 where the words bound as unit say "cut" or "shrink by", 1 for a rise, else 0."""
    for phrase in draft.phrases(Meaning.UNIT):
        if cues.pattern("direction", "down").fullmatch(phrase.text):
            draft.unit_phrases.append(phrase)
            return -1
        if cues.pattern("direction", "up").fullmatch(phrase.text):
            return 1
    return 0


def _unit(draft: _Draft, quantity: Quantity, indicator: Indicator) -> Unit:
    own = indicator_info()[indicator].unit
    unit = quantity.unit
    if unit is None and quantity.per_move:
        return Unit.CUTS
    if unit is None and own is Unit.THOUSAND and abs(quantity.low or 0) >= PLAIN_COUNT:
        return Unit.COUNT
    if unit is None and indicator is Indicator.POLICY_RATE_CHANGE and (counted := _counted(draft)):
        return counted
    if unit is None:
        reading = read_unit(draft.phrases(Meaning.UNIT), default=own)
        if reading.phrase is not None:
            draft.unit_phrases.append(reading.phrase)
        unit = reading.value
    return _converted(unit, quantity, indicator, own)


def _counted(draft: _Draft) -> Unit | None:
    """Return cuts or hikes where the words around a bare number say that moves are counted."""
    text = " ".join(p.text.lower() for p in draft.phrases(Meaning.INDICATOR)[:2])
    if not re.search(r"\b(?:number|count)\b", text):
        return None
    return Unit.HIKES if cues.pattern("direction", "up").search(text) else Unit.CUTS


def _converted(unit: Unit, quantity: Quantity, indicator: Indicator, own: Unit) -> Unit:
    """Return the unit to store, or pass over a number whose unit cannot belong to the indicator."""
    moves = indicator in (Indicator.POLICY_RATE, Indicator.POLICY_RATE_CHANGE)
    if indicator is Indicator.POLICY_RATE_CHANGE and quantity.unit is None and unit is Unit.PCT:
        return Unit.BP if abs(quantity.low or quantity.high or 0) >= 5 else Unit.PP
    fine = unit is own or (moves and unit in MOVES | PERCENT_LIKE)
    fine = fine or (own is Unit.PCT and unit is Unit.PP)
    if fine:
        return unit
    if (own is Unit.LEVEL and unit in (Unit.USD, Unit.EUR, Unit.COUNT)) or (
        own is Unit.USD and unit is Unit.EUR
    ):
        return own if own is Unit.LEVEL else unit
    if own is Unit.THOUSAND and unit in (Unit.COUNT, Unit.MILLION):
        return unit
    if indicator in (Indicator.BANKRUPTCIES_GROWTH, Indicator.BANKRUPTCIES_COUNT) and unit in (
        Unit.COUNT, Unit.PCT, Unit.THOUSAND,
    ):  # fmt: skip
        return unit
    raise _Passed(Reason.UNIT_MISMATCH, f"printed in {unit}, but {indicator} is counted in {own}")


def _horizon(draft: _Draft, indicator: Indicator) -> Horizon:
    phrases = draft.phrases(Meaning.PERIOD)
    if draft.candidate.reader == "prose" and indicator in _PEAKING and _is_peak(draft):
        phrases = tuple(p for p in phrases if p.origin not in FAR)
        if not phrases:
            return longer_run()
    found = read_period(phrases, published=draft.report.published)
    if found is not None:
        reading, used = found
        draft.used.extend(used[1:])
        return draft.take(reading)
    year = outlook_year(title=draft.report.title, published=draft.report.published)
    if year is None:
        raise _Passed(Reason.NO_PERIOD, "no period is named near the number, nor in the title")
    sentence = f"no period is named near it; taken as {year}, the year the report looks at"
    draft.remarks.append(Remark(Doubt.PERIOD_ASSUMED, sentence))
    return find_horizons(year, published=None)[0]


def _is_peak(draft: _Draft) -> bool:
    phrases = draft.phrases(Meaning.MEASURE)
    names = ("peak", "terminal")
    return any(cues.pattern("measures", name).search(p.text) for p in phrases for name in names)


def _canonical(indicator: Indicator, horizon: Horizon, measure: Measure) -> tuple[str, Measure]:
    """Return the period and measure in the one form that is stored."""
    text = horizon.period.text if horizon.period else ""
    if measure is Measure.YEAR_END and indicator in _LEVELS and re.fullmatch(r"\d{4}", text):
        return f"{text}-12", measure
    if measure is Measure.Q4Q4 and re.fullmatch(r"\d{4}Q4", text):
        return text[:4], measure
    return text, measure


def _check_bounds(
    indicator: Indicator, low: float | None, high: float | None, unit: Unit, kind: Kind
) -> None:
    info = indicator_info()[indicator]
    if unit is not info.unit:
        return
    for value in (low, high):
        if value is not None and not info.low_bound <= value <= info.high_bound:
            raise _Passed(
                Reason.OUT_OF_BOUNDS, f"{value:g} {unit} is not a plausible {info.name.lower()}"
            )


def _houses(draft: _Draft) -> list[str]:
    readings = read_institutions(
        draft.phrases(Meaning.INSTITUTION), publisher=draft.report.publisher
    )
    houses = [draft.take(reading) for reading in readings]
    return list(dict.fromkeys(houses))


def _forecast(
    draft: _Draft, house: str, indicator: Indicator, region: str, period: str, measure: Measure,
    low: float | None, high: float | None, unit: Unit | None, stance: Stance | None, kind: Kind,
) -> Forecast:  # fmt: skip
    candidate = draft.candidate
    remarks = [*draft.remarks, *(Remark(Doubt.READER, doubt) for doubt in candidate.doubts)]
    confidence, status = judge(remarks, reader=candidate.reader)
    reasons = tuple(dict.fromkeys(remark.sentence for remark in remarks))
    evidence = Evidence(
        candidate.page, candidate.quote, _boxes(candidate, draft.used, draft.unit_phrases)
    )
    return Forecast(
        institution=house, indicator=indicator, region=region, period=period, measure=measure,
        low=low, high=high, unit=unit, stance=stance, kind=kind, status=status,
        confidence=confidence, reasons=reasons, evidence=evidence, reader=candidate.reader,
    )  # fmt: skip


def _boxes(
    candidate: Candidate, used: list[Phrase], units: list[Phrase] | None = None
) -> tuple[Box, ...]:
    """Return the places of the value and of every phrase that gave it meaning, value first."""
    rows = [(candidate.value, Role.VALUE)]
    rows += [(p, _ROLES.get(p.origin, Role.CONTEXT)) for p in used]
    rows += [(p, Role.UNIT) for p in units or []]
    boxes: dict[tuple[int, tuple[float, float, float, float]], Box] = {}
    for phrase, role in rows:
        for box in phrase.boxes:
            boxes.setdefault((phrase.page, box), Box(phrase.page, *box, role, phrase.text))
    return tuple(boxes.values())
