"""Sentence and number -> whether the number is only what there is, or what came before.

"Growth should hold at 1.8% after 1.9%", "with inflation at 2.4%, the bank can cut", "the pair
stands at 0.92, and we see 0.91": each sentence has a figure that nobody forecasts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.prose.kinds import BEHIND
from warehouse.vocabulary import Unit

if TYPE_CHECKING:
    from ingest.prose.marks import Marked
    from ingest.resolving.horizons import Horizon

_AT_PRESENT = re.compile(  # "against 4.1% at present"
    r"\s+(?:at\s+present|at\s+the\s+moment|right\s+now|today|currently)\b(?!\s+to\b)", re.IGNORECASE
)
_BEHIND = re.compile(  # "growth should hold at 1.8% after 1.9%"
    r"\b(?:after|following)\s+(?:(?:an?\s+)?(?:estimated|expected|meagre|strong|weak|mere)\s+)?$",
    re.IGNORECASE,
)
_AFTER_MONTH = re.compile(  # "after September's 25bp cut"
    r"\b(?i:after|following|since|despite)\s+(?:the\s+)?(?:last\s+(?:week|month|quarter)|yesterday|today|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)['’]s\s+(?:surprise\s+)?$"
)
_LED_TO = re.compile(
    r"\s+(?:(?:rate\s+)?(?:cut|hike|reduction|increase|move)\s+)?to\s+", re.IGNORECASE
)
_FORECAST_OF = re.compile(  # "our forecast for inflation is at"
    r"\b(?:forecast|projection|estimate|call|view|target|median|consensus)s?\b[^,;]*$",
    re.IGNORECASE,
)
_IS_AT = re.compile(
    r"\s(?:stands|sits|is|are)\s+(?:(?:now|currently|still|already)\s+)?at\s+(?:(?:about|around)\s+)?$",
    re.IGNORECASE,
)
_WITH_AT = re.compile(  # "With inflation at 2.4%, the bank can cut": where things stand
    r"\W*(?:With|Given)\s+(?![^,;%]{0,60}\b(?:pric|discount|expect|forecast|project|see(?:n|s|ing)?\b))"
    r"[^,;%]{3,60}?\b(?:at|near|around|above|below|of)\s+(?:(?:about|just|only|still|over|close\s+to)\s+)*$"
)


def is_what_was(marked: Marked, index: int, horizon: Horizon | None) -> bool:
    """Whether a number is only what there is: "at 1.8% after 1.9%", "against 4.1% at present".

    Args:
        marked: the sentence.
        index: which number.
        horizon: the period that the sentence gives it, if any.
    """
    if _AT_PRESENT.match(marked.text, marked.quantities[index].end):
        return True
    quantity = marked.quantities[index]
    comma = marked.text.find(",", quantity.end)
    if _WITH_AT.fullmatch(marked.text[: quantity.reach[0]]) and comma >= 0:
        return not any(h.start < comma for h in marked.horizons)
    dated = horizon is not None and horizon.start < marked.quantities[index].start
    if _stands_at(marked, index) and not (dated or is_directly(marked, index, horizon)):
        return True
    if _AFTER_MONTH.search(marked.text[: marked.quantities[index].reach[0]]):
        return True
    if index and _LED_TO.fullmatch(
        marked.text, marked.quantities[index - 1].end, marked.quantities[index].reach[0]
    ):
        return is_what_was(marked, index - 1, None)  # "after September's 25bp cut to 2.5%"
    if not index or not _BEHIND.search(marked.text[: marked.quantities[index].reach[0]]):
        return False
    before, quantity = marked.quantities[index - 1 : index + 1]
    alike = before.unit is quantity.unit and quantity.unit is Unit.PCT
    return alike and not is_directly(marked, index, horizon)


def _stands_at(marked: Marked, index: int) -> bool:
    """Whether a figure is said to stand at a number: "the pair stands at 0.92, and we see 0.91"."""
    lead = _IS_AT.search(marked.text[: marked.quantities[index].reach[0]])
    if lead is None or _FORECAST_OF.search(marked.text[: lead.start()]):
        return False
    own = (m for m in (*marked.indicators, *marked.currencies) if m.end <= lead.start() + 1)
    nearest = max((m.end for m in own), default=None)
    return nearest is not None and len(marked.text[nearest : lead.start()].split()) <= 1


def is_directly(marked: Marked, index: int, horizon: Horizon | None) -> bool:
    """Whether a period follows a number so closely that it is its own.

    Args:
        marked: the sentence.
        index: which number.
        horizon: the period, if the sentence has one for it.
    """
    if horizon is None:
        return False
    following = marked.quantities[index + 1].start if index + 1 < len(marked.quantities) else None
    quantity = marked.quantities[index]
    near = quantity.end <= horizon.start <= quantity.end + BEHIND
    return near and (following is None or horizon.start < following)
