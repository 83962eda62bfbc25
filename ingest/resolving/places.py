"""Draft -> the region of a figure: named, or what stands for it where nothing is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.candidates import Meaning, Origin
from ingest.resolving import lexicon
from ingest.resolving.confidence import Doubt, Remark
from ingest.resolving.drafts import Draft, Passed
from ingest.resolving.meanings import FAR, Reading, read_region, shortened
from warehouse.reference import indicator_info, institution_by_name, region_by_code
from warehouse.vocabulary import Indicator, InstitutionKind, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

WORLD = "WORLD"
_OF_A_COUNTRY = frozenset({Indicator.POLICY_RATE, Indicator.YIELD_2Y, Indicator.YIELD_10Y})
_SETTLED_AT_HOME = frozenset({Doubt.REGION_CARRIED, Doubt.REGION_HEADING, Doubt.REGION_FAR})


def place_of(draft: Draft, indicator: Indicator, *, level: bool = False) -> str:
    """Return the region (for exchange rates the pair or currency) of a figure.

    Args:
        draft: what is known so far.
        indicator: decides between places and currencies.
        level: whether it is a level, which a single currency has against the dollar.

    Raises:
        Passed: no region can be made out.
    """
    own = indicator_info()[indicator].default_region  # a deflator of one country, say
    if own == WORLD:
        return own  # gold and oil have one price, whatever money it is counted in
    reading = read_region(draft.phrases(Meaning.REGION), indicator=indicator)
    strange = reading is not None and reading.phrase is not None and reading.phrase.origin in FAR
    if reading is not None and not (own and strange and reading.value != own):
        code = draft.take(reading)
        if code == lexicon.PART:
            words = _words(reading)
            if indicator is Indicator.FX_RATE:
                raise Passed(Reason.AMBIGUOUS, f"“{shortened(words)}”: a rate the other way round")
            raise Passed(Reason.NO_REGION, f"“{shortened(words)}”: only a part of what it names")
        above = reading.phrase is not None and reading.phrase.origin is Origin.CAPTION
        if code == WORLD and indicator in _OF_A_COUNTRY and (strange or above):
            sentence = f"whose rate it is was taken from “{shortened(_words(reading))}”"
            draft.remarks.append(Remark(Doubt.REGION_ASSUMED, sentence))
        return dollar_pair(code) if level and indicator is Indicator.FX_RATE else code
    if indicator is Indicator.FX_RATE:
        raise Passed(Reason.NO_REGION, "no currency is named near the number")
    if own:
        return own
    named = region_of_title(draft.report.title)
    if named is not None:
        sentence = f"no region is named near it; the title of the report speaks of {named}"
        draft.remarks.append(Remark(Doubt.REGION_TITLE, sentence))
        return named
    return _seat(draft)


def _words(reading: Reading[str]) -> str:
    return reading.phrase.text if reading.phrase else ""


def region_of_title(title: str) -> str | None:
    """Return the one region that a title names."""
    named = {n.key for n in lexicon.regions().find(title)} - {lexicon.PART}
    return named.pop() if len(named) == 1 else None


def home_of(publisher: str | None, title: str) -> str | None:
    """Return the region that a report is about as a whole, where that can be said.

    Args:
        publisher: a central bank or official body speaks of its own region.
        title: may name the region.
    """
    house = institution_by_name().get(publisher or "")
    speaks = house is not None and house.kind in (
        InstitutionKind.CENTRAL_BANK,
        InstitutionKind.OFFICIAL,
    )
    if house is not None and speaks and house.country not in ("", WORLD):
        return house.country
    return region_of_title(title)


def at_home(remarks: Iterable[Remark], *, house: str, region: str) -> list[Remark]:
    """Return the doubts without those of place, where a central bank speaks of its own region.

    A central bank that names no region at all means its own; one that names it in the sentence
    before says so twice.

    Args:
        remarks: the doubts about a figure.
        house: who makes the claim.
        region: whose figure it is.
    """
    bank = institution_by_name().get(house)
    if bank is None or bank.kind is not InstitutionKind.CENTRAL_BANK or bank.country != region:
        return list(remarks)
    return [remark for remark in remarks if remark.doubt not in _SETTLED_AT_HOME]


def dollar_pair(currency: str) -> str:
    """Return the pair that a level of one currency is quoted in: against the dollar."""
    codes = region_by_code()
    pairs = [code for code in (f"{currency}USD", f"USD{currency}") if code in codes]
    return pairs[0] if pairs else currency


def _seat(draft: Draft) -> str:
    """Fall back on the region that the house itself stands for."""
    publisher = institution_by_name().get(draft.report.publisher or "")
    if publisher is None or not publisher.country:
        raise Passed(Reason.NO_REGION, "no region is named near the number")
    if publisher.kind is InstitutionKind.CENTRAL_BANK:
        return publisher.country
    region = publisher.country
    sentence = f"no region is named near it; taken as {region}, the home of {publisher.name}"
    draft.remarks.append(Remark(Doubt.REGION_ASSUMED, sentence))
    return region
