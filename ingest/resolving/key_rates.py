"""A policy rate -> whether it is another rate of that central bank than the one that is compared.

A central bank sets several rates, some apart from each other by half a point. Houses forecast one
of them; a figure for another one is right as it stands and would still be wrong in a median.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.resolving import cues
from ingest.resolving.confidence import Doubt, Remark
from ingest.resolving.meanings import shortened
from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.candidates import Phrase


def other_key_rate(
    phrases: Iterable[Phrase], *, indicator: Indicator, region: str
) -> tuple[Remark, ...]:
    """Return the doubt that the words leave, none where they name the rate that is compared.

    Args:
        phrases: the words that gave the figure its meaning.
        indicator: what they were read as.
        region: of the central bank.
    """
    rates = _rates().get(region)
    if indicator is not Indicator.POLICY_RATE or rates is None:
        return ()
    compared, others = rates
    for phrase in phrases:
        text = phrase.text.casefold()
        if not any(name in text for name in compared) and any(name in text for name in others):
            said = shortened(phrase.text)
            sentence = (
                f"“{said}” is another rate than the {compared[0]}, which houses are compared by"
            )
            return (Remark(Doubt.OTHER_KEY_RATE, sentence),)
    return ()


@lru_cache(maxsize=1)
def _rates() -> dict[str, tuple[list[str], list[str]]]:
    """Return, by region, names of the rate that is compared and names of the others."""
    read: dict[str, dict[str, list[str]]] = cues.section("central_bank_rates")
    return {region: (names["compared"], names["others"]) for region, names in read.items()}
