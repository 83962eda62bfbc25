"""Facts about how a stance was read -> its confidence, accepted or review, and sentences.

The same judgement as for figures (`resolving/confidence.py`): traits are weighed by a scorecard
that was learned on labelled reports, and one line divides accepted from review.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.resolving.scorecard import Scorecard, read_scorecard
from warehouse.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Collection


class Trait(StrEnum):
    """What speaks for or against a stance."""

    HOUSE_EARLIER = "house_earlier"
    HOUSE_CREDITED = "house_credited"
    HOUSE_HEADING = "house_heading"
    NO_VOICE = "no_voice"
    UNSIGNED = "unsigned"
    OPEN = "open"
    VIEW = "view"
    SOFT = "soft"
    QUALIFIED = "qualified"
    NEGATED = "negated"
    CARRIED = "carried"
    TURNED = "turned"
    REGIONAL = "regional"
    REGION_LABEL = "region_label"
    LONG = "long"
    SEVERAL = "several"
    GRID_SIGN = "grid_sign"
    GRID_BARE = "grid_bare"
    CONTRADICTED = "contradicted"


SENTENCES = {
    Trait.HOUSE_EARLIER: "the house is taken from an earlier sentence",
    Trait.HOUSE_CREDITED: "the house is the one credited in brackets",
    Trait.HOUSE_HEADING: "the house is the one named in the heading",
    Trait.NO_VOICE: "nobody says “we”: taken for the view of the publisher",
    Trait.UNSIGNED: "no house signs the report that the grid stands in",
    Trait.OPEN: "the words leave it open",
    Trait.VIEW: "a view without a weight",
    Trait.SOFT: "the words praise the asset and advise nothing",
    Trait.QUALIFIED: "a word narrows the asset, and only the wider one is known",
    Trait.NEGATED: "“not” turns a preference round",
    Trait.CARRIED: "the asset is taken from the words before",
    Trait.TURNED: "the other side of a preference",
    Trait.REGIONAL: "only a region is named; the asset is taken from the words over it",
    Trait.REGION_LABEL: "the region is taken from the label of the paragraph",
    Trait.LONG: "the sentence is long",
    Trait.SEVERAL: "the sentence leans in several ways",
    Trait.GRID_SIGN: "the grid uses signs that it does not explain",
    Trait.GRID_BARE: "the grid has no heads over its columns",
    Trait.CONTRADICTED: "the same page says the opposite",
}


def confidence_of(traits: Collection[Trait], *, reader: str) -> tuple[float, Status]:
    """Return the confidence of a stance and what it makes of it."""
    card = stance_scorecard()
    confidence = round(card.confidence(list(map(str, traits)), reader=reader), 3)
    return confidence, Status.ACCEPTED if confidence >= card.accepted_from else Status.REVIEW


def sentences(traits: Collection[Trait]) -> tuple[str, ...]:
    """Return what a person is told, in the order of the traits."""
    return tuple(SENTENCES[trait] for trait in Trait if trait in traits)


@lru_cache(maxsize=1)
def stance_scorecard() -> Scorecard:
    """Return the scorecard of stances that comes with the package."""
    return read_scorecard("stances", "confidence.toml")
