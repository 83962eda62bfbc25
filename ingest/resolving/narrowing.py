"""Several indicators named in one phrase -> the one that it is about, if that can be said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from warehouse.vocabulary import Indicator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.resolving.lexicon import Named

SEVERAL = 2

_OF = re.compile(
    r"(?:%|per\s?cent|percent|share|ratio|pct)\s(?:of|to)\s(?:nominal\s)?$|/\s?$", re.IGNORECASE
)
_RATE = re.compile(r"interest\srates?", re.IGNORECASE)
_YIELDS = frozenset({Indicator.YIELD_2Y, Indicator.YIELD_10Y})

# Where several indicators are named in one phrase, the first pair that fits decides.
_NARROWER: tuple[tuple[frozenset[Indicator], Indicator], ...] = (
    (frozenset({Indicator.CORE_PCE_INFLATION}), Indicator.CORE_PCE_INFLATION),
    (
        frozenset({Indicator.CORE_INFLATION, Indicator.PCE_INFLATION}),
        Indicator.CORE_PCE_INFLATION,
    ),
    (frozenset({Indicator.CORE_INFLATION, Indicator.CPI_INFLATION}), Indicator.CORE_INFLATION),
    (frozenset({Indicator.PCE_INFLATION, Indicator.CPI_INFLATION}), Indicator.PCE_INFLATION),
    (
        frozenset({Indicator.POLICY_RATE, Indicator.POLICY_RATE_CHANGE}),
        Indicator.POLICY_RATE,
    ),
)
_PRICES = frozenset(
    {
        Indicator.CPI_INFLATION,
        Indicator.CORE_INFLATION,
        Indicator.PCE_INFLATION,
        Indicator.CORE_PCE_INFLATION,
    }
)


def about(named: Sequence[Named[Indicator]], text: str) -> tuple[Named[Indicator], ...]:
    """Leave out names that only say what the others are measured against, or of what sort.

    The debt of "debt (% of GDP)" is not its growth, and the "10-year interest rate" no policy rate.

    Args:
        named: the indicators named in a phrase.
        text: the phrase.
    """
    if len(named) < SEVERAL:
        return tuple(named)
    kept = tuple(n for n in named if not _is_base(n, text))
    if any(n.key in _YIELDS for n in kept):
        kept = tuple(n for n in kept if not _RATE.fullmatch(n.text))
    return kept


def _is_base(name: Named[Indicator], text: str) -> bool:
    return (
        name.start > 0
        and name.key is Indicator.GDP_GROWTH
        and _OF.search(text[: name.start]) is not None
    )


def narrower(kinds: set[Indicator]) -> Indicator | None:
    """Return the one indicator that several names in one phrase add up to, if they do."""
    for pair, result in _NARROWER:
        if pair <= kinds and kinds <= pair | {result} | (_PRICES if result in _PRICES else set()):
            return result
    return None
