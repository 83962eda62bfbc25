"""What a document may hold before it is refused; real reports stay far below each of these."""

from __future__ import annotations

from typing import Final

MOST_CELLS: Final = 100_000  # of one table, spans counted in full
MOST_COLUMNS: Final = 500  # of one table
MOST_BLOCKS: Final = 100_000  # of one document
MOST_CHARACTERS: Final = 20_000_000  # of one text; the longest report has some two million
MOST_UNPACKED: Final = 60_000_000  # bytes of one part of a Word document
DEEPEST: Final = 150  # elements in each other whose form counts; of deeper ones only the text


class OverSize(Exception):
    """The document holds more than may be typeset; the message says of what."""


class Unusable(Exception):
    """The document can't be taken apart; the message says why, in a few words."""
