"""Paragraphs right under a table -> notes on it, where they read like notes.

Word and Markdown have no mark for such a note; a web page seldom uses one. What a note says counts
for the whole table (a fiscal year, a rate over four quarters), so it is set as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.formats.blocks import Block, Part, Table
from ingest.formats.spans import NOTE

LONGEST_NOTE: Final = 60  # words of a note that nothing but its wording marks
_OPENING: Final = re.compile(
    r"(?:all )?figures\b|data\b|per ?cent\b|%|annual\b|year[- ](?:end|on|over)\b|calendar\b|"
    r"quarters?\b|seasonally\b|projections?\b|averages?\b|[A-Z][\w ,&/-]{0,50}:",
    re.IGNORECASE,
)
_STATEMENT: Final = re.compile(
    r"\b(?:we|our|expect\w*|sees?|seen|should|will|likely|forecasts? (?:that|to|of))\b",
    re.IGNORECASE,
)


def mark_notes(blocks: Sequence[Block | Table]) -> list[Block | Table]:
    """Return blocks in which paragraphs that note something on the table before them are notes."""
    found: list[Block | Table] = []
    for block in blocks:
        follows = bool(found) and _is_set_with_notes(found[-1])
        if follows and isinstance(block, Block) and _reads_like_note(block):
            found.append(replace(block, part=Part.NOTE))
        else:
            found.append(block)
    return found


def _is_set_with_notes(block: Block | Table) -> bool:
    return isinstance(block, Table) or block.part in (Part.LAYOUT, Part.NOTE)


def _reads_like_note(block: Block) -> bool:
    if block.part not in (Part.PARAGRAPH, Part.HEADING) or not block.runs:
        return False
    text = block.text
    if block.runs[0].raised or NOTE.match(text):
        return True
    if block.part is Part.HEADING or len(text.split()) > LONGEST_NOTE:
        return False
    return bool(_OPENING.match(text)) and not _STATEMENT.search(text)
