"""Candidate -> forecasts or a rejection: the one place of judgement, for tables and prose alike.

Every meaning is tried phrase by phrase, the nearest first. What is assumed becomes a reason in
words; what cannot be said becomes a rejection with a reason code, never a guess.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.calls.call import plain_words, stated_direction
from ingest.candidates import (
    Candidate,
    Meaning,
    Origin,
    Phrase,
)
from ingest.resolving import cues, lexicon
from ingest.resolving.attribution import read_institutions
from ingest.resolving.confidence import Doubt, Remark, judge
from ingest.resolving.drafts import Draft, Passed
from ingest.resolving.fiscal_years import in_fiscal_year
from ingest.resolving.horizons import Horizon, find_horizons
from ingest.resolving.key_rates import other_key_rate
from ingest.resolving.kind_words import said_of_kind
from ingest.resolving.meanings import (
    FAR,
    Reading,
    longer_run,
    outlook_year,
    read_indicator,
    read_measure,
    read_period,
    read_region,
    shortened,
)
from ingest.resolving.places import at_home, place_of
from ingest.resolving.quantities import Quantity, parse_quantity
from ingest.resolving.readers_doubts import READERS_DOUBTS
from ingest.resolving.rounds import round_named, without_comparison
from ingest.resolving.values import (
    check_bounds,
    check_index,
    check_pace,
    check_pair,
    matching,
    read_direction,
    read_value,
)
from ingest.resolving.wording import weigh_wording
from warehouse.records import Box, Evidence, Forecast, Rejection
from warehouse.vocabulary import (
    Indicator,
    Kind,
    Measure,
    Reason,
    Role,
    Stance,
    Unit,
)

if TYPE_CHECKING:
    from warehouse.periods import Period
    from warehouse.records import Report


TABLE = "table"
MONTHS_A_QUARTER = 3
_MONTH = re.compile(r"\d{4}-(\d\d)")
_NATIONAL_ACCOUNTS = frozenset(
    {Indicator.GDP_GROWTH, Indicator.CONSUMPTION_GROWTH, Indicator.INVESTMENT_GROWTH}
)
_BRACKET = re.compile(r"\[([A-Z0-9]+)\]$")
_SETTLED = re.compile(r"\[(previous|target|scenario|estimate)\]$")
_UNDATED = frozenset({Indicator.FX_RATE, Indicator.YIELD_2Y, Indicator.YIELD_10Y})
_TRADED = _UNDATED | {Indicator.EQUITY_INDEX, Indicator.GOLD_PRICE, Indicator.OIL_PRICE}
_LEVELS = frozenset({Indicator.POLICY_RATE, Indicator.EQUITY_INDEX}) | _UNDATED
_PEAKING = frozenset(
    {
        Indicator.POLICY_RATE,
        Indicator.POLICY_RATE_CHANGE,
        Indicator.CPI_INFLATION,
        Indicator.CORE_INFLATION,
    }
)
_NO_CLAIM = {Reason.DIFFERENCE: "a change, not a level", Reason.HISTORY: "what has happened"}
_ROLES = {
    Origin.VALUE: Role.VALUE,
    Origin.ROW_LABEL: Role.ROW_LABEL,
    Origin.SECTION: Role.ROW_LABEL,
    Origin.COLUMN_HEADER: Role.COLUMN_HEADER,
}


def resolve(candidate: Candidate, *, report: Report) -> list[Forecast] | Rejection:
    """Judge one candidate.

    Args:
        candidate: a number (or direction words) with the phrases bound to it.
        report: its document: the publisher speaks by default, the date tells past from future.

    Returns:
        one forecast for each house that makes the claim, or why there is none.
    """
    draft = Draft(candidate, report)
    try:
        kind = _kind(draft)
        called = stated_direction(candidate.value.text)
        if called is not None:
            return _calls(draft, kind, called[0], peak=called[1])
        quantity = parse_quantity(candidate.value.text)
        if quantity is None:
            words = shortened(candidate.value.text)
            raise Passed(Reason.NOT_A_FORECAST, f"“{words}” is neither a number nor a direction")
        return _figures(draft, quantity, kind)
    except Passed as passed:
        return _rejection(candidate, passed)


def _rejection(candidate: Candidate, passed: Passed) -> Rejection:
    boxes = _boxes(candidate, [])
    value = candidate.value.text
    return Rejection(candidate.page, value, candidate.quote, boxes, passed.reason, passed.detail)


def _figures(draft: Draft, quantity: Quantity, kind: Kind) -> list[Forecast]:
    if quantity.spelled and "double" in quantity.text.lower():
        draft.remarks.append(Remark(Doubt.WORDED, f"“{quantity.text}” is read as a bound of ten"))
    if quantity.spelled and quantity.unit is None and quantity.low == 0:
        draft.remarks.append(Remark(Doubt.WORDED, f"“{quantity.text}” is read as a level of 0"))
    indicator = _indicator(draft, quantity)
    region = place_of(draft, indicator, level=True)
    check_pace(draft, quantity)
    low, high, unit = read_value(draft, quantity, indicator)
    indicator = matching(indicator, unit)
    horizon = _filed(draft, _horizon(draft, indicator), region)
    _doubt_month(draft, indicator, horizon)
    rates = draft.candidate.reader == TABLE and indicator is Indicator.POLICY_RATE
    if kind is Kind.TARGET and (rates or indicator in _TRADED):
        kind = Kind.FORECAST  # what a house "targets" for a price, and an "overnight target"
    kind = _dated_kind(draft, kind, horizon)
    measure = draft.take(
        read_measure(
            draft.phrases(Meaning.MEASURE), indicator=indicator, horizon=horizon, unit=unit
        )
    )
    draft.remarks += other_key_rate(draft.used, indicator=indicator, region=region)
    check_bounds(indicator, low, high, unit, kind)
    check_index(region, low, high)
    if draft.candidate.reader == TABLE:
        check_pair(region, low, high)
    if indicator in _UNDATED and any(r.doubt is Doubt.PERIOD_ASSUMED for r in draft.remarks):
        measure = Measure.OTHER
    period, measure = _canonical(indicator, horizon, measure)
    return [
        _forecast(draft, house, indicator, region, period, measure, low, high, unit, None, kind)
        for house in _houses(draft)
    ]


def _calls(draft: Draft, kind: Kind, stance: Stance, *, peak: bool) -> list[Forecast]:
    """Judge a direction without a number; the reader has said where it points."""
    reading = read_indicator(draft.phrases(Meaning.INDICATOR))
    if reading is None:
        raise Passed(Reason.NO_INDICATOR, "a direction counts only for currencies and rates")
    indicator = draft.take(reading)
    region = _called(draft)
    horizon = _horizon(draft, indicator)
    kind = _dated_kind(draft, kind, horizon)
    said = shortened(plain_words(draft.candidate.value.text))
    draft.remarks.append(Remark(Doubt.CALL, f"a direction read from “{said}”"))
    period = horizon.period.text if horizon.period else ""
    measure = Measure.PEAK if peak else Measure.OTHER
    return [
        _forecast(draft, house, indicator, region, period, measure, None, None, None, stance, kind)
        for house in _houses(draft)
    ]


def _called(draft: Draft) -> str:
    """Return the region or currency of a call, as the reader has noted it in brackets."""
    for phrase in draft.phrases(Meaning.REGION):
        code = _BRACKET.search(phrase.text)
        if code is None:
            continue
        far = phrase.origin in FAR
        sentence = f"whose it is was taken from the {phrase.origin}: “{shortened(phrase.text)}”"
        draft.take(Reading(code[1], phrase, (Remark(Doubt.REGION_FAR, sentence),) if far else ()))
        return code[1]
    reading = read_region(draft.phrases(Meaning.REGION), indicator=Indicator.POLICY_RATE_CHANGE)
    if reading is not None:
        return draft.take(reading)
    raise Passed(Reason.NO_REGION, "no central bank or currency is named near the direction")


def _kind(draft: Draft) -> Kind:
    """Say what sort of claim the words around the number make it, or pass it over."""
    for phrase in draft.phrases(Meaning.KIND):
        if settled := _SETTLED.search(phrase.text):
            draft.used.append(phrase)
            return Kind(settled[1])
        header = phrase.origin in (Origin.COLUMN_HEADER, Origin.ROW_LABEL, Origin.SECTION)
        said = said_of_kind(phrase.text, header=header)
        if said is None:
            continue
        words = without_comparison(phrase.text) if header else phrase.text
        if isinstance(said, Reason):
            raise Passed(said, f"“{shortened(words)}”: {_NO_CLAIM[said]}")
        if said is Kind.PREVIOUS and header and not _names_other_round(words, draft.report):
            continue
        if said is not Kind.ESTIMATE:
            draft.used.append(phrase)
        return said
    return Kind.FORECAST


def _names_other_round(text: str, report: Report) -> bool:
    """Whether "June projection" is another round than the report's own month and year."""
    own, named = report.published, round_named(text)
    if own is None or named is None:
        return True
    month, year = named
    if year is None:
        return month != own.month
    return (year, month) < (own.year, own.month)  # a later month is what is forecast, not a round


def _dated_kind(draft: Draft, kind: Kind, horizon: Horizon) -> Kind:
    """Turn away what was over at publication; an estimate is kept as one."""
    published, period = draft.report.published, horizon.period
    if published is None:
        draft.remarks.append(_undated(draft, period))
        complete = False
    else:
        complete = period is not None and period.is_complete(published)
    if complete:
        if horizon.printed_as == "estimate" or kind is Kind.ESTIMATE:
            return Kind.ESTIMATE
        raise Passed(Reason.PAST_PERIOD, f"{period} was over when the report came out")
    return Kind.FORECAST if kind is Kind.ESTIMATE else kind


def _undated(draft: Draft, period: Period | None) -> Remark:
    """Return the doubt that a missing date leaves: less where the title says what lies ahead."""
    year = outlook_year(title=draft.report.title, published=None)
    if year and period is not None and period.text[:4] >= year:
        sentence = f"the report has no date; its title looks at {year}"
        return Remark(Doubt.NO_DATE, sentence)
    return Remark(Doubt.UNDATED, "the report has no date to tell past from future")


def _indicator(draft: Draft, quantity: Quantity) -> Indicator:
    reading = read_indicator(draft.phrases(Meaning.INDICATOR))
    counted = quantity.unit in (Unit.CUTS, Unit.HIKES) or quantity.per_move
    signed = quantity.signed or read_direction(draft) != 0
    moved = quantity.unit in (Unit.BP, Unit.PP) and signed
    moved = moved and lexicon.speaks_of_rates(draft.candidate.quote)
    if reading is None and (counted or moved):
        return Indicator.POLICY_RATE_CHANGE
    if reading is None:
        raise Passed(*_what_else(draft))
    if reading.value is Indicator.OTHER:
        text = reading.phrase.text.removesuffix(f" [{Indicator.OTHER}]") if reading.phrase else ""
        raise Passed(Reason.NO_INDICATOR, f"“{shortened(text)}” is not an indicator that is kept")
    return draft.take(reading)


def _what_else(draft: Draft) -> tuple[Reason, str]:
    """Say what the number is about, when it is none of our indicators."""
    for reason in (Reason.COMPANY_FIGURE, Reason.ASSET_RETURN, Reason.PORTFOLIO_WEIGHT):
        match = cues.said(draft.candidate.quote, "not_ours", reason.value)
        if match:
            return reason, f"the words around it speak of “{match.group()}”"
    return Reason.NO_INDICATOR, "no indicator is named near the number"


def _horizon(draft: Draft, indicator: Indicator) -> Horizon:
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
    near = [p for p in phrases if p.origin not in FAR]
    if draft.candidate.reader == "prose" and near:
        raise Passed(Reason.NO_PERIOD, f"“{shortened(near[0].text)}” has no dates")
    year = outlook_year(title=draft.report.title, published=draft.report.published)
    if year is None:
        raise Passed(Reason.NO_PERIOD, "no period is named near the number, nor in the title")
    sentence = f"no period is named near it; taken as {year}, the year the report looks at"
    draft.remarks.append(Remark(Doubt.PERIOD_ASSUMED, sentence))
    return find_horizons(year, published=None)[0]


def _doubt_month(draft: Draft, indicator: Indicator, horizon: Horizon) -> None:
    """Doubt a table's growth of one month in the middle of a quarter: it is rather a round."""
    found = _MONTH.fullmatch(horizon.period.text) if horizon.period else None
    odd = found is not None and int(found[1]) % MONTHS_A_QUARTER != 0
    if odd and indicator in _NATIONAL_ACCOUNTS and draft.candidate.reader == TABLE:
        sentence = f"{indicator} of the month {horizon.text!r}: it may name a round of forecasts"
        draft.remarks.append(Remark(Doubt.STRUCTURE, sentence))


def _filed(draft: Draft, horizon: Horizon, region: str) -> Horizon:
    """Return a fiscal year as the one year that its country files it under."""
    filed, unsure = in_fiscal_year(horizon, region, published=draft.report.published)
    if filed is not horizon:
        draft.remarks = [one for one in draft.remarks if one.doubt is not Doubt.PERIOD_RELATIVE]
    draft.remarks += unsure
    return filed


def _is_peak(draft: Draft) -> bool:
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


def _houses(draft: Draft) -> list[str]:
    readings = read_institutions(
        draft.phrases(Meaning.INSTITUTION), publisher=draft.report.publisher
    )
    houses = [draft.take(reading) for reading in readings]
    return list(dict.fromkeys(houses))


def _forecast(
    draft: Draft, house: str, indicator: Indicator, region: str, period: str, measure: Measure,
    low: float | None, high: float | None, unit: Unit | None, stance: Stance | None, kind: Kind,
) -> Forecast:  # fmt: skip
    candidate = draft.candidate
    remarks = [
        *at_home(draft.remarks, house=house, region=region),
        *(Remark(READERS_DOUBTS.get(doubt, Doubt.READER), doubt) for doubt in candidate.doubts),
    ]
    confidence, status = judge(remarks, reader=candidate.reader)
    reasons = tuple(dict.fromkeys(remark.sentence for remark in remarks))
    traits = tuple(dict.fromkeys(remark.doubt.value for remark in remarks))
    evidence = Evidence(
        candidate.page, candidate.quote, _boxes(candidate, draft.used, draft.unit_phrases)
    )
    row = Forecast(
        institution=house, indicator=indicator, region=region, period=period, measure=measure,
        low=low, high=high, unit=unit, stance=stance, kind=kind, status=status,
        confidence=confidence, reasons=reasons, evidence=evidence, reader=candidate.reader,
        traits=traits,
    )  # fmt: skip
    return weigh_wording(row, published=draft.report.published)


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
