"""Label of a table -> the government bond that it names by its term, in any order and language."""

from __future__ import annotations

import re

from ingest.resolving import cues, lexicon

_TERM = re.compile(
    r"(?<!\w)(10|ten|2|two)[\s-]*(?:y|yrs?|years?|j\.|jahren?|ans|anni|años)(?!\w)", re.IGNORECASE
)
_ANY_TERM = re.compile(r"(?<!\w)\d{1,2}[\s-]*(?:y|yrs?|years?)(?!\w)", re.IGNORECASE)
_BESIDE_TERM = re.compile(
    r"\W|\b(?:rates?|gov(?:t|ernment)?|generic|benchmark|pct|eop)\b", re.IGNORECASE
)
_YIELDS = {
    "10": "10-year yield", "ten": "10-year yield", "2": "2-year yield", "two": "2-year yield",
}  # fmt: skip


def yield_named(text: str) -> str | None:
    """Return "10-year yield" where a label names a government bond by its term, in any order.

    "10Y gov. yields, %", "Bunds, 10 years", "US 10-year Treasury note": a term and a bond. "Swiss
    10Y" is a country and a term, with no word of anything else.
    """
    term = _TERM.search(text)
    if term is None:
        return None
    bond = cues.pattern("tables", "bonds").search(text)
    alone = bond or any(_is_term_of_country(part) for part in text.split(" / "))
    return _YIELDS[term[1].lower()] if alone else None


def is_other_paper(text: str) -> bool:
    """Whether a label names another rate than a government's of two or ten years.

    "10Y swap", "Corporate bonds 10-year", "Mortgage rate, 30 years", "5Y government".
    """
    if not _ANY_TERM.search(text):
        return False
    if cues.pattern("tables", "other_papers").search(text):
        return True
    return bool(cues.pattern("tables", "bonds").search(text)) and not _TERM.search(text)


def _is_term_of_country(text: str) -> bool:
    """Whether a country and a term stand there, and nothing else but a unit: "Swiss 10Y (%)"."""
    regions = lexicon.regions().find(text)
    rest = _TERM.sub(" ", text)
    if len(regions) != 1 or rest == text:
        return False
    return not _BESIDE_TERM.sub("", rest.replace(regions[0].text, " "))
