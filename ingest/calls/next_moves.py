"""Sentence -> where the next move of a central bank points: "the Fed's next move is a cut"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.calls.call import Call
from ingest.candidates import MAY_BE
from warehouse.vocabulary import Indicator, Stance

if TYPE_CHECKING:
    from ingest.calls.scene import Scene
    from ingest.prose.mark import Mark

WEAK = ("could", "may", "might")
_NEXT = re.compile(
    r"\bnext\s+(?:(?:policy|rate|interest[\s-]rate)\s+)?(?:move|step|change)\b"
    r"(?:\s+(?:in|of)\s+(?:policy\s+|interest\s+)?rates)?"
    r"(?P<of>\s+(?:from|by|of|for|at)\s+(?:the\s+)?)?",
    re.IGNORECASE,
)
_IS = re.compile(
    r",?\s+(?:(?:will|would|should|could|may|might|is|to|remains|most|still|therefore|now|likely|expected|seen|set|"
    r"probably|almost|certainly|more|we\s+think|we\s+believe|as)\s+)*"
    r"(?P<told>is|be|as|being|remains|likely)\s+(?:(?:still|likely|most|probably|more|to|be|again|an?|another|a\s+rate)\s+)*"
    r"(?P<way>up|upwards?|higher|down|downwards?|lower|(?:rate\s+)?(?:cut|hike|increase|reduction))\b(?!\s+to\s+\d)",
    re.IGNORECASE,
)
_UP = ("up", "upward", "upwards", "higher", "hike", "increase")


def next_moves(scene: Scene, *, known: bool) -> list[Call]:
    """Return the calls on the next move of a bank.

    Args:
        scene: the sentence.
        known: whether the text before was about a central bank.
    """
    found = []
    for match in _NEXT.finditer(scene.text):
        behind = [m for m in scene.places if m.start == match.end()]
        owner = [m for m in scene.places if _owns(scene, m, match.start())]
        whose = (behind if match["of"] else []) or owner[-1:]
        edge = whose[0].end if behind and whose == behind else match.end()
        told = _IS.match(scene.text, edge)
        if told is None or not (whose or (known and not scene.places)):
            continue
        up = told["way"].lower().split()[-1] in _UP
        weak = any(re.search(rf"\b{w}\b", told.group(), re.IGNORECASE) for w in WEAK)
        word = told.span("way")
        found.append(
            Call(
                Indicator.POLICY_RATE_CHANGE, Stance.UP if up else Stance.DOWN, match.start(),
                word[1], word, tuple(whose), (MAY_BE,) if weak else (), edge=edge,
            )
        )  # fmt: skip
    return found


def _owns(scene: Scene, mark: Mark, start: int) -> bool:
    """Whether a name stands right before "next move" as its owner."""
    return re.fullmatch(r"['’]s?\s+", scene.text[mark.end : start]) is not None
