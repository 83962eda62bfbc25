"""What a reader doubts of its own candidate -> the doubt that confidence weighs."""

from __future__ import annotations

from typing import Final

from ingest.candidates import (
    ASSUMED,
    BARE_MEASURE,
    CROSSED,
    CROWDED,
    DISORDERED,
    ENDED,
    LEAPT,
    LISTED,
    MAY_BE,
    NAMELESS,
    OPEN_YEAR,
    POINTED,
    RIVALLED,
    SAID,
    TERMLESS,
    UNLED,
)
from ingest.resolving.confidence import Doubt

READERS_DOUBTS: Final = {
    CROWDED: Doubt.CROWDED,
    MAY_BE: Doubt.HEDGED,
    UNLED: Doubt.NOT_FORWARD,
    LISTED: Doubt.LIST_MATCHED,
    ASSUMED: Doubt.KIND_WEAK,
    POINTED: Doubt.REGION_FAR,
    LEAPT: Doubt.PERIOD_ASSUMED,
    CROSSED: Doubt.PERIOD_ASSUMED,
    OPEN_YEAR: Doubt.PERIOD_ASSUMED,
    DISORDERED: Doubt.STRUCTURE,
    ENDED: Doubt.STRUCTURE,
    RIVALLED: Doubt.RIVALLED,
    NAMELESS: Doubt.INSTITUTION_ASSUMED,
    SAID: Doubt.INSTITUTION_ASSUMED,
    TERMLESS: Doubt.STRUCTURE,
    BARE_MEASURE: Doubt.STRUCTURE,
}
