"""Lines of a block -> where items of a list begin that have lost their bullets.

A line that ends although the first word of the next would have fitted was ended on purpose. Text
that only looks so (beside a picture, wrapped by another program) goes on in small letters, so all
such lines of a block must be followed by a capital or a number.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.layout import Line

FEWEST_WORDS = 3  # of an item, numbers left out: "USDCHF 0.92 (0.87)" needs the line above it
ROOM = 2.0  # sizes of type that a line must leave beyond the word that would have fitted
_OPENS = re.compile(r"^[\"“‘'(\[+−–-]*[A-Z0-9½¼¾$€£]")
_GOES_ON = re.compile(
    r"(?:[,;:/&(–—-]|\b(?:a|an|the|of|in|on|at|to|by|for|from|with|and|or|than|as|is|are|be|was|"
    r"were|will|would|should|could|may|that|which|we|our|its|their|into|over|under|about|around|near|"
    r"between|versus|vs|per|real|US|UK))$",
    re.IGNORECASE,
)


def item_starts(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indexes of the lines that begin an item after one that was ended on purpose.

    Args:
        lines: of one block, from top to bottom.
    """
    right = max(line.x1 for line in lines)
    ended = [
        index
        for index, (before, line) in enumerate(pairwise(lines), start=1)
        if _would_fit(line, before, right)
    ]
    if not all(_OPENS.match(lines[index].words[0].text) for index in ended):
        return frozenset()
    return frozenset(
        i for i in ended if not _GOES_ON.search(lines[i - 1].words[-1].text) and _says(lines[i])
    )


def _says(line: Line) -> bool:
    """Whether a line is more than a name and its value."""
    return sum(word.text[:1].isalpha() for word in line.words) >= FEWEST_WORDS


def _would_fit(line: Line, before: Line, right: float) -> bool:
    first = line.words[0]
    return right - before.x1 > first.x1 - first.x0 + ROOM * before.size
