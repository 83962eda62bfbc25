"""`confidence.toml` -> what each trait of a row adds to or takes from its confidence.

The weights are log-odds, as a logistic regression learns them: they add up, and the logistic
curve turns the sum into a share between 0 and 1. `python -m tests.calibrate` writes the file.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

UNKNOWN_READER = "other"
UNKNOWN_TRAIT = -1.5  # nobody has measured it yet: a doubt until somebody has
LOWEST, HIGHEST = 0.01, 0.995  # no row is certainly wrong, and none certainly right


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The learned weights.

    Attributes:
        accepted_from: the line between accepted and review, a confidence from 0 to 1.
        start: log-odds of a row without traits, by reader; one of them is `UNKNOWN_READER`.
        weights: log-odds that a trait adds, by name.
        special: corrections to the weights by reader: reader -> trait -> log-odds.
    """

    accepted_from: float
    start: Mapping[str, float]
    weights: Mapping[str, float]
    special: Mapping[str, Mapping[str, float]]

    def confidence(self, traits: Collection[str], *, reader: str) -> float:
        """Return the share of rows with these traits that are right; a trait counts once."""
        odds = self.start.get(reader, self.start[UNKNOWN_READER])
        special = self.special.get(reader, {})
        for trait in set(traits):
            odds += self.weights.get(trait, UNKNOWN_TRAIT) + special.get(trait, 0.0)
        return min(HIGHEST, max(LOWEST, 1.0 / (1.0 + math.exp(-odds))))


@lru_cache(maxsize=1)
def scorecard() -> Scorecard:
    """Return the scorecard of figures that comes with the package."""
    return read_scorecard("resolving", "confidence.toml")


def read_scorecard(*path: str) -> Scorecard:
    """Return a scorecard that comes with the package.

    Args:
        path: of its file, below `ingest`.
    """
    read = tomllib.loads(files("ingest").joinpath(*path).read_text(encoding="utf-8"))
    return Scorecard(
        accepted_from=read["accepted_from"],
        start=read["start"],
        weights=read["weights"],
        special=read.get("special", {}),
    )
